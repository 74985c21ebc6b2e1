//! The forecast held against what it had not seen.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::ModelFit;
use crate::time::Day;

/// The forecast against what came.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Holdout {
    /// The last day the models had seen.
    pub calibration_end: Day,
    /// The last day counted.
    pub end: Day,
    /// Customers who had bought by the end of calibration.
    pub customers: u64,
    /// By model name.
    pub models: BTreeMap<String, HoldoutModel>,
    /// Repeat purchase days of the whole period, week by week from the first order.
    pub weeks: Vec<Week>,
    /// By tenth of the chosen model's forecast, the lowest first.
    pub deciles: Vec<Bin>,
    /// By the number of repeat purchase days in calibration: `0` to `6`, `7+`.
    pub by_frequency: Vec<Bin>,
}

/// How one model did.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct HoldoutModel {
    /// Log of the density of what came, given what had come.
    pub log_likelihood: f64,
    /// Purchase days that came.
    pub actual: f64,
    /// Purchase days forecast.
    pub predicted: f64,
    /// Mean absolute error a customer.
    pub mae: f64,
    /// Root mean squared error a customer.
    pub rmse: f64,
    /// Pearson correlation over customers.
    pub correlation: f64,
    /// Share of customers whose count fell inside their own 95 % predictive interval, by the
    /// randomised probability integral transform (Czado, Gneiting, Held 2009).
    pub interval_coverage: Option<f64>,
    /// The fit on calibration alone, which made this forecast.
    pub fit: ModelFit,
}

/// One week of repeat purchase days.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Week {
    /// Its last day.
    pub end: Day,
    /// That came.
    pub actual: u64,
    /// That the model expected, by model name.
    pub predicted: BTreeMap<String, f64>,
    /// Whether the model had seen it.
    pub calibration: bool,
}

/// One bin of a comparison.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Bin {
    /// What the bin is.
    pub name: String,
    /// Customers in it.
    pub customers: u64,
    /// Mean purchase days that came.
    pub actual: f64,
    /// Mean purchase days forecast, by model name.
    pub predicted: BTreeMap<String, f64>,
}
