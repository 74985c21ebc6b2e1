//! Counts failed sign-ins by e-mail and address, in memory, and says when it is enough.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use domain::{Clock, Instant};

/// Failures within the window after which an e-mail is refused from an address.
const PAIR_MAX: u32 = 5;
/// Failures within the window after which an address is refused altogether.
const ADDRESS_MAX: u32 = 50;
const WINDOW_SECONDS: i64 = 15 * 60;
/// Keys kept; beyond it those whose window is over are dropped, and then new ones are not counted
/// by pair but still by address.
const KEYS_MAX: usize = 100_000;

/// A digest, so that what people mistype into the form is not kept.
type Key = [u8; 32];

/// Failures of late.
pub(crate) struct Attempts {
    clock: Arc<dyn Clock>,
    failures: Mutex<HashMap<Key, (u32, Instant)>>,
}

impl Attempts {
    pub(crate) fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, failures: Mutex::new(HashMap::new()) }
    }

    /// Counts an attempt as failed beforehand, so that attempts side by side can't outrun the
    /// count; false where there were too many already. [`Attempts::forget`] takes it back.
    pub(crate) fn admit(&self, email: &str, address: Option<IpAddr>) -> bool {
        let now = self.clock.now();
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        if failures.len() >= KEYS_MAX {
            failures.retain(|_, (_, until)| *until > now);
        }
        let mut count = |key: Key, max: u32| {
            if failures.len() >= KEYS_MAX && !failures.contains_key(&key) {
                return true;
            }
            let entry = failures.entry(key).or_insert((0, now.plus_seconds(WINDOW_SECONDS)));
            if entry.1 <= now {
                *entry = (0, now.plus_seconds(WINDOW_SECONDS));
            }
            entry.0 = entry.0.saturating_add(1);
            entry.0 <= max
        };
        // Both are counted, whatever the first says.
        let (by_address, by_pair) =
            (count(key("", address), ADDRESS_MAX), count(key(email, address), PAIR_MAX));
        by_address && by_pair
    }

    /// Forgets the failures of an e-mail at an address, after the right password.
    pub(crate) fn forget(&self, email: &str, address: Option<IpAddr>) {
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        failures.remove(&key(email, address));
        if let Some(entry) = failures.get_mut(&key("", address)) {
            entry.0 = entry.0.saturating_sub(1);
        }
    }
}

fn key(email: &str, address: Option<IpAddr>) -> Key {
    let address = address.map_or_else(String::new, |address| address.to_string());
    *blake3::hash(format!("{}\n{address}", email.trim().to_lowercase()).as_bytes()).as_bytes()
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
    fn the_sixth_failure_of_a_quarter_of_an_hour_is_refused() {
        let clock = Arc::new(Hand(AtomicI64::new(0)));
        let attempts = Attempts::new(Arc::<Hand>::clone(&clock));
        let here = Some(IpAddr::from([127, 0, 0, 1]));
        assert!((0..5).all(|_| attempts.admit("A@x.lv ", here)));
        assert!(!attempts.admit("a@x.lv", here));
        assert!(attempts.admit("b@x.lv", here), "others are let try");
        clock.0.store(WINDOW_SECONDS * 1_000_000, Ordering::SeqCst);
        assert!(attempts.admit("a@x.lv", here), "and everybody, later");
        attempts.forget("a@x.lv", here);
        assert!((0..5).all(|_| attempts.admit("a@x.lv", here)));
    }

    #[test]
    fn an_address_that_tries_many_names_is_refused_too() {
        let attempts = Attempts::new(Arc::new(Hand(AtomicI64::new(0))));
        let admitted = (0..60).filter(|name| attempts.admit(&name.to_string(), None)).count();
        assert_eq!(admitted, ADDRESS_MAX as usize);
    }
}
