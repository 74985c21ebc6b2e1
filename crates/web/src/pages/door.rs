//! Coming in and going out: sign-in, one-time links, sign-out.

use std::net::{IpAddr, SocketAddr};

use askama::Template;
use axum::Form;
use axum::extract::{ConnectInfo, Path, Query, State};
use axum::http::{Extensions, HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::{Action, check};
use domain::ids::StaffId;
use domain::team::{self, EMAIL_BYTES_MAX, PASSWORD_BYTES_MAX, TeamRefusal};
use locales::Words;
use serde::Deserialize;
use store::links::Welcome;
use tower_sessions::Session;

use super::team::{refusal, role_name};
use crate::access::visit::{VISIT, Visit};
use crate::access::{PAGES, STAFF, safe_next};
use crate::app::App;
use crate::fault::{self, Fault};
use crate::language::Reader;

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
    welcome: Welcome,
    name: String,
    email: String,
    wrong: Option<String>,
}

impl WelcomePage {
    /// What the link is good for, in a sentence.
    fn says(&self) -> String {
        match &self.welcome {
            Welcome::Owner => self.words.door_first_one(),
            Welcome::Invited { role, .. } => self.words.team_welcome_invited(role_name(self.words, *role)),
            Welcome::Password { .. } => self.words.team_welcome_password(),
        }
    }

    fn button(&self) -> String {
        match self.welcome {
            Welcome::Owner => self.words.door_make_owner(),
            Welcome::Invited { .. } => self.words.team_come_in(),
            Welcome::Password { .. } => self.words.team_set_password(),
        }
    }
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
    headers: HeaderMap,
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
    if form.password.len() > PASSWORD_BYTES_MAX {
        return again(StatusCode::UNPROCESSABLE_ENTITY, words.door_wrong());
    }
    let member = app.store.staff_by_email(PAGES, &email).await?;
    let hash = member.as_ref().and_then(|member| member.password_hash.clone());
    let right = app.passwords.verify(form.password, hash).await?;
    let Some(member) = member.filter(|_| right) else {
        return again(StatusCode::UNPROCESSABLE_ENTITY, words.door_wrong());
    };
    app.attempts.forget(&email, address);
    enter(&app, &session, &headers, member.id).await?;
    // Who asked for no page in particular begins with the day, once there is somebody to care for.
    let begins = next == "/" && app.store.latest_run_id(PAGES).await?.is_some();
    Ok(Redirect::to(if begins { "/today" } else { &next }).into_response())
}

/// A session of its own for who comes in: whatever id the browser brought is worth nothing.
pub(super) async fn enter(
    app: &App,
    session: &Session,
    headers: &HeaderMap,
    id: StaffId,
) -> Result<(), Fault> {
    session.cycle_id().await.map_err(Fault::internal)?;
    session.clear().await;
    session.insert(STAFF, id).await.map_err(Fault::internal)?;
    session.insert(VISIT, Visit::new(&*app.clock, headers)).await.map_err(Fault::internal)?;
    session.save().await.map_err(Fault::internal)
}

/// The address a request comes from, as the connection has it: headers may be forged.
pub(super) fn address(extensions: &Extensions) -> Option<IpAddr> {
    extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip())
}

/// Ends the session, here and in the database.
pub(crate) async fn sign_out(session: Session) -> Result<Redirect, Fault> {
    session.flush().await.map_err(Fault::internal)?;
    Ok(Redirect::to("/sign-in"))
}

/// The form of whoever holds a link, while it is good.
pub(crate) async fn welcome_page(
    State(app): State<App>,
    Reader(words): Reader,
    Path(token): Path<String>,
) -> Result<Response, Fault> {
    let welcome = app.store.welcome(PAGES, &token).await?.ok_or(Fault::NotFound)?;
    let name = match &welcome {
        Welcome::Invited { name, .. } => name.clone(),
        Welcome::Owner | Welcome::Password { .. } => String::new(),
    };
    let page = WelcomePage { words, token, welcome, name, email: String::new(), wrong: None };
    Ok(fault::page(StatusCode::OK, &page))
}

#[derive(Deserialize)]
pub(crate) struct Newcomer {
    #[serde(default)]
    name: String,
    #[serde(default)]
    email: String,
    password: String,
}

impl Newcomer {
    /// What is wrong with it for this link.
    fn check(&self, welcome: &Welcome) -> Result<(), TeamRefusal> {
        let (name, email) = match welcome {
            Welcome::Owner => (team::name(&self.name)?, team::email(&self.email)?),
            Welcome::Invited { email, .. } => (team::name(&self.name)?, email.clone()),
            Welcome::Password { name, email } => (name.clone(), email.clone()),
        };
        team::password(&self.password, &name, &email)
    }
}

/// Takes a link and signs in who took it. The link works once.
pub(crate) async fn welcome(
    State(app): State<App>,
    session: Session,
    Reader(words): Reader,
    Path(token): Path<String>,
    headers: HeaderMap,
    Form(form): Form<Newcomer>,
) -> Result<Response, Fault> {
    let welcome = app.store.welcome(PAGES, &token).await?.ok_or(Fault::NotFound)?;
    if let Err(why) = form.check(&welcome) {
        let wrong = Some(refusal(words, why));
        let page = WelcomePage { words, token, welcome, name: form.name, email: form.email, wrong };
        return Ok(fault::page(StatusCode::UNPROCESSABLE_ENTITY, &page));
    }
    let password_hash = app.passwords.hash(form.password).await?;
    let permit = check(PAGES, Action::ManageStaff).map_err(|_| Fault::Forbidden)?;
    let newcomer =
        store::links::Newcomer { email: &form.email, name: &form.name, password_hash: &password_hash };
    let id = app.store.take_link(&permit, &token, &newcomer).await?.ok_or(Fault::NotFound)?;
    enter(&app, &session, &headers, id).await?;
    Ok(Redirect::to("/").into_response())
}
