//! What we promised people, and what they wished for.

use axum::http::StatusCode;
use domain::access::Action;
use domain::ids::{PersonId, PromiseId, StaffId};
use domain::memory::known;
use domain::promises::{PromiseKind, PromiseState};
use serde::{Deserialize, Serialize};
use store::promises::{Correction, NewPromise};
use utoipa::ToSchema;
use uuid::Uuid;

use super::answer::{Created, Tagged};
use super::extract::{IfMatch, Json, Path};
use super::facts::read_day;
use super::gate::Call;
use super::problem::Problem;

/// A promise or a wish to write down.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PromiseDraft {
    /// `promise` is ours, `wish` is theirs.
    #[schema(pattern = "^(promise|wish)$")]
    kind: String,
    /// What was promised.
    #[schema(min_length = 1, max_length = 2000)]
    text: String,
    /// Who keeps it: the id of a member of the team.
    owner: Option<Uuid>,
    /// By when.
    #[schema(format = Date)]
    due: Option<String>,
}

/// A promise or a wish as it should have been written down: what is left out is nothing.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PromiseCorrection {
    /// `promise` is ours, `wish` is theirs.
    #[schema(pattern = "^(promise|wish)$")]
    kind: String,
    /// What was promised.
    #[schema(min_length = 1, max_length = 2000)]
    text: String,
    /// Who keeps it: the id of a member of the team.
    owner: Option<Uuid>,
    /// By when.
    #[schema(format = Date)]
    due: Option<String>,
    /// How it stands: `open`, `kept`, `broken` or `withdrawn`; `open` takes its end back.
    #[schema(pattern = "^(open|kept|broken|withdrawn)$")]
    state: String,
    /// What there is to say of its end.
    #[schema(max_length = 500)]
    note: Option<String>,
}

/// How a promise ended.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Closing {
    /// `kept`, `broken` or `withdrawn`.
    #[schema(pattern = "^(kept|broken|withdrawn)$")]
    state: String,
    /// What there is to say of it.
    #[schema(max_length = 500)]
    note: Option<String>,
}

/// A promise or a wish.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Promise {
    /// Its id.
    id: Uuid,
    /// To whom.
    person: Uuid,
    /// `promise` or `wish`.
    kind: &'static str,
    /// What was promised.
    text: String,
    /// Who keeps it.
    owner: Option<Uuid>,
    /// By when.
    #[schema(format = Date)]
    due: Option<String>,
    /// `open`, `kept`, `broken` or `withdrawn`.
    state: &'static str,
    /// Who made it.
    made_by: String,
    /// When.
    #[schema(format = DateTime)]
    made_at: String,
    /// What was said when it was closed.
    closing_note: String,
    /// Its version: the ETag to close, correct or remove it under.
    version: i64,
}

/// The promises of a person.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Promises {
    /// The open ones first, by when they are due.
    data: Vec<Promise>,
}

impl From<store::promises::Promise> for Promise {
    fn from(promise: store::promises::Promise) -> Self {
        Self {
            id: promise.id.0,
            person: promise.person.0,
            kind: promise.kind.name(),
            text: promise.text,
            owner: promise.owner.map(|owner| owner.0),
            due: promise.due.map(|day| day.to_string()),
            state: promise.state.name(),
            made_by: promise.made_by,
            made_at: promise.made_at.to_string(),
            closing_note: promise.closing_note,
            version: promise.version,
        }
    }
}

/// Read what a person was promised and wished for.
#[utoipa::path(get, path = "/api/v1/people/{id}/promises", tag = "memory", operation_id = "listPromises",
    params(("id" = Uuid, Path, description = "The person's id")),
    responses((status = 200, description = "Their promises", body = Promises)))]
pub(crate) async fn list(call: Call, Path(id): Path<PersonId>) -> Result<axum::Json<Promises>, Problem> {
    call.someone(id).await?;
    let promises = call.store.promises(call.actor, id).await?;
    Ok(axum::Json(Promises { data: promises.into_iter().map(Promise::from).collect() }))
}

/// Write down what was promised or wished for.
#[utoipa::path(post, path = "/api/v1/people/{id}/promises", tag = "memory", operation_id = "makePromise",
    params(("id" = Uuid, Path, description = "The person's id")), request_body = PromiseDraft,
    responses((status = 201, description = "The promise", body = Promise)))]
pub(crate) async fn make(
    call: Call,
    Path(id): Path<PersonId>,
    Json(draft): Json<PromiseDraft>,
) -> Result<Created<Promise>, Problem> {
    let kind = known("kind of promise", &draft.kind, PromiseKind::from_name).map_err(Problem::invalid)?;
    let due = draft.due.map(|day| read_day(&day)).transpose().map_err(Problem::invalid)?;
    let owner = draft.owner.map(StaffId);
    let new = NewPromise { kind, text: draft.text, owner, due, entry: None };
    let promise = call.store.make_promise(&call.permit(Action::WritePeople)?, id, new).await?;
    let Tagged(version, made) = one(call, Path(promise)).await?;
    Ok(Created::new("/api/v1/promises", promise.0, made).tagged(version))
}

/// Read a promise.
#[utoipa::path(get, path = "/api/v1/promises/{id}", tag = "memory", operation_id = "readPromise",
    params(("id" = Uuid, Path, description = "Its id")),
    responses((status = 200, description = "The promise", body = Promise)))]
pub(crate) async fn one(call: Call, Path(id): Path<PromiseId>) -> Result<Tagged<Promise>, Problem> {
    let promise = call.store.promise(call.actor, id).await?.ok_or_else(Problem::not_found)?;
    Ok(Tagged(promise.version, Promise::from(promise)))
}

/// Close a promise.
#[utoipa::path(post, path = "/api/v1/promises/{id}/close", tag = "memory", operation_id = "closePromise",
    params(("id" = Uuid, Path, description = "Its id"), ("If-Match" = String, Header, description = "Its ETag")),
    request_body = Closing,
    responses((status = 200, description = "The promise", body = Promise)))]
pub(crate) async fn close(
    call: Call,
    Path(id): Path<PromiseId>,
    IfMatch(version): IfMatch,
    Json(closing): Json<Closing>,
) -> Result<Tagged<Promise>, Problem> {
    let state =
        known("end of a promise", &closing.state, PromiseState::from_name).map_err(Problem::invalid)?;
    let permit = call.permit(Action::WritePeople)?;
    let note = closing.note.unwrap_or_default();
    call.store.close_promise(&permit, id, version, state, &note).await.map_err(Problem::of_edit)?;
    one(call, Path(id)).await
}

/// Correct a promise.
#[utoipa::path(put, path = "/api/v1/promises/{id}", tag = "memory", operation_id = "correctPromise",
    params(("id" = Uuid, Path, description = "Its id"), ("If-Match" = String, Header, description = "Its ETag")),
    request_body = PromiseCorrection,
    responses((status = 200, description = "The promise", body = Promise)))]
pub(crate) async fn correct(
    call: Call,
    Path(id): Path<PromiseId>,
    IfMatch(version): IfMatch,
    Json(draft): Json<PromiseCorrection>,
) -> Result<Tagged<Promise>, Problem> {
    let correction = Correction {
        kind: known("kind of promise", &draft.kind, PromiseKind::from_name).map_err(Problem::invalid)?,
        text: draft.text,
        owner: draft.owner.map(StaffId),
        due: draft.due.map(|day| read_day(&day)).transpose().map_err(Problem::invalid)?,
        state: known("state of a promise", &draft.state, PromiseState::from_name)
            .map_err(Problem::invalid)?,
        closing_note: draft.note.unwrap_or_default(),
    };
    let permit = call.permit(Action::WritePeople)?;
    call.store.correct_promise(&permit, id, version, &correction).await.map_err(Problem::of_edit)?;
    one(call, Path(id)).await
}

/// Take a promise away that was written down by mistake.
#[utoipa::path(delete, path = "/api/v1/promises/{id}", tag = "memory", operation_id = "removePromise",
    params(("id" = Uuid, Path, description = "Its id"), ("If-Match" = String, Header, description = "Its ETag")),
    responses((status = 204, description = "It is gone")))]
pub(crate) async fn remove(
    call: Call,
    Path(id): Path<PromiseId>,
    IfMatch(version): IfMatch,
) -> Result<StatusCode, Problem> {
    let permit = call.permit(Action::WritePeople)?;
    call.store.remove_promise(&permit, id, version).await.map_err(Problem::of_edit)?;
    Ok(StatusCode::NO_CONTENT)
}
