//! Who may be one person: probabilistic record linkage over everybody.
//!
//! Everybody is read in columns ([`store::suggestions::Records`]), pairs that share a rare key are
//! compared ([`blocks`]), and a mixture learned from the data says how probable each is one person
//! ([`mixture`]). Sources: I. P. Fellegi and A. B. Sunter, "A theory for record linkage", JASA 64
//! (1969); W. E. Winkler, "Using the EM algorithm for weight computation in the Fellegi-Sunter model"
//! (1988), "String comparator metrics and enhanced decision rules" (1990), "Improved decision rules
//! in the Fellegi-Sunter model" (1993); M. D. Larsen and D. B. Rubin, "Iterative automated record
//! linkage using mixture models", JASA 96 (2001).

mod blocks;
mod columns;
mod compare;
mod mixture;
mod nicknames;
mod people;

use domain::Actor;
use domain::access::{self, Action};
use domain::ids::PersonId;
use domain::merging::Weighed;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use store::Store;
use store::jobs::State;
use store::suggestions::{JOB, JOB_OF_ONE, Records, Suggestion};

use crate::Error;
use compare::{Levels, compare};
use mixture::{Counts, Frequencies, Mixture, rarity};
use people::People;

pub use people::Reading;

/// The job's kind.
pub const KIND: &str = JOB;
/// The kind of the job for one person.
pub const KIND_OF_ONE: &str = JOB_OF_ONE;
/// From the end of a search to the next that nobody asked for.
pub const NIGHTLY_SECONDS: i64 = 86_400;
/// Pairs at least so probable are suggested.
pub const SUGGESTED: f64 = 0.2;
/// From here on a pair is called likely; below, undecided: two of one name in one home, with other
/// numbers and no birthdays, who may be father and son. Among a million simulated people it keeps 985 of
/// 1,000 pairs right and finds 948 of 1,000 doubles. At an even chance those are 981 and 952, but a list
/// of 5,000 keeps 957.
pub const LIKELY: f64 = 0.6;
/// Pairs drawn at random to learn what strangers agree on.
const STRANGERS: u64 = 500_000;
/// Pairs kept from the first look: what the prior thinks less probable than this is not looked at
/// again.
const WORTH_A_LOOK: f64 = 1e-6;
/// How many write the family name first.
const SWAPPED: f64 = 0.05;
/// People compared with one who was just made or changed.
const NEAR_MAX: u32 = 300;

/// How a search went, for people to read and for the next search of one person.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Summary {
    /// People looked at.
    pub people: u64,
    /// Pairs compared.
    pub pairs: u64,
    /// Pairs suggested.
    pub found: u64,
    /// Blocks too large to be compared by their key.
    pub dropped_blocks: u64,
    /// The people of the largest of them.
    pub largest_block: u64,
    /// Addresses and numbers that too many have to tell anything.
    pub shared_contacts: u64,
    mixture: Mixture,
}

/// A pair by the places of its people in the records.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The earlier.
    pub a: u32,
    /// The later.
    pub b: u32,
    /// How probable it is that they are one.
    pub probability: f64,
    /// What speaks for it and against.
    pub evidence: Vec<Weighed>,
}

/// Searches among everybody in the store and replaces all suggestions.
///
/// # Errors
/// Where the database fails.
pub async fn run(store: &Store) -> Result<Summary, Error> {
    let actor = Actor::System(KIND);
    let permit = access::check(actor, Action::WriteBeliefs)?;
    let records = store.records(actor, |_| ()).await?;
    let found = tokio::task::spawn_blocking(move || {
        let (summary, found) = search(&records);
        (summary, suggestions(&records, found))
    });
    let (mut summary, found) = found.await.map_err(|_| Error::Stopped)?;
    summary.found = store.save_suggestions(&permit, found.into_iter()).await?;
    Ok(summary)
}

/// Does the job for one person: its payload says whom.
///
/// # Errors
/// Where the payload names nobody, or the database fails.
pub async fn of_payload(store: &Store, payload: &serde_json::Value) -> Result<usize, Error> {
    of_person(store, serde_json::from_value(payload["person"].clone())?).await
}

/// Searches among those near one person, just made or changed, by what the last search of everybody
/// learned, and replaces the suggestions of that person.
///
/// # Errors
/// Where the database fails.
pub async fn of_person(store: &Store, person: PersonId) -> Result<usize, Error> {
    let actor = Actor::System(KIND);
    let permit = access::check(actor, Action::WriteBeliefs)?;
    if store.person(actor, person).await?.is_none() {
        // Gone, or merged, since the search was asked for.
        return Ok(0);
    }
    let records = store.records_near(actor, person, NEAR_MAX).await?;
    let mixture = match last(store).await? {
        Some(summary) => summary.mixture,
        None => Mixture::prior(usize::try_from(store.counts(actor).await?.people).unwrap_or_default()),
    };
    let people = People::of(&records);
    let Some(me) = people.ids.iter().position(|id| *id == person) else { return Ok(0) };
    let me = u32::try_from(me).unwrap_or_default();
    let others = (0..people.len() as u32).filter(|&other| {
        other != me && people.organisation[other as usize] == people.organisation[me as usize]
    });
    // How common a value is can't be told from those near; the average has to do.
    let found = others.filter_map(|other| {
        let verdict = mixture.verdict(&compare(&people, me, other), &[None; 6]);
        let (a, b) = (me.min(other), me.max(other));
        (verdict.probability >= SUGGESTED).then_some(Found {
            a,
            b,
            probability: verdict.probability,
            evidence: verdict.evidence,
        })
    });
    let found = suggestions(&records, found.collect());
    let count = found.len();
    store.save_suggestions_of(&permit, person, found.into_iter()).await?;
    Ok(count)
}

/// What the last search of everybody that came to its end says of itself.
///
/// # Errors
/// Where the database fails.
pub async fn last(store: &Store) -> Result<Option<Summary>, Error> {
    let jobs = store.jobs(Actor::System(KIND), KIND, 20).await?;
    let done = jobs.into_iter().find(|job| job.state == State::Done && job.progress.is_some());
    // One that an older version wrote differently is as good as none.
    Ok(done.and_then(|job| serde_json::from_value(job.progress?).ok()))
}

fn suggestions(records: &Records, found: Vec<Found>) -> Vec<Suggestion> {
    let id = |place: u32| records.person[place as usize];
    let suggestion = |found: Found| {
        let (a, b) = (id(found.a), id(found.b));
        Suggestion { a: a.min(b), b: a.max(b), probability: found.probability, evidence: found.evidence }
    };
    found.into_iter().map(suggestion).collect()
}

/// Searches among everybody in the records. Pairs at least [`SUGGESTED`] probable come back, the
/// same for the same records whatever the number of threads.
#[must_use]
pub fn search(records: &Records) -> (Summary, Vec<Found>) {
    let people = People::of(records);
    let mut mixture = Mixture::prior(people.len());
    mixture.learn_strangers(&strangers(&people));
    let first = mixture.clone();
    let (mut seen, mut kept): (Counts, Vec<(u32, u32)>) = (Counts::new(), Vec::new());
    let dropped = blocks::pairs(
        &people,
        |a, b, (counts, pairs): &mut (Counts, Vec<(u32, u32)>)| {
            let levels = compare(&people, a, b);
            let frequencies = frequencies(&people, a, b, &levels);
            *counts.entry((levels, rarity(&frequencies))).or_default() += 1;
            if first.probability(&levels, &frequencies) >= WORTH_A_LOOK {
                pairs.push((a, b));
            }
        },
        || (Counts::new(), Vec::new()),
        |(counts, pairs)| {
            counts.into_iter().for_each(|(key, count)| *seen.entry(key).or_default() += count);
            kept.extend(pairs);
        },
    );
    let all = people.len() as f64 * (people.len() as f64 - 1.0) / 2.0;
    mixture.learn(&seen, all.max(1.0), people.shared_names());
    let mut found: Vec<Found> = kept
        .par_iter()
        .filter_map(|&(a, b)| {
            let levels = compare(&people, a, b);
            let frequencies = frequencies(&people, a, b, &levels);
            if mixture.probability(&levels, &frequencies) < SUGGESTED {
                return None;
            }
            let verdict = mixture.verdict(&levels, &frequencies);
            Some(Found { a, b, probability: verdict.probability, evidence: verdict.evidence })
        })
        .collect();
    found.sort_unstable_by_key(|found| (found.a, found.b));
    let summary = Summary {
        people: people.len() as u64,
        pairs: seen.values().sum(),
        found: found.len() as u64,
        dropped_blocks: dropped.blocks,
        largest_block: dropped.largest,
        shared_contacts: people.shared,
        mixture,
    };
    (summary, found)
}

/// The levels of pairs drawn at random; of all pairs where there are few.
fn strangers(people: &People) -> Counts {
    let count = people.len() as u64;
    let mut seen = Counts::new();
    let mut add = |a: u32, b: u32| {
        if a != b && people.organisation[a as usize] == people.organisation[b as usize] {
            let levels = compare(people, a, b);
            *seen.entry((levels, rarity(&[None; 6]))).or_default() += 1;
        }
    };
    if count * count.saturating_sub(1) / 2 <= STRANGERS {
        (0..count as u32).for_each(|a| (a + 1..count as u32).for_each(|b| add(a, b)));
    } else {
        // The same pairs each time, so that a search of the same people finds the same.
        let mut rng = ChaCha8Rng::seed_from_u64(count);
        (0..STRANGERS).for_each(|_| {
            add(rng.random_range(0..count as u32), rng.random_range(0..count as u32));
        });
    }
    seen
}

/// How often strangers agree by chance on the very value this pair agrees on.
fn frequencies(people: &People, a: u32, b: u32, levels: &Levels) -> Frequencies {
    let all = people.len() as f64;
    let (i, j) = (a as usize, b as usize);
    // One of those who have it is the other of the pair.
    let share = |count: u32| Some(f64::from(count.saturating_sub(1).max(1)) / all);
    let of_name = |place: u8, part: people::Part| match place {
        0 => share(people.names.count(part.text)),
        1 => share(people.bones.count(part.bones)),
        _ => None,
    };
    let group = people.given[i].group;
    [
        if levels[0] == 5 {
            // Strangers meet so by chance as often as two names are swapped at all.
            let names = |part: people::Part| f64::from(people.names.count(part.text).max(1)) / all;
            Some(names(people.given[i]) * names(people.family[i]) * SWAPPED)
        } else if levels[0] == 2 {
            share(people.groups.get(&group).copied().unwrap_or_default())
        } else {
            of_name(levels[0], people.given[i])
        },
        of_name(levels[1], people.family[i]),
        match levels[2] {
            1 => {
                let ours = people.emails.get(a);
                let shared =
                    ours.iter().filter(|one| people.emails.get(b).iter().any(|it| it.local == one.local));
                shared.map(|one| people.locals.count(one.local)).min().and_then(share)
            }
            _ => None,
        },
        None,
        match levels[4] {
            0 => share(people.streets.count(people.address[i].street)),
            2 => share(people.postal_codes.count(people.address[j].postal_code)),
            3 => share(people.cities.count(people.address[j].city)),
            _ => None,
        },
        None,
    ]
}

#[cfg(test)]
mod tests;
