//! Instants, days and the two things nobody may fetch for themselves: the time and a random byte.

use std::fmt;
use std::str::FromStr;

use jiff::{Timestamp, civil, tz::TimeZone};
use serde::{Deserialize, Serialize};

/// Microseconds of a day that has 24 hours, as every day of UTC has here: leap seconds are not counted.
pub const DAY_MICROS: i64 = 86_400_000_000;

/// Microseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Instant(pub i64);

impl Instant {
    /// The civil day of this instant in `zone`.
    #[must_use]
    pub fn day_in(self, zone: &TimeZone) -> Day {
        Day::from_civil(zone.to_datetime(self.timestamp()).date())
    }

    /// This instant later by whole seconds, saturating.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1_000_000)))
    }

    /// As jiff's timestamp, clamped to what a calendar can show.
    #[must_use]
    pub fn timestamp(self) -> Timestamp {
        let edge = if self.0 < 0 { Timestamp::MIN } else { Timestamp::MAX };
        Timestamp::from_microsecond(self.0).unwrap_or(edge)
    }
}

/// RFC 3339 in UTC, with microseconds only where there are any.
impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.timestamp().fmt(f)
    }
}

/// A civil day, counted from 1970-01-01. Serialised as `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

impl Day {
    /// The day of a calendar date.
    #[must_use]
    pub fn from_civil(date: civil::Date) -> Self {
        let (year, month, day) = (i64::from(date.year()), i64::from(date.month()), i64::from(date.day()));
        // Days from civil: Howard Hinnant (2013), "chrono-Compatible Low-Level Date Algorithms".
        let shifted = if month <= 2 { year - 1 } else { year };
        let era = shifted.div_euclid(400);
        let year_of_era = shifted - era * 400;
        let month_from_march = (month + 9) % 12;
        let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        Self((era * 146_097 + day_of_era - 719_468) as i32)
    }

    /// The day of year, month and day of the month, if there is such a day.
    #[must_use]
    pub fn from_ymd(year: i16, month: i8, day: i8) -> Option<Self> {
        civil::Date::new(year, month, day).ok().map(Self::from_civil)
    }

    /// The calendar date, clamped to the years -9999 to 9999.
    #[must_use]
    pub fn civil(self) -> civil::Date {
        let edge = if self.0 < 0 { civil::Date::MIN } else { civil::Date::MAX };
        civil::date(1970, 1, 1)
            .checked_add(jiff::Span::new().try_days(self.0).unwrap_or_default())
            .unwrap_or(edge)
    }

    /// The first instant of the day in `zone`.
    #[must_use]
    pub fn start_in(self, zone: &TimeZone) -> Instant {
        let start = self.civil().to_zoned(zone.clone());
        Instant(start.map_or(i64::from(self.0) * DAY_MICROS, |zoned| zoned.timestamp().as_microsecond()))
    }

    /// Months since January 1970: one number a calendar month.
    #[must_use]
    pub fn month(self) -> i32 {
        let date = self.civil();
        (i32::from(date.year()) - 1970) * 12 + i32::from(date.month()) - 1
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.civil().fmt(f)
    }
}

impl FromStr for Day {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        text.parse::<civil::Date>()
            .map(Self::from_civil)
            .map_err(|_| format!("'{text}' is not a date; write it as 2026-09-30"))
    }
}

impl Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// The name of a month counted as [`Day::month`] does: `2026-09`.
#[must_use]
pub fn month_name(month: i32) -> String {
    format!("{:04}-{:02}", 1970 + month.div_euclid(12), month.rem_euclid(12) + 1)
}

/// The English names of the months, small, as files and people write them.
pub const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Where the time comes from.
pub trait Clock: Send + Sync {
    /// The present instant.
    fn now(&self) -> Instant;
}

/// Where randomness comes from.
pub trait Entropy: Send + Sync {
    /// Fills `bytes` with unpredictable bits.
    fn fill(&self, bytes: &mut [u8]);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_day_is_its_date_and_back(day in -2_000_000i32..2_000_000) {
            prop_assert_eq!(Day::from_civil(Day(day).civil()), Day(day));
            prop_assert_eq!(Day(day).to_string().parse(), Ok(Day(day)));
        }
    }

    #[test]
    fn the_epoch_is_day_zero_and_months_follow() {
        assert_eq!(Day::from_ymd(1970, 1, 1), Some(Day(0)));
        assert_eq!(Day::from_ymd(1969, 12, 31).map(Day::month), Some(-1));
        assert_eq!(month_name(-1), "1969-12");
        assert_eq!(month_name(Day::from_ymd(2026, 9, 30).unwrap().month()), "2026-09");
    }

    #[test]
    fn a_day_begins_when_its_zone_says() {
        let riga = TimeZone::get("Europe/Riga").unwrap();
        let start = Day::from_ymd(2026, 3, 29).unwrap().start_in(&riga);
        assert_eq!(start.to_string(), "2026-03-28T22:00:00Z");
        assert_eq!(start.day_in(&riga).to_string(), "2026-03-29");
    }
}
