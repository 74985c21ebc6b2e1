//! Erasing a person: what goes and what stays, the confirmation, the receipts.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::{Action, check};
use domain::erasure::{AskedBy, ErasureRefusal, Thing};
use domain::ids::{ErasureId, PersonId};
use locales::Words;
use serde::Deserialize;
use store::erasures::{Erasure, Held, NewErasure};

use super::Shell;
use super::person::{People, named};
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::{self, Fault};
use crate::memory;

/// Receipts in a list.
const PAGE: u32 = 50;

fn asked_by(words: Words, who: AskedBy) -> String {
    match who {
        AskedBy::Person => words.erasure_by_person(),
        AskedBy::Representative => words.erasure_by_representative(),
        AskedBy::Authority => words.erasure_by_authority(),
        AskedBy::Company => words.erasure_by_company(),
    }
}

fn thing(words: Words, thing: Thing) -> String {
    match thing {
        Thing::Identities => words.erasure_thing_identities(),
        Thing::Profile => words.erasure_thing_profile(),
        Thing::Facts => words.erasure_thing_facts(),
        Thing::Promises => words.erasure_thing_promises(),
        Thing::Plans => words.erasure_thing_plans(),
        Thing::Relations => words.erasure_thing_relations(),
        Thing::Touches => words.erasure_thing_touches(),
        Thing::Events => words.erasure_thing_events(),
        Thing::Letters => words.erasure_thing_letters(),
        Thing::Words => words.erasure_thing_words(),
        Thing::Consents => words.erasure_thing_consents(),
        Thing::Rests => words.erasure_thing_rests(),
        Thing::Memberships => words.erasure_thing_memberships(),
        Thing::Duplicates => words.erasure_thing_duplicates(),
        Thing::Merges => words.erasure_thing_merges(),
        Thing::Standing => words.erasure_thing_standing(),
        Thing::Traces => words.erasure_thing_traces(),
        Thing::Orders => words.erasure_thing_orders(),
        Thing::Draws => words.erasure_thing_draws(),
        Thing::Ways => words.erasure_thing_ways(),
        Thing::Gestures => words.erasure_thing_gestures(),
        Thing::Certificates => words.erasure_thing_certificates(),
    }
}

/// What goes and what stays, with how much of each.
struct Balance {
    goes: Vec<(String, String)>,
    stays: Vec<(String, String)>,
}

impl Balance {
    fn new(words: Words, held: &[Held]) -> Self {
        let part = |stays: bool| {
            let part = held.iter().filter(|held| held.thing.stays() == stays);
            part.map(|held| (thing(words, held.thing), words.number(held.count))).collect()
        };
        Self { goes: part(false), stays: part(true) }
    }
}

/// The form as it was sent.
#[derive(Deserialize, Default)]
pub(crate) struct Asked {
    #[serde(default)]
    asked_by: String,
    #[serde(default)]
    reason: String,
    /// Ticked where they know that it can't be undone.
    sure: Option<String>,
}

#[derive(Template)]
#[template(path = "erasures/erase.html")]
struct ErasePage {
    shell: Shell,
    id: PersonId,
    balance: Balance,
    askers: Vec<(AskedBy, String)>,
    form: Asked,
    wrong: Option<String>,
}

async fn show(
    app: &App,
    signed_in: &SignedIn,
    id: &str,
    form: Asked,
    wrong: Option<String>,
) -> Result<Response, Fault> {
    let words = signed_in.words;
    let (id, name) = named(app, signed_in, id).await?;
    let held = app.store.held_of(signed_in.actor, id).await?;
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = ErasePage {
        shell: Shell::new(words.erasure_title(name), "/people", signed_in),
        id,
        balance: Balance::new(words, &held),
        askers: AskedBy::ALL.iter().map(|&who| (who, asked_by(words, who))).collect(),
        form,
        wrong,
    };
    Ok(fault::page(status, &page))
}

/// What an erasure would take and leave, and the form that asks for it.
pub(crate) async fn ask(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    show(&app, &signed_in, &id, Asked::default(), None).await
}

/// Erases.
pub(crate) async fn erase(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Form(form): Form<Asked>,
) -> Result<Response, Fault> {
    let permit = check(signed_in.actor, Action::ErasePeople).map_err(|_| Fault::Forbidden)?;
    let (words, person) = (signed_in.words, id.parse().map_err(|_| Fault::NotFound)?);
    let (true, Some(asked_by)) = (form.sure.is_some(), AskedBy::from_name(&form.asked_by)) else {
        let wrong = Some(words.erasure_refused_unconfirmed());
        return show(&app, &signed_in, &id, form, wrong).await;
    };
    let wrong = match app.store.erase(&permit, &NewErasure { person, asked_by, reason: &form.reason }).await {
        Ok(receipt) => return Ok(Redirect::to(&format!("/erasures/{receipt}")).into_response()),
        Err(store::Error::Erasure(ErasureRefusal::Named)) => words.erasure_refused_named(),
        Err(store::Error::Erasure(ErasureRefusal::NoReason)) => words.erasure_refused_no_reason(),
        Err(store::Error::Erasure(ErasureRefusal::Merged { .. })) => {
            return Err(Fault::Bad(words.erasure_refused_merged()));
        }
        Err(store::Error::Erasure(ErasureRefusal::Missing)) => return Err(Fault::NotFound),
        Err(store::Error::Unfit(problem)) => memory::problem(words, &problem),
        Err(other) => return Err(other.into()),
    };
    show(&app, &signed_in, &id, form, Some(wrong)).await
}

/// A receipt in words.
struct Receipt {
    id: ErasureId,
    number: String,
    when: String,
    asked_by: String,
    reason: String,
    by: String,
}

impl Receipt {
    fn new(words: Words, erasure: &Erasure, zone: &jiff::tz::TimeZone, people: &People) -> Self {
        Self {
            id: erasure.id,
            number: words.erasure_receipt(words.number(erasure.number.unsigned_abs())),
            when: words.instant(erasure.erased_at, zone),
            asked_by: asked_by(words, erasure.asked_by),
            reason: erasure.reason.clone(),
            by: people.by(words, &erasure.erased_by),
        }
    }
}

#[derive(Template)]
#[template(path = "erasures/list.html")]
struct List {
    shell: Shell,
    receipts: Vec<Receipt>,
    next: Option<i64>,
}

/// Where the list goes on.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Onwards {
    after: Option<i64>,
}

/// All receipts.
pub(crate) async fn list(
    State(app): State<App>,
    signed_in: SignedIn,
    Query(onwards): Query<Onwards>,
) -> Result<Response, Fault> {
    let (words, zone) = (signed_in.words, app.store.zone(signed_in.actor).await?);
    let people = People::read(&app, &signed_in).await?;
    let mut erasures = app.store.erasures(signed_in.actor, onwards.after, PAGE + 1).await?;
    let more = erasures.len() > PAGE as usize;
    erasures.truncate(PAGE as usize);
    Ok(super::page(&List {
        shell: Shell::new(words.erasure_list(), "/erasures", &signed_in),
        next: erasures.last().filter(|_| more).map(|erasure| erasure.number),
        receipts: erasures.iter().map(|erasure| Receipt::new(words, erasure, &zone, &people)).collect(),
    }))
}

#[derive(Template)]
#[template(path = "erasures/receipt.html")]
struct ReceiptPage {
    shell: Shell,
    receipt: Receipt,
    balance: Balance,
    known: String,
}

/// One receipt.
pub(crate) async fn receipt(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let id = id.parse().map_err(|_| Fault::NotFound)?;
    let (words, zone) = (signed_in.words, app.store.zone(signed_in.actor).await?);
    let people = People::read(&app, &signed_in).await?;
    let erasure = app.store.erasure(signed_in.actor, id).await?.ok_or(Fault::NotFound)?;
    let receipt = Receipt::new(words, &erasure, &zone, &people);
    Ok(super::page(&ReceiptPage {
        shell: Shell::new(receipt.number.clone(), "/erasures", &signed_in),
        balance: Balance::new(words, &erasure.counts),
        known: words.erasure_known(words.number(erasure.ways)),
        receipt,
    }))
}

#[derive(Template)]
#[template(path = "erasures/gone.html")]
struct Gone {
    shell: Shell,
    says: String,
    receipt: Option<(ErasureId, String)>,
}

/// The page of somebody who was erased; `None` where they were not.
pub(super) async fn gone(
    app: &App,
    signed_in: &SignedIn,
    person: PersonId,
) -> Result<Option<Response>, Fault> {
    let (words, actor) = (signed_in.words, signed_in.actor);
    let Some((id, number, at)) = app.store.erased(actor, person).await? else { return Ok(None) };
    let zone = app.store.zone(actor).await?;
    let may_read = signed_in.role.may(Action::ReadAudit);
    let page = Gone {
        shell: Shell::new(words.erasure_gone_title(), "/people", signed_in),
        says: words.erasure_gone(words.instant(at, &zone)),
        receipt: may_read.then(|| (id, words.erasure_receipt(words.number(number.unsigned_abs())))),
    };
    Ok(Some(fault::page(StatusCode::GONE, &page)))
}
