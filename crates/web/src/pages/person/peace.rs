//! Leaving somebody in peace, and ending that: what holds now stands on their page.

use askama::Template;
use axum::extract::{Form, Path, State};
use axum::response::Redirect;
use domain::access::{Action, check};
use domain::ids::{PersonId, RestId};
use domain::today::Reason;
use locales::Words;
use serde::Deserialize;
use store::rests::Rest;

use super::{People, read_day, refused};
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::Fault;
use crate::memory;

/// What a person's page says of it.
#[derive(Template)]
#[template(path = "people/peace.html")]
pub(super) struct PeacePart {
    words: Words,
    id: PersonId,
    may_write: bool,
    /// Times that hold today: which, in a sentence, and who said so when.
    rests: Vec<(RestId, String, String)>,
}

/// Why somebody is left in peace, in words.
pub(crate) fn reason(words: Words, kept: &str) -> String {
    if kept == Reason::Asked.name() { words.today_reason_asked() } else { kept.to_owned() }
}

fn sentence(words: Words, rest: &Rest) -> String {
    let why = reason(words, &rest.reason);
    match rest.until {
        Some(until) => words.person_peace_until(words.day(until), why.as_str()),
        None => words.person_peace_open(why.as_str()),
    }
}

impl PeacePart {
    /// Reads it.
    pub(super) async fn read(
        app: &App,
        signed_in: &SignedIn,
        id: PersonId,
        people: &People,
    ) -> Result<Self, Fault> {
        let words = signed_in.words;
        let zone = app.store.zone(signed_in.actor).await?;
        let today = app.clock.now().day_in(&zone);
        let rests = app.store.rests(signed_in.actor, id).await?;
        let said = |rest: &Rest| {
            let by = format!("{} {}", words.instant(rest.said_at, &zone), people.by(words, &rest.said_by));
            (rest.id, sentence(words, rest), by)
        };
        Ok(Self {
            words,
            id,
            may_write: signed_in.role.may(Action::WritePeople),
            rests: rests.iter().filter(|rest| rest.holds(today)).map(said).collect(),
        })
    }
}

/// Why, and up to which day.
#[derive(Deserialize)]
pub(crate) struct PeaceForm {
    /// Empty where they asked for it themselves.
    #[serde(default)]
    reason: String,
    #[serde(default)]
    until: String,
}

/// Leaves somebody in peace from today on.
pub(crate) async fn begin(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<PersonId>,
    Form(form): Form<PeaceForm>,
) -> Result<Redirect, Fault> {
    let permit = check(signed_in.actor, Action::WritePeople).map_err(|_| Fault::Forbidden)?;
    let bad = |problem| Fault::Bad(memory::problem(signed_in.words, &problem));
    let until = read_day(&form.until).map_err(bad)?;
    let reason = Some(form.reason.trim()).filter(|reason| !reason.is_empty());
    let reason = reason.unwrap_or(Reason::Asked.name());
    let begun = app.store.leave_in_peace(&permit, id, reason, until).await;
    begun.map_err(refused(signed_in.words))?;
    Ok(Redirect::to(&format!("/people/{id}#peace")))
}

/// Ends a rest of theirs.
pub(crate) async fn end(
    State(app): State<App>,
    signed_in: SignedIn,
    Path((id, rest)): Path<(PersonId, RestId)>,
) -> Result<Redirect, Fault> {
    let permit = check(signed_in.actor, Action::WritePeople).map_err(|_| Fault::Forbidden)?;
    let theirs = app.store.rests(signed_in.actor, id).await?;
    if theirs.iter().all(|one| one.id != rest) {
        return Err(Fault::NotFound);
    }
    app.store.end_rest(&permit, rest).await?;
    Ok(Redirect::to(&format!("/people/{id}#peace")))
}
