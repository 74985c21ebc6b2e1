//! Accounts with a plan, those whose steps were missed first, and accounts without.

use domain::ids::PersonId;
use domain::{Actor, Day};
use sea_orm::QueryResult;

use super::{Plan, missed, read};
use crate::people::KNOWN_BY;
use crate::today::Who;
use crate::{Result, Store, leave, sql};

/// Which accounts are asked for, and which page of them.
#[derive(Clone, Copy, Debug)]
pub struct Accounts {
    /// With a plan that has days from this one.
    pub from: Day,
    /// To this one.
    pub to: Day,
    /// Those before the page.
    pub skip: u32,
    /// Those on it.
    pub limit: u32,
}

/// An account without a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    /// Who.
    pub who: Who,
    /// What they are expected to bring over the horizon of the models, in the company's currency.
    pub worth: Option<f64>,
}

impl Store {
    /// Plans with days in a span: those with missed steps first, then by the day of their next step.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn plans(&self, actor: Actor, asked: Accounts) -> Result<Vec<Plan>> {
        leave::to_read_customers(actor)?;
        let days = self.days(actor).await?;
        let those = format!(
            "where p.starts_on <= $2 and p.ends_on >= $1
             order by case when exists (select 1 from plan_steps s left join gestures g on g.id = s.gesture_id
                     where s.plan_id = p.id and {}) then 0 else 1 end,
                 coalesce((select min(s.due_day) from plan_steps s left join gestures g on g.id = s.gesture_id
                     where s.plan_id = p.id and s.skipped is null and coalesce(g.state, 'open') = 'open'),
                     2147483647), p.id
             limit $3 offset $4",
            missed(days.missed_before())
        );
        let values = [asked.from.0.into(), asked.to.0.into(), asked.limit.into(), asked.skip.into()];
        read(self.read(), &days, &those, values).await
    }

    /// Organisations no plan has a day of a span for, the worthiest first.
    ///
    /// # Errors
    /// As [`Store::plans`].
    pub async fn accounts_without_plan(&self, actor: Actor, asked: Accounts) -> Result<Vec<Account>> {
        leave::to_read_customers(actor)?;
        let select = format!(
            "select p.id, p.name, {KNOWN_BY}, page.worth from (
                 select o.id, st.predicted_value as worth from people o
                     left join standings st on st.person_id = o.id
                 where o.kind = 'organisation' and o.id not in (
                     select i.person_id from plans y join identities i on i.id = y.identity_id
                     where y.starts_on <= $2 and y.ends_on >= $1)
                 order by coalesce(st.predicted_value, -1.0) desc, o.sort_key, o.id limit $3 offset $4) page
                 join people p on p.id = page.id
             order by coalesce(page.worth, -1.0) desc, p.sort_key, p.id"
        );
        let values = [asked.from.0.into(), asked.to.0.into(), asked.limit.into(), asked.skip.into()];
        let account = |row: &QueryResult| {
            let id = PersonId(sql::at(row, 0)?);
            let who = Who { id, name: sql::at(row, 1)?, known_by: sql::at(row, 2)? };
            Ok(Account { who, worth: sql::at(row, 3)? })
        };
        sql::results(self.read(), &select, values).await?.iter().map(account).collect()
    }
}
