//! Presents that lie ready: how many there are of each, what became of the others, and one to correct or count again.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::{Action, check};
use domain::ids::PresentId;
use domain::memory::latin_digits;
use domain::presents::{PRESENTS_MAX, ParcelState, PresentRefusal};
use domain::{Currency, Money, Permit};
use locales::Words;
use serde::Deserialize;
use store::presents::{Draft, Present};

use super::Shell;
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::{self, Fault};
use crate::presents::{said, year};

/// A present as the form says it; version 0 makes one.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct PresentForm {
    #[serde(default)]
    name: String,
    #[serde(default)]
    cost: String,
    #[serde(default)]
    shelf: String,
    #[serde(default)]
    mark: String,
    #[serde(default)]
    version: i64,
}

impl PresentForm {
    fn read(&self, currency: Currency) -> Result<Draft<'_>, PresentRefusal> {
        let pieces = |typed: &str| match typed.trim() {
            "" => Ok(None),
            typed => latin_digits(typed).parse().map(Some).map_err(|_| PresentRefusal::Pieces),
        };
        let cost = Money::typed(&self.cost, currency).ok_or(PresentRefusal::Cost)?;
        let (shelf, mark) = (pieces(&self.shelf)?, pieces(&self.mark)?);
        Ok(Draft { name: &self.name, cost: cost.minor, shelf, mark })
    }

    fn of(present: &Present, currency: Currency) -> Self {
        let plain = |pieces: Option<i64>| pieces.map_or_else(String::new, |pieces| pieces.to_string());
        Self {
            name: present.name.clone(),
            cost: Money { minor: present.cost, currency }.plain(),
            shelf: plain(present.shelf),
            mark: plain(present.mark),
            version: present.version,
        }
    }
}

/// A present in the list: a number is as long as the list it opens.
struct Row {
    id: PresentId,
    name: String,
    cost: String,
    is_away: bool,
    is_low: bool,
    free: String,
    figures: Vec<(ParcelState, String, String)>,
    spent: String,
}

impl Row {
    fn new(words: Words, present: &Present, currency: Currency) -> Self {
        let money = |minor| words.money(Money { minor, currency });
        let number = |count: i64| words.number(count.unsigned_abs());
        let free = present.free();
        let is_away = present.put_away.is_some();
        let figures = [
            (ParcelState::Reserved, present.reserved),
            (ParcelState::Sent, present.sent),
            (ParcelState::Delivered, present.delivered),
            (ParcelState::Returned, present.returned),
        ];
        let figure = |(state, count)| (state, crate::presents::state(words, state), number(count));
        Self {
            id: present.id,
            name: present.name.clone(),
            cost: money(present.cost),
            is_away,
            is_low: present.is_low(),
            free: free.map_or_else(|| words.presents_uncounted(), number),
            figures: figures.into_iter().map(figure).collect(),
            spent: money(present.spent),
        }
    }
}

#[derive(Template)]
#[template(path = "presents/list.html")]
struct PresentsPage {
    shell: Shell,
    rows: Vec<Row>,
    form: PresentForm,
    currency: Currency,
    may_give: bool,
    wrong: Option<String>,
}

#[derive(Template)]
#[template(path = "presents/one.html")]
struct PresentPage {
    shell: Shell,
    row: Row,
    form: PresentForm,
    currency: Currency,
    may_give: bool,
    wrong: Option<String>,
}

fn permit(signed_in: &SignedIn) -> Result<Permit, Fault> {
    check(signed_in.actor, Action::GiveGifts).map_err(|_| Fault::Forbidden)
}

fn status(wrong: Option<&String>) -> StatusCode {
    if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK }
}

async fn list(
    app: &App,
    signed_in: &SignedIn,
    form: PresentForm,
    wrong: Option<String>,
) -> Result<Response, Fault> {
    let (words, actor, store) = (signed_in.words, signed_in.actor, &app.store);
    let (since, currency) = (year(store, app.clock.now()).await?, app.currency(signed_in.actor).await?);
    let most = u32::try_from(PRESENTS_MAX).unwrap_or(u32::MAX);
    let mut presents = store.presents(actor, since, None, most).await?;
    presents.sort_by(|a, b| (a.put_away.is_some(), &a.name).cmp(&(b.put_away.is_some(), &b.name)));
    let page = PresentsPage {
        shell: Shell::new(words.presents_title(), "/presents", signed_in),
        rows: presents.iter().map(|present| Row::new(words, present, currency)).collect(),
        form,
        currency,
        may_give: signed_in.role.may(Action::GiveGifts),
        wrong: wrong.clone(),
    };
    Ok(fault::page(status(wrong.as_ref()), &page))
}

/// Every present, and a form for another.
pub(crate) async fn presents(State(app): State<App>, signed_in: SignedIn) -> Result<Response, Fault> {
    list(&app, &signed_in, PresentForm::default(), None).await
}

async fn show(
    app: &App,
    signed_in: &SignedIn,
    id: PresentId,
    typed: Option<PresentForm>,
    wrong: Option<String>,
) -> Result<Response, Fault> {
    let (words, store) = (signed_in.words, &app.store);
    let (since, currency) = (year(store, app.clock.now()).await?, app.currency(signed_in.actor).await?);
    let present = store.present(signed_in.actor, id, since).await?.ok_or(Fault::NotFound)?;
    let kept = PresentForm::of(&present, currency);
    // What was typed stays, under the version that holds now.
    let form = typed.map_or(kept.clone(), |typed| PresentForm { version: kept.version, ..typed });
    let page = PresentPage {
        shell: Shell::new(present.name.clone(), "/presents", signed_in),
        row: Row::new(words, &present, currency),
        form,
        currency,
        may_give: signed_in.role.may(Action::GiveGifts),
        wrong: wrong.clone(),
    };
    Ok(fault::page(status(wrong.as_ref()), &page))
}

fn read_id(id: &str) -> Result<PresentId, Fault> {
    id.parse().map_err(|_| Fault::NotFound)
}

/// One present: to correct, count again or put away.
pub(crate) async fn present(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    show(&app, &signed_in, read_id(&id)?, None, None).await
}

/// Puts a present into the catalogue.
pub(crate) async fn make(
    State(app): State<App>,
    signed_in: SignedIn,
    Form(form): Form<PresentForm>,
) -> Result<Response, Fault> {
    let (permit, currency) = (permit(&signed_in)?, app.currency(signed_in.actor).await?);
    let made = match form.read(currency) {
        Ok(draft) => app.store.make_present(&permit, draft).await.map(drop),
        Err(why) => Err(why.into()),
    };
    match made {
        Ok(()) => Ok(Redirect::to("/presents").into_response()),
        Err(error) => {
            let wrong = said(signed_in.words, error)?;
            list(&app, &signed_in, form, Some(wrong)).await
        }
    }
}

/// Corrects a present, or counts it again.
pub(crate) async fn change(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Form(form): Form<PresentForm>,
) -> Result<Response, Fault> {
    let (id, permit, currency) = (read_id(&id)?, permit(&signed_in)?, app.currency(signed_in.actor).await?);
    let changed = match form.read(currency) {
        Ok(draft) => app.store.change_present(&permit, id, form.version, draft).await,
        Err(why) => Err(why.into()),
    };
    match changed {
        Ok(_) => Ok(Redirect::to("/presents").into_response()),
        Err(error) => {
            let wrong = said(signed_in.words, error)?;
            show(&app, &signed_in, id, Some(form), Some(wrong)).await
        }
    }
}

/// Away, or out again.
#[derive(Deserialize)]
pub(crate) struct PutForm {
    version: i64,
    #[serde(default)]
    away: bool,
}

/// Puts a present away, or brings it out again.
pub(crate) async fn put_away(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Form(form): Form<PutForm>,
) -> Result<Response, Fault> {
    let (id, permit) = (read_id(&id)?, permit(&signed_in)?);
    match app.store.put_present(&permit, id, form.version, form.away).await {
        Ok(_) => Ok(Redirect::to("/presents").into_response()),
        Err(error) => {
            let wrong = said(signed_in.words, error)?;
            show(&app, &signed_in, id, None, Some(wrong)).await
        }
    }
}
