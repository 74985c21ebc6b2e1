//! Where a date that a file tells falls: on the company's calendar, and in the time all share.

use domain::time::DAY_MICROS;
use jiff::tz::TimeZone;

use super::dates::Stamp;

/// The day and instant of a stamp: by its own offset, the zone it was written in, or the company's.
pub(crate) fn place(stamp: Stamp, written_in: Option<&TimeZone>, company: Option<&TimeZone>) -> (i32, i64) {
    let local = i64::from(stamp.day).saturating_mul(DAY_MICROS).saturating_add(stamp.time.unwrap_or(0));
    if let Some(offset) = stamp.offset {
        let at = local.saturating_sub(i64::from(offset) * 1_000_000);
        return (company.map_or(stamp.day, |zone| domain::Instant(at).day_in(zone).0), at);
    }
    let in_zone = |zone: &TimeZone| {
        let civil = domain::Instant(local).timestamp().to_zoned(TimeZone::UTC).datetime();
        zone.to_ambiguous_timestamp(civil).compatible().map_or(local, |timestamp| timestamp.as_microsecond())
    };
    match (written_in, company) {
        (Some(zone), Some(company)) if stamp.time.is_some() => {
            let at = in_zone(zone);
            (domain::Instant(at).day_in(company).0, at)
        }
        (Some(zone), None) | (_, Some(zone)) => (stamp.day, in_zone(zone)),
        (None, None) => (stamp.day, local),
    }
}

/// A zone by its IANA name, or by the long names American programs write.
pub(crate) fn zone_named(name: &str) -> Option<TimeZone> {
    let iana = match name {
        "Eastern Time (US & Canada)" => "America/New_York",
        "Central Time (US & Canada)" => "America/Chicago",
        "Mountain Time (US & Canada)" => "America/Denver",
        "Arizona" => "America/Phoenix",
        "Pacific Time (US & Canada)" => "America/Los_Angeles",
        "Alaska" => "America/Anchorage",
        "Hawaii" => "Pacific/Honolulu",
        "Atlantic Time (Canada)" => "America/Halifax",
        "London" => "Europe/London",
        "Dublin" => "Europe/Dublin",
        "Paris" => "Europe/Paris",
        "Madrid" => "Europe/Madrid",
        "Tokyo" => "Asia/Tokyo",
        "Sydney" => "Australia/Sydney",
        "Melbourne" => "Australia/Melbourne",
        other => other,
    };
    TimeZone::get(iana).ok()
}
