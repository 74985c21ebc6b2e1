//! Experiments: arms drawn by chance, compared without being fooled by peeking, tails or luck.
//!
//! Units are counted into [`Sums`], one an arm. [`sample_ratio`] says whether the arms are what was drawn; nothing
//! else may be shown before it does. [`Arms`] are their means, adjusted for covariates known before the draw;
//! a [`Contrast`] has an interval for one look, [`Sequence`] one that holds at every look together, from where
//! [`is_ready`] on. [`rank`] and [`value`] judge a score that says whom the gesture helps.

mod anytime;
mod balance;
pub mod battery;
mod effect;
mod linear;
mod sums;
mod uplift;

pub use anytime::{Sequence, TELLING_MIN, UNITS_MIN, foreseen_error, is_ready};
pub use balance::{MISMATCH_BELOW, sample_ratio};
pub use effect::{Arms, Contrast, Hc2, Redundant, check_covariates, student_quantile};
pub use sums::Sums;
pub use uplift::{Point, Policy, Ranking, Scored, rank, value};
