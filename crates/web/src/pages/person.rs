//! One person: who they are, how they come, how they stand, and their orders.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::ids::{OrderId, PersonId};
use domain::orders::OrderKind;
use domain::worth::Standing;
use domain::{Currency, Day, OrderChunk};
use know::worth::Scorer;
use serde::Deserialize;
use store::orders::Order;
use store::people::{Kind, Person};

use super::Shell;
use crate::access::SignedIn;
use crate::app::App;
use crate::chart::Figure;
use crate::fault::Fault;
use crate::format;
use crate::worth::Keys;
use crate::worth::person::{Strip, figures, odds, sentences};

const ORDERS: u32 = 25;

#[derive(Template)]
#[template(path = "person.html")]
struct PersonPage {
    shell: Shell,
    id: PersonId,
    sentences: Vec<String>,
    stale: bool,
    keys: Keys,
    strip: Option<Strip>,
    odds: Option<Figure>,
    identities: Vec<(&'static str, String)>,
    totals: Vec<String>,
    orders: Vec<OrderRow>,
    next: Option<OrderId>,
    first: bool,
}

struct OrderRow {
    day: String,
    source_id: String,
    source: String,
    refund: bool,
    lines: Vec<String>,
    amount: String,
}

#[derive(Deserialize)]
pub(crate) struct Asked {
    after: Option<OrderId>,
}

/// A person's page.
pub(crate) async fn person(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let id: PersonId = id.parse().map_err(|_| Fault::NotFound)?;
    let person = app.store.person(signed_in.actor, id).await?.ok_or(Fault::NotFound)?;
    let mut orders = app.store.orders_of(signed_in.actor, id, asked.after, ORDERS + 1).await?;
    let more = orders.len() > ORDERS as usize;
    orders.truncate(ORDERS as usize);
    let run = app.store.latest_run(signed_in.actor).await?;
    let currency = run.as_ref().map_or(Currency::NONE, |run| run.run.report.currency);
    let horizon = run.as_ref().map_or_else(String::new, |run| crate::worth::horizon(&run.run.report));
    let scorer = run.and_then(|run| serde_json::from_value::<Scorer>(run.run.params).ok());
    let days = purchase_days(&app.store.orders_of_people(signed_in.actor, &[id]).await?);
    let standing = person.standing.as_ref();
    Ok(super::page(&PersonPage {
        shell: Shell::new(name(&person), "/people", &signed_in),
        id,
        sentences: standing.map_or_else(Vec::new, |standing| sentences(standing, currency, &horizon)),
        stale: person.stale,
        keys: Keys(standing.map_or_else(Vec::new, |standing| figures(standing, currency))),
        strip: standing.and_then(|standing| Strip::new(standing, &days)),
        odds: standing.zip(scorer.as_ref()).and_then(|(standing, scorer)| curve(scorer, standing, &days)),
        identities: identities(&person),
        totals: totals(&person),
        next: orders.last().filter(|_| more).map(|order| order.id),
        orders: orders.iter().map(order_row).collect(),
        first: asked.after.is_none(),
    }))
}

fn name(person: &Person) -> String {
    let known = person.identities.first().map(|identity| identity.value.clone());
    if person.name.is_empty() { known.unwrap_or("Unnamed".to_owned()) } else { person.name.clone() }
}

/// Days with a purchase, in order, each once.
fn purchase_days(orders: &OrderChunk) -> Vec<Day> {
    let bought = orders.day.iter().zip(&orders.kind).filter(|(_, kind)| **kind == OrderKind::Purchase);
    let mut days: Vec<Day> = bought.map(|(&day, _)| Day(day)).collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// Odds from the first purchase until now, and from now on if nothing comes.
fn curve(scorer: &Scorer, standing: &Standing, days: &[Day]) -> Option<Figure> {
    const STEPS: u32 = 90;
    let as_of = Day(standing.first_day.0.saturating_add(standing.age_days as i32));
    let ahead = standing.overdue_after_days.map_or(180, |days| (2.0 * days) as u32).clamp(60, 730);
    let past = know::odds::over_time(scorer, days, as_of, STEPS);
    let future = know::odds::if_silent(scorer, standing, as_of, ahead, ahead.div_ceil(30));
    let plain = |odds: Vec<know::odds::Odds>| {
        odds.into_iter().map(|odds| (odds.day, odds.p_alive)).collect::<Vec<_>>()
    };
    odds(&plain(past), &plain(future), as_of)
}

fn identities(person: &Person) -> Vec<(&'static str, String)> {
    let kind = |kind| match kind {
        Kind::Email => "E-mail",
        Kind::Phone => "Phone",
        Kind::External => "Number",
        Kind::Name => "Name",
        Kind::Group => "Organisation number",
        Kind::House => "Our number",
        Kind::Anonymous => "Visitor number",
    };
    let say = |identity: &store::people::Identity| {
        let value = match identity.source.as_str() {
            "" => identity.value.clone(),
            source => format!("{} ({source})", identity.value),
        };
        (kind(identity.kind), value)
    };
    person.identities.iter().map(say).collect()
}

fn totals(person: &Person) -> Vec<String> {
    let say = |total: &store::people::Total| {
        let refunds = match total.refunds {
            0 => String::new(),
            refunds => format!(" less {}", format::plural(refunds, "refund", "refunds")),
        };
        let amount = format::money_exact(total.amount.major(), total.amount.currency);
        let purchases = format::plural(total.purchases, "purchase", "purchases");
        format!(
            "{purchases}{refunds}, {amount}, from {} to {}",
            format::day(total.first_day),
            format::day(total.last_day)
        )
    };
    person.totals.iter().map(say).collect()
}

fn order_row(order: &Order) -> OrderRow {
    let line = |line: &store::orders::Line| {
        let name = if line.name.is_empty() { &line.sku } else { &line.name };
        match line.quantity_milli {
            1000 => name.clone(),
            milli if milli % 1000 == 0 => format!("{} × {name}", format::decimal(milli as f64 / 1000.0, 0)),
            milli => format!("{} × {name}", format::decimal(milli as f64 / 1000.0, 3)),
        }
    };
    OrderRow {
        day: format::day_short(order.day),
        source_id: order.source_id.clone(),
        source: order.source.clone(),
        refund: order.kind == OrderKind::Refund,
        lines: order.lines.iter().map(line).collect(),
        amount: format::money_exact(order.amount.major(), order.amount.currency),
    }
}
