//! What was read, who came back, what was set aside.

use std::collections::BTreeMap;

use domain::Reason;
use domain::worth::{Report, Taken};

use crate::words::{count, heading, money, percent, sparkline, table};

/// The answer in two sentences.
pub fn headline(report: &Report) -> String {
    let (orders, customers) = (&report.orders, &report.customers);
    let share = if orders.revenue > 0.0 { orders.repeat_revenue / orders.revenue } else { 0.0 };
    let gap = customers
        .median_gap_days
        .map(|days| format!(", half of the time within {} days", days.round()))
        .unwrap_or_default();
    format!(
        "{} of {} customers came back ({}){gap}.\n\
         People who had bought before brought {} of {} ({}), {} to {}.\n",
        count(customers.repeat),
        count(customers.total),
        percent(customers.repeat_share),
        money(orders.repeat_revenue, report.currency),
        money(orders.revenue, report.currency),
        percent(share),
        orders.first_day,
        orders.last_day,
    )
}

/// How each file was understood.
pub fn taken(taken: &[Taken]) -> String {
    if taken.is_empty() {
        return String::new();
    }
    let files = taken.iter().map(one_file);
    std::iter::once(heading("Read")).chain(files).collect()
}

fn one_file(file: &Taken) -> String {
    let told = |name: &str, value: &Option<String>| value.as_ref().map(|value| format!("{name} {value}"));
    let header = file.header.map(|has| if has { "a header".to_owned() } else { "no header".to_owned() });
    let facts: Vec<String> = [
        Some(file.format.clone()),
        told("preset", &file.preset),
        file.encoding.clone(),
        told("separator", &file.delimiter),
        header,
        told("decimal", &file.decimal),
        told("dates", &file.date_format),
    ]
    .into_iter()
    .flatten()
    .collect();
    let columns: Vec<String> =
        file.columns.iter().map(|(role, column)| format!("{role} = {column}")).collect();
    format!("  {}: {} rows; {}\n    {}\n", file.file, count(file.rows), facts.join(", "), columns.join(", "))
}

/// Return rate by month.
pub fn returning(report: &Report) -> String {
    let rate = &report.return_rate;
    let Some(overall) = rate.overall else {
        return format!("Return rate: no month is {} days old yet, so it can't be said.\n", rate.window_days);
    };
    let mature: Vec<Option<f64>> =
        rate.months.iter().filter(|month| month.mature).map(|month| month.rate).collect();
    let mut text = format!(
        "Return rate {}: of a month's buyers, who bought again within {} days.\n  {}\n",
        percent(overall),
        rate.window_days,
        sparkline(&mature),
    );
    let recent = rate.months.len().saturating_sub(12);
    let rows: Vec<Vec<String>> = rate.months[recent..]
        .iter()
        .map(|month| {
            let shown = month.rate.map_or_else(|| "-".to_owned(), percent);
            let repeat = if month.revenue > 0.0 { month.repeat_revenue / month.revenue } else { 0.0 };
            vec![
                month.month.clone(),
                count(month.buyers),
                count(month.first_time),
                if month.mature { shown } else { "too early".to_owned() },
                money(month.revenue, report.currency),
                percent(repeat),
            ]
        })
        .collect();
    text.push_str(&table(&["month", "buyers", "new", "returned", "revenue", "from returning"], &rows));
    text
}

/// Rows set aside, each reason with its sentence.
pub fn aside(refused: &BTreeMap<String, u64>) -> String {
    if refused.is_empty() {
        return String::new();
    }
    let total: u64 = refused.values().sum();
    let sentence = |code: &str| {
        let known = Reason::ALL.iter().find(|reason| reason.code() == code);
        known.map_or("The row names no product.", |reason| reason.sentence())
    };
    let lines =
        refused.iter().map(|(code, &rows)| format!("  {:>10}  {code}: {}\n", count(rows), sentence(code)));
    std::iter::once(heading(&format!("Set aside, {} rows", count(total)))).chain(lines).collect()
}

/// What to know before trusting the figures.
pub fn notes(report: &Report) -> String {
    report.notes.iter().map(|note| format!("Note: {note}\n")).collect()
}
