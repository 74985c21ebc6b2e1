//! When a message is tried again, and when it is given up.

use domain::Instant;
use domain::webhooks::Ending;
use store::webhooks::Verdict;

/// How often a message is tried.
pub const TRIES: usize = WAITS.len() + 1;
/// Seconds from a try to the next: about three days in all (the example of Standard Webhooks 1.0).
const WAITS: [i64; 9] = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400];
/// The share by which a wait is longer at most, so that many messages don't come back at once.
const JITTER: f64 = 0.1;
/// Longest wait a receiver may ask for, in seconds.
const RETRY_AFTER_MAX: i64 = 86_400;

/// What becomes of a message after its try number `attempt`, which got this answer at `now`.
/// `chance` is from 0 to 1. Only 2xx is success: a redirect is none.
#[must_use]
pub fn verdict(
    attempt: i64,
    status: Option<u16>,
    retry_after: Option<&str>,
    now: Instant,
    chance: f64,
) -> Verdict {
    match status {
        Some(200..=299) => return Verdict::Delivered,
        Some(410) => return Verdict::GivenUp(Ending::Gone),
        _ => {}
    }
    let made = usize::try_from(attempt).unwrap_or(1).max(1);
    let Some(wait) = WAITS.get(made - 1) else { return Verdict::GivenUp(Ending::Exhausted) };
    let asked = retry_after.and_then(|text| seconds_until(text, now)).unwrap_or(0);
    let jitter = (*wait as f64 * JITTER * chance.clamp(0.0, 1.0)) as i64;
    Verdict::Again(now.plus_seconds((wait + jitter).max(asked.min(RETRY_AFTER_MAX))))
}

/// What `Retry-After` means: seconds, or a date (RFC 9110, section 10.2.3).
fn seconds_until(text: &str, now: Instant) -> Option<i64> {
    let text = text.trim();
    if let Ok(seconds) = text.parse() {
        return Some(seconds);
    }
    let date =
        jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(text.replace("GMT", "+0000")).ok()?;
    Some(date.as_second() - now.0.div_euclid(1_000_000))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Instant = Instant(1_790_000_000_000_000);

    fn waited(attempt: i64, status: Option<u16>, retry_after: Option<&str>, chance: f64) -> i64 {
        match verdict(attempt, status, retry_after, NOW, chance) {
            Verdict::Again(at) => (at.0 - NOW.0) / 1_000_000,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn ten_tries_take_about_three_days() {
        let waits: Vec<i64> = (1..10).map(|attempt| waited(attempt, None, None, 0.0)).collect();
        assert_eq!(waits, WAITS);
        let days = waits.iter().sum::<i64>() as f64 / 86_400.0;
        assert!((3.0..3.5).contains(&days), "{days}");
        assert_eq!(verdict(TRIES as i64, None, None, NOW, 0.0), Verdict::GivenUp(Ending::Exhausted));
        assert_eq!(waited(2, Some(500), None, 1.0), 330, "never more than a tenth later");
    }

    #[test]
    fn only_2xx_is_success_and_410_ends_it() {
        for status in [200, 201, 204, 299] {
            assert_eq!(verdict(1, Some(status), None, NOW, 0.0), Verdict::Delivered);
        }
        for status in [100, 199, 301, 302, 307, 400, 401, 404, 500, 503] {
            assert_eq!(waited(1, Some(status), None, 0.0), 5, "{status}");
        }
        assert_eq!(verdict(1, Some(410), None, NOW, 0.0), Verdict::GivenUp(Ending::Gone));
    }

    #[test]
    fn a_receiver_may_ask_for_a_longer_wait_and_for_no_shorter_one() {
        assert_eq!(waited(1, Some(429), Some("120"), 0.0), 120);
        assert_eq!(waited(2, Some(503), Some(" 1 "), 0.0), 300);
        assert_eq!(waited(1, Some(503), Some("99999999999"), 0.0), 86_400);
        for rubbish in ["", "soon", "-5", "1e9"] {
            assert_eq!(waited(1, Some(503), Some(rubbish), 0.0), 5, "{rubbish}");
        }
        let date = NOW.plus_seconds(90).timestamp().strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
        assert_eq!(waited(1, Some(503), Some(&date), 0.0), 90, "{date}");
    }
}
