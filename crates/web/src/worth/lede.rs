//! The opening: what there is to know, in one sentence and a few figures.

use askama::Template;
use domain::worth::Report;
use locales::Words;

use super::{Weighed, horizon, kind_of_worth};

/// The first sentence, the few that follow it, and the key figures.
#[derive(Template)]
#[template(path = "worth/lede.html")]
pub(crate) struct Lede {
    headline: Weighed,
    sentences: Vec<String>,
    keys: Keys,
}

/// Key figures in a row.
#[derive(Template)]
#[template(path = "worth/keys.html")]
pub(crate) struct Keys(pub Vec<Key>);

/// A key figure: its name, the figure, what is to be said under it.
pub(crate) struct Key {
    pub name: String,
    pub figure: String,
    pub fine: String,
    /// Whether it asks for care.
    pub alarm: bool,
}

impl Lede {
    pub(crate) fn new(words: Words, report: &Report) -> Self {
        Self {
            headline: headline(words, report),
            sentences: sentences(words, report),
            keys: Keys(keys(words, report)),
        }
    }
}

fn headline(words: Words, report: &Report) -> Weighed {
    let (total, repeat) = (report.customers.total, report.customers.repeat);
    Weighed::new(&match (total, repeat) {
        (0, _) => words.worth_lede_none(),
        (1, 0) => words.worth_lede_one_not(),
        (1, _) => words.worth_lede_one(),
        (_, 0) => words.worth_lede_nobody(total),
        (_, _) if repeat == total => words.worth_lede_all(total),
        _ => words.worth_lede_some(total, repeat),
    })
}

fn sentences(words: Words, report: &Report) -> Vec<String> {
    let mut sentences = Vec::new();
    let (orders, currency) = (&report.orders, report.currency);
    if report.customers.total == 0 {
        return vec![words.worth_bring()];
    }
    if orders.revenue > 0.0 && report.customers.repeat > 0 {
        sentences.push(words.worth_repeat_revenue(
            words.percent(orders.repeat_revenue / orders.revenue),
            words.money_about(orders.repeat_revenue, currency),
            words.money_about(orders.revenue, currency),
        ));
    }
    if let Some(gap) = report.customers.median_gap_days {
        sentences.push(words.worth_gap(words.span(gap)));
    }
    if report.care.overdue > 0 {
        let at_stake = words.money_about(report.care.value_at_stake, currency);
        sentences.push(words.worth_overdue_now(report.care.overdue, at_stake));
    }
    sentences
}

fn keys(words: Words, report: &Report) -> Vec<Key> {
    let mut keys = Vec::new();
    let mut key =
        |name: String, figure: String, fine: String, alarm| keys.push(Key { name, figure, fine, alarm });
    let (rate, currency) = (&report.return_rate, report.currency);
    let money = |amount| words.money_about(amount, currency);
    if let Some(overall) = rate.overall {
        let latest = rate.latest.map(|latest| words.worth_key_return_latest(words.percent(latest)));
        let name = words.worth_key_return(rate.window_days);
        key(name, words.percent(overall), latest.unwrap_or_default(), false);
    }
    if let Some(alive) = report.customers.alive {
        let fine = words.format_range(words.decimal(alive.low, 0), words.decimal(alive.high, 0));
        key(words.worth_key_alive(), words.decimal(alive.value, 0), fine, false);
    }
    if let Some(value) = report.forecast.value {
        let fine = words.format_range(money(value.low), money(value.high));
        let name = words.worth_key_value(kind_of_worth(report), horizon(words, report));
        key(name, money(value.value), fine, false);
    }
    if report.chosen.alive_model.is_empty() && report.care.overdue == 0 {
        return keys;
    }
    let fine = words.worth_at_stake(money(report.care.value_at_stake));
    let overdue = report.care.overdue;
    key(words.worth_key_overdue(), words.number(overdue), fine, overdue > 0);
    keys
}
