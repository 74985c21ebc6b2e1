//! What handlers take of a request, strictly: what is not understood is refused, never passed over.

use axum::RequestExt;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri, header};
use domain::Instant;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use utoipa::IntoParams;

use super::answer;
use super::problem::Problem;

/// Largest body of a request.
pub(crate) const BODY_BYTES_MAX: usize = 1 << 20;

/// Longest parameter after the question mark, but for the place where a page begins.
const PARAMETER_CHARS_MAX: usize = 200;

/// A body of JSON. Its type refuses unknown fields.
pub(crate) struct Json<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        if !is_json(request.headers()) {
            return Err(Problem::not_json());
        }
        let body = bytes(request).await?;
        let mut read = serde_json::Deserializer::from_slice(&body);
        let value: T = serde_path_to_error::deserialize(&mut read).map_err(|error| {
            let at = pointer(error.path());
            let inner = error.into_inner();
            if inner.is_data() { Problem::invalid_at(at, inner) } else { Problem::malformed(inner) }
        })?;
        read.end().map_err(Problem::malformed)?;
        Ok(Self(value))
    }
}

/// The whole body, of [`BODY_BYTES_MAX`] at most.
pub(crate) async fn bytes(request: Request) -> Result<axum::body::Bytes, Problem> {
    let body = request.into_limited_body();
    axum::body::to_bytes(body, BODY_BYTES_MAX).await.map_err(|_| Problem::too_large(BODY_BYTES_MAX))
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}

fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    path.iter().fold(String::from("#"), |pointer, segment| match segment {
        Segment::Seq { index } => format!("{pointer}/{index}"),
        Segment::Map { key } | Segment::Enum { variant: key } => {
            format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"))
        }
        Segment::Unknown => pointer,
    })
}

/// The parameters after the question mark. Their type refuses unknown fields.
pub(crate) struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        sound(&parts.uri)?;
        parameters(&parts.uri).map(Self)
    }
}

fn parameters<T: DeserializeOwned>(uri: &Uri) -> Result<T, Problem> {
    let read = axum::extract::Query::try_from_uri(uri);
    read.map(|axum::extract::Query(value)| value).map_err(|error| Problem::malformed(error.body_text()))
}

/// That no parameter is too long or holds what no text may.
fn sound(uri: &Uri) -> Result<(), Problem> {
    for (name, value) in parameters::<Vec<(String, String)>>(uri)? {
        if name != "after" && value.chars().count() > PARAMETER_CHARS_MAX || value.contains('\0') {
            return Err(Problem::malformed(format_args!(
                "A parameter has at most {PARAMETER_CHARS_MAX} characters, and none of them is U+0000."
            )));
        }
    }
    Ok(())
}

/// Which page of a list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Paging {
    /// Most things on a page.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u32>,
    /// What the page before said as `next`.
    after: Option<String>,
}

/// A list of which nothing but its page is asked.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Everything {}

/// A page of a list: its [`Paging`], and in `of` which things. The type of `of` refuses unknown fields.
pub(crate) struct Paged<T = Everything> {
    pub limit: u32,
    pub after: Option<String>,
    pub of: T,
}

impl<T> Paged<T> {
    /// Where the page begins.
    pub(crate) fn cursor<C: DeserializeOwned>(&self) -> Result<Option<C>, Problem> {
        answer::cursor(self.after.as_deref())
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Paged<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        sound(&parts.uri)?;
        let of_page = |pair: &&str| pair.starts_with("limit=") || pair.starts_with("after=");
        let pairs = parts.uri.query().unwrap_or_default().split('&');
        let (page, rest): (Vec<&str>, Vec<&str>) = pairs.partition(of_page);
        let only = |pairs: Vec<&str>| -> Result<Uri, Problem> {
            format!("/?{}", pairs.join("&")).parse().map_err(Problem::malformed)
        };
        let Paging { limit, after } = parameters(&only(page)?)?;
        Ok(Self { limit: answer::limit(limit)?, after, of: parameters(&only(rest)?)? })
    }
}

/// An instant as programs write it, at a place of the body.
pub(crate) fn instant(pointer: &str, text: &str) -> Result<Instant, Problem> {
    let read: Result<jiff::Timestamp, _> = text.parse();
    read.map(|at| Instant(at.as_microsecond()))
        .map_err(|_| Problem::invalid_at(pointer, "Write an instant as 2027-01-31T12:00:00Z."))
}

/// The names in the path. One that can be no name of a thing finds nothing.
pub(crate) struct Path<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let read = axum::extract::Path::from_request_parts(parts, state).await;
        read.map(|axum::extract::Path(value)| Self(value)).map_err(|_| Problem::not_found())
    }
}

/// The version of a thing the request means to change: its ETag, as `If-Match`.
pub(crate) struct IfMatch(pub i64);

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let asked = parts.headers.get(header::IF_MATCH).filter(|tag| !tag.is_empty());
        let asked = asked.ok_or_else(Problem::unconditional)?;
        let tag = asked.to_str().ok().map(str::trim).and_then(|tag| tag.strip_prefix('"')?.strip_suffix('"'));
        // A tag we never gave is the tag of no state of the thing.
        tag.and_then(|tag| tag.parse().ok()).map(Self).ok_or_else(Problem::stale)
    }
}
