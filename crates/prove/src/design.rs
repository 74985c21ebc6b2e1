//! What a trial was meant to be, and one row of it.

use domain::Day;
use domain::proof::Outcome;

/// How a trial was drawn and what of it is asked.
#[derive(Clone, Debug)]
pub struct Design {
    /// What is counted.
    pub outcome: Outcome,
    /// Covariates known before the draw, in the order rows give them.
    pub covariates: Vec<String>,
    /// The arm all others are held against; found by its name where `None`.
    pub control: Option<String>,
    /// Arms and the parts of the draw they were to get, in any unit; all alike where empty.
    pub shares: Vec<(String, f64)>,
    /// Units planned in all arms together: the intervals are narrowest there. What there is where `None`.
    pub planned: Option<u64>,
    /// Units that can still come where the draw is over; as many as were planned where `None`.
    pub coming: Option<u64>,
    /// Chance that any interval of an effect misses at any look, above 0 and below 1.
    pub alpha: f64,
    /// The score to be judged: its name, and the threshold of the rule "treat above it".
    pub score: Option<(String, f64)>,
    /// Seed of the bootstrap.
    pub seed: u64,
}

impl Design {
    /// Two or more arms of equal shares, at 95 %.
    #[must_use]
    pub fn new(outcome: Outcome) -> Self {
        Self {
            outcome,
            covariates: Vec::new(),
            control: None,
            shares: Vec::new(),
            planned: None,
            coming: None,
            alpha: 0.05,
            score: None,
            seed: 1,
        }
    }
}

/// One person of a trial. All numbers finite.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// The arm they were drawn into.
    pub arm: &'a str,
    /// What followed.
    pub outcome: f64,
    /// What the outcome is divided by: 1 of a person, not below zero.
    pub size: f64,
    /// As many as [`Design::covariates`].
    pub covariates: &'a [f64],
    /// Who was drawn together with them; themselves where `None`.
    pub cluster: Option<&'a str>,
    /// The part of the people they belong to.
    pub part: Option<&'a str>,
    /// When they were drawn.
    pub day: Option<Day>,
    /// Theirs, where the design names one.
    pub score: f64,
}
