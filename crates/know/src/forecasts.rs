//! The forecast of each month is kept, and once its days are over held against what came: are we honest?
//!
//! What came is counted as the models count: purchase days, refunds taken off, by whoever a person is by
//! now. A forecast of people who were one all along is one forecast, their sum.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use analytics::Histories;
use domain::access::{self, Action};
use domain::ids::PersonId;
use domain::worth::{Decile, Estimate, Kept, Outcome};
use domain::{Clock, Day, Permit};
use store::Store;

use crate::Error;
use crate::refit::{self, ACTOR};
use crate::worth::{Scorer, tenths};

/// How far a kept forecast looks: a quarter.
pub const DAYS: u32 = 90;
/// For so many days after its last, a forecast is counted again: late orders and refunds still come.
pub const LATE_DAYS: i32 = 30;
/// People read at a time.
const PAGE: u32 = 16_384;
const NORMAL_975: f64 = 1.959_963_984_540_054;

/// What somebody was expected to do, and did.
#[derive(Clone, Copy, Default)]
struct One {
    orders: f64,
    value: f64,
    came: u32,
    brought: f64,
}

/// Keeps the forecast of the month of `scorer`'s day, if it is the month's first.
///
/// # Errors
/// Where the database or the disk fails.
pub(crate) async fn keep(
    store: &Store,
    permit: &Permit,
    histories: &Histories,
    scorer: &Scorer,
) -> Result<(), Error> {
    let as_of = scorer.as_of();
    let kept = store.forecasts(ACTOR).await?;
    if kept.iter().any(|kept| kept.as_of.month() == as_of.month()) {
        return Ok(());
    }
    if let Some((forecast, each)) = scorer.ahead(&histories.summarise(as_of, None)?.sorted(), DAYS)? {
        store.keep_forecast(permit, (as_of, DAYS), &forecast, &each).await?;
    }
    Ok(())
}

/// Counts what came of every forecast whose days are over by `today`, until the late have come.
///
/// # Errors
/// Where the database or the disk fails.
pub(crate) async fn settle(
    store: &Store,
    permit: &Permit,
    histories: &Histories,
    today: Day,
) -> Result<(), Error> {
    for kept in store.forecasts(ACTOR).await? {
        let counted_on = kept.outcome.as_ref().map(|outcome| outcome.counted_on);
        let last = kept.until().0 + LATE_DAYS;
        if kept.until() >= today || counted_on.is_some_and(|day| day.0 > last) {
            continue;
        }
        let outcome = outcome(store, histories, &kept, today).await?;
        store.settle_forecast(permit, kept.as_of, &outcome, today.0 > last).await?;
    }
    Ok(())
}

/// Makes the forecast of a day that is past, from nothing but the orders of that day and before, as it
/// would have been made then. Whether it was kept: a month has only one.
///
/// # Errors
/// As [`crate::refit::run`].
pub async fn look_back(
    store: &Store,
    clock: &Arc<dyn Clock>,
    scratch: &Path,
    as_of: Day,
) -> Result<bool, Error> {
    let permit = access::check(ACTOR, Action::WriteBeliefs)?;
    let today = clock.now().day_in(&store.zone(ACTOR).await?);
    let known = refit::Known { as_of: as_of.min(today), later_rows: false };
    let study = refit::study(store, ACTOR, &known, scratch).await?;
    let summaries = study.histories.summarise(as_of, None)?.sorted();
    let Some((forecast, each)) = study.study.scorer.ahead(&summaries, DAYS)? else { return Ok(false) };
    Ok(store.keep_forecast(&permit, (as_of, DAYS), &forecast, &each).await?)
}

async fn outcome(store: &Store, histories: &Histories, kept: &Kept, today: Day) -> Result<Outcome, Error> {
    let mut people: HashMap<PersonId, One> = HashMap::new();
    let mut after = None;
    loop {
        let page = store.forecast_each(ACTOR, kept.as_of, after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = Some(last.identity);
        for said in page {
            let one = people.entry(said.person).or_default();
            one.orders += said.orders;
            one.value += said.value.unwrap_or(0.0);
        }
    }
    let summaries = histories.summarise(kept.until(), Some(kept.as_of))?;
    let per_major = kept.forecast.currency.minor_per_major() as f64;
    if let Some(then) = &summaries.calibration {
        for row in 0..summaries.len() {
            let id = summaries.customer.get(row).parse::<PersonId>().ok();
            let Some(one) = id.and_then(|id| people.get_mut(&id)).filter(|_| then.born[row]) else {
                continue;
            };
            one.came = then.holdout_frequency[row];
            one.brought = (summaries.repeat_spend[row] - then.repeat_spend[row]) as f64 / per_major;
        }
    }
    // In an order that does not depend on how the map is laid out.
    let mut people: Vec<(PersonId, One)> = people.into_iter().collect();
    people.sort_unstable_by_key(|(id, _)| *id);
    let people: Vec<One> = people.into_iter().map(|(_, one)| one).collect();
    Ok(Outcome {
        counted_on: today,
        orders: people.iter().map(|one| u64::from(one.came)).sum(),
        value: people.iter().map(|one| one.brought).sum(),
        deciles: deciles(&people),
    })
}

fn deciles(people: &[One]) -> Vec<Decile> {
    let expected: Vec<f64> = people.iter().map(|one| one.orders).collect();
    let tenth = tenths(&expected);
    let decile = |wanted: usize| {
        let theirs = || people.iter().zip(&tenth).filter(|&(_, &of)| of == wanted).map(|(one, _)| one);
        let customers = theirs().count();
        let count = customers.max(1) as f64;
        let sum = |of: &dyn Fn(&One) -> f64| theirs().map(of).sum::<f64>();
        let mean = sum(&|one| f64::from(one.came)) / count;
        let squares = sum(&|one| (f64::from(one.came) - mean).powi(2));
        let reach = NORMAL_975 * (squares / (count - 1.0).max(1.0) / count).sqrt();
        Decile {
            customers: customers as u64,
            predicted: sum(&|one| one.orders) / count,
            actual: Estimate { value: mean, low: (mean - reach).max(0.0), high: mean + reach },
            predicted_value: sum(&|one| one.value),
            value: sum(&|one| one.brought),
        }
    };
    (0..10).map(decile).filter(|decile| decile.customers > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tenth_is_its_own_people_with_the_interval_of_their_mean() {
        let person = |n: u32| One { orders: f64::from(n), value: 10.0, came: n % 2, brought: 5.0 };
        let people: Vec<One> = (0..40).map(person).collect();
        let tenths = deciles(&people);
        assert_eq!((tenths.len(), tenths[0].customers), (10, 4));
        assert_eq!((tenths[0].predicted, tenths[9].predicted), (1.5, 37.5));
        let actual = tenths[3].actual;
        assert_eq!((actual.value, tenths[3].predicted_value, tenths[3].value), (0.5, 40.0, 20.0));
        // Two of four came once: the standard error of the mean is sqrt(1/3/4).
        assert!((actual.high - 0.5 - NORMAL_975 * (1.0f64 / 12.0).sqrt()).abs() < 1e-12);
        assert_eq!(actual.low, 0.0);
        assert!(deciles(&people[..3]).iter().all(|tenth| tenth.customers == 1));
    }
}
