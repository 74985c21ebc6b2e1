//! People by name, searched by the beginning of a name or e-mail address.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::Currency;
use domain::ids::PersonId;
use serde::Deserialize;
use store::people::PersonLine;

use super::Shell;
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::Fault;
use crate::format;

const PAGE: u32 = 50;

/// A page of people; as a part of a page, its list alone.
#[derive(Template)]
#[template(path = "people.html", blocks = ["list"])]
struct PeoplePage {
    shell: Shell,
    sentence: String,
    q: String,
    people: Vec<Row>,
    next: Option<PersonId>,
    first: bool,
}

/// One person of the list.
struct Row {
    id: PersonId,
    name: String,
    known_by: String,
    last: String,
    odds: String,
    value: String,
    overdue: bool,
}

#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    q: String,
    after: Option<PersonId>,
}

/// A page of people.
pub(crate) async fn people(
    State(app): State<App>,
    signed_in: SignedIn,
    headers: HeaderMap,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let mut lines = app.store.people_list(signed_in.actor, &asked.q, asked.after, PAGE + 1).await?;
    let more = lines.len() > PAGE as usize;
    lines.truncate(PAGE as usize);
    let currency = currency(&app, &signed_in).await?;
    let counts = app.store.counts(signed_in.actor).await?;
    let page = PeoplePage {
        shell: Shell::new("People", "/people", &signed_in),
        sentence: format!(
            "{} with {}.",
            format::plural(counts.people.unsigned_abs(), "person", "people"),
            format::plural(counts.orders.unsigned_abs(), "order", "orders")
        ),
        q: asked.q,
        next: lines.last().filter(|_| more).map(|line| line.id),
        people: lines.iter().map(|line| row(line, currency)).collect(),
        first: asked.after.is_none(),
    };
    Ok(if headers.contains_key("hx-request") { super::page(&page.as_list()) } else { super::page(&page) })
}

/// The currency figures are in: of the last fit, else of the settings.
pub(crate) async fn currency(app: &App, signed_in: &SignedIn) -> Result<Currency, Fault> {
    if let Some(run) = app.store.latest_run(signed_in.actor).await? {
        return Ok(run.run.report.currency);
    }
    Ok(app.store.settings(signed_in.actor).await?.map_or(Currency::NONE, |settings| settings.currency))
}

fn row(line: &PersonLine, currency: Currency) -> Row {
    let none = || format::NONE.to_owned();
    let standing = line.standing.as_ref();
    Row {
        id: line.id,
        name: shown_name(line),
        known_by: if line.name.is_empty() { String::new() } else { line.known_by.clone() },
        last: standing.map_or_else(none, |standing| format::day_short(standing.last_day)),
        odds: standing.and_then(|standing| standing.p_alive).map_or_else(none, format::odds),
        value: standing
            .and_then(|standing| standing.expected_value)
            .map_or_else(none, |value| format::money(value.value, currency)),
        overdue: standing.and_then(|standing| standing.overdue_days).is_some_and(|days| days > 0.0),
    }
}

/// The name, or how we know them where no source said it.
pub(crate) fn shown_name(line: &PersonLine) -> String {
    [&line.name, &line.known_by]
        .into_iter()
        .find(|text| !text.is_empty())
        .cloned()
        .unwrap_or("Unnamed".to_owned())
}
