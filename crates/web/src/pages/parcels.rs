//! Presents that were meant for somebody: put by, on their way and for how long, arrived, come back.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::Day;
use domain::access::{Action, check};
use domain::ids::{GestureId, PersonId, PresentId};
use domain::presents::{LATE_DAYS, ParcelState};
use jiff::tz::TimeZone;
use locales::Words;
use serde::Deserialize;
use store::presents::{Parcel, Parcels};

use super::Shell;
use super::person::People;
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::Fault;
use crate::presents;

/// Parcels of a page.
const SHOWN: u32 = 100;

/// Which parcels, from the address.
#[derive(Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    state: String,
    #[serde(default)]
    present: String,
    after: Option<String>,
}

/// A parcel in the list.
struct Row {
    gesture: GestureId,
    person: PersonId,
    person_name: String,
    name: String,
    state: String,
    /// When, and of what is on its way for how long.
    when: String,
    is_late: bool,
    /// Whether it is on its way, so that its arrival can be said with one press.
    is_sent: bool,
    fine: String,
}

#[derive(Template)]
#[template(path = "presents/parcels.html")]
struct ParcelsPage {
    shell: Shell,
    tabs: Vec<(&'static str, String, bool)>,
    present: Option<PresentId>,
    /// What that is.
    of: Option<String>,
    state: &'static str,
    may_write: bool,
    rows: Vec<Row>,
    next: Option<GestureId>,
}

fn row(words: Words, parcel: Parcel, people: &People, today: Day, zone: &TimeZone) -> Row {
    let at = parcel.ended.or(parcel.sent).unwrap_or(parcel.decided);
    let mut when = words.day_short(at.day_in(zone));
    let sent = parcel.sent.filter(|_| parcel.state == ParcelState::Sent);
    let days = sent.map(|at| today.0 - at.day_in(zone).0);
    if let Some(days) = days {
        when = format!("{when} · {}", words.presents_days(u64::try_from(days).unwrap_or(0)));
    }
    let by = parcel.ended_by.or(parcel.sent_by).map_or_else(String::new, |by| people.by(words, &by));
    let fine = [parcel.note, by].into_iter().filter(|part| !part.is_empty());
    Row {
        gesture: parcel.gesture,
        person: parcel.person,
        person_name: if parcel.person_name.is_empty() { words.people_unnamed() } else { parcel.person_name },
        name: parcel.name,
        state: presents::state(words, parcel.state),
        when,
        is_late: days.is_some_and(|days| days > LATE_DAYS),
        is_sent: sent.is_some(),
        fine: fine.collect::<Vec<_>>().join(" · "),
    }
}

/// Parcels: those on their way, unless others are asked for.
pub(crate) async fn parcels(
    State(app): State<App>,
    signed_in: SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let (words, actor, store) = (signed_in.words, signed_in.actor, &app.store);
    let state = match asked.state.as_str() {
        "" => Some(ParcelState::Sent),
        "all" => None,
        name => Some(ParcelState::from_name(name).ok_or(Fault::NotFound)?),
    };
    let present: Option<PresentId> = match asked.present.as_str() {
        "" => None,
        id => Some(id.parse().map_err(|_| Fault::NotFound)?),
    };
    let of = match present {
        Some(id) => Some(store.present(actor, id, app.clock.now()).await?.ok_or(Fault::NotFound)?.name),
        None => None,
    };
    let after = asked.after.map(|id| id.parse().map_err(|_| Fault::NotFound)).transpose()?;
    let which = Parcels { present, state, after, person: None };
    let mut found = store.parcels(actor, &which, SHOWN + 1).await?;
    let more = found.len() > SHOWN as usize;
    found.truncate(SHOWN as usize);
    let people = People::read(&app, &signed_in).await?;
    let zone = store.zone(actor).await?;
    let today = app.clock.now().day_in(&zone);
    let here = |tab: Option<ParcelState>| tab == state;
    let tabs = ParcelState::ALL.iter().map(|&tab| (tab.name(), presents::state(words, tab), here(Some(tab))));
    Ok(super::page(&ParcelsPage {
        shell: Shell::new(words.presents_parcels(), "/presents", &signed_in),
        tabs: tabs.chain([("all", words.presents_all(), here(None))]).collect(),
        present,
        of,
        may_write: signed_in.role.may(Action::WritePeople),
        state: state.map_or("all", ParcelState::name),
        next: found.last().filter(|_| more).map(|parcel| parcel.gesture),
        rows: found.into_iter().map(|parcel| row(words, parcel, &people, today, &zone)).collect(),
    }))
}

/// What became of a parcel, as the form says it.
#[derive(Deserialize)]
pub(crate) struct EndForm {
    state: String,
    onto_shelf: Option<String>,
    /// Whether it was said in the list of those on their way.
    list: Option<String>,
}

/// Writes down that a parcel arrived, or came back.
pub(crate) async fn end(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Form(form): Form<EndForm>,
) -> Result<Response, Fault> {
    let permit = check(signed_in.actor, Action::WritePeople).map_err(|_| Fault::Forbidden)?;
    let id: GestureId = id.parse().map_err(|_| Fault::NotFound)?;
    let state = ParcelState::from_name(&form.state).ok_or(Fault::NotFound)?;
    let words = signed_in.words;
    match app.store.end_parcel(&permit, id, state, form.onto_shelf.is_some()).await {
        Ok(()) if form.list.is_some() => Ok(Redirect::to("/parcels").into_response()),
        Ok(()) => Ok(Redirect::to(&format!("/tasks/{id}")).into_response()),
        Err(store::Error::Superseded(_)) => Err(Fault::Bad(words.presents_wrong_ended())),
        Err(store::Error::Present(why)) => Err(Fault::Bad(presents::refusal(words, &why))),
        Err(other) => Err(other.into()),
    }
}
