//! One look at everybody of the large company, for a play whose rule has five clauses.

use std::path::Path;
use std::sync::Arc;

use adapters::system::{SystemClock, SystemEntropy};
use anyhow::Result;
use domain::access::{Action, check};
use domain::{Actor, Clock};
use serde_json::json;
use store::Store;

use crate::stopwatch::Stopwatch;

const RULE: &str = "standing.orders >= 3 && standing.p_alive < 0.9 && standing.overdue_days > 0.0 \
     && standing.value_at_stake > 1000.0 && language != 'ru'";

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
