//! The two commits of a letter: marked as sending, after a last look at whether it may go, and
//! settled.

use domain::access::Action;
use domain::consent::{REACH, Source, Word};
use domain::ids::{GestureId, IdentityId, PersonId, PlayId};
use domain::plays::{Definition, Stopped};
use domain::{Actor, Instant, Permit};
use sea_orm::{ConnectionTrait, Value};
use serde_json::json;
use uuid::Uuid;

use super::facts::{self, Facts};
use crate::consents::{self, Said};
use crate::enrolments::Needs;
use crate::{Result, Store, leave, leavings, sql, webhooks};

/// A letter whose reader the mail server has accepted, with its bytes.
#[derive(Clone, Copy, Debug)]
pub struct Mark<'a> {
    /// Which.
    pub gesture: GestureId,
    /// The token of its lease.
    pub fence: i64,
    /// What is sent.
    pub message: &'a [u8],
    /// Whether it asks its reader why they leave.
    pub asks_why: bool,
}

/// What becomes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ruling {
    /// It goes.
    Go,
    /// Not now.
    Later(Instant),
    /// Never.
    Cancel(Stopped),
    /// Somebody else has it.
    Lost,
}

/// How a try ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The next mail server took it.
    Sent(String),
    /// All of it was given, and no answer was ever seen.
    Unseen(String),
    /// It did not go, and is tried again.
    Again {
        /// When.
        at: Instant,
        /// Why.
        answer: String,
        /// Whether it counts as a try of this letter: the server's being away does not.
        counts: bool,
    },
    /// It can't be sent.
    Failed(String),
    /// There is no such address.
    Bounced(String),
}

/// A letter's end, or the end of one try.
#[derive(Clone, Debug)]
pub struct Settled {
    /// Which.
    pub gesture: GestureId,
    /// The token of its lease.
    pub fence: i64,
    /// How.
    pub outcome: Outcome,
}

impl Store {
    /// Marks letters as sending that may go: `judge` says so of each from what stands in the very
    /// transaction, of which `needs` says what is read. Of two letters to one person in one call the
    /// second sees the first. What becomes of each, in their order.
    ///
    /// # Errors
    /// Where the permit is not for `RunJobs`, or the database fails; then none is marked.
    pub async fn mark_sending(
        &self,
        permit: &Permit,
        marks: &[Mark<'_>],
        seconds: i64,
        needs: impl Fn(Option<PlayId>, &Definition) -> Needs + Send + Sync,
        mut judge: impl FnMut(&Facts) -> Ruling + Send,
    ) -> Result<Vec<Ruling>> {
        leave::to_write(permit, Action::RunJobs)?;
        let (now, today) = (self.now(), self.today(permit.actor()).await?);
        let transaction = self.begin().await?;
        // One programme, one mark at a time, over all the servers of a company.
        sql::run(&transaction, "update programme set version = version", []).await?;
        let mut read = facts::read(&transaction, marks, now, &needs).await?;
        let mut rulings = Vec::with_capacity(marks.len());
        for mark in marks {
            let ruling = match read.rows.get_mut(&mark.gesture.0) {
                Some((row, facts)) if row.fence == mark.fence && row.state == "waiting" => {
                    let reached = read.reached.entry(row.person).or_default();
                    facts.contact.lately.clone_from(reached);
                    let ruling = judge(facts);
                    if ruling == Ruling::Go {
                        reached.push(row.going(facts.way.as_ref(), now));
                    }
                    ruling
                }
                _ => Ruling::Lost,
            };
            write_ruling(&transaction, mark, ruling, now, seconds).await?;
            if mark.asks_why && ruling == Ruling::Go {
                leavings::letter_asks(&transaction, mark.gesture, now, today).await?;
            }
            rulings.push(ruling);
        }
        transaction.commit().await?;
        Ok(rulings)
    }

    /// Writes down how tries ended. One whose lease was lost changes nothing.
    ///
    /// # Errors
    /// Where the permit is not for `RunJobs`, or the database fails; then none is written.
    pub async fn settle_letters(&self, permit: &Permit, settled: &[Settled]) -> Result<()> {
        leave::to_write(permit, Action::RunJobs)?;
        let transaction = self.begin().await?;
        for one in settled {
            self.settle(&transaction, permit.actor(), one).await?;
        }
        Ok(transaction.commit().await?)
    }

    /// Settles what was left sending when its worker went away: nobody saw an answer. How many.
    ///
    /// # Errors
    /// Where the permit is not for `RunJobs`, or the database fails.
    pub async fn rescue_letters(&self, permit: &Permit) -> Result<usize> {
        leave::to_write(permit, Action::RunJobs)?;
        let now = self.now();
        let transaction = self.begin().await?;
        let select =
            "select gesture_id, fence from outbox where next_at <= $1 and state = 'sending' limit 500";
        let rows = sql::results(&transaction, select, [now.0.into()]).await?;
        for row in &rows {
            let (gesture, fence) = (GestureId(sql::at(row, 0)?), sql::at(row, 1)?);
            let outcome = Outcome::Unseen(String::new());
            self.settle(&transaction, permit.actor(), &Settled { gesture, fence, outcome }).await?;
        }
        transaction.commit().await?;
        Ok(rows.len())
    }

    async fn settle(&self, on: &impl ConnectionTrait, actor: Actor, settled: &Settled) -> Result<()> {
        let now = self.now();
        let (gesture, fence) = (settled.gesture, settled.fence);
        let nobody = is_to_nobody(on, gesture).await?;
        let (state, ends, answer) = match &settled.outcome {
            // Whoever was erased meanwhile: nothing is tried again, and nothing kept of what was answered.
            Outcome::Sent(_) if nobody => ("sent", "done", ""),
            _ if nobody => ("cancelled", "cancelled", Stopped::Erased.name()),
            Outcome::Again { at, answer, counts } => {
                let again =
                    "update outbox set state = 'waiting', next_at = $1, lease_until = null, answer = $2,
                         attempts = attempts + $3
                     where gesture_id = $4 and fence = $5 and state in ('waiting', 'sending')";
                let values = [
                    at.0.into(),
                    answer.as_str().into(),
                    i64::from(*counts).into(),
                    gesture.0.into(),
                    fence.into(),
                ];
                sql::run(on, again, values).await?;
                return Ok(());
            }
            Outcome::Unseen(answer) => {
                if once_more(on, gesture, fence, answer, now).await? {
                    return Ok(());
                }
                ("held", "held", answer.as_str())
            }
            Outcome::Sent(answer) => ("sent", "done", answer.as_str()),
            Outcome::Failed(answer) | Outcome::Bounced(answer) => ("failed", "could_not", answer.as_str()),
        };
        let ended = if state == "held" { None } else { Some(now.0) };
        let update = "update outbox set state = $1, ended_at = $2, answer = $3, attempts = attempts + 1,
                 next_at = null, lease_until = null, unseen = unseen + $4
             where gesture_id = $5 and fence = $6 and state in ('waiting', 'sending')";
        let unseen = i64::from(state == "held");
        let values =
            [state.into(), ended.into(), answer.into(), unseen.into(), gesture.0.into(), fence.into()];
        if sql::run(on, update, values).await? == 0 {
            return Ok(());
        }
        end_gesture(on, gesture, ends, answer, now).await?;
        if matches!(settled.outcome, Outcome::Bounced(_)) && !nobody {
            self.bounce(on, actor, gesture, answer).await?;
        }
        if ends == "done" {
            webhooks::tell(on, self, "gesture.done", &json!({ "id": gesture.0, "kind": "letter" })).await?;
        }
        Ok(())
    }

    /// No letter reaches this address any more: this one and those that wait for it go to another
    /// address of the same person, where there is one, and the others are called off.
    async fn bounce(
        &self,
        on: &impl ConnectionTrait,
        actor: Actor,
        gesture: GestureId,
        answer: &str,
    ) -> Result<()> {
        let select = "select to_identity from outbox where gesture_id = $1";
        let identity = IdentityId(sql::value(on, select, [gesture.0.into()]).await?);
        let note: String = answer.chars().take(domain::consent::NOTE_MAX).collect();
        let said = Said { identity, topic: REACH, word: Word::Refused, source: Source::Bounce, note: &note };
        consents::say(on, self, actor, &said).await?;
        let select = "select person_id from identities where id = $1";
        let person = PersonId(sql::value(on, select, [identity.0.into()]).await?);
        match consents::address_of(on, person).await? {
            Some(other) => readdress(on, Some(gesture), identity, other, self.now()).await,
            None => call_off(on, identity, self.now()).await,
        }
    }
}

/// Whether the address a letter went to is none any more, since its reader was erased.
async fn is_to_nobody(on: &impl ConnectionTrait, gesture: GestureId) -> Result<bool> {
    let select = "select count(*) from outbox o join identities i on i.id = o.to_identity
                  join people p on p.id = i.person_id where o.gesture_id = $1 and p.kind = 'erased'";
    Ok(sql::value::<i64>(on, select, [gesture.0.into()]).await? > 0)
}

/// What waits for an address that was taken from somebody goes to another of theirs, or is called off.
pub(crate) async fn address_gone(
    on: &impl ConnectionTrait,
    person: PersonId,
    identity: IdentityId,
    now: Instant,
) -> Result<()> {
    match consents::address_of(on, person).await? {
        Some(other) => readdress(on, None, identity, other, now).await,
        None => call_off(on, identity, now).await,
    }
}

/// Sends what waits for an address, and the letter it just refused, if any, to another.
async fn readdress(
    on: &impl ConnectionTrait,
    refused: Option<GestureId>,
    from: IdentityId,
    to: IdentityId,
    now: Instant,
) -> Result<()> {
    let update = "update outbox set to_identity = $1, state = 'waiting', message = null, next_at = $2,
             lease_until = null, ended_at = null, attempts = 0, fence = fence + 1
         where to_identity = $3 and (state = 'waiting' or gesture_id = $4)";
    let refused = refused.map(|refused| refused.0);
    sql::run(on, update, [to.0.into(), now.0.into(), from.0.into(), refused.into()]).await?;
    let update = "update gestures set state = 'waiting', reason = null, ended_at = null where id = $1";
    sql::run(on, update, [refused.into()]).await?;
    Ok(())
}

/// Calls off what waits for an address that nothing reaches.
async fn call_off(on: &impl ConnectionTrait, to: IdentityId, now: Instant) -> Result<()> {
    let why = Stopped::Consent.name();
    let update = "update outbox set state = 'cancelled', answer = $1, ended_at = $2, next_at = null,
             lease_until = null, fence = fence + 1
         where to_identity = $3 and state = 'waiting' returning gesture_id";
    let off: Vec<Uuid> = sql::column(on, update, [why.into(), now.0.into(), to.0.into()]).await?;
    for gesture in off {
        end_gesture(on, GestureId(gesture), "cancelled", why, now).await?;
    }
    Ok(())
}

/// Where a letter is owed and its answer was not seen for the first time, it goes once more.
async fn once_more(
    on: &impl ConnectionTrait,
    gesture: GestureId,
    fence: i64,
    answer: &str,
    now: Instant,
) -> Result<bool> {
    let again = "update outbox set state = 'waiting', next_at = $1, lease_until = null, answer = $2,
             attempts = attempts + 1, unseen = 1
         where gesture_id = $3 and fence = $4 and state = 'sending' and unseen = 0
           and exists (select 1 from gestures where id = outbox.gesture_id and owed = 1)";
    let values = [now.0.into(), answer.into(), gesture.0.into(), fence.into()];
    Ok(sql::run(on, again, values).await? > 0)
}

pub(super) async fn end_gesture(
    on: &impl ConnectionTrait,
    gesture: GestureId,
    state: &str,
    reason: &str,
    now: Instant,
) -> Result<()> {
    if matches!(state, "cancelled" | "could_not") {
        leavings::letter_did_not_ask(on, gesture).await?;
    }
    let reason = (state != "done" && !reason.is_empty()).then(|| reason.to_owned());
    sql::run(
        on,
        "update gestures set state = $1, reason = $2, ended_at = $3, version = version + 1 where id = $4",
        [state.into(), reason.into(), now.0.into(), gesture.0.into()],
    )
    .await?;
    Ok(())
}

async fn write_ruling(
    on: &impl ConnectionTrait,
    mark: &Mark<'_>,
    ruling: Ruling,
    now: Instant,
    seconds: i64,
) -> Result<()> {
    let (gesture, fence) = (Value::from(mark.gesture.0), Value::from(mark.fence));
    match ruling {
        Ruling::Lost => {}
        Ruling::Go => {
            let update = "update outbox set state = 'sending', message = $1, next_at = $2, lease_until = $2,
                     going_at = $3
                 where gesture_id = $4 and fence = $5";
            let until = now.plus_seconds(seconds).0;
            let values = [mark.message.to_vec().into(), until.into(), now.0.into(), gesture, fence];
            sql::run(on, update, values).await?;
        }
        Ruling::Later(at) => {
            let update =
                "update outbox set next_at = $1, lease_until = null where gesture_id = $2 and fence = $3";
            sql::run(on, update, [at.0.into(), gesture, fence]).await?;
        }
        Ruling::Cancel(why) => {
            let update = "update outbox set state = 'cancelled', answer = $1, ended_at = $2, next_at = null,
                     lease_until = null
                 where gesture_id = $3 and fence = $4";
            sql::run(on, update, [why.name().into(), now.0.into(), gesture, fence]).await?;
            end_gesture(on, mark.gesture, "cancelled", why.name(), now).await?;
        }
    }
    Ok(())
}
