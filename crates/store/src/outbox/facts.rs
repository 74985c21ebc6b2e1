//! All that speaks for and against a letter at the last moment, read in the transaction that marks it.

use std::collections::HashMap;
use std::sync::Arc;

use domain::Instant;
use domain::ids::{GestureId, PersonId, PlayId};
use domain::plays::{Definition, GestureState, PlayState};
use sea_orm::{ConnectionTrait, QueryResult, Value};
use uuid::Uuid;

use super::Mark;
use crate::audience::{self, Row};
use crate::contacts::{self, Asked, Contact, Lately};
use crate::enrolments::{self, Enrolment, Needs};
use crate::{Error, Result, bulk, plays, sql};

/// All that speaks for and against a letter at the last moment.
#[derive(Clone, Debug)]
pub struct Facts {
    /// What it is about; empty for an answer to one person.
    pub topic: String,
    /// How far its play is; running, where it has none.
    pub play: PlayState,
    /// What the play said when the way began, or [`Definition::of_one_letter`].
    pub definition: Arc<Definition>,
    /// The way it is a step of; `None` where it goes by no play.
    pub way: Option<Enrolment>,
    /// How its reader stands to be met. Of what was done for them lately only what reached them, with
    /// when it did: a letter that still waits has its own last moment ahead.
    pub contact: Contact,
    /// What the play's rule speaks of.
    pub row: Row,
}

/// A row of the outbox.
pub(super) struct Waiting {
    pub gesture: Uuid,
    pub fence: i64,
    pub state: String,
    pub person: PersonId,
    owed: bool,
    topic: String,
    step: Option<i64>,
    play: Option<(PlayId, PlayState, i64)>,
}

impl Waiting {
    /// What this letter is to those that come after it, once it goes.
    pub fn going(&self, way: Option<&Enrolment>, now: Instant) -> Lately {
        Lately {
            id: GestureId(self.gesture),
            play: way.map(|way| way.play),
            occasion: way.map(|way| way.occasion.clone()),
            step: way.map(|way| way.step),
            state: GestureState::Waiting,
            owed: self.owed,
            decided: now,
        }
    }
}

const WAITING: &str =
    "select o.gesture_id, o.fence, o.state, i.person_id, g.owed, coalesce(o.topic, l.topic, ''), g.step,
        g.play_id, p.state, p.version
     from outbox o join gestures g on g.id = o.gesture_id join identities i on i.id = o.to_identity
     left join plays p on p.id = g.play_id left join letters l on l.id = g.letter_id
     where o.gesture_id in (values ";

fn waiting(row: &QueryResult) -> Result<Waiting> {
    let play: Option<Uuid> = sql::at(row, 7)?;
    let state: Option<String> = sql::at(row, 8)?;
    let play = match (play, state) {
        (Some(id), Some(state)) => {
            let state = PlayState::from_name(&state)
                .ok_or_else(|| Error::unreadable(format!("the play state '{state}'")))?;
            Some((PlayId(id), state, sql::at(row, 9)?))
        }
        _ => None,
    };
    Ok(Waiting {
        gesture: sql::at(row, 0)?,
        fence: sql::at(row, 1)?,
        state: sql::at(row, 2)?,
        person: PersonId(sql::at(row, 3)?),
        owed: sql::at::<i64>(row, 4)? != 0,
        topic: sql::at(row, 5)?,
        step: sql::at(row, 6)?,
        play,
    })
}

fn ids(marks: &[Mark<'_>]) -> Vec<Value> {
    marks.iter().map(|mark| Value::from(mark.gesture.0)).collect()
}

/// The ways letters are steps of, by letter.
async fn ways(on: &impl ConnectionTrait, marks: &[Mark<'_>]) -> Result<HashMap<Uuid, Enrolment>> {
    let select = format!(
        "select {}, g.id from gestures g join enrolments e on e.play_id = g.play_id
             and e.identity_id = g.identity_id and e.occasion = g.occasion
         join identities i on i.id = e.identity_id where g.id in (values ",
        enrolments::COLUMNS
    );
    let rows = bulk::ask(on, &select, 1, ")", ids(marks)).await?;
    rows.iter().map(|row| Ok((sql::at(row, 11)?, enrolments::enrolment(row)?))).collect()
}

/// What was done for people lately: a letter when it went, which is now where it is just going, and
/// anything else when it was decided.
async fn reached(on: &impl ConnectionTrait, people: &[Uuid], asked: &Asked, now: Instant) -> Result<Reached> {
    let select = format!(
        "select i.person_id, g.id, g.play_id, g.occasion, g.step, g.owed, o.state,
            case when o.going_at > coalesce(g.ended_at, g.decided_at) then o.going_at
                 when g.kind = 'letter' then coalesce(g.ended_at, g.decided_at) else g.decided_at end, g.state
         from identities i join gestures g on g.identity_id = i.id left join outbox o on o.gesture_id = g.id
         where (g.state in ('open', 'done', 'held') or o.state = 'sending')
           and (g.play_id is not null or o.state = 'sending' or coalesce(g.ended_at, g.decided_at) > {from} or o.going_at > {from})
           and i.person_id in (values ",
        from = asked.cap_from.0
    );
    let values = people.iter().map(|&id| Value::from(id)).collect();
    let mut reached = Reached::new();
    for row in bulk::ask(on, &select, 1, ")", values).await? {
        let is_going = sql::at::<Option<String>>(&row, 6)?.as_deref() == Some("sending");
        let state: String = sql::at(&row, 8)?;
        let step: Option<i64> = sql::at(&row, 4)?;
        let one = Lately {
            id: GestureId(sql::at(&row, 1)?),
            play: sql::at::<Option<Uuid>>(&row, 2)?.map(PlayId),
            occasion: sql::at(&row, 3)?,
            step: step.and_then(|step| u32::try_from(step).ok()),
            state: GestureState::from_name(&state)
                .ok_or_else(|| Error::unreadable(format!("a gesture that is '{state}'")))?,
            owed: sql::at::<i64>(&row, 5)? != 0,
            decided: if is_going { now } else { Instant(sql::at(&row, 7)?) },
        };
        reached.entry(PersonId(sql::at(&row, 0)?)).or_default().push(one);
    }
    Ok(reached)
}

/// What reached people lately, by person.
pub(super) type Reached = HashMap<PersonId, Vec<Lately>>;

/// Letters with all there is to decide them by.
pub(super) struct Read {
    pub rows: HashMap<Uuid, (Waiting, Facts)>,
    pub reached: Reached,
}

/// Reads letters with all there is to decide them by; in number of statements by plays, not by letters.
pub(super) async fn read(
    on: &impl ConnectionTrait,
    marks: &[Mark<'_>],
    now: Instant,
    needs: &(impl Fn(Option<PlayId>, &Definition) -> Needs + Sync),
) -> Result<Read> {
    let rows = bulk::ask(on, WAITING, 1, ")", ids(marks)).await?;
    let mut ways = ways(on, marks).await?;
    // Letters of one play as it stood, or of none, by whether they are owed and their topic.
    let mut groups: HashMap<_, Vec<Waiting>> = HashMap::new();
    for row in &rows {
        let row = waiting(row)?;
        let version = |(id, _, latest): &(PlayId, PlayState, i64)| {
            (*id, ways.get(&row.gesture).map_or(*latest, |way| way.version))
        };
        let own = row.play.is_none().then(|| (row.owed, row.topic.clone()));
        groups.entry((row.play.as_ref().map(version), own)).or_default().push(row);
    }
    let mut read = Read { rows: HashMap::new(), reached: Reached::new() };
    for ((play, own), letters) in groups {
        let definition = match (play, own) {
            (Some((play, version)), _) => plays::definition(on, play, version).await?,
            (None, Some((owed, topic))) => Some(Definition::of_one_letter(&topic, owed)),
            (None, None) => None,
        };
        let Some(definition) = definition.map(Arc::new) else { continue };
        let needs = needs(play.map(|(id, _)| id), &definition);
        let mut people: Vec<Uuid> = letters.iter().map(|letter| letter.person.0).collect();
        people.sort_unstable();
        people.dedup();
        read.reached.extend(reached(on, &people, &needs.asked, now).await?);
        let contacts = contacts::read(on, &needs.asked, &people).await?;
        let contacts: HashMap<_, _> = contacts.into_iter().map(|one| (one.person, one)).collect();
        let rows = audience::of(on, &needs.columns, &people, needs.asked.today).await?;
        let rows: HashMap<_, _> = rows.into_iter().map(|row| (row.person, row)).collect();
        for letter in letters {
            let (Some(contact), Some(row)) = (contacts.get(&letter.person), rows.get(&letter.person)) else {
                continue;
            };
            let mut way = ways.remove(&letter.gesture);
            if let (Some(way), Some(step)) = (&mut way, letter.step) {
                // The step this letter is, not the next.
                way.step = u32::try_from(step).unwrap_or(u32::MAX);
            }
            let facts = Facts {
                topic: letter.topic.clone(),
                play: letter.play.as_ref().map_or(PlayState::Running, |(_, state, _)| *state),
                definition: Arc::clone(&definition),
                way,
                contact: contact.clone(),
                row: row.clone(),
            };
            read.rows.insert(letter.gesture, (letter, facts));
        }
    }
    Ok(read)
}
