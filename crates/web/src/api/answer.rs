//! What handlers answer: things, pages of things, and what was made.

use std::fmt::Display;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde::Serialize;
use serde::de::DeserializeOwned;
use utoipa::ToSchema;

use super::problem::Problem;

/// Things on a page where a request does not say.
const LIMIT: u32 = 50;
/// Most things on a page.
const LIMIT_MAX: u32 = 200;

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Page<T> {
    /// The things.
    pub data: Vec<T>,
    /// What to send as `after` for the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// The mark by which the gate finds where the next page begins.
#[derive(Clone)]
pub(super) struct Next(pub String);

/// How many things a request wants on a page.
pub(super) fn limit(asked: Option<u32>) -> Result<u32, Problem> {
    match asked.unwrap_or(LIMIT) {
        fine @ 1..=LIMIT_MAX => Ok(fine),
        _ => Err(Problem::malformed(format_args!("'limit' is a number from 1 to {LIMIT_MAX}."))),
    }
}

impl<T> Page<T> {
    /// The page out of `limit + 1` rows: whether another follows is seen by the last.
    pub(crate) fn of<R, C: Serialize>(
        mut rows: Vec<R>,
        limit: u32,
        cursor: impl Fn(&R) -> C,
        thing: impl Fn(R) -> T,
    ) -> Self {
        let more = rows.len() > limit as usize;
        rows.truncate(limit as usize);
        let next = rows.last().filter(|_| more).and_then(|row| {
            serde_json::to_vec(&cursor(row)).ok().map(|bytes| BASE64_URL_SAFE_NO_PAD.encode(bytes))
        });
        Self { data: rows.into_iter().map(thing).collect(), next }
    }
}

/// Where a page begins, as [`Page::of`] wrote it.
pub(super) fn cursor<C: DeserializeOwned>(after: Option<&str>) -> Result<Option<C>, Problem> {
    let read = |text: &str| {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).ok()?;
        serde_json::from_slice(&bytes).ok()
    };
    let wrong = || Problem::malformed("'after' is what the page before said as 'next', nothing else.");
    after.map(|text| read(text).ok_or_else(wrong)).transpose()
}

impl<T: Serialize> IntoResponse for Page<T> {
    fn into_response(self) -> Response {
        let next = self.next.clone().map(Next);
        let mut response = Json(self).into_response();
        if let Some(next) = next {
            response.extensions_mut().insert(next);
        }
        response
    }
}

/// A thing two may edit, with its version as ETag.
pub(crate) struct Tagged<T>(pub i64, pub T);

impl<T: Serialize> IntoResponse for Tagged<T> {
    fn into_response(self) -> Response {
        let mut response = Json(self.1).into_response();
        tag(&mut response, self.0);
        response
    }
}

fn tag(response: &mut Response, version: i64) {
    if let Ok(tag) = HeaderValue::from_str(&format!("\"{version}\"")) {
        response.headers_mut().insert(header::ETAG, tag);
    }
}

/// Something that was made, and where it is.
pub(crate) struct Created<T> {
    /// Its path.
    location: String,
    /// Its version, where two may edit it.
    version: Option<i64>,
    thing: T,
}

impl<T> Created<T> {
    /// A thing made in the list at `list`.
    pub(crate) fn new(list: &str, id: impl Display, thing: T) -> Self {
        Self { location: format!("{list}/{id}"), version: None, thing }
    }

    /// With a version, as two may edit it.
    pub(crate) fn tagged(self, version: i64) -> Self {
        Self { version: Some(version), ..self }
    }
}

impl<T: Serialize> IntoResponse for Created<T> {
    fn into_response(self) -> Response {
        let mut response = (StatusCode::CREATED, Json(self.thing)).into_response();
        if let Ok(location) = HeaderValue::from_str(&self.location) {
            response.headers_mut().insert(header::LOCATION, location);
        }
        if let Some(version) = self.version {
            tag(&mut response, version);
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_where_the_next_begins_and_the_last_does_not() {
        let page = Page::of(vec![1, 2, 3], 2, |row| (*row, "x"), |row| row);
        assert_eq!(page.data, [1, 2]);
        let after: Option<(i32, String)> = cursor(page.next.as_deref()).unwrap();
        assert_eq!(after, Some((2, "x".to_owned())));
        assert_eq!(Page::of(vec![1, 2], 2, |row| *row, |row| row).next, None);
        for rubbish in ["", "!", "bm9uZQ", "é"] {
            assert!(cursor::<i32>(Some(rubbish)).is_err(), "{rubbish}");
        }
        assert!(limit(Some(0)).is_err() && limit(Some(201)).is_err() && limit(None).is_ok());
    }
}
