//! Who gets in: the wall before every page, sessions, passwords and the count of attempts.

pub(crate) mod attempts;
pub(crate) mod guard;
pub(crate) mod passwords;
pub(crate) mod sessions;

use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Actor;
use domain::ids::StaffId;
use tower_sessions::Session;

use crate::app::App;
use crate::fault::Fault;

/// The key of a session under which the member of staff stands.
pub(crate) const STAFF: &str = "staff";
/// As which the pages ask the store before anybody is known.
pub(crate) const PAGES: Actor = Actor::System("pages");

/// The member of staff who asks. A handler that takes this is reached through the wall alone.
#[derive(Clone, Debug)]
pub(crate) struct SignedIn {
    pub actor: Actor,
    pub name: String,
}

impl<S: Send + Sync> FromRequestParts<S> for SignedIn {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Fault> {
        parts.extensions.get::<Self>().cloned().ok_or(Fault::Forbidden)
    }
}

/// Lets staff through and sends everybody else to the sign-in page.
pub(crate) async fn wall(
    State(app): State<App>,
    session: Session,
    mut request: Request,
    next: Next,
) -> Result<Response, Fault> {
    let id: Option<StaffId> = session.get(STAFF).await.map_err(Fault::internal)?;
    let member = match id {
        Some(id) => app.store.staff(PAGES, id).await?,
        None => None,
    };
    let Some(member) = member else { return Ok(to_sign_in(&request)) };
    let actor = Actor::Staff { id: member.id, role: member.role };
    request.extensions_mut().insert(SignedIn { actor, name: member.name });
    Ok(next.run(request).await)
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
