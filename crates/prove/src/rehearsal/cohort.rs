//! Whom a moment would have found a horizon ago. Who falls silent, or has just bought, is known by what they did: what
//! such people do by themselves can be measured only after the moment, not before it.

use domain::Instant;
use domain::ids::PersonId;
use domain::plays::When;
use domain::time::DAY_MICROS;
use store::trials::{Past, Sample};

/// How long people are looked for, in weeks.
pub(super) const WEEKS: u32 = 13;

/// People a moment would have found, and how many it finds a week.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Cohort {
    /// Who, and when they would have been met first.
    pub people: Vec<(PersonId, Instant)>,
    /// Of all customers, in a week.
    pub per_week: f64,
}

/// The product a moment waits for, where it is told by purchases at all.
pub(super) fn by_purchases(when: &When) -> Option<Option<&str>> {
    match when {
        When::Order { .. } | When::Silence { .. } => Some(None),
        When::Product { sku, .. } => Some(Some(sku)),
        When::RuleHolds
        | When::Once { .. }
        | When::Date { .. }
        | When::Holiday { .. }
        | When::Score { .. } => None,
    }
}

/// Those of a sample the moment would have found within a quarter up to an instant.
pub(super) fn cohort(when: &When, sample: &Sample, until: Instant) -> Cohort {
    let from = until.0 - i64::from(WEEKS) * 7 * DAY_MICROS;
    let within = |at: &i64| (from..until.0).contains(at);
    let first = |past: &Past| found(when, past).into_iter().find(within).map(|at| (past.person, Instant(at)));
    let people: Vec<_> = sample.pasts.iter().filter_map(first).collect();
    let share = people.len() as f64 / sample.pasts.len().max(1) as f64;
    Cohort { people, per_week: share * sample.of as f64 / f64::from(WEEKS) }
}

/// The instants at which a moment finds somebody, the earliest first.
fn found(when: &When, past: &Past) -> Vec<i64> {
    let bought = past.bought.iter().map(|at| at.0);
    let after = |days: &u16| i64::from(*days) * DAY_MICROS;
    match (when, past.rhythm_days) {
        (When::Order { nth: Some(nth), after_days }, _) => {
            bought.skip(nth.saturating_sub(1) as usize).take(1).map(|at| at + after(after_days)).collect()
        }
        (When::Order { nth: None, after_days } | When::Product { after_days, .. }, _) => {
            bought.map(|at| at + after(after_days)).collect()
        }
        (When::Silence { rhythms }, Some(days)) => {
            let silent = (rhythms * days * DAY_MICROS as f64) as i64;
            let next = bought.clone().skip(1).chain([i64::MAX]);
            let falls =
                |(at, next): (i64, i64)| Some(at.saturating_add(silent)).filter(|falls| *falls < next);
            bought.zip(next).filter_map(falls).collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 20_000;

    fn sample(days: &[i64]) -> Sample {
        let bought = days.iter().map(|day| Instant(day * DAY_MICROS)).collect();
        let past = Past {
            person: "00000000-0000-7000-8000-000000000000".parse().unwrap(),
            rhythm_days: Some(10.0),
            bought,
        };
        Sample { pasts: vec![past], of: 130 }
    }

    fn met(when: &When, days: &[i64]) -> Option<i64> {
        let cohort = cohort(when, &sample(days), Instant(NOW * DAY_MICROS));
        assert!((cohort.per_week - 10.0 * cohort.people.len() as f64).abs() < 1e-9);
        cohort.people.first().map(|(_, at)| at.0 / DAY_MICROS)
    }

    #[test]
    fn somebody_falls_silent_where_the_next_purchase_is_late() {
        let when = When::Silence { rhythms: 2.0 };
        assert_eq!(met(&when, &[NOW - 60, NOW - 45, NOW - 10]), Some(NOW - 25), "35 days are more than 20");
        assert_eq!(met(&when, &[NOW - 60, NOW - 45, NOW - 30, NOW - 15]), None);
        assert_eq!(met(&when, &[NOW - 19]), None, "not yet");
        assert_eq!(met(&when, &[NOW - 200]), None, "long ago");
    }

    #[test]
    fn an_order_is_met_by_its_number_and_after_its_days() {
        let second = When::Order { nth: Some(2), after_days: 7 };
        assert_eq!(met(&second, &[NOW - 50, NOW - 40, NOW - 30]), Some(NOW - 33));
        assert_eq!(met(&second, &[NOW - 50]), None);
        let each = When::Order { nth: None, after_days: 0 };
        assert_eq!(
            met(&each, &[NOW - 300, NOW - 40, NOW - 30]),
            Some(NOW - 40),
            "the first within the quarter"
        );
    }
}
