//! Forecasts kept, and what came of them.

use domain::Day;
use domain::worth;
use serde::Serialize;
use utoipa::ToSchema;

use super::gate::Call;
use super::problem::Problem;
use super::worth::Estimate;

/// A forecast that was kept. Purchases are purchase days; values are in major units.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Forecast {
    /// The last day that was known.
    #[schema(format = Date, value_type = String)]
    as_of: Day,
    /// The last day that was forecast.
    #[schema(format = Date, value_type = String)]
    until: Day,
    /// When it was made: long after `as_of` where it was made looking back.
    #[schema(format = DateTime)]
    made_at: String,
    /// How many customers it is of.
    customers: u64,
    /// Purchases of all of them, with the interval that was promised (95 %).
    purchases: Estimate,
    /// What they would bring.
    value: Option<f64>,
    /// The currency of values.
    currency: String,
    /// What came; absent until the days are over.
    outcome: Option<Outcome>,
}

/// What came of a forecast.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Outcome {
    /// The day it was counted on.
    #[schema(format = Date, value_type = String)]
    counted_on: Day,
    /// `within` what was promised, `too_high` or `too_low`.
    #[schema(value_type = String)]
    ruling: worth::Ruling,
    /// Purchases that came.
    purchases: u64,
    /// How far what was said lay beyond what came, as a share of what came.
    bias: Option<f64>,
    /// What they brought, after refunds.
    value: f64,
    /// By tenths of what was expected of each customer, the lowest first.
    deciles: Vec<Decile>,
}

/// A tenth of the customers.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Decile {
    /// How many they are.
    customers: u64,
    /// Purchases expected of one of them.
    predicted: f64,
    /// Purchases that came, in the mean, with its 95 % interval.
    actual: Estimate,
    /// What was expected of them together, in money.
    predicted_value: f64,
    /// What they brought together.
    value: f64,
}

/// The forecasts kept.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Forecasts {
    /// The latest first; one a month, of two years at most.
    data: Vec<Forecast>,
}

impl From<worth::Kept> for Forecast {
    fn from(kept: worth::Kept) -> Self {
        let until = kept.until();
        let worth::Kept { as_of, made_at, forecast, outcome, .. } = kept;
        let decile = |tenth: &worth::Decile| Decile {
            customers: tenth.customers,
            predicted: tenth.predicted,
            actual: tenth.actual.into(),
            predicted_value: tenth.predicted_value,
            value: tenth.value,
        };
        let outcome = outcome.map(|came| Outcome {
            counted_on: came.counted_on,
            ruling: forecast.ruling(came.orders),
            purchases: came.orders,
            bias: forecast.bias(came.orders),
            value: came.value,
            deciles: came.deciles.iter().map(decile).collect(),
        });
        Self {
            as_of,
            until,
            made_at: made_at.to_string(),
            customers: forecast.customers,
            purchases: forecast.orders.into(),
            value: forecast.value,
            currency: forecast.currency.code().to_owned(),
            outcome,
        }
    }
}

/// List the forecasts that were kept, and what came of those whose days are over.
#[utoipa::path(get, path = "/api/v1/forecasts", tag = "worth", operation_id = "listForecasts",
    responses((status = 200, description = "The forecasts", body = Forecasts)))]
pub(crate) async fn list(call: Call) -> Result<axum::Json<Forecasts>, Problem> {
    let kept = call.store.forecasts(call.actor).await?;
    Ok(axum::Json(Forecasts { data: kept.into_iter().map(Forecast::from).collect() }))
}
