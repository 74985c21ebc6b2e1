//! What we promise to remember of a person, and on what terms: only what they gave or what is public
//! about their work, with its source, its lawful basis and how sensitive it is.

mod calendar;
mod dates;
mod written;

pub use calendar::Calendar;
pub use dates::{LeapRule, Recurring, When};
pub use written::{Written, find as find_date, latin_digits};

use crate::Day;
use crate::access::Action;
use crate::named::named;

/// Longest text of a fact, promise or touch, in characters.
pub const TEXT_MAX: usize = 2_000;
/// Longest note about a source, and longest selected phrase, in characters.
pub const NOTE_MAX: usize = 500;

named! {
    /// What a fact is about.
    FactKind {
        /// Their family.
        Family = "family",
        /// Their work.
        Work = "work",
        /// What they care for.
        Interest = "interest",
        /// How they like things.
        Preference = "preference",
        /// A day that comes every year: a birthday, a name day, an anniversary.
        Date = "date",
        /// Something that happened or will.
        Event = "event",
        /// A death near them. While it stands, cheerful prompts are silent.
        Bereavement = "bereavement",
        /// Anything else.
        Other = "other",
    }
}

named! {
    /// How we learned it. What was bought or guessed has no name here, so it can't be kept.
    Source {
        /// They said it to us.
        Said = "said",
        /// They wrote it to us.
        Written = "written",
        /// It is public about their work.
        Public = "public",
        /// We saw it ourselves.
        Seen = "seen",
        /// Somebody else told us.
        Told = "told",
    }
}

named! {
    /// The lawful basis of keeping it (GDPR, article 6, paragraph 1).
    Basis {
        /// They agreed (a).
        Consent = "consent",
        /// A contract with them needs it (b).
        Contract = "contract",
        /// A law demands it (c).
        LegalObligation = "legal_obligation",
        /// A life depends on it (d).
        VitalInterests = "vital_interests",
        /// A task in the public interest (e).
        PublicTask = "public_task",
        /// Our legitimate interest, which theirs does not outweigh (f).
        LegitimateInterests = "legitimate_interests",
    }
}

named! {
    /// How sensitive it is.
    Level {
        /// What anybody who serves them may know.
        Ordinary = "ordinary",
        /// For those who serve them: money, family matters.
        Private = "private",
        /// The special categories: health, belief, origin and the like (GDPR, article 9).
        Special = "special",
    }
}

impl Level {
    /// What one must be trusted with to see it.
    #[must_use]
    pub fn action(self) -> Action {
        match self {
            Self::Ordinary => Action::ReadCustomers,
            Self::Private => Action::ReadPrivate,
            Self::Special => Action::ReadSpecial,
        }
    }

    /// As kept in the database: 0, 1, 2.
    #[must_use]
    pub fn number(self) -> i64 {
        self as i64
    }

    /// From the database.
    #[must_use]
    pub fn from_number(number: i64) -> Option<Self> {
        Self::ALL.iter().copied().find(|level| level.number() == number)
    }
}

named! {
    /// How two people belong together, read from one to the other.
    RelationKind {
        /// Works at the organisation.
        WorksAt = "works_at",
        /// The organisation is part of the other.
        PartOf = "part_of",
        /// Of one family.
        Family = "family",
        /// Works with.
        Colleague = "colleague",
        /// Came to us through.
        IntroducedBy = "introduced_by",
    }
}

/// Why something can't be remembered as it was written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Nothing was written.
    #[error("Nothing is written here; say in a few words what to remember.")]
    Empty,
    /// Too much was written.
    #[error("The text has {length} characters and may have {max}; say it shorter.")]
    TooLong {
        /// How many there are.
        length: usize,
        /// How many there may be.
        max: usize,
    },
    /// A name from no list of ours.
    #[error("'{value}' is no {what} we know.")]
    Unknown {
        /// Which list.
        what: &'static str,
        /// What was written.
        value: String,
    },
    /// A year no calendar of ours is exact in.
    #[error("The year {year} can't be meant; years go from {first} to {last}.")]
    Year {
        /// The year.
        year: i64,
        /// The first that may be.
        first: i32,
        /// The last.
        last: i32,
    },
    /// No such month.
    #[error("There is no month {0}; months go from 1 to 12.")]
    Month(u8),
    /// A day no such month has.
    #[error("Month {month} has no day {day}.")]
    NoSuchDay {
        /// The day.
        day: u8,
        /// The month.
        month: u8,
    },
    /// A leap day in a common year.
    #[error(
        "The year {year} is no leap year, so its month {month} has no day {day}; leave the year out or correct it."
    )]
    NoLeapDay {
        /// The day.
        day: u8,
        /// The month.
        month: u8,
        /// The year.
        year: i32,
    },
    /// A date with a month and no day, or the other way.
    #[error("A date needs its day and its month; the year may be left out where it comes every year.")]
    HalfDate,
    /// A text that is no date.
    #[error("'{0}' is not a date; write it as 2026-09-30.")]
    NotADate(String),
    /// A day worth remembering without a date.
    #[error("Say which day: write it as 14 March or 1986-03-14, or fill in the fields.")]
    DateWanted,
    /// A special category without consent.
    #[error(
        "What belongs to the special categories (health, belief, origin) may be kept with the person's explicit consent; \
             with a legal obligation or vital interests only where the note says which."
    )]
    SpecialBasis,
    /// Public, but not about their work.
    #[error(
        "From public sources only work and events may be kept, at the ordinary level; ask the person about the rest."
    )]
    PublicPrivate,
    /// It would be forgotten as it is written.
    #[error("The day it expires is past already.")]
    ExpiredAlready,
    /// The entry it was remembered from is not this person's.
    #[error("The entry it comes from is not on this person's timeline, or not any more.")]
    NotTheirEntry,
    /// Two that are one.
    #[error("A person can't be related to themselves.")]
    Themselves,
    /// A ring of organisations.
    #[error("That would make a ring: the other already belongs to this one, near or far.")]
    Ring,
    /// The relation needs another kind of party.
    #[error("Only an organisation can be worked at or be part of another.")]
    NotAnOrganisation,
    /// The relation stands already.
    #[error("They are related so already.")]
    RelatedAlready,
    /// A moment that has not come.
    #[error("What has happened lies not in the future; write a promise for what will.")]
    InFuture,
}

/// Text as kept: trimmed, without control characters but line ends and tabs, with something in it.
///
/// # Errors
/// Where nothing is left, or more than `max` characters.
pub fn text(written: &str, max: usize) -> Result<String, Problem> {
    let kept = note(written, max)?;
    if kept.is_empty() { Err(Problem::Empty) } else { Ok(kept) }
}

/// As [`text`], but may be empty.
///
/// # Errors
/// Where more than `max` characters are left.
pub fn note(written: &str, max: usize) -> Result<String, Problem> {
    let keep = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
    let kept: String = written.trim().chars().filter(keep).collect();
    let kept = kept.trim();
    let length = kept.chars().count();
    if length > max { Err(Problem::TooLong { length, max }) } else { Ok(kept.to_owned()) }
}

/// A name from a list, or the sentence that it is none.
///
/// # Errors
/// [`Problem::Unknown`].
pub fn known<T>(what: &'static str, value: &str, from_name: fn(&str) -> Option<T>) -> Result<T, Problem> {
    from_name(value).ok_or_else(|| Problem::Unknown { what, value: value.chars().take(60).collect() })
}

/// A fact as somebody writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// What it is about.
    pub kind: FactKind,
    /// In their words.
    pub text: String,
    /// When, where it has a date.
    pub when: Option<When>,
    /// How we learned it.
    pub source: Source,
    /// More about that: who told, where it stands, what law.
    pub source_note: String,
    /// Why we may keep it.
    pub basis: Basis,
    /// How sensitive it is.
    pub level: Level,
    /// The first day it matters no more.
    pub expires_on: Option<Day>,
}

impl Draft {
    /// The draft as it may be kept, its texts cleaned, on the day it is written.
    ///
    /// # Errors
    /// The first thing wrong with it.
    pub fn checked(mut self, today: Day) -> Result<Self, Problem> {
        self.text = text(&self.text, TEXT_MAX)?;
        self.source_note = note(&self.source_note, NOTE_MAX)?;
        if self.kind == FactKind::Date && self.when.is_none() {
            return Err(Problem::DateWanted);
        }
        if let Some(day) = self.expires_on {
            When::once(day)?;
            if day <= today {
                return Err(Problem::ExpiredAlready);
            }
        }
        let public_is_fit =
            self.level == Level::Ordinary && matches!(self.kind, FactKind::Work | FactKind::Event);
        if self.source == Source::Public && !public_is_fit {
            return Err(Problem::PublicPrivate);
        }
        if self.level == Level::Special && !self.allows_special() {
            return Err(Problem::SpecialBasis);
        }
        Ok(self)
    }

    /// GDPR, article 9, paragraph 2: (a), and of the others those with a law or a life behind them.
    fn allows_special(&self) -> bool {
        match self.basis {
            Basis::Consent => true,
            Basis::LegalObligation | Basis::VitalInterests => !self.source_note.is_empty(),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> Draft {
        Draft {
            kind: FactKind::Interest,
            text: "  Rows on\u{0} Sundays ".to_owned(),
            when: None,
            source: Source::Said,
            source_note: String::new(),
            basis: Basis::LegitimateInterests,
            level: Level::Ordinary,
            expires_on: None,
        }
    }

    #[test]
    fn what_is_kept_is_trimmed_and_without_control_characters() {
        assert_eq!(draft().checked(Day(0)).unwrap().text, "Rows on Sundays");
        let long = Draft { text: "ä".repeat(100_000), ..draft() };
        assert_eq!(long.checked(Day(0)), Err(Problem::TooLong { length: 100_000, max: TEXT_MAX }));
        let empty = Draft { text: " \u{7}\n".to_owned(), ..draft() };
        assert_eq!(empty.checked(Day(0)), Err(Problem::Empty));
    }

    #[test]
    fn what_is_special_needs_consent_or_a_basis_that_is_said() {
        let special = Draft { level: Level::Special, ..draft() };
        assert_eq!(special.clone().checked(Day(0)), Err(Problem::SpecialBasis));
        let with = |basis, note: &str| Draft { basis, source_note: note.to_owned(), ..special.clone() };
        assert!(with(Basis::Consent, "").checked(Day(0)).is_ok());
        assert!(with(Basis::VitalInterests, "").checked(Day(0)).is_err());
        assert!(with(Basis::VitalInterests, "carries an adrenaline pen").checked(Day(0)).is_ok());
    }

    #[test]
    fn of_what_is_public_only_work_is_kept() {
        let public = |kind, level| Draft { kind, level, source: Source::Public, ..draft() }.checked(Day(0));
        assert_eq!(public(FactKind::Family, Level::Ordinary), Err(Problem::PublicPrivate));
        assert_eq!(public(FactKind::Work, Level::Private), Err(Problem::PublicPrivate));
        assert!(public(FactKind::Work, Level::Ordinary).is_ok());
    }

    #[test]
    fn a_date_needs_its_day_and_an_expiry_a_day_to_come() {
        let date = Draft { kind: FactKind::Date, ..draft() };
        assert_eq!(date.checked(Day(0)), Err(Problem::DateWanted));
        let past = Draft { expires_on: Some(Day(5)), ..draft() };
        assert_eq!(past.clone().checked(Day(5)), Err(Problem::ExpiredAlready));
        assert!(past.checked(Day(4)).is_ok());
    }
}
