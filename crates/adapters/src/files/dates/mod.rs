//! Dates as files write them: found over a sample, then read from bytes.

mod clock;

use domain::Day;
use domain::time::{DAY_MICROS, MONTHS};

pub(crate) use self::clock::clock_time;
use self::clock::{number, with_time};

/// A moment as it stands in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stamp {
    /// The day as written, since 1970-01-01.
    pub day: i32,
    /// The time of the day as written, in microseconds.
    pub time: Option<i64>,
    /// Seconds east of UTC, where the file says.
    pub offset: Option<i32>,
}

/// The order of a date's parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layout {
    YearFirst,
    DayFirst,
    MonthFirst,
    Compact,
    DayName,
    NameDay,
    Seconds,
    Millis,
    Micros,
    Spreadsheet,
}

/// How one column writes its dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DateFormat {
    layout: Layout,
    separator: u8,
}

const CANDIDATES: [DateFormat; 15] = {
    const fn of(layout: Layout, separator: u8) -> DateFormat {
        DateFormat { layout, separator }
    }
    [
        of(Layout::YearFirst, b'-'),
        of(Layout::YearFirst, b'/'),
        of(Layout::YearFirst, b'.'),
        of(Layout::DayFirst, b'.'),
        of(Layout::DayFirst, b'/'),
        of(Layout::MonthFirst, b'/'),
        of(Layout::DayFirst, b'-'),
        of(Layout::MonthFirst, b'-'),
        of(Layout::Compact, 0),
        of(Layout::DayName, 0),
        of(Layout::NameDay, 0),
        of(Layout::Seconds, 0),
        of(Layout::Millis, 0),
        of(Layout::Micros, 0),
        of(Layout::Spreadsheet, 0),
    ]
};

impl DateFormat {
    /// The moment a cell tells; `None` where it isn't in this format.
    pub fn parse(self, bytes: &[u8]) -> Option<Stamp> {
        let bytes = bytes.trim_ascii();
        match self.layout {
            Layout::YearFirst | Layout::DayFirst | Layout::MonthFirst => self.parse_parts(bytes),
            Layout::Compact => compact(bytes),
            Layout::DayName | Layout::NameDay => named(bytes, self.layout == Layout::DayName),
            Layout::Seconds => epoch(bytes, 1_000_000, 9..=10),
            Layout::Millis => epoch(bytes, 1_000, 12..=13),
            Layout::Micros => epoch(bytes, 1, 15..=16),
            Layout::Spreadsheet => spreadsheet(bytes),
        }
    }

    fn parse_parts(self, bytes: &[u8]) -> Option<Stamp> {
        let (first, digits, rest) = number(bytes)?;
        let (second, second_digits, rest) = number(rest.strip_prefix(&[self.separator])?)?;
        let (third, third_digits, rest) = number(rest.strip_prefix(&[self.separator])?)?;
        let (year, month, day, widths) = match self.layout {
            Layout::YearFirst => (first, second, third, [digits, second_digits, third_digits]),
            Layout::DayFirst => {
                (full_year(third, third_digits), second, first, [third_digits, digits, second_digits])
            }
            _ => (full_year(third, third_digits), first, second, [third_digits, digits, second_digits]),
        };
        let fits = (widths[0] == 4 || (widths[0] == 2 && self.layout != Layout::YearFirst))
            && widths[1] <= 2
            && widths[2] <= 2;
        if !fits {
            return None;
        }
        with_time(ymd(year, month, day)?, rest)
    }

    /// The format in the letters people know, after one of its cells.
    pub fn describe(self, example: &str) -> String {
        let s = char::from(self.separator);
        let date = match self.layout {
            Layout::YearFirst => format!("YYYY{s}MM{s}DD"),
            Layout::DayFirst => format!("DD{s}MM{s}YYYY"),
            Layout::MonthFirst => format!("MM{s}DD{s}YYYY"),
            Layout::Compact => "YYYYMMDD".to_owned(),
            Layout::DayName => "D Month YYYY".to_owned(),
            Layout::NameDay => "Month D, YYYY".to_owned(),
            Layout::Seconds => return "seconds since 1970".to_owned(),
            Layout::Millis => return "milliseconds since 1970".to_owned(),
            Layout::Micros => return "microseconds since 1970".to_owned(),
            Layout::Spreadsheet => return "spreadsheet day number".to_owned(),
        };
        let Some(stamp) = self.parse(example.as_bytes()) else { return date };
        let time = match (stamp.time, example.matches(':').count()) {
            (None, _) => "",
            (Some(_), 2..) => " HH:MM:SS",
            (Some(_), _) => " HH:MM",
        };
        let zone = match stamp.offset {
            None => "",
            Some(0) => " UTC",
            Some(_) => " with offset",
        };
        format!("{date}{time}{zone}")
    }
}

/// The format of a column, and what had to be assumed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub format: DateFormat,
    pub note: Option<String>,
}

/// Finds the format most of the sample is written in; `None` where no value is a date.
pub(crate) fn detect(values: &[&str]) -> Option<Found> {
    let fits: Vec<usize> = CANDIDATES
        .iter()
        .map(|format| values.iter().filter(|value| format.parse(value.as_bytes()).is_some()).count())
        .collect();
    let most = *fits.iter().max()?;
    let best = fits.iter().position(|&count| count == most && count > 0)?;
    let format = CANDIDATES[best];
    let twin = DateFormat { layout: Layout::MonthFirst, ..format };
    let is_tie = format.layout == Layout::DayFirst
        && CANDIDATES.iter().position(|it| *it == twin).is_some_and(|at| fits[at] == most);
    if !is_tie {
        return Some(Found { format, note: None });
    }
    // Files are mostly written in the order of time: a reading that jumps about far less is the truer.
    let (by_day, by_month) = (wander(format, values), wander(twin, values));
    let format = if by_month * 2 < by_day { twin } else { format };
    let order = if format == twin { "the month" } else { "the day" };
    let is_shown = by_month * 2 < by_day || by_day * 2 < by_month;
    let why = if is_shown { "the rows then follow in time" } else { "nothing in the sample decides it" };
    let note = format!("Dates such as '{}' were read with {order} first: {why}.", values[0]);
    Some(Found { format, note: Some(note) })
}

/// How many days the values jump from row to row in all.
fn wander(format: DateFormat, values: &[&str]) -> u64 {
    let days: Vec<i32> =
        values.iter().filter_map(|it| format.parse(it.as_bytes())).map(|it| it.day).collect();
    days.windows(2).map(|pair| u64::from(pair[0].abs_diff(pair[1]))).sum()
}

/// Two digits mean 1969 to 2068, as POSIX has it.
fn full_year(year: i64, digits: usize) -> i64 {
    match (digits, year) {
        (2, 69..) => 1900 + year,
        (2, _) => 2000 + year,
        _ => year,
    }
}

fn ymd(year: i64, month: i64, day: i64) -> Option<i32> {
    let date = (i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    Day::from_ymd(date.0, date.1, date.2).map(|day| day.0)
}

/// `20251007`, `20251007T095026Z`.
fn compact(bytes: &[u8]) -> Option<Stamp> {
    let (date, digits, rest) = number(bytes)?;
    if digits != 8 || !(1000..=9999).contains(&(date / 10_000)) {
        return None;
    }
    with_time(ymd(date / 10_000, date / 100 % 100, date % 100)?, rest)
}

/// `7 Oct 2025`, `07-October-2025`, `Tue, 7 Oct 2025`; or `Oct 7, 2025`.
fn named(bytes: &[u8], day_first: bool) -> Option<Stamp> {
    let mut rest = bytes;
    if day_first {
        // A weekday may stand before.
        let word = rest.iter().take_while(|byte| byte.is_ascii_alphabetic() || **byte == b'.').count();
        rest = rest[word..].strip_prefix(b",").unwrap_or(&rest[word..]).trim_ascii_start();
        let (day, digits, after) = number(rest)?;
        let (month, after) = month_name(skip_marks(after))?;
        let (year, year_digits, after) = number(skip_marks(after))?;
        return (digits <= 2 && matches!(year_digits, 2 | 4))
            .then(|| with_time(ymd(full_year(year, year_digits), month, day)?, after))?;
    }
    let (month, after) = month_name(rest)?;
    let (day, digits, after) = number(skip_marks(after))?;
    let (year, year_digits, after) = number(skip_marks(after))?;
    (digits <= 2 && year_digits == 4).then(|| with_time(ymd(year, month, day)?, after))?
}

fn skip_marks(bytes: &[u8]) -> &[u8] {
    let count = bytes.iter().take_while(|byte| matches!(byte, b' ' | b'-' | b',' | b'.' | b'/')).count();
    &bytes[count..]
}

fn month_name(bytes: &[u8]) -> Option<(i64, &[u8])> {
    let count = bytes.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let word = std::str::from_utf8(&bytes[..count]).ok()?.to_ascii_lowercase();
    let at = MONTHS.iter().position(|month| {
        count >= 3 && (month.starts_with(&word) || word == "sept" && *month == "september")
    })?;
    Some((at as i64 + 1, &bytes[count..]))
}

fn epoch(bytes: &[u8], micros_per_unit: i64, digits: std::ops::RangeInclusive<usize>) -> Option<Stamp> {
    let text = std::str::from_utf8(bytes).ok()?;
    let whole = text.split('.').next().filter(|whole| digits.contains(&whole.len()))?;
    if !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return None;
    }
    let micros = whole.parse::<i64>().ok()?.checked_mul(micros_per_unit)?;
    Some(from_micros(micros, true))
}

/// Days since 1899-12-30 with a fraction, as spreadsheets keep them; 1954 to 2119 only.
fn spreadsheet(bytes: &[u8]) -> Option<Stamp> {
    let value = std::str::from_utf8(bytes).ok()?.parse::<f64>().ok()?;
    if !(20_000.0..80_000.0).contains(&value) {
        return None;
    }
    let seconds = ((value - 25_569.0) * 86_400.0).round() as i64;
    let stamp = from_micros(seconds * 1_000_000, false);
    Some(Stamp { time: stamp.time.filter(|_| value.fract() != 0.0), ..stamp })
}

/// A moment of so many microseconds since 1970, in UTC or on nobody's clock.
pub(crate) fn from_micros(micros: i64, utc: bool) -> Stamp {
    let day = micros.div_euclid(DAY_MICROS);
    Stamp {
        day: i32::try_from(day).unwrap_or(i32::MAX),
        time: Some(micros.rem_euclid(DAY_MICROS)),
        offset: utc.then_some(0),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(values: &[&str]) -> (String, Vec<Option<String>>) {
        let found = detect(values).unwrap();
        let days = values
            .iter()
            .map(|it| found.format.parse(it.as_bytes()).map(|it| Day(it.day).to_string()))
            .collect();
        (found.format.describe(values[0]), days)
    }

    #[test]
    fn each_way_of_writing_a_date_is_found_and_read() {
        let cases = [
            ("2025-10-07", "YYYY-MM-DD", "2025-10-07"),
            ("2025-10-07 09:50:26 +0200", "YYYY-MM-DD HH:MM:SS with offset", "2025-10-07"),
            ("2025-10-07T09:50:26.123Z", "YYYY-MM-DD HH:MM:SS UTC", "2025-10-07"),
            ("2025/1/7 8:05", "YYYY/MM/DD HH:MM", "2025-01-07"),
            ("31/12/2010", "DD/MM/YYYY", "2010-12-31"),
            ("12/31/2010 8:26", "MM/DD/YYYY HH:MM", "2010-12-31"),
            ("12/31/10 8:26 PM", "MM/DD/YYYY HH:MM", "2010-12-31"),
            ("7.10.2025", "DD.MM.YYYY", "2025-10-07"),
            ("19970118", "YYYYMMDD", "1997-01-18"),
            ("20251007T095026Z", "YYYYMMDD HH:MM UTC", "2025-10-07"),
            ("7 Oct 2025", "D Month YYYY", "2025-10-07"),
            ("Tue, 07 Oct 2025 09:50:26 GMT", "D Month YYYY HH:MM:SS UTC", "2025-10-07"),
            ("October 7, 2025", "Month D, YYYY", "2025-10-07"),
            ("1759830626", "seconds since 1970", "2025-10-07"),
            ("1759830626000", "milliseconds since 1970", "2025-10-07"),
            ("45937.41", "spreadsheet day number", "2025-10-07"),
        ];
        for (text, format, day) in cases {
            assert_eq!(read(&[text]), (format.to_owned(), vec![Some(day.to_owned())]), "{text}");
        }
    }

    #[test]
    fn day_or_month_first_is_decided_by_the_values() {
        let (format, days) = read(&["01/02/2024", "13/02/2024"]);
        assert_eq!((format.as_str(), days[0].as_deref()), ("DD/MM/YYYY", Some("2024-02-01")));
        assert_eq!(detect(&["01/02/2024", "13/02/2024"]).unwrap().note, None);
        let (format, _) = read(&["01/02/2024", "02/13/2024"]);
        assert_eq!(format, "MM/DD/YYYY");
    }

    #[test]
    fn undecided_dates_are_read_in_the_order_of_time_and_it_is_said() {
        let found =
            detect(&["12/1/2010 8:26", "12/1/2010 9:00", "12/2/2010 8:00", "12/3/2010 8:00"]).unwrap();
        assert_eq!(found.format.layout, Layout::MonthFirst);
        assert!(found.note.unwrap().contains("the month first"));
        let found = detect(&["05/05/2024"]).unwrap();
        assert_eq!(found.format.layout, Layout::DayFirst);
        assert!(found.note.unwrap().contains("nothing in the sample decides it"));
    }

    #[test]
    fn another_format_in_the_same_column_is_not_guessed_at() {
        let format = detect(&["2024-01-01", "2024-01-02"]).unwrap().format;
        for text in
            ["01/02/2024", "2024-13-01", "2024-02-30", "", "2024-01-01 25:00", "2024-01-01 x", "24-01-01"]
        {
            assert_eq!(format.parse(text.as_bytes()), None, "{text}");
        }
        assert_eq!(detect(&["abc", ""]), None);
    }

    #[test]
    fn times_and_offsets_are_kept_as_written() {
        let format = detect(&["2025-10-07"]).unwrap().format;
        let stamp = format.parse(b"2025-10-07 12:30:00 AM -05:30").unwrap();
        assert_eq!((stamp.time, stamp.offset), (Some(30 * 60 * 1_000_000), Some(-(5 * 3600 + 1800))));
    }

    proptest! {
        #[test]
        fn no_text_makes_the_reader_of_dates_panic(text in "[0-9 :./TZAPM+-]{0,30}|\\PC{0,20}") {
            for format in CANDIDATES {
                format.parse(text.as_bytes());
                format.describe(&text);
            }
            detect(&[&text]);
        }
    }
}
