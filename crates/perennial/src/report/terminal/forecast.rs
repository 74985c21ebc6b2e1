//! What is to come, and how customer value is spread.

use domain::worth::{Estimate, Report};

use crate::words::{count, money, number, percent};

/// Expected purchases and value over the horizon.
pub fn ahead(report: &Report) -> String {
    let Some(days) = report.forecast.purchase_days else { return String::new() };
    let named = if report.margin < 1.0 { "profit" } else { "revenue" };
    let value = report.forecast.value.map(|value| {
        let shown = |amount| money(amount, report.currency);
        format!(" and {} of {named} ({} to {})", shown(value.value), shown(value.low), shown(value.high))
    });
    let alive = report.customers.alive.map(|alive| {
        format!(
            "  About {} of {} customers are still alive ({} to {}).\n",
            number(alive.value, 0),
            count(report.customers.total),
            number(alive.low, 0),
            number(alive.high, 0),
        )
    });
    format!(
        "The next {} days, from the customers there are\n  {} purchase days{}, 95 % intervals.\n{}",
        report.horizon_days,
        interval(days),
        value.unwrap_or_default(),
        alive.unwrap_or_default(),
    )
}

fn interval(estimate: Estimate) -> String {
    format!("{} ({} to {})", number(estimate.value, 0), number(estimate.low, 0), number(estimate.high, 0))
}

/// How customer value is spread.
pub fn worth(report: &Report) -> String {
    let Some(value) = &report.value else { return String::new() };
    let named = if report.margin < 1.0 { "discounted profit" } else { "discounted revenue" };
    format!(
        "Customer value ({named} over {} days at {} a year)\n  {} in all, {} a customer, half below {}.\n  \
         The best tenth hold {}.\n",
        report.horizon_days,
        percent(report.discount),
        money(value.total, report.currency),
        money(value.mean, report.currency),
        money(value.median, report.currency),
        percent(value.top_tenth_share),
    )
}
