//! The store on real databases, of both engines.
//!
//! A test is an `async fn` that takes the [`Engine`], makes its store by `fresh_on(engine)`, and stands
//! in the file's list `on_both_engines![…]`: it then runs on SQLite and on PostgreSQL, which is started
//! for it. What is about one engine alone is a `#[tokio::test]` of its own.
#![cfg(test)]

mod answers;
mod audit;
mod calendars;
mod certificates;
mod consents;
mod doors;
mod engines;
mod erasures;
mod forecasts;
mod given;
mod house;
mod jobs;
mod key_messages;
mod keys;
mod languages;
mod leavings;
mod memory;
mod merges;
mod owed;
mod parties;
mod plans;
mod presents;
mod recommendations;
mod search;
mod signs;
mod steps;
mod team;
mod tls;
mod today;
mod trials;
mod worth;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use domain::access::{Action, check};
use domain::{Actor, Clock, Entropy, Instant, Permit};
use store::{Database, Store};
use testing::Engine;

/// A clock that stands until it is moved.
pub struct Hand(pub AtomicI64);

impl Clock for Hand {
    fn now(&self) -> Instant {
        Instant(self.0.load(Ordering::SeqCst))
    }
}

impl Hand {
    /// Moves it on.
    pub fn pass(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
    }
}

/// Bits that differ each time, the same on every run.
#[derive(Default)]
pub struct Counted(AtomicU64);

impl Entropy for Counted {
    fn fill(&self, bytes: &mut [u8]) {
        let count = self.0.fetch_add(1, Ordering::SeqCst);
        blake3::Hasher::new().update(&count.to_le_bytes()).finalize_xof().fill(bytes);
    }
}

/// A store that goes when dropped, and the hand of its clock.
pub struct Fresh {
    /// The store.
    pub store: Store,
    /// Its clock.
    pub clock: Arc<Hand>,
    /// Where it lies.
    pub place: testing::Fresh,
}

/// Opens a store on `clock`.
pub async fn open(database: &Database, clock: &Arc<Hand>) -> Store {
    let clock: Arc<dyn Clock> = Arc::clone(clock) as Arc<dyn Clock>;
    Store::open(database, clock, Arc::new(Counted::default())).await.unwrap()
}

/// A new store.
pub async fn fresh_on(engine: Engine) -> Fresh {
    let place = engine.fresh();
    let clock = Arc::new(Hand(AtomicI64::new(1_790_000_000_000_000)));
    let store = open(place.database(), &clock).await;
    Fresh { store, clock, place }
}

/// Leave for one thing, as the operator has.
pub fn may(action: Action) -> Permit {
    check(Actor::Operator, action).unwrap()
}
