//! Money as each language places it.

use domain::{Currency, Money};

use crate::Words;
use crate::language::Language;
use crate::numbers::{self, digits};

/// What a currency is called beside an amount (CLDR 48, narrow symbols). Persian says its name, as
/// people do; its readers would take a bare sign for a typing error.
fn symbol(language: Language, currency: Currency) -> &'static str {
    match (language, currency.code()) {
        (Language::Fa, "EUR") => "یورو",
        (Language::Fa, "USD") => "دلار",
        (Language::Fa, "GBP") => "پوند",
        (Language::Fa, "JPY") => "ین",
        (Language::Fa, "RUB") => "روبل",
        (Language::Fa, "IRR") => "ریال",
        (Language::Fa, "AFN") => "افغانی",
        (Language::Fa, "TRY") => "لیر",
        (Language::Fa, "AED") => "درهم",
        (Language::Fa, "CHF") => "فرانک سوئیس",
        (Language::Fa, "SEK") => "کرون سوئد",
        (Language::Fa, "NOK") => "کرون نروژ",
        (_, "EUR") => "€",
        (_, "USD") => "$",
        (_, "GBP") => "£",
        (_, "JPY") => "¥",
        (Language::Ru, "RUB") => "₽",
        _ => "",
    }
}

impl Words {
    /// An amount to its minor unit: `€1,234.50`, `1 234,50 €`, `۱٬۲۳۴٫۵۰ یورو`. Exact at any size.
    #[must_use]
    pub fn money(self, money: Money) -> String {
        let per = money.currency.minor_per_major().unsigned_abs();
        let (whole, part) = (money.minor.unsigned_abs() / per, money.minor.unsigned_abs() % per);
        let plain = match money.currency.exponent() as usize {
            0 => whole.to_string(),
            width => format!("{whole}.{part:0width$}"),
        };
        self.placed(money.minor < 0, digits(self.language(), plain), money.currency)
    }

    /// An amount in major units for words and headings: whole units from a hundred up.
    #[must_use]
    pub fn money_about(self, major: f64, currency: Currency) -> String {
        let decimals = if major.abs() >= 99.995 { 0 } else { currency.exponent() as usize };
        self.money_with(major, currency, decimals)
    }

    /// An amount in major units to its minor unit, for columns.
    #[must_use]
    pub fn money_exact(self, major: f64, currency: Currency) -> String {
        self.money_with(major, currency, currency.exponent() as usize)
    }

    fn money_with(self, major: f64, currency: Currency, decimals: usize) -> String {
        if !major.is_finite() {
            return self.none().to_owned();
        }
        let text = numbers::decimal(self.language(), major.abs(), decimals);
        let below = major < 0.0 && format!("{:.decimals$}", major.abs()).contains(|c| matches!(c, '1'..='9'));
        self.placed(below, text, currency)
    }

    fn placed(self, below: bool, digits: String, currency: Currency) -> String {
        let language = self.language();
        let named = match (symbol(language, currency), currency) {
            (_, Currency::NONE) => digits,
            ("", other) if language == Language::En => format!("{other}\u{a0}{digits}"),
            ("", other) => format!("{digits}\u{a0}{other}"),
            (symbol, _) if language == Language::En => format!("{symbol}{digits}"),
            (symbol, _) => format!("{digits}\u{a0}{symbol}"),
        };
        numbers::signed(language, below, &named)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_stands_where_each_language_puts_it() {
        let said = Language::ALL
            .map(|language| Words::of(language).money(Money { minor: -1_234_550, currency: Currency::EUR }));
        let expected = [
            "−€12,345.50",
            "−12\u{a0}345,50\u{a0}€",
            "\u{200e}−۱۲٬۳۴۵٫۵۰\u{a0}یورو",
            "−12\u{a0}345,50\u{a0}€",
            "−12\u{a0}345,50\u{a0}€",
        ];
        assert_eq!(said, expected);
    }

    #[test]
    fn money_carries_its_currency_and_its_digits() {
        let words = Words::of(Language::En);
        let yen: Currency = "JPY".parse().unwrap();
        assert_eq!(words.money_about(1234.6, Currency::EUR), "€1,235");
        assert_eq!(words.money_about(12.5, Currency::EUR), "€12.50");
        assert_eq!(words.money_about(-12.5, "CHF".parse().unwrap()), "−CHF\u{a0}12.50");
        assert_eq!(words.money_exact(1234.0, yen), "¥1,234");
        assert_eq!(words.money_exact(3.0, Currency::NONE), "3.00");
        let most = Money { minor: i64::MIN, currency: yen };
        assert_eq!(words.money(most), "−¥9,223,372,036,854,775,808");
    }
}
