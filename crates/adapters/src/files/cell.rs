//! One value of a row, whatever the file's format.

use std::fmt::Write as _;

use super::dates::{DateFormat, Stamp, from_micros};
use super::decimal::{self, Amount, Decimal};

/// A value as the format hands it over.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Cell<'a> {
    /// Nothing there.
    Empty,
    /// Text, not yet known to be valid UTF-8.
    Text(&'a [u8]),
    /// A whole number.
    Int(i64),
    /// A floating-point number.
    Float(f64),
    /// An exact decimal.
    Decimal(Decimal),
    /// A civil day since 1970-01-01.
    Day(i32),
    /// Microseconds since 1970; in UTC, or on nobody's clock.
    Micros(i64, bool),
}

/// A row whose cells can be asked for by column, counted from 0.
pub(crate) trait Row {
    /// The cell; empty past the last column.
    fn cell(&self, column: usize) -> Cell<'_>;
}

impl<'a> Cell<'a> {
    /// Whether nothing is there, blanks aside.
    pub fn is_empty(self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(bytes) => bytes.trim_ascii().is_empty(),
            _ => false,
        }
    }

    /// The value as text, trimmed; `None` where the bytes are no text or hold a NUL.
    pub fn text(self, scratch: &'a mut String) -> Option<&'a str> {
        scratch.clear();
        match self {
            Self::Empty => {}
            Self::Text(bytes) => {
                let text = std::str::from_utf8(bytes).ok().filter(|_| memchr::memchr(0, bytes).is_none())?;
                // A spreadsheet's apostrophe marks text; it is no part of it.
                return Some(text.trim().trim_start_matches('\''));
            }
            Self::Int(value) => write!(scratch, "{value}").ok()?,
            Self::Float(value) => write!(scratch, "{value}").ok()?,
            Self::Decimal(Decimal { digits, scale: 0 }) => write!(scratch, "{digits}").ok()?,
            Self::Decimal(Decimal { digits, scale }) => {
                let (width, sign) = (scale as usize + 1, if digits < 0 { "-" } else { "" });
                write!(scratch, "{sign}{:0width$}", digits.unsigned_abs()).ok()?;
                scratch.insert(scratch.len() - scale as usize, '.');
            }
            Self::Day(day) => write!(scratch, "{}", domain::Day(day)).ok()?,
            Self::Micros(micros, utc) => {
                write!(scratch, "{}", domain::Instant(micros)).ok()?;
                if !utc {
                    scratch.pop();
                }
            }
        }
        Some(scratch)
    }

    /// The value as a number, and the currency written with it.
    pub fn amount(self, mark: u8) -> Option<Amount> {
        let value = match self {
            Self::Text(bytes) => return decimal::amount(bytes.trim_ascii(), mark),
            Self::Int(value) => Decimal::whole(value),
            Self::Float(value) => Decimal::from_f64(value)?,
            Self::Decimal(value) => value,
            Self::Empty | Self::Day(_) | Self::Micros(..) => return None,
        };
        Some(Amount { value, currency: None })
    }

    /// The value as a moment; `format` is how text and numbers write theirs.
    pub fn stamp(self, format: Option<DateFormat>) -> Option<Stamp> {
        match self {
            Self::Day(day) => Some(Stamp { day, time: None, offset: None }),
            Self::Micros(micros, utc) => Some(from_micros(micros, utc)),
            Self::Text(bytes) => format?.parse(bytes),
            Self::Empty => None,
            Self::Int(_) | Self::Float(_) | Self::Decimal(_) => {
                format?.parse(self.text(&mut String::new())?.as_bytes())
            }
        }
    }

    /// The value as it would be shown, damaged bytes replaced, cut to a readable length.
    pub fn shown(self) -> String {
        const SHOWN_CHARS: usize = 200;
        match self {
            Self::Text(bytes) => {
                let bytes = bytes.get(..4 * SHOWN_CHARS).unwrap_or(bytes);
                String::from_utf8_lossy(bytes).chars().take(SHOWN_CHARS).collect()
            }
            other => other.text(&mut String::new()).unwrap_or_default().to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_value_has_its_text() {
        let of = |cell: Cell<'_>| cell.text(&mut String::new()).map(str::to_owned);
        assert_eq!(of(Cell::Text(b"  '00123 ")).as_deref(), Some("00123"));
        assert_eq!(of(Cell::Float(17850.0)).as_deref(), Some("17850"));
        assert_eq!(of(Cell::Decimal(Decimal { digits: -5, scale: 2 })).as_deref(), Some("-0.05"));
        assert_eq!(of(Cell::Day(0)).as_deref(), Some("1970-01-01"));
        assert_eq!(of(Cell::Micros(0, true)).as_deref(), Some("1970-01-01T00:00:00Z"));
        assert_eq!(of(Cell::Text(b"a\0b")), None);
        assert_eq!(of(Cell::Text(b"\xff")), None);
        assert!(Cell::Text(b" \t").is_empty());
    }
}
