//! Receipts in a file, and erasures played again on a database restored from before them.

use std::collections::{BTreeMap, HashSet};

use domain::access::Action;
use domain::erasure::{AskedBy, ErasureRefusal, Thing};
use domain::ids::{ErasureId, IdentityId, PersonId};
use domain::{Actor, Instant, Permit};
use sea_orm::{ConnectionTrait, Value};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Held, erasure};
use crate::{Error, Result, Store, bulk, leave, seals, sql};

/// A receipt as a file carries it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Its id.
    pub id: ErasureId,
    /// Its number.
    pub number: i64,
    /// Who it was.
    pub person: PersonId,
    /// Who asked for it.
    pub asked_by: AskedBy,
    /// Why.
    pub reason: String,
    /// Who did it.
    pub erased_by: String,
    /// When.
    pub erased_at: Instant,
    /// How much there was of each thing.
    pub counts: BTreeMap<Thing, u64>,
    /// The identities they were known by, and the keyed digest of each, in hexadecimal.
    pub ways: Vec<(IdentityId, String)>,
}

/// All receipts, with the key of their digests, in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipts {
    /// The key; empty where nobody was erased yet.
    pub key: String,
    /// The receipts, the first first.
    pub receipts: Vec<Receipt>,
}

/// What playing receipts again did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Again {
    /// Receipts by which somebody was erased here.
    pub erased: u64,
    /// Receipts that stood here already.
    pub known: u64,
    /// Receipts of people there are not here; kept, so that they are known again.
    pub absent: u64,
    /// Receipts that could not be played, by number.
    pub refused: Vec<(i64, ErasureRefusal)>,
    /// Whether the digests of the file are sealed with another key than this database's: then only what
    /// was known of those people here is known again.
    pub other_key: bool,
}

fn hex(bytes: &[u8]) -> String {
    <[u8; 32]>::try_from(bytes)
        .map(|bytes| blake3::Hash::from_bytes(bytes).to_hex().to_string())
        .unwrap_or_default()
}

fn bytes(hex: &str) -> Result<[u8; 32]> {
    blake3::Hash::from_hex(hex).map(Into::into).map_err(|_| Error::unreadable("a digest that is none"))
}

/// Writes a receipt, where it does not stand yet; its number.
pub(super) async fn write(on: &impl ConnectionTrait, receipt: &Receipt, held: &[Held]) -> Result<i64> {
    let stands = "select number from erasures where id = $1";
    if let Some(number) = sql::column(on, stands, [receipt.id.0.into()]).await?.pop() {
        return Ok(number);
    }
    let taken = "select count(*) from erasures where number = $1";
    let number = match sql::value::<i64>(on, taken, [receipt.number.into()]).await? {
        0 if receipt.number > 0 => receipt.number,
        _ => sql::value(on, "select coalesce(max(number), 0) + 1 from erasures", []).await?,
    };
    let counts = if receipt.counts.is_empty() {
        held.iter().map(|held| (held.thing, held.count)).collect()
    } else {
        receipt.counts.clone()
    };
    sql::run(
        on,
        "insert into erasures (id, number, person_id, asked_by, reason, erased_by, erased_at, counts)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        [
            receipt.id.0.into(),
            number.into(),
            receipt.person.0.into(),
            receipt.asked_by.name().into(),
            receipt.reason.as_str().into(),
            receipt.erased_by.as_str().into(),
            receipt.erased_at.0.into(),
            serde_json::to_string(&counts)?.into(),
        ],
    )
    .await?;
    Ok(number)
}

/// Writes by what somebody is known again.
pub(super) async fn write_ways(
    on: &impl ConnectionTrait,
    id: ErasureId,
    ways: impl Iterator<Item = ([u8; 32], IdentityId)>,
) -> Result<()> {
    let values =
        ways.flat_map(|(digest, identity)| [Value::from(digest.to_vec()), id.0.into(), identity.0.into()]);
    let insert = "insert into erased_identities (digest, erasure_id, identity_id) values ";
    let after = " on conflict (digest, erasure_id, identity_id) do nothing";
    bulk::run(on, insert, 3, after, values.collect()).await?;
    Ok(())
}

impl Store {
    /// Every receipt, to be kept apart from backups and played again after one is restored.
    ///
    /// # Errors
    /// Where the actor may not erase people, or the database fails.
    pub async fn receipts(&self, actor: Actor) -> Result<Receipts> {
        leave::to_read(actor, Action::ErasePeople)?;
        let on = self.read().begin().await?;
        let key = seals::find(&on, seals::ERASURES).await?.map(|key| hex(&key)).unwrap_or_default();
        let select = format!("select {} from erasures e order by e.number", super::COLUMNS);
        let mut receipts = Vec::new();
        for row in sql::results(&on, &select, []).await? {
            let receipt = erasure(&row)?;
            let select =
                "select identity_id, digest from erased_identities where erasure_id = $1 order by 1, 2";
            let ways = sql::results(&on, select, [receipt.id.0.into()]).await?;
            let way = |row: &sea_orm::QueryResult| -> Result<_> {
                Ok((IdentityId(sql::at(row, 0)?), hex(&sql::at::<Vec<u8>>(row, 1)?)))
            };
            receipts.push(Receipt {
                id: receipt.id,
                number: receipt.number,
                person: receipt.person,
                asked_by: receipt.asked_by,
                reason: receipt.reason,
                erased_by: receipt.erased_by,
                erased_at: receipt.erased_at,
                counts: receipt.counts.iter().map(|held| (held.thing, held.count)).collect(),
                ways: ways.iter().map(way).collect::<Result<_>>()?,
            });
        }
        Ok(Receipts { key, receipts })
    }

    /// Plays receipts again on a database restored from before them, each in one commit: whom they name
    /// is erased here too, and known again as before. Receipts that stand here change nothing.
    ///
    /// # Errors
    /// Where the permit is not for `ErasePeople`, a digest is none, or the database fails: what was
    /// played before stays, and the file can be played again.
    pub async fn erase_again(&self, permit: &Permit, file: &Receipts) -> Result<Again> {
        leave::to_write(permit, Action::ErasePeople)?;
        let mut done = Again::default();
        for receipt in &file.receipts {
            let on = self.begin().await?;
            let stands = "select count(*) from erasures where id = $1";
            if sql::value::<i64>(&on, stands, [receipt.id.0.into()]).await? > 0 {
                done.known += 1;
                continue;
            }
            let is_our_key = adopt(&on, &bytes(&file.key)?).await?;
            done.other_key |= !is_our_key;
            let people = people_of(&on, receipt).await?;
            if let Some(why) = more_than(&on, receipt, &people).await? {
                done.refused.push((receipt.number, why));
                continue;
            }
            write(&on, receipt, &[]).await?;
            if is_our_key {
                let ways = receipt.ways.iter().map(|(id, digest)| Ok((bytes(digest)?, *id)));
                write_ways(&on, receipt.id, ways.collect::<Result<Vec<_>>>()?.into_iter()).await?;
            }
            for person in &people {
                self.erase_in(&on, permit.actor(), receipt, *person).await?;
            }
            on.commit().await?;
            if people.is_empty() { done.absent += 1 } else { done.erased += 1 }
        }
        Ok(done)
    }
}

/// Takes over the key of a file where the database has none; whether both have the same now.
async fn adopt(on: &impl ConnectionTrait, key: &[u8; 32]) -> Result<bool> {
    let insert = "insert into seals (name, key) values ($1, $2) on conflict (name) do nothing";
    sql::run(on, insert, [seals::ERASURES.into(), key.to_vec().into()]).await?;
    Ok(seals::find(on, seals::ERASURES).await?.as_ref() == Some(key))
}

/// Who a receipt names here: one, several who were merged only later, or nobody.
async fn people_of(on: &impl ConnectionTrait, receipt: &Receipt) -> Result<Vec<PersonId>> {
    let ids = receipt.ways.iter().map(|(id, _)| id.0.into()).collect();
    let select = "select distinct p.id from identities i join people p on p.id = i.person_id
                  where p.kind <> 'erased' and i.id in (values ";
    let rows = bulk::ask(on, select, 1, ")", ids).await?;
    let mut found: Vec<Uuid> = rows.iter().map(|row| sql::at(row, 0)).collect::<Result<_>>()?;
    found.sort_unstable();
    found.dedup();
    Ok(found.into_iter().map(PersonId).collect())
}

/// Whether one of these people is known by more than the receipt names.
async fn more_than(
    on: &impl ConnectionTrait,
    receipt: &Receipt,
    people: &[PersonId],
) -> Result<Option<ErasureRefusal>> {
    let named: HashSet<Uuid> = receipt.ways.iter().map(|(id, _)| id.0).collect();
    for person in people {
        let select = "select id from identities where person_id = $1";
        let theirs: Vec<Uuid> = sql::column(on, select, [person.0.into()]).await?;
        if theirs.iter().any(|id| !named.contains(id)) {
            return Ok(Some(ErasureRefusal::More { person: *person }));
        }
    }
    Ok(None)
}
