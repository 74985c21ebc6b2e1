//! Coming in and going out: sign-in, the owner's first link, sign-out.

use std::net::{IpAddr, SocketAddr};

use askama::Template;
use axum::Form;
use axum::extract::{ConnectInfo, Path, Query, State};
use axum::http::{Extensions, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::{Action, check};
use domain::ids::StaffId;
use locales::Words;
use serde::Deserialize;
use store::staff::NewOwner;
use tower_sessions::Session;

use crate::access::{PAGES, STAFF, passwords, safe_next};
use crate::app::App;
use crate::fault::{self, Fault};
use crate::language::Reader;

const EMAIL_BYTES_MAX: usize = 254;
const NAME_BYTES_MAX: usize = 200;

#[derive(Template)]
#[template(path = "door/sign_in.html")]
struct SignInPage {
    words: Words,
    next: String,
    email: String,
    wrong: Option<String>,
}

#[derive(Template)]
#[template(path = "door/welcome.html")]
struct WelcomePage {
    words: Words,
    token: String,
    name: String,
    email: String,
    wrong: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct Next {
    next: Option<String>,
}

/// The sign-in form.
pub(crate) async fn sign_in_page(Reader(words): Reader, Query(Next { next }): Query<Next>) -> Response {
    let next = safe_next(next.as_deref()).to_owned();
    fault::page(StatusCode::OK, &SignInPage { words, next, email: String::new(), wrong: None })
}

#[derive(Deserialize)]
pub(crate) struct SignIn {
    email: String,
    password: String,
    next: Option<String>,
}

/// Signs in, or says that it did not work and nothing more.
pub(crate) async fn sign_in(
    State(app): State<App>,
    session: Session,
    Reader(words): Reader,
    extensions: Extensions,
    Form(form): Form<SignIn>,
) -> Result<Response, Fault> {
    let address = address(&extensions);
    let next = safe_next(form.next.as_deref()).to_owned();
    let email: String = form.email.trim().chars().take(EMAIL_BYTES_MAX).collect();
    // One answer for an unknown e-mail and a wrong password.
    let again = |status, wrong| {
        let page = SignInPage { words, next: next.clone(), email: email.clone(), wrong: Some(wrong) };
        Ok(fault::page(status, &page))
    };
    if !app.attempts.admit(&email, address) {
        return again(StatusCode::TOO_MANY_REQUESTS, words.door_too_often());
    }
    if form.password.len() > passwords::BYTES_MAX {
        return again(StatusCode::UNPROCESSABLE_ENTITY, words.door_wrong());
    }
    let member = app.store.staff_by_email(PAGES, &email).await?;
    let hash = member.as_ref().and_then(|member| member.password_hash.clone());
    let right = app.passwords.verify(form.password, hash).await?;
    let Some(member) = member.filter(|_| right) else {
        return again(StatusCode::UNPROCESSABLE_ENTITY, words.door_wrong());
    };
    app.attempts.forget(&email, address);
    enter(&session, member.id).await?;
    Ok(Redirect::to(&next).into_response())
}

/// A session of its own for who comes in: whatever id the browser brought is worth nothing.
async fn enter(session: &Session, id: StaffId) -> Result<(), Fault> {
    session.cycle_id().await.map_err(Fault::internal)?;
    session.clear().await;
    session.insert(STAFF, id).await.map_err(Fault::internal)?;
    session.save().await.map_err(Fault::internal)
}

fn address(extensions: &Extensions) -> Option<IpAddr> {
    extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip())
}

/// Ends the session, here and in the database.
pub(crate) async fn sign_out(session: Session) -> Result<Redirect, Fault> {
    session.flush().await.map_err(Fault::internal)?;
    Ok(Redirect::to("/sign-in"))
}

/// The first owner's form, while the link is open.
pub(crate) async fn welcome_page(
    State(app): State<App>,
    Reader(words): Reader,
    Path(token): Path<String>,
) -> Result<Response, Fault> {
    if !app.store.owner_link_is_open(PAGES, &token).await? {
        return Err(Fault::NotFound);
    }
    let page = WelcomePage { words, token, name: String::new(), email: String::new(), wrong: None };
    Ok(fault::page(StatusCode::OK, &page))
}

#[derive(Deserialize)]
pub(crate) struct Welcome {
    name: String,
    email: String,
    password: String,
}

impl Welcome {
    /// What is wrong with it, in a sentence.
    fn wrong(&self) -> Option<fn(Words) -> String> {
        let (name, email) = (self.name.trim(), self.email.trim());
        let (local, host) = email.rsplit_once('@').unwrap_or_default();
        if name.is_empty() || name.len() > NAME_BYTES_MAX {
            return Some(Words::door_say_name);
        }
        if local.is_empty()
            || host.is_empty()
            || email.len() > EMAIL_BYTES_MAX
            || email.contains(char::is_whitespace)
        {
            return Some(Words::door_bad_email);
        }
        if self.password.chars().count() < passwords::LENGTH_MIN || self.password.len() > passwords::BYTES_MAX
        {
            return Some(Words::door_short_password);
        }
        if [name, email].iter().any(|known| known.eq_ignore_ascii_case(&self.password)) {
            return Some(Words::door_password_known);
        }
        None
    }
}

/// Makes the first owner and signs them in. The link works once.
pub(crate) async fn welcome(
    State(app): State<App>,
    session: Session,
    Reader(words): Reader,
    Path(token): Path<String>,
    Form(form): Form<Welcome>,
) -> Result<Response, Fault> {
    if !app.store.owner_link_is_open(PAGES, &token).await? {
        return Err(Fault::NotFound);
    }
    if let Some(wrong) = form.wrong() {
        let page = WelcomePage { words, token, name: form.name, email: form.email, wrong: Some(wrong(words)) };
        return Ok(fault::page(StatusCode::UNPROCESSABLE_ENTITY, &page));
    }
    let password_hash = app.passwords.hash(form.password).await?;
    let permit = check(PAGES, Action::ManageStaff).map_err(|_| Fault::Forbidden)?;
    let owner = NewOwner { email: &form.email, name: &form.name, password_hash: &password_hash };
    let id = app.store.take_owner_link(&permit, &token, &owner).await?.ok_or(Fault::NotFound)?;
    enter(&session, id).await?;
    Ok(Redirect::to("/").into_response())
}
