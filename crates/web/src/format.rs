//! Numbers, money, days and spans of time as an English reader expects them.

use domain::Currency;
use domain::time::Day;
use jiff::fmt::strtime;

/// What stands where there is no figure.
pub(crate) const NONE: &str = "–";

/// `1,234,567`.
pub(crate) fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `1,234.5` with a fixed number of decimals, the sign as a true minus.
pub(crate) fn decimal(number: f64, decimals: usize) -> String {
    if !number.is_finite() {
        return NONE.to_owned();
    }
    let text = format!("{:.decimals$}", number.abs());
    let (whole, part) =
        text.split_once('.').map_or((text.as_str(), None), |(whole, part)| (whole, Some(part)));
    let sign = if number < 0.0 && text.contains(|c: char| matches!(c, '1'..='9')) { "\u{2212}" } else { "" };
    let whole = whole.parse::<u64>().map_or_else(|_| whole.to_owned(), count);
    match part {
        Some(part) => format!("{sign}{whole}.{part}"),
        None => format!("{sign}{whole}"),
    }
}

/// A probability as odds people may act on: nothing is quite sure.
pub(crate) fn odds(p: f64) -> String {
    match p {
        p if p < 0.01 => "under 1%".to_owned(),
        p if p > 0.99 => "over 99%".to_owned(),
        p => format!("{}%", decimal(p * 100.0, 0)),
    }
}

/// Money in words and headings: whole units from a hundred up.
pub(crate) fn money(major: f64, currency: Currency) -> String {
    let decimals = if major.abs() >= 99.995 { 0 } else { currency.exponent() as usize };
    money_with(major, currency, decimals)
}

/// Money in columns, to its minor unit.
pub(crate) fn money_exact(major: f64, currency: Currency) -> String {
    money_with(major, currency, currency.exponent() as usize)
}

fn money_with(major: f64, currency: Currency, decimals: usize) -> String {
    let text = decimal(major, decimals);
    let (sign, digits) = text.strip_prefix('\u{2212}').map_or(("", text.as_str()), |rest| ("\u{2212}", rest));
    match currency.code() {
        "XXX" => text,
        "EUR" => format!("{sign}€{digits}"),
        "GBP" => format!("{sign}£{digits}"),
        "USD" => format!("{sign}${digits}"),
        "JPY" => format!("{sign}¥{digits}"),
        code => format!("{sign}{code}\u{a0}{digits}"),
    }
}

/// `1 customer`, `2,357 customers`.
pub(crate) fn plural(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", count(number), if number == 1 { one } else { many })
}

/// `30 September 2026`.
pub(crate) fn day(day: Day) -> String {
    strtime::format("%-d %B %Y", day.civil()).unwrap_or_else(|_| day.to_string())
}

/// `30 Sep 2026`, for columns.
pub(crate) fn day_short(day: Day) -> String {
    strtime::format("%-d %b %Y", day.civil()).unwrap_or_else(|_| day.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_signed() {
        assert_eq!(count(0), "0");
        assert_eq!(count(1_234_567), "1,234,567");
        assert_eq!(decimal(-1234.567, 1), "−1,234.6");
        assert_eq!(decimal(-0.001, 1), "0.0");
        assert_eq!(decimal(f64::NAN, 1), "–");
        assert_eq!([odds(0.0004), odds(0.456), odds(0.9999)], ["under 1%", "46%", "over 99%"]);
    }

    #[test]
    fn money_carries_its_currency_and_its_digits() {
        let yen = "JPY".parse().unwrap();
        let lats = "CHF".parse().unwrap();
        assert_eq!(money(1234.6, Currency::EUR), "€1,235");
        assert_eq!(money(12.5, Currency::EUR), "€12.50");
        assert_eq!(money(-12.5, lats), "−CHF\u{a0}12.50");
        assert_eq!(money_exact(1234.0, yen), "¥1,234");
        assert_eq!(money(3.0, Currency::NONE), "3.00");
    }
}
