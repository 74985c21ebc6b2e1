//! Scoring every group of customers with a fitted model.

use rayon::prelude::*;

use crate::grouped::Grouped;
use crate::model::{Model, PurchaseModel};

/// Mean length of a year in days.
const DAYS_A_YEAR: f64 = 365.25;

/// How far ahead to look, in the unit of the data, and how to discount.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Horizon {
    /// Length.
    pub length: f64,
    /// Continuous discount rate by unit of time; 0 for none.
    pub discount: f64,
}

impl Horizon {
    /// A horizon of whole days and a discount rate a year (0.1 for 10 %), in the unit of `data`.
    #[must_use]
    pub fn of_days(days: u32, discount_a_year: f64, data: &Grouped) -> Self {
        let unit = data.days_per_unit();
        Self { length: f64::from(days) / unit, discount: discount_a_year.ln_1p() / DAYS_A_YEAR * unit }
    }
}

/// What a model says of the customers of one group.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Score {
    /// Probability of being alive at T. From BG/NBD it is 1 for every one-time buyer: show people MBG/NBD's.
    pub p_alive: f64,
    /// Expected purchases over the horizon, were they certainly alive.
    pub if_alive: f64,
    /// The same, discounted.
    pub discounted_if_alive: f64,
}

impl Score {
    /// Expected purchases over the horizon.
    #[must_use]
    pub fn expected(&self) -> f64 {
        self.p_alive * self.if_alive
    }

    /// Expected discounted purchases over the horizon.
    #[must_use]
    pub fn discounted(&self) -> f64 {
        self.p_alive * self.discounted_if_alive
    }
}

/// Scores every group.
#[must_use]
pub fn score(model: &Model, data: &Grouped, horizon: &Horizon) -> Vec<Score> {
    let model = model.purchases();
    by_cell(
        data,
        |x, age| score_cell(model, x, age, horizon),
        |score, x, t_x, age| Score { p_alive: model.p_alive(x, t_x, age), ..*score },
    )
}

fn score_cell(model: &dyn PurchaseModel, x: f64, age: f64, horizon: &Horizon) -> Score {
    let if_alive = model.expected_if_alive(x, age, horizon.length);
    let discounted_if_alive = if horizon.discount == 0.0 {
        if_alive
    } else {
        model.discounted_if_alive(x, age, horizon.length, horizon.discount)
    };
    Score { p_alive: 0.0, if_alive, discounted_if_alive }
}

/// Computes what depends on x and T alone once for each such pair, and the rest for each group.
pub(crate) fn by_cell<C, V: Send>(
    data: &Grouped,
    cell: impl Fn(f64, f64) -> C + Sync,
    group: impl Fn(&C, f64, f64, f64) -> V + Sync,
) -> Vec<V> {
    data.cells()
        .into_par_iter()
        .flat_map_iter(|groups| {
            let (x, _, age) = data.statistics(groups.start);
            let shared = cell(x, age);
            let group = &group;
            groups.map(move |g| group(&shared, x, data.statistics(g).1, age))
        })
        .collect()
}

/// P(alive) of every group.
#[must_use]
pub fn p_alive(model: &Model, data: &Grouped) -> Vec<f64> {
    let model = model.purchases();
    each_group(data, |x, t_x, age| model.p_alive(x, t_x, age))
}

/// Log-likelihood of one customer of every group. The log density of what a holdout brought, given what had
/// come before, is the difference of these on the longer and the shorter history.
#[must_use]
pub fn log_likelihoods(model: &Model, data: &Grouped) -> Vec<f64> {
    let model = model.purchases();
    each_group(data, |x, t_x, age| model.log_likelihood(x, t_x, age))
}

fn each_group(data: &Grouped, f: impl Fn(f64, f64, f64) -> f64 + Sync) -> Vec<f64> {
    (0..data.len())
        .into_par_iter()
        .with_min_len(1024)
        .map(|g| {
            let (x, t_x, age) = data.statistics(g);
            f(x, t_x, age)
        })
        .collect()
}

/// Quantile of the next gap between purchases of a customer still alive, Lomax with shape r + x and scale alpha + t_x,
/// in the unit of the data; `0 <= level < 1`. The median is the customer's *rhythm*; silence beyond the 90th
/// percentile is *overdue*.
#[must_use]
pub fn gap_quantile(model: &Model, x: f64, t_x: f64, level: f64) -> f64 {
    let [r, alpha, ..] = model.parameters();
    (alpha + t_x) * (-(-level).ln_1p() / (r + x)).exp_m1()
}
