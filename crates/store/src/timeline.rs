//! One person's every touch, newest first: a page of entries by their index, each led to the row
//! that holds the truth, in a number of statements that does not grow with the page.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use domain::ids::{EventId, PersonId};
use domain::memory::Problem;
use domain::timeline::{Holder, Kind, Phase};
use domain::{Actor, Day, Instant};
use sea_orm::{ConnectionTrait, QueryResult, Value};
use uuid::Uuid;

use crate::gestures::{self, Gesture};
use crate::leavings::{self, Leaving};
use crate::orders::{self, Order};
use crate::promises::{self, Promise};
use crate::touches::{self, Touch};
use crate::{Error, Result, Store, bulk, leave, sql};

/// Identities one statement reads; SQLite takes 500 parts of a compound at most.
const PARTS: usize = 100;

/// Where an entry stands on a timeline; also the cursor of the page after it. Written
/// `<instant>_<kind>_<id>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// When it was.
    pub at: Instant,
    /// What it is.
    pub kind: Kind,
    /// The id of the row that holds it.
    pub id: Uuid,
}

impl Place {
    fn key(&self) -> (i64, &'static str, Uuid) {
        (self.at.0, self.kind.name(), self.id)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}_{}", self.at.0, self.kind.name(), self.id)
    }
}

impl FromStr for Place {
    type Err = Problem;

    fn from_str(text: &str) -> std::result::Result<Self, Problem> {
        let unknown =
            || Problem::Unknown { what: "place on a timeline", value: text.chars().take(60).collect() };
        let mut parts = text.split('_');
        let (Some(at), Some(kind), Some(id), None) = (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(unknown());
        };
        Ok(Self {
            at: Instant(at.parse().map_err(|_| unknown())?),
            kind: Kind::from_name(kind).ok_or_else(unknown)?,
            id: id.parse().map_err(|_| unknown())?,
        })
    }
}

/// Which entries are asked for.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Of these kinds; all where empty.
    pub kinds: Vec<Kind>,
    /// Of this phase.
    pub phase: Option<Phase>,
    /// Only those before this one.
    pub before: Option<Place>,
    /// At most so many.
    pub limit: u32,
}

/// What a shop or app told.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// Which.
    pub id: EventId,
    /// Its name, such as `Product Viewed`, or that of the page.
    pub name: String,
    /// Who told it.
    pub source: String,
    /// All that was told.
    pub content: crate::Json,
}

/// The row an entry points at.
#[derive(Clone, Debug)]
pub enum Thing {
    /// An order, with its lines.
    Order(Box<Order>),
    /// What a shop or app told.
    Event(Box<Told>),
    /// What somebody wrote down.
    Touch(Touch),
    /// A promise or a wish.
    Promise(Box<Promise>),
    /// What was done for them.
    Gesture(Box<Gesture>),
    /// Why they leave.
    Leaving(Box<Leaving>),
}

/// An entry.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Where it stands.
    pub place: Place,
    /// What it is.
    pub thing: Thing,
}

/// A page of a timeline.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// The entries, newest first.
    pub entries: Vec<Entry>,
    /// The cursor of the page after, if there is one.
    pub next: Option<Place>,
}

/// The identity an entry of this person's timeline came by.
pub(crate) async fn entry_identity(
    on: &impl ConnectionTrait,
    person: PersonId,
    kind: Kind,
    id: Uuid,
) -> Result<Uuid> {
    let sql = "select t.identity_id from identities i join timeline t on t.identity_id = i.id
               where i.person_id = $1 and t.kind = $2 and t.ref_id = $3 limit 1";
    let found = sql::column(on, sql, [person.0.into(), kind.name().into(), id.into()]).await?.pop();
    found.ok_or_else(|| Problem::NotTheirEntry.into())
}

/// The condition on `kind` and `at`.
fn condition(asked: &Asked, first: Option<Instant>) -> String {
    let listed = |kinds: &mut dyn Iterator<Item = Kind>| {
        let names: Vec<String> = kinds.map(|kind| format!("'{}'", kind.name())).collect();
        if names.is_empty() { "kind is null".to_owned() } else { format!("kind in ({})", names.join(", ")) }
    };
    let wanted = |kind: &Kind| asked.kinds.is_empty() || asked.kinds.contains(kind);
    let all = || Kind::ALL.iter().copied().filter(wanted);
    let Some(phase) = asked.phase else {
        return if asked.kinds.is_empty() { String::new() } else { format!(" and {}", listed(&mut all())) };
    };
    let own = listed(&mut all().filter(|kind| kind.phase() == Some(phase)));
    let free = listed(&mut all().filter(|kind| kind.phase().is_none()));
    match (phase, first) {
        (Phase::During, _) | (Phase::After, None) => format!(" and {own}"),
        (Phase::Before, None) => format!(" and ({own} or {free})"),
        (Phase::Before, Some(first)) => format!(" and ({own} or ({free} and at < {}))", first.0),
        (Phase::After, Some(first)) => format!(" and ({own} or ({free} and at >= {}))", first.0),
    }
}

/// The statement that merges the scans of `count` identities, whose ids are `$5` and on.
fn merged(condition: &str, count: usize) -> String {
    let part = |at: usize| {
        format!(
            "select * from (select at, kind, ref_id from timeline
             where identity_id = ${} and (at, kind, ref_id) < ($1, $2, $3){condition}
             order by at desc, kind desc, ref_id desc limit $4) part{at}",
            at + 5
        )
    };
    let parts: Vec<String> = (0..count).map(part).collect();
    format!("{} order by at desc, kind desc, ref_id desc limit $4", parts.join(" union all "))
}

impl Store {
    /// A page of a person's timeline, newest first.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn timeline(&self, actor: Actor, person: PersonId, asked: &Asked) -> Result<Page> {
        leave::to_read_customers(actor)?;
        let on = self.read();
        let of = "select id from identities where person_id = $1 order by id";
        let identities: Vec<Uuid> = sql::column(on, of, [person.0.into()]).await?;
        let first = match asked.phase {
            Some(Phase::Before | Phase::After) => first_purchase(on, &identities).await?,
            _ => None,
        };
        let condition = condition(asked, first);
        let (at, kind, id) = asked.before.map_or((i64::MAX, "\u{7f}", Uuid::max()), |place| place.key());
        let mut places = Vec::new();
        for identities in identities.chunks(PARTS) {
            let values = [at.into(), kind.into(), id.into(), i64::from(asked.limit.saturating_add(1)).into()];
            let values = values.into_iter().chain(identities.iter().map(|&id| Value::from(id)));
            let rows = sql::results(on, &merged(&condition, identities.len()), values).await?;
            places.extend(rows.iter().map(place).collect::<Result<Vec<_>>>()?);
        }
        places.sort_unstable_by(|a, b| b.key().cmp(&a.key()));
        let limit = asked.limit as usize;
        let more = places.len() > limit;
        places.truncate(limit);
        let next = places.last().copied().filter(|_| more);
        Ok(Page { entries: resolved(on, places).await?, next })
    }

    /// Where an entry stands on a person's timeline; `None` where it doesn't, or not any more.
    ///
    /// # Errors
    /// As [`Store::timeline`].
    pub async fn entry_place(
        &self,
        actor: Actor,
        person: PersonId,
        kind: Kind,
        id: Uuid,
    ) -> Result<Option<Place>> {
        leave::to_read_customers(actor)?;
        let sql = "select t.at from identities i join timeline t on t.identity_id = i.id
                   where i.person_id = $1 and t.kind = $2 and t.ref_id = $3 limit 1";
        let values = [person.0.into(), kind.name().into(), id.into()];
        let found: Option<i64> = sql::column(self.read(), sql, values).await?.pop();
        Ok(found.map(|at| Place { at: Instant(at), kind, id }))
    }

    /// The days a person bought on, in order, each once.
    ///
    /// # Errors
    /// As [`Store::timeline`].
    pub async fn purchase_days(&self, actor: Actor, person: PersonId) -> Result<Vec<Day>> {
        leave::to_read_customers(actor)?;
        let zone = self.zone(actor).await?;
        // One value crosses over from the database many times faster than ten thousand.
        let sql = "select string_agg(cast(t.at as text), ' ') from identities i
                   join timeline t on t.identity_id = i.id where i.person_id = $1 and t.kind = 'purchase'";
        let moments: Option<String> = sql::value(self.read(), sql, [person.0.into()]).await?;
        let mut moments: Vec<i64> =
            moments.iter().flat_map(|line| line.split(' ')).filter_map(|at| at.parse().ok()).collect();
        moments.sort_unstable();
        let mut days: Vec<Day> = moments.into_iter().map(|at| Instant(at).day_in(&zone)).collect();
        days.dedup();
        Ok(days)
    }
}

fn place(row: &QueryResult) -> Result<Place> {
    let kind: String = sql::at(row, 1)?;
    let kind = Kind::from_name(&kind)
        .ok_or_else(|| Error::unreadable(format!("an entry of kind '{kind}' on a timeline")))?;
    Ok(Place { at: Instant(sql::at(row, 0)?), kind, id: sql::at(row, 2)? })
}

async fn first_purchase(on: &impl ConnectionTrait, identities: &[Uuid]) -> Result<Option<Instant>> {
    let mut first = None;
    for identities in identities.chunks(PARTS) {
        let part = |at: usize| {
            format!(
                "select * from (select at from timeline where identity_id = ${} and kind = 'purchase'
                 order by at limit 1) part{at}",
                at + 1
            )
        };
        let parts: Vec<String> = (0..identities.len()).map(part).collect();
        let values = identities.iter().map(|&id| Value::from(id));
        let found: Vec<i64> = sql::column(on, &parts.join(" union all "), values).await?;
        first = found.into_iter().chain(first).min();
    }
    Ok(first.map(Instant))
}

/// Reads what the entries point at, each table once. One taken away between two reads is left out.
async fn resolved(on: &impl ConnectionTrait, places: Vec<Place>) -> Result<Vec<Entry>> {
    let ids = |holder: Holder| -> Vec<Value> {
        places.iter().filter(|place| place.kind.holder() == holder).map(|place| place.id.into()).collect()
    };
    let mut things: HashMap<Uuid, Thing> = HashMap::with_capacity(places.len());
    for order in orders::read(on, ids(Holder::Orders)).await? {
        things.insert(order.id.0, Thing::Order(Box::new(order)));
    }
    for told in read_told(on, ids(Holder::Events)).await? {
        things.insert(told.id.0, Thing::Event(Box::new(told)));
    }
    for touch in touches::read(on, ids(Holder::Touches)).await? {
        things.insert(touch.id.0, Thing::Touch(touch));
    }
    for promise in promises::read(on, ids(Holder::Promises)).await? {
        things.insert(promise.id.0, Thing::Promise(Box::new(promise)));
    }
    for gesture in gestures::read(on, ids(Holder::Gestures)).await? {
        things.insert(gesture.id.0, Thing::Gesture(Box::new(gesture)));
    }
    for leaving in leavings::read(on, ids(Holder::Leavings)).await? {
        things.insert(leaving.id.0, Thing::Leaving(Box::new(leaving)));
    }
    let entry = |place: Place| things.remove(&place.id).map(|thing| Entry { place, thing });
    Ok(places.into_iter().filter_map(entry).collect())
}

async fn read_told(on: &impl ConnectionTrait, ids: Vec<Value>) -> Result<Vec<Told>> {
    let select = "select id, name, source, content from events where id in (values ";
    let told = |row: &QueryResult| {
        let content: String = sql::at(row, 3)?;
        Ok(Told {
            id: EventId(sql::at(row, 0)?),
            name: sql::at(row, 1)?,
            source: sql::at(row, 2)?,
            content: serde_json::from_str(&content)?,
        })
    };
    bulk::ask(on, select, 1, ")", ids).await?.iter().map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_written_and_read_back() {
        let place = Place { at: Instant(-5), kind: Kind::Purchase, id: Uuid::from_u128(7) };
        assert_eq!(place.to_string().parse(), Ok(place));
        for rubbish in
            ["", "1_purchase", "x_purchase_0", "1_nothing_00000000-0000-0000-0000-000000000007", "1_2_3_4"]
        {
            assert!(rubbish.parse::<Place>().is_err(), "{rubbish}");
        }
    }

    #[test]
    fn what_has_no_phase_of_its_own_stands_before_until_the_first_purchase() {
        let asked = |phase, kinds: &[Kind]| Asked { phase, kinds: kinds.to_vec(), ..Asked::default() };
        let before = condition(&asked(Some(Phase::Before), &[Kind::Page, Kind::Call]), Some(Instant(9)));
        assert_eq!(before, " and (kind in ('page') or (kind in ('call') and at < 9))");
        let after = condition(&asked(Some(Phase::After), &[Kind::Call]), None);
        assert_eq!(after, " and kind is null");
        assert_eq!(condition(&asked(None, &[]), None), "");
    }

    #[tokio::test]
    async fn a_page_is_read_along_the_index_and_nothing_longer_than_it_is_sorted() {
        let pool = sqlx::sqlite::SqlitePoolOptions::new().max_connections(1);
        let pool = pool.connect("sqlite::memory:").await.unwrap();
        sqlx::migrate!("migrations/sqlite").run(&pool).await.unwrap();
        let explain = sqlx::AssertSqlSafe(format!("explain query plan {}", merged("", 3)));
        let plan: Vec<(i64, i64, i64, String)> = sqlx::query_as(explain).fetch_all(&pool).await.unwrap();
        let steps: Vec<&str> = plan.iter().map(|step| step.3.as_str()).collect();
        let along = "SEARCH timeline USING PRIMARY KEY (identity_id=? AND (at,kind,ref_id)<(?,?,?))";
        assert_eq!(steps.iter().filter(|step| **step == along).count(), 3, "{steps:#?}");
        // What each part found goes straight on, unsorted.
        let on = steps.windows(2).filter(|pair| pair[0] == along && pair[1].starts_with("SCAN part"));
        assert_eq!(on.count(), 3, "{steps:#?}");
    }
}
