//! Dry runs under way and done, in memory: what an import would do, counted before anybody confirms.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use listen::import::{DryRun, Error, How, Progress, Request};
use store::Store;

use crate::uploads::UploadId;

/// Trials remembered; the oldest is forgotten first.
const KEPT: usize = 32;

/// How far a trial is.
#[derive(Clone)]
pub(crate) enum Stage {
    Running(Progress),
    Done(Arc<DryRun>),
    Failed(Arc<Error>),
}

struct Trial {
    upload: UploadId,
    how: How,
    stage: Stage,
}

/// The trials there are. Cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct Trials(Arc<Mutex<VecDeque<Trial>>>);

impl Trials {
    /// How far the trial of this file, read this way, is.
    pub(crate) fn stage(&self, upload: &UploadId, how: &How) -> Option<Stage> {
        let trials = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        trials.iter().find(|trial| trial.is(upload, how)).map(|trial| trial.stage.clone())
    }

    /// Begins a trial, unless it is under way or done.
    pub(crate) fn begin(&self, store: &Store, actor: domain::Actor, upload: &UploadId, request: Request) {
        let how = request.how.clone();
        {
            let mut trials = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if trials.iter().any(|trial| trial.is(upload, &how) && !matches!(trial.stage, Stage::Failed(_))) {
                return;
            }
            trials.retain(|trial| !trial.is(upload, &how));
            if trials.len() == KEPT {
                trials.pop_front();
            }
            let stage = Stage::Running(Progress::default());
            trials.push_back(Trial { upload: upload.clone(), how: how.clone(), stage });
        }
        let (trials, store, upload) = (self.clone(), store.clone(), upload.clone());
        tokio::spawn(async move {
            let hear = |progress| trials.set(&upload, &how, Stage::Running(progress));
            let stage = match listen::import::dry_run(&store, actor, &request, hear).await {
                Ok(run) => Stage::Done(Arc::new(run)),
                Err(error) => Stage::Failed(Arc::new(error)),
            };
            trials.set(&upload, &how, stage);
        });
    }

    fn set(&self, upload: &UploadId, how: &How, stage: Stage) {
        let mut trials = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(trial) = trials.iter_mut().find(|trial| trial.is(upload, how)) {
            trial.stage = stage;
        }
    }
}

impl Trial {
    fn is(&self, upload: &UploadId, how: &How) -> bool {
        self.upload == *upload && self.how == *how
    }
}
