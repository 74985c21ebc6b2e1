//! E-mail addresses and phone numbers as the keys they are kept under.

/// Longest address, in bytes (RFC 5321, section 4.5.3.1).
const EMAIL_MAX: usize = 254;
/// Fewer digits are no number of a person.
const DIGITS_MIN: usize = 5;
/// More are none of a telephone (E.164 has 15, and people write extensions).
const DIGITS_MAX: usize = 20;

/// An e-mail address, lowercase; nothing where it is none.
#[must_use]
pub fn email(text: &str) -> Option<String> {
    let text = text.trim();
    let (local, host) = text.rsplit_once('@')?;
    let is_one = !local.is_empty()
        && !host.is_empty()
        && text.len() <= EMAIL_MAX
        && !text.contains(|letter: char| letter.is_whitespace() || letter.is_control());
    is_one.then(|| text.to_lowercase())
}

/// A phone number as its digits, and a plus where it had one; nothing where it is too short.
#[must_use]
pub fn phone(text: &str) -> Option<String> {
    let number: String = text.chars().filter(char::is_ascii_digit).collect();
    let before = text.split(|c: char| c.is_ascii_digit()).next().unwrap_or("");
    let plus = if before.contains('+') { "+" } else { "" };
    (DIGITS_MIN..=DIGITS_MAX).contains(&number.len()).then(|| format!("{plus}{number}"))
}
