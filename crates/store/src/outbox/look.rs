//! What people see of the outbox, and what they decide of letters held.

use domain::access::Action;
use domain::ids::{GestureId, LetterId, PersonId};
use domain::plays::OutboxState;
use domain::{Actor, Instant, Permit};
use sea_orm::{QueryResult, Value};
use uuid::Uuid;

use super::KEPT_DAYS;
use crate::{Error, Result, Store, audit, leave, sql};

/// How many letters stand where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// To be sent.
    pub waiting: u64,
    /// Of those, tried before or past their time: something keeps them.
    pub stuck: u64,
    /// A worker has them.
    pub sending: u64,
    /// Taken by a mail server.
    pub sent: u64,
    /// Held, and nobody decided yet.
    pub held: u64,
    /// Refused for good.
    pub failed: u64,
    /// Called off.
    pub cancelled: u64,
}

/// A letter in the outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The gesture it is.
    pub gesture: GestureId,
    /// Whose.
    pub person: PersonId,
    /// Their name, or nothing.
    pub name: String,
    /// Where it goes.
    pub address: String,
    /// Which letter.
    pub letter: Option<LetterId>,
    /// Its name, or the subject of one in somebody's own words.
    pub letter_name: String,
    /// Where it stands.
    pub state: OutboxState,
    /// How often it was tried.
    pub attempts: i64,
    /// When it is tried next, or looked at again.
    pub next_at: Option<Instant>,
    /// What the mail server last said, or why it was called off.
    pub answer: String,
    /// When it was decided.
    pub decided_at: Instant,
    /// When it ended.
    pub ended_at: Option<Instant>,
}

const LINES: &str =
    "select o.gesture_id, i.person_id, p.name,
        case when i.kind = 'email' then i.value else '' end, g.letter_id, coalesce(l.name, o.subject, ''), o.state,
        o.attempts, o.next_at, coalesce(o.answer, ''), g.decided_at, o.ended_at
     from outbox o join gestures g on g.id = o.gesture_id join identities i on i.id = o.to_identity
     join people p on p.id = i.person_id left join letters l on l.id = g.letter_id";

fn line(row: &QueryResult) -> Result<Line> {
    let state: String = sql::at(row, 6)?;
    let state = OutboxState::from_name(&state)
        .ok_or_else(|| Error::unreadable(format!("the state '{state}' of a letter")))?;
    Ok(Line {
        gesture: GestureId(sql::at(row, 0)?),
        person: PersonId(sql::at(row, 1)?),
        name: sql::at(row, 2)?,
        address: sql::at(row, 3)?,
        letter: sql::at::<Option<Uuid>>(row, 4)?.map(LetterId),
        letter_name: sql::at(row, 5)?,
        state,
        attempts: sql::at(row, 7)?,
        next_at: sql::at::<Option<i64>>(row, 8)?.map(Instant),
        answer: sql::at(row, 9)?,
        decided_at: Instant(sql::at(row, 10)?),
        ended_at: sql::at::<Option<i64>>(row, 11)?.map(Instant),
    })
}

impl Store {
    /// How many letters stand where.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn outbox_counts(&self, actor: Actor) -> Result<Counts> {
        leave::to_read_customers(actor)?;
        let select = "select state, count(*),
                cast(sum(case when next_at <= $1 or attempts > 0 then 1 else 0 end) as bigint),
                cast(sum(case when ended_at is null then 1 else 0 end) as bigint)
             from outbox group by state";
        let mut counts = Counts::default();
        for row in sql::results(self.read(), select, [self.now().0.into()]).await? {
            let state: String = sql::at(&row, 0)?;
            let number = |at| Ok::<u64, Error>(sql::at::<i64>(&row, at)?.unsigned_abs());
            match OutboxState::from_name(&state) {
                Some(OutboxState::Waiting) => (counts.waiting, counts.stuck) = (number(1)?, number(2)?),
                Some(OutboxState::Sending) => counts.sending = number(1)?,
                Some(OutboxState::Sent) => counts.sent = number(1)?,
                Some(OutboxState::Held) => counts.held = number(3)?,
                Some(OutboxState::Failed) => counts.failed = number(1)?,
                Some(OutboxState::Cancelled) => counts.cancelled = number(1)?,
                None => return Err(Error::unreadable(format!("the state '{state}' of a letter"))),
            }
        }
        Ok(counts)
    }

    /// Letters of the outbox that stand so, the last decided first, from below the gesture `after`.
    /// Of those held only what nobody decided yet.
    ///
    /// # Errors
    /// As [`Store::outbox_counts`].
    pub async fn outbox(
        &self,
        actor: Actor,
        state: OutboxState,
        after: Option<GestureId>,
        limit: u32,
    ) -> Result<Vec<Line>> {
        leave::to_read_customers(actor)?;
        let open = if state == OutboxState::Held { "and o.ended_at is null" } else { "" };
        let select = format!(
            "{LINES} where o.state = $1 and o.gesture_id < $2 {open} order by o.gesture_id desc limit $3"
        );
        let after = after.map_or(Uuid::max(), |id| id.0);
        let values: [Value; 3] = [state.name().into(), after.into(), i64::from(limit).into()];
        sql::results(self.read(), &select, values).await?.iter().map(line).collect()
    }

    /// One letter of the outbox.
    ///
    /// # Errors
    /// As [`Store::outbox_counts`].
    pub async fn outbox_line(&self, actor: Actor, gesture: GestureId) -> Result<Option<Line>> {
        leave::to_read_customers(actor)?;
        let select = format!("{LINES} where o.gesture_id = $1");
        let found = sql::results(self.read(), &select, [gesture.0.into()]).await?;
        found.first().map(line).transpose()
    }

    /// Decides of a letter held whether it is sent `again`, though it may arrive twice, or left,
    /// though it may never have arrived; also sends one again that failed.
    ///
    /// # Errors
    /// Where the permit is not for `ManagePlays`, it is neither held nor failed, or the database
    /// fails.
    pub async fn decide_letter(&self, permit: &Permit, gesture: GestureId, again: bool) -> Result<()> {
        leave::to_write(permit, Action::ManagePlays)?;
        let now = self.now().0;
        let transaction = self.begin().await?;
        let update = if again {
            "update outbox set state = 'waiting', next_at = $1, ended_at = null, attempts = 0
             where gesture_id = $2 and (state = 'failed' or state = 'held' and ended_at is null)
               and to_identity in (select id from identities where kind = 'email')"
        } else {
            "update outbox set ended_at = $1 where gesture_id = $2 and state = 'held' and ended_at is null"
        };
        if sql::run(&transaction, update, [now.into(), gesture.0.into()]).await? == 0 {
            return Err(Error::Superseded("Somebody else decided this already, or it is not held any more."));
        }
        if again {
            let update = "update gestures set state = 'waiting', reason = null, ended_at = null,
                 version = version + 1 where id = $1";
            sql::run(&transaction, update, [gesture.0.into()]).await?;
        }
        let action = if again { "letter.sent_again" } else { "letter.left" };
        audit::write(&transaction, self, permit.actor(), action, "gesture", Some(gesture.0), "").await?;
        Ok(transaction.commit().await?)
    }

    /// Forgets the bytes of letters that ended [`KEPT_DAYS`] ago; how many.
    ///
    /// # Errors
    /// Where the permit is not for `RunJobs`, or the database fails.
    pub async fn sweep_outbox(&self, permit: &Permit) -> Result<u64> {
        leave::to_write(permit, Action::RunJobs)?;
        let before = self.now().plus_seconds(-KEPT_DAYS * 24 * 60 * 60).0;
        let sql = "update outbox set message = null where message is not null and ended_at < $1";
        sql::run(self.write(), sql, [before.into()]).await
    }
}
