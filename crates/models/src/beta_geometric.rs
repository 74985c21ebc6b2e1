//! What BG/NBD and MBG/NBD share: they differ only in the chances to leave a customer has had, x in the one and
//! x + 1 in the other, where a customer may also leave right after the first purchase.
//!
//! With `n = x` or `x + 1` of such chances survived and passed, the log-likelihood is
//! `ln G(r+x)/G(r) + r ln alpha + ln B(a, b+n)/B(a, b) + lse(alive, dead)` (Fader, Hardie & Lee 2005; Batislam,
//! Denizel & Filiztekin 2007 with the erratum of Wagner & Hoppe 2008), where
//! `alive = -(r+x) ln(alpha+T)` and, for `n > 0`, `dead = ln a - ln(b+n-1) - (r+x) ln(alpha+t_x)`.

use crate::evaluation::{Evaluation, mix};
use crate::grouped::Grouped;
use crate::hypergeometric::{hypergeometric, scaled_hypergeometric};
use crate::model::Moments;
use crate::quadrature::{THIRTY_TWO, rule_for};
use crate::special::{ln_gamma_ratio, ln_gamma_ratio_jet, logistic, softplus};

/// Below this the closed form of the expectation has lost too many digits to cancellation.
const CANCELLED: f64 = 1e-5;
/// Above this `a` the drop-out chance is so narrow that its density is integrated itself; the series overflow.
const NARROW: f64 = 100.0;
/// Whether a series with this numerator below zero alternates too much: it does not where the denominator's
/// parameter `c` outgrows it.
fn alternates(numerator: f64, c: f64) -> bool {
    numerator < -6.0 && -numerator > 0.5 * c
}

/// The shared model; `extra` is 0 for BG/NBD and 1 for MBG/NBD.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BetaGeometric {
    pub r: f64,
    pub alpha: f64,
    pub a: f64,
    pub b: f64,
    pub extra: f64,
}

/// The parts of the likelihood that depend on x alone.
struct ByFrequency {
    rx: f64,
    /// `ln a - ln(b + n - 1)` and `1 / (b + n - 1)`; absent where no chance to leave has been.
    leaving: Option<(f64, f64)>,
}

impl BetaGeometric {
    fn leaving(&self, x: f64) -> Option<(f64, f64)> {
        let n = x + self.extra;
        let before = self.b + n - 1.0;
        (n > 0.0).then(|| (self.a.ln() - before.ln(), 1.0 / before))
    }

    /// The likelihood summed over groups, with derivatives by the parameters.
    pub fn evaluate(&self, data: &Grouped) -> Evaluation<4> {
        let logs = |times: &[f64]| -> Vec<(f64, f64)> {
            times.iter().map(|t| ((self.alpha + t).ln(), 1.0 / (self.alpha + t))).collect()
        };
        let (by_age, by_recency) = (logs(&data.ages), logs(&data.recencies));
        let by_x: Vec<ByFrequency> =
            data.xs.iter().map(|&x| ByFrequency { rx: self.r + x, leaving: self.leaving(x) }).collect();
        let mut sum = Evaluation::sum(data.len(), |range| {
            let mut chunk = Evaluation::ZERO;
            for group in &data.groups()[range] {
                let by_x = &by_x[group.x as usize];
                let alive = waiting(by_x.rx, by_age[group.age as usize]);
                let weight = f64::from(group.count);
                let Some((ln_odds, inverse)) = by_x.leaving else {
                    chunk.add(&alive, weight);
                    continue;
                };
                let mut dead = waiting(by_x.rx, by_recency[group.t_x as usize]);
                let odds = ln_odds + dead.value - alive.value;
                dead.value += ln_odds;
                dead.gradient[2] = 1.0 / self.a;
                dead.gradient[3] = -inverse;
                dead.hessian[2][2] = -1.0 / (self.a * self.a);
                dead.hessian[3][3] = inverse * inverse;
                mix(&alive, &dead, odds, &mut chunk, weight);
            }
            chunk
        });
        for (&x, &count) in data.xs.iter().zip(&data.x_counts) {
            if count > 0.0 {
                sum.add(&self.by_frequency_alone(x), count);
            }
        }
        sum
    }

    fn by_frequency_alone(&self, x: f64) -> Evaluation<4> {
        let n = x + self.extra;
        let mut term = Evaluation::ZERO;
        let [value, first, second] = ln_gamma_ratio_jet(self.r, x);
        term.value = value + self.r * self.alpha.ln();
        term.gradient[0] = first + self.alpha.ln();
        term.gradient[1] = self.r / self.alpha;
        term.hessian[0][0] = second;
        term.hessian[0][1] = 1.0 / self.alpha;
        term.hessian[1][1] = -self.r / (self.alpha * self.alpha);
        // ln B(a, b+n)/B(a, b) = [ln G(b+n) - ln G(b)] - [ln G(a+b+n) - ln G(a+b)]
        let survived = ln_gamma_ratio_jet(self.b, n);
        let faced = ln_gamma_ratio_jet(self.a + self.b, n);
        term.value += survived[0] - faced[0];
        term.gradient[2] = -faced[1];
        term.gradient[3] = survived[1] - faced[1];
        term.hessian[2][2] = -faced[2];
        term.hessian[2][3] = -faced[2];
        term.hessian[3][3] = survived[2] - faced[2];
        term
    }

    fn ln_odds_dead(&self, x: f64, t_x: f64, age: f64) -> f64 {
        let longer = ((age - t_x) / (self.alpha + t_x)).ln_1p();
        self.leaving(x).map_or(f64::NEG_INFINITY, |(ln_odds, _)| ln_odds + (self.r + x) * longer)
    }

    pub fn log_likelihood(&self, x: f64, t_x: f64, age: f64) -> f64 {
        let n = x + self.extra;
        ln_gamma_ratio(self.r, x) + self.r * self.alpha.ln() + ln_gamma_ratio(self.b, n)
            - ln_gamma_ratio(self.a + self.b, n)
            - (self.r + x) * (self.alpha + age).ln()
            + softplus(self.ln_odds_dead(x, t_x, age))
    }

    pub fn p_alive(&self, x: f64, t_x: f64, age: f64) -> f64 {
        logistic(-self.ln_odds_dead(x, t_x, age))
    }

    /// E[Y(t) | alive at T]: with `c = a+b+n-1` and `z = t/(alpha+T+t)`,
    /// `c/(a-1) [1 - (1-z)^(a-1) 2F1(a+b+extra-1-r, a-1; c; z)]`, the Euler transform of the textbook form, whose
    /// numerator parameters don't grow with x. Where it cancels, and where c <= 0, by quadrature.
    pub fn expected_if_alive(&self, x: f64, age: f64, t: f64) -> f64 {
        let c = self.a + self.b + x + self.extra - 1.0;
        let free = self.a + self.b + self.extra - 1.0 - self.r;
        let rest = self.alpha + age;
        let z = t / (rest + t);
        if c > 0.05 && !alternates(free, c) && z < 0.995 && self.a < NARROW {
            let series = hypergeometric(free, self.a - 1.0, c, z);
            let bracket = 1.0 - ((self.a - 1.0) * (-z).ln_1p()).exp() * series;
            if bracket.abs() > CANCELLED {
                return c / (self.a - 1.0) * bracket;
            }
        }
        self.alive_weighted(age, [0.0, t], self.rate_power(x), |_| 1.0) * (self.r + x) / rest
    }

    pub fn discounted_if_alive(&self, x: f64, age: f64, t: f64, rate: f64) -> f64 {
        let weighted = self.alive_weighted(age, [0.0, t], self.rate_power(x), |c| (-rate * c).exp());
        weighted * (self.r + x) / (self.alpha + age)
    }

    pub fn moments_if_alive(&self, x: f64, age: f64, t: f64) -> Moments {
        let (rx, rest) = (self.r + x, self.alpha + age);
        let square = rx * (rx + 1.0) / (rest * rest);
        let power = (rx + 2.0, self.b + x + self.extra);
        let rising = self.alive_weighted(age, [0.0, t], power, |c| c);
        let falling = self.alive_weighted(age, [t, 2.0 * t], power, |c| 2.0 * t - c);
        // Two purchases in the horizon: the first must not have been the last one.
        let stays = (rx + 2.0, power.1 + 1.0);
        let staying = power.1 / (self.a + power.1);
        let pairs = 2.0 * square * staying * self.alive_weighted(age, [0.0, t], stays, |c| c);
        let mean = self.expected_if_alive(x, age, t);
        Moments {
            mean,
            rate_variance: (square * (rising + falling) - mean * mean).max(0.0),
            count_variance: (pairs + mean - mean * mean).max(0.0),
        }
    }

    fn rate_power(&self, x: f64) -> (f64, f64) {
        (self.r + x + 1.0, self.b + x + self.extra)
    }

    /// `Int weight(c) E[(1 + p c / (alpha+T))^-power] dc` with `p ~ Beta(a, b')`, by quadrature in
    /// `ln(alpha + T + c)`.
    fn alive_weighted(
        &self,
        age: f64,
        [from, to]: [f64; 2],
        (power, b): (f64, f64),
        weight: impl Fn(f64) -> f64,
    ) -> f64 {
        let rest = self.alpha + age;
        let y = |c: f64| (c / rest).ln_1p();
        let width = y(to) - y(from);
        // The chance to be still alive falls at the mean chance's rate at first, at rate a in the end.
        let rate = self.a.min(power).max(power * self.a / (self.a + b));
        rule_for(rate * width, 2.0 * width).integrate(y(from), y(to), |y| {
            let c = rest * y.exp_m1();
            weight(c) * rest * y.exp() * thinned(self.a, b, power, y)
        })
    }
}

/// `(alpha + t)^-(r+x)` and its derivatives, from `ln(alpha + t)` and `1 / (alpha + t)`.
fn waiting(rx: f64, (ln, inverse): (f64, f64)) -> Evaluation<4> {
    let mut term = Evaluation::ZERO;
    term.value = -rx * ln;
    term.gradient[0] = -ln;
    term.gradient[1] = -rx * inverse;
    term.hessian[0][1] = -inverse;
    term.hessian[1][1] = rx * inverse * inverse;
    term
}

/// `E[(1 + p (e^y - 1))^-power]` for `p ~ Beta(a, b)`, which is `2F1(power, a; a+b; 1 - e^y)`, by the
/// linear transformation (A&S 15.3.4, 15.3.5) whose series is free of large or alternating terms.
fn thinned(a: f64, b: f64, power: f64, y: f64) -> f64 {
    let z = -(-y).exp_m1();
    let free = a + b - power;
    if a >= NARROW {
        return narrow(a, b, |p| (-power * (p * y.exp_m1()).ln_1p()).exp());
    }
    if alternates(free, a + b) {
        return scaled_hypergeometric(power, b, a + b, z, -power * y);
    }
    (-a * y).exp() * hypergeometric(a, free, a + b, z)
}

/// Mean of `f(p)` for `p ~ Beta(a, b)` with large `a`: the density within eight standard deviations, normalised
/// by its own sum.
fn narrow(a: f64, b: f64, f: impl Fn(f64) -> f64) -> f64 {
    let mean = a / (a + b);
    let reach = 8.0 * (mean * (1.0 - mean) / (a + b + 1.0)).sqrt();
    let (low, high) = ((mean - reach).max(0.0), (mean + reach).min(1.0));
    let rule = &THIRTY_TWO;
    let (mut sum, mut weights) = (0.0, 0.0);
    for (node, weight) in rule.nodes.iter().zip(&rule.weights) {
        let p = low + (high - low) * node;
        let away = p - mean;
        let ln_density = (a - 1.0) * (away / mean).ln_1p() + (b - 1.0) * (-away / (1.0 - mean)).ln_1p();
        let w = weight * ln_density.exp();
        weights += w;
        sum += w * f(p);
    }
    sum / weights
}

#[cfg(test)]
mod tests {
    use super::*;
    include!("../tests/reference/beta_geometric.rs");

    #[test]
    fn expectation_given_alive_agrees_with_twenty_five_digits() {
        for ([r, alpha, a, b], x, age, t, extra, reference) in GIVEN_ALIVE {
            let model = BetaGeometric { r, alpha, a, b, extra: f64::from(extra) };
            let x = f64::from(x);
            let value = model.expected_if_alive(x, age, t);
            let error = (value / reference - 1.0).abs();
            assert!(
                error < if a < NARROW { 1e-9 } else { 1e-7 },
                "{model:?} x {x} T {age} t {t}: {value}, not {reference}"
            );
            let undiscounted = model.discounted_if_alive(x, age, t, 0.0);
            assert!(
                (undiscounted / reference - 1.0).abs() < if a < NARROW { 1e-9 } else { 1e-7 },
                "{model:?} x {x}: {undiscounted}, not {reference}"
            );
            let moments = model.moments_if_alive(x, age, t);
            assert!(
                moments.rate_variance > 0.0 && moments.count_variance > moments.rate_variance,
                "{model:?} x {x} T {age} t {t}: {moments:?}"
            );
        }
    }
}
