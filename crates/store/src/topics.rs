//! What people can choose to be written about.

use std::collections::BTreeMap;

use domain::access::Action;
use domain::consent::is_topic;
use domain::letters::{LetterRefusal, TITLE_MAX, TOPICS_MAX, is_tag, one_line};
use domain::{Actor, Permit};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{Result, Store, audit, leave, sql};

/// A topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Topic {
    /// Its name in rules and addresses.
    pub name: String,
    /// What people read, by language tag.
    pub titles: BTreeMap<String, String>,
}

impl Topic {
    /// What somebody reads: in their language, else in English, else in any, else its name.
    #[must_use]
    pub fn title(&self, language: &str) -> &str {
        let found = self.titles.get(language).or_else(|| self.titles.get("en"));
        found.or_else(|| self.titles.values().next()).map_or(&self.name, |title| title)
    }
}

#[derive(FromQueryResult)]
struct Row {
    name: String,
    titles: String,
}

pub(crate) async fn is_there(on: &impl ConnectionTrait, name: &str) -> Result<bool> {
    let found: Vec<String> =
        sql::column(on, "select name from topics where name = $1", [name.into()]).await?;
    Ok(!found.is_empty())
}

impl Store {
    /// Every topic, by name.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn topics(&self, actor: Actor) -> Result<Vec<Topic>> {
        leave::to_read_customers(actor)?;
        let rows: Vec<Row> =
            sql::rows(self.read(), "select name, titles from topics order by name", []).await?;
        let topic = |row: Row| Ok(Topic { name: row.name, titles: serde_json::from_str(&row.titles)? });
        rows.into_iter().map(topic).collect()
    }

    /// Makes a topic, or gives one that is there other titles.
    ///
    /// # Errors
    /// Where the permit is not for `ManagePlays`, the name or the titles are not fit to keep, there
    /// are as many as there may be, or the database fails.
    pub async fn save_topic(&self, permit: &Permit, topic: &Topic) -> Result<()> {
        leave::to_write(permit, Action::ManagePlays)?;
        if !is_topic(&topic.name) {
            return Err(LetterRefusal::Topic(topic.name.clone()).into());
        }
        let titles = topic.titles.iter().map(|(tag, title)| (tag.as_str(), one_line(title)));
        let titles: BTreeMap<&str, String> = titles.filter(|(_, title)| !title.is_empty()).collect();
        let fits = |(tag, title): (&&str, &String)| is_tag(tag) && title.chars().count() <= TITLE_MAX;
        if titles.is_empty() || !titles.iter().all(fits) {
            return Err(LetterRefusal::Title.into());
        }
        let transaction = self.begin().await?;
        let there: i64 = sql::value(&transaction, "select count(*) from topics", []).await?;
        if there >= TOPICS_MAX as i64 && !is_there(&transaction, &topic.name).await? {
            return Err(LetterRefusal::TooManyTopics.into());
        }
        sql::run(
            &transaction,
            "insert into topics (name, titles, created_at) values ($1, $2, $3)
             on conflict (name) do update set titles = excluded.titles",
            [topic.name.as_str().into(), serde_json::to_string(&titles)?.into(), self.now().0.into()],
        )
        .await?;
        audit::write(&transaction, self, permit.actor(), "topic.saved", "topic", None, &topic.name).await?;
        Ok(transaction.commit().await?)
    }
}
