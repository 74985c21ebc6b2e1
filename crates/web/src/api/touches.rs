//! The timeline, and the touches people write onto it.

use axum::http::StatusCode;
use domain::access::Action;
use domain::ids::{PersonId, TouchId};
use domain::memory::known;
use domain::timeline::{Kind, Phase};
use serde::{Deserialize, Serialize};
use store::timeline::{Place, Thing};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::answer::{Created, Page, Tagged};
use super::extract::{IfMatch, Json, Paged, Paging, Path, instant};
use super::gate::Call;
use super::gestures::Gesture;
use super::leavings::Leaving;
use super::orders::Order;
use super::problem::Problem;
use super::promises::Promise;

/// Which entries to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// Of this kind: `purchase`, `note`, `promise` and so on.
    #[param(max_length = 200)]
    kind: Option<String>,
    /// `before`, `during` or `after` a purchase.
    #[param(max_length = 200)]
    phase: Option<String>,
}

/// Something that happened with a person; what it is stands in the field of its kind.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Entry {
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// What it is: `purchase`, `note`, `promise` and so on.
    kind: &'static str,
    /// The id of the thing.
    id: Uuid,
    /// An order or refund.
    #[serde(skip_serializing_if = "Option::is_none")]
    order: Option<Order>,
    /// What a shop or app told.
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<Told>,
    /// What somebody wrote down.
    #[serde(skip_serializing_if = "Option::is_none")]
    touch: Option<Touch>,
    /// A promise or a wish.
    #[serde(skip_serializing_if = "Option::is_none")]
    promise: Option<Promise>,
    /// What was done for them.
    #[serde(skip_serializing_if = "Option::is_none")]
    gesture: Option<Gesture>,
    /// Why they leave.
    #[serde(skip_serializing_if = "Option::is_none")]
    leaving: Option<Leaving>,
}

/// What a shop or app told.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Told {
    /// Its name, or that of the page.
    name: String,
    /// Who told it.
    source: String,
    /// All that was told.
    #[schema(value_type = Object)]
    content: serde_json::Value,
}

/// What somebody wrote down of a touch.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Touch {
    /// Its id.
    id: Uuid,
    /// `note`, `call`, `meeting`, `visit`, `letter`, `answer`, `complaint` or `gift`.
    kind: &'static str,
    /// When it was.
    #[schema(format = DateTime)]
    at: String,
    /// What there is to say of it.
    text: String,
    /// Who wrote it.
    written_by: String,
    /// Its version: the ETag to correct or remove it under.
    version: i64,
}

/// A touch to write down.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TouchDraft {
    /// What it was.
    #[schema(pattern = "^(note|call|meeting|visit|letter|answer|gift)$")]
    kind: String,
    /// When it was; now, where it is left out.
    #[schema(format = DateTime)]
    at: Option<String>,
    /// What there is to say of it.
    #[schema(min_length = 1, max_length = 2000)]
    text: String,
}

impl From<store::touches::Touch> for Touch {
    fn from(touch: store::touches::Touch) -> Self {
        Self {
            id: touch.id.0,
            kind: touch.kind.name(),
            at: touch.at.to_string(),
            text: touch.text,
            written_by: touch.written_by,
            version: touch.version,
        }
    }
}

impl From<store::timeline::Entry> for Entry {
    fn from(entry: store::timeline::Entry) -> Self {
        let Place { at, kind, id } = entry.place;
        let (at, kind) = (at.to_string(), kind.name());
        let mut told = Self {
            at,
            kind,
            id,
            order: None,
            event: None,
            touch: None,
            promise: None,
            gesture: None,
            leaving: None,
        };
        match entry.thing {
            Thing::Order(order) => told.order = Some(Order::from(*order)),
            Thing::Event(event) => {
                let store::timeline::Told { name, source, content, .. } = *event;
                told.event = Some(Told { name, source, content });
            }
            Thing::Touch(touch) => told.touch = Some(Touch::from(touch)),
            Thing::Promise(promise) => told.promise = Some(Promise::from(*promise)),
            Thing::Gesture(gesture) => told.gesture = Some(Gesture::from(*gesture)),
            Thing::Leaving(leaving) => told.leaving = Some(Leaving::from(*leaving)),
        }
        told
    }
}

/// Read a person's timeline, the newest first.
#[utoipa::path(get, path = "/api/v1/people/{id}/timeline", tag = "memory", operation_id = "readTimeline",
    params(("id" = Uuid, Path, description = "The person's id"), Paging, Asked),
    responses((status = 200, description = "A page of entries", body = Page<Entry>)))]
pub(crate) async fn timeline(
    call: Call,
    Path(id): Path<PersonId>,
    paged: Paged<Asked>,
) -> Result<Page<Entry>, Problem> {
    let asked = &paged.of;
    let read = || {
        Ok::<_, domain::memory::Problem>(store::timeline::Asked {
            kinds: match &asked.kind {
                Some(kind) => vec![known("kind of entry", kind, Kind::from_name)?],
                None => Vec::new(),
            },
            phase: asked.phase.as_deref().map(|phase| known("phase", phase, Phase::from_name)).transpose()?,
            before: paged.after.as_deref().map(str::parse).transpose()?,
            limit: 0,
        })
    };
    let wanted = store::timeline::Asked { limit: paged.limit, ..read().map_err(Problem::malformed)? };
    call.someone(id).await?;
    let page = call.store.timeline(call.actor, id, &wanted).await?;
    let data = page.entries.into_iter().map(Entry::from).collect();
    Ok(Page { data, next: page.next.map(|place| place.to_string()) })
}

/// Write a touch down.
#[utoipa::path(post, path = "/api/v1/people/{id}/touches", tag = "memory", operation_id = "writeTouch",
    params(("id" = Uuid, Path, description = "The person's id")), request_body = TouchDraft,
    responses((status = 201, description = "The touch", body = Touch)))]
pub(crate) async fn write(
    call: Call,
    Path(id): Path<PersonId>,
    Json(draft): Json<TouchDraft>,
) -> Result<Created<Touch>, Problem> {
    let kind = known("kind of touch", &draft.kind, Kind::from_name).map_err(Problem::invalid)?;
    let at = draft.at.map(|at| instant("#/at", &at)).transpose()?.unwrap_or(call.now);
    let permit = call.permit(Action::WritePeople)?;
    let touch = call.store.write_touch(&permit, id, kind, at, &draft.text).await?;
    let Tagged(version, written) = one(call, Path(touch)).await?;
    Ok(Created::new("/api/v1/touches", touch.0, written).tagged(version))
}

/// Read a touch.
#[utoipa::path(get, path = "/api/v1/touches/{id}", tag = "memory", operation_id = "readTouch",
    params(("id" = Uuid, Path, description = "Its id")),
    responses((status = 200, description = "The touch", body = Touch)))]
pub(crate) async fn one(call: Call, Path(id): Path<TouchId>) -> Result<Tagged<Touch>, Problem> {
    let touch = call.store.touch(call.actor, id).await?.ok_or_else(Problem::not_found)?;
    Ok(Tagged(touch.version, Touch::from(touch)))
}

/// Correct a touch. Where `at` is left out, it stays when it was.
#[utoipa::path(put, path = "/api/v1/touches/{id}", tag = "memory", operation_id = "correctTouch",
    params(("id" = Uuid, Path, description = "Its id"), ("If-Match" = String, Header, description = "Its ETag")),
    request_body = TouchDraft,
    responses((status = 200, description = "The touch", body = Touch)))]
pub(crate) async fn correct(
    call: Call,
    Path(id): Path<TouchId>,
    IfMatch(version): IfMatch,
    Json(draft): Json<TouchDraft>,
) -> Result<Tagged<Touch>, Problem> {
    let kind = known("kind of touch", &draft.kind, Kind::from_name).map_err(Problem::invalid)?;
    let before = call.store.touch(call.actor, id).await?.ok_or_else(Problem::not_found)?;
    let at = draft.at.as_deref().map(|at| instant("#/at", at)).transpose()?.unwrap_or(before.at);
    let permit = call.permit(Action::WritePeople)?;
    let corrected = call.store.correct_touch(&permit, id, version, (kind, at), &draft.text);
    corrected.await.map_err(Problem::of_edit)?;
    one(call, Path(id)).await
}

/// Take a touch away.
#[utoipa::path(delete, path = "/api/v1/touches/{id}", tag = "memory", operation_id = "removeTouch",
    params(("id" = Uuid, Path, description = "Its id"), ("If-Match" = String, Header, description = "Its ETag")),
    responses((status = 204, description = "It is gone")))]
pub(crate) async fn remove(
    call: Call,
    Path(id): Path<TouchId>,
    IfMatch(version): IfMatch,
) -> Result<StatusCode, Problem> {
    let permit = call.permit(Action::WritePeople)?;
    call.store.remove_touch(&permit, id, version).await.map_err(Problem::of_edit)?;
    Ok(StatusCode::NO_CONTENT)
}
