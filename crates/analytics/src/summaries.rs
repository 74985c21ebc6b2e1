//! One row a customer: what the models are fitted on.

use domain::{Day, Text};
use rayon::prelude::*;

use crate::error::Error;
use crate::histories::Histories;
use crate::pages::History;

/// Columns of one length, one row a customer who had bought by the as-of day, in no order that
/// means anything. Money in minor units of the main currency.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summaries {
    /// The customer's key in the source.
    pub customer: Text,
    /// First purchase day, as [`Day`] counts.
    pub first_day: Vec<i32>,
    /// Last purchase day.
    pub last_day: Vec<i32>,
    /// x: purchase days after the first (Fader, Hardie, Lee 2005).
    pub frequency: Vec<u32>,
    /// Orders.
    pub orders: Vec<u32>,
    /// Spend after refunds.
    pub spend: Vec<i64>,
    /// Spend of the purchase days after the first; over x it is the mean spend m of the
    /// Gamma-Gamma model (Fader, Hardie 2013).
    pub repeat_spend: Vec<i64>,
    /// The same at the end of calibration, where it was asked for.
    pub calibration: Option<Calibration>,
}

/// What was known of the same customers at the end of calibration, row for row, and what came
/// after. The row of a customer not `born` by then is zeros.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calibration {
    /// Whether the first purchase day lies in calibration.
    pub born: Vec<bool>,
    /// Purchase days after the first, in calibration.
    pub frequency: Vec<u32>,
    /// Last purchase day in calibration.
    pub last_day: Vec<i32>,
    /// Spend of the purchase days after the first, in calibration.
    pub repeat_spend: Vec<i64>,
    /// Purchase days after calibration, to the as-of day.
    pub holdout_frequency: Vec<u32>,
}

impl Summaries {
    /// How many customers there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.customer.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.customer.is_empty()
    }

    fn for_customers(customers: usize, calibrated: bool) -> Self {
        let calibration = Calibration {
            born: Vec::with_capacity(customers),
            frequency: Vec::with_capacity(customers),
            last_day: Vec::with_capacity(customers),
            repeat_spend: Vec::with_capacity(customers),
            holdout_frequency: Vec::with_capacity(customers),
        };
        Self {
            customer: Text::new(),
            first_day: Vec::with_capacity(customers),
            last_day: Vec::with_capacity(customers),
            frequency: Vec::with_capacity(customers),
            orders: Vec::with_capacity(customers),
            spend: Vec::with_capacity(customers),
            repeat_spend: Vec::with_capacity(customers),
            calibration: calibrated.then_some(calibration),
        }
    }

    fn add(&mut self, history: &History<'_>, calibration_end: Option<i32>) {
        let (Some(&first), Some(&last)) = (history.days.first(), history.days.last()) else { return };
        let spend = history.spend();
        self.customer.push(history.customer);
        self.first_day.push(first);
        self.last_day.push(last);
        self.frequency.push(history.days.len() as u32 - 1);
        self.orders.push(history.orders.iter().fold(0, |sum, orders| sum.saturating_add(*orders)));
        self.spend.push(spend);
        self.repeat_spend.push(spend.saturating_sub(history.net[0]));
        if let Some((calibration, end)) = self.calibration.as_mut().zip(calibration_end) {
            calibration.add(history, end);
        }
    }
}

impl Calibration {
    fn add(&mut self, history: &History<'_>, end: i32) {
        let seen = history.until(end);
        self.born.push(seen.is_some());
        self.frequency.push(seen.map_or(0, |seen| seen.days.len() as u32 - 1));
        self.last_day.push(seen.and_then(|seen| seen.days.last().copied()).unwrap_or(0));
        self.repeat_spend.push(seen.map_or(0, |seen| seen.spend().saturating_sub(seen.net[0])));
        self.holdout_frequency.push(seen.map_or(0, |seen| (history.days.len() - seen.days.len()) as u32));
    }
}

impl Summaries {
    /// The rows in the order of their customers' keys, so that what follows does not depend on how
    /// the work was shared out.
    #[must_use]
    pub fn sorted(self) -> Self {
        let mut order: Vec<u32> = (0..self.len() as u32).collect();
        order.par_sort_unstable_by_key(|&row| self.customer.get(row as usize));
        Self {
            customer: order.iter().map(|&row| self.customer.get(row as usize)).collect(),
            first_day: pick(&self.first_day, &order),
            last_day: pick(&self.last_day, &order),
            frequency: pick(&self.frequency, &order),
            orders: pick(&self.orders, &order),
            spend: pick(&self.spend, &order),
            repeat_spend: pick(&self.repeat_spend, &order),
            calibration: self.calibration.map(|calibration| calibration.sorted(&order)),
        }
    }
}

impl Calibration {
    fn sorted(self, order: &[u32]) -> Self {
        Self {
            born: pick(&self.born, order),
            frequency: pick(&self.frequency, order),
            last_day: pick(&self.last_day, order),
            repeat_spend: pick(&self.repeat_spend, order),
            holdout_frequency: pick(&self.holdout_frequency, order),
        }
    }
}

fn pick<V: Copy>(column: &[V], order: &[u32]) -> Vec<V> {
    order.iter().map(|&row| column[row as usize]).collect()
}

impl Histories {
    /// One row a customer who had bought by `as_of`; with `calibration_end`, also what was known
    /// then.
    ///
    /// # Errors
    /// [`Error::Disk`] where histories kept on disk can't be read back.
    pub fn summarise(&self, as_of: Day, calibration_end: Option<Day>) -> Result<Summaries, Error> {
        let end = calibration_end.map(|end| end.0.min(as_of.0));
        let mut summaries = Summaries::for_customers(self.totals().customers as usize, end.is_some());
        // One after another: a pass takes less time than putting parts together would, and half the memory.
        self.each(|history| {
            if let Some(history) = history.until(as_of.0) {
                summaries.add(&history, end);
            }
        })?;
        Ok(summaries)
    }
}
