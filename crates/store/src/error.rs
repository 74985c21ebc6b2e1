//! What can go wrong here, in sentences.

/// A failure of the store.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The actor may not do this.
    #[error(transparent)]
    Denied(#[from] domain::access::Denied),
    /// The database file could not be opened or brought up to date.
    #[error("{path}: {problem}")]
    Open {
        /// The file.
        path: String,
        /// What is wrong and what to do.
        problem: String,
    },
    /// A row read does not mean anything to this version.
    #[error("The database holds {what}, which this version can't read; was it changed by hand?")]
    Unreadable {
        /// What was found.
        what: String,
    },
    /// There is no such row, or not in the state the call needs.
    #[error("{0}")]
    Missing(&'static str),
    /// Somebody else has taken the job over, or undone the import, in the meantime.
    #[error("{0}")]
    Superseded(&'static str),
    /// It is not fit to be kept as it was written.
    #[error(transparent)]
    Unfit(#[from] domain::memory::Problem),
    /// The database refused.
    #[error(
        "The database could not do it: {0}. If the disk is full, make room and try again; nothing half-done was kept."
    )]
    Database(#[from] sea_orm::DbErr),
}

/// What a call of the store gives.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    pub(crate) fn unreadable(what: impl Into<String>) -> Self {
        Self::Unreadable { what: what.into() }
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::unreadable(format!("a document that is not as expected ({error})"))
    }
}
