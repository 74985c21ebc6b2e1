//! The worker: takes up jobs one by one, and between them scores the stale and takes the steps of plays.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use domain::access::{self, Action};
use domain::{Actor, Clock};
use store::Store;
use store::jobs::{Lease, NewJob};

/// How often the worker looks for work.
const TICK: Duration = Duration::from_millis(500);
/// How often what is over is swept.
const SWEEP: Duration = Duration::from_secs(3600);
/// A refit of the largest company takes less; one that died is taken up again after it.
const LEASE_SECONDS: i64 = 600;

/// Works until the program ends.
pub async fn forever(store: Store, clock: Arc<dyn Clock>, scratch: PathBuf) {
    let mut tick = tokio::time::interval(TICK);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    if let Err(why) = act::decide::ask(&store, None).await {
        tracing::error!("plays wait for the next start or refit: {why}");
    }
    if let Err(why) = act::plans::ask(&store, None).await {
        tracing::error!("the years of accounts wait for the next start or change of a plan: {why}");
    }
    if let Err(why) = ask_for_nightly_refit(&store, &clock).await {
        tracing::error!("the models are refitted after the next import only: {why}");
    }
    if let Err(why) = prove::verdicts::ask(&store, Some(clock.now())).await {
        tracing::error!("what plays earned waits for the next start: {why}");
    }
    loop {
        tick.tick().await;
        if let Err(why) = all(&store, &clock, &scratch).await {
            tracing::error!("work stopped and will be tried again: {why}");
        }
    }
}

/// Once an hour forgets what is kept for a while only, reminds of certificates about to expire, and asks
/// for the first fit.
pub async fn sweep(store: Store, clock: Arc<dyn Clock>) {
    let mut tick = tokio::time::interval(SWEEP);
    loop {
        tick.tick().await;
        let swept = async {
            let permit = access::check(Actor::System("perennial.work"), Action::RunJobs)?;
            store.sweep_answers(&permit).await?;
            store.sweep_messages(&permit).await?;
            store.sweep_outbox(&permit).await?;
            store.expire_sessions(&access::check(permit.actor(), Action::ManageStaff)?).await?;
            act::letters::remind(&store, clock.now()).await?;
            know::refit::ask_for_first(&store).await?;
            anyhow::Ok(())
        };
        if let Err(why) = swept.await {
            tracing::error!("what is over could not be swept and will be tried again: {why}");
        }
    }
}

/// Does every job there is, then scores every stale person, then takes the steps of plays that are due.
pub async fn all(store: &Store, clock: &Arc<dyn Clock>, scratch: &std::path::Path) -> anyhow::Result<()> {
    let permit = access::check(Actor::System("perennial.work"), Action::RunJobs)?;
    while let Some(lease) = store.lease(&permit, LEASE_SECONDS).await? {
        if let Err(why) = one(store, clock, scratch, &permit, &lease).await {
            tracing::error!("the job {} failed: {why}", lease.kind);
        }
    }
    while know::rescore::batch(store, clock, scratch).await? > 0 {}
    act::steps::run(store, clock).await?;
    Ok(())
}

async fn one(
    store: &Store,
    clock: &Arc<dyn Clock>,
    scratch: &std::path::Path,
    permit: &domain::Permit,
    lease: &Lease,
) -> anyhow::Result<()> {
    match lease.kind.as_str() {
        listen::work::JOB => Ok(listen::work::run(store, lease).await?),
        know::refit::KIND => match refit(store, clock, scratch).await {
            Ok(()) => {
                store.job_done(permit, lease, None).await?;
                ask_for_nightly_refit(store, clock).await?;
                act::tiers::ask(store, None).await?;
                Ok(act::decide::ask(store, None).await?)
            }
            Err(why) => {
                store.job_failed(permit, lease, &why.to_string(), true).await?;
                Err(why.into())
            }
        },
        act::decide::KIND => match act::decide::run(store, clock).await {
            Ok(looked) => {
                store.job_done(permit, lease, Some(&serde_json::to_value(looked)?)).await?;
                let again = clock.now().plus_seconds(act::decide::EVERY_SECONDS);
                Ok(act::decide::ask(store, Some(again)).await?)
            }
            Err(why) => {
                store.job_failed(permit, lease, &why.to_string(), true).await?;
                Err(why.into())
            }
        },
        store::erasures::SHRED => shred(store, permit, lease).await,
        act::tiers::KIND => tiers(store, clock, permit, lease).await,
        act::plans::KIND => look_over_plans(store, clock, permit, lease).await,
        prove::verdicts::KIND => look_at_plays(store, clock, permit, lease).await,
        know::duplicates::KIND => match know::duplicates::run(store).await {
            Ok(summary) => {
                let said = serde_json::to_value(&summary)?;
                store.job_done(permit, lease, Some(&said)).await?;
                let nightly = NewJob {
                    kind: know::duplicates::KIND,
                    unique_key: Some("nightly"),
                    payload: serde_json::json!({}),
                    run_after: Some(clock.now().plus_seconds(know::duplicates::NIGHTLY_SECONDS)),
                };
                store.enqueue(permit, &nightly).await?;
                Ok(())
            }
            Err(why) => {
                store.job_failed(permit, lease, &why.to_string(), true).await?;
                Err(why.into())
            }
        },
        know::duplicates::KIND_OF_ONE => match know::duplicates::of_payload(store, &lease.payload).await {
            Ok(_) => Ok(store.job_done(permit, lease, None).await?),
            Err(why) => {
                store.job_failed(permit, lease, &why.to_string(), true).await?;
                Err(why.into())
            }
        },
        unknown => {
            let why = format!("nobody here does jobs of the kind '{unknown}'");
            store.job_failed(permit, lease, &why, false).await?;
            Ok(())
        }
    }
}

/// Empties the database's own log of people erased, or tries again in a moment.
async fn shred(store: &Store, permit: &domain::Permit, lease: &Lease) -> anyhow::Result<()> {
    if store.shred(permit).await? {
        return Ok(store.job_done(permit, lease, None).await?);
    }
    let why = "somebody reads an older state of the database just now";
    store.job_failed(permit, lease, why, true).await?;
    Ok(())
}

/// Who joins and leaves tiers, now and again in a day.
async fn tiers(
    store: &Store,
    clock: &Arc<dyn Clock>,
    permit: &domain::Permit,
    lease: &Lease,
) -> anyhow::Result<()> {
    match act::tiers::run(store, clock).await {
        Ok(moved) => {
            store.job_done(permit, lease, Some(&serde_json::to_value(moved)?)).await?;
            let again = clock.now().plus_seconds(act::tiers::EVERY_SECONDS);
            Ok(act::tiers::ask(store, Some(again)).await?)
        }
        Err(why) => {
            store.job_failed(permit, lease, &why.to_string(), true).await?;
            Err(why.into())
        }
    }
}

/// What comes soon by plan and what was missed, now and again in an hour.
async fn look_over_plans(
    store: &Store,
    clock: &Arc<dyn Clock>,
    permit: &domain::Permit,
    lease: &Lease,
) -> anyhow::Result<()> {
    let looked = act::plans::run(store).await;
    match &looked {
        Ok(looked) => store.job_done(permit, lease, Some(&serde_json::to_value(looked)?)).await?,
        Err(why) => drop(store.job_failed(permit, lease, &why.to_string(), true).await?),
    }
    // After the last try, too: a step that can't be opened today must not silence all years for good.
    let again = clock.now().plus_seconds(act::plans::EVERY_SECONDS);
    act::plans::ask(store, Some(again)).await?;
    Ok(looked.map(drop)?)
}

/// What every play earned, and again the next night.
async fn look_at_plays(
    store: &Store,
    clock: &Arc<dyn Clock>,
    permit: &domain::Permit,
    lease: &Lease,
) -> anyhow::Result<()> {
    match prove::verdicts::run(store, clock).await {
        Ok(_) => {
            store.job_done(permit, lease, None).await?;
            let again = clock.now().plus_seconds(prove::verdicts::NIGHTLY_SECONDS);
            Ok(prove::verdicts::ask(store, Some(again)).await?)
        }
        Err(why) => {
            store.job_failed(permit, lease, &why.to_string(), true).await?;
            Err(why.into())
        }
    }
}

/// Asks for the refit of the next night, if nobody has.
async fn ask_for_nightly_refit(store: &Store, clock: &Arc<dyn Clock>) -> anyhow::Result<()> {
    let permit = access::check(Actor::System("perennial.work"), Action::RunJobs)?;
    let nightly = NewJob {
        kind: know::refit::KIND,
        unique_key: Some("nightly"),
        payload: serde_json::json!({}),
        run_after: Some(clock.now().plus_seconds(know::refit::NIGHTLY_SECONDS)),
    };
    store.enqueue(&permit, &nightly).await?;
    Ok(())
}

/// Who is worth what, and what to suggest to whom.
pub async fn refit(
    store: &Store,
    clock: &Arc<dyn Clock>,
    scratch: &std::path::Path,
) -> Result<(), know::Error> {
    match know::refit::run(store, clock, scratch).await {
        Err(know::Error::NoOrders) => return Ok(()),
        other => other?,
    };
    know::recommendation::refit(store).await?;
    Ok(())
}
