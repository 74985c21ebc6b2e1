//! The till: a code is typed or read by a phone, the balance stands there large, something is taken
//! off, and can be put back the same day.

use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::{Action, check};
use domain::certificates::{CertificateKind, CertificateRefusal, Code};
use domain::ids::{CertificateId, RedemptionId};
use domain::{Money, Permit};
use serde::Deserialize;
use store::certificates::{Certificate, Redemption, State as Standing, Take, Which};

use super::Shell;
use crate::access::{SignedIn, percent};
use crate::app::App;
use crate::fault::{self, Fault};
use crate::gifts;

/// The certificate before whoever stands at the till.
struct Found {
    id: CertificateId,
    name: String,
    code: String,
    left: String,
    until: String,
    state: String,
    is_open: bool,
    is_trial: bool,
    /// The balance as the field for amounts takes it.
    most: String,
    currency: String,
    /// The name of the request the form makes.
    request: String,
}

/// What was just done.
struct Done {
    certificate: CertificateId,
    redemption: RedemptionId,
    says: String,
    left: String,
    can_undo: bool,
}

#[derive(Template)]
#[template(path = "gifts/till.html")]
struct TillPage {
    shell: Shell,
    till: String,
    typed: String,
    amount: String,
    found: Option<Found>,
    done: Option<Done>,
    wrong: Option<String>,
}

/// What the address asks for.
#[derive(Deserialize, Default)]
pub(crate) struct Asked {
    #[serde(default)]
    code: String,
    #[serde(default)]
    till: String,
    /// What was just taken, of which certificate.
    of: Option<CertificateId>,
    taken: Option<RedemptionId>,
}

fn permit(signed_in: &SignedIn) -> Result<Permit, Fault> {
    check(signed_in.actor, Action::RedeemGifts).map_err(|_| Fault::Forbidden)
}

/// A name for one request, so that a form sent twice takes once.
fn request(app: &App) -> String {
    let mut bytes = [0u8; 12];
    app.entropy.fill(&mut bytes);
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

async fn found(app: &App, signed_in: &SignedIn, held: &Certificate) -> Result<Found, Fault> {
    let words = signed_in.words;
    let today = app.clock.now().day_in(&app.store.zone(signed_in.actor).await?);
    let state = held.state(today);
    Ok(Found {
        id: held.id,
        name: held.name.clone(),
        code: held.code.map(|code| code.to_string()).unwrap_or_default(),
        left: gifts::left(words, held),
        until: gifts::expiry(words, held.expires_on),
        state: gifts::state(words, state),
        is_open: state == Standing::Open,
        is_trial: held.kind == CertificateKind::Trial,
        most: held.money(held.balance).plain(),
        currency: held.currency.to_string(),
        request: request(app),
    })
}

async fn done(
    app: &App,
    signed_in: &SignedIn,
    held: &Certificate,
    redemption: &Redemption,
) -> Result<Done, Fault> {
    let (words, zone) = (signed_in.words, app.store.zone(signed_in.actor).await?);
    let amount = words.money(held.money(redemption.amount.abs()));
    let is_trial = held.kind == CertificateKind::Trial;
    let says = match (redemption.amount > 0, is_trial) {
        (true, true) => words.gifts_trial_taken(),
        (true, false) => words.gifts_took(amount),
        (false, true) => words.gifts_put_back(),
        (false, false) => words.gifts_put_back_amount(amount),
    };
    let is_today = redemption.at.day_in(&zone) == app.clock.now().day_in(&zone);
    Ok(Done {
        certificate: held.id,
        redemption: redemption.id,
        says,
        left: words.gifts_left(gifts::left(words, held)),
        can_undo: redemption.amount > 0 && is_today,
    })
}

/// The till, with what the address asks for.
pub(crate) async fn till(
    State(app): State<App>,
    signed_in: SignedIn,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let mut page = empty(&signed_in, asked.till);
    if let (Some(of), Some(taken)) = (asked.of, asked.taken) {
        let held = app.store.certificate(signed_in.actor, of).await?.ok_or(Fault::NotFound)?;
        let all = app.store.redemptions(signed_in.actor, of).await?;
        let last = all.iter().find(|done| done.id == taken).ok_or(Fault::NotFound)?;
        page.done = Some(done(&app, &signed_in, &held, last).await?);
    } else if !asked.code.trim().is_empty() {
        page.typed = asked.code.chars().take(60).collect();
        match app.store.certificate_by_code(&permit(&signed_in)?, &asked.code, &page.till).await {
            Ok(held) => page.found = Some(found(&app, &signed_in, &held).await?),
            Err(error) => page.wrong = Some(gifts::said(signed_in.words, error)?),
        }
    }
    Ok(answer(&page))
}

fn empty(signed_in: &SignedIn, till: String) -> TillPage {
    TillPage {
        shell: Shell::new(signed_in.words.gifts_till(), "/till", signed_in),
        till: till.chars().take(domain::certificates::NAME_MAX).collect(),
        typed: String::new(),
        amount: String::new(),
        found: None,
        done: None,
        wrong: None,
    }
}

fn answer(page: &TillPage) -> Response {
    let status = if page.wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    fault::page(status, page)
}

/// What the till takes.
#[derive(Deserialize)]
pub(crate) struct TakeForm {
    certificate: CertificateId,
    #[serde(default)]
    amount: String,
    #[serde(default)]
    request: String,
    #[serde(default)]
    till: String,
    #[serde(default)]
    note: String,
}

/// Takes something off.
pub(crate) async fn take(
    State(app): State<App>,
    signed_in: SignedIn,
    Form(form): Form<TakeForm>,
) -> Result<Response, Fault> {
    let held = app.store.certificate(signed_in.actor, form.certificate).await?.ok_or(Fault::NotFound)?;
    let amount = match held.kind {
        CertificateKind::Trial => Ok(1),
        CertificateKind::Money => Money::typed(&form.amount, held.currency)
            .map(|money| money.minor)
            .ok_or(CertificateRefusal::Amount),
    };
    let taken = match amount {
        Ok(amount) => {
            let which = Which::Open(held.id);
            let take = Take { which, amount, request: &form.request, till: &form.till, note: &form.note };
            app.store.redeem(&permit(&signed_in)?, &take).await
        }
        Err(why) => Err(why.into()),
    };
    match taken {
        Ok(taken) => Ok(went(&form.till, held.id, taken.redemption.id)),
        Err(error) => {
            let wrong = gifts::said(signed_in.words, error)?;
            let held = app.store.certificate(signed_in.actor, held.id).await?.ok_or(Fault::NotFound)?;
            let mut page = empty(&signed_in, form.till);
            page.typed = held.code.as_ref().map(Code::to_string).unwrap_or_default();
            page.amount = form.amount.chars().take(30).collect();
            page.found = Some(found(&app, &signed_in, &held).await?);
            page.wrong = Some(wrong);
            Ok(answer(&page))
        }
    }
}

fn went(till: &str, of: CertificateId, taken: RedemptionId) -> Response {
    Redirect::to(&format!("/till?till={}&of={of}&taken={taken}", percent(till))).into_response()
}

/// What is to be put back.
#[derive(Deserialize)]
pub(crate) struct UndoForm {
    certificate: CertificateId,
    redemption: RedemptionId,
    #[serde(default)]
    till: String,
}

/// Puts back what was taken today.
pub(crate) async fn undo(
    State(app): State<App>,
    signed_in: SignedIn,
    Form(form): Form<UndoForm>,
) -> Result<Response, Fault> {
    let permit = permit(&signed_in)?;
    match app.store.undo_redemption(&permit, form.certificate, form.redemption).await {
        Ok(taken) => Ok(went(&form.till, form.certificate, taken.redemption.id)),
        Err(error) => {
            let mut page = empty(&signed_in, form.till);
            page.wrong = Some(gifts::said(signed_in.words, error)?);
            Ok(answer(&page))
        }
    }
}
