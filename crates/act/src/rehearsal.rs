//! A play before it starts: who would be met when its moment comes next, who not and why, how many would be held out, and what
//! it would cost. It looks as the play itself will, and writes nothing.

use domain::ids::{PersonId, PlayId};
use domain::plays::{Arm, Definition, Gesture, PlayState, Stopped};
use domain::{Actor, Instant};
use std::collections::BTreeMap;
use store::Store;
use store::plays::Play;
use store::presents::Shelves;

use crate::Error;
use crate::checks;
use crate::decide::{Look, Setting, arms, at_once};
use crate::moments::Coming;
use crate::rule::Verdict;

/// People shown of each kind.
const SHOWN: usize = 20;
/// Most people kept to measure what such people do without the play.
const AUDIENCE: usize = 8_192;

/// What a play would do today, or when its moment comes next, as people stand today.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rehearsal {
    /// When the moment comes that is rehearsed.
    pub coming: Coming,
    /// Whom the moment finds.
    pub found: u64,
    /// Who would be met.
    pub met: u64,
    /// Some of them.
    pub some: Vec<PersonId>,
    /// Who would be held out by the play.
    pub held: u64,
    /// Who would be held out by the whole programme.
    pub held_of_all: u64,
    /// Every so many-th of those drawn, met and held out alike; at most 8,192.
    pub audience: Vec<PersonId>,
    /// Who is not met, by the reason.
    pub not: BTreeMap<&'static str, u64>,
    /// Some of them, each with the reason.
    pub some_not: Vec<NotMet>,
    /// Each clause of the rule, and how many fail at it.
    pub clauses: Vec<(String, u64)>,
    /// How many a clause could not be worked out for, and one of the reasons, in CEL's words.
    pub failed: (u64, Option<String>),
    /// What one way through the play costs at most, in minor units.
    pub cost_each: i64,
    /// What those met would cost at most, in minor units.
    pub cost: i64,
}

/// Somebody a play would not meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotMet {
    /// Who.
    pub person: PersonId,
    /// What stops them.
    pub why: Stopped,
    /// Where the rule does: its clause, among [`Rehearsal::clauses`].
    pub clause: Option<usize>,
}

/// What a way through the play costs at most: every step with its present, and every certificate used up.
#[must_use]
pub fn cost_each(definition: &Definition, shelves: &Shelves) -> i64 {
    definition.steps.iter().fold(0i64, |sum, step| {
        let certificate = match &step.gesture {
            Gesture::Letter { certificate, .. } => certificate.as_ref(),
            Gesture::Certificate(certificate) => Some(certificate),
            _ => None,
        };
        sum.saturating_add(step.cost)
            .saturating_add(certificate.map_or(0, domain::plays::Certificate::cost))
            .saturating_add(shelves.cost(step.gesture.present()))
    })
}

/// Rehearses a play as it stands, or as it is being written.
///
/// # Errors
/// Where the rule can't be read or speaks of facts the actor may not know, the actor may not read
/// customers, or the store fails.
pub async fn rehearse(
    store: &Store,
    now: Instant,
    actor: Actor,
    play: Option<PlayId>,
    definition: &Definition,
) -> Result<Rehearsal, Error> {
    definition.check().map_err(store::Error::from)?;
    let setting = Setting::read(store, now, actor).await?;
    let kept = match play {
        Some(id) => store.play(actor, id).await?,
        None => None,
    };
    let play = Play { definition: definition.clone(), ..kept.unwrap_or_else(|| unwritten(definition)) };
    let (mut look, coming) = Look::ahead(store, &setting, &play, actor).await?;
    look.rule().held_to(actor)?;
    let names: Vec<String> = look.rule().clauses().map(str::to_owned).collect();
    let mut clauses = vec![0u64; names.len()];
    let mut told =
        Rehearsal { coming, cost_each: cost_each(definition, &setting.shelves), ..Rehearsal::default() };
    let mut audience = Audience::default();
    while let Some(page) = look.next().await? {
        told.found += page.found;
        for one in page.by_person().flat_map(|theirs| theirs.iter().take(at_once(definition))) {
            let (of_all, own) = arms(&one.contact, &play, &setting);
            if of_all == Arm::Treated {
                audience.take(one.contact.person);
            }
            match (of_all, own) {
                _ if definition.owed => told.meet(one.contact.person),
                (Arm::Held, _) => told.held_of_all += 1,
                (_, Arm::Held) => told.held += 1,
                _ => told.meet(one.contact.person),
            }
        }
        for (person, why, verdict) in page.not {
            *told.not.entry(why.name()).or_default() += 1;
            let clause = match &verdict {
                Some(Verdict::False(at) | Verdict::Unknown(at) | Verdict::Failed(at, _)) => Some(*at),
                Some(Verdict::Holds) | None => None,
            };
            if told.some_not.len() < SHOWN {
                told.some_not.push(NotMet { person, why, clause });
            }
            clause.and_then(|at| clauses.get_mut(at)).into_iter().for_each(|count| *count += 1);
            if let Some(Verdict::Failed(_, why)) = verdict {
                told.failed = (told.failed.0 + 1, told.failed.1.take().or(Some(why)));
            }
        }
    }
    let days = if let Coming::Within(days) = coming { u64::from(days.unsigned_abs()) + 1 } else { 1 };
    let most = definition.most_a_day.map(|most| u64::from(most) * days);
    let free = checks::free(&setting.shelves, definition, None).and_then(|free| u64::try_from(free).ok());
    for (why, most) in [(Stopped::Full, most), (Stopped::Stock, free)] {
        if let Some(most) = most.filter(|most| *most < told.met) {
            *told.not.entry(why.name()).or_default() += told.met - most;
            told.met = most;
        }
    }
    told.cost = told.cost_each.saturating_mul(i64::try_from(told.met).unwrap_or(i64::MAX));
    told.audience = audience.people;
    told.clauses = names.into_iter().zip(clauses).collect();
    Ok(told)
}

impl Rehearsal {
    fn meet(&mut self, person: PersonId) {
        self.met += 1;
        if self.some.len() < SHOWN {
            self.some.push(person);
        }
    }
}

/// An even sample of people of whom nobody knows how many will come.
#[derive(Default)]
struct Audience {
    people: Vec<PersonId>,
    seen: usize,
    /// One of two to the power of this is kept.
    halved: u32,
}

impl Audience {
    fn take(&mut self, person: PersonId) {
        if self.seen.trailing_zeros() >= self.halved {
            self.people.push(person);
        }
        self.seen += 1;
        if self.people.len() > AUDIENCE {
            let mut at = 0;
            self.people.retain(|_| {
                at += 1;
                at % 2 == 1
            });
            self.halved += 1;
        }
    }
}

/// A play nobody has made yet. Whom it will draw is not known before it has a salt, but how many is.
fn unwritten(definition: &Definition) -> Play {
    Play {
        id: PlayId(uuid::Uuid::max()),
        name: String::new(),
        state: PlayState::Draft,
        definition: definition.clone(),
        salt: Vec::new(),
        created_by: String::new(),
        created_at: Instant::default(),
        approved_by: None,
        approved_at: None,
        started_at: None,
        ended_at: None,
        version: 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_is_even_however_many_come() {
        let mut audience = Audience::default();
        (0..100_000).for_each(|number| audience.take(PersonId(uuid::Uuid::from_u128(number))));
        let kept: Vec<u128> = audience.people.iter().map(|person| person.0.as_u128()).collect();
        assert!(kept.len() > AUDIENCE / 2 && kept.len() <= AUDIENCE);
        assert!(kept.windows(2).all(|pair| pair[1] - pair[0] == 16), "{:?}", &kept[..4]);
        assert!(kept.last().is_some_and(|last| *last >= 100_000 - 16));
    }
}
