//! Webhooks: who is told of what, with the log of what they were told.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::{Action, check};
use domain::ids::{MessageId, WebhookId};
use domain::webhooks::{DESCRIPTION_MAX, EVENTS, Ending, NewWebhook, TEST, WebhookRefusal};
use domain::{Instant, Permit};
use locales::Words;
use store::webhooks::{State as Reached, Webhook};

use super::Shell;
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::{self, Fault};

/// Messages in the log.
const SHOWN: u32 = 50;

#[derive(Template)]
#[template(path = "webhooks.html")]
struct WebhooksPage {
    shell: Shell,
    webhooks: Vec<Row>,
    form: Fields,
    wrong: Option<String>,
}

#[derive(Template)]
#[template(path = "webhook.html")]
struct WebhookPage {
    shell: Shell,
    webhook: Row,
    messages: Vec<Told>,
    form: Fields,
    /// The secret just made.
    secret: Option<String>,
    wrong: Option<String>,
}

struct Row {
    id: WebhookId,
    url: String,
    description: String,
    events: Vec<String>,
    active: bool,
    problem: Option<String>,
}

struct Told {
    id: MessageId,
    event: String,
    at: String,
    state: String,
    failed: bool,
    attempts: Vec<Tried>,
}

struct Tried {
    at: String,
    status: String,
    millis: String,
    answer: String,
}

/// What a form of these pages says.
#[derive(Default)]
struct Fields {
    url: String,
    description: String,
    events: Vec<String>,
    active: bool,
    version: i64,
}

impl Fields {
    fn read(fields: Vec<(String, String)>) -> Self {
        let mut read = Self::default();
        for (name, value) in fields {
            match name.as_str() {
                "url" => read.url = value,
                "description" => read.description = value,
                "event" => read.events.push(value),
                "active" => read.active = true,
                "version" => read.version = value.parse().unwrap_or(-1),
                _ => {}
            }
        }
        read
    }

    fn webhook(&self) -> Result<NewWebhook, WebhookRefusal> {
        NewWebhook::new(&self.url, self.events.iter().map(String::as_str))?.described(&self.description)
    }

    /// Every event, and whether it is chosen.
    fn choices(&self) -> Vec<(&'static str, bool)> {
        let chosen = |event: &str| self.events.iter().any(|chosen| chosen == event);
        EVENTS.into_iter().filter(|event| *event != TEST).map(|event| (event, chosen(event))).collect()
    }
}

fn refusal(words: Words, why: WebhookRefusal) -> String {
    match why {
        WebhookRefusal::Url => words.webhooks_bad_url(),
        WebhookRefusal::Events => words.webhooks_no_events(),
        WebhookRefusal::Description => words.webhooks_long_description(words.number(DESCRIPTION_MAX as u64)),
        WebhookRefusal::TooMany => words.webhooks_too_many(),
    }
}

fn row(words: Words, webhook: Webhook) -> Row {
    let ended = |ending| match ending {
        Ending::Gone => words.webhooks_gone(),
        Ending::Exhausted => words.webhooks_exhausted(),
    };
    Row {
        id: webhook.id,
        url: webhook.url,
        description: webhook.description,
        events: webhook.events,
        active: webhook.active,
        problem: webhook.problem.map(ended),
    }
}

fn permit(signed_in: &SignedIn) -> Result<Permit, Fault> {
    check(signed_in.actor, Action::ManageKeys).map_err(|_| Fault::Forbidden)
}

fn status(wrong: Option<WebhookRefusal>) -> StatusCode {
    if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK }
}

async fn show(
    app: &App,
    signed_in: &SignedIn,
    form: Fields,
    wrong: Option<WebhookRefusal>,
) -> Result<Response, Fault> {
    let words = signed_in.words;
    let webhooks = app.store.webhooks(signed_in.actor).await?;
    let page = WebhooksPage {
        shell: Shell::new(words.webhooks_title(), "/webhooks", signed_in),
        webhooks: webhooks.into_iter().map(|webhook| row(words, webhook)).collect(),
        form,
        wrong: wrong.map(|why| refusal(words, why)),
    };
    Ok(fault::page(status(wrong), &page))
}

async fn show_one(
    app: &App,
    signed_in: &SignedIn,
    id: WebhookId,
    secret: Option<String>,
    refused: Option<(Fields, WebhookRefusal)>,
) -> Result<Response, Fault> {
    let words = signed_in.words;
    let webhook = app.store.webhook(signed_in.actor, id).await?.ok_or(Fault::NotFound)?;
    let (form, wrong) = match refused {
        Some((form, why)) => (form, Some(why)),
        None => {
            let Webhook { url, description, events, active, version, .. } = webhook.clone();
            (Fields { url, description, events, active, version }, None)
        }
    };
    let page = WebhookPage {
        shell: Shell::new(words.webhooks_one(), "/webhooks", signed_in),
        messages: log(app, signed_in, id).await?,
        webhook: row(words, webhook),
        form,
        secret,
        wrong: wrong.map(|why| refusal(words, why)),
    };
    Ok(fault::page(status(wrong), &page))
}

async fn log(app: &App, signed_in: &SignedIn, id: WebhookId) -> Result<Vec<Told>, Fault> {
    let words = signed_in.words;
    let zone = app.store.zone(signed_in.actor).await?;
    let mut told = Vec::new();
    for message in app.store.messages(signed_in.actor, id, None, SHOWN).await? {
        let tried = |attempt: store::webhooks::Attempt| Tried {
            at: words.instant(attempt.at, &zone),
            status: attempt.status.map_or_else(|| words.none().to_owned(), |status| status.to_string()),
            millis: attempt.millis.to_string(),
            answer: match attempt.status {
                None if attempt.answer.contains("private network") => words.webhooks_private(),
                _ => attempt.answer,
            },
        };
        let attempts = app.store.attempts(signed_in.actor, message.id).await?;
        told.push(Told {
            id: message.id,
            event: message.event,
            at: words.instant(message.created_at, &zone),
            state: match message.state {
                Reached::Waiting => words.webhooks_waiting(),
                Reached::Delivered => words.webhooks_delivered(),
                Reached::Failed => words.webhooks_failed(),
            },
            failed: message.state == Reached::Failed,
            attempts: attempts.into_iter().map(tried).collect(),
        });
    }
    Ok(told)
}

/// The webhooks there are, and the form for another.
pub(crate) async fn webhooks(State(app): State<App>, signed_in: SignedIn) -> Result<Response, Fault> {
    show(&app, &signed_in, Fields::default(), None).await
}

/// Makes a webhook and shows its secret.
pub(crate) async fn make(
    State(app): State<App>,
    signed_in: SignedIn,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let permit = permit(&signed_in)?;
    let form = Fields::read(fields);
    let made = match form.webhook() {
        Err(why) => return show(&app, &signed_in, form, Some(why)).await,
        Ok(new) => app.store.add_webhook(&permit, &new).await,
    };
    match made {
        Err(store::Error::Webhook(why)) => show(&app, &signed_in, form, Some(why)).await,
        Err(why) => Err(why.into()),
        Ok((id, secret)) => show_one(&app, &signed_in, id, Some(secret.expose().to_owned()), None).await,
    }
}

/// A webhook and its log.
pub(crate) async fn webhook(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<WebhookId>,
) -> Result<Response, Fault> {
    show_one(&app, &signed_in, id, None, None).await
}

fn back(id: WebhookId) -> Response {
    Redirect::to(&format!("/webhooks/{id}")).into_response()
}

/// Changes a webhook, or turns it on or off.
pub(crate) async fn change(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<WebhookId>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Fault> {
    let permit = permit(&signed_in)?;
    let form = Fields::read(fields);
    match form.webhook() {
        Err(why) => show_one(&app, &signed_in, id, None, Some((form, why))).await,
        Ok(new) => {
            app.store.change_webhook(&permit, id, form.version, &new, form.active).await?;
            Ok(back(id))
        }
    }
}

/// Removes a webhook.
pub(crate) async fn remove(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<WebhookId>,
) -> Result<Redirect, Fault> {
    app.store.remove_webhook(&permit(&signed_in)?, id).await?;
    Ok(Redirect::to("/webhooks"))
}

/// Makes a new secret and shows it.
pub(crate) async fn rotate(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<WebhookId>,
) -> Result<Response, Fault> {
    let secret = app.store.rotate_webhook(&permit(&signed_in)?, id).await?;
    show_one(&app, &signed_in, id, Some(secret.expose().to_owned()), None).await
}

/// Sends a test message.
pub(crate) async fn test(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<WebhookId>,
) -> Result<Response, Fault> {
    app.store.test_webhook(&permit(&signed_in)?, id).await?;
    Ok(back(id))
}

/// Sends everything again that failed.
pub(crate) async fn replay_failed(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<WebhookId>,
) -> Result<Response, Fault> {
    app.store.replay_failed(&permit(&signed_in)?, id, Instant(i64::MIN)).await?;
    Ok(back(id))
}

/// Sends a message again.
pub(crate) async fn replay(
    State(app): State<App>,
    signed_in: SignedIn,
    Path((id, message)): Path<(WebhookId, MessageId)>,
) -> Result<Response, Fault> {
    app.store.replay_message(&permit(&signed_in)?, message).await?;
    Ok(back(id))
}
