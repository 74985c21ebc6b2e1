//! Touches written down by hand.

use axum::extract::{Form, Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::Instant;
use domain::access::{Action, check};
use domain::ids::{PersonId, TouchId};
use domain::memory::{Problem, known};
use domain::timeline::Kind;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde::Deserialize;

use super::facts::Version;
use super::refused;
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::Fault;
use crate::memory;

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

/// Takes a touch away.
pub(crate) async fn remove(
    State(app): State<App>,
    signed_in: SignedIn,
    Path((id, touch)): Path<(String, String)>,
    Form(Version { version }): Form<Version>,
) -> Result<Response, Fault> {
    let person: PersonId = id.parse().map_err(|_| Fault::NotFound)?;
    let touch: TouchId = touch.parse().map_err(|_| Fault::NotFound)?;
    let permit = check(signed_in.actor, Action::WritePeople).map_err(|_| Fault::Forbidden)?;
    app.store.remove_touch(&permit, touch, version).await.map_err(refused(signed_in.words))?;
    Ok(Redirect::to(&format!("/people/{person}#timeline")).into_response())
}
