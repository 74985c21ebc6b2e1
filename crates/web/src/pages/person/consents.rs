//! What a person said of being written to, and all they ever said of it.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;
use domain::access::{Action, check};
use domain::consent::{ALL, REACH, Source, Word};
use domain::ids::{IdentityId, PersonId};
use jiff::tz::TimeZone;
use locales::Words;
use serde::Deserialize;
use store::topics::Topic;

use crate::access::SignedIn;
use crate::app::App;
use crate::fault::Fault;

/// The section of a person's page.
#[derive(Template)]
#[template(path = "people/consents.html")]
pub(super) struct ConsentsPart {
    words: Words,
    id: PersonId,
    may_write: bool,
    topics: Vec<(String, String, String)>,
    history: Vec<Line>,
    bounced: Vec<(IdentityId, String)>,
}

struct Line {
    at: String,
    topic: String,
    word: String,
    source: String,
    note: String,
}

fn of(words: Words, source: Source) -> String {
    match source {
        Source::OneClick => words.consents_by_one_click(),
        Source::Preferences => words.consents_by_preferences(),
        Source::Staff => words.consents_by_staff(),
        Source::Api => words.consents_by_api(),
        Source::Import => words.consents_by_import(),
        Source::Bounce => words.consents_by_bounce(),
    }
}

fn said(words: Words, word: Word) -> String {
    match word {
        Word::Given => words.consents_yes(),
        Word::Refused => words.consents_no(),
    }
}

fn line(words: Words, topics: &[Topic], zone: &TimeZone, line: store::consents::Line) -> Line {
    let topic = match line.topic.as_str() {
        ALL => words.consents_everything(),
        REACH => format!("{}: {}", words.consents_address(), line.address),
        name => {
            let known = topics.iter().find(|topic| topic.name == name);
            known.map_or_else(|| name.to_owned(), |topic| topic.title(words.tag()).to_owned())
        }
    };
    Line {
        at: words.instant(line.at, zone),
        topic,
        word: said(words, line.word),
        source: of(words, line.source),
        note: line.note,
    }
}

impl ConsentsPart {
    /// Reads it.
    pub(super) async fn read(app: &App, signed_in: &SignedIn, id: PersonId) -> Result<Self, Fault> {
        let (store, actor, words) = (&app.store, signed_in.actor, signed_in.words);
        let topics = store.topics(actor).await?;
        let consents = store.consents(actor, id).await?;
        let soft =
            store.programme(actor).await?.programme.soft_opt_in && store.is_customer(actor, id).await?;
        let zone = store.zone(actor).await?;
        let history = store.consent_history(actor, id).await?;
        let stands = |topic: &Topic| {
            let spoken = consents.last(&topic.name).or_else(|| consents.last(ALL)).is_some();
            let now = match (spoken, consents.allow(&topic.name, soft)) {
                (true, true) => words.consents_yes(),
                (true, false) => words.consents_no(),
                (false, true) => words.consents_unsaid_yes(),
                (false, false) => words.consents_unsaid_no(),
            };
            (topic.name.clone(), topic.title(words.tag()).to_owned(), now)
        };
        Ok(Self {
            words,
            id,
            may_write: signed_in.role.may(Action::WritePeople),
            topics: topics.iter().map(stands).collect(),
            history: history.into_iter().map(|said| line(words, &topics, &zone, said)).collect(),
            bounced: store.unreachable(actor, id).await?,
        })
    }
}

#[derive(Deserialize)]
pub(crate) struct Told {
    topic: String,
    word: String,
    #[serde(default)]
    note: String,
}

/// Writes down what a person told us.
pub(crate) async fn say(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<PersonId>,
    Form(told): Form<Told>,
) -> Result<Redirect, Fault> {
    let permit = check(signed_in.actor, Action::WritePeople).map_err(|_| Fault::Forbidden)?;
    let word = Word::from_name(&told.word).ok_or(Fault::NotFound)?;
    app.store.say_consent(&permit, id, &told.topic, word, &told.note).await?;
    Ok(Redirect::to(&format!("/people/{id}#consents")))
}

/// Says that letters reach an address again.
pub(crate) async fn reach(
    State(app): State<App>,
    signed_in: SignedIn,
    Path((id, identity)): Path<(PersonId, IdentityId)>,
) -> Result<Redirect, Fault> {
    let permit = check(signed_in.actor, Action::WritePeople).map_err(|_| Fault::Forbidden)?;
    app.store.reach_again(&permit, id, identity).await?;
    Ok(Redirect::to(&format!("/people/{id}#consents")))
}
