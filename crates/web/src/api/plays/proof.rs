//! What plays and the whole programme earned.

use axum::http::StatusCode;
use domain::access::Action;
use domain::ids::PlayId;
use domain::proof::Earned;
use serde::Serialize;
use store::draws::PROGRAMME;
use utoipa::ToSchema;

use crate::api::extract::Path;
use crate::api::gate::Call;
use crate::api::problem::Problem;

/// What a play earned, as it was last looked at.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Verdict {
    /// When it was looked.
    #[schema(format = DateTime)]
    made_at: String,
    /// What was seen: `success` and, of those who count, `terms` and `share_mille`; `planned`, `counts`, `unproved`,
    /// the proofs `orders`, `revenue` and `reached` as `perennial prove --json` prints them, `cost` in minor units,
    /// `margin_mille`, `profit` (before the cost of goods where the margin is 1000) and `profit_on_cost`.
    #[schema(value_type = Object)]
    earned: Earned,
}

pub(super) async fn there(call: &Call, id: PlayId) -> Result<(), Problem> {
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
