//! Outcomes in the unit they have: shares of yes, money, plain numbers.

use domain::Currency;
use domain::proof::Proof;
use domain::worth::Estimate;
use locales::Words;

use crate::chart::Format;

/// How a trial's outcomes are written.
pub(super) struct Outcomes {
    words: Words,
    binary: bool,
    currency: Currency,
    decimals: usize,
}

impl Outcomes {
    /// Decimals so that the control's mean shows three digits.
    pub fn of(words: Words, proof: &Proof) -> Self {
        let size = proof.arms.first().and_then(|arm| arm.mean).unwrap_or(0.0).abs();
        let decimals = if size > 0.0 { (2.0 - size.log10().floor()).clamp(0.0, 8.0) as usize } else { 2 };
        Self { words, binary: proof.outcome.binary, currency: proof.outcome.currency, decimals }
    }

    /// A mean.
    pub fn mean(&self, value: f64) -> String {
        match (self.binary, self.currency) {
            (true, _) => self.words.percent_with(value, 1),
            (_, Currency::NONE) => self.words.decimal(value, self.decimals),
            (_, currency) => self.words.money_exact(value, currency),
        }
    }

    /// A difference of means.
    pub fn change(&self, value: f64) -> String {
        match self.binary {
            true => self.words.proof_points(self.words.decimal(value * 100.0, 2)),
            false => self.mean(value),
        }
    }

    /// An interval of a difference.
    pub fn range(&self, it: Estimate) -> String {
        self.words.format_range(self.change(it.low), self.change(it.high))
    }

    /// A sum.
    pub fn total(&self, value: f64) -> String {
        match (self.binary, self.currency) {
            (true, _) => self.words.decimal(value, 0),
            (_, Currency::NONE) if is_whole(value) || value.abs() >= 1_000.0 => self.words.decimal(value, 0),
            (_, Currency::NONE) => self.words.decimal(value, self.decimals.min(2)),
            (_, currency) => self.words.money_about(value, currency),
        }
    }

    /// For the axis of a chart.
    pub fn format(&self) -> Format {
        if self.binary { Format::PERCENT } else { Format::money(self.currency) }
    }
}

/// Whether a sum is a count, but for what reckoning it from a mean leaves.
fn is_whole(value: f64) -> bool {
    (value - value.round()).abs() < 1e-6
}

/// A p that is never said to be nothing.
pub(super) fn chance(words: Words, p: f64) -> String {
    match p {
        p if p < 1e-6 => words.format_under(words.decimal(1e-6, 6)),
        p => words.decimal(p, if p < 0.01 { 6 } else { 3 }),
    }
}
