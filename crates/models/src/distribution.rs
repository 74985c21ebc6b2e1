//! Distribution functions and quantiles of the normal, gamma, beta and F families, and of counts.
//!
//! Incomplete gamma: series below the mean, Lentz's continued fraction above (Abramowitz & Stegun 6.5.29,
//! 6.5.31). Incomplete beta: continued fraction (A&S 26.5.8). Relative error about 1e-13. Quantiles:
//! safeguarded Newton steps in the logarithm of the variable.

use crate::special::{ln_gamma, ln_gamma_ratio};

const TINY: f64 = 1e-300;
const SERIES_MAX: usize = 20_000;

/// P(a, x), the regularised lower incomplete gamma function; `a > 0`, `x >= 0`.
#[must_use]
pub fn gamma_cdf(a: f64, x: f64) -> f64 {
    gamma_cdf_with(a, x, ln_gamma(a))
}

fn gamma_cdf_with(a: f64, x: f64, ln_gamma_a: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    let front = (a * x.ln() - x - ln_gamma_a).exp();
    if x < a + 1.0 {
        let (mut term, mut sum, mut n) = (1.0 / a, 1.0 / a, a);
        for _ in 0..SERIES_MAX {
            n += 1.0;
            term *= x / n;
            sum += term;
            if term < sum * 1e-16 {
                break;
            }
        }
        return (front * sum).min(1.0);
    }
    let mut b = x + 1.0 - a;
    let mut c = 1.0 / TINY;
    let mut d = 1.0 / b;
    let mut fraction = d;
    for i in 1..SERIES_MAX {
        let i = i as f64;
        let numerator = -i * (i - a);
        b += 2.0;
        d = 1.0 / nonzero(numerator * d + b);
        c = nonzero(b + numerator / c);
        fraction *= d * c;
        if (d * c - 1.0).abs() < 1e-15 {
            break;
        }
    }
    1.0 - front * fraction
}

fn nonzero(v: f64) -> f64 {
    if v.abs() < TINY { TINY } else { v }
}

/// Quantile of the gamma distribution with shape `a` and unit scale; `0 <= p < 1`.
#[must_use]
pub fn gamma_quantile(a: f64, p: f64) -> f64 {
    if p <= 0.0 {
        return 0.0;
    }
    let ln_gamma_a = ln_gamma(a);
    newton_in_log(near_gamma_quantile(a, p, ln_gamma_a), p, |x| {
        (gamma_cdf_with(a, x, ln_gamma_a), (a * x.ln() - x - ln_gamma_a).exp())
    })
}

/// Where to start: `P(a, x) ~ x^a / G(a + 1)` for small values, else Wilson & Hilferty (1931).
fn near_gamma_quantile(a: f64, p: f64, ln_gamma_a: f64) -> f64 {
    let w = 1.0 / (9.0 * a);
    let cube = 1.0 - w + normal_quantile(p) * w.sqrt();
    let start = if a < 0.3 || cube < 0.25 {
        ((p.ln() + ln_gamma_a + a.ln()) / a).exp().min(a + 6.0 * a.sqrt() + 4.0)
    } else {
        a * cube * cube * cube
    };
    start.max(TINY)
}

/// Solves `cdf(x) = p` for `x > 0`, given the distribution function and `x` times its density: Newton
/// steps in `ln x`, kept inside the bracket seen so far.
fn newton_in_log(start: f64, p: f64, cdf_and_slope: impl Fn(f64) -> (f64, f64)) -> f64 {
    let (mut low, mut high) = (f64::NEG_INFINITY, f64::INFINITY);
    let mut y = start.ln();
    for _ in 0..100 {
        let (cdf, slope) = cdf_and_slope(y.exp());
        let miss = cdf - p;
        if miss > 0.0 {
            high = high.min(y);
        } else {
            low = low.max(y);
        }
        let mut next = y - (miss / slope.max(TINY)).clamp(-2.0, 2.0);
        if !(next > low && next < high) {
            next =
                if low.is_finite() && high.is_finite() { 0.5 * (low + high) } else { next.clamp(low, high) };
        }
        let step = (next - y).abs();
        y = next;
        // Newton's error falls with the square of the step.
        if step < 1e-4 {
            break;
        }
    }
    y.exp()
}

/// I_x(a, b), the regularised incomplete beta function; `a, b > 0`, `0 <= x <= 1`.
#[must_use]
pub fn beta_cdf(a: f64, b: f64, x: f64) -> f64 {
    beta_cdf_with(a, b, x, ln_beta(a, b))
}

fn ln_beta(a: f64, b: f64) -> f64 {
    ln_gamma(a) + ln_gamma(b) - ln_gamma(a + b)
}

fn beta_cdf_with(a: f64, b: f64, x: f64, ln_beta: f64) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return if x <= 0.0 { 0.0 } else { 1.0 };
    }
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - beta_fraction(b, a, 1.0 - x) * (b * (-x).ln_1p() + a * x.ln() - ln_beta).exp() / b;
    }
    beta_fraction(a, b, x) * (a * x.ln() + b * (-x).ln_1p() - ln_beta).exp() / a
}

fn beta_fraction(a: f64, b: f64, x: f64) -> f64 {
    let mut c = 1.0;
    let mut d = 1.0 / nonzero(1.0 - (a + b) * x / (a + 1.0));
    let mut fraction = d;
    for m in 1..SERIES_MAX {
        let m = m as f64;
        for numerator in [
            m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0)),
        ] {
            d = 1.0 / nonzero(1.0 + numerator * d);
            c = nonzero(1.0 + numerator / c);
            fraction *= d * c;
        }
        if (d * c - 1.0).abs() < 1e-15 {
            break;
        }
    }
    fraction
}

/// Quantile of `G_k / G_q`, the ratio of independent unit-scale gamma variables of shapes `k` and `q` (a
/// rescaled F distribution); `0 <= p < 1`.
#[must_use]
pub fn gamma_ratio_quantile(k: f64, q: f64, p: f64) -> f64 {
    if p <= 0.0 {
        return 0.0;
    }
    let ln_gamma_k = ln_gamma(k);
    let ln_beta = ln_gamma_k + ln_gamma(q) - ln_gamma(k + q);
    newton_in_log(near_gamma_quantile(k, p, ln_gamma_k) / q, p, |ratio| {
        let share = ratio / (1.0 + ratio);
        let slope = (k * share.ln() - q * ratio.ln_1p() - ln_beta).exp();
        (beta_cdf_with(k, q, share, ln_beta), slope)
    })
}

/// Distribution function of `G_k / G_q` (see [`gamma_ratio_quantile`]).
#[must_use]
pub fn gamma_ratio_cdf(k: f64, q: f64, ratio: f64) -> f64 {
    beta_cdf(k, q, ratio / (1.0 + ratio))
}

/// Standard normal quantile (Wichura 1988, AS 241); `0 < p < 1`; relative error about 1e-16.
#[must_use]
pub fn normal_quantile(p: f64) -> f64 {
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        return q * rational(0.180_625 - q * q, &CENTRE);
    }
    let r = (-p.min(1.0 - p).ln()).sqrt();
    let tail = if r <= 5.0 { rational(r - 1.6, &SHOULDER) } else { rational(r - 5.0, &TAIL) };
    tail.copysign(q)
}

fn rational(r: f64, [numerator, denominator]: &[[f64; 8]; 2]) -> f64 {
    let horner = |c: &[f64; 8]| c.iter().rev().fold(0.0, |sum, k| sum * r + k);
    horner(numerator) / horner(denominator)
}

#[rustfmt::skip]
const CENTRE: [[f64; 8]; 2] = [
    [3.387_132_872_796_366_5, 133.141_667_891_784_38, 1_971.590_950_306_551_3, 13_731.693_765_509_46,
     45_921.953_931_549_87, 67_265.770_927_008_7, 33_430.575_583_588_13, 2_509.080_928_730_122_7],
    [1.0, 42.313_330_701_600_91, 687.187_007_492_057_9, 5_394.196_021_424_751,
     21_213.794_301_586_597, 39_307.895_800_092_71, 28_729.085_735_721_943, 5_226.495_278_852_854],
];
#[rustfmt::skip]
const SHOULDER: [[f64; 8]; 2] = [
    [1.423_437_110_749_683_5, 4.630_337_846_156_546, 5.769_497_221_460_691, 3.647_848_324_763_204_5,
     1.270_458_252_452_368_4, 0.241_780_725_177_450_6, 0.022_723_844_989_269_184, 7.745_450_142_783_414e-4],
    [1.0, 2.053_191_626_637_759, 1.676_384_830_183_803_8, 0.689_767_334_985_1,
     0.148_103_976_427_480_08, 0.015_198_666_563_616_457, 5.475_938_084_995_345e-4, 1.050_750_071_644_416_9e-9],
];
#[rustfmt::skip]
const TAIL: [[f64; 8]; 2] = [
    [6.657_904_643_501_103, 5.463_784_911_164_114, 1.784_826_539_917_291_3, 0.296_560_571_828_504_87,
     0.026_532_189_526_576_124, 0.001_242_660_947_388_078_4, 2.711_555_568_743_487_6e-5, 2.010_334_399_292_288_1e-7],
    [1.0, 0.599_832_206_555_888, 0.136_929_880_922_735_8, 0.014_875_361_290_850_615,
     7.868_691_311_456_133e-4, 1.846_318_317_510_054_7e-5, 1.421_511_758_316_446e-7, 2.044_263_103_389_939_8e-15],
];

/// A negative binomial distribution given by its mean and variance; Poisson where the variance does not exceed
/// the mean.
#[derive(Clone, Copy, Debug)]
pub struct Counts {
    size: f64,
    share: f64,
    mean: f64,
}

impl Counts {
    /// From mean and variance.
    #[must_use]
    pub fn matched(mean: f64, variance: f64) -> Self {
        let excess = (variance - mean).max(mean * 1e-9).max(TINY);
        let size = mean * mean / excess;
        Self { size, share: mean / (mean + size), mean }
    }

    /// P(Y = 0).
    #[must_use]
    pub fn zero(&self) -> f64 {
        (-self.size * (self.mean / self.size).ln_1p()).exp()
    }

    /// P(Y <= k).
    #[must_use]
    pub fn cdf(&self, k: u64) -> f64 {
        if k > 4_096 {
            return beta_cdf(self.size, k as f64 + 1.0, 1.0 - self.share);
        }
        let (mut term, mut sum) = (self.zero(), 0.0);
        for j in 0..=k {
            sum += term;
            term *= self.share * (self.size + j as f64) / (j as f64 + 1.0);
        }
        f64::min(sum, 1.0)
    }

    /// Smallest `k` with `P(Y <= k) >= p`.
    #[must_use]
    pub fn quantile(&self, p: f64) -> f64 {
        if self.mean > 300.0 {
            return (gamma_quantile(self.size, p) * self.mean / self.size).round();
        }
        let (mut term, mut sum, mut k) = (self.zero(), 0.0, 0.0);
        loop {
            sum += term;
            if sum >= p || k > 1e5 {
                return k;
            }
            term *= self.share * (self.size + k) / (k + 1.0);
            k += 1.0;
        }
    }

    /// P(Y = k).
    #[must_use]
    pub fn probability(&self, k: u64) -> f64 {
        let k = k as f64;
        let ln = ln_gamma_ratio(self.size, k) - ln_gamma(k + 1.0) + k * self.share.ln();
        (ln - self.size * (self.mean / self.size).ln_1p()).exp()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    include!("../tests/reference/distribution.rs");

    fn close(value: f64, reference: f64, tolerance: f64) {
        let error = (value - reference).abs() / reference.abs().max(1e-12);
        assert!(error < tolerance, "{value} against {reference}: {error:e}");
    }

    #[test]
    fn incomplete_gamma_and_its_inverse_agree_with_forty_digits() {
        for (a, x, p) in INCOMPLETE_GAMMA {
            close(gamma_cdf(a, x), p, if a > 1e3 { 1e-10 } else { 1e-12 });
            if (1e-8..0.999_999).contains(&p) {
                close(gamma_quantile(a, p), x, 1e-7);
            }
        }
    }

    #[test]
    fn incomplete_beta_and_its_inverse_agree_with_forty_digits() {
        for (a, b, x, p) in INCOMPLETE_BETA {
            close(beta_cdf(a, b, x), p, 1e-11);
            if (1e-8..0.999_999).contains(&p) {
                close(gamma_ratio_quantile(a, b, p), x / (1.0 - x), 1e-6);
            }
        }
    }

    #[test]
    fn normal_quantile_agrees_with_forty_digits() {
        for (p, z) in NORMAL_QUANTILE {
            assert!((normal_quantile(p) - z).abs() < 2e-15 * z.abs().max(1.0), "{p}");
        }
    }

    #[test]
    fn matched_counts_have_the_mean_and_variance_asked_for() {
        let counts = Counts::matched(3.0, 7.5);
        let moment =
            |power: i32| (0..400).map(|k| counts.probability(k) * (k as f64).powi(power)).sum::<f64>();
        close(moment(1), 3.0, 1e-9);
        close(moment(2), 7.5 + 9.0, 1e-9);
        close(counts.cdf(4), (0..=4).map(|k| counts.probability(k)).sum(), 1e-12);
        assert_eq!(counts.quantile(counts.cdf(4) - 1e-9), 4.0);
    }
}
