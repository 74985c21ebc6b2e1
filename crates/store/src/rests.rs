//! Times in which somebody is left in peace by everything cheerful.

use domain::access::Action;
use domain::ids::{PersonId, RestId};
use domain::memory::{NOTE_MAX, Problem, text};
use domain::today::Reason;
use domain::{Actor, Day, Instant, Permit};
use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use crate::{Error, Result, Store, audit, leave, people, sql};

/// A time in which somebody is left in peace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rest {
    /// Which.
    pub id: RestId,
    /// Why, in our words; the name of [`Reason::Asked`] where they asked for it.
    pub reason: String,
    /// From which day on.
    pub since: Day,
    /// The last day; `None` until somebody ends it.
    pub until: Option<Day>,
    /// Who said so.
    pub said_by: String,
    /// When.
    pub said_at: Instant,
    /// When it was ended before its day.
    pub ended_at: Option<Instant>,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    reason: String,
    since_day: i32,
    until_day: Option<i32>,
    said_by: String,
    said_at: i64,
    ended_at: Option<i64>,
}

impl Rest {
    /// Whether it holds on a day.
    #[must_use]
    pub fn holds(&self, on: Day) -> bool {
        self.ended_at.is_none() && self.since <= on && self.until.is_none_or(|until| until >= on)
    }
}

/// Begins a rest inside a transaction.
async fn begin(
    on: &impl ConnectionTrait,
    store: &Store,
    actor: Actor,
    person: PersonId,
    (reason, since, until): (&str, Day, Option<Day>),
) -> Result<RestId> {
    let (id, by) = (store.inner.ids.next(), leave::name_of(actor));
    let identity = people::anchor(on, person).await?;
    sql::run(
        on,
        "insert into rests (id, identity_id, reason, since_day, until_day, said_by, said_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        [
            id.into(),
            identity.into(),
            reason.into(),
            since.0.into(),
            until.map(|day| day.0).into(),
            by.into(),
            store.now().0.into(),
        ],
    )
    .await?;
    audit::write(on, store, actor, "rest.begun", "person", Some(person.0), "").await?;
    Ok(RestId(id))
}

/// Leaves somebody who asked for it in peace until somebody ends it, inside the transaction that
/// writes down that they asked; once, however often they are said to have asked.
pub(crate) async fn begin_asked(
    on: &impl ConnectionTrait,
    store: &Store,
    actor: Actor,
    person: PersonId,
    today: Day,
) -> Result<()> {
    let asked = Reason::Asked.name();
    let there = "select count(*) from identities i join rests r on r.identity_id = i.id
                 where i.person_id = $1 and r.reason = $2 and r.ended_at is null and r.until_day is null";
    let there: i64 = sql::value(on, there, [person.0.into(), asked.into()]).await?;
    if there == 0 {
        begin(on, store, actor, person, (asked, today, None)).await?;
    }
    Ok(())
}

impl Store {
    /// Leaves somebody in peace from today on, up to and including the day `until`. What is owed is
    /// still done.
    ///
    /// # Errors
    /// Where the permit is not for `WritePeople`, no reason is said, the last day is past, there is no
    /// such person, or the database fails.
    pub async fn leave_in_peace(
        &self,
        permit: &Permit,
        person: PersonId,
        reason: &str,
        until: Option<Day>,
    ) -> Result<RestId> {
        leave::to_write(permit, Action::WritePeople)?;
        let reason = text(reason, NOTE_MAX)?;
        let today = self.today(permit.actor()).await?;
        if until.is_some_and(|until| until < today) {
            return Err(Problem::ExpiredAlready.into());
        }
        let on = self.begin().await?;
        let id = begin(&on, self, permit.actor(), person, (&reason, today, until)).await?;
        on.commit().await?;
        Ok(id)
    }

    /// Ends a rest.
    ///
    /// # Errors
    /// Where the permit is not for `WritePeople`, there is no such rest or it has ended, or the database
    /// fails.
    pub async fn end_rest(&self, permit: &Permit, id: RestId) -> Result<()> {
        leave::to_write(permit, Action::WritePeople)?;
        let on = self.begin().await?;
        let end = "update rests set ended_by = $1, ended_at = $2 where id = $3 and ended_at is null";
        let by = leave::name_of(permit.actor());
        if sql::run(&on, end, [by.into(), self.now().0.into(), id.0.into()]).await? == 0 {
            return Err(Error::Missing("There is no such rest, or it has ended already."));
        }
        audit::write(&on, self, permit.actor(), "rest.ended", "rest", Some(id.0), "").await?;
        Ok(on.commit().await?)
    }

    /// A person's rests, the latest first.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn rests(&self, actor: Actor, person: PersonId) -> Result<Vec<Rest>> {
        leave::to_read_customers(actor)?;
        let select = "select r.id, r.reason, r.since_day, r.until_day, r.said_by, r.said_at, r.ended_at
                      from identities i join rests r on r.identity_id = i.id where i.person_id = $1
                      order by r.id desc limit 100";
        let rows: Vec<Row> = sql::rows(self.read(), select, [person.0.into()]).await?;
        let rest = |row: Row| Rest {
            id: RestId(row.id),
            reason: row.reason,
            since: Day(row.since_day),
            until: row.until_day.map(Day),
            said_by: row.said_by,
            said_at: Instant(row.said_at),
            ended_at: row.ended_at.map(Instant),
        };
        Ok(rows.into_iter().map(rest).collect())
    }
}
