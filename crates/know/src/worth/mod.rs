//! Worth: from histories to one [`Report`] and a [`Standing`] for every customer.

mod accuracy;
mod ahead;
mod care;
mod choice;
mod fits;
mod forecast;
mod holdout;
mod returning;
mod scorer;
mod split;
mod tracking;
mod value;

use analytics::{Histories, Summaries, Totals};
use domain::Day;
use domain::worth::{Chosen, Customers, Forecast, Orders, Report, Standing, Unit};

pub(crate) use accuracy::tenths;
use fits::Columns;
pub use scorer::Scorer;

use crate::Error;

/// What is asked of a study.
#[derive(Clone, Debug)]
pub struct Options {
    /// The last day observed; the latest purchase day where `None`.
    pub as_of: Option<Day>,
    /// Where to cut history for the test of the forecast; the last third where `None`.
    pub calibration_end: Option<Day>,
    /// How far to look ahead, in days, from 1.
    pub horizon_days: u32,
    /// Discount rate a year, from 0.
    pub discount: f64,
    /// Unit of the parameters.
    pub unit: Unit,
    /// The model that scores; chosen by holdout where `None`.
    pub model: Option<models::Kind>,
    /// How to estimate.
    pub method: models::Method,
    /// Share of revenue that is margin, above 0 up to 1.
    pub margin: f64,
    /// Days within which a buyer must buy again to have returned.
    pub return_window_days: u32,
    /// Seed of the randomised check of predictive intervals.
    pub seed: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            as_of: None,
            calibration_end: None,
            horizon_days: 364,
            discount: 0.10,
            unit: Unit::Week,
            model: None,
            method: models::Method::Map,
            margin: 1.0,
            return_window_days: 90,
            seed: 1,
        }
    }
}

/// The answer to a study.
pub struct Study {
    /// The figures people see; what was read and refused is the reader's to add.
    pub report: Report,
    /// One a customer, in the order of the histories.
    pub standings: Vec<Standing>,
    /// What scores a customer again when an order comes, until the next study.
    pub scorer: Scorer,
}

/// Studies the histories. `phase` is told what comes next, for whoever waits.
///
/// # Errors
/// [`Error::NoOrders`] where there is nothing to study, [`Error::Options`] where a day asked for
/// lies outside the histories, [`Error::Analytics`] where the disk fails.
pub fn study(histories: &Histories, options: &Options, phase: &dyn Fn(&str)) -> Result<Study, Error> {
    let totals = histories.totals();
    let (Some(first_day), Some(last_day)) = (totals.first_day, totals.last_day) else {
        return Err(Error::NoOrders);
    };
    let as_of = options.as_of.or(totals.last_row_day).unwrap_or(last_day).max(first_day);
    let calibration_end = checked_split(options.calibration_end, first_day, as_of)?;
    phase("summarise");
    let summaries = histories.summarise(as_of, calibration_end)?.sorted();
    let columns = Columns::of(&summaries, as_of, totals.currency);
    phase("fit");
    let fitted = fits::fit(&columns, options)?;
    phase("test");
    let tested = holdout::test(histories, &summaries, &fitted, (as_of, calibration_end), options)?;
    let scorer = Scorer::choose(fitted, tested.as_ref(), options, as_of, totals.currency);
    phase("score");
    let scores = scorer.scores(&columns)?;
    let standings = scorer.standings(&summaries, &columns, scores.as_ref());
    phase("sum up");
    let report = Report {
        holdout: tested.map(|tested| tested.holdout),
        forecast: scores
            .as_ref()
            .map(|scores| forecast::ahead(&scorer, scores, &columns))
            .unwrap_or_default(),
        customers: customers(&summaries, scores.as_ref(), histories.median_gap_days(as_of)?),
        ..report(histories, &standings, &scorer, options)?
    };
    Ok(Study { report, standings, scorer })
}

fn checked_split(asked: Option<Day>, first_day: Day, as_of: Day) -> Result<Option<Day>, Error> {
    match asked {
        Some(end) if end < first_day || end >= as_of => Err(Error::Options(format!(
            "--calibration-end {end} leaves nothing to test on: the orders run from {first_day} to {as_of}, so \
             choose a day between."
        ))),
        Some(end) => Ok(Some(end)),
        None => Ok(split::calibration_end(first_day, as_of)),
    }
}

/// All that follows from the histories and the standings alone.
fn report(
    histories: &Histories,
    standings: &[Standing],
    scorer: &Scorer,
    options: &Options,
) -> Result<Report, Error> {
    let totals = histories.totals();
    let per_major = totals.currency.minor_per_major() as f64;
    let as_of = scorer.as_of;
    Ok(Report {
        version: 1,
        taken: Vec::new(),
        as_of,
        unit: options.unit,
        horizon_days: options.horizon_days,
        discount: options.discount,
        margin: options.margin,
        currency: totals.currency,
        orders: orders(totals, per_major),
        customers: Customers::default(),
        refused: set_aside(totals),
        return_rate: returning::return_rate(
            &histories.months(as_of, options.return_window_days)?,
            options.return_window_days,
            per_major,
        ),
        cohorts: returning::cohorts(histories.cohorts(as_of)?, per_major),
        models: scorer.fitted.shown(),
        chosen: scorer.chosen.as_ref().map_or_else(Chosen::default, choice::Choice::shown),
        holdout: None,
        forecast: Forecast::default(),
        value: value::spread(
            standings.iter().filter_map(|one| one.expected_value.map(|value| value.value)).collect(),
        ),
        care: care::overdue(standings, as_of),
        notes: scorer.notes(totals),
    })
}

fn orders(totals: &Totals, per_major: f64) -> Orders {
    Orders {
        rows: totals.rows,
        total: totals.orders,
        purchase_days: totals.purchase_days,
        refunds: totals.refunds,
        revenue: totals.revenue_minor as f64 / per_major,
        repeat_revenue: totals.repeat_revenue_minor as f64 / per_major,
        first_day: totals.first_day.unwrap_or_default(),
        last_day: totals.last_day.unwrap_or_default(),
    }
}

fn customers(
    summaries: &Summaries,
    scores: Option<&scorer::Scores>,
    median_gap_days: Option<f64>,
) -> Customers {
    let total = summaries.len() as u64;
    let repeat = summaries.frequency.iter().filter(|&&x| x > 0).count() as u64;
    Customers {
        total,
        repeat,
        repeat_share: repeat as f64 / total.max(1) as f64,
        median_gap_days,
        alive: scores.map(forecast::alive),
    }
}

/// Rows that reached the grouping and still can't count.
fn set_aside(totals: &Totals) -> std::collections::BTreeMap<String, u64> {
    let others: u64 = totals.other_currencies.values().sum();
    [
        (domain::Reason::OtherCurrency, others),
        (domain::Reason::RefundWithoutPurchase, totals.refunds_without_purchase),
        (domain::Reason::NoCustomer, totals.rows_without_customer),
    ]
    .into_iter()
    .filter(|(_, rows)| *rows > 0)
    .map(|(reason, rows)| (reason.code().to_owned(), rows))
    .collect()
}
