//! A letter to many: who gets it and who doesn't, counted before it is sent.

use act::rehearsal::{Rehearsal, rehearse};
use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::{Action, check};
use domain::ids::LetterId;
use domain::plays::{Holdout, Stopped};
use locales::Words;
use serde::Deserialize;
use store::letters::Letter;

use super::super::Shell;
use super::{title, titles, waits};
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::{self, Fault};
use crate::plays::wrong::{self, Wrong};

#[derive(Template)]
#[template(path = "letters/many.html")]
struct ManyPage {
    shell: Shell,
    id: LetterId,
    name: String,
    topic: String,
    form: Fields,
    ready: Vec<(&'static str, String, bool)>,
    told: Option<Told>,
    asks_approval: bool,
    waits: Option<String>,
    wrong: Option<Wrong>,
}

/// Who gets it, and who doesn't.
struct Told {
    figures: Vec<(String, String)>,
    not: Vec<(String, String)>,
    nobody: bool,
}

/// What the form says.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Fields {
    /// A rule ready to be chosen, or `rule` for the one written.
    #[serde(default)]
    choice: String,
    #[serde(default)]
    who: String,
    #[serde(default = "tenth")]
    held: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    count: Option<u8>,
}

fn tenth() -> String {
    "10".into()
}

/// Rules that need no writing.
const READY: [&str; 4] = ["", "standing.orders >= 3", "standing.orders == 1", "standing.p_alive < 0.5"];

fn said(words: Words, rule: &str) -> String {
    match rule {
        "standing.orders >= 3" => words.letters_many_regulars(),
        "standing.orders == 1" => words.letters_many_once(),
        "standing.p_alive < 0.5" => words.letters_many_silent(),
        _ => words.letters_many_all(),
    }
}

impl Fields {
    fn rule(&self) -> &str {
        if self.choice == "rule" { self.who.trim() } else { &self.choice }
    }

    fn holdout(&self) -> Holdout {
        let percent: f64 = domain::memory::latin_digits(&self.held).replace(',', ".").parse().unwrap_or(10.0);
        let mille = (percent.clamp(0.0, 100.0) * 10.0).round() as u16;
        Holdout { mille, reason: self.reason.clone(), by_organisation: false }
    }
}

fn told(words: Words, told: &Rehearsal) -> Told {
    let people = |count: u64| words.plays_rehearsal_fails(count);
    let reason = |why: &Stopped| {
        let count = told.not.get(why.name()).filter(|count| **count > 0)?;
        Some((crate::plays::stopped(words, *why), people(*count)))
    };
    Told {
        figures: vec![
            (words.number(told.met), words.letters_many_get()),
            (words.number(told.held), words.plays_rehearsal_held()),
            (words.number(told.held_of_all), words.plays_rehearsal_held_all()),
        ],
        not: Stopped::ALL.iter().filter_map(reason).collect(),
        nobody: told.met == 0,
    }
}

async fn letter(app: &App, signed_in: &SignedIn, id: LetterId) -> Result<Letter, Fault> {
    app.store.letter(signed_in.actor, id).await?.ok_or(Fault::NotFound)
}

async fn show(
    app: &App,
    signed_in: &SignedIn,
    letter: &Letter,
    form: Fields,
    mut wrong: Option<Wrong>,
) -> Result<Response, Fault> {
    let (words, now) = (signed_in.words, app.clock.now());
    let mut counted = None;
    if form.count.is_some() && wrong.is_none() {
        let definition = act::letters::to_many(letter, form.rule(), form.holdout(), now);
        match rehearse(&app.store, now, signed_in.actor, None, &definition).await {
            Ok(rehearsal) => counted = Some(told(words, &rehearsal)),
            Err(why) => wrong = Some(wrong::saving(words, why)?),
        }
    }
    let ready = READY.map(|rule| (rule, said(words, rule), form.choice == rule));
    let page = ManyPage {
        shell: Shell::new(words.letters_many_title(), "/letters", signed_in),
        id: letter.id,
        name: letter.draft.name.clone(),
        topic: title(&titles(app, signed_in).await?, &letter.draft.topic),
        ready: ready.into(),
        told: counted,
        asks_approval: app.store.programme(signed_in.actor).await?.programme.needs_approval,
        waits: waits(app, signed_in).await?,
        form,
        wrong: wrong.clone(),
    };
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(fault::page(status, &page))
}

/// Who is to get it; with `count`, how many that is today.
pub(crate) async fn many(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<LetterId>,
    Query(form): Query<Fields>,
) -> Result<Response, Fault> {
    let letter = letter(&app, &signed_in, id).await?;
    show(&app, &signed_in, &letter, form, None).await
}

/// Sends it, or asks for approval.
pub(crate) async fn send(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<LetterId>,
    Form(form): Form<Fields>,
) -> Result<Response, Fault> {
    let permit = check(signed_in.actor, Action::ManagePlays).map_err(|_| Fault::Forbidden)?;
    let letter = letter(&app, &signed_in, id).await?;
    let (now, rule, holdout) = (app.clock.now(), form.rule().to_owned(), form.holdout());
    match act::letters::send_to_many(&app.store, now, &permit, id, &rule, holdout).await {
        Ok(play) => Ok(Redirect::to(&format!("/plays/{play}")).into_response()),
        Err(why) => {
            let wrong = wrong::saving(signed_in.words, why)?;
            show(&app, &signed_in, &letter, form, Some(wrong)).await
        }
    }
}
