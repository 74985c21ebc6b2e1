//! All that speaks for and against a letter at the last moment, read in the transaction that marks it.

use std::collections::HashMap;

use domain::consent::Words;
use domain::ids::{PersonId, PlayId};
use domain::plays::{Arm, PlayState};
use domain::{Actor, Instant};
use sea_orm::{ConnectionTrait, QueryResult, Value};
use uuid::Uuid;

use super::Mark;
use crate::{Error, Result, Store, bulk, consents, sql};

/// All that speaks for and against a letter at the last moment.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Now.
    pub now: Instant,
    /// Whose it is.
    pub person: PersonId,
    /// Their zone, or nothing.
    pub zone: String,
    /// The play it is of, how that stands, and its definition.
    pub play: Option<(PlayId, PlayState, String)>,
    /// Whether it is owed.
    pub owed: bool,
    /// What the letter is about.
    pub topic: String,
    /// What they said of being written to.
    pub words: Words,
    /// Whether they ever bought: soft opt-in holds for customers.
    pub is_customer: bool,
    /// Whether they are to be left in peace.
    pub rests: bool,
    /// The arms any of their identities was drawn into, in this play or the whole programme.
    pub arms: Vec<Arm>,
    /// Other letters and gestures nobody asked for that they got or are getting within the
    /// programme's days.
    pub lately: i64,
}

const FACTS: &str =
    "select o.gesture_id, o.fence, o.state, i.person_id, coalesce(f.zone, ''), g.owed, g.play_id,
        p.state, p.definition, coalesce(l.topic, ''),
        case when exists (select 1 from identities j join orders r on r.identity_id = j.id
                          where j.person_id = i.person_id) then 1 else 0 end,
        case when exists (select 1 from identities j join rests r on r.identity_id = j.id
                          where j.person_id = i.person_id and r.ended_at is null
                            and (r.until_day is null or r.until_day >= ?)) then 1 else 0 end
     from outbox o join gestures g on g.id = o.gesture_id join identities i on i.id = o.to_identity
     left join profiles f on f.person_id = i.person_id left join plays p on p.id = g.play_id
     left join letters l on l.id = g.letter_id
     where o.gesture_id in (values ";

/// A row of the outbox and its facts.
pub(super) struct Row {
    gesture: Uuid,
    pub fence: i64,
    pub state: String,
    pub facts: Facts,
}

fn row(row: &QueryResult, now: Instant) -> Result<Row> {
    let play: Option<Uuid> = sql::at(row, 6)?;
    let (state, definition): (Option<String>, Option<String>) = (sql::at(row, 7)?, sql::at(row, 8)?);
    let play = match (play, state, definition) {
        (Some(id), Some(state), Some(definition)) => {
            let state = PlayState::from_name(&state)
                .ok_or_else(|| Error::unreadable(format!("the play state '{state}'")))?;
            Some((PlayId(id), state, definition))
        }
        _ => None,
    };
    let facts = Facts {
        now,
        person: PersonId(sql::at(row, 3)?),
        zone: sql::at(row, 4)?,
        owed: sql::at::<i64>(row, 5)? != 0,
        play,
        topic: sql::at(row, 9)?,
        words: Words::default(),
        is_customer: sql::at::<i32>(row, 10)? != 0,
        rests: sql::at::<i32>(row, 11)? != 0,
        arms: Vec::new(),
        lately: 0,
    };
    Ok(Row { gesture: sql::at(row, 0)?, fence: sql::at(row, 1)?, state: sql::at(row, 2)?, facts })
}

/// The arms people were drawn into in a play, and in the programme, whose id is all zeros.
async fn arms_of(on: &impl ConnectionTrait, people: &[Uuid]) -> Result<HashMap<Uuid, Vec<(Uuid, Arm)>>> {
    let before = "select i.person_id, d.play_id, d.arm from identities i
         join draws d on d.identity_id = i.id where i.person_id in (values ";
    let values = people.iter().map(|&id| Value::from(id)).collect();
    let mut arms: HashMap<Uuid, Vec<(Uuid, Arm)>> = HashMap::new();
    for row in bulk::ask(on, before, 1, ")", values).await? {
        let arm: String = sql::at(&row, 2)?;
        let arm = Arm::from_name(&arm).ok_or_else(|| Error::unreadable(format!("the arm '{arm}'")))?;
        arms.entry(sql::at(&row, 0)?).or_default().push((sql::at(&row, 1)?, arm));
    }
    Ok(arms)
}

/// How many gestures nobody asked for each of these people got since an instant, or are getting: a
/// letter counts from the moment it is marked as sending, any other gesture when it is done.
async fn lately_of(on: &impl ConnectionTrait, people: &[Uuid], since: Instant) -> Result<HashMap<Uuid, i64>> {
    let before = format!(
        "select i.person_id, count(*) from identities i join gestures g on g.identity_id = i.id
         left join outbox o on o.gesture_id = g.id
         where g.owed = 0 and (g.state in ('done', 'held') and coalesce(g.ended_at, g.decided_at) >= {}
                               or o.state = 'sending')
           and i.person_id in (values ",
        since.0
    );
    let values = people.iter().map(|&id| Value::from(id)).collect();
    let rows = bulk::ask(on, &before, 1, ") group by i.person_id", values).await?;
    rows.iter().map(|row| Ok((sql::at(row, 0)?, sql::at(row, 1)?))).collect()
}

/// The facts of each letter that is there, by its gesture.
pub(super) async fn facts_of(
    on: &impl ConnectionTrait,
    store: &Store,
    actor: Actor,
    marks: &[Mark<'_>],
    now: Instant,
    cap_days: i64,
) -> Result<HashMap<Uuid, Row>> {
    let today = store.today(actor).await?.0;
    let ids = marks.iter().map(|mark| Value::from(mark.gesture.0)).collect();
    let select = FACTS.replacen('?', &today.to_string(), 1);
    let rows = bulk::ask(on, &select, 1, ")", ids).await?;
    let mut rows = rows.iter().map(|found| row(found, now)).collect::<Result<Vec<_>>>()?;
    let mut people: Vec<Uuid> = rows.iter().map(|row| row.facts.person.0).collect();
    people.sort_unstable();
    people.dedup();
    let mut words = consents::words_of(on, &people).await?;
    let mut arms = arms_of(on, &people).await?;
    let lately = lately_of(on, &people, now.plus_seconds(-cap_days * 24 * 60 * 60)).await?;
    for row in &mut rows {
        let facts = &mut row.facts;
        let person = facts.person.0;
        facts.words = words.get_mut(&person).cloned().unwrap_or_default();
        facts.lately = lately.get(&person).copied().unwrap_or_default();
        let play = facts.play.as_ref().map_or(Uuid::nil(), |(id, ..)| id.0);
        let drawn = arms.get_mut(&person).map(|drawn| drawn.as_slice()).unwrap_or_default();
        let ours = drawn.iter().filter(|(of, _)| *of == play || of.is_nil());
        facts.arms = ours.map(|(_, arm)| *arm).collect();
    }
    Ok(rows.into_iter().map(|row| (row.gesture, row)).collect())
}
