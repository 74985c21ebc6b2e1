//! What can be done for somebody.

use serde::{Deserialize, Serialize};

use super::DefinitionError;
use crate::certificates::{EXPIRY_DAYS_MAX, NAME_MAX};
use crate::ids::{LetterId, PresentId};
use crate::limits::AMOUNT_MINOR_MAX;
use crate::memory::text;

/// What a step does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Gesture {
    /// An e-mail, in the person's language.
    Letter {
        /// Which.
        letter: LetterId,
        /// A certificate issued with it, whose code the letter shows.
        #[serde(default)]
        certificate: Option<Certificate>,
    },
    /// A note written by hand.
    Note {
        /// Words to begin from.
        words: String,
    },
    /// A telephone call.
    Call {
        /// What it is about.
        words: String,
    },
    /// A small present.
    Present {
        /// What, and with which words.
        words: String,
        /// Which of the catalogue's, where it is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        present: Option<PresentId>,
    },
    /// Something else a human does.
    Task {
        /// What.
        words: String,
    },
    /// A certificate handed over by a human.
    Certificate(Certificate),
}

/// A certificate a gesture issues.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    /// What it is good for.
    pub worth: Worth,
    /// Days until it expires; `None` for never.
    #[serde(default)]
    pub expires_after_days: Option<u32>,
}

/// What a certificate is good for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Worth {
    /// An amount, in minor units of the company's currency.
    Money {
        /// How much.
        amount: i64,
    },
    /// A trial of something they have not tried.
    Trial {
        /// Of what.
        of: String,
        /// What it costs us, in minor units.
        cost: i64,
    },
}

impl Certificate {
    /// Holds it to what can be issued, as that of step `number`.
    pub(super) fn check(&self, number: usize) -> Result<(), DefinitionError> {
        let (amount, cost) = match &self.worth {
            Worth::Money { amount } => (*amount, 0),
            Worth::Trial { of, cost } => {
                text(of, NAME_MAX).map_err(|_| DefinitionError::Trial(number))?;
                (1, *cost)
            }
        };
        if !(1..=AMOUNT_MINOR_MAX).contains(&amount) || !(0..=AMOUNT_MINOR_MAX).contains(&cost) {
            return Err(DefinitionError::Amount(number));
        }
        let days = self.expires_after_days.unwrap_or(0);
        if i64::from(days) > i64::from(EXPIRY_DAYS_MAX) {
            return Err(DefinitionError::Expiry(number));
        }
        Ok(())
    }

    /// What it costs where all of it is used, in minor units.
    #[must_use]
    pub fn cost(&self) -> i64 {
        match self.worth {
            Worth::Money { amount } => amount,
            Worth::Trial { cost, .. } => cost,
        }
    }
}

/// What kind of gesture it is, as kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GestureKind {
    /// An e-mail.
    Letter,
    /// A note written by hand.
    Note,
    /// A telephone call.
    Call,
    /// A small present.
    Present,
    /// A certificate.
    Certificate,
    /// A privilege of a tier.
    Privilege,
    /// Something else a human does.
    Task,
    /// Making good what somebody complains of; while one is open, so is the complaint.
    Recovery,
    /// Asking, some days later, whether it is good now.
    FollowUp,
}

/// Within how many days a complaint is made good.
pub const RECOVERY_DAYS: i32 = 1;
/// How many days after the complaint they are asked whether it is good now.
pub const FOLLOW_UP_DAYS: i32 = 8;

impl GestureKind {
    /// Every kind.
    pub const ALL: [Self; 9] = [
        Self::Letter,
        Self::Note,
        Self::Call,
        Self::Present,
        Self::Certificate,
        Self::Privilege,
        Self::Task,
        Self::Recovery,
        Self::FollowUp,
    ];

    /// The name kept in the database and said by the API.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Letter => "letter",
            Self::Note => "note",
            Self::Call => "call",
            Self::Present => "present",
            Self::Certificate => "certificate",
            Self::Privilege => "privilege",
            Self::Task => "task",
            Self::Recovery => "recovery",
            Self::FollowUp => "follow_up",
        }
    }

    /// The kind of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether it is owed whatever anybody says: never capped, never held out.
    #[must_use]
    pub fn is_owed(self) -> bool {
        matches!(self, Self::Recovery | Self::FollowUp)
    }

    /// Whether a human does it.
    #[must_use]
    pub fn by_hand(self) -> bool {
        self != Self::Letter
    }
}

impl Gesture {
    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> GestureKind {
        match self {
            Self::Letter { .. } => GestureKind::Letter,
            Self::Note { .. } => GestureKind::Note,
            Self::Call { .. } => GestureKind::Call,
            Self::Present { .. } => GestureKind::Present,
            Self::Task { .. } => GestureKind::Task,
            Self::Certificate(_) => GestureKind::Certificate,
        }
    }

    /// The present of the catalogue it gives.
    #[must_use]
    pub fn present(&self) -> Option<PresentId> {
        match self {
            Self::Present { present, .. } => *present,
            _ => None,
        }
    }
}
