//! Signs: a poster, a table card, a receipt, each with an address of its own, so that what hangs offline is measured.

/// Longest name, in characters: it stands in the address, and may be typed by hand.
pub const NAME_MAX: usize = 40;
/// Longest title, in characters.
pub const TITLE_MAX: usize = 80;
/// Longest address, in bytes.
pub const TARGET_MAX: usize = 2_000;
/// Most signs of one company.
pub const SIGNS_MAX: i64 = 1_000;

/// Why a sign can't be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignRefusal {
    /// No name for an address, or one that is taken.
    #[error(
        "The name of a sign is 1 to {NAME_MAX} small letters, digits and hyphens, and no other sign has it."
    )]
    Name,
    /// Nothing a browser would open.
    #[error(
        "A sign opens an address that begins with https://, without spaces, of at most {TARGET_MAX} bytes."
    )]
    Target,
    /// Too many.
    #[error("There are {SIGNS_MAX} signs already; that is as many as there can be.")]
    TooMany,
}

/// Whether a sign can have this name.
#[must_use]
pub fn is_name(name: &str) -> bool {
    let fits = |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == b'-';
    (1..=NAME_MAX).contains(&name.len()) && name.bytes().all(fits)
}

/// The address a sign opens, as it is kept.
///
/// # Errors
/// Where no browser would open it.
pub fn target(typed: &str) -> Result<&str, SignRefusal> {
    let typed = typed.trim();
    let host = typed.strip_prefix("https://").ok_or(SignRefusal::Target)?;
    let opens = host.starts_with(|letter: char| letter.is_ascii_alphanumeric() || letter == '[');
    let fits = typed.len() <= TARGET_MAX && typed.bytes().all(|byte| byte.is_ascii_graphic());
    if opens && fits { Ok(typed) } else { Err(SignRefusal::Target) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_opens_what_a_browser_would_and_nothing_else() {
        assert_eq!(
            target(" https://harbour.example/menu?from=counter "),
            Ok("https://harbour.example/menu?from=counter")
        );
        let long = format!("https://harbour.example/{}", "x".repeat(TARGET_MAX));
        for wrong in [
            "",
            "harbour.example",
            "http://harbour.example",
            "https://",
            "https:///x",
            "javascript:alert(1)",
            "https://a b",
            "https://harbour.example/\r\nx",
            "https://кофе.рф",
            &long,
        ] {
            assert_eq!(target(wrong), Err(SignRefusal::Target), "{wrong}");
        }
        assert!(
            is_name("counter-2")
                && !is_name("")
                && !is_name("Counter")
                && !is_name("a/b")
                && !is_name(&"x".repeat(41))
        );
    }
}
