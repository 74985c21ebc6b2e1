//! What the company says in these weeks, by every channel alike.

use domain::access::Action;
use domain::key_messages::{KeyMessageRefusal, MESSAGES_MAX, Texts, checked};
use domain::{Actor, Day, Permit};
use sea_orm::FromQueryResult;

use crate::{Error, Result, Store, audit, leave, sql};

/// A key message: it holds from its day until its last one, or until the next begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyMessage {
    /// From which day it is said; no other begins then.
    pub from: Day,
    /// Its last day; `None` until the next begins.
    pub until: Option<Day>,
    /// What is said, by language tag.
    pub texts: Texts,
    /// Rises with every change.
    pub version: i64,
}

#[derive(FromQueryResult)]
struct Row {
    from_day: i32,
    until_day: Option<i32>,
    texts: String,
    version: i64,
}

impl TryFrom<Row> for KeyMessage {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let texts = serde_json::from_str(&row.texts)?;
        Ok(Self { from: Day(row.from_day), until: row.until_day.map(Day), texts, version: row.version })
    }
}

const COLUMNS: &str = "select from_day, until_day, texts, version from key_messages";
const SUPERSEDED: Error = Error::Superseded(
    "Somebody else changed this key message in the meantime; look again and repeat your change.",
);

impl Store {
    /// Every key message, the latest first.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn key_messages(&self, actor: Actor) -> Result<Vec<KeyMessage>> {
        leave::to_read_customers(actor)?;
        let select = format!("{COLUMNS} order by from_day desc");
        let rows: Vec<Row> = sql::rows(self.read(), &select, []).await?;
        rows.into_iter().map(KeyMessage::try_from).collect()
    }

    /// What is said on a day: the message that began last, where it has not ended.
    ///
    /// # Errors
    /// As [`Store::key_messages`].
    pub async fn key_message_on(&self, actor: Actor, day: Day) -> Result<Option<KeyMessage>> {
        leave::to_read_customers(actor)?;
        let select = format!("{COLUMNS} where from_day <= $1 order by from_day desc limit 1");
        let row: Option<Row> = sql::row(self.read(), &select, [day.0.into()]).await?;
        let message = row.map(KeyMessage::try_from).transpose()?;
        Ok(message.filter(|message| message.until.is_none_or(|last| last >= day)))
    }

    /// Keeps a key message in an edit begun on `version`; 0 makes a new one. The new version.
    ///
    /// # Errors
    /// Where the permit is not for `ManagePlays`, what it says is not fit to keep, another begins on its day,
    /// somebody changed it in the meantime, or the database fails.
    pub async fn save_key_message(
        &self,
        permit: &Permit,
        version: i64,
        from: Day,
        until: Option<Day>,
        texts: &Texts,
    ) -> Result<i64> {
        leave::to_write(permit, Action::ManagePlays)?;
        let texts = serde_json::to_string(&checked(texts)?)?;
        if until.is_some_and(|last| last < from) {
            return Err(KeyMessageRefusal::Until.into());
        }
        let on = self.begin().await?;
        let there: i64 = sql::value(&on, "select count(*) from key_messages", []).await?;
        if version == 0 && there >= MESSAGES_MAX {
            return Err(KeyMessageRefusal::TooMany.into());
        }
        let keep = if version == 0 {
            "insert into key_messages (from_day, until_day, texts, version) values ($1, $2, $3, $4 + 1)
             on conflict (from_day) do nothing"
        } else {
            "update key_messages set until_day = $2, texts = $3, version = version + 1
             where from_day = $1 and version = $4"
        };
        let values = [from.0.into(), until.map(|day| day.0).into(), texts.into(), version.into()];
        if sql::run(&on, keep, values).await? == 0 {
            return Err(if version == 0 { KeyMessageRefusal::Day.into() } else { SUPERSEDED });
        }
        let day = from.to_string();
        audit::write(&on, self, permit.actor(), "key_message.changed", "key message", None, &day).await?;
        on.commit().await?;
        Ok(version + 1)
    }

    /// Takes a key message away, as it stood at `version`.
    ///
    /// # Errors
    /// Where the permit is not for `ManagePlays`, somebody changed it in the meantime, or the database fails.
    pub async fn remove_key_message(&self, permit: &Permit, from: Day, version: i64) -> Result<()> {
        leave::to_write(permit, Action::ManagePlays)?;
        let on = self.begin().await?;
        let gone = "delete from key_messages where from_day = $1 and version = $2";
        if sql::run(&on, gone, [from.0.into(), version.into()]).await? == 0 {
            return Err(SUPERSEDED);
        }
        let day = from.to_string();
        audit::write(&on, self, permit.actor(), "key_message.removed", "key message", None, &day).await?;
        Ok(on.commit().await?)
    }
}
