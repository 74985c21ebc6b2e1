//! What holds for every play and letter together: who signs, how often at most, when it is quiet, who
//! may be written to, and who is left out of everything.

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::{Action, check};
use domain::ids::LetterId;
use domain::plays::{Programme, ProgrammeError, QuietHours};
use locales::Words;
use serde::Deserialize;

use super::Shell;
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::{self, Fault};
use crate::plays::sentence::weekday;

#[derive(Template)]
#[template(path = "letters/programme.html")]
struct ProgrammePage {
    shell: Shell,
    form: Programme,
    version: i64,
    from: String,
    to: String,
    percent: String,
    weekdays: Vec<(u8, String, bool)>,
    letters: Vec<(LetterId, String, bool)>,
    paused: bool,
    may_write: bool,
    saved: bool,
    wrong: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct Asked {
    saved: Option<u8>,
}

fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

fn minute(text: &str) -> Option<u16> {
    let (hour, minute) = text.trim().split_once(':')?;
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.get(..2)?.parse().ok()?);
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

fn refusal(words: Words, wrong: ProgrammeError) -> String {
    match wrong {
        ProgrammeError::Holdout(_) => words.programme_wrong_holdout(),
        ProgrammeError::Cap => words.programme_wrong_cap(),
        ProgrammeError::Quiet => words.programme_wrong_quiet(),
        ProgrammeError::Reminder => words.programme_wrong_reminder(),
        ProgrammeError::Sender => words.programme_wrong_sender(),
        ProgrammeError::Voice => words.programme_wrong_voice(),
    }
}

/// Reads the form; a field that is no number is what can't be.
fn read(fields: &[(String, String)]) -> Result<(i64, Programme), ProgrammeError> {
    let text =
        |name: &str| fields.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.trim());
    let number = |name: &str| domain::memory::latin_digits(text(name)).parse::<u32>();
    let ticked = |name: &str| fields.iter().any(|(known, _)| known == name);
    let weekdays = fields.iter().filter(|(name, _)| name == "weekday");
    let weekdays = weekdays.filter_map(|(_, value)| value.parse::<u8>().ok()).filter(|day| *day < 7);
    let percent: f64 =
        domain::memory::latin_digits(text("holdout")).replace(',', ".").parse().unwrap_or(f64::NAN);
    if !(0.0..=100.0).contains(&percent) {
        return Err(ProgrammeError::Holdout(u16::MAX));
    }
    let programme = Programme {
        holdout_mille: (percent * 10.0).round() as u16,
        cap_count: number("cap_count").map_err(|_| ProgrammeError::Cap)?,
        cap_days: number("cap_days").map_err(|_| ProgrammeError::Cap)?,
        quiet: QuietHours {
            from: minute(text("quiet_from")).ok_or(ProgrammeError::Quiet)?,
            to: minute(text("quiet_to")).ok_or(ProgrammeError::Quiet)?,
            weekdays: weekdays.fold(0, |mask, day| mask | 1 << day),
        },
        soft_opt_in: ticked("soft_opt_in"),
        needs_approval: ticked("needs_approval"),
        sender_name: text("sender_name").to_owned(),
        sender_address: text("sender_address").to_owned(),
        postal_address: text("postal_address").replace("\r\n", "\n"),
        reminder_letter: text("reminder_letter").parse().ok(),
        reminder_days: number("reminder_days")
            .ok()
            .and_then(|days| days.try_into().ok())
            .ok_or(ProgrammeError::Reminder)?,
        voice: text("voice").replace("\r\n", "\n"),
    };
    let address = &programme.sender_address;
    if !address.is_empty() && address.parse::<adapters::smtp::Address>().is_err() {
        return Err(ProgrammeError::Sender);
    }
    Ok((text("version").parse().unwrap_or(-1), programme))
}

async fn show(
    app: &App,
    signed_in: &SignedIn,
    form: Option<(i64, Programme)>,
    saved: bool,
    wrong: Option<ProgrammeError>,
) -> Result<Response, Fault> {
    let words = signed_in.words;
    let kept = app.store.programme(signed_in.actor).await?;
    let (version, form) = form.unwrap_or((kept.version, kept.programme));
    let weekday = |day: u8| (day, weekday(words, i32::from(day)), form.quiet.weekdays & 1 << day != 0);
    let letters = app.store.letters(signed_in.actor).await?.into_iter();
    let letters = letters.map(|line| (line.id, line.name, form.reminder_letter == Some(line.id)));
    let page = ProgrammePage {
        shell: Shell::new(words.programme_title(), "/programme", signed_in),
        from: clock(form.quiet.from),
        to: clock(form.quiet.to),
        percent: (f64::from(form.holdout_mille) / 10.0).to_string(),
        weekdays: (0..7).map(weekday).collect(),
        letters: letters.collect(),
        form,
        version,
        paused: kept.paused_at.is_some(),
        may_write: check(signed_in.actor, Action::ManagePlays).is_ok(),
        saved,
        wrong: wrong.map(|why| refusal(words, why)),
    };
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(fault::page(status, &page))
}

/// The programme as it stands.
pub(crate) async fn programme(
    State(app): State<App>,
    signed_in: SignedIn,
    Query(Asked { saved }): Query<Asked>,
) -> Result<Response, Fault> {
    show(&app, &signed_in, None, saved.is_some(), None).await
}

/// Keeps what was said.
pub(crate) async fn save(
    State(app): State<App>,
    signed_in: SignedIn,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let permit = check(signed_in.actor, Action::ManagePlays).map_err(|_| Fault::Forbidden)?;
    let (version, programme) = match read(&fields) {
        Ok(read) => read,
        Err(why) => return show(&app, &signed_in, None, false, Some(why)).await,
    };
    match app.store.save_programme(&permit, version, &programme).await {
        Ok(_) => Ok(Redirect::to("/programme?saved=1").into_response()),
        Err(store::Error::Programme(why)) => {
            show(&app, &signed_in, Some((version, programme)), false, Some(why)).await
        }
        Err(why) => Err(why.into()),
    }
}

#[derive(Deserialize)]
pub(crate) struct Pause {
    paused: u8,
}

/// Stops everything, or lets it go on.
pub(crate) async fn pause(
    State(app): State<App>,
    signed_in: SignedIn,
    Form(Pause { paused }): Form<Pause>,
) -> Result<Redirect, Fault> {
    let permit = check(signed_in.actor, Action::ManagePlays).map_err(|_| Fault::Forbidden)?;
    app.store.pause_programme(&permit, paused != 0).await?;
    Ok(Redirect::to("/programme"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_is_read_as_it_is_written_and_rubbish_is_none() {
        assert_eq!(
            (clock(545), minute("09:05"), minute("20:00:00")),
            ("09:05".into(), Some(545), Some(1200))
        );
        for rubbish in ["", "24:00", "9", "aa:bb", "09:60", "-1:00", "09:é"] {
            assert_eq!(minute(rubbish), None, "{rubbish}");
        }
    }
}
