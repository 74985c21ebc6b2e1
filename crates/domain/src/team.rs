//! What somebody who works here may be called, and how they get in.

/// Fewest characters of a new password.
pub const PASSWORD_CHARS_MIN: usize = 12;
/// Most bytes of any password: argon2 would take more, but nobody types them.
pub const PASSWORD_BYTES_MAX: usize = 512;
/// Longest e-mail address (RFC 5321, 4.5.3.1.3, without the angle brackets).
pub const EMAIL_BYTES_MAX: usize = 254;
/// Longest name.
pub const NAME_CHARS_MAX: usize = 200;
/// How long an invitation, or the first owner's link, may be taken, in seconds.
pub const INVITATION_SECONDS: i64 = 24 * 60 * 60;
/// How long a link to a new password may be taken, in seconds.
pub const PASSWORD_LINK_SECONDS: i64 = 60 * 60;

/// Why something can't be done to the team.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TeamRefusal {
    /// No name, one too long, or one with characters that can't be seen.
    #[error("Say a name, in at most {NAME_CHARS_MAX} characters.")]
    Name,
    /// Not an address.
    #[error("That is not an e-mail address.")]
    Email,
    /// Too short, or absurdly long.
    #[error("The password needs {PASSWORD_CHARS_MIN} characters or more.")]
    ShortPassword,
    /// One everybody would guess.
    #[error("The password may not be the name or e-mail address.")]
    KnownPassword,
    /// The present password was not the right one.
    #[error("That is not the present password.")]
    WrongPassword,
    /// Somebody with this address is in the team.
    #[error("Somebody with this e-mail address is in the team already.")]
    Member,
    /// Without them nobody could run the company.
    #[error("The last owner stays the owner: make somebody else one first.")]
    LastOwner,
}

/// An e-mail address as it is kept: trimmed and lowercase.
///
/// # Errors
/// [`TeamRefusal::Email`].
pub fn email(text: &str) -> Result<String, TeamRefusal> {
    let text = text.trim();
    let (local, host) = text.rsplit_once('@').unwrap_or_default();
    let hidden = |c: char| c.is_whitespace() || is_hidden(c) || c == '\u{200c}' || c == '\u{200d}';
    if local.is_empty() || host.is_empty() || text.len() > EMAIL_BYTES_MAX || text.contains(hidden) {
        return Err(TeamRefusal::Email);
    }
    Ok(text.to_lowercase())
}

/// A name as it is kept: trimmed, of characters that can be seen.
///
/// # Errors
/// [`TeamRefusal::Name`].
pub fn name(text: &str) -> Result<String, TeamRefusal> {
    let text = text.trim();
    let seen = text.chars().any(|c| c.is_alphanumeric());
    if !seen || text.chars().count() > NAME_CHARS_MAX || text.contains(is_hidden) {
        return Err(TeamRefusal::Name);
    }
    Ok(text.to_owned())
}

/// Whether a new password will do for somebody of this name and address.
///
/// # Errors
/// Why not.
pub fn password(text: &str, name: &str, email: &str) -> Result<(), TeamRefusal> {
    if text.chars().count() < PASSWORD_CHARS_MIN || text.len() > PASSWORD_BYTES_MAX {
        return Err(TeamRefusal::ShortPassword);
    }
    let known = [name, email].iter().any(|known| known.trim().to_lowercase() == text.trim().to_lowercase());
    if known { Err(TeamRefusal::KnownPassword) } else { Ok(()) }
}

/// Control characters, and those that turn text round or can't be seen (UAX 9; the joiners apart,
/// without which Persian can't be written).
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_kept_in_one_way() {
        assert_eq!(email(" Ilze@Example.LV ").unwrap(), "ilze@example.lv");
        let long = format!("{}@example.lv", "a".repeat(250));
        for wrong in ["", "@", "ilze", "ilze@", "@example.lv", "il ze@example.lv", "a\u{200b}@b.lv", &long] {
            assert_eq!(email(wrong), Err(TeamRefusal::Email), "{wrong}");
        }
    }

    #[test]
    fn a_name_can_be_seen_in_any_script() {
        for fine in [" Ilze Bērziņa ", "زهرا محمدی", "می\u{200c}نا", "陈", "D'Arcy-Ní"] {
            assert_eq!(name(fine).unwrap(), fine.trim());
        }
        let long = "a".repeat(201);
        for wrong in ["", "  ", "\u{202e}Ilze", "a\0b", "\u{200d}", "...", &long] {
            assert_eq!(name(wrong), Err(TeamRefusal::Name), "{wrong}");
        }
    }

    #[test]
    fn a_password_is_long_and_not_what_everybody_knows() {
        assert_eq!(password("a harbour full of boats", "Ilze", "i@x.lv"), Ok(()));
        assert_eq!(password("short", "Ilze", "i@x.lv"), Err(TeamRefusal::ShortPassword));
        assert_eq!(password(&"a".repeat(513), "Ilze", "i@x.lv"), Err(TeamRefusal::ShortPassword));
        let known = password("ILZE@EXAMPLE.LV", "Ilze", "ilze@example.lv");
        assert_eq!(known, Err(TeamRefusal::KnownPassword));
    }
}
