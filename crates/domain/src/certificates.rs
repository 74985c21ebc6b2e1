//! Certificates: an amount of money, or a trial of something, that somebody was given and takes to a till.

mod code;

pub use code::{Code, CodeError};

use crate::Day;
use crate::money::Money;

/// Longest name of what can be tried, of a till, and of a till's own name for a request, in characters.
pub const NAME_MAX: usize = 100;
/// Most days until a certificate expires.
pub const EXPIRY_DAYS_MAX: i32 = 3_650;
/// Codes of nobody's that one may try in an hour, and that may be tried at one till.
pub const GUESSES_MAX: i64 = 20;

/// What kind of thing a certificate is good for, as kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CertificateKind {
    /// An amount of money.
    Money,
    /// One trial; its amount and balance are 1 until it is taken.
    Trial,
}

impl CertificateKind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Money, Self::Trial];

    /// The name kept in the database and said by the API.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Money => "money",
            Self::Trial => "trial",
        }
    }

    /// The kind of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// Why a certificate can't be issued, taken or voided.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CertificateRefusal {
    /// What was typed is no code.
    #[error(transparent)]
    Code(#[from] CodeError),
    /// Nobody's code. The same for every code that is none.
    #[error("No certificate has this code; look again, or ask the one who brought it.")]
    Unknown,
    /// Too many codes that were none.
    #[error(
        "Too many codes that were none were tried here; wait {0} minutes, or open the certificate from its person's page."
    )]
    Wait(i64),
    /// Its last day is past.
    #[error("It expired: {0} was its last day.")]
    Expired(Day),
    /// Somebody took it back.
    #[error("It was voided, and is good for nothing any more.")]
    Voided,
    /// Less is left than was asked for.
    #[error("Only {0} is left on it.")]
    NotEnough(Money),
    /// A trial that was taken.
    #[error("This trial was taken already.")]
    Taken,
    /// More would be put back than was taken.
    #[error("Only {0} was taken off it, so no more can be put back.")]
    TooMuchBack(Money),
    /// An amount that is none.
    #[error("Say an amount above zero, and not beyond what any amount can be.")]
    Amount,
    /// A till used one name for two requests.
    #[error("The till has asked under this name before, for another amount; give each request its own name.")]
    RequestTaken,
    /// Undone too late.
    #[error("Only what was taken today can be undone; put it back with a note instead.")]
    NotToday,
    /// A day that is past, or too far off.
    #[error("Choose a last day from today on, within ten years.")]
    Expiry,
}
