//! What a session remembers of the browser it belongs to.

use axum::http::{HeaderMap, header};
use domain::{Clock, Instant};
use serde::{Deserialize, Serialize};

/// The key of a session under which its visit stands.
pub(crate) const VISIT: &str = "visit";
/// How long a session is not written again, in seconds: it lives for days from its last writing.
const QUIET_SECONDS: i64 = 60 * 60;

const BROWSERS: [(&str, &str); 6] = [
    ("Firefox/", "Firefox"),
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];
const SYSTEMS: [(&str, &str); 7] = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Macintosh", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
];

/// When somebody came, when they were last seen, and with what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Visit {
    pub since: Instant,
    pub seen: Instant,
    /// Such as `Firefox, Linux`; empty where the browser does not say.
    pub device: String,
}

impl Visit {
    pub(crate) fn new(clock: &dyn Clock, headers: &HeaderMap) -> Self {
        let says = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let known = |list: &[(&str, &'static str)]| {
            list.iter().find(|(part, _)| says.contains(part)).map(|(_, name)| *name)
        };
        let parts: Vec<&str> = [known(&BROWSERS), known(&SYSTEMS)].into_iter().flatten().collect();
        Self { since: clock.now(), seen: clock.now(), device: parts.join(", ") }
    }

    /// The visit in what a session keeps.
    pub(crate) fn of(data: &str) -> Option<Self> {
        let data: serde_json::Value = serde_json::from_str(data).ok()?;
        serde_json::from_value(data.get(VISIT)?.clone()).ok()
    }

    /// The visit as of now, where it is time to write it again.
    pub(crate) fn goes_on(mut self, now: Instant) -> Option<Self> {
        if self.seen.plus_seconds(QUIET_SECONDS) > now {
            return None;
        }
        self.seen = now;
        Some(self)
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    struct Stopped;
    impl Clock for Stopped {
        fn now(&self) -> Instant {
            Instant(0)
        }
    }

    #[test]
    fn a_browser_is_known_by_what_people_call_it() {
        let device = |says: &'static str| {
            let headers = HeaderMap::from_iter([(header::USER_AGENT, HeaderValue::from_static(says))]);
            Visit::new(&Stopped, &headers).device
        };
        assert_eq!(
            device("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"),
            "Firefox, Linux"
        );
        let phone =
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML) Chrome/130 Mobile Safari/537.36";
        assert_eq!(device(phone), "Chrome, Android");
        assert_eq!(device("curl/8"), "");
    }

    #[test]
    fn a_visit_is_written_again_after_an_hour() {
        let visit = Visit::new(&Stopped, &HeaderMap::new());
        assert_eq!(visit.clone().goes_on(Instant(0).plus_seconds(3599)), None);
        assert_eq!(visit.goes_on(Instant(0).plus_seconds(3600)).unwrap().seen, Instant(0).plus_seconds(3600));
    }
}
