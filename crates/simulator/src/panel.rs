//! The exact worlds of the published models: panels whose customers buy and drop out just as the
//! model says, for golden fixtures, coverage tests and benchmarks.

use std::io::Write;

use domain::Day;
use domain::time::DAY_MICROS;
use rand_chacha::ChaCha8Rng;

use crate::draw::{Aspect, beta, chance, gamma, stream, uniform, wait};
use crate::files::{Column, write_cents, write_day};
use crate::firm::{Firm, History};
use crate::truth::Truth;

/// How customers differ and drop out. Rates are by week; letters as in the papers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Law {
    /// Rate Gamma(r, alpha), lifetime exponential of rate Gamma(s, beta) (Schmittlein, Morrison,
    /// Colombo 1987).
    ParetoNbd {
        /// Shape of the purchase rate.
        r: f64,
        /// Rate parameter of the purchase rate.
        alpha: f64,
        /// Shape of the drop-out rate.
        s: f64,
        /// Rate parameter of the drop-out rate.
        beta: f64,
    },
    /// Rate Gamma(r, alpha); after each repeat purchase gone with chance Beta(a, b) (Fader, Hardie,
    /// Lee 2005).
    BgNbd {
        /// Shape of the purchase rate.
        r: f64,
        /// Rate parameter of the purchase rate.
        alpha: f64,
        /// First parameter of the chance to drop out.
        a: f64,
        /// Second parameter of the chance to drop out.
        b: f64,
    },
    /// As BG/NBD, but one may be gone after the very first purchase (Batislam, Denizel,
    /// Filiztekin 2007).
    MbgNbd {
        /// Shape of the purchase rate.
        r: f64,
        /// Rate parameter of the purchase rate.
        alpha: f64,
        /// First parameter of the chance to drop out.
        a: f64,
        /// Second parameter of the chance to drop out.
        b: f64,
    },
}

/// Spend in a purchase: Gamma(p, nu) with nu of Gamma(q, v) by customer (Fader, Hardie 2013).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GammaGamma {
    /// Shape of one purchase's value.
    pub p: f64,
    /// Shape of the customers' scale.
    pub q: f64,
    /// Rate parameter of the customers' scale.
    pub v: f64,
}

/// A panel of customers living by a [`Law`]. All parameters must be positive.
#[derive(Clone, Copy, Debug)]
pub struct Panel {
    /// Same seed, same world.
    pub seed: u64,
    /// How many customers.
    pub customers: u64,
    /// First day.
    pub first_day: Day,
    /// Days from the first within which customers come, evenly.
    pub acquisition_days: u32,
    /// Last day, included.
    pub last_day: Day,
    /// How they buy and drop out.
    pub law: Law,
    /// How they spend.
    pub spend: GammaGamma,
}

/// One purchase of a panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Purchase {
    /// Whose, from 0.
    pub customer: u64,
    /// Microseconds since 1970-01-01.
    pub at: i64,
    /// Value in cents.
    pub cents: i64,
}

impl Purchase {
    /// The day of it.
    #[must_use]
    pub fn day(&self) -> Day {
        Day(self.at.div_euclid(DAY_MICROS) as i32)
    }
}

impl Panel {
    /// A million customers of the BG/NBD estimates of the CDNOW sample (Fader, Hardie, Lee 2005), come
    /// within twelve weeks and seen for seventy-eight: some 2.77 million purchases.
    #[must_use]
    pub fn cdnow_like(seed: u64, customers: u64) -> Self {
        let first_day = Day(9862); // 1997-01-01
        Self {
            seed,
            customers,
            first_day,
            acquisition_days: 84,
            last_day: Day(first_day.0 + 78 * 7 - 1),
            law: Law::BgNbd { r: 0.2426, alpha: 4.4136, a: 0.7929, b: 2.4259 },
            spend: GammaGamma { p: 6.25, q: 3.74, v: 15.44 },
        }
    }

    /// Three years of a shop whose customers order ten times in the mean, very unevenly.
    #[must_use]
    pub fn three_years(seed: u64, customers: u64) -> Self {
        let first_day = Day(19_631); // 2023-10-01
        Self {
            seed,
            customers,
            first_day,
            acquisition_days: 730,
            last_day: Day(first_day.0 + 3 * 364 - 1),
            law: Law::ParetoNbd { r: 0.8, alpha: 5.86, s: 0.6, beta: 40.0 },
            spend: GammaGamma { p: 6.25, q: 3.74, v: 15.44 },
        }
    }

    /// One customer's truth, and the times of their purchases in weeks since their first, the first
    /// (0) included: the models' own continuous time, before days round it.
    #[must_use]
    pub fn life(&self, customer: u64) -> (Truth, Vec<f64>) {
        let rng = &mut stream(self.seed, customer, Aspect::Life);
        self.live(customer, rng)
    }

    fn live(&self, customer: u64, rng: &mut ChaCha8Rng) -> (Truth, Vec<f64>) {
        let born = uniform(rng) * f64::from(self.acquisition_days);
        let observed = (f64::from(self.last_day.0 - self.first_day.0 + 1) - born) / 7.0;
        let mut times = vec![0.0];
        let (lambda, mu, death) = match self.law {
            Law::ParetoNbd { r, alpha, s, beta } => {
                let (lambda, mu) = (gamma(rng, r, alpha), gamma(rng, s, beta));
                let death = wait(rng) / mu;
                buy(rng, lambda, observed.min(death), &mut times, |_| false);
                (lambda, mu, death)
            }
            Law::BgNbd { r, alpha, a, b } | Law::MbgNbd { r, alpha, a, b } => {
                let (lambda, p) = (gamma(rng, r, alpha), beta(rng, a, b));
                let at_first = matches!(self.law, Law::MbgNbd { .. }) && chance(rng, p);
                let gone = at_first || buy(rng, lambda, observed, &mut times, |rng| chance(rng, p));
                let last = times.last().copied().unwrap_or(0.0);
                // Beyond the end the hazard is constant: without memory, like the exponential.
                let death = if gone { last } else { observed + wait(rng) / (lambda * p) };
                (lambda, lambda * p, death)
            }
        };
        let nu = gamma(rng, self.spend.q, self.spend.v);
        let first = f64::from(self.first_day.0) + born;
        let truth = Truth {
            customer,
            first,
            lambda,
            mu,
            dead_at: first + 7.0 * death,
            mean_spend: self.spend.p / nu,
        };
        (truth, times)
    }
}

/// Adds purchases at rate `lambda` until `end` or until `leaves` says so; tells whether it did.
fn buy(
    rng: &mut ChaCha8Rng,
    lambda: f64,
    end: f64,
    times: &mut Vec<f64>,
    mut leaves: impl FnMut(&mut ChaCha8Rng) -> bool,
) -> bool {
    let mut now = 0.0;
    loop {
        now += wait(rng) / lambda;
        if now >= end || now.is_nan() {
            return false;
        }
        times.push(now);
        if leaves(rng) {
            return true;
        }
    }
}

impl Firm for Panel {
    type Row = Purchase;
    const CSV_HEADER: &'static str = "id,date,amount\n";
    const SCHEMA: &'static str =
        "message purchases { required int64 id; required int32 date (DATE); required double amount; }";

    fn customers(&self) -> u64 {
        self.customers
    }

    fn days(&self) -> (Day, Day) {
        (self.first_day, self.last_day)
    }

    fn history(&self, customer: u64) -> History<Purchase> {
        let rng = &mut stream(self.seed, customer, Aspect::Life);
        let (truth, times) = self.live(customer, rng);
        let rate = self.spend.p / truth.mean_spend;
        let last = (i64::from(self.last_day.0) + 1) * DAY_MICROS - 1;
        let rows = times.into_iter().map(|weeks| Purchase {
            customer,
            at: (((truth.first + 7.0 * weeks) * DAY_MICROS as f64) as i64).min(last),
            cents: (100.0 * gamma(rng, self.spend.p, rate)).round().max(1.0) as i64,
        });
        History { truth, rows: rows.collect() }
    }

    fn when(row: &Purchase) -> (i64, u64) {
        (row.at, row.customer)
    }

    fn csv(&self, row: &Purchase, out: &mut Vec<u8>) {
        let _ = write!(out, "{},", row.customer + 1);
        write_day(out, row.day());
        out.push(b',');
        write_cents(out, row.cents);
        out.push(b'\n');
    }

    fn columns(&self, rows: &[Purchase]) -> Vec<Column> {
        vec![
            Column::Int64(rows.iter().map(|row| row.customer as i64 + 1).collect()),
            Column::Int32(rows.iter().map(|row| row.day().0).collect()),
            Column::Double(rows.iter().map(|row| row.cents as f64 / 100.0).collect()),
        ]
    }
}
