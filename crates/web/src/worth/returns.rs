//! Return rate by month, and the revenue people who had bought before brought.

use askama::Template;
use domain::worth::{Month, Report};
use locales::Words;

use crate::chart::{Figure, Format, Mark, Plot, Rule, Series, Table, Tone, X, XAxis, YAxis};

/// Whether customers come back, month by month, and what they bring.
#[derive(Template)]
#[template(path = "worth/returns.html")]
pub(crate) struct ReturnSection {
    words: Words,
    window_days: u32,
    trend: Option<String>,
    rate: Option<Figure>,
    revenue: Option<Figure>,
}

impl ReturnSection {
    pub(crate) fn new(words: Words, report: &Report) -> Self {
        let months = &report.return_rate.months;
        let some = |figure: Figure| (!months.is_empty()).then_some(figure);
        Self {
            words,
            window_days: report.return_rate.window_days,
            trend: trend(words, months),
            rate: some(rate(words, report)),
            revenue: some(revenue(words, report)),
        }
    }
}

/// The last six mature months against the six before, by people, not by months.
fn trend(words: Words, months: &[Month]) -> Option<String> {
    let mature: Vec<&Month> = months.iter().filter(|month| month.mature && month.buyers > 0).collect();
    let (earlier, recent) = mature.split_at_checked(mature.len().checked_sub(6)?)?;
    let earlier = earlier.get(earlier.len().checked_sub(6)?..)?;
    let rate = |months: &[&Month]| {
        let buyers: u64 = months.iter().map(|month| month.buyers).sum();
        months.iter().map(|month| month.returned).sum::<u64>() as f64 / buyers.max(1) as f64
    };
    let (before, now) = (rate(earlier), rate(recent));
    Some(words.worth_returns_trend(words.percent(now), words.percent(before)))
}

fn names(words: Words, months: &[Month]) -> Vec<X> {
    months.iter().map(|month| X::Name(words.month_named(&month.month))).collect()
}

fn rate(words: Words, report: &Report) -> Figure {
    let rates = &report.return_rate;
    let rows = rates.months.iter().map(|month| {
        let rate = month.rate.map_or(words.none().to_owned(), |rate| words.percent_with(rate, 1));
        let state = if month.mature { String::new() } else { words.worth_too_young() };
        vec![
            words.month_named(&month.month),
            rate,
            words.number(month.returned),
            words.number(month.buyers),
            state,
        ]
    });
    let series = Series::new(
        &words.worth_return_rate(),
        Mark::Bar,
        Tone::Leaf,
        rates.months.iter().map(|month| month.rate),
    )
    .pale_where(&words.worth_too_young(), rates.months.iter().map(|month| !month.mature));
    Figure {
        words,
        id: "return-rate",
        title: match rates.overall {
            Some(overall) => words.worth_returns_title(rates.window_days, words.percent(overall)),
            None => words.worth_returns_title_unknown(rates.window_days),
        },
        about: words.worth_returns_about(),
        plot: Plot {
            x: XAxis::Band,
            xs: names(words, &rates.months),
            y: YAxis::from(Format::PERCENT),
            series: vec![series],
            rules: rates
                .overall
                .map(|rate| Rule::at_y(rate, words.worth_returns_overall(words.percent(rate))))
                .into_iter()
                .collect(),
            ratio: 0.34,
        },
        table: Table::new(
            [
                words.worth_month(),
                words.worth_return_rate(),
                words.worth_returned(),
                words.worth_buyers(),
                words.worth_note(),
            ],
            rows,
        ),
    }
}

fn revenue(words: Words, report: &Report) -> Figure {
    let (months, currency) = (&report.return_rate.months, report.currency);
    let rows = months.iter().map(|month| {
        let share = if month.revenue > 0.0 {
            words.percent_with(month.repeat_revenue / month.revenue, 1)
        } else {
            words.none().to_owned()
        };
        let first = month.revenue - month.repeat_revenue;
        let money = |amount| words.money_exact(amount, currency);
        vec![
            words.month_named(&month.month),
            share,
            money(month.repeat_revenue),
            money(first),
            words.number(month.first_time),
        ]
    });
    let repeat = |month: &Month| Some(month.repeat_revenue);
    let bars = vec![
        Series::new(&words.worth_from_before(), Mark::Bar, Tone::Leaf, months.iter().map(repeat)),
        Series::new(
            &words.worth_from_first(),
            Mark::Bar,
            Tone::Honey,
            months.iter().map(|month| Some(month.revenue)),
        )
        .above(months.iter().map(repeat)),
    ];
    let orders = &report.orders;
    Figure {
        words,
        id: "revenue",
        title: if orders.revenue > 0.0 {
            words.worth_revenue_title(words.percent(orders.repeat_revenue / orders.revenue))
        } else {
            words.worth_revenue_by_month()
        },
        about: words.worth_revenue_about(),
        plot: Plot {
            x: XAxis::Band,
            xs: names(words, months),
            y: YAxis::from(Format::money(currency)),
            series: bars,
            rules: Vec::new(),
            ratio: 0.34,
        },
        table: Table::new(
            [
                words.worth_month(),
                words.worth_returning_share(),
                words.worth_from_returning(),
                words.worth_from_first(),
                words.worth_first_time_buyers(),
            ],
            rows,
        ),
    }
}
