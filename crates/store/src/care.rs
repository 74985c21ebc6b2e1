//! The care list: people overdue by their own rhythm, the most at stake first.

use domain::ids::PersonId;
use domain::{Actor, collation};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use crate::people::{KNOWN_BY, PersonLine, line, prefix_end};
use crate::{Result, Store, leave, sql, standings};

/// Whom to list.
#[derive(Clone, Debug, Default)]
pub struct CareFilter {
    /// The beginning of a name or e-mail address; empty for all.
    pub text: String,
    /// At least so many days overdue.
    pub overdue_days: f64,
    /// At least so much at stake, in major units.
    pub value_at_stake: f64,
    /// The last person of the page before.
    pub after: Option<PersonId>,
}

/// How much care is owed.
#[derive(Clone, Copy, Debug, Default, PartialEq, FromQueryResult)]
pub struct CareTotals {
    /// People overdue.
    pub overdue: i64,
    /// Their value at stake together, in major units.
    pub value_at_stake: f64,
}

impl Store {
    /// People overdue, the most at stake first; each line has its standing.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn care_list(&self, actor: Actor, filter: &CareFilter, limit: u32) -> Result<Vec<PersonLine>> {
        leave::to_read_customers(actor)?;
        let (below, before) = match filter.after {
            Some(id) => (self.stake_of(id).await?, id.0),
            None => (f64::MAX, Uuid::max()),
        };
        let mut values: Vec<Value> = vec![
            below.into(),
            before.into(),
            limit.into(),
            filter.overdue_days.into(),
            filter.value_at_stake.into(),
        ];
        // Without a text nothing may be asked of people, or they would be read before the standings.
        let matching = match collation::beginning(&filter.text) {
            None => "",
            Some(named) => {
                let address = filter.text.trim().to_lowercase();
                let end = prefix_end(&address);
                values.extend([named.start, named.end, address, end].map(Value::from));
                "and ((p.sort_key >= $6 and p.sort_key < $7) or exists (
                     select 1 from identities where person_id = p.id and kind = 'email'
                     and value >= $8 and value < $9))"
            }
        };
        let sql = format!(
            "select p.id, p.name, {KNOWN_BY}, {} from standings join people p on p.id = person_id
             where overdue_days > 0 and overdue_days >= $4 and coalesce(value_at_stake, 0.0) >= $5
               and (coalesce(value_at_stake, 0.0), person_id) < ($1, $2) {matching}
             order by coalesce(value_at_stake, 0.0) desc, person_id desc limit $3",
            standings::COLUMNS
        );
        sql::results(self.read(), &sql, values).await?.iter().map(line).collect()
    }

    /// Of somebody without a standing any more: the list then begins anew rather than end early.
    async fn stake_of(&self, id: PersonId) -> Result<f64> {
        let sql = "select coalesce(value_at_stake, 0.0) from standings where person_id = $1";
        Ok(sql::column(self.read(), sql, [id.0.into()]).await?.pop().unwrap_or(f64::MAX))
    }

    /// How many are overdue and what is at stake with them.
    ///
    /// # Errors
    /// As [`Store::care_list`].
    pub async fn care_totals(&self, actor: Actor) -> Result<CareTotals> {
        leave::to_read_customers(actor)?;
        let sql = "select count(*) as overdue, coalesce(sum(value_at_stake), 0.0) as value_at_stake
                   from standings where overdue_days > 0";
        Ok(sql::row(self.read(), sql, []).await?.unwrap_or_default())
    }
}
