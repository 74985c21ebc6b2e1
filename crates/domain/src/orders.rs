//! Orders on their way in: the one shape every file, feed and store hands on.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::money::Currency;
use crate::text::Text;
use crate::time::Day;

/// What a row does to its customer's history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderKind {
    /// Money for goods: a purchase day.
    Purchase,
    /// Money back: lowers spend, never frequency. Its amount is negative.
    Refund,
}

/// A run of rows from one source, as plain columns of one length.
///
/// A row is a line as the source wrote it; rows with the same order id are one order, and an
/// order's total is the sum of its rows' amounts. Days are in the company's zone.
#[derive(Clone, Debug, Default)]
pub struct OrderChunk {
    /// The file or feed, as it was named.
    pub source: Arc<str>,
    /// The source's row number, from 1, the header counted where there is one.
    pub rows: Vec<u64>,
    /// Who bought, in the source's own words, cleaned (`17850.0` is `17850`, e-mail lowercased);
    /// empty where the source doesn't say.
    pub customer: Text,
    /// The source's order id; `None` where the source has no such column.
    pub order: Option<Text>,
    /// Civil days since 1970-01-01.
    pub day: Vec<i32>,
    /// The instant, microseconds UTC; the start of the day where the source gives only a day.
    pub at: Vec<i64>,
    /// What the row adds to its order's total, in minor units of its currency.
    pub amount: Vec<i64>,
    /// The row's currency; [`Currency::NONE`] where the source names none.
    pub currency: Vec<Currency>,
    /// What the row does.
    pub kind: Vec<OrderKind>,
    /// What only an import keeps; `None` when a report reads.
    pub details: Option<Details>,
}

impl OrderChunk {
    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The rows of `day` and before: what was known when it ended. What only an import keeps is left out.
    #[must_use]
    pub fn until(&self, day: Day) -> Self {
        let rows: Vec<usize> = (0..self.len()).filter(|&row| self.day[row] <= day.0).collect();
        let texts = |column: &Text| rows.iter().map(|&row| column.get(row)).collect();
        fn pick<V: Copy>(column: &[V], rows: &[usize]) -> Vec<V> {
            rows.iter().map(|&row| column[row]).collect()
        }
        Self {
            source: Arc::clone(&self.source),
            rows: pick(&self.rows, &rows),
            customer: texts(&self.customer),
            order: self.order.as_ref().map(texts),
            day: pick(&self.day, &rows),
            at: pick(&self.at, &rows),
            amount: pick(&self.amount, &rows),
            currency: pick(&self.currency, &rows),
            kind: pick(&self.kind, &rows),
            details: None,
        }
    }
}

/// What an import keeps beside the figures. Empty text where the source has none.
#[derive(Clone, Debug, Default)]
pub struct Details {
    /// E-mail, lowercased and trimmed.
    pub email: Text,
    /// Phone as written.
    pub phone: Text,
    /// The person's name as written.
    pub name: Text,
    /// The product's own number or SKU; where there is none, its name.
    pub product: Text,
    /// The product's name.
    pub product_name: Text,
    /// Thousandths of a piece; 1000 where the source says nothing.
    pub quantity_milli: Vec<i64>,
    /// What the line came to, in minor units; equals the row's amount where lines carry the total.
    pub line_amount: Vec<i64>,
}
