//! Who gets in: the guard before every route, sessions, passwords and the count of attempts.

pub(crate) mod attempts;
pub(crate) mod headers;
pub(crate) mod passwords;
pub(crate) mod sessions;
pub(crate) mod visit;

use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Actor;
use domain::access::{Action, Role, check, may};
use locales::Words;
use tower_sessions::Session;

use crate::api;
use crate::app::App;
use crate::fault::Fault;
use crate::language;
use crate::routes::Needs;
use visit::{VISIT, Visit};

/// The key of a session under which the member of staff stands.
pub(crate) const STAFF: &str = "staff";
/// As which the pages ask the store before anybody is known.
pub(crate) const PAGES: Actor = Actor::System("pages");

/// The member of staff who asks. A handler that takes this stands behind [`guard`] as a page.
#[derive(Clone, Debug)]
pub(crate) struct SignedIn {
    pub actor: Actor,
    pub role: Role,
    pub name: String,
    /// In which language they are answered.
    pub words: Words,
}

impl<S: Send + Sync> FromRequestParts<S> for SignedIn {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Fault> {
        parts.extensions.get::<Self>().cloned().ok_or(Fault::Forbidden)
    }
}

/// Holds a request to what its route needs, before anything of it is read.
pub(crate) async fn guard(
    State((app, needs)): State<(App, Needs)>,
    mut request: Request,
    next: Next,
) -> Result<Response, Fault> {
    let action = match needs {
        Needs::WriteKey | Needs::Sealed => return Ok(next.run(request).await),
        Needs::Key(action) => return Ok(api::gate::gate(app, action, request, next).await),
        Needs::Open | Needs::Member => None,
        Needs::Staff(action) => Some(action),
    };
    if !headers::may_write(&request) {
        return Err(Fault::Forbidden);
    }
    if needs == Needs::Open {
        return Ok(next.run(request).await);
    }
    let session = request.extensions().get::<Session>().cloned();
    let Some(signed_in) = signed_in(&app, session).await? else { return Ok(to_sign_in(&request)) };
    language::note(request.extensions(), signed_in.words);
    if action.is_some_and(|action| !may(signed_in.actor, action)) {
        return Err(Fault::Forbidden);
    }
    request.extensions_mut().insert(signed_in);
    Ok(next.run(request).await)
}

/// Who a session belongs to.
async fn signed_in(app: &App, session: Option<Session>) -> Result<Option<SignedIn>, Fault> {
    let Some((session, id)) = session.and_then(|session| session.id().map(|id| (session, id))) else {
        return Ok(None);
    };
    let permit = check(PAGES, Action::ManageStaff).map_err(store::Error::from)?;
    let Some(asker) = app.store.asker(&permit, &sessions::key(id)).await? else { return Ok(None) };
    if let Some(visit) = Visit::of(&asker.data).and_then(|visit| visit.goes_on(app.clock.now())) {
        session.insert(VISIT, visit).await.map_err(Fault::internal)?;
    }
    Ok(Some(SignedIn {
        actor: Actor::Staff { id: asker.id, role: asker.role },
        role: asker.role,
        name: asker.name,
        words: Words::of(language::chosen(&asker.languages)),
    }))
}

/// A page is asked for again after sign-in; a part of a page sends the whole page there.
fn to_sign_in(request: &Request) -> Response {
    if request.headers().contains_key("hx-request") {
        let go = (HeaderName::from_static("hx-redirect"), HeaderValue::from_static("/sign-in"));
        return (StatusCode::UNAUTHORIZED, [go]).into_response();
    }
    let asked = request.uri().path_and_query().map_or("/", |path| path.as_str());
    if request.method() != Method::GET || asked == "/" || asked.starts_with("/assets/") {
        return Redirect::to("/sign-in").into_response();
    }
    Redirect::to(&format!("/sign-in?next={}", percent(asked))).into_response()
}

/// Percent-encodes what would end a query value.
pub(crate) fn percent(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => {
                out.push(byte.into())
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// Where to go after sign-in: a path of ours, whatever was asked for.
pub(crate) fn safe_next(asked: Option<&str>) -> &str {
    let ours = |path: &&str| {
        path.starts_with('/')
            && !path.starts_with("//")
            && !path.contains('\\')
            && !path.contains(char::is_control)
    };
    asked.filter(ours).unwrap_or("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_sign_in_one_stays_in_the_house() {
        assert_eq!(safe_next(Some("/people?q=a")), "/people?q=a");
        for hostile in
            ["//evil.example", "https://evil.example", "/\\evil.example", "", "/a\r\nSet-Cookie: x"]
        {
            assert_eq!(safe_next(Some(hostile)), "/");
        }
        assert_eq!(percent("/people?q=a&b"), "/people%3Fq%3Da%26b");
    }
}
