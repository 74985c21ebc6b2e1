//! Promises and wishes on a person's page.

use askama::Template;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Day;
use domain::access::{Action, check};
use domain::ids::{PersonId, PromiseId, StaffId};
use domain::memory::{Problem, known};
use domain::promises::{PromiseKind, PromiseState};
use locales::Words;
use serde::Deserialize;
use store::promises::{Correction, NewPromise, Promise};

use super::facts::{Choice, Version};
use super::{People, named, read_day, refused};
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::{self, Fault};
use crate::memory;
use crate::pages::Shell;

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

/// Who sees to it; nobody where nothing was chosen.
fn read_owner(text: &str) -> Result<Option<StaffId>, Problem> {
    if text.is_empty() {
        return Ok(None);
    }
    let unknown = |_| Problem::Unknown { what: "member of staff", value: text.chars().take(60).collect() };
    text.parse().map(Some).map_err(unknown)
}

impl PromiseForm {
    fn read(self) -> Result<NewPromise, Problem> {
        Ok(NewPromise {
            kind: known("kind", &self.kind, PromiseKind::from_name)?,
            text: self.text,
            owner: read_owner(&self.owner)?,
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

/// A promise to be corrected.
#[derive(Template)]
#[template(path = "people/promise.html")]
struct PromisePage {
    shell: Shell,
    person: PersonId,
    name: String,
    promise: PromiseId,
    kinds: Vec<Choice>,
    states: Vec<Choice>,
    owners: Vec<(StaffId, String, bool)>,
    form: CorrectForm,
    problem: Option<String>,
}

/// A promise as a form corrects it.
#[derive(Deserialize)]
pub(crate) struct CorrectForm {
    #[serde(default)]
    kind: String,
    text: String,
    #[serde(default)]
    due: String,
    #[serde(default)]
    owner: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    note: String,
    version: i64,
}

impl CorrectForm {
    fn of(promise: Promise) -> Self {
        Self {
            kind: promise.kind.name().to_owned(),
            text: promise.text,
            due: promise.due.map(|day| day.to_string()).unwrap_or_default(),
            owner: promise.owner.map(|owner| owner.to_string()).unwrap_or_default(),
            state: promise.state.name().to_owned(),
            note: promise.closing_note,
            version: promise.version,
        }
    }

    fn read(&self) -> Result<Correction, Problem> {
        Ok(Correction {
            kind: known("kind", &self.kind, PromiseKind::from_name)?,
            text: self.text.clone(),
            owner: read_owner(&self.owner)?,
            due: read_day(&self.due)?,
            state: known("state", &self.state, PromiseState::from_name)?,
            closing_note: self.note.clone(),
        })
    }
}

async fn theirs(app: &App, signed_in: &SignedIn, person: PersonId, promise: &str) -> Result<Promise, Fault> {
    let id: PromiseId = promise.parse().map_err(|_| Fault::NotFound)?;
    let promise = app.store.promise(signed_in.actor, id).await?;
    promise.filter(|promise| promise.person == person).ok_or(Fault::NotFound)
}

/// Who may own a promise: those who work here, and who owns it now.
fn owners(people: &People, signed_in: &SignedIn, chosen: &str) -> Vec<(StaffId, String, bool)> {
    let mut owners = people.here(signed_in.actor);
    let chosen: Option<StaffId> = chosen.parse().ok();
    owners.iter_mut().for_each(|(id, _, is_chosen)| *is_chosen = chosen == Some(*id));
    let left = chosen.filter(|chosen| owners.iter().all(|(id, ..)| id != chosen));
    owners.extend(left.map(|id| (id, people.name(id), true)));
    owners
}

async fn show(
    app: &App,
    signed_in: &SignedIn,
    (person, name): (PersonId, String),
    promise: PromiseId,
    form: CorrectForm,
    problem: Option<String>,
) -> Result<Response, Fault> {
    let words = signed_in.words;
    let people = People::read(app, signed_in).await?;
    let kind =
        |kind: PromiseKind| (kind.name(), memory::entry_kind(words, kind.entry()), kind.name() == form.kind);
    let state = |state: PromiseState| (state.name(), memory::state(words, state), state.name() == form.state);
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = PromisePage {
        shell: Shell::new(words.memory_correct(), "/people", signed_in),
        person,
        name,
        promise,
        kinds: PromiseKind::ALL.map(kind).to_vec(),
        states: PromiseState::ALL.map(state).to_vec(),
        owners: owners(&people, signed_in, &form.owner),
        form,
        problem,
    };
    Ok(fault::page(status, &page))
}

/// The form of a promise to correct.
pub(crate) async fn correct_page(
    State(app): State<App>,
    signed_in: SignedIn,
    Path((id, promise)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let person = named(&app, &signed_in, &id).await?;
    let promise = theirs(&app, &signed_in, person.0, &promise).await?;
    show(&app, &signed_in, person, promise.id, CorrectForm::of(promise), None).await
}

/// Corrects a promise. What somebody else changed in the meantime is shown beside what was written.
pub(crate) async fn correct(
    State(app): State<App>,
    signed_in: SignedIn,
    Path((id, promise)): Path<(String, String)>,
    Form(mut form): Form<CorrectForm>,
) -> Result<Response, Fault> {
    let words = signed_in.words;
    let person = named(&app, &signed_in, &id).await?;
    let before = theirs(&app, &signed_in, person.0, &promise).await?;
    let permit = check(signed_in.actor, Action::WritePeople).map_err(|_| Fault::Forbidden)?;
    let outcome = match form.read() {
        Ok(correction) => app.store.correct_promise(&permit, before.id, form.version, &correction).await,
        Err(problem) => Err(problem.into()),
    };
    let said = match outcome {
        Ok(_) => return Ok(Redirect::to(&format!("/people/{}#promises", person.0)).into_response()),
        Err(store::Error::Unfit(problem)) => memory::problem(words, &problem),
        Err(store::Error::Superseded(_)) => {
            let now = theirs(&app, &signed_in, person.0, &promise).await?;
            form.version = now.version;
            words.memory_conflict(format!("{} ({})", now.text, memory::state(words, now.state)))
        }
        Err(other) => return Err(other.into()),
    };
    show(&app, &signed_in, person, before.id, form, Some(said)).await
}

/// Takes a promise away that was written down by mistake.
pub(crate) async fn remove(
    State(app): State<App>,
    signed_in: SignedIn,
    Path((id, promise)): Path<(String, String)>,
    Form(Version { version }): Form<Version>,
) -> Result<Response, Fault> {
    let person: PersonId = id.parse().map_err(|_| Fault::NotFound)?;
    let promise = theirs(&app, &signed_in, person, &promise).await?.id;
    let permit = check(signed_in.actor, Action::WritePeople).map_err(|_| Fault::Forbidden)?;
    app.store.remove_promise(&permit, promise, version).await.map_err(refused(signed_in.words))?;
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
    let promise = theirs(&app, &signed_in, person, &promise).await?.id;
    let permit = check(signed_in.actor, Action::WritePeople).map_err(|_| Fault::Forbidden)?;
    let state = PromiseState::from_name(&form.state).ok_or(Fault::NotFound)?;
    let closed = app.store.close_promise(&permit, promise, form.version, state, &form.note);
    closed.await.map_err(refused(signed_in.words))?;
    Ok(Redirect::to(&format!("/people/{person}#promises")).into_response())
}
