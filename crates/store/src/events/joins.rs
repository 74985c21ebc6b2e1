//! Visitors who turned out to be somebody known, and people who may be one though the evidence does
//! not agree.

use std::collections::HashSet;

use sea_orm::{ConnectionTrait, Value};
use uuid::Uuid;

use super::people::People;
use crate::{Result, Store, bulk, doubts, sql};

/// Drops what a human decided otherwise: two who were said to be different are neither joined nor
/// doubted again.
pub(super) async fn check(on: &impl ConnectionTrait, people: &mut People<'_>) -> Result<()> {
    let joined = people.joined.iter().map(|(visitor, person)| (*visitor, *person));
    let doubted = people.doubts.iter().map(|doubt| (doubt.a, doubt.b));
    let standing = |pair: &(Uuid, Uuid)| {
        [pair.0, pair.1].iter().all(|person| people.all.get(person).is_some_and(|it| !it.new))
    };
    let asked: HashSet<Uuid> = joined.chain(doubted).filter(standing).flat_map(|(a, b)| [a, b]).collect();
    if asked.is_empty() {
        return Ok(());
    }
    let rows = bulk::ask(
        on,
        "select a.person_id, b.person_id from distinctions d
         join identities a on a.id = d.a join identities b on b.id = d.b
         where a.person_id in (values ",
        1,
        ")",
        asked.into_iter().map(Value::from).collect(),
    )
    .await?;
    let mut different: HashSet<(Uuid, Uuid)> = HashSet::with_capacity(rows.len() * 2);
    for row in &rows {
        let (a, b): (Uuid, Uuid) = (sql::at(row, 0)?, sql::at(row, 1)?);
        different.extend([(a, b), (b, a)]);
    }
    people.joined.retain(|visitor, person| !different.contains(&(*visitor, *person)));
    people.doubts.retain(|doubt| !different.contains(&(doubt.a, doubt.b)));
    Ok(())
}

/// Moves the identities of visitors who were kept before to whom they turned out to be; the
/// visitors' own rows go, their history follows its identities.
pub(super) async fn write(store: &Store, on: &impl ConnectionTrait, people: &People<'_>) -> Result<()> {
    doubts::keep(store, on, people.doubts.iter().map(|doubt| (doubt.claimed, doubt.claimant))).await?;
    let doubted = people.doubts.iter().map(|doubt| (doubt.a, doubt.b, doubt.kind.to_owned()));
    doubts::suggest(store, on, doubted).await?;
    let kept = |visitor: &Uuid| people.all.get(visitor).is_some_and(|somebody| !somebody.new);
    let mut pairs: Vec<(Uuid, Uuid)> =
        people.joined.iter().filter(|(visitor, _)| kept(visitor)).map(|(a, b)| (*a, *b)).collect();
    if pairs.is_empty() {
        return Ok(());
    }
    pairs.sort_unstable();
    let values = || pairs.iter().flat_map(|(a, b)| [Value::from(*a), (*b).into()]).collect::<Vec<_>>();
    let visitors = || pairs.iter().map(|(visitor, _)| Value::from(*visitor)).collect::<Vec<_>>();
    let mark = store.next_mark(on).await?;
    let with = "with joined (visitor, person) as (values ";
    let stale = format!(
        ") update people set stale = {mark} where id in (
             select j.person from joined j join identities i on i.person_id = j.visitor
             join timeline t on t.identity_id = i.id where t.kind in ('purchase', 'refund'))"
    );
    bulk::run(on, with, 2, &stale, values()).await?;
    let identities = ") update identities
         set person_id = (select j.person from joined j where j.visitor = person_id)
         where person_id in (select visitor from joined)";
    bulk::run(on, with, 2, identities, values()).await?;
    bulk::run(on, "delete from suggestions where a in (values ", 1, ")", visitors()).await?;
    bulk::run(on, "delete from suggestions where b in (values ", 1, ")", visitors()).await?;
    bulk::run(on, "delete from terms where person_id in (values ", 1, ")", visitors()).await?;
    bulk::run(on, "delete from people where id in (values ", 1, ")", visitors()).await?;
    Ok(())
}
