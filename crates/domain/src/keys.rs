//! What a program's key may look like.

use crate::Instant;
use crate::access::{Action, Scopes};

/// Longest name of a key, in characters.
pub const NAME_CHARS_MAX: usize = 100;
/// Longest name of a source, in characters.
pub const SOURCE_CHARS_MAX: usize = 64;

/// A key to be made, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewKey {
    name: String,
    source: Option<String>,
    scopes: Scopes,
    expires_at: Option<Instant>,
}

/// Why a key can't be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyRefusal {
    /// No name, or one too long.
    #[error("Give the key a name of at most {NAME_CHARS_MAX} characters, such as the program it is for.")]
    Name,
    /// No scope.
    #[error("Choose at least one thing the key may do.")]
    NoScopes,
    /// Pages of a shop show their write key to everybody, so it may do nothing else.
    #[error("A key that sends events may do nothing else: everybody can read it in the shop's pages.")]
    EventsAlone,
    /// A write key without a source, another key with one, or one that can't be read.
    #[error(
        "Name the shop or app the events come from, in at most {SOURCE_CHARS_MAX} small letters, digits, '-' or '_'; \
         other keys have no source."
    )]
    Source,
    /// It would end before it begins.
    #[error("Choose an end that is still to come.")]
    Expiry,
}

impl NewKey {
    /// A key of this name. One with the scope `events:write` is the write key of a `source` and has
    /// no other scope.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn new(
        name: &str,
        source: Option<&str>,
        scopes: Scopes,
        expires_at: Option<Instant>,
        now: Instant,
    ) -> Result<Self, KeyRefusal> {
        let name = name.trim();
        if name.is_empty() || name.chars().count() > NAME_CHARS_MAX || name.contains(char::is_control) {
            return Err(KeyRefusal::Name);
        }
        if scopes == Scopes::default() {
            return Err(KeyRefusal::NoScopes);
        }
        let writes = scopes.allow(Action::SendEvents);
        if writes && scopes.iter().count() > 1 {
            return Err(KeyRefusal::EventsAlone);
        }
        let source = source.map(str::trim).filter(|source| !source.is_empty());
        if writes != source.is_some() || !source.is_none_or(is_source) {
            return Err(KeyRefusal::Source);
        }
        if expires_at.is_some_and(|end| end <= now) {
            return Err(KeyRefusal::Expiry);
        }
        Ok(Self { name: name.to_owned(), source: source.map(str::to_owned), scopes, expires_at })
    }

    /// What it is called.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The source whose write key it is.
    #[must_use]
    pub fn source(&self) -> Option<&str> {
        self.source.as_deref()
    }

    /// What it may do.
    #[must_use]
    pub fn scopes(&self) -> Scopes {
        self.scopes
    }

    /// When it ends.
    #[must_use]
    pub fn expires_at(&self) -> Option<Instant> {
        self.expires_at
    }
}

fn is_source(source: &str) -> bool {
    source.len() <= SOURCE_CHARS_MAX
        && source.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_write_key_has_a_source_and_does_nothing_else() {
        let now = Instant(1);
        let new = |source, scopes: &[&str]| {
            NewKey::new(" Shop ", source, Scopes::of(scopes.iter().copied()).unwrap(), None, now)
        };
        let made = new(Some("shop"), &["events:write"]).unwrap();
        assert_eq!((made.name(), made.source()), ("Shop", Some("shop")));
        assert_eq!(new(None, &["events:write"]), Err(KeyRefusal::Source));
        assert_eq!(new(Some("Shop!"), &["events:write"]), Err(KeyRefusal::Source));
        assert_eq!(new(Some("shop"), &["people:read"]), Err(KeyRefusal::Source));
        assert_eq!(new(Some("shop"), &["events:write", "people:read"]), Err(KeyRefusal::EventsAlone));
        assert_eq!(new(None, &[]), Err(KeyRefusal::NoScopes));
        assert!(new(None, &["people:read"]).is_ok());
    }

    #[test]
    fn a_key_has_a_name_and_an_end_to_come() {
        let scopes = Scopes::of(["people:read"]).unwrap();
        let new = |name: &str, end| NewKey::new(name, None, scopes, end, Instant(5)).err();
        assert_eq!(new(" ", None), Some(KeyRefusal::Name));
        assert_eq!(new(&"n".repeat(101), None), Some(KeyRefusal::Name));
        assert_eq!(new("n", Some(Instant(5))), Some(KeyRefusal::Expiry));
        assert_eq!(new("n", Some(Instant(6))), None);
    }
}
