//! People and organisations as somebody writes them down: what they are, what they are to us, and
//! the addresses by which they are known.

use serde::{Deserialize, Serialize};

use crate::memory::{Problem, note};

/// Longest name, in characters.
pub const NAME_MAX: usize = 200;
/// Longest word for what somebody is to us, in characters.
pub const STAKE_MAX: usize = 40;
/// Most things somebody can be to us at once.
pub const STAKES_MAX: usize = 12;
/// Most characters of an e-mail address (RFC 5321, section 4.5.3.1.3).
const EMAIL_MAX: usize = 254;
/// Digits of a phone number: fewer are an extension, E.164 has at most 15 and some dial prefixes.
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 5..=20;

/// What a party is. A visitor who has not said who they are is neither yet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartyKind {
    /// A person.
    #[default]
    Person,
    /// A company, a family, a school.
    Organisation,
}

impl PartyKind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Person, Self::Organisation];

    /// The name kept in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
        }
    }

    /// The kind of a name kept in the database.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// What people may be to us besides customers, who are those with orders. Own words may stand beside
/// these.
pub const STAKES: [&str; 8] =
    ["lead", "supplier", "lender", "investor", "media", "reseller", "provider", "employee"];

/// Words for what somebody is to us, as they are kept: cleaned, each once, in order.
///
/// # Errors
/// Where one is too long, or there are too many.
pub fn stakes<'a>(written: impl IntoIterator<Item = &'a str>) -> Result<Vec<String>, Problem> {
    let mut kept = Vec::new();
    for word in written {
        let word = note(word, STAKE_MAX)?.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        if !word.is_empty() {
            kept.push(word);
        }
    }
    kept.sort_unstable();
    kept.dedup();
    match kept.len() {
        0..=STAKES_MAX => Ok(kept),
        length => Err(Problem::TooLong { length, max: STAKES_MAX }),
    }
}

fn unknown(what: &'static str, value: &str) -> Problem {
    Problem::Unknown { what, value: value.chars().take(60).collect() }
}

/// An e-mail address as it is kept: in lowercase, without blanks round it. Whether a mail would
/// arrive is not asked.
///
/// # Errors
/// Where it can be no address.
pub fn email(written: &str) -> Result<String, Problem> {
    let address = written.trim().to_lowercase();
    let fits = address.chars().count() <= EMAIL_MAX
        && !address.contains(|letter: char| {
            letter.is_whitespace() || letter.is_control() || "<>,;\"".contains(letter)
        })
        && address.split_once('@').is_some_and(|(user, host)| {
            !user.is_empty()
                && !host.is_empty()
                && !host.contains('@')
                && !host.starts_with('.')
                && !host.ends_with('.')
        });
    if fits { Ok(address) } else { Err(unknown("e-mail address", written)) }
}

/// A phone number as it is kept: its digits, after a plus where it is international.
///
/// # Errors
/// Where it can be no number.
pub fn phone(written: &str) -> Result<String, Problem> {
    let plain = |letter: char| match letter {
        '۰'..='۹' => char::from(b'0' + (letter as u32 - '۰' as u32) as u8),
        '٠'..='٩' => char::from(b'0' + (letter as u32 - '٠' as u32) as u8),
        _ => letter,
    };
    let written_plain: String = written.trim().chars().map(plain).collect();
    let fits =
        |letter: char| letter.is_ascii_digit() || letter.is_whitespace() || "+-()./\u{a0}".contains(letter);
    let digits: String = written_plain.chars().filter(char::is_ascii_digit).collect();
    if !PHONE_DIGITS.contains(&digits.len()) || !written_plain.chars().all(fits) {
        return Err(unknown("phone number", written));
    }
    let before = written_plain.split(|letter: char| letter.is_ascii_digit()).next().unwrap_or("");
    Ok(if before.contains('+') { format!("+{digits}") } else { digits })
}

/// The number as one dials it within its country, of an international number as it is kept: country
/// codes have one to three digits and none begins another (ITU-T E.164).
#[must_use]
pub fn national(phone: &str) -> Option<&str> {
    let digits = phone.strip_prefix('+')?;
    let two = digits.get(..2)?;
    let is_of_two = match two.as_bytes() {
        [b'2', last] => b"07".contains(last),
        [b'3', last] => b"0123469".contains(last),
        [b'4', last] => *last != b'2',
        [b'5', last] => (b'1'..=b'8').contains(last),
        [b'6', last] => (b'0'..=b'6').contains(last),
        [b'8', last] => b"1246".contains(last),
        [b'9', last] => b"0123458".contains(last),
        _ => false,
    };
    let code = match two.as_bytes() {
        [b'1' | b'7', _] => 1,
        _ if is_of_two => 2,
        _ => 3,
    };
    digits.get(code..).filter(|rest| !rest.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_kept_in_one_writing() {
        assert_eq!(email("  Ilze.Ozola@X.lv ").unwrap(), "ilze.ozola@x.lv");
        assert_eq!(phone(" +371 26-123 (456) ").unwrap(), "+37126123456");
        assert_eq!(phone("۰۹۱۲ ۳۴۵ ۶۷۸۹").unwrap(), "09123456789");
        for bad in [
            "",
            "ilze",
            "@x.lv",
            "ilze@",
            "a b@x.lv",
            "<a@x.lv>",
            "a@b@c",
            "a@x.",
            &format!("{}@x.lv", "a".repeat(300)),
        ] {
            assert!(email(bad).is_err(), "{bad}");
        }
        for bad in ["", "1234", "call me", "26 12 34 56 ext. 7", &"1".repeat(21)] {
            assert!(phone(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_number_is_known_by_how_it_is_dialled_at_home() {
        for (number, at_home) in [
            ("+37126123456", "26123456"),
            ("+989123456789", "9123456789"),
            ("+15551234567", "5551234567"),
            ("+79161234567", "9161234567"),
            ("+358401234567", "401234567"),
            ("+442071234567", "2071234567"),
        ] {
            assert_eq!(national(number), Some(at_home), "{number}");
        }
        assert_eq!((national("26123456"), national("+"), national("+371")), (None, None, None));
    }

    #[test]
    fn what_somebody_is_to_us_is_kept_once_and_within_bounds() {
        assert_eq!(
            stakes(["Supplier", " friend  of the house ", "supplier", ""]).unwrap(),
            ["friend of the house", "supplier"]
        );
        assert!(stakes(["x".repeat(41).as_str()]).is_err());
        let many: Vec<String> = (0..13).map(|at| format!("word {at}")).collect();
        assert!(stakes(many.iter().map(String::as_str)).is_err());
    }
}
