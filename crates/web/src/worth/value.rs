//! How customer value is spread, and how much of it the best customers hold.

use askama::Template;
use domain::worth::{Report, Value};
use locales::Words;

use super::{horizon, kind_of_worth};
use crate::chart::{Figure, Format, Mark, Plot, Rule, Series, Table, Tone, X, XAxis, YAxis};

/// The spread of value, or why it can't be said.
#[derive(Template)]
#[template(path = "worth/value.html")]
pub(crate) struct ValueSection {
    words: Words,
    definition: String,
    sentence: String,
    histogram: Option<Figure>,
    lorenz: Option<Figure>,
}

impl ValueSection {
    pub(crate) fn new(words: Words, report: &Report) -> Self {
        let rate = words.percent(report.discount);
        let definition = words.worth_value_definition(kind_of_worth(report), horizon(words, report), rate);
        let Some(value) = &report.value else {
            let sentence = words.worth_value_absent();
            return Self { words, definition, sentence, histogram: None, lorenz: None };
        };
        let money = |amount| words.money_about(amount, report.currency);
        let sentence = words.worth_value_sentence(money(value.total), money(value.mean), money(value.median));
        Self {
            words,
            definition,
            sentence,
            histogram: (!value.histogram.is_empty()).then(|| histogram(words, report, value)),
            lorenz: (value.lorenz.len() > 1).then(|| lorenz(words, value)),
        }
    }
}

fn histogram(words: Words, report: &Report, value: &Value) -> Figure {
    let currency = report.currency;
    // An edge is written with decimals only where the bins are narrower than a unit.
    let fine = value.histogram.iter().any(|bin| bin.from.fract() != 0.0);
    let edge = |edge: f64| words.decimal(edge, if fine && edge < 100.0 { 2 } else { 0 });
    let names: Vec<String> = value
        .histogram
        .iter()
        .map(|bin| {
            bin.to.map_or_else(
                || format!("{}+", edge(bin.from)),
                |to| format!("{}–{}", edge(bin.from), edge(to)),
            )
        })
        .collect();
    let rows = value.histogram.iter().zip(&names).map(|(bin, name)| {
        let share = if value.total > 0.0 {
            words.percent_with(bin.value / value.total, 1)
        } else {
            words.none().to_owned()
        };
        vec![name.clone(), words.number(bin.customers), words.money_about(bin.value, currency), share]
    });
    let customers = value.histogram.iter().map(|bin| Some(bin.customers as f64));
    Figure {
        words,
        id: "value-spread",
        title: words.worth_value_title(words.money_about(value.median, currency)),
        about: match currency.code() {
            "XXX" => words.worth_value_about(),
            code => words.worth_value_about_in(code),
        },
        table: Table::new(
            [
                words.worth_value(),
                words.worth_customers(),
                words.worth_value_together(),
                words.worth_value_share(),
            ],
            rows,
        ),
        plot: Plot {
            x: XAxis::Band,
            xs: names.into_iter().map(X::Name).collect(),
            y: YAxis::from(Format::COUNT),
            series: vec![Series::new("", Mark::Bar, Tone::Leaf, customers)],
            rules: Vec::new(),
            ratio: 0.34,
        },
    }
}

fn lorenz(words: Words, value: &Value) -> Figure {
    let steps = (value.lorenz.len() - 1) as f64;
    let at = |index: usize| index as f64 / steps;
    let rows = value.lorenz.iter().enumerate().map(|(index, &share)| {
        let poorest = words.worth_value_poorest(words.percent(at(index)));
        vec![poorest, words.percent_with(share, 1), words.percent_with(1.0 - share, 1)]
    });
    let equal = (0..value.lorenz.len()).map(|index| Some(at(index)));
    let held = || value.lorenz.iter().map(|&share| Some(share));
    Figure {
        words,
        id: "value-held",
        title: words.worth_value_held(words.percent(value.top_tenth_share)),
        about: words.worth_value_held_about(words.decimal(value.gini, 2)),
        table: Table::new(
            [words.worth_customers(), words.worth_value_they_hold(), words.worth_value_others_hold()],
            rows,
        ),
        plot: Plot {
            x: XAxis::Number { format: Format::PERCENT },
            xs: (0..value.lorenz.len()).map(|index| X::Number(at(index))).collect(),
            y: YAxis { format: Format::PERCENT, max: Some(1.0) },
            series: vec![
                Series::new(&words.worth_value_equal(), Mark::Line, Tone::Pale, equal).dashed(),
                Series::new("", Mark::Area, Tone::Leaf, held()),
                Series::new(&words.worth_value_as_is(), Mark::Line, Tone::Leaf, held()),
            ],
            rules: vec![Rule::at_x(X::Number(0.9), words.worth_value_best_tenth())],
            ratio: 0.42,
        },
    }
}
