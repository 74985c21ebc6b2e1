//! What we remember of a person: shown in groups, added in a line, corrected and forgotten.

mod form;

use askama::Template;
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Day;
use domain::access::{Action, check};
use domain::ids::{FactId, PersonId};
use domain::memory::{FactKind, Level};
use jiff::tz::TimeZone;
use locales::Words;
use serde::Deserialize;
use store::facts::Fact;

use super::{named, refused};
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::{self, Fault};
use crate::memory;
use crate::pages::Shell;

pub(super) use form::{FactForm, Fields};

/// A choice of a form: its name, its words, whether it is chosen.
pub(super) type Choice = (&'static str, String, bool);

/// A fact as the pages show it.
pub(super) struct Row {
    pub id: FactId,
    pub text: String,
    /// The date, and the next day it comes with the age then.
    pub date: Option<(String, String)>,
    /// The level, where it is above the ordinary.
    pub level: Option<String>,
    /// Source, basis, who learned it and when.
    pub terms: String,
    /// Where it was remembered from.
    pub from: Option<(String, String)>,
}

/// The facts of a kind.
pub(super) struct Group {
    pub kind: String,
    pub rows: Vec<Row>,
}

/// All facts of a person, those that matter in groups, those that have expired apart.
pub(super) struct FactsPart {
    pub groups: Vec<Group>,
    pub expired: Vec<Row>,
    pub expired_title: String,
}

impl FactsPart {
    /// Days are those of the company's `zone`.
    pub(super) fn new(words: Words, facts: &[Fact], today: Day, zone: &TimeZone) -> Self {
        let row = |fact: &Fact| row(words, fact, today, zone);
        let group = |kind: &FactKind| {
            let of = |fact: &&Fact| fact.draft.kind == *kind && !fact.is_expired(today);
            let rows: Vec<Row> = facts.iter().filter(of).map(row).collect();
            (!rows.is_empty()).then(|| Group { kind: memory::fact_kind(words, *kind), rows })
        };
        let expired: Vec<Row> = facts.iter().filter(|fact| fact.is_expired(today)).map(row).collect();
        Self {
            groups: FactKind::ALL.iter().filter_map(group).collect(),
            expired_title: format!("{} ({})", words.memory_expired(), words.number(expired.len() as u64)),
            expired,
        }
    }
}

fn row(words: Words, fact: &Fact, today: Day, zone: &TimeZone) -> Row {
    let draft = &fact.draft;
    let date = draft.when.as_ref().map(|when| {
        let next = when.next_from(today).map(|day| {
            let next = words.memory_next(words.day_short(day));
            memory::age(words, when, day).map_or_else(|| next.clone(), |age| format!("{next} · {age}"))
        });
        (memory::date(words, when), next.unwrap_or_default())
    });
    let mut terms = vec![memory::source(words, draft.source)];
    terms.extend((!draft.source_note.is_empty()).then(|| draft.source_note.clone()));
    terms.push(memory::basis(words, draft.basis));
    terms.push(words.memory_learned(words.day_short(fact.learned_at.day_in(zone))));
    terms.extend(draft.expires_on.map(|day| format!("{}: {}", words.memory_expires(), words.day_short(day))));
    let from =
        fact.from.as_ref().map(|from| (format!("{}_{}", from.kind.name(), from.id), from.phrase.clone()));
    Row {
        id: fact.id,
        text: draft.text.clone(),
        date,
        level: (draft.level > Level::Ordinary).then(|| memory::level(words, draft.level)),
        terms: terms.join(" · "),
        from,
    }
}

/// A form of its own, for a fact to be remembered or corrected.
#[derive(Template)]
#[template(path = "people/remember.html")]
struct RememberPage {
    shell: Shell,
    person: PersonId,
    name: String,
    action: String,
    fields: Fields,
    problem: Option<String>,
    /// To be corrected, not to be remembered anew.
    fact: Option<FactId>,
}

fn show(
    signed_in: &SignedIn,
    (person, name): (PersonId, String),
    fact: Option<FactId>,
    form: FactForm,
    problem: Option<String>,
) -> Response {
    let words = signed_in.words;
    let action = match fact {
        Some(fact) => format!("/people/{person}/facts/{fact}"),
        None => format!("/people/{person}/facts"),
    };
    let title = if fact.is_some() { words.memory_correct() } else { words.memory_new() };
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = RememberPage {
        shell: Shell::new(title, "/people", signed_in),
        person,
        name,
        action,
        fields: Fields::new(words, signed_in, form),
        problem,
        fact,
    };
    fault::page(status, &page)
}

/// The form for a fact, with the phrase that was selected, if one was.
pub(crate) async fn remember_page(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Query(mut form): Query<FactForm>,
) -> Result<Response, Fault> {
    let person = named(&app, &signed_in, &id).await?;
    if form.text.is_empty() {
        form.text.clone_from(&form.phrase);
    }
    Ok(show(&signed_in, person, None, form, None))
}

/// Remembers what the form says.
pub(crate) async fn remember(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    form: Result<Form<FactForm>, FormRejection>,
) -> Result<Response, Fault> {
    let Form(form) = form.map_err(|_| Fault::NotFound)?;
    let person = named(&app, &signed_in, &id).await?;
    let permit = check(signed_in.actor, Action::WritePeople).map_err(|_| Fault::Forbidden)?;
    let read = form.draft().and_then(|draft| Ok((draft, form.selected()?)));
    let outcome = match read {
        Ok((draft, from)) => app.store.remember(&permit, person.0, draft, from).await,
        Err(problem) => Err(problem.into()),
    };
    match outcome {
        Ok(_) => Ok(Redirect::to(&format!("/people/{}#facts", person.0)).into_response()),
        Err(store::Error::Unfit(problem)) => {
            let said = memory::problem(signed_in.words, &problem);
            Ok(show(&signed_in, person, None, form, Some(said)))
        }
        Err(other) => Err(other.into()),
    }
}

async fn theirs(app: &App, signed_in: &SignedIn, person: PersonId, fact: &str) -> Result<Fact, Fault> {
    let id: FactId = fact.parse().map_err(|_| Fault::NotFound)?;
    let fact = app.store.fact(signed_in.actor, id).await?;
    fact.filter(|fact| fact.person == person).ok_or(Fault::NotFound)
}

/// The form of a fact to correct.
pub(crate) async fn correct_page(
    State(app): State<App>,
    signed_in: SignedIn,
    Path((id, fact)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let person = named(&app, &signed_in, &id).await?;
    let fact = theirs(&app, &signed_in, person.0, &fact).await?;
    Ok(show(&signed_in, person, Some(fact.id), FactForm::of(&fact), None))
}

/// Corrects a fact. What somebody else changed in the meantime is shown beside what was written.
pub(crate) async fn correct(
    State(app): State<App>,
    signed_in: SignedIn,
    Path((id, fact)): Path<(String, String)>,
    form: Result<Form<FactForm>, FormRejection>,
) -> Result<Response, Fault> {
    let Form(mut form) = form.map_err(|_| Fault::NotFound)?;
    let person = named(&app, &signed_in, &id).await?;
    let fact = theirs(&app, &signed_in, person.0, &fact).await?;
    let permit = check(signed_in.actor, Action::WritePeople).map_err(|_| Fault::Forbidden)?;
    let outcome = match form.draft() {
        Ok(draft) => app.store.correct_fact(&permit, fact.id, form.version, draft).await,
        Err(problem) => Err(problem.into()),
    };
    let words = signed_in.words;
    let said = match outcome {
        Ok(_) => return Ok(Redirect::to(&format!("/people/{}#facts", person.0)).into_response()),
        Err(store::Error::Unfit(problem)) => memory::problem(words, &problem),
        Err(store::Error::Superseded(_)) => {
            let now = theirs(&app, &signed_in, person.0, &fact.id.to_string()).await?;
            form.version = now.version;
            words.memory_conflict(now.draft.text)
        }
        Err(other) => return Err(other.into()),
    };
    Ok(show(&signed_in, person, Some(fact.id), form, Some(said)))
}

/// The version a form was begun on.
#[derive(Deserialize)]
pub(crate) struct Version {
    pub version: i64,
}

/// Forgets a fact.
pub(crate) async fn forget(
    State(app): State<App>,
    signed_in: SignedIn,
    Path((id, fact)): Path<(String, String)>,
    Form(Version { version }): Form<Version>,
) -> Result<Response, Fault> {
    let (person, _) = named(&app, &signed_in, &id).await?;
    let fact = theirs(&app, &signed_in, person, &fact).await?;
    let permit = check(signed_in.actor, Action::WritePeople).map_err(|_| Fault::Forbidden)?;
    app.store.forget_fact(&permit, fact.id, version).await.map_err(refused(signed_in.words))?;
    Ok(Redirect::to(&format!("/people/{person}#facts")).into_response())
}

#[cfg(test)]
mod tests {
    use domain::Instant;
    use domain::memory::{Basis, Draft, Source};

    use super::*;

    #[test]
    fn a_fact_was_learned_on_the_companys_day() {
        let draft = Draft {
            kind: FactKind::Interest,
            text: "Rows".to_owned(),
            when: None,
            source: Source::Said,
            source_note: String::new(),
            basis: Basis::LegitimateInterests,
            level: Level::Ordinary,
            expires_on: None,
        };
        // Half past eleven in the evening of 30 September in UTC.
        let learned_at = Instant(20_726 * domain::time::DAY_MICROS + 84_600_000_000);
        let (id, person) = (FactId(uuid::Uuid::nil()), PersonId(uuid::Uuid::nil()));
        let fact = Fact { id, person, draft, from: None, learned_by: String::new(), learned_at, version: 1 };
        let words = Words::of(locales::Language::En);
        let terms = |zone: &str| row(words, &fact, Day(20_727), &TimeZone::get(zone).unwrap()).terms;
        assert!(terms("UTC").ends_with(&words.day_short(Day(20_726))), "{}", terms("UTC"));
        assert!(terms("Europe/Riga").ends_with(&words.day_short(Day(20_727))), "{}", terms("Europe/Riga"));
    }
}
