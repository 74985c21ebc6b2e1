//! People, and the ways we know them.

pub mod edit;
pub mod list;

use std::collections::HashMap;

use domain::ids::{IdentityId, PersonId};
use domain::worth::Standing;
use domain::{Actor, Currency, Day, Money, collation};
use sea_orm::{ConnectionTrait, FromQueryResult, QueryResult, Value};
use uuid::Uuid;

use crate::{Error, Result, Store, bulk, leave, sql, standings};

/// The kind of way by which somebody is known, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// An e-mail address, lowercase; the same person in every source.
    Email,
    /// A phone number; the same person in every source.
    Phone,
    /// The source's own id of the person.
    External,
    /// No more than a name, within one source.
    Name,
    /// A group or account of a source: an organisation.
    Group,
    /// Our own id of a person made by hand, so that everybody is known by something.
    House,
    /// A visitor of a source who has not said who they are.
    Anonymous,
}

impl Kind {
    const ALL: [Self; 7] =
        [Self::Email, Self::Phone, Self::External, Self::Name, Self::Group, Self::House, Self::Anonymous];

    /// The name kept in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Phone => "phone",
            Self::External => "external",
            Self::Name => "name",
            Self::Group => "group",
            Self::House => "house",
            Self::Anonymous => "anonymous",
        }
    }

    /// Whether it holds only within the source it came from.
    #[must_use]
    pub fn is_of_one_source(self) -> bool {
        matches!(self, Self::External | Self::Name | Self::Group | Self::Anonymous)
    }

    /// The kind of a name kept in the database.
    ///
    /// # Errors
    /// Where there is none of this name.
    pub fn from_name(name: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.name() == name)
            .ok_or_else(|| Error::unreadable(format!("an identity of kind '{name}'")))
    }
}

/// One way somebody is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Its id.
    pub id: IdentityId,
    /// What it is.
    pub kind: Kind,
    /// The source it holds within; empty where it holds everywhere.
    pub source: String,
    /// The address, number, id or name.
    pub value: String,
}

/// A person in a list.
#[derive(Clone, Debug)]
pub struct PersonLine {
    /// Who; also the cursor of the page after this line.
    pub id: PersonId,
    /// Their name; empty where no source said it.
    pub name: String,
    /// The surest way we know them: e-mail, else phone, else the source's id.
    pub known_by: String,
    /// What is believed of them, once scored.
    pub standing: Option<Standing>,
}

/// What a person's orders come to in one currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Total {
    /// Purchases.
    pub purchases: u64,
    /// Refunds.
    pub refunds: u64,
    /// Purchases less refunds.
    pub amount: Money,
    /// The first day of any order.
    pub first_day: Day,
    /// The last.
    pub last_day: Day,
}

/// A person.
#[derive(Clone, Debug)]
pub struct Person {
    /// Who.
    pub id: PersonId,
    /// `person` or `organisation`, or `visitor` until they say who they are.
    pub kind: String,
    /// Their name; empty where no source said it.
    pub name: String,
    /// How often they were edited: an edit says on which version it was begun.
    pub version: i64,
    /// Every way we know them, the surest first.
    pub identities: Vec<Identity>,
    /// What is believed of them, once scored.
    pub standing: Option<Standing>,
    /// Whether orders came since they were scored.
    pub stale: bool,
}

/// How many there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromQueryResult)]
pub struct Counts {
    /// People and organisations, visitors left out.
    pub people: i64,
    /// Orders, refunds and those without a customer included.
    pub orders: i64,
    /// People whose orders changed since they were scored.
    pub stale: i64,
}

#[derive(FromQueryResult)]
struct PersonRow {
    kind: String,
    version: i64,
    name: String,
    stale: Option<i64>,
}

#[derive(FromQueryResult)]
struct IdentityRow {
    id: Uuid,
    kind: String,
    source: String,
    value: String,
}

#[derive(FromQueryResult)]
struct TotalRow {
    currency: String,
    purchases: i64,
    refunds: i64,
    amount: i64,
    first_day: i32,
    last_day: i32,
}

/// The key by which people are listed: that of their name, else of how we know them.
pub(crate) fn sort_key(name: &str, known_by: &str) -> String {
    collation::sort_key(if name.is_empty() { known_by } else { name })
}

/// The smallest text after every text that begins with `prefix`.
pub(crate) fn prefix_end(prefix: &str) -> String {
    format!("{prefix}\u{10ffff}")
}

/// The surest way a person `p` is known, for lists. Kinds sort by sureness but for the phone.
pub(crate) const KNOWN_BY: &str = "coalesce((select value from identities where person_id = p.id
     and kind not in ('house', 'anonymous') order by case kind when 'email' then 0 when 'phone' then 1 when 'external' then 2 else 3 end, id
     limit 1), '')";

/// One page of the people whose name, or whose e-mail address, begins with the text.
const BEGINNING_WITH: &str = "select id from (
         select id, sort_key from (
             select id, sort_key from people
             where kind not in ('visitor', 'erased') and sort_key >= $4 and sort_key < $5 and (sort_key, id) > ($1, $2)
             order by sort_key, id limit $3) named
         union
         select id, sort_key from (
             select p.id, p.sort_key from identities i join people p on p.id = i.person_id
             where i.kind = 'email' and i.source = '' and i.value >= $6 and i.value < $7
               and p.kind not in ('visitor', 'erased') and (p.sort_key, p.id) > ($1, $2)
             order by p.sort_key, p.id limit $3) addressed
         order by sort_key, id limit $3) found";

/// The identity by which what is made on a person's page refers to them: the first we had.
pub(crate) async fn anchor(on: &impl ConnectionTrait, person: PersonId) -> Result<Uuid> {
    let sql = "select i.id from identities i join people p on p.id = i.person_id and p.kind <> 'erased'
               where i.person_id = $1 order by i.id limit 1";
    let first = sql::column(on, sql, [person.0.into()]).await?.pop();
    first.ok_or(Error::Missing("There is no such person, or not any more; look them up again."))
}

/// The identity each of these people was first known by; of those there are not, none.
pub(crate) async fn anchors(on: &impl ConnectionTrait, people: Vec<Value>) -> Result<HashMap<Uuid, Uuid>> {
    let select = "select i.person_id, i.id from identities i
                  join people p on p.id = i.person_id and p.kind <> 'erased' where i.person_id in (values ";
    let mut first: HashMap<Uuid, Uuid> = HashMap::new();
    for row in bulk::ask(on, select, 1, ")", people).await? {
        let (person, identity): (Uuid, Uuid) = (sql::at(&row, 0)?, sql::at(&row, 1)?);
        first.entry(person).and_modify(|first| *first = identity.min(*first)).or_insert(identity);
    }
    Ok(first)
}

/// Every way somebody is known, the surest first.
pub(crate) async fn identities(on: &impl ConnectionTrait, person: PersonId) -> Result<Vec<Identity>> {
    let sql = "select id, kind, source, value from identities where person_id = $1";
    let rows: Vec<IdentityRow> = sql::rows(on, sql, [person.0.into()]).await?;
    let mut identities = rows
        .into_iter()
        .map(|row| {
            let (id, kind) = (IdentityId(row.id), Kind::from_name(&row.kind)?);
            Ok(Identity { id, kind, source: row.source, value: row.value })
        })
        .collect::<Result<Vec<_>>>()?;
    identities.sort_by(|a, b| (a.kind, &a.source, &a.value).cmp(&(b.kind, &b.source, &b.value)));
    Ok(identities)
}

/// A list's line: id, name, known by, whether there is a standing, then the standing's columns.
pub(crate) fn line(row: &QueryResult) -> Result<PersonLine> {
    let id: Uuid = sql::at(row, 0)?;
    let scored: Option<Uuid> = sql::at(row, 3)?;
    Ok(PersonLine {
        id: PersonId(id),
        name: sql::at(row, 1)?,
        known_by: sql::at(row, 2)?,
        standing: scored.map(|_| standings::row(row, 3)).transpose()?,
    })
}

impl Store {
    /// People by name, those after the person `after`; `text` is the beginning of a name or of an
    /// e-mail address, and empty for all.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn people_list(
        &self,
        actor: Actor,
        text: &str,
        after: Option<PersonId>,
        limit: u32,
    ) -> Result<Vec<PersonLine>> {
        leave::to_read_customers(actor)?;
        let from = match after {
            Some(id) => self.sort_key_of(id).await?,
            None => String::new(),
        };
        let mut values: Vec<Value> =
            vec![from.into(), after.map_or(Uuid::nil(), |id| id.0).into(), limit.into()];
        let page = match collation::beginning(text) {
            None => {
                "select id from people where kind not in ('visitor', 'erased') and (sort_key, id) > ($1, $2)
                 order by sort_key, id limit $3"
            }
            Some(named) => {
                let address = text.trim().to_lowercase();
                let end = prefix_end(&address);
                values.extend([named.start, named.end, address, end].map(Value::from));
                BEGINNING_WITH
            }
        };
        let sql = format!(
            "select p.id, p.name, {KNOWN_BY}, {} from ({page}) page join people p on p.id = page.id
             left join standings on person_id = p.id order by p.sort_key, p.id",
            standings::COLUMNS
        );
        sql::results(self.read(), &sql, values).await?.iter().map(line).collect()
    }

    /// A person, with all we know of them but their orders one by one.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn person(&self, actor: Actor, id: PersonId) -> Result<Option<Person>> {
        leave::to_read_customers(actor)?;
        let on = self.read();
        let row: Option<PersonRow> = sql::row(
            on,
            "select kind, version, name, stale from people where id = $1 and kind <> 'erased'",
            [id.0.into()],
        )
        .await?;
        let Some(row) = row else { return Ok(None) };
        let identities = identities(on, id).await?;
        let standing = format!("select {} from standings where person_id = $1", standings::COLUMNS);
        let standing = sql::results(on, &standing, [id.0.into()]).await?;
        Ok(Some(Person {
            id,
            kind: row.kind,
            name: row.name,
            version: row.version,
            identities,
            standing: standing.first().map(|row| standings::row(row, 0)).transpose()?,
            stale: row.stale.is_some(),
        }))
    }

    /// A person gone since leaves an empty key: the list then begins anew rather than end early.
    async fn sort_key_of(&self, id: PersonId) -> Result<String> {
        let key = sql::column(self.read(), "select sort_key from people where id = $1", [id.0.into()]);
        Ok(key.await?.pop().unwrap_or_default())
    }

    /// What a person's orders come to, by currency. Reads every order they have.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn totals(&self, actor: Actor, person: PersonId) -> Result<Vec<Total>> {
        leave::to_read_customers(actor)?;
        let rows: Vec<TotalRow> = sql::rows(
            self.read(),
            "select currency,
                    cast(sum(case when o.kind = 'purchase' then 1 else 0 end) as bigint) as purchases,
                    cast(sum(case when o.kind = 'refund' then 1 else 0 end) as bigint) as refunds,
                    cast(sum(amount) as bigint) as amount, min(day) as first_day, max(day) as last_day
             from identities i join timeline t on t.identity_id = i.id join orders o on o.id = t.ref_id
             where i.person_id = $1 group by currency order by currency",
            [person.0.into()],
        )
        .await?;
        rows.into_iter()
            .map(|row| {
                let currency: Currency = row.currency.parse().map_err(Error::unreadable)?;
                Ok(Total {
                    purchases: row.purchases.unsigned_abs(),
                    refunds: row.refunds.unsigned_abs(),
                    amount: Money { minor: row.amount, currency },
                    first_day: Day(row.first_day),
                    last_day: Day(row.last_day),
                })
            })
            .collect()
    }

    /// How many people and orders there are.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn counts(&self, actor: Actor) -> Result<Counts> {
        leave::to_read_customers(actor)?;
        let sql = "select (select count(*) from people where kind not in ('visitor', 'erased')) as people, (select count(*) from orders) as orders,
                          (select count(*) from people where stale is not null) as stale";
        Ok(sql::row(self.read(), sql, []).await?.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nameless_people_sort_by_how_we_know_them() {
        assert_eq!(sort_key("  Ilze  OZOLA ", "i@x.lv"), sort_key("ilze ozola", ""));
        assert_eq!(sort_key("", "I@x.lv"), sort_key("i@x.lv", ""));
        assert!("i@x" < prefix_end("i@").as_str() && prefix_end("i@").as_str() < "i@\u{10ffff}\u{10ffff}");
    }
}
