//! What a rule speaks of, read for many people at once, and nothing it does not speak of.

mod sieve;

use std::collections::HashMap;

use domain::ids::PersonId;
use domain::memory::Level;
use domain::{Actor, Day};
use sea_orm::{ConnectionTrait, QueryResult, Value as Place};
use uuid::Uuid;

use crate::{Result, Store, bulk, leave, sql};

pub use sieve::{Bound, Limit, MetBefore, Sieve, Than};

/// Most values a list of one person holds; the rest is left out.
pub const LIST_MAX: usize = 200;

/// Something a rule can speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    /// `person` or `organisation`.
    Kind,
    /// The language they are spoken to in; empty where nobody said.
    Language,
    /// Their city.
    City,
    /// Their country, as ISO 3166 names it.
    Country,
    /// How many orders they made.
    Orders,
    /// What they spent, in major units.
    Spend,
    /// The odds that they still are a customer.
    PAlive,
    /// Orders expected over the horizon.
    ExpectedOrders,
    /// Their value, in major units.
    ExpectedValue,
    /// The value at stake, in major units.
    ValueAtStake,
    /// Days between their orders by their own rhythm.
    RhythmDays,
    /// Days they are overdue.
    OverdueDays,
    /// The day of the first order, counted from 1970-01-01.
    FirstDay,
    /// The day of the last order.
    LastDay,
    /// What they are to us beside a customer.
    Stakes,
    /// The tier they are in; empty for none.
    Tier,
    /// Why they said they leave, the last time; empty for nothing.
    LeftReason,
    /// Topics they last said yes to.
    Given,
    /// Topics they last said no to.
    Refused,
    /// The codes of what they bought.
    Products,
    /// The kinds of what is remembered of them at this level.
    FactKinds(Level),
    /// What is remembered of them at this level, in our words.
    FactTexts(Level),
}

/// What a column says of somebody.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing is known.
    Absent,
    /// A count, or a day.
    Count(i64),
    /// A figure.
    Figure(f64),
    /// A word.
    Text(String),
    /// Several, at most [`LIST_MAX`].
    Texts(Vec<String>),
}

/// One person's values, in the order of the columns asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Who.
    pub person: PersonId,
    /// What the columns say.
    pub values: Vec<Value>,
}

/// Where a column stands.
enum Source {
    /// One number of the person's own rows: whether it is a figure.
    Number(&'static str, bool),
    /// One text of the person's own rows.
    Text(&'static str),
    /// Many rows: the statement up to the condition on `i.person_id`.
    List(String),
}

fn source(column: Column, today: Day) -> Source {
    use Column as C;
    let facts = |what: &str, level: Level| {
        Source::List(format!(
            "select i.person_id, f.{what} from identities i join facts f on f.identity_id = i.id
             where f.level = {} and coalesce(f.expires_on, {today} + 1) > {today} and ",
            level.number(),
            today = today.0,
        ))
    };
    let consents = |state: &str| {
        Source::List(format!(
            "select i.person_id, c.topic from identities i join consents_now c on c.identity_id = i.id
             where c.state = '{state}' and "
        ))
    };
    match column {
        C::Kind => Source::Text("p.kind"),
        C::Language => Source::Text("coalesce(r.language, '')"),
        C::City => Source::Text("coalesce(r.city, '')"),
        C::Country => Source::Text("coalesce(r.country, '')"),
        C::Orders => Source::Number("coalesce(s.orders, 0)", false),
        C::Spend => Source::Number("coalesce(s.spend, 0.0)", true),
        C::PAlive => Source::Number("s.p_alive", true),
        C::ExpectedOrders => Source::Number("s.expected_orders", true),
        C::ExpectedValue => Source::Number("s.expected_value", true),
        C::ValueAtStake => Source::Number("s.value_at_stake", true),
        C::RhythmDays => Source::Number("s.rhythm_days", true),
        C::OverdueDays => Source::Number("s.overdue_days", true),
        C::FirstDay => Source::Number("s.first_day", false),
        C::LastDay => Source::Number("s.last_day", false),
        C::Stakes => Source::List("select i.person_id, i.kind from stakes i where ".into()),
        C::Tier => Source::List(
            // The best, where a merge brought several together.
            "select i.person_id, t.name from identities i
             join memberships m on m.identity_id = i.id and m.until is null
             join tiers t on t.id = m.tier_id
             where not exists (
                 select 1 from identities j join memberships n on n.identity_id = j.id and n.until is null
                 join tiers b on b.id = n.tier_id where j.person_id = i.person_id and b.rank < t.rank) and "
                .into(),
        ),
        C::LeftReason => Source::List(
            "select i.person_id, l.reason from identities i
             join leavings l on l.identity_id = i.id and l.reason is not null
             where not exists (
                 select 1 from identities j join leavings m on m.identity_id = j.id and m.reason is not null
                 where j.person_id = i.person_id and (m.on_day, m.id) > (l.on_day, l.id)) and "
                .into(),
        ),
        C::Given => consents("given"),
        C::Refused => consents("refused"),
        C::Products => Source::List(
            "select distinct i.person_id, q.sku from identities i
             join timeline t on t.identity_id = i.id and t.kind = 'purchase'
             join order_lines l on l.order_id = t.ref_id join products q on q.id = l.product_id where "
                .into(),
        ),
        C::FactKinds(level) => facts("kind", level),
        C::FactTexts(level) => facts("text", level),
    }
}

/// Whose values are read.
enum Scope<'a> {
    /// Everybody after one, up to and with another.
    Range(Uuid, Uuid),
    /// These.
    These(&'a [Uuid]),
}

/// The statement of the values that stand in a person's own rows, and the tables it and what narrows it
/// are read from.
fn own(columns: &[Column], narrow: &Sieve, today: Day) -> (String, &'static str) {
    let mut list = String::from("p.id");
    for column in columns {
        if let Source::Number(at, _) | Source::Text(at) = source(*column, today) {
            list.push_str(", ");
            list.push_str(at);
        }
    }
    let names = |table: &str| {
        let mut all = columns.iter().copied().chain(narrow.columns());
        all.any(|column| match source(column, today) {
            Source::Number(at, _) | Source::Text(at) => at.contains(table),
            Source::List(_) => false,
        })
    };
    let (of_standing, of_profile) = (names("s."), names("r."));
    let join = match (of_standing, of_profile) {
        (true, true) => {
            "left join standings s on s.person_id = p.id left join profiles r on r.person_id = p.id"
        }
        (true, false) => "left join standings s on s.person_id = p.id",
        (false, true) => "left join profiles r on r.person_id = p.id",
        (false, false) => "",
    };
    (list, join)
}

fn row(found: &QueryResult, columns: &[Column], today: Day) -> Result<Row> {
    let mut at = 0;
    let mut values = Vec::with_capacity(columns.len());
    for column in columns {
        values.push(match source(*column, today) {
            Source::List(_) => Value::Texts(Vec::new()),
            Source::Number(_, is_figure) => {
                at += 1;
                if is_figure {
                    sql::at::<Option<f64>>(found, at)?.map_or(Value::Absent, Value::Figure)
                } else if matches!(column, Column::FirstDay | Column::LastDay) {
                    let day: Option<i32> = sql::at(found, at)?;
                    day.map_or(Value::Absent, |day| Value::Count(i64::from(day)))
                } else {
                    sql::at::<Option<i64>>(found, at)?.map_or(Value::Absent, Value::Count)
                }
            }
            Source::Text(_) => {
                at += 1;
                Value::Text(sql::at(found, at)?)
            }
        });
    }
    Ok(Row { person: PersonId(sql::at(found, 0)?), values })
}

async fn lists(
    on: &impl ConnectionTrait,
    columns: &[Column],
    scope: &Scope<'_>,
    rows: &mut [Row],
    today: Day,
) -> Result<()> {
    let by_person: HashMap<Uuid, usize> =
        rows.iter().enumerate().map(|(at, row)| (row.person.0, at)).collect();
    for (place, column) in columns.iter().enumerate() {
        let Source::List(select) = source(*column, today) else { continue };
        let found = match scope {
            Scope::Range(after, last) => {
                let ranged = format!("{select}i.person_id > $1 and i.person_id <= $2");
                sql::results(on, &ranged, [(*after).into(), (*last).into()]).await?
            }
            Scope::These(people) => {
                let ids = people.iter().map(|&id| Place::from(id)).collect();
                bulk::ask(on, &format!("{select}i.person_id in (values "), 1, ")", ids).await?
            }
        };
        for one in &found {
            let row = by_person.get(&sql::at::<Uuid>(one, 0)?).and_then(|&at| rows.get_mut(at));
            if let Some(Value::Texts(texts)) = row.and_then(|row| row.values.get_mut(place))
                && texts.len() < LIST_MAX
            {
                texts.push(sql::at(one, 1)?);
            }
        }
    }
    Ok(())
}

/// What the columns say of these people; those there are not are left out.
pub(crate) async fn of(
    on: &impl ConnectionTrait,
    columns: &[Column],
    people: &[Uuid],
    today: Day,
) -> Result<Vec<Row>> {
    let (list, join) = own(columns, &Sieve::default(), today);
    let select = format!(
        "select {list} from people p {join} where p.kind not in ('visitor', 'erased') and p.id in (values "
    );
    let ids = people.iter().map(|&id| Place::from(id)).collect();
    let found = bulk::ask(on, &select, 1, ")", ids).await?;
    let mut rows = found.iter().map(|found| row(found, columns, today)).collect::<Result<Vec<_>>>()?;
    lists(on, columns, &Scope::These(people), &mut rows, today).await?;
    Ok(rows)
}

impl Store {
    /// What the columns say of everybody but visitors and those `narrow` leaves out, in the order of their
    /// ids, those after `after`.
    /// The levels of facts among the columns are the caller's to hold to the actor's.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn audience(
        &self,
        actor: Actor,
        columns: &[Column],
        narrow: &Sieve,
        today: Day,
        after: Option<PersonId>,
        limit: u32,
    ) -> Result<Vec<Row>> {
        leave::to_read_customers(actor)?;
        let (list, join) = own(columns, narrow, today);
        let (but, left_out) = narrow.sql(today, 3);
        let select = format!(
            "select {list} from people p {join}
             where p.kind not in ('visitor', 'erased') and p.id > $1{but} order by p.id limit $2"
        );
        let after = after.map_or(Uuid::nil(), |person| person.0);
        let values = [Place::from(after), i64::from(limit).into()].into_iter().chain(left_out);
        let on = self.read().begin().await?;
        let found = sql::results(&on, &select, values).await?;
        let mut rows = found.iter().map(|found| row(found, columns, today)).collect::<Result<Vec<_>>>()?;
        let ids: Vec<Uuid> = rows.iter().map(|row| row.person.0).collect();
        let scope = match ids.last() {
            // Between those left, many may have been left out.
            Some(last) if narrow.bounds.is_empty() => Scope::Range(after, *last),
            _ => Scope::These(&ids),
        };
        lists(&on, columns, &scope, &mut rows, today).await?;
        Ok(rows)
    }

    /// What the columns say of these people; those there are not are left out.
    ///
    /// # Errors
    /// As [`Store::audience`].
    pub async fn audience_of(
        &self,
        actor: Actor,
        columns: &[Column],
        today: Day,
        people: &[PersonId],
    ) -> Result<Vec<Row>> {
        leave::to_read_customers(actor)?;
        let ids: Vec<Uuid> = people.iter().map(|person| person.0).collect();
        let on = self.read().begin().await?;
        of(&on, columns, &ids, today).await
    }
}
