//! The words of presents, and what is read the same for pages and programs.

use domain::ids::PresentId;
use domain::presents::{NAME_MAX, PIECES_MAX, ParcelState, PresentRefusal};
use domain::{Actor, Day, Instant};
use locales::Words;
use store::Store;
use store::presents::Shelf;

use crate::access::SignedIn;
use crate::app::App;
use crate::fault::Fault;

/// When the year of an instant began, where the company is.
pub(crate) async fn year(store: &Store, now: Instant) -> store::Result<Instant> {
    let zone = store.zone(Actor::System("presents")).await?;
    let first = Day::from_ymd(now.day_in(&zone).civil().year(), 1, 1);
    Ok(first.map_or(now, |day| day.start_in(&zone)))
}

/// What became of a parcel.
pub(crate) fn state(words: Words, state: ParcelState) -> String {
    match state {
        ParcelState::Reserved => words.presents_reserved(),
        ParcelState::Sent => words.presents_sent(),
        ParcelState::Delivered => words.presents_delivered(),
        ParcelState::Returned => words.presents_returned(),
        ParcelState::Released => words.presents_released(),
    }
}

/// A present to choose, and how many of it are left.
pub(crate) fn choice(words: Words, shelf: &Shelf) -> String {
    match shelf.free {
        None => shelf.name.clone(),
        Some(free) => words.presents_left(shelf.name.as_str(), free.unsigned_abs()),
    }
}

/// The presents there are to choose from.
pub(crate) async fn choices(app: &App, signed_in: &SignedIn) -> Result<Vec<(PresentId, String)>, Fault> {
    let shelves = app.store.shelves(signed_in.actor).await?;
    Ok(shelves.all().into_iter().map(|shelf| (shelf.id, choice(signed_in.words, shelf))).collect())
}

/// Why not.
pub(crate) fn refusal(words: Words, why: &PresentRefusal) -> String {
    match why {
        PresentRefusal::Name => words.presents_wrong_name(words.number(NAME_MAX as u64)),
        PresentRefusal::Cost => words.presents_wrong_cost(),
        PresentRefusal::Pieces => words.presents_wrong_pieces(words.number(PIECES_MAX.unsigned_abs())),
        PresentRefusal::PutBy(count) => words.presents_wrong_put_by(count.unsigned_abs()),
        PresentRefusal::TooMany => words.presents_wrong_many(),
        PresentRefusal::Named(plays) => words.presents_wrong_named(plays.as_str()),
        PresentRefusal::NoneLeft => words.presents_wrong_none_left(),
        PresentRefusal::NoPresent => words.presents_wrong_kind(),
        PresentRefusal::NotSent => words.presents_wrong_not_sent(),
        PresentRefusal::NoEnd => words.presents_wrong_ended(),
    }
}

/// What the store refuses of a present, said to the one who asked; `Err` where it is our fault.
pub(crate) fn said(words: Words, error: store::Error) -> Result<String, Fault> {
    match error {
        store::Error::Present(why) => Ok(refusal(words, &why)),
        store::Error::Superseded(_) => Ok(words.fault_superseded()),
        other => Err(other.into()),
    }
}
