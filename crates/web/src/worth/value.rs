//! How customer value is spread, and how much of it the best customers hold.

use askama::Template;
use domain::worth::{Report, Value};

use super::{horizon, worth_word};
use crate::chart::{Figure, Format, Mark, Plot, Rule, Series, Table, Tone, X, XAxis, YAxis};
use crate::format;

/// The spread of value, or why it can't be said.
#[derive(Template)]
#[template(path = "worth/value.html")]
pub(crate) struct ValueSection {
    definition: String,
    sentence: String,
    histogram: Option<Figure>,
    lorenz: Option<Figure>,
}

impl ValueSection {
    pub(crate) fn new(report: &Report) -> Self {
        let definition = format!(
            "A customer's value is the {} expected of them over {}, discounted at {} a year.",
            worth_word(report),
            horizon(report),
            format::percent(report.discount)
        );
        let Some(value) = &report.value else {
            let sentence = "The orders can't carry an estimate of customer value; the models below say why.";
            return Self { definition, sentence: sentence.to_owned(), histogram: None, lorenz: None };
        };
        let currency = report.currency;
        let sentence = format!(
            "Together {}; {} a customer on average, and half are worth less than {}.",
            format::money(value.total, currency),
            format::money(value.mean, currency),
            format::money(value.median, currency)
        );
        Self {
            definition,
            sentence,
            histogram: (!value.histogram.is_empty()).then(|| histogram(report, value)),
            lorenz: (value.lorenz.len() > 1).then(|| lorenz(value)),
        }
    }
}

fn histogram(report: &Report, value: &Value) -> Figure {
    let currency = report.currency;
    // An edge is written with decimals only where the bins are narrower than a unit.
    let fine = value.histogram.iter().any(|bin| bin.from.fract() != 0.0);
    let edge = |edge: f64| format::decimal(edge, if fine && edge < 100.0 { 2 } else { 0 });
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
            format::percent_column(bin.value / value.total)
        } else {
            format::NONE.into()
        };
        vec![name.clone(), format::count(bin.customers), format::money(bin.value, currency), share]
    });
    let customers = value.histogram.iter().map(|bin| Some(bin.customers as f64));
    Figure {
        id: "value-spread",
        title: format!("Half of the customers are worth less than {}", format::money(value.median, currency)),
        about: match currency.code() {
            "XXX" => "Customers by value".to_owned(),
            code => format!("Customers by value, in {code}"),
        },
        table: Table::new(&["Value", "Customers", "Value together", "Share of all value"], rows),
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

fn lorenz(value: &Value) -> Figure {
    let steps = (value.lorenz.len() - 1) as f64;
    let at = |index: usize| index as f64 / steps;
    let rows = value.lorenz.iter().enumerate().map(|(index, &share)| {
        let poorest = format!("Poorest {}", format::percent(at(index)));
        vec![poorest, format::percent_column(share), format::percent_column(1.0 - share)]
    });
    let equal = (0..value.lorenz.len()).map(|index| Some(at(index)));
    let held = || value.lorenz.iter().map(|&share| Some(share));
    Figure {
        id: "value-held",
        title: format!(
            "The best tenth of customers hold {} of the value",
            format::percent(value.top_tenth_share)
        ),
        about: format!(
            "Share of all value held by the poorest customers, from the poorest on. Gini coefficient {}",
            format::decimal(value.gini, 2)
        ),
        table: Table::new(&["Customers", "They hold", "The others hold"], rows),
        plot: Plot {
            x: XAxis::Number { format: Format::PERCENT },
            xs: (0..value.lorenz.len()).map(|index| X::Number(at(index))).collect(),
            y: YAxis { format: Format::PERCENT, max: Some(1.0) },
            series: vec![
                Series::new("If all were worth the same", Mark::Line, Tone::Pale, equal).dashed(),
                Series::new("", Mark::Area, Tone::Leaf, held()),
                Series::new("As it is", Mark::Line, Tone::Leaf, held()),
            ],
            rules: vec![Rule::at_x(X::Number(0.9), "best tenth")],
            ratio: 0.42,
        },
    }
}
