//! Trouble with a fit, in words.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What a reader must know before trusting a fit. Displays as a sentence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "trouble")]
pub enum Diagnosis {
    /// Fewer repeat customers than [`Diagnosis::REPEATERS_MIN`].
    TooFewRepeaters {
        /// How many there are.
        repeaters: u64,
    },
    /// A parameter is more than e^8 times its natural size, or less than e^-8 of it.
    RunsAway {
        /// Its letter.
        parameter: String,
        /// Where it stands.
        value: f64,
    },
    /// Without the prior the log-likelihood would be higher by more than 2.
    PriorDecides {
        /// By how much.
        log_likelihood: f64,
    },
    /// Spend and frequency are correlated, which the Gamma-Gamma model excludes.
    SpendRelatedToFrequency {
        /// Pearson correlation.
        correlation: f64,
    },
    /// The population's mean spend does not exist at q <= 1.
    MeanSpendInfinite {
        /// The estimate of q.
        q: f64,
    },
    /// The information matrix can't be inverted: there are no standard errors.
    SingularInformation,
    /// The gradient did not vanish.
    NotConverged {
        /// Largest gradient by customer that was left.
        gradient_max: f64,
    },
}

impl Diagnosis {
    /// Repeat customers below which estimates are hardly more than the prior.
    pub const REPEATERS_MIN: u64 = 20;
}

impl fmt::Display for Diagnosis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooFewRepeaters { repeaters } => write!(
                f,
                "Only {repeaters} customers ever came back; with fewer than {} the estimates say little about this \
                 company.",
                Self::REPEATERS_MIN
            ),
            Self::RunsAway { parameter, value } => write!(
                f,
                "The parameter {parameter} runs away (it stands at {value:.3e}): the data can't tell how much \
                 customers differ in this respect, so read forecasts, not parameters."
            ),
            Self::PriorDecides { log_likelihood } => write!(
                f,
                "The prior decides as much as the data do: without it the log-likelihood would be higher by \
                 {log_likelihood:.1}."
            ),
            Self::SpendRelatedToFrequency { correlation } => write!(
                f,
                "Customers who buy more often spend {} on a purchase (correlation {correlation:.2}); the \
                 Gamma-Gamma model takes spend for unrelated to frequency, so single values are biased.",
                if *correlation > 0.0 { "more" } else { "less" }
            ),
            Self::MeanSpendInfinite { q } => write!(
                f,
                "The estimate of q is {q:.3}, and at 1 or below the mean spend of a customer does not exist; fit with \
                 the prior (map) instead."
            ),
            Self::SingularInformation => {
                write!(f, "The information matrix is singular, so there are no standard errors.")
            }
            Self::NotConverged { gradient_max } => {
                write!(f, "The fit did not converge: a gradient of {gradient_max:.1e} by customer is left.")
            }
        }
    }
}
