//! Quiet hours, where the person is.

use domain::Instant;
use domain::plays::QuietHours;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

/// More turns than any week of quiet hours takes.
const TURNS: usize = 24;

/// When the quiet ends that holds at an instant; `None` where it is not quiet. What the clocks skip in
/// spring is quiet until they go on, and what they repeat in autumn is quiet twice.
#[must_use]
pub fn quiet_until(hours: &[QuietHours], zone: &TimeZone, at: Instant) -> Option<Instant> {
    let mut now = at;
    for _ in 0..TURNS {
        let local = zone.to_datetime(now.timestamp());
        let Some(end) = hours.iter().filter_map(|hours| end_of(hours, local)).max() else { break };
        // An hour that comes twice has two ends: the one still to come counts.
        let ends = zone.to_ambiguous_timestamp(end);
        let ends = [ends.compatible(), ends.later()].into_iter().flatten();
        let mut ends = ends.map(|end| Instant(end.as_microsecond())).filter(|end| *end > now);
        now = ends.next().unwrap_or_else(|| now.plus_seconds(3600));
    }
    (now > at).then_some(now)
}

/// Whether quiet hours together leave no minute of the week.
#[must_use]
pub fn are_endless(hours: &[QuietHours]) -> bool {
    // 1970-01-05 was a Monday.
    let monday = DateTime::new(1970, 1, 5, 0, 0, 0, 0).unwrap_or_default();
    let minute = |minute: i64| monday.saturating_add(jiff::Span::new().minutes(minute));
    (0..7 * 1440).all(|at| hours.iter().any(|hours| end_of(hours, minute(at)).is_some()))
}

/// The end of these quiet hours on the clock of the wall, where they hold at this time of it.
fn end_of(hours: &QuietHours, local: DateTime) -> Option<DateTime> {
    let today = local.date();
    let day = today.weekday().to_monday_zero_offset();
    if hours.weekdays >> day & 1 == 1 {
        return tomorrow(today).map(|date| date.to_datetime(Time::midnight()));
    }
    let minute = u16::try_from(i32::from(local.hour()) * 60 + i32::from(local.minute())).unwrap_or(0);
    let (from, to) = (hours.from, hours.to);
    let is_quiet = if from <= to { (from..to).contains(&minute) } else { minute >= from || minute < to };
    if !is_quiet {
        return None;
    }
    let end_day = if from > to && minute >= from { tomorrow(today)? } else { today };
    let time = Time::new(i8::try_from(to / 60).ok()?, i8::try_from(to % 60).ok()?, 0, 0).ok()?;
    Some(end_day.to_datetime(time))
}

fn tomorrow(date: Date) -> Option<Date> {
    date.tomorrow().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        Instant(text.parse::<jiff::Timestamp>().unwrap().as_microsecond())
    }

    fn until(hours: QuietHours, zone: &str, instant: &str) -> Option<String> {
        let zone = TimeZone::get(zone).unwrap();
        quiet_until(&[hours], &zone, at(instant)).map(|end| end.to_string())
    }

    const NIGHT: QuietHours = QuietHours { from: 20 * 60, to: 9 * 60, weekdays: 0 };

    #[test]
    fn the_night_is_quiet_where_the_person_is() {
        assert_eq!(until(NIGHT, "Europe/Riga", "2026-01-10T12:00:00Z"), None);
        let riga = until(NIGHT, "Europe/Riga", "2026-01-10T19:00:00Z");
        assert_eq!(riga.as_deref(), Some("2026-01-11T07:00:00Z"));
        let tehran = until(NIGHT, "Asia/Tehran", "2026-01-10T17:00:00Z");
        assert_eq!(tehran.as_deref(), Some("2026-01-11T05:30:00Z"));
        assert_eq!(until(NIGHT, "America/Los_Angeles", "2026-01-10T20:00:00Z"), None);
    }

    #[test]
    fn a_quiet_sunday_after_a_quiet_night_lasts_until_monday_morning() {
        let hours = QuietHours { weekdays: 0b100_0000, ..NIGHT };
        // Saturday evening in Riga.
        let end = until(hours, "Europe/Riga", "2026-01-10T19:00:00Z");
        assert_eq!(end.as_deref(), Some("2026-01-12T07:00:00Z"));
    }

    #[test]
    fn hours_that_are_quiet_together_always_are_found_out() {
        let day = QuietHours { from: 8 * 60, to: 21 * 60, weekdays: 0 };
        assert!(are_endless(&[NIGHT, day]) && !are_endless(&[NIGHT]) && !are_endless(&[]));
    }

    #[test]
    fn the_morning_comes_by_the_wall_when_the_clocks_change() {
        // Riga: 2026-03-29 03:00 becomes 04:00, 2026-10-25 04:00 becomes 03:00.
        let spring = until(NIGHT, "Europe/Riga", "2026-03-28T20:00:00Z");
        assert_eq!(spring.as_deref(), Some("2026-03-29T06:00:00Z"));
        let autumn = until(NIGHT, "Europe/Riga", "2026-10-24T20:00:00Z");
        assert_eq!(autumn.as_deref(), Some("2026-10-25T07:00:00Z"));
        // Quiet until an hour that is skipped, and until one that comes twice.
        let short = |to| QuietHours { from: 0, to, weekdays: 0 };
        let skipped = until(short(3 * 60 + 30), "Europe/Riga", "2026-03-29T00:00:00Z");
        assert_eq!(skipped.as_deref(), Some("2026-03-29T01:30:00Z"));
        let second = until(short(3 * 60 + 30), "Europe/Riga", "2026-10-25T01:10:00Z");
        assert_eq!(second.as_deref(), Some("2026-10-25T01:30:00Z"), "03:10 for the second time");
    }

    #[test]
    fn no_zone_and_no_day_makes_the_quiet_end_inside_itself() {
        let zones = [
            "Europe/Riga",
            "Asia/Tehran",
            "America/St_Johns",
            "Australia/Lord_Howe",
            "America/Sao_Paulo",
            "Africa/Cairo",
            "Pacific/Apia",
        ];
        let hours = [NIGHT, QuietHours { from: 30, to: 29, weekdays: 0b11_1111 }];
        for zone in zones {
            let zone = TimeZone::get(zone).unwrap();
            for hour in 0..(366 * 24) {
                let now = Instant(1_767_225_600_000_000).plus_seconds(hour * 3600 + 600);
                for hours in hours {
                    let Some(end) = quiet_until(&[hours], &zone, now) else { continue };
                    assert!(end > now && quiet_until(&[hours], &zone, end).is_none(), "{zone:?} {now}");
                }
            }
        }
    }
}
