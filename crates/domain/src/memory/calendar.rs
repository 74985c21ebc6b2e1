//! The calendars people keep their days in.

use calendrical_calculations::{gregorian, persian, rata_die::RataDie};
use serde::{Deserialize, Serialize};

use super::Problem;
use crate::Day;

/// Days from the fixed date 0 of Reingold and Dershowitz to 1970-01-01.
const EPOCH: i64 = 719_163;

/// A calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Calendar {
    /// The one of ISO 8601.
    Gregorian,
    /// The Solar Hijri calendar of Iran and Afghanistan, by the 33-year rule with ICU's corrections,
    /// which meets the astronomical one from 1178 to 3000.
    Jalali,
}

impl Calendar {
    /// Every calendar.
    pub const ALL: [Self; 2] = [Self::Gregorian, Self::Jalali];

    /// The name kept in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Gregorian => "gregorian",
            Self::Jalali => "jalali",
        }
    }

    /// The calendar of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|calendar| calendar.name() == name)
    }

    /// The years it is exact in and people mean: Gregorian from its own beginning.
    #[must_use]
    pub fn years(self) -> std::ops::RangeInclusive<i32> {
        match self {
            Self::Gregorian => 1583..=9999,
            Self::Jalali => 1178..=3000,
        }
    }

    /// Days a month has in a leap year.
    fn longest(self, month: u8) -> u8 {
        match (self, month) {
            (Self::Gregorian, 2) => 29,
            (Self::Gregorian, 4 | 6 | 9 | 11) | (Self::Jalali, 7..) => 30,
            _ => 31,
        }
    }

    /// Whether there is such a day in some year, and in this one if it is given.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check(self, year: Option<i32>, month: u8, day: u8) -> Result<(), Problem> {
        if let Some(year) = year.filter(|year| !self.years().contains(year)) {
            return Err(Problem::Year {
                year: year.into(),
                first: *self.years().start(),
                last: *self.years().end(),
            });
        }
        if !(1..=12).contains(&month) {
            return Err(Problem::Month(month));
        }
        let missing = Problem::NoSuchDay { day, month };
        if day == 0 || day > self.longest(month) {
            return Err(missing);
        }
        match year {
            Some(year) if self.is_leap_day(month, day) && !self.is_leap(year) => {
                Err(Problem::NoLeapDay { day, month, year })
            }
            _ => Ok(()),
        }
    }

    /// Whether it is the day only leap years have: 29 February, 30 Esfand.
    #[must_use]
    pub fn is_leap_day(self, month: u8, day: u8) -> bool {
        match self {
            Self::Gregorian => (month, day) == (2, 29),
            Self::Jalali => (month, day) == (12, 30),
        }
    }

    /// Whether a year has the leap day.
    #[must_use]
    pub fn is_leap(self, year: i32) -> bool {
        match self {
            Self::Gregorian => gregorian::is_leap_year(year),
            Self::Jalali => self.fixed(year + 1, 1, 1) - self.fixed(year, 1, 1) == 366,
        }
    }

    fn fixed(self, year: i32, month: u8, day: u8) -> i64 {
        match self {
            Self::Gregorian => gregorian::fixed_from_gregorian(year, month, day),
            Self::Jalali => persian::fixed_from_fast_persian(year, month, day),
        }
        .to_i64_date()
    }

    /// The day of a date that [`Calendar::check`] found good. One past the month's end falls into
    /// the next.
    #[must_use]
    pub fn day(self, year: i32, month: u8, day: u8) -> Day {
        Day(i32::try_from(self.fixed(year, month, day) - EPOCH).unwrap_or(i32::MAX))
    }

    /// The year, month and day of the month of a day.
    #[must_use]
    pub fn date(self, day: Day) -> (i32, u8, u8) {
        let fixed = RataDie::new(i64::from(day.0) + EPOCH);
        let date = match self {
            Self::Gregorian => gregorian::gregorian_from_fixed(fixed),
            Self::Jalali => persian::fast_persian_from_fixed(fixed),
        };
        // A count of days in 32 bits is never past a count of years in as many.
        date.unwrap_or((i32::MAX, 12, 29))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Nowruz as Iran kept it, and leap years, after the tables of the University of Tehran's
    /// Calendar Centre.
    #[test]
    fn jalali_days_are_those_iran_kept() {
        for (year, gregorian) in [
            (1304, "1925-03-21"),
            (1357, "1978-03-21"),
            (1375, "1996-03-20"),
            (1399, "2020-03-20"),
            (1400, "2021-03-21"),
            (1403, "2024-03-20"),
            (1404, "2025-03-21"),
            (1405, "2026-03-21"),
            (1408, "2029-03-20"),
        ] {
            assert_eq!(Calendar::Jalali.day(year, 1, 1).to_string(), gregorian, "{year}");
        }
        let leap: Vec<i32> = (1370..=1412).filter(|&year| Calendar::Jalali.is_leap(year)).collect();
        assert_eq!(leap, [1370, 1375, 1379, 1383, 1387, 1391, 1395, 1399, 1403, 1408, 1412]);
        // The revolution of 22 Bahman 1357.
        assert_eq!(Calendar::Jalali.day(1357, 11, 22).to_string(), "1979-02-11");
    }

    #[test]
    fn every_day_is_its_date_and_back_in_both_calendars() {
        for calendar in Calendar::ALL {
            for day in (-50_000..60_000).map(Day) {
                let (year, month, of_month) = calendar.date(day);
                assert_eq!(calendar.check(Some(year), month, of_month), Ok(()), "{day}");
                assert_eq!(calendar.day(year, month, of_month), day);
            }
        }
        for day in (-50_000..60_000).step_by(17).map(Day) {
            let date = day.civil();
            let parts = (i32::from(date.year()), date.month().unsigned_abs(), date.day().unsigned_abs());
            assert_eq!(Calendar::Gregorian.date(day), parts);
        }
    }
}
