//! Letters, each in as many languages as somebody wrote it in.

use domain::access::Action;
use domain::ids::LetterId;
use domain::letters::{Draft, LetterRefusal, Text};
use domain::{Actor, Instant, Permit};
use sea_orm::{ConnectionTrait, FromQueryResult, QueryResult, Value};
use uuid::Uuid;

use crate::{Error, Result, Store, audit, bulk, leave, sql, topics};

/// A letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Which.
    pub id: LetterId,
    /// Its name, topic and texts.
    pub draft: Draft,
    /// Who wrote it: `staff <id>`.
    pub created_by: String,
    /// When.
    pub created_at: Instant,
    /// Since when it is put away: plays that run still send it, new ones are not offered it.
    pub put_away_at: Option<Instant>,
    /// Rises with every change.
    pub version: i64,
}

/// A letter in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LetterLine {
    /// Which.
    pub id: LetterId,
    /// Its name.
    pub name: String,
    /// What it is about.
    pub topic: String,
    /// The languages it is written in.
    pub languages: Vec<String>,
    /// Whether it is put away.
    pub put_away: bool,
    /// How many were taken by a mail server.
    pub sent: u64,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    name: String,
    topic: String,
    created_by: String,
    created_at: i64,
    put_away_at: Option<i64>,
    version: i64,
}

/// What is said of a letter that is not there.
pub(crate) const GONE: Error = Error::Missing("There is no such letter.");

fn text(row: &QueryResult) -> Result<(Uuid, Text)> {
    let text = Text { language: sql::at(row, 1)?, subject: sql::at(row, 2)?, body: sql::at(row, 3)? };
    Ok((sql::at(row, 0)?, text))
}

/// The letters of these ids.
pub(crate) async fn read(on: &impl ConnectionTrait, ids: &[LetterId]) -> Result<Vec<Letter>> {
    let values = || ids.iter().map(|id| Value::from(id.0)).collect::<Vec<_>>();
    let select = "select id, name, topic, created_by, created_at, put_away_at, version from letters
         where id in (values ";
    let rows = bulk::ask(on, select, 1, ")", values()).await?;
    let select = "select letter_id, language, subject, body from letter_texts where letter_id in (values ";
    let texts = bulk::ask(on, select, 1, ") order by language", values()).await?;
    let texts = texts.iter().map(text).collect::<Result<Vec<_>>>()?;
    rows.iter()
        .map(|row| {
            let row = Row::from_query_result(row, "")?;
            let own = texts.iter().filter(|(letter, _)| *letter == row.id).map(|(_, text)| text.clone());
            Ok(Letter {
                id: LetterId(row.id),
                draft: Draft { name: row.name, topic: row.topic, texts: own.collect() },
                created_by: row.created_by,
                created_at: Instant(row.created_at),
                put_away_at: row.put_away_at.map(Instant),
                version: row.version,
            })
        })
        .collect()
}

async fn write_texts(on: &impl ConnectionTrait, id: Uuid, texts: &[Text]) -> Result<()> {
    sql::run(on, "delete from letter_texts where letter_id = $1", [id.into()]).await?;
    let values = texts.iter().flat_map(|text| {
        let Text { language, subject, body } = text;
        [id.into(), language.as_str().into(), subject.as_str().into(), body.as_str().into()]
    });
    let insert = "insert into letter_texts (letter_id, language, subject, body) values ";
    bulk::run(on, insert, 4, "", values.collect()).await?;
    Ok(())
}

async fn topic_is_there(on: &impl ConnectionTrait, draft: &Draft) -> Result<()> {
    if topics::is_there(on, &draft.topic).await? {
        return Ok(());
    }
    Err(LetterRefusal::NoTopic(draft.topic.clone()).into())
}

/// Why a change could not be made to the letter that is there, or is not.
async fn gone_or_changed(on: &impl ConnectionTrait, id: LetterId) -> Error {
    let there: Result<Vec<i64>> =
        sql::column(on, "select version from letters where id = $1", [id.0.into()]).await;
    match there {
        Err(why) => why,
        Ok(versions) if versions.is_empty() => GONE,
        Ok(_) => Error::Superseded(
            "Somebody else changed this letter in the meantime; look again and repeat your change.",
        ),
    }
}

impl Store {
    /// Keeps a new letter. Its placeholders are the caller's to have looked at.
    ///
    /// # Errors
    /// Where the permit is not for `ManagePlays`, the draft is not fit to keep, there is no such
    /// topic, or the database fails.
    pub async fn add_letter(&self, permit: &Permit, draft: Draft) -> Result<LetterId> {
        leave::to_write(permit, Action::ManagePlays)?;
        let draft = draft.checked()?;
        let id = self.inner.ids.next();
        let transaction = self.begin().await?;
        topic_is_there(&transaction, &draft).await?;
        sql::run(
            &transaction,
            "insert into letters (id, name, topic, created_by, created_at, version)
             values ($1, $2, $3, $4, $5, 1)",
            [
                id.into(),
                draft.name.as_str().into(),
                draft.topic.as_str().into(),
                leave::name_of(permit.actor()).into(),
                self.now().0.into(),
            ],
        )
        .await?;
        write_texts(&transaction, id, &draft.texts).await?;
        let languages = draft.texts.len();
        let detail = format!("{languages} languages");
        audit::write(&transaction, self, permit.actor(), "letter.written", "letter", Some(id), &detail)
            .await?;
        transaction.commit().await?;
        Ok(LetterId(id))
    }

    /// Changes a letter, in an edit that was begun on `version`; the new version. What has not been
    /// sent yet is sent as it reads then.
    ///
    /// # Errors
    /// As [`Store::add_letter`], and where somebody else changed it in the meantime.
    pub async fn change_letter(
        &self,
        permit: &Permit,
        id: LetterId,
        version: i64,
        draft: Draft,
    ) -> Result<i64> {
        leave::to_write(permit, Action::ManagePlays)?;
        let draft = draft.checked()?;
        let transaction = self.begin().await?;
        topic_is_there(&transaction, &draft).await?;
        let update = "update letters set name = $1, topic = $2, version = version + 1
                      where id = $3 and version = $4";
        let values = [draft.name.as_str().into(), draft.topic.as_str().into(), id.0.into(), version.into()];
        if sql::run(&transaction, update, values).await? == 0 {
            return Err(gone_or_changed(&transaction, id).await);
        }
        write_texts(&transaction, id.0, &draft.texts).await?;
        audit::write(&transaction, self, permit.actor(), "letter.changed", "letter", Some(id.0), "").await?;
        transaction.commit().await?;
        Ok(version + 1)
    }

    /// Puts a letter away, or takes it out again.
    ///
    /// # Errors
    /// Where the permit is not for `ManagePlays`, there is no such letter, or the database fails.
    pub async fn put_letter_away(&self, permit: &Permit, id: LetterId, away: bool) -> Result<()> {
        leave::to_write(permit, Action::ManagePlays)?;
        let at = away.then(|| self.now().0);
        let transaction = self.begin().await?;
        let update = "update letters set put_away_at = $1, version = version + 1 where id = $2";
        if sql::run(&transaction, update, [at.into(), id.0.into()]).await? == 0 {
            return Err(GONE);
        }
        let action = if away { "letter.put_away" } else { "letter.taken_out" };
        audit::write(&transaction, self, permit.actor(), action, "letter", Some(id.0), "").await?;
        Ok(transaction.commit().await?)
    }

    /// A letter; `None` where there is none.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn letter(&self, actor: Actor, id: LetterId) -> Result<Option<Letter>> {
        leave::to_read_customers(actor)?;
        Ok(read(self.read(), &[id]).await?.pop())
    }

    /// The letters of these ids.
    ///
    /// # Errors
    /// As [`Store::letter`].
    pub async fn letters_of(&self, actor: Actor, ids: &[LetterId]) -> Result<Vec<Letter>> {
        leave::to_read_customers(actor)?;
        read(self.read(), ids).await
    }

    /// Every letter, the newest first, those put away last.
    ///
    /// # Errors
    /// As [`Store::letter`].
    pub async fn letters(&self, actor: Actor) -> Result<Vec<LetterLine>> {
        leave::to_read_customers(actor)?;
        let select = "select l.id, l.name, l.topic,
                coalesce((select string_agg(language, ' ') from letter_texts t where t.letter_id = l.id), ''),
                case when put_away_at is null then 0 else 1 end,
                coalesce(sent, 0)
             from letters l left join (select letter_id, count(*) as sent from gestures
                 where letter_id is not null and state = 'done' group by letter_id) g on g.letter_id = l.id
             order by 5, l.created_at desc, l.id limit 500";
        let line = |row: &QueryResult| {
            let languages: String = sql::at(row, 3)?;
            let mut languages: Vec<String> = languages.split_whitespace().map(str::to_owned).collect();
            languages.sort_unstable();
            Ok(LetterLine {
                id: LetterId(sql::at(row, 0)?),
                name: sql::at(row, 1)?,
                topic: sql::at(row, 2)?,
                languages,
                put_away: sql::at::<i32>(row, 4)? != 0,
                sent: sql::at::<i64>(row, 5)?.unsigned_abs(),
            })
        };
        sql::results(self.read(), select, []).await?.iter().map(line).collect()
    }
}
