//! The ledger of what care cost beyond what each gesture says of itself, and what all of it came to.

mod spent;

use domain::access::Action;
use domain::costs::{CostKind, CostRefusal, NOTE_MAX};
use domain::ids::{CostId, PlayId};
use domain::limits::AMOUNT_MINOR_MAX;
use domain::{Actor, Currency, Day, Money, Permit, memory};
use sea_orm::{QueryResult, Value};
use uuid::Uuid;

use crate::{Error, Result, Store, audit, leave, plays, sql};

pub use spent::{Outlay, Spent};

/// A line of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Which.
    pub id: CostId,
    /// Of which play; `None` for the whole programme.
    pub play: Option<PlayId>,
    /// What the money went into.
    pub kind: CostKind,
    /// How much.
    pub amount: Money,
    /// When it was spent.
    pub on: Day,
    /// What there is to say of it.
    pub note: String,
    /// Who wrote it down: `staff <id>`, `key <id>`.
    pub written_by: String,
}

/// A cost to be written down, in the company's currency.
#[derive(Clone, Copy, Debug)]
pub struct NewCost<'a> {
    /// Of which play; `None` for the whole programme.
    pub play: Option<PlayId>,
    /// What the money went into.
    pub kind: CostKind,
    /// How much, in minor units.
    pub amount: i64,
    /// When it was spent.
    pub on: Day,
    /// What there is to say of it; may be empty.
    pub note: &'a str,
}

const COLUMNS: &str = "id, play_id, kind, amount, currency, on_day, note, written_by";

fn line(row: &QueryResult) -> Result<Line> {
    let (kind, currency): (String, String) = (sql::at(row, 2)?, sql::at(row, 4)?);
    let kind =
        CostKind::from_name(&kind).ok_or_else(|| Error::unreadable(format!("a cost that is '{kind}'")))?;
    let currency: Currency = currency.parse().map_err(Error::unreadable)?;
    Ok(Line {
        id: CostId(sql::at(row, 0)?),
        play: sql::at::<Option<Uuid>>(row, 1)?.map(PlayId),
        kind,
        amount: Money { minor: sql::at(row, 3)?, currency },
        on: Day(sql::at(row, 5)?),
        note: sql::at(row, 6)?,
        written_by: sql::at(row, 7)?,
    })
}

impl Store {
    /// Writes a cost down.
    ///
    /// # Errors
    /// Where the permit is not for `ManagePlays`, the amount, the day or the play can't be, the note is
    /// too long, or the database fails.
    pub async fn write_cost(&self, permit: &Permit, new: NewCost<'_>) -> Result<CostId> {
        leave::to_write(permit, Action::ManagePlays)?;
        let note = memory::note(new.note, NOTE_MAX)?;
        if !(1..=AMOUNT_MINOR_MAX).contains(&new.amount) {
            return Err(CostRefusal::Amount.into());
        }
        let zone = self.zone(permit.actor()).await?;
        if new.on > self.now().day_in(&zone) {
            return Err(CostRefusal::NotYet.into());
        }
        let currency = self.settings(permit.actor()).await?.map_or(Currency::EUR, |own| own.currency);
        let (id, on) = (self.inner.ids.next(), self.begin().await?);
        if let Some(play) = new.play {
            plays::read(&on, play).await?.ok_or(CostRefusal::NoPlay)?;
        }
        let values: [Value; 9] = [
            id.into(),
            new.play.map(|play| play.0).into(),
            new.kind.name().into(),
            new.amount.into(),
            currency.code().into(),
            new.on.0.into(),
            note.into(),
            leave::name_of(permit.actor()).into(),
            self.now().0.into(),
        ];
        let insert =
            "insert into costs (id, play_id, kind, amount, currency, on_day, note, written_by, written_at)
                      values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
        sql::run(&on, insert, values).await?;
        audit::write(&on, self, permit.actor(), "cost.written", "cost", Some(id), new.kind.name()).await?;
        on.commit().await?;
        Ok(CostId(id))
    }

    /// One line of the ledger.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn cost(&self, actor: Actor, id: CostId) -> Result<Option<Line>> {
        leave::to_read_customers(actor)?;
        let select = format!("select {COLUMNS} from costs where id = $1");
        sql::results(self.read(), &select, [id.0.into()]).await?.first().map(line).transpose()
    }

    /// The ledger of a play, the latest written first, or all of it; those before the line `before`.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn costs(
        &self,
        actor: Actor,
        play: Option<PlayId>,
        before: Option<CostId>,
        limit: u32,
    ) -> Result<Vec<Line>> {
        leave::to_read_customers(actor)?;
        let before = before.map_or(Uuid::max(), |id| id.0);
        let mut values: Vec<Value> = vec![before.into(), i64::from(limit).into()];
        let of_play = play.map_or("", |play| {
            values.push(play.0.into());
            "and play_id = $3 "
        });
        let select = format!("select {COLUMNS} from costs where id < $1 {of_play}order by id desc limit $2");
        sql::results(self.read(), &select, values).await?.iter().map(line).collect()
    }
}
