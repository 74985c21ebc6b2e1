//! How fast a write key may send: a token bucket each (RFC 6585's 429 where it is empty).

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::ids::KeyId;
use domain::{Clock, Instant};

/// Requests a second, and as many at once after a pause: Segment's own guidance.
const PER_SECOND: i64 = 1000;
const SECOND: i64 = 1_000_000;
/// What one request takes, in microseconds of filling.
const COST: i64 = SECOND / PER_SECOND;
/// Buckets kept; only keys that exist have one, and a full one need not be remembered.
const BUCKETS_MAX: usize = 10_000;

/// The buckets of all write keys.
pub(crate) struct Paces {
    clock: Arc<dyn Clock>,
    /// When each bucket will be full again.
    full_at: Mutex<HashMap<KeyId, Instant>>,
}

impl Paces {
    pub(crate) fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, full_at: Mutex::new(HashMap::new()) }
    }

    /// Takes one request of a key, or says in how many seconds to come back.
    pub(crate) fn admit(&self, key: KeyId) -> Result<(), u64> {
        let now = self.clock.now();
        let mut full_at = self.full_at.lock().unwrap_or_else(PoisonError::into_inner);
        if full_at.len() >= BUCKETS_MAX {
            full_at.retain(|_, at| *at > now);
        }
        let at = full_at.entry(key).or_insert(now);
        // A clock set back must not shut a key out until it has caught up.
        *at = (*at).clamp(now, Instant(now.0.saturating_add(SECOND)));
        if at.0 - now.0 + COST > SECOND {
            return Err(1);
        }
        *at = Instant(at.0 + COST);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicI64, Ordering};

    use super::*;

    struct Hand(AtomicI64);
    impl Clock for Hand {
        fn now(&self) -> Instant {
            Instant(self.0.load(Ordering::SeqCst))
        }
    }

    #[test]
    fn a_thousand_go_at_once_and_then_a_thousand_a_second() {
        let clock = Arc::new(Hand(AtomicI64::new(0)));
        let paces = Paces::new(Arc::<Hand>::clone(&clock));
        let (one, other) = (KeyId(uuid::Uuid::from_u128(1)), KeyId(uuid::Uuid::from_u128(2)));
        assert_eq!((0..2000).filter(|_| paces.admit(one).is_ok()).count(), 1000);
        assert_eq!(paces.admit(one), Err(1));
        assert_eq!(paces.admit(other), Ok(()), "each key has its own");
        clock.0.store(SECOND / 10, Ordering::SeqCst);
        assert_eq!((0..2000).filter(|_| paces.admit(one).is_ok()).count(), 100);
        clock.0.store(-3600 * SECOND, Ordering::SeqCst);
        assert_eq!(paces.admit(one), Err(1), "empty as it was");
        clock.0.store(-3599 * SECOND, Ordering::SeqCst);
        assert_eq!(paces.admit(one), Ok(()), "but not for an hour");
    }
}
