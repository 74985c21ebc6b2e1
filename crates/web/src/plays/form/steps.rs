//! The steps of a play, from the fields of its form.

use std::str::FromStr;

use domain::access::Role;
use domain::ids::{LetterId, PresentId, StaffId};
use domain::plays::{By, Certificate, Gesture, GestureKind, Step, Worth};

use super::{Fields, Reading, amount, number};
use crate::plays::wrong::Wrong;

impl Fields {
    /// What is done, one after the other.
    pub(super) fn read_steps(&self, reading: &Reading<'_>) -> Result<Vec<Step>, Wrong> {
        let said = |number: &usize| !self.of("s", number, "what").is_empty();
        let step = |number| {
            let cost = amount(reading, self.of("s", &number, "cost"), reading.words.plays_field_cost());
            let cost = cost.map_err(|wrong| wrong.of("cost"))?;
            self.read_step(number, cost, reading).map_err(|wrong| wrong.of("steps"))
        };
        (0..domain::plays::STEPS_MAX).filter(said).map(step).collect()
    }

    fn read_step(&self, at: usize, cost: i64, reading: &Reading<'_>) -> Result<Step, Wrong> {
        let words = reading.words;
        let said = |name: &str| self.of("s", &at, name);
        let words_said = || said("words").trim().to_owned();
        let letter = || {
            let chosen = LetterId::from_str(said("letter"));
            chosen.map_err(|_| Wrong::said(words.plays_wrong_letter(at as u32 + 1)))
        };
        let gesture = match GestureKind::from_name(said("what")) {
            Some(GestureKind::Letter) => {
                Gesture::Letter { letter: letter()?, certificate: self.certificate(at, reading)? }
            }
            Some(GestureKind::Certificate) => match self.certificate(at, reading)? {
                Some(certificate) => Gesture::Certificate(certificate),
                None => return Err(self.no_amount(at, reading)),
            },
            Some(GestureKind::Call) => Gesture::Call { words: words_said() },
            Some(GestureKind::Present) => {
                Gesture::Present { words: words_said(), present: PresentId::from_str(said("present")).ok() }
            }
            Some(
                GestureKind::Task | GestureKind::Privilege | GestureKind::Recovery | GestureKind::FollowUp,
            ) => Gesture::Task { words: words_said() },
            Some(GestureKind::Note) | None => Gesture::Note { words: words_said() },
        };
        let by = match said("by").split_once(' ') {
            Some(("role", role)) => Role::from_name(role).map_or(By::Itself, By::Role),
            Some(("member", id)) => StaffId::from_str(id).map_or(By::Itself, By::Member),
            _ => By::Itself,
        };
        let after = said("after");
        let after_days =
            if after.trim().is_empty() { 0 } else { number(words, after, words.plays_field_wait())? };
        Ok(Step { after_days, gesture, by, cost })
    }

    fn no_amount(&self, at: usize, reading: &Reading<'_>) -> Wrong {
        let words = reading.words;
        Wrong::said(words.plays_wrong_number(self.of("s", &at, "amount"), words.plays_field_amount()))
    }

    fn certificate(&self, at: usize, reading: &Reading<'_>) -> Result<Option<Certificate>, Wrong> {
        let words = reading.words;
        let said = |name: &str| self.of("s", &at, name);
        let worth = match said("gives") {
            "money" => match amount(reading, said("amount"), words.plays_field_amount())? {
                0 => return Err(self.no_amount(at, reading)),
                amount => Worth::Money { amount },
            },
            "trial" => Worth::Trial {
                of: said("of").trim().to_owned(),
                cost: amount(reading, said("trial_cost"), words.plays_field_trial_cost())?,
            },
            _ => return Ok(None),
        };
        let expires = said("expires");
        let expires_after_days = match expires.trim().is_empty() {
            true => None,
            false => Some(number(words, expires, words.plays_field_expires())?),
        };
        Ok(Some(Certificate { worth, expires_after_days }))
    }
}
