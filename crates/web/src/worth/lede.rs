//! The opening: what there is to know, in one sentence and a few figures.

use askama::Template;
use domain::worth::Report;

use super::{horizon, worth_word};
use crate::format;

/// The first sentence, the few that follow it, and the key figures.
#[derive(Template)]
#[template(path = "worth/lede.html")]
pub(crate) struct Lede {
    headline: Headline,
    sentences: Vec<String>,
    keys: Keys,
}

/// Key figures in a row.
#[derive(Template)]
#[template(path = "worth/keys.html")]
pub(crate) struct Keys(pub Vec<Key>);

/// The opening sentence, with its weight on what came back.
struct Headline {
    before: String,
    strong: String,
    after: &'static str,
}

/// A key figure: its name, the figure, what is to be said under it.
pub(crate) struct Key {
    pub name: String,
    pub figure: String,
    pub fine: String,
    /// Whether it asks for care.
    pub alarm: bool,
}

impl Lede {
    pub(crate) fn new(report: &Report) -> Self {
        Self { headline: headline(report), sentences: sentences(report), keys: Keys(keys(report)) }
    }
}

fn headline(report: &Report) -> Headline {
    let (total, repeat) = (report.customers.total, report.customers.repeat);
    let (before, strong, after) = match (total, repeat) {
        (0, _) => ("There are no customers to speak of yet.".to_owned(), String::new(), ""),
        (1, 0) => ("One customer, who has ".to_owned(), "not come back yet".to_owned(), "."),
        (1, _) => ("One customer, who ".to_owned(), "came back".to_owned(), "."),
        (_, 0) => {
            (format!("Of {} customers ", format::count(total)), "none has come back yet".to_owned(), ".")
        }
        (_, _) if repeat == total => {
            (format!("All {} customers ", format::count(total)), "came back".to_owned(), ".")
        }
        _ => {
            let strong = format!("{} came back", format::count(repeat));
            (format!("Of {} customers ", format::count(total)), strong, ".")
        }
    };
    Headline { before, strong, after }
}

fn sentences(report: &Report) -> Vec<String> {
    let mut sentences = Vec::new();
    let orders = &report.orders;
    if report.customers.total == 0 {
        return vec![
            "Bring orders of at least a few customers, and this page will say who returns.".to_owned(),
        ];
    }
    if orders.revenue > 0.0 && report.customers.repeat > 0 {
        sentences.push(format!(
            "People who had bought before brought {} of the revenue, {} of {}.",
            format::percent(orders.repeat_revenue / orders.revenue),
            format::money(orders.repeat_revenue, report.currency),
            format::money(orders.revenue, report.currency),
        ));
    }
    if let Some(gap) = report.customers.median_gap_days {
        sentences.push(format!("Between two visits of a regular usually {} pass.", format::span(gap)));
    }
    if report.care.overdue > 0 {
        let who = format::plural(report.care.overdue, "person is", "people are");
        sentences.push(format!(
            "By their own rhythm {who} overdue now, and {} is at stake with them.",
            format::money(report.care.value_at_stake, report.currency)
        ));
    }
    sentences
}

fn keys(report: &Report) -> Vec<Key> {
    let mut keys = Vec::new();
    let mut key =
        |name: String, figure: String, fine: String, alarm| keys.push(Key { name, figure, fine, alarm });
    let (rate, currency) = (&report.return_rate, report.currency);
    if let Some(overall) = rate.overall {
        let fine = match rate.latest {
            Some(latest) => format!("latest full month {}", format::percent(latest)),
            None => String::new(),
        };
        key(format!("Return within {} days", rate.window_days), format::percent(overall), fine, false);
    }
    if let Some(alive) = report.customers.alive {
        let fine = format!("{} to {}", format::count_of(alive.low), format::count_of(alive.high));
        key("Probably still customers".to_owned(), format::count_of(alive.value), fine, false);
    }
    if let Some(value) = report.forecast.value {
        let fine =
            format!("{} to {}", format::money(value.low, currency), format::money(value.high, currency));
        let name = format!("Expected {}, {}", worth_word(report), horizon(report));
        key(name, format::money(value.value, currency), fine, false);
    }
    if report.chosen.alive_model.is_empty() && report.care.overdue == 0 {
        return keys;
    }
    let fine = format!("{} at stake", format::money(report.care.value_at_stake, currency));
    key(
        "Overdue by their own rhythm".to_owned(),
        format::count(report.care.overdue),
        fine,
        report.care.overdue > 0,
    );
    keys
}
