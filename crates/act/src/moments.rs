//! *When* a play meets a person: each moment finds its people, names its occasion and says when it is
//! due. An occasion is met once, so a name that stays the same keeps a greeting from coming twice,
//! whatever the clock does.

pub(crate) mod holiday;

use domain::ids::PersonId;
use domain::memory::{Calendar, FactKind};
use domain::plays::{Score, When};
use domain::{Actor, Day, Instant};
use store::Store;
use store::moments::Bought;

use crate::Error;
use crate::checks::DAY_SECONDS;

/// How long a moment that was missed, with the server away, is still met, in days.
pub const LATE_DAYS: i32 = 2;
/// How far ahead a rehearsal looks for dates of people's own, in days.
pub const AHEAD_DAYS: i32 = 30;

/// Somebody a moment found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub person: PersonId,
    /// The occasion's name within the play.
    pub occasion: String,
    /// When the first step is due, before quiet hours.
    pub due: Due,
    /// Successes after this instant end the way; before it they were not its doing.
    pub since: Instant,
}

/// When something is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// At an instant.
    At(Instant),
    /// When a day begins where the person is.
    Day(Day),
}

/// Whom a moment found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// Everybody, each on this one occasion.
    Everybody(String),
    /// These.
    These(Vec<Candidate>),
    /// Nobody yet.
    Nobody,
}

/// What a moment is asked against.
#[derive(Clone, Copy, Debug)]
pub struct Asking {
    /// Now.
    pub now: Instant,
    /// Today, where the company is.
    pub today: Day,
    /// When the play started; now, where it has not.
    pub started: Instant,
    /// Minor units in a major one of the company's currency.
    pub minor_per_major: f64,
    /// Whether the moment was, and doesn't come again.
    pub is_over: bool,
    /// Whether the play meets people again on another occasion.
    pub again: bool,
    /// How many days are looked ahead; none, but in a rehearsal.
    pub ahead: i32,
    /// When the play meets nobody any more.
    pub until: Option<Instant>,
}

impl Asking {
    /// The days of which one that was to be met so many days before comes now.
    fn days(&self, days_before: u16) -> (Day, Day) {
        let day = self.today.0 + i32::from(days_before);
        (Day(day - LATE_DAYS), Day(day + self.ahead))
    }

    fn after_days(&self, days: i32) -> Instant {
        self.now.plus_seconds(i64::from(days) * DAY_SECONDS)
    }

    fn is_over_by(&self, at: Instant) -> bool {
        self.is_over || self.until.is_some_and(|until| until <= at)
    }
}

/// When a moment comes that meets people at some times only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Coming {
    /// It meets people now, or any day.
    #[default]
    Now,
    /// At this instant.
    At(Instant),
    /// On this day next.
    On(Day),
    /// On a day of each one's own: those of so many days to come.
    Within(i32),
}

impl Coming {
    /// What the moment is asked against when it comes.
    pub(crate) fn asking(self, now: Asking) -> Asking {
        match self {
            Self::Now => now,
            Self::At(at) => Asking { now: at, is_over: now.is_over_by(at), ..now },
            Self::On(day) => {
                let ahead = day.0 - now.today.0;
                Asking { ahead, is_over: now.is_over_by(now.after_days(ahead)), ..now }
            }
            Self::Within(days) => {
                let ahead = (0..=days).rev().find(|days| !now.is_over_by(now.after_days(*days)));
                Asking { ahead: ahead.unwrap_or(0), ..now }
            }
        }
    }
}

/// When a moment comes next.
///
/// # Errors
/// Where the store fails.
pub async fn coming(store: &Store, actor: Actor, when: &When, asking: &Asking) -> store::Result<Coming> {
    Ok(match when {
        When::Date { .. } => Coming::Within(AHEAD_DAYS),
        When::Once { at } if *at > asking.now => Coming::At(*at),
        When::Holiday { holiday, days_before } => {
            let before = i32::from(*days_before);
            let from = Day(asking.today.0 + before - LATE_DAYS);
            let next = holiday::next(store, actor, holiday, from).await?;
            let next = next.map(|day| Day(day.0 - before)).filter(|day| *day > asking.today);
            next.map_or(Coming::Now, Coming::On)
        }
        _ => Coming::Now,
    })
}

/// Why a moment can never come.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoMoment {
    /// No such kind of fact.
    #[error(
        "No fact is remembered as '{0}': a date waits for a kind of fact (date, event), with words after a \
         colon where it should hold one of them."
    )]
    Date(String),
    /// No such holiday, or not any more.
    #[error("No calendar has the holiday '{0}'; name another, or give it to a calendar of your own.")]
    Holiday(String),
    /// No rhythm at all.
    #[error("Silence lasts more than no rhythm at all: say a number of rhythms above 0.")]
    Silence,
    /// No number.
    #[error("The line a figure crosses is a number.")]
    Line,
    /// No code.
    #[error("Say the code of the product.")]
    Product,
    /// An order before the first.
    #[error("Orders are counted from 1; leave the number out for each of them.")]
    Order,
}

/// Holds a moment to what can ever come.
///
/// # Errors
/// Where it never can, the actor may not read customers, or the store fails.
pub async fn hold(store: &Store, actor: Actor, when: &When) -> Result<(), Error> {
    let (can_come, why) = match when {
        When::Date { fact, .. } => (When::dated(fact).0.is_some(), NoMoment::Date(fact.clone())),
        When::Holiday { holiday, .. } => {
            (holiday::is_known(store, actor, holiday).await?, NoMoment::Holiday(holiday.clone()))
        }
        When::Silence { rhythms } => (rhythms.is_finite() && *rhythms > 0.0, NoMoment::Silence),
        When::Score { line, .. } => (line.is_finite(), NoMoment::Line),
        When::Product { sku, .. } => (!sku.trim().is_empty(), NoMoment::Product),
        When::Order { nth, .. } => (*nth != Some(0), NoMoment::Order),
        When::RuleHolds | When::Once { .. } => return Ok(()),
    };
    if can_come { Ok(()) } else { Err(why.into()) }
}

/// Whom the moment finds now.
///
/// # Errors
/// Where the store fails.
pub async fn find(store: &Store, actor: Actor, when: &When, asking: &Asking) -> store::Result<Found> {
    if asking.is_over {
        return Ok(Found::Nobody);
    }
    Ok(match when {
        // A rule that still holds is an occasion each day; how far apart they have to be, a check asks.
        When::RuleHolds if asking.again => Found::Everybody(asking.today.to_string()),
        When::RuleHolds => Found::Everybody("once".into()),
        When::Once { at } if *at <= asking.now => Found::Everybody("once".into()),
        When::Once { .. } => Found::Nobody,
        When::Date { fact, days_before } => {
            Found::These(dates(store, actor, fact, *days_before, asking).await?)
        }
        When::Holiday { holiday, days_before } => {
            holiday::find(store, actor, holiday, *days_before, asking).await?
        }
        When::Silence { rhythms } => {
            let silent = store.silent(actor, *rhythms, asking.today).await?;
            let silent = silent.into_iter().map(|(person, last)| Candidate {
                person,
                occasion: last.to_string(),
                due: Due::At(asking.now),
                since: asking.now,
            });
            Found::These(silent.collect())
        }
        When::Order { nth, after_days } => {
            Found::These(orders(store, actor, *nth, *after_days, None, asking).await?)
        }
        When::Product { sku, after_days } => {
            Found::These(orders(store, actor, None, *after_days, Some(sku), asking).await?)
        }
        When::Score { of, line, above } => scores(store, actor, (*of, *line, *above), asking).await?,
    })
}

/// The dates of the days to come within reach that a fact may bear: each day of each calendar, and the
/// leap days that are kept on them in common years.
fn within_reach(from: Day, until: Day) -> Vec<(Calendar, u8, u8)> {
    let mut days = Vec::new();
    for calendar in [Calendar::Gregorian, Calendar::Jalali] {
        for day in from.0..=until.0 {
            let (_, month, of_month) = calendar.date(Day(day));
            days.push((calendar, month, of_month));
        }
        let (leap_month, leap_day) = if calendar == Calendar::Gregorian { (2, 29) } else { (12, 30) };
        days.push((calendar, leap_month, leap_day));
    }
    days.sort_unstable_by_key(|(calendar, month, day)| (calendar.name(), *month, *day));
    days.dedup();
    days
}

/// Whether a fact is one that a play's date means.
pub(crate) fn is_meant(date: &str, kind: FactKind, text: &str) -> bool {
    let (meant, words) = When::dated(date);
    meant == Some(kind) && has_one_of(text, &words)
}

/// Whether a text holds one of the words, where there are any.
fn has_one_of(text: &str, words: &[String]) -> bool {
    let text = text.to_lowercase();
    words.is_empty() || words.iter().any(|word| text.contains(word))
}

async fn dates(
    store: &Store,
    actor: Actor,
    fact: &str,
    days_before: u16,
    asking: &Asking,
) -> store::Result<Vec<Candidate>> {
    let (kind, words) = When::dated(fact);
    let Some(kind) = kind else { return Ok(Vec::new()) };
    let (from, until) = asking.days(days_before);
    let dated = store.dated(actor, kind, &within_reach(from, until), asking.today).await?;
    let candidate = |person, day: Day, occasion| Candidate {
        person,
        occasion,
        due: Due::Day(Day(day.0 - i32::from(days_before))),
        since: asking.now,
    };
    let mut found = Vec::new();
    for one in dated.into_iter().filter(|one| has_one_of(&one.text, &words)) {
        let day = one.date.next_from(from);
        if day > until {
            continue;
        }
        let (year, month, _) = one.date.calendar().date(day);
        // 30 Esfand kept on 1 Farvardin belongs to the year before.
        let year = if month < one.date.month() { year - 1 } else { year };
        found.push(candidate(one.person, day, year.to_string()));
    }
    let once = store.dated_once(actor, kind, (from, until), asking.today).await?;
    let once = once.into_iter().filter(|(_, text, _)| has_one_of(text, &words));
    found.extend(once.map(|(person, _, day)| candidate(person, day, day.to_string())));
    Ok(found)
}

async fn orders(
    store: &Store,
    actor: Actor,
    nth: Option<u32>,
    after_days: u16,
    sku: Option<&str>,
    asking: &Asking,
) -> store::Result<Vec<Candidate>> {
    let wait = i64::from(after_days) * DAY_SECONDS;
    // What came due before the play began is not made up for.
    let late = asking.now.plus_seconds(-i64::from(LATE_DAYS) * DAY_SECONDS);
    let from = late.max(asking.started.plus_seconds(-DAY_SECONDS)).plus_seconds(-wait);
    let until = asking.now.plus_seconds(-wait);
    let bought = store.bought(actor, from, until, nth.is_some(), sku).await?;
    let candidate = |bought: &Bought| Candidate {
        person: bought.person,
        occasion: bought.order.to_string(),
        due: Due::At(bought.at.plus_seconds(wait)),
        since: bought.at,
    };
    let Some(nth) = nth else { return Ok(bought.iter().map(candidate).collect()) };
    let each = bought.chunk_by(|a, b| a.person == b.person);
    let exactly = each.filter_map(|theirs| theirs.get((nth.max(1) - 1) as usize));
    Ok(exactly.filter(|bought| bought.at >= from).map(candidate).collect())
}

async fn scores(
    store: &Store,
    actor: Actor,
    (of, line, above): (Score, f64, bool),
    asking: &Asking,
) -> store::Result<Found> {
    let line = match of {
        Score::ValueAtStake | Score::ExpectedValue => line / asking.minor_per_major,
        Score::PAlive | Score::Orders => line,
    };
    let beyond = store.beyond(actor, of, line, above).await?;
    let found = beyond.into_iter().map(|(person, last)| Candidate {
        person,
        // Between two purchases a figure only falls or only rises; the count of orders crosses once.
        occasion: if of == Score::Orders { "crossed".into() } else { last.to_string() },
        due: Due::At(asking.now),
        since: asking.now,
    });
    Ok(Found::These(found.collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leap_day_is_within_reach_of_the_days_it_is_kept_on() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let reach = within_reach(day("2026-02-28"), day("2026-03-01"));
        assert!(reach.contains(&(Calendar::Gregorian, 2, 29)));
        assert!(
            reach.contains(&(Calendar::Gregorian, 2, 28)) && reach.contains(&(Calendar::Gregorian, 3, 1))
        );
        assert!(reach.contains(&(Calendar::Jalali, 12, 9)), "28 February 2026 is 9 Esfand 1404");
    }

    #[test]
    fn a_rehearsal_looks_no_further_than_the_last_day() {
        let now = Asking {
            now: Instant(0),
            today: Day(0),
            started: Instant(0),
            minor_per_major: 100.0,
            is_over: false,
            again: false,
            ahead: 0,
            until: Some(Instant(0).plus_seconds(10 * DAY_SECONDS)),
        };
        let looks = |coming: Coming| {
            let asking = coming.asking(now);
            (asking.ahead, asking.is_over)
        };
        assert_eq!(looks(Coming::Now), (0, false));
        assert_eq!(looks(Coming::Within(30)), (9, false));
        assert_eq!(looks(Coming::Within(5)), (5, false));
        assert_eq!((looks(Coming::On(Day(9))), looks(Coming::On(Day(10))).1), ((9, false), true));
        assert!(looks(Coming::At(Instant(0).plus_seconds(10 * DAY_SECONDS))).1);
    }
}
