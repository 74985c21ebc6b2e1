//! What went wrong, as programs read it (RFC 9457).

use std::fmt::Display;

use axum::Json;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::certificates::CertificateRefusal;
use domain::erasure::ErasureRefusal;
use domain::letters::LetterRefusal;
use domain::merging::MergeRefusal;
use domain::team::TeamRefusal;
use locales::{Language, Words};
use serde::Serialize;
use utoipa::ToSchema;

use crate::fault::Fault;

/// Why a request has no better answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Problem {
    /// Which problem it is, for programs: `urn:perennial:problem:` and a word.
    #[serde(rename = "type")]
    kind: String,
    /// Which problem it is, for people.
    title: &'static str,
    /// The HTTP status.
    status: u16,
    /// What happened this time, and what to do.
    detail: String,
    /// What is wrong with the body, place by place.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<Mistake>,
    /// Whether what the request did stands though it was refused.
    #[serde(skip)]
    stands: bool,
}

/// Something wrong with a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Mistake {
    /// Where: a JSON pointer (RFC 6901).
    pointer: String,
    /// What.
    detail: String,
}

impl Problem {
    fn new(status: StatusCode, kind: &str, title: &'static str, detail: impl Display) -> Self {
        Self {
            kind: format!("urn:perennial:problem:{kind}"),
            title,
            status: status.as_u16(),
            detail: detail.to_string(),
            errors: Vec::new(),
            stands: false,
        }
    }

    /// The request can't be read at all.
    pub(crate) fn malformed(detail: impl Display) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "malformed", "The request can't be read", detail)
    }

    /// It can be read, and asks for what can't be.
    pub(crate) fn invalid(detail: impl Display) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", "The request asks for what can't be", detail)
    }

    /// As [`Problem::invalid`], at one place of the body.
    pub(crate) fn invalid_at(pointer: impl Into<String>, detail: impl Display) -> Self {
        let detail = detail.to_string();
        let mistake = Mistake { pointer: pointer.into(), detail: detail.clone() };
        Self { errors: vec![mistake], ..Self::invalid(detail) }
    }

    /// No key, or one that opens nothing.
    pub(crate) fn no_key() -> Self {
        let detail = "Send a key that is still good as 'Authorization: Bearer sk_…'; an owner makes keys on the page Keys.";
        Self::new(StatusCode::UNAUTHORIZED, "no-key", "A key is needed", detail)
    }

    /// The key may not do this.
    pub(crate) fn forbidden(detail: impl Display) -> Self {
        Self::new(StatusCode::FORBIDDEN, "forbidden", "The key may not do this", detail)
    }

    /// There is no such thing, or not for this key.
    pub(crate) fn not_found() -> Self {
        let detail = "There is no such thing, or not any more.";
        Self::new(StatusCode::NOT_FOUND, "not-found", "Nothing is here", detail)
    }

    /// The thing is there, the method is none of its.
    pub(crate) fn method_not_allowed() -> Self {
        let detail = "This can't be done here; /api/openapi.json says what can.";
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed", "Not this method", detail)
    }

    /// It can't be done as things stand.
    pub(crate) fn conflict(detail: impl Display) -> Self {
        Self::new(StatusCode::CONFLICT, "conflict", "Not as things stand", detail)
    }

    /// The same request is being answered at this moment.
    pub(crate) fn under_way() -> Self {
        let detail = "A request with this Idempotency-Key is under way; ask again for its answer.";
        Self::new(StatusCode::CONFLICT, "under-way", "The same is under way", detail)
    }

    /// The key of a request belongs to another one.
    pub(crate) fn key_reused() -> Self {
        let detail = "This Idempotency-Key was used for a request that said something else; use a new one.";
        let title = "The Idempotency-Key is taken";
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "idempotency-key-reused", title, detail)
    }

    /// Somebody else changed the thing since it was read.
    pub(crate) fn stale() -> Self {
        let detail = "Somebody changed this since you read it. Read it again and send its ETag as If-Match.";
        Self::new(StatusCode::PRECONDITION_FAILED, "stale", "Changed by somebody else", detail)
    }

    /// Why an edit under `If-Match` was refused.
    pub(crate) fn of_edit(error: store::Error) -> Self {
        match error {
            store::Error::Superseded(_) => Self::stale(),
            other => other.into(),
        }
    }

    /// It must be said which state is to be changed.
    pub(crate) fn unconditional() -> Self {
        let detail = "Two may edit this. Send the ETag you read as If-Match.";
        Self::new(StatusCode::PRECONDITION_REQUIRED, "unconditional", "If-Match is needed", detail)
    }

    /// The body is too long.
    pub(crate) fn too_large(bytes_max: usize) -> Self {
        let detail = format!("A body here has at most {bytes_max} bytes; send it in parts.");
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", "The body is too large", detail)
    }

    /// The body is something else than JSON.
    pub(crate) fn not_json() -> Self {
        let detail = "Send JSON, and say so: 'Content-Type: application/json'.";
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not-json", "JSON is needed", detail)
    }

    /// The key asks more than its share.
    pub(crate) fn too_many(seconds: i64) -> Self {
        let detail = format!("This key asked more often than it may; ask again in {seconds} seconds.");
        Self::new(StatusCode::TOO_MANY_REQUESTS, "too-many", "Too many requests", detail)
    }

    /// The database is away or too busy, or went away before it said whether the change stands.
    pub(crate) fn unavailable(detail: impl Display) -> Self {
        let title = "Not at this moment";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", title, detail)
    }

    /// Our own fault; what happened is in the log, not in the answer.
    pub(crate) fn internal(error: impl Display) -> Self {
        tracing::error!(%error, "a request of the interface failed");
        Self::broken()
    }

    fn broken() -> Self {
        let detail = "Something broke on our side, and the log says what. Nothing half-done was kept; try again in a moment.";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "Our fault", detail)
    }
}

impl From<store::Error> for Problem {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Denied(_) => Self::forbidden("This key's scopes don't reach so far."),
            store::Error::Missing(_) => Self::not_found(),
            store::Error::Certificate(why) => why.into(),
            store::Error::Calendar(why) => Self::invalid(why),
            store::Error::Sign(why) => Self::invalid(why),
            store::Error::KeyMessage(why) => Self::invalid(why),
            store::Error::Plan(why) if why.is_conflict() => Self::conflict(why),
            store::Error::Plan(why) => Self::invalid(why),
            store::Error::Superseded(sentence) => Self::conflict(sentence),
            store::Error::Belongs(_) => Self::conflict(error),
            store::Error::Merge(MergeRefusal::Missing | MergeRefusal::NoMerge) => Self::not_found(),
            store::Error::Merge(refusal) => Self::conflict(refusal),
            store::Error::Erasure(ErasureRefusal::Missing) => Self::not_found(),
            store::Error::Erasure(ErasureRefusal::NoReason | ErasureRefusal::Named) => {
                Self::invalid_at("#/reason", error)
            }
            store::Error::Erasure(refusal) => Self::conflict(refusal),
            store::Error::Unfit(unfit) => Self::invalid(unfit),
            store::Error::Webhook(refusal) => Self::conflict(refusal),
            store::Error::Team(TeamRefusal::Name) => Self::invalid_at("#/name", error),
            store::Error::Team(TeamRefusal::Email) => Self::invalid_at("#/email", error),
            store::Error::Team(refusal) => Self::conflict(refusal),
            store::Error::Present(refusal) if refusal.is_conflict() => Self::conflict(refusal),
            store::Error::Present(refusal) => Self::invalid(refusal),
            store::Error::Play(refusal) if refusal.is_conflict() => Self::conflict(refusal),
            store::Error::Play(_) | store::Error::Definition(_) | store::Error::Programme(_) => {
                Self::invalid(error)
            }
            store::Error::Tier(refusal) if refusal.is_conflict() => Self::conflict(refusal),
            store::Error::Tier(_) | store::Error::Aside(_) | store::Error::Cost(_) | store::Error::Nul => {
                Self::invalid(error)
            }
            store::Error::Letter(LetterRefusal::Against(_) | LetterRefusal::Twice) => Self::conflict(error),
            store::Error::Letter(refusal) => Self::invalid(refusal),
            store::Error::Away(_) | store::Error::Unsure => Self::unavailable(error),
            other => Self::internal(other),
        }
    }
}

/// What pages and programs stumble over alike; for programs in English.
impl From<Fault> for Problem {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::NotFound => Self::not_found(),
            Fault::Forbidden => domain::access::Denied.into(),
            Fault::Bad(sentence) => Self::invalid(sentence),
            Fault::Wrong(say) => Self::invalid(say(Words::of(Language::En))),
            Fault::Away | Fault::Unsure => {
                Self::unavailable("The database does not answer; ask again in a moment.")
            }
            Fault::Internal => Self::broken(),
        }
    }
}

impl From<CertificateRefusal> for Problem {
    fn from(why: CertificateRefusal) -> Self {
        use CertificateRefusal::{Amount, Code, Expiry, Unknown, Wait};
        match why {
            // The wrong code was counted, and that must stand.
            Unknown => Self { detail: why.to_string(), stands: true, ..Self::not_found() },
            Wait(minutes) => Self { detail: why.to_string(), ..Self::too_many(60 * minutes) },
            Code(_) | Amount | Expiry => Self::invalid(why),
            _ => Self::conflict(why),
        }
    }
}

impl From<domain::access::Denied> for Problem {
    fn from(_: domain::access::Denied) -> Self {
        store::Error::Denied(domain::access::Denied).into()
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let stands = self.stands;
        let mut response = (status, Json(self)).into_response();
        if stands {
            response.extensions_mut().insert(super::gate::Stands);
        }
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if status == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
        }
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"perennial\""));
        }
        response
    }
}

fn of_the_interface(request: &Request) -> bool {
    request.uri().path().starts_with("/api/")
}

/// Programs that miss their way are told so before anybody is asked to sign in.
pub(crate) async fn missing(request: Request, next: Next) -> Response {
    if of_the_interface(&request) { Problem::not_found().into_response() } else { next.run(request).await }
}

/// As [`missing`], for a method none of the address's.
pub(crate) async fn wrong_method(request: Request, next: Next) -> Response {
    let ours = of_the_interface(&request);
    if ours { Problem::method_not_allowed().into_response() } else { next.run(request).await }
}
