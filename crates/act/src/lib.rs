//! The third room: what we do. Plays meet the right person at the right moment, with a control group
//! always held out; letters go out; and the programs that asked are told.

pub mod checks;
pub mod decide;
pub mod letters;
pub mod moments;
pub mod plans;
pub mod plays;
pub mod rehearsal;
pub mod rule;
pub mod steps;
pub mod tasks;
pub mod tiers;
pub mod today;
pub mod webhooks;
pub mod why;

/// Why something could not be done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The store.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The actor may not.
    #[error(transparent)]
    Denied(#[from] domain::access::Denied),
    /// The rule can't be.
    #[error(transparent)]
    Rule(#[from] rule::RuleError),
    /// The moment can never come.
    #[error(transparent)]
    Moment(#[from] moments::NoMoment),
    /// A letter that names the holiday, in a play that waits for none.
    #[error(
        "The letter '{0}' names the holiday it goes out for, and this play waits for none: let it wait for a holiday, \
         or have the letter say what to write instead, as {{{{ holiday|default(\"…\") }}}}."
    )]
    NoHoliday(String),
    /// The program was stopped in the middle.
    #[error("The program was stopped while it looked at people; nothing is lost, and it looks again.")]
    Interrupted,
}
