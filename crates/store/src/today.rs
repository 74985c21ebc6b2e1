//! What the page of the day reads: each kind of line by its own index, and never more than asked for.

mod occasions;
mod silent;

use std::collections::{HashMap, HashSet};

use domain::access::Action;
use domain::ids::{PersonId, StaffId};
use domain::today::LineKind;
use domain::{Actor, Day};
use sea_orm::{QueryResult, Value};
use uuid::Uuid;

use crate::people::KNOWN_BY;
use crate::promises::{self, Promise};
use crate::{Result, Store, bulk, leave, sql};

pub use silent::Silent;

/// A person as a line names them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Who {
    /// Who.
    pub id: PersonId,
    /// Their name; empty where no source said it.
    pub name: String,
    /// The surest way we know them.
    pub known_by: String,
}

/// Lines set aside, by person, kind and what they are about.
pub type AsideSet = HashSet<(PersonId, LineKind, String)>;

/// The person of lines about nobody in particular, in an [`AsideSet`].
pub const HOUSE: PersonId = PersonId(Uuid::nil());

const HELD: &str = "select count(*) from (select 1 from outbox where state = 'held' limit 1000) counted";

/// The statement of [`Store::promises_due`]; with an owner, theirs and nobody's.
fn promises_due(of_owner: bool) -> String {
    format!(
        "select {} from promises p join identities i on i.id = p.identity_id
         where p.state = 'open' and p.kind = 'promise' and p.due_day <= $1{}
         order by p.due_day, p.id limit $2",
        promises::COLUMNS,
        if of_owner { " and (p.owner is null or p.owner = $3)" } else { "" }
    )
}

fn ids(people: &[PersonId]) -> Vec<Value> {
    people.iter().map(|person| person.0.into()).collect()
}

impl Store {
    /// Open promises due by a day, the longest due first: `of` somebody and those nobody sees to, or
    /// everybody's.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn promises_due(
        &self,
        actor: Actor,
        by: Day,
        of: Option<StaffId>,
        limit: u32,
    ) -> Result<Vec<Promise>> {
        leave::to_read_customers(actor)?;
        let mut values: Vec<Value> = vec![by.0.into(), limit.into()];
        values.extend(of.map(|owner| Value::from(owner.0)));
        let select = promises_due(of.is_some());
        sql::results(self.read(), &select, values).await?.iter().map(promises::promise).collect()
    }

    /// How many letters were given away whole and never answered for; counted up to a thousand.
    ///
    /// # Errors
    /// Where the actor may not manage plays, or the database fails.
    pub async fn letters_held(&self, actor: Actor) -> Result<u64> {
        leave::to_read(actor, Action::ManagePlays)?;
        Ok(sql::value::<i64>(self.read(), HELD, []).await?.unsigned_abs())
    }

    /// How people are called; those gone since are left out.
    ///
    /// # Errors
    /// As [`Store::promises_due`].
    pub async fn who(&self, actor: Actor, people: &[PersonId]) -> Result<HashMap<PersonId, Who>> {
        leave::to_read_customers(actor)?;
        let select = format!(
            "select p.id, p.name, {KNOWN_BY} from people p
             where p.kind <> 'erased' and p.id in (values "
        );
        let rows = bulk::ask(self.read(), &select, 1, ")", ids(people)).await?;
        let who = |row: &QueryResult| {
            let id = PersonId(sql::at(row, 0)?);
            Ok((id, Who { id, name: sql::at(row, 1)?, known_by: sql::at(row, 2)? }))
        };
        rows.iter().map(who).collect()
    }

    /// What was set aside of these people and of the house, and has not come back.
    ///
    /// # Errors
    /// As [`Store::promises_due`].
    pub async fn asides_of(&self, actor: Actor, people: &[PersonId], today: Day) -> Result<AsideSet> {
        leave::to_read_customers(actor)?;
        let hidden = format!("(a.until_day is null or a.until_day > {})", today.0);
        let of_people = format!(
            "select i.person_id, a.kind, a.about from identities i join set_aside a on a.identity_id = i.id
             where {hidden} and i.person_id in (values "
        );
        let of_house = format!(
            "select a.identity_id, a.kind, a.about from set_aside a where {hidden}
             and a.identity_id = $1"
        );
        let mut rows = bulk::ask(self.read(), &of_people, 1, ")", ids(people)).await?;
        rows.extend(sql::results(self.read(), &of_house, [HOUSE.0.into()]).await?);
        let one = |row: &QueryResult| -> Result<Option<(PersonId, LineKind, String)>> {
            let kind: String = sql::at(row, 1)?;
            let (person, about) = (PersonId(sql::at(row, 0)?), sql::at(row, 2)?);
            Ok(LineKind::from_name(&kind).map(|kind| (person, kind, about)))
        };
        rows.iter().filter_map(|row| one(row).transpose()).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::still::Still;

    #[tokio::test]
    async fn each_kind_of_line_is_read_by_its_own_index_in_its_order() {
        let folder = tempfile::tempdir().unwrap();
        let store =
            Store::open(folder.path().join("house.db"), Arc::new(Still), Arc::new(Still)).await.unwrap();
        let dates = occasions::yearly(Day(0)) + "(?, ?, ?), (?, ?, ?)) order by f.id limit 200";
        for (sql, index) in [
            (promises_due(false), "promises_open"),
            (promises_due(true), "promises_open"),
            (HELD.to_owned(), "outbox_by_state"),
            (silent::statement(0), "standings_within_reach"),
            (silent::statement(2), "standings_within_reach"),
            (dates, "facts_by_date"),
            (occasions::once(Day(0)), "facts_by_day"),
            (occasions::living_in(2, false), "profiles_by_country"),
            (occasions::living_in(2, true), "profiles_by_country"),
        ] {
            let plan = sql::results(store.read(), &format!("explain query plan {sql}"), []).await.unwrap();
            let plan: Vec<String> = plan.iter().map(|row| sql::at(row, 3).unwrap()).collect();
            assert!(plan.iter().any(|line| line.contains(index)), "{sql}: {plan:?}");
            let whole =
                |line: &&String| line.starts_with("SCAN") && !line.contains("INDEX") && !line.contains("ROW");
            let reads =
                plan.iter().filter(whole).filter(|line| !line.contains("counted")).collect::<Vec<_>>();
            assert!(reads.is_empty(), "{sql}: {reads:?}");
        }
        let plan = format!("explain query plan {}", silent::statement(0));
        let plan = sql::results(store.read(), &plan, []).await.unwrap();
        let sorted = plan.iter().any(|row| sql::at::<String>(row, 3).unwrap().contains("TEMP B-TREE"));
        assert!(!sorted, "the silent come out of their index in their order");
    }
}
