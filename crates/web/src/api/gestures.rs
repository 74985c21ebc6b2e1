//! What was and is to be done for people.

use domain::access::Action;
use domain::ids::{GestureId, PersonId, PresentId, StaffId};
use domain::memory::known;
use domain::plays::{GestureKind, GestureState};
use serde::{Deserialize, Serialize};
use store::gestures::NewGesture;
use utoipa::ToSchema;
use uuid::Uuid;

use super::answer::{Created, Tagged};
use super::extract::{IfMatch, Json, Path, instant};
use super::gate::Call;
use super::problem::Problem;

/// Something done, or to be done, for somebody.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Gesture {
    /// Its id.
    id: Uuid,
    /// For whom.
    person: Uuid,
    /// By which play; none where a human began it.
    play: Option<Uuid>,
    /// On which occasion of the play.
    occasion: Option<String>,
    /// By which of its steps, from 0.
    step: Option<u32>,
    /// `letter`, `note`, `call`, `present`, `certificate`, `privilege`, `task`, `recovery` or `follow_up`.
    kind: &'static str,
    /// Whether it is owed: never capped, never held out.
    owed: bool,
    /// `waiting`, `open`, `done`, `held`, `could_not` or `cancelled`.
    state: &'static str,
    /// Why it was called off or could not be done.
    reason: Option<String>,
    /// When it is due.
    #[schema(format = DateTime)]
    due: String,
    /// When it was decided.
    #[schema(format = DateTime)]
    decided_at: String,
    /// When it was done or called off.
    #[schema(format = DateTime)]
    ended_at: Option<String>,
    /// Who does it: the id of a member of the team.
    owner: Option<Uuid>,
    /// For whom of the team it is, where nobody has it.
    role: Option<&'static str>,
    /// Words to begin from.
    words: String,
    /// The letter.
    letter: Option<Uuid>,
    /// The certificate issued with it.
    certificate: Option<Uuid>,
    /// The present of the catalogue it gives.
    present: Option<Uuid>,
    /// What became of that: `reserved`, `sent`, `delivered`, `returned` or `released`.
    parcel: Option<&'static str>,
    /// What it costs, its present included, in minor units.
    cost: i64,
    /// Of which currency.
    currency: String,
    /// Who decided it.
    made_by: String,
    /// Who closed it.
    closed_by: Option<String>,
    /// Its version: the ETag to close it under.
    version: i64,
}

/// The gestures of a person.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Gestures {
    /// The latest first.
    data: Vec<Gesture>,
}

/// A gesture to begin.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct GestureDraft {
    /// `note`, `call`, `present`, `certificate` or `task`.
    #[schema(pattern = "^(note|call|present|certificate|task)$")]
    kind: String,
    /// Words to begin from.
    #[schema(min_length = 1, max_length = 2000)]
    words: String,
    /// Whether it is owed: a recovery, a condolence, an answer.
    owed: Option<bool>,
    /// Who does it: the id of a member of the team.
    owner: Option<Uuid>,
    /// When it is due; now, where it is left out.
    #[schema(format = DateTime)]
    due: Option<String>,
    /// Of a present: which of the catalogue's. It is put by, and costs what it costs beside.
    present: Option<Uuid>,
    /// What it costs, in minor units of the company's currency.
    #[schema(minimum = 0)]
    cost: Option<i64>,
}

/// How a task ended.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct GestureEnd {
    /// `done`, `could_not` or `cancelled`.
    #[schema(pattern = "^(done|could_not|cancelled)$")]
    state: String,
    /// What there is to say of it.
    #[schema(max_length = 500)]
    note: Option<String>,
}

/// Who is to do a task.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Handing {
    /// The id of a member of the team; left out, whoever takes it.
    owner: Option<Uuid>,
}

impl From<store::gestures::Gesture> for Gesture {
    fn from(gesture: store::gestures::Gesture) -> Self {
        Self {
            id: gesture.id.0,
            person: gesture.person.0,
            play: gesture.play.map(|id| id.0),
            occasion: gesture.occasion,
            step: gesture.step,
            kind: gesture.kind.name(),
            owed: gesture.owed,
            state: gesture.state.name(),
            reason: gesture.reason,
            due: gesture.due.to_string(),
            decided_at: gesture.decided.to_string(),
            ended_at: gesture.ended.map(|at| at.to_string()),
            owner: gesture.owner.map(|id| id.0),
            role: gesture.for_role.map(domain::access::Role::name),
            words: gesture.words,
            letter: gesture.letter.map(|id| id.0),
            certificate: gesture.certificate.map(|id| id.0),
            present: gesture.present.as_ref().map(|present| present.id.0),
            parcel: gesture.present.map(|present| present.state.name()),
            cost: gesture.cost,
            currency: gesture.currency.code().to_owned(),
            made_by: gesture.made_by,
            closed_by: gesture.closed_by,
            version: gesture.version,
        }
    }
}

/// Read what was and is to be done for a person.
#[utoipa::path(get, path = "/api/v1/people/{id}/gestures", tag = "plays", operation_id = "listGestures",
    params(("id" = Uuid, Path, description = "The person's id")),
    responses((status = 200, description = "Their gestures", body = Gestures)))]
pub(crate) async fn list(call: Call, Path(id): Path<PersonId>) -> Result<axum::Json<Gestures>, Problem> {
    call.someone(id).await?;
    let gestures = call.store.gestures(call.actor, id).await?;
    Ok(axum::Json(Gestures { data: gestures.into_iter().map(Gesture::from).collect() }))
}

/// Begin a gesture of one's own accord.
#[utoipa::path(post, path = "/api/v1/people/{id}/gestures", tag = "plays", operation_id = "beginGesture",
    params(("id" = Uuid, Path, description = "The person's id")), request_body = GestureDraft,
    responses((status = 201, description = "The gesture", body = Gesture)))]
pub(crate) async fn begin(
    call: Call,
    Path(id): Path<PersonId>,
    Json(draft): Json<GestureDraft>,
) -> Result<Created<Gesture>, Problem> {
    let kind = known("kind of gesture", &draft.kind, GestureKind::from_name).map_err(Problem::invalid)?;
    let due = draft.due.as_deref().map(|due| instant("#/due", due)).transpose()?;
    let new = NewGesture {
        kind,
        words: draft.words,
        owed: draft.owed.unwrap_or(false),
        owner: draft.owner.map(StaffId),
        due,
        present: draft.present.map(PresentId),
        cost: draft.cost.unwrap_or(0),
    };
    let gesture = call.store.begin_gesture(&call.permit(Action::WritePeople)?, id, new).await?;
    let Tagged(version, made) = one(call, Path(gesture)).await?;
    Ok(Created::new("/api/v1/gestures", gesture.0, made).tagged(version))
}

/// Read a gesture.
#[utoipa::path(get, path = "/api/v1/gestures/{id}", tag = "plays", operation_id = "readGesture",
    params(("id" = Uuid, Path, description = "Its id")),
    responses((status = 200, description = "The gesture", body = Gesture)))]
pub(crate) async fn one(call: Call, Path(id): Path<GestureId>) -> Result<Tagged<Gesture>, Problem> {
    let gesture = call.store.gesture(call.actor, id).await?.ok_or_else(Problem::not_found)?;
    Ok(Tagged(gesture.version, Gesture::from(gesture)))
}

/// Close a task: done, could not be done, or called off.
#[utoipa::path(post, path = "/api/v1/gestures/{id}/close", tag = "plays", operation_id = "closeGesture",
    params(("id" = Uuid, Path, description = "Its id"), ("If-Match" = String, Header, description = "Its ETag")),
    request_body = GestureEnd,
    responses((status = 200, description = "The gesture", body = Gesture)))]
pub(crate) async fn close(
    call: Call,
    Path(id): Path<GestureId>,
    IfMatch(version): IfMatch,
    Json(end): Json<GestureEnd>,
) -> Result<Tagged<Gesture>, Problem> {
    let state = known("end of a task", &end.state, GestureState::from_name).map_err(Problem::invalid)?;
    let permit = call.permit(Action::WritePeople)?;
    let note = end.note.unwrap_or_default();
    call.store.close_gesture(&permit, id, version, state, &note).await.map_err(Problem::of_edit)?;
    one(call, Path(id)).await
}

/// Give a task to somebody, or back to whoever takes it.
#[utoipa::path(post, path = "/api/v1/gestures/{id}/hand", tag = "plays", operation_id = "handGesture",
    params(("id" = Uuid, Path, description = "Its id"), ("If-Match" = String, Header, description = "Its ETag")),
    request_body = Handing,
    responses((status = 200, description = "The gesture", body = Gesture)))]
pub(crate) async fn hand(
    call: Call,
    Path(id): Path<GestureId>,
    IfMatch(version): IfMatch,
    Json(handing): Json<Handing>,
) -> Result<Tagged<Gesture>, Problem> {
    let permit = call.permit(Action::WritePeople)?;
    let owner = handing.owner.map(StaffId);
    call.store.hand_gesture(&permit, id, version, owner).await.map_err(Problem::of_edit)?;
    one(call, Path(id)).await
}
