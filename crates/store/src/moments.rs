//! Whom a play's moment may find. What is read here only narrows: `act::moments` says who is met.

use domain::ids::{OrderId, PersonId};
use domain::memory::{Calendar, FactKind, LeapRule, Recurring};
use domain::plays::Score;
use domain::{Actor, Day, Instant};
use sea_orm::{QueryResult, Value};
use uuid::Uuid;

use crate::{Error, Result, Store, bulk, leave, sql};

/// A date somebody keeps every year.
#[derive(Clone, Debug, PartialEq)]
pub struct Dated {
    /// Who.
    pub person: PersonId,
    /// What it is, in our words.
    pub text: String,
    /// The date.
    pub date: Recurring,
}

/// A purchase of somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bought {
    /// Who.
    pub person: PersonId,
    /// When.
    pub at: Instant,
    /// The order.
    pub order: OrderId,
}

/// Who keeps a calendar without having said so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keepers {
    /// People of these countries.
    Of(Vec<&'static str>),
    /// People of no country, or of any but these.
    ButOf(Vec<&'static str>),
}

fn dated(row: &QueryResult) -> Result<Dated> {
    let (calendar, leap): (String, Option<String>) = (sql::at(row, 2)?, sql::at(row, 6)?);
    let calendar = Calendar::from_name(&calendar)
        .ok_or_else(|| Error::unreadable(format!("a date of the calendar '{calendar}'")))?;
    let small = |at| -> Result<u8> {
        let number: i32 = sql::at(row, at)?;
        u8::try_from(number).map_err(|_| Error::unreadable(format!("a month or day {number}")))
    };
    let leap = leap.as_deref().and_then(LeapRule::from_name);
    let date = Recurring::new(calendar, sql::at(row, 3)?, small(4)?, small(5)?, leap)?;
    Ok(Dated { person: PersonId(sql::at(row, 0)?), text: sql::at(row, 1)?, date })
}

impl Store {
    /// Ordinary facts of a kind whose date has one of these months and days of its calendar.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn dated(
        &self,
        actor: Actor,
        kind: FactKind,
        days: &[(Calendar, u8, u8)],
        today: Day,
    ) -> Result<Vec<Dated>> {
        leave::to_read_customers(actor)?;
        let values = days.iter().flat_map(|(calendar, month, day)| {
            [Value::from(calendar.name()), i32::from(*month).into(), i32::from(*day).into()]
        });
        let select = format!(
            "select i.person_id, f.text, f.calendar, f.year, f.month, f.month_day, f.leap
             from facts f join identities i on i.id = f.identity_id
             where f.kind = '{}' and f.level = 0 and coalesce(f.expires_on, {today} + 1) > {today}
               and (f.calendar, f.month, f.month_day) in (values ",
            kind.name(),
            today = today.0
        );
        let rows = bulk::ask(self.read(), &select, 3, ")", values.collect()).await?;
        rows.iter().map(dated).collect()
    }

    /// Ordinary facts of a kind whose day comes once, within the two days: who, our words, and the day.
    ///
    /// # Errors
    /// As [`Store::dated`].
    pub async fn dated_once(
        &self,
        actor: Actor,
        kind: FactKind,
        (from, until): (Day, Day),
        today: Day,
    ) -> Result<Vec<(PersonId, String, Day)>> {
        leave::to_read_customers(actor)?;
        let select = "select i.person_id, f.text, f.on_day
                      from facts f join identities i on i.id = f.identity_id
                      where f.on_day >= $1 and f.on_day <= $2 and f.kind = $3 and f.level = 0
                        and coalesce(f.expires_on, $4 + 1) > $4";
        let values: [Value; 4] = [from.0.into(), until.0.into(), kind.name().into(), today.0.into()];
        let rows = sql::results(self.read(), select, values).await?;
        rows.iter()
            .map(|row| Ok((PersonId(sql::at(row, 0)?), sql::at(row, 1)?, Day(sql::at(row, 2)?))))
            .collect()
    }

    /// Those who keep a calendar: by what they said of themselves, and where they said nothing by their
    /// country.
    ///
    /// # Errors
    /// As [`Store::dated`].
    pub async fn keepers(&self, actor: Actor, calendar: &str, by: &Keepers) -> Result<Vec<PersonId>> {
        leave::to_read_customers(actor)?;
        let own = "select distinct i.person_id from observances o join identities i on i.id = o.identity_id
                   where o.calendar = $1";
        let mut found: Vec<Uuid> = sql::column(self.read(), own, [calendar.into()]).await?;
        let (countries, is_in) = match by {
            Keepers::Of(countries) => (countries, "in"),
            Keepers::ButOf(countries) => (countries, "not in"),
        };
        if countries.is_empty() && is_in == "in" {
            return Ok(found.into_iter().map(PersonId).collect());
        }
        let places: Vec<String> = (1..=countries.len()).map(|at| format!("${at}")).collect();
        let by_country = format!(
            "select p.id from people p left join profiles r on r.person_id = p.id
             where p.kind not in ('visitor', 'erased') and coalesce(r.country, '') {is_in} ({})
               and not exists (select 1 from identities i join observances o on o.identity_id = i.id
                               where i.person_id = p.id)",
            places.join(", ")
        );
        let countries = countries.iter().map(|country| Value::from(*country));
        found.extend(sql::column::<Uuid>(self.read(), &by_country, countries).await?);
        Ok(found.into_iter().map(PersonId).collect())
    }

    /// People silent for so many of their own rhythms by a day, and the day they last bought on.
    ///
    /// # Errors
    /// As [`Store::dated`].
    pub async fn silent(&self, actor: Actor, rhythms: f64, today: Day) -> Result<Vec<(PersonId, Day)>> {
        leave::to_read_customers(actor)?;
        let select = "select person_id, last_day from standings
                      where rhythm_days > 0 and last_day + $1 * rhythm_days <= $2";
        let rows = sql::results(self.read(), select, [rhythms.into(), f64::from(today.0).into()]).await?;
        rows.iter().map(|row| Ok((PersonId(sql::at(row, 0)?), Day(sql::at(row, 1)?)))).collect()
    }

    /// People a figure of whose standing is beyond a line, in the unit it is kept in, and the day they
    /// last bought on.
    ///
    /// # Errors
    /// As [`Store::dated`].
    pub async fn beyond(
        &self,
        actor: Actor,
        of: Score,
        line: f64,
        above: bool,
    ) -> Result<Vec<(PersonId, Day)>> {
        leave::to_read_customers(actor)?;
        let figure = match of {
            Score::PAlive => "p_alive",
            Score::ValueAtStake => "value_at_stake",
            Score::ExpectedValue => "expected_value",
            Score::Orders => "cast(orders as double precision)",
        };
        let than = if above { ">" } else { "<" };
        let select = format!("select person_id, last_day from standings where {figure} {than} $1");
        let rows = sql::results(self.read(), &select, [line.into()]).await?;
        rows.iter().map(|row| Ok((PersonId(sql::at(row, 0)?), Day(sql::at(row, 1)?)))).collect()
    }

    /// Purchases of those who bought from a day on, the earliest of each person first: those within the
    /// two instants, or all of them; of a product, by its code, or of any.
    ///
    /// # Errors
    /// As [`Store::dated`].
    pub async fn bought(
        &self,
        actor: Actor,
        from: Instant,
        until: Instant,
        all: bool,
        sku: Option<&str>,
    ) -> Result<Vec<Bought>> {
        leave::to_read_customers(actor)?;
        // A standing's last day is the company's; a day earlier covers every zone.
        let day = from.0.div_euclid(86_400_000_000) - 1;
        let select = "select person_id from standings where last_day >= $1 order by person_id";
        let recent: Vec<Uuid> = sql::column(self.read(), select, [day.into()]).await?;
        let since = if all { i64::MIN } else { from.0 };
        let of_product = sku.map_or("", |_| {
            " and exists (select 1 from order_lines l join products q on q.id = l.product_id
                  where l.order_id = t.ref_id and q.sku = $3)"
        });
        let mut found = Vec::new();
        for part in recent.chunks(256) {
            // The values of a statement stand before the people it asks about.
            let mut asked: Vec<Value> = vec![since.into(), until.0.into()];
            asked.extend(sku.map(Value::from));
            let first = asked.len() + 1;
            let places: Vec<String> = (0..part.len()).map(|at| format!("${}", first + at)).collect();
            asked.extend(part.iter().map(|&id| Value::from(id)));
            let select = format!(
                "select i.person_id, t.at, t.ref_id from identities i
                 join timeline t on t.identity_id = i.id and t.kind = 'purchase'
                 where t.at >= $1 and t.at <= $2{of_product} and i.person_id in ({})
                 order by i.person_id, t.at, t.ref_id",
                places.join(", ")
            );
            for row in sql::results(self.read(), &select, asked).await? {
                found.push(Bought {
                    person: PersonId(sql::at(&row, 0)?),
                    at: Instant(sql::at(&row, 1)?),
                    order: OrderId(sql::at(&row, 2)?),
                });
            }
        }
        Ok(found)
    }
}
