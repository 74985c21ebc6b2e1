//! Outcomes in the unit they have: shares of yes, money, plain numbers.

use domain::Currency;
use domain::proof::Proof;

use crate::words::{money, number, percent};

/// How a trial's figures are written.
pub struct Figures {
    binary: bool,
    currency: Currency,
    decimals: usize,
    /// What was drawn, in the plural.
    pub units: &'static str,
    /// What an effect is an effect on each of.
    pub each: String,
}

impl Figures {
    /// Decimals so that the control's mean shows three digits.
    pub fn of(proof: &Proof) -> Self {
        let size = proof.arms.first().and_then(|arm| arm.mean).unwrap_or(0.0).abs();
        let decimals = if size > 0.0 { (2.0 - size.log10().floor()).clamp(0.0, 8.0) as usize } else { 2 };
        Self {
            binary: proof.outcome.binary,
            currency: proof.outcome.currency,
            decimals,
            units: if proof.outcome.cluster.is_some() { "clusters" } else { "people" },
            each: proof.outcome.per.clone().unwrap_or_else(|| "person".to_owned()),
        }
    }

    /// A mean.
    pub fn mean(&self, value: f64) -> String {
        match (self.binary, self.currency) {
            (true, _) => percent(value),
            (_, Currency::NONE) => number(value, self.decimals),
            (_, currency) => money(value, currency),
        }
    }

    /// A difference of means, with its sign.
    pub fn change(&self, value: f64) -> String {
        let text = match self.binary {
            true => format!("{} pp", number(value * 100.0, 2)),
            false => self.mean(value),
        };
        let above = value > 0.0 && text.contains(|digit| matches!(digit, '1'..='9'));
        if above { format!("+{text}") } else { text }
    }

    /// A sum.
    pub fn total(&self, value: f64) -> String {
        match (self.binary, self.currency) {
            (true, _) => number(value, 0),
            (_, Currency::NONE) => {
                number(value, if value.abs() < 1_000.0 { self.decimals.min(2) } else { 0 })
            }
            (_, currency) => money(value, currency),
        }
    }
}

/// A p that is never said to be nothing.
pub fn p_value(p: f64) -> String {
    if p < 1e-6 {
        "p < 0.000001".to_owned()
    } else {
        format!("p = {}", number(p, if p < 0.01 { 6 } else { 3 }))
    }
}
