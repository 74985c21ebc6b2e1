//! What events did to orders: the rows of imports, by the same path, under the shop's own order ids,
//! so that a file and an event of one order meet.
//!
//! What a file says of an order is fuller than what events say: it stays, until an event tells of a
//! change or a cancellation.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::orders::OrderKind;
use domain::{Actor, Currency, Money};
use jiff::tz::TimeZone;
use sea_orm::{ConnectionTrait, Value};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::Fresh;
use super::told::{Happened, Sum, Told};
use crate::apply::{OrderRows, clear};
use crate::incoming::{Incoming, Recorded, find};
use crate::{Result, Store, bulk, parties, sql, webhooks};

/// One order events tell of: how it stood, how it stands.
#[derive(Default)]
struct Account {
    before: Vec<Incoming>,
    told: Told,
    /// What these events say happened.
    changed: bool,
    cancelled: bool,
}

type Accounts<'a> = BTreeMap<&'a str, BTreeMap<&'a str, Account>>;

/// Writes what the events say of orders.
pub(super) async fn write(store: &Store, on: &impl ConnectionTrait, fresh: &[Fresh<'_>]) -> Result<()> {
    let mut accounts: Accounts<'_> = BTreeMap::new();
    for each in fresh {
        if let Some(order) = &each.event.order {
            accounts.entry(each.source).or_default().entry(&order.order).or_default();
        }
    }
    if accounts.is_empty() {
        return Ok(());
    }
    let zone = store.zone(Actor::System("events")).await?;
    for (source, accounts) in &mut accounts {
        let sums = read(on, source, accounts).await?;
        for (id, account) in accounts.iter_mut() {
            account.before = account.told.orders(id, sums.get(*id).copied(), &zone);
        }
        for each in fresh.iter().filter(|each| each.source == *source) {
            let Some(order) = &each.event.order else { continue };
            let Some(account) = accounts.get_mut(order.order.as_str()) else { continue };
            account.told.hear(order, each.event.at.0, &each.event.message_id, each.identity);
            account.changed |= order.happened == Happened::Changed;
            account.cancelled |= order.happened == Happened::Cancelled;
        }
        keep(on, source, accounts).await?;
        write_rows(store, on, source, accounts, &sums, &zone).await?;
    }
    Ok(())
}

/// Reads what was told of these orders before, and what files say they came to.
async fn read(
    on: &impl ConnectionTrait,
    source: &str,
    accounts: &mut BTreeMap<&str, Account>,
) -> Result<HashMap<String, Sum>> {
    let keys = || accounts.keys().flat_map(|id| [Value::from(source), (*id).into()]).collect::<Vec<_>>();
    let with = "with wanted (source, source_id) as (values ";
    let told = ") select t.source_id, t.state from wanted
                join told_orders t on t.source = wanted.source and t.source_id = wanted.source_id";
    let rows = bulk::ask(on, with, 2, told, keys()).await?;
    let of_files = ") select o.source_id, o.amount, o.currency from wanted
                    join orders o on o.source = wanted.source and o.source_id = wanted.source_id
                    where o.kind = 'purchase' and o.import_id is not null";
    let mut sums = HashMap::new();
    for row in bulk::ask(on, with, 2, of_files, keys()).await? {
        let currency = sql::at::<String>(&row, 2)?.parse().unwrap_or(Currency::NONE);
        sums.insert(sql::at(&row, 0)?, Sum { minor: sql::at(&row, 1)?, currency, said: true });
    }
    for row in &rows {
        let (id, state): (String, String) = (sql::at(row, 0)?, sql::at(row, 1)?);
        if let Some(account) = accounts.get_mut(id.as_str()) {
            account.told = serde_json::from_str(&state)?;
        }
    }
    Ok(sums)
}

/// Keeps what was told.
async fn keep(on: &impl ConnectionTrait, source: &str, accounts: &BTreeMap<&str, Account>) -> Result<()> {
    let mut values = Vec::with_capacity(accounts.len() * 4);
    for (id, account) in accounts {
        let Some(buyer) = account.told.buyer() else { continue };
        let state = serde_json::to_string(&account.told)?;
        values.extend([Value::from(source), (*id).into(), buyer.into(), state.into()]);
    }
    let replace = " on conflict (source, source_id) do update \
                   set identity_id = excluded.identity_id, state = excluded.state";
    let insert = "insert into told_orders (source, source_id, identity_id, state) values ";
    bulk::run(on, insert, 4, replace, values).await?;
    Ok(())
}

/// Writes the rows that follow, and takes away those that no longer do.
async fn write_rows(
    store: &Store,
    on: &impl ConnectionTrait,
    source: &str,
    accounts: &BTreeMap<&str, Account>,
    sums: &HashMap<String, Sum>,
    zone: &TimeZone,
) -> Result<()> {
    let mut wanted: Vec<(Incoming, &Account)> = Vec::new();
    let mut gone: Vec<(Incoming, &Account)> = Vec::new();
    for (id, account) in accounts {
        let of_file = sums.get(*id).copied().filter(|_| !account.changed);
        let after = account.told.orders(id, of_file, zone);
        let kept: BTreeSet<&str> = after.iter().map(|order| order.source_id.as_str()).collect();
        let leaving = account.before.iter().filter(|order| !kept.contains(order.source_id.as_str()));
        gone.extend(leaving.cloned().map(|order| (order, account)));
        if account.cancelled {
            gone.push((Incoming::named(id), account));
        }
        wanted.extend(after.into_iter().map(|order| (order, account)));
    }
    let looked_for: Vec<Incoming> = wanted.iter().chain(&gone).map(|(order, _)| order.clone()).collect();
    let standing = find(on, source, &looked_for).await?;
    let mut touched: BTreeSet<Uuid> = BTreeSet::new();
    let ids = &store.inner.ids;
    let products = parties::products(on, ids, source, None, wanted.iter().map(|(order, _)| order)).await?;
    let (mut new, mut replaced, mut cleared) =
        (OrderRows::default(), OrderRows::default(), Vec::<&Recorded>::new());
    let mut told = Vec::new();
    for (order, account) in &wanted {
        let named = order.refunds.as_deref().unwrap_or(&order.source_id);
        let of_file = standing.get(named).and_then(|known| known.identity);
        let identity = account.told.bought_by().or(of_file).or(account.told.buyer());
        match standing.get(&order.source_id) {
            None => {
                let id = ids.next();
                told.extend((order.kind == OrderKind::Purchase).then(|| recorded(id, source, order)));
                new.push(id, source, order, identity, &products, None)?;
            }
            Some(known) if known.content == order.content() => continue,
            Some(known) if known.import.is_some() && !is_new_to_a_file(order, account) => continue,
            Some(known) => {
                touched.extend(known.identity);
                let identity = if known.is_erased() { known.identity } else { identity };
                cleared.push(known);
                replaced.push(known.id, source, order, identity, &products, None)?;
            }
        }
        touched.extend(identity);
    }
    let leaving = gone.iter().filter_map(|(order, account)| {
        standing.get(&order.source_id).filter(|known| known.import.is_none() || account.cancelled)
    });
    let mut leaving: Vec<&Recorded> = leaving.collect();
    leaving.sort_unstable_by_key(|known| known.id);
    leaving.dedup_by_key(|known| known.id);
    touched.extend(leaving.iter().filter_map(|known| known.identity));
    new.write(on, false).await?;
    clear(on, cleared.iter().chain(&leaving).copied()).await?;
    replaced.write(on, true).await?;
    let ids = leaving.iter().map(|known| known.id.into()).collect();
    bulk::run(on, "delete from orders where id in (values ", 1, ")", ids).await?;
    webhooks::tell_all(on, store, "order.recorded", &told).await?;
    mark_stale(store, on, touched).await
}

fn recorded(id: Uuid, source: &str, order: &Incoming) -> Json {
    let amount = Money { minor: order.amount, currency: order.currency };
    json!({ "id": id, "source": source, "source_id": order.source_id, "amount": amount })
}

/// Whether an event says what the file could not know yet.
fn is_new_to_a_file(order: &Incoming, account: &Account) -> bool {
    order.kind == OrderKind::Purchase && account.changed
}

async fn mark_stale(store: &Store, on: &impl ConnectionTrait, touched: BTreeSet<Uuid>) -> Result<()> {
    if touched.is_empty() {
        return Ok(());
    }
    let mark = store.next_mark(on).await?;
    let update = format!(
        "update people set stale = {mark} where id in (select person_id from identities where id in (values "
    );
    bulk::run(on, &update, 1, "))", touched.into_iter().map(Value::from).collect()).await?;
    Ok(())
}
