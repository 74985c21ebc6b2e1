//! What the simulator knows of a customer and nobody else can.

use domain::Day;

/// A customer's true rates and fate. Times are in days since 1970-01-01, with their fraction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Truth {
    /// The customer's number, from 0.
    pub customer: u64,
    /// The first purchase.
    pub first: f64,
    /// Purchases a week while alive, averaged over the seasons.
    pub lambda: f64,
    /// Hazard of dropping out, a week. Where one may drop out only on buying (BG/NBD), it is the
    /// chance at each purchase times `lambda`, which gives the same survival.
    pub mu: f64,
    /// The moment after which the customer never buys again, be it within the simulated time or
    /// long after it.
    pub dead_at: f64,
    /// Expected value of an order, in major units.
    pub mean_spend: f64,
}

impl Truth {
    /// Whether the customer is still one when `day` ends.
    #[must_use]
    pub fn alive(&self, day: Day) -> bool {
        self.dead_at >= f64::from(day.0) + 1.0
    }

    /// Purchases to expect in the `weeks` after the end of `day`, knowing the true rates and whether
    /// the customer is alive then: `lambda/mu (1 - exp(-mu weeks))`, or none. Seasons are left out.
    #[must_use]
    pub fn expected_purchases(&self, day: Day, weeks: f64) -> f64 {
        match (self.alive(day), self.mu * weeks) {
            (false, _) => 0.0,
            (true, share) if share < 1e-12 => self.lambda * weeks,
            (true, share) => self.lambda / self.mu * -(-share).exp_m1(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dead_buy_nothing_and_the_immortal_buy_at_their_rate() {
        let truth = Truth { customer: 0, first: 0.0, lambda: 2.0, mu: 0.0, dead_at: 10.5, mean_spend: 1.0 };
        assert!(truth.alive(Day(9)));
        assert!(!truth.alive(Day(10)));
        assert_eq!(truth.expected_purchases(Day(9), 3.0), 6.0);
        assert_eq!(truth.expected_purchases(Day(10), 3.0), 0.0);
        let mortal = Truth { mu: 0.5, ..truth };
        assert!((mortal.expected_purchases(Day(0), 1e9) - 4.0).abs() < 1e-12);
    }
}
