//! Plays: made, rehearsed, approved, started and ended.

pub(crate) mod behind;
pub(crate) mod people;
pub(crate) mod proof;
pub(crate) mod rehearsal;

use domain::access::Action;
use domain::ids::PlayId;
use domain::plays::Definition;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::answer::{Created, Tagged};
use super::extract::{IfMatch, Json, Path};
use super::gate::Call;
use super::problem::Problem;

/// A play to be made, or what becomes of one.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlayDraft {
    /// What it is called.
    #[schema(min_length = 1, max_length = 200)]
    name: String,
    /// What it says: `who`, `when`, `steps`, `again_after_days`, `quiet`, `success`, `holdout`, `topic`,
    /// `owed`, `most_a_day`, `until` (microseconds since 1970, UTC).
    #[schema(value_type = Object)]
    definition: Definition,
}

/// A play.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Play {
    /// Its id.
    id: Uuid,
    /// What it is called.
    name: String,
    /// `draft`, `waiting`, `running`, `paused` or `ended`.
    state: &'static str,
    /// What it says.
    #[schema(value_type = Object)]
    definition: Definition,
    /// Who made it.
    created_by: String,
    /// When.
    #[schema(format = DateTime)]
    created_at: String,
    /// Who approved what it says now.
    approved_by: Option<String>,
    /// When.
    #[schema(format = DateTime)]
    approved_at: Option<String>,
    /// When it first started.
    #[schema(format = DateTime)]
    started_at: Option<String>,
    /// When it ended.
    #[schema(format = DateTime)]
    ended_at: Option<String>,
    /// Its version: the ETag to change it under.
    version: i64,
}

/// Every play.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Plays {
    /// Those running first.
    data: Vec<Play>,
}

impl From<store::plays::Play> for Play {
    fn from(play: store::plays::Play) -> Self {
        Self {
            id: play.id.0,
            name: play.name,
            state: play.state.name(),
            definition: play.definition,
            created_by: play.created_by,
            created_at: play.created_at.to_string(),
            approved_by: play.approved_by,
            approved_at: play.approved_at.map(|at| at.to_string()),
            started_at: play.started_at.map(|at| at.to_string()),
            ended_at: play.ended_at.map(|at| at.to_string()),
            version: play.version,
        }
    }
}

impl From<act::Error> for Problem {
    fn from(error: act::Error) -> Self {
        match error {
            act::Error::Store(error) => error.into(),
            act::Error::Denied(denied) => denied.into(),
            act::Error::Rule(wrong) => Self::invalid_at("#/definition/who", wrong),
            act::Error::Moment(_) => Self::invalid_at("#/definition/when", error),
            act::Error::NoHoliday(_) => Self::invalid_at("#/definition/steps", error),
            act::Error::Interrupted => Self::unavailable(error),
        }
    }
}

/// A failed change of something two may edit.
fn of_edit(error: act::Error) -> Problem {
    match error {
        act::Error::Store(error) => Problem::of_edit(error),
        other => other.into(),
    }
}

/// Read every play.
#[utoipa::path(get, path = "/api/v1/plays", tag = "plays", operation_id = "listPlays",
    responses((status = 200, description = "The plays", body = Plays)))]
pub(crate) async fn list(call: Call) -> Result<axum::Json<Plays>, Problem> {
    let plays = call.store.plays(call.actor).await?;
    Ok(axum::Json(Plays { data: plays.into_iter().map(Play::from).collect() }))
}

/// Make a play, as a draft.
#[utoipa::path(post, path = "/api/v1/plays", tag = "plays", operation_id = "makePlay", request_body = PlayDraft,
    responses((status = 201, description = "The play", body = Play)))]
pub(crate) async fn make(call: Call, Json(draft): Json<PlayDraft>) -> Result<Created<Play>, Problem> {
    let permit = call.permit(Action::ManagePlays)?;
    let id = act::plays::make(&call.store, &permit, &draft.name, &draft.definition).await?;
    let Tagged(version, play) = one(call, Path(id)).await?;
    Ok(Created::new("/api/v1/plays", id.0, play).tagged(version))
}

/// Read a play.
#[utoipa::path(get, path = "/api/v1/plays/{id}", tag = "plays", operation_id = "readPlay",
    params(("id" = Uuid, Path, description = "Its id")),
    responses((status = 200, description = "The play", body = Play)))]
pub(crate) async fn one(call: Call, Path(id): Path<PlayId>) -> Result<Tagged<Play>, Problem> {
    let play = call.store.play(call.actor, id).await?.ok_or_else(Problem::not_found)?;
    Ok(Tagged(play.version, Play::from(play)))
}

/// Change what a play is called and says.
#[utoipa::path(put, path = "/api/v1/plays/{id}", tag = "plays", operation_id = "changePlay",
    params(("id" = Uuid, Path, description = "Its id"), ("If-Match" = String, Header, description = "Its ETag")),
    request_body = PlayDraft, responses((status = 200, description = "The play", body = Play)))]
pub(crate) async fn change(
    call: Call,
    Path(id): Path<PlayId>,
    IfMatch(version): IfMatch,
    Json(draft): Json<PlayDraft>,
) -> Result<Tagged<Play>, Problem> {
    let permit = call.permit(Action::ManagePlays)?;
    let PlayDraft { name, definition } = draft;
    act::plays::change(&call.store, &permit, id, version, &name, &definition).await.map_err(of_edit)?;
    one(call, Path(id)).await
}

/// Hand a play in for approval.
#[utoipa::path(post, path = "/api/v1/plays/{id}/submit", tag = "plays", operation_id = "submitPlay",
    params(("id" = Uuid, Path, description = "Its id"), ("If-Match" = String, Header, description = "Its ETag")),
    responses((status = 200, description = "The play", body = Play)))]
pub(crate) async fn submit(
    call: Call,
    Path(id): Path<PlayId>,
    IfMatch(version): IfMatch,
) -> Result<Tagged<Play>, Problem> {
    let permit = call.permit(Action::ManagePlays)?;
    call.store.submit_play(&permit, id, version).await.map_err(Problem::of_edit)?;
    one(call, Path(id)).await
}

/// Approve a play somebody else wrote.
#[utoipa::path(post, path = "/api/v1/plays/{id}/approve", tag = "plays", operation_id = "approvePlay",
    params(("id" = Uuid, Path, description = "Its id"), ("If-Match" = String, Header, description = "Its ETag")),
    responses((status = 200, description = "The play", body = Play)))]
pub(crate) async fn approve(
    call: Call,
    Path(id): Path<PlayId>,
    IfMatch(version): IfMatch,
) -> Result<Tagged<Play>, Problem> {
    let permit = call.permit(Action::ManagePlays)?;
    call.store.approve_play(&permit, id, version).await.map_err(Problem::of_edit)?;
    one(call, Path(id)).await
}

/// Start a play, or let one go on that was paused.
#[utoipa::path(post, path = "/api/v1/plays/{id}/start", tag = "plays", operation_id = "startPlay",
    params(("id" = Uuid, Path, description = "Its id"), ("If-Match" = String, Header, description = "Its ETag")),
    responses((status = 200, description = "The play", body = Play)))]
pub(crate) async fn start(
    call: Call,
    Path(id): Path<PlayId>,
    IfMatch(version): IfMatch,
) -> Result<Tagged<Play>, Problem> {
    let permit = call.permit(Action::ManagePlays)?;
    call.store.start_play(&permit, id, version).await.map_err(Problem::of_edit)?;
    one(call, Path(id)).await
}

/// Stop a play for now.
#[utoipa::path(post, path = "/api/v1/plays/{id}/pause", tag = "plays", operation_id = "pausePlay",
    params(("id" = Uuid, Path, description = "Its id"), ("If-Match" = String, Header, description = "Its ETag")),
    responses((status = 200, description = "The play", body = Play)))]
pub(crate) async fn pause(
    call: Call,
    Path(id): Path<PlayId>,
    IfMatch(version): IfMatch,
) -> Result<Tagged<Play>, Problem> {
    let permit = call.permit(Action::ManagePlays)?;
    call.store.pause_play(&permit, id, version).await.map_err(Problem::of_edit)?;
    one(call, Path(id)).await
}

/// End a play for good.
#[utoipa::path(post, path = "/api/v1/plays/{id}/end", tag = "plays", operation_id = "endPlay",
    params(("id" = Uuid, Path, description = "Its id"), ("If-Match" = String, Header, description = "Its ETag")),
    responses((status = 200, description = "The play", body = Play)))]
pub(crate) async fn end(
    call: Call,
    Path(id): Path<PlayId>,
    IfMatch(version): IfMatch,
) -> Result<Tagged<Play>, Problem> {
    let permit = call.permit(Action::ManagePlays)?;
    call.store.end_play(&permit, id, version).await.map_err(Problem::of_edit)?;
    one(call, Path(id)).await
}
