//! Steps whose time has come: every check is asked again in the very commit that decides the step, so
//! that nothing said in the meantime is overheard, and a crash leaves a step decided or not at all.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::access::{Action, check};
use domain::ids::PlayId;
use domain::plays::{By, Certificate, Definition, EnrolmentState, Gesture, PlayState, Step, Stopped};
use domain::{Actor, Clock, Instant};
use store::Store;
use store::audience::Row;
use store::enrolments::{Deed, Due, Move, Needs};

use crate::Error;
use crate::checks::{self, DAY_SECONDS, Ruling, State, Zones, quiet_until};
use crate::decide::Setting;
use crate::rule::{Rule, Verdict};

/// Steps decided in one commit: the pen is held no longer than that takes.
const BATCH: u32 = 256;
const STEPPER: Actor = Actor::System("act.steps");

/// Decides every step that is due; how many gestures that made.
///
/// # Errors
/// Where the store fails; what was decided before stands.
pub async fn run(store: &Store, clock: &Arc<dyn Clock>) -> Result<usize, Error> {
    let mut done = 0;
    while store.steps_due(STEPPER).await? {
        let stepped = batch(store, clock, BATCH).await?;
        done += stepped.done;
        if stepped.due == 0 {
            break;
        }
    }
    Ok(done)
}

/// Decides up to `limit` steps in one commit.
///
/// # Errors
/// Where the store fails; none was decided then.
pub async fn batch(
    store: &Store,
    clock: &Arc<dyn Clock>,
    limit: u32,
) -> Result<store::enrolments::Stepped, Error> {
    let permit = check(STEPPER, Action::RunJobs)?;
    let setting = Setting::read(store, clock.now(), STEPPER).await?;
    if setting.is_paused {
        return Ok(store::enrolments::Stepped::default());
    }
    let rules = Rules::default();
    let mut zones = Zones::new(setting.zone.clone());
    let needs = |play: PlayId, definition: &Definition| rules.needs(Some(play), definition, &setting);
    let decide = |due: &Due| {
        let zone = zones.of(&due.contact.zone);
        let verdict = rules.judge(&due.definition, &due.row, &setting);
        next(due, &verdict, &setting, &zone)
    };
    Ok(store.take_steps(&permit, limit, needs, decide).await?)
}

/// Rules of plays, each read once.
#[derive(Default)]
pub(crate) struct Rules(Mutex<HashMap<String, Option<Arc<Rule>>>>);

impl Rules {
    fn of(&self, text: &str) -> Option<Arc<Rule>> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.entry(text.to_owned()).or_insert_with(|| Rule::read(text).ok().map(Arc::new)).clone()
    }

    /// What has to be read to decide a step or a letter.
    pub(crate) fn needs(&self, play: Option<PlayId>, definition: &Definition, setting: &Setting) -> Needs {
        Needs {
            asked: checks::asked(play, definition, &setting.programme, setting.now, setting.world.today),
            columns: self.of(&definition.who).map_or_else(Vec::new, |rule| rule.columns().to_vec()),
        }
    }

    /// What a play's rule says of somebody.
    pub(crate) fn judge(&self, definition: &Definition, row: &Row, setting: &Setting) -> Verdict {
        match self.of(&definition.who) {
            Some(rule) => rule.judge(row, &setting.world),
            None => Verdict::Failed(0, "the rule can't be read any more".into()),
        }
    }
}

/// What becomes of a step that is due. All there is to decide it by is in what it is given.
#[must_use]
pub fn next(due: &Due, verdict: &Verdict, setting: &Setting, zone: &jiff::tz::TimeZone) -> Move {
    let way = &due.enrolment;
    let definition = &*due.definition;
    let state = State {
        now: setting.now,
        zone,
        programme: &setting.programme,
        is_paused: setting.is_paused,
        play: PlayState::Running,
        definition,
        contact: &due.contact,
        verdict,
        occasion: &way.occasion,
        since: way.entered,
        way: Some(way),
        letter: None,
        has_room: true,
        free: due.free,
    };
    match checks::rule_on(&state) {
        Ruling::Stop(Stopped::Goal) => Move::Leave(EnrolmentState::GoalMet, Stopped::Goal),
        Ruling::Stop(Stopped::Holdout) => Move::Leave(EnrolmentState::Held, Stopped::Holdout),
        Ruling::Stop(why) => Move::Leave(EnrolmentState::Stopped, why),
        Ruling::Later(at, _) => Move::Wait(at),
        Ruling::Go => {
            let Some(step) = definition.steps.get(way.step as usize) else {
                // A play whose steps were cut while somebody was on the way.
                return Move::Leave(EnrolmentState::Done, Stopped::Play);
            };
            let next = definition.steps.get(way.step as usize + 1).map(|next| {
                let at = setting.now.plus_seconds(i64::from(next.after_days) * DAY_SECONDS);
                let hours = checks::hours(&setting.programme, definition);
                quiet_until(&hours, zone, at).unwrap_or(at)
            });
            Move::Do(deed(step, setting.now), next)
        }
    }
}

/// What a step does.
fn deed(step: &Step, due: Instant) -> Deed {
    let (owner, for_role) = match step.by {
        By::Itself => (None, None),
        By::Member(owner) => (Some(owner), None),
        By::Role(role) => (None, Some(role)),
    };
    let (words, letter, certificate) = match &step.gesture {
        Gesture::Letter { letter, certificate } => (String::new(), Some(*letter), certificate.clone()),
        Gesture::Note { words }
        | Gesture::Call { words }
        | Gesture::Present { words, .. }
        | Gesture::Task { words } => (words.clone(), None, None),
        Gesture::Certificate(certificate) => (String::new(), None, Some(certificate.clone())),
    };
    let cost = step.cost.saturating_add(certificate.as_ref().map_or(0, Certificate::cost));
    Deed {
        kind: step.gesture.kind(),
        due,
        owner,
        for_role,
        words,
        letter,
        certificate,
        present: step.gesture.present(),
        cost,
    }
}
