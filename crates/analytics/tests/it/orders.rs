//! Orders to ask about.

use std::path::Path;
use std::sync::Arc;

use analytics::{Error, Histories, Limits, Summaries, gather};
use domain::orders::OrderKind;
use domain::{Currency, OrderChunk, Text};

#[derive(Clone, Debug)]
pub struct Row {
    pub customer: String,
    pub day: i32,
    pub amount: i64,
    /// Empty where the source has none.
    pub order: String,
    pub kind: OrderKind,
    pub currency: Currency,
}

pub fn buys(customer: &str, day: i32, amount: i64) -> Row {
    let (customer, order) = (customer.to_owned(), String::new());
    Row { customer, day, amount, order, kind: OrderKind::Purchase, currency: Currency::EUR }
}

pub fn returns(customer: &str, day: i32, amount: i64) -> Row {
    Row { kind: OrderKind::Refund, ..buys(customer, day, -amount) }
}

impl Row {
    pub fn order(self, order: &str) -> Self {
        Self { order: order.to_owned(), ..self }
    }

    pub fn currency(self, code: &str) -> Self {
        Self { currency: code.parse().unwrap(), ..self }
    }
}

pub fn chunk(rows: &[Row]) -> OrderChunk {
    let orders: Text = rows.iter().map(|row| row.order.as_str()).collect();
    OrderChunk {
        source: Arc::from("orders.csv"),
        rows: (2..).take(rows.len()).collect(),
        customer: rows.iter().map(|row| row.customer.as_str()).collect(),
        order: rows.iter().any(|row| !row.order.is_empty()).then_some(orders),
        day: rows.iter().map(|row| row.day).collect(),
        at: rows.iter().map(|row| i64::from(row.day)).collect(),
        amount: rows.iter().map(|row| row.amount).collect(),
        currency: rows.iter().map(|row| row.currency).collect(),
        kind: rows.iter().map(|row| row.kind).collect(),
        details: None,
    }
}

pub fn limits(folder: &Path) -> Limits {
    Limits { memory_bytes: 1 << 28, threads: 2, spill_dir: folder.to_owned() }
}

/// Gathers rows that come in chunks of `size`.
pub async fn gathered(rows: &[Row], size: usize) -> Histories {
    let folder = tempfile::tempdir().unwrap();
    gathered_within(rows, size, &limits(folder.path())).await.unwrap()
}

pub async fn gathered_within(rows: &[Row], size: usize, limits: &Limits) -> Result<Histories, Error> {
    let chunks: Vec<Result<OrderChunk, std::io::Error>> =
        rows.chunks(size).map(|rows| Ok(chunk(rows))).collect();
    gather(futures::stream::iter(chunks), limits).await
}

/// Summaries as [`crate::naive::summaries`] writes them.
pub fn table(summaries: &Summaries) -> Vec<crate::naive::Summary> {
    let row = |index| {
        (
            summaries.customer.get(index).to_owned(),
            summaries.first_day[index],
            summaries.last_day[index],
            summaries.frequency[index],
            summaries.orders[index],
            summaries.spend[index],
            summaries.repeat_spend[index],
        )
    };
    let mut rows: Vec<crate::naive::Summary> = (0..summaries.len()).map(row).collect();
    rows.sort_unstable();
    rows
}
