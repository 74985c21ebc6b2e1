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
use store::letters::Letter;

use super::super::Shell;
use super::super::plays::builder::WhoChoices;
use super::super::plays::names;
use super::{title, titles, waits};
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::{self, Fault};
use crate::plays::clauses;
use crate::plays::form::{Fields, Reading};
use crate::plays::wrong::{self, Wrong};

#[derive(Template)]
#[template(path = "letters/many.html")]
struct ManyPage {
    shell: Shell,
    id: LetterId,
    name: String,
    topic: String,
    form: Fields,
    who: WhoChoices,
    /// Whether the rule that was written says more than clicking can.
    clever: bool,
    held: String,
    ready: Vec<(&'static str, String, bool)>,
    told: Option<Told>,
    asks_approval: bool,
    waits: Option<String>,
    wrong: Option<Wrong>,
}

impl ManyPage {
    /// Whether what is wrong stands in the rule.
    fn wrong_in(&self, part: &str) -> bool {
        self.form.is("choice", "rule") && self.wrong.as_ref().is_some_and(|wrong| wrong.part == part)
    }
}

/// Who gets it, and who doesn't.
struct Told {
    figures: Vec<(String, String)>,
    not: Vec<(String, String)>,
    nobody: bool,
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

/// The rule that was chosen: a ready one, or the one clicked together or written.
fn rule(form: &Fields, reading: &Reading<'_>) -> Result<String, Wrong> {
    if form.is("choice", "rule") { form.rule(reading) } else { Ok(form.get("choice").to_owned()) }
}

/// How many are held out, as it was typed; a tenth where nothing was.
fn held(form: &Fields) -> String {
    let said = form.0.iter().find(|(name, _)| name == "held");
    said.map_or_else(|| "10".to_owned(), |(_, said)| said.clone())
}

fn holdout(form: &Fields) -> Holdout {
    let percent: f64 = domain::memory::latin_digits(&held(form)).replace(',', ".").parse().unwrap_or(10.0);
    let mille = (percent.clamp(0.0, 100.0) * 10.0).round() as u16;
    Holdout { mille, reason: form.get("reason").to_owned(), by_organisation: false }
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
    let names = names(app, signed_in).await?;
    let reading = Reading { words, currency: names.currency, zone: &names.zone };
    let mut counted = None;
    if form.is("count", "1") && wrong.is_none() {
        match rule(&form, &reading) {
            Ok(rule) => {
                let definition = act::letters::to_many(letter, &rule, holdout(&form), now);
                match rehearse(&app.store, now, signed_in.actor, None, &definition).await {
                    Ok(rehearsal) => counted = Some(told(words, &rehearsal)),
                    Err(why) => wrong = Some(wrong::saving(words, why)?),
                }
            }
            Err(why) => wrong = Some(why.of("who")),
        }
    }
    let ready = READY.map(|rule| (rule, said(words, rule), form.is("choice", rule)));
    let written = form.get("who_text").trim();
    let page = ManyPage {
        shell: Shell::new(words.letters_many_title(), "/letters", signed_in),
        id: letter.id,
        name: letter.draft.name.clone(),
        topic: title(&titles(app, signed_in).await?, &letter.draft.topic),
        who: WhoChoices::read(app, signed_in, &names).await?,
        clever: !written.is_empty() && clauses::clicked(written, names.currency).is_none(),
        held: held(&form),
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
    Query(fields): Query<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let letter = letter(&app, &signed_in, id).await?;
    show(&app, &signed_in, &letter, Fields(fields), None).await
}

/// Sends it, or asks for approval.
pub(crate) async fn send(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<LetterId>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let permit = check(signed_in.actor, Action::ManagePlays).map_err(|_| Fault::Forbidden)?;
    let letter = letter(&app, &signed_in, id).await?;
    let (now, words, form) = (app.clock.now(), signed_in.words, Fields(fields));
    let names = names(&app, &signed_in).await?;
    let reading = Reading { words, currency: names.currency, zone: &names.zone };
    let wrong = match rule(&form, &reading) {
        Ok(rule) => {
            match act::letters::send_to_many(&app.store, now, &permit, id, &rule, holdout(&form)).await {
                Ok(play) => return Ok(Redirect::to(&format!("/plays/{play}")).into_response()),
                Err(why) => wrong::saving(words, why)?,
            }
        }
        Err(why) => why.of("who"),
    };
    show(&app, &signed_in, &letter, form, Some(wrong)).await
}
