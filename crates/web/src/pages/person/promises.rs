//! Promises and wishes on a person's page.

use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::Day;
use domain::access::{Action, check};
use domain::ids::{PersonId, PromiseId, StaffId};
use domain::memory::{Problem, known};
use domain::promises::{PromiseKind, PromiseState};
use locales::Words;
use serde::Deserialize;
use store::promises::{NewPromise, Promise};

use super::{People, read_day, refused};
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::Fault;
use crate::memory;

/// A promise as the pages show it.
pub(crate) struct Row {
    pub id: PromiseId,
    pub is_open: bool,
    pub is_wish: bool,
    pub text: String,
    /// Until when, and whether that is past.
    pub due: Option<(String, bool)>,
    pub owner: Option<String>,
    pub state: String,
    pub is_broken: bool,
    pub closing_note: String,
    pub version: i64,
}

impl Row {
    pub(crate) fn new(words: Words, promise: &Promise, people: &People, today: Day) -> Self {
        let due = promise.due.map(|day| {
            let said = words.day_short(day);
            let is_past = day < today;
            (
                if is_past { words.memory_promise_overdue(said) } else { words.memory_promise_until(said) },
                is_past,
            )
        });
        Self {
            id: promise.id,
            is_open: promise.state == PromiseState::Open,
            is_wish: promise.kind == PromiseKind::Wish,
            text: promise.text.clone(),
            due: due.filter(|_| promise.state == PromiseState::Open),
            owner: promise.owner.map(|owner| people.name(owner)),
            state: memory::state(words, promise.state),
            is_broken: promise.state == PromiseState::Broken,
            closing_note: promise.closing_note.clone(),
            version: promise.version,
        }
    }
}

/// A promise as a form says it.
#[derive(Deserialize)]
pub(crate) struct PromiseForm {
    #[serde(default)]
    kind: String,
    text: String,
    #[serde(default)]
    due: String,
    #[serde(default)]
    owner: String,
}

impl PromiseForm {
    fn read(self) -> Result<NewPromise, Problem> {
        let owner = (!self.owner.is_empty()).then(|| {
            let unknown = |_| Problem::Unknown {
                what: "member of staff",
                value: self.owner.chars().take(60).collect(),
            };
            self.owner.parse::<StaffId>().map_err(unknown)
        });
        Ok(NewPromise {
            kind: known("kind", &self.kind, PromiseKind::from_name)?,
            text: self.text,
            owner: owner.transpose()?,
            due: read_day(&self.due)?,
            entry: None,
        })
    }
}

/// Makes a promise, or writes a wish down.
pub(crate) async fn make(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Form(form): Form<PromiseForm>,
) -> Result<Response, Fault> {
    let person: PersonId = id.parse().map_err(|_| Fault::NotFound)?;
    let permit = check(signed_in.actor, Action::WritePeople).map_err(|_| Fault::Forbidden)?;
    let new = form.read().map_err(|problem| Fault::Bad(memory::problem(signed_in.words, &problem)))?;
    app.store.make_promise(&permit, person, new).await.map_err(refused(signed_in.words))?;
    Ok(Redirect::to(&format!("/people/{person}#promises")).into_response())
}

/// How a promise ends.
#[derive(Deserialize)]
pub(crate) struct CloseForm {
    state: String,
    version: i64,
    #[serde(default)]
    note: String,
}

/// Closes a promise: kept, broken or withdrawn.
pub(crate) async fn close(
    State(app): State<App>,
    signed_in: SignedIn,
    Path((id, promise)): Path<(String, String)>,
    Form(form): Form<CloseForm>,
) -> Result<Response, Fault> {
    let person: PersonId = id.parse().map_err(|_| Fault::NotFound)?;
    let promise: PromiseId = promise.parse().map_err(|_| Fault::NotFound)?;
    let permit = check(signed_in.actor, Action::WritePeople).map_err(|_| Fault::Forbidden)?;
    let found = app.store.promise(signed_in.actor, promise).await?;
    found.filter(|promise| promise.person == person).ok_or(Fault::NotFound)?;
    let state = PromiseState::from_name(&form.state).ok_or(Fault::NotFound)?;
    let closed = app.store.close_promise(&permit, promise, form.version, state, &form.note);
    closed.await.map_err(refused(signed_in.words))?;
    Ok(Redirect::to(&format!("/people/{person}#promises")).into_response())
}
