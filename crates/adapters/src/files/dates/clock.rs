//! The time of the day and the offset from UTC behind a date.

use super::Stamp;

/// Leading digits: their value, how many, and what follows.
pub(super) fn number(bytes: &[u8]) -> Option<(i64, usize, &[u8])> {
    let (mut value, mut count) = (0i64, 0usize);
    while let Some(byte) = bytes.get(count).filter(|byte| byte.is_ascii_digit()) {
        value = value * 10 + i64::from(byte - b'0');
        count += 1;
        if count > 9 {
            return None;
        }
    }
    (count > 0).then(|| (value, count, &bytes[count..]))
}

/// Adds the time of the day and the offset that may follow a date.
pub(super) fn with_time(day: i32, rest: &[u8]) -> Option<Stamp> {
    let rest = rest.trim_ascii_start();
    let rest = rest.strip_prefix(b",").unwrap_or(rest);
    let rest = rest.strip_prefix(b"T").or_else(|| rest.strip_prefix(b"t")).unwrap_or(rest).trim_ascii();
    if rest.is_empty() {
        return Some(Stamp { day, time: None, offset: None });
    }
    let (time, rest) = clock_time(rest)?;
    Some(Stamp { day, time: Some(time), offset: offset(rest)? })
}

/// `9:50`, `09:50:26.123`, `095026`, with AM or PM: microseconds of the day and what follows.
pub(crate) fn clock_time(bytes: &[u8]) -> Option<(i64, &[u8])> {
    let (first, digits, mut rest) = number(bytes)?;
    let (mut hour, mut minute, mut second, mut micros) = (first, 0, 0, 0);
    if digits == 6 || digits == 4 {
        let seconds = if digits == 6 { first } else { first * 100 };
        (hour, minute, second) = (seconds / 10_000, seconds / 100 % 100, seconds % 100);
    } else if let Some(after) = rest.strip_prefix(b":") {
        (minute, _, rest) = number(after)?;
        if let Some(after) = rest.strip_prefix(b":") {
            (second, _, rest) = number(after)?;
        }
    } else if digits > 2 {
        return None;
    }
    if let [b'.' | b',', fraction @ ..] = rest {
        let (value, digits, after) = number(fraction)?;
        micros = if digits <= 6 {
            value * 10i64.pow(6 - digits as u32)
        } else {
            value / 10i64.pow(digits as u32 - 6)
        };
        rest = after;
    }
    rest = rest.trim_ascii_start();
    let half = rest.get(..2).map(<[u8]>::to_ascii_lowercase);
    if let Some(half) = half.filter(|half| half == b"am" || half == b"pm") {
        if !(1..=12).contains(&hour) {
            return None;
        }
        hour = hour % 12 + if half == b"pm" { 12 } else { 0 };
        rest = rest[2..].trim_ascii_start();
    } else if rest.len() == bytes.len() - digits && digits <= 2 {
        return None;
    }
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    // A leap second is laid to the second before it.
    Some((((hour * 60 + minute) * 60 + second.min(59)) * 1_000_000 + micros, rest))
}

/// `Z`, `UTC`, `+0200`, `+02:00`, `-05`: seconds east; the outer option is whether it was read.
fn offset(bytes: &[u8]) -> Option<Option<i32>> {
    let bytes = bytes.split(|byte| *byte == b'[').next().unwrap_or(bytes).trim_ascii();
    let (sign, digits) = match bytes {
        [] => return Some(None),
        [b'+', rest @ ..] => (1, rest),
        [b'-', rest @ ..] => (-1, rest),
        _ if [&b"Z"[..], b"UTC", b"GMT"].iter().any(|name| bytes.eq_ignore_ascii_case(name)) => {
            return Some(Some(0));
        }
        _ => return None,
    };
    let (first, count, rest) = number(digits)?;
    let (hours, minutes) = match (count, rest) {
        (4, []) => (first / 100, first % 100),
        (1 | 2, []) => (first, 0),
        (1 | 2, [b':', minutes @ ..]) => (first, number(minutes).filter(|(.., rest)| rest.is_empty())?.0),
        _ => return None,
    };
    (hours <= 15 && minutes < 60).then(|| Some(sign * (hours * 3600 + minutes * 60) as i32))
}
