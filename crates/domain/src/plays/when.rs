//! The moment a play meets a person.

use serde::{Deserialize, Serialize};

use crate::memory::FactKind;
use crate::time::Instant;

/// When a person is met. Each moment names its occasion, and an occasion is met once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum When {
    /// As soon as the rule holds.
    RuleHolds,
    /// Everybody the rule finds, once, from this instant on: a letter to many.
    Once {
        /// From when on.
        at: Instant,
    },
    /// A remembered date of theirs: a birthday, a wedding day.
    Date {
        /// The kind of fact that bears the date, as in `domain::memory`.
        fact: String,
        /// How many days ahead.
        days_before: u16,
    },
    /// A holiday of their own calendar.
    Holiday {
        /// Which: `nowruz`, `jani`, `christmas`, or one of the company's own.
        holiday: String,
        /// How many days ahead.
        days_before: u16,
    },
    /// They have been silent for so many of their own rhythms.
    Silence {
        /// How many.
        rhythms: f64,
    },
    /// They ordered: from the first order on, or exactly the n-th.
    Order {
        /// Which of their orders; `None` for each.
        #[serde(default)]
        nth: Option<u32>,
        /// Days after it.
        #[serde(default)]
        after_days: u16,
    },
    /// They bought a product.
    Product {
        /// Its code, as the shop names it.
        sku: String,
        /// Days after it.
        #[serde(default)]
        after_days: u16,
    },
    /// A figure of their standing crossed a line.
    Score {
        /// Which figure.
        of: Score,
        /// The line.
        line: f64,
        /// Met when above it, else when below.
        above: bool,
    },
}

impl When {
    /// What a play says of the date it waits for: the kind of fact, `None` where there is none of that
    /// name, and after a colon the words one of which the fact has to hold, in small letters.
    #[must_use]
    pub fn dated(fact: &str) -> (Option<FactKind>, Vec<String>) {
        let (kind, words) = fact.split_once(':').unwrap_or((fact, ""));
        let words = words
            .split([',', '\u{60c}'])
            .map(|word| word.trim().to_lowercase())
            .filter(|word| !word.is_empty());
        (FactKind::from_name(kind.trim()), words.collect())
    }
}

/// A figure of a standing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Score {
    /// The odds that they still are a customer.
    PAlive,
    /// The value at stake, in minor units.
    ValueAtStake,
    /// The expected value over the horizon, in minor units.
    ExpectedValue,
    /// The number of their orders.
    Orders,
}

/// One moment of one person: the occasion's name within the play, and when it is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// Its name: `once`, `2026` of a birthday, the id of an order, the last day before a silence.
    pub occasion: String,
    /// When the first step is due, before quiet hours.
    pub due: Instant,
}

/// Hours of the day and days of the week in which nobody is disturbed, in the person's own zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuietHours {
    /// Minute of the day they begin, 0 to 1439.
    pub from: u16,
    /// Minute of the day they end; before `from` where they run over midnight, equal to it for none.
    pub to: u16,
    /// Days of the week wholly quiet: bit 0 Monday … bit 6 Sunday.
    #[serde(default)]
    pub weekdays: u8,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_named_by_its_kind_and_its_words() {
        let (kind, words) = When::dated("date: Birthday، День рождения");
        assert_eq!(kind, Some(FactKind::Date));
        assert_eq!(words, ["birthday", "день рождения"]);
        assert!(When::dated("date").1.is_empty());
        assert_eq!(When::dated("tea").0, None);
    }
}
