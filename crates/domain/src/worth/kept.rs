//! A forecast that was kept, and what came of it.

use serde::{Deserialize, Serialize};

use super::Estimate;
use crate::money::Currency;
use crate::time::{Day, Instant};

/// What was said of a quarter when it began.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// The last day that was known.
    pub as_of: Day,
    /// How many days after it were forecast.
    pub days: u32,
    /// When the forecast was made; long after `as_of` where somebody looked back.
    pub made_at: Instant,
    /// What was said.
    pub forecast: Foretold,
    /// What came; `None` until the days are over.
    pub outcome: Option<Outcome>,
}

impl Kept {
    /// The last day that was forecast.
    #[must_use]
    pub fn until(&self) -> Day {
        Day(self.as_of.0.saturating_add_unsigned(self.days))
    }
}

/// What was said of all customers together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Foretold {
    /// What value is in, in major units.
    pub currency: Currency,
    /// How many customers there were.
    pub customers: u64,
    /// Purchase days of theirs, with the predictive interval: what was promised.
    pub orders: Estimate,
    /// What they would bring; `None` where no model of spend could be fitted.
    pub value: Option<f64>,
}

/// What came.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// The day it was counted on.
    pub counted_on: Day,
    /// Purchase days of the customers there were.
    pub orders: u64,
    /// What they brought, after refunds.
    pub value: f64,
    /// By tenths of what was expected of each, the lowest first. Tenths without customers are left out.
    pub deciles: Vec<Decile>,
}

/// A tenth of the customers, and what came of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Decile {
    /// How many they are.
    pub customers: u64,
    /// Purchase days expected of one of them, in the mean.
    pub predicted: f64,
    /// Purchase days that came, in the mean, with the interval of a mean of so many.
    pub actual: Estimate,
    /// What was expected of them together, in money.
    pub predicted_value: f64,
    /// What they brought together.
    pub value: f64,
}

/// What a forecast comes to when its days are over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ruling {
    /// What came lies within what was promised.
    Within,
    /// Less came than was promised.
    TooHigh,
    /// More came than was promised.
    TooLow,
}

impl Foretold {
    /// Whether so many purchase days are what was promised.
    #[must_use]
    pub fn ruling(&self, orders: u64) -> Ruling {
        let came = orders as f64;
        match (came < self.orders.low, came > self.orders.high) {
            (true, _) => Ruling::TooHigh,
            (_, true) => Ruling::TooLow,
            _ => Ruling::Within,
        }
    }

    /// How far what was said lay beyond what came, as a share of what came; `None` where nothing came.
    #[must_use]
    pub fn bias(&self, orders: u64) -> Option<f64> {
        (orders > 0).then(|| self.orders.value / orders as f64 - 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_promised_is_the_interval_with_its_ends() {
        let orders = Estimate { value: 812.0, low: 770.0, high: 850.0 };
        let said = Foretold { currency: Currency::EUR, customers: 9, orders, value: None };
        let rulings = [769, 770, 850, 851].map(|came| said.ruling(came));
        assert_eq!(rulings, [Ruling::TooHigh, Ruling::Within, Ruling::Within, Ruling::TooLow]);
        assert_eq!((said.bias(0), said.bias(812)), (None, Some(0.0)));
    }
}
