//! What an arm's units came to: streaming moments, mergeable, one small matrix an arm whatever its size.

/// Count, means and centred cross-products of the units of one arm. A unit is whoever was drawn: a person, or an
/// organisation with the sums over its people.
///
/// Each unit is a row `(size, outcome, covariates...)`: `size` is 1 for a person, the number of people for an
/// organisation, the denominator where the outcome is a ratio. Updated by Welford's method, merged by that of Chan,
/// Golub & LeVeque (1983), so that large means cost no digits.
#[derive(Clone, Debug, PartialEq)]
pub struct Sums {
    units: u64,
    zeros: u64,
    ones: u64,
    /// Largest outcome by size.
    largest: f64,
    means: Vec<f64>,
    /// Lower triangle of the centred cross-products, row by row.
    cross: Vec<f64>,
    /// Where a new row's distances from the means are put.
    apart: Vec<f64>,
}

pub(super) const SIZE: usize = 0;
pub(super) const OUTCOME: usize = 1;
pub(super) const COVARIATES: usize = 2;

impl Sums {
    /// Of nobody yet, with so many covariates.
    #[must_use]
    pub fn new(covariates: usize) -> Self {
        let width = COVARIATES + covariates;
        Self {
            units: 0,
            zeros: 0,
            ones: 0,
            largest: 0.0,
            means: vec![0.0; width],
            cross: vec![0.0; width * (width + 1) / 2],
            apart: vec![0.0; width],
        }
    }

    /// Counts one unit. All numbers finite; `size` above zero; as many covariates as were announced, missing ones
    /// count as zero.
    pub fn add(&mut self, size: f64, outcome: f64, covariates: &[f64]) {
        self.units += 1;
        self.zeros += u64::from(outcome == 0.0);
        self.ones += u64::from(outcome == 1.0);
        self.largest = self.largest.max(outcome.abs());
        let n = self.units as f64;
        let values =
            [size, outcome].into_iter().chain(covariates.iter().copied()).chain(std::iter::repeat(0.0));
        for ((mean, apart), value) in self.means.iter_mut().zip(&mut self.apart).zip(values) {
            *apart = value - *mean;
            *mean += *apart / n;
        }
        self.spread((n - 1.0) / n);
    }

    /// Counts all the units of another.
    pub fn merge(&mut self, other: &Self) {
        if other.units == 0 {
            return;
        }
        let (n, m) = (self.units as f64, other.units as f64);
        for ((mean, apart), theirs) in self.means.iter_mut().zip(&mut self.apart).zip(&other.means) {
            *apart = theirs - *mean;
            *mean += *apart * m / (n + m);
        }
        self.cross.iter_mut().zip(&other.cross).for_each(|(ours, theirs)| *ours += theirs);
        self.spread(n * m / (n + m));
        self.units += other.units;
        self.zeros += other.zeros;
        self.ones += other.ones;
        self.largest = self.largest.max(other.largest);
    }

    fn spread(&mut self, weight: f64) {
        let mut at = 0;
        for (row, one) in self.apart.iter().enumerate() {
            let pull = weight * one;
            for other in &self.apart[..=row] {
                self.cross[at] += pull * other;
                at += 1;
            }
        }
    }

    /// How many were drawn into the arm.
    #[must_use]
    pub fn units(&self) -> u64 {
        self.units
    }

    /// How many covariates a row has.
    #[must_use]
    pub fn covariates(&self) -> usize {
        self.means.len() - COVARIATES
    }

    /// Sum of the sizes: people, where units are organisations.
    #[must_use]
    pub fn size(&self) -> f64 {
        self.means[SIZE] * self.units as f64
    }

    /// Sum of the outcomes.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.means[OUTCOME] * self.units as f64
    }

    /// Outcome per size; 0 of nobody.
    #[must_use]
    pub fn mean(&self) -> f64 {
        if self.units == 0 { 0.0 } else { self.means[OUTCOME] / self.means[SIZE] }
    }

    /// Whether every outcome is 0 or 1.
    #[must_use]
    pub fn is_binary(&self) -> bool {
        self.zeros + self.ones == self.units
    }

    /// Units whose outcome tells something: of a binary outcome the rarer of its two values, else those that are not
    /// zero.
    #[must_use]
    pub fn telling(&self) -> u64 {
        if self.is_binary() { self.zeros.min(self.ones) } else { self.units - self.zeros }
    }

    /// Share of the arm's spread (sum of squares about the mean) that its largest outcome alone would make up.
    #[must_use]
    pub fn largest_share(&self) -> f64 {
        let spread = self.product(OUTCOME, OUTCOME);
        if spread > 0.0 { ((self.largest - self.means[OUTCOME]).powi(2) / spread).min(1.0) } else { 0.0 }
    }

    /// Centred cross-product of two columns.
    pub(super) fn product(&self, one: usize, other: usize) -> f64 {
        let (high, low) = (one.max(other), one.min(other));
        self.cross[high * (high + 1) / 2 + low]
    }

    /// Column per size.
    pub(super) fn rate(&self, column: usize) -> f64 {
        self.means[column] / self.means[SIZE]
    }

    /// Cross-product of two columns linearised as ratios to size: `(a - A d)(b - B d) / mean(d)^2` summed, with `A`
    /// and `B` the rates. Where every size is 1 it is the plain centred cross-product (Deng et al. 2013, appendix).
    pub(super) fn linearised(&self, one: usize, other: usize) -> f64 {
        let (a, b) = (self.rate(one), self.rate(other));
        let sum = self.product(one, other) - b * self.product(one, SIZE) - a * self.product(other, SIZE)
            + a * b * self.product(SIZE, SIZE);
        sum / self.means[SIZE].powi(2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(n: u32) -> impl Iterator<Item = (f64, f64, [f64; 2])> {
        (0..n).map(|i| {
            let x = f64::from(i * 7_919 % 97);
            (1.0 + f64::from(i % 3), 1e6 + x * 0.5 + f64::from(i % 5), [x, f64::from(i % 11)])
        })
    }

    #[test]
    fn parts_merged_are_the_whole() {
        let (mut whole, mut parts) = (Sums::new(2), vec![Sums::new(2); 3]);
        for (i, (size, outcome, covariates)) in rows(1_000).enumerate() {
            whole.add(size, outcome, &covariates);
            parts[i % 3].add(size, outcome, &covariates);
        }
        let mut merged = Sums::new(2);
        parts.iter().for_each(|part| merged.merge(part));
        assert_eq!(merged.units(), whole.units());
        for (ours, theirs) in merged.cross.iter().zip(&whole.cross) {
            assert!((ours - theirs).abs() <= 1e-7 * theirs.abs().max(1.0), "{ours} {theirs}");
        }
        assert!((merged.total() - whole.total()).abs() < 1e-3);
    }

    #[test]
    fn a_large_mean_costs_no_digits_of_the_spread() {
        let mut sums = Sums::new(0);
        [0.0, 1.0, 2.0].into_iter().for_each(|y| sums.add(1.0, 1e9 + y, &[]));
        assert!((sums.product(OUTCOME, OUTCOME) - 2.0).abs() < 1e-6);
    }

    #[test]
    fn of_a_binary_outcome_the_rarer_value_tells() {
        let mut sums = Sums::new(0);
        [1.0, 1.0, 1.0, 0.0].into_iter().for_each(|y| sums.add(1.0, y, &[]));
        assert_eq!((sums.is_binary(), sums.telling()), (true, 1));
        sums.add(1.0, 2.5, &[]);
        assert_eq!((sums.is_binary(), sums.telling()), (false, 4));
    }
}
