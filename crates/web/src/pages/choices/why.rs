//! The one question to whoever ends our letters or fell silent: why? Nobody is held up by it.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::access::{Action, check};
use domain::ids::IdentityId;
use domain::leaving::Reason;
use domain::memory::Problem;
use locales::Words;
use serde::Deserialize;

use super::{Holder, holder};
use crate::access::PAGES;
use crate::app::App;
use crate::fault::{self, Fault};
use crate::language::Reader;
use crate::{leaving, memory};

/// The reasons to press one of, below what was done already.
#[derive(Template)]
#[template(path = "leaving/ask.html")]
pub(super) struct Ask {
    words: Words,
    token: String,
    reasons: Vec<(&'static str, String, bool)>,
}

impl Ask {
    pub(super) fn new(words: Words, token: &str) -> Self {
        Self { words, token: token.to_owned(), reasons: leaving::reasons(words, None) }
    }
}

/// Writes down that somebody was asked, now that their wish is done.
pub(super) async fn ask(app: &App, identity: IdentityId) -> Result<(), Fault> {
    let permit = check(PAGES, Action::WritePeople).map_err(|_| Fault::Forbidden)?;
    Ok(app.store.ask_why(&permit, identity).await?)
}

#[derive(Template)]
#[template(path = "leaving/why.html")]
struct WhyPage {
    words: Words,
    company: String,
    token: String,
    ask: Ask,
    /// What they said, to be said more of.
    said: Option<Answer>,
    reasons: Vec<(&'static str, String, bool)>,
    problem: Option<String>,
}

/// What somebody says.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct Answer {
    reason: String,
    #[serde(default)]
    words: String,
    #[serde(default)]
    destination: String,
}

fn show(holder: Holder, token: String, said: Option<Answer>, problem: Option<String>) -> Response {
    let Holder { words, company, .. } = holder;
    let chosen = said.as_ref().and_then(|said| Reason::from_name(&said.reason));
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let (ask, reasons) = (Ask::new(words, &token), leaving::reasons(words, chosen));
    fault::page(status, &WhyPage { words, company, ask, token, said, reasons, problem })
}

/// The question, or what they answered.
pub(crate) async fn why_page(
    State(app): State<App>,
    Reader(visitor): Reader,
    Path(token): Path<String>,
) -> Result<Response, Fault> {
    let holder = holder(&app, &token, visitor).await?;
    let last = app.store.last_question(PAGES, holder.stop.identity).await?;
    let said = last.and_then(|last| {
        let reason = last.reason?.name().to_owned();
        Some(Answer { reason, words: last.words, destination: last.destination })
    });
    Ok(show(holder, token, said, None))
}

/// Keeps what they answered, and asks whether they would like to say more.
pub(crate) async fn why(
    State(app): State<App>,
    Reader(visitor): Reader,
    Path(token): Path<String>,
    Form(answer): Form<Answer>,
) -> Result<Response, Fault> {
    let holder = holder(&app, &token, visitor).await?;
    let reason = Reason::from_name(&answer.reason).ok_or(Fault::NotFound)?;
    let permit = check(PAGES, Action::WritePeople).map_err(|_| Fault::Forbidden)?;
    let identity = holder.stop.identity;
    match app.store.answer_why(&permit, identity, reason, &answer.words, &answer.destination).await {
        Ok(_) => Ok(show(holder, token, Some(answer), None)),
        Err(store::Error::Unfit(problem @ Problem::TooLong { .. })) => {
            let said = memory::problem(holder.words, &problem);
            Ok(show(holder, token, Some(answer), Some(said)))
        }
        Err(other) => Err(other.into()),
    }
}
