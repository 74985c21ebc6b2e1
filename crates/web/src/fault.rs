//! What can go wrong with a request, as a page in plain words.

use std::fmt::Display;

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

/// Why a request has no better answer.
#[derive(Debug)]
pub(crate) enum Fault {
    /// There is no such page or thing.
    NotFound,
    /// It may not be done, or not from there.
    Forbidden,
    /// The request can't be understood; the sentence says what to do.
    Bad(String),
    /// Our own fault; what happened is in the log, not on the page.
    Internal,
}

impl Fault {
    /// Logs what happened, and keeps it from the page.
    pub(crate) fn internal(error: impl Display) -> Self {
        tracing::error!(%error, "a request failed");
        Self::Internal
    }
}

impl From<store::Error> for Fault {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Denied(_) => Self::Forbidden,
            store::Error::Missing(_) => Self::NotFound,
            store::Error::Superseded(sentence) => Self::Bad(sentence.to_owned()),
            store::Error::Unfit(problem) => Self::Bad(problem.to_string()),
            other => Self::internal(other),
        }
    }
}

#[derive(Template)]
#[template(path = "fault.html")]
struct FaultPage {
    title: &'static str,
    say: String,
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let (status, title, say) = match self {
            Self::NotFound => (StatusCode::NOT_FOUND, "Nothing grows here", "There is no such page, or not any more.".to_owned()),
            Self::Forbidden => (
                StatusCode::FORBIDDEN,
                "Not from here",
                "This may not be done, or the request came from another site. Go back and try again from our own page."
                    .to_owned(),
            ),
            Self::Bad(say) => (StatusCode::BAD_REQUEST, "That did not work", say),
            Self::Internal => (
                StatusCode::INTERNAL_SERVER_ERROR,
                "Our fault",
                "Something broke on our side, and the log says what. Nothing half-done was kept; try again in a moment."
                    .to_owned(),
            ),
        };
        page(status, &FaultPage { title, say })
    }
}

/// A rendered template as an answer.
pub(crate) fn page(status: StatusCode, template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => (status, Html(html)).into_response(),
        Err(error) => {
            tracing::error!(%error, "a page could not be rendered");
            (StatusCode::INTERNAL_SERVER_ERROR, "The page could not be written.").into_response()
        }
    }
}
