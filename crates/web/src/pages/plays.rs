//! Plays: what there is, and a new one from those that are ready.

pub(crate) mod behind;
pub(crate) mod builder;
pub(crate) mod costs;
pub(crate) mod people;
pub(crate) mod proof;
pub(crate) mod rehearsal;
pub(crate) mod why;

use std::collections::BTreeMap;

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::{Action, check};
use domain::ids::{LetterId, PersonId, PlayId};
use domain::plays::{PlayState, When};
use domain::{Actor, Instant, Permit};
use locales::{Language, Words};
use serde::Deserialize;
use store::people::Person;
use store::plays::Play;
use store::topics::Topic;

use super::Shell;
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::Fault;
use crate::plays::ready::{Ready, TOPIC};
use crate::plays::sentence::{self, Names};
use crate::plays::{self, wrong};

#[derive(Template)]
#[template(path = "plays/list.html")]
struct PlaysPage {
    shell: Shell,
    filters: Vec<(String, String, bool)>,
    plays: Vec<Row>,
    any: bool,
    may_write: bool,
}

struct Row {
    id: PlayId,
    name: String,
    state: String,
    running: bool,
    sentence: String,
    met: String,
    held: String,
    /// Why its moment can never come.
    never: Option<String>,
    /// What it earned, once it was looked at.
    earned: Option<String>,
}

#[derive(Template)]
#[template(path = "plays/new.html")]
struct NewPage {
    shell: Shell,
    ready: Vec<(Ready, String, String)>,
}

#[derive(Deserialize)]
pub(crate) struct Asked {
    state: Option<String>,
}

/// What plays are said and written with.
pub(super) async fn names(app: &App, signed_in: &SignedIn) -> Result<Names, Fault> {
    let actor = signed_in.actor;
    let letters = app.store.letters(actor).await?;
    let topics = app.store.topics(actor).await?;
    Ok(Names {
        words: signed_in.words,
        currency: app.currency(actor).await?,
        zone: app.store.zone(actor).await?,
        letters: letters.into_iter().map(|letter| (letter.id, letter.name)).collect(),
        team: app.store.colleagues(actor).await?.into_iter().map(|(id, name, _)| (id, name)).collect(),
        shelves: app.store.shelves(actor).await?,
        topics: topics
            .into_iter()
            .map(|topic| (topic.name.clone(), topic.title(signed_in.words.tag()).to_owned()))
            .collect(),
    })
}

fn permit(actor: Actor) -> Result<Permit, Fault> {
    check(actor, Action::ManagePlays).map_err(|_| Fault::Forbidden)
}

async fn play(app: &App, signed_in: &SignedIn, id: &str) -> Result<Play, Fault> {
    let id: PlayId = id.parse().map_err(|_| Fault::NotFound)?;
    app.store.play(signed_in.actor, id).await?.ok_or(Fault::NotFound)
}

/// What somebody is called: by name, else as they are known.
fn called(words: Words, person: Person) -> String {
    let known = person.identities.into_iter().map(|known| known.value);
    let mut called = std::iter::once(person.name).chain(known);
    called.find(|name| !name.is_empty()).unwrap_or_else(|| words.people_unnamed())
}

/// The names of people, by id.
pub(super) async fn named(
    app: &App,
    signed_in: &SignedIn,
    people: &[PersonId],
) -> Result<BTreeMap<PersonId, String>, Fault> {
    let mut named = BTreeMap::new();
    for &id in people {
        if named.contains_key(&id) {
            continue;
        }
        if let Some(person) = app.store.person(signed_in.actor, id).await? {
            named.insert(id, called(signed_in.words, person));
        }
    }
    Ok(named)
}

/// Why the moment of a play that is not over can never come: its holiday went with its calendar.
async fn never(app: &App, signed_in: &SignedIn, play: &Play) -> Result<Option<String>, Fault> {
    if play.state == PlayState::Ended {
        return Ok(None);
    }
    match act::moments::hold(&app.store, signed_in.actor, &play.definition.when).await {
        Ok(()) => Ok(None),
        Err(act::Error::Moment(why)) => Ok(Some(wrong::moment(signed_in.words, why))),
        Err(other) => Err(wrong::fault(other)),
    }
}

/// Whether a play meets people still.
fn goes_on(play: &Play, now: Instant) -> bool {
    play.state == PlayState::Running && !play.definition.is_over(play.started_at, now)
}

/// How a play stands; one that runs and meets nobody any more says so.
pub(super) fn standing(words: Words, play: &Play, now: Instant) -> String {
    match play.state == PlayState::Running && !goes_on(play, now) {
        true if matches!(play.definition.when, When::Once { .. }) => words.plays_state_met(),
        true => words.plays_stopped_over(),
        false => plays::state(words, play.state),
    }
}

fn counted(count: i64) -> u64 {
    count.unsigned_abs()
}

/// Every play.
pub(crate) async fn plays(
    State(app): State<App>,
    signed_in: SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let words = signed_in.words;
    let names = names(&app, &signed_in).await?;
    let only = asked.state.as_deref().and_then(PlayState::from_name);
    let mut all = app.store.plays(signed_in.actor).await?;
    let any = !all.is_empty();
    all.retain(|play| only.is_none_or(|state| play.state == state));
    let mut rows = Vec::with_capacity(all.len());
    for play in all {
        let arms = app.store.arms(signed_in.actor, play.id).await?;
        let seen = app.store.verdict(signed_in.actor, play.id).await?;
        rows.push(Row {
            id: play.id,
            never: never(&app, &signed_in, &play).await?,
            state: standing(words, &play, app.clock.now()),
            running: goes_on(&play, app.clock.now()),
            sentence: sentence::text(&names, &play.definition),
            met: words.plays_met(counted(arms.treated)),
            held: words.plays_held(counted(arms.held)),
            earned: seen.map(|seen| crate::proof::in_short(words, &seen.earned)),
            name: play.name,
        });
    }
    let filter = |state: &PlayState| {
        (format!("/plays?state={}", state.name()), plays::state(words, *state), only == Some(*state))
    };
    let mut filters = vec![("/plays".to_owned(), words.plays_all(), only.is_none())];
    filters.extend(PlayState::ALL.iter().map(filter));
    let shell = Shell::new(words.plays_title(), "/plays", &signed_in);
    let may_write = shell.opens("/plays/new");
    Ok(super::page(&PlaysPage { shell, filters, plays: rows, any, may_write }))
}

/// The ready plays.
pub(crate) async fn choose(signed_in: SignedIn) -> Response {
    let words = signed_in.words;
    let ready = Ready::ALL.map(|ready| (ready, ready.title(words), ready.says(words)));
    let shell = Shell::new(words.plays_choose(), "/plays", &signed_in);
    super::page(&NewPage { shell, ready: ready.into() })
}

#[derive(Deserialize)]
pub(crate) struct Chosen {
    #[serde(default)]
    ready: String,
    /// The holiday it is about, where it is a greeting on one; it goes out on the day itself.
    #[serde(default)]
    holiday: String,
}

/// Makes a ready play a draft, with its letter.
pub(crate) async fn make(
    State(app): State<App>,
    signed_in: SignedIn,
    Form(chosen): Form<Chosen>,
) -> Result<Response, Fault> {
    let permit = permit(signed_in.actor)?;
    let words = signed_in.words;
    let ready = Ready::of(&chosen.ready).ok_or(Fault::Wrong(Words::plays_choose))?;
    let (mut title, mut when) = (ready.title(words), None);
    if ready == Ready::Holiday && !chosen.holiday.is_empty() {
        title = format!("{title}: {}", super::today::holiday(words, &chosen.holiday));
        let holiday = When::Holiday { holiday: chosen.holiday, days_before: 0 };
        act::moments::hold(&app.store, signed_in.actor, &holiday).await.map_err(wrong::fault)?;
        when = Some(holiday);
    }
    let letter = letter(&app, &permit, words, ready).await?;
    let mut definition = ready.definition(words, letter);
    definition.when = when.unwrap_or(definition.when);
    let made = act::plays::make(&app.store, &permit, &title, &definition).await;
    let id = made.map_err(wrong::fault)?;
    Ok(Redirect::to(&format!("/plays/{id}")).into_response())
}

/// Writes a ready play's letter in every language, and the topic it is about.
async fn letter(app: &App, permit: &Permit, words: Words, ready: Ready) -> Result<Option<LetterId>, Fault> {
    let Some(draft) = ready.letter(words) else { return Ok(None) };
    let topics = app.store.topics(permit.actor()).await?;
    if !topics.iter().any(|topic| topic.name == TOPIC) {
        let title = |language: Language| {
            let words = Words::of(language);
            (words.tag().to_owned(), words.plays_topic_care())
        };
        let titles = Language::ALL.into_iter().map(title).collect();
        app.store.save_topic(permit, &Topic { name: TOPIC.to_owned(), titles }).await?;
    }
    Ok(Some(app.store.add_letter(permit, draft).await?))
}

#[cfg(test)]
mod tests {
    use domain::plays::Definition;
    use locales::Language;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_letter_to_many_that_went_out_no_longer_runs() {
        let when = When::Once { at: Instant(0) };
        let play = Play {
            id: PlayId(Uuid::nil()),
            name: "News".into(),
            state: PlayState::Running,
            definition: Definition { when, ..Definition::of_one_letter("news", false) },
            salt: Vec::new(),
            created_by: String::new(),
            created_at: Instant(0),
            approved_by: None,
            approved_at: None,
            started_at: Some(Instant(0)),
            ended_at: None,
            version: 1,
        };
        let words = Words::of(Language::from_tag("en").unwrap());
        let day = |day: i64| standing(words, &play, Instant(0).plus_seconds(day * 86_400));
        assert_eq!((day(1).as_str(), day(3).as_str()), ("Running", "Everybody was met"));
        let paused = Play { state: PlayState::Paused, ..play.clone() };
        assert_eq!(standing(words, &paused, Instant(0).plus_seconds(3 * 86_400)), "Paused");
    }
}
