//! Who to care for first.

use domain::worth::Report;

use crate::words::{count, cut, money, number, percent, table};

const LINES: usize = 10;

/// People overdue by their own rhythm, the most at stake first.
pub fn overdue(report: &Report) -> String {
    let care = &report.care;
    if care.overdue == 0 {
        return "Nobody is overdue by their own rhythm.\n".to_owned();
    }
    let rows: Vec<Vec<String>> = care
        .people
        .iter()
        .take(LINES)
        .map(|person| {
            vec![
                cut(&person.customer, 28),
                format!("{} d", number(person.rhythm_days, 0)),
                format!("{} d", count(u64::from(person.silent_days))),
                percent(person.p_alive),
                money(person.spend, report.currency),
                money(person.value_at_stake, report.currency),
            ]
        })
        .collect();
    format!(
        "{} regulars are overdue by their own rhythm; {} is at stake\n{}",
        count(care.overdue),
        money(care.value_at_stake, report.currency),
        table(&["customer", "usual gap", "silent", "alive", "spent", "at stake"], &rows),
    )
}
