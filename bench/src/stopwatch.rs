//! The one clock of the benchmarks.

use std::time::Instant;

/// Runs `work` and says how many seconds it took.
#[allow(clippy::disallowed_methods)] // measuring time is what this crate is for
pub fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = Instant::now();
    let done = work();
    (done, start.elapsed().as_secs_f64())
}
