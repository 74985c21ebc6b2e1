//! Webhooks, and what they were told.

use axum::http::StatusCode;
use domain::Instant;
use domain::access::Action;
use domain::ids::{MessageId, WebhookId};
use domain::webhooks::{NewWebhook, WebhookRefusal};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::answer::{Created, Page, Tagged};
use super::extract::{IfMatch, Json, Paged, Paging, Path};
use super::gate::Call;
use super::problem::Problem;

const LIST: &str = "/api/v1/webhooks";

/// A webhook, without its secret.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Webhook {
    /// Its id.
    id: Uuid,
    /// Where it listens.
    url: String,
    /// What it is told of.
    events: Vec<String>,
    /// What it is for; empty where nobody said.
    description: String,
    /// Whether it is told.
    active: bool,
    /// Why it was turned off.
    problem: Option<String>,
    /// Until when messages are signed with the old secret too.
    #[schema(format = DateTime)]
    rotating_until: Option<String>,
    /// When it was made.
    #[schema(format = DateTime)]
    created_at: String,
}

impl From<store::webhooks::Webhook> for Webhook {
    fn from(webhook: store::webhooks::Webhook) -> Self {
        Self {
            id: webhook.id.0,
            url: webhook.url,
            events: webhook.events,
            description: webhook.description,
            active: webhook.active,
            problem: webhook.problem.map(|ending| ending.to_string()),
            rotating_until: webhook.rotating_until.map(|at| at.to_string()),
            created_at: webhook.created_at.to_string(),
        }
    }
}

/// All webhooks.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Webhooks {
    /// The latest made first.
    data: Vec<Webhook>,
}

/// A webhook to make.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WebhookDraft {
    /// Where it listens: an address of the public web.
    #[schema(format = "uri", max_length = 2000)]
    url: String,
    /// What it is told of.
    #[schema(min_items = 1, max_items = 50)]
    events: Vec<String>,
    /// What it is for.
    #[serde(default)]
    #[schema(max_length = 200)]
    description: String,
}

/// What becomes of a webhook.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WebhookChange {
    /// Where it listens: an address of the public web.
    #[schema(format = "uri", max_length = 2000)]
    url: String,
    /// What it is told of.
    #[schema(min_items = 1, max_items = 50)]
    events: Vec<String>,
    /// What it is for; left out, nothing.
    #[serde(default)]
    #[schema(max_length = 200)]
    description: String,
    /// Whether it is told.
    active: bool,
}

/// A webhook that was made, with its secret.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WebhookMade {
    #[serde(flatten)]
    webhook: Webhook,
    /// The secret its messages are signed with. It is said here and when it is made anew.
    secret: String,
}

/// A new secret.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WebhookSecret {
    /// The secret messages are signed with from now.
    secret: String,
}

/// What a webhook was told.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Message {
    /// Its id, the same at each try: the header `webhook-id`.
    id: Uuid,
    /// Of what.
    event: String,
    /// The body, as it is signed and sent.
    body: String,
    /// `waiting`, `delivered` or `failed`.
    state: &'static str,
    /// How often it was tried.
    attempts: i64,
    /// When it is tried next.
    #[schema(format = DateTime)]
    next_at: Option<String>,
    /// When it happened.
    #[schema(format = DateTime)]
    created_at: String,
}

impl From<store::webhooks::Message> for Message {
    fn from(message: store::webhooks::Message) -> Self {
        Self {
            id: message.id.0,
            event: message.event,
            body: message.body,
            state: message.state.name(),
            attempts: message.attempts,
            next_at: message.next_at.map(|at| at.to_string()),
            created_at: message.created_at.to_string(),
        }
    }
}

/// A try to deliver a message.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Attempt {
    /// Which try.
    attempt: i64,
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// The HTTP status; `null` where nobody answered.
    status: Option<i64>,
    /// How long it took, in milliseconds.
    millis: i64,
    /// The first kilobyte of the answer, or why there was none.
    answer: String,
}

/// The tries of a message.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Attempts {
    /// The first first.
    data: Vec<Attempt>,
}

/// Which messages to send again.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Replay {
    /// Those that failed and happened then or later.
    #[schema(format = DateTime)]
    since: String,
}

/// How many are sent again.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Replayed {
    /// How many.
    messages: u64,
}

fn new(url: &str, events: &[String], description: &str) -> Result<NewWebhook, Problem> {
    let new = NewWebhook::new(url, events.iter().map(String::as_str));
    new.and_then(|new| new.described(description)).map_err(|refusal| {
        let at = match refusal {
            WebhookRefusal::Url => "#/url",
            WebhookRefusal::Description => "#/description",
            _ => "#/events",
        };
        Problem::invalid_at(at, refusal)
    })
}

/// List all webhooks, the latest made first.
#[utoipa::path(get, path = "/api/v1/webhooks", tag = "webhooks", operation_id = "listWebhooks",
    responses((status = 200, description = "All webhooks", body = Webhooks)))]
pub(crate) async fn list(call: Call) -> Result<axum::Json<Webhooks>, Problem> {
    let webhooks = call.store.webhooks(call.actor).await?;
    Ok(axum::Json(Webhooks { data: webhooks.into_iter().map(Webhook::from).collect() }))
}

/// Make a webhook.
#[utoipa::path(post, path = "/api/v1/webhooks", tag = "webhooks", operation_id = "makeWebhook",
    request_body = WebhookDraft,
    responses((status = 201, description = "The webhook, with its secret", body = WebhookMade)))]
pub(crate) async fn make(
    call: Call,
    Json(draft): Json<WebhookDraft>,
) -> Result<Created<WebhookMade>, Problem> {
    let new = new(&draft.url, &draft.events, &draft.description)?;
    let (id, secret) = call.store.add_webhook(&call.permit(Action::ManageKeys)?, &new).await?;
    let webhook = found(&call, id).await?;
    let version = webhook.version;
    let made = WebhookMade { webhook: Webhook::from(webhook), secret: secret.expose().to_owned() };
    Ok(Created::new(LIST, id.0, made).tagged(version))
}

async fn found(call: &Call, id: WebhookId) -> Result<store::webhooks::Webhook, Problem> {
    call.store.webhook(call.actor, id).await?.ok_or_else(Problem::not_found)
}

/// Read a webhook.
#[utoipa::path(get, path = "/api/v1/webhooks/{id}", tag = "webhooks", operation_id = "readWebhook",
    params(("id" = Uuid, Path, description = "Its id")),
    responses((status = 200, description = "The webhook", body = Webhook)))]
pub(crate) async fn one(call: Call, Path(id): Path<WebhookId>) -> Result<Tagged<Webhook>, Problem> {
    let webhook = found(&call, id).await?;
    Ok(Tagged(webhook.version, Webhook::from(webhook)))
}

/// Change a webhook, or turn it on or off.
#[utoipa::path(put, path = "/api/v1/webhooks/{id}", tag = "webhooks", operation_id = "changeWebhook",
    params(("id" = Uuid, Path, description = "Its id"), ("If-Match" = String, Header, description = "Its ETag")),
    request_body = WebhookChange,
    responses((status = 200, description = "The webhook", body = Webhook)))]
pub(crate) async fn change(
    call: Call,
    Path(id): Path<WebhookId>,
    IfMatch(version): IfMatch,
    Json(change): Json<WebhookChange>,
) -> Result<Tagged<Webhook>, Problem> {
    let new = new(&change.url, &change.events, &change.description)?;
    let permit = call.permit(Action::ManageKeys)?;
    let changed = call.store.change_webhook(&permit, id, version, &new, change.active).await;
    changed.map_err(Problem::of_edit)?;
    one(call, Path(id)).await
}

/// Remove a webhook, with all it was told.
#[utoipa::path(delete, path = "/api/v1/webhooks/{id}", tag = "webhooks", operation_id = "removeWebhook",
    params(("id" = Uuid, Path, description = "Its id")),
    responses((status = 204, description = "It is gone")))]
pub(crate) async fn remove(call: Call, Path(id): Path<WebhookId>) -> Result<StatusCode, Problem> {
    call.store.remove_webhook(&call.permit(Action::ManageKeys)?, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Make a new secret. Messages are signed with the old one too for a day.
#[utoipa::path(post, path = "/api/v1/webhooks/{id}/rotate", tag = "webhooks", operation_id = "rotateWebhook",
    params(("id" = Uuid, Path, description = "Its id")),
    responses((status = 200, description = "The new secret", body = WebhookSecret)))]
pub(crate) async fn rotate(
    call: Call,
    Path(id): Path<WebhookId>,
) -> Result<axum::Json<WebhookSecret>, Problem> {
    let secret = call.store.rotate_webhook(&call.permit(Action::ManageKeys)?, id).await?;
    Ok(axum::Json(WebhookSecret { secret: secret.expose().to_owned() }))
}

/// Send a test message.
#[utoipa::path(post, path = "/api/v1/webhooks/{id}/test", tag = "webhooks", operation_id = "testWebhook",
    params(("id" = Uuid, Path, description = "Its id")),
    responses((status = 201, description = "The message", body = Message)))]
pub(crate) async fn test(call: Call, Path(id): Path<WebhookId>) -> Result<Created<Message>, Problem> {
    let message = call.store.test_webhook(&call.permit(Action::ManageKeys)?, id).await?;
    let made = call.store.message(call.actor, message).await?.ok_or_else(Problem::not_found)?;
    Ok(Created::new("/api/v1/messages", message.0, Message::from(made)))
}

/// List what a webhook was told, the latest first.
#[utoipa::path(get, path = "/api/v1/webhooks/{id}/messages", tag = "webhooks", operation_id = "listMessages",
    params(("id" = Uuid, Path, description = "The webhook's id"), Paging),
    responses((status = 200, description = "A page of messages", body = Page<Message>)))]
pub(crate) async fn messages(
    call: Call,
    Path(id): Path<WebhookId>,
    paged: Paged,
) -> Result<Page<Message>, Problem> {
    let after = paged.cursor()?.map(MessageId);
    found(&call, id).await?;
    let messages = call.store.messages(call.actor, id, after, paged.limit + 1).await?;
    Ok(Page::of(messages, paged.limit, |message| message.id.0, Message::from))
}

/// Send everything again that failed since an instant.
#[utoipa::path(post, path = "/api/v1/webhooks/{id}/replay", tag = "webhooks", operation_id = "replayFailed",
    params(("id" = Uuid, Path, description = "The webhook's id")), request_body = Replay,
    responses((status = 200, description = "How many", body = Replayed)))]
pub(crate) async fn replay_failed(
    call: Call,
    Path(id): Path<WebhookId>,
    Json(asked): Json<Replay>,
) -> Result<axum::Json<Replayed>, Problem> {
    let since: jiff::Timestamp = asked
        .since
        .parse()
        .map_err(|_| Problem::invalid_at("#/since", "Write an instant as 2027-01-31T12:00:00Z."))?;
    found(&call, id).await?;
    let permit = call.permit(Action::ManageKeys)?;
    let messages = call.store.replay_failed(&permit, id, Instant(since.as_microsecond())).await?;
    Ok(axum::Json(Replayed { messages }))
}

/// Read a message.
#[utoipa::path(get, path = "/api/v1/messages/{id}", tag = "webhooks", operation_id = "readMessage",
    params(("id" = Uuid, Path, description = "Its id")),
    responses((status = 200, description = "The message", body = Message)))]
pub(crate) async fn message(call: Call, Path(id): Path<MessageId>) -> Result<axum::Json<Message>, Problem> {
    let message = call.store.message(call.actor, id).await?.ok_or_else(Problem::not_found)?;
    Ok(axum::Json(Message::from(message)))
}

/// List the tries of a message.
#[utoipa::path(get, path = "/api/v1/messages/{id}/attempts", tag = "webhooks", operation_id = "listAttempts",
    params(("id" = Uuid, Path, description = "The message's id")),
    responses((status = 200, description = "Its tries", body = Attempts)))]
pub(crate) async fn attempts(call: Call, Path(id): Path<MessageId>) -> Result<axum::Json<Attempts>, Problem> {
    call.store.message(call.actor, id).await?.ok_or_else(Problem::not_found)?;
    let attempt = |attempt: store::webhooks::Attempt| Attempt {
        attempt: attempt.attempt,
        at: attempt.at.to_string(),
        status: attempt.status,
        millis: attempt.millis,
        answer: attempt.answer,
    };
    let data = call.store.attempts(call.actor, id).await?.into_iter().map(attempt).collect();
    Ok(axum::Json(Attempts { data }))
}

/// Send a message again, delivered or not.
#[utoipa::path(post, path = "/api/v1/messages/{id}/replay", tag = "webhooks", operation_id = "replayMessage",
    params(("id" = Uuid, Path, description = "The message's id")),
    responses((status = 204, description = "It is sent again")))]
pub(crate) async fn replay(call: Call, Path(id): Path<MessageId>) -> Result<StatusCode, Problem> {
    call.store.replay_message(&call.permit(Action::ManageKeys)?, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
