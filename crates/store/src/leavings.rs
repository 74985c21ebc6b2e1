//! Why people leave: who was asked, what they or somebody here said, and whether they came back.

mod told;

use domain::access::Action;
use domain::ids::{GestureId, IdentityId, LeavingId, PersonId};
use domain::leaving::{ANSWERS_WITHIN_DAYS, Draft, Reason, Source, Voice};
use domain::timeline::Kind;
use domain::{Actor, Day, Instant, Permit};
use sea_orm::{ConnectionTrait, QueryResult, Value};
use serde_json::json;
use uuid::Uuid;

use crate::touches::put_on_timeline;
use crate::{Error, Result, Store, audit, bulk, consents, leave, sql, webhooks};

/// Why somebody left, or the question nobody answered yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Leaving {
    /// Which.
    pub id: LeavingId,
    /// Who.
    pub person: PersonId,
    /// How we came to know.
    pub source: Source,
    /// When they were asked; `None` where nobody asked.
    pub asked: Option<Instant>,
    /// Why; `None` where they have not answered.
    pub reason: Option<Reason>,
    /// What was said of it.
    pub words: String,
    /// Where they go instead.
    pub destination: String,
    /// In whose words.
    pub voice: Voice,
    /// The day they left on, or were asked.
    pub day: Day,
    /// Who wrote it down: `staff <id>`, `key <id>`, `system pages`.
    pub said_by: String,
    /// When it was said.
    pub said: Option<Instant>,
    /// What was at stake with them then, in major units of the company's currency.
    pub at_stake: Option<f64>,
    /// Rises with every change.
    pub version: i64,
}

/// Somebody who left or was asked, and when they bought again.
#[derive(Clone, Debug, PartialEq)]
pub struct Left {
    /// What is known of it.
    pub leaving: Leaving,
    /// The first day after it on which they bought.
    pub back: Option<Day>,
}

const COLUMNS: &str = "l.id, i.person_id, l.source, l.asked_at, l.reason, l.words, l.destination, l.voice, \
     l.on_day, l.said_by, l.said_at, l.at_stake, l.version, l.identity_id";
const GONE: Error = Error::Missing("There is no such reason, or not any more.");
const SUPERSEDED: Error = Error::Superseded("Somebody else changed this in the meantime; look again.");

fn known<T>(what: &str, name: &str, from_name: fn(&str) -> Option<T>) -> Result<T> {
    from_name(name).ok_or_else(|| Error::unreadable(format!("the {what} '{name}' of somebody who left")))
}

fn leaving(row: &QueryResult) -> Result<Leaving> {
    let (source, voice): (String, String) = (sql::at(row, 2)?, sql::at(row, 7)?);
    let reason: Option<String> = sql::at(row, 4)?;
    Ok(Leaving {
        id: LeavingId(sql::at(row, 0)?),
        person: PersonId(sql::at(row, 1)?),
        source: known("source", &source, Source::from_name)?,
        asked: sql::at::<Option<i64>>(row, 3)?.map(Instant),
        reason: reason.map(|name| known("reason", &name, Reason::from_name)).transpose()?,
        words: sql::at(row, 5)?,
        destination: sql::at(row, 6)?,
        voice: known("voice", &voice, Voice::from_name)?,
        day: Day(sql::at(row, 8)?),
        said_by: sql::at(row, 9)?,
        said: sql::at::<Option<i64>>(row, 10)?.map(Instant),
        at_stake: sql::at(row, 11)?,
        version: sql::at(row, 12)?,
    })
}

/// What somebody said, by the ids of the rows.
pub(crate) async fn read(on: &impl ConnectionTrait, ids: Vec<Value>) -> Result<Vec<Leaving>> {
    let select = format!(
        "select {COLUMNS} from leavings l join identities i on i.id = l.identity_id where l.id in (values "
    );
    bulk::ask(on, &select, 1, ")", ids).await?.iter().map(leaving).collect()
}

/// A row in an edit that was begun on `version`, and the identity it came by.
async fn edited(on: &impl ConnectionTrait, id: LeavingId, version: i64) -> Result<(Leaving, Uuid)> {
    let select =
        format!("select {COLUMNS} from leavings l join identities i on i.id = l.identity_id where l.id = $1");
    let rows = sql::results(on, &select, [id.0.into()]).await?;
    let row = rows.first().ok_or(GONE)?;
    let leaving = leaving(row)?;
    if leaving.version != version {
        return Err(SUPERSEDED);
    }
    Ok((leaving, sql::at(row, 13)?))
}

/// The last row of an identity that came by a question, of a day or later.
async fn last_asked(on: &impl ConnectionTrait, identity: IdentityId, from: Day) -> Result<Option<Leaving>> {
    let select = format!(
        "select {COLUMNS} from leavings l join identities i on i.id = l.identity_id
         where l.identity_id = $1 and l.on_day >= $2 and l.source in ('stop', 'letter')
         order by l.on_day desc, l.id desc limit 1"
    );
    let rows = sql::results(on, &select, [identity.0.into(), from.0.into()]).await?;
    rows.first().map(leaving).transpose()
}

/// A row to be written.
struct New<'a> {
    id: Uuid,
    identity: Uuid,
    source: Source,
    asked: Option<Instant>,
    said: Option<(&'a Draft, Instant)>,
    day: Day,
    by: Actor,
}

/// Writes a row, with what their standing says is at stake.
async fn insert(on: &impl ConnectionTrait, new: New<'_>) -> Result<()> {
    let draft = new.said.map(|(draft, _)| draft);
    let text = |of: fn(&Draft) -> &str| draft.map_or("", of).into();
    let values: [Value; 11] = [
        new.id.into(),
        new.identity.into(),
        new.source.name().into(),
        new.asked.map(|at| at.0).into(),
        draft.map(|draft| draft.reason.name()).into(),
        text(|draft| &draft.words),
        text(|draft| &draft.destination),
        draft.map_or(Voice::Theirs, |draft| draft.voice).name().into(),
        new.day.0.into(),
        leave::name_of(new.by).into(),
        new.said.map(|(_, at)| at.0).into(),
    ];
    let insert = "insert into leavings (id, identity_id, source, asked_at, reason, words, destination, voice,
             on_day, said_by, said_at, at_stake, version)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,
             (select coalesce(s.value_at_stake, s.expected_value) from identities i
              join standings s on s.person_id = i.person_id where i.id = $2), 1)
         on conflict (id) do nothing";
    sql::run(on, insert, values).await?;
    Ok(())
}

/// Writes down that a letter asks, in the commit that lets it go; its answer finds it by the reader.
pub(crate) async fn letter_asks(
    on: &impl ConnectionTrait,
    gesture: GestureId,
    now: Instant,
    day: Day,
) -> Result<()> {
    let to = "select to_identity from outbox where gesture_id = $1";
    let identity = sql::value(on, to, [gesture.0.into()]).await?;
    let (source, asked, by) = (Source::Letter, Some(now), Actor::System("letters"));
    insert(on, New { id: gesture.0, identity, source, asked, said: None, day, by }).await
}

/// Takes a letter's question back that never arrived.
pub(crate) async fn letter_did_not_ask(on: &impl ConnectionTrait, gesture: GestureId) -> Result<()> {
    sql::run(on, "delete from leavings where id = $1 and reason is null", [gesture.0.into()]).await?;
    Ok(())
}

impl Store {
    /// Writes down that somebody was asked why, where they ended our letters; once in
    /// [`ANSWERS_WITHIN_DAYS`].
    ///
    /// # Errors
    /// Where the permit is not for `WritePeople`, there is no such identity, or the database fails.
    pub async fn ask_why(&self, permit: &Permit, identity: IdentityId) -> Result<()> {
        leave::to_write(permit, Action::WritePeople)?;
        let (today, now) = (self.today(permit.actor()).await?, self.now());
        let transaction = self.begin().await?;
        if last_asked(&transaction, identity, Day(today.0 - ANSWERS_WITHIN_DAYS)).await?.is_none() {
            let new = New {
                id: self.inner.ids.next(),
                identity: identity.0,
                source: Source::Stop,
                asked: Some(now),
                said: None,
                day: today,
                by: permit.actor(),
            };
            insert(&transaction, new).await?;
        }
        Ok(transaction.commit().await?)
    }

    /// Writes down what somebody said by the link of a letter, whose seal the caller has looked at. It
    /// answers the last question, or takes the place of their last answer to it.
    ///
    /// # Errors
    /// Where the permit is not for `WritePeople`, the words are too long, there is no such identity, or
    /// the database fails.
    pub async fn answer_why(
        &self,
        permit: &Permit,
        identity: IdentityId,
        reason: Reason,
        words: &str,
        destination: &str,
    ) -> Result<LeavingId> {
        leave::to_write(permit, Action::WritePeople)?;
        let (today, now) = (self.today(permit.actor()).await?, self.now());
        let (words, destination) = (words.to_owned(), destination.to_owned());
        let draft = Draft { reason, words, destination, voice: Voice::Theirs, day: today }.checked(today)?;
        let transaction = self.begin().await?;
        consents::whose(&transaction, identity).await?.ok_or(GONE)?;
        let asked = last_asked(&transaction, identity, Day(today.0 - ANSWERS_WITHIN_DAYS)).await?;
        let id = match &asked {
            Some(asked) => {
                let update = "update leavings set reason = $1, words = $2, destination = $3, voice = $4,
                         said_at = coalesce(said_at, $5), said_by = $6, version = version + 1
                     where id = $7";
                let values = [
                    draft.reason.name().into(),
                    draft.words.as_str().into(),
                    draft.destination.as_str().into(),
                    draft.voice.name().into(),
                    now.0.into(),
                    leave::name_of(permit.actor()).into(),
                    asked.id.0.into(),
                ];
                sql::run(&transaction, update, values).await?;
                asked.id.0
            }
            // The question of a letter long ago.
            None => {
                let (id, by) = (self.inner.ids.next(), permit.actor());
                let (source, said) = (Source::Letter, Some((&draft, now)));
                let new = New { id, identity: identity.0, source, asked: Some(now), said, day: today, by };
                insert(&transaction, new).await?;
                id
            }
        };
        if asked.is_none_or(|asked| asked.said.is_none()) {
            self.enter(&transaction, permit, identity.0, id, &draft).await?;
        }
        transaction.commit().await?;
        Ok(LeavingId(id))
    }

    /// Sets what was said on the timeline, and tells of it.
    async fn enter(
        &self,
        on: &impl ConnectionTrait,
        permit: &Permit,
        identity: Uuid,
        id: Uuid,
        draft: &Draft,
    ) -> Result<()> {
        put_on_timeline(on, identity, self.now(), Kind::Leaving, id).await?;
        let (actor, reason) = (permit.actor(), draft.reason.name());
        audit::write(on, self, actor, "leaving.told", "leaving", Some(id), reason).await?;
        let person: Uuid =
            sql::value(on, "select person_id from identities where id = $1", [identity.into()]).await?;
        let told = json!({ "id": id, "person": person });
        webhooks::tell(on, self, "leaving.told", &told).await
    }

    /// What is known of a row.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn leaving(&self, actor: Actor, id: LeavingId) -> Result<Option<Leaving>> {
        leave::to_read_customers(actor)?;
        Ok(read(self.read(), vec![id.0.into()]).await?.pop())
    }

    /// What somebody said by the link of a letter within [`ANSWERS_WITHIN_DAYS`], or was asked.
    ///
    /// # Errors
    /// As [`Store::leaving`].
    pub async fn last_question(&self, actor: Actor, identity: IdentityId) -> Result<Option<Leaving>> {
        leave::to_read_customers(actor)?;
        let today = self.today(actor).await?;
        last_asked(self.read(), identity, Day(today.0 - ANSWERS_WITHIN_DAYS)).await
    }

    /// What a person was asked and said, the latest first.
    ///
    /// # Errors
    /// As [`Store::leaving`].
    pub async fn leavings(&self, actor: Actor, person: PersonId) -> Result<Vec<Leaving>> {
        leave::to_read_customers(actor)?;
        let select = format!(
            "select {COLUMNS} from identities i join leavings l on l.identity_id = i.id
             where i.person_id = $1 order by l.on_day desc, l.id desc limit 100"
        );
        sql::results(self.read(), &select, [person.0.into()]).await?.iter().map(leaving).collect()
    }

    /// Who left or was asked from one day to another, both included, and whether they came back; the
    /// latest first.
    ///
    /// # Errors
    /// As [`Store::leaving`].
    pub async fn left_between(&self, actor: Actor, from: Day, until: Day) -> Result<Vec<Left>> {
        leave::to_read_customers(actor)?;
        // An instant of the day itself is earlier in every zone than any order of a later day.
        let select = format!(
            "select {COLUMNS}, (select min(o.day) from identities j
                 join timeline t on t.identity_id = j.id and t.kind = 'purchase'
                      and t.at > cast(l.on_day as bigint) * 86400000000
                 join orders o on o.id = t.ref_id
                 where j.person_id = i.person_id and o.day > l.on_day)
             from leavings l join identities i on i.id = l.identity_id
             where l.on_day >= $1 and l.on_day <= $2 order by l.on_day desc, l.id desc"
        );
        let left = |row: &QueryResult| {
            Ok(Left { leaving: leaving(row)?, back: sql::at::<Option<i32>>(row, 14)?.map(Day) })
        };
        sql::results(self.read(), &select, [from.0.into(), until.0.into()]).await?.iter().map(left).collect()
    }

    /// Answers in people's own words, said since an instant, the latest first.
    ///
    /// # Errors
    /// As [`Store::leaving`].
    pub async fn fresh_leavings(&self, actor: Actor, since: Instant, limit: u32) -> Result<Vec<Leaving>> {
        leave::to_read_customers(actor)?;
        let select = format!(
            "select {COLUMNS} from leavings l join identities i on i.id = l.identity_id
             where l.said_at >= $1 and l.words <> '' and l.source in ('stop', 'letter')
             order by l.said_at desc, l.id desc limit $2"
        );
        let rows = sql::results(self.read(), &select, [since.0.into(), limit.into()]).await?;
        rows.iter().map(leaving).collect()
    }
}
