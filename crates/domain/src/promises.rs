//! Promises we make and wishes they tell.

use serde::{Deserialize, Serialize};

use crate::timeline::Kind;

/// What was given or told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PromiseKind {
    /// We said we would.
    Promise,
    /// They said they would like it.
    Wish,
}

impl PromiseKind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Promise, Self::Wish];

    /// The name kept in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.entry().name()
    }

    /// The one of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The kind of its entry on the timeline.
    #[must_use]
    pub fn entry(self) -> Kind {
        match self {
            Self::Promise => Kind::Promise,
            Self::Wish => Kind::Wish,
        }
    }
}

/// How it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PromiseState {
    /// Still to be done.
    Open,
    /// Done.
    Kept,
    /// Not done, and not to be.
    Broken,
    /// Taken back with their agreement, or theirs no more: neither kept nor broken.
    Withdrawn,
}

impl PromiseState {
    /// Every state.
    pub const ALL: [Self; 4] = [Self::Open, Self::Kept, Self::Broken, Self::Withdrawn];

    /// The name kept in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Kept => "kept",
            Self::Broken => "broken",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The state of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}
