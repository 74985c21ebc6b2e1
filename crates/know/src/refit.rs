//! The refit: all orders out of the store, every model fitted, one run and all standings written.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use analytics::Histories;
use domain::access::{self, Action};
use domain::ids::RunId;
use domain::worth::Standing;
use domain::{Actor, Clock, Day, OrderChunk};
use futures::TryStreamExt;
use store::Store;
use store::jobs::NewJob;
use store::runs::NewRun;
use store::standings::Mark;

use crate::worth::{self, Options, Study};
use crate::{Error, forecasts};

/// The job's kind.
pub const KIND: &str = "know.refit";
/// After so long everything is fitted anew, whether or not somebody asks.
pub const NIGHTLY_SECONDS: i64 = 86_400;
/// Purchases worth a first fit, without waiting for the night.
const FIRST_PURCHASES: u32 = 100;
pub(crate) const ACTOR: Actor = Actor::System(KIND);
/// Bytes the grouping may take before it uses the disk.
const MEMORY_BYTES: usize = 1 << 30;
/// Standings handed to the store at a time.
const PAGE: usize = 4096;

/// Refits on everything the store holds, as of today in the company's zone. A refit that fails
/// leaves the last run in force and says so in the history of runs.
///
/// # Errors
/// Where the database or the disk fails. [`Error::NoOrders`] where there is nothing to fit on.
pub async fn run(store: &Store, clock: &Arc<dyn Clock>, scratch: &Path) -> Result<RunId, Error> {
    let permit = access::check(ACTOR, Action::WriteBeliefs)?;
    let zone = store.zone(ACTOR).await?;
    let as_of = clock.now().day_in(&zone);
    let found = match study(store, ACTOR, &Known { as_of, later_rows: true }, scratch).await {
        Ok(found) => found,
        Err(why) => {
            store.save_failed_run(&permit, as_of, &why.to_string()).await?;
            return Err(why);
        }
    };
    let scorer = found.study.scorer.clone();
    let run = save(store, &permit, found.study, found.seen, found.data_digest).await?;
    forecasts::settle(store, &permit, &found.histories, as_of).await?;
    forecasts::keep(store, &permit, &found.histories, &scorer).await?;
    Ok(run)
}

/// Asks for the first fit once enough was bought: nobody who tells orders one by one asks for it. A
/// company that has a model waits for the night.
///
/// # Errors
/// Where the database fails.
pub async fn ask_for_first(store: &Store) -> Result<bool, Error> {
    let waits =
        store.latest_run(ACTOR).await?.is_none() && store.has_purchases(ACTOR, FIRST_PURCHASES).await?;
    if waits {
        let permit = access::check(ACTOR, Action::RunJobs)?;
        let job =
            NewJob { kind: KIND, unique_key: Some("first"), payload: serde_json::json!({}), run_after: None };
        store.enqueue(&permit, &job).await?;
    }
    Ok(waits)
}

/// What a study may know.
pub(crate) struct Known {
    /// The last day.
    pub as_of: Day,
    /// Whether rows dated after it may be read; where one looks back, they were not there.
    pub later_rows: bool,
}

/// A study, and what it was made on.
pub(crate) struct Found {
    pub study: Study,
    pub histories: Histories,
    seen: Mark,
    data_digest: [u8; 32],
}

pub(crate) async fn study(
    store: &Store,
    actor: Actor,
    known: &Known,
    scratch: &Path,
) -> Result<Found, Error> {
    // Read before the orders are: what is marked stale after it stays so.
    let seen = store.mark(actor).await?;
    let limits = analytics::Limits {
        memory_bytes: MEMORY_BYTES,
        threads: std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
        spill_dir: scratch.to_path_buf(),
    };
    let hasher = Arc::new(Mutex::new(blake3::Hasher::new()));
    let digesting = Arc::clone(&hasher);
    let &Known { as_of, later_rows } = known;
    let orders = store.order_chunks(actor).map_ok(move |chunk| {
        let chunk = if later_rows { chunk } else { chunk.until(as_of) };
        digest(&mut digesting.lock().unwrap_or_else(PoisonError::into_inner), &chunk);
        chunk
    });
    let histories = analytics::gather(orders, &limits).await?;
    let data_digest = *hasher.lock().unwrap_or_else(PoisonError::into_inner).finalize().as_bytes();
    let options = Options { as_of: Some(as_of), ..Options::default() };
    let studied = tokio::task::spawn_blocking(move || {
        worth::study(&histories, &options, &|_| {}).map(|study| (study, histories))
    });
    let (study, histories) = studied.await.map_err(|_| Error::Stopped)??;
    Ok(Found { study, histories, seen, data_digest })
}

/// All of an order that the models see.
fn digest(hasher: &mut blake3::Hasher, chunk: &OrderChunk) {
    for row in 0..chunk.len() {
        hasher.update(chunk.customer.get(row).as_bytes());
        hasher.update(&chunk.day[row].to_le_bytes());
        hasher.update(&chunk.amount[row].to_le_bytes());
        hasher.update(chunk.currency[row].code().as_bytes());
    }
}

async fn save(
    store: &Store,
    permit: &domain::Permit,
    study: Study,
    seen: Mark,
    data_digest: [u8; 32],
) -> Result<RunId, Error> {
    let run = NewRun {
        as_of: study.report.as_of,
        unit: study.report.unit,
        fit: "map".to_owned(),
        model: study.report.chosen.model.clone(),
        params: serde_json::to_value(&study.scorer)?,
        covariance: serde_json::to_value(study.scorer.covariances())?,
        data_digest,
        report: study.report,
    };
    let pages: Vec<Vec<Standing>> = study.standings.chunks(PAGE).map(<[Standing]>::to_vec).collect();
    Ok(store.save_run(permit, &run, seen, futures::stream::iter(pages)).await?)
}
