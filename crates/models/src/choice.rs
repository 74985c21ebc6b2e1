//! Which model scores: MBG/NBD, the simpler, unless Pareto/NBD foretold held-out purchases clearly better.

use serde::{Deserialize, Serialize};

use crate::grouped::{Grouped, pairwise};
use crate::model::{Kind, Model};
use crate::refusal::Refusal;
use crate::score::log_likelihoods;

/// Gain in holdout log-likelihood below which the simpler model stays: odds of twenty to one.
pub const GAIN_MIN: f64 = 3.0;
/// The gain must also exceed this many of its standard errors over customers.
pub const STANDARD_ERRORS_MIN: f64 = 2.0;

/// A choice and its reason.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// The model that scores.
    pub kind: Kind,
    /// Gain in holdout log-likelihood of Pareto/NBD over MBG/NBD and its standard error; absent without a
    /// holdout.
    pub gain: Option<(f64, f64)>,
    /// Why, in a sentence.
    pub reason: String,
}

/// Log density of what the holdout brought each customer, given what had come before: the log-likelihood of the
/// longer history less that of the shorter, at the model's (calibration) parameters. Both must hold the same
/// customers in the same order; the result is in that order.
///
/// # Errors
/// [`Refusal::UnequalColumns`] where the two differ in customers.
pub fn holdout_log_densities(
    model: &Model,
    calibration: &Grouped,
    whole: &Grouped,
) -> Result<Vec<f64>, Refusal> {
    let (before, after) = (calibration.group_of(), whole.group_of());
    if before.len() != after.len() {
        return Err(Refusal::UnequalColumns { x: before.len(), recency: after.len(), age: after.len() });
    }
    let (short, long) = (log_likelihoods(model, calibration), log_likelihoods(model, whole));
    let pairs = before.iter().zip(after);
    Ok(pairs.map(|(&b, &a)| long[a as usize] - short[b as usize]).collect())
}

impl Choice {
    /// By the log densities of the same customers' holdout under both models, from [`holdout_log_densities`].
    #[must_use]
    pub fn by_holdout(mbg: &[f64], pareto: &[f64]) -> Self {
        let differences: Vec<f64> = mbg.iter().zip(pareto).map(|(m, p)| p - m).collect();
        let n = differences.len().max(2) as f64;
        let sum = |v: &[f64]| pairwise(v, 0.0, |a, b| a + b);
        let gain = sum(&differences);
        let squares: Vec<f64> = differences.iter().map(|d| (d - gain / n).powi(2)).collect();
        let error = (sum(&squares) * n / (n - 1.0)).sqrt();
        let clear = gain > GAIN_MIN && gain > STANDARD_ERRORS_MIN * error;
        let (kind, reason) = if clear {
            (
                Kind::ParetoNbd,
                format!(
                    "Pareto/NBD foretold the held-out purchases better than the simpler MBG/NBD, by {gain:.1} points \
                     of log-likelihood (standard error {error:.1})."
                ),
            )
        } else if gain > 0.0 {
            (
                Kind::MbgNbd,
                format!(
                    "Pareto/NBD foretold the held-out purchases only {gain:.1} points of log-likelihood better \
                     (standard error {error:.1}), too little to leave the simpler MBG/NBD."
                ),
            )
        } else {
            (
                Kind::MbgNbd,
                format!(
                    "MBG/NBD is the simpler model and foretold the held-out purchases better, by {:.1} points of \
                     log-likelihood (standard error {error:.1}).",
                    -gain
                ),
            )
        };
        Self { kind, gain: Some((gain, error)), reason }
    }

    /// Where history is too short to hold a part of it back.
    #[must_use]
    pub fn without_holdout() -> Self {
        Self {
            kind: Kind::MbgNbd,
            gain: None,
            reason: "History is too short to test forecasts on a part of it, so the simpler MBG/NBD scores."
                .into(),
        }
    }

    /// Where only one of the two could be fitted.
    #[must_use]
    pub fn only(kind: Kind) -> Self {
        Self { kind, gain: None, reason: format!("Only {} could be fitted.", kind.title()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_simpler_model_is_left_only_for_a_clear_gain() {
        let mbg = vec![-1.0; 1_000];
        let steadily: Vec<f64> = mbg.iter().map(|d| d + 0.02).collect();
        let clear = Choice::by_holdout(&mbg, &steadily);
        assert_eq!(clear.kind, Kind::ParetoNbd);
        assert!(clear.reason.contains("by 20.0 points"), "{}", clear.reason);
        let erratic: Vec<f64> = (0..1_000).map(|i| if i == 0 { 19.0 } else { -1.0 }).collect();
        let unclear = Choice::by_holdout(&mbg, &erratic);
        assert_eq!(unclear.kind, Kind::MbgNbd);
        assert!(unclear.reason.contains("too little to leave"), "{}", unclear.reason);
        assert_eq!(Choice::by_holdout(&steadily, &mbg).gain.map(|g| g.0.round()), Some(-20.0));
        assert_eq!(Choice::by_holdout(&[], &[]).kind, Kind::MbgNbd);
    }
}
