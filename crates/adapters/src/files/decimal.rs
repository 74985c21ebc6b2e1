//! Exact decimal numbers out of text as people write it: thousands marks, currency signs,
//! brackets for negatives.

use domain::Currency;

/// A decimal number: `digits / 10^scale`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    pub(crate) digits: i128,
    pub(crate) scale: u32,
}

/// Fraction digits kept; what lies beyond only decides a rounding.
const FRACTION_KEPT: u32 = 18;
/// Integer digits read; a longer number is beyond any order and stays so.
const INTEGER_KEPT: u32 = 18;
/// Stands for every number with more integer digits.
const BEYOND: i128 = 10i128.pow(INTEGER_KEPT);

impl Decimal {
    /// The number in a text with a decimal point, as programs write it; thousands marks and currency
    /// signs are passed over.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        amount(text.as_bytes(), b'.').map(|amount| amount.value)
    }

    /// A whole number.
    #[must_use]
    pub fn whole(value: i64) -> Self {
        Self { digits: i128::from(value), scale: 0 }
    }

    /// The shortest decimal that reads back as `value`; `None` for NaN and infinities.
    pub(crate) fn from_f64(value: f64) -> Option<Self> {
        if !value.is_finite() {
            return None;
        }
        let cents = (value * 100.0).round();
        // Division rounds correctly, so equality says that `value` is the double of this decimal.
        if cents.abs() < 1e15 && cents / 100.0 == value {
            return Some(Self { digits: cents as i128, scale: 2 });
        }
        plain(value.to_string().as_bytes(), b'.')
    }

    /// The value in units of `10^-exponent`, rounded half to even; `None` past an i64.
    #[must_use]
    pub fn to_units(self, exponent: u32) -> Option<i64> {
        let units = if exponent >= self.scale {
            self.digits.checked_mul(10i128.checked_pow(exponent - self.scale)?)?
        } else {
            let divisor = 10i128.checked_pow(self.scale - exponent)?;
            let (quotient, rest) = (self.digits.div_euclid(divisor), self.digits.rem_euclid(divisor));
            match (rest * 2).cmp(&divisor) {
                std::cmp::Ordering::Less => quotient,
                std::cmp::Ordering::Greater => quotient + 1,
                std::cmp::Ordering::Equal => quotient + (quotient & 1),
            }
        };
        i64::try_from(units).ok()
    }

    /// The nearest double.
    pub(crate) fn to_f64(self) -> f64 {
        self.digits as f64 / 10f64.powi(self.scale as i32)
    }

    /// The exact product; `None` where it has too many digits.
    #[must_use]
    pub fn times(self, other: Self) -> Option<Self> {
        Some(Self { digits: self.digits.checked_mul(other.digits)?, scale: self.scale + other.scale })
    }

    /// The exact difference; `None` where it has too many digits.
    pub(crate) fn minus(self, other: Self) -> Option<Self> {
        let scale = self.scale.max(other.scale);
        let raise = |it: Self| it.digits.checked_mul(10i128.checked_pow(scale - it.scale)?);
        Some(Self { digits: raise(self)?.checked_sub(raise(other)?)?, scale })
    }

    /// The number with its sign turned.
    pub(crate) fn negated(self) -> Self {
        Self { digits: -self.digits, ..self }
    }
}

/// A number and the currency written with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Amount {
    pub value: Decimal,
    pub currency: Option<Currency>,
}

/// Reads an amount; `decimal` is the mark before the fraction, `.` or `,`.
pub(crate) fn amount(bytes: &[u8], decimal: u8) -> Option<Amount> {
    if let Some(value) = plain(bytes, decimal) {
        return Some(Amount { value, currency: None });
    }
    let (core, negative, currency) = undress(std::str::from_utf8(bytes).ok()?)?;
    let value = grouped(&core, decimal)?;
    Some(Amount { value: if negative { value.negated() } else { value }, currency })
}

/// `-1234.5`: sign, digits, one mark, no dress. The path nearly every cell takes.
fn plain(bytes: &[u8], decimal: u8) -> Option<Decimal> {
    let (negative, bytes) = match bytes {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, bytes),
    };
    if bytes.len() > INTEGER_KEPT as usize {
        return long(bytes, decimal).map(|value| if negative { value.negated() } else { value });
    }
    let (mut digits, mut scale, mut seen, mut in_fraction) = (0i64, 0u32, false, false);
    for &byte in bytes {
        if byte.is_ascii_digit() {
            digits = digits * 10 + i64::from(byte - b'0');
            scale += u32::from(in_fraction);
            seen = true;
        } else if byte == decimal && !in_fraction {
            in_fraction = true;
        } else {
            return None;
        }
    }
    let digits = i128::from(if negative { -digits } else { digits });
    seen.then_some(Decimal { digits, scale })
}

/// Digits and one mark, however many.
fn long(bytes: &[u8], decimal: u8) -> Option<Decimal> {
    let (mut digits, mut scale, mut integer, mut lost, mut in_fraction) = (0i128, 0u32, 0u32, false, false);
    for &byte in bytes {
        match byte {
            b'0'..=b'9' if in_fraction && scale == FRACTION_KEPT => lost |= byte != b'0',
            b'0'..=b'9' => {
                integer += u32::from(!in_fraction && (digits > 0 || byte != b'0'));
                scale += u32::from(in_fraction);
                if integer <= INTEGER_KEPT {
                    digits = digits * 10 + i128::from(byte - b'0');
                }
            }
            _ if byte == decimal && !in_fraction => in_fraction = true,
            _ => return None,
        }
    }
    if integer > INTEGER_KEPT {
        return Some(Decimal { digits: BEYOND, scale: 0 });
    }
    // One more digit stands for all that was dropped, so that no tie is made that wasn't there.
    Some(if lost { Decimal { digits: digits * 10 + 1, scale: scale + 1 } } else { Decimal { digits, scale } })
}

/// Signs of currencies that belong to one currency only.
const SIGNS: [(&str, &[u8; 3]); 22] = [
    ("€", b"EUR"),
    ("£", b"GBP"),
    ("৳", b"BDT"),
    ("₹", b"INR"),
    ("₽", b"RUB"),
    ("₴", b"UAH"),
    ("₺", b"TRY"),
    ("₪", b"ILS"),
    ("₩", b"KRW"),
    ("₫", b"VND"),
    ("₦", b"NGN"),
    ("₱", b"PHP"),
    ("฿", b"THB"),
    ("₸", b"KZT"),
    ("₾", b"GEL"),
    ("zł", b"PLN"),
    ("Kč", b"CZK"),
    ("Ft", b"HUF"),
    ("R$", b"BRL"),
    ("US$", b"USD"),
    ("руб", b"RUB"),
    ("﷼", b"IRR"),
];
/// Signs that several currencies share, or that say nothing certain.
const SHARED: [&str; 13] = ["$", "¥", "kr", "kr.", "Rs", "Rs.", "руб.", "лв", "lei", "Fr", "Fr.", "A$", "C$"];

/// Whether text is the dress of an amount, and of which currency.
fn sign(text: &str) -> Option<Option<Currency>> {
    if SHARED.contains(&text) {
        return Some(None);
    }
    if let Some((_, code)) = SIGNS.iter().find(|(sign, _)| *sign == text) {
        return Some(std::str::from_utf8(*code).ok().and_then(|code| code.parse().ok()));
    }
    let is_code = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_alphabetic());
    (is_code && !text.eq_ignore_ascii_case("nan") && !text.eq_ignore_ascii_case("inf"))
        .then(|| text.parse().ok())
}

/// Takes sign, brackets and currency off: what stays begins and ends with a digit or a mark.
fn undress(text: &str) -> Option<(String, bool, Option<Currency>)> {
    let mut core = text.trim_matches(is_blank);
    let mut negative = false;
    if let Some(inner) = core.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        (core, negative) = (inner, true);
    }
    let first = core.find(|c: char| digit(c).is_some() || c == '.' || c == ',')?;
    let last = core.rfind(|c: char| digit(c).is_some())?;
    let end = last + core.get(last..)?.chars().next().map_or(0, char::len_utf8);
    // A sign may end in a full stop ("kr. 5", "Rs.5"), which is no mark of a fraction.
    let first = if core[..first].chars().any(char::is_alphabetic) && core[first..].starts_with('.') {
        first + 1
    } else {
        first
    };
    let mut currency = None;
    for dress in [&core[..first], core.get(end..)?] {
        let unsigned: String = dress.chars().filter(|c| !matches!(c, '-' | '−' | '+')).collect();
        let signs = dress.chars().filter(|c| matches!(c, '-' | '−' | '+')).count();
        negative ^= dress.contains(['-', '−']);
        let unsigned = unsigned.trim_matches(is_blank);
        if signs > 1 || (!unsigned.is_empty() && sign(unsigned).is_none()) {
            return None;
        }
        currency = currency.or(sign(unsigned).flatten());
    }
    let digits = core[first..end].chars().map(|c| digit(c).unwrap_or(c)).collect();
    Some((digits, negative, currency))
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}' || c == '\u{200e}' || c == '\u{200f}'
}

/// Latin, Arabic-Indic and Persian digits.
fn digit(c: char) -> Option<char> {
    let of = |zero: char| char::from_digit(u32::from(c).wrapping_sub(u32::from(zero)), 10);
    of('0').or_else(|| of('۰')).or_else(|| of('٠'))
}

/// `1.234.567,89`, `1'234.5`, `1,00,000.00`, `1.5e3`: marks only where thousands may stand.
fn grouped(core: &str, decimal: u8) -> Option<Decimal> {
    let mark = char::from(decimal);
    if let Some((mantissa, power)) = core.split_once(['e', 'E']) {
        let (value, power) = (plain(mantissa.as_bytes(), decimal)?, power.parse::<i32>().ok()?);
        return match (value.scale as i32).checked_sub(power)? {
            scale @ 0..=36 => Some(Decimal { scale: scale as u32, ..value }),
            scale @ -18..=-1 => {
                let digits = value.digits.checked_mul(10i128.pow(scale.unsigned_abs()))?;
                Some(Decimal { digits, scale: 0 })
            }
            scale if scale < 0 && value.digits != 0 => Some(Decimal { digits: BEYOND, scale: 0 }),
            _ => Some(Decimal::whole(0)),
        };
    }
    let (integer, fraction) = core.split_once(mark).unwrap_or((core, ""));
    let separator = integer.chars().find(|c| !c.is_ascii_digit());
    if let Some(separator) = separator {
        if !matches!(separator, '.' | ',' | ' ' | '\'' | '’' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '٬') {
            return None;
        }
        let groups: Vec<&str> = integer.split(separator).collect();
        let (last, others) = groups.split_last()?;
        let (head, middle) = others.split_first()?;
        let fits = (1..=3).contains(&head.len())
            && middle.iter().all(|group| (2..=3).contains(&group.len()))
            && last.len() == 3;
        if !fits {
            return None;
        }
    }
    let digits: String = integer.chars().filter(|c| Some(*c) != separator).collect();
    plain(format!("{digits}.{fraction}").as_bytes(), b'.')
}

/// Which mark stands before the fraction, judged over a sample; and whether it was a guess.
pub(crate) fn decimal_mark<'a>(values: impl Iterator<Item = &'a str>) -> (u8, bool) {
    let (mut point, mut comma, mut unsure) = (0usize, 0usize, 0usize);
    for value in values {
        let Some((core, ..)) = undress(value) else { continue };
        match (core.rfind('.'), core.rfind(',')) {
            (None, None) => {}
            (Some(at), Some(other)) if at > other => point += 1,
            (Some(_), Some(_)) => comma += 1,
            (Some(_), None) if core.matches('.').count() > 1 => comma += 1,
            (None, Some(_)) if core.matches(',').count() > 1 => point += 1,
            (Some(at), None) if core.len() - at != 4 => point += 1,
            (None, Some(at)) if core.len() - at != 4 => comma += 1,
            _ => unsure += 1,
        }
    }
    (if comma > point { b',' } else { b'.' }, point + comma == 0 && unsure > 0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cents(text: &str, mark: char) -> Option<i64> {
        amount(text.as_bytes(), mark as u8).and_then(|it| it.value.to_units(2))
    }

    #[test]
    fn amounts_are_read_as_people_write_them() {
        let point = [
            ("29.33", 2933),
            ("-5", -500),
            ("1,234.50", 123_450),
            ("$1,234.50", 123_450),
            ("(12.00)", -1200),
            ("12.00-", -1200),
            ("-$3.50", -350),
            ("$-3.50", -350),
            ("($3.50)", -350),
            ("৳2,999", 299_900),
            ("1'234.50", 123_450),
            ("USD 12.5", 1250),
            ("1.5e3", 150_000),
            (".5", 50),
            ("1,00,000.00", 10_000_000),
            ("Rs.5", 500),
            ("−7.25", -725),
            ("0.1250001", 13),
            ("۱۲۳", 12_300),
            ("0.125", 12),
            ("0.135", 14),
        ];
        for (text, want) in point {
            assert_eq!(cents(text, '.'), Some(want), "{text}");
        }
        for (text, want) in
            [("€ 1.234,50", 123_450), ("1 234,50 kr", 123_450), ("1\u{a0}234,50 €", 123_450), ("7,5", 750)]
        {
            assert_eq!(cents(text, ','), Some(want), "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_is_refused_and_not_mended() {
        for text in
            ["", "NaN", "inf", "-inf", "abc", "12 apples", "5k", "1,5", "1,23,4", "--5", "1.2.3", "-", "."]
        {
            assert_eq!(cents(text, '.'), None, "{text}");
        }
    }

    #[test]
    fn the_currency_written_with_an_amount_is_kept_where_it_is_certain() {
        let of = |text: &str| {
            amount(text.as_bytes(), b'.').and_then(|it| it.currency).map(|it| it.code().to_owned())
        };
        assert_eq!(of("৳2,999").as_deref(), Some("BDT"));
        assert_eq!(of("12 EUR").as_deref(), Some("EUR"));
        assert_eq!(of("$5"), None);
    }

    #[test]
    fn a_number_beyond_any_order_is_beyond_not_wrapped() {
        for text in ["123456789012345678901234567890", "1e300", "-99999999999999999999.5"] {
            assert_eq!(
                amount(text.as_bytes(), b'.').unwrap().value.to_units(2).filter(|it| it.abs() < 1 << 55),
                None
            );
        }
        assert_eq!(cents("0.00000000000000000000000001", '.'), Some(0));
        assert_eq!(cents("1e-30", '.'), Some(0));
    }

    #[test]
    fn the_mark_is_decided_by_the_sample() {
        assert_eq!(decimal_mark(["1,50", "2.000,75"].into_iter()), (b',', false));
        assert_eq!(decimal_mark(["1.50", "2,000"].into_iter()), (b'.', false));
        assert_eq!(decimal_mark(["1.234.567"].into_iter()), (b',', false));
        assert_eq!(decimal_mark(["৳2,999"].into_iter()), (b'.', true));
    }

    proptest! {
        #[test]
        fn a_double_made_of_cents_gives_its_cents_back(cents in -99_999_999_999i64..99_999_999_999) {
            prop_assert_eq!(Decimal::from_f64(cents as f64 / 100.0).unwrap().to_units(2), Some(cents));
        }

        #[test]
        fn no_text_makes_the_reader_of_amounts_panic(text in "\\PC{0,24}", comma: bool) {
            amount(text.as_bytes(), if comma { b',' } else { b'.' }).and_then(|it| it.value.to_units(3));
        }
    }
}
