//! What is believed of customers: standings, the care list and the report.

use domain::ids::PersonId;
use domain::worth;
use serde::{Deserialize, Serialize};
use store::care::CareFilter;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::answer::Page;
use super::extract::{Paged, Paging};
use super::gate::Call;
use super::problem::Problem;

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

impl From<worth::Estimate> for Estimate {
    fn from(worth::Estimate { value, low, high }: worth::Estimate) -> Self {
        Self { low, value, high }
    }
}

impl From<worth::Standing> for Standing {
    fn from(standing: worth::Standing) -> Self {
        Self {
            frequency: standing.frequency,
            recency_days: standing.recency_days,
            age_days: standing.age_days,
            orders: standing.orders,
            spend: standing.spend,
            p_alive: standing.p_alive,
            expected_orders: standing.expected_orders.map(Estimate::from),
            expected_value: standing.expected_value.map(Estimate::from),
            value_at_stake: standing.value_at_stake,
            rhythm_days: standing.rhythm_days,
            overdue_days: standing.overdue_days,
        }
    }
}

/// Whom to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// At least so many days overdue.
    #[param(minimum = 0, default = 0)]
    overdue_days: Option<f64>,
    /// At least so much at stake, in major units.
    #[param(minimum = 0, default = 0)]
    value_at_stake: Option<f64>,
}

/// Somebody to care for.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CareLine {
    /// Their id.
    id: Uuid,
    /// Their name; empty where no source said it.
    name: String,
    /// The surest way we know them.
    known_by: String,
    /// What is believed of them.
    standing: Option<Standing>,
}

/// The whole report of the last fit.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LatestReport {
    /// The fit.
    id: Uuid,
    /// When it was made.
    #[schema(format = DateTime)]
    created_at: String,
    /// The report, in the shape of `perennial report --json`.
    #[schema(value_type = Object)]
    report: worth::Report,
}

/// List the people overdue by their own rhythm, the most at stake first.
#[utoipa::path(get, path = "/api/v1/care", tag = "worth", operation_id = "listCare", params(Paging, Asked),
    responses((status = 200, description = "A page of people", body = Page<CareLine>)))]
pub(crate) async fn care(call: Call, paged: Paged<Asked>) -> Result<Page<CareLine>, Problem> {
    let least = |asked: Option<f64>| match asked.unwrap_or(0.0) {
        fine if fine.is_finite() && fine >= 0.0 => Ok(fine),
        _ => Err(Problem::malformed("'overdue_days' and 'value_at_stake' are numbers from 0.")),
    };
    let filter = CareFilter {
        text: String::new(),
        overdue_days: least(paged.of.overdue_days)?,
        value_at_stake: least(paged.of.value_at_stake)?,
        after: paged.cursor()?.map(PersonId),
    };
    let people = call.store.care_list(call.actor, &filter, paged.limit + 1).await?;
    Ok(Page::of(
        people,
        paged.limit,
        |line| line.id.0,
        |line| CareLine {
            id: line.id.0,
            name: line.name,
            known_by: line.known_by,
            standing: line.standing.map(Standing::from),
        },
    ))
}

/// Read the report of the last fit: return rate, cohorts, models, forecast and value.
#[utoipa::path(get, path = "/api/v1/report", tag = "worth", operation_id = "readReport",
    responses((status = 200, description = "The report", body = LatestReport),
        (status = 404, description = "Nothing was fitted yet", body = super::problem::Problem,
            content_type = "application/problem+json")))]
pub(crate) async fn report(call: Call) -> Result<axum::Json<LatestReport>, Problem> {
    let run = call.store.latest_run(call.actor).await?.ok_or_else(Problem::not_found)?;
    let (id, created_at) = (run.id.0, run.created_at.to_string());
    Ok(axum::Json(LatestReport { id, created_at, report: run.run.report }))
}
