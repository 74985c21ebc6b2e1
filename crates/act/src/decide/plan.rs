//! What is written for those who are met: their draws, and the beginning of their way.

use std::collections::HashMap;

use domain::Instant;
use domain::ids::IdentityId;
use domain::plays::{Arm, EnrolmentState};
use jiff::tz::TimeZone;
use store::contacts::{Contact, Drawn};
use store::draws::{NewDraw, PROGRAMME};
use store::enrolments::NewEnrolment;
use store::plays::Play;

use super::{Setting, draw::held_out};
use crate::checks::{self, DAY_SECONDS, quiet_until};
use crate::moments::{Candidate, Due};

/// Somebody nothing speaks against but perhaps the control group.
#[derive(Clone, Debug)]
pub struct Met {
    /// How they stand.
    pub contact: Contact,
    /// The occasion.
    pub candidate: Candidate,
    /// Their zone.
    pub zone: TimeZone,
}

/// What one commit writes.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Draws.
    pub draws: Vec<NewDraw>,
    /// Ways that begin, and those held out.
    pub ways: Vec<NewEnrolment>,
    /// Arms drawn in this commit, by unit: two occasions, or two of an organisation, share one.
    drawn: HashMap<IdentityId, Arm>,
}

/// The arm of draws that stand: whoever was once in the control group stays there.
fn standing<'a>(draws: impl IntoIterator<Item = &'a Drawn>) -> Option<Arm> {
    let mut arm = None;
    for drawn in draws {
        if drawn.arm == Arm::Held {
            return Some(Arm::Held);
        }
        arm = Some(Arm::Treated);
    }
    arm
}

/// Into which arms somebody falls: of the whole programme, and of the play.
#[must_use]
pub fn arms(contact: &Contact, play: &Play, setting: &Setting) -> (Arm, Arm) {
    let programme = standing(&contact.programme)
        .unwrap_or_else(|| held_out(&setting.salt, contact.identity, setting.programme.holdout_mille));
    let organisation = contact.organisation.iter().flat_map(|place| &place.draws);
    let unit = contact.organisation.as_ref().map_or(contact.identity, |place| place.identity);
    let own = standing(contact.draws.iter().chain(organisation))
        .unwrap_or_else(|| held_out(&play.salt, unit, play.definition.holdout.mille));
    (programme, own)
}

impl Plan {
    /// Plans for one; how many ways that adds.
    pub fn meet(&mut self, met: &Met, play: &Play, setting: &Setting) -> u64 {
        let Met { contact, candidate, .. } = met;
        if play.definition.owed {
            self.ways.push(way(met, play, setting, Arm::Treated));
            return 1;
        }
        let (programme, mut arm) = arms(contact, play, setting);
        let is_new = !self.drawn.contains_key(&contact.identity);
        let cluster = contact.organisation.as_ref().map(|place| place.identity);
        let draw = |in_play, arm, cluster, share_mille| NewDraw {
            play: in_play,
            identity: contact.identity,
            arm,
            cluster,
            share_mille,
            expected: contact.expected,
        };
        if contact.programme.is_empty() && is_new {
            self.draws.push(draw(PROGRAMME, programme, None, setting.programme.holdout_mille));
        }
        if programme == Arm::Held {
            self.drawn.insert(contact.identity, Arm::Held);
            return 0;
        }
        if let Some(unit) = cluster {
            arm = *self.drawn.entry(unit).or_insert(arm);
        }
        if contact.draws.is_empty() && is_new {
            self.draws.push(draw(play.id, arm, cluster, play.definition.holdout.mille));
        }
        self.drawn.insert(contact.identity, arm);
        let is_first = !self.ways.iter().rev().take(8).any(|other| {
            other.identity == contact.identity
                && (other.occasion == candidate.occasion || play.definition.again_after_days.is_none())
        });
        if is_first {
            self.ways.push(way(met, play, setting, arm));
        }
        u64::from(is_first)
    }
}

/// The beginning of a way: when its first step is due, the quiet of the person's own zone over.
fn way(met: &Met, play: &Play, setting: &Setting, arm: Arm) -> NewEnrolment {
    let definition = &play.definition;
    let from = match met.candidate.due {
        Due::At(at) => at,
        Due::Day(day) => day.start_in(&met.zone),
    };
    let wait = definition.steps.first().map_or(0, |step| i64::from(step.after_days) * DAY_SECONDS);
    let due: Instant = from.max(setting.now).plus_seconds(wait);
    let hours = checks::hours(&setting.programme, definition);
    let due = quiet_until(&hours, &met.zone, due).unwrap_or(due);
    let (state, next) = match arm {
        Arm::Treated => (EnrolmentState::Underway, Some(due)),
        Arm::Held => (EnrolmentState::Held, None),
    };
    NewEnrolment { identity: met.contact.identity, occasion: met.candidate.occasion.clone(), state, next }
}
