//! What is counted of the rows as they pass, before anything is grouped.

use std::collections::BTreeMap;

use domain::{Currency, Day};

/// Between a customer's key and the currency of rows that are not in the first currency seen.
///
/// Grouping by the key alone is faster than by key and currency; so the rows of the first currency
/// go under the bare key. Keys that hold the mark themselves always get a currency, and so no two
/// of them can meet.
pub(crate) const MARK: char = '\u{1f}';

/// Counts of the rows that passed.
#[derive(Debug, Default)]
pub(crate) struct Census {
    /// The currency to analyse, where one was asked for.
    asked: Option<Currency>,
    /// The currency asked for, or else the first row's.
    first: Option<Currency>,
    /// Rows with a customer, by currency.
    rows: BTreeMap<Currency, u64>,
    /// Rows without a customer, set aside.
    pub nameless: u64,
    /// The latest day of any row.
    pub last_row_day: Option<Day>,
}

impl Census {
    pub fn asked(asked: Option<Currency>) -> Self {
        Self { asked, first: asked, ..Self::default() }
    }

    /// The currency whose rows go under the bare key; `seen` where there was none before.
    pub fn first_currency(&mut self, seen: Currency) -> Currency {
        *self.first.get_or_insert(seen)
    }

    pub fn count(&mut self, currency: Currency, rows: u64) {
        *self.rows.entry(currency).or_default() += rows;
    }

    /// The currency asked for, or else the one with most rows; of several, the first in the alphabet.
    pub fn main(&self) -> Currency {
        if let Some(asked) = self.asked {
            return asked;
        }
        let most = self.rows.iter().max_by_key(|&(code, rows)| (rows, std::cmp::Reverse(code)));
        most.map_or(Currency::NONE, |(code, _)| *code)
    }

    pub fn rows(&self, currency: Currency) -> u64 {
        self.rows.get(&currency).copied().unwrap_or(0)
    }

    pub fn others(&self) -> BTreeMap<Currency, u64> {
        let main = self.main();
        self.rows.iter().filter(|(code, _)| **code != main).map(|(code, rows)| (*code, *rows)).collect()
    }

    /// The customer of a grouped key, if its rows are in the main currency.
    pub fn customer<'k>(&self, key: &'k str) -> Option<&'k str> {
        let main = self.main();
        match key.rsplit_once(MARK) {
            None => (self.first == Some(main)).then_some(key),
            Some((customer, code)) => (code == main.code()).then_some(customer),
        }
    }

    /// Whether bare keys are the customers of the main currency.
    pub fn main_is_bare(&self) -> bool {
        self.first == Some(self.main())
    }
}

/// The key under which a customer's rows in `currency` are grouped, where it is not bare.
pub(crate) fn marked_key(customer: &str, currency: Currency) -> String {
    format!("{customer}{MARK}{currency}")
}
