//! Holidays of the next days that many people keep, those of the company's own calendars among them: one
//! line for all of them.

use std::collections::BTreeMap;

use domain::holidays::KNOWN;
use domain::today::AHEAD_DAYS;
use domain::{Actor, Day};
use store::{Result, Store};

use super::line::{Line, Why};

/// Fewer than these are better greeted one by one.
const MANY: i64 = 5;
/// Counted no further: what matters is that they are many.
const COUNTED: u32 = 1000;

/// Who keeps a holiday on a day.
#[derive(Default)]
struct Keepers<'a> {
    /// Those who said they keep one of these calendars.
    calendars: Vec<&'a str>,
    /// Those of these countries who said nothing.
    countries: Vec<&'static str>,
    /// Those of countries no calendar names who said nothing.
    others: bool,
}

impl Keepers<'_> {
    async fn count(&self, store: &Store, actor: Actor) -> Result<i64> {
        let mut people = store.keeping(actor, &self.calendars, COUNTED).await?;
        people += store.living_in(actor, &self.countries, false, COUNTED).await?;
        if self.others {
            let named: Vec<&str> = KNOWN.iter().flat_map(|calendar| calendar.countries).copied().collect();
            people += store.living_in(actor, &named, true, COUNTED).await?;
        }
        Ok(people)
    }
}

pub(super) async fn lines(store: &Store, actor: Actor, today: Day) -> Result<Vec<Line>> {
    let own = store.calendars(actor).await?;
    let mut kept: BTreeMap<(Day, &str), Keepers<'_>> = BTreeMap::new();
    for calendar in KNOWN {
        for (name, rule) in calendar.holidays {
            let keepers = kept.entry((rule.next(today), name)).or_default();
            keepers.calendars.push(calendar.name);
            keepers.countries.extend(calendar.countries);
            keepers.others |= calendar.countries.is_empty();
        }
    }
    for calendar in &own {
        for holiday in &calendar.holidays {
            let keepers = kept.entry((holiday.rule.next(today), &holiday.name)).or_default();
            keepers.calendars.push(&calendar.name);
        }
    }
    let mut lines = Vec::new();
    let near = kept.into_iter().take_while(|((day, _), _)| day.0 - today.0 <= AHEAD_DAYS);
    for ((day, name), keepers) in near {
        let people = keepers.count(store, actor).await?;
        if people >= MANY {
            let (name, people) = (name.to_owned(), people.unsigned_abs());
            lines.push(Line::of_house(Why::Holiday { name, day, people }, today));
        }
    }
    Ok(lines)
}
