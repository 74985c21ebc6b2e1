//! BG/NBD (Fader, Hardie & Lee 2005; stable form as in Hardie's note 027).
//!
//! *Story.* While alive a customer buys as a Poisson process of rate lambda; after each *repeat* purchase they leave
//! for good with probability p; lambda ~ Gamma(r, rate alpha), p ~ Beta(a, b), independent.
//!
//! *Formula.* See [`crate::beta_geometric`], with n = x chances to leave.
//!
//! *Parameters.* r, alpha, a, b > 0; alpha in units of time. *Shapes.* One likelihood, P(alive) and expectation for
//! each (x, t_x, T).
//!
//! *Method.* Log-space likelihood with exact gradient and Hessian, no 2F1; the expectation by the Euler transform
//! of its 2F1, by quadrature where that form cancels (a near 1, huge b).
//!
//! *Tolerance.* Expectation within 1e-9 of 25-digit references (1e-7 where a runs beyond 100).
//!
//! *Known failures.* P(alive) is 1 for every one-time buyer, by construction: never show it to people, take
//! [`crate::MbgNbd`]'s. a and b run away together where customers hardly differ in p.

use crate::beta_geometric::BetaGeometric;
use crate::evaluation::Evaluation;
use crate::grouped::Grouped;
use crate::model::{Moments, PurchaseModel};
use crate::special::{ln_gamma, ln_gamma_ratio};

/// Parameters of the BG/NBD model.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct BgNbd {
    /// Shape of the purchase rates.
    pub r: f64,
    /// Rate parameter of the purchase rates, in units of time.
    pub alpha: f64,
    /// First parameter of the chance to leave.
    pub a: f64,
    /// Second parameter of the chance to leave.
    pub b: f64,
}

impl BgNbd {
    fn core(&self) -> BetaGeometric {
        BetaGeometric { r: self.r, alpha: self.alpha, a: self.a, b: self.b, extra: 0.0 }
    }

    pub(crate) fn evaluate(&self, data: &Grouped) -> Evaluation<4> {
        self.core().evaluate(data)
    }

    /// Probability that a new customer makes `n` repeat purchases in `(0, t]` (Fader, Hardie & Lee 2005, eq. 8).
    #[must_use]
    pub fn probability(&self, n: u32, t: f64) -> f64 {
        let n = f64::from(n);
        let waiting = (t / self.alpha).ln_1p();
        let ln_share = (t / (self.alpha + t)).ln();
        let nbd = |j: f64| {
            let ln = ln_gamma_ratio(self.r, j) - ln_gamma(j + 1.0) - self.r * waiting;
            if j > 0.0 { (ln + j * ln_share).exp() } else { ln.exp() }
        };
        let survived = ln_gamma_ratio(self.b, n) - ln_gamma_ratio(self.a + self.b, n);
        let mut probability = survived.exp() * nbd(n);
        if n > 0.0 {
            let before: f64 = (0..n as u32).map(|j| nbd(f64::from(j))).sum();
            let left = ln_gamma_ratio(self.b, n - 1.0) - ln_gamma_ratio(self.a + self.b, n) + self.a.ln();
            probability += left.exp() * (1.0 - before);
        }
        probability
    }
}

impl PurchaseModel for BgNbd {
    fn log_likelihood(&self, x: f64, t_x: f64, age: f64) -> f64 {
        self.core().log_likelihood(x, t_x, age)
    }

    fn p_alive(&self, x: f64, t_x: f64, age: f64) -> f64 {
        self.core().p_alive(x, t_x, age)
    }

    fn expected_if_alive(&self, x: f64, age: f64, t: f64) -> f64 {
        self.core().expected_if_alive(x, age, t)
    }

    fn expected_from_start(&self, t: f64) -> f64 {
        self.core().expected_if_alive(0.0, 0.0, t)
    }

    fn discounted_if_alive(&self, x: f64, age: f64, t: f64, rate: f64) -> f64 {
        self.core().discounted_if_alive(x, age, t, rate)
    }

    fn moments_if_alive(&self, x: f64, age: f64, t: f64) -> Moments {
        self.core().moments_if_alive(x, age, t)
    }
}
