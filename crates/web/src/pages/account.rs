//! One's own account: name, password, and the browsers one is signed in with.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::{Extensions, HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::{Action, check};
use domain::ids::StaffId;
use domain::team::{self, TeamRefusal};
use domain::{Actor, Permit};
use locales::Words;
use serde::Deserialize;
use tower_sessions::Session;

use super::Shell;
use super::door::{address, enter};
use super::team::{refusal, role_name};
use crate::access::visit::Visit;
use crate::access::{PAGES, SignedIn};
use crate::app::App;
use crate::fault::{self, Fault};

#[derive(Template)]
#[template(path = "account.html")]
struct AccountPage {
    shell: Shell,
    name: String,
    email: String,
    role: String,
    sessions: Vec<Row>,
    wrong: Option<String>,
}

struct Row {
    key: String,
    this: bool,
    device: String,
    since: String,
    seen: String,
}

fn oneself(signed_in: &SignedIn) -> Result<(Permit, StaffId), Fault> {
    let Actor::Staff { id, .. } = signed_in.actor else { return Err(Fault::Forbidden) };
    Ok((check(signed_in.actor, Action::ManageSelf).map_err(|_| Fault::Forbidden)?, id))
}

/// The bytes by which the store knows the session that asks.
fn id_of(session: &Session) -> Vec<u8> {
    session.id().map(|id| id.0.to_le_bytes().to_vec()).unwrap_or_default()
}

async fn show(
    app: &App,
    signed_in: &SignedIn,
    session: &Session,
    wrong: Option<String>,
) -> Result<Response, Fault> {
    let words = signed_in.words;
    let (permit, id) = oneself(signed_in)?;
    let member = app.store.staff(PAGES, id).await?.ok_or(Fault::NotFound)?;
    let zone = app.store.zone(signed_in.actor).await?;
    let row = |own: store::sessions::OwnSession| {
        let visit = Visit::of(&own.data);
        let when = |at: Option<_>| at.map_or_else(|| words.none().to_owned(), |at| words.instant(at, &zone));
        Row {
            key: own.key,
            this: own.this,
            device: visit
                .as_ref()
                .map_or_else(|| words.account_unknown_device(), |visit| device(words, visit)),
            since: when(visit.as_ref().map(|visit| visit.since)),
            seen: when(visit.as_ref().map(|visit| visit.seen)),
        }
    };
    let page = AccountPage {
        shell: Shell::new(words.account_title(), "/account", signed_in),
        name: member.name,
        email: member.email,
        role: role_name(words, member.role),
        sessions: app.store.own_sessions(&permit, &id_of(session)).await?.into_iter().map(row).collect(),
        wrong: wrong.clone(),
    };
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(fault::page(status, &page))
}

fn device(words: Words, visit: &Visit) -> String {
    if visit.device.is_empty() { words.account_unknown_device() } else { visit.device.clone() }
}

/// One's own account.
pub(crate) async fn account(
    State(app): State<App>,
    signed_in: SignedIn,
    session: Session,
) -> Result<Response, Fault> {
    show(&app, &signed_in, &session, None).await
}

#[derive(Deserialize)]
pub(crate) struct NewName {
    name: String,
}

/// Changes one's own name.
pub(crate) async fn rename(
    State(app): State<App>,
    signed_in: SignedIn,
    session: Session,
    Form(form): Form<NewName>,
) -> Result<Response, Fault> {
    match app.store.rename_oneself(&oneself(&signed_in)?.0, &form.name).await {
        Ok(()) => Ok(Redirect::to("/account").into_response()),
        Err(store::Error::Team(why)) => {
            show(&app, &signed_in, &session, Some(refusal(signed_in.words, why))).await
        }
        Err(other) => Err(other.into()),
    }
}

#[derive(Deserialize)]
pub(crate) struct NewPassword {
    present: String,
    password: String,
}

/// Changes one's own password. Every other session ends; this one goes on under a new id.
pub(crate) async fn set_password(
    State(app): State<App>,
    signed_in: SignedIn,
    session: Session,
    headers: HeaderMap,
    extensions: Extensions,
    Form(form): Form<NewPassword>,
) -> Result<Response, Fault> {
    let (permit, id) = oneself(&signed_in)?;
    let words = signed_in.words;
    let member = app.store.staff(PAGES, id).await?.ok_or(Fault::NotFound)?;
    let again = |wrong| show(&app, &signed_in, &session, Some(wrong));
    if let Err(why) = team::password(&form.password, &member.name, &member.email) {
        return again(refusal(words, why)).await;
    }
    let address = address(&extensions);
    if !app.attempts.admit(&member.email, address) {
        return again(words.door_too_often()).await;
    }
    if form.present.len() > team::PASSWORD_BYTES_MAX
        || !app.passwords.verify(form.present, member.password_hash).await?
    {
        return again(refusal(words, TeamRefusal::WrongPassword)).await;
    }
    app.attempts.forget(&member.email, address);
    let hash = app.passwords.hash(form.password).await?;
    app.store.set_own_password(&permit, &hash).await?;
    enter(&app, &session, &headers, id).await?;
    Ok(Redirect::to("/account").into_response())
}

/// Ends one of one's own sessions.
pub(crate) async fn end_session(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(key): Path<String>,
) -> Result<Redirect, Fault> {
    app.store.end_own_session(&oneself(&signed_in)?.0, &key).await?;
    Ok(Redirect::to("/account"))
}
