//! *Harbour Coffee*: a café by the harbour of Riga with a web shop. Its regulars come daily, weekly,
//! monthly or now and then; some leave for good and tell nobody. Summers are iced, Decembers busy,
//! the shop grows.

mod catalogue;
mod export;
mod life;
mod memory;
pub(crate) mod names;
mod orders;
mod people;
mod season;

use domain::Day;

pub use catalogue::{CATALOGUE, Channel, Product};
pub use life::Rhythm;
pub use memory::{Company, Double, Promise, Remembered, Touch};
pub use orders::{Line, Order};
pub use people::{Language, Person};
pub use season::weight;

use crate::draw::{Aspect, stream};
use crate::truth::Truth;

/// The company.
#[derive(Clone, Debug)]
pub struct Harbour {
    seed: u64,
    customers: u64,
    first_day: Day,
    last_day: Day,
    time: season::ShopTime,
}

impl Harbour {
    /// Days the shop has been open when it is looked at: three years of 52 weeks.
    pub const DAYS: i32 = 3 * 364;

    /// The shop after three years, on `last_day`, with so many customers. They order about twelve times
    /// each in the mean; more than two in five came in the last third of the time.
    #[must_use]
    pub fn new(seed: u64, customers: u64, last_day: Day) -> Self {
        let first_day = Day(last_day.0 - Self::DAYS + 1);
        Self { seed, customers, first_day, last_day, time: season::ShopTime::new(first_day, last_day) }
    }

    /// Who a customer is.
    #[must_use]
    pub fn person(&self, customer: u64) -> Person {
        people::draw(&mut stream(self.seed, customer, Aspect::Person), customer)
    }

    /// The shop's own number of a customer, as its files carry it.
    #[must_use]
    pub fn customer_id(customer: u64) -> String {
        format!("C{:07}", customer + 1)
    }

    /// Orders to expect of a customer in the `days` after `from`, knowing the true rates and whether
    /// they are still a customer then; busy and quiet days counted.
    #[must_use]
    pub fn expected_orders(truth: &Truth, from: Day, days: u32) -> f64 {
        if !truth.alive(from) {
            return 0.0;
        }
        let day = |ahead: u32| {
            let survival = (-truth.mu * (f64::from(ahead) - 0.5) / 7.0).exp();
            truth.lambda / 7.0 * weight(Day(from.0 + ahead as i32)) * survival
        };
        (1..=days).map(day).sum()
    }
}
