//! Days, months and instants. Persian dates are those of the Solar Hijri (Jalali) calendar; a month
//! that figures are counted by stays Gregorian in every language.

use std::cell::OnceCell;

use domain::memory::Calendar;
use domain::{Day, Instant};
use icu::calendar::{Date, Iso};
use icu::datetime::DateTimeFormatter;
use icu::datetime::fieldsets::{E, M, MD, T, YM, YMD};
use icu::datetime::input::Time;
use icu::datetime::options::{Length, TimePrecision, YearStyle};
use icu::locale::Locale;
use jiff::tz::TimeZone;

use crate::Words;
use crate::language::Language;

// ICU4X's formatters stay on their thread.
thread_local! {
    static FORMATTERS: [OnceCell<Option<Formatters>>; 5] = const { [const { OnceCell::new() }; 5] };
}

struct Formatters {
    long: DateTimeFormatter<YMD>,
    medium: DateTimeFormatter<YMD>,
    numeric: DateTimeFormatter<YMD>,
    month: DateTimeFormatter<YM>,
    month_long: DateTimeFormatter<YM>,
    /// A month without its year, in the calendar people live by.
    month_alone: DateTimeFormatter<M>,
    weekday: DateTimeFormatter<E>,
    time: icu::datetime::NoCalendarFormatter<T>,
    /// A day of the year, in the calendars by their order.
    of_year: [DateTimeFormatter<MD>; 2],
}

impl Formatters {
    fn new(language: Language) -> Option<Self> {
        let locale: Locale = language.locale().parse().ok()?;
        let gregorian: Locale = match language {
            Language::Fa => "fa-u-ca-gregory".parse().ok()?,
            _ => locale.clone(),
        };
        let day = |length| {
            let fields = YMD::for_length(length).with_year_style(YearStyle::Full);
            DateTimeFormatter::try_new((&locale).into(), fields).ok()
        };
        let month = |length| DateTimeFormatter::try_new((&gregorian).into(), YM::for_length(length)).ok();
        let of_year = |calendar: &str| {
            let habits = language.locale().split("-u-").next()?;
            let locale: Locale = format!("{habits}-u-ca-{calendar}").parse().ok()?;
            DateTimeFormatter::try_new((&locale).into(), MD::long()).ok()
        };
        Some(Self {
            of_year: [of_year("gregory")?, of_year("persian")?],
            long: day(Length::Long)?,
            medium: day(Length::Medium)?,
            numeric: day(Length::Short)?,
            month: month(Length::Medium)?,
            month_long: month(Length::Long)?,
            month_alone: DateTimeFormatter::try_new((&locale).into(), M::long()).ok()?,
            weekday: DateTimeFormatter::try_new((&locale).into(), E::long()).ok()?,
            time: icu::datetime::NoCalendarFormatter::try_new(
                (&locale).into(),
                T::short().with_time_precision(TimePrecision::Minute),
            )
            .ok()?,
        })
    }
}

/// Years a calendar page may show; ICU4X takes more, but nobody means them.
fn date(day: Day) -> Option<Date<Iso>> {
    let civil = day.civil();
    Date::try_new_iso(civil.year().into(), civil.month() as u8, civil.day() as u8).ok()
}

impl Words {
    fn dated(self, day: Day, write: impl Fn(&Formatters, &Date<Iso>) -> String) -> String {
        FORMATTERS.with(|formatters| {
            let formatters =
                formatters[self.language() as usize].get_or_init(|| Formatters::new(self.language()));
            match (formatters, date(day)) {
                (Some(formatters), Some(date)) => write(formatters, &date),
                _ => day.to_string(),
            }
        })
    }

    /// `30 September 2026`, `30 сентября 2026 г.`, `۸ مهر ۱۴۰۵`.
    #[must_use]
    pub fn day(self, day: Day) -> String {
        self.dated(day, |formatters, date| formatters.long.format(date).to_string())
    }

    /// `14 March`, `23 Mehr`: a day that comes every year of a calendar, in that calendar.
    #[must_use]
    pub fn day_of_year(self, calendar: Calendar, month: u8, day: u8) -> String {
        // A leap year of each, so that every day is there.
        let year = match calendar {
            Calendar::Gregorian => 2000,
            Calendar::Jalali => 1403,
        };
        let shown = calendar.day(year, month, day);
        self.dated(shown, |formatters, date| formatters.of_year[calendar as usize].format(date).to_string())
    }

    /// `30 Sept 2026`, for columns.
    #[must_use]
    pub fn day_short(self, day: Day) -> String {
        self.dated(day, |formatters, date| formatters.medium.format(date).to_string())
    }

    /// `30/09/2026`, in digits alone.
    #[must_use]
    pub fn day_numeric(self, day: Day) -> String {
        self.dated(day, |formatters, date| formatters.numeric.format(date).to_string())
    }

    /// `Wednesday`.
    #[must_use]
    pub fn weekday(self, day: Day) -> String {
        self.dated(day, |formatters, date| formatters.weekday.format(date).to_string())
    }

    /// `Sept 2026` of a month counted as [`Day::month`] does.
    #[must_use]
    pub fn month(self, month: i32) -> String {
        self.dated(first_of(month), |formatters, date| formatters.month.format(date).to_string())
    }

    /// `September 2026` of a month counted as [`Day::month`] does.
    #[must_use]
    pub fn month_long(self, month: i32) -> String {
        self.dated(first_of(month), |formatters, date| formatters.month_long.format(date).to_string())
    }

    /// The calendar people live by.
    #[must_use]
    pub fn calendar(self) -> Calendar {
        match self.language() {
            Language::Fa => Calendar::Jalali,
            _ => Calendar::Gregorian,
        }
    }

    /// `September 2026`, `شهریور ۱۴۰۵`: the month of a day, in the calendar people live by.
    #[must_use]
    pub fn month_of(self, day: Day) -> String {
        match self.calendar() {
            Calendar::Gregorian => self.month_long(day.month()),
            Calendar::Jalali => {
                let name =
                    self.dated(day, |formatters, date| formatters.month_alone.format(date).to_string());
                format!("{name} {}", self.plain(Calendar::Jalali.date(day).0.into()))
            }
        }
    }

    /// `Sept 2026` of `2026-09`; whatever is no month stays as it is.
    #[must_use]
    pub fn month_named(self, name: &str) -> String {
        let first = format!("{name}-01").parse::<Day>();
        first.map_or_else(|_| name.to_owned(), |day| self.month(day.month()))
    }

    /// `14:05` of an instant in a zone.
    #[must_use]
    pub fn time(self, at: Instant, zone: &TimeZone) -> String {
        let time = zone.to_datetime(at.timestamp()).time();
        let plain = || format!("{:02}:{:02}", time.hour(), time.minute());
        FORMATTERS.with(|formatters| {
            let formatters =
                formatters[self.language() as usize].get_or_init(|| Formatters::new(self.language()));
            let clock = Time::try_new(time.hour() as u8, time.minute() as u8, 0, 0);
            match (formatters, clock) {
                (Some(formatters), Ok(clock)) => formatters.time.format(&clock).to_string(),
                _ => plain(),
            }
        })
    }

    /// `30 Sept 2026, 14:05` of an instant in a zone.
    #[must_use]
    pub fn instant(self, at: Instant, zone: &TimeZone) -> String {
        self.format_instant(self.day_short(at.day_in(zone)), self.time(at, zone))
    }
}

fn first_of(month: i32) -> Day {
    let (year, month) = (1970 + month.div_euclid(12), month.rem_euclid(12) + 1);
    let day = i16::try_from(year).ok().and_then(|year| Day::from_ymd(year, month as i8, 1));
    day.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(say: impl Fn(Words) -> String) -> [String; 5] {
        Language::ALL.map(|language| say(Words::of(language)))
    }

    fn of(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_day_is_said_with_its_month_in_the_right_case() {
        let said = all(|words| words.day(of("2026-09-03")));
        let expected = [
            "3 September 2026",
            "2026. gada 3. septembris",
            "۱۲ شهریور ۱۴۰۵",
            "3 сентября 2026\u{202f}г.",
            "3. syyskuuta 2026",
        ];
        assert_eq!(said, expected);
    }

    #[test]
    fn the_persian_year_begins_at_nowruz() {
        let persian = Words::of(Language::Fa);
        assert_eq!(persian.day(of("2026-03-20")), "۲۹ اسفند ۱۴۰۴");
        assert_eq!(persian.day(of("2026-03-21")), "۱ فروردین ۱۴۰۵");
        assert_eq!(persian.day_numeric(of("2026-03-21")), "۱۴۰۵/۱/۱");
        // 1403 is a leap year of 366 days.
        assert_eq!(persian.day(of("2025-03-20")), "۳۰ اسفند ۱۴۰۳");
    }

    #[test]
    fn columns_take_short_days_and_gregorian_months() {
        let said = all(|words| words.day_short(of("2026-09-30")));
        let expected =
            ["30 Sept 2026", "2026. g. 30. sept.", "۸ مهر ۱۴۰۵", "30 сент. 2026\u{202f}г.", "30.9.2026"];
        assert_eq!(said, expected);
        let said = all(|words| words.month(of("2026-09-30").month()));
        let expected = ["Sept 2026", "2026. g. sept.", "سپتامبر ۲۰۲۶", "сент. 2026\u{202f}г.", "9.2026"];
        assert_eq!(said, expected);
        assert_eq!(Words::of(Language::En).month_named("rubbish"), "rubbish");
    }

    #[test]
    fn a_day_of_the_year_is_said_in_its_own_calendar() {
        let said = all(|words| words.day_of_year(Calendar::Gregorian, 2, 29));
        assert_eq!(said, ["29 February", "29. februāris", "۲۹ فوریه", "29 февраля", "29. helmikuuta"]);
        let said = all(|words| words.day_of_year(Calendar::Jalali, 12, 30));
        assert_eq!((said[0].as_str(), said[2].as_str()), ("30 Esfand", "۳۰ اسفند"));
    }

    #[test]
    fn a_month_people_live_by_is_of_their_calendar() {
        let said = all(|words| words.month_of(of("2026-09-30")));
        assert_eq!((said[0].as_str(), said[2].as_str()), ("September 2026", "مهر ۱۴۰۵"));
        assert_eq!(Words::of(Language::Fa).calendar(), Calendar::Jalali);
    }

    #[test]
    fn an_instant_is_said_in_its_zone() {
        let riga = TimeZone::get("Europe/Riga").unwrap();
        let at = Instant(1_790_766_300_000_000); // 2026-09-30T11:05Z
        let said = all(|words| words.instant(at, &riga));
        let expected = [
            "30 Sept 2026, 14:05",
            "2026. g. 30. sept. 14:05",
            "۸ مهر ۱۴۰۵، ساعت ۱۴:۰۵",
            "30 сент. 2026\u{202f}г., 14:05",
            "30.9.2026 klo 14.05",
        ];
        assert_eq!(said, expected);
        assert_eq!(
            all(|words| words.weekday(of("2026-09-30"))),
            ["Wednesday", "Trešdiena", "چهارشنبه", "среда", "keskiviikko"]
        );
    }
}
