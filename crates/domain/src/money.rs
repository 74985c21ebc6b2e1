//! Money in minor units, and the currencies of ISO 4217.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::time::Day;

/// An ISO 4217 code, three capital letters. `XXX` stands for a currency nobody named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

impl Currency {
    /// ISO 4217's code for "no currency".
    pub const NONE: Self = Self(*b"XXX");
    /// The euro.
    pub const EUR: Self = Self(*b"EUR");

    /// The three letters.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// How many decimal digits its minor unit has (ISO 4217, list one).
    #[must_use]
    pub fn exponent(self) -> u32 {
        match &self.0 {
            b"BIF" | b"CLP" | b"DJF" | b"GNF" | b"ISK" | b"JPY" | b"KMF" | b"KRW" | b"PYG" | b"RWF"
            | b"UGX" | b"UYI" | b"VND" | b"VUV" | b"XAF" | b"XOF" | b"XPF" => 0,
            b"BHD" | b"IQD" | b"JOD" | b"KWD" | b"LYD" | b"OMR" | b"TND" => 3,
            b"CLF" | b"UYW" => 4,
            _ => 2,
        }
    }

    /// Minor units in one major unit.
    #[must_use]
    pub fn minor_per_major(self) -> i64 {
        10i64.pow(self.exponent())
    }
}

impl Default for Currency {
    fn default() -> Self {
        Self::NONE
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl FromStr for Currency {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.trim().to_ascii_uppercase().as_bytes() {
            &[a, b, c] if [a, b, c].iter().all(u8::is_ascii_uppercase) => Ok(Self([a, b, c])),
            _ => Err(format!("'{text}' is not a currency; write its ISO 4217 code, such as EUR")),
        }
    }
}

impl Serialize for Currency {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// An amount in minor units of a currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Minor units: cents of a euro, whole yen.
    pub minor: i64,
    /// The currency they are of.
    pub currency: Currency,
}

impl Money {
    /// An amount as somebody types it: digits of any script, and at most one comma or point before a
    /// part no finer than the minor unit. `None` for anything else: a typed amount is not mended.
    #[must_use]
    pub fn typed(text: &str, currency: Currency) -> Option<Self> {
        let text = crate::memory::latin_digits(text.trim()).replace([',', '\u{66b}'], ".");
        let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
        let digits = currency.exponent() as usize;
        let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !plain(whole) || !plain(part) || part.len() > digits {
            return None;
        }
        let minor = format!("{whole}{part:0<digits$}").parse().ok()?;
        (minor <= crate::limits::AMOUNT_MINOR_MAX).then_some(Self { minor, currency })
    }

    /// The amount in plain digits, as [`Money::typed`] reads it.
    #[must_use]
    pub fn plain(self) -> String {
        let said = self.to_string();
        said.split(' ').next().unwrap_or_default().to_owned()
    }

    /// The amount in major units, for models and charts; exact to 2^53 minor units.
    #[must_use]
    pub fn major(self) -> f64 {
        self.minor as f64 / self.currency.minor_per_major() as f64
    }
}

/// `1234.50 EUR`: plain digits, for logs and files. People's locales are the pages' business.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let per = self.currency.minor_per_major().unsigned_abs();
        let sign = if self.minor < 0 { "-" } else { "" };
        let (whole, part) = (self.minor.unsigned_abs() / per, self.minor.unsigned_abs() % per);
        match self.currency.exponent() as usize {
            0 => write!(f, "{sign}{whole} {}", self.currency),
            width => write!(f, "{sign}{whole}.{part:0width$} {}", self.currency),
        }
    }
}

/// What one unit of each foreign currency is worth in the reporting currency, by day.
#[derive(Clone, Debug, PartialEq)]
pub struct Rates {
    reporting: Currency,
    by_currency: BTreeMap<Currency, BTreeMap<Day, f64>>,
}

impl Rates {
    /// No rate but the reporting currency's own, which is 1.
    #[must_use]
    pub fn new(reporting: Currency) -> Self {
        Self { reporting, by_currency: BTreeMap::new() }
    }

    /// The currency all others are turned into.
    #[must_use]
    pub fn reporting(&self) -> Currency {
        self.reporting
    }

    /// The same rates, read as rates into `reporting`.
    #[must_use]
    pub fn into_reporting(self, reporting: Currency) -> Self {
        Self { reporting, ..self }
    }

    /// Whether any day has a rate for this currency.
    #[must_use]
    pub fn has(&self, currency: Currency) -> bool {
        self.by_currency.contains_key(&currency)
    }

    /// Minor units of the reporting currency for those of another, at the day's rate and rounded to the
    /// nearest; `None` where there is no rate yet or the result is beyond any amount.
    #[must_use]
    pub fn convert(&self, minor: i64, currency: Currency, day: Day) -> Option<i64> {
        if currency == self.reporting {
            return Some(minor);
        }
        let scale = self.reporting.minor_per_major() as f64 / currency.minor_per_major() as f64;
        let converted = (minor as f64 * self.at(currency, day)? * scale).round();
        (converted.abs() <= crate::limits::AMOUNT_MINOR_MAX as f64).then_some(converted as i64)
    }

    /// Sets the rate that holds from a day on, until a later one does.
    pub fn add(&mut self, currency: Currency, from: Day, rate: f64) {
        self.by_currency.entry(currency).or_default().insert(from, rate);
    }

    /// Whether there is no rate at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_currency.is_empty()
    }

    /// The rate on a day: the latest on or before it. `None` where there is none yet.
    #[must_use]
    pub fn at(&self, currency: Currency, day: Day) -> Option<f64> {
        if currency == self.reporting {
            return Some(1.0);
        }
        self.by_currency.get(&currency)?.range(..=day).next_back().map(|(_, rate)| *rate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_written_with_its_own_number_of_digits() {
        let say = |minor, code: &str| Money { minor, currency: code.parse().unwrap() }.to_string();
        assert_eq!(say(-5, "EUR"), "-0.05 EUR");
        assert_eq!(say(1200, "JPY"), "1200 JPY");
        assert_eq!(say(i64::MIN, "KWD"), "-9223372036854775.808 KWD");
    }

    #[test]
    fn an_amount_is_read_as_typed_and_not_mended() {
        let minor = |text: &str| Money::typed(text, Currency::EUR).map(|money| money.minor);
        for (text, read) in [
            ("12", Some(1200)),
            (" 12,5 ", Some(1250)),
            ("0.05", Some(5)),
            ("۱۲٫۵۰", Some(1250)),
            ("1,000", None),
            ("1.2.3", None),
            ("-5", None),
            ("", None),
            (".5", None),
            ("1e3", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(minor(text), read, "{text}");
        }
        assert_eq!(Money::typed("5", "JPY".parse().unwrap()).map(|money| money.minor), Some(5));
        assert_eq!(Money { minor: 1250, currency: Currency::EUR }.plain(), "12.50");
    }

    #[test]
    fn a_rate_holds_until_the_next_and_minds_the_minor_units() {
        let yen: Currency = "JPY".parse().unwrap();
        let mut rates = Rates::new(Currency::EUR);
        rates.add(yen, Day(10), 0.006);
        rates.add(yen, Day(20), 0.007);
        assert_eq!(rates.convert(1000, yen, Day(9)), None);
        assert_eq!(rates.convert(1000, yen, Day(19)), Some(600));
        assert_eq!(rates.convert(1000, yen, Day(20)), Some(700));
        assert_eq!(rates.convert(-5, Currency::EUR, Day(0)), Some(-5));
    }

    #[test]
    fn a_currency_is_three_letters() {
        assert_eq!(" eur".parse::<Currency>(), Ok(Currency::EUR));
        assert!("€".parse::<Currency>().is_err());
        assert!("EURO".parse::<Currency>().is_err());
    }
}
