//! A letter to many: a play of one step that meets everybody a rule finds once, from now on.

use domain::ids::{LetterId, PlayId};
use domain::plays::{By, Definition, Gesture, Goal, Holdout, PlayRefusal, Step, Success, When};
use domain::{Instant, Permit};
use store::Store;
use store::letters::Letter;

use crate::{Error, plays};

/// Days in which what a letter brings is counted.
const WITHIN_DAYS: u32 = 30;

/// What a letter to many says as a play.
#[must_use]
pub fn to_many(letter: &Letter, who: &str, holdout: Holdout, now: Instant) -> Definition {
    let gesture = Gesture::Letter { letter: letter.id, certificate: None };
    Definition {
        who: who.to_owned(),
        when: When::Once { at: now },
        steps: vec![Step { after_days: 0, gesture, by: By::Itself, cost: 0 }],
        success: Success { what: Goal::Return, within_days: WITHIN_DAYS },
        holdout,
        ..Definition::of_one_letter(&letter.draft.topic, false)
    }
}

/// Sends a letter to everybody a rule finds, or asks for the approval the programme wants; the play
/// it is.
///
/// # Errors
/// Where there is no such letter, the rule or the control group can't be, the permit is not for
/// `ManagePlays`, or the store fails.
pub async fn send_to_many(
    store: &Store,
    now: Instant,
    permit: &Permit,
    letter: LetterId,
    who: &str,
    holdout: Holdout,
) -> Result<PlayId, Error> {
    let letter = store.letter(permit.actor(), letter).await?;
    let letter = letter.ok_or(store::Error::Missing("There is no such letter."))?;
    let definition = to_many(&letter, who, holdout, now);
    let id = plays::make(store, permit, &letter.draft.name, &definition).await?;
    match store.start_play(permit, id, 1).await {
        Ok(_) => {}
        Err(store::Error::Play(PlayRefusal::NeedsApproval)) => {
            store.submit_play(permit, id, 1).await?;
        }
        Err(why) => return Err(why.into()),
    }
    Ok(id)
}
