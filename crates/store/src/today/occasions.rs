//! Dates people told us of, who is to be left in peace, and how many keep a holiday.

use std::collections::HashMap;

use domain::ids::PersonId;
use domain::memory::{Calendar, Level, When};
use domain::today::Reason;
use domain::{Actor, Day};
use sea_orm::{QueryResult, Value};

use super::ids;
use crate::facts::{self, Fact};
use crate::{Result, Store, bulk, leave, sql};

/// Facts a day that never comes in most years: they are kept a day earlier or later.
fn leap_days(calendar: Calendar) -> (u8, u8) {
    match calendar {
        Calendar::Gregorian => (2, 29),
        Calendar::Jalali => (12, 30),
    }
}

/// The dates of every calendar on which something kept on one of these days may be written, each once.
fn dates((from, to): (Day, Day)) -> Vec<Value> {
    let mut values = Vec::new();
    for calendar in Calendar::ALL {
        let days = (from.0..=to.0).map(|day| calendar.date(Day(day)));
        let mut dates: Vec<(u8, u8)> = days.map(|(_, month, day)| (month, day)).collect();
        let leap = leap_days(calendar);
        let before = (leap.0, leap.1 - 1);
        let after = (leap.0 % 12 + 1, 1);
        if dates.contains(&before) || dates.contains(&after) {
            dates.push(leap);
        }
        dates.sort_unstable();
        dates.dedup();
        for (month, day) in dates {
            values.extend([calendar.name().into(), i32::from(month).into(), i32::from(day).into()]);
        }
    }
    values
}

/// What holds of every fact that is spoken of on a day: nothing sensitive, nothing of those who died.
fn holds(on: Day) -> String {
    format!(
        "f.level <= {} and f.kind <> 'bereavement' and (f.expires_on is null or f.expires_on > {})",
        Level::Ordinary.number(),
        on.0
    )
}

/// Facts that come every year, up to the dates that follow.
pub(super) fn yearly(from: Day) -> String {
    format!(
        "select {} from facts f join identities i on i.id = f.identity_id
         where f.month is not null and {} and (f.calendar, f.month, f.month_day) in (values ",
        facts::COLUMNS,
        holds(from)
    )
}

/// Facts that come once.
pub(super) fn once(from: Day) -> String {
    format!(
        "select {} from facts f join identities i on i.id = f.identity_id
         where f.on_day between $1 and $2 and {} order by f.on_day, f.id limit $3",
        facts::COLUMNS,
        holds(from)
    )
}

/// How many live in, or outside of, so many countries, and said of no calendar that they keep it.
pub(super) fn living_in(countries: usize, but: bool) -> String {
    let places: Vec<String> = (2..countries + 2).map(|place| format!("${place}")).collect();
    format!(
        "select count(*) from (
             select 1 from profiles r where country <> '' and country {} ({})
               and not exists (select 1 from identities i cross join observances o
                               where i.person_id = r.person_id and o.identity_id = i.id) limit $1) counted",
        if but { "not in" } else { "in" },
        places.join(", ")
    )
}

impl Store {
    /// What people told us of themselves that comes round from one day to another, with its day, the
    /// earliest first; nothing sensitive, nothing of those who died. About `limit` of those that come
    /// every year, and as many of those that come once.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn occasions(
        &self,
        actor: Actor,
        (from, to): (Day, Day),
        limit: u32,
    ) -> Result<Vec<(Day, Fact)>> {
        leave::to_read_customers(actor)?;
        let at_most = format!(") order by f.id limit {limit}");
        let mut rows = bulk::ask(self.read(), &yearly(from), 3, &at_most, dates((from, to))).await?;
        rows.extend(
            sql::results(self.read(), &once(from), [from.0.into(), to.0.into(), limit.into()]).await?,
        );
        let mut found = Vec::with_capacity(rows.len());
        for row in &rows {
            let fact = facts::fact(row)?;
            let day = fact.draft.when.as_ref().and_then(|when: &When| when.next_from(from));
            found.extend(day.filter(|day| *day <= to).map(|day| (day, fact)));
        }
        found.sort_by_key(|(day, fact)| (*day, fact.id.0));
        Ok(found)
    }

    /// Who of these is to be left in peace today, and why in our words; `None` where the reason is not
    /// for everybody's eyes, or where they asked to be left alone: then not even a quiet word is due.
    ///
    /// # Errors
    /// As [`Store::occasions`].
    pub async fn in_peace(
        &self,
        actor: Actor,
        people: &[PersonId],
        today: Day,
    ) -> Result<HashMap<PersonId, Option<String>>> {
        leave::to_read_customers(actor)?;
        let bereaved = format!(
            "select i.person_id, f.text, f.level from identities i join facts f on f.identity_id = i.id
             where f.kind = 'bereavement' and (f.expires_on is null or f.expires_on > {})
               and i.person_id in (values ",
            today.0
        );
        let resting = format!(
            "select i.person_id, r.reason, cast({} as bigint) from identities i join rests r on r.identity_id = i.id
             where r.ended_at is null and r.since_day <= {1} and (r.until_day is null or r.until_day >= {1})
               and i.person_id in (values ",
            Level::Ordinary.number(),
            today.0
        );
        let mut found: HashMap<PersonId, Option<String>> = HashMap::new();
        let mut asked = Vec::new();
        let mut rows = bulk::ask(self.read(), &bereaved, 1, ")", ids(people)).await?;
        rows.extend(bulk::ask(self.read(), &resting, 1, ")", ids(people)).await?);
        for row in &rows {
            let (person, why, level) =
                (PersonId(sql::at(row, 0)?), sql::at(row, 1)?, sql::at::<i64>(row, 2)?);
            if why == Reason::Asked.name() {
                asked.push((person, None));
                continue;
            }
            let said = found.entry(person).or_default();
            if level <= Level::Ordinary.number() {
                *said = Some(why);
            }
        }
        found.extend(asked);
        Ok(found)
    }

    /// How many people said that they keep one of these calendars; counted up to `most`.
    ///
    /// # Errors
    /// As [`Store::occasions`].
    pub async fn keeping(&self, actor: Actor, calendars: &[&str], most: u32) -> Result<i64> {
        leave::to_read_customers(actor)?;
        let places: Vec<String> = (2..calendars.len() + 2).map(|place| format!("${place}")).collect();
        let select = format!(
            "select count(*) from (
                 select distinct i.person_id from observances o join identities i on i.id = o.identity_id
                 where o.calendar in ({}) limit $1) counted",
            places.join(", ")
        );
        let values = std::iter::once(Value::from(most)).chain(calendars.iter().map(|it| Value::from(*it)));
        sql::value(self.read(), &select, values).await
    }

    /// How many people live in one of these countries, or, where `but` is said, in any other one, and
    /// leave it to their country what they keep; counted up to `most`.
    ///
    /// # Errors
    /// As [`Store::occasions`].
    pub async fn living_in(&self, actor: Actor, countries: &[&str], but: bool, most: u32) -> Result<i64> {
        leave::to_read_customers(actor)?;
        if countries.is_empty() {
            return Ok(0);
        }
        let values = std::iter::once(Value::from(most)).chain(countries.iter().map(|it| Value::from(*it)));
        let rows: Vec<QueryResult> =
            sql::results(self.read(), &living_in(countries.len(), but), values).await?;
        rows.first().map_or(Ok(0), |row| sql::at(row, 0))
    }
}
