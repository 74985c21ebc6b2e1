//! What holds for every play, and who is left in peace by all of them.

use domain::Day;
use domain::access::Action;
use domain::ids::{PersonId, RestId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::answer::Tagged;
use super::extract::{IfMatch, Json, Path};
use super::facts::read_day;
use super::gate::Call;
use super::problem::Problem;

/// The programme.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Programme {
    /// `holdout_mille`, `cap_count`, `cap_days`, `quiet`, `soft_opt_in`, `needs_approval`, `sender_name`,
    /// `sender_address`, `postal_address`, `reminder_letter`, `reminder_days`, `voice`.
    #[schema(value_type = Object)]
    programme: domain::plays::Programme,
    /// Since when nothing goes out at all.
    #[schema(format = DateTime)]
    paused_at: Option<String>,
    /// Its version: the ETag to change it under.
    version: i64,
}

/// The programme as it is to be.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProgrammeDraft {
    /// All of it, as it is read.
    #[schema(value_type = Object)]
    programme: domain::plays::Programme,
}

/// A time in which somebody is left in peace.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Rest {
    /// Its id.
    id: Uuid,
    /// Why.
    reason: String,
    /// From which day on.
    #[schema(format = Date)]
    since: String,
    /// The last day.
    #[schema(format = Date)]
    until: Option<String>,
    /// Who said so.
    said_by: String,
    /// When it was ended before its day.
    #[schema(format = DateTime)]
    ended_at: Option<String>,
}

/// A person's rests.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Rests {
    /// The latest first.
    data: Vec<Rest>,
}

/// A rest to begin today.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RestDraft {
    /// Why.
    #[schema(min_length = 1, max_length = 500)]
    reason: String,
    /// The last day; left out, until somebody ends it.
    #[schema(format = Date)]
    until: Option<String>,
}

/// Read the programme.
#[utoipa::path(get, path = "/api/v1/programme", tag = "plays", operation_id = "readProgramme",
    responses((status = 200, description = "The programme", body = Programme)))]
pub(crate) async fn one(call: Call) -> Result<Tagged<Programme>, Problem> {
    let kept = call.store.programme(call.actor).await?;
    let (version, paused_at) = (kept.version, kept.paused_at.map(|at| at.to_string()));
    Ok(Tagged(version, Programme { programme: kept.programme, paused_at, version }))
}

/// Change the programme.
#[utoipa::path(put, path = "/api/v1/programme", tag = "plays", operation_id = "changeProgramme",
    params(("If-Match" = String, Header, description = "Its ETag")), request_body = ProgrammeDraft,
    responses((status = 200, description = "The programme", body = Programme)))]
pub(crate) async fn change(
    call: Call,
    IfMatch(version): IfMatch,
    Json(draft): Json<ProgrammeDraft>,
) -> Result<Tagged<Programme>, Problem> {
    let permit = call.permit(Action::ManagePlays)?;
    call.store.save_programme(&permit, version, &draft.programme).await.map_err(Problem::of_edit)?;
    one(call).await
}

/// Stop everything that goes out by itself.
#[utoipa::path(post, path = "/api/v1/programme/pause", tag = "plays", operation_id = "pauseProgramme",
    responses((status = 200, description = "The programme", body = Programme)))]
pub(crate) async fn pause(call: Call) -> Result<Tagged<Programme>, Problem> {
    call.store.pause_programme(&call.permit(Action::ManagePlays)?, true).await?;
    one(call).await
}

/// Let it go on.
#[utoipa::path(post, path = "/api/v1/programme/resume", tag = "plays", operation_id = "resumeProgramme",
    responses((status = 200, description = "The programme", body = Programme)))]
pub(crate) async fn resume(call: Call) -> Result<Tagged<Programme>, Problem> {
    call.store.pause_programme(&call.permit(Action::ManagePlays)?, false).await?;
    one(call).await
}

/// Read when a person is left in peace.
#[utoipa::path(get, path = "/api/v1/people/{id}/rests", tag = "plays", operation_id = "listRests",
    params(("id" = Uuid, Path, description = "The person's id")),
    responses((status = 200, description = "Their rests", body = Rests)))]
pub(crate) async fn rests(call: Call, Path(id): Path<PersonId>) -> Result<axum::Json<Rests>, Problem> {
    call.someone(id).await?;
    let rest = |rest: store::rests::Rest| Rest {
        id: rest.id.0,
        reason: rest.reason,
        since: rest.since.to_string(),
        until: rest.until.map(|day: Day| day.to_string()),
        said_by: rest.said_by,
        ended_at: rest.ended_at.map(|at| at.to_string()),
    };
    let rests = call.store.rests(call.actor, id).await?;
    Ok(axum::Json(Rests { data: rests.into_iter().map(rest).collect() }))
}

/// Leave a person in peace from today on. What is owed is still done.
#[utoipa::path(post, path = "/api/v1/people/{id}/rests", tag = "plays", operation_id = "leaveInPeace",
    params(("id" = Uuid, Path, description = "The person's id")), request_body = RestDraft,
    responses((status = 200, description = "Their rests", body = Rests)))]
pub(crate) async fn rest(
    call: Call,
    Path(id): Path<PersonId>,
    Json(draft): Json<RestDraft>,
) -> Result<axum::Json<Rests>, Problem> {
    let until = draft.until.map(|day| read_day(&day)).transpose().map_err(Problem::invalid)?;
    let permit = call.permit(Action::WritePeople)?;
    call.store.leave_in_peace(&permit, id, &draft.reason, until).await?;
    rests(call, Path(id)).await
}

/// End a rest.
#[utoipa::path(post, path = "/api/v1/rests/{id}/end", tag = "plays", operation_id = "endRest",
    params(("id" = Uuid, Path, description = "Its id")),
    responses((status = 204, description = "It has ended")))]
pub(crate) async fn end_rest(call: Call, Path(id): Path<RestId>) -> Result<axum::http::StatusCode, Problem> {
    call.store.end_rest(&call.permit(Action::WritePeople)?, id).await?;
    Ok(axum::http::StatusCode::NO_CONTENT)
}
