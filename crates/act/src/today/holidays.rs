//! Holidays of the next days that many people keep: one line for all of them.

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

pub(super) async fn lines(store: &Store, actor: Actor, today: Day) -> Result<Vec<Line>> {
    // Of each holiday and day: the countries that keep it, and whether all others do.
    let mut kept: BTreeMap<(Day, &'static str), (Vec<&'static str>, bool)> = BTreeMap::new();
    for calendar in KNOWN {
        for (name, rule) in calendar.holidays {
            let day = rule.next(today);
            if day.0 - today.0 <= AHEAD_DAYS {
                let (countries, others) = kept.entry((day, name)).or_default();
                countries.extend(calendar.countries);
                *others |= calendar.countries.is_empty();
            }
        }
    }
    let named: Vec<&str> = KNOWN.iter().flat_map(|calendar| calendar.countries).copied().collect();
    let mut lines = Vec::new();
    for ((day, name), (countries, others)) in kept {
        let mut people = store.living_in(actor, &countries, false, COUNTED).await?;
        if others {
            people += store.living_in(actor, &named, true, COUNTED).await?;
        }
        if people >= MANY {
            lines.push(Line::of_house(Why::Holiday { name, day, people: people.unsigned_abs() }, today));
        }
    }
    Ok(lines)
}
