//! Secrets that are told to whom they are for and stand in no log.

use std::fmt;

/// A secret made here: a key's (`pk_` of a write key, which pages show, or `sk_`), a webhook's
/// (`whsec_` and 32 bytes in Base64), or a one-time link's (64 hexadecimal digits).
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(pub(crate) String);

impl Secret {
    /// The text, for whom it is for.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}
