//! The import as a job: asked for by a page, done by a worker, taken up again when a worker dies.

use std::path::PathBuf;

use domain::access::{Action, check};
use domain::ids::{ImportId, JobId};
use domain::{Actor, Day, Permit};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use store::Store;
use store::imports::Import;
use store::jobs::{Lease, NewJob, State};
use tokio::sync::watch;

use crate::import::{Error, How, Progress, Request, begin, take_in};

/// The kind of the job that takes an import in.
pub const JOB: &str = "listen.import";
/// How long a worker may be silent before another takes its import up.
pub const LEASE_SECONDS: i64 = 60;

/// What the job must know to read the file the same way each time it is taken up.
#[derive(Serialize, Deserialize)]
struct Payload {
    import: ImportId,
    path: PathBuf,
    file: String,
    how: How,
    zone: Option<String>,
    today: Day,
}

/// Notes an import and asks for the job that does it. The file must stay where it is until then.
///
/// # Errors
/// A sentence where the file can't be read as orders, the actor may not import, or the database
/// fails.
pub async fn ask(store: &Store, actor: Actor, request: &Request) -> Result<(ImportId, JobId), Error> {
    let permit = check(actor, Action::ImportOrders).map_err(store::Error::from)?;
    // Who may import needs no leave of its own for the worker to do it.
    let to_ask = check(Actor::System("listen"), Action::RunJobs).map_err(store::Error::from)?;
    let import = begin(store, &permit, request).await?;
    let payload = Payload {
        import,
        path: request.path.clone(),
        file: request.file.clone(),
        how: request.how.clone(),
        zone: request.zone.as_ref().and_then(TimeZone::iana_name).map(str::to_owned),
        today: request.today,
    };
    let key = import.to_string();
    let payload = serde_json::to_value(&payload)?;
    let job = NewJob { kind: JOB, unique_key: Some(&key), payload, run_after: None };
    Ok((import, store.enqueue(&to_ask, &job).await?))
}

/// Does the job of an import, says its progress, and ends the job: done, to be tried again where the
/// database failed, or given up where the file can't be read.
///
/// # Errors
/// Where the import or the job's end can't be written, or another worker has the job.
pub async fn run(store: &Store, lease: &Lease) -> Result<(), Error> {
    let actor = Actor::System("listen");
    let permit = check(actor, Action::ImportOrders).map_err(store::Error::from)?;
    let jobs = check(actor, Action::RunJobs).map_err(store::Error::from)?;
    let payload: Payload = match serde_json::from_value(lease.payload.clone()) {
        Ok(payload) => payload,
        Err(error) => {
            let error = Error::from(error);
            store.job_failed(&jobs, lease, &error.to_string(), false).await?;
            return Err(error);
        }
    };
    match take_in_and_say(store, &permit, &jobs, lease, &payload).await {
        Ok(_) => Ok(store.job_done(&jobs, lease, None).await?),
        Err(error @ Error::Store(store::Error::Superseded(_))) => {
            store.job_failed(&jobs, lease, &error.to_string(), false).await?;
            Err(error)
        }
        Err(error) => {
            let retry = matches!(error, Error::Store(_));
            if store.job_failed(&jobs, lease, &error.to_string(), retry).await? == State::Dead {
                store.fail_import(&permit, payload.import, &error.kept()).await?;
            }
            Err(error)
        }
    }
}

/// Takes the file in while the job's lease is drawn out at every commit.
async fn take_in_and_say(
    store: &Store,
    permit: &Permit,
    jobs: &Permit,
    lease: &Lease,
    payload: &Payload,
) -> Result<Import, Error> {
    let request = Request {
        path: payload.path.clone(),
        file: payload.file.clone(),
        how: payload.how.clone(),
        zone: payload.zone.as_deref().and_then(|name| TimeZone::get(name).ok()),
        today: payload.today,
    };
    let (say, mut heard) = watch::channel(Progress::default());
    let saying = async {
        while heard.changed().await.is_ok() {
            let progress = serde_json::to_value(*heard.borrow_and_update())?;
            store.job_progress(jobs, lease, LEASE_SECONDS, Some(&progress)).await?;
        }
        Ok::<(), Error>(())
    };
    let taking = async {
        let hear = |progress| {
            say.send_replace(progress);
        };
        let taken = take_in(store, permit, payload.import, &request, hear).await;
        drop(say);
        taken
    };
    let (taken, ()) = tokio::try_join!(taking, saying)?;
    Ok(taken)
}
