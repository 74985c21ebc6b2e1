//! Holidays of the company's own: a text a calendar, one holiday a line, with the wrong line said.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::{Action, check};
use domain::holidays::{CalendarRefusal, HolidayError, KNOWN};
use domain::ids::PersonId;
use locales::Words;
use serde::Deserialize;
use store::calendars::Calendar;

use super::Shell;
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::{self, Fault};
use crate::memory;

/// A calendar as the page shows it, with the days its holidays fall on next.
struct Shown {
    form: CalendarForm,
    next: Vec<(String, String)>,
}

/// A calendar as the form says it.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct CalendarForm {
    #[serde(default)]
    name: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    rules: String,
    #[serde(default)]
    version: i64,
}

#[derive(Template)]
#[template(path = "gifts/calendars.html")]
struct CalendarsPage {
    shell: Shell,
    calendars: Vec<Shown>,
    new: CalendarForm,
    known: Vec<String>,
    wrong: Option<String>,
}

/// The name of a calendar the program knows, in words.
fn known(words: Words, name: &str) -> String {
    match name {
        "latvia" => words.calendars_latvia(),
        "finland" => words.calendars_finland(),
        "persian" => words.calendars_persian(),
        "russian" => words.calendars_russian(),
        "orthodox" => words.calendars_orthodox(),
        "united_states" => words.calendars_united_states(),
        _ => words.calendars_western(),
    }
}

fn refusal(words: Words, why: &CalendarRefusal) -> String {
    match why {
        CalendarRefusal::Name => words.calendars_bad_name(),
        CalendarRefusal::TooLong | CalendarRefusal::Rules(HolidayError::TooMany) => {
            words.calendars_too_long()
        }
        CalendarRefusal::TooMany => words.calendars_too_many(),
        CalendarRefusal::Unknown(name) => words.calendars_unknown(name.as_str()),
        CalendarRefusal::Rules(HolidayError::NoEquals(line)) => words.calendars_no_equals(*line as u64),
        CalendarRefusal::Rules(HolidayError::Name(line)) => words.calendars_no_name(*line as u64),
        CalendarRefusal::Rules(HolidayError::Twice(line)) => words.calendars_twice(*line as u64),
        CalendarRefusal::Rules(HolidayError::Rule(line, rule)) => {
            words.calendars_no_rule(*line as u64, rule.as_str())
        }
        CalendarRefusal::Rules(HolidayError::NoSuchDay(line, day)) => {
            words.calendars_no_day(*line as u64, day.as_str())
        }
    }
}

/// What the store refuses of a calendar, in words; `Err` where it is our fault.
fn refused(words: Words, error: store::Error) -> Result<String, Fault> {
    match error {
        store::Error::Calendar(why) => Ok(refusal(words, &why)),
        store::Error::Unfit(problem) => Ok(memory::problem(words, &problem)),
        store::Error::Superseded(_) => Ok(words.fault_superseded()),
        other => Err(other.into()),
    }
}

async fn show(
    app: &App,
    signed_in: &SignedIn,
    typed: Option<CalendarForm>,
    wrong: Option<String>,
) -> Result<Response, Fault> {
    let (words, actor) = (signed_in.words, signed_in.actor);
    let today = app.clock.now().day_in(&app.store.zone(actor).await?);
    let shown = |calendar: Calendar| {
        let mut next: Vec<_> =
            calendar.holidays.iter().map(|one| (one.rule.next(today), one.name.clone())).collect();
        next.sort();
        let kept = CalendarForm {
            name: calendar.name,
            title: calendar.title,
            rules: calendar.rules,
            version: calendar.version,
        };
        let typed = typed.clone().filter(|typed| typed.version > 0 && typed.name == kept.name);
        Shown {
            // What was typed stays, under the version that holds now.
            form: typed.map_or(kept.clone(), |typed| CalendarForm { version: kept.version, ..typed }),
            next: next.into_iter().map(|(day, name)| (words.day(day), name)).collect(),
        }
    };
    let calendars = app.store.calendars(actor).await?.into_iter().map(shown).collect();
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = CalendarsPage {
        shell: Shell::new(words.calendars_title(), "/calendars", signed_in),
        calendars,
        new: typed.clone().filter(|typed| typed.version == 0).unwrap_or_default(),
        known: KNOWN.iter().map(|calendar| known(words, calendar.name)).collect(),
        wrong,
    };
    Ok(fault::page(status, &page))
}

/// The calendars.
pub(crate) async fn calendars(State(app): State<App>, signed_in: SignedIn) -> Result<Response, Fault> {
    show(&app, &signed_in, None, None).await
}

/// Keeps a calendar.
pub(crate) async fn save(
    State(app): State<App>,
    signed_in: SignedIn,
    Form(form): Form<CalendarForm>,
) -> Result<Response, Fault> {
    let permit = check(signed_in.actor, Action::ManagePlays).map_err(|_| Fault::Forbidden)?;
    let saved =
        app.store.save_calendar(&permit, form.version, form.name.trim(), &form.title, &form.rules).await;
    match saved {
        Ok(_) => Ok(Redirect::to("/calendars").into_response()),
        Err(error) => {
            let wrong = refused(signed_in.words, error)?;
            show(&app, &signed_in, Some(form), Some(wrong)).await
        }
    }
}

/// Which version of a calendar is taken away.
#[derive(Deserialize)]
pub(crate) struct Begun {
    #[serde(default)]
    version: i64,
}

/// Takes a calendar away.
pub(crate) async fn remove(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(name): Path<String>,
    Form(begun): Form<Begun>,
) -> Result<Response, Fault> {
    let permit = check(signed_in.actor, Action::ManagePlays).map_err(|_| Fault::Forbidden)?;
    match app.store.remove_calendar(&permit, &name, begun.version).await {
        Ok(()) => Ok(Redirect::to("/calendars").into_response()),
        Err(error) => show(&app, &signed_in, None, Some(refused(signed_in.words, error)?)).await,
    }
}

/// Says which calendars somebody keeps.
pub(crate) async fn observe(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<PersonId>,
    Form(said): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let permit = check(signed_in.actor, Action::WritePeople).map_err(|_| Fault::Forbidden)?;
    let kept: Vec<String> =
        said.into_iter().filter(|(name, _)| name == "calendar").map(|(_, value)| value).collect();
    match app.store.observe(&permit, id, &kept).await {
        Ok(()) => Ok(Redirect::to(&format!("/people/{id}/edit")).into_response()),
        Err(error) => Err(Fault::Bad(refused(signed_in.words, error)?)),
    }
}

/// Every calendar, by name, in words, and whether somebody keeps it by their own word.
pub(super) async fn choices(
    app: &App,
    signed_in: &SignedIn,
    person: PersonId,
) -> Result<Vec<(String, String, bool)>, Fault> {
    let kept = app.store.observances(signed_in.actor, person).await?;
    let own = app.store.calendars(signed_in.actor).await?;
    let own = own.into_iter().map(|calendar| (calendar.name, calendar.title));
    let all = KNOWN.iter().map(|one| (one.name.to_owned(), known(signed_in.words, one.name))).chain(own);
    Ok(all
        .map(|(name, says)| (kept.contains(&name), name, says))
        .map(|(on, name, says)| (name, says, on))
        .collect())
}
