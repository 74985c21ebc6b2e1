//! What the company says by every channel, for programs that speak for it: a site, a kiosk, an app.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use domain::Day;
use domain::access::Action;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::answer::Tagged;
use super::extract::{IfMatch, Json, Path};
use super::facts::read_day;
use super::gate::Call;
use super::problem::Problem;

/// A key message to keep.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeyMessageDraft {
    /// Its last day; without one it holds until the next begins.
    #[schema(format = Date)]
    until: Option<String>,
    /// What is said, by language tag (BCP 47); at most 280 characters each.
    texts: BTreeMap<String, String>,
}

/// A key message.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct KeyMessage {
    /// From which day it is said.
    #[schema(format = Date)]
    from: String,
    /// Its last day; `null` until the next begins.
    #[schema(format = Date)]
    until: Option<String>,
    /// What is said, by language tag.
    texts: BTreeMap<String, String>,
    /// Its version: the ETag to change or remove it under.
    version: i64,
}

/// What is said today.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct KeyMessageNow {
    /// The key message; `null` where nothing is said.
    message: Option<KeyMessage>,
}

/// The key messages there are.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct KeyMessages {
    /// The latest first.
    data: Vec<KeyMessage>,
}

impl From<store::key_messages::KeyMessage> for KeyMessage {
    fn from(kept: store::key_messages::KeyMessage) -> Self {
        let store::key_messages::KeyMessage { from, until, texts, version } = kept;
        Self { from: from.to_string(), until: until.map(|day| day.to_string()), texts, version }
    }
}

fn day_of(path: &str) -> Result<Day, Problem> {
    read_day(path).map_err(Problem::malformed)
}

/// Read the key messages.
#[utoipa::path(get, path = "/api/v1/key-messages", tag = "letters", operation_id = "listKeyMessages",
    responses((status = 200, description = "The key messages", body = KeyMessages)))]
pub(crate) async fn list(call: Call) -> Result<axum::Json<KeyMessages>, Problem> {
    let kept = call.store.key_messages(call.actor).await?;
    Ok(axum::Json(KeyMessages { data: kept.into_iter().map(KeyMessage::from).collect() }))
}

/// Read what is said today.
#[utoipa::path(get, path = "/api/v1/key-messages/now", tag = "letters", operation_id = "readKeyMessage",
    responses((status = 200, description = "What is said today", body = KeyMessageNow)))]
pub(crate) async fn now(call: Call) -> Result<axum::Json<KeyMessageNow>, Problem> {
    let today = call.now.day_in(&call.store.zone(call.actor).await?);
    let said = call.store.key_message_on(call.actor, today).await?;
    Ok(axum::Json(KeyMessageNow { message: said.map(KeyMessage::from) }))
}

/// Keep the key message that begins on a day. A new one is made under the ETag `"0"`.
#[utoipa::path(put, path = "/api/v1/key-messages/{day}", tag = "letters", operation_id = "writeKeyMessage",
    params(("day" = String, Path, format = Date, description = "Its first day"),
        ("If-Match" = String, Header, description = "Its ETag")),
    request_body = KeyMessageDraft,
    responses((status = 200, description = "The key message", body = KeyMessage)))]
pub(crate) async fn write(
    call: Call,
    Path(day): Path<String>,
    IfMatch(version): IfMatch,
    Json(draft): Json<KeyMessageDraft>,
) -> Result<Tagged<KeyMessage>, Problem> {
    let permit = call.permit(Action::ManagePlays)?;
    let from = day_of(&day)?;
    let until = draft.until.as_deref().map(read_day).transpose().map_err(Problem::invalid)?;
    let saved = call.store.save_key_message(&permit, version, from, until, &draft.texts).await;
    let version = saved.map_err(Problem::of_edit)?;
    let kept = call.store.key_messages(domain::Actor::System("api")).await?;
    let kept = kept.into_iter().find(|message| message.from == from).ok_or_else(Problem::not_found)?;
    Ok(Tagged(version, kept.into()))
}

/// Take a key message away.
#[utoipa::path(delete, path = "/api/v1/key-messages/{day}", tag = "letters", operation_id = "removeKeyMessage",
    params(("day" = String, Path, format = Date, description = "Its first day"),
        ("If-Match" = String, Header, description = "Its ETag")),
    responses((status = 204, description = "It is gone")))]
pub(crate) async fn remove(
    call: Call,
    Path(day): Path<String>,
    IfMatch(version): IfMatch,
) -> Result<StatusCode, Problem> {
    let permit = call.permit(Action::ManagePlays)?;
    call.store.remove_key_message(&permit, day_of(&day)?, version).await.map_err(Problem::of_edit)?;
    Ok(StatusCode::NO_CONTENT)
}
