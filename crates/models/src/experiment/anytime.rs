//! Intervals that hold at every look together, so that anybody may look whenever they like.

use super::effect::Contrast;
use super::sums::Sums;
use crate::distribution::normal_quantile;

/// Fewer units than this in all, and nothing is claimed: the sequence is asymptotic.
pub const UNITS_MIN: u64 = 100;
/// Fewer telling outcomes than this in any arm ([`Sums::telling`]), and nothing is claimed. With spend of which most
/// is zero, few people carry an arm's mean and its variance alike, and both are too low at first: over simulated
/// looks with a tenth held out, intervals that start at 10 such people miss in up to 6 % of runs at some look, and
/// those that start at 50 in at most 4 %.
pub const TELLING_MIN: u64 = 50;

/// Whether an asymptotic interval may be shown of these arms.
#[must_use]
pub fn is_ready<'a>(arms: impl IntoIterator<Item = &'a Sums>) -> bool {
    let (mut units, mut least) = (0, u64::MAX);
    for arm in arms {
        units += arm.units();
        least = least.min(arm.telling());
    }
    units >= UNITS_MIN && least >= TELLING_MIN
}

/// The two-sided asymptotic confidence sequence with the normal mixture (Waudby-Smith, Arbour, Sinha, Kennedy &
/// Ramdas 2021, theorem 2.2): with `sigma` the standard deviation of a unit's contribution, after `t` units
/// `sigma sqrt(2 (t rho^2 + 1) / (t^2 rho^2) ln(sqrt(t rho^2 + 1) / alpha))` on either side.
///
/// `sigma / sqrt(t)` is a standard error, so the sequence is a standard error times [`Self::multiplier`], for any
/// estimate that is a mean up to what vanishes: differences in means, adjusted ones, ratios.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sequence {
    alpha: f64,
    rho_squared: f64,
}

impl Sequence {
    /// Narrowest at the planned number of units, `rho^2 = (-2 ln alpha + ln(1 - 2 ln alpha)) / planned`; there it is
    /// 1.55 times as wide as the interval of a single look at `alpha` 0.05, and narrower than that below. `alpha` is
    /// the chance to miss at any look, above 0 and below 1.
    #[must_use]
    pub fn tuned(planned: u64, alpha: f64) -> Self {
        let doubled = -2.0 * alpha.ln();
        Self { alpha, rho_squared: (doubled + doubled.ln_1p()) / planned.max(1) as f64 }
    }

    /// What takes the place of 1.96 after `units`.
    #[must_use]
    pub fn multiplier(&self, units: u64) -> f64 {
        let scaled = units.max(1) as f64 * self.rho_squared;
        (2.0 * (scaled + 1.0) / scaled * (0.5 * scaled.ln_1p() - self.alpha.ln())).sqrt()
    }

    /// Half the width of the interval after `units`.
    #[must_use]
    pub fn half_width(&self, contrast: &Contrast, units: u64) -> f64 {
        self.multiplier(units) * contrast.standard_error
    }

    /// The smallest difference that would be seen with chance `power` by the time `planned` units are in, where a
    /// contrast after `units` of the same mix has this standard error.
    #[must_use]
    pub fn smallest(&self, standard_error: f64, units: u64, planned: u64, power: f64) -> f64 {
        let then = standard_error * (units as f64 / planned.max(1) as f64).sqrt();
        (self.multiplier(planned) + normal_quantile(power)) * then
    }
}

/// Standard error of a difference still to be drawn: standard deviation of the outcome in either arm, and its units.
#[must_use]
pub fn foreseen_error(deviations: [f64; 2], units: [u64; 2]) -> f64 {
    deviations.iter().zip(units).map(|(sd, n)| sd * sd / n.max(1) as f64).sum::<f64>().sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_multiplier_is_the_formula_and_least_wide_near_the_plan() {
        let sequence = Sequence::tuned(5_000, 0.05);
        let rho_squared = (-2.0 * 0.05f64.ln() + (1.0 - 2.0 * 0.05f64.ln()).ln()) / 5_000.0;
        for t in [100u32, 1_000, 5_000, 20_000] {
            let t2 = f64::from(t) * f64::from(t);
            let inner = f64::from(t) * rho_squared + 1.0;
            let width = (2.0 * inner / (t2 * rho_squared) * (inner.sqrt() / 0.05).ln()).sqrt();
            let ours = sequence.multiplier(u64::from(t)) / f64::from(t).sqrt();
            assert!((ours / width - 1.0).abs() < 1e-12);
        }
        let width = |planned| Sequence::tuned(planned, 0.05).multiplier(5_000);
        assert!(width(5_000) <= width(3_000) && width(5_000) <= width(8_000));
    }

    #[test]
    fn at_the_planned_size_it_is_at_most_1_6_times_the_single_look() {
        for alpha in [0.1, 0.05, 0.025, 0.01, 0.001] {
            for planned in [200, 10_000, 5_000_000] {
                let single = normal_quantile(1.0 - 0.5 * alpha);
                let ratio = Sequence::tuned(planned, alpha).multiplier(planned) / single;
                assert!(ratio > 1.0 && (ratio <= 1.6 || alpha > 0.05), "{alpha}: {ratio}");
            }
        }
    }

    #[test]
    fn the_smallest_difference_falls_with_the_root_of_the_plan() {
        let error = foreseen_error([10.0, 10.0], [900, 100]);
        assert!((error - (100.0f64 / 900.0 + 1.0).sqrt()).abs() < 1e-12);
        let smallest = |planned| Sequence::tuned(planned, 0.05).smallest(error, 1_000, planned, 0.8);
        assert!((smallest(1_000) / smallest(4_000) - 2.0).abs() < 1e-9);
        assert!((smallest(1_000) / error - (3.035 + 0.8416)).abs() < 1e-3);
    }
}
