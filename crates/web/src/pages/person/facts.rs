//! What we remember of a person: shown in groups, added in a line, corrected and forgotten.

use askama::Template;
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Day;
use domain::access::{Action, check, may};
use domain::ids::{FactId, PersonId};
use domain::memory::{Basis, Calendar, Draft, FactKind, LeapRule, Level, Problem, Source, When, known};
use locales::Words;
use serde::Deserialize;
use store::facts::{Fact, Selected};
use store::timeline::Place;

use super::{name_of, read_day, read_number, refused};
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::{self, Fault};
use crate::memory;
use crate::pages::Shell;

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
    pub(super) fn new(words: Words, facts: &[Fact], today: Day) -> Self {
        let row = |fact: &Fact| row(words, fact, today);
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

fn row(words: Words, fact: &Fact, today: Day) -> Row {
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
    terms.push(words.memory_learned(words.day_short(fact.learned_at.day_in(&jiff::tz::TimeZone::UTC))));
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

/// What a form says of a fact; empty where nothing was filled in.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct FactForm {
    pub kind: String,
    pub text: String,
    pub calendar: String,
    pub day: String,
    pub month: String,
    pub year: String,
    pub leap: String,
    pub source: String,
    pub source_note: String,
    pub basis: String,
    pub level: String,
    pub expires_on: String,
    pub entry: String,
    pub phrase: String,
    pub version: i64,
}

fn or<'a>(value: &'a str, otherwise: &'a str) -> &'a str {
    if value.is_empty() { otherwise } else { value }
}

impl FactForm {
    fn of(fact: &Fact) -> Self {
        let draft = &fact.draft;
        let mut form = Self {
            kind: draft.kind.name().to_owned(),
            text: draft.text.clone(),
            source: draft.source.name().to_owned(),
            source_note: draft.source_note.clone(),
            basis: draft.basis.name().to_owned(),
            level: draft.level.name().to_owned(),
            expires_on: draft.expires_on.map(|day| day.to_string()).unwrap_or_default(),
            version: fact.version,
            ..Self::default()
        };
        match draft.when {
            Some(When::Yearly(date)) => {
                form.calendar = date.calendar().name().to_owned();
                form.day = date.day().to_string();
                form.month = date.month().to_string();
                form.year = date.year().map(|year| year.to_string()).unwrap_or_default();
                form.leap = date.leap().map_or("", LeapRule::name).to_owned();
            }
            Some(When::Once(day)) => {
                let (year, month, day) = Calendar::Gregorian.date(day);
                (form.year, form.month, form.day) = (year.to_string(), month.to_string(), day.to_string());
            }
            None => {}
        }
        form
    }

    /// What it says, as the fact to keep.
    fn draft(&self) -> Result<Draft, Problem> {
        let kind = known("kind", or(&self.kind, FactKind::Other.name()), FactKind::from_name)?;
        Ok(Draft {
            kind,
            text: self.text.clone(),
            when: self.when(kind)?,
            source: known("source", or(&self.source, Source::Said.name()), Source::from_name)?,
            source_note: self.source_note.clone(),
            basis: known("basis", or(&self.basis, Basis::LegitimateInterests.name()), Basis::from_name)?,
            level: known("level", or(&self.level, Level::Ordinary.name()), Level::from_name)?,
            expires_on: read_day(&self.expires_on)?,
        })
    }

    /// The date of the fields, or of the line where they are empty.
    fn when(&self, kind: FactKind) -> Result<Option<When>, Problem> {
        let (day, month) = (read_number(&self.day)?, read_number(&self.month)?);
        let year: Option<i32> = read_number(&self.year)?;
        let (day, month) = match (day, month) {
            (None, None) if year.is_none() => return When::in_line(kind, &self.text),
            (Some(day), Some(month)) => (day, month),
            _ => return Err(Problem::HalfDate),
        };
        let calendar = known("calendar", or(&self.calendar, "gregorian"), Calendar::from_name)?;
        let leap = (!self.leap.is_empty()).then(|| known("leap rule", &self.leap, LeapRule::from_name));
        When::of(kind, calendar, year, month, day, leap.transpose()?).map(Some)
    }

    fn selected(&self) -> Result<Option<Selected>, Problem> {
        if self.entry.is_empty() {
            return Ok(None);
        }
        let place: Place = self.entry.parse()?;
        Ok(Some(Selected { kind: place.kind, id: place.id, phrase: self.phrase.clone() }))
    }
}

/// The fields of a fact, in a form of its own or folded under a line.
pub(super) struct Fields {
    pub form: FactForm,
    pub kinds: Vec<Choice>,
    pub calendars: Vec<Choice>,
    pub leaps: Vec<Choice>,
    pub sources: Vec<Choice>,
    pub bases: Vec<Choice>,
    pub levels: Vec<Choice>,
}

impl Fields {
    pub(super) fn new(words: Words, signed_in: &SignedIn, form: FactForm) -> Self {
        fn choices<T: Copy>(
            all: &[T],
            name: fn(T) -> &'static str,
            say: impl Fn(T) -> String,
            chosen: &str,
        ) -> Vec<Choice> {
            all.iter().map(|&one| (name(one), say(one), name(one) == chosen)).collect()
        }
        let seen: Vec<Level> =
            Level::ALL.iter().copied().filter(|level| may(signed_in.actor, level.action())).collect();
        let own = if words.language() == locales::Language::Fa { "jalali" } else { "gregorian" };
        Self {
            kinds: choices(
                FactKind::ALL,
                FactKind::name,
                |kind| memory::fact_kind(words, kind),
                or(&form.kind, "interest"),
            ),
            calendars: choices(
                &Calendar::ALL,
                Calendar::name,
                |one| memory::calendar(words, one),
                or(&form.calendar, own),
            ),
            leaps: choices(
                &LeapRule::ALL,
                LeapRule::name,
                |rule| memory::leap(words, rule),
                or(&form.leap, "before"),
            ),
            sources: choices(
                Source::ALL,
                Source::name,
                |one| memory::source(words, one),
                or(&form.source, "said"),
            ),
            bases: choices(
                Basis::ALL,
                Basis::name,
                |one| memory::basis(words, one),
                or(&form.basis, "legitimate_interests"),
            ),
            levels: choices(
                &seen,
                Level::name,
                |level| memory::level(words, level),
                or(&form.level, "ordinary"),
            ),
            form,
        }
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

async fn named(app: &App, signed_in: &SignedIn, id: &str) -> Result<(PersonId, String), Fault> {
    let id: PersonId = id.parse().map_err(|_| Fault::NotFound)?;
    let person = app.store.person(signed_in.actor, id).await?.ok_or(Fault::NotFound)?;
    Ok((id, name_of(signed_in.words, &person)))
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
