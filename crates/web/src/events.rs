//! The event API: what the analytics libraries of shops and apps send, at the paths they know.
//!
//! A 2xx says that every event named neither in `refused` nor refused with the whole is committed. The
//! words of these answers are for programs and their makers, so they are English.

pub(crate) mod pace;

use std::io::Read;
use std::sync::Arc;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Path, Request, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_MAX_AGE, AUTHORIZATION, CONTENT_ENCODING, CONTENT_LENGTH, HeaderName, RETRY_AFTER,
    WWW_AUTHENTICATE,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use domain::access::{Action, check};
use domain::{Actor, Currency};
use listen::events::{Busy, Door, Heard, Message};
use serde_json::{Map, Value as Json, json};
use store::events::Outcome;
use store::keys::Key;

use crate::app::App;

/// As which the event API asks for keys and settings.
const EVENTS: Actor = Actor::System("events");
const RESET: HeaderName = HeaderName::from_static("x-ratelimit-reset");

/// Why a request is refused as a whole.
enum Refusal {
    TooLarge(Door),
    Encoding,
    Unreadable(String),
    NoKey,
    TooFast {
        seconds: u64,
    },
    Busy,
    /// The database does not answer, or did not say what became of a commit.
    Away,
    Internal,
}

impl From<store::Error> for Refusal {
    fn from(error: store::Error) -> Self {
        tracing::error!(%error, "events could not be recorded");
        match error {
            // A commit nobody knows the end of is sent again like any other: an event counts once.
            store::Error::Away(_) | store::Error::Unsure => Self::Away,
            _ => Self::Internal,
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (status, say) = match &self {
            Self::TooLarge(door) => (
                StatusCode::PAYLOAD_TOO_LARGE,
                format!("The body is larger than {} bytes; send it in parts.", door.bytes_max()),
            ),
            Self::Encoding => (
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "The body is in an encoding we don't read, or broken; send plain JSON or gzip.".to_owned(),
            ),
            Self::Unreadable(say) => (StatusCode::BAD_REQUEST, say.clone()),
            Self::NoKey => (
                StatusCode::UNAUTHORIZED,
                "There is no such write key, or not any more; send it as 'writeKey' in the body or as the user of HTTP Basic."
                    .to_owned(),
            ),
            Self::TooFast { .. } => (
                StatusCode::TOO_MANY_REQUESTS,
                "Too many requests for this write key; send more events in one batch.".to_owned(),
            ),
            Self::Busy => (StatusCode::SERVICE_UNAVAILABLE, Busy.to_string()),
            Self::Away => (
                StatusCode::SERVICE_UNAVAILABLE,
                "The database does not answer at this moment. Send it again: what was kept already counts once."
                    .to_owned(),
            ),
            Self::Internal => (
                StatusCode::INTERNAL_SERVER_ERROR,
                "Something broke on our side, and the log says what. Nothing of this request was kept; send it again."
                    .to_owned(),
            ),
        };
        let mut response = answer(status, json!({ "success": false, "error": say }));
        let wait = match self {
            Self::TooFast { seconds } => Some(seconds),
            Self::Busy | Self::Away => Some(1),
            _ => None,
        };
        if let Some(seconds) = wait {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
            response.headers_mut().insert(RESET, HeaderValue::from(seconds));
        }
        if matches!(self, Self::NoKey) {
            response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Basic"));
        }
        response
    }
}

/// An answer that any site's script may read: whoever holds the write key may send.
fn answer(status: StatusCode, body: Json) -> Response {
    let mut response = (status, axum::Json(body)).into_response();
    response.headers_mut().insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    response
}

/// What a browser asks before it sends: whether it may.
pub(crate) async fn preflight() -> Response {
    let allowed = [
        (ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (ACCESS_CONTROL_ALLOW_METHODS, "POST"),
        (ACCESS_CONTROL_ALLOW_HEADERS, "authorization, content-type, content-encoding"),
        (ACCESS_CONTROL_MAX_AGE, "86400"),
    ];
    (StatusCode::NO_CONTENT, allowed).into_response()
}

/// Takes a call or a batch.
pub(crate) async fn take(app: App, door: Door, request: Request) -> Response {
    match record(&app, door, request).await {
        Ok(response) => response,
        Err(refusal) => refusal.into_response(),
    }
}

async fn record(app: &App, door: Door, request: Request) -> Result<Response, Refusal> {
    let (parts, body) = request.into_parts();
    let body = read(&parts.headers, body, door).await?;
    let received_at = app.clock.now();
    let text = listen::events::text(&body).map_err(|problem| Refusal::Unreadable(problem.to_string()))?;
    let message = Message::open(door, &text).map_err(|problem| Refusal::Unreadable(problem.to_string()))?;
    let secret = basic(&parts.headers).or_else(|| message.write_key()).ok_or(Refusal::NoKey)?;
    let key = app.store.key_by_secret(EVENTS, &secret).await?;
    let key = key.ok_or(Refusal::NoKey)?;
    let source: Arc<str> = key.source.as_deref().ok_or(Refusal::NoKey)?.into();
    let actor = Actor::Key { id: key.id, scopes: key.scopes };
    let permit = check(actor, Action::SendEvents).map_err(|_| Refusal::NoKey)?;
    app.paces.admit(key.id).map_err(|seconds| Refusal::TooFast { seconds })?;
    let settings = app.store.settings(EVENTS).await?;
    let currency = settings.map_or(Currency::NONE, |settings| settings.currency);
    let mut heard = message.read(received_at, currency);
    let events = std::mem::take(&mut heard.events);
    let ids: Vec<String> = events.iter().map(|event| event.message_id.clone()).collect();
    let outcomes = match events.is_empty() {
        true => Vec::new(),
        false => app.events.record(permit, source, events).await.map_err(|Busy| Refusal::Busy)??,
    };
    was_used(app, &key).await;
    Ok(say(door, &heard, &ids, &outcomes))
}

/// What a library asks before it sends: where to, and what its shop has switched on.
pub(crate) async fn settings(State(app): State<App>, Path(secret): Path<String>) -> Response {
    let key = match app.store.key_by_secret(EVENTS, &secret).await {
        Ok(key) => key.filter(|key| key.source.is_some()),
        Err(error) => return Refusal::from(error).into_response(),
    };
    if key.is_none() {
        return answer(
            StatusCode::NOT_FOUND,
            json!({ "success": false, "error": "There is no such write key." }),
        );
    }
    let (protocol, host) = app.base_url.split_once("://").unwrap_or(("https", &app.base_url));
    let all = json!({ "__default": { "enabled": true, "integrations": {} } });
    let here = json!({ "apiKey": secret, "protocol": protocol, "apiHost": format!("{host}/v1"), "type": "browser",
        "unbundledIntegrations": [], "addBundledMetadata": true, "versionSettings": { "componentTypes": ["browser"] } });
    let settings = json!({
        "integrations": { "Segment.io": here },
        "plan": { "track": all, "identify": all, "group": all },
        "edgeFunction": {},
        "remotePlugins": [],
    });
    answer(StatusCode::OK, settings)
}

/// That a key is in use is worth knowing, and no reason to fail.
async fn was_used(app: &App, key: &Key) {
    if let Err(error) = app.store.key_was_used(EVENTS, key).await {
        tracing::warn!(%error, "a key's use could not be noted");
    }
}

/// What became of the events.
fn say(door: Door, heard: &Heard, ids: &[String], outcomes: &[Outcome]) -> Response {
    let line = |index: usize, id: Option<&str>, reason: String| json!({ "index": index, "messageId": id, "reason": reason });
    let refused: Vec<Json> = heard
        .refused
        .iter()
        .map(|it| line(it.index, it.message_id.as_deref(), it.reason.to_string()))
        .collect();
    let mut notes: Vec<Json> = heard
        .notes
        .iter()
        .map(|note| line(note.index, Some(&note.message_id), note.about.to_string()))
        .collect();
    let told = heard.places.iter().zip(ids).zip(outcomes);
    let other = told.filter(|(_, outcome)| **outcome == Outcome::OtherBody).map(|((index, id), _)| {
        let say = "Another event came under this messageId before; that one stays, this one is not kept.";
        line(*index, Some(id), say.to_owned())
    });
    notes.extend(other);
    let none = outcomes.is_empty() && !refused.is_empty();
    let mut body = Map::new();
    body.insert("success".to_owned(), (!none).into());
    if let (true, Door::One(_), Some(only)) = (none, door, heard.refused.first()) {
        body.insert("error".to_owned(), only.reason.to_string().into());
    }
    for (name, lines) in [("refused", refused), ("notes", notes)] {
        if !lines.is_empty() {
            body.insert(name.to_owned(), lines.into());
        }
    }
    answer(if none { StatusCode::BAD_REQUEST } else { StatusCode::OK }, Json::Object(body))
}

/// The body, of the length its door takes at most, unpacked and packed.
async fn read(headers: &HeaderMap, body: Body, door: Door) -> Result<Bytes, Refusal> {
    let said = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if said.is_some_and(|length| length > door.bytes_max()) {
        return Err(Refusal::TooLarge(door));
    }
    let body = to_bytes(body, door.bytes_max()).await.map_err(|_| Refusal::TooLarge(door))?;
    match headers.get(CONTENT_ENCODING).map(HeaderValue::as_bytes) {
        None | Some(b"identity") => Ok(body),
        Some(b"gzip") => {
            let mut plain = Vec::new();
            let max = door.bytes_max() as u64;
            let mut unpacked = flate2::read::GzDecoder::new(body.as_ref()).take(max + 1);
            unpacked.read_to_end(&mut plain).map_err(|_| Refusal::Encoding)?;
            if plain.len() > door.bytes_max() { Err(Refusal::TooLarge(door)) } else { Ok(plain.into()) }
        }
        Some(_) => Err(Refusal::Encoding),
    }
}

/// The user of HTTP Basic: the write key.
fn basic(headers: &HeaderMap) -> Option<String> {
    let (scheme, coded) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    let plain = BASE64_STANDARD.decode(coded.trim()).ok().filter(|_| scheme.eq_ignore_ascii_case("basic"))?;
    let plain = String::from_utf8(plain).ok()?;
    Some(plain.split_once(':').map_or(plain.as_str(), |(user, _)| user).to_owned())
}
