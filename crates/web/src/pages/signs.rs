//! Signs: codes to print for what hangs offline, how often each was opened, and the address that counts it.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, LOCATION};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::{Action, check};
use domain::signs::SignRefusal;
use locales::Words;
use serde::Deserialize;
use store::signs::{Draft, Sign};

use super::Shell;
use super::key_messages::Guide;
use crate::access::{PAGES, SignedIn};
use crate::app::App;
use crate::fault::{self, Fault};
use crate::{memory, qr};

#[derive(Template)]
#[template(path = "signs/list.html")]
struct SignsPage {
    shell: Shell,
    signs: Vec<Row>,
    form: SignForm,
    base: String,
    may_write: bool,
    wrong: Option<String>,
}

/// A sign in the list.
struct Row {
    name: String,
    title: String,
    figures: Vec<String>,
}

#[derive(Template)]
#[template(path = "signs/sign.html")]
struct SignPage {
    shell: Shell,
    form: SignForm,
    address: String,
    qr: Option<String>,
    /// What stands above the code.
    guide: Guide,
    figures: Vec<(String, String)>,
    days: Vec<(String, String)>,
    may_write: bool,
    wrong: Option<String>,
}

/// A sign as the form says it; version 0 makes one.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct SignForm {
    #[serde(default)]
    name: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    target: String,
    #[serde(default)]
    version: i64,
}

/// The address a sign is printed with.
pub(crate) fn address(app: &App, name: &str) -> String {
    format!("{}/s/{name}", app.base_url)
}

fn figures(words: Words, sign: &Sign) -> [(String, String); 3] {
    let times = |count: i64| words.number(count.unsigned_abs());
    [
        (words.signs_week(), times(sign.week)),
        (words.signs_month(), times(sign.month)),
        (words.signs_ever(), times(sign.ever)),
    ]
}

/// What the store refuses of a sign, in words; `Err` where it is our fault.
fn refused(words: Words, error: store::Error) -> Result<String, Fault> {
    match error {
        store::Error::Sign(SignRefusal::Name) => Ok(words.signs_wrong_name()),
        store::Error::Sign(SignRefusal::Target) => Ok(words.signs_wrong_target()),
        store::Error::Sign(SignRefusal::TooMany) => Ok(words.signs_too_many()),
        store::Error::Unfit(problem) => Ok(memory::problem(words, &problem)),
        store::Error::Superseded(_) => Ok(words.fault_superseded()),
        other => Err(other.into()),
    }
}

fn status(wrong: Option<&String>) -> StatusCode {
    if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK }
}

async fn list(
    app: &App,
    signed_in: &SignedIn,
    form: SignForm,
    wrong: Option<String>,
) -> Result<Response, Fault> {
    let (words, actor) = (signed_in.words, signed_in.actor);
    let today = app.clock.now().day_in(&app.store.zone(actor).await?);
    let row = |sign: Sign| {
        let figures = figures(words, &sign).map(|(_, times)| times).into();
        Row { name: sign.name, title: sign.title, figures }
    };
    let page = SignsPage {
        shell: Shell::new(words.signs_title(), "/signs", signed_in),
        signs: app.store.signs(actor, today).await?.into_iter().map(row).collect(),
        form,
        base: address(app, ""),
        may_write: check(actor, Action::ManagePlays).is_ok(),
        wrong: wrong.clone(),
    };
    Ok(fault::page(status(wrong.as_ref()), &page))
}

/// Every sign, and a form for another.
pub(crate) async fn signs(State(app): State<App>, signed_in: SignedIn) -> Result<Response, Fault> {
    list(&app, &signed_in, SignForm::default(), None).await
}

async fn show(
    app: &App,
    signed_in: &SignedIn,
    name: &str,
    typed: Option<(SignForm, String)>,
) -> Result<Response, Fault> {
    let (words, actor) = (signed_in.words, signed_in.actor);
    let today = app.clock.now().day_in(&app.store.zone(actor).await?);
    let sign = app.store.sign(actor, name, today).await?.ok_or(Fault::NotFound)?;
    let figures = figures(words, &sign).into();
    let Sign { name, title, target, version, .. } = sign;
    let days = app.store.scans(actor, &name).await?;
    let address = address(app, &name);
    // What was typed stays, under the version that holds now.
    let (form, wrong) = match typed {
        Some((typed, wrong)) => (SignForm { name, version, ..typed }, Some(wrong)),
        None => (SignForm { name, title, target, version }, None),
    };
    let page = SignPage {
        shell: Shell::new(form.title.clone(), "/signs", signed_in),
        qr: qr::svg(&address),
        guide: Guide::read(app, actor, "").await?,
        form,
        address,
        figures,
        days: days.iter().map(|(day, times)| (words.day(*day), words.number(times.unsigned_abs()))).collect(),
        may_write: check(actor, Action::ManagePlays).is_ok(),
        wrong: wrong.clone(),
    };
    Ok(fault::page(status(wrong.as_ref()), &page))
}

/// One sign, to print and to read.
pub(crate) async fn sign(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(name): Path<String>,
) -> Result<Response, Fault> {
    show(&app, &signed_in, &name, None).await
}

/// Makes a sign, or changes one.
pub(crate) async fn save(
    State(app): State<App>,
    signed_in: SignedIn,
    Form(form): Form<SignForm>,
) -> Result<Response, Fault> {
    let permit = check(signed_in.actor, Action::ManagePlays).map_err(|_| Fault::Forbidden)?;
    let name = form.name.trim().to_owned();
    let draft = Draft { name: &name, title: &form.title, target: &form.target };
    match app.store.save_sign(&permit, form.version, draft).await {
        Ok(_) => Ok(Redirect::to(&format!("/signs/{name}")).into_response()),
        Err(error) => {
            let wrong = refused(signed_in.words, error)?;
            match form.version {
                0 => list(&app, &signed_in, form, Some(wrong)).await,
                _ => show(&app, &signed_in, &name, Some((form, wrong))).await,
            }
        }
    }
}

/// Where a printed code leads. Asking without opening counts nothing.
pub(crate) async fn open(
    State(app): State<App>,
    method: Method,
    Path(name): Path<String>,
) -> Result<Response, Fault> {
    let today = app.clock.now().day_in(&app.store.zone(PAGES).await?);
    let target = if method == Method::GET {
        let permit = check(PAGES, Action::RunJobs).map_err(|_| Fault::Forbidden)?;
        app.store.scan(&permit, &name, today).await?
    } else {
        app.store.sign(PAGES, &name, today).await?.map(|sign| sign.target)
    };
    let target = target.ok_or(Fault::NotFound)?;
    Ok((StatusCode::FOUND, [(LOCATION, target), (CACHE_CONTROL, "no-store".to_owned())]).into_response())
}
