//! How a customer of the shop lives: their rhythm, their visits and when they leave.

use domain::Day;
use domain::orders::OrderKind;
use domain::time::DAY_MICROS;
use rand_chacha::ChaCha8Rng;

use super::Harbour;
use super::catalogue::Channel;
use super::orders::{self, Order};
use super::season;
use crate::draw::{Aspect, beta, chance, gamma, stream, uniform, wait, weighted};
use crate::firm::History;
use crate::truth::Truth;

/// What brings a customer back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rhythm {
    /// The morning coffee.
    Daily,
    /// The weekend cake.
    Weekly,
    /// Beans when the jar is empty.
    Monthly,
    /// A present, or a rainy day.
    Rare,
}

/// How customers of a rhythm differ among themselves.
struct Habits {
    share: f64,
    /// Visits a week: shape and mean of a gamma.
    rate: (f64, f64),
    /// Hazard of leaving, a week: shape and rate parameter of a gamma, so that lifetimes are Pareto.
    leaving: (f64, f64),
    /// Mean share of orders placed on the web.
    web: f64,
}

impl Rhythm {
    const ALL: [Self; 4] = [Self::Daily, Self::Weekly, Self::Monthly, Self::Rare];

    fn habits(self) -> Habits {
        match self {
            Self::Daily => Habits { share: 0.02, rate: (8.0, 4.0), leaving: (1.5, 140.0), web: 0.03 },
            Self::Weekly => Habits { share: 0.08, rate: (5.0, 1.0), leaving: (1.2, 90.0), web: 0.15 },
            Self::Monthly => Habits { share: 0.3, rate: (3.0, 0.25), leaving: (0.9, 45.0), web: 0.5 },
            Self::Rare => Habits { share: 0.6, rate: (1.2, 0.05), leaving: (0.7, 25.0), web: 0.6 },
        }
    }
}

/// How fast the shop grew: newcomers at the end against newcomers at the start.
const GROWTH: f64 = 2.5;
/// Spread of appetites: inverse gamma of this shape and mean 1, as in the Gamma-Gamma model.
const APPETITE: f64 = 3.74;

impl Harbour {
    /// A customer's rhythm.
    #[must_use]
    pub fn rhythm(&self, customer: u64) -> Rhythm {
        draw_rhythm(&mut stream(self.seed, customer, Aspect::Life))
    }

    pub(super) fn live(&self, customer: u64) -> History<Order> {
        let rng = &mut stream(self.seed, customer, Aspect::Life);
        let habits = draw_rhythm(rng).habits();
        let (shape, mean) = habits.rate;
        let lambda = gamma(rng, shape, shape / mean);
        let mu = gamma(rng, habits.leaving.0, habits.leaving.1);
        let web = beta(rng, 4.0 * habits.web, 4.0 * (1.0 - habits.web));
        let appetite = (APPETITE - 1.0) / gamma(rng, APPETITE, 1.0);
        let (visits, dead_day) = self.visits(rng, lambda, mu);
        let mut rows = Vec::with_capacity(visits.len());
        for day in visits {
            let channel = if chance(rng, web) { Channel::Web } else { Channel::Cafe };
            let at = i64::from(day.0) * DAY_MICROS + season::time_of_day(rng, channel);
            let lines = orders::basket(rng, channel, appetite, day);
            rows.push(Order { customer, number: 0, at, kind: OrderKind::Purchase, channel, lines });
        }
        rows.sort_by_key(|order| order.at);
        (1..).zip(&mut rows).for_each(|(number, order)| order.number = number);
        let truth = Truth {
            customer,
            first: rows.first().map_or(0.0, |order| order.at as f64 / DAY_MICROS as f64),
            lambda,
            mu,
            dead_at: dead_day,
            mean_spend: orders::mean_value(web, appetite),
        };
        orders::add_refunds(rng, &mut rows, self.last_day);
        History { truth, rows }
    }

    /// The days of all visits, and the end of the day on which the customer left.
    fn visits(&self, rng: &mut ChaCha8Rng, lambda: f64, mu: f64) -> (Vec<Day>, f64) {
        let growth = (uniform(rng) * (GROWTH - 1.0)).ln_1p() / GROWTH.ln();
        let mut moment = growth * self.time.end();
        let first = self.time.day(moment);
        let dead = (first + 7.0 * wait(rng) / mu).floor() + 1.0;
        let mut visits = Vec::new();
        while moment < self.time.end() && self.time.day(moment) < dead {
            visits.push(Day(self.first_day.0 + self.time.day(moment) as i32));
            moment += 7.0 * wait(rng) / lambda;
        }
        (visits, f64::from(self.first_day.0) + dead)
    }
}

fn draw_rhythm(rng: &mut ChaCha8Rng) -> Rhythm {
    Rhythm::ALL[weighted(rng, Rhythm::ALL.iter().map(|rhythm| rhythm.habits().share))]
}
