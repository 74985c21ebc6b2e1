//! What is asked before anything is done for somebody, in order: one list, which decides who is met,
//! asks again at each step, and answers why.
//!
//! A check looks and says; it reads nothing and changes nothing. What it looks at is one state of the
//! database, read in the transaction that acts on the answer.

mod quiet;

use std::collections::BTreeMap;

use domain::plays::{
    Arm, Definition, EnrolmentState, GestureKind, GestureState, PlayState, Programme, QuietHours, Step,
    Stopped,
};
use domain::{Day, Instant};
use jiff::tz::TimeZone;
use store::contacts::{Asked, Contact, Drawn};
use store::enrolments::Enrolment;
use store::presents::Shelves;

use crate::rule::Verdict;

pub use quiet::{are_endless, quiet_until};

/// Seconds of a day.
pub(crate) const DAY_SECONDS: i64 = 86_400;

/// How long a letter of a play that is paused waits before it is looked at again, in seconds.
const PAUSED_SECONDS: i64 = 60;

/// All the checks look at.
#[derive(Clone, Copy, Debug)]
pub struct State<'a> {
    /// Now.
    pub now: Instant,
    /// The zone of the person.
    pub zone: &'a TimeZone,
    /// What holds for every play.
    pub programme: &'a Programme,
    /// Whether nothing goes out at all for now.
    pub is_paused: bool,
    /// How far the play is.
    pub play: PlayState,
    /// What it says.
    pub definition: &'a Definition,
    /// How the person stands.
    pub contact: &'a Contact,
    /// What the rule says of them.
    pub verdict: &'a Verdict,
    /// On which occasion.
    pub occasion: &'a str,
    /// Successes after this instant end the way.
    pub since: Instant,
    /// The way whose step it is; `None` where it has yet to begin.
    pub way: Option<&'a Enrolment>,
    /// What the letter is about that is on its way to them and about to be given to the mail server;
    /// empty for an answer to one person.
    pub letter: Option<&'a str>,
    /// Whether the play may meet one more today.
    pub has_room: bool,
    /// How many are left of the present the step gives; `None` where nobody counts, or it gives none.
    pub free: Option<i64>,
}

impl State<'_> {
    /// Whether it has begun, so that what stands in its way now is waited for.
    fn is_underway(&self) -> bool {
        self.way.is_some() || self.letter.is_some()
    }
}

/// What a check says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nothing against it.
    Pass,
    /// No.
    Stop,
    /// Not before then.
    Later(Instant),
}

/// A check.
pub struct Check {
    /// What it stops for.
    pub why: Stopped,
    /// How it is asked.
    pub ask: fn(&State<'_>) -> Answer,
}

/// Every check, in the order in which they are asked.
pub static CHECKS: [Check; 13] = [
    Check { why: Stopped::Rule, ask: rule },
    Check { why: Stopped::Rest, ask: rest },
    Check { why: Stopped::Complaint, ask: complaint },
    Check { why: Stopped::Consent, ask: consent },
    Check { why: Stopped::Cap, ask: cap },
    Check { why: Stopped::Quiet, ask: quiet_hours },
    Check { why: Stopped::Goal, ask: goal },
    Check { why: Stopped::Holdout, ask: holdout },
    Check { why: Stopped::Full, ask: full },
    Check { why: Stopped::Stock, ask: stock },
    Check { why: Stopped::Over, ask: over },
    Check { why: Stopped::Play, ask: play },
    Check { why: Stopped::Again, ask: again },
];

/// What all checks say together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ruling {
    /// Go on.
    Go,
    /// No, for this reason: the first that stops.
    Stop(Stopped),
    /// Not before then, for this reason: the last to let go.
    Later(Instant, Stopped),
}

/// Asks every check. What stops for good comes before what only waits.
#[must_use]
pub fn rule_on(state: &State<'_>) -> Ruling {
    ruling(state, None)
}

/// Asks every check but the control group: who is in it has to be looked at like everybody else.
#[must_use]
pub fn rule_before_draw(state: &State<'_>) -> Ruling {
    ruling(state, Some(Stopped::Holdout))
}

fn ruling(state: &State<'_>, but: Option<Stopped>) -> Ruling {
    let mut ruling = Ruling::Go;
    for check in CHECKS.iter().filter(|check| Some(check.why) != but) {
        match ((check.ask)(state), ruling) {
            (Answer::Pass, _) => {}
            (Answer::Stop, _) => return Ruling::Stop(check.why),
            (Answer::Later(at), Ruling::Later(before, _)) if at <= before => {}
            (Answer::Later(at), _) => ruling = Ruling::Later(at, check.why),
        }
    }
    ruling
}

/// What has to be read of people for the checks of a play.
#[must_use]
pub fn asked(
    play: Option<domain::ids::PlayId>,
    definition: &Definition,
    programme: &Programme,
    now: Instant,
    today: Day,
) -> Asked {
    let days = |days: u32| -i64::from(days) * DAY_SECONDS;
    Asked {
        play,
        cap_from: now.plus_seconds(days(programme.cap_days)),
        goal: definition.success.what,
        // The longest way there can be: every wait, every step.
        goal_from: Some(now.plus_seconds(days(domain::plays::DAYS_MAX) * 3)),
        by_organisation: definition.holdout.by_organisation,
        today,
    }
}

/// How many are left of the present that the next step of a way gives, or the first of one that has yet to begin.
#[must_use]
pub fn free(shelves: &Shelves, definition: &Definition, way: Option<&Enrolment>) -> Option<i64> {
    let step = definition.steps.get(way.map_or(0, |way| way.step as usize))?;
    shelves.free(step.gesture.present())
}

/// The zones of people, each looked up once.
#[derive(Debug)]
pub struct Zones {
    company: TimeZone,
    known: BTreeMap<String, TimeZone>,
}

impl Zones {
    /// Zones of people; the company's where nobody said theirs.
    #[must_use]
    pub fn new(company: TimeZone) -> Self {
        Self { company, known: BTreeMap::new() }
    }

    /// The zone of a name; the company's where there is none of it.
    pub fn of(&mut self, name: &str) -> TimeZone {
        if name.is_empty() {
            return self.company.clone();
        }
        let company = &self.company;
        let found = || TimeZone::get(name).unwrap_or_else(|_| company.clone());
        self.known.entry(name.to_owned()).or_insert_with(found).clone()
    }
}

fn stop_if(stops: bool) -> Answer {
    if stops { Answer::Stop } else { Answer::Pass }
}

/// The rule does not hold, or no longer.
fn rule(state: &State<'_>) -> Answer {
    stop_if(*state.verdict != Verdict::Holds)
}

/// They are to be left in peace; what is owed is done all the same.
fn rest(state: &State<'_>) -> Answer {
    stop_if(state.contact.rests && !state.definition.owed)
}

/// What they complain of is not made good yet: who is on the way waits until it is.
fn complaint(state: &State<'_>) -> Answer {
    match state.contact.complains && !state.definition.owed {
        true if state.is_underway() => Answer::Later(state.now.plus_seconds(DAY_SECONDS)),
        complains => stop_if(complains),
    }
}

/// They refused, never said yes where a yes is needed, or can't be reached. Who said 'never write to
/// me' is not written to even of what is owed.
fn consent(state: &State<'_>) -> Answer {
    let (definition, contact) = (state.definition, state.contact);
    let is_letter = |step: &Step| step.gesture.kind() == GestureKind::Letter;
    let writes = state.letter.is_some() || definition.steps.iter().any(is_letter);
    if writes && (contact.email.is_none() || contact.words.refuse_all()) {
        return Answer::Stop;
    }
    if definition.owed {
        return Answer::Pass;
    }
    let unless_refused = !writes || (state.programme.soft_opt_in && contact.is_customer);
    let topics = [definition.topic.as_deref(), state.letter];
    stop_if(!topics.into_iter().flatten().all(|topic| contact.words.allow(topic, unless_refused)))
}

/// They were met often enough lately. Who is on the way waits until there is room again.
fn cap(state: &State<'_>) -> Answer {
    if state.definition.owed {
        return Answer::Pass;
    }
    let programme = state.programme;
    let span = i64::from(programme.cap_days) * DAY_SECONDS;
    let from = state.now.plus_seconds(-span);
    let counts = |state: GestureState| !matches!(state, GestureState::Cancelled | GestureState::CouldNot);
    let mut decided: Vec<Instant> = state
        .contact
        .lately
        .iter()
        .filter(|one| !one.owed && counts(one.state) && one.decided > from)
        .map(|one| one.decided)
        .collect();
    let most = programme.cap_count as usize;
    if decided.len() < most {
        return Answer::Pass;
    }
    if !state.is_underway() {
        return Answer::Stop;
    }
    decided.sort_unstable();
    // When so many have grown old that there is room for one more.
    let frees = decided.get(decided.len() - most).copied().unwrap_or(state.now);
    Answer::Later(frees.plus_seconds(span).max(state.now.plus_seconds(1)))
}

/// It is quiet where they are: nothing is done, though a way may begin.
fn quiet_hours(state: &State<'_>) -> Answer {
    if !state.is_underway() || (state.letter.is_some() && state.definition.owed) {
        return Answer::Pass;
    }
    match quiet_until(&hours(state.programme, state.definition), state.zone, state.now) {
        Some(end) => Answer::Later(end),
        None => Answer::Pass,
    }
}

/// The quiet hours that hold: the programme's and the play's own.
#[must_use]
pub fn hours(programme: &Programme, definition: &Definition) -> Vec<QuietHours> {
    [Some(programme.quiet), definition.quiet].into_iter().flatten().collect()
}

/// What the play is for has happened.
fn goal(state: &State<'_>) -> Answer {
    stop_if(!state.definition.owed && state.contact.goal.is_some_and(|at| at > state.since))
}

/// Any of their identities is in a control group, of the play or of the whole programme.
fn holdout(state: &State<'_>) -> Answer {
    let contact = state.contact;
    let organisation = contact.organisation.iter().flat_map(|place| &place.draws);
    let mut draws = contact.programme.iter().chain(&contact.draws).chain(organisation);
    stop_if(!state.definition.owed && draws.any(is_held))
}

fn is_held(drawn: &Drawn) -> bool {
    drawn.arm == Arm::Held
}

/// The play met as many as it may for today.
fn full(state: &State<'_>) -> Answer {
    stop_if(!state.is_underway() && !state.has_room)
}

/// None is left of the present the step gives: nobody begins, and who is on the way waits for more.
fn stock(state: &State<'_>) -> Answer {
    match state.free {
        Some(..=0) if state.is_underway() => Answer::Later(state.now.plus_seconds(DAY_SECONDS)),
        free => stop_if(free.is_some_and(|free| free <= 0)),
    }
}

/// The play's last day is over: nobody begins any more, and who is on the way goes on.
fn over(state: &State<'_>) -> Answer {
    stop_if(state.definition.is_past_last_day(state.now) && !state.is_underway())
}

/// The play does not run. A letter on its way waits while it is paused, waits for approval anew, or
/// everything is paused.
fn play(state: &State<'_>) -> Answer {
    match state.play {
        PlayState::Running if !state.is_paused => Answer::Pass,
        PlayState::Running | PlayState::Paused | PlayState::Waiting if state.letter.is_some() => {
            Answer::Later(state.now.plus_seconds(PAUSED_SECONDS))
        }
        _ => Answer::Stop,
    }
}

/// They met it already on this occasion, or too lately. Of two ways that are too near, of two who are one
/// person since or begun at once, the earlier goes on.
fn again(state: &State<'_>) -> Answer {
    let apart = state.definition.again_after_days.map(|days| i64::from(days) * DAY_SECONDS);
    let met = &state.contact.met;
    let Some(way) = state.way else {
        let too_lately = |entered: Instant| apart.is_none_or(|apart| entered.plus_seconds(apart) > state.now);
        return stop_if(met.iter().any(|one| one.occasion == state.occasion || too_lately(one.entered)));
    };
    let mine = (way.entered, way.identity, way.occasion.as_str());
    let before = met.iter().any(|one| {
        let is_near = apart.is_none_or(|apart| one.entered.plus_seconds(apart) > way.entered);
        one.state != EnrolmentState::Held
            && (one.entered, one.identity, one.occasion.as_str()) < mine
            && (one.occasion == way.occasion || is_near)
    });
    let done = state.contact.lately.iter().any(|one| {
        one.play == Some(way.play)
            && one.occasion.as_deref() == Some(way.occasion.as_str())
            && one.step == Some(way.step)
    });
    stop_if(before || done)
}
