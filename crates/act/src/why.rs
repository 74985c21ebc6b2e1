//! Why somebody was met by a play, or was not: what happened, and what each check says of them now.

use domain::ids::{PersonId, PlayId};
use domain::plays::{Arm, Definition, EnrolmentState, Stopped, When};
use domain::{Actor, Instant};
use store::Store;
use store::contacts::Drawn;
use store::enrolments::Enrolment;
use store::gestures::Gesture;

use crate::Error;
use crate::checks::{self, Answer, CHECKS, State, Zones};
use crate::decide::{Setting, arms};
use crate::moments::{self, Candidate, Due, Found};
use crate::rule::{Rule, Said, Verdict};

/// A check, and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Which.
    pub check: Stopped,
    /// What it says.
    pub answer: Answer,
}

/// What the rule says.
#[derive(Clone, Debug, PartialEq)]
pub enum Rules {
    /// It holds.
    Holds,
    /// This clause is false.
    False(Said),
    /// This clause speaks of what is not known of them.
    Unknown(Said),
    /// This clause could not be worked out, in CEL's words.
    Failed(Said, String),
}

/// Where somebody stands to a play.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Something was done, or is on its way; the way to it began then.
    Got(Instant),
    /// A way has begun; its next step comes then.
    Underway(Instant),
    /// In the control group of the play.
    HeldOut,
    /// In the control group of the whole programme.
    HeldOutOfAll,
    /// Left, or not met, for this reason.
    Stopped(Stopped),
    /// The moment has not come for them.
    NoMoment,
    /// Nothing speaks against it: they are met at the next look.
    Next,
}

/// Why somebody was met by a play, or was not.
#[derive(Clone, Debug, PartialEq)]
pub struct Why {
    /// Where they stand.
    pub outcome: Outcome,
    /// On which occasions the moment finds them now.
    pub occasions: Vec<String>,
    /// What the rule says of them now.
    pub rule: Rules,
    /// What each check says of them now, in the order in which they are asked.
    pub checks: Vec<Asked>,
    /// Their ways through the play, the latest first.
    pub ways: Vec<Enrolment>,
    /// What the play did for them, the latest first.
    pub gestures: Vec<Gesture>,
    /// Their draws in the play; where two differ they were merged since, and are left out of effects.
    pub draws: Vec<Drawn>,
}

/// Why somebody was met by a play, or was not; `None` where there is no such play or person.
///
/// # Errors
/// Where the actor may not read customers, the play's rule can't be read, or the store fails.
pub async fn why(
    store: &Store,
    now: Instant,
    actor: Actor,
    id: PlayId,
    person: PersonId,
) -> Result<Option<Why>, Error> {
    let Some(play) = store.play(actor, id).await? else { return Ok(None) };
    let setting = Setting::read(store, now, actor).await?;
    let ways = store.enrolments_of(actor, person, Some(id)).await?;
    let way = ways.iter().find(|way| way.state == EnrolmentState::Underway);
    // Who is on the way goes by what held when they came.
    let definition = &said(store, actor, &play, way).await?;
    let today = setting.world.today;
    let rule = Rule::read(&definition.who)?;
    let Some(row) = store.audience_of(actor, rule.columns(), today, &[person]).await?.pop() else {
        return Ok(None);
    };
    let asked = checks::asked(Some(id), definition, &setting.programme, setting.now, today);
    let Some(contact) = store.contacts(actor, &asked, &[person]).await?.pop() else { return Ok(None) };
    let verdict = rule.judge(&row, &setting.world);
    let mut gestures = store.gestures(actor, person).await?;
    gestures.retain(|gesture| gesture.play == Some(id));
    let found = moments::find(store, actor, &play.definition.when, &setting.asking(Some(&play))).await?;
    let found = of_person(found, person, setting.now);
    let first = found.first().cloned();
    let occasion = way.map(|way| way.occasion.as_str()).or(first.as_ref().map(|one| one.occasion.as_str()));
    let since = way.map(|way| way.entered).or(first.as_ref().map(|one| one.since)).unwrap_or(setting.now);
    let zone = Zones::new(setting.zone.clone()).of(&contact.zone);
    let state = State {
        now: setting.now,
        zone: &zone,
        programme: &setting.programme,
        is_paused: setting.is_paused,
        play: play.state,
        definition,
        contact: &contact,
        verdict: &verdict,
        occasion: occasion.unwrap_or_default(),
        since,
        way,
        letter: None,
        has_room: has_room(store, actor, &setting, &play).await?,
        free: match way {
            Some(way) => checks::free(&setting.shelves, definition, Some(way)),
            None => crate::decide::free(store, actor, &setting, &play).await?,
        },
    };
    let checks: Vec<Asked> =
        CHECKS.iter().map(|check| Asked { check: check.why, answer: (check.ask)(&state) }).collect();
    let held = arms(&contact, &play, &setting);
    let occasions: Vec<String> = found.into_iter().map(|one| one.occasion).collect();
    // A rule that still holds is met again only after a while; until then the last time is what counts.
    let rests = Asked { check: Stopped::Again, answer: Answer::Stop };
    let is_new = play.definition.when != When::RuleHolds || !checks.contains(&rests);
    let current = if is_new { occasions.as_slice() } else { &[] };
    let outcome = outcome(&ways, &gestures, &checks, (current, first.is_some()), held, definition.owed);
    let said = |number| rule.said(number, &row, &setting.world);
    let rule = match verdict {
        Verdict::Holds => Rules::Holds,
        Verdict::False(number) => said(number).map_or(Rules::Holds, Rules::False),
        Verdict::Unknown(number) => said(number).map_or(Rules::Holds, Rules::Unknown),
        Verdict::Failed(number, why) => said(number).map_or(Rules::Holds, |said| Rules::Failed(said, why)),
    };
    Ok(Some(Why { outcome, occasions, rule, checks, ways, gestures, draws: contact.draws }))
}

/// What the play said when a way began, and what it says where none has.
async fn said(
    store: &Store,
    actor: Actor,
    play: &store::plays::Play,
    way: Option<&Enrolment>,
) -> Result<Definition, Error> {
    let said = match way {
        Some(way) => store.play_said(actor, play.id, way.version).await?,
        None => None,
    };
    Ok(said.unwrap_or_else(|| play.definition.clone()))
}

/// Whether the play may meet one more today.
async fn has_room(
    store: &Store,
    actor: Actor,
    setting: &Setting,
    play: &store::plays::Play,
) -> Result<bool, Error> {
    let Some(most) = play.definition.most_a_day else { return Ok(true) };
    let from = setting.world.today.start_in(&setting.zone);
    Ok(store.met_since(actor, play.id, from).await? < i64::from(most))
}

fn of_person(found: Found, person: PersonId, now: Instant) -> Vec<Candidate> {
    match found {
        Found::Nobody => Vec::new(),
        Found::Everybody(occasion) => vec![Candidate { person, occasion, due: Due::At(now), since: now }],
        Found::These(mut these) => {
            these.retain(|one| one.person == person);
            these
        }
    }
}

fn outcome(
    ways: &[Enrolment],
    gestures: &[Gesture],
    checks: &[Asked],
    (occasions, is_found): (&[String], bool),
    (programme, own): (Arm, Arm),
    owed: bool,
) -> Outcome {
    if let Some(next) = ways.iter().find_map(|way| way.next) {
        return Outcome::Underway(next);
    }
    // The occasion it is now, where the moment finds them; else the last one.
    let way = ways.iter().find(|way| occasions.is_empty() || occasions.contains(&way.occasion));
    if let Some(past) = way.and_then(|way| past(way, gestures)) {
        return past;
    }
    if !is_found {
        let over = Asked { check: Stopped::Over, answer: Answer::Stop };
        return if checks.contains(&over) { Outcome::Stopped(Stopped::Over) } else { Outcome::NoMoment };
    }
    let stops = |asked: &&Asked| asked.answer == Answer::Stop;
    let mut stopping = checks.iter().filter(stops).map(|asked| asked.check);
    match stopping.find(|check| *check != Stopped::Holdout) {
        Some(why) => Outcome::Stopped(why),
        None if owed => Outcome::Next,
        None if programme == Arm::Held => Outcome::HeldOutOfAll,
        None if own == Arm::Held => Outcome::HeldOut,
        None => Outcome::Next,
    }
}

/// How a way that is over went.
fn past(way: &Enrolment, gestures: &[Gesture]) -> Option<Outcome> {
    use domain::plays::GestureState::{Cancelled, CouldNot};
    let is_done = |gesture: &Gesture| !matches!(gesture.state, Cancelled | CouldNot);
    let of_way = |gesture: &&Gesture| gesture.occasion.as_deref() == Some(way.occasion.as_str());
    if way.state == EnrolmentState::Held {
        return Some(Outcome::HeldOut);
    }
    if gestures.iter().filter(of_way).any(is_done) {
        return Some(Outcome::Got(way.entered));
    }
    way.reason.as_deref().and_then(Stopped::from_name).map(Outcome::Stopped)
}
