//! The calendars the program knows: days on which a greeting is welcome, none that divides people.

use super::Rule;
use crate::memory::Calendar::{Gregorian, Jalali};

/// A calendar of holidays the program knows.
#[derive(Clone, Copy, Debug)]
pub struct HolidayCalendar {
    /// Its name, as people's observances and plays say it.
    pub name: &'static str,
    /// The countries whose people keep it unless they say otherwise (ISO 3166-1, two letters).
    pub countries: &'static [&'static str],
    /// Its holidays by name.
    pub holidays: &'static [(&'static str, Rule)],
}

const fn date(month: u8, day: u8) -> Rule {
    Rule::Date { calendar: Gregorian, month, day }
}

const fn jalali(month: u8, day: u8) -> Rule {
    Rule::Date { calendar: Jalali, month, day }
}

const NEW_YEAR: (&str, Rule) = ("new_year", date(1, 1));
const EASTER: (&str, Rule) = ("easter", Rule::Easter { orthodox: false, offset: 0 });
const ORTHODOX_EASTER: (&str, Rule) = ("orthodox_easter", Rule::Easter { orthodox: true, offset: 0 });
const CHRISTMAS: (&str, Rule) = ("christmas", date(12, 25));
const ORTHODOX_CHRISTMAS: (&str, Rule) = ("orthodox_christmas", date(1, 7));
const WOMENS_DAY: (&str, Rule) = ("womens_day", date(3, 8));
const MOTHERS_DAY: (&str, Rule) = ("mothers_day", Rule::Weekday { weekday: 7, month: 5, nth: 2 });

/// Every calendar the program knows. The last is kept where no other says so.
pub const KNOWN: &[HolidayCalendar] = &[
    HolidayCalendar {
        name: "latvia",
        countries: &["LV"],
        holidays: &[
            NEW_YEAR,
            WOMENS_DAY,
            EASTER,
            MOTHERS_DAY,
            ("ligo", date(6, 23)),
            ("jani", date(6, 24)),
            ("independence_day", date(11, 18)),
            CHRISTMAS,
        ],
    },
    HolidayCalendar {
        name: "finland",
        countries: &["FI", "AX"],
        holidays: &[
            NEW_YEAR,
            EASTER,
            ("vappu", date(5, 1)),
            MOTHERS_DAY,
            ("midsummer", Rule::WeekdayFrom { weekday: 6, month: 6, day: 20 }),
            ("fathers_day", Rule::Weekday { weekday: 7, month: 11, nth: 2 }),
            ("independence_day", date(12, 6)),
            CHRISTMAS,
        ],
    },
    HolidayCalendar {
        name: "persian",
        countries: &["IR", "AF", "TJ"],
        holidays: &[
            ("nowruz", jalali(1, 1)),
            ("sizdah_bedar", jalali(1, 13)),
            ("mehregan", jalali(7, 16)),
            ("yalda", jalali(9, 30)),
        ],
    },
    HolidayCalendar {
        name: "russian",
        countries: &["RU", "BY"],
        holidays: &[NEW_YEAR, ORTHODOX_CHRISTMAS, WOMENS_DAY, ORTHODOX_EASTER],
    },
    HolidayCalendar {
        name: "orthodox",
        countries: &["GR", "CY", "RO", "BG", "RS", "GE", "UA", "MD", "MK", "ME"],
        holidays: &[NEW_YEAR, ORTHODOX_EASTER, CHRISTMAS],
    },
    HolidayCalendar {
        name: "united_states",
        countries: &["US"],
        holidays: &[
            NEW_YEAR,
            EASTER,
            MOTHERS_DAY,
            ("thanksgiving", Rule::Weekday { weekday: 4, month: 11, nth: 4 }),
            CHRISTMAS,
        ],
    },
    HolidayCalendar { name: "western", countries: &[], holidays: &[NEW_YEAR, EASTER, CHRISTMAS] },
];

impl HolidayCalendar {
    /// The calendar of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        KNOWN.iter().find(|calendar| calendar.name == name)
    }

    /// When a holiday of it falls; `None` where it has none of that name.
    #[must_use]
    pub fn rule(&self, holiday: &str) -> Option<Rule> {
        self.holidays.iter().find(|(name, _)| *name == holiday).map(|(_, rule)| *rule)
    }
}

/// The calendar people of a country keep unless they say otherwise.
#[must_use]
pub fn of_country(country: &str) -> &'static HolidayCalendar {
    let kept = KNOWN.iter().find(|calendar| calendar.countries.contains(&country));
    kept.unwrap_or(&KNOWN[KNOWN.len() - 1])
}
