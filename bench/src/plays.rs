//! One look at everybody of the large company, for a play whose rule has five clauses; and what followed a million draws.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use adapters::system::{SystemClock, SystemEntropy};
use anyhow::{Context, Result};
use domain::access::{Action, check};
use domain::time::DAY_MICROS;
use domain::{Actor, Clock, Instant};
use serde_json::json;
use store::Store;

use crate::stopwatch::Stopwatch;

const RULE: &str = "standing.orders >= 3 && standing.p_alive < 0.9 && standing.overdue_days > 0.0 \
     && standing.value_at_stake > 1000.0 && language != 'ru'";

/// A clock that stands where it was put.
struct Set(AtomicI64);

impl Clock for Set {
    fn now(&self) -> Instant {
        Instant(self.0.load(Ordering::Relaxed))
    }
}

/// Draws everybody of the company in `folder` into a play a hundred days before its last order, in a copy of its
/// database, and judges it on that day: a tenth held out, and nothing done for anybody.
pub fn prove(folder: &Path) -> Result<()> {
    let copy = folder.join("proof.db");
    std::fs::copy(folder.join("perennial.db"), &copy)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let judged = runtime.block_on(async {
        let last = i64::from(simulator::Panel::three_years(0, 1).last_day.0) * DAY_MICROS;
        let set = Arc::new(Set(AtomicI64::new(last - 100 * DAY_MICROS)));
        let clock = Arc::clone(&set) as Arc<dyn Clock>;
        let store = Store::open(&*copy, Arc::clone(&clock), Arc::new(SystemEntropy)).await?;
        let permit = check(Actor::Operator, Action::ManagePlays)?;
        let definition = serde_json::from_value(json!({
            "when": "rule_holds",
            "steps": [{ "gesture": { "call": { "words": "Ask how they are" } } }],
            "success": { "what": "return", "within_days": 60 },
        }))?;
        let play = act::plays::make(&store, &permit, "Everybody", &definition).await?;
        store.start_play(&permit, play, 1).await?;
        act::decide::run(&store, &clock).await?;
        set.0.store(last, Ordering::Relaxed);
        let watch = Stopwatch::start();
        prove::verdicts::run(&store, &clock).await?;
        let seconds = watch.seconds();
        let seen = store.verdict(Actor::Operator, play).await?.context("a verdict")?.earned;
        let revenue = seen.revenue.context("a proof of the revenue")?;
        let effect = revenue.effects.first().context("an effect")?;
        let extra = effect.per_unit.context("an interval")?;
        store.close().await?;
        anyhow::Ok(json!({
            "seconds": seconds,
            "people": seen.counts.counted,
            "low": extra.low,
            "high": extra.high,
            "reduction": 100.0 * effect.variance_reduction,
        }))
    });
    for end in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(folder.join(format!("proof.db{end}")));
    }
    println!("{}", judged?);
    Ok(())
}

/// Decides a play over the company in `folder`, in a copy of its database; `rule` in place of the five
/// clauses where it is not empty.
pub fn decide(folder: &Path, rule: &str) -> Result<()> {
    let copy = folder.join("plays.db");
    std::fs::copy(folder.join("perennial.db"), &copy)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let decided = runtime.block_on(async {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let store = Store::open(&*copy, Arc::clone(&clock), Arc::new(SystemEntropy)).await?;
        let permit = check(Actor::Operator, Action::ManagePlays)?;
        let definition = serde_json::from_value(json!({
            "who": if rule.is_empty() { RULE } else { rule },
            "when": "rule_holds",
            "steps": [{ "gesture": { "call": { "words": "Ask how they are" } } }],
            "success": { "what": "return", "within_days": 60 },
        }))?;
        let play = act::plays::make(&store, &permit, "Everybody", &definition).await?;
        store.start_play(&permit, play, 1).await?;
        let watch = Stopwatch::start();
        let looked = act::decide::run(&store, &clock).await?;
        let first = watch.seconds();
        let watch = Stopwatch::start();
        act::decide::run(&store, &clock).await?;
        let again = watch.seconds();
        let arms = store.arms(Actor::Operator, play).await?;
        store.close().await?;
        anyhow::Ok(json!({
            "seconds": first,
            "again": again,
            "found": looked.found,
            "begun": looked.begun,
            "treated": arms.treated,
            "held": arms.held,
        }))
    });
    for end in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(folder.join(format!("plays.db{end}")));
    }
    println!("{}", decided?);
    Ok(())
}
