//! Return rate by month, and the revenue people who had bought before brought.

use askama::Template;
use domain::worth::{Month, Report};

use crate::chart::{Figure, Format, Mark, Plot, Rule, Series, Table, Tone, X, XAxis, YAxis};
use crate::format;

/// Whether customers come back, month by month, and what they bring.
#[derive(Template)]
#[template(path = "worth/returns.html")]
pub(crate) struct ReturnSection {
    window_days: u32,
    trend: Option<String>,
    rate: Option<Figure>,
    revenue: Option<Figure>,
}

impl ReturnSection {
    pub(crate) fn new(report: &Report) -> Self {
        let months = &report.return_rate.months;
        let some = |figure: Figure| (!months.is_empty()).then_some(figure);
        Self {
            window_days: report.return_rate.window_days,
            trend: trend(months),
            rate: some(rate(report)),
            revenue: some(revenue(report)),
        }
    }
}

/// The last six mature months against the six before, by people, not by months.
fn trend(months: &[Month]) -> Option<String> {
    let mature: Vec<&Month> = months.iter().filter(|month| month.mature && month.buyers > 0).collect();
    let (earlier, recent) = mature.split_at_checked(mature.len().checked_sub(6)?)?;
    let earlier = earlier.get(earlier.len().checked_sub(6)?..)?;
    let rate = |months: &[&Month]| {
        let buyers: u64 = months.iter().map(|month| month.buyers).sum();
        months.iter().map(|month| month.returned).sum::<u64>() as f64 / buyers.max(1) as f64
    };
    let (before, now) = (rate(earlier), rate(recent));
    Some(format!(
        "Over the last six full months {} returned, over the six before {}.",
        format::percent(now),
        format::percent(before)
    ))
}

fn names(months: &[Month]) -> Vec<X> {
    months.iter().map(|month| X::Name(format::month(&month.month))).collect()
}

fn rate(report: &Report) -> Figure {
    let rates = &report.return_rate;
    let rows = rates.months.iter().map(|month| {
        let rate = month.rate.map_or(format::NONE.to_owned(), format::percent_column);
        let state = if month.mature { "" } else { "too young to judge" };
        vec![
            format::month(&month.month),
            rate,
            format::count(month.returned),
            format::count(month.buyers),
            state.to_owned(),
        ]
    });
    let series =
        Series::new("Return rate", Mark::Bar, Tone::Leaf, rates.months.iter().map(|month| month.rate))
            .pale_where("Too young to judge", rates.months.iter().map(|month| !month.mature));
    Figure {
        id: "return-rate",
        title: match rates.overall {
            Some(overall) => {
                format!("{} of buyers come back within {} days", format::percent(overall), rates.window_days)
            }
            None => format!("How many buyers come back within {} days", rates.window_days),
        },
        about: "Share of each month's buyers".to_owned(),
        plot: Plot {
            x: XAxis::Band,
            xs: names(&rates.months),
            y: YAxis::from(Format::PERCENT),
            series: vec![series],
            rules: rates
                .overall
                .map(|rate| Rule::at_y(rate, format!("{} over all full months", format::percent(rate))))
                .into_iter()
                .collect(),
            ratio: 0.34,
        },
        table: Table::new(&["Month", "Return rate", "Returned", "Buyers", "Note"], rows),
    }
}

fn revenue(report: &Report) -> Figure {
    let (months, currency) = (&report.return_rate.months, report.currency);
    let rows = months.iter().map(|month| {
        let share = if month.revenue > 0.0 {
            format::percent_column(month.repeat_revenue / month.revenue)
        } else {
            format::NONE.to_owned()
        };
        let first = month.revenue - month.repeat_revenue;
        let money = |amount| format::money_exact(amount, currency);
        vec![
            format::month(&month.month),
            share,
            money(month.repeat_revenue),
            money(first),
            format::count(month.first_time),
        ]
    });
    let repeat = |month: &Month| Some(month.repeat_revenue);
    let bars = vec![
        Series::new("From people who had bought before", Mark::Bar, Tone::Leaf, months.iter().map(repeat)),
        Series::new(
            "From first purchases",
            Mark::Bar,
            Tone::Honey,
            months.iter().map(|month| Some(month.revenue)),
        )
        .above(months.iter().map(repeat)),
    ];
    let orders = &report.orders;
    Figure {
        id: "revenue",
        title: if orders.revenue > 0.0 {
            format!(
                "Returning customers bring {} of revenue",
                format::percent(orders.repeat_revenue / orders.revenue)
            )
        } else {
            "Revenue by month".to_owned()
        },
        about: "Revenue by month, after refunds".to_owned(),
        plot: Plot {
            x: XAxis::Band,
            xs: names(months),
            y: YAxis::from(Format::money(currency)),
            series: bars,
            rules: Vec::new(),
            ratio: 0.34,
        },
        table: Table::new(
            &["Month", "Returning share", "From returning", "From first purchases", "First-time buyers"],
            rows,
        ),
    }
}
