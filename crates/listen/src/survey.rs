//! A first pass over a file: which orders' rows lie scattered, and which rows look alike.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use domain::OrderChunk;

use crate::gather::Row;

/// Finds where a run of rows of one order ends and the next begins.
#[derive(Default)]
pub(crate) struct Runs {
    order: String,
}

impl Runs {
    /// Whether this row begins a run; one without an order id stands alone and ends the run before.
    pub(crate) fn begins(&mut self, order: &str) -> bool {
        let begins = order.is_empty() || order != self.order;
        if begins {
            self.order.clear();
            self.order.push_str(order);
        }
        begins
    }
}

/// What must be known of a whole file before its rows can become orders. Eight bytes an order while
/// it is gathered; afterwards only the exceptions.
#[derive(Default)]
pub(crate) struct Survey {
    seen: Vec<u64>,
    runs: Runs,
}

/// The exceptions of a file, by hash: an order met in several runs, a row met several times. Two
/// things that share a hash by chance are only treated with more care than they need.
pub(crate) struct Repeated(HashMap<u64, u32>);

pub(crate) fn hash(thing: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    thing.hash(&mut hasher);
    hasher.finish()
}

impl Survey {
    /// Looks at the next rows.
    pub(crate) fn look(&mut self, chunk: &OrderChunk) {
        for index in 0..chunk.len() {
            let row = Row::of(chunk, index);
            if self.runs.begins(row.order) {
                self.seen.push(if row.order.is_empty() { hash(row.likeness()) } else { hash(row.order) });
            }
        }
    }

    /// The exceptions.
    pub(crate) fn repeated(mut self) -> Repeated {
        self.seen.sort_unstable();
        let groups = self.seen.chunk_by(|one, next| one == next).filter(|group| group.len() > 1);
        let count = |group: &[u64]| u32::try_from(group.len()).unwrap_or(u32::MAX);
        Repeated(groups.map(|group| (group[0], count(group))).collect())
    }
}

impl Repeated {
    /// In how many runs an order lies, or how often a row comes; one where it isn't an exception.
    pub(crate) fn times(&self, hash: u64) -> u32 {
        self.0.get(&hash).copied().unwrap_or(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_comes_again_after_something_else_is_repeated() {
        let chunk = OrderChunk {
            rows: (1..=6).collect(),
            customer: ["a"; 6].into_iter().collect(),
            order: Some(["1", "1", "2", "1", "3", "3"].into_iter().collect()),
            day: vec![1; 6],
            at: vec![1; 6],
            amount: vec![1; 6],
            currency: vec![domain::Currency::EUR; 6],
            kind: vec![domain::orders::OrderKind::Purchase; 6],
            ..OrderChunk::default()
        };
        let mut survey = Survey::default();
        survey.look(&chunk);
        let repeated = survey.repeated();
        assert_eq!(["1", "2", "3"].map(|order| repeated.times(hash(order))), [2, 1, 1]);
    }
}
