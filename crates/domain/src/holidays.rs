//! Days a company greets people on: the holidays of each one's own calendar, those the program knows
//! and those a company writes down for itself.

mod known;
mod written;

use serde::{Deserialize, Serialize};

use crate::Day;
use crate::memory::Calendar;
pub use known::{HolidayCalendar, KNOWN, of_country};
pub use written::{CalendarRefusal, HolidayError, is_name, parse};

/// When a holiday falls in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Rule {
    /// A date of a calendar. A leap day falls on the last day of its month in a common year.
    Date {
        /// Whose calendar.
        calendar: Calendar,
        /// Its month, from 1.
        month: u8,
        /// The day of that month, from 1.
        day: u8,
    },
    /// So many days after Easter Sunday.
    Easter {
        /// Of the Orthodox churches, reckoned by the Julian calendar.
        orthodox: bool,
        /// Days after it; before it where negative.
        offset: i16,
    },
    /// The n-th of a weekday in a month of the Gregorian calendar.
    Weekday {
        /// Which: 1 Monday to 7 Sunday (ISO 8601).
        weekday: u8,
        /// Its month, from 1.
        month: u8,
        /// 1 to 4, or 0 for the last.
        nth: u8,
    },
    /// The first of a weekday on or after a date of the Gregorian calendar.
    WeekdayFrom {
        /// Which: 1 Monday to 7 Sunday.
        weekday: u8,
        /// The month of the date.
        month: u8,
        /// Its day.
        day: u8,
    },
}

/// A holiday: its name, and when it falls.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holiday {
    /// What it is called: a word of the program's own (`nowruz`) or as the company wrote it.
    pub name: String,
    /// When it falls.
    pub rule: Rule,
}

impl Rule {
    /// The first day on or after `from` on which it falls.
    #[must_use]
    pub fn next(self, from: Day) -> Day {
        let calendar = match self {
            Self::Date { calendar, .. } => calendar,
            _ => Calendar::Gregorian,
        };
        let (year, ..) = calendar.date(from);
        let days = (year..=year + 1).map(|year| self.in_year(year));
        days.into_iter().find(|day| *day >= from).unwrap_or_else(|| self.in_year(year + 2))
    }

    /// The day it falls on in a year of its calendar.
    #[must_use]
    pub fn in_year(self, year: i32) -> Day {
        match self {
            Self::Date { calendar, month, day } => {
                let missing = calendar.is_leap_day(month, day) && !calendar.is_leap(year);
                calendar.day(year, month, if missing { day - 1 } else { day })
            }
            Self::Easter { orthodox, offset } => {
                let sunday = if orthodox { orthodox_easter(year) } else { western_easter(year) };
                Day(sunday.0 + i32::from(offset))
            }
            Self::Weekday { weekday, month, nth: 0 } => {
                let (next_year, next) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
                let after = Calendar::Gregorian.day(next_year, next, 1);
                on_or_after(Day(after.0 - 7), weekday)
            }
            Self::Weekday { weekday, month, nth } => {
                let first = on_or_after(Calendar::Gregorian.day(year, month, 1), weekday);
                Day(first.0 + 7 * (i32::from(nth) - 1))
            }
            Self::WeekdayFrom { weekday, month, day } => {
                on_or_after(Calendar::Gregorian.day(year, month, day), weekday)
            }
        }
    }
}

/// 1970-01-01 was a Thursday.
fn on_or_after(day: Day, weekday: u8) -> Day {
    let present = (day.0 + 3).rem_euclid(7) + 1;
    Day(day.0 + (i32::from(weekday) - present).rem_euclid(7))
}

/// Easter Sunday of the Gregorian calendar: the "anonymous" algorithm of 1876 (Meeus 1991, ch. 8).
fn western_easter(year: i32) -> Day {
    let (century, of_century) = (year.div_euclid(100), year.rem_euclid(100));
    let golden = year.rem_euclid(19);
    let correction = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - correction + 15).rem_euclid(30);
    let weekday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4).rem_euclid(7);
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let count = epact + weekday - 7 * late + 114;
    day_of_march(year, count)
}

/// Easter Sunday of the Julian calendar (Meeus 1991, ch. 8), as a day of ours.
fn orthodox_easter(year: i32) -> Day {
    let moon = (19 * year.rem_euclid(19) + 15).rem_euclid(30);
    let weekday = (2 * year.rem_euclid(4) + 4 * year.rem_euclid(7) - moon + 34).rem_euclid(7);
    let julian = day_of_march(year, moon + weekday + 114);
    Day(julian.0 + year.div_euclid(100) - year.div_euclid(400) - 2)
}

/// `count` is 31 times the month, March or April, and the day of the month less one.
fn day_of_march(year: i32, count: i32) -> Day {
    let first = Calendar::Gregorian.day(year, if count / 31 == 3 { 3 } else { 4 }, 1);
    Day(first.0 + count % 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    /// After the tables of the Astronomical Applications Department of the U.S. Naval Observatory.
    #[test]
    fn both_easters_fall_where_the_churches_kept_them() {
        for (western, orthodox) in [
            ("1961-04-02", "1961-04-09"),
            ("2000-04-23", "2000-04-30"),
            ("2008-03-23", "2008-04-27"),
            ("2024-03-31", "2024-05-05"),
            ("2025-04-20", "2025-04-20"),
            ("2026-04-05", "2026-04-12"),
            ("2027-03-28", "2027-05-02"),
            ("2038-04-25", "2038-04-25"),
        ] {
            let new_year = day(&format!("{}-01-01", &western[..4]));
            let easter = |orthodox| Rule::Easter { orthodox, offset: 0 }.next(new_year);
            assert_eq!((easter(false), easter(true)), (day(western), day(orthodox)));
        }
    }

    #[test]
    fn holidays_of_each_calendar_fall_on_their_days() {
        for (country, holiday, from, falls) in [
            ("IR", "nowruz", "2026-01-01", "2026-03-21"),
            ("IR", "yalda", "2026-01-01", "2026-12-21"),
            ("LV", "jani", "2026-06-25", "2027-06-24"),
            ("FI", "midsummer", "2025-01-01", "2025-06-21"),
            ("FI", "midsummer", "2026-06-20", "2026-06-20"),
            ("FI", "fathers_day", "2026-01-01", "2026-11-08"),
            ("LV", "mothers_day", "2026-01-01", "2026-05-10"),
            ("US", "thanksgiving", "2026-01-01", "2026-11-26"),
            ("RU", "orthodox_christmas", "2026-01-08", "2027-01-07"),
            ("RU", "orthodox_easter", "2026-04-13", "2027-05-02"),
            ("BR", "christmas", "2026-12-26", "2027-12-25"),
        ] {
            let rule = of_country(country).rule(holiday).unwrap();
            assert_eq!(rule.next(day(from)), day(falls), "{holiday} of {country} from {from}");
        }
    }

    #[test]
    fn the_last_of_a_weekday_is_in_its_month() {
        let last_friday = |month| Rule::Weekday { weekday: 5, month, nth: 0 };
        assert_eq!(last_friday(2).in_year(2026), day("2026-02-27"));
        assert_eq!(last_friday(12).in_year(2026), day("2026-12-25"));
        assert_eq!(last_friday(7).in_year(2026), day("2026-07-31"));
    }

    #[test]
    fn a_leap_day_is_kept_a_day_earlier_in_a_common_year() {
        let leap = Rule::Date { calendar: Calendar::Gregorian, month: 2, day: 29 };
        assert_eq!(leap.next(day("2027-01-01")), day("2027-02-28"));
        assert_eq!(leap.next(day("2028-01-01")), day("2028-02-29"));
    }
}
