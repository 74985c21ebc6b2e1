//! Dates as people write them in a line. What can be read two ways is not read.

use super::Calendar;
use crate::time::MONTHS;

/// A date found in a line: the calendar, the year where it was written, the month and the day.
/// Whether there is such a day is [`Calendar::check`]'s to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// Said by the month's name or by the year.
    pub calendar: Calendar,
    /// The year, where it was written.
    pub year: Option<i32>,
    /// The month, from 1.
    pub month: u8,
    /// The day of the month.
    pub day: u8,
}

/// A year before this is Jalali: nobody alive was born in a Gregorian year so early.
const JALALI_BEFORE: i32 = 1583;

const JALALI: [&str; 12] = [
    "farvardin",
    "ordibehesht",
    "khordad",
    "tir",
    "mordad",
    "shahrivar",
    "mehr",
    "aban",
    "azar",
    "dey",
    "bahman",
    "esfand",
];
const PERSIAN: [&str; 12] =
    ["فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"];

/// Digits of Persian and Arabic script as Latin ones.
#[must_use]
pub fn latin_digits(text: &str) -> String {
    let digit = |c: char| match c {
        '۰'..='۹' => char::from_digit(c as u32 - '۰' as u32, 10),
        '٠'..='٩' => char::from_digit(c as u32 - '٠' as u32, 10),
        _ => None,
    };
    text.chars().map(|c| digit(c).unwrap_or(c)).collect()
}

/// A line in which months are found: small letters, Persian ones for their Arabic cousins.
fn plain(line: &str) -> String {
    latin_digits(line).to_lowercase().replace('ي', "ی").replace('ك', "ک")
}

fn month(word: &str) -> Option<(Calendar, u8)> {
    let place = |names: &[&str]| names.iter().position(|name| *name == word);
    let of = |calendar, place: usize| u8::try_from(place + 1).ok().map(|month| (calendar, month));
    let gregorian = MONTHS.iter().position(|name| *name == word || name[..3] == *word);
    if let Some(place) = gregorian {
        return of(Calendar::Gregorian, place);
    }
    place(&JALALI).or_else(|| place(&PERSIAN)).and_then(|place| of(Calendar::Jalali, place))
}

fn day(word: &str) -> Option<u8> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    digits.parse().ok().filter(|day| (1..=31).contains(day))
}

fn year(word: &str) -> Option<i32> {
    word.parse().ok().filter(|_| word.len() >= 4 && word.bytes().all(|byte| byte.is_ascii_digit()))
}

/// `1986-03-14`, `1365/07/23`, `14.03.1986`, and `--03-14` as vCards write it.
fn numeric(word: &str) -> Option<Written> {
    let (dashed, rest) = word.strip_prefix("--").map_or((false, word), |rest| (true, rest));
    let mark = ['-', '/', '.'].into_iter().find(|mark| rest.contains(*mark))?;
    let parts: Vec<&str> = rest.trim_end_matches('.').split(mark).collect();
    let number = |part: &str| part.parse::<u8>().ok();
    match parts[..] {
        [month, day] if dashed => Some(Written {
            calendar: Calendar::Gregorian,
            year: None,
            month: number(month)?,
            day: number(day)?,
        }),
        [first, month, last] => {
            let (year, day) = match (year(first), year(last)) {
                (Some(year), None) => (year, last),
                // A day first is sure with dots alone: 03/04/1986 is read either way.
                (None, Some(year)) if mark == '.' => (year, first),
                _ => return None,
            };
            let calendar = if year < JALALI_BEFORE { Calendar::Jalali } else { Calendar::Gregorian };
            Some(Written { calendar, year: Some(year), month: number(month)?, day: number(day)? })
        }
        _ => None,
    }
}

fn named(words: &[&str]) -> Option<Written> {
    let with = |day_word: &str, month_word: &str, year: Option<i32>| {
        let (calendar, month) = month(month_word)?;
        Some(Written { calendar, year, month, day: day(day_word)? })
    };
    match *words {
        [one, two, three] => {
            let year = Some(year(three)?);
            with(one, two, year).or_else(|| with(two, one, year))
        }
        [one, two] => with(one, two, None).or_else(|| with(two, one, None)),
        _ => None,
    }
}

/// The first date in a line: `14 March`, `March 14th, 1986`, `1986-03-14`, `14.03.1986`,
/// `1365-07-23`, `۲۳ مهر ۱۳۶۵`.
#[must_use]
pub fn find(line: &str) -> Option<Written> {
    let line = plain(line);
    let words: Vec<&str> = line
        .split_whitespace()
        .map(|word| word.trim_matches([',', ';', ':', '(', ')', '!', '?', '،', '؛']))
        .filter(|word| !word.is_empty())
        .collect();
    (0..words.len()).find_map(|at| {
        let window = |length: usize| words.get(at..at + length);
        window(3).and_then(named).or_else(|| window(2).and_then(named)).or_else(|| numeric(words[at]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Option<(Calendar, Option<i32>, u8, u8)> {
        find(line).map(|date| (date.calendar, date.year, date.month, date.day))
    }

    #[test]
    fn dates_are_found_as_people_write_them() {
        use Calendar::{Gregorian, Jalali};
        for (line, date) in [
            ("birthday 14 March", (Gregorian, None, 3, 14)),
            ("Birthday: March 14th, 1986", (Gregorian, Some(1986), 3, 14)),
            ("daughter born 2019-02-28", (Gregorian, Some(2019), 2, 28)),
            ("14.03.1986", (Gregorian, Some(1986), 3, 14)),
            ("bday --03-14", (Gregorian, None, 3, 14)),
            ("1365-07-23", (Jalali, Some(1365), 7, 23)),
            ("تولد ۲۳ مهر ۱۳۶۵", (Jalali, Some(1365), 7, 23)),
            ("۱۳۶۵/۰۷/۲۳", (Jalali, Some(1365), 7, 23)),
            ("married 1 Esfand", (Jalali, None, 12, 1)),
            ("2026-13-45", (Gregorian, Some(2026), 13, 45)),
        ] {
            assert_eq!(read(line), Some(date), "{line}");
        }
    }

    #[test]
    fn what_can_be_read_two_ways_is_not_read() {
        for line in ["03/04/1986", "sometime in May", "likes 3 sugars", "", "12-1", "May I call?", "1.5 kg"] {
            assert_eq!(read(line), None, "{line}");
        }
    }
}
