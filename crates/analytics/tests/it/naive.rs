//! The same answers in the plainest way: one loop after another over the rows as they are.

use std::collections::{BTreeMap, BTreeSet};

use domain::orders::OrderKind;
use domain::{Currency, Day};

use crate::orders::Row;

/// Purchase day to orders and net amount.
pub type Days = BTreeMap<i32, (u32, i64)>;

pub struct Naive {
    pub currency: Currency,
    pub customers: BTreeMap<String, Days>,
    pub refunds: u64,
    pub refunds_without_purchase: u64,
}

pub fn histories(rows: &[Row]) -> Naive {
    let mut by_currency: BTreeMap<Currency, usize> = BTreeMap::new();
    rows.iter().filter(|row| !row.customer.is_empty()).for_each(|row| {
        *by_currency.entry(row.currency).or_default() += 1;
    });
    let most = by_currency.values().max().copied().unwrap_or(0);
    let currency =
        by_currency.iter().find(|(_, rows)| **rows == most).map_or(Currency::NONE, |(code, _)| *code);
    let mut naive = Naive { currency, customers: BTreeMap::new(), refunds: 0, refunds_without_purchase: 0 };
    let names: BTreeSet<&String> =
        rows.iter().map(|row| &row.customer).filter(|name| !name.is_empty()).collect();
    for name in names {
        let rows: Vec<&Row> =
            rows.iter().filter(|row| row.customer == *name && row.currency == currency).collect();
        let days = days(&rows, &mut naive);
        if !days.is_empty() {
            naive.customers.insert(name.clone(), days);
        }
    }
    naive
}

fn days(rows: &[&Row], naive: &mut Naive) -> Days {
    let mut days = Days::new();
    let mut order_days: BTreeMap<&str, i32> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.kind == OrderKind::Purchase && !row.order.is_empty()) {
        let day = order_days.entry(&row.order).or_insert(row.day);
        *day = row.day.min(*day);
    }
    let mut counted: BTreeSet<&str> = BTreeSet::new();
    for row in rows.iter().filter(|row| row.kind == OrderKind::Purchase) {
        let day = days.entry(order_days.get(row.order.as_str()).copied().unwrap_or(row.day)).or_default();
        day.0 += u32::from(row.order.is_empty() || counted.insert(&row.order));
        day.1 += row.amount;
    }
    let refunds = rows.iter().filter(|row| row.kind == OrderKind::Refund);
    let (named, others): (Vec<&&Row>, Vec<&&Row>) =
        refunds.partition(|row| order_days.contains_key(row.order.as_str()));
    let mut claims: Vec<(bool, i32, i64)> =
        named.iter().map(|row| (false, order_days[row.order.as_str()], row.amount)).collect();
    claims.extend(others.iter().map(|row| (true, row.day, row.amount)));
    claims.sort_unstable();
    for (_, day, amount) in claims {
        let mut left = amount.abs();
        if days.range(..=day).next().is_none() {
            naive.refunds_without_purchase += 1;
            continue;
        }
        naive.refunds += 1;
        for (_, (_, net)) in days.range_mut(..=day).rev() {
            let taken = left.min((*net).max(0));
            *net -= taken;
            left -= taken;
        }
    }
    days
}

/// (customer, first day, last day, frequency, orders, spend, repeat spend), by customer.
pub type Summary = (String, i32, i32, u32, u32, i64, i64);

pub fn summaries(naive: &Naive, as_of: Day) -> Vec<Summary> {
    let mut summaries = Vec::new();
    for (customer, days) in &naive.customers {
        let days: Vec<(i32, u32, i64)> =
            days.range(..=as_of.0).map(|(day, (orders, net))| (*day, *orders, *net)).collect();
        if let (Some(first), Some(last)) = (days.first(), days.last()) {
            summaries.push((
                customer.clone(),
                first.0,
                last.0,
                days.len() as u32 - 1,
                days.iter().map(|day| day.1).sum(),
                days.iter().map(|day| day.2).sum(),
                days[1..].iter().map(|day| day.2).sum(),
            ));
        }
    }
    summaries
}

/// Month to (buyers, returned, mature, first time, revenue, repeat revenue).
pub fn months(naive: &Naive, as_of: Day, window: i32) -> BTreeMap<i32, (u64, u64, bool, u64, i64, i64)> {
    let mut months = BTreeMap::new();
    let all_days = || naive.customers.values().flat_map(|days| days.keys().copied());
    let Some(first) = all_days().min().filter(|first| *first <= as_of.0) else { return months };
    for month in Day(first).month()..=as_of.month() {
        let mut row = (0, 0, true, 0, 0, 0);
        let end = (0..).map(|day| as_of.0 + 40 - day).find(|day| Day(*day).month() == month).unwrap();
        let mut windows_end = None;
        for days in naive.customers.values() {
            let days: Vec<(i32, i64)> = days.range(..=as_of.0).map(|(day, (_, net))| (*day, *net)).collect();
            let within: Vec<&(i32, i64)> = days.iter().filter(|day| Day(day.0).month() == month).collect();
            let Some((start, _)) = within.first() else { continue };
            row.0 += 1;
            row.1 += u64::from(days.iter().any(|day| day.0 > *start && day.0 <= start + window));
            row.3 += u64::from(days[0].0 == *start);
            row.4 += within.iter().map(|day| day.1).sum::<i64>();
            row.5 += within.iter().filter(|day| day.0 > days[0].0).map(|day| day.1).sum::<i64>();
            windows_end = windows_end.max(Some(start + window));
        }
        row.2 = windows_end.unwrap_or(end + window) <= as_of.0;
        months.insert(month, row);
    }
    months
}

/// (cohort, months later) to (active, revenue), where there is any.
pub fn cohorts(naive: &Naive, as_of: Day) -> BTreeMap<(i32, i32), (u64, i64)> {
    let mut cells: BTreeMap<(i32, i32), (u64, i64)> = BTreeMap::new();
    for days in naive.customers.values() {
        let Some(cohort) = days.keys().next().map(|day| Day(*day).month()) else { continue };
        let mut active = BTreeSet::new();
        for (day, (_, net)) in days.range(..=as_of.0) {
            let later = Day(*day).month() - cohort;
            let cell = cells.entry((cohort, later)).or_default();
            cell.0 += u64::from(active.insert(later));
            cell.1 += net;
        }
    }
    cells
}

pub fn weeks(naive: &Naive, born_by: Day, as_of: Day) -> BTreeMap<i32, u64> {
    let mut weeks = BTreeMap::new();
    let first = naive.customers.values().filter_map(|days| days.keys().next()).min().copied().unwrap_or(0);
    for days in
        naive.customers.values().filter(|days| days.keys().next().is_some_and(|day| *day <= born_by.0))
    {
        for day in days.range(..=as_of.0).skip(1).map(|(day, _)| day) {
            *weeks.entry((day - first) / 7).or_default() += 1;
        }
    }
    weeks
}

pub fn median_gap(naive: &Naive, as_of: Day) -> Option<f64> {
    let mut gaps: Vec<i32> = Vec::new();
    for days in naive.customers.values() {
        let days: Vec<i32> = days.range(..=as_of.0).map(|(day, _)| *day).collect();
        gaps.extend(days.windows(2).map(|pair| pair[1] - pair[0]));
    }
    gaps.sort_unstable();
    let middle = |rank: usize| gaps.get(rank).copied().map(f64::from);
    let (low, high) = (middle(gaps.len().saturating_sub(1) / 2)?, middle(gaps.len() / 2)?);
    Some((low + high) / 2.0)
}
