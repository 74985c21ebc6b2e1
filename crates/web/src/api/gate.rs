//! What every call of the interface passes: its key, its share, and whether it was answered before.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::{Body, to_bytes};
use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::access::{Action, check, may};
use domain::ids::{KeyId, PersonId};
use domain::{Actor, Clock, Instant, Permit};
use store::Store;
use store::answers::{Answer, Asked, Claim};
use store::keys::Key;

use super::problem::Problem;
use super::{answer, document, extract};
use crate::App;

/// As which the interface asks the store before a key is known.
const API: Actor = Actor::System("api");
/// Calls of a key within a window.
pub(crate) const CALLS_MAX: u32 = 6_000;
/// Seconds of a window.
pub(crate) const WINDOW_SECONDS: i64 = 60;
/// Longest `Idempotency-Key`.
const KEY_CHARS_MAX: usize = 255;
/// What of an answer is kept with it.
const KEPT_HEADERS: [HeaderName; 3] = [header::CONTENT_TYPE, header::LOCATION, header::ETAG];

/// A call: who makes it, and the store in which all it does stays together.
#[derive(Clone)]
pub(crate) struct Call {
    pub actor: Actor,
    pub store: Store,
    /// The instant of the call.
    pub now: Instant,
}

impl Call {
    /// Leave for what the call does.
    pub(crate) fn permit(&self, action: Action) -> Result<Permit, Problem> {
        Ok(check(self.actor, action)?)
    }

    /// That there is such a person.
    pub(crate) async fn someone(&self, id: PersonId) -> Result<(), Problem> {
        self.store.person(self.actor, id).await?.map(drop).ok_or_else(Problem::not_found)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Call {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get::<Self>().cloned().ok_or_else(Problem::no_key)
    }
}

/// The mark of a refusal that did something all the same, such as counting it, which is kept with it.
#[derive(Clone, Copy)]
pub(super) struct Stands;

/// What keys ask at present.
pub(crate) struct Calls {
    clock: Arc<dyn Clock>,
    windows: Mutex<HashMap<KeyId, (u32, Instant)>>,
    under_way: Mutex<HashSet<(KeyId, String)>>,
}

impl Calls {
    pub(crate) fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, windows: Mutex::default(), under_way: Mutex::default() }
    }

    /// Counts a call: how many are left in the window, `None` if there were none, and the seconds
    /// until it ends.
    fn count(&self, key: KeyId) -> (Option<u32>, i64) {
        let now = self.clock.now();
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        let window = windows.entry(key).or_insert((0, now.plus_seconds(WINDOW_SECONDS)));
        if window.1 <= now {
            *window = (0, now.plus_seconds(WINDOW_SECONDS));
        }
        window.0 = window.0.saturating_add(1);
        (CALLS_MAX.checked_sub(window.0), (window.1.0 - now.0).div_euclid(1_000_000) + 1)
    }

    fn begin(self: &Arc<Self>, key: KeyId, name: &str) -> Option<UnderWay> {
        let call = (key, name.to_owned());
        let mut under_way = self.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        under_way.insert(call.clone()).then(|| UnderWay { calls: Arc::clone(self), call })
    }
}

/// That a request with an `Idempotency-Key` is being answered.
struct UnderWay {
    calls: Arc<Calls>,
    call: (KeyId, String),
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.calls.under_way.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.call);
    }
}

/// Lets a call through whose key has the scope of `action`.
pub(crate) async fn gate(app: App, action: Action, request: Request, next: Next) -> Response {
    let secret = request.headers().get(header::AUTHORIZATION).and_then(bearer);
    let key = match secret {
        Some(secret) => app.store.key_by_secret(API, secret).await,
        None => Ok(None),
    };
    let key = match key {
        Ok(Some(key)) => key,
        Ok(None) => return Problem::no_key().into_response(),
        Err(error) => return Problem::from(error).into_response(),
    };
    let (left, seconds) = app.calls.count(key.id);
    let uri = request.uri().clone();
    let answered = match left {
        Some(_) => admit(&app, action, key, request, next).await,
        None => Err(Problem::too_many(seconds)),
    };
    let mut response = answered.unwrap_or_else(Problem::into_response);
    limits(response.headers_mut(), left, seconds);
    link(&mut response, &uri);
    response
}

fn bearer(value: &HeaderValue) -> Option<&str> {
    let (scheme, secret) = value.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| secret.trim())
}

async fn admit(
    app: &App,
    action: Action,
    key: Key,
    mut request: Request,
    next: Next,
) -> Result<Response, Problem> {
    let actor = Actor::Key { id: key.id, scopes: key.scopes };
    if !may(actor, action) {
        let scope = document::scope(action);
        return Err(Problem::forbidden(format_args!("This needs a key with the scope '{scope}'.")));
    }
    app.store.key_was_used(API, &key).await?;
    let name = match (request.method(), request.headers().get("idempotency-key")) {
        (&Method::POST, Some(name)) => Some(idempotency_key(name)?),
        _ => None,
    };
    let Some(name) = name else {
        request.extensions_mut().insert(Call { actor, store: app.store.clone(), now: app.clock.now() });
        return Ok(next.run(request).await);
    };
    let _under_way = app.calls.begin(key.id, &name).ok_or_else(Problem::under_way)?;
    once(app, actor, name, request, next).await
}

fn idempotency_key(value: &HeaderValue) -> Result<String, Problem> {
    let name = value.to_str().ok().filter(|name| {
        (1..=KEY_CHARS_MAX).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_graphic())
    });
    name.map(str::to_owned).ok_or_else(|| {
        Problem::malformed(format_args!(
            "An Idempotency-Key has 1 to {KEY_CHARS_MAX} visible ASCII characters and no blank."
        ))
    })
}

/// Answers a request as it was answered before, or now, with its effect in the commit of the answer.
async fn once(
    app: &App,
    actor: Actor,
    key: String,
    request: Request,
    next: Next,
) -> Result<Response, Problem> {
    let (mut parts, body) = request.into_parts();
    let body = extract::bytes(Request::new(body)).await?;
    let secret = parts.headers.get(header::AUTHORIZATION).and_then(bearer).unwrap_or_default().to_owned();
    let asked = Asked { actor, key, request: digest(&parts, &body) };
    let commit = match app.store.claim_answer(&asked).await? {
        Claim::Answered(answer) => return again(answer, &secret),
        Claim::Other => return Err(Problem::key_reused()),
        Claim::New(commit) => commit,
    };
    parts.extensions.insert(Call { actor, store: commit.clone(), now: app.clock.now() });
    let response = next.run(Request::from_parts(parts, Body::from(body))).await;
    if !response.status().is_success() && response.extensions().get::<Stands>().is_none() {
        return Ok(response);
    }
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.map_err(Problem::internal)?;
    let header = |name: &HeaderName| {
        let value = parts.headers.get(name)?.to_str().ok()?;
        Some((name.to_string(), value.to_owned()))
    };
    let answer = Answer {
        status: parts.status.as_u16(),
        headers: KEPT_HEADERS.iter().filter_map(header).collect(),
        body: seal(app, &secret, &body),
    };
    commit.keep_answer(&asked, &answer).await?;
    Ok(Response::from_parts(parts, Body::from(body)))
}

fn again(answer: Answer, secret: &str) -> Result<Response, Problem> {
    let mut response = Response::new(Body::from(unseal(secret, &answer.body)));
    *response.status_mut() = StatusCode::from_u16(answer.status).map_err(Problem::internal)?;
    for (name, value) in answer.headers {
        let name = HeaderName::try_from(name).map_err(Problem::internal)?;
        response.headers_mut().insert(name, HeaderValue::try_from(value).map_err(Problem::internal)?);
    }
    Ok(response)
}

/// Bytes of chance before a sealed body, so that no two are sealed alike.
const SALT: usize = 16;

/// A body only the caller's own secret opens, of which we keep but a hash: an answer may hold what
/// is said once, such as a new key, or what a person told us.
fn seal(app: &App, secret: &str, body: &[u8]) -> Vec<u8> {
    let mut sealed = vec![0; SALT];
    app.entropy.fill(&mut sealed);
    sealed.extend_from_slice(body);
    mask(secret, &mut sealed);
    sealed
}

fn unseal(secret: &str, sealed: &[u8]) -> Vec<u8> {
    let mut opened = sealed.to_vec();
    mask(secret, &mut opened);
    opened.split_off(SALT.min(opened.len()))
}

/// Adds BLAKE3's key stream of secret and salt to what follows the salt; twice is not at all.
fn mask(secret: &str, sealed: &mut [u8]) {
    let Some((salt, body)) = sealed.split_at_mut_checked(SALT) else { return };
    let mut hasher = blake3::Hasher::new_derive_key("perennial 2026 answers of the interface");
    let mut stream = vec![0; body.len()];
    hasher.update(salt).update(secret.as_bytes()).finalize_xof().fill(&mut stream);
    body.iter_mut().zip(stream).for_each(|(byte, pad)| *byte ^= pad);
}

/// Of all that a request says: method, address, content type, condition and body.
fn digest(parts: &Parts, body: &[u8]) -> [u8; 32] {
    let header = |name: HeaderName| parts.headers.get(name).map_or(&b""[..], HeaderValue::as_bytes);
    let said = [
        parts.method.as_str().as_bytes(),
        parts.uri.path_and_query().map_or("", |path| path.as_str()).as_bytes(),
        header(header::CONTENT_TYPE),
        header(header::IF_MATCH),
        body,
    ];
    let mut hasher = blake3::Hasher::new();
    for part in said {
        hasher.update(&(part.len() as u64).to_le_bytes()).update(part);
    }
    *hasher.finalize().as_bytes()
}

/// What is left of the key's share (the HTTP API group's draft of RateLimit header fields).
fn limits(headers: &mut HeaderMap, left: Option<u32>, seconds: i64) {
    let mut put = |name: &'static str, value: String| {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(name, value);
        }
    };
    put("ratelimit-policy", format!("\"key\";q={CALLS_MAX};w={WINDOW_SECONDS}"));
    put("ratelimit", format!("\"key\";r={};t={seconds}", left.unwrap_or(0)));
    if left.is_none() {
        put("retry-after", seconds.to_string());
    }
}

/// Where the next page is (RFC 8288): the same address, after the last thing of this page.
fn link(response: &mut Response, uri: &Uri) {
    let Some(answer::Next(after)) = response.extensions_mut().remove() else { return };
    let rest = uri.query().unwrap_or_default().split('&');
    let rest = rest.filter(|pair| !pair.is_empty() && !pair.starts_with("after="));
    let query: String = rest.map(|pair| format!("{pair}&")).collect();
    if let Ok(link) = HeaderValue::from_str(&format!("<{}?{query}after={after}>; rel=\"next\"", uri.path())) {
        response.headers_mut().insert(header::LINK, link);
    }
}
