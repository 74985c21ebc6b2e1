//! What can go wrong in this room.

/// A refit, a rescoring or a study that did not come to its end.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The orders could not be read or grouped.
    #[error(transparent)]
    Analytics(#[from] analytics::Error),
    /// The database failed or refused.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The server is stopping.
    #[error("The study was stopped before its end; it will be made again.")]
    Stopped,
    /// The actor may not do this.
    #[error(transparent)]
    Denied(#[from] domain::access::Denied),
    /// The options ask for what can't be.
    #[error("{0}")]
    Options(String),
    /// What was bought says nothing of what else could be.
    #[error("{0}")]
    NothingToSuggest(&'static str),
    /// There is nothing to study.
    #[error("There is not one order to study: every row was set aside, or there were none.")]
    NoOrders,
    /// A grouping of histories that the models refuse, which no source of ours makes.
    #[error("The histories can't be grouped for the models: {0}.")]
    Histories(#[from] models::Refusal),
    /// A saved run that can't be read back.
    #[error("The saved model run can't be read back ({0}); refit to make a new one.")]
    Saved(#[from] serde_json::Error),
}
