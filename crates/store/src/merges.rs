//! Two rows that are one person made one, and made two again.
//!
//! Nearly everything of a person hangs on an identity, so a merge moves the absorbed one's
//! identities and little else: what came by them before and what comes later follows. The few rows
//! keyed by the person itself are kept to the byte in the merge's journal, and undo puts them back.
//! Stale marks are not put back: both are scored again.

mod fields;
mod forget;
mod journal;
mod list;
mod preview;
mod undo;

use std::collections::{BTreeSet, HashMap, HashSet};

use domain::access::Action;
use domain::ids::{MergeId, PersonId};
use domain::merging::{Field, MergeRefusal};
use domain::{Actor, Instant, Permit};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use crate::people::KNOWN_BY;
use crate::{Result, Store, audit, bulk, gestures, leave, parties, sql, terms, webhooks};
use fields::Fields;
use journal::{PEOPLE, PROFILES, RELATIONS, Row, STAKES, STANDINGS, SUGGESTIONS};

pub(crate) use forget::forget;
pub use list::{MergeFilter, MergeLine};
pub use preview::{Choice, Preview, Side};
pub use undo::UndoneMerge;

/// Everything a merge changed, as it stood.
#[derive(Debug, Serialize, Deserialize)]
struct Journal {
    /// What the absorbed one was called, or known by, for the list of merges.
    absorbed_name: String,
    /// The same of the survivor.
    survivor_name: String,
    /// The absorbed one's identities.
    identities: Vec<Uuid>,
    /// The survivor's fields before and after, and its version.
    before: Fields,
    after: Fields,
    version: i64,
    /// The absorbed one's own rows.
    person: Vec<Row>,
    profile: Vec<Row>,
    stakes: Vec<Row>,
    /// Of both.
    standings: Vec<Row>,
    suggestions: Vec<Row>,
    /// Those that would lead from one to itself, or say the same twice.
    relations: Vec<Row>,
}

#[derive(FromQueryResult)]
struct Party {
    id: Uuid,
    kind: String,
    name: String,
    known_by: String,
    version: i64,
}

impl Party {
    fn shown(&self) -> String {
        if self.name.is_empty() { self.known_by.clone() } else { self.name.clone() }
    }
}

/// Both people, and the other way round where a visitor would absorb somebody who has a name.
struct Pair {
    survivor: Party,
    absorbed: Party,
}

impl Store {
    /// Makes one of two: the survivor stays and gets everything of the absorbed one, whose row goes.
    /// Of the fields both fill, those in `taken` are the absorbed one's. A visitor never survives
    /// somebody who is no visitor; then the two change places.
    ///
    /// # Errors
    /// [`crate::Error::Merge`] where they can't be one; where the permit is not for `MergePeople`, or
    /// the database fails.
    pub async fn merge(
        &self,
        permit: &Permit,
        survivor: PersonId,
        absorbed: PersonId,
        taken: &BTreeSet<Field>,
    ) -> Result<MergeId> {
        leave::to_write(permit, Action::MergePeople)?;
        let on = self.begin().await?;
        let id = self.merge_in(&on, permit.actor(), survivor, absorbed, taken).await?;
        on.commit().await?;
        Ok(id)
    }

    /// [`Store::merge`] as a part of a larger commit.
    pub(crate) async fn merge_in(
        &self,
        on: &impl ConnectionTrait,
        actor: Actor,
        survivor: PersonId,
        absorbed: PersonId,
        taken: &BTreeSet<Field>,
    ) -> Result<MergeId> {
        let pair = pair(on, survivor, absorbed).await?;
        refuse_distinct(on, &pair).await?;
        let (survivor, absorbed) = (PersonId(pair.survivor.id), PersonId(pair.absorbed.id));
        let journal = journal_of(on, &pair, taken).await?;
        let both = || [Value::from(survivor.0), absorbed.0.into()];
        bulk::run(
            on,
            "delete from relations where id in (values ",
            1,
            ")",
            journal.relations.iter().map(|row| row.id(0).into()).collect(),
        )
        .await?;
        sql::run(on, "delete from suggestions where a = $1 or b = $1", [absorbed.0.into()]).await?;
        sql::run(on, "update identities set person_id = $1 where person_id = $2", both()).await?;
        move_terms(on, survivor, absorbed, &journal.after).await?;
        sql::run(on, "delete from people where id = $1", [absorbed.0.into()]).await?;
        fields::write(on, survivor, &journal.before, &journal.after).await?;
        let version = "update people set version = version + 1 where id = $1";
        sql::run(on, version, [survivor.0.into()]).await?;
        let mark = self.next_mark(on).await?;
        parties::mark_stale(on, std::iter::once(survivor.0), mark).await?;
        gestures::call_off_held(on, self, actor, survivor).await?;
        let id = self.inner.ids.next();
        sql::run(
            on,
            "insert into merges (id, survivor, absorbed, journal, merged_by, merged_at)
             values ($1, $2, $3, $4, $5, $6)",
            [
                id.into(),
                survivor.0.into(),
                absorbed.0.into(),
                serde_json::to_string(&journal)?.into(),
                leave::name_of(actor).into(),
                self.now().0.into(),
            ],
        )
        .await?;
        let detail = format!("absorbed {absorbed}, merge {id}");
        audit::write(on, self, actor, "person.merged", "person", Some(survivor.0), &detail).await?;
        let told = json!({ "id": survivor, "absorbed": absorbed, "merge": id });
        webhooks::tell(on, self, "person.merged", &told).await?;
        self.ask_for_doubles(on, survivor.0).await?;
        Ok(MergeId(id))
    }

    /// Who somebody is now who was merged into another, and that one perhaps into a third; `None`
    /// where they never were, or stand for themselves again.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn merged_into(&self, actor: Actor, person: PersonId) -> Result<Option<PersonId>> {
        leave::to_read_customers(actor)?;
        survivor_of(self.read(), person).await
    }
}

/// Follows merges from somebody absorbed to who is there now.
async fn survivor_of(on: &impl ConnectionTrait, person: PersonId) -> Result<Option<PersonId>> {
    let next = "select survivor from merges where absorbed = $1 and undone_at is null
                order by id desc limit 1";
    let mut found = None;
    let mut seen = HashSet::from([person.0]);
    let mut at = person.0;
    while let Some(survivor) = sql::column::<Uuid>(on, next, [at.into()]).await?.pop() {
        // Undone merges apart there is no way back, so no circle; the set only makes sure of it.
        if !seen.insert(survivor) {
            break;
        }
        (at, found) = (survivor, Some(PersonId(survivor)));
    }
    Ok(found)
}

/// Both, held until the commit, or why they can't be one.
async fn pair(on: &impl ConnectionTrait, survivor: PersonId, absorbed: PersonId) -> Result<Pair> {
    if survivor == absorbed {
        return Err(MergeRefusal::Same.into());
    }
    let both = || [Value::from(survivor.0), absorbed.0.into()];
    // Where several may write at once, whoever comes second waits here and then finds what is left.
    sql::run(on, "update people set version = version where id in ($1, $2)", both()).await?;
    let sql = format!(
        "select p.id, p.kind, p.name, {KNOWN_BY} as known_by, p.version from people p where p.id in ($1, $2)"
    );
    let mut found: HashMap<Uuid, Party> =
        sql::rows::<Party>(on, &sql, both()).await?.into_iter().map(|party| (party.id, party)).collect();
    let (Some(mut survivor), Some(mut absorbed)) = (found.remove(&survivor.0), found.remove(&absorbed.0))
    else {
        return Err(gone(on, survivor, absorbed).await?.into());
    };
    if [&survivor, &absorbed].into_iter().any(|party| party.kind == "erased") {
        return Err(MergeRefusal::Erased.into());
    }
    if survivor.kind == "visitor" && absorbed.kind != "visitor" {
        std::mem::swap(&mut survivor, &mut absorbed);
    }
    let organisations = [&survivor, &absorbed].into_iter().filter(|party| party.kind == "organisation");
    if organisations.count() == 1 {
        return Err(MergeRefusal::Kinds.into());
    }
    Ok(Pair { survivor, absorbed })
}

/// Why not both of two are there.
async fn gone(on: &impl ConnectionTrait, one: PersonId, other: PersonId) -> Result<MergeRefusal> {
    let (first, second) = (survivor_of(on, one).await?, survivor_of(on, other).await?);
    Ok(match (first, second) {
        (Some(into), _) if into == other => MergeRefusal::Same,
        (_, Some(into)) if into == one => MergeRefusal::Same,
        (Some(first), Some(second)) if first == second => MergeRefusal::Same,
        (Some(into), _) | (_, Some(into)) => MergeRefusal::Merged { into },
        (None, None) => MergeRefusal::Missing,
    })
}

/// Who said that two are different, and when.
pub(crate) const DISTINCT: &str = "select d.decided_by, cast(d.decided_at as bigint)
     from distinctions d join identities x on x.id = d.a join identities y on y.id = d.b
     where (x.person_id = $1 and y.person_id = $2) or (x.person_id = $2 and y.person_id = $1)
     order by d.decided_at limit 1";

async fn distinct(on: &impl ConnectionTrait, one: Uuid, other: Uuid) -> Result<Option<MergeRefusal>> {
    let rows = sql::results(on, DISTINCT, [one.into(), other.into()]).await?;
    let Some(row) = rows.first() else { return Ok(None) };
    Ok(Some(MergeRefusal::Distinct { by: sql::at(row, 0)?, at: Instant(sql::at(row, 1)?) }))
}

async fn refuse_distinct(on: &impl ConnectionTrait, pair: &Pair) -> Result<()> {
    match distinct(on, pair.survivor.id, pair.absorbed.id).await? {
        Some(refusal) => Err(refusal.into()),
        None => Ok(()),
    }
}

async fn journal_of(on: &impl ConnectionTrait, pair: &Pair, taken: &BTreeSet<Field>) -> Result<Journal> {
    let (survivor, absorbed) = (pair.survivor.id, pair.absorbed.id);
    let before = fields::read(on, PersonId(survivor)).await?;
    let theirs = fields::read(on, PersonId(absorbed)).await?;
    let after = fields::merged(&before, &theirs, taken);
    let of_absorbed = || vec![Value::from(absorbed)];
    let of_both = || vec![Value::from(survivor), absorbed.into()];
    let identities = "select id from identities where person_id = $1 order by id";
    Ok(Journal {
        absorbed_name: pair.absorbed.shown(),
        survivor_name: pair.survivor.shown(),
        identities: sql::column(on, identities, of_absorbed()).await?,
        before,
        after,
        version: pair.survivor.version,
        person: PEOPLE.keep(on, "id = $1", of_absorbed()).await?,
        profile: PROFILES.keep(on, "person_id = $1", of_absorbed()).await?,
        stakes: STAKES.keep(on, "person_id = $1", of_absorbed()).await?,
        standings: STANDINGS.keep(on, "person_id in ($1, $2)", of_both()).await?,
        suggestions: SUGGESTIONS.keep(on, "a in ($1, $2) or b in ($1, $2)", of_both()).await?,
        relations: needless(on, pair).await?,
    })
}

/// Relations that would lead from the survivor to itself, or say again what another says.
async fn needless(on: &impl ConnectionTrait, pair: &Pair) -> Result<Vec<Row>> {
    let (survivor, absorbed) = (pair.survivor.id, pair.absorbed.id);
    let sql = "select r.id, x.person_id, y.person_id, r.kind
               from relations r join identities x on x.id = r.from_identity
                                join identities y on y.id = r.to_identity
               where r.from_identity in (select id from identities where person_id in ($1, $2))
                  or r.to_identity in (select id from identities where person_id in ($1, $2))
               order by case when x.person_id = $2 or y.person_id = $2 then 1 else 0 end, r.id";
    let mut said: HashSet<(Uuid, Uuid, String)> = HashSet::new();
    let mut needless: Vec<Value> = Vec::new();
    for row in sql::results(on, sql, [survivor.into(), absorbed.into()]).await? {
        let merged = |person: Uuid| if person == absorbed { survivor } else { person };
        let (from, to): (Uuid, Uuid) = (sql::at(&row, 1)?, sql::at(&row, 2)?);
        let touches = from == absorbed || to == absorbed;
        let (from, to) = (merged(from), merged(to));
        let again = !said.insert((from, to, sql::at(&row, 3)?));
        if touches && (from == to || again) {
            needless.push(sql::at::<Uuid>(&row, 0)?.into());
        }
    }
    let mut rows = Vec::with_capacity(needless.len());
    for id in needless {
        rows.extend(RELATIONS.keep(on, "id = $1", vec![id]).await?);
    }
    Ok(rows)
}

/// Words of facts and numbers follow these; those of a name go with the name.
async fn move_terms(
    on: &impl ConnectionTrait,
    survivor: PersonId,
    absorbed: PersonId,
    after: &Fields,
) -> Result<()> {
    terms::forget(on, absorbed.0, absorbed.0).await?;
    let follow = "update terms set person_id = $1 where person_id = $2";
    sql::run(on, follow, [survivor.0.into(), absorbed.0.into()]).await?;
    terms::of_name(on, survivor.0, fields::value(after, Field::Name)).await
}
