//! Scoring customers with what was fitted: once for all at a refit, and again for each whose orders
//! changed since.

use std::collections::BTreeMap;

use analytics::{Summaries, Totals};
use domain::worth::{Estimate, Standing};
use domain::{Currency, Day};
use models::{Fit, GammaGamma, Grouped, Horizon, MeanSpend, Model, Outlook, Score};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::Options;
use super::choice::{self, Choice};
use super::fits::{Columns, Fitted};
use super::holdout::Tested;
use crate::Error;

const LEVEL: f64 = 0.95;
/// The part of the next gap beyond which silence is overdue.
const OVERDUE: f64 = 0.9;

/// The fits, which of them scores, and how worth is counted. Saved with its run.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Scorer {
    pub(super) fitted: Fitted,
    pub(super) chosen: Option<Choice>,
    pub(super) as_of: Day,
    currency: Currency,
    unit: domain::worth::Unit,
    horizon_days: u32,
    discount: f64,
    margin: f64,
}

/// What the models say of every group, and where each customer's group is.
pub(super) struct Scores {
    pub data: Grouped,
    pub outlooks: Vec<Outlook>,
    pub alive: Vec<f64>,
    scores: Vec<Score>,
    orders: Vec<(Estimate, Estimate)>,
}

impl Scorer {
    pub(super) fn choose(
        fitted: Fitted,
        tested: Option<&Tested>,
        options: &Options,
        as_of: Day,
        currency: Currency,
    ) -> Self {
        let chosen = choice::choose(&fitted, tested, options.model);
        Self {
            fitted,
            chosen,
            as_of,
            currency,
            unit: options.unit,
            horizon_days: options.horizon_days,
            discount: options.discount,
            margin: options.margin,
        }
    }

    /// The currency its values are in.
    #[must_use]
    pub fn currency(&self) -> Currency {
        self.currency
    }

    /// The last day it was fitted on.
    #[must_use]
    pub fn as_of(&self) -> Day {
        self.as_of
    }

    pub(super) fn unit(&self) -> domain::worth::Unit {
        self.unit
    }

    /// The fit that tells who is still a customer, and the days in a unit of its parameters.
    #[must_use]
    pub fn alive(&self) -> Option<(&Model, f64)> {
        let fit = self.fitted.purchases.get(&self.chosen.as_ref()?.alive)?;
        Some((&fit.model, self.unit.days()))
    }

    /// Covariances of the log parameters, by model.
    #[must_use]
    pub fn covariances(&self) -> BTreeMap<&'static str, &Vec<Vec<f64>>> {
        let purchases = self.fitted.purchases.iter();
        let purchases = purchases.filter_map(|(kind, fit)| Some((kind.name(), fit.covariance.as_ref()?)));
        let spend = self.spend().and_then(|fit| Some(("gamma_gamma", fit.covariance.as_ref()?)));
        purchases.chain(spend).collect()
    }

    /// The fit that tells what to expect.
    pub(super) fn scoring(&self) -> Option<&Fit<Model>> {
        self.fitted.purchases.get(&self.chosen.as_ref()?.model)
    }

    pub(super) fn spend(&self) -> Option<&Fit<GammaGamma>> {
        self.fitted.spend.as_ref()
    }

    pub(super) fn margin(&self) -> f64 {
        self.margin
    }

    pub(super) fn horizon_days(&self) -> u32 {
        self.horizon_days
    }

    pub(super) fn horizon(&self, data: &Grouped) -> Horizon {
        Horizon::of_days(self.horizon_days, self.discount, data)
    }

    /// A standing for every customer, in the order of the summaries.
    ///
    /// # Errors
    /// Where the histories can't be grouped, which no source of ours makes.
    pub fn score(&self, summaries: &Summaries, as_of: Day) -> Result<Vec<Standing>, Error> {
        if summaries.is_empty() {
            return Ok(Vec::new());
        }
        let columns = Columns::of(summaries, as_of, self.currency);
        let scores = self.scores(&columns)?;
        Ok(self.standings(summaries, &columns, scores.as_ref()))
    }

    pub(super) fn standings(
        &self,
        summaries: &Summaries,
        columns: &Columns,
        scores: Option<&Scores>,
    ) -> Vec<Standing> {
        let standing = |customer: usize| {
            let mut standing = counted(summaries, columns, customer, self.currency);
            if let Some(scores) = scores {
                self.believe(&mut standing, scores, columns.mean[customer], customer);
            }
            standing
        };
        (0..summaries.len()).into_par_iter().with_min_len(1024).map(standing).collect()
    }

    /// What the models say of every group; `None` where none was fitted.
    pub(super) fn scores(&self, columns: &Columns) -> Result<Option<Scores>, Error> {
        let (Some(fit), Some((alive, _))) = (self.scoring(), self.alive()) else { return Ok(None) };
        let data = columns.grouped(self.unit)?;
        let horizon = self.horizon(&data);
        let outlooks = models::outlooks(fit, &data, &horizon);
        let orders = outlooks
            .par_iter()
            .map(|outlook| {
                let value = outlook.expected();
                (
                    estimate(value, outlook.expected_interval(LEVEL)),
                    estimate(value, outlook.predicted_interval(LEVEL)),
                )
            })
            .collect();
        let scores = models::score(&fit.model, &data, &horizon);
        let alive = if alive == &fit.model {
            scores.iter().map(|score| score.p_alive).collect()
        } else {
            models::p_alive(alive, &data)
        };
        Ok(Some(Scores { outlooks, scores, alive, orders, data }))
    }

    fn believe(&self, standing: &mut Standing, scores: &Scores, mean: f64, customer: usize) {
        let group = scores.data.group_of()[customer] as usize;
        let (expected, predicted) = scores.orders[group];
        standing.p_alive = Some(scores.alive[group]);
        standing.expected_orders = Some(expected);
        standing.predicted_orders = Some(predicted);
        self.rhythm(standing);
        let Some(spend) = &self.fitted.spend else { return };
        let spend = spend.model.mean_spend(f64::from(standing.frequency), mean);
        if spend.mean().is_finite() {
            self.value(standing, &scores.outlooks[group], &scores.scores[group], &spend);
        }
    }

    /// The median of the next gap, and the silence beyond its 90th percentile; nothing of one-time
    /// buyers, whose one purchase tells no rhythm.
    fn rhythm(&self, standing: &mut Standing) {
        let Some((model, days)) = self.alive().filter(|_| standing.frequency > 0) else { return };
        let (x, recency) = (f64::from(standing.frequency), f64::from(standing.recency_days) / days);
        let gap = |level| models::gap_quantile(model, x, recency, level) * days;
        let silence = f64::from(standing.age_days - standing.recency_days);
        let overdue_after = gap(OVERDUE);
        standing.rhythm_days = Some(gap(0.5));
        standing.overdue_after_days = Some(overdue_after);
        standing.overdue_days = Some((silence - overdue_after).max(0.0));
    }

    fn value(&self, standing: &mut Standing, outlook: &Outlook, score: &Score, spend: &MeanSpend) {
        let discounting = if score.if_alive > 0.0 { score.discounted_if_alive / score.if_alive } else { 1.0 };
        let scaled = |(low, high): (f64, f64), by: f64| (low * by, high * by);
        let now = score.discounted() * spend.mean() * self.margin;
        let if_alive = score.discounted_if_alive * spend.mean() * self.margin;
        standing.expected_value =
            Some(estimate(now, scaled(outlook.value_interval(spend, LEVEL), discounting * self.margin)));
        standing.predicted_value = Some(estimate(
            outlook.value(spend) * self.margin,
            scaled(outlook.predicted_value_interval(spend, LEVEL), self.margin),
        ));
        standing.value_if_alive = Some(if_alive);
        standing.value_at_stake = Some(if_alive - now);
    }

    /// What a reader must know that no single figure says.
    pub(super) fn notes(&self, totals: &Totals) -> Vec<String> {
        let mut notes = Vec::new();
        if self.fitted.without_spend > 0 {
            notes.push(format!(
                "{} repeat customers were left out of the model of spend: their repeat purchases came to nothing.",
                self.fitted.without_spend
            ));
        }
        for (currency, rows) in &totals.other_currencies {
            notes.push(format!(
                "{rows} rows in {currency} were set aside: {} is analysed, and no rate was given (--rates).",
                totals.currency
            ));
        }
        if self.chosen.is_none() {
            notes.push("No model could be fitted, so nothing is said of who is still a customer.".to_owned());
        }
        notes
    }
}

fn estimate(value: f64, (low, high): (f64, f64)) -> Estimate {
    Estimate { value, low, high }
}

fn counted(summaries: &Summaries, columns: &Columns, customer: usize, currency: Currency) -> Standing {
    Standing {
        customer: summaries.customer.get(customer).to_owned(),
        frequency: columns.x[customer],
        recency_days: columns.recency[customer],
        age_days: columns.age[customer],
        first_day: Day(summaries.first_day[customer]),
        last_day: Day(summaries.last_day[customer]),
        orders: summaries.orders[customer],
        spend: summaries.spend[customer] as f64 / currency.minor_per_major() as f64,
        ..Standing::default()
    }
}
