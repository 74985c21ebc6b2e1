//! Tasks that are open, and what has come to speak against them since they were decided.

use domain::plays::{Definition, GestureState, PlayState, Stopped};
use domain::{Actor, Instant};
use store::Store;
use store::gestures::Gesture;

use crate::Error;
use crate::checks::{self, Answer, CHECKS, State, Zones};
use crate::decide::Setting;
use crate::rule::Verdict;

/// What speaks against an open task now: they are to be left in peace, refused, or are in the control group
/// of its play. Nothing speaks against what is owed.
///
/// # Errors
/// Where the actor may not read customers, or the store fails.
pub async fn against(
    store: &Store,
    now: Instant,
    actor: Actor,
    task: &Gesture,
) -> Result<Option<Stopped>, Error> {
    if task.state != GestureState::Open || task.owed {
        return Ok(None);
    }
    let setting = Setting::read(store, now, actor).await?;
    let definition = said(store, actor, task).await?;
    let asked = checks::asked(task.play, &definition, &setting.programme, now, setting.world.today);
    let Some(contact) = store.contacts(actor, &asked, &[task.person]).await?.pop() else { return Ok(None) };
    let zone = Zones::new(setting.zone.clone()).of(&contact.zone);
    let state = State {
        now,
        zone: &zone,
        programme: &setting.programme,
        is_paused: setting.is_paused,
        play: PlayState::Running,
        definition: &definition,
        contact: &contact,
        verdict: &Verdict::Holds,
        occasion: task.occasion.as_deref().unwrap_or_default(),
        since: task.decided,
        way: None,
        letter: None,
        has_room: true,
        free: None,
    };
    let asks = |why: Stopped| match why {
        Stopped::Rest | Stopped::Consent => true,
        Stopped::Holdout => task.play.is_some(),
        _ => false,
    };
    let mut stopping = CHECKS.iter().filter(|check| asks(check.why) && (check.ask)(&state) == Answer::Stop);
    Ok(stopping.next().map(|check| check.why))
}

/// What the play said when the way began that the task is a step of; a task of one's own says nothing.
async fn said(store: &Store, actor: Actor, task: &Gesture) -> Result<Definition, Error> {
    let own = Definition::of_one_letter("", false);
    let Some(play) = task.play else { return Ok(own) };
    let ways = store.enrolments_of(actor, task.person, Some(play)).await?;
    let is_its =
        |way: &&store::enrolments::Enrolment| task.occasion.as_deref() == Some(way.occasion.as_str());
    let Some(way) = ways.iter().find(is_its) else { return Ok(own) };
    Ok(store.play_said(actor, play, way.version).await?.unwrap_or(own))
}
