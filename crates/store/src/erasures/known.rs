//! Knowing again what is older than somebody's erasure when it comes once more, by keyed digests of what
//! they were known by.

use std::borrow::Cow;
use std::collections::HashMap;

use sea_orm::ConnectionTrait;

use crate::incoming::Incoming;
use crate::people::Identity;
use crate::{Result, bulk, seals, sql};

/// A way of knowing somebody: kind, source and value.
pub(crate) type Way<'a> = (&'static str, &'a str, &'a str);

/// The digest of a way of knowing somebody.
fn digest(key: &[u8; 32], (kind, source, value): Way<'_>) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new_keyed(key);
    for text in [kind, source, value] {
        hasher.update(&(text.len() as u64).to_le_bytes()).update(text.as_bytes());
    }
    *hasher.finalize().as_bytes()
}

/// The digest of an identity.
pub(super) fn digest_of(key: &[u8; 32], identity: &Identity) -> [u8; 32] {
    digest(key, (identity.kind.name(), &identity.source, &identity.value))
}

/// Those of these ways by which somebody erased was known, with when they were erased last.
pub(crate) async fn erased<'a>(
    on: &impl ConnectionTrait,
    ways: impl Iterator<Item = Way<'a>> + Send,
) -> Result<HashMap<Way<'a>, i64>> {
    let Some(key) = seals::find(on, seals::ERASURES).await? else { return Ok(HashMap::new()) };
    let by_digest: HashMap<[u8; 32], Way<'a>> = ways.map(|way| (digest(&key, way), way)).collect();
    let select = "select i.digest, max(e.erased_at) from erased_identities i
                  join erasures e on e.id = i.erasure_id where i.digest in (values ";
    let values = by_digest.keys().map(|digest| digest.to_vec().into()).collect();
    let mut found = HashMap::new();
    for row in bulk::ask(on, select, 1, ") group by i.digest", values).await? {
        let digest: Vec<u8> = sql::at(&row, 0)?;
        let way = <[u8; 32]>::try_from(digest).ok().and_then(|digest| by_digest.get(&digest));
        if let Some(way) = way {
            found.insert(*way, sql::at(&row, 1)?);
        }
    }
    Ok(found)
}

fn ways<'a>(source: &'a str, order: &'a Incoming) -> impl Iterator<Item = Way<'a>> {
    order.keys.iter().map(move |key| {
        (key.kind.name(), if key.kind.is_of_one_source() { source } else { "" }, key.value.as_str())
    })
}

/// The orders of a file without those of people erased after them.
pub(crate) async fn without_erased<'a>(
    on: &impl ConnectionTrait,
    source: &'a str,
    orders: &'a [Incoming],
) -> Result<Cow<'a, [Incoming]>> {
    let erased = erased(on, orders.iter().flat_map(|order| ways(source, order))).await?;
    if erased.is_empty() {
        return Ok(Cow::Borrowed(orders));
    }
    let is_older = |order: &&Incoming| {
        ways(source, order).any(|way| erased.get(&way).is_some_and(|&erased_at| order.at <= erased_at))
    };
    Ok(Cow::Owned(orders.iter().filter(|order| !is_older(order)).cloned().collect()))
}
