//! Rescoring: people whose orders changed since the last run, scored with its models.

use std::path::Path;
use std::sync::Arc;

use domain::access::{self, Action};
use domain::ids::PersonId;
use domain::{Actor, Clock};
use store::Store;

use crate::Error;
use crate::worth::Scorer;

const ACTOR: Actor = Actor::System("know.rescore");
/// People scored in one commit.
const BATCH: u32 = 2000;
/// Bytes a batch's grouping may take.
const MEMORY_BYTES: usize = 64 << 20;

/// Scores one batch of the stale; returns how many there were. 0 where nobody is stale or nothing was
/// ever fitted: then the first refit scores all.
///
/// # Errors
/// Where the database or the disk fails.
pub async fn batch(store: &Store, clock: &Arc<dyn Clock>, scratch: &Path) -> Result<usize, Error> {
    let permit = access::check(ACTOR, Action::WriteBeliefs)?;
    let stale = store.stale_people(ACTOR, BATCH).await?;
    if stale.is_empty() {
        return Ok(0);
    }
    let Some(run) = store.latest_run(ACTOR).await? else { return Ok(0) };
    let scorer: Scorer = serde_json::from_value(run.run.params)?;
    let people: Vec<PersonId> = stale.iter().map(|stale| stale.person).collect();
    let orders = store.orders_of_people(ACTOR, &people).await?;
    let limits =
        analytics::Limits { memory_bytes: MEMORY_BYTES, threads: 1, spill_dir: scratch.to_path_buf() };
    let orders = futures::stream::iter([Ok::<_, store::Error>(orders)]);
    let histories = analytics::gather_in(scorer.currency(), orders, &limits).await?;
    let as_of = clock.now().day_in(&store.zone(ACTOR).await?);
    let standings = scorer.score(&histories.summarise(as_of, None)?, as_of)?;
    store.save_standings(&permit, run.id, &stale, &standings).await?;
    Ok(stale.len())
}
