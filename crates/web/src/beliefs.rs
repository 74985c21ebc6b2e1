//! The latest fit, as the pages of one person need it: read once, not at every request.

use std::sync::{Arc, Mutex, PoisonError};

use domain::Actor;
use domain::ids::RunId;
use domain::worth::Report;
use know::worth::Scorer;
use store::Store;

/// What the latest fit believes.
pub(crate) struct Belief {
    run: RunId,
    /// The figures of the company.
    pub report: Report,
    /// What scores one person; `None` where the parameters are another version's.
    pub scorer: Option<Scorer>,
}

/// Keeps the latest fit until there is a later one.
#[derive(Clone, Default)]
pub(crate) struct Beliefs(Arc<Mutex<Option<Arc<Belief>>>>);

impl Beliefs {
    /// The latest fit; `None` before the first.
    pub(crate) async fn latest(&self, store: &Store, actor: Actor) -> store::Result<Option<Arc<Belief>>> {
        let Some(latest) = store.latest_run_id(actor).await? else { return Ok(None) };
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(kept) = kept.filter(|kept| kept.run == latest) {
            return Ok(Some(kept));
        }
        let Some(run) = store.latest_run(actor).await? else { return Ok(None) };
        let scorer = serde_json::from_value(run.run.params).ok();
        let belief = Arc::new(Belief { run: run.id, report: run.run.report, scorer });
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&belief));
        Ok(Some(belief))
    }
}
