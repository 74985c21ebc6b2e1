//! How a command ends badly: 2 when what it was given can't be used, 1 when the fault is ours.

use std::fmt;

/// Why a command could not do its work.
#[derive(Debug)]
pub enum Failure {
    /// What was given can't be used; the sentence says what, where and what to do.
    Input(String),
    /// The fault is here: a full disk, a broken database, a defect.
    Fault(anyhow::Error),
}

impl Failure {
    /// The exit code.
    pub fn code(&self) -> u8 {
        match self {
            Self::Input(_) => 2,
            Self::Fault(_) => 1,
        }
    }

    /// An input that can't be used.
    pub fn input(why: impl fmt::Display) -> Self {
        Self::Input(why.to_string())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Input(why) => f.write_str(why),
            Self::Fault(why) => write!(f, "{why:#}"),
        }
    }
}

impl<E: Into<anyhow::Error>> From<E> for Failure {
    fn from(why: E) -> Self {
        Self::Fault(why.into())
    }
}
