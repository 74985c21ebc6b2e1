//! The refit: all orders out of the store, every model fitted, one run and all standings written.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use domain::access::{self, Action};
use domain::ids::RunId;
use domain::worth::Standing;
use domain::{Actor, Clock, OrderChunk};
use futures::TryStreamExt;
use store::Store;
use store::runs::NewRun;
use store::standings::Mark;

use crate::Error;
use crate::worth::{self, Options, Study};

/// The job's kind.
pub const KIND: &str = "know.refit";
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
    let actor = Actor::System(KIND);
    let permit = access::check(actor, Action::WriteBeliefs)?;
    let zone = store.zone(actor).await?;
    let as_of = clock.now().day_in(&zone);
    match study(store, actor, as_of, scratch).await {
        Ok((study, seen, data_digest)) => save(store, &permit, study, seen, data_digest).await,
        Err(why) => {
            store.save_failed_run(&permit, as_of, &why.to_string()).await?;
            Err(why)
        }
    }
}

async fn study(
    store: &Store,
    actor: Actor,
    as_of: domain::Day,
    scratch: &Path,
) -> Result<(Study, Mark, [u8; 32]), Error> {
    // Read before the orders are: what is marked stale after it stays so.
    let seen = store.mark(actor).await?;
    let limits = analytics::Limits {
        memory_bytes: MEMORY_BYTES,
        threads: std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
        spill_dir: scratch.to_path_buf(),
    };
    let hasher = Arc::new(Mutex::new(blake3::Hasher::new()));
    let digesting = Arc::clone(&hasher);
    let orders = store.order_chunks(actor).inspect_ok(move |chunk| {
        digest(&mut digesting.lock().unwrap_or_else(PoisonError::into_inner), chunk);
    });
    let histories = analytics::gather(orders, &limits).await?;
    let data_digest = *hasher.lock().unwrap_or_else(PoisonError::into_inner).finalize().as_bytes();
    let options = Options { as_of: Some(as_of), ..Options::default() };
    let study = tokio::task::spawn_blocking(move || worth::study(&histories, &options, &|_| {}))
        .await
        .map_err(|_| Error::Stopped)??;
    Ok((study, seen, data_digest))
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
