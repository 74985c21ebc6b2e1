//! What events say of one person though it belongs to another: the evidence does not agree, so a
//! human decides. It is kept between identities, so that it follows them through merges and outlives
//! each search for duplicates.

use std::collections::BTreeMap;

use domain::ids::PersonId;
use domain::merging::{Comparison, Level, Weighed};
use sea_orm::{ConnectionTrait, Value};
use uuid::Uuid;

use crate::people::Kind;
use crate::{Result, Store, bulk, sql};

/// How probable it is that two in doubt are one: the address speaks for it, the shop's own ids against.
const EVEN: f64 = 0.5;

/// Keeps doubts: the identity claimed, and the one by which it was.
pub(crate) async fn keep(
    store: &Store,
    on: &impl ConnectionTrait,
    doubts: impl Iterator<Item = (Uuid, Uuid)>,
) -> Result<()> {
    let now = store.now().0;
    let values = doubts.flat_map(|(claimed, claimant)| [Value::from(claimed), claimant.into(), now.into()]);
    let insert = "insert into doubts (claimed, claimant, raised_at) values ";
    bulk::run(on, insert, 3, " on conflict (claimed, claimant) do nothing", values.collect()).await?;
    Ok(())
}

/// Two people in doubt, and the kind of identity one claimed of the other: of everybody, or of one.
pub(crate) async fn standing(
    on: &impl ConnectionTrait,
    of: Option<PersonId>,
) -> Result<Vec<(Uuid, Uuid, String)>> {
    let either = if of.is_some() { "and (x.person_id = $1 or y.person_id = $1)" } else { "" };
    // An address a human has taken from somebody since is of the kind `house`, and raises none.
    let sql = format!(
        "select y.person_id, x.person_id, x.kind from doubts d
         join identities x on x.id = d.claimed join identities y on y.id = d.claimant
         where x.person_id <> y.person_id and x.kind in ('email', 'phone', 'external') {either}"
    );
    let rows = sql::results(on, &sql, of.map(|person| Value::from(person.0))).await?;
    rows.iter().map(|row| Ok((sql::at(row, 0)?, sql::at(row, 1)?, sql::at(row, 2)?))).collect()
}

/// Suggests pairs in doubt, with the odds even, where nothing is suggested of them yet.
pub(crate) async fn suggest(
    store: &Store,
    on: &impl ConnectionTrait,
    doubted: impl IntoIterator<Item = (Uuid, Uuid, String)>,
) -> Result<()> {
    let mut pairs: BTreeMap<(Uuid, Uuid), Vec<Weighed>> = BTreeMap::new();
    for (a, b, kind) in doubted {
        let evidence = pairs.entry((a.min(b), a.max(b))).or_default();
        let comparison = match kind {
            kind if kind == Kind::Email.name() => Comparison::Email,
            kind if kind == Kind::Phone.name() => Comparison::Phone,
            _ => continue,
        };
        let same = Weighed { comparison, level: Level::Same, weight: 0.0 };
        if !evidence.contains(&same) {
            evidence.push(same);
        }
    }
    let mut values = Vec::with_capacity(pairs.len() * 5);
    for ((a, b), evidence) in pairs {
        let evidence = serde_json::to_string(&evidence)?;
        values.extend([Value::from(a), b.into(), EVEN.into(), evidence.into(), store.now().0.into()]);
    }
    let insert = "insert into suggestions (a, b, probability, evidence, found_at) values ";
    bulk::run(on, insert, 5, " on conflict (a, b) do nothing", values).await?;
    Ok(())
}
