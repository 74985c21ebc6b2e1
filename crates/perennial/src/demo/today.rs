//! What waits on Harbour Coffee's first day: a task, one of last week's, somebody to be left in peace, and
//! a line somebody put off.

use domain::access::{self, Action};
use domain::plays::GestureKind;
use domain::today::LineKind;
use domain::{Actor, Day, Instant};
use store::Store;
use store::gestures::NewGesture;

use crate::failure::Failure;

/// Gives the day of `now` something of each kind that needs no play.
pub async fn prepare(store: &Store, now: Instant) -> Result<(), Failure> {
    let permit = access::check(Actor::Operator, Action::WritePeople)?;
    let list = act::today::list(store, Actor::Operator, now, None).await?;
    let silent: Vec<_> = list.lines.iter().filter(|line| line.why.kind() == LineKind::Silence).collect();
    let who = |place: usize| silent.get(place).and_then(|line| line.person);
    let task = |kind, words: &str, due| NewGesture {
        kind,
        words: words.to_owned(),
        owed: false,
        owner: None,
        due: Some(due),
        present: None,
        cost: 0,
    };
    let week_ago = now.plus_seconds(-7 * 86_400);
    if let Some(person) = who(1) {
        let words = "Thank them for the photo of the roaster on their wall";
        store.begin_gesture(&permit, person, task(GestureKind::Note, words, now)).await?;
    }
    if let Some(person) = who(3) {
        let words = "Ask whether the grinder runs again";
        store.begin_gesture(&permit, person, task(GestureKind::Call, words, week_ago)).await?;
    }
    if let Some(person) = who(4) {
        store
            .leave_in_peace(&permit, person, "her mother is in hospital", Some(Day(list.day.0 + 30)))
            .await?;
    }
    if let Some(line) = silent.get(6) {
        store.set_aside(&permit, &line.which(), Some(Day(list.day.0 + 7)), "").await?;
    }
    Ok(())
}
