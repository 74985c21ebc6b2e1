//! What webhooks were and will be told.

use domain::access::Action;
use domain::ids::{MessageId, WebhookId};
use domain::webhooks::{BODY_BYTES_MAX, TEST};
use domain::{Actor, Instant, Permit};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use crate::{Error, Result, Store, audit, bulk, leave, sql};

/// How long what was told is kept, for the log and for replay.
pub const KEPT_DAYS: i64 = 30;

#[derive(FromQueryResult)]
struct Listener {
    id: Uuid,
    events: String,
}

/// Tells every webhook that asked for `event`, inside the transaction of what it tells of. `data`
/// names what happened by ids, and is at most 20 kB; of a larger one only its `id` is told.
pub(crate) async fn tell(on: &impl ConnectionTrait, store: &Store, event: &str, data: &Json) -> Result<()> {
    tell_all(on, store, event, std::slice::from_ref(data)).await
}

/// [`tell`] for many of one event.
pub(crate) async fn tell_all(
    on: &impl ConnectionTrait,
    store: &Store,
    event: &str,
    data: &[Json],
) -> Result<()> {
    if data.is_empty() {
        return Ok(());
    }
    let listeners: Vec<Listener> =
        sql::rows(on, "select id, events from webhooks where state = 'active' order by id", []).await?;
    let asked = |listener: &&Listener| listener.events.split(' ').any(|asked| asked == event);
    let listeners: Vec<Uuid> = listeners.iter().filter(asked).map(|listener| listener.id).collect();
    if listeners.is_empty() {
        return Ok(());
    }
    let now = store.now();
    let mut values: Vec<Value> = Vec::with_capacity(8 * data.len() * listeners.len());
    for each in data {
        let body = body(event, &now.to_string(), each);
        for webhook in &listeners {
            values.extend([
                store.inner.ids.next().into(),
                (*webhook).into(),
                event.into(),
                body.as_str().into(),
                "waiting".into(),
                0i64.into(),
                now.0.into(),
                now.0.into(),
            ]);
        }
    }
    let before =
        "insert into messages (id, webhook_id, event, body, state, attempts, next_at, created_at) values ";
    bulk::run(on, before, 8, "", values).await?;
    Ok(())
}

/// The bytes that are signed and sent: the same at each try.
fn body(event: &str, at: &str, data: &Json) -> String {
    let whole = json!({ "type": event, "timestamp": at, "data": data }).to_string();
    if whole.len() < BODY_BYTES_MAX {
        return whole;
    }
    json!({ "type": event, "timestamp": at, "data": { "id": data["id"], "too_large": true } }).to_string()
}

/// How far a message has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It waits for a try.
    Waiting,
    /// It was taken with a 2xx.
    Delivered,
    /// It was given up.
    Failed,
}

impl State {
    const ALL: [Self; 3] = [Self::Waiting, Self::Delivered, Self::Failed];

    /// The name kept in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Delivered => "delivered",
            Self::Failed => "failed",
        }
    }

    fn from_name(name: &str) -> Result<Self> {
        let found = Self::ALL.into_iter().find(|state| state.name() == name);
        found.ok_or_else(|| Error::unreadable(format!("the message state '{name}'")))
    }
}

/// One thing a webhook was or will be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its id, the same at each try: the header `webhook-id`.
    pub id: MessageId,
    /// Who is told.
    pub webhook: WebhookId,
    /// Of what.
    pub event: String,
    /// The bytes that are signed and sent.
    pub body: String,
    /// How far it has come.
    pub state: State,
    /// How often it was tried.
    pub attempts: i64,
    /// When it is tried next.
    pub next_at: Option<Instant>,
    /// When it happened.
    pub created_at: Instant,
}

/// One try to deliver a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// Which try.
    pub attempt: i64,
    /// When.
    pub at: Instant,
    /// The HTTP status; `None` where nobody answered.
    pub status: Option<i64>,
    /// How long it took, in milliseconds.
    pub millis: i64,
    /// The beginning of the answer, or why there was none.
    pub answer: String,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    webhook_id: Uuid,
    event: String,
    body: String,
    state: String,
    attempts: i64,
    next_at: Option<i64>,
    created_at: i64,
}

#[derive(FromQueryResult)]
struct AttemptRow {
    attempt: i64,
    at: i64,
    status: Option<i64>,
    millis: i64,
    answer: String,
}

impl TryFrom<Row> for Message {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            id: MessageId(row.id),
            webhook: WebhookId(row.webhook_id),
            event: row.event,
            body: row.body,
            state: State::from_name(&row.state)?,
            attempts: row.attempts,
            next_at: row.next_at.map(Instant),
            created_at: Instant(row.created_at),
        })
    }
}

const COLUMNS: &str = "id, webhook_id, event, body, state, attempts, next_at, created_at";
const GONE: Error = Error::Missing("There is no such message.");

/// Refuses where there is no such webhook.
async fn is_there(on: &impl ConnectionTrait, id: WebhookId) -> Result<()> {
    let there: i64 = sql::value(on, "select count(*) from webhooks where id = $1", [id.0.into()]).await?;
    if there == 0 { Err(Error::Missing("There is no such webhook.")) } else { Ok(()) }
}

impl Store {
    /// Tells one webhook that it is heard, whatever it asked for.
    ///
    /// # Errors
    /// Where the permit is not for `ManageKeys`, there is no such webhook, or the database fails.
    pub async fn test_webhook(&self, permit: &Permit, id: WebhookId) -> Result<MessageId> {
        leave::to_write(permit, Action::ManageKeys)?;
        let transaction = self.begin().await?;
        is_there(&transaction, id).await?;
        let (message, now) = (self.inner.ids.next(), self.now());
        let body = body(TEST, &now.to_string(), &json!({ "id": message }));
        sql::run(
            &transaction,
            "insert into messages (id, webhook_id, event, body, state, attempts, next_at, created_at)
             values ($1, $2, $3, $4, 'waiting', 0, $5, $5)",
            [message.into(), id.0.into(), TEST.into(), body.into(), now.0.into()],
        )
        .await?;
        transaction.commit().await?;
        Ok(MessageId(message))
    }

    /// What a webhook was told, the latest first, from below the message `after`.
    ///
    /// # Errors
    /// Where the actor may not manage keys, or the database fails.
    pub async fn messages(
        &self,
        actor: Actor,
        webhook: WebhookId,
        after: Option<MessageId>,
        limit: u32,
    ) -> Result<Vec<Message>> {
        leave::to_read(actor, Action::ManageKeys)?;
        let after = after.map_or(Uuid::max(), |id| id.0);
        let sql = format!(
            "select {COLUMNS} from messages where webhook_id = $1 and id < $2 order by id desc limit $3"
        );
        let values = [webhook.0.into(), after.into(), i64::from(limit).into()];
        let rows: Vec<Row> = sql::rows(self.read(), &sql, values).await?;
        rows.into_iter().map(Message::try_from).collect()
    }

    /// A message.
    ///
    /// # Errors
    /// As [`Store::messages`].
    pub async fn message(&self, actor: Actor, id: MessageId) -> Result<Option<Message>> {
        leave::to_read(actor, Action::ManageKeys)?;
        let sql = format!("select {COLUMNS} from messages where id = $1");
        let row: Option<Row> = sql::row(self.read(), &sql, [id.0.into()]).await?;
        row.map(Message::try_from).transpose()
    }

    /// Every try of a message, the first first.
    ///
    /// # Errors
    /// As [`Store::messages`].
    pub async fn attempts(&self, actor: Actor, id: MessageId) -> Result<Vec<Attempt>> {
        leave::to_read(actor, Action::ManageKeys)?;
        let rows: Vec<AttemptRow> = sql::rows(
            self.read(),
            "select attempt, at, status, millis, answer from attempts where message_id = $1 order by attempt",
            [id.0.into()],
        )
        .await?;
        let attempt = |row: AttemptRow| Attempt {
            attempt: row.attempt,
            at: Instant(row.at),
            status: row.status,
            millis: row.millis,
            answer: row.answer,
        };
        Ok(rows.into_iter().map(attempt).collect())
    }

    /// Sends a message again, delivered or not, under its old id.
    ///
    /// # Errors
    /// Where the permit is not for `ManageKeys`, there is no such message, or the database fails.
    pub async fn replay_message(&self, permit: &Permit, id: MessageId) -> Result<()> {
        leave::to_write(permit, Action::ManageKeys)?;
        let transaction = self.begin().await?;
        let again = sql::run(
            &transaction,
            "update messages set state = 'waiting', attempts = 0, next_at = $1, lease_until = null where id = $2",
            [self.now().0.into(), id.0.into()],
        )
        .await?;
        if again == 0 {
            return Err(GONE);
        }
        audit::write(&transaction, self, permit.actor(), "webhook.replayed", "message", Some(id.0), "")
            .await?;
        Ok(transaction.commit().await?)
    }

    /// Sends every message of a webhook again that failed and happened at `since` or later; how many.
    ///
    /// # Errors
    /// Where the permit is not for `ManageKeys`, there is no such webhook, or the database fails.
    pub async fn replay_failed(&self, permit: &Permit, webhook: WebhookId, since: Instant) -> Result<u64> {
        leave::to_write(permit, Action::ManageKeys)?;
        let transaction = self.begin().await?;
        is_there(&transaction, webhook).await?;
        let again = sql::run(
            &transaction,
            "update messages set state = 'waiting', attempts = 0, next_at = $1, lease_until = null
             where webhook_id = $2 and state = 'failed' and created_at >= $3",
            [self.now().0.into(), webhook.0.into(), since.0.into()],
        )
        .await?;
        let detail = format!("{again} messages");
        audit::write(
            &transaction,
            self,
            permit.actor(),
            "webhook.replayed",
            "webhook",
            Some(webhook.0),
            &detail,
        )
        .await?;
        transaction.commit().await?;
        Ok(again)
    }

    /// Forgets messages older than [`KEPT_DAYS`] that are not to be tried again; how many.
    ///
    /// # Errors
    /// Where the permit is not for `RunJobs`, or the database fails.
    pub async fn sweep_messages(&self, permit: &Permit) -> Result<u64> {
        leave::to_write(permit, Action::RunJobs)?;
        let before = self.now().plus_seconds(-KEPT_DAYS * 24 * 60 * 60).0;
        let sql = "delete from messages where next_at is null and created_at < $1";
        sql::run(self.write(), sql, [before.into()]).await
    }
}
