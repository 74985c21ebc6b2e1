//! The ledger of what care cost beside its gestures.

use domain::access::Action;
use domain::costs::CostKind;
use domain::ids::{CostId, PlayId};
use domain::memory::known;
use serde::{Deserialize, Serialize};
use store::costs::NewCost;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::answer::{Created, Page, cursor, limit};
use super::extract::{Json, Path, Query};
use super::facts::read_day;
use super::gate::Call;
use super::problem::Problem;

/// Which costs to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// Of this play; left out, of everything.
    play: Option<Uuid>,
    /// Most on a page.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u32>,
    /// What the page before said as `next`.
    after: Option<String>,
}

/// A cost to be written down.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CostDraft {
    /// Of which play; left out, of the whole programme.
    play: Option<Uuid>,
    /// `time`, `material`, `postage`, `goods`, `tools`, `training` or `other`.
    #[schema(pattern = "^(time|material|postage|goods|tools|training|other)$")]
    kind: String,
    /// How much, in minor units of the company's currency.
    #[schema(minimum = 1)]
    amount: i64,
    /// When it was spent: today or before, in the company's zone.
    #[schema(format = Date)]
    on: String,
    /// What there is to say of it.
    #[schema(max_length = 500)]
    note: Option<String>,
}

/// A line of the ledger.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Cost {
    /// Its id.
    id: Uuid,
    /// Of which play; none for the whole programme.
    play: Option<Uuid>,
    /// `time`, `material`, `postage`, `goods`, `tools`, `training` or `other`.
    kind: &'static str,
    /// How much, in minor units.
    amount: i64,
    /// The currency, ISO 4217.
    currency: String,
    /// When it was spent.
    #[schema(format = Date)]
    on: String,
    /// What was said of it.
    note: String,
    /// Who wrote it down.
    written_by: String,
}

impl From<store::costs::Line> for Cost {
    fn from(line: store::costs::Line) -> Self {
        Self {
            id: line.id.0,
            play: line.play.map(|play| play.0),
            kind: line.kind.name(),
            amount: line.amount.minor,
            currency: line.amount.currency.code().to_owned(),
            on: line.on.to_string(),
            note: line.note,
            written_by: line.written_by,
        }
    }
}

/// Read the ledger, the latest written first.
#[utoipa::path(get, path = "/api/v1/costs", tag = "plays", operation_id = "listCosts", params(Asked),
    responses((status = 200, description = "The costs", body = Page<Cost>)))]
pub(crate) async fn list(call: Call, Query(asked): Query<Asked>) -> Result<Page<Cost>, Problem> {
    let (limit, before) = (limit(asked.limit)?, cursor::<CostId>(asked.after.as_deref())?);
    let lines = call.store.costs(call.actor, asked.play.map(PlayId), before, limit + 1).await?;
    Ok(Page::of(lines, limit, |line| line.id, Cost::from))
}

/// Write a cost down.
#[utoipa::path(post, path = "/api/v1/costs", tag = "plays", operation_id = "writeCost",
    request_body = CostDraft, responses((status = 201, description = "The cost", body = Cost)))]
pub(crate) async fn write(call: Call, Json(draft): Json<CostDraft>) -> Result<Created<Cost>, Problem> {
    let kind = known("kind of cost", &draft.kind, CostKind::from_name).map_err(Problem::invalid)?;
    let on = read_day(&draft.on).map_err(Problem::invalid)?;
    let note = draft.note.unwrap_or_default();
    let new = NewCost { play: draft.play.map(PlayId), kind, amount: draft.amount, on, note: &note };
    let id = call.store.write_cost(&call.permit(Action::ManagePlays)?, new).await?;
    let axum::Json(cost) = one(call, Path(id)).await?;
    Ok(Created::new("/api/v1/costs", id.0, cost))
}

/// Read a cost.
#[utoipa::path(get, path = "/api/v1/costs/{id}", tag = "plays", operation_id = "readCost",
    params(("id" = Uuid, Path, description = "Its id")),
    responses((status = 200, description = "The cost", body = Cost)))]
pub(crate) async fn one(call: Call, Path(id): Path<CostId>) -> Result<axum::Json<Cost>, Problem> {
    let line = call.store.cost(call.actor, id).await?.ok_or_else(Problem::not_found)?;
    Ok(axum::Json(line.into()))
}
