//! The simulator against itself: the same whatever the threads, and true to what it says of itself.

#![allow(clippy::unwrap_used)] // helpers of tests are tests, too

mod determinism;
mod files;
mod truth;

use domain::Day;
use simulator::{Harbour, Panel};

fn harbour(customers: u64) -> Harbour {
    Harbour::new(20_261_121, customers, Day::from_ymd(2026, 9, 30).unwrap())
}

fn panel(customers: u64) -> Panel {
    Panel::cdnow_like(20_261_121, customers)
}
