//! Plays as people and programs make them: the rule is held to its language, and whoever writes it to
//! what they may know.

use domain::ids::PlayId;
use domain::plays::{Definition, Gesture, PlayRefusal, When};
use domain::{Actor, Permit};
use store::Store;

use crate::rule::Rule;
use crate::{Error, checks, letters, moments};

/// Makes a play, as a draft.
///
/// # Errors
/// Where the rule or anything else it says can't be, the permit is not for `ManagePlays`, or the store
/// fails.
pub async fn make(
    store: &Store,
    permit: &Permit,
    name: &str,
    definition: &Definition,
) -> Result<PlayId, Error> {
    hold(store, permit, definition).await?;
    Ok(store.make_play(permit, name, definition).await?)
}

/// Changes what a play is called and says, in an edit begun on `version`; the new version.
///
/// # Errors
/// As [`make`]; where the play runs or has ended, or somebody else changed it in the meantime.
pub async fn change(
    store: &Store,
    permit: &Permit,
    id: PlayId,
    version: i64,
    name: &str,
    definition: &Definition,
) -> Result<i64, Error> {
    hold(store, permit, definition).await?;
    Ok(store.change_play(permit, id, version, name, definition).await?)
}

async fn hold(store: &Store, permit: &Permit, definition: &Definition) -> Result<(), Error> {
    definition.check().map_err(store::Error::from)?;
    Rule::read(&definition.who)?.held_to(permit.actor())?;
    moments::hold(store, permit.actor(), &definition.when).await?;
    hold_letters(store, permit.actor(), definition).await?;
    let programme = store.programme(permit.actor()).await?.programme;
    let hours = checks::hours(&programme, definition);
    if definition.quiet.is_some_and(|quiet| !quiet.are_possible()) || checks::are_endless(&hours) {
        return Err(store::Error::from(PlayRefusal::Quiet).into());
    }
    Ok(())
}

/// Holds a play's letters to what its moment gives them: only a holiday has a name.
async fn hold_letters(store: &Store, actor: Actor, definition: &Definition) -> Result<(), Error> {
    if matches!(definition.when, When::Holiday { .. }) {
        return Ok(());
    }
    for step in &definition.steps {
        let Gesture::Letter { letter, .. } = step.gesture else { continue };
        let Some(letter) = store.letter(actor, letter).await? else { continue };
        if letter.draft.texts.iter().any(letters::needs_holiday) {
            return Err(Error::NoHoliday(letter.draft.name));
        }
    }
    Ok(())
}
