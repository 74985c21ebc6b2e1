//! Before a play starts: what it could prove among the people it would meet today, by what such people did lately.

use domain::ids::PersonId;
use domain::plays::{Definition, Goal};
use domain::{Actor, Currency, Instant};
use store::Store;
use store::draws::PROGRAMME;
use store::trials::Asked;

use crate::foresight::{Before, Foresight, foresee};

const ALPHA: f64 = 0.05;

/// What a play could prove.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Foreseen {
    /// People whose last horizon was looked at.
    pub people: u64,
    /// What one of them did in it: the share who did what the play is for, or what they spent, in major units.
    pub mean: f64,
    /// Currency where it is money.
    pub currency: Currency,
    /// What could be seen, and when.
    pub sight: Foresight,
}

/// What a play could prove with `drawn` people of whom the `audience` is a sample.
///
/// # Errors
/// Where the actor may not read customers, or the store fails.
pub async fn rehearse(
    store: &Store,
    now: Instant,
    actor: Actor,
    definition: &Definition,
    (audience, drawn): (&[PersonId], u64),
) -> store::Result<Foreseen> {
    let settings = store.settings(actor).await?.map_or(Currency::EUR, |settings| settings.currency);
    let success = definition.success;
    let asked = Asked { play: PROGRAMME, share_mille: 0, success, as_of: now, currency: settings };
    let did = store.lately(actor, &asked, audience).await?;
    let is_money = success.what == Goal::Revenue;
    let minor_per_major = settings.minor_per_major() as f64;
    let outcomes: Vec<f64> = match is_money {
        true => did.iter().map(|(_, revenue, _)| *revenue as f64 / minor_per_major).collect(),
        false => did.iter().map(|(.., reached)| f64::from(u8::from(*reached))).collect(),
    };
    let people = audience.len() as f64;
    let (mean, deviation, telling) = spread(&outcomes, people);
    let before = Before {
        now: drawn,
        per_week: 0.0,
        held_out: f64::from(definition.holdout.mille) / 1000.0,
        deviation,
        telling,
        reduction: 0.0,
        horizon_weeks: success.within_days.div_ceil(7),
        alpha: ALPHA,
    };
    let currency = if is_money { settings } else { Currency::NONE };
    Ok(Foreseen { people: audience.len() as u64, mean, currency, sight: foresee(&before, 0) })
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
