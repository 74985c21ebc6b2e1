//! The forecast against what came: fit on calibration alone, forecast the rest, compare.

use std::collections::BTreeMap;

use analytics::{Calibration, Histories, Summaries};
use domain::Day;
use domain::worth::Holdout;
use models::{Fit, Grouped, Horizon, Kind, Model};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::fits::{self, Fitted};
use super::{Options, accuracy, tracking};
use crate::Error;

/// Frequencies shown apart; the last bin holds all above.
const FREQUENCIES: usize = 8;
const LEVEL: f64 = 0.95;

/// What the test gave.
pub struct Tested {
    /// As people see it.
    pub holdout: Holdout,
    /// The model that foretold best, where both candidates were fitted.
    pub verdict: Option<models::Choice>,
}

/// The customers who had bought by the end of calibration, as seen then and now.
struct Split {
    calibration: Grouped,
    whole: Grouped,
    x: Vec<u32>,
    came: Vec<u32>,
    births: BTreeMap<i32, u64>,
}

/// Tests on what came after the end of calibration, both days in `span`; `None` where there is no
/// such day or nothing to fit on.
///
/// # Errors
/// Where the disk fails.
pub fn test(
    histories: &Histories,
    summaries: &Summaries,
    fitted: &Fitted,
    span: (Day, Option<Day>),
    options: &Options,
) -> Result<Option<Tested>, Error> {
    let (as_of, Some(end)) = span else { return Ok(None) };
    let Some(calibration) = &summaries.calibration else { return Ok(None) };
    let Some(split) = split(summaries, calibration, as_of, end, options)? else { return Ok(None) };
    let trained = fits::purchases(&split.calibration, options.method, Some(fitted));
    if trained.purchases.is_empty() {
        return Ok(None);
    }
    let length = u32::try_from(as_of.0 - end.0).unwrap_or(0);
    let horizon = Horizon::of_days(length, 0.0, &split.calibration);
    let mut holdout =
        Holdout { calibration_end: end, end: as_of, customers: split.x.len() as u64, ..Holdout::default() };
    let mut densities = BTreeMap::new();
    let mut forecasts = Vec::new();
    for (&kind, fit) in &trained.purchases {
        let scores = models::score(&fit.model, &split.calibration, &horizon);
        let expected: Vec<f64> = scores.iter().map(models::Score::expected).collect();
        let forecast = split.calibration.spread(&expected);
        let density = models::holdout_log_densities(&fit.model, &split.calibration, &split.whole)?;
        let mut judged = accuracy::judge(&forecast, &split.came, density.iter().sum());
        judged.interval_coverage = Some(coverage(fit, &split, &horizon, options.seed));
        judged.fit = fits::shown(fit);
        densities.insert(kind, density);
        holdout.models.insert(kind.name().to_owned(), judged);
        forecasts.push((kind.name().to_owned(), forecast));
    }
    let first_day = histories.totals().first_day.unwrap_or(end);
    let actual = histories.weeks(end, as_of)?;
    let expectations = expectations(&trained, first_day, as_of, options);
    holdout.weeks = tracking::weeks(first_day, (end, as_of), &actual, &split.births, &expectations);
    holdout.by_frequency = by_frequency(&split, &forecasts);
    let verdict = densities
        .get(&Kind::MbgNbd)
        .zip(densities.get(&Kind::ParetoNbd))
        .map(|(mbg, pareto)| models::Choice::by_holdout(mbg, pareto));
    holdout.deciles =
        deciles(&split, &forecasts, verdict.as_ref().map_or(Kind::MbgNbd, |verdict| verdict.kind));
    Ok(Some(Tested { holdout, verdict }))
}

fn split(
    summaries: &Summaries,
    calibration: &Calibration,
    as_of: Day,
    end: Day,
    options: &Options,
) -> Result<Option<Split>, Error> {
    let born: Vec<usize> = (0..summaries.len()).filter(|&customer| calibration.born[customer]).collect();
    if born.is_empty() {
        return Ok(None);
    }
    let age = |until: i32| -> Vec<u32> {
        born.iter().map(|&customer| span(until, summaries.first_day[customer])).collect()
    };
    let recency = |last: &[i32]| -> Vec<u32> {
        born.iter().map(|&customer| span(last[customer], summaries.first_day[customer])).collect()
    };
    let pick = |column: &[u32]| -> Vec<u32> { born.iter().map(|&customer| column[customer]).collect() };
    let mut births = BTreeMap::new();
    for &customer in &born {
        *births.entry(summaries.first_day[customer]).or_insert(0) += 1;
    }
    let (x, days) = (pick(&calibration.frequency), options.unit.days());
    Ok(Some(Split {
        calibration: Grouped::new(&x, &recency(&calibration.last_day), &age(end.0), days)?,
        whole: Grouped::new(&pick(&summaries.frequency), &recency(&summaries.last_day), &age(as_of.0), days)?,
        x,
        came: pick(&calibration.holdout_frequency),
        births,
    }))
}

fn span(until: i32, first: i32) -> u32 {
    u32::try_from(until - first).unwrap_or(0)
}

/// Share of customers whose count fell within their 95 % predictive interval. A count is moved to a
/// random place within its own probability, so that the many zeros can't make it look better.
fn coverage(fit: &Fit<Model>, split: &Split, horizon: &Horizon, seed: u64) -> f64 {
    let outlooks = models::outlooks(fit, &split.calibration, horizon);
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let tail = (1.0 - LEVEL) / 2.0;
    let within = split.calibration.group_of().iter().zip(&split.came).filter(|&(&group, &came)| {
        let outlook = &outlooks[group as usize];
        let below = if came == 0 { 0.0 } else { outlook.predicted_cdf(u64::from(came) - 1) };
        let place = below + random.random::<f64>() * (outlook.predicted_cdf(u64::from(came)) - below);
        (tail..=1.0 - tail).contains(&place)
    });
    within.count() as f64 / split.came.len().max(1) as f64
}

/// E[X(t)] of each model at t = 0, 1, 2, ... days, until the last week is full.
fn expectations(trained: &Fitted, first_day: Day, as_of: Day, options: &Options) -> Vec<(String, Vec<f64>)> {
    let days = as_of.0 - first_day.0 + 7;
    let table = |fit: &Fit<Model>| {
        let model = fit.model.purchases();
        (0..=days).map(|day| model.expected_from_start(f64::from(day) / options.unit.days())).collect()
    };
    trained.purchases.iter().map(|(kind, fit)| (kind.name().to_owned(), table(fit))).collect()
}

fn by_frequency(split: &Split, forecasts: &[(String, Vec<f64>)]) -> Vec<domain::worth::Bin> {
    let names: Vec<String> =
        (0..FREQUENCIES).map(|x| if x + 1 < FREQUENCIES { x.to_string() } else { format!("{x}+") }).collect();
    accuracy::bins(&names, forecasts, &split.came, |customer| {
        (split.x[customer] as usize).min(FREQUENCIES - 1)
    })
}

/// By tenths of the forecast of one model.
fn deciles(split: &Split, forecasts: &[(String, Vec<f64>)], model: Kind) -> Vec<domain::worth::Bin> {
    let Some((_, forecast)) = forecasts.iter().find(|(name, _)| name == model.name()) else {
        return Vec::new();
    };
    let tenth = accuracy::tenths(forecast);
    let names: Vec<String> = (1..=10).map(|number| number.to_string()).collect();
    accuracy::bins(&names, forecasts, &split.came, |customer| tenth[customer])
}
