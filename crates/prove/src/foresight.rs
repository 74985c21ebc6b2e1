//! Before a trial starts: the smallest effect it could detect, and by when.

use models::experiment::{Sequence, TELLING_MIN, UNITS_MIN, foreseen_error};

/// What is known before.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Before {
    /// People who would be drawn at once.
    pub now: u64,
    /// And more of them each week.
    pub per_week: f64,
    /// Share held out, between 0 and 1.
    pub held_out: f64,
    /// Standard deviation of the outcome over one horizon among such people.
    pub deviation: f64,
    /// Share of them whose outcome is not zero.
    pub telling: f64,
    /// Share of the variance that adjusting for what is known is expected to take away.
    pub reduction: f64,
    /// Weeks from a person's draw until their outcome is in.
    pub horizon_weeks: u32,
    /// Chance to miss at any look.
    pub alpha: f64,
}

/// What could be seen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Foresight {
    /// People drawn by then: the planned size.
    pub planned: u64,
    /// The smallest effect per person that shows with 80 % chance; absent where the arms stay too small for any claim.
    pub smallest: Option<f64>,
    /// Weeks from the start until the last of them has had their horizon.
    pub weeks: u32,
}

const POWER: f64 = 0.8;

/// What a trial could show that draws people for `weeks` weeks.
#[must_use]
pub fn foresee(before: &Before, weeks: u32) -> Foresight {
    let planned = before.now + (before.per_week * f64::from(weeks)) as u64;
    let held = (planned as f64 * before.held_out).floor() as u64;
    let treated = planned - held.min(planned);
    let least = held.min(treated) as f64 * before.telling;
    let deviation = before.deviation * (1.0 - before.reduction).max(0.0).sqrt();
    let smallest = || {
        let error = foreseen_error([deviation, deviation], [treated, held]);
        Sequence::tuned(planned, before.alpha).smallest(error, planned, planned, POWER)
    };
    Foresight {
        planned,
        smallest: (planned >= UNITS_MIN && least >= TELLING_MIN as f64).then(smallest),
        weeks: weeks + before.horizon_weeks,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHOP: Before = Before {
        now: 10_000,
        per_week: 500.0,
        held_out: 0.1,
        deviation: 40.0,
        telling: 0.3,
        reduction: 0.0,
        horizon_weeks: 8,
        alpha: 0.05,
    };

    #[test]
    fn more_people_and_better_knowledge_show_smaller_effects() {
        let [now, later] = [0, 60].map(|weeks| foresee(&SHOP, weeks).smallest.unwrap());
        assert!((now / later - 2.0).abs() < 1e-9, "four times the people, half the effect: {now} {later}");
        let known = foresee(&Before { reduction: 0.75, ..SHOP }, 0).smallest.unwrap();
        assert!((known / now - 0.5).abs() < 1e-12);
        // Welch's error of 9,000 against 1,000, times 3.035 for looking at will and 0.84 for the chance to see it.
        assert!((now - 3.877 * 40.0 * f64::sqrt(1.0 / 9_000.0 + 1.0 / 1_000.0)).abs() < 0.01);
    }

    #[test]
    fn a_firm_of_twenty_accounts_will_never_prove_anything() {
        let few = Before { now: 20, per_week: 0.0, held_out: 0.5, ..SHOP };
        assert_eq!(foresee(&few, 50).smallest, None);
    }

    #[test]
    fn whoever_comes_later_counts_once_their_horizon_is_over() {
        let found = foresee(&SHOP, 30);
        assert_eq!((found.planned, found.weeks), (25_000, 38));
    }
}
