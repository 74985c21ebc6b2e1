//! The outbox: every letter decided, and what became of it; what is held is decided here.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{Redirect, Response};
use domain::access::{Action, check};
use domain::ids::{GestureId, LetterId, PersonId};
use domain::plays::{OutboxState, Stopped};
use locales::Words;
use serde::Deserialize;
use store::outbox::{Counts, Line};

use super::letters::waits;
use super::{Shell, page};
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::Fault;

/// Letters on a page.
const SHOWN: u32 = 50;

#[derive(Template)]
#[template(path = "letters/outbox.html")]
struct OutboxPage {
    shell: Shell,
    tabs: Vec<Tab>,
    here: OutboxState,
    letters: Vec<Row>,
    next: Option<GestureId>,
    waits: Option<String>,
    may_write: bool,
}

struct Tab {
    state: &'static str,
    name: String,
    count: String,
    here: bool,
}

struct Row {
    gesture: GestureId,
    person: PersonId,
    name: String,
    letter: Option<LetterId>,
    letter_name: String,
    tried: Option<String>,
    at: String,
    why: String,
}

#[derive(Deserialize)]
pub(crate) struct Asked {
    state: Option<String>,
    after: Option<GestureId>,
}

const STATES: [OutboxState; 6] = [
    OutboxState::Waiting,
    OutboxState::Sending,
    OutboxState::Held,
    OutboxState::Failed,
    OutboxState::Sent,
    OutboxState::Cancelled,
];

fn name(words: Words, state: OutboxState) -> String {
    match state {
        OutboxState::Waiting => words.outbox_waiting(),
        OutboxState::Sending => words.outbox_sending(),
        OutboxState::Sent => words.outbox_sent(),
        OutboxState::Held => words.outbox_held(),
        OutboxState::Failed => words.outbox_failed(),
        OutboxState::Cancelled => words.outbox_cancelled(),
    }
}

fn count(counts: &Counts, state: OutboxState) -> u64 {
    match state {
        OutboxState::Waiting => counts.waiting,
        OutboxState::Sending => counts.sending,
        OutboxState::Sent => counts.sent,
        OutboxState::Held => counts.held,
        OutboxState::Failed => counts.failed,
        OutboxState::Cancelled => counts.cancelled,
    }
}

/// Why a letter stands where it stands: our words for what we decided, the server's for the rest.
fn why(words: Words, line: &Line) -> String {
    if line.state != OutboxState::Cancelled {
        return line.answer.clone();
    }
    match Stopped::from_name(&line.answer) {
        Some(why) => crate::plays::stopped(words, why),
        None => words.outbox_off_other(),
    }
}

/// The letters that stand so: those held where there are any, else those that wait.
pub(crate) async fn outbox(
    State(app): State<App>,
    signed_in: SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let words = signed_in.words;
    let counts = app.store.outbox_counts(signed_in.actor).await?;
    let usual = if counts.held > 0 { OutboxState::Held } else { OutboxState::Waiting };
    let here = asked.state.as_deref().and_then(OutboxState::from_name).unwrap_or(usual);
    let zone = app.store.zone(signed_in.actor).await?;
    let lines = app.store.outbox(signed_in.actor, here, asked.after, SHOWN).await?;
    let next = lines.last().map(|line| line.gesture).filter(|_| lines.len() == SHOWN as usize);
    let row = |line: Line| Row {
        tried: (line.attempts > 0).then(|| words.outbox_tried(line.attempts.unsigned_abs())),
        at: match (line.state, line.next_at, line.ended_at) {
            (OutboxState::Waiting, Some(next), _) => words.outbox_next(words.instant(next, &zone)),
            (_, _, Some(ended)) => words.outbox_at(words.instant(ended, &zone)),
            _ => words.outbox_at(words.instant(line.decided_at, &zone)),
        },
        why: why(words, &line),
        gesture: line.gesture,
        person: line.person,
        name: if line.name.is_empty() { line.address } else { line.name },
        letter: line.letter,
        letter_name: line.letter_name,
    };
    let tab = |state: OutboxState| Tab {
        state: state.name(),
        name: name(words, state),
        count: words.number(count(&counts, state)),
        here: state == here,
    };
    Ok(page(&OutboxPage {
        shell: Shell::new(words.outbox_title(), "/outbox", &signed_in),
        tabs: STATES.into_iter().map(tab).collect(),
        here,
        letters: lines.into_iter().map(row).collect(),
        next,
        waits: waits(&app, &signed_in).await?,
        may_write: check(signed_in.actor, Action::ManagePlays).is_ok(),
    }))
}

async fn decide(app: App, signed_in: SignedIn, gesture: GestureId, again: bool) -> Result<Redirect, Fault> {
    let permit = check(signed_in.actor, Action::ManagePlays).map_err(|_| Fault::Forbidden)?;
    app.store.decide_letter(&permit, gesture, again).await?;
    Ok(Redirect::to("/outbox"))
}

/// Sends a letter again that is held or failed.
pub(crate) async fn again(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(gesture): Path<GestureId>,
) -> Result<Redirect, Fault> {
    decide(app, signed_in, gesture, true).await
}

/// Leaves a letter that is held.
pub(crate) async fn leave(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(gesture): Path<GestureId>,
) -> Result<Redirect, Fault> {
    decide(app, signed_in, gesture, false).await
}
