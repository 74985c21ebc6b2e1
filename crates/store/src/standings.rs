//! What is believed of each person, and who must be looked at again.

use domain::access::Action;
use domain::ids::{PersonId, RunId};
use domain::worth::{Estimate, Standing};
use domain::{Actor, Day, Permit};
use futures::{Stream, StreamExt};
use sea_orm::{ConnectionTrait, FromQueryResult, QueryResult, Value};
use uuid::Uuid;

use crate::runs::NewRun;
use crate::{Error, Result, Store, bulk, leave, sql};

/// How far the count of writes had come when something was read. Whoever writes an order marks its
/// person with the next count, so a belief knows which marks it has seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark(pub(crate) i64);

/// A person whose orders changed since they were last scored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stale {
    /// Who.
    pub person: PersonId,
    /// The mark to clear once they are scored.
    pub mark: Mark,
}

/// The columns of a standing, as [`push`] writes and [`row`] reads them.
pub(crate) const COLUMNS: &str = "person_id, run_id, frequency, recency_days, age_days, first_day, last_day, \
     orders, spend, p_alive, \
     expected_orders, expected_orders_low, expected_orders_high, \
     predicted_orders, predicted_orders_low, predicted_orders_high, \
     expected_value, expected_value_low, expected_value_high, \
     predicted_value, predicted_value_low, predicted_value_high, \
     value_if_alive, value_at_stake, rhythm_days, overdue_after_days, overdue_days";
/// How many they are.
pub(crate) const WIDTH: usize = 27;

fn push_estimate(values: &mut Vec<Value>, estimate: Option<Estimate>) {
    values.push(estimate.map(|e| e.value).into());
    values.push(estimate.map(|e| e.low).into());
    values.push(estimate.map(|e| e.high).into());
}

fn push(values: &mut Vec<Value>, run: RunId, standing: &Standing) -> Result<()> {
    let person: Uuid = standing
        .customer
        .parse()
        .map_err(|_| Error::unreadable(format!("a standing of '{}', who is no person", standing.customer)))?;
    values.push(person.into());
    values.push(run.0.into());
    for count in [standing.frequency, standing.recency_days, standing.age_days] {
        values.push(i64::from(count).into());
    }
    values.push(standing.first_day.0.into());
    values.push(standing.last_day.0.into());
    values.push(i64::from(standing.orders).into());
    values.push(standing.spend.into());
    values.push(standing.p_alive.into());
    push_estimate(values, standing.expected_orders);
    push_estimate(values, standing.predicted_orders);
    push_estimate(values, standing.expected_value);
    push_estimate(values, standing.predicted_value);
    for figure in [
        standing.value_if_alive,
        standing.value_at_stake,
        standing.rhythm_days,
        standing.overdue_after_days,
        standing.overdue_days,
    ] {
        values.push(figure.into());
    }
    Ok(())
}

fn count(row: &QueryResult, index: usize) -> Result<u32> {
    let count: i64 = sql::at(row, index)?;
    u32::try_from(count).map_err(|_| Error::unreadable(format!("the count {count}")))
}

fn estimate(row: &QueryResult, index: usize) -> Result<Option<Estimate>> {
    let value: Option<f64> = sql::at(row, index)?;
    let (low, high): (Option<f64>, Option<f64>) = (sql::at(row, index + 1)?, sql::at(row, index + 2)?);
    Ok(value.map(|value| Estimate { value, low: low.unwrap_or(value), high: high.unwrap_or(value) }))
}

/// The standing whose [`COLUMNS`] begin at `from`.
pub(crate) fn row(row: &QueryResult, from: usize) -> Result<Standing> {
    let person: Uuid = sql::at(row, from)?;
    Ok(Standing {
        customer: person.to_string(),
        frequency: count(row, from + 2)?,
        recency_days: count(row, from + 3)?,
        age_days: count(row, from + 4)?,
        first_day: Day(sql::at(row, from + 5)?),
        last_day: Day(sql::at(row, from + 6)?),
        orders: count(row, from + 7)?,
        spend: sql::at(row, from + 8)?,
        p_alive: sql::at(row, from + 9)?,
        expected_orders: estimate(row, from + 10)?,
        predicted_orders: estimate(row, from + 13)?,
        expected_value: estimate(row, from + 16)?,
        predicted_value: estimate(row, from + 19)?,
        value_if_alive: sql::at(row, from + 22)?,
        value_at_stake: sql::at(row, from + 23)?,
        rhythm_days: sql::at(row, from + 24)?,
        overdue_after_days: sql::at(row, from + 25)?,
        overdue_days: sql::at(row, from + 26)?,
    })
}

#[derive(FromQueryResult)]
struct StaleRow {
    id: Uuid,
    stale: i64,
}

impl Store {
    /// The count of writes now. Take it before reading the orders of a refit.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn mark(&self, actor: Actor) -> Result<Mark> {
        leave::to_read_customers(actor)?;
        let sql = "select value from counters where name = 'stale'";
        Ok(Mark(sql::value(self.read(), sql, []).await?))
    }

    /// The next mark, for a commit that writes orders.
    pub(crate) async fn next_mark(&self, on: &impl ConnectionTrait) -> Result<i64> {
        sql::value(on, "update counters set value = value + 1 where name = 'stale' returning value", []).await
    }

    /// Keeps a run and rewrites every standing, in one commit. The standings' `customer` is the
    /// person's id, as [`Store::order_chunks`] gives it; people gone since and visitors, whom nobody can
    /// care for yet, are left out. People
    /// marked stale up to `seen` are stale no more.
    ///
    /// # Errors
    /// Where the permit is not for `WriteBeliefs`, a customer is no person's id, or the database
    /// fails; nothing is changed then.
    pub async fn save_run(
        &self,
        permit: &Permit,
        run: &NewRun,
        seen: Mark,
        standings: impl Stream<Item = Vec<Standing>> + Send,
    ) -> Result<RunId> {
        leave::to_write(permit, Action::WriteBeliefs)?;
        let transaction = self.begin().await?;
        let id = self.insert_run(&transaction, run).await?;
        sql::run(&transaction, "delete from standings", []).await?;
        let mut standings = std::pin::pin!(standings);
        let insert = format!("insert into standings ({COLUMNS}) values ");
        while let Some(batch) = standings.next().await {
            for part in batch.chunks(4096) {
                let mut values = Vec::with_capacity(part.len() * WIDTH);
                for standing in part {
                    push(&mut values, id, standing)?;
                }
                bulk::run(&transaction, &insert, WIDTH, "", values).await?;
            }
        }
        sql::run(
            &transaction,
            "delete from standings where not exists (
                 select 1 from people where people.id = person_id and kind not in ('visitor', 'erased'))",
            [],
        )
        .await?;
        sql::run(&transaction, "update people set stale = null where stale <= $1", [seen.0.into()]).await?;
        transaction.commit().await?;
        Ok(id)
    }

    /// People whose orders changed since they were scored, the longest waiting first.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn stale_people(&self, actor: Actor, limit: u32) -> Result<Vec<Stale>> {
        leave::to_read_customers(actor)?;
        let rows: Vec<StaleRow> = sql::rows(
            self.read(),
            "select id, stale from people where stale is not null order by stale, id limit $1",
            [limit.into()],
        )
        .await?;
        Ok(rows.iter().map(|row| Stale { person: PersonId(row.id), mark: Mark(row.stale) }).collect())
    }

    /// Writes the standings of people rescored, and clears the marks they were read under. Someone
    /// in `scored` without a standing (all their orders are gone) loses theirs.
    ///
    /// # Errors
    /// As [`Store::save_run`].
    pub async fn save_standings(
        &self,
        permit: &Permit,
        run: RunId,
        scored: &[Stale],
        standings: &[Standing],
    ) -> Result<()> {
        leave::to_write(permit, Action::WriteBeliefs)?;
        let transaction = self.begin().await?;
        let people = || scored.iter().map(|stale| stale.person.0.into()).collect::<Vec<Value>>();
        bulk::run(&transaction, "delete from standings where person_id in (values ", 1, ")", people())
            .await?;
        let mut values = Vec::with_capacity(standings.len() * WIDTH);
        for standing in standings {
            push(&mut values, run, standing)?;
        }
        let insert = format!("insert into standings ({COLUMNS}) values ");
        bulk::run(&transaction, &insert, WIDTH, "", values).await?;
        bulk::run(
            &transaction,
            "delete from standings where not exists (
                 select 1 from people where people.id = person_id and kind not in ('visitor', 'erased'))
             and person_id in (values ",
            1,
            ")",
            people(),
        )
        .await?;
        let seen = scored.iter().flat_map(|stale| [stale.person.0.into(), stale.mark.0.into()]).collect();
        bulk::run(&transaction, "update people set stale = null where (id, stale) in (values ", 2, ")", seen)
            .await?;
        Ok(transaction.commit().await?)
    }
}
