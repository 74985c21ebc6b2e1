//! What plays and the whole programme earned, and who was drawn into their arms.

use axum::http::StatusCode;
use domain::access::Action;
use domain::ids::{IdentityId, PlayId};
use domain::memory::known;
use domain::plays::Arm;
use domain::proof::Earned;
use serde::{Deserialize, Serialize};
use store::draws::PROGRAMME;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::api::answer::{Page, cursor, limit};
use crate::api::extract::{Path, Query};
use crate::api::gate::Call;
use crate::api::problem::Problem;

/// What a play earned, as it was last looked at.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Verdict {
    /// When it was looked.
    #[schema(format = DateTime)]
    made_at: String,
    /// What was seen: `success`, `planned`, `counts`, `unproved`, the proofs `orders`, `revenue` and `reached` as
    /// `perennial prove --json` prints them, `cost` in minor units, `profit` and `profit_on_cost`.
    #[schema(value_type = Object)]
    earned: Earned,
}

/// Which arm to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// `treated` or `held`.
    #[param(pattern = "^(treated|held)$")]
    arm: String,
    /// Most on a page.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u32>,
    /// What the page before said as `next`.
    after: Option<String>,
}

/// Somebody drawn into an arm.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DrawnPerson {
    /// Who.
    person: Uuid,
    /// When the draw fell.
    #[schema(format = DateTime)]
    drawn_at: String,
}

async fn there(call: &Call, id: PlayId) -> Result<(), Problem> {
    call.store.play(call.actor, id).await?.map(drop).ok_or_else(Problem::not_found)
}

async fn verdict(call: &Call, play: PlayId) -> Result<axum::Json<Verdict>, Problem> {
    let seen = call.store.verdict(call.actor, play).await?.ok_or_else(Problem::not_found)?;
    Ok(axum::Json(Verdict { made_at: seen.made_at.to_string(), earned: seen.earned }))
}

async fn ask(call: &Call) -> Result<StatusCode, Problem> {
    call.permit(Action::ManagePlays)?;
    prove::verdicts::ask(&call.store, None).await?;
    Ok(StatusCode::ACCEPTED)
}

async fn arm(call: &Call, play: PlayId, asked: &Asked) -> Result<Page<DrawnPerson>, Problem> {
    let side = known("arm", &asked.arm, Arm::from_name).map_err(Problem::malformed)?;
    let (limit, after) = (limit(asked.limit)?, cursor::<IdentityId>(asked.after.as_deref())?);
    let drawn = call.store.arm(call.actor, play, side, after, limit + 1).await?;
    let cursor = |(identity, ..): &(IdentityId, _, _)| *identity;
    Ok(Page::of(drawn, limit, cursor, |(_, person, at)| DrawnPerson {
        person: person.0,
        drawn_at: at.to_string(),
    }))
}

/// Read what a play earned, as it was last looked at.
#[utoipa::path(get, path = "/api/v1/plays/{id}/proof", tag = "plays", operation_id = "readPlayProof",
    params(("id" = Uuid, Path, description = "Its id")),
    responses((status = 200, description = "What it earned", body = Verdict)))]
pub(crate) async fn of_play(call: Call, Path(id): Path<PlayId>) -> Result<axum::Json<Verdict>, Problem> {
    there(&call, id).await?;
    verdict(&call, id).await
}

/// Have every play looked at again.
#[utoipa::path(post, path = "/api/v1/plays/{id}/proof", tag = "plays", operation_id = "lookAtPlayAgain",
    params(("id" = Uuid, Path, description = "Its id")),
    responses((status = 202, description = "It will be looked at in a moment")))]
pub(crate) async fn ask_of_play(call: Call, Path(id): Path<PlayId>) -> Result<StatusCode, Problem> {
    there(&call, id).await?;
    ask(&call).await
}

/// Read who was drawn into an arm of a play.
#[utoipa::path(get, path = "/api/v1/plays/{id}/arms", tag = "plays", operation_id = "listArmOfPlay",
    params(("id" = Uuid, Path, description = "Its id"), Asked),
    responses((status = 200, description = "The people", body = Page<DrawnPerson>)))]
pub(crate) async fn arm_of_play(
    call: Call,
    Path(id): Path<PlayId>,
    Query(asked): Query<Asked>,
) -> Result<Page<DrawnPerson>, Problem> {
    there(&call, id).await?;
    arm(&call, id, &asked).await
}

/// Read what the whole programme earned, as it was last looked at.
#[utoipa::path(get, path = "/api/v1/programme/proof", tag = "plays", operation_id = "readProgrammeProof",
    responses((status = 200, description = "What it earned", body = Verdict),
        (status = 404, description = "Not looked at yet", body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn of_programme(call: Call) -> Result<axum::Json<Verdict>, Problem> {
    verdict(&call, PROGRAMME).await
}

/// Have the whole programme looked at again.
#[utoipa::path(post, path = "/api/v1/programme/proof", tag = "plays", operation_id = "lookAtProgrammeAgain",
    responses((status = 202, description = "It will be looked at in a moment")))]
pub(crate) async fn ask_of_programme(call: Call) -> Result<StatusCode, Problem> {
    ask(&call).await
}

/// Read who was drawn into an arm of the whole programme.
#[utoipa::path(get, path = "/api/v1/programme/arms", tag = "plays", operation_id = "listArmOfProgramme",
    params(Asked), responses((status = 200, description = "The people", body = Page<DrawnPerson>)))]
pub(crate) async fn arm_of_programme(
    call: Call,
    Query(asked): Query<Asked>,
) -> Result<Page<DrawnPerson>, Problem> {
    arm(&call, PROGRAMME, &asked).await
}
