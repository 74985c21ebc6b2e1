//! Why a trial can't be judged, in sentences.

use domain::limits::{TRIAL_ARMS_MAX, TRIAL_CLUSTERS_MAX, TRIAL_PARTS_MAX};

/// Why a row can't be counted, or a trial can't be judged.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No row at all.
    #[error("there is not one row; a trial needs at least two arms.")]
    Empty,
    /// Nothing to compare.
    #[error("there is one arm only, '{0}'; a trial needs a control to be held against.")]
    OneArm(String),
    /// A named arm nobody was drawn into.
    #[error("nobody is in the arm '{0}'; the arms are {1}.")]
    EmptyArm(String, String),
    /// An arm nobody gave a share.
    #[error("the shares leave out the arm '{0}'; give every arm its share.")]
    NoShare(String),
    /// Nothing says which arm is the control.
    #[error("nothing says which arm is the control; name it. The arms are {0}.")]
    WhichControl(String),
    /// Likely a wrong column.
    #[error("there are more than {TRIAL_ARMS_MAX} different arms; is this the column of the arm?")]
    TooManyArms,
    /// Likely a wrong column.
    #[error("there are more than {TRIAL_PARTS_MAX} different parts; choose a column with few values.")]
    TooManyParts,
    /// More than are held in memory.
    #[error("there are more than {TRIAL_CLUSTERS_MAX} clusters, more than can be held.")]
    TooManyClusters,
    /// People drawn together must be in one arm.
    #[error(
        "the cluster '{cluster}' is in the arm '{one}' and in '{other}'; who is drawn together belongs to one arm."
    )]
    ClusterInTwoArms {
        /// The cluster.
        cluster: String,
        /// The arm it was met in first.
        one: String,
        /// The arm it is in now.
        other: String,
    },
    /// A denominator below zero, or none above it.
    #[error(
        "what the outcome is divided by must not be below zero, and be above it for somebody in every arm."
    )]
    BadSize,
    /// A covariate that says nothing.
    #[error("the covariate '{0}' is constant, or follows from those named before it; leave it out.")]
    Redundant(String),
    /// Rows kept for the second pass were lost.
    #[error("rows could not be kept for a second look: {0}; is there room for temporary files?")]
    Spool(#[from] std::io::Error),
}
