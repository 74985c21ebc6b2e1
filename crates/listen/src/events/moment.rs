//! When an event happened, by our clock, whatever the sender's says.

use domain::limits::YEAR_MIN;
use domain::{Day, Instant};
use jiff::Timestamp;
use serde_json::value::RawValue;

use super::json;

const SECOND: i64 = 1_000_000;
/// A sender's clock is said to be wrong from here on; less is the way the message took.
const WRONG: i64 = 300 * SECOND;

/// What there is to know of an event's time.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClockNote {
    /// The sender's clock is wrong: the time was moved by as much.
    #[error("The sender's clock is {0} seconds off ours; the event's time was moved by as much.")]
    Moved(i64),
    /// No time we know.
    #[error(
        "Its timestamp '{0}' can't be read; the time it came was taken. Write it as 2026-09-30T12:00:00Z."
    )]
    Unreadable(String),
    /// A time that can't be meant.
    #[error("Its timestamp '{0}' is not between {YEAR_MIN} and now; the time it came was taken.")]
    Impossible(String),
}

/// An ISO 8601 instant, or seconds or milliseconds since 1970 as some libraries send.
fn instant(text: &str) -> Option<Instant> {
    if let Ok(read) = text.parse::<Timestamp>() {
        return Some(Instant(read.as_microsecond()));
    }
    if let Ok(number) = text.parse::<i64>() {
        let per = if number.abs() < 100_000_000_000 { SECOND } else { 1000 };
        return number.checked_mul(per).map(Instant);
    }
    let day: Day = text.parse().ok()?;
    Some(day.start_in(&jiff::tz::TimeZone::UTC))
}

/// The rule of Segment's: received − (sent − original). Without `sent_at` the sender's clock is
/// believed, but nothing happens after it is told.
pub(super) fn moment(
    original: Option<&RawValue>,
    sent_at: Option<&RawValue>,
    received_at: Instant,
) -> (Instant, Option<ClockNote>) {
    let Some(written) = original.and_then(json::word) else { return (received_at, None) };
    let Some(original) = instant(&written) else {
        return (received_at, Some(ClockNote::Unreadable(short(&written))));
    };
    let sent = sent_at.and_then(json::word).as_deref().and_then(instant);
    let off = sent.map_or(0, |sent| received_at.0.saturating_sub(sent.0));
    let at = Instant(original.0.saturating_add(off));
    let first = Day::from_ymd(YEAR_MIN, 1, 1).map_or(0, |day| i64::from(day.0) * 86_400 * SECOND);
    if at.0 < first || at.0 > received_at.0.saturating_add(WRONG) {
        return (received_at, Some(ClockNote::Impossible(short(&written))));
    }
    let note = (off.abs() > WRONG).then_some(ClockNote::Moved(off / SECOND));
    (at.min(received_at), note)
}

fn short(text: &str) -> String {
    text.chars().take(60).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(original: &str, sent: &str) -> (String, Option<ClockNote>) {
        let raw =
            |text: &str| (!text.is_empty()).then(|| RawValue::from_string(format!("\"{text}\"")).unwrap());
        let (original, sent) = (raw(original), raw(sent));
        let received = instant("2026-10-01T12:00:00Z").unwrap();
        let (at, note) = moment(original.as_deref(), sent.as_deref(), received);
        (at.to_string(), note)
    }

    #[test]
    fn a_clock_wrong_by_a_day_is_set_right_and_said() {
        let (when, note) = at("2026-10-02T11:59:00Z", "2026-10-02T12:00:00Z");
        assert_eq!((when.as_str(), note), ("2026-10-01T11:59:00Z", Some(ClockNote::Moved(-86_400))));
        let (when, note) = at("2026-09-30T11:59:58Z", "2026-09-30T11:59:59Z");
        assert_eq!((when.as_str(), note), ("2026-10-01T11:59:59Z", Some(ClockNote::Moved(86_401))));
    }

    #[test]
    fn without_sent_at_the_sender_is_believed_but_not_about_the_future() {
        assert_eq!(at("2024-01-01T00:00:00.5+02:00", ""), ("2023-12-31T22:00:00.5Z".into(), None));
        assert_eq!(at("2026-10-01T12:01:00Z", ""), ("2026-10-01T12:00:00Z".into(), None));
        assert!(matches!(at("2026-10-02T12:00:00Z", "").1, Some(ClockNote::Impossible(_))));
    }

    #[test]
    fn a_time_that_can_not_be_meant_becomes_the_time_it_came() {
        for written in ["9999-12-31T00:00:00Z", "+010000-01-01T00:00:00Z", "soon", "1900-01-01", "-1"] {
            let (when, note) = at(written, "2026-10-01T12:00:00Z");
            assert_eq!(when, "2026-10-01T12:00:00Z", "{written}");
            assert!(note.is_some(), "{written}");
        }
        assert_eq!(at("", "").0, "2026-10-01T12:00:00Z");
    }

    #[test]
    fn seconds_and_milliseconds_are_told_apart() {
        assert_eq!(at("1790000000", "").0, "2026-09-21T14:13:20Z");
        assert_eq!(at("1790000000123", "").0, "2026-09-21T14:13:20.123Z");
    }
}
