//! Holidays of each one's own calendar.

use domain::holidays::{HolidayCalendar, KNOWN};
use domain::{Actor, Day};
use store::Store;
use store::moments::Keepers;

use super::{Asking, Candidate, Due, Found};

/// The name of the occasion: the holiday, and the year.
fn occasion(holiday: &str, day: Day) -> String {
    format!("{holiday} {}", day.civil().year())
}

/// The holiday of an occasion so named.
pub(crate) fn of_occasion(occasion: &str) -> Option<&str> {
    occasion.rsplit_once(' ').map(|(holiday, _)| holiday)
}

/// Whether any calendar has the holiday, the company's own among them.
pub(super) async fn is_known(store: &Store, actor: Actor, holiday: &str) -> store::Result<bool> {
    if KNOWN.iter().any(|calendar| calendar.rule(holiday).is_some()) {
        return Ok(true);
    }
    let own = store.calendars(actor).await?;
    Ok(own.iter().any(|calendar| calendar.holidays.iter().any(|one| one.name == holiday)))
}

/// The first day from then on on which any calendar has the holiday.
pub(super) async fn next(
    store: &Store,
    actor: Actor,
    holiday: &str,
    from: Day,
) -> store::Result<Option<Day>> {
    let known = KNOWN.iter().filter_map(|calendar| calendar.rule(holiday));
    let own = store.calendars(actor).await?;
    let own = own.iter().flat_map(|calendar| &calendar.holidays);
    let own = own.filter(|one| one.name == holiday).map(|one| one.rule);
    Ok(known.chain(own).map(|rule| rule.next(from)).min())
}

/// Those who keep a calendar in which the holiday comes now.
pub(super) async fn find(
    store: &Store,
    actor: Actor,
    holiday: &str,
    days_before: u16,
    asking: &Asking,
) -> store::Result<Found> {
    let (from, until) = asking.days(days_before);
    let mut found: Vec<Candidate> = Vec::new();
    let candidate = |person, day: Day| Candidate {
        person,
        occasion: occasion(holiday, day),
        due: Due::Day(Day(day.0 - i32::from(days_before))),
        since: asking.now,
    };
    for (at, calendar) in KNOWN.iter().enumerate() {
        let rule = calendar.holidays.iter().find(|(name, _)| *name == holiday).map(|(_, rule)| *rule);
        let Some(day) = rule.map(|rule| rule.next(from)).filter(|day| *day <= until) else { continue };
        let keepers = if at + 1 == KNOWN.len() {
            // Kept where no other calendar says so.
            Keepers::ButOf(
                KNOWN.iter().flat_map(|other: &HolidayCalendar| other.countries).copied().collect(),
            )
        } else {
            Keepers::Of(calendar.countries.to_vec())
        };
        let keepers = store.keepers(actor, calendar.name, &keepers).await?;
        found.extend(keepers.into_iter().map(|person| candidate(person, day)));
    }
    for calendar in store.calendars(actor).await? {
        let rule = calendar.holidays.iter().find(|one| one.name == holiday).map(|one| one.rule);
        let Some(day) = rule.map(|rule| rule.next(from)).filter(|day| *day <= until) else { continue };
        for person in store.keepers(actor, &calendar.name, &Keepers::Of(Vec::new())).await? {
            // Two calendars may have a holiday of one name; it is one occasion all the same.
            if found.iter().all(|one| one.person != person) {
                found.push(candidate(person, day));
            }
        }
    }
    Ok(if found.is_empty() { Found::Nobody } else { Found::These(found) })
}
