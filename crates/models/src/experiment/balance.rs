//! Whether the arms are what was drawn.

use crate::distribution::gamma_cdf;

/// Below this p the arms are not what was drawn, and no effect may be shown. So low because it is looked at again
/// and again (Fabijan et al. 2019 use 0.0005, and others 0.01).
pub const MISMATCH_BELOW: f64 = 0.001;

/// P of the chi-square test that units were drawn into the arms with these shares (any positive numbers; they are
/// scaled to one). 1 where nobody was drawn. Tails below about 1e-16 come out as 0.
#[must_use]
pub fn sample_ratio(units: &[u64], shares: &[f64]) -> f64 {
    let (total, whole) = (units.iter().sum::<u64>() as f64, shares.iter().sum::<f64>());
    if total == 0.0 || units.len() < 2 {
        return 1.0;
    }
    let distance: f64 = units
        .iter()
        .zip(shares)
        .map(|(&n, share)| (share / whole * total, n as f64))
        .map(|(expected, n)| (n - expected).powi(2) / expected)
        .sum();
    if distance == 0.0 { 1.0 } else { 1.0 - gamma_cdf(0.5 * (units.len() - 1) as f64, 0.5 * distance) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// scipy 1.17.1: `scipy.stats.chisquare(observed, expected).pvalue`.
    #[test]
    fn p_is_that_of_scipy() {
        let close = |p: f64, reference: f64| assert!((p / reference - 1.0).abs() < 1e-9, "{p} {reference}");
        close(sample_ratio(&[5_100, 4_900], &[1.0, 1.0]), SCIPY[0]);
        close(sample_ratio(&[9_050, 950], &[9.0, 1.0]), SCIPY[1]);
        close(sample_ratio(&[340, 300, 360], &[1.0, 1.0, 1.0]), SCIPY[2]);
        assert!(sample_ratio(&[5_300, 4_700], &[1.0, 1.0]) < 1e-8);
        assert_eq!(sample_ratio(&[50, 50], &[1.0, 1.0]), 1.0);
    }

    const SCIPY: [f64; 3] = [0.045_500_263_896_358_57, 0.095_580_704_545_629_36, 0.060_810_062_625_217_94];
}
