//! Dates worth remembering: those that come once, and those that come every year.

use serde::{Deserialize, Serialize};

use super::{Calendar, FactKind, Problem, find_date};
use crate::Day;

/// When a leap day is kept in a common year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeapRule {
    /// The day before: 28 February, 29 Esfand.
    Before,
    /// The day after: 1 March, 1 Farvardin.
    After,
    /// Not at all: in leap years only.
    LeapYears,
}

impl LeapRule {
    /// Every rule.
    pub const ALL: [Self; 3] = [Self::Before, Self::After, Self::LeapYears];

    /// The name kept in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::After => "after",
            Self::LeapYears => "leap_years",
        }
    }

    /// The rule of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.name() == name)
    }
}

/// A date that comes every year of its own calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Recurring {
    calendar: Calendar,
    year: Option<i32>,
    month: u8,
    day: u8,
    leap: Option<LeapRule>,
}

impl Recurring {
    /// A date, with the year it first came where that is known. A leap day nobody gave a rule is
    /// kept the day before; other days have none.
    ///
    /// # Errors
    /// Where there is no such day.
    pub fn new(
        calendar: Calendar,
        year: Option<i32>,
        month: u8,
        day: u8,
        leap: Option<LeapRule>,
    ) -> Result<Self, Problem> {
        calendar.check(year, month, day)?;
        let leap = calendar.is_leap_day(month, day).then_some(leap.unwrap_or(LeapRule::Before));
        Ok(Self { calendar, year, month, day, leap })
    }

    /// The calendar it comes round in.
    #[must_use]
    pub fn calendar(&self) -> Calendar {
        self.calendar
    }

    /// The year it first came, where known.
    #[must_use]
    pub fn year(&self) -> Option<i32> {
        self.year
    }

    /// The month, from 1.
    #[must_use]
    pub fn month(&self) -> u8 {
        self.month
    }

    /// The day of the month.
    #[must_use]
    pub fn day(&self) -> u8 {
        self.day
    }

    /// When it is kept in a common year; `None` for every day but a leap day.
    #[must_use]
    pub fn leap(&self) -> Option<LeapRule> {
        self.leap
    }

    /// The day it is kept in a year of its calendar, if it is.
    fn kept_in(&self, year: i32) -> Option<Day> {
        let day = |month, day| self.calendar.day(year, month, day);
        let Some(rule) = self.leap.filter(|_| !self.calendar.is_leap(year)) else {
            return Some(day(self.month, self.day));
        };
        match rule {
            LeapRule::Before => Some(day(self.month, self.day - 1)),
            LeapRule::After => Some(Day(day(self.month, self.day - 1).0 + 1)),
            LeapRule::LeapYears => None,
        }
    }

    /// The first time it comes on the day or later, and never before it first came.
    #[must_use]
    pub fn next_from(&self, from: Day) -> Day {
        let (year, ..) = self.calendar.date(from);
        let first = self.year.map_or(year - 1, |first| first.max(year - 1));
        // No leap year is more than eight years away in either calendar.
        (first..=first.saturating_add(10))
            .filter_map(|year| self.kept_in(year))
            .find(|&day| day >= from)
            .unwrap_or(from)
    }

    /// How many years it is old on a day it comes, where the first is known.
    #[must_use]
    pub fn years_on(&self, day: Day) -> Option<i32> {
        let (year, month, _) = self.calendar.date(day);
        // 30 Esfand kept on 1 Farvardin belongs to the year before.
        let year = if month < self.month { year - 1 } else { year };
        self.year.map(|first| year - first)
    }
}

/// When something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// Every year.
    Yearly(Recurring),
    /// Once.
    Once(Day),
}

impl When {
    /// A day that comes once.
    ///
    /// # Errors
    /// Where its year is none we could mean.
    pub fn once(day: Day) -> Result<Self, Problem> {
        let (year, month, of_month) = Calendar::Gregorian.date(day);
        Calendar::Gregorian.check(Some(year), month, of_month)?;
        Ok(Self::Once(day))
    }

    /// The date of a fact: what is a day of the year, or has no year, comes every year; what happened
    /// in a year came once.
    ///
    /// # Errors
    /// Where there is no such day.
    pub fn of(
        kind: FactKind,
        calendar: Calendar,
        year: Option<i32>,
        month: u8,
        day: u8,
        leap: Option<LeapRule>,
    ) -> Result<Self, Problem> {
        match year.filter(|_| kind != FactKind::Date) {
            None => Recurring::new(calendar, year, month, day, leap).map(Self::Yearly),
            Some(year) => {
                calendar.check(Some(year), month, day)?;
                Ok(Self::Once(calendar.day(year, month, day)))
            }
        }
    }

    /// The date written in a fact's own line, for the kinds that have one by nature. Digits that only
    /// look like a date are none, except where a date is what the fact is about.
    ///
    /// # Errors
    /// Where a date is wanted and there is no such day.
    pub fn in_line(kind: FactKind, line: &str) -> Result<Option<Self>, Problem> {
        let Some(found) = find_date(line) else { return Ok(None) };
        let when = Self::of(kind, found.calendar, found.year, found.month, found.day, None);
        match kind {
            FactKind::Date => when.map(Some),
            FactKind::Event | FactKind::Bereavement => Ok(when.ok()),
            _ => Ok(None),
        }
    }

    /// The next time it comes, on the day or later.
    #[must_use]
    pub fn next_from(&self, from: Day) -> Option<Day> {
        match self {
            Self::Yearly(date) => Some(date.next_from(from)),
            Self::Once(day) => (*day >= from).then_some(*day),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn yearly(calendar: Calendar, year: Option<i32>, month: u8, of_month: u8, leap: LeapRule) -> Recurring {
        Recurring::new(calendar, year, month, of_month, Some(leap)).unwrap()
    }

    #[test]
    fn a_leap_day_is_kept_as_was_said() {
        let next = |rule, from: &str| {
            yearly(Calendar::Gregorian, Some(1992), 2, 29, rule).next_from(day(from)).to_string()
        };
        assert_eq!(next(LeapRule::Before, "2026-01-01"), "2026-02-28");
        assert_eq!(next(LeapRule::Before, "2026-03-01"), "2027-02-28");
        assert_eq!(next(LeapRule::After, "2026-02-28"), "2026-03-01");
        assert_eq!(next(LeapRule::LeapYears, "2026-01-01"), "2028-02-29");
        for rule in LeapRule::ALL {
            assert_eq!(next(rule, "2028-02-29"), "2028-02-29");
        }
        // 2100 is no leap year.
        assert_eq!(next(LeapRule::LeapYears, "2096-03-01"), "2104-02-29");
    }

    #[test]
    fn thirty_esfand_is_kept_as_was_said() {
        let date = |rule| yearly(Calendar::Jalali, Some(1370), 12, 30, rule);
        let next = |rule, from: &str| date(rule).next_from(day(from)).to_string();
        // 1405 is common, 1408 leap: its 30 Esfand is 2030-03-20.
        assert_eq!(next(LeapRule::Before, "2026-11-21"), "2027-03-20");
        assert_eq!(next(LeapRule::After, "2026-11-21"), "2027-03-21");
        assert_eq!(next(LeapRule::LeapYears, "2026-11-21"), "2030-03-20");
        assert_eq!(date(LeapRule::After).years_on(day("2027-03-21")), Some(35));
    }

    #[test]
    fn a_jalali_birthday_walks_through_the_gregorian_year() {
        let date = yearly(Calendar::Jalali, Some(1365), 7, 23, LeapRule::Before);
        assert_eq!(date.leap(), None, "no leap day needs no rule");
        assert_eq!(date.next_from(day("2020-01-01")).to_string(), "2020-10-14");
        assert_eq!(date.next_from(day("2021-01-01")).to_string(), "2021-10-15");
        assert_eq!(date.years_on(day("2021-10-15")), Some(35));
    }

    #[test]
    fn a_date_never_comes_before_it_first_came() {
        let date = yearly(Calendar::Gregorian, Some(2030), 5, 1, LeapRule::Before);
        assert_eq!(date.next_from(day("2026-01-01")).to_string(), "2030-05-01");
        assert_eq!(When::Once(day("2026-01-01")).next_from(day("2026-01-02")), None);
    }

    #[test]
    fn a_line_says_its_date_where_the_fact_has_one_by_nature() {
        let read = |kind, line| When::in_line(kind, line);
        let yearly = |year| yearly(Calendar::Gregorian, year, 3, 14, LeapRule::Before);
        assert_eq!(read(FactKind::Date, "birthday 14 March"), Ok(Some(When::Yearly(yearly(None)))));
        assert_eq!(read(FactKind::Date, "1986-03-14"), Ok(Some(When::Yearly(yearly(Some(1986))))));
        assert_eq!(read(FactKind::Event, "moved 1986-03-14"), Ok(Some(When::Once(day("1986-03-14")))));
        assert_eq!(read(FactKind::Event, "order 1234-56-78"), Ok(None));
        assert_eq!(read(FactKind::Interest, "14 March"), Ok(None));
        assert_eq!(
            read(FactKind::Date, "10000-01-01").map_err(|problem| problem.to_string().contains("10000")),
            Err(true)
        );
    }

    #[test]
    fn days_that_never_were_are_refused_with_a_sentence() {
        let refused = |calendar, year, month, of_month| {
            Recurring::new(calendar, year, month, of_month, None).unwrap_err().to_string()
        };
        let gregorian = Calendar::Gregorian;
        assert!(refused(gregorian, Some(10_000), 1, 1).contains("10000"));
        assert!(refused(gregorian, None, 13, 1).contains("13"));
        assert!(refused(gregorian, None, 4, 31).contains("31"));
        assert!(refused(gregorian, Some(2023), 2, 29).contains("2023"));
        assert!(refused(Calendar::Jalali, Some(1404), 12, 30).contains("1404"));
        assert!(refused(Calendar::Jalali, Some(1403), 7, 31).contains("31"));
        assert!(Recurring::new(Calendar::Jalali, Some(1403), 12, 30, None).is_ok());
        assert!(When::once(Day(i32::MAX)).is_err());
    }
}
