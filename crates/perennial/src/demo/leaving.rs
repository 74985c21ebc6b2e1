//! Why some who fell silent stay away, as they told it or as the counter understood it.

use domain::access::{self, Action};
use domain::leaving::{Draft, Reason, Voice};
use domain::{Actor, Day};
use store::Store;
use store::care::CareFilter;

use crate::failure::Failure;

/// Why, in what words, where to, in whose voice, and how many days ago.
const TOLD: [(Reason, &str, &str, Voice, i32); 8] = [
    (Reason::Place, "We moved to Cēsis in spring.", "", Voice::Theirs, 9),
    (Reason::Price, "The beans went up twice within a year.", "the supermarket", Voice::Theirs, 16),
    (Reason::Service, "Waited a quarter of an hour, and nobody looked up.", "", Voice::Theirs, 33),
    (Reason::Elsewhere, "", "Rocket Bean", Voice::Ours, 41),
    (Reason::Choice, "No decaf but one.", "Rocket Bean", Voice::Theirs, 62),
    (Reason::Price, "", "the supermarket", Voice::Ours, 75),
    (Reason::Need, "The doctor says no more coffee.", "", Voice::Theirs, 96),
    (Reason::Service, "The grind was wrong again.", "", Voice::Theirs, 130),
];

/// Writes it down of people further down the care list: its first lines are for the morning.
pub async fn told(store: &Store, today: Day) -> Result<(), Failure> {
    let permit = access::check(Actor::Operator, Action::WritePeople)?;
    let list = store.care_list(Actor::Operator, &CareFilter::default(), 4 * TOLD.len() as u32).await?;
    for (line, (reason, words, destination, voice, days)) in list.iter().skip(TOLD.len()).zip(TOLD) {
        let (words, destination) = (words.to_owned(), destination.to_owned());
        let draft = Draft { reason, words, destination, voice, day: Day(today.0 - days) };
        store.record_leaving(&permit, line.id, draft).await?;
    }
    Ok(())
}
