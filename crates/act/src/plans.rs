//! The years of accounts: what comes soon becomes somebody's task, and what was missed says so.

use domain::access::{Action, check};
use domain::{Actor, Instant};
use serde::Serialize;
use store::Store;
use store::jobs::NewJob;

use crate::Error;

pub use store::plans::PASS as KIND;

/// How often plans are looked over, whatever happens.
pub const EVERY_SECONDS: i64 = 3_600;
/// Steps read at a time; each is a commit of its own.
const PAGE: u32 = 256;
const PLANNER: Actor = Actor::System(KIND);

/// What a look over the plans did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Looked {
    /// Steps that became tasks.
    pub opened: u64,
    /// Missed steps programs were told of.
    pub missed: u64,
}

/// Asks for a look over the plans, now or then.
///
/// # Errors
/// Where the store fails.
pub async fn ask(store: &Store, then: Option<Instant>) -> Result<(), Error> {
    let permit = check(PLANNER, Action::RunJobs)?;
    let unique_key = Some(if then.is_some() { "again" } else { "now" });
    let job = NewJob { kind: KIND, unique_key, payload: serde_json::json!({}), run_after: then };
    store.enqueue(&permit, &job).await?;
    Ok(())
}

/// Makes tasks of the steps that are due within fourteen days, and tells of those that are missed. Each is
/// a commit of its own, so that wherever it ends, the next look goes on.
///
/// # Errors
/// Where the store fails; what was done before stays, and one step that fails holds up no other.
pub async fn run(store: &Store) -> Result<Looked, Error> {
    let permit = check(PLANNER, Action::RunJobs)?;
    let (mut looked, mut failed) = (Looked::default(), None);
    loop {
        let mut opened = 0;
        for step in store.steps_to_open(PLANNER, PAGE).await? {
            match store.open_step(&permit, step).await {
                Ok(is_new) => opened += u64::from(is_new),
                Err(why) => failed = failed.or(Some(why)),
            }
        }
        looked.opened += opened;
        if opened == 0 {
            break;
        }
    }
    loop {
        match store.tell_of_missed(&permit, PAGE).await? {
            0 => break,
            told => looked.missed += told,
        }
    }
    failed.map_or(Ok(looked), |why| Err(why.into()))
}
