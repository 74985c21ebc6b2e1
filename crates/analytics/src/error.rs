//! What can go wrong, in sentences.

use std::path::{Path, PathBuf};

use datafusion::error::DataFusionError;
use domain::Day;

/// Why an answer could not be given.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The stream of orders failed; its own error, untouched.
    #[error(transparent)]
    Orders(Box<dyn std::error::Error + Send + Sync>),
    /// A row's day lies outside the years an order may carry.
    #[error("{file}: the chunk from row {row} holds the day {day}; orders lie in the years 1970 to 9999")]
    Day {
        /// The source.
        file: String,
        /// The first row of the chunk.
        row: u64,
        /// The day at fault.
        day: Day,
    },
    /// Even on disk the work needs more memory than it was given.
    #[error("{allowed_mib} MiB are too little memory to group the orders by customer; allow more ({detail})")]
    Memory {
        /// What was allowed, in MiB.
        allowed_mib: usize,
        /// DataFusion's own words.
        detail: String,
    },
    /// Temporary data or a result could not be written or read back.
    #[error("{}: {source}; check that there is space and that it may be written", path.display())]
    Disk {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A fault of this program.
    #[error("The analysis failed by our own fault: {0}")]
    Internal(String),
}

impl Error {
    pub(crate) fn disk(path: &Path, source: impl Into<std::io::Error>) -> Self {
        Self::Disk { path: path.to_owned(), source: source.into() }
    }

    pub(crate) fn internal(error: impl std::fmt::Display) -> Self {
        Self::Internal(error.to_string())
    }

    /// DataFusion's error by its root, which plans wrap in layers of their own.
    pub(crate) fn of_plan(error: &DataFusionError, allowed_bytes: usize, spill_dir: &Path) -> Self {
        let root = error.find_root();
        match root {
            DataFusionError::ResourcesExhausted(detail) => {
                Self::Memory { allowed_mib: allowed_bytes >> 20, detail: detail.clone() }
            }
            DataFusionError::IoError(source) => {
                Self::disk(spill_dir, std::io::Error::new(source.kind(), source.to_string()))
            }
            other => Self::internal(other),
        }
    }
}

impl From<datafusion::arrow::error::ArrowError> for Error {
    fn from(error: datafusion::arrow::error::ArrowError) -> Self {
        Self::internal(error)
    }
}
