//! The people of a play, and the plays of a person.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::ids::{IdentityId, PersonId, PlayId};
use domain::plays::{EnrolmentState, Stopped};
use serde::Deserialize;
use store::enrolments::Enrolment;

use super::{Shell, names};
use crate::access::{SignedIn, percent};
use crate::app::App;
use crate::fault::Fault;
use crate::plays;

const PAGE: usize = 50;

#[derive(Template)]
#[template(path = "plays/people.html")]
struct PeoplePage {
    shell: Shell,
    id: PlayId,
    filters: Vec<(String, String, bool)>,
    rows: Vec<Row>,
    next: Option<String>,
}

/// A way through a play, said.
struct Row {
    person: PersonId,
    play: PlayId,
    /// The person's name, or the play's.
    name: String,
    state: String,
    begun: String,
}

#[derive(Template)]
#[template(path = "plays/person.html")]
struct WaysPage {
    shell: Shell,
    person: PersonId,
    name: String,
    rows: Vec<Row>,
    others: Vec<(PlayId, String)>,
}

#[derive(Deserialize)]
pub(crate) struct Asked {
    state: Option<String>,
    /// The identity and the occasion after which the page begins.
    after: Option<IdentityId>,
    #[serde(default)]
    occasion: String,
}

fn row(signed_in: &SignedIn, way: &Enrolment, name: String, begun: String) -> Row {
    let words = signed_in.words;
    let state = plays::way(words, way.state);
    let why = way.reason.as_deref().and_then(Stopped::from_name).map(|why| plays::stopped(words, why));
    let state = why.map_or_else(|| state.clone(), |why| format!("{state} · {why}"));
    Row { person: way.person, play: way.play, name, state, begun: words.plays_way_begun(begun) }
}

/// The people of a play.
pub(crate) async fn people(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let words = signed_in.words;
    let play = super::play(&app, &signed_in, &id).await?;
    let zone = names(&app, &signed_in).await?.zone;
    let only = asked.state.as_deref().and_then(EnrolmentState::from_name);
    let after = asked.after.map(|after| (after, asked.occasion.clone()));
    let limit = PAGE as u32 + 1;
    let mut ways = app.store.enrolments(signed_in.actor, play.id, only, after, limit).await?;
    let more = ways.len() > PAGE;
    ways.truncate(PAGE);
    let met: Vec<PersonId> = ways.iter().map(|way| way.person).collect();
    let called = super::named(&app, &signed_in, &met).await?;
    let address = |state: Option<EnrolmentState>| {
        let state = state.map_or_else(String::new, |state| format!("?state={}", state.name()));
        format!("/plays/{}/people{state}", play.id)
    };
    let next = ways.last().filter(|_| more).map(|way| {
        let joint = if only.is_some() { '&' } else { '?' };
        format!("{}{joint}after={}&occasion={}", address(only), way.identity, percent(&way.occasion))
    });
    let mut filters = vec![(address(None), words.plays_all(), only.is_none())];
    let of = app.store.enrolment_counts(signed_in.actor, play.id).await?;
    for &state in EnrolmentState::ALL {
        let count: i64 = of.iter().filter(|count| count.state == state.name()).map(|count| count.count).sum();
        let title = format!("{} · {}", plays::way(words, state), words.number(super::counted(count)));
        filters.push((address(Some(state)), title, only == Some(state)));
    }
    let said = |way: &Enrolment| {
        let name = called.get(&way.person).cloned().unwrap_or_default();
        row(&signed_in, way, name, words.day(way.entered.day_in(&zone)))
    };
    Ok(super::super::page(&PeoplePage {
        shell: Shell::new(play.name.as_str(), "/plays", &signed_in),
        id: play.id,
        filters,
        rows: ways.iter().map(said).collect(),
        next,
    }))
}

/// The ways a person went through plays.
pub(crate) async fn ways(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let words = signed_in.words;
    let person: PersonId = id.parse().map_err(|_| Fault::NotFound)?;
    let name = super::named(&app, &signed_in, &[person]).await?.remove(&person).ok_or(Fault::NotFound)?;
    let zone = names(&app, &signed_in).await?.zone;
    let ways = app.store.enrolments_of(signed_in.actor, person, None).await?;
    let mut others: Vec<(PlayId, String)> =
        app.store.plays(signed_in.actor).await?.into_iter().map(|play| (play.id, play.name)).collect();
    let called = |id: PlayId| {
        let found = others.iter().find(|(play, _)| *play == id);
        found.map_or_else(String::new, |(_, name)| name.clone())
    };
    let said = |way: &Enrolment| row(&signed_in, way, called(way.play), words.day(way.entered.day_in(&zone)));
    let rows: Vec<Row> = ways.iter().map(said).collect();
    others.retain(|(id, _)| !rows.iter().any(|row| row.play == *id));
    Ok(super::super::page(&WaysPage {
        shell: Shell::new(words.plays_ways(), "/people", &signed_in),
        person,
        name,
        rows,
        others,
    }))
}
