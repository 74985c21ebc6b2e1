//! Gamma-Gamma model of spend (Fader & Hardie 2013, note 025; after Colombo & Jiang 1999).
//!
//! *Story.* Each purchase of a customer is worth Gamma(p, rate nu); nu ~ Gamma(q, rate v) over customers; spend is
//! independent of how often they buy.
//!
//! *Formula.* For a customer with x repeat purchases of mean value m: `ln G(px+q) - ln G(px) - ln G(q) + q ln v +
//! (px-1) ln m + px ln x - (px+q) ln(xm+v)`. Expected mean value: `p (v + xm) / (px + q - 1)`.
//!
//! *Parameters.* p, q, v > 0; v in money. *Shapes.* One likelihood and one posterior for each (x, m), m > 0.
//!
//! *Method.* Log-space likelihood with exact gradient and Hessian; MAP searches `ln(q - 1)`, so that the mean of the
//! population exists; MLE searches `ln q` and the diagnosis names q <= 1.
//!
//! *Tolerance.* Published estimates to their printed digits. *Known failures.* Spend related to frequency
//! breaks the model: the correlation is in the diagnosis. Where every purchase costs the same, p runs away.

use crate::evaluation::Evaluation;
use crate::grouped::pairwise;
use crate::refusal::Refusal;
use crate::special::{digamma, ln_gamma, trigamma};

/// Parameters of the Gamma-Gamma model.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct GammaGamma {
    /// Shape of one customer's spend on a purchase.
    pub p: f64,
    /// Shape over customers.
    pub q: f64,
    /// Rate parameter over customers, in money.
    pub v: f64,
}

/// What is believed of a customer's true mean spend on a purchase: `scale / Gamma(shape)`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MeanSpend {
    /// Shape q + px.
    pub shape: f64,
    /// p (v + xm), in money.
    pub scale: f64,
    /// Shape p of a single purchase around that mean.
    pub purchase_shape: f64,
}

impl MeanSpend {
    /// Expected mean spend on a purchase; infinite where the shape is 1 or less.
    #[must_use]
    pub fn mean(&self) -> f64 {
        if self.shape > 1.0 { self.scale / (self.shape - 1.0) } else { f64::INFINITY }
    }
}

impl GammaGamma {
    /// The letters, in the order of [`Self::parameters`].
    pub const LETTERS: [&'static str; 3] = ["p", "q", "v"];

    /// p, q, v.
    #[must_use]
    pub fn parameters(&self) -> [f64; 3] {
        [self.p, self.q, self.v]
    }

    /// Posterior of the mean spend of a customer with `x` repeat purchases of mean value `mean`; with
    /// `x = 0` (or nothing spent) the population's.
    #[must_use]
    pub fn mean_spend(&self, x: f64, mean: f64) -> MeanSpend {
        let x = if mean > 0.0 && mean.is_finite() { x } else { 0.0 };
        let total = if x > 0.0 { x * mean } else { 0.0 };
        MeanSpend { shape: self.q + self.p * x, scale: self.p * (self.v + total), purchase_shape: self.p }
    }

    /// Sum over the customers with spend, derivatives by p, q and v.
    pub(crate) fn evaluate(&self, data: &Spend) -> Evaluation<3> {
        let Self { p, q, v } = *self;
        let mut sum = Evaluation::sum(data.customers.len(), |range| {
            let mut chunk = Evaluation::ZERO;
            for &(x, total) in &data.customers[range] {
                let inverse = 1.0 / (total + v);
                let ln = (total + v).ln();
                let shape = p * x + q;
                chunk.value -= shape * ln;
                chunk.gradient[0] -= x * ln;
                chunk.gradient[1] -= ln;
                chunk.gradient[2] -= shape * inverse;
                chunk.hessian[0][2] -= x * inverse;
                chunk.hessian[1][2] -= inverse;
                chunk.hessian[2][2] += shape * inverse * inverse;
            }
            chunk
        });
        for &(x, count) in &data.by_frequency {
            let (px, both) = (p * x, p * x + q);
            let (psi_both, psi_px) = (digamma(both), digamma(px));
            let (tri_both, tri_px) = (trigamma(both), trigamma(px));
            sum.value += count * (ln_gamma(both) - ln_gamma(px) - ln_gamma(q));
            sum.gradient[0] += count * x * (psi_both - psi_px);
            sum.gradient[1] += count * psi_both;
            sum.hessian[0][0] += count * x * x * (tri_both - tri_px);
            sum.hessian[0][1] += count * x * tri_both;
            sum.hessian[1][1] += count * tri_both;
        }
        let n = data.customers.len() as f64;
        sum.value += n * q * v.ln() + p * data.x_ln_total - data.ln_mean;
        sum.gradient[0] += data.x_ln_total;
        sum.gradient[1] += n * (v.ln() - digamma(q));
        sum.gradient[2] += n * q / v;
        sum.hessian[1][1] -= n * trigamma(q);
        sum.hessian[1][2] += n / v;
        sum.hessian[2][2] -= n * q / (v * v);
        sum
    }
}

/// The customers the Gamma-Gamma model can learn from: repeat buyers with a spend above zero.
#[derive(Clone, Debug)]
pub struct Spend {
    /// (x, x m).
    customers: Vec<(f64, f64)>,
    /// Distinct x and how many customers have it.
    by_frequency: Vec<(f64, f64)>,
    /// Sum of x ln(x m).
    x_ln_total: f64,
    /// Sum of ln m.
    ln_mean: f64,
    median_mean: f64,
    correlation: f64,
    set_aside: u64,
}

impl Spend {
    /// From repeat purchases `x` and their mean value `mean`, column by column. Customers without a repeat purchase
    /// are left out; so are, counted by [`Self::set_aside`], repeat buyers whose mean is not above zero.
    ///
    /// # Errors
    /// [`Refusal`] where the columns differ in length or fewer than two customers are left.
    pub fn new(x: &[u32], mean: &[f64]) -> Result<Self, Refusal> {
        if x.len() != mean.len() {
            return Err(Refusal::UnequalColumns { x: x.len(), recency: mean.len(), age: mean.len() });
        }
        let repeaters = x.iter().zip(mean).filter(|(x, _)| **x > 0);
        let customers: Vec<(f64, f64)> = repeaters
            .clone()
            .filter(|(_, m)| **m > 0.0 && m.is_finite())
            .map(|(&x, &m)| (f64::from(x), f64::from(x) * m))
            .collect();
        if customers.len() < 2 {
            return Err(Refusal::NoSpend);
        }
        let set_aside = (repeaters.count() - customers.len()) as u64;
        let mut xs: Vec<f64> = customers.iter().map(|c| c.0).collect();
        xs.sort_unstable_by(f64::total_cmp);
        let by_frequency = xs.chunk_by(|a, b| a == b).map(|run| (run[0], run.len() as f64)).collect();
        let mut means: Vec<f64> = customers.iter().map(|(x, total)| total / x).collect();
        let middle = means.len() / 2;
        let median_mean = *means.select_nth_unstable_by(middle, f64::total_cmp).1;
        let sum = |term: fn(&(f64, f64)) -> f64| {
            let parts: Vec<f64> = customers.iter().map(term).collect();
            pairwise(&parts, 0.0, |a, b| a + b)
        };
        Ok(Self {
            x_ln_total: sum(|(x, total)| x * total.ln()),
            ln_mean: sum(|(x, total)| (total / x).ln()),
            correlation: correlation(&customers),
            by_frequency,
            median_mean,
            set_aside,
            customers,
        })
    }

    /// How many customers the model learns from.
    #[must_use]
    pub fn customers(&self) -> u64 {
        self.customers.len() as u64
    }

    /// Repeat buyers left out for a mean spend of zero, below zero, or not a number.
    #[must_use]
    pub fn set_aside(&self) -> u64 {
        self.set_aside
    }

    /// Pearson correlation of the number of repeat purchases and their mean value; the model takes it for zero.
    #[must_use]
    pub fn correlation(&self) -> f64 {
        self.correlation
    }

    /// Median over customers of the mean spend.
    pub(crate) fn median_mean(&self) -> f64 {
        self.median_mean
    }
}

fn correlation(customers: &[(f64, f64)]) -> f64 {
    let n = customers.len() as f64;
    let (sx, sm) = customers.iter().fold((0.0, 0.0), |(sx, sm), (x, total)| (sx + x, sm + total / x));
    let (mx, mm) = (sx / n, sm / n);
    let (mut xx, mut mm2, mut xm) = (0.0, 0.0, 0.0);
    for (x, total) in customers {
        let (dx, dm) = (x - mx, total / x - mm);
        xx += dx * dx;
        mm2 += dm * dm;
        xm += dx * dm;
    }
    if xx > 0.0 && mm2 > 0.0 { xm / (xx * mm2).sqrt() } else { 0.0 }
}
