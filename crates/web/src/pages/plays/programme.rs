//! What holds for every play together: who is left out of all, how often, and when nobody is disturbed.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::plays::{Programme, ProgrammeError};
use locales::Words;
use serde::Deserialize;
use store::programme::Kept;

use super::{Shell, permit};
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::{self, Fault};
use crate::plays::form::{Fields, quiet_fields};
use crate::plays::wrong::Wrong;

#[derive(Template)]
#[template(path = "plays/programme.html")]
struct ProgrammePage {
    shell: Shell,
    form: Fields,
    weekdays: Vec<(usize, String)>,
    paused: bool,
    wrong: Option<Wrong>,
}

fn write(kept: &Kept) -> Fields {
    let said = &kept.programme;
    let mut fields = quiet_fields(said.quiet);
    let mut say = |name: &str, value: String| fields.push((name.to_owned(), value));
    say("version", kept.version.to_string());
    say("holdout", (f64::from(said.holdout_mille) / 10.0).to_string());
    say("cap", said.cap_count.to_string());
    say("cap_days", said.cap_days.to_string());
    let flags = [("soft", said.soft_opt_in), ("approval", said.needs_approval)];
    flags.into_iter().filter(|(_, on)| *on).for_each(|(name, _)| say(name, "on".into()));
    Fields(fields)
}

/// The programme the fields say; what they don't speak of stays as it was.
fn read(words: Words, fields: &Fields, before: Programme) -> Result<Programme, Wrong> {
    let share: f64 = fields.number("holdout", words.plays_programme_holdout(), words)?;
    let programme = Programme {
        holdout_mille: (share * 10.0).round().clamp(0.0, 1000.0) as u16,
        cap_count: fields.number("cap", words.plays_programme_cap(), words)?,
        cap_days: fields.number("cap_days", words.plays_programme_cap_days(), words)?,
        quiet: fields.quiet_hours(words)?,
        soft_opt_in: fields.is("soft", "on"),
        needs_approval: fields.is("approval", "on"),
        ..before
    };
    match programme.check() {
        Ok(()) | Err(ProgrammeError::Sender) => Ok(programme),
        Err(ProgrammeError::Holdout(_)) => Err(Wrong::said(words.plays_programme_bad_holdout())),
        Err(ProgrammeError::Cap) => Err(Wrong::said(words.plays_programme_bad_cap())),
        Err(ProgrammeError::Quiet) => Err(Wrong::said(words.plays_wrong_quiet())),
    }
}

fn show(signed_in: &SignedIn, kept: &Kept, refused: Option<(Fields, Wrong)>) -> Response {
    let words = signed_in.words;
    let (form, wrong) = match refused {
        Some((form, wrong)) => (form, Some(wrong)),
        None => (write(kept), None),
    };
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = ProgrammePage {
        shell: Shell::new(words.plays_programme(), "/plays", signed_in),
        form,
        // Day 4 after the epoch was a Monday.
        weekdays: (0..7).map(|day| (day, words.weekday(domain::Day(4 + day as i32)))).collect(),
        paused: kept.paused_at.is_some(),
        wrong,
    };
    fault::page(status, &page)
}

/// The form.
pub(crate) async fn programme(State(app): State<App>, signed_in: SignedIn) -> Result<Response, Fault> {
    let kept = app.store.programme(signed_in.actor).await?;
    Ok(show(&signed_in, &kept, None))
}

/// Keeps what was said.
pub(crate) async fn save(
    State(app): State<App>,
    signed_in: SignedIn,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let permit = permit(signed_in.actor)?;
    let words = signed_in.words;
    let mut fields = Fields(fields);
    let kept = app.store.programme(signed_in.actor).await?;
    let programme = match read(words, &fields, kept.programme.clone()) {
        Ok(programme) => programme,
        Err(wrong) => return Ok(show(&signed_in, &kept, Some((fields, wrong)))),
    };
    let version = fields.get("version").parse().unwrap_or(-1);
    match app.store.save_programme(&permit, version, &programme).await {
        Ok(_) => Ok(Redirect::to("/programme").into_response()),
        Err(store::Error::Superseded(_)) => {
            fields.0.retain(|(name, _)| name != "version");
            fields.0.push(("version".into(), kept.version.to_string()));
            let wrong = Wrong::said(words.plays_programme_changed());
            Ok(show(&signed_in, &kept, Some((fields, wrong))))
        }
        Err(other) => Err(other.into()),
    }
}

#[derive(Deserialize)]
pub(crate) struct Pause {
    #[serde(default)]
    pause: bool,
}

/// Stops everything that goes out by itself, or lets it go on.
pub(crate) async fn pause(
    State(app): State<App>,
    signed_in: SignedIn,
    Form(said): Form<Pause>,
) -> Result<Redirect, Fault> {
    app.store.pause_programme(&permit(signed_in.actor)?, said.pause).await?;
    Ok(Redirect::to("/programme"))
}
