//! Small presents that lie ready, and how many: made, corrected, counted, put away. What became of each that was
//! meant for somebody is `parcels`.

mod parcels;
mod shelves;

use domain::access::Action;
use domain::ids::PresentId;
use domain::limits::AMOUNT_MINOR_MAX;
use domain::memory::text;
use domain::presents::{NAME_MAX, PIECES_MAX, PRESENTS_MAX, PresentRefusal};
use domain::{Actor, Instant, Permit};
use sea_orm::{ConnectionTrait, QueryResult, Value};
use uuid::Uuid;

use crate::{Error, Result, Store, audit, leave, sql};

pub use parcels::{Parcel, Parcels};
pub(crate) use parcels::{follow, give_back, reserve};
pub(crate) use shelves::shelves;
pub use shelves::{Shelf, Shelves};

/// A present of the catalogue, and what became of those that were meant for somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Present {
    /// Which.
    pub id: PresentId,
    /// What it is.
    pub name: String,
    /// What one costs, in minor units of the company's currency.
    pub cost: i64,
    /// How many lie on the shelf, those put by for somebody among them; `None` where nobody counts.
    pub shelf: Option<i64>,
    /// Below how many free ones the day says so.
    pub mark: Option<i64>,
    /// When it was put away.
    pub put_away: Option<Instant>,
    /// Rises with every change of what it is and of what lies on the shelf.
    pub version: i64,
    /// Put by for somebody.
    pub reserved: i64,
    /// On their way.
    pub sent: i64,
    /// Arrived.
    pub delivered: i64,
    /// Came back.
    pub returned: i64,
    /// What those sent since the instant asked about cost, all that was spent on the gesture included.
    pub spent: i64,
}

impl Present {
    /// How many can still be given; `None` where nobody counts.
    #[must_use]
    pub fn free(&self) -> Option<i64> {
        self.shelf.map(|shelf| shelf - self.reserved)
    }

    /// Whether fewer are free than its mark; without one, whether none is. What is put away never is.
    #[must_use]
    pub fn is_low(&self) -> bool {
        self.put_away.is_none() && shelves::is_low(self.free(), self.mark)
    }
}

/// What is said of a present.
#[derive(Clone, Copy, Debug)]
pub struct Draft<'a> {
    /// What it is.
    pub name: &'a str,
    /// What one costs, in minor units of the company's currency.
    pub cost: i64,
    /// How many lie on the shelf; `None` where nobody counts.
    pub shelf: Option<i64>,
    /// Below how many free ones the day says so.
    pub mark: Option<i64>,
}

/// A present `p` by its parcels `c`, those of gestures `g` that ended since $1 summed up.
const SELECT: &str = "select p.id, p.name, p.cost, p.shelf, p.mark, p.put_away_at, p.version,
     count(case when c.state = 'reserved' then 1 end), count(case when c.state = 'sent' then 1 end),
     count(case when c.state = 'delivered' then 1 end), count(case when c.state = 'returned' then 1 end),
     cast(coalesce(sum(case when g.state = 'done' and g.ended_at >= $1 then g.cost end), 0) as bigint)
     from presents p left join parcels c on c.present_id = p.id left join gestures g on g.id = c.gesture_id";
const GONE: Error = Error::Missing("There is no such present.");

fn present(row: &QueryResult) -> Result<Present> {
    Ok(Present {
        id: PresentId(sql::at(row, 0)?),
        name: sql::at(row, 1)?,
        cost: sql::at(row, 2)?,
        shelf: sql::at(row, 3)?,
        mark: sql::at(row, 4)?,
        put_away: sql::at::<Option<i64>>(row, 5)?.map(Instant),
        version: sql::at(row, 6)?,
        reserved: sql::at(row, 7)?,
        sent: sql::at(row, 8)?,
        delivered: sql::at(row, 9)?,
        returned: sql::at(row, 10)?,
        spent: sql::at(row, 11)?,
    })
}

async fn read(on: &impl ConnectionTrait, id: PresentId, since: Instant) -> Result<Option<Present>> {
    let select = format!("{SELECT} where p.id = $2 group by p.id");
    let found = sql::results(on, &select, [since.0.into(), id.0.into()]).await?;
    found.first().map(present).transpose()
}

/// How many of the present an edit was begun on are put by, if it still stands so.
async fn held(on: &impl ConnectionTrait, id: PresentId, version: i64) -> Result<i64> {
    let select = "select p.version, (select count(*) from parcels c where c.present_id = p.id and c.state = 'reserved')
         from presents p where p.id = $1";
    let row = sql::results(on, select, [id.0.into()]).await?.pop().ok_or(GONE)?;
    if sql::at::<i64>(&row, 0)? == version {
        return sql::at(&row, 1);
    }
    Err(Error::Superseded(
        "Somebody changed this present, or one went off the shelf, in the meantime; look again.",
    ))
}

/// Its name as it is kept, where the rest can be, too.
fn checked(draft: &Draft<'_>) -> Result<String> {
    if !(0..=AMOUNT_MINOR_MAX).contains(&draft.cost) {
        return Err(PresentRefusal::Cost.into());
    }
    if [draft.shelf, draft.mark].into_iter().flatten().any(|pieces| !(0..=PIECES_MAX).contains(&pieces)) {
        return Err(PresentRefusal::Pieces.into());
    }
    Ok(text(draft.name, NAME_MAX).map_err(|_| PresentRefusal::Name)?)
}

impl Store {
    /// Presents as they were made, those put away among them, after one; what each cost is summed since an instant.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn presents(
        &self,
        actor: Actor,
        since: Instant,
        after: Option<PresentId>,
        limit: u32,
    ) -> Result<Vec<Present>> {
        leave::to_read_customers(actor)?;
        let select = format!("{SELECT} where p.id > $2 group by p.id order by p.id limit $3");
        let after = after.map_or(Uuid::nil(), |id| id.0);
        let values = [since.0.into(), after.into(), i64::from(limit).into()];
        sql::results(self.read(), &select, values).await?.iter().map(present).collect()
    }

    /// One present; what it cost is summed since an instant.
    ///
    /// # Errors
    /// As [`Store::presents`].
    pub async fn present(&self, actor: Actor, id: PresentId, since: Instant) -> Result<Option<Present>> {
        leave::to_read_customers(actor)?;
        read(self.read(), id, since).await
    }

    /// Puts a present into the catalogue.
    ///
    /// # Errors
    /// Where the permit is not for `GiveGifts`, what is said of it is not fit to keep, the catalogue is full, or the
    /// database fails.
    pub async fn make_present(&self, permit: &Permit, draft: Draft<'_>) -> Result<PresentId> {
        leave::to_write(permit, Action::GiveGifts)?;
        let name = checked(&draft)?;
        let (id, on) = (self.inner.ids.next(), self.begin().await?);
        let there: i64 = sql::value(&on, "select count(*) from presents", []).await?;
        if there >= PRESENTS_MAX {
            return Err(PresentRefusal::TooMany.into());
        }
        let values: [Value; 7] = [
            id.into(),
            name.into(),
            draft.cost.into(),
            draft.shelf.into(),
            draft.mark.into(),
            leave::name_of(permit.actor()).into(),
            self.now().0.into(),
        ];
        let insert = "insert into presents (id, name, cost, shelf, mark, made_by, made_at, version)
                      values ($1, $2, $3, $4, $5, $6, $7, 1)";
        sql::run(&on, insert, values).await?;
        audit::write(&on, self, permit.actor(), "present.made", "present", Some(id), "").await?;
        on.commit().await?;
        Ok(PresentId(id))
    }

    /// Corrects a present, or counts it again, in an edit begun on `version`; the new version. What was put by before
    /// costs what one costs when it is sent.
    ///
    /// # Errors
    /// As [`Store::make_present`]; where fewer are counted than are put by for somebody, somebody changed it in the
    /// meantime, or there is none.
    pub async fn change_present(
        &self,
        permit: &Permit,
        id: PresentId,
        version: i64,
        draft: Draft<'_>,
    ) -> Result<i64> {
        leave::to_write(permit, Action::GiveGifts)?;
        let name = checked(&draft)?;
        let on = self.begin().await?;
        let reserved = held(&on, id, version).await?;
        if draft.shelf.is_some_and(|shelf| shelf < reserved) {
            return Err(PresentRefusal::PutBy(reserved).into());
        }
        let update = "update presents set name = $1, cost = $2, shelf = $3, mark = $4, version = version + 1
                      where id = $5";
        let values: [Value; 5] =
            [name.into(), draft.cost.into(), draft.shelf.into(), draft.mark.into(), id.0.into()];
        sql::run(&on, update, values).await?;
        audit::write(&on, self, permit.actor(), "present.changed", "present", Some(id.0), "").await?;
        on.commit().await?;
        Ok(version + 1)
    }

    /// Puts a present away, or brings it out again, in an edit begun on `version`; the new version. What is put by for
    /// somebody can still be sent.
    ///
    /// # Errors
    /// Where the permit is not for `GiveGifts`, plays that are not over name it, somebody changed it in the meantime,
    /// there is none, or the database fails.
    pub async fn put_present(&self, permit: &Permit, id: PresentId, version: i64, away: bool) -> Result<i64> {
        leave::to_write(permit, Action::GiveGifts)?;
        let on = self.begin().await?;
        held(&on, id, version).await?;
        let plays = if away { named_by(&on, id).await? } else { Vec::new() };
        if !plays.is_empty() {
            return Err(PresentRefusal::Named(plays.join(", ")).into());
        }
        let at = away.then_some(self.now().0);
        let update = "update presents set put_away_at = $1, version = version + 1 where id = $2";
        sql::run(&on, update, [at.into(), id.0.into()]).await?;
        let done = if away { "present.put_away" } else { "present.brought_out" };
        audit::write(&on, self, permit.actor(), done, "present", Some(id.0), "").await?;
        on.commit().await?;
        Ok(version + 1)
    }
}

/// The plays that name a present: as they are now, or as they were for somebody still on the way.
async fn named_by(on: &impl ConnectionTrait, id: PresentId) -> Result<Vec<String>> {
    let select = "select distinct p.name from plays p join play_versions v on v.play_id = p.id
         where p.state <> 'ended' and v.definition like $1 and (
             v.version = (select max(w.version) from play_versions w where w.play_id = p.id)
             or exists (select 1 from enrolments e where e.play_id = p.id and e.state = 'underway'
                 and v.version = (select max(w.version) from play_versions w
                                  where w.play_id = p.id and w.version <= e.version)))
         order by p.name limit 20";
    sql::column(on, select, [format!("%{id}%").into()]).await
}
