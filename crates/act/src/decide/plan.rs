//! What is written for those who are met: their draws, and the beginning of their way.

use domain::Instant;
use domain::plays::{Arm, Definition, EnrolmentState};
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

/// How many occasions of one person begin a way in one look.
pub(crate) fn at_once(definition: &Definition) -> usize {
    if definition.again_after_days == Some(0) { usize::MAX } else { 1 }
}

impl Plan {
    /// Plans for one person, on the occasions they were found, at most `room` ways; how many that adds.
    pub fn meet(&mut self, theirs: &[Met], play: &Play, setting: &Setting, room: u64) -> u64 {
        let Some(first) = theirs.first() else { return 0 };
        let Some(arm) = self.draw(&first.contact, play, setting) else { return 0 };
        let before = self.ways.len();
        let room = usize::try_from(room).unwrap_or(usize::MAX);
        let met = theirs.iter().take(at_once(&play.definition).min(room));
        self.ways.extend(met.map(|met| way(met, play, setting, arm)));
        (self.ways.len() - before) as u64
    }

    /// The arm somebody falls into; none where they are left out of every play.
    fn draw(&mut self, contact: &Contact, play: &Play, setting: &Setting) -> Option<Arm> {
        if play.definition.owed {
            return Some(Arm::Treated);
        }
        let (programme, arm) = arms(contact, play, setting);
        let draw = |in_play, arm, cluster, share_mille| NewDraw {
            play: in_play,
            identity: contact.identity,
            arm,
            cluster,
            share_mille,
            expected: contact.expected,
        };
        if contact.programme.is_empty() {
            self.draws.push(draw(PROGRAMME, programme, None, setting.programme.holdout_mille));
        }
        if programme == Arm::Held {
            return None;
        }
        if contact.draws.is_empty() {
            let cluster = contact.organisation.as_ref().map(|place| place.identity);
            self.draws.push(draw(play.id, arm, cluster, play.definition.holdout.mille));
        }
        Some(arm)
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
