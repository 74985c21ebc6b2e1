//! Whether a letter may go at the last moment, from what stands in the commit that marks it.

use domain::plays::{Arm, Definition, PlayState, Programme, QuietHours, Stopped};
use jiff::tz::TimeZone;
use store::outbox::{Facts, Ruling};

use crate::checks::quiet_until;

/// How long a letter of a play that is paused waits before it is looked at again, in seconds.
const PAUSED_SECONDS: i64 = 60;

/// What the programme holds for every letter.
#[derive(Clone, Debug)]
pub struct Rules {
    /// Whether nothing at all goes out for now.
    pub paused: bool,
    /// What is said of the programme.
    pub programme: Programme,
    /// The company's zone, for people of whom no other is known.
    pub zone: TimeZone,
}

/// What becomes of a letter. What is owed knows no rest, topic, cap, quiet hours or control group, but
/// who said 'never write to me' is not written to at all.
#[must_use]
pub fn judge(facts: &Facts, rules: &Rules) -> Ruling {
    let (state, definition) = match &facts.play {
        Some((_, state, definition)) => (*state, serde_json::from_str::<Definition>(definition).ok()),
        None => (PlayState::Running, None),
    };
    if rules.paused || state == PlayState::Paused {
        return Ruling::Later(facts.now.plus_seconds(PAUSED_SECONDS));
    }
    if state != PlayState::Running {
        return Ruling::Cancel(Stopped::Play);
    }
    if facts.owed {
        return if facts.words.refuse_all() { Ruling::Cancel(Stopped::Consent) } else { Ruling::Go };
    }
    if facts.rests {
        return Ruling::Cancel(Stopped::Rest);
    }
    let unless_refused = rules.programme.soft_opt_in && facts.is_customer;
    let play_topic = definition.as_ref().and_then(|definition| definition.topic.as_deref());
    let topics = [Some(facts.topic.as_str()), play_topic];
    if !topics.into_iter().flatten().all(|topic| facts.words.allow(topic, unless_refused)) {
        return Ruling::Cancel(Stopped::Consent);
    }
    if facts.arms.contains(&Arm::Held) {
        return Ruling::Cancel(Stopped::Holdout);
    }
    if facts.lately >= i64::from(rules.programme.cap_count) {
        return Ruling::Cancel(Stopped::Cap);
    }
    let own = definition.and_then(|definition| definition.quiet);
    let hours: Vec<QuietHours> = [Some(rules.programme.quiet), own].into_iter().flatten().collect();
    let zone = TimeZone::get(&facts.zone).ok().filter(|_| !facts.zone.is_empty());
    match quiet_until(&hours, zone.as_ref().unwrap_or(&rules.zone), facts.now) {
        Some(end) => Ruling::Later(end),
        None => Ruling::Go,
    }
}
