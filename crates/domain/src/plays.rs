//! Plays: a gesture for the right person at the right moment, with a control group held out. What a
//! play says of itself stands here, as it is kept and as the API takes it; what it does is `act`'s.

mod gesture;
mod programme;
mod refusal;
mod states;
mod when;

use serde::{Deserialize, Serialize};

use crate::Instant;
use crate::access::Role;
use crate::ids::StaffId;
use crate::limits::AMOUNT_MINOR_MAX;
use crate::memory::TEXT_MAX;
pub use gesture::{Certificate, FOLLOW_UP_DAYS, Gesture, GestureKind, RECOVERY_DAYS, Worth};
pub use programme::{Programme, ProgrammeError};
pub use refusal::{DefinitionError, NAME_CHARS_MAX, PlayRefusal, name};
pub use states::{Arm, EnrolmentState, GestureState, OutboxState, PlayState, Stopped};
pub use when::{Occurrence, QuietHours, Score, When};

/// The share held out where nobody said otherwise, in thousandths.
pub const HOLDOUT_MILLE: u16 = 100;
/// The largest share that can be held out, in thousandths.
pub const HOLDOUT_MILLE_MAX: u16 = 900;
/// Most steps of a play.
pub const STEPS_MAX: usize = 20;
/// Longest rule, in bytes.
pub const RULE_BYTES_MAX: usize = 4 << 10;
/// Longest wait between two steps, and longest horizon of success, in days.
pub const DAYS_MAX: u32 = 730;

/// How long a letter to many still finds people, in seconds from its instant or its start: whoever comes later is
/// told the next news, not the last.
pub const ONCE_SECONDS: i64 = 2 * 86_400;

/// All a play says of itself: it reads like a sentence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// *Who*: a rule in CEL over a person's standing, facts, orders, tier, consent, language and place.
    /// Empty for everybody the moment finds.
    #[serde(default)]
    pub who: String,
    /// *When* a person is met.
    pub when: When,
    /// *What*, one after the other.
    pub steps: Vec<Step>,
    /// *How often at most* one person is met by this play; `None` for once.
    #[serde(default)]
    pub again_after_days: Option<u32>,
    /// *Quiet hours* of this play, in the person's zone, beside the programme's own.
    #[serde(default)]
    pub quiet: Option<QuietHours>,
    /// *What success is*; a person who reaches it leaves the play.
    pub success: Success,
    /// *How many are held out*.
    #[serde(default)]
    pub holdout: Holdout,
    /// The topic a person must not have refused. `None` where the play writes to nobody.
    #[serde(default)]
    pub topic: Option<String>,
    /// What is owed (condolence, recovery, a promise, an announced change, an answer) is done for
    /// everybody: it knows neither control group nor cap.
    #[serde(default)]
    pub owed: bool,
    /// Most people it may meet in a day; `None` for as many as there are.
    #[serde(default)]
    pub most_a_day: Option<u32>,
    /// *How long*: from then on it meets nobody any more, and ends what it began; `None` until somebody ends it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
}

/// One step of a play.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Days after the step before, or after the moment itself.
    #[serde(default)]
    pub after_days: u32,
    /// What is done.
    pub gesture: Gesture,
    /// *Who does it*.
    #[serde(default)]
    pub by: By,
    /// *What it costs* each time, in minor units of the company's currency.
    #[serde(default)]
    pub cost: i64,
}

/// Who does a step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// The program by itself; a gesture only a human can do goes to whoever serves.
    #[default]
    Itself,
    /// A task for somebody.
    Member(StaffId),
    /// A task for whoever of this role takes it.
    Role(Role),
}

/// What a play is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Success {
    /// What counts.
    pub what: Goal,
    /// Within how many days of the draw.
    pub within_days: u32,
}

/// What counts as success.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Goal {
    /// They buy again.
    Return,
    /// What they spend.
    Revenue,
    /// They come by.
    Visit,
    /// They answer.
    Answer,
}

/// The control group of a play.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holdout {
    /// Its share, in thousandths.
    pub mille: u16,
    /// Why nobody is held out; needed where the share is 0.
    #[serde(default)]
    pub reason: String,
    /// People of one organisation are drawn together.
    #[serde(default)]
    pub by_organisation: bool,
}

impl Default for Holdout {
    fn default() -> Self {
        Self { mille: HOLDOUT_MILLE, reason: String::new(), by_organisation: false }
    }
}

impl Step {
    /// Holds one step to what can be done when its time comes; `number` counts from 1.
    fn check(&self, number: usize) -> Result<(), DefinitionError> {
        use DefinitionError as Wrong;
        if self.cost < 0 {
            return Err(Wrong::NegativeCost(number));
        }
        if self.cost > AMOUNT_MINOR_MAX {
            return Err(Wrong::Amount(number));
        }
        match &self.gesture {
            Gesture::Letter { certificate, .. } => {
                certificate.as_ref().map_or(Ok(()), |certificate| certificate.check(number))
            }
            Gesture::Certificate(certificate) => certificate.check(number),
            Gesture::Note { words }
            | Gesture::Call { words }
            | Gesture::Present { words, .. }
            | Gesture::Task { words } => {
                let fits = words.chars().count() <= TEXT_MAX && !words.contains('\0');
                if fits { Ok(()) } else { Err(Wrong::Words(number)) }
            }
        }
    }
}

impl Definition {
    /// What one letter outside any play says of itself, in the words of a play: only its topic, empty
    /// for an answer, and whether it is owed.
    #[must_use]
    pub fn of_one_letter(topic: &str, owed: bool) -> Self {
        Self {
            who: String::new(),
            when: When::RuleHolds,
            steps: Vec::new(),
            again_after_days: None,
            quiet: None,
            success: Success { what: Goal::Answer, within_days: 1 },
            holdout: Holdout::default(),
            topic: Some(topic.to_owned()).filter(|topic| !topic.is_empty()),
            owed,
            most_a_day: None,
            until: None,
        }
    }

    /// Whether it meets nobody any more, having started then: its last day is over, or it is a letter to many that
    /// went out. One that goes to so many a day goes on until it is ended.
    #[must_use]
    pub fn is_over(&self, started: Option<Instant>, now: Instant) -> bool {
        if self.is_past_last_day(now) {
            return true;
        }
        let When::Once { at } = self.when else { return false };
        let from = started.map_or(at, |started| started.max(at));
        self.most_a_day.is_none() && now > from.plus_seconds(ONCE_SECONDS)
    }

    /// Whether its last day is over.
    #[must_use]
    pub fn is_past_last_day(&self, now: Instant) -> bool {
        self.until.is_some_and(|until| until <= now)
    }

    /// Holds it to what can be held without asking anybody.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(&self) -> Result<(), DefinitionError> {
        use DefinitionError as Wrong;
        if self.steps.is_empty() {
            return Err(Wrong::NoStep);
        }
        if self.steps.len() > STEPS_MAX {
            return Err(Wrong::TooManySteps(self.steps.len()));
        }
        if self.who.len() > RULE_BYTES_MAX {
            return Err(Wrong::RuleTooLong(self.who.len()));
        }
        for (number, step) in self.steps.iter().enumerate() {
            if step.after_days > DAYS_MAX {
                return Err(Wrong::TooManyDays(step.after_days, "a wait"));
            }
            step.check(number + 1)?;
        }
        match self.success.within_days {
            0 => return Err(Wrong::NoTimeForSuccess),
            days if days > DAYS_MAX => return Err(Wrong::TooManyDays(days, "a success")),
            _ => {}
        }
        let writes = self.steps.iter().any(|step| step.gesture.kind() == GestureKind::Letter);
        if writes && !self.owed && self.topic.as_deref().is_none_or(str::is_empty) {
            return Err(Wrong::NoTopic);
        }
        match (self.owed, self.holdout.mille) {
            (true, 1..) => Err(Wrong::OwedIsNeverDrawn),
            (false, 0) if self.holdout.reason.trim().is_empty() => Err(Wrong::NoReasonForNoHoldout),
            (_, mille) if mille > HOLDOUT_MILLE_MAX => Err(Wrong::HoldoutTooLarge(mille)),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn play() -> Definition {
        serde_json::from_value(serde_json::json!({
            "who": "standing.p_alive > 0.2",
            "when": { "silence": { "rhythms": 2.0 } },
            "steps": [{ "gesture": { "note": { "words": "We miss you" } }, "cost": 150 }],
            "success": { "what": "return", "within_days": 60 },
        }))
        .unwrap()
    }

    #[test]
    fn a_play_holds_out_a_tenth_unless_it_says_otherwise() {
        assert_eq!(play().holdout.mille, 100);
        assert_eq!(play().check(), Ok(()));
    }

    #[test]
    fn nobody_is_left_without_a_control_group_in_silence() {
        let mut bare = play();
        bare.holdout.mille = 0;
        assert_eq!(bare.check(), Err(DefinitionError::NoReasonForNoHoldout));
        bare.holdout.reason = "twenty accounts: too few for proof".into();
        assert_eq!(bare.check(), Ok(()));
    }

    #[test]
    fn what_is_owed_is_never_drawn() {
        let owed = Definition { owed: true, ..play() };
        assert_eq!(owed.check(), Err(DefinitionError::OwedIsNeverDrawn));
    }

    #[test]
    fn a_play_that_writes_says_about_what() {
        let mut writes = play();
        let letter = crate::ids::LetterId(uuid::Uuid::nil());
        writes.steps[0].gesture = Gesture::Letter { letter, certificate: None };
        assert_eq!(writes.check(), Err(DefinitionError::NoTopic));
        writes.topic = Some("care".into());
        assert_eq!(writes.check(), Ok(()));
    }

    #[test]
    fn a_step_that_could_not_be_taken_is_named() {
        use DefinitionError::{Amount, Expiry, NegativeCost, Trial, Words};
        let of = |gesture: serde_json::Value, cost: i64| {
            let mut wrong = play();
            let gesture = serde_json::from_value(gesture).unwrap();
            wrong.steps.push(Step { after_days: 0, gesture, by: By::Itself, cost });
            wrong.check()
        };
        let money = |amount: i64| serde_json::json!({ "certificate": { "worth": { "money": { "amount": amount } } } });
        let trial = |of: &str, days: u32| {
            let worth = serde_json::json!({ "trial": { "of": of, "cost": 0 } });
            serde_json::json!({ "certificate": { "worth": worth, "expires_after_days": days } })
        };
        let call = |words: &str| serde_json::json!({ "call": { "words": words } });
        for (gesture, cost, wrong) in [
            (money(0), 0, Amount(2)),
            (money(-5), 0, Amount(2)),
            (money(i64::MAX), 0, Amount(2)),
            (trial(" ", 30), 0, Trial(2)),
            (trial(&"x".repeat(101), 30), 0, Trial(2)),
            (trial("a tea", 3_651), 0, Expiry(2)),
            (call("nul\0"), 0, Words(2)),
            (call(&"x".repeat(2_001)), 0, Words(2)),
            (call(""), -1, NegativeCost(2)),
            (call(""), i64::MAX, Amount(2)),
        ] {
            assert_eq!(of(gesture, cost), Err(wrong));
        }
        assert_eq!(of(trial(&"x".repeat(100), 3_650), 0), Ok(()));
    }

    #[test]
    fn a_play_can_be_kept_and_read_again_and_an_unknown_word_is_refused() {
        let text = serde_json::to_string(&play()).unwrap();
        assert_eq!(serde_json::from_str::<Definition>(&text).unwrap(), play());
        let wrong = text.replace("again_after_days", "again_after");
        assert!(serde_json::from_str::<Definition>(&wrong).is_err());
    }
}
