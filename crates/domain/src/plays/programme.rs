//! What holds for every play together.

use serde::{Deserialize, Serialize};

use super::QuietHours;
use crate::ids::LetterId;

/// The largest share the whole programme can hold out, in thousandths.
const HOLDOUT_MILLE_MAX: u16 = 500;
/// Longest span the cap counts over, in days.
const CAP_DAYS_MAX: u32 = 365;
/// Days before the last day of a certificate, where nobody said otherwise.
const REMINDER_DAYS: u16 = 14;
/// Most days before it.
const REMINDER_DAYS_MAX: u16 = 90;
/// Minutes of a day.
const DAY_MINUTES: u16 = 24 * 60;
/// Longest name, address or postal address of the sender, in bytes.
const SENDER_BYTES_MAX: usize = 500;

/// Longest guide to how the company speaks, in bytes.
const VOICE_BYTES_MAX: usize = 4_000;

/// The whole programme: who is left out of all of it, how often one person is met at most, when
/// nobody is disturbed, and who signs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Programme {
    /// The share of people who get no play at all, in thousandths: what proves the whole.
    pub holdout_mille: u16,
    /// Most gestures nobody asked for, of one person…
    pub cap_count: u32,
    /// …in so many days.
    pub cap_days: u32,
    /// When nobody is disturbed, in the person's own zone.
    pub quiet: QuietHours,
    /// Customers who never said no may be written to about what they buy (2002/58/EC, article 13(2)).
    pub soft_opt_in: bool,
    /// A play needs the approval of somebody other than who wrote it.
    pub needs_approval: bool,
    /// Who letters come from, by name.
    pub sender_name: String,
    /// Their address.
    pub sender_address: String,
    /// Where the company can be reached by post, as letters must say.
    pub postal_address: String,
    /// The letter sent once before a certificate expires unused.
    #[serde(default)]
    pub reminder_letter: Option<LetterId>,
    /// How many days before its last day.
    #[serde(default = "reminder_days")]
    pub reminder_days: u16,
    /// How the company speaks: shown beside every place where words are written.
    #[serde(default)]
    pub voice: String,
}

fn reminder_days() -> u16 {
    REMINDER_DAYS
}

impl Default for Programme {
    fn default() -> Self {
        Self {
            holdout_mille: 50,
            cap_count: 3,
            cap_days: 30,
            quiet: QuietHours { from: 20 * 60, to: 9 * 60, weekdays: 0 },
            soft_opt_in: false,
            needs_approval: false,
            sender_name: String::new(),
            sender_address: String::new(),
            postal_address: String::new(),
            reminder_letter: None,
            reminder_days: REMINDER_DAYS,
            voice: String::new(),
        }
    }
}

/// Why the programme can't be set so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProgrammeError {
    /// More held out than met.
    #[error("{0} thousandths can't be held out of everything; at most {HOLDOUT_MILLE_MAX} can.")]
    Holdout(u16),
    /// A cap that means nothing.
    #[error("The cap counts at least one gesture, over 1 to {CAP_DAYS_MAX} days.")]
    Cap,
    /// No such minute or day of the week, or never a moment left.
    #[error("Quiet hours go from minute 0 to 1439 of the day, and must leave one day of the week.")]
    Quiet,
    /// A reminder that comes too late or far too early, or of a letter there is not.
    #[error(
        "The reminder goes 1 to {REMINDER_DAYS_MAX} days before the last day, and its letter must be there."
    )]
    Reminder,
    /// A line of the sender that is too long or has a line break.
    #[error("What is said of the sender is at most {SENDER_BYTES_MAX} bytes long, names in one line.")]
    Sender,
    /// Nobody reads so much.
    #[error("How the company speaks is said in at most {VOICE_BYTES_MAX} bytes.")]
    Voice,
}

impl QuietHours {
    /// Whether such hours can be, with a moment left for the others.
    #[must_use]
    pub fn are_possible(&self) -> bool {
        self.from < DAY_MINUTES && self.to < DAY_MINUTES && self.weekdays < 0b111_1111
    }
}

impl Programme {
    /// Holds it to what can be.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(&self) -> Result<(), ProgrammeError> {
        if self.holdout_mille > HOLDOUT_MILLE_MAX {
            return Err(ProgrammeError::Holdout(self.holdout_mille));
        }
        if self.cap_count == 0 || self.cap_days == 0 || self.cap_days > CAP_DAYS_MAX {
            return Err(ProgrammeError::Cap);
        }
        if !self.quiet.are_possible() {
            return Err(ProgrammeError::Quiet);
        }
        if !(1..=REMINDER_DAYS_MAX).contains(&self.reminder_days) {
            return Err(ProgrammeError::Reminder);
        }
        let lines = [&self.sender_name, &self.sender_address];
        let too_long = |text: &String| text.len() > SENDER_BYTES_MAX;
        if lines.iter().any(|line| too_long(line) || line.contains(char::is_control))
            || too_long(&self.postal_address)
        {
            return Err(ProgrammeError::Sender);
        }
        if self.voice.len() > VOICE_BYTES_MAX {
            return Err(ProgrammeError::Voice);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_programme_leaves_people_and_moments_to_meet() {
        let usual = Programme::default();
        assert_eq!(usual.check(), Ok(()));
        let all_out = Programme { holdout_mille: 501, ..usual.clone() };
        assert_eq!(all_out.check(), Err(ProgrammeError::Holdout(501)));
        assert_eq!(Programme { cap_count: 0, ..usual.clone() }.check(), Err(ProgrammeError::Cap));
        let never = QuietHours { from: 0, to: 0, weekdays: 127 };
        assert_eq!(Programme { quiet: never, ..usual.clone() }.check(), Err(ProgrammeError::Quiet));
        let header = "Anna\r\nBcc: everybody@example.com".to_owned();
        assert_eq!(Programme { sender_name: header, ..usual.clone() }.check(), Err(ProgrammeError::Sender));
        let voice = "x".repeat(VOICE_BYTES_MAX + 1);
        assert_eq!(Programme { voice, ..usual }.check(), Err(ProgrammeError::Voice));
    }
}
