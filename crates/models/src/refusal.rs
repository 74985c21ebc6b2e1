//! Why a model was not fitted.

/// The data can't carry the model. Each variant reads as a sentence without its full stop.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Nothing to fit.
    #[error("there are no customers")]
    NoCustomers,
    /// Columns that don't belong together.
    #[error("the columns differ in length: {x} frequencies, {recency} recencies, {age} ages")]
    UnequalColumns {
        /// Length of x.
        x: usize,
        /// Length of t_x.
        recency: usize,
        /// Length of T.
        age: usize,
    },
    /// A history that can't be.
    #[error(
        "customer {} has x = {x}, t_x = {recency} and T = {age} days, which no history gives: t_x may not exceed T, \
         and is above zero exactly for those who came back", customer + 1
    )]
    Impossible {
        /// Position, from zero.
        customer: usize,
        /// Repeat purchases.
        x: u32,
        /// Age at the last.
        recency: u32,
        /// Age at the end.
        age: u32,
    },
    /// All customers are one-time buyers.
    #[error("no customer ever came back, so nothing tells a slow rhythm from a lost customer")]
    NoRepeaters,
    /// Everyone is brand new.
    #[error("every customer was first seen on the last day, so no time has passed to learn from")]
    NoTime,
    /// Nobody with a spend the Gamma-Gamma model can use.
    #[error("fewer than two repeat customers have spent anything on their repeat purchases")]
    NoSpend,
    /// The unit of time or the start is not a positive number.
    #[error("{what} must be finite and above zero, not {value}")]
    NotPositive {
        /// What it is.
        what: &'static str,
        /// What was given.
        value: String,
    },
}
