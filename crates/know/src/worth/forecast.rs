//! What is to come from the customers there are, in all.

use domain::worth::{Estimate, Forecast};
use models::{Fit, GammaGamma, Model};
use rayon::prelude::*;

use super::fits::Columns;
use super::scorer::{Scorer, Scores};

/// Step in log parameters of the central differences behind the delta method.
const STEP: f64 = 1e-3;
/// Customers summed in one go; fixed, so that sums do not depend on the number of threads.
const CHUNK: usize = 16_384;
const NORMAL_975: f64 = 1.959_963_984_540_054;

/// Purchases, value and the weeks to come.
#[must_use]
pub(super) fn ahead(scorer: &Scorer, scores: &Scores, columns: &Columns) -> Forecast {
    let Some(fit) = scorer.scoring() else { return Forecast::default() };
    let horizon = scorer.horizon(&scores.data);
    let total = models::total_purchases(fit, &scores.data, &horizon, &scores.outlooks);
    let purchase_days = Estimate { value: total.expected, low: total.credible.0, high: total.credible.1 };
    Forecast {
        purchase_days: Some(purchase_days),
        value: scorer.spend().and_then(|spend| value(spend, scores, columns, purchase_days, scorer.margin())),
        weeks: weeks(&fit.model, scores, scorer),
    }
}

/// How many are still customers: the sum of their odds, each a coin of its own.
#[must_use]
pub(super) fn alive(scores: &Scores) -> Estimate {
    let value = scores.data.total(&scores.alive);
    let uncertain: Vec<f64> = scores.alive.iter().map(|odds| odds * (1.0 - odds)).collect();
    let reach = NORMAL_975 * scores.data.total(&uncertain).sqrt();
    Estimate {
        value,
        low: (value - reach).max(0.0),
        high: (value + reach).min(scores.data.customers() as f64),
    }
}

/// Undiscounted value. Its interval is log-normal: the relative variance of the purchases and that
/// of the mean spend under the covariance of its estimates (delta method) add up.
fn value(
    spend: &Fit<GammaGamma>,
    scores: &Scores,
    columns: &Columns,
    purchases: Estimate,
    margin: f64,
) -> Option<Estimate> {
    let expected: Vec<f64> = scores.outlooks.iter().map(models::Outlook::expected).collect();
    let total = |model: &GammaGamma| -> f64 {
        let groups = scores.data.group_of();
        let worth = |customer: usize| {
            let spend = model.mean_spend(f64::from(columns.x[customer]), columns.mean[customer]);
            expected[groups[customer] as usize] * spend.mean()
        };
        let parts: Vec<f64> = (0..groups.len().div_ceil(CHUNK))
            .into_par_iter()
            .map(|chunk| (chunk * CHUNK..groups.len().min((chunk + 1) * CHUNK)).map(worth).sum())
            .collect();
        parts.iter().sum()
    };
    let value = total(&spend.model);
    if !value.is_finite() || value <= 0.0 {
        return None;
    }
    let logs = spend.model.parameters().map(f64::ln);
    let slopes: [f64; 3] = std::array::from_fn(|letter| {
        let moved = |by: f64| {
            let mut moved = logs;
            moved[letter] += by;
            let [p, q, v] = moved.map(f64::exp);
            total(&GammaGamma { p, q, v })
        };
        (moved(STEP) - moved(-STEP)) / (2.0 * STEP * value)
    });
    let of_spend: f64 = spend
        .covariance
        .iter()
        .flatten()
        .zip(&slopes)
        .map(|(row, by)| {
            row.iter().zip(&slopes).map(|(covariance, slope)| covariance * slope * by).sum::<f64>()
        })
        .sum();
    let of_purchases = ((purchases.high / purchases.low).ln() / (2.0 * NORMAL_975)).powi(2);
    let spread = (of_purchases + of_spend.max(0.0)).sqrt();
    let at = |places: f64| value * margin * (places * spread - 0.5 * spread * spread).exp();
    Some(Estimate { value: value * margin, low: at(-NORMAL_975), high: at(NORMAL_975) })
}

/// Expected purchase days of each week to come, as far as the horizon reaches.
fn weeks(model: &Model, scores: &Scores, scorer: &Scorer) -> Vec<f64> {
    let mut cells: Vec<(f64, f64, f64)> = Vec::new();
    for (group, outlook) in scores.outlooks.iter().enumerate() {
        let (x, _, age) = scores.data.statistics(group);
        let customers = f64::from(scores.data.count(group)) * outlook.p_alive;
        match cells.last_mut() {
            Some(cell) if cell.0 == x && cell.1 == age => cell.2 += customers,
            _ => cells.push((x, age, customers)),
        }
    }
    let model = model.purchases();
    let until = |week: u32| {
        let length = f64::from(week) * 7.0 / scores.data.days_per_unit();
        cells
            .iter()
            .map(|&(x, age, customers)| customers * model.expected_if_alive(x, age, length))
            .sum::<f64>()
    };
    let cumulative: Vec<f64> = (0..=scorer.horizon_days() / 7).into_par_iter().map(until).collect();
    cumulative.windows(2).map(|pair| pair[1] - pair[0]).collect()
}
