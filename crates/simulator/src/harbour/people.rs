//! Who the customers are.

use rand_chacha::ChaCha8Rng;

use super::names;
use crate::draw::{chance, one_of, weighted};

/// The language a customer speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    English,
    /// Latvian.
    Latvian,
    /// Persian.
    Persian,
    /// Russian.
    Russian,
    /// Finnish.
    Finnish,
}

impl Language {
    /// All of them, and each one's share of the customers.
    const SHARES: [(Self, f64); 5] = [
        (Self::Latvian, 0.4),
        (Self::English, 0.2),
        (Self::Russian, 0.2),
        (Self::Finnish, 0.12),
        (Self::Persian, 0.08),
    ];

    /// The code of ISO 639-1.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Latvian => "lv",
            Self::Persian => "fa",
            Self::Russian => "ru",
            Self::Finnish => "fi",
        }
    }
}

/// A customer as the shop knows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Given name, in its own script.
    pub given: &'static str,
    /// Family name, agreeing with the person's gender where the language asks for it.
    pub family: &'static str,
    /// The language they speak.
    pub language: Language,
    /// Where they live.
    pub city: &'static str,
    /// E-mail, which one in nine never left.
    pub email: Option<String>,
}

impl Person {
    /// Given and family name.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{} {}", self.given, self.family)
    }
}

/// Domains nobody owns (RFC 2606), so that no mail ever goes out to a stranger.
const MAILS: [&str; 4] = ["mail.example", "post.example", "inbox.example", "example.org"];

pub(super) fn draw(rng: &mut ChaCha8Rng, customer: u64) -> Person {
    let (language, _) = Language::SHARES[weighted(rng, Language::SHARES.iter().map(|share| share.1))];
    let names = names::of(language);
    let woman = chance(rng, 0.55);
    let given = one_of(rng, if woman { names.women } else { names.men });
    let family = names::agreeing(one_of(rng, names.families), woman);
    let city = one_of(rng, names.cities);
    let mail = one_of(rng, &MAILS);
    let email = chance(rng, 8.0 / 9.0).then(|| {
        let (given, family) = (names::romanise(given), names::romanise(family));
        format!("{given}.{family}{customer}@{mail}")
    });
    Person { given, family, language, city, email }
}
