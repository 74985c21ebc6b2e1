//! Why something can't be done to a play.

use super::{DAYS_MAX, HOLDOUT_MILLE_MAX, PlayState, RULE_BYTES_MAX, STEPS_MAX};
use crate::certificates::{EXPIRY_DAYS_MAX, NAME_MAX};
use crate::memory::TEXT_MAX;

/// Longest name of a play, in characters.
pub const NAME_CHARS_MAX: usize = 200;

/// What is wrong with a definition, before anybody looked at the rule itself.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DefinitionError {
    /// It does nothing.
    #[error("The play has no step; say what is to be done.")]
    NoStep,
    /// Too many steps.
    #[error("The play has {0} steps; it can have at most {STEPS_MAX}.")]
    TooManySteps(usize),
    /// The rule is too long.
    #[error("The rule is {0} bytes long; it can have at most {RULE_BYTES_MAX}.")]
    RuleTooLong(usize),
    /// A number of days beyond what makes sense.
    #[error("{0} days are too many for {1}; at most {DAYS_MAX} can be said.")]
    TooManyDays(u32, &'static str),
    /// A success that can't be reached.
    #[error("Success needs at least one day to show; say within how many days.")]
    NoTimeForSuccess,
    /// Nobody held out, and no reason.
    #[error("Nobody would be held out, so nothing could be proved; write down why, or hold out 10 %.")]
    NoReasonForNoHoldout,
    /// More held out than met.
    #[error("{0} thousandths can't be held out; at most {HOLDOUT_MILLE_MAX} can.")]
    HoldoutTooLarge(u16),
    /// Something owed that is drawn.
    #[error("What is owed is done for everybody: set its control group to 0.")]
    OwedIsNeverDrawn,
    /// A letter about nothing in particular.
    #[error("A play that writes to people says about which topic, so that they can refuse it.")]
    NoTopic,
    /// A cost below zero.
    #[error("Step {0} costs less than nothing.")]
    NegativeCost(usize),
    /// An amount or a cost that is none.
    #[error("Step {0}: say an amount above zero, and not beyond what any amount can be.")]
    Amount(usize),
    /// A trial of nothing, or one whose name is too long.
    #[error("Step {0}: say what can be tried, in at most {NAME_MAX} characters.")]
    Trial(usize),
    /// A certificate good for too long.
    #[error("Step {0}: a certificate can be good for at most {EXPIRY_DAYS_MAX} days.")]
    Expiry(usize),
    /// Words that can't be kept.
    #[error("Step {0}: its words can have at most {TEXT_MAX} characters, and none of them U+0000.")]
    Words(usize),
    /// A step for nobody of the team.
    #[error("Step {0} is for somebody who does not work here; choose somebody of the team.")]
    Owner(usize),
    /// A step that gives what is not there to be given.
    #[error(
        "Step {0} names a present that is not in the catalogue, or was put away; choose one that is there."
    )]
    Present(usize),
}

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
    /// Its last day is over.
    #[error("The play's last day is over; give it a later one, or none.")]
    LastDay,
    /// Its own quiet hours leave no moment.
    #[error("The play's quiet hours go from minute 0 to 1439, and must leave one day of the week.")]
    Quiet,
    /// It runs, so what it is can't be changed under those on the way.
    #[error("The play runs; pause it, then change it. Those on the way end by what held when they came.")]
    Running,
    /// Not what a human does of their own accord.
    #[error("A letter goes by a play; a gesture of one's own is a note, call, present, certificate or task.")]
    NotByHand,
    /// No cost.
    #[error("A gesture can't cost less than nothing, nor more than any amount can be.")]
    Cost,
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
