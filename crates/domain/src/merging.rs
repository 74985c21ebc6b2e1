//! What is said of two rows that may be one person: the evidence, the choices of a merge, and why a
//! merge or its undo is refused.

use serde::{Deserialize, Serialize};

use crate::ids::PersonId;
use crate::time::Instant;

/// A thing two people are compared by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// Given name.
    Given,
    /// Family name.
    Family,
    /// E-mail address.
    Email,
    /// Phone number.
    Phone,
    /// Where they live.
    Address,
    /// Birthday.
    Birthday,
    /// Whether they are two people of one home: what speaks for their being relatives.
    Household,
}

/// How far two values of a comparison agree. Not every comparison has every level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// The same.
    Same,
    /// The usual short form of the other.
    Nickname,
    /// The same in another script, spelling or gender.
    Spelling,
    /// Given and family name stand in each other's place.
    Swapped,
    /// A slip of the keyboard apart.
    Typo,
    /// Part of it the same: the name before an address's @, the street, the day and month.
    Partly,
    /// Little of it the same: an initial, the city.
    Slightly,
    /// Not the same.
    Different,
    /// One side does not say.
    Missing,
}

/// What one comparison says for one person (above 0) or for two (below), in bits:
/// log2 of how much more often it is seen in one person than in two (Fellegi & Sunter 1969, eq. 10).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Weighed {
    /// What was compared.
    pub comparison: Comparison,
    /// How far it agrees.
    pub level: Level,
    /// In bits.
    pub weight: f64,
}

/// What a merge may take from either side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The name as shown.
    Name,
    /// Given name.
    Given,
    /// Family name.
    Family,
    /// How it is said.
    Says,
    /// Title.
    Title,
    /// Language.
    Language,
    /// Time zone.
    Zone,
    /// Web site.
    Website,
    /// Street and number.
    Street,
    /// City.
    City,
    /// Region.
    Region,
    /// Postal code.
    PostalCode,
    /// Country.
    Country,
}

impl Field {
    /// Every field, in the order of the page; the name first, then what stands in `profiles`.
    pub const ALL: [Self; 13] = [
        Self::Name,
        Self::Given,
        Self::Family,
        Self::Says,
        Self::Title,
        Self::Language,
        Self::Zone,
        Self::Website,
        Self::Street,
        Self::City,
        Self::Region,
        Self::PostalCode,
        Self::Country,
    ];

    /// The name in the database, in forms and in the API.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Given => "given",
            Self::Family => "family",
            Self::Says => "says",
            Self::Title => "title",
            Self::Language => "language",
            Self::Zone => "zone",
            Self::Website => "website",
            Self::Street => "street",
            Self::City => "city",
            Self::Region => "region",
            Self::PostalCode => "postal_code",
            Self::Country => "country",
        }
    }

    /// The field of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }
}

/// Why two rows can't be merged, or a merge not be undone.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MergeRefusal {
    /// Both are the same.
    #[error("These are one and the same already; choose two.")]
    Same,
    /// One of them does not exist.
    #[error("There is no such person, or not any more; look them up again.")]
    Missing,
    /// One of them was merged before.
    #[error("One of them has been merged already and is now {into}; merge that one.")]
    Merged {
        /// Where they are found now.
        into: PersonId,
    },
    /// A person and an organisation.
    #[error("A person and an organisation can't be one; say how they are related instead.")]
    Kinds,
    /// Somebody said they are different.
    #[error("{by} said that these are different people; take that back first if it was wrong.")]
    Distinct {
        /// Who, as the audit names them.
        by: String,
        /// When.
        at: Instant,
    },
    /// There is no such merge.
    #[error("There is no such merge; look at the list of merges.")]
    NoMerge,
    /// It was undone before.
    #[error("This merge has been undone already.")]
    Undone,
    /// The survivor was merged on.
    #[error("The one this was merged into has since been merged into {into}; undo that merge first.")]
    MergedOn {
        /// Where it went.
        into: PersonId,
    },
    /// One of them was erased.
    #[error("One of them has been erased; nothing is left that could be merged or taken apart.")]
    Erased,
    /// Nothing is left to give back.
    #[error("Nothing by which they were known is left, so there is nobody to bring back.")]
    NothingLeft,
}
