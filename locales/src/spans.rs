//! Spans of time as people say them, and days seen from today.

use domain::Day;

use crate::Words;

/// The unit in which a person would say a span, by its length in days.
#[derive(Clone, Copy)]
enum Unit {
    Days,
    Weeks,
    Months,
    Years,
}

impl Unit {
    fn of(days: f64) -> Self {
        match days {
            d if (6.5..7.5).contains(&d) => Self::Weeks,
            d if d < 13.5 => Self::Days,
            d if d < 70.0 => Self::Weeks,
            d if d < 700.0 => Self::Months,
            _ => Self::Years,
        }
    }

    /// How many there are of it; at least one.
    fn count(self, days: f64) -> u64 {
        let per = match self {
            Self::Days => 1.0,
            Self::Weeks => 7.0,
            Self::Months => 30.437,
            Self::Years => 365.25,
        };
        (days / per).round().max(1.0) as u64
    }
}

impl Words {
    /// `9 days`, `3 weeks`, `5 months`: as a person would say it.
    #[must_use]
    pub fn span(self, days: f64) -> String {
        let unit = Unit::of(days);
        let count = unit.count(days);
        match unit {
            Unit::Days => self.span_days(count),
            Unit::Weeks => self.span_weeks(count),
            Unit::Months => self.span_months(count),
            Unit::Years => self.span_years(count),
        }
    }

    /// The same in the form that stands after "for" and "has been": `молчит 3 недели`, `молчит 1 неделю`.
    #[must_use]
    pub fn lasting(self, days: f64) -> String {
        let unit = Unit::of(days);
        let count = unit.count(days);
        match unit {
            Unit::Days => self.lasting_days(count),
            Unit::Weeks => self.lasting_weeks(count),
            Unit::Months => self.lasting_months(count),
            Unit::Years => self.lasting_years(count),
        }
    }

    /// `every week`, `every 3 weeks`, of a rhythm in days.
    #[must_use]
    pub fn every(self, days: f64) -> String {
        let unit = Unit::of(days);
        let count = unit.count(days);
        match unit {
            Unit::Days => self.every_days(count),
            Unit::Weeks => self.every_weeks(count),
            Unit::Months => self.every_months(count),
            Unit::Years => self.every_years(count),
        }
    }

    /// `today`, `yesterday`, `in 3 days`, `3 days ago`; in weeks, months and years when further away.
    #[must_use]
    pub fn from_today(self, day: Day, today: Day) -> String {
        let days = i64::from(day.0) - i64::from(today.0);
        let size = days.unsigned_abs() as f64;
        let (unit, count) = (Unit::of(size), Unit::of(size).count(size));
        match (days, unit) {
            (0, _) => self.relative_today(),
            (1, _) => self.relative_tomorrow(),
            (-1, _) => self.relative_yesterday(),
            (1.., Unit::Days) => self.relative_in_days(count),
            (1.., Unit::Weeks) => self.relative_in_weeks(count),
            (1.., Unit::Months) => self.relative_in_months(count),
            (1.., Unit::Years) => self.relative_in_years(count),
            (_, Unit::Days) => self.relative_days_ago(count),
            (_, Unit::Weeks) => self.relative_weeks_ago(count),
            (_, Unit::Months) => self.relative_months_ago(count),
            (_, Unit::Years) => self.relative_years_ago(count),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;

    fn all(say: impl Fn(Words) -> String) -> [String; 5] {
        Language::ALL.map(|language| say(Words::of(language)))
    }

    #[test]
    fn spans_are_said_in_the_unit_a_person_would_use() {
        let english = Words::of(Language::En);
        assert_eq!(english.span(9.0), "9 days");
        assert_eq!(english.span(63.0), "9 weeks");
        assert_eq!(english.every(7.0), "every week");
        assert_eq!(english.every(9.0), "every 9 days");
        assert_eq!(english.every(1.0), "every day");
        assert_eq!(english.span(900.0), "2 years");
    }

    #[test]
    fn every_form_of_the_plural_is_met() {
        assert_eq!(all(|words| words.span(1.0)), ["1 day", "1 diena", "۱ روز", "1 день", "1 päivä"]);
        assert_eq!(all(|words| words.span(3.0)), ["3 days", "3 dienas", "۳ روز", "3 дня", "3 päivää"]);
        assert_eq!(all(|words| words.span(11.0)), ["11 days", "11 dienu", "۱۱ روز", "11 дней", "11 päivää"]);
        assert_eq!(
            all(|words| words.span(20.0 * 30.437)),
            ["20 months", "20 mēnešu", "۲۰ ماه", "20 месяцев", "20 kuukautta"]
        );
    }

    #[test]
    fn a_span_that_lasts_has_its_own_case() {
        let week = ["1 week", "1 nedēļu", "۱ هفته", "1 неделю", "1 viikon"];
        assert_eq!(all(|words| words.lasting(7.0)), week);
    }

    #[test]
    fn a_day_is_seen_from_today() {
        let at = |day| all(|words| words.from_today(Day(day), Day(1000)));
        assert_eq!(at(999), ["yesterday", "vakar", "دیروز", "вчера", "eilen"]);
        assert_eq!(
            at(1005),
            ["in 5 days", "pēc 5 dienām", "۵ روز دیگر", "через 5 дней", "5 päivän kuluttua"]
        );
        assert_eq!(
            at(979),
            ["3 weeks ago", "pirms 3 nedēļām", "۳ هفته پیش", "3 недели назад", "3 viikkoa sitten"]
        );
    }
}
