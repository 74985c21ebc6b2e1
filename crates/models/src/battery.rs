//! Batteries that judge the models on firms of their own worlds, for tests (a few firms) and benchmarks (all).
//! Seeds are fixed: firm i has seed i.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use rayon::prelude::*;

use crate::diagnosis::Diagnosis;
use crate::fit::{Fit, FitOptions, Method, fit, fit_spend};
use crate::gamma_gamma::{GammaGamma, Spend};
use crate::model::{Kind, Model};
use crate::outlook::{Interval, Outlook, outlooks, total_purchases};
use crate::refusal::Refusal;
use crate::score::{Horizon, Score, score};
use crate::simulate::{Customer, World, grouped};

const LEVEL: f64 = 0.95;
const HORIZON: Horizon = Horizon { length: 39.0, discount: 0.0 };

/// A firm like CDNOW's in the world of a model: customers 27 to 39 weeks old, watched 39 weeks more.
#[must_use]
pub fn cdnow_like(kind: Kind, customers: usize) -> World {
    let parameters = match kind {
        Kind::ParetoNbd => [0.5533, 10.578, 0.6062, 11.669],
        Kind::BgNbd => [0.2426, 4.4136, 0.7929, 2.4259],
        Kind::MbgNbd => [0.5248, 6.1831, 0.8914, 1.6140],
    };
    World {
        model: kind.with(parameters),
        spend: GammaGamma { p: 6.25, q: 3.74, v: 15.44 },
        customers,
        ages: (27.0, 39.0),
        horizon: HORIZON.length,
    }
}

/// How many of how many were inside their 95 % interval.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Inside.
    pub inside: u64,
    /// Of these.
    pub of: u64,
}

impl Share {
    /// `inside / of`.
    #[must_use]
    pub fn rate(&self) -> f64 {
        self.inside as f64 / self.of as f64
    }

    fn count(&mut self, inside: bool) {
        self.inside += u64::from(inside);
        self.of += 1;
    }

    fn add(self, other: Self) -> Self {
        Self { inside: self.inside + other.inside, of: self.of + other.of }
    }
}

/// Coverage pooled over the customers of many firms; nominal 0.95.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Credible intervals of expected purchases, against the customer's own (0 for who has left).
    pub expected_orders: Share,
    /// The same, of the customers still alive only.
    pub expected_orders_alive: Share,
    /// Credible intervals of expected value.
    pub expected_value: Share,
    /// Randomised probability integral transform of the purchases counted, in its central 95 %.
    pub predicted_orders: Share,
    /// The same of the value counted.
    pub predicted_value: Share,
    /// Credible intervals of the firm's total, against the sum of its customers' own expectations.
    pub expected_total: Share,
    /// Predictive intervals of the firm's total.
    pub predicted_total: Share,
    /// Intervals of the parameters, `exp(ln estimate +- 1.96 se)`.
    pub parameters: Share,
}

impl Coverage {
    fn add(self, o: Self) -> Self {
        Self {
            expected_orders: self.expected_orders.add(o.expected_orders),
            expected_orders_alive: self.expected_orders_alive.add(o.expected_orders_alive),
            expected_value: self.expected_value.add(o.expected_value),
            predicted_orders: self.predicted_orders.add(o.predicted_orders),
            predicted_value: self.predicted_value.add(o.predicted_value),
            expected_total: self.expected_total.add(o.expected_total),
            predicted_total: self.predicted_total.add(o.predicted_total),
            parameters: self.parameters.add(o.parameters),
        }
    }
}

/// Fits `firms` firms like CDNOW's of `customers` each, drawn from the model's own world, and counts how often intervals
/// hold.
///
/// # Errors
/// The [`Refusal`] of a firm that could not be fitted.
pub fn coverage(kind: Kind, firms: u64, customers: usize) -> Result<Coverage, Refusal> {
    coverage_in(&cdnow_like(kind, customers), firms)
}

/// As [`coverage`], in any world.
///
/// # Errors
/// The [`Refusal`] of a firm that could not be fitted.
pub fn coverage_in(world: &World, firms: u64) -> Result<Coverage, Refusal> {
    let parts: Result<Vec<Coverage>, Refusal> =
        (0..firms).into_par_iter().map(|firm| coverage_of(world, firm)).collect();
    Ok(parts?.into_iter().fold(Coverage::default(), Coverage::add))
}

fn coverage_of(world: &World, firm: u64) -> Result<Coverage, Refusal> {
    let customers = world.firm(firm);
    let data = grouped(&customers)?;
    let purchases = fit(world.model.kind(), &data, &FitOptions::default())?;
    let x: Vec<u32> = customers.iter().map(|c| c.x).collect();
    let means: Vec<f64> = customers.iter().map(|c| c.mean).collect();
    let spend = fit_spend(&Spend::new(&x, &means)?, &FitOptions::default())?;
    let horizon = Horizon { length: world.horizon, discount: 0.0 };
    let by_group = outlooks(&purchases, &data, &horizon);
    // A stream of its own, apart from the firm's.
    let mut rng = ChaCha8Rng::seed_from_u64(firm ^ 0x9e37_79b9_7f4a_7c15);
    let mut coverage = Coverage::default();
    for (customer, outlook) in customers.iter().zip(data.spread(&by_group)) {
        coverage.count(customer, &outlook, &spend.model, rng.random());
    }
    let total = total_purchases(&purchases, &data, &horizon, &by_group);
    coverage.expected_total.count(within(customers.iter().map(|c| c.expected).sum(), total.credible));
    coverage
        .predicted_total
        .count(within(customers.iter().map(|c| f64::from(c.count)).sum(), total.predicted));
    if let Some(covariance) = &purchases.covariance {
        let pairs = purchases.model.parameters().into_iter().zip(world.model.parameters());
        for (i, (estimate, truth)) in pairs.enumerate() {
            coverage.parameters.count((estimate / truth).ln().abs() <= 1.96 * covariance[i][i].sqrt());
        }
    }
    Ok(coverage)
}

impl Coverage {
    fn count(&mut self, customer: &Customer, outlook: &Outlook, spend: &GammaGamma, chance: f64) {
        let inside = within(customer.expected, outlook.expected_interval(LEVEL));
        self.expected_orders.count(inside);
        if customer.expected > 0.0 {
            self.expected_orders_alive.count(inside);
        }
        let spend = spend.mean_spend(f64::from(customer.x), customer.mean);
        let value = customer.expected * customer.mean_spend;
        self.expected_value.count(within(value, outlook.value_interval(&spend, LEVEL)));
        let below = |k: Option<u32>| k.map_or(0.0, |k| outlook.predicted_cdf(u64::from(k)));
        self.predicted_orders.count(central(
            below(customer.count.checked_sub(1)),
            below(Some(customer.count)),
            chance,
        ));
        let at = outlook.predicted_value_cdf(&spend, customer.value);
        self.predicted_value.count(central(if customer.value > 0.0 { at } else { 0.0 }, at, chance));
    }
}

fn within(value: f64, (low, high): Interval) -> bool {
    low <= value && value <= high
}

/// Whether a uniform draw between the two distribution values falls into the central 95 %.
fn central(below: f64, up_to: f64, chance: f64) -> bool {
    let transform = below + chance * (up_to - below);
    (0.5 * (1.0 - LEVEL)..=0.5 * (1.0 + LEVEL)).contains(&transform)
}

/// How a method did on small firms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SmallFirms {
    /// Firms not fitted, not converged, run away or without a finite forecast.
    pub failures: u64,
    /// Median absolute relative error of the 39-week total forecast against the forecast with the
    /// true parameters; firms without a forecast count as infinitely wrong.
    pub median_error: f64,
}

/// Fits `firms` firms of `customers` BG/NBD buyers with `kind` by `method`.
#[must_use]
pub fn small_firms(kind: Kind, method: Method, firms: u64, customers: usize) -> SmallFirms {
    let world = cdnow_like(Kind::BgNbd, customers);
    let mut outcomes: Vec<(bool, f64)> =
        (0..firms).into_par_iter().map(|firm| small_firm(&world, kind, method, firm)).collect();
    outcomes.sort_by(|a, b| a.1.total_cmp(&b.1));
    let failures = outcomes.iter().filter(|o| o.0).count() as u64;
    let middle = outcomes.len() / 2;
    let median_error = match outcomes.len() {
        0 => f64::NAN,
        n if n % 2 == 1 => outcomes[middle].1,
        _ => 0.5 * (outcomes[middle - 1].1 + outcomes[middle].1),
    };
    SmallFirms { failures, median_error }
}

fn small_firm(world: &World, kind: Kind, method: Method, firm: u64) -> (bool, f64) {
    let fitted = grouped(&world.firm(firm))
        .and_then(|data| fit(kind, &data, &FitOptions { method, start: None }).map(|fit| (data, fit)));
    let Ok((data, fit)) = fitted else { return (true, f64::INFINITY) };
    let forecast = |model: &Model| {
        data.total(&score(model, &data, &HORIZON).iter().map(Score::expected).collect::<Vec<f64>>())
    };
    let error = (forecast(&fit.model) / forecast(&world.model) - 1.0).abs();
    (failed(&fit) || !error.is_finite(), if error.is_finite() { error } else { f64::INFINITY })
}

fn failed(fit: &Fit<Model>) -> bool {
    fit.diagnosis.iter().any(|d| matches!(d, Diagnosis::NotConverged { .. } | Diagnosis::RunsAway { .. }))
}
