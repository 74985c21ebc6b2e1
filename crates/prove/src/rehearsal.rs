//! Before a play starts: what it could prove among the people it would meet today and those who come after them, by what
//! such people did without it.

mod cohort;

use domain::ids::PersonId;
use domain::plays::{Definition, Goal};
use domain::time::DAY_MICROS;
use domain::{Actor, Currency, Instant};
use store::Store;
use store::draws::PROGRAMME;
use store::trials::Asked;

use crate::foresight::{Before, Foresight, foresee};
use cohort::{Cohort, by_purchases, cohort};

const ALPHA: f64 = 0.05;
/// How long a play may go on meeting people before it is said that it could prove nothing, in weeks.
const GOES_ON: [u32; 3] = [4, 13, 52];
/// Customers whose purchases are looked at.
const SAMPLE: u32 = 8_192;

/// Whom a play would meet today.
#[derive(Clone, Copy, Debug)]
pub struct Today<'a> {
    /// Some of those drawn, into whichever arm.
    pub some: &'a [PersonId],
    /// How many would be drawn.
    pub drawn: u64,
    /// How many its moment finds, whatever speaks against them.
    pub found: u64,
}

/// What a play could prove.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Foreseen {
    /// People whose horizon was looked at.
    pub people: u64,
    /// What one of them did in it: the share who did what the play is for, or what they spent, in major units.
    pub mean: f64,
    /// Currency where it is money.
    pub currency: Currency,
    /// What could be seen among those drawn today, and when.
    pub sight: Foresight,
    /// People who would be drawn in each week to come; 0 where nobody can say.
    pub per_week: f64,
    /// The weeks a play has to go on meeting people until more can be seen, and what that is.
    pub later: Option<(u32, Foresight)>,
}

/// What a play could prove.
///
/// # Errors
/// Where the actor may not read customers, or the store fails.
pub async fn rehearse(
    store: &Store,
    now: Instant,
    actor: Actor,
    definition: &Definition,
    today: Today<'_>,
) -> store::Result<Foreseen> {
    let settings = store.settings(actor).await?.map_or(Currency::EUR, |settings| settings.currency);
    let success = definition.success;
    let ago = Instant(now.0 - i64::from(success.within_days) * DAY_MICROS);
    let Cohort { mut people, per_week } = match by_purchases(&definition.when) {
        Some(sku) => cohort(&definition.when, &store.pasts(actor, SAMPLE, sku).await?, ago),
        None => Cohort::default(),
    };
    if people.is_empty() {
        people = today.some.iter().map(|&person| (person, ago)).collect();
    }
    let asked = Asked { play: PROGRAMME, share_mille: 0, success, as_of: now, currency: settings };
    let did = store.lately(actor, &asked, &people).await?;
    let is_money = success.what == Goal::Revenue;
    let minor_per_major = settings.minor_per_major() as f64;
    let outcomes: Vec<f64> = match is_money {
        true => did.iter().map(|(_, revenue, _)| *revenue as f64 / minor_per_major).collect(),
        false => did.iter().map(|(.., reached)| f64::from(u8::from(*reached))).collect(),
    };
    let (mean, deviation, telling) = spread(&outcomes, people.len() as f64);
    let before = Before {
        now: today.drawn,
        per_week: per_week * share_met(definition, today),
        held_out: f64::from(definition.holdout.mille) / 1000.0,
        deviation,
        telling,
        reduction: 0.0,
        horizon_weeks: success.within_days.div_ceil(7),
        alpha: ALPHA,
    };
    let lasts = definition.until.map_or(i64::MAX, |until| until.0.saturating_sub(now.0) / (7 * DAY_MICROS));
    let goes_on = GOES_ON.into_iter().filter(|weeks| i64::from(*weeks) <= lasts);
    let mut later = goes_on.map(|weeks| (weeks, foresee(&before, weeks)));
    Ok(Foreseen {
        people: people.len() as u64,
        mean,
        currency: if is_money { settings } else { Currency::NONE },
        sight: foresee(&before, 0),
        per_week: before.per_week,
        later: later.find(|(_, sight)| sight.planned > today.drawn && sight.smallest.is_some()),
    })
}

/// The share of those the moment finds whom nothing else speaks against: today's, or all where only a rule could and
/// there is none.
fn share_met(definition: &Definition, today: Today<'_>) -> f64 {
    match today.found {
        0 => f64::from(u8::from(definition.who.is_empty())),
        found => today.drawn as f64 / found as f64,
    }
}

/// Mean, standard deviation and the share that is not zero, of so many people; those not among the outcomes did nothing.
fn spread(outcomes: &[f64], people: f64) -> (f64, f64, f64) {
    if people < 2.0 {
        return (0.0, 0.0, 0.0);
    }
    let mean = outcomes.iter().sum::<f64>() / people;
    let around = outcomes.iter().map(|outcome| (outcome - mean).powi(2)).sum::<f64>();
    let none = people - outcomes.len() as f64;
    let deviation = ((around + none * mean * mean) / (people - 1.0)).sqrt();
    (mean, deviation, outcomes.iter().filter(|outcome| **outcome != 0.0).count() as f64 / people)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_who_did_nothing_count_as_nothing() {
        let (mean, deviation, telling) = spread(&[10.0, 0.0], 4.0);
        // Of 10, 0, 0 and 0.
        assert_eq!((mean, telling), (2.5, 0.25));
        assert!((deviation - 5.0).abs() < 1e-12);
        assert_eq!(spread(&[], 0.0), (0.0, 0.0, 0.0));
    }
}
