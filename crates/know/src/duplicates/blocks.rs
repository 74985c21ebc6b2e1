//! Which pairs are compared at all: those that share a rare key. A block of more people than
//! [`BLOCK_MAX`] is not compared by that key; common names are then told apart by finer keys (name
//! and city, name and birthday), and what is left is counted.

use std::collections::HashSet;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher, Hash};

use rayon::prelude::*;

use super::people::{Part, People};

/// People in one block. Their pairs grow with its square: 80 people are 3,160 pairs.
const BLOCK_MAX: usize = 80;
/// Kinds of keys.
const KINDS: usize = 13;
/// Keys of one kind a person may have: of the first so many addresses and numbers.
const KEYS_MAX: usize = 6;

/// The keys of one kind of one person.
#[derive(Default)]
struct Keys {
    keys: [u64; KEYS_MAX],
    count: usize,
}

impl Keys {
    fn push(&mut self, kind: usize, key: impl Hash) {
        if self.count < KEYS_MAX {
            let hasher = BuildHasherDefault::<DefaultHasher>::default();
            self.keys[self.count] = hasher.hash_one((kind, key));
            self.count += 1;
        }
    }

    fn iter(&self) -> impl Iterator<Item = u64> + '_ {
        self.keys[..self.count].iter().copied()
    }
}

/// A given name as blocks see it: its short forms as one.
fn given(part: Part) -> (bool, u32) {
    if part.group == 0 { (false, part.bones) } else { (true, part.group) }
}

fn keys(people: &People, kind: usize, person: u32) -> Keys {
    let at = person as usize;
    let (first, last) = (people.given[at], people.family[at]);
    let (address, born) = (people.address[at], people.born[at]);
    let mut keys = Keys::default();
    let both = first.text != 0 && last.text != 0;
    // Given and family name as a set, so that swapped ones meet.
    let name = || (first.bones.min(last.bones), first.bones.max(last.bones));
    let short = || (given(first), last.bones);
    match kind {
        0 => people.emails.get(person).iter().for_each(|email| keys.push(kind, email.whole)),
        1 => people.phones.get(person).iter().for_each(|number| keys.push(kind, number)),
        2 => people
            .emails
            .get(person)
            .iter()
            .filter(|email| people.locals.text(email.local).len() >= 5)
            .for_each(|email| keys.push(kind, email.local)),
        3 if last.text != 0 => keys.push(kind, (name(), people.organisation[at])),
        4 if both => keys.push(kind, short()),
        5 if last.text != 0 && address.city != 0 => keys.push(kind, (name(), address.city)),
        6 if both && address.city != 0 => keys.push(kind, (short(), address.city)),
        7 if both && born != 0 => keys.push(kind, (short(), born % 512)),
        8 if address.street != 0 => keys.push(kind, (address.street, address.city)),
        9 if first.text != 0 && address.postal_code != 0 => {
            keys.push(kind, (given(first), address.postal_code))
        }
        10 if last.text != 0 && address.postal_code != 0 => {
            keys.push(kind, (last.bones, address.postal_code))
        }
        11 if first.text != 0 && born != 0 => keys.push(kind, (given(first), born)),
        12 if last.text != 0 && born != 0 => keys.push(kind, (last.bones, born)),
        _ => {}
    }
    keys
}

/// What blocking left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Dropped {
    /// Blocks too large.
    pub(super) blocks: u64,
    /// The people of the largest.
    pub(super) largest: u64,
}

/// Hands every pair that shares a key to `each`, once, its blocks in parallel, and gathers what comes
/// of each block.
pub(super) fn pairs<T: Send>(
    people: &People,
    each: impl Fn(u32, u32, &mut T) + Sync,
    empty: impl Fn() -> T + Sync,
    mut gather: impl FnMut(T),
) -> Dropped {
    let mut dropped = Dropped::default();
    let mut too_large: Vec<HashSet<u64>> = Vec::with_capacity(KINDS);
    for kind in 0..KINDS {
        let mut rows: Vec<(u64, u32)> = (0..people.len() as u32)
            .into_par_iter()
            .flat_map_iter(|person| {
                let keys = keys(people, kind, person);
                (0..keys.count).map(move |at| (keys.keys[at], person))
            })
            .collect();
        rows.par_sort_unstable();
        rows.dedup();
        let blocks: Vec<&[(u64, u32)]> =
            rows.chunk_by(|one, other| one.0 == other.0).filter(|block| block.len() > 1).collect();
        let large = blocks.iter().filter(|block| block.len() > BLOCK_MAX);
        let large: HashSet<u64> = large
            .map(|block| {
                dropped.largest = dropped.largest.max(block.len() as u64);
                block[0].0
            })
            .collect();
        dropped.blocks += large.len() as u64;
        too_large.push(large);
        let small: Vec<&[(u64, u32)]> = blocks.into_iter().filter(|block| block.len() <= BLOCK_MAX).collect();
        let met = |a: u32, b: u32| met_before(people, &too_large, kind, a, b);
        let found: Vec<T> = small
            .par_chunks(4096)
            .map(|blocks| {
                let mut found = empty();
                for block in blocks {
                    for (at, &(_, a)) in block.iter().enumerate() {
                        for &(_, b) in &block[at + 1..] {
                            if people.organisation[a as usize] == people.organisation[b as usize]
                                && !met(a, b)
                            {
                                each(a, b, &mut found);
                            }
                        }
                    }
                }
                found
            })
            .collect();
        found.into_iter().for_each(&mut gather);
    }
    dropped
}

/// Whether two met in a block of an earlier kind, or of an earlier key of this one.
fn met_before(people: &People, too_large: &[HashSet<u64>], kind: usize, a: u32, b: u32) -> bool {
    let shared = |kind: usize| {
        let (ours, theirs) = (keys(people, kind, a), keys(people, kind, b));
        let small = |key: &u64| !too_large[kind].contains(key);
        ours.iter().filter(|key| theirs.iter().any(|other| other == *key)).filter(small).count()
    };
    (0..kind).any(|earlier| shared(earlier) > 0)
}
