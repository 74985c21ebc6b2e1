//! What can go wrong with a request, as a page in plain words.

use std::fmt::Display;

use askama::Template;
use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use locales::Words;

/// Why a request has no better answer. As an answer it is empty until [`Fault::said`].
#[derive(Clone, Debug)]
pub(crate) enum Fault {
    /// There is no such page or thing.
    NotFound,
    /// It may not be done, or not from there.
    Forbidden,
    /// The request can't be understood; the sentence, in the asker's language, says what to do.
    Bad(String),
    /// The same, where the language is not known yet.
    Wrong(fn(Words) -> String),
    /// The database does not answer just now.
    Away,
    /// Nobody can tell whether the change was kept.
    Unsure,
    /// Our own fault; what happened is in the log, not on the page.
    Internal,
}

impl Fault {
    /// Logs what happened, and keeps it from the page.
    pub(crate) fn internal(error: impl Display) -> Self {
        tracing::error!(%error, "a request failed");
        Self::Internal
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::Bad(_) | Self::Wrong(_) => StatusCode::BAD_REQUEST,
            Self::Away | Self::Unsure => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The answer with the fault's page in it.
    pub(crate) fn said(self, words: Words, mut response: Response) -> Response {
        let (title, say) = match self {
            Self::NotFound => (words.fault_not_found(), words.fault_not_found_say()),
            Self::Forbidden => (words.fault_forbidden(), words.fault_forbidden_say()),
            Self::Bad(say) => (words.fault_bad(), say),
            Self::Wrong(say) => (words.fault_bad(), say(words)),
            Self::Away => (words.fault_away(), words.fault_away_say()),
            Self::Unsure => (words.fault_unsure(), words.fault_unsure_say()),
            Self::Internal => (words.fault_internal(), words.fault_internal_say()),
        };
        match (FaultPage { words, title, say }).render() {
            Ok(html) => {
                let kind = HeaderValue::from_static("text/html; charset=utf-8");
                response.headers_mut().insert(CONTENT_TYPE, kind);
                *response.body_mut() = Body::from(html);
            }
            Err(error) => tracing::error!(%error, "a page could not be rendered"),
        }
        response
    }
}

impl From<store::Error> for Fault {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Denied(_) => Self::Forbidden,
            store::Error::Missing(_) => Self::NotFound,
            store::Error::Superseded(_) => Self::Wrong(Words::fault_superseded),
            store::Error::Unfit(problem) => Self::Bad(problem.to_string()),
            store::Error::Nul => Self::Wrong(Words::fault_nul),
            store::Error::Away(error) => {
                tracing::error!(%error, "the database does not answer");
                Self::Away
            }
            store::Error::Unsure => Self::Unsure,
            other => Self::internal(other),
        }
    }
}

#[derive(Template)]
#[template(path = "fault.html")]
struct FaultPage {
    words: Words,
    title: String,
    say: String,
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// A rendered template as an answer.
pub(crate) fn page(status: StatusCode, template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => (status, Html(html)).into_response(),
        Err(error) => Fault::internal(error).into_response(),
    }
}
