//! A clock that stands and chance that repeats, for tests beside the SQL they look at.

use domain::{Clock, Entropy, Instant};

/// September 2026, always.
pub(crate) struct Still;

impl Clock for Still {
    fn now(&self) -> Instant {
        Instant(1_790_000_000_000_000)
    }
}

impl Entropy for Still {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(7);
    }
}
