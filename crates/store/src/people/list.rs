//! The list of people and organisations, whole or of some, by name.

use std::collections::HashMap;

use domain::Actor;
use domain::ids::{PersonId, TierId};
use domain::party::PartyKind;
use sea_orm::Value;
use uuid::Uuid;

use super::{KNOWN_BY, PersonLine, line};
use crate::{Result, Store, leave, sql, standings};

/// Most people one of [`Among`] lists: the latest, or of those overdue the ones with most at stake.
pub const AMONG_MAX: u32 = 2_000;
/// Members of an organisation that are counted.
const MEMBERS_MAX: u32 = 1_000;

/// A group of people that an index gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Among {
    /// Those who are this to us, as [`Store::stakes_in_use`] names it.
    Stake(String),
    /// Those silent longer than their own rhythm lets expect.
    Overdue,
    /// Those we owe something we promised.
    Promised,
    /// Those who like to be spoken to in this language.
    Language(String),
    /// Those in this tier.
    Tier(TierId),
}

/// Whom to list.
#[derive(Clone, Debug, Default)]
pub struct PeopleFilter {
    /// Only these.
    pub kind: Option<PartyKind>,
    /// Only those of a group.
    pub among: Option<Among>,
    /// The last person of the page before.
    pub after: Option<PersonId>,
}

/// A person or organisation in the list.
#[derive(Clone, Debug)]
pub struct PartyLine {
    /// Who.
    pub line: PersonLine,
    /// Whether they are an organisation.
    pub organisation: bool,
    /// How many belong to it, where they are one; counting stops at a thousand.
    pub members: i64,
    /// What they are to us besides a customer.
    pub stakes: Vec<String>,
}

fn group(among: &Among, values: &mut Vec<Value>) -> String {
    match among {
        Among::Stake(kind) => {
            values.push(kind.as_str().into());
            format!(
                "select person_id as id from stakes where kind = ${} order by person_id desc limit {AMONG_MAX}",
                values.len()
            )
        }
        Among::Overdue => format!(
            "select person_id as id from standings where overdue_days > 0
             order by coalesce(value_at_stake, 0.0) desc, person_id desc limit {AMONG_MAX}"
        ),
        Among::Promised => format!(
            "select distinct i.person_id as id
             from (select identity_id from promises where state = 'open' and kind = 'promise'
                   order by due_day limit {AMONG_MAX}) o
             join identities i on i.id = o.identity_id"
        ),
        Among::Tier(tier) => {
            values.push(tier.0.into());
            format!(
                "select i.person_id as id from memberships m join identities i on i.id = m.identity_id
                 where m.tier_id = ${} and m.until is null limit {AMONG_MAX}",
                values.len()
            )
        }
        Among::Language(code) => {
            values.push(code.as_str().into());
            format!(
                "select person_id as id from profiles where language = ${} and language <> ''
                 order by person_id desc limit {AMONG_MAX}",
                values.len()
            )
        }
    }
}

impl Store {
    /// People and organisations by name, those after the person `filter.after`.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn parties(&self, actor: Actor, filter: &PeopleFilter, limit: u32) -> Result<Vec<PartyLine>> {
        leave::to_read_customers(actor)?;
        let from = match filter.after {
            Some(id) => self.sort_key_of(id).await?,
            None => String::new(),
        };
        let after = filter.after.map_or(Uuid::nil(), |id| id.0);
        let mut values: Vec<Value> = vec![from.into(), after.into(), limit.into()];
        // Named in the statement, so that the index of organisations is seen to serve.
        let kind = match filter.kind {
            Some(PartyKind::Person) => "kind = 'person' and kind not in ('visitor', 'erased')",
            Some(PartyKind::Organisation) => "kind = 'organisation'",
            None => "kind not in ('visitor', 'erased')",
        };
        let of_group = match &filter.among {
            Some(among) => format!("and id in (select id from ({}) chosen)", group(among, &mut values)),
            None => String::new(),
        };
        let sql = format!(
            "select p.id, p.name, {KNOWN_BY}, {}, p.kind as party_kind,
                    case when p.kind = 'organisation' then (select count(*) from (
                        select 1 as one from identities i join relations r on r.to_identity = i.id
                        where i.person_id = p.id and r.kind in ('works_at', 'part_of') limit {MEMBERS_MAX}) m)
                    else 0 end as members
             from (select id from people where {kind} and (sort_key, id) > ($1, $2) {of_group}
                   order by sort_key, id limit $3) page
             join people p on p.id = page.id left join standings on person_id = p.id
             order by p.sort_key, p.id",
            standings::COLUMNS
        );
        let rows = sql::results(self.read(), &sql, values).await?;
        let mut parties = Vec::with_capacity(rows.len());
        for row in &rows {
            let (line, organisation) =
                (line(row)?, sql::at::<String>(row, 3 + standings::WIDTH)? == "organisation");
            let members = sql::at(row, 4 + standings::WIDTH)?;
            parties.push(PartyLine { line, organisation, members, stakes: Vec::new() });
        }
        let mut stakes = self.stakes_of(parties.iter().map(|party| party.line.id)).await?;
        for party in &mut parties {
            party.stakes = stakes.remove(&party.line.id.0).unwrap_or_default();
        }
        Ok(parties)
    }

    /// Every language somebody likes to be spoken to in, one step down the index for each.
    ///
    /// # Errors
    /// As [`Store::parties`].
    pub async fn languages_in_use(&self, actor: Actor) -> Result<Vec<String>> {
        leave::to_read_customers(actor)?;
        let sql = "with recursive used (tag, place) as (
                       select min(language), 1 from profiles where language <> ''
                       union all
                       select (select min(language) from profiles where language > tag and language <> ''), place + 1
                       from used where tag is not null and place < 100)
                   select tag from used where tag is not null";
        sql::column(self.read(), sql, []).await
    }

    async fn stakes_of(&self, people: impl Iterator<Item = PersonId>) -> Result<HashMap<Uuid, Vec<String>>> {
        let values: Vec<Value> = people.map(|id| id.0.into()).collect();
        let mut found: HashMap<Uuid, Vec<String>> = HashMap::new();
        if values.is_empty() {
            return Ok(found);
        }
        let places = (1..=values.len()).map(|at| format!("${at}")).collect::<Vec<_>>().join(", ");
        let sql = format!("select person_id, kind from stakes where person_id in ({places}) order by kind");
        for row in sql::results(self.read(), &sql, values).await? {
            found.entry(sql::at(&row, 0)?).or_default().push(sql::at(&row, 1)?);
        }
        Ok(found)
    }
}
