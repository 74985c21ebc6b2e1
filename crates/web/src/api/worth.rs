//! What is believed of customers: standings, the care list and the report.

use domain::worth;
use serde::Serialize;
use utoipa::ToSchema;

/// A figure with its interval.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Estimate {
    /// The lower end of the interval.
    low: f64,
    /// The expectation.
    value: f64,
    /// The upper end.
    high: f64,
}

/// What is believed of one customer. Values are in the company's currency, in major units.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Standing {
    /// Repeat purchase days.
    frequency: u32,
    /// Age in days at the last purchase.
    recency_days: u32,
    /// Age in days at the day the models were fitted.
    age_days: u32,
    /// Purchases.
    orders: u32,
    /// Spend after refunds.
    spend: f64,
    /// Probability that they are still a customer.
    p_alive: Option<f64>,
    /// Expected purchase days over the horizon.
    expected_orders: Option<Estimate>,
    /// Expected value over the horizon.
    expected_value: Option<Estimate>,
    /// What is lost if they left.
    value_at_stake: Option<f64>,
    /// Their usual gap between purchases, in days.
    rhythm_days: Option<f64>,
    /// Days of silence beyond what is usual for them; 0 where not overdue.
    overdue_days: Option<f64>,
}

impl From<worth::Standing> for Standing {
    fn from(standing: worth::Standing) -> Self {
        let estimate = |estimate: worth::Estimate| Estimate {
            low: estimate.low,
            value: estimate.value,
            high: estimate.high,
        };
        Self {
            frequency: standing.frequency,
            recency_days: standing.recency_days,
            age_days: standing.age_days,
            orders: standing.orders,
            spend: standing.spend,
            p_alive: standing.p_alive,
            expected_orders: standing.expected_orders.map(estimate),
            expected_value: standing.expected_value.map(estimate),
            value_at_stake: standing.value_at_stake,
            rhythm_days: standing.rhythm_days,
            overdue_days: standing.overdue_days,
        }
    }
}
