//! A letter to one person, of somebody's own accord.

use domain::ids::{GestureId, PersonId};
use domain::{Instant, Permit};
use store::Store;
use store::outbox::ToOne;

use super::keep::look_over;
use super::{Judge, WORKER};
use crate::decide::Setting;

/// Writes to one person. Every check that a play asks is asked, though the letter is no play's: of an
/// answer only whether they said 'never write to me'. It goes when the worker comes by, or when the
/// quiet hours and the cap let it.
///
/// # Errors
/// Where the text is not fit to keep, something speaks against it, the permit is not for `WritePeople`,
/// or the database fails.
pub async fn write_to(
    store: &Store,
    now: Instant,
    permit: &Permit,
    person: PersonId,
    letter: ToOne,
) -> Result<GestureId, store::Error> {
    let letter = match letter {
        ToOne::Own(own) => {
            let own = own.checked()?;
            look_over(std::slice::from_ref(&own.text))?;
            ToOne::Own(own)
        }
        kept => kept,
    };
    let judge = Judge::new(Setting::read(store, now, WORKER).await?);
    store.write_to(permit, person, letter, |own| judge.needs(None, own), |facts| judge.rule_on(facts)).await
}
