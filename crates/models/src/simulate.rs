//! Firms drawn from a model's own world in continuous time, with their truth, to judge fits and intervals by.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use rand_distr::{Beta, Distribution, Exp, Gamma};

use crate::gamma_gamma::GammaGamma;
use crate::grouped::Grouped;
use crate::model::Model;
use crate::refusal::Refusal;

/// Ticks in a unit of time: fine enough to be continuous for every purpose here.
pub const TICKS: u32 = 7_000;

/// How a firm's customers come to be.
#[derive(Clone, Copy, Debug)]
pub struct World {
    /// How they buy and leave.
    pub model: Model,
    /// What they spend.
    pub spend: GammaGamma,
    /// How many there are.
    pub customers: usize,
    /// Youngest and oldest age at the end of observation, in the model's unit; uniform between.
    pub ages: (f64, f64),
    /// How long they are watched afterwards.
    pub horizon: f64,
}

/// One customer: what was seen, what came, and the truth behind.
#[derive(Clone, Copy, Debug)]
pub struct Customer {
    /// Repeat purchases until the end of observation.
    pub x: u32,
    /// Age at the last one, in ticks.
    pub recency: u32,
    /// Age at the end, in ticks.
    pub age: u32,
    /// Mean spend on repeat purchases; 0 without one.
    pub mean: f64,
    /// Purchases over the horizon.
    pub count: u32,
    /// Their value.
    pub value: f64,
    /// Expected purchases over the horizon, given the customer's own rates and state: 0 for who has left.
    pub expected: f64,
    /// True mean spend on a purchase.
    pub mean_spend: f64,
}

/// The customers as columns for [`Grouped`], in the model's unit.
///
/// # Errors
/// [`Refusal`] where there are none.
pub fn grouped(customers: &[Customer]) -> Result<Grouped, Refusal> {
    let column = |f: fn(&Customer) -> u32| customers.iter().map(f).collect::<Vec<u32>>();
    Grouped::new(&column(|c| c.x), &column(|c| c.recency), &column(|c| c.age), f64::from(TICKS))
}

/// How one customer leaves.
enum DropOut {
    /// At a rate, by the clock.
    Rate(f64),
    /// With a chance after each purchase.
    Chance(f64),
}

impl DropOut {
    /// Expected purchases over `t` of a customer alive at its start who buys at `rate`.
    fn expected(&self, rate: f64, t: f64) -> f64 {
        let (ease, pace) = match *self {
            Self::Rate(mu) => (mu, rate / mu),
            Self::Chance(p) => (rate * p, 1.0 / p),
        };
        if ease * t < 1e-12 { rate * t } else { -pace * (-ease * t).exp_m1() }
    }
}

impl World {
    /// A firm; the same for the same seed on every machine.
    #[must_use]
    pub fn firm(&self, seed: u64) -> Vec<Customer> {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        (0..self.customers).map(|_| self.customer(&mut rng)).collect()
    }

    fn customer(&self, rng: &mut ChaCha8Rng) -> Customer {
        let [r, alpha, ..] = self.model.parameters();
        let rate = gamma(rng, r, alpha);
        let drop_out = match self.model {
            Model::ParetoNbd(m) => DropOut::Rate(gamma(rng, m.s, m.beta)),
            Model::BgNbd(m) => DropOut::Chance(beta(rng, m.a, m.b)),
            Model::MbgNbd(m) => DropOut::Chance(beta(rng, m.a, m.b)),
        };
        let ticks = f64::from(TICKS);
        let age = (rng.random_range(self.ages.0..=self.ages.1) * ticks).floor();
        let end = age / ticks;
        let (times, left) = self.life(rng, rate, &drop_out, end + self.horizon);
        let x = times.iter().filter(|t| **t <= end).count();
        let count = times.len() - x;
        let recency = x.checked_sub(1).map_or(0.0, |last| (times[last] * ticks).floor().max(1.0));
        let spend_rate = gamma(rng, self.spend.q, self.spend.v);
        let mut spent = |n: usize| (0..n).map(|_| gamma(rng, self.spend.p, spend_rate)).sum::<f64>();
        Customer {
            x: x as u32,
            recency: recency as u32,
            age: age as u32,
            mean: if x > 0 { spent(x) / x as f64 } else { 0.0 },
            count: count as u32,
            value: spent(count),
            expected: if left > end { drop_out.expected(rate, self.horizon) } else { 0.0 },
            mean_spend: self.spend.p / spend_rate,
        }
    }

    /// Times of the repeat purchases until `until`, and when the customer left.
    fn life(&self, rng: &mut ChaCha8Rng, rate: f64, drop_out: &DropOut, until: f64) -> (Vec<f64>, f64) {
        let mut left = match *drop_out {
            DropOut::Rate(mu) => exponential(rng, mu),
            DropOut::Chance(p) if matches!(self.model, Model::MbgNbd(_)) && rng.random_bool(p) => 0.0,
            DropOut::Chance(_) => f64::INFINITY,
        };
        let (mut times, mut now) = (Vec::new(), 0.0);
        loop {
            now += exponential(rng, rate);
            if now > until.min(left) {
                return (times, left);
            }
            times.push(now);
            if let DropOut::Chance(p) = *drop_out
                && rng.random_bool(p)
            {
                left = now;
            }
        }
    }
}

fn gamma(rng: &mut ChaCha8Rng, shape: f64, rate: f64) -> f64 {
    Gamma::new(shape, 1.0 / rate).map_or(f64::NAN, |d| d.sample(rng)).max(1e-300)
}

fn beta(rng: &mut ChaCha8Rng, a: f64, b: f64) -> f64 {
    Beta::new(a, b).map_or(f64::NAN, |d| d.sample(rng)).clamp(1e-300, 1.0)
}

fn exponential(rng: &mut ChaCha8Rng, rate: f64) -> f64 {
    Exp::new(rate).map_or(f64::INFINITY, |d| d.sample(rng))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;

    fn world(kind: Kind, parameters: [f64; 4]) -> World {
        World {
            model: kind.with(parameters),
            spend: GammaGamma { p: 6.0, q: 4.0, v: 15.0 },
            customers: 40_000,
            ages: (30.0, 30.0),
            horizon: 20.0,
        }
    }

    #[test]
    fn a_world_buys_as_its_model_expects() {
        for (kind, parameters) in [
            (Kind::ParetoNbd, [0.8, 8.0, 0.7, 12.0]),
            (Kind::BgNbd, [0.8, 8.0, 0.8, 2.5]),
            (Kind::MbgNbd, [0.8, 8.0, 0.8, 2.5]),
        ] {
            let world = world(kind, parameters);
            let firm = world.firm(7);
            let n = firm.len() as f64;
            let mean = |f: fn(&Customer) -> f64| firm.iter().map(f).sum::<f64>() / n;
            let before = world.model.purchases().expected_from_start(30.0);
            let after = world.model.purchases().expected_from_start(50.0) - before;
            assert!((mean(|c| f64::from(c.x)) / before - 1.0).abs() < 0.04, "{kind:?}");
            assert!((mean(|c| f64::from(c.count)) / after - 1.0).abs() < 0.06, "{kind:?}");
            assert!((mean(|c| c.expected) / after - 1.0).abs() < 0.06, "{kind:?}");
            assert!((mean(|c| c.mean_spend) / 30.0 - 1.0).abs() < 0.02, "{kind:?}");
            assert_eq!(firm[11].value, world.firm(7)[11].value);
        }
    }
}
