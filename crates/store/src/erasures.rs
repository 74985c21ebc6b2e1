//! People erased: in one commit everything that says who they are is overwritten or deleted, and a receipt
//! written.
//!
//! Their row stays as a shell of the kind `erased`, and their identities as bare ids, since orders, draws
//! and certificates hang on them: figures and proofs do not change. Every list leaves the shell out.

mod again;
mod known;
mod plan;
mod traces;

use std::collections::{BTreeMap, HashSet};

use domain::access::Action;
use domain::erasure::{AskedBy, ErasureRefusal, REASON_MAX, Thing};
use domain::ids::{ErasureId, PersonId};
use domain::{Actor, Instant, Permit, memory, names};
use sea_orm::{ConnectionTrait, QueryResult, Value};
use serde_json::json;
use uuid::Uuid;

use crate::jobs::NewJob;
use crate::people::{self, Identity, Kind};
use crate::{Error, Result, Store, audit, bulk, engine, leave, merges, seals, sql, webhooks};

pub use again::{Again, Receipt, Receipts};
pub(crate) use known::{Way, erased, without_erased};
use traces::Traces;

/// The job that overwrites what an erasure left behind in the database's own log.
pub const SHRED: &str = "store.shred";
/// Words of a name shorter than this may stand in a reason.
const NAME_MIN: usize = 4;

/// How much we hold of a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// Of what.
    pub thing: Thing,
    /// How many rows.
    pub count: u64,
}

/// Whom to erase, who asked, and why.
#[derive(Clone, Copy, Debug)]
pub struct NewErasure<'a> {
    /// Whom.
    pub person: PersonId,
    /// Who asked for it.
    pub asked_by: AskedBy,
    /// Why, without saying who they are.
    pub reason: &'a str,
}

/// The receipt of an erasure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erasure {
    /// Its id; also the cursor of the page after it.
    pub id: ErasureId,
    /// Its number, from 1.
    pub number: i64,
    /// Who it was: an id that leads to nobody any more.
    pub person: PersonId,
    /// Who asked for it.
    pub asked_by: AskedBy,
    /// Why.
    pub reason: String,
    /// Who did it: `staff <id>`, `key <id>`, `operator`.
    pub erased_by: String,
    /// When.
    pub erased_at: Instant,
    /// How much there was of each thing.
    pub counts: Vec<Held>,
    /// By how many ways they were known; of each a keyed digest is kept.
    pub ways: u64,
}

const COLUMNS: &str = "e.id, e.number, e.person_id, e.asked_by, e.reason, e.erased_by, e.erased_at, e.counts,
     (select count(*) from erased_identities i where i.erasure_id = e.id)";

fn erasure(row: &QueryResult) -> Result<Erasure> {
    let (asked_by, counts): (String, String) = (sql::at(row, 3)?, sql::at(row, 7)?);
    let asked_by = AskedBy::from_name(&asked_by);
    let counts: BTreeMap<Thing, u64> = serde_json::from_str(&counts)?;
    Ok(Erasure {
        id: ErasureId(sql::at(row, 0)?),
        number: sql::at(row, 1)?,
        person: PersonId(sql::at(row, 2)?),
        asked_by: asked_by.ok_or_else(|| Error::unreadable("an erasure nobody can have asked for"))?,
        reason: sql::at(row, 4)?,
        erased_by: sql::at(row, 5)?,
        erased_at: Instant(sql::at(row, 6)?),
        counts: counts.into_iter().map(|(thing, count)| Held { thing, count }).collect(),
        ways: sql::at::<i64>(row, 8)?.unsigned_abs(),
    })
}

/// The receipt by which a person was erased.
async fn of_person(on: &impl ConnectionTrait, person: PersonId) -> Result<Option<Erasure>> {
    let select = format!(
        "select {COLUMNS} from erasures e where e.person_id = $1 or e.id in (
             select w.erasure_id from identities i join erased_identities w on w.identity_id = i.id
             where i.person_id = $1)
         order by e.number limit 1"
    );
    sql::results(on, &select, [person.0.into()]).await?.first().map(erasure).transpose()
}

impl Store {
    /// What there is of a person: what an erasure takes, and what it leaves with nobody's name on it.
    ///
    /// # Errors
    /// [`Error::Erasure`] where there is no such person; where the actor may not erase people, or the
    /// database fails.
    pub async fn held_of(&self, actor: Actor, person: PersonId) -> Result<Vec<Held>> {
        leave::to_read(actor, Action::ErasePeople)?;
        there(self.read(), self, person).await?;
        plan::held(self.read(), person).await
    }

    /// Erases a person with all they were known by; the receipt. Who was erased before keeps theirs.
    ///
    /// # Errors
    /// [`Error::Erasure`] where there is no such person, they were merged into somebody, or the reason is
    /// empty, too long or says who they are; where the permit is not for `ErasePeople`, or the database
    /// fails: then nothing was erased.
    pub async fn erase(&self, permit: &Permit, new: &NewErasure<'_>) -> Result<ErasureId> {
        leave::to_write(permit, Action::ErasePeople)?;
        let reason = memory::note(new.reason, REASON_MAX)?;
        if reason.is_empty() {
            return Err(ErasureRefusal::NoReason.into());
        }
        let on = self.begin().await?;
        if let Some(before) = of_person(&on, new.person).await? {
            return Ok(before.id);
        }
        let name = there(&on, self, new.person).await?;
        let identities = people::identities(&on, new.person).await?;
        if says_who(&reason, &name, &identities) {
            return Err(ErasureRefusal::Named.into());
        }
        let receipt = Receipt {
            id: ErasureId(self.inner.ids.next()),
            number: 0,
            person: new.person,
            asked_by: new.asked_by,
            reason,
            erased_by: leave::name_of(permit.actor()),
            erased_at: self.now(),
            counts: BTreeMap::new(),
            ways: Vec::new(),
        };
        self.erase_in(&on, permit.actor(), &receipt, new.person).await?;
        on.commit().await?;
        Ok(receipt.id)
    }

    /// Erases one person under a receipt, which is written where it does not stand yet.
    async fn erase_in(
        &self,
        on: &impl ConnectionTrait,
        actor: Actor,
        receipt: &Receipt,
        person: PersonId,
    ) -> Result<()> {
        engine::overwrite_deleted(on).await?;
        let identities = people::identities(on, person).await?;
        let key = seals::of(on, self, seals::ERASURES).await?;
        let held = plan::held(on, person).await?;
        let number = again::write(on, receipt, &held).await?;
        let ways = identities.iter().map(|one| (known::digest_of(&key, one), one.id));
        again::write_ways(on, receipt.id, ways).await?;
        let traces = traces_of(on, person, &identities).await?;
        let ids: HashSet<Uuid> = identities.iter().map(|one| one.id.0).collect();
        merges::forget(on, person.0, &ids).await?;
        plan::clear(on, person, self.now().0).await?;
        traces.remove(on).await?;
        shell(on, person, &identities).await?;
        let detail = format!("receipt {number}");
        audit::write(on, self, actor, "person.erased", "person", Some(person.0), &detail).await?;
        webhooks::tell(on, self, "person.erased", &json!({ "id": person, "erasure": receipt.id })).await?;
        let job = NewJob { kind: SHRED, unique_key: Some("all"), payload: json!({}), run_after: None };
        self.enqueue_in(on, &job).await?;
        Ok(())
    }

    /// Overwrites what erasures left behind in the database's own log, so far as nobody reads in it just
    /// now; whether all of it is gone. PostgreSQL does its own in its own time.
    ///
    /// # Errors
    /// Where the permit is not for `RunJobs`, or the database fails.
    pub async fn shred(&self, permit: &Permit) -> Result<bool> {
        leave::to_write(permit, Action::RunJobs)?;
        self.inner.write.shred().await
    }

    /// Receipts, the latest first, those before the receipt `after`.
    ///
    /// # Errors
    /// Where the actor may not read the audit, or the database fails.
    pub async fn erasures(&self, actor: Actor, after: Option<i64>, limit: u32) -> Result<Vec<Erasure>> {
        leave::to_read(actor, Action::ReadAudit)?;
        let select =
            format!("select {COLUMNS} from erasures e where e.number < $1 order by e.number desc limit $2");
        let values: [Value; 2] = [after.unwrap_or(i64::MAX).into(), i64::from(limit).into()];
        sql::results(self.read(), &select, values).await?.iter().map(erasure).collect()
    }

    /// One receipt.
    ///
    /// # Errors
    /// As [`Store::erasures`].
    pub async fn erasure(&self, actor: Actor, id: ErasureId) -> Result<Option<Erasure>> {
        leave::to_read(actor, Action::ReadAudit)?;
        let select = format!("select {COLUMNS} from erasures e where e.id = $1");
        let rows = sql::results(self.read(), &select, [id.0.into()]).await?;
        rows.first().map(erasure).transpose()
    }

    /// The number and the day of the receipt by which somebody was erased; `None` where they were not.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn erased(&self, actor: Actor, person: PersonId) -> Result<Option<(ErasureId, i64, Instant)>> {
        leave::to_read_customers(actor)?;
        let found = of_person(self.read(), person).await?;
        Ok(found.map(|erasure| (erasure.id, erasure.number, erasure.erased_at)))
    }
}

/// The name of a person who can be erased.
async fn there(on: &impl ConnectionTrait, store: &Store, person: PersonId) -> Result<String> {
    let select = "select name from people where id = $1 and kind <> 'erased'";
    if let Some(name) = sql::column(on, select, [person.0.into()]).await?.pop() {
        return Ok(name);
    }
    Err(match store.merged_into(Actor::System("erasures"), person).await? {
        Some(into) => ErasureRefusal::Merged { into }.into(),
        None => ErasureRefusal::Missing.into(),
    })
}

/// Whether a reason has a word of the name, or an address, in it.
fn says_who(reason: &str, name: &str, identities: &[Identity]) -> bool {
    let words: HashSet<String> = names::terms(reason).into_iter().collect();
    let lower = reason.to_lowercase();
    let long = |word: &&str| word.chars().count() >= NAME_MIN;
    name.split_whitespace().filter(long).flat_map(names::terms).any(|word| words.contains(&word))
        || identities
            .iter()
            .filter(|one| one.kind != Kind::House && one.value.chars().count() >= NAME_MIN)
            .any(|one| lower.contains(&one.value.to_lowercase()))
}

/// By what they are recognised in texts of others: their ids and those of their rows, what they were known
/// by, their name.
async fn traces_of(on: &impl ConnectionTrait, person: PersonId, identities: &[Identity]) -> Result<Traces> {
    let mut ids: HashSet<Uuid> = identities.iter().map(|one| one.id.0).collect();
    ids.insert(person.0);
    for table in ["facts", "promises", "touches", "gestures", "consents", "rests", "certificates", "leavings"]
    {
        let select = format!(
            "select r.id from identities i join {table} r on r.identity_id = i.id where i.person_id = $1"
        );
        ids.extend(sql::column::<Uuid>(on, &select, [person.0.into()]).await?);
    }
    let mut words: Vec<String> =
        sql::column(on, "select name from people where id = $1", [person.0.into()]).await?;
    words.extend(identities.iter().filter(|one| one.kind != Kind::House).map(|one| one.value.clone()));
    Ok(Traces::new(ids, words.into_iter()))
}

/// Leaves of the person a row that says nothing, and of each identity its id.
async fn shell(on: &impl ConnectionTrait, person: PersonId, identities: &[Identity]) -> Result<()> {
    let update = "update people set kind = 'erased', name = '', sort_key = '', stale = null,
                      version = version + 1 where id = $1";
    sql::run(on, update, [person.0.into()]).await?;
    for identity in identities {
        let update = "update identities set kind = 'house', source = '', value = $2 where id = $1";
        sql::run(on, update, [identity.id.0.into(), identity.id.to_string().into()]).await?;
    }
    Ok(())
}

/// Those of these identities whose person was erased within a day: who was just looked at to be met.
pub(crate) async fn just_erased(
    on: &impl ConnectionTrait,
    now: Instant,
    identities: impl Iterator<Item = Uuid>,
) -> Result<HashSet<Uuid>> {
    let lately = "select count(*) from erasures where erased_at > $1";
    let day_ago = now.plus_seconds(-24 * 60 * 60);
    if sql::value::<i64>(on, lately, [day_ago.0.into()]).await? == 0 {
        return Ok(HashSet::new());
    }
    let select = "select i.id from identities i join people p on p.id = i.person_id and p.kind = 'erased'
                  where i.id in (values ";
    let rows = bulk::ask(on, select, 1, ")", identities.map(Value::from).collect()).await?;
    rows.iter().map(|row| sql::at(row, 0)).collect()
}
