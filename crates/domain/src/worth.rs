//! The figures people see, as one document: what `report --json` prints, what the pages draw and
//! what a refit keeps. Money is in major units of [`Report::currency`]; shares are 0 to 1; times
//! are in [`Report::unit`] unless a name says days. Names are stable.

mod holdout;
mod kept;
mod standing;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::money::Currency;
use crate::time::Day;

pub use holdout::{Bin, Holdout, HoldoutModel, Week};
pub use kept::{Decile, Foretold, Kept, Outcome, Ruling};
pub use standing::{Care, CareLine, Standing};

/// The unit of time the models' parameters are in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Days.
    Day,
    /// Weeks of seven days, as in the papers.
    #[default]
    Week,
}

impl Unit {
    /// Days in one.
    #[must_use]
    pub fn days(self) -> f64 {
        match self {
            Self::Day => 1.0,
            Self::Week => 7.0,
        }
    }
}

/// An estimate and the interval around it (95 %).
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// The point estimate.
    pub value: f64,
    /// 2.5 % of the distribution lies below.
    pub low: f64,
    /// 2.5 % lies above.
    pub high: f64,
}

impl Estimate {
    /// The same of a rising function of what is estimated.
    #[must_use]
    pub fn map(self, of: impl Fn(f64) -> f64) -> Self {
        Self { value: of(self.value), low: of(self.low), high: of(self.high) }
    }
}

/// The whole answer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Report {
    /// Version of this document's shape.
    pub version: u32,
    /// What was read and how it was understood; one a file, empty when the store answered.
    pub taken: Vec<Taken>,
    /// The last day observed.
    pub as_of: Day,
    /// Unit of the models' parameters.
    pub unit: Unit,
    /// How far the forecast looks, in days (52 weeks are 364).
    pub horizon_days: u32,
    /// Discount rate a year.
    pub discount: f64,
    /// Share of revenue that is margin; 1 where unknown, and then value is revenue, not profit.
    pub margin: f64,
    /// The currency all money here is in.
    pub currency: Currency,
    /// Orders counted.
    pub orders: Orders,
    /// Customers counted.
    pub customers: Customers,
    /// Rows set aside, by [`crate::Reason::code`].
    pub refused: BTreeMap<String, u64>,
    /// Return rate and revenue by month.
    pub return_rate: ReturnRate,
    /// Customers by the month of their first purchase, and how many came back.
    pub cohorts: Vec<Cohort>,
    /// Every model fitted.
    pub models: Models,
    /// Which model scores, and why.
    pub chosen: Chosen,
    /// The forecast tested on a part of history it had not seen; absent where history is too short.
    pub holdout: Option<Holdout>,
    /// What is expected over the horizon.
    pub forecast: Forecast,
    /// How customer value is spread; absent where it can't be said.
    pub value: Option<Value>,
    /// Who is overdue.
    pub care: Care,
    /// What a reader must know before trusting a figure above, in sentences.
    pub notes: Vec<String>,
}

/// How one file was understood.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Taken {
    /// The file, as named.
    pub file: String,
    /// `csv`, `parquet` or `json_lines`, with `.gz` where it was compressed.
    pub format: String,
    /// The preset recognised, if one was.
    pub preset: Option<String>,
    /// Text encoding.
    pub encoding: Option<String>,
    /// `,`, `;`, `tab`, `|` or `blanks`.
    pub delimiter: Option<String>,
    /// Whether there was a header row.
    pub header: Option<bool>,
    /// `.` or `,`.
    pub decimal: Option<String>,
    /// The date format, as `YYYY-MM-DD HH:MM`.
    pub date_format: Option<String>,
    /// Role (`customer`, `date`, `amount`, ...) to column.
    pub columns: BTreeMap<String, String>,
    /// Rows read, those set aside included.
    pub rows: u64,
    /// What was assumed where the file leaves a choice, in sentences.
    #[serde(default)]
    pub notes: Vec<String>,
}

/// Orders counted.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Orders {
    /// Rows that counted.
    pub rows: u64,
    /// Orders: distinct order ids, or rows where the source has none.
    pub total: u64,
    /// Distinct days of purchase, summed over customers.
    pub purchase_days: u64,
    /// Refund rows netted.
    pub refunds: u64,
    /// Revenue after refunds.
    pub revenue: f64,
    /// Revenue from people who had bought before.
    pub repeat_revenue: f64,
    /// First day of any order.
    pub first_day: Day,
    /// Last day of any order.
    pub last_day: Day,
}

/// Customers counted.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Customers {
    /// All of them.
    pub total: u64,
    /// With a second purchase day.
    pub repeat: u64,
    /// `repeat / total`.
    pub repeat_share: f64,
    /// Median gap in days between purchase days of repeat customers.
    pub median_gap_days: Option<f64>,
    /// Expected number alive at the as-of day.
    pub alive: Option<Estimate>,
}

/// Return rate by month.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ReturnRate {
    /// Days within which a buyer must buy again to have returned.
    pub window_days: u32,
    /// Over all mature months together.
    pub overall: Option<f64>,
    /// The last mature month's.
    pub latest: Option<f64>,
    /// Month by month.
    pub months: Vec<Month>,
}

/// One calendar month.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Month {
    /// `2026-09`.
    pub month: String,
    /// People who bought in it.
    pub buyers: u64,
    /// Of them, those who bought again within the window after their first purchase day in it.
    pub returned: u64,
    /// `returned / buyers`; absent where nobody bought.
    pub rate: Option<f64>,
    /// Whether the whole window has passed for every buyer; immature months are no trend.
    pub mature: bool,
    /// People who bought for the first time.
    pub first_time: u64,
    /// Revenue.
    pub revenue: f64,
    /// Revenue from people who had bought before.
    pub repeat_revenue: f64,
}

/// People who first bought in one month.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Cohort {
    /// `2026-09`.
    pub month: String,
    /// How many.
    pub customers: u64,
    /// How many of them bought in the month k months later; index 0 is the month itself.
    pub active: Vec<u64>,
    /// Their revenue in that month.
    pub revenue: Vec<f64>,
}

/// Every model fitted; absent where the data can't carry it, with the reason in `refusals`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Models {
    /// Pareto/NBD (Schmittlein, Morrison, Colombo 1987).
    pub pareto_nbd: Option<ModelFit>,
    /// BG/NBD (Fader, Hardie, Lee 2005).
    pub bg_nbd: Option<ModelFit>,
    /// MBG/NBD (Batislam, Denizel, Filiztekin 2007).
    pub mbg_nbd: Option<ModelFit>,
    /// Gamma-Gamma model of spend (Fader, Hardie 2013).
    pub gamma_gamma: Option<ModelFit>,
    /// Model name to the sentence that says why it was not fitted.
    pub refusals: BTreeMap<String, String>,
}

/// One fit.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ModelFit {
    /// `map` or `mle`.
    pub fit: String,
    /// Under the papers' letters: `r`, `alpha`, `s`, `beta`, `a`, `b`, `p`, `q`, `v`.
    pub params: BTreeMap<String, f64>,
    /// By the same letters; absent where the information matrix is singular.
    pub standard_errors: BTreeMap<String, f64>,
    /// Log-likelihood at the parameters, without the prior, in the report's unit.
    pub log_likelihood: f64,
    /// Largest absolute gradient in log parameters, by customer.
    pub gradient_max: f64,
    /// Customers it was fitted on.
    pub customers: u64,
    /// Trouble in words; empty where there is none.
    pub diagnosis: Vec<String>,
}

/// Which model scores, and why.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Chosen {
    /// `pareto_nbd`, `mbg_nbd`, `bg_nbd`; empty where none could be fitted.
    pub model: String,
    /// The model P(alive) comes from; never `bg_nbd`.
    pub alive_model: String,
    /// Why, in a sentence.
    pub reason: String,
}

/// What is expected over the horizon from the customers there are.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Forecast {
    /// Purchase days.
    pub purchase_days: Option<Estimate>,
    /// Revenue (or profit where margin is below 1), undiscounted.
    pub value: Option<Estimate>,
    /// Expected purchase days of each week to come.
    pub weeks: Vec<f64>,
}

/// How customer value is spread. Value is discounted over the horizon.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Value {
    /// Sum over customers.
    pub total: f64,
    /// Mean a customer.
    pub mean: f64,
    /// Median.
    pub median: f64,
    /// Share of the total held by the best tenth of customers.
    pub top_tenth_share: f64,
    /// Gini coefficient of customer value.
    pub gini: f64,
    /// The Lorenz curve: at `i/20` of customers from the poorest, their share of the total.
    pub lorenz: Vec<f64>,
    /// How many customers have a value in `[from, to)`; the last bin is open.
    pub histogram: Vec<ValueBin>,
}

/// One bar of the distribution of value.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ValueBin {
    /// Lower edge.
    pub from: f64,
    /// Upper edge; absent in the last, open bin.
    pub to: Option<f64>,
    /// Customers.
    pub customers: u64,
    /// Their value together.
    pub value: f64,
}
