//! Who wants to be told of what, and what they were told (Standard Webhooks 1.0).

mod delivery;
mod messages;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use domain::access::Action;
use domain::ids::WebhookId;
use domain::webhooks::{Ending, NewWebhook, WEBHOOKS_MAX, WebhookRefusal};
use domain::{Actor, Instant, Permit};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::{Error, Result, Secret, Store, audit, leave, sql};

pub use delivery::{Delivery, Tried, Verdict};
pub use messages::{Attempt, KEPT_DAYS, Message, State};
pub(crate) use messages::{tell, tell_all};

/// How long messages are signed with the old secret too after a new one was made, in seconds.
pub const ROTATION_SECONDS: i64 = 24 * 60 * 60;
const COLUMNS: &str = "id, url, events, description, state, problem, old_secret_until, created_by, \
     created_at, version";
const GONE: Error = Error::Missing("There is no such webhook.");

/// A webhook, without its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Webhook {
    /// Its id.
    pub id: WebhookId,
    /// Where it listens.
    pub url: String,
    /// What it is told of.
    pub events: Vec<String>,
    /// What it is for, in somebody's words; empty where nobody said.
    pub description: String,
    /// Whether it is told; what is not, stays untold until somebody turns it on.
    pub active: bool,
    /// Why it was turned off.
    pub problem: Option<Ending>,
    /// Until when messages are signed with the old secret too.
    pub rotating_until: Option<Instant>,
    /// Who made it, as the audit names them.
    pub created_by: String,
    /// When.
    pub created_at: Instant,
    /// Rises with every change.
    pub version: i64,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    url: String,
    events: String,
    description: String,
    state: String,
    problem: Option<String>,
    old_secret_until: Option<i64>,
    created_by: String,
    created_at: i64,
    version: i64,
}

impl From<Row> for Webhook {
    fn from(row: Row) -> Self {
        Self {
            id: WebhookId(row.id),
            url: row.url,
            events: row.events.split(' ').map(str::to_owned).collect(),
            description: row.description,
            active: row.state == ACTIVE,
            problem: row.problem.as_deref().and_then(Ending::from_name),
            rotating_until: row.old_secret_until.map(Instant),
            created_by: row.created_by,
            created_at: Instant(row.created_at),
            version: row.version,
        }
    }
}

const ACTIVE: &str = "active";
const DISABLED: &str = "disabled";

impl Store {
    fn webhook_secret(&self) -> Secret {
        let mut bytes = [0u8; 32];
        self.inner.entropy.fill(&mut bytes);
        Secret(format!("whsec_{}", BASE64_STANDARD.encode(bytes)))
    }

    /// Makes a webhook; its secret is told here and when it is made anew.
    ///
    /// # Errors
    /// Where the permit is not for `ManageKeys`, there are as many as there may be, or the database
    /// fails.
    pub async fn add_webhook(&self, permit: &Permit, new: &NewWebhook) -> Result<(WebhookId, Secret)> {
        leave::to_write(permit, Action::ManageKeys)?;
        let (id, secret) = (self.inner.ids.next(), self.webhook_secret());
        let transaction = self.begin().await?;
        let there: i64 = sql::value(&transaction, "select count(*) from webhooks", []).await?;
        if there >= WEBHOOKS_MAX as i64 {
            return Err(Error::Webhook(WebhookRefusal::TooMany));
        }
        sql::run(
            &transaction,
            "insert into webhooks (id, url, events, secret, state, created_by, created_at, description, version)
             values ($1, $2, $3, $4, $5, $6, $7, $8, 0)",
            [
                id.into(),
                new.url().into(),
                new.events().join(" ").into(),
                secret.expose().into(),
                ACTIVE.into(),
                leave::name_of(permit.actor()).into(),
                self.now().0.into(),
                new.description().into(),
            ],
        )
        .await?;
        audit::write(&transaction, self, permit.actor(), "webhook.made", "webhook", Some(id), "").await?;
        transaction.commit().await?;
        Ok((WebhookId(id), secret))
    }

    /// Changes where a webhook listens, what it is told of and whether it is; the version after.
    /// Turned on, it is told of what happens from now; what it missed is told by replay.
    ///
    /// # Errors
    /// [`Error::Superseded`] where it has another version by now; where the permit is not for
    /// `ManageKeys`, there is no such webhook, or the database fails.
    pub async fn change_webhook(
        &self,
        permit: &Permit,
        id: WebhookId,
        version: i64,
        new: &NewWebhook,
        active: bool,
    ) -> Result<i64> {
        leave::to_write(permit, Action::ManageKeys)?;
        let transaction = self.begin().await?;
        let changed = sql::run(
            &transaction,
            "update webhooks set url = $1, events = $2, state = $3, description = $6, version = version + 1,
                    problem = case when $3 = state then problem end
             where id = $4 and version = $5",
            [
                new.url().into(),
                new.events().join(" ").into(),
                (if active { ACTIVE } else { DISABLED }).into(),
                id.0.into(),
                version.into(),
                new.description().into(),
            ],
        )
        .await?;
        if changed == 0 {
            self.webhook(permit.actor(), id).await?.ok_or(GONE)?;
            return Err(Error::Superseded("Somebody changed this webhook since you read it."));
        }
        if !active {
            delivery::give_up(&transaction, id).await?;
        }
        audit::write(&transaction, self, permit.actor(), "webhook.changed", "webhook", Some(id.0), "")
            .await?;
        transaction.commit().await?;
        Ok(version + 1)
    }

    /// Makes a new secret; messages are signed with the old one too for [`ROTATION_SECONDS`].
    ///
    /// # Errors
    /// Where the permit is not for `ManageKeys`, there is no such webhook, or the database fails.
    pub async fn rotate_webhook(&self, permit: &Permit, id: WebhookId) -> Result<Secret> {
        leave::to_write(permit, Action::ManageKeys)?;
        let secret = self.webhook_secret();
        let transaction = self.begin().await?;
        let changed = sql::run(
            &transaction,
            "update webhooks set old_secret = secret, old_secret_until = $1, secret = $2, version = version + 1
             where id = $3",
            [
                self.now().plus_seconds(ROTATION_SECONDS).0.into(),
                secret.expose().into(),
                id.0.into(),
            ],
        )
        .await?;
        if changed == 0 {
            return Err(GONE);
        }
        audit::write(&transaction, self, permit.actor(), "webhook.rotated", "webhook", Some(id.0), "")
            .await?;
        transaction.commit().await?;
        Ok(secret)
    }

    /// Removes a webhook, with all it was told.
    ///
    /// # Errors
    /// As [`Store::rotate_webhook`].
    pub async fn remove_webhook(&self, permit: &Permit, id: WebhookId) -> Result<()> {
        leave::to_write(permit, Action::ManageKeys)?;
        let transaction = self.begin().await?;
        if sql::run(&transaction, "delete from webhooks where id = $1", [id.0.into()]).await? == 0 {
            return Err(GONE);
        }
        audit::write(&transaction, self, permit.actor(), "webhook.removed", "webhook", Some(id.0), "")
            .await?;
        Ok(transaction.commit().await?)
    }

    /// A webhook.
    ///
    /// # Errors
    /// As [`Store::webhooks`].
    pub async fn webhook(&self, actor: Actor, id: WebhookId) -> Result<Option<Webhook>> {
        leave::to_read(actor, Action::ManageKeys)?;
        let sql = format!("select {COLUMNS} from webhooks where id = $1");
        let row: Option<Row> = sql::row(self.read(), &sql, [id.0.into()]).await?;
        Ok(row.map(Webhook::from))
    }

    /// All webhooks, the latest made first.
    ///
    /// # Errors
    /// Where the actor may not manage keys, or the database fails.
    pub async fn webhooks(&self, actor: Actor) -> Result<Vec<Webhook>> {
        leave::to_read(actor, Action::ManageKeys)?;
        let sql = format!("select {COLUMNS} from webhooks order by id desc");
        let rows: Vec<Row> = sql::rows(self.read(), &sql, []).await?;
        Ok(rows.into_iter().map(Webhook::from).collect())
    }
}
