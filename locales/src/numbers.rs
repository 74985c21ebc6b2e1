//! Whole numbers, decimals, shares and odds.

use std::cell::OnceCell;

use icu::decimal::DecimalFormatter;
use icu::decimal::input::Decimal;
use icu::locale::Locale;

use crate::Words;
use crate::language::Language;

/// What stands where there is no figure.
const NONE: &str = "–";

// ICU4X's formatters stay on their thread.
thread_local! {
    static FORMATTERS: [OnceCell<Option<DecimalFormatter>>; 5] = const { [const { OnceCell::new() }; 5] };
}

/// A number with so many decimals, in the language's digits and groups, its sign a true minus.
pub(crate) fn decimal(language: Language, number: f64, decimals: usize) -> String {
    if !number.is_finite() {
        return NONE.to_owned();
    }
    let plain = format!("{:.decimals$}", number.abs());
    let below = number < 0.0 && plain.contains(|c: char| matches!(c, '1'..='9'));
    signed(language, below, &digits(language, plain))
}

/// Digits and point as the language writes them.
pub(crate) fn digits(language: Language, plain: String) -> String {
    FORMATTERS.with(|formatters| {
        let formatter = formatters[language as usize].get_or_init(|| {
            let locale = language.locale().parse::<Locale>().ok()?;
            DecimalFormatter::try_new(locale.into(), Default::default()).ok()
        });
        match (formatter, plain.parse::<Decimal>()) {
            (Some(formatter), Ok(number)) => formatter.format_to_string(&number),
            _ => plain,
        }
    })
}

/// With the sign before it. In Persian the mark keeps the sign on the left, as CLDR has it.
pub(crate) fn signed(language: Language, below: bool, digits: &str) -> String {
    match (below, language) {
        (false, _) => digits.to_owned(),
        (true, Language::Fa) => format!("\u{200e}\u{2212}{digits}"),
        (true, _) => format!("\u{2212}{digits}"),
    }
}

impl Words {
    /// What stands where there is no figure.
    #[must_use]
    pub fn none(self) -> &'static str {
        NONE
    }

    /// `1,234,567`: a whole number.
    #[must_use]
    pub fn number(self, number: u64) -> String {
        digits(self.language(), number.to_string())
    }

    /// Digits without groups, of a year, a code or a row: `2026`, `۱۴۰۵`.
    #[must_use]
    pub fn plain(self, number: i64) -> String {
        let text = number.to_string();
        match self.language() {
            Language::Fa => text.chars().map(persian_digit).collect(),
            _ => text,
        }
    }

    /// `1,234.5` with a fixed number of decimals.
    #[must_use]
    pub fn decimal(self, number: f64, decimals: usize) -> String {
        decimal(self.language(), number, decimals)
    }

    /// An expected number of things: three significant digits while it is small, whole from a hundred.
    #[must_use]
    pub fn expected(self, number: f64) -> String {
        let size = number.abs();
        self.decimal(number, if size < 9.995 { 2 } else { usize::from(size < 99.95) })
    }

    /// `31%`; one decimal below ten per cent.
    #[must_use]
    pub fn percent(self, share: f64) -> String {
        self.percent_with(share, usize::from(share != 0.0 && share.abs() < 0.0995))
    }

    /// `31.4%` with a fixed number of decimals, for columns.
    #[must_use]
    pub fn percent_with(self, share: f64, decimals: usize) -> String {
        if !share.is_finite() {
            return NONE.to_owned();
        }
        let number = self.decimal(share * 100.0, decimals);
        match self.language() {
            Language::En | Language::Lv => format!("{number}%"),
            Language::Ru | Language::Fi => format!("{number}\u{a0}%"),
            Language::Fa => format!("{number}\u{66a}"),
        }
    }

    /// A probability as odds people may act on: nothing is quite sure.
    #[must_use]
    pub fn odds(self, p: f64) -> String {
        match p {
            p if p < 0.01 => self.format_under(self.percent_with(0.01, 0)),
            p if p > 0.99 => self.format_over(self.percent_with(0.99, 0)),
            p => self.percent_with(p, 0),
        }
    }

    /// `4,210 (3,900 to 4,500)`, the three written before.
    #[must_use]
    pub fn interval(self, value: String, low: String, high: String) -> String {
        self.format_interval(value, low, high)
    }
}

fn persian_digit(c: char) -> char {
    c.to_digit(10).and_then(|digit| char::from_u32(0x6f0 + digit)).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(say: impl Fn(Words) -> String) -> [String; 5] {
        Language::ALL.map(|language| say(Words::of(language)))
    }

    #[test]
    fn numbers_are_grouped_in_each_languages_way() {
        let said = all(|words| words.number(1_234_567));
        assert_eq!(
            said,
            ["1,234,567", "1\u{a0}234\u{a0}567", "۱٬۲۳۴٬۵۶۷", "1\u{a0}234\u{a0}567", "1\u{a0}234\u{a0}567"]
        );
        let said = all(|words| words.decimal(-1234.567, 1));
        assert_eq!(said, ["−1,234.6", "−1234,6", "\u{200e}−۱٬۲۳۴٫۶", "−1\u{a0}234,6", "−1\u{a0}234,6"]);
        assert_eq!(all(|words| words.decimal(-0.001, 1))[0], "0.0");
        assert_eq!(all(|words| words.decimal(f64::NAN, 1)), ["–"; 5]);
    }

    #[test]
    fn shares_and_odds_carry_their_sign() {
        let said = all(|words| words.percent(0.042));
        assert_eq!(said, ["4.2%", "4,2%", "۴٫۲٪", "4,2\u{a0}%", "4,2\u{a0}%"]);
        let said = all(|words| words.odds(0.0004));
        assert_eq!(said, ["under 1%", "mazāk par 1%", "کمتر از ۱٪", "менее 1\u{a0}%", "alle 1\u{a0}%"]);
        assert_eq!(Words::of(Language::Fa).plain(1405), "۱۴۰۵");
    }
}
