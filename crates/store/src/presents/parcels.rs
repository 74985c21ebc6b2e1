//! What became of the present of a gesture: put by when it is decided, sent when the task is done, free again when it
//! is called off; and after it was sent, whether it arrived.

use domain::access::Action;
use domain::ids::{GestureId, PersonId, PresentId};
use domain::plays::GestureState;
use domain::presents::{ParcelState, PresentRefusal};
use domain::{Actor, Currency, Instant, Money, Permit};
use sea_orm::{ConnectionTrait, QueryResult, Value};
use uuid::Uuid;

use crate::gestures::Decided;
use crate::{Error, Result, Store, audit, leave, sql};

/// A present that was meant for somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parcel {
    /// The gesture whose it is.
    pub gesture: GestureId,
    /// Which present.
    pub present: PresentId,
    /// What that is.
    pub name: String,
    /// How far it is.
    pub state: ParcelState,
    /// For whom, as they are known now.
    pub person: PersonId,
    /// What they are called.
    pub person_name: String,
    /// When it was decided.
    pub decided: Instant,
    /// When it was sent.
    pub sent: Option<Instant>,
    /// Who sent it: `staff <id>`, `key <id>`.
    pub sent_by: Option<String>,
    /// What was said when it was sent: a tracking number, a note.
    pub note: String,
    /// What it cost, all that was spent on the gesture included.
    pub cost: Money,
    /// When it arrived, came back or was given up.
    pub ended: Option<Instant>,
    /// Who said so.
    pub ended_by: Option<String>,
}

/// Which parcels are asked for. Empty asks for all.
#[derive(Clone, Copy, Debug, Default)]
pub struct Parcels {
    /// Of this present.
    pub present: Option<PresentId>,
    /// For this person.
    pub person: Option<PersonId>,
    /// That stand so.
    pub state: Option<ParcelState>,
    /// After this one, in the order of the list.
    pub after: Option<GestureId>,
}

impl Parcels {
    /// Whether the list begins with the oldest: what still waits for somebody.
    fn oldest_first(&self) -> bool {
        matches!(self.state, Some(ParcelState::Reserved | ParcelState::Sent))
    }
}

/// Late parcels counted at most.
const LATE_COUNTED: i64 = 1_000;

const SELECT: &str =
    "select c.gesture_id, c.present_id, p.name, c.state, i.person_id, w.name, g.decided_at, g.ended_at,
         g.closed_by, coalesce(g.reason, ''), g.cost, g.currency, c.ended_at, c.ended_by, g.state
     from parcels c join presents p on p.id = c.present_id join gestures g on g.id = c.gesture_id
     join identities i on i.id = g.identity_id join people w on w.id = i.person_id";

fn parcel(row: &QueryResult) -> Result<Parcel> {
    let (state, currency): (String, String) = (sql::at(row, 3)?, sql::at(row, 11)?);
    let unreadable = || Error::unreadable(format!("a parcel that is '{state}'"));
    let currency: Currency = currency.parse().map_err(Error::unreadable)?;
    let state = ParcelState::from_name(&state).ok_or_else(unreadable)?;
    let was_sent = sql::at::<String>(row, 14)? == GestureState::Done.name();
    let instant = |at| -> Result<Option<Instant>> { Ok(sql::at::<Option<i64>>(row, at)?.map(Instant)) };
    Ok(Parcel {
        gesture: GestureId(sql::at(row, 0)?),
        present: PresentId(sql::at(row, 1)?),
        name: sql::at(row, 2)?,
        state,
        person: PersonId(sql::at(row, 4)?),
        person_name: sql::at(row, 5)?,
        decided: Instant(sql::at(row, 6)?),
        sent: instant(7)?.filter(|_| was_sent),
        sent_by: sql::at::<Option<String>>(row, 8)?.filter(|_| was_sent),
        note: if was_sent { sql::at(row, 9)? } else { String::new() },
        cost: Money { minor: sql::at(row, 10)?, currency },
        ended: instant(12)?,
        ended_by: sql::at(row, 13)?,
    })
}

/// Puts by the presents of gestures, inside the commit that decides them, and adds what each costs. That one is left is
/// a condition of the very statement that takes it.
pub(crate) async fn reserve(on: &impl ConnectionTrait, gestures: &[Decided]) -> Result<()> {
    for (gesture, present) in gestures.iter().filter_map(|one| Some((one.id, one.present?))) {
        let insert = "insert into parcels (gesture_id, present_id, state, cost)
             select $1, p.id, 'reserved', p.cost from presents p where p.id = $2 and p.put_away_at is null
                 and (p.shelf is null or p.shelf > (select count(*) from parcels c
                      where c.present_id = p.id and c.state = 'reserved'))";
        if sql::run(on, insert, [gesture.into(), present.0.into()]).await? == 0 {
            return Err(PresentRefusal::NoneLeft.into());
        }
        let add = "update gestures set cost = cost + (select cost from parcels where gesture_id = $1) where id = $1";
        sql::run(on, add, [gesture.into()]).await?;
    }
    Ok(())
}

/// Lets the present of a gesture follow what became of it, inside the commit that ends it.
pub(crate) async fn follow(
    on: &impl ConnectionTrait,
    id: GestureId,
    state: GestureState,
    now: Instant,
) -> Result<()> {
    match state {
        GestureState::Done => send(on, id).await,
        GestureState::CouldNot | GestureState::Cancelled => {
            let release = "update parcels set state = 'released', ended_at = $1
                           where gesture_id = $2 and state = 'reserved'";
            sql::run(on, release, [now.0.into(), id.0.into()]).await.map(drop)
        }
        _ => Ok(()),
    }
}

/// Takes what was put by off the shelf, at what it costs now.
async fn send(on: &impl ConnectionTrait, id: GestureId) -> Result<()> {
    let sent = "update parcels set state = 'sent' where gesture_id = $1 and state = 'reserved'";
    if sql::run(on, sent, [id.0.into()]).await? == 0 {
        return Ok(());
    }
    for statement in [
        "update gestures set cost = cost + (select p.cost - c.cost from parcels c
             join presents p on p.id = c.present_id where c.gesture_id = $1) where id = $1",
        "update parcels set cost = (select p.cost from presents p where p.id = parcels.present_id)
             where gesture_id = $1",
        "update presents set shelf = shelf - 1, version = version + 1
             where shelf > 0 and id = (select present_id from parcels where gesture_id = $1)",
    ] {
        sql::run(on, statement, [id.0.into()]).await?;
    }
    Ok(())
}

/// Frees what was put by for gestures that were called off many at once.
pub(crate) async fn give_back(on: &impl ConnectionTrait, now: Instant) -> Result<()> {
    let update =
        "update parcels set state = 'released', ended_at = $1 where state = 'reserved' and gesture_id in (
                      select g.id from parcels c join gestures g on g.id = c.gesture_id
                      where c.state = 'reserved' and g.state in ('could_not', 'cancelled'))";
    sql::run(on, update, [now.0.into()]).await?;
    Ok(())
}

/// A parcel, inside a transaction too.
async fn read(on: &impl ConnectionTrait, id: GestureId) -> Result<Option<Parcel>> {
    let found = sql::results(on, &format!("{SELECT} where c.gesture_id = $1"), [id.0.into()]).await?;
    found.first().map(parcel).transpose()
}

impl Store {
    /// The present of a gesture, where it is one of the catalogue's.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn parcel(&self, actor: Actor, id: GestureId) -> Result<Option<Parcel>> {
        leave::to_read_customers(actor)?;
        read(self.read(), id).await
    }

    /// Parcels: of those that still wait for somebody the first decided first, else the last.
    ///
    /// # Errors
    /// As [`Store::parcel`].
    pub async fn parcels(&self, actor: Actor, asked: &Parcels, limit: u32) -> Result<Vec<Parcel>> {
        leave::to_read_customers(actor)?;
        let (than, order) = if asked.oldest_first() { (">", "") } else { ("<", " desc") };
        let mut values: Vec<Value> = vec![limit.into()];
        let mut also = Vec::new();
        let mut hold = |condition: &str, value: Option<Value>| {
            if let Some(value) = value {
                values.push(value);
                also.push(format!("{condition} ${}", values.len()));
            }
        };
        hold("c.present_id =", asked.present.map(|id| id.0.into()));
        hold("i.person_id =", asked.person.map(|id| id.0.into()));
        hold("c.state =", asked.state.map(|state| state.name().into()));
        hold(&format!("c.gesture_id {than}"), asked.after.map(|id| id.0.into()));
        let those = if also.is_empty() { String::new() } else { format!("where {}", also.join(" and ")) };
        let select = format!("{SELECT} {those} order by c.gesture_id{order} limit $1");
        sql::results(self.read(), &select, values).await?.iter().map(parcel).collect()
    }

    /// How many parcels, of the first 1,000, were sent before an instant and nobody heard of since; nobody is asked about somebody erased.
    ///
    /// # Errors
    /// As [`Store::parcel`].
    pub async fn parcels_late(&self, actor: Actor, before: Instant) -> Result<u64> {
        leave::to_read_customers(actor)?;
        let select = "select count(*) from (
                          select c.gesture_id from parcels c join gestures g on g.id = c.gesture_id
                              join identities i on i.id = g.identity_id join people w on w.id = i.person_id
                          where c.state = 'sent' and g.ended_at < $1 and w.kind <> 'erased' limit $2) late";
        let values = [before.0.into(), LATE_COUNTED.into()];
        let late: i64 = sql::value(self.read(), select, values).await?;
        Ok(late.unsigned_abs())
    }

    /// Writes down that a parcel arrived, or came back; one that came back may be put on the shelf again, and then costs
    /// no more than what else was spent on the gesture.
    ///
    /// # Errors
    /// Where the permit is not for `WritePeople`, the state is neither, it was not sent yet, somebody said already what
    /// became of it, there is none, or the database fails.
    pub async fn end_parcel(
        &self,
        permit: &Permit,
        id: GestureId,
        state: ParcelState,
        onto_shelf: bool,
    ) -> Result<()> {
        leave::to_write(permit, Action::WritePeople)?;
        if !matches!(state, ParcelState::Delivered | ParcelState::Returned) {
            return Err(PresentRefusal::NoEnd.into());
        }
        let on = self.begin().await?;
        let held = read(&on, id).await?.ok_or(Error::Missing("There is no such parcel."))?;
        match (held.state, state) {
            // What was said to have arrived may come back after all.
            (ParcelState::Sent, _) | (ParcelState::Delivered, ParcelState::Returned) => {}
            (ParcelState::Reserved, _) => return Err(PresentRefusal::NotSent.into()),
            _ => {
                return Err(Error::Superseded(
                    "Somebody said already what became of this parcel; look again.",
                ));
            }
        }
        let end = "update parcels set state = $1, ended_at = $2, ended_by = $3 where gesture_id = $4";
        let by = leave::name_of(permit.actor());
        sql::run(&on, end, [state.name().into(), self.now().0.into(), by.into(), id.0.into()]).await?;
        if state == ParcelState::Returned && onto_shelf {
            put_back(&on, id).await?;
        }
        let action = format!("parcel.{}", state.name());
        audit::write(&on, self, permit.actor(), &action, "gesture", Some(id.0), "").await?;
        on.commit().await?;
        Ok(())
    }
}

/// Puts what came back on the shelf, and takes what it cost off the gesture.
async fn put_back(on: &impl ConnectionTrait, id: GestureId) -> Result<()> {
    let id: Uuid = id.0;
    for statement in [
        "update gestures set cost = cost - (select cost from parcels where gesture_id = $1) where id = $1",
        "update parcels set cost = 0 where gesture_id = $1",
        "update presents set shelf = shelf + 1, version = version + 1
             where id = (select present_id from parcels where gesture_id = $1)",
    ] {
        sql::run(on, statement, [id.into()]).await?;
    }
    Ok(())
}
