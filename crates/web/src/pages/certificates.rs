//! Certificates: a person's, and one by itself to be printed and voided.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::{Action, check};
use domain::certificates::CertificateRefusal;
use domain::ids::{CertificateId, PersonId};
use domain::plays::{Certificate as Gift, Worth};
use domain::{Currency, Day, Money};
use jiff::tz::TimeZone;
use locales::Words;
use serde::Deserialize;
use store::certificates::{Certificate, Redemption, State as Standing};

use super::Shell;
use super::person::{People, named, read_day};
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::{self, Fault};
use crate::gifts;

/// A certificate in a list.
pub(super) struct Row {
    pub(super) id: CertificateId,
    pub(super) person: PersonId,
    pub(super) name: String,
    pub(super) worth: String,
    pub(super) left: String,
    pub(super) state: String,
    pub(super) is_open: bool,
    pub(super) until: String,
    pub(super) issued: String,
}

impl Row {
    pub(super) fn new(words: Words, certificate: &Certificate, today: Day, zone: &TimeZone) -> Self {
        let state = certificate.state(today);
        Self {
            id: certificate.id,
            person: certificate.person,
            name: if certificate.name.is_empty() { words.people_unnamed() } else { certificate.name.clone() },
            worth: gifts::worth(words, certificate),
            left: gifts::left(words, certificate),
            state: gifts::state(words, state),
            is_open: state == Standing::Open,
            until: gifts::expiry(words, certificate.expires_on),
            issued: words.day_short(certificate.issued_at.day_in(zone)),
        }
    }
}

/// A certificate as the form gives it.
#[derive(Deserialize, Default)]
pub(crate) struct GiveForm {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    amount: String,
    #[serde(default)]
    what: String,
    #[serde(default)]
    cost: String,
    #[serde(default)]
    expires: String,
    /// The task that asks for it, where one does, and its version.
    #[serde(default)]
    task: String,
    #[serde(default)]
    version: i64,
}

impl GiveForm {
    fn read(&self, currency: Currency, today: Day) -> Result<Gift, store::Error> {
        let amount = |text: &str| Money::typed(text, currency).ok_or(CertificateRefusal::Amount);
        let worth = if self.kind == "trial" {
            let cost = if self.cost.trim().is_empty() { 0 } else { amount(&self.cost)?.minor };
            Worth::Trial { of: self.what.clone(), cost }
        } else {
            Worth::Money { amount: amount(&self.amount)?.minor }
        };
        let days = read_day(&self.expires)?.map(|day| i64::from(day.0) - i64::from(today.0));
        let days = days.map(|days| u32::try_from(days).map_err(|_| CertificateRefusal::Expiry));
        Ok(Gift { worth, expires_after_days: days.transpose()? })
    }
}

#[derive(Template)]
#[template(path = "gifts/person.html")]
struct OfPerson {
    shell: Shell,
    id: PersonId,
    name: String,
    rows: Vec<Row>,
    form: GiveForm,
    currency: Currency,
    today: Day,
    may_give: bool,
    wrong: Option<String>,
}

async fn show_person(
    app: &App,
    signed_in: &SignedIn,
    id: &str,
    form: GiveForm,
    wrong: Option<String>,
) -> Result<Response, Fault> {
    let (id, name) = named(app, signed_in, id).await?;
    let (words, zone) = (signed_in.words, app.store.zone(signed_in.actor).await?);
    let today = app.clock.now().day_in(&zone);
    let held = app.store.certificates(signed_in.actor, id).await?;
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = OfPerson {
        shell: Shell::new(words.gifts_title(), "/people", signed_in),
        id,
        name,
        rows: held.iter().map(|certificate| Row::new(words, certificate, today, &zone)).collect(),
        form,
        currency: app.currency(signed_in.actor).await?,
        today,
        may_give: signed_in.role.may(Action::GiveGifts),
        wrong,
    };
    Ok(fault::page(status, &page))
}

/// A person's certificates, and the form that gives another.
pub(crate) async fn of_person(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Query(form): Query<GiveForm>,
) -> Result<Response, Fault> {
    show_person(&app, &signed_in, &id, form, None).await
}

/// Gives a certificate.
pub(crate) async fn give(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Form(form): Form<GiveForm>,
) -> Result<Response, Fault> {
    let person: PersonId = id.parse().map_err(|_| Fault::NotFound)?;
    let permit = check(signed_in.actor, Action::GiveGifts).map_err(|_| Fault::Forbidden)?;
    let today = app.clock.now().day_in(&app.store.zone(signed_in.actor).await?);
    let given = match form.read(app.currency(signed_in.actor).await?, today) {
        Ok(gift) if form.task.is_empty() => app.store.give_certificate(&permit, person, &gift).await,
        Ok(gift) => {
            let task = form.task.parse().map_err(|_| Fault::NotFound)?;
            app.store.give_certificate_for(&permit, task, form.version, &gift).await
        }
        Err(error) => Err(error),
    };
    match given {
        Ok(id) => Ok(Redirect::to(&format!("/certificates/{id}")).into_response()),
        Err(error) => {
            let wrong = gifts::said(signed_in.words, error)?;
            show_person(&app, &signed_in, &id, form, Some(wrong)).await
        }
    }
}

/// Something taken off or put back, in words.
pub(super) struct Past {
    pub(super) when: String,
    pub(super) what: String,
    left: String,
    by: String,
}

#[derive(Template)]
#[template(path = "gifts/one.html")]
struct One {
    shell: Shell,
    row: Row,
    code: Option<String>,
    qr: Option<String>,
    company: String,
    issued_by: String,
    voided: Option<String>,
    past: Vec<Past>,
    version: i64,
    may_void: bool,
    wrong: Option<String>,
}

pub(super) fn past(
    words: Words,
    of: &Certificate,
    done: &Redemption,
    people: &People,
    zone: &TimeZone,
) -> Past {
    let amount = of.money(done.amount.abs());
    let is_trial = of.kind == domain::certificates::CertificateKind::Trial;
    let what = match (is_trial, done.amount > 0) {
        (true, true) => words.gifts_trial_taken(),
        (true, false) => words.gifts_put_back(),
        (false, true) => words.gifts_took(words.money(amount)),
        (false, false) => words.gifts_put_back_amount(words.money(amount)),
    };
    let beside = [people.by(words, &done.taken_by), done.till.clone(), done.note.clone()];
    Past {
        when: words.instant(done.at, zone),
        what,
        left: if is_trial { String::new() } else { words.money(of.money(done.balance)) },
        by: beside.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
    }
}

async fn show(
    app: &App,
    signed_in: &SignedIn,
    id: CertificateId,
    wrong: Option<String>,
) -> Result<Response, Fault> {
    let (actor, words, store) = (signed_in.actor, signed_in.words, &app.store);
    let held = store.certificate(actor, id).await?.ok_or(Fault::NotFound)?;
    let zone = store.zone(actor).await?;
    let people = People::read(app, signed_in).await?;
    let today = app.clock.now().day_in(&zone);
    let done = store.redemptions(actor, id).await?;
    let row = Row::new(words, &held, today, &zone);
    let address = |code: domain::certificates::Code| format!("{}/till?code={}", app.base_url, code.plain());
    let voided = held.voided.as_ref().map(|(by, at, reason)| {
        let by = people.by(words, by);
        [words.gifts_voided_on(words.instant(*at, &zone)), by, reason.clone()].join(" ")
    });
    let settings = store.settings(actor).await?;
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = One {
        shell: Shell::new(words.gifts_certificate(), "/certificates", signed_in),
        code: held.code.map(|code| code.to_string()),
        qr: held.code.filter(|_| row.is_open).and_then(|code| crate::qr::svg(&address(code))),
        company: settings.map(|settings| settings.company).unwrap_or_default(),
        issued_by: people.by(words, &held.issued_by),
        voided,
        past: done.iter().map(|done| past(words, &held, done, &people, &zone)).collect(),
        version: held.version,
        may_void: row.is_open && signed_in.role.may(Action::GiveGifts),
        row,
        wrong,
    };
    Ok(fault::page(status, &page))
}

/// One certificate.
pub(crate) async fn one(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    show(&app, &signed_in, id.parse().map_err(|_| Fault::NotFound)?, None).await
}

/// Why it is taken back.
#[derive(Deserialize)]
pub(crate) struct VoidForm {
    #[serde(default)]
    reason: String,
    #[serde(default)]
    version: i64,
}

/// Takes a certificate back.
pub(crate) async fn void(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Form(form): Form<VoidForm>,
) -> Result<Response, Fault> {
    let id: CertificateId = id.parse().map_err(|_| Fault::NotFound)?;
    let permit = check(signed_in.actor, Action::GiveGifts).map_err(|_| Fault::Forbidden)?;
    match app.store.void_certificate(&permit, id, form.version, &form.reason).await {
        Ok(_) => Ok(Redirect::to(&format!("/certificates/{id}")).into_response()),
        Err(error) => show(&app, &signed_in, id, Some(gifts::said(signed_in.words, error)?)).await,
    }
}
