//! Why somebody was met by a play, or was not: each check in its order, with what is known of them.

use act::checks::Answer;
use act::why::{Outcome, Rules, Why};
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::Instant;
use domain::ids::{PersonId, PlayId};
use domain::plays::{Arm, Stopped};
use serde::Deserialize;
use store::audience::Value;
use store::plays::Play;

use super::{Shell, names};
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::Fault;
use crate::plays::sentence::{self, Names};
use crate::plays::{self, clauses, wrong};

/// People offered where the name somebody typed finds several.
const OFFERED: usize = 12;

#[derive(Template)]
#[template(path = "plays/why.html")]
struct WhyPage {
    shell: Shell,
    id: PlayId,
    play: String,
    q: String,
    found: Vec<(PersonId, String)>,
    told: Option<Told>,
}

/// What is told of one person.
struct Told {
    person: PersonId,
    of: String,
    outcome: String,
    checks: Vec<Line>,
    clause: Option<Against>,
    values: Vec<(String, String)>,
    draws: Vec<String>,
    done: Vec<(String, String)>,
}

struct Line {
    asks: String,
    says: String,
    stops: bool,
}

#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    q: String,
    person: Option<PersonId>,
}

/// Why, for a person that is asked about.
pub(crate) async fn why(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let words = signed_in.words;
    let play = super::play(&app, &signed_in, &id).await?;
    let found = match asked.q.trim() {
        "" => Vec::new(),
        q => app.store.search(signed_in.actor, q, OFFERED).await?.hits,
    };
    let person = asked.person.or(match found.as_slice() {
        [only] => Some(only.line.id),
        _ => None,
    });
    let told = match person {
        None => None,
        Some(person) => {
            let why = act::why::why(&app.store, app.clock.now(), signed_in.actor, play.id, person).await;
            let why = why.map_err(wrong::fault)?.ok_or(Fault::NotFound)?;
            Some(told(&app, &signed_in, &play, person, why).await?)
        }
    };
    let offered = found.iter().filter(|_| person.is_none());
    Ok(super::super::page(&WhyPage {
        shell: Shell::new(words.plays_why_title(), "/plays", &signed_in),
        id: play.id,
        play: play.name,
        found: offered.map(|hit| (hit.line.id, crate::pages::people::shown_name(&hit.line))).collect(),
        q: asked.q,
        told,
    }))
}

async fn told(
    app: &App,
    signed_in: &SignedIn,
    play: &Play,
    person: PersonId,
    why: Why,
) -> Result<Told, Fault> {
    let words = signed_in.words;
    let names = names(app, signed_in).await?;
    let name = super::named(app, signed_in, &[person]).await?.remove(&person).ok_or(Fault::NotFound)?;
    let at = |at: Instant| words.instant(at, &names.zone);
    let line = |asked: &act::why::Asked| Line {
        asks: match asked.answer {
            Answer::Stop => plays::stopped(words, asked.check),
            Answer::Pass | Answer::Later(_) => plays::check(words, asked.check),
        },
        says: match asked.answer {
            Answer::Pass => words.plays_pass(),
            Answer::Stop => words.plays_fail(),
            Answer::Later(until) => words.plays_later(at(until)),
        },
        stops: asked.answer != Answer::Pass,
    };
    let draw = |drawn: &store::contacts::Drawn| {
        let share = words.percent(f64::from(drawn.share_mille) / 1000.0);
        match drawn.arm {
            Arm::Treated => words.plays_why_drawn_in(at(drawn.at), share),
            Arm::Held => words.plays_why_drawn_out(at(drawn.at), share),
        }
    };
    let done = |gesture: &store::gestures::Gesture| {
        let state = plays::gesture_state(words, gesture.state);
        (sentence::kind(words, gesture.kind), format!("{state} · {}", at(gesture.decided)))
    };
    let (clause, values) = rule(&names, &why.rule);
    Ok(Told {
        person,
        of: words.plays_why_of(name, play.name.as_str()),
        outcome: outcome(&names, why.outcome),
        checks: why.checks.iter().map(line).collect(),
        clause,
        values,
        draws: why.draws.iter().map(draw).collect(),
        done: why.gestures.iter().map(done).collect(),
    })
}

fn outcome(names: &Names, outcome: Outcome) -> String {
    let words = names.words;
    match outcome {
        Outcome::Got(at) => words.plays_why_got(words.day(at.day_in(&names.zone))),
        Outcome::Underway(at) => words.plays_why_underway(words.instant(at, &names.zone)),
        Outcome::HeldOut => words.plays_why_held(),
        Outcome::HeldOutOfAll => words.plays_why_held_all(),
        Outcome::Stopped(Stopped::Holdout) => words.plays_why_held(),
        Outcome::Stopped(why) => words.plays_why_stopped(plays::stopped(words, why)),
        Outcome::NoMoment => words.plays_why_no_moment(),
        Outcome::Next => words.plays_why_next(),
    }
}

/// The clause that speaks against somebody, in words and as written, and CEL's own words where it failed.
struct Against {
    said: String,
    written: String,
    failed: Option<String>,
}

/// What speaks against somebody, and their values of what it spoke of.
fn rule(names: &Names, rule: &Rules) -> (Option<Against>, Vec<(String, String)>) {
    let (said, failed) = match rule {
        Rules::Holds => return (None, Vec::new()),
        Rules::False(said) | Rules::Unknown(said) => (said, None),
        Rules::Failed(said, why) => (said, Some(why.clone())),
    };
    let words = names.words;
    let named = |(name, value): &(&'static str, Value)| {
        let word = act::rule::vocabulary::find(name).map(|(_, word)| clauses::named(words, word));
        (word.unwrap_or_else(|| (*name).to_owned()), value_said(names, name, value))
    };
    let written = said.clause.clone();
    let against = Against { said: clauses::said(names, &written), written, failed };
    (Some(against), said.values.iter().map(named).collect())
}

fn value_said(names: &Names, name: &str, value: &Value) -> String {
    let words = names.words;
    match value {
        Value::Absent => words.plays_why_value_none(),
        Value::Count(count) => words.plain(*count),
        Value::Figure(figure) => clauses::figure(words, name, *figure, names.currency),
        Value::Text(text) => clauses::value(names, name, text),
        Value::Texts(texts) if texts.is_empty() => words.plays_why_value_none(),
        Value::Texts(texts) => {
            let said: Vec<String> = texts.iter().map(|text| clauses::value(names, name, text)).collect();
            words.list(&said)
        }
    }
}
