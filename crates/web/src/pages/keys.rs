//! Keys of programs: made, shown once, revoked.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{Redirect, Response};
use domain::access::{Action, Scopes, check};
use domain::ids::KeyId;
use domain::keys::{KeyRefusal, NewKey};
use locales::Words;

use super::Shell;
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::{self, Fault};

/// Keys shown; who has more works with the interface.
const SHOWN: u32 = 200;

#[derive(Template)]
#[template(path = "keys.html")]
struct KeysPage {
    shell: Shell,
    keys: Vec<Row>,
    scopes: Vec<(&'static str, String, bool)>,
    /// The secret just made, and the name of its key.
    secret: Option<(String, String)>,
    wrong: Option<String>,
    name: String,
    source: String,
}

struct Row {
    id: KeyId,
    name: String,
    source: Option<String>,
    may: Vec<String>,
    made: String,
    used: Option<String>,
    over: Option<String>,
}

fn says(words: Words, action: Action) -> String {
    match action {
        Action::ReadCustomers => words.keys_read_people(),
        Action::ReadPrivate => words.keys_read_private(),
        Action::ReadSpecial => words.keys_read_special(),
        Action::WritePeople => words.keys_write_people(),
        Action::MergePeople => words.keys_merge_people(),
        Action::ErasePeople => words.keys_erase_people(),
        Action::ImportOrders => words.keys_write_orders(),
        Action::SendEvents => words.keys_write_events(),
        Action::ManageKeys => words.keys_manage_keys(),
        Action::ManageStaff => words.keys_manage_team(),
        Action::ManagePlays => words.keys_manage_plays(),
        Action::GiveGifts => words.keys_give_gifts(),
        Action::RedeemGifts => words.keys_redeem_gifts(),
        _ => words.keys_read_audit(),
    }
}

fn refusal(words: Words, why: KeyRefusal) -> String {
    match why {
        KeyRefusal::Name => words.keys_bad_name(),
        KeyRefusal::NoScopes => words.keys_no_scopes(),
        KeyRefusal::EventsAlone => words.keys_events_alone(),
        KeyRefusal::Source => words.keys_bad_source(),
        KeyRefusal::Expiry => words.keys_bad_expiry(),
    }
}

/// What the page shows beside the keys themselves.
#[derive(Default)]
struct Said {
    secret: Option<(String, String)>,
    wrong: Option<KeyRefusal>,
    name: String,
    source: String,
    scopes: Vec<String>,
}

async fn show(app: &App, signed_in: &SignedIn, said: Said) -> Result<Response, Fault> {
    let words = signed_in.words;
    let zone = app.store.zone(signed_in.actor).await?;
    let now = app.clock.now();
    let row = |key: store::keys::Key| Row {
        id: key.id,
        name: key.name,
        source: key.source,
        may: key.scopes.iter().map(|(_, action)| says(words, action)).collect(),
        made: words.instant(key.created_at, &zone),
        used: key.used_day.map(|day| words.day(day)),
        over: match (key.revoked_at, key.expires_at) {
            (Some(at), _) => Some(words.keys_revoked(words.instant(at, &zone))),
            (None, Some(at)) if at <= now => Some(words.keys_expired(words.instant(at, &zone))),
            _ => None,
        },
    };
    let keys = app.store.keys(signed_in.actor, None, SHOWN).await?;
    let chosen = |name: &str| said.scopes.iter().any(|scope| scope == name);
    let scopes = Scopes::NAMED.map(|(name, action)| (name, says(words, action), chosen(name)));
    let status = if said.wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = KeysPage {
        shell: Shell::new(words.keys_title(), "/keys", signed_in),
        keys: keys.into_iter().map(row).collect(),
        scopes: scopes.into(),
        secret: said.secret,
        wrong: said.wrong.map(|why| refusal(words, why)),
        name: said.name,
        source: said.source,
    };
    Ok(fault::page(status, &page))
}

/// The keys there are, and the form for another.
pub(crate) async fn keys(State(app): State<App>, signed_in: SignedIn) -> Result<Response, Fault> {
    show(&app, &signed_in, Said::default()).await
}

/// Makes a key and shows its secret, this once.
pub(crate) async fn make(
    State(app): State<App>,
    signed_in: SignedIn,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let permit = check(signed_in.actor, Action::ManageKeys).map_err(|_| Fault::Forbidden)?;
    let mut said = Said::default();
    for (name, value) in fields {
        match name.as_str() {
            "name" => said.name = value,
            "source" => said.source = value,
            "scope" => said.scopes.push(value),
            _ => {}
        }
    }
    let scopes = Scopes::of(said.scopes.iter().map(String::as_str)).map_err(|_| Fault::NotFound)?;
    match NewKey::new(&said.name, Some(&said.source), scopes, None, app.clock.now()) {
        Err(why) => show(&app, &signed_in, Said { wrong: Some(why), ..said }).await,
        Ok(new) => {
            let (_, secret) = app.store.make_key(&permit, &new).await?;
            let secret = Some((secret.expose().to_owned(), new.name().to_owned()));
            show(&app, &signed_in, Said { secret, ..Said::default() }).await
        }
    }
}

/// Revokes a key.
pub(crate) async fn revoke(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<KeyId>,
) -> Result<Redirect, Fault> {
    let permit = check(signed_in.actor, Action::ManageKeys).map_err(|_| Fault::Forbidden)?;
    app.store.revoke_key(&permit, id).await?;
    Ok(Redirect::to("/keys"))
}
