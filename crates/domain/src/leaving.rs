//! Why people leave: the reasons that stand ready, in whose words, and how we came to know.

use serde::{Deserialize, Serialize};

use crate::Day;
use crate::letters::one_line;
use crate::memory::{Problem, note};

/// Longest that somebody says of why they leave, in characters.
pub const WORDS_MAX: usize = 1000;
/// Longest name of where they go instead, in characters.
pub const DESTINATION_MAX: usize = 120;
/// For how many days after a question its answer counts as one to it.
pub const ANSWERS_WITHIN_DAYS: i32 = 90;
/// For how many days an answer in somebody's own words waits on the page of the day.
pub const FRESH_DAYS: i32 = 30;

/// Why somebody leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Too dear.
    Price,
    /// What they bought was not good.
    Quality,
    /// How they were treated.
    Service,
    /// We don't have what they look for.
    Choice,
    /// They found something better.
    Elsewhere,
    /// They moved away, or we are out of their way.
    Place,
    /// They need it no more.
    Need,
    /// They want fewer letters, and stay our customer.
    Letters,
    /// Something else.
    Other,
}

impl Reason {
    /// Every reason, in the order they are offered.
    pub const ALL: [Self; 9] = [
        Self::Price,
        Self::Quality,
        Self::Service,
        Self::Choice,
        Self::Elsewhere,
        Self::Place,
        Self::Need,
        Self::Letters,
        Self::Other,
    ];

    /// The name kept in the database and said by the API.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Price => "price",
            Self::Quality => "quality",
            Self::Service => "service",
            Self::Choice => "choice",
            Self::Elsewhere => "elsewhere",
            Self::Place => "place",
            Self::Need => "need",
            Self::Letters => "letters",
            Self::Other => "other",
        }
    }

    /// The reason of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.name() == name)
    }

    /// Whether who says so leaves us, and not only our letters.
    #[must_use]
    pub fn leaves(self) -> bool {
        self != Self::Letters
    }
}

/// How we came to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// Asked where they ended our letters.
    Stop,
    /// Asked by a letter.
    Letter,
    /// Somebody here wrote it down.
    Staff,
    /// A program wrote it down.
    Api,
}

impl Source {
    /// Every source.
    pub const ALL: [Self; 4] = [Self::Stop, Self::Letter, Self::Staff, Self::Api];

    /// The name kept in the database and said by the API.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Stop => "stop",
            Self::Letter => "letter",
            Self::Staff => "staff",
            Self::Api => "api",
        }
    }

    /// The source of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.name() == name)
    }

    /// Whether we asked.
    #[must_use]
    pub fn asks(self) -> bool {
        matches!(self, Self::Stop | Self::Letter)
    }
}

/// In whose words it was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Voice {
    /// In their own.
    Theirs,
    /// In ours: what somebody here understood.
    Ours,
}

impl Voice {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Theirs, Self::Ours];

    /// The name kept in the database and said by the API.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Theirs => "theirs",
            Self::Ours => "ours",
        }
    }

    /// The voice of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|voice| voice.name() == name)
    }
}

/// Why somebody left, as it is written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Why.
    pub reason: Reason,
    /// What was said of it, or nothing.
    pub words: String,
    /// Where they go instead, or nothing.
    pub destination: String,
    /// In whose words.
    pub voice: Voice,
    /// The day they left on.
    pub day: Day,
}

impl Draft {
    /// Holds it to its limits.
    ///
    /// # Errors
    /// Where the words or the destination are too long, or the day lies ahead of `today`.
    pub fn checked(mut self, today: Day) -> Result<Self, Problem> {
        self.words = note(&self.words, WORDS_MAX)?;
        self.destination = one_line(&note(&self.destination, DESTINATION_MAX)?);
        if self.day > today {
            return Err(Problem::InFuture);
        }
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_kept_is_the_name_the_api_says() {
        for reason in Reason::ALL {
            assert_eq!(serde_json::to_value(reason).unwrap(), reason.name());
            assert_eq!(Reason::from_name(reason.name()), Some(reason));
        }
        for source in Source::ALL {
            assert_eq!(serde_json::to_value(source).unwrap(), source.name());
            assert_eq!(Source::from_name(source.name()), Some(source));
        }
        for voice in Voice::ALL {
            assert_eq!(serde_json::to_value(voice).unwrap(), voice.name());
            assert_eq!(Voice::from_name(voice.name()), Some(voice));
        }
    }

    #[test]
    fn a_destination_is_one_line_and_no_day_lies_ahead() {
        let draft = Draft {
            reason: Reason::Elsewhere,
            words: "  closer to home \n".into(),
            destination: "North\nQuay".into(),
            voice: Voice::Theirs,
            day: Day(20_000),
        };
        let kept = draft.clone().checked(Day(20_000)).unwrap();
        assert_eq!((kept.words.as_str(), kept.destination.as_str()), ("closer to home", "North Quay"));
        assert_eq!(draft.clone().checked(Day(19_999)), Err(Problem::InFuture));
        let long = Draft { destination: "x".repeat(DESTINATION_MAX + 1), ..draft };
        assert!(matches!(long.checked(Day(20_000)), Err(Problem::TooLong { .. })));
    }
}
