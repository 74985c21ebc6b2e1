//! What a day asks for: the kinds of lines the page of the day has, and the order they stand in.

use serde::{Deserialize, Serialize};

use crate::Day;

/// How many days ahead what is to come is shown.
pub const AHEAD_DAYS: i32 = 7;
/// How many days before its end a certificate nobody used is spoken of.
pub const EXPIRES_WITHIN_DAYS: u16 = 14;
/// Longest name of what a line is about, in bytes.
pub const ABOUT_MAX: usize = 100;

/// What a line of the day is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    /// A promise of ours that is due, or will be soon.
    Promise,
    /// Something somebody is to do for a person.
    Task,
    /// A step of an account's year that was missed.
    Missed,
    /// Letters whose end we never saw.
    Letters,
    /// A present of which few are left.
    Stock,
    /// Presents sent long ago of which nobody heard since.
    Parcels,
    /// A play that waits for somebody's approval.
    Approval,
    /// Somebody said why they leave, and waits for a human's thanks.
    Leaving,
    /// Somebody to be left in peace: no offer, perhaps a word.
    Peace,
    /// A remembered date of theirs.
    Occasion,
    /// A holiday of the calendar many of them keep.
    Holiday,
    /// A certificate about to expire unused.
    Certificate,
    /// A regular who has fallen silent.
    Silence,
}

impl LineKind {
    /// Every kind.
    pub const ALL: [Self; 13] = [
        Self::Promise,
        Self::Task,
        Self::Missed,
        Self::Letters,
        Self::Stock,
        Self::Parcels,
        Self::Approval,
        Self::Leaving,
        Self::Peace,
        Self::Occasion,
        Self::Holiday,
        Self::Certificate,
        Self::Silence,
    ];

    /// The name kept in the database and said by the API.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Promise => "promise",
            Self::Task => "task",
            Self::Missed => "missed",
            Self::Letters => "letters",
            Self::Stock => "stock",
            Self::Parcels => "parcels",
            Self::Approval => "approval",
            Self::Leaving => "leaving",
            Self::Peace => "peace",
            Self::Occasion => "occasion",
            Self::Holiday => "holiday",
            Self::Certificate => "certificate",
            Self::Silence => "silence",
        }
    }

    /// The kind of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether it can be declined for good; what is owed or was agreed can only be put off.
    #[must_use]
    pub fn is_declinable(self) -> bool {
        !matches!(
            self,
            Self::Promise
                | Self::Task
                | Self::Missed
                | Self::Letters
                | Self::Stock
                | Self::Parcels
                | Self::Approval
        )
    }
}

/// Which part of the day a line belongs to, the first first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// What we owe: by its day alone, never by what anybody is worth.
    Duty,
    /// What was agreed to be done, by its day.
    Work,
    /// Courtesy of today, never by what anybody is worth.
    Courtesy,
    /// Care nobody asked for, by what it can still win.
    Care,
    /// What the next days bring.
    Coming,
}

/// Where a line stands among the others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rank {
    /// The part of the day.
    pub part: Part,
    /// The day that decides within the part; the earliest first.
    pub day: Day,
    /// What decides within the day; the greatest first. 0 where worth may not decide.
    pub weight: f64,
}

impl Rank {
    /// What is owed on a day: ahead of all that is not, once the day is there.
    #[must_use]
    pub fn owed(due: Day, today: Day) -> Self {
        Self { part: if due <= today { Part::Duty } else { Part::Coming }, day: due, weight: 0.0 }
    }

    /// What somebody agreed to do on a day.
    #[must_use]
    pub fn agreed(due: Day, today: Day) -> Self {
        Self { part: if due <= today { Part::Work } else { Part::Coming }, day: due, weight: 0.0 }
    }

    /// A courtesy on a day.
    #[must_use]
    pub fn courteous(day: Day, today: Day) -> Self {
        Self { part: if day <= today { Part::Courtesy } else { Part::Coming }, day, weight: 0.0 }
    }

    /// Care that ends on a day, such as what expires.
    #[must_use]
    pub fn until(day: Day) -> Self {
        Self { part: Part::Care, day, weight: 0.0 }
    }

    /// Care that has no day, by what it can still win: after all that has one.
    #[must_use]
    pub fn worth(weight: f64) -> Self {
        Self { part: Part::Care, day: Day(i32::MAX), weight }
    }

    /// The order of two lines.
    #[must_use]
    pub fn order(&self, other: &Self) -> std::cmp::Ordering {
        let by_day = (self.part, self.day).cmp(&(other.part, other.day));
        by_day.then(other.weight.total_cmp(&self.weight))
    }
}

/// Why somebody declines a line, of the reasons that stand ready.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Somebody met them already.
    Met,
    /// It would not be fitting.
    Unfitting,
    /// They moved away, closed, or died: nobody to care for.
    Gone,
    /// They asked to be left alone.
    Asked,
    /// What the line says is wrong.
    Wrong,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 5] = [Self::Met, Self::Unfitting, Self::Gone, Self::Asked, Self::Wrong];

    /// The name kept in the database and said by the API.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Unfitting => "unfitting",
            Self::Gone => "gone",
            Self::Asked => "asked",
            Self::Wrong => "wrong",
        }
    }

    /// The reason of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.name() == name)
    }
}

/// What is wrong with a wish to set a line aside.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AsideRefusal {
    /// Nothing the line could be about.
    #[error("Say what the line is about, in at most {ABOUT_MAX} bytes, as the list of the day names it.")]
    About,
    /// A day that is over.
    #[error("It can be put off to a later day only; '{0}' is not later than today.")]
    Past(Day),
    /// Declined for good without a word.
    #[error("Say why it is declined, so that others understand it.")]
    NoReason,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn duty_comes_first_and_worth_decides_among_the_silent_alone() {
        let today = Day(20_000);
        let mut ranks = [
            ("rich and silent", Rank::worth(9_000.0)),
            ("promise to come", Rank::owed(Day(20_003), today)),
            ("silent", Rank::worth(12.0)),
            ("birthday today", Rank::courteous(today, today)),
            ("expires on Friday", Rank::until(Day(20_004))),
            ("promise of today", Rank::owed(today, today)),
            ("birthday tomorrow", Rank::courteous(Day(20_001), today)),
            ("task of last week", Rank::agreed(Day(19_993), today)),
            ("promise a month late", Rank::owed(Day(19_970), today)),
        ];
        ranks.sort_by(|a, b| a.1.order(&b.1));
        let order: Vec<_> = ranks.iter().map(|(name, _)| *name).collect();
        assert_eq!(
            order,
            [
                "promise a month late",
                "promise of today",
                "task of last week",
                "birthday today",
                "expires on Friday",
                "rich and silent",
                "silent",
                "birthday tomorrow",
                "promise to come",
            ]
        );
    }

    #[test]
    fn the_name_kept_is_the_name_the_api_says() {
        for kind in LineKind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.name());
            assert_eq!(LineKind::from_name(kind.name()), Some(kind));
        }
        for reason in Reason::ALL {
            assert_eq!(serde_json::to_value(reason).unwrap(), reason.name());
            assert_eq!(Reason::from_name(reason.name()), Some(reason));
        }
    }
}
