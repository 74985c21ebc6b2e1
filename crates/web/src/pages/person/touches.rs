//! Touches written down by hand.

use askama::Template;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Instant;
use domain::access::{Action, check};
use domain::ids::{PersonId, TouchId};
use domain::memory::{Problem, known};
use domain::timeline::Kind;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde::Deserialize;
use store::touches::Touch;

use super::facts::{Choice, Version};
use super::{named, refused};
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::{self, Fault};
use crate::memory;
use crate::pages::Shell;

/// A touch as a form says it.
#[derive(Deserialize)]
pub(crate) struct TouchForm {
    #[serde(default)]
    kind: String,
    text: String,
    /// As `<input type="datetime-local">` has it, where the company is; empty for now.
    #[serde(default)]
    at: String,
}

fn moment(at: &str, zone: &TimeZone) -> Result<Option<Instant>, Problem> {
    if at.is_empty() {
        return Ok(None);
    }
    let not_a_date = |_| Problem::NotADate(at.chars().take(60).collect());
    let civil: DateTime = at.parse().map_err(not_a_date)?;
    let zoned = civil.to_zoned(zone.clone()).map_err(not_a_date)?;
    Ok(Some(Instant(zoned.timestamp().as_microsecond())))
}

/// Writes a touch down.
pub(crate) async fn write(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Form(form): Form<TouchForm>,
) -> Result<Response, Fault> {
    let person: PersonId = id.parse().map_err(|_| Fault::NotFound)?;
    let permit = check(signed_in.actor, Action::WritePeople).map_err(|_| Fault::Forbidden)?;
    let bad = |problem| Fault::Bad(memory::problem(signed_in.words, &problem));
    let kind = known("kind", &form.kind, Kind::from_name).map_err(bad)?;
    let zone = app.store.zone(signed_in.actor).await?;
    let at = moment(&form.at, &zone).map_err(bad)?.unwrap_or_else(|| app.clock.now());
    let written = app.store.write_touch(&permit, person, kind, at, &form.text);
    written.await.map_err(refused(signed_in.words))?;
    Ok(Redirect::to(&format!("/people/{person}#timeline")).into_response())
}

/// A touch to be corrected.
#[derive(Template)]
#[template(path = "people/touch.html")]
struct TouchPage {
    shell: Shell,
    person: PersonId,
    name: String,
    touch: TouchId,
    kinds: Vec<Choice>,
    form: CorrectForm,
    problem: Option<String>,
}

/// A touch as a form corrects it.
#[derive(Deserialize)]
pub(crate) struct CorrectForm {
    #[serde(default)]
    kind: String,
    text: String,
    #[serde(default)]
    at: String,
    version: i64,
}

/// A moment as `<input type="datetime-local">` has it, to the minute.
fn to_the_minute(at: Instant, zone: &TimeZone) -> String {
    let at = jiff::Timestamp::from_microsecond(at.0).unwrap_or_default();
    at.to_zoned(zone.clone()).strftime("%Y-%m-%dT%H:%M").to_string()
}

async fn theirs(app: &App, signed_in: &SignedIn, person: PersonId, touch: &str) -> Result<Touch, Fault> {
    let id: TouchId = touch.parse().map_err(|_| Fault::NotFound)?;
    let touch = app.store.touch(signed_in.actor, id).await?;
    touch.filter(|touch| touch.person == person).ok_or(Fault::NotFound)
}

fn show(
    signed_in: &SignedIn,
    (person, name): (PersonId, String),
    touch: TouchId,
    form: CorrectForm,
    problem: Option<String>,
) -> Response {
    let words = signed_in.words;
    let kind = |kind: Kind| (kind.name(), memory::entry_kind(words, kind), kind.name() == form.kind);
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = TouchPage {
        shell: Shell::new(words.memory_correct(), "/people", signed_in),
        person,
        name,
        touch,
        kinds: Kind::TOUCHES.map(kind).to_vec(),
        form,
        problem,
    };
    fault::page(status, &page)
}

/// The form of a touch to correct.
pub(crate) async fn correct_page(
    State(app): State<App>,
    signed_in: SignedIn,
    Path((id, touch)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let person = named(&app, &signed_in, &id).await?;
    let touch = theirs(&app, &signed_in, person.0, &touch).await?;
    let zone = app.store.zone(signed_in.actor).await?;
    let form = CorrectForm {
        kind: touch.kind.name().to_owned(),
        at: to_the_minute(touch.at, &zone),
        text: touch.text,
        version: touch.version,
    };
    Ok(show(&signed_in, person, touch.id, form, None))
}

/// Corrects a touch. What somebody else changed in the meantime is shown beside what was written.
pub(crate) async fn correct(
    State(app): State<App>,
    signed_in: SignedIn,
    Path((id, touch)): Path<(String, String)>,
    Form(mut form): Form<CorrectForm>,
) -> Result<Response, Fault> {
    let words = signed_in.words;
    let person = named(&app, &signed_in, &id).await?;
    let before = theirs(&app, &signed_in, person.0, &touch).await?;
    let permit = check(signed_in.actor, Action::WritePeople).map_err(|_| Fault::Forbidden)?;
    let zone = app.store.zone(signed_in.actor).await?;
    // The form knows minutes; a moment nobody touched keeps its seconds.
    let unmoved = form.at.is_empty() || form.at == to_the_minute(before.at, &zone);
    let asked = if unmoved { Ok(None) } else { moment(&form.at, &zone) };
    let read = known("kind", &form.kind, Kind::from_name).and_then(|kind| Ok((kind, asked?)));
    let outcome = match read {
        Ok((kind, at)) => {
            let to = (kind, at.unwrap_or(before.at));
            app.store.correct_touch(&permit, before.id, form.version, to, &form.text).await
        }
        Err(problem) => Err(problem.into()),
    };
    let said = match outcome {
        Ok(_) => return Ok(Redirect::to(&format!("/people/{}#timeline", person.0)).into_response()),
        Err(store::Error::Unfit(problem)) => memory::problem(words, &problem),
        Err(store::Error::Superseded(_)) => {
            let now = theirs(&app, &signed_in, person.0, &touch).await?;
            form.version = now.version;
            words.memory_conflict(now.text)
        }
        Err(other) => return Err(other.into()),
    };
    Ok(show(&signed_in, person, before.id, form, Some(said)))
}

/// Takes a touch away.
pub(crate) async fn remove(
    State(app): State<App>,
    signed_in: SignedIn,
    Path((id, touch)): Path<(String, String)>,
    Form(Version { version }): Form<Version>,
) -> Result<Response, Fault> {
    let person: PersonId = id.parse().map_err(|_| Fault::NotFound)?;
    let touch = theirs(&app, &signed_in, person, &touch).await?.id;
    let permit = check(signed_in.actor, Action::WritePeople).map_err(|_| Fault::Forbidden)?;
    app.store.remove_touch(&permit, touch, version).await.map_err(refused(signed_in.words))?;
    Ok(Redirect::to(&format!("/people/{person}#timeline")).into_response())
}
