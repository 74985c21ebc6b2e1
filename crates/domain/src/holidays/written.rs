//! A company's own holidays, one a line: `Founding day = 09-14`, `Nowruz = jalali 01-01`,
//! `Easter Monday = easter +1`, `Orthodox Easter = orthodox easter`,
//! `Mothers' day = 2nd sunday of 05`, `Juhannus = saturday from 06-20`.

use super::{Holiday, Rule};
use crate::memory::Calendar;

/// Most holidays of one calendar.
pub const HOLIDAYS_MAX: usize = 200;
/// Longest name of a holiday, in letters.
pub const NAME_MAX: usize = 80;

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// What is wrong with a calendar somebody wrote: on which line, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HolidayError {
    /// No name or no date.
    #[error("Line {0} says no name and date; write it as 'Founding day = 09-14'.")]
    NoEquals(usize),
    /// A name nobody could read.
    #[error("The name on line {0} is empty or longer than {NAME_MAX} letters.")]
    Name(usize),
    /// A name that stands there already.
    #[error("Line {0} names a holiday that stands further up.")]
    Twice(usize),
    /// A date that can't be understood.
    #[error(
        "'{1}' on line {0} is no rule; write 09-14, jalali 01-01, easter +1, orthodox easter, \
         2nd sunday of 05, last friday of 11, or saturday from 06-20."
    )]
    Rule(usize, String),
    /// A date that never comes.
    #[error("There is no day '{1}' (line {0}).")]
    NoSuchDay(usize, String),
    /// Too many.
    #[error("A calendar can have at most {HOLIDAYS_MAX} holidays.")]
    TooMany,
}

/// Why a calendar can't be kept, or not be said to be somebody's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarRefusal {
    /// A line of it.
    #[error(transparent)]
    Rules(#[from] HolidayError),
    /// A name that is none, or is another's.
    #[error("Name the calendar in small letters, digits, '-' or '_', by a name no other calendar has.")]
    Name,
    /// Too much was written.
    #[error("The calendar is longer than any calendar can be; leave out what nobody is greeted on.")]
    TooLong,
    /// Too many calendars.
    #[error("There are as many calendars as there can be; take one away first.")]
    TooMany,
    /// A calendar nobody knows.
    #[error("There is no calendar '{0}'; write it down first.")]
    Unknown(String),
}

/// Whether this can be the name of a calendar: small letters, digits, `-` and `_`, at most 40.
#[must_use]
pub fn is_name(name: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte);
    (1..=40).contains(&name.len()) && name.bytes().all(fits)
}

/// The holidays of a calendar. Empty lines and those that begin with `#` say nothing.
///
/// # Errors
/// What is wrong on the first line that can't be understood.
pub fn parse(text: &str) -> Result<Vec<Holiday>, HolidayError> {
    let mut holidays: Vec<Holiday> = Vec::new();
    for (number, line) in text.lines().enumerate().map(|(index, line)| (index + 1, line.trim())) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let (name, rule) = line.split_once('=').ok_or(HolidayError::NoEquals(number))?;
        let name = name.trim();
        if name.is_empty() || name.chars().count() > NAME_MAX {
            return Err(HolidayError::Name(number));
        }
        if holidays.iter().any(|holiday| holiday.name == name) {
            return Err(HolidayError::Twice(number));
        }
        if holidays.len() == HOLIDAYS_MAX {
            return Err(HolidayError::TooMany);
        }
        holidays.push(Holiday { name: name.to_owned(), rule: read(number, rule.trim())? });
    }
    Ok(holidays)
}

fn read(line: usize, text: &str) -> Result<Rule, HolidayError> {
    let unknown = || HolidayError::Rule(line, text.chars().take(NAME_MAX).collect());
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let easter = |orthodox, offset: &str| {
        let offset = offset.parse().ok().filter(|offset| (-366..=366).contains(offset));
        Ok(Rule::Easter { orthodox, offset: offset.ok_or_else(unknown)? })
    };
    match *words.as_slice() {
        ["orthodox", "easter"] => easter(true, "0"),
        ["orthodox", "easter", offset] => easter(true, offset),
        ["easter"] => easter(false, "0"),
        ["easter", offset] => easter(false, offset),
        ["jalali", of_year] => on(line, Calendar::Jalali, of_year, unknown),
        [nth, weekday, "of", month] => Ok(Rule::Weekday {
            weekday: weekday_of(weekday).ok_or_else(unknown)?,
            month: month.parse().ok().filter(|month| (1..=12).contains(month)).ok_or_else(unknown)?,
            nth: ["last", "1st", "2nd", "3rd", "4th"]
                .iter()
                .position(|known| *known == nth)
                .and_then(|place| u8::try_from(place).ok())
                .ok_or_else(unknown)?,
        }),
        [weekday, "from", of_year] => {
            let weekday = weekday_of(weekday).ok_or_else(unknown)?;
            match on(line, Calendar::Gregorian, of_year, unknown)? {
                Rule::Date { month, day, .. } => Ok(Rule::WeekdayFrom { weekday, month, day }),
                other => Ok(other),
            }
        }
        [of_year] => on(line, Calendar::Gregorian, of_year, unknown),
        _ => Err(unknown()),
    }
}

fn on(
    line: usize,
    calendar: Calendar,
    of_year: &str,
    unknown: impl Fn() -> HolidayError,
) -> Result<Rule, HolidayError> {
    let (month, day) = of_year.split_once('-').ok_or_else(&unknown)?;
    let month = month.parse().map_err(|_| unknown())?;
    let day = day.parse().map_err(|_| unknown())?;
    calendar.check(None, month, day).map_err(|_| HolidayError::NoSuchDay(line, of_year.to_owned()))?;
    Ok(Rule::Date { calendar, month, day })
}

fn weekday_of(name: &str) -> Option<u8> {
    let place = WEEKDAYS.iter().position(|weekday| *weekday == name)?;
    u8::try_from(place + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Day;

    #[test]
    fn every_way_of_writing_a_holiday_falls_on_its_day() {
        let text = "# ours\nFounding day = 09-14\nنوروز = jalali 01-01\nEaster Monday = easter +1\n\n\
                    Пасха = orthodox easter\nMothers' day = 2nd sunday of 05\n\
                    Black Friday = last friday of 11\nJuhannus = Saturday from 06-20\n";
        let from: Day = "2026-01-01".parse().unwrap();
        let days: Vec<_> =
            parse(text).unwrap().iter().map(|holiday| holiday.rule.next(from).to_string()).collect();
        assert_eq!(
            days,
            [
                "2026-09-14",
                "2026-03-21",
                "2026-04-06",
                "2026-04-12",
                "2026-05-10",
                "2026-11-27",
                "2026-06-20"
            ]
        );
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        for (text, says) in [
            ("\nFounding day 09-14", HolidayError::NoEquals(2)),
            (" = 09-14", HolidayError::Name(1)),
            ("A = 09-14\nA = 09-15", HolidayError::Twice(2)),
            ("A = 02-30", HolidayError::NoSuchDay(1, "02-30".into())),
            ("A = jalali 13-01", HolidayError::NoSuchDay(1, "13-01".into())),
            ("A = 5th sunday of 05", HolidayError::Rule(1, "5th sunday of 05".into())),
            ("A = easter +1000", HolidayError::Rule(1, "easter +1000".into())),
            ("A = someday", HolidayError::Rule(1, "someday".into())),
            ("A = ", HolidayError::Rule(1, String::new())),
        ] {
            assert_eq!(parse(text), Err(says), "{text}");
        }
    }
}
