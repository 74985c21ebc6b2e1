//! People who answer gestures: with a known effect, or none.

use domain::time::DAY_MICROS;

use crate::draw::{Aspect, chance, gamma, stream, uniform};
use crate::panel::{Panel, Purchase};

/// How the people of a [`Panel`] answer a gesture: with a chance, each by one purchase more than they would have
/// made, at some time of the days after it, of the value their purchases have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hands {
    /// Same seed, same answers.
    pub seed: u64,
    /// The chance that a gesture brings the purchase; 0 in a world where no gesture works.
    pub chance: f64,
    /// Days after the gesture in which it comes.
    pub days: u32,
}

impl Hands {
    /// The purchase with which a customer answers a gesture of this instant, in microseconds; nothing else of what
    /// they do depends on it.
    #[must_use]
    pub fn answer(&self, panel: &Panel, customer: u64, at: i64) -> Option<Purchase> {
        let rng = &mut stream(self.seed, customer, Aspect::Person);
        let (answers, when) = (chance(rng, self.chance), uniform(rng));
        answers.then(|| {
            let (truth, _) = panel.life(customer);
            let rate = panel.spend.p / truth.mean_spend;
            let cents = (100.0 * gamma(rng, panel.spend.p, rate)).round().max(1.0) as i64;
            let after = when * f64::from(self.days) * DAY_MICROS as f64;
            Purchase { customer, at: at + (after as i64).max(1), cents }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_answer_as_was_said_within_the_days_and_nobody_where_no_gesture_works() {
        let panel = Panel::three_years(7, 10_000);
        let hands = Hands { seed: 3, chance: 0.2, days: 14 };
        let answers: Vec<Purchase> =
            (0..10_000).filter_map(|customer| hands.answer(&panel, customer, 1_000)).collect();
        // Five standard deviations of a share of 10,000.
        assert!((answers.len() as f64 / 10_000.0 - 0.2).abs() < 0.02, "{}", answers.len());
        assert!(answers.iter().all(|one| one.at > 1_000 && one.at <= 1_000 + 14 * DAY_MICROS));
        let spent: f64 = answers.iter().map(|one| one.cents as f64 / 100.0).sum();
        let truth: f64 = answers.iter().map(|one| panel.life(one.customer).0.mean_spend).sum();
        assert!((spent / truth - 1.0).abs() < 0.05, "{spent} {truth}");
        let none = Hands { chance: 0.0, ..hands };
        assert_eq!((0..10_000).filter_map(|customer| none.answer(&panel, customer, 0)).count(), 0);
    }
}
