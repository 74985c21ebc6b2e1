//! Harbour Coffee's shelf of small presents, one of which somebody got.

use domain::access::{Action, check};
use domain::plays::{GestureKind, GestureState};
use domain::presents::ParcelState;
use domain::today::LineKind;
use domain::{Actor, Instant};
use store::Store;
use store::gestures::NewGesture;
use store::presents::Draft;

use crate::failure::Failure;

/// Fills the shelf, and sends one to somebody who fell silent.
pub async fn prepare(store: &Store, now: Instant) -> Result<(), Failure> {
    let (give, write) =
        (check(Actor::Operator, Action::GiveGifts)?, check(Actor::Operator, Action::WritePeople)?);
    let cup = Draft { name: "Handmade cup", cost: 900, shelf: Some(8), mark: Some(3) };
    let harvest = Draft { name: "New harvest, 100 g", cost: 380, shelf: Some(24), mark: Some(10) };
    let harvest = store.make_present(&give, harvest).await?;
    store.make_present(&give, cup).await?;
    let list = act::today::list(store, Actor::Operator, now, None).await?;
    let mut silent = list.lines.iter().filter(|line| line.why.kind() == LineKind::Silence);
    let Some(person) = silent.nth(7).and_then(|line| line.person) else { return Ok(()) };
    let new = NewGesture {
        kind: GestureKind::Present,
        words: "A taste of what has just come in, with a line in our own hand".to_owned(),
        owed: false,
        owner: None,
        due: None,
        present: Some(harvest),
        cost: 210,
    };
    let task = store.begin_gesture(&write, person, new).await?;
    store.close_gesture(&write, task, 1, GestureState::Done, "by hand, on the way home").await?;
    store.end_parcel(&write, task, ParcelState::Delivered, false).await?;
    Ok(())
}
