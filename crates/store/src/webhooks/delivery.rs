//! What the worker takes up, and what becomes of it.
//!
//! A message is leased by moving its next try behind the lease: a worker that dies leaves it due
//! again. A try that comes back after its lease changes nothing.

use domain::access::Action;
use domain::ids::{MessageId, WebhookId};
use domain::webhooks::Ending;
use domain::{Instant, Permit};
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use super::DISABLED;
use crate::{Result, Store, leave, sql};

/// A message to be delivered.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// Its id, for the header `webhook-id`.
    pub id: MessageId,
    /// Who is told.
    pub webhook: WebhookId,
    /// Where they listen.
    pub url: String,
    /// The bytes to sign and send.
    pub body: String,
    /// Which try this is, from 1.
    pub attempt: i64,
    /// The secrets to sign with: the present one, and the old one while it is being replaced.
    pub secrets: Vec<String>,
    lease_until: i64,
}

/// How a try went.
#[derive(Clone, Debug)]
pub struct Tried {
    /// When it began.
    pub at: Instant,
    /// The HTTP status; `None` where nobody answered.
    pub status: Option<u16>,
    /// How long it took, in milliseconds.
    pub millis: i64,
    /// The beginning of the answer, or why there was none.
    pub answer: String,
}

/// What becomes of a message after a try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It was taken.
    Delivered,
    /// It is tried again then.
    Again(Instant),
    /// It is given up, and so is the webhook.
    GivenUp(Ending),
}

#[derive(FromQueryResult)]
struct Listener {
    id: Uuid,
    url: String,
    secret: String,
    old_secret: Option<String>,
    old_secret_until: Option<i64>,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    body: String,
    attempts: i64,
}

/// Gives up what still waits of a webhook that is no longer told.
pub(super) async fn give_up(on: &impl ConnectionTrait, webhook: WebhookId) -> Result<()> {
    let sql = "update messages set state = 'failed', next_at = null, lease_until = null
               where webhook_id = $1 and state = 'waiting'";
    sql::run(on, sql, [webhook.0.into()]).await?;
    Ok(())
}

impl Store {
    /// Takes up messages that are due, for `seconds`: of each webhook as many as `room` says.
    ///
    /// # Errors
    /// Where the permit is not for `RunJobs`, or the database fails.
    pub async fn lease_messages(
        &self,
        permit: &Permit,
        seconds: i64,
        room: impl Fn(WebhookId) -> usize,
    ) -> Result<Vec<Delivery>> {
        leave::to_write(permit, Action::RunJobs)?;
        let now = self.now();
        let listeners: Vec<Listener> = sql::rows(
            self.read(),
            "select id, url, secret, old_secret, old_secret_until from webhooks w where state = 'active'
             and exists (select 1 from messages where webhook_id = w.id and next_at <= $1)",
            [now.0.into()],
        )
        .await?;
        let mut taken = Vec::new();
        for listener in listeners {
            let free = room(WebhookId(listener.id));
            if free > 0 {
                self.lease_of(&listener, now, now.plus_seconds(seconds), free, &mut taken).await?;
            }
        }
        Ok(taken)
    }

    async fn lease_of(
        &self,
        listener: &Listener,
        now: Instant,
        until: Instant,
        free: usize,
        taken: &mut Vec<Delivery>,
    ) -> Result<()> {
        let rows: Vec<Row> = sql::rows(
            self.write(),
            "update messages set attempts = attempts + 1, next_at = $1, lease_until = $1
             where id in (select id from messages where webhook_id = $2 and next_at <= $3
                          order by next_at, id limit $4)
             returning id, body, attempts",
            [
                until.0.into(),
                listener.id.into(),
                now.0.into(),
                i64::try_from(free).unwrap_or(i64::MAX).into(),
            ],
        )
        .await?;
        let old = listener.old_secret.as_ref().filter(|_| listener.old_secret_until > Some(now.0));
        let secrets: Vec<String> = std::iter::once(&listener.secret).chain(old).cloned().collect();
        taken.extend(rows.into_iter().map(|row| Delivery {
            id: MessageId(row.id),
            webhook: WebhookId(listener.id),
            url: listener.url.clone(),
            body: row.body,
            attempt: row.attempts,
            secrets: secrets.clone(),
            lease_until: until.0,
        }));
        Ok(())
    }

    /// Writes down how a try went and what becomes of its message. A try whose lease ran out is
    /// written into the log alone.
    ///
    /// # Errors
    /// Where the permit is not for `RunJobs`, or the database fails.
    pub async fn settle_message(
        &self,
        permit: &Permit,
        delivery: &Delivery,
        tried: &Tried,
        verdict: &Verdict,
    ) -> Result<()> {
        leave::to_write(permit, Action::RunJobs)?;
        let (state, next_at) = match verdict {
            Verdict::Delivered => ("delivered", None),
            Verdict::Again(at) => ("waiting", Some(at.0)),
            Verdict::GivenUp(_) => ("failed", None),
        };
        let transaction = self.begin().await?;
        sql::run(
            &transaction,
            "insert into attempts (message_id, attempt, at, status, millis, answer)
             select $1, coalesce(max(attempt), 0) + 1, $2, $3, $4, $5 from attempts where message_id = $1
             having exists (select 1 from messages where id = $1)",
            [
                delivery.id.0.into(),
                tried.at.0.into(),
                tried.status.map(i64::from).into(),
                tried.millis.into(),
                tried.answer.as_str().into(),
            ],
        )
        .await?;
        let ours = sql::run(
            &transaction,
            "update messages set state = $1, next_at = $2, lease_until = null
             where id = $3 and state = 'waiting' and lease_until = $4",
            [state.into(), next_at.into(), delivery.id.0.into(), delivery.lease_until.into()],
        )
        .await?;
        if let (1, Verdict::GivenUp(why)) = (ours, verdict) {
            sql::run(
                &transaction,
                "update webhooks set state = $1, problem = $2, version = version + 1
                 where id = $3 and state = 'active'",
                [DISABLED.into(), why.name().into(), delivery.webhook.0.into()],
            )
            .await?;
            give_up(&transaction, delivery.webhook).await?;
        }
        Ok(transaction.commit().await?)
    }
}
