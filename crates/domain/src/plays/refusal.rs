//! Why something can't be done to a play.

use super::PlayState;

/// Longest name of a play, in characters.
pub const NAME_CHARS_MAX: usize = 200;

/// Why something can't be done to a play as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlayRefusal {
    /// No name, or too long a one.
    #[error("Say what the play is called, in at most {NAME_CHARS_MAX} characters.")]
    Name,
    /// Not from where it stands.
    #[error("The play is {}; that can't be done to it now.", .0.name())]
    State(PlayState),
    /// It waits for approval.
    #[error("The play needs the approval of somebody other than who wrote it; ask for it first.")]
    NeedsApproval,
    /// Who wrote it can't approve it.
    #[error("You wrote this play last; somebody else has to approve it.")]
    OwnPlay,
    /// Its own quiet hours leave no moment.
    #[error("The play's quiet hours go from minute 0 to 1439, and must leave one day of the week.")]
    Quiet,
    /// It runs, so what it is can't be changed under those on the way.
    #[error("The play runs; pause it, then change it. Those on the way end by what held when they came.")]
    Running,
    /// Not what a human does of their own accord.
    #[error("A letter goes by a play; a gesture of one's own is a note, call, present, certificate or task.")]
    NotByHand,
    /// A cost below zero.
    #[error("A gesture can't cost less than nothing.")]
    NegativeCost,
    /// Not how a task ends.
    #[error("A task ends as done, could_not or cancelled.")]
    NoEnd,
    /// Nobody of the team.
    #[error("Nobody of this id works here; choose somebody of the team.")]
    NotInTeam,
}

impl PlayRefusal {
    /// Whether it could be done if the play stood otherwise; else what was asked can't be.
    #[must_use]
    pub fn is_conflict(self) -> bool {
        matches!(self, Self::State(_) | Self::NeedsApproval | Self::OwnPlay | Self::Running)
    }
}

/// A play's name as it is kept.
///
/// # Errors
/// [`PlayRefusal::Name`].
pub fn name(written: &str) -> Result<String, PlayRefusal> {
    crate::memory::text(written, NAME_CHARS_MAX).map_err(|_| PlayRefusal::Name)
}
