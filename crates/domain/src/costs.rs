//! What care cost beyond what each gesture says of itself: a ledger somebody writes by hand.

use serde::{Deserialize, Serialize};

/// Longest note of a cost, in characters.
pub const NOTE_MAX: usize = 500;

/// What money went into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CostKind {
    /// Hours of people.
    Time,
    /// Paper, printing, packing.
    Material,
    /// Stamps and carriers.
    Postage,
    /// Presents, and goods given.
    Goods,
    /// Programs and machines.
    Tools,
    /// Teaching people.
    Training,
    /// Anything else.
    Other,
}

impl CostKind {
    /// Every kind.
    pub const ALL: [Self; 7] =
        [Self::Time, Self::Material, Self::Postage, Self::Goods, Self::Tools, Self::Training, Self::Other];

    /// The name kept in the database and said by the API.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Time => "time",
            Self::Material => "material",
            Self::Postage => "postage",
            Self::Goods => "goods",
            Self::Tools => "tools",
            Self::Training => "training",
            Self::Other => "other",
        }
    }

    /// The kind of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// Why a cost can't be written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CostRefusal {
    /// No amount, or too large a one.
    #[error("Say an amount above zero, and not beyond what any amount can be.")]
    Amount,
    /// Of a play there is not.
    #[error("There is no such play; a cost is one of a play, or of the whole programme.")]
    NoPlay,
    /// A day to come.
    #[error("A cost is written down when it has come; choose today or a day before it.")]
    NotYet,
}
