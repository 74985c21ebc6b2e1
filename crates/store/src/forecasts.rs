//! Forecasts kept, one a month, to be held against what came.

use domain::access::Action;
use domain::ids::{IdentityId, PersonId};
use domain::worth::{Foretold, Kept, Outcome};
use domain::{Actor, Day, Instant, Permit};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use uuid::Uuid;

use crate::{Error, Result, Store, bulk, leave, people, sql};

/// Days after which a forecast is dropped with its outcome: two years.
const KEPT_DAYS: i32 = 731;
/// People written at a time.
const PART: usize = 4096;

/// What is expected of one person.
#[derive(Clone, Debug, PartialEq)]
pub struct Expected {
    /// The person's id, as [`Store::order_chunks`] gives it.
    pub customer: String,
    /// Purchase days.
    pub orders: f64,
    /// What they bring, in major units; `None` where nobody can say.
    pub value: Option<f64>,
}

/// What was expected of somebody, under the identity it was kept by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Remembered {
    /// The identity; also the cursor of what follows.
    pub identity: IdentityId,
    /// Who that is by now.
    pub person: PersonId,
    /// Purchase days.
    pub orders: f64,
    /// What they bring, in major units.
    pub value: Option<f64>,
}

#[derive(FromQueryResult)]
struct Row {
    as_of: i32,
    days: i64,
    made_at: i64,
    forecast: String,
    outcome: Option<String>,
}

impl TryFrom<Row> for Kept {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        Ok(Self {
            as_of: Day(row.as_of),
            days: u32::try_from(row.days).map_err(|_| Error::unreadable("a forecast of no days"))?,
            made_at: Instant(row.made_at),
            forecast: serde_json::from_str(&row.forecast)?,
            outcome: row.outcome.as_deref().map(serde_json::from_str).transpose()?,
        })
    }
}

async fn read(on: &impl ConnectionTrait) -> Result<Vec<Kept>> {
    let select = "select as_of, days, made_at, forecast, outcome from forecasts order by as_of desc";
    sql::rows::<Row>(on, select, []).await?.into_iter().map(Kept::try_from).collect()
}

impl Store {
    /// Every forecast kept, the latest first.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn forecasts(&self, actor: Actor) -> Result<Vec<Kept>> {
        leave::to_read_customers(actor)?;
        read(self.read()).await
    }

    /// Keeps what is expected over the `days` after `as_of`, of all together and of each, and drops what
    /// is older than two years. Whether it was kept: of one month only the first is. People gone since
    /// are left out.
    ///
    /// # Errors
    /// Where the permit is not for `WriteBeliefs`, a customer is no person's id, or the database fails.
    pub async fn keep_forecast(
        &self,
        permit: &Permit,
        (as_of, days): (Day, u32),
        forecast: &Foretold,
        each: &[Expected],
    ) -> Result<bool> {
        leave::to_write(permit, Action::WriteBeliefs)?;
        let on = self.begin().await?;
        if read(&on).await?.iter().any(|kept| kept.as_of.month() == as_of.month()) {
            return Ok(false);
        }
        let old = "delete from forecasts where as_of < $1";
        sql::run(&on, old, [as_of.0.saturating_sub(KEPT_DAYS).into()]).await?;
        let insert = "insert into forecasts (as_of, days, made_at, forecast) values ($1, $2, $3, $4)";
        let said = serde_json::to_string(forecast)?;
        let values = [as_of.0.into(), i64::from(days).into(), self.now().0.into(), said.into()];
        sql::run(&on, insert, values).await?;
        let insert = "insert into forecasts_each (identity_id, as_of, orders, value) values ";
        for part in each.chunks(PART) {
            let id = |one: &Expected| {
                let unreadable =
                    || Error::unreadable(format!("a forecast of '{}', who is no person", one.customer));
                one.customer.parse::<Uuid>().map_err(|_| unreadable())
            };
            let ids = part.iter().map(id).collect::<Result<Vec<_>>>()?;
            let anchors = people::anchors(&on, ids.iter().map(|&person| person.into()).collect()).await?;
            let mut values = Vec::with_capacity(part.len() * 4);
            for (one, person) in part.iter().zip(ids) {
                if let Some(identity) = anchors.get(&person) {
                    let row = [(*identity).into(), as_of.0.into(), one.orders.into(), one.value.into()];
                    values.extend::<[Value; 4]>(row);
                }
            }
            bulk::run(&on, insert, 4, "", values).await?;
        }
        on.commit().await?;
        Ok(true)
    }

    /// What was expected of each, those after one, in the order of their identities.
    ///
    /// # Errors
    /// As [`Store::forecasts`].
    pub async fn forecast_each(
        &self,
        actor: Actor,
        as_of: Day,
        after: Option<IdentityId>,
        limit: u32,
    ) -> Result<Vec<Remembered>> {
        leave::to_read_customers(actor)?;
        let select = "select f.identity_id, i.person_id, f.orders, f.value
             from forecasts_each f join identities i on i.id = f.identity_id
             where f.identity_id > $1 and f.as_of = $2 order by f.identity_id limit $3";
        let after = after.map_or(Uuid::nil(), |after| after.0);
        let found =
            sql::results(self.read(), select, [after.into(), as_of.0.into(), i64::from(limit).into()]);
        let one = |row: &sea_orm::QueryResult| {
            Ok(Remembered {
                identity: IdentityId(sql::at(row, 0)?),
                person: PersonId(sql::at(row, 1)?),
                orders: sql::at(row, 2)?,
                value: sql::at(row, 3)?,
            })
        };
        found.await?.iter().map(one).collect()
    }

    /// Writes down what came of a forecast. One that is final is not counted again, so that what was
    /// expected of each can go.
    ///
    /// # Errors
    /// Where the permit is not for `WriteBeliefs`, there is no such forecast, or the database fails.
    pub async fn settle_forecast(
        &self,
        permit: &Permit,
        as_of: Day,
        outcome: &Outcome,
        is_final: bool,
    ) -> Result<()> {
        leave::to_write(permit, Action::WriteBeliefs)?;
        let on = self.begin().await?;
        let update = "update forecasts set outcome = $2 where as_of = $1";
        let said = serde_json::to_string(outcome)?;
        if sql::run(&on, update, [as_of.0.into(), said.into()]).await? == 0 {
            return Err(Error::Missing("There is no such forecast, or not any more."));
        }
        if is_final {
            sql::run(&on, "delete from forecasts_each where as_of = $1", [as_of.0.into()]).await?;
        }
        Ok(on.commit().await?)
    }
}
