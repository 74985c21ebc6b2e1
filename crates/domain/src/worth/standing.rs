//! What is believed of one customer, and who is overdue.

use serde::{Deserialize, Serialize};

use super::Estimate;
use crate::time::Day;

/// Who is overdue by their own rhythm.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Care {
    /// How many.
    pub overdue: u64,
    /// Their value at stake together.
    pub value_at_stake: f64,
    /// The most valuable first, [`Care::SHOWN`] at most.
    pub people: Vec<CareLine>,
}

impl Care {
    /// How many lines a report carries; the pages and `customers.csv` have them all.
    pub const SHOWN: usize = 100;
}

/// One person to care for.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct CareLine {
    /// The customer's key in the source.
    pub customer: String,
    /// Days since the last purchase.
    pub silent_days: u32,
    /// Their usual gap: the median of the predictive next gap.
    pub rhythm_days: f64,
    /// Days beyond the 90th percentile of that gap.
    pub overdue_days: f64,
    /// Probability that they are still a customer.
    pub p_alive: f64,
    /// Value given alive less value now.
    pub value_at_stake: f64,
    /// Purchase days so far.
    pub purchase_days: u32,
    /// Spend so far.
    pub spend: f64,
}

/// What is believed of one customer: a row of `customers.csv` and of the store's standings.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Standing {
    /// The customer's key in the source.
    pub customer: String,
    /// x: repeat purchase days.
    pub frequency: u32,
    /// t_x in days: age at the last purchase.
    pub recency_days: u32,
    /// T in days: age at the as-of day.
    pub age_days: u32,
    /// First purchase day.
    pub first_day: Day,
    /// Last purchase day.
    pub last_day: Day,
    /// Orders.
    pub orders: u32,
    /// Spend after refunds.
    pub spend: f64,
    /// P(alive); absent where no model could be fitted.
    pub p_alive: Option<f64>,
    /// Expected purchase days over the horizon: credible interval of the person's own rate.
    pub expected_orders: Option<Estimate>,
    /// Predictive interval of the purchase days that will be counted.
    pub predicted_orders: Option<Estimate>,
    /// Expected value over the horizon, discounted, times margin: credible interval.
    pub expected_value: Option<Estimate>,
    /// Predictive interval of the revenue (times margin) that will be counted, undiscounted.
    pub predicted_value: Option<Estimate>,
    /// Value were they certainly alive.
    pub value_if_alive: Option<f64>,
    /// `value_if_alive` less `expected_value`.
    pub value_at_stake: Option<f64>,
    /// Median of the predictive next gap given alive, in days; absent for one-time buyers.
    pub rhythm_days: Option<f64>,
    /// 90th percentile of that gap.
    pub overdue_after_days: Option<f64>,
    /// Days of silence beyond it; 0 where not overdue; absent for one-time buyers.
    pub overdue_days: Option<f64>,
}
