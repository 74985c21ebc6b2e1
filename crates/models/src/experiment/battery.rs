//! Trials whose truth is known, to judge the intervals by: a shop of which most customers buy nothing in the weeks
//! watched and a few spend much (Pareto/NBD purchases, Gamma-Gamma spend).

use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use rand_distr::{Distribution, Gamma};
use rayon::prelude::*;

use super::anytime::{Sequence, is_ready};
use super::effect::Arms;
use super::sums::Sums;
use crate::battery::{Share, cdnow_like};
use crate::model::Kind;
use crate::simulate::Customer;

const ALPHA: f64 = 0.05;

/// A trial to be run many times.
#[derive(Clone, Copy, Debug)]
pub struct Trial {
    /// People drawn, as planned.
    pub people: usize,
    /// Share held out.
    pub held_out: f64,
    /// Chance that the gesture makes somebody buy once more; 0 in a world where no gesture works.
    pub chance: f64,
    /// Whether what they spent before is used to adjust.
    pub adjusted: bool,
    /// Looks, evenly spread; at each all drawn so far are compared.
    pub looks: usize,
}

/// How the intervals held.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Held {
    /// Trials whose interval covered the truth at every look together.
    pub every_look: Share,
    /// Trials in which some look called an effect.
    pub ever_called: Share,
    /// Trials whose single-look interval covered the truth at the end.
    pub single_look: Share,
    /// Trials in which looking at every single-look interval would have called an effect: what peeking does.
    pub peeking_called: Share,
    /// Widest of the intervals at the planned size, over the single-look one's.
    pub widest: f64,
    /// Mean share of the variance that adjusting took away.
    pub reduction: f64,
}

impl Held {
    fn add(mut self, other: Self) -> Self {
        for (ours, theirs) in [
            (&mut self.every_look, other.every_look),
            (&mut self.ever_called, other.ever_called),
            (&mut self.single_look, other.single_look),
            (&mut self.peeking_called, other.peeking_called),
        ] {
            ours.inside += theirs.inside;
            ours.of += theirs.of;
        }
        self.widest = self.widest.max(other.widest);
        self.reduction += other.reduction;
        self
    }
}

impl Trial {
    /// What the gesture brings per person, in truth.
    #[must_use]
    pub fn truth(&self) -> f64 {
        let spend = cdnow_like(Kind::ParetoNbd, 0).spend;
        self.chance * spend.p * spend.v / (spend.q - 1.0)
    }

    /// Runs it `runs` times; run i has seed i.
    #[must_use]
    pub fn run(&self, runs: u64) -> Held {
        let held = (0..runs).into_par_iter().map(|run| self.once(run)).reduce(Held::default, Held::add);
        Held { reduction: held.reduction / runs.max(1) as f64, ..held }
    }

    fn once(&self, run: u64) -> Held {
        let world = cdnow_like(Kind::ParetoNbd, self.people);
        let mut rng = ChaCha8Rng::seed_from_u64(run ^ 0x5851_f42d_4c95_7f2d);
        let sequence = Sequence::tuned(self.people as u64, ALPHA);
        let mut arms = [Sums::new(usize::from(self.adjusted)), Sums::new(usize::from(self.adjusted))];
        let (mut covered, mut called, mut peeked) = (true, false, false);
        let mut held = Held::default();
        for (at, customer) in world.firm(run).iter().enumerate() {
            let treated = !rng.random_bool(self.held_out);
            let outcome =
                customer.value + if treated { self.extra(customer, world.spend.p, &mut rng) } else { 0.0 };
            let before = f64::from(customer.x) * customer.mean;
            arms[usize::from(treated)].add(1.0, outcome, &[before][..usize::from(self.adjusted)]);
            let is_look = (at + 1) * self.looks / self.people > at * self.looks / self.people;
            if !is_look || !is_ready(&arms) {
                continue;
            }
            let fitted = Arms::adjusted(&arms);
            let contrast = fitted.contrast(1, 0);
            let (half, single) = (sequence.half_width(&contrast, at as u64 + 1), contrast.half_width(ALPHA));
            covered &= (contrast.difference - self.truth()).abs() <= half;
            called |= contrast.difference.abs() > half;
            peeked |= contrast.difference.abs() > single;
            held.widest = half / single;
            held.reduction = fitted.reduction(1, 0);
            held.single_look =
                Share { inside: u64::from((contrast.difference - self.truth()).abs() <= single), of: 1 };
        }
        held.every_look = Share { inside: u64::from(covered), of: 1 };
        held.ever_called = Share { inside: u64::from(called), of: 1 };
        held.peeking_called = Share { inside: u64::from(peeked), of: 1 };
        held
    }

    /// What the gesture made of one person: one more purchase at their own spend, or nothing.
    fn extra(&self, customer: &Customer, shape: f64, rng: &mut ChaCha8Rng) -> f64 {
        if !rng.random_bool(self.chance) {
            return 0.0;
        }
        Gamma::new(shape, customer.mean_spend / shape).map_or(0.0, |spend| spend.sample(rng))
    }
}
