//! Intervals for each customer, in closed form.
//!
//! Two kinds, never mixed. *Credible* intervals are of the customer's own expected number of purchases over the
//! horizon, `E[Y | lambda, drop-out, alive or not]`: 0 for who has left, so that their distribution has a point
//! mass of 1 - P(alive) at 0. *Predictive* intervals are of the number that will be counted.
//!
//! *Method.* Given alive, rate and drop-out are independent Gamma and Gamma (or Beta); the exact mean and variance of
//! what is asked give a gamma (credible) or negative binomial (predictive) distribution. The variance of the
//! conditional mean under the estimates' covariance is added (delta method in log parameters). The posterior of the mean spend is
//! inverse gamma, so that value is a gamma over a gamma variable, whose quantiles are exact. *Tolerance.* Pooled
//! coverage in simulation: [`crate::battery`].

use crate::distribution::{Counts, gamma_quantile, gamma_ratio_cdf, gamma_ratio_quantile, normal_quantile};
use crate::fit::Fit;
use crate::gamma_gamma::MeanSpend;
use crate::grouped::Grouped;
use crate::model::{Model, PurchaseModel};
use crate::score::{Horizon, by_cell, score};

/// Step in log parameters of the central differences behind the delta method.
const STEP: f64 = 1e-3;
/// Groups above which the gradient of a total is taken on a systematic sample: a standard error needs no more.
const TOTAL_SAMPLE: u64 = 20_000;

/// Lower and upper end.
pub type Interval = (f64, f64);

/// What the horizon may bring from the customers of one group.
#[derive(Clone, Copy, Debug)]
pub struct Outlook {
    /// Probability of being alive at T.
    pub p_alive: f64,
    /// Expected purchases over the horizon, were they certainly alive.
    pub if_alive: f64,
    /// Variance of the customer's own expected number, given alive, parameters uncertain.
    rate_variance: f64,
    /// Variance of the number counted, given alive, parameters uncertain.
    count_variance: f64,
}

/// Outlook of every group.
#[must_use]
pub fn outlooks(fit: &Fit<Model>, data: &Grouped, horizon: &Horizon) -> Vec<Outlook> {
    let model = fit.model.purchases();
    let neighbours = neighbours(&fit.model);
    let covariance = fit.covariance.as_deref();
    by_cell(
        data,
        |x, age| outlook_if_alive(model, &neighbours, covariance, x, age, horizon.length),
        |outlook, x, t_x, age| Outlook { p_alive: model.p_alive(x, t_x, age), ..*outlook },
    )
}

/// The model with each log parameter a step up and a step down.
fn neighbours(model: &Model) -> [[Model; 2]; 4] {
    std::array::from_fn(|i| {
        [STEP, -STEP].map(|step| {
            let mut parameters = model.parameters();
            parameters[i] *= step.exp();
            model.kind().with(parameters)
        })
    })
}

fn outlook_if_alive(
    model: &dyn PurchaseModel,
    neighbours: &[[Model; 2]; 4],
    covariance: Option<&[Vec<f64>]>,
    x: f64,
    age: f64,
    t: f64,
) -> Outlook {
    let moments = model.moments_if_alive(x, age, t);
    let estimation = covariance.map_or(0.0, |covariance| {
        delta_variance(covariance, neighbours, |m| m.purchases().expected_if_alive(x, age, t))
    });
    Outlook {
        p_alive: 1.0,
        if_alive: moments.mean,
        rate_variance: moments.rate_variance + estimation,
        count_variance: moments.count_variance + estimation,
    }
}

/// Variance of a figure that depends on the parameters, by central differences in their logarithms.
fn delta_variance(
    covariance: &[Vec<f64>],
    neighbours: &[[Model; 2]; 4],
    figure: impl Fn(&Model) -> f64,
) -> f64 {
    let slopes: Vec<f64> =
        neighbours.iter().map(|[up, down]| (figure(up) - figure(down)) / (2.0 * STEP)).collect();
    let products = covariance.iter().zip(&slopes);
    let variance: f64 =
        products.map(|(row, si)| si * row.iter().zip(&slopes).map(|(c, sj)| c * sj).sum::<f64>()).sum();
    variance.max(0.0)
}

impl Outlook {
    /// Expected purchases over the horizon.
    #[must_use]
    pub fn expected(&self) -> f64 {
        self.p_alive * self.if_alive
    }

    /// Equal-tailed credible interval of the customer's own expected purchases; `level` such as 0.95.
    #[must_use]
    pub fn expected_interval(&self, level: f64) -> Interval {
        let (shape, scale) = self.rate_gamma();
        self.two_sided(level, |p| scale * gamma_quantile(shape, p))
    }

    /// Equal-tailed predictive interval of the purchases that will be counted.
    #[must_use]
    pub fn predicted_interval(&self, level: f64) -> Interval {
        let counts = self.counts();
        self.two_sided(level, |p| counts.quantile(p))
    }

    /// Predictive probability of at most `k` purchases.
    #[must_use]
    pub fn predicted_cdf(&self, k: u64) -> f64 {
        1.0 - self.p_alive + self.p_alive * self.counts().cdf(k)
    }

    /// Expected value of the purchases over the horizon, undiscounted.
    #[must_use]
    pub fn value(&self, spend: &MeanSpend) -> f64 {
        self.expected() * spend.mean()
    }

    /// Equal-tailed credible interval of the customer's own expected value, undiscounted.
    #[must_use]
    pub fn value_interval(&self, spend: &MeanSpend, level: f64) -> Interval {
        let (shape, scale) = self.rate_gamma();
        self.two_sided(level, |p| scale * spend.scale * gamma_ratio_quantile(shape, spend.shape, p))
    }

    /// Equal-tailed predictive interval of the value that will be counted, undiscounted.
    #[must_use]
    pub fn predicted_value_interval(&self, spend: &MeanSpend, level: f64) -> Interval {
        let buying = self.buying(spend);
        let tail = 0.5 * (1.0 - level);
        let quantile = |p: f64| {
            let within = (p - (1.0 - buying.probability)) / buying.probability;
            if within > 0.0 {
                buying.scale * gamma_ratio_quantile(buying.shape, spend.shape, within)
            } else {
                0.0
            }
        };
        (quantile(tail), quantile(1.0 - tail))
    }

    /// Predictive probability that at most `value` will be counted.
    #[must_use]
    pub fn predicted_value_cdf(&self, spend: &MeanSpend, value: f64) -> f64 {
        let buying = self.buying(spend);
        let below =
            if value > 0.0 { gamma_ratio_cdf(buying.shape, spend.shape, value / buying.scale) } else { 0.0 };
        1.0 - buying.probability + buying.probability * below
    }

    /// Shape and scale of the gamma distribution of the customer's own expected purchases, given alive.
    fn rate_gamma(&self) -> (f64, f64) {
        let variance = self.rate_variance.max(1e-12 * self.if_alive * self.if_alive).max(1e-300);
        let mean = self.if_alive.max(1e-300);
        (mean * mean / variance, variance / mean)
    }

    fn counts(&self) -> Counts {
        Counts::matched(self.if_alive, self.count_variance)
    }

    fn two_sided(&self, level: f64, quantile_if_alive: impl Fn(f64) -> f64) -> Interval {
        let tail = 0.5 * (1.0 - level);
        let quantile = |p: f64| {
            let within = (p - (1.0 - self.p_alive)) / self.p_alive;
            if within > 0.0 { quantile_if_alive(within) } else { 0.0 }
        };
        (quantile(tail), quantile(1.0 - tail))
    }

    /// The value counted, given that there is any: `scale * Gamma(shape) / Gamma(spend.shape)`. Given k purchases
    /// the numerator is Gamma(p k); the gamma that stands for their mixture has its mean and variance.
    fn buying(&self, spend: &MeanSpend) -> Buying {
        let counts = self.counts();
        let some = (1.0 - counts.zero()).max(1e-300);
        let mean = self.if_alive / some;
        let square = (self.count_variance + self.if_alive * self.if_alive) / some;
        let p = spend.purchase_shape;
        let (total, variance) = (p * mean, p * mean + p * p * (square - mean * mean).max(0.0));
        Buying {
            probability: self.p_alive * some,
            shape: total * total / variance,
            // MeanSpend's scale is of the mean of one purchase, which has shape p.
            scale: spend.scale / p * variance / total,
        }
    }
}

struct Buying {
    probability: f64,
    shape: f64,
    scale: f64,
}

/// A figure for all customers together, with 95 % intervals.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Total {
    /// Expected.
    pub expected: f64,
    /// Credible interval: the customers' own expectations and the parameters are uncertain.
    pub credible: Interval,
    /// Predictive interval: chance is added.
    pub predicted: Interval,
}

/// Purchases of all customers over the horizon. Customers are independent given the parameters, whose uncertainty
/// moves all of them together; the total is taken as log-normal.
#[must_use]
pub fn total_purchases(fit: &Fit<Model>, data: &Grouped, horizon: &Horizon, outlooks: &[Outlook]) -> Total {
    let total_of = |f: fn(&Outlook) -> f64| data.total(&outlooks.iter().map(f).collect::<Vec<f64>>());
    let expected = total_of(Outlook::expected);
    let between = |o: &Outlook| o.p_alive * (1.0 - o.p_alive) * o.if_alive * o.if_alive;
    let own = total_of(|o| o.p_alive * o.rate_variance) + total_of(between);
    let counted = total_of(|o| o.p_alive * o.count_variance) + total_of(between);
    let estimation = fit.covariance.as_deref().map_or(0.0, |covariance| {
        let step = (data.customers() / TOTAL_SAMPLE).max(1);
        let sample = data.thinned(step);
        let undiscounted = Horizon { discount: 0.0, ..*horizon };
        let sum = |model: &Model| {
            let scores = score(model, &sample, &undiscounted);
            sample.total(&scores.iter().map(crate::Score::expected).collect::<Vec<f64>>())
        };
        let share = expected / sum(&fit.model).max(1e-300);
        delta_variance(covariance, &neighbours(&fit.model), sum) * share * share
    });
    Total {
        expected,
        credible: log_normal(expected, own + estimation),
        predicted: log_normal(expected, counted + estimation),
    }
}

fn log_normal(mean: f64, variance: f64) -> Interval {
    let log_variance = (variance / (mean * mean).max(1e-300)).ln_1p();
    let centre = mean.ln() - 0.5 * log_variance;
    let reach = normal_quantile(0.975) * log_variance.sqrt();
    ((centre - reach).exp(), (centre + reach).exp())
}
