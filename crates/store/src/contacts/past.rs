//! All that was said by people, decided for them and drawn of them, in one statement whose rows each say
//! what they are.

use domain::Instant;
use domain::ids::{GestureId, IdentityId, PlayId};
use domain::plays::{EnrolmentState, GestureState, Goal};
use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

use super::{Asked, Contact, Lately, Met, drawn};
use crate::draws::PROGRAMME;
use crate::{Error, Result, consents, engine, sql};

/// The identities of people; [`of`] comes after them.
pub(super) const OWN: &str = "with own as materialized (
     select i.person_id as person, i.id from identities i where i.person_id in (values ";

/// The rows of a table that refer to the identities, by what each tells: the person, what it is, and
/// an id, a play, a text, a state, a step, whether it was owed, and when. The first has them all, so that
/// what others leave out is of its type. Small beside any of these tables, the identities come first.
fn rows(what: &str, columns: &str, table: &str, on: &str) -> String {
    format!(
        "select own.person, '{what}', {columns} from own cross join {table} where x.identity_id = own.id and {on}"
    )
}

/// What is asked of the past of the people of [`OWN`].
pub(super) fn of(on: &impl ConnectionTrait, asked: &Asked) -> String {
    let today = asked.today.0;
    let play = asked.play_text(on);
    let mut parts = vec![
        rows(
            "gesture",
            "x.id, x.play_id, x.occasion, x.state, x.step, x.owed, x.decided_at",
            "gestures x",
            &format!("(x.play_id = {play} or x.decided_at > {})", asked.cap_from.0),
        ),
        rows(
            "word",
            "null, null, x.topic, x.state, null, null, x.at",
            "consents_now x",
            "x.topic <> 'reach'",
        ),
        rows(
            "rest",
            "null, null, null, null, null, null, null",
            "rests x",
            &format!(
                "x.ended_at is null and x.since_day <= {today} and coalesce(x.until_day, {today}) >= {today}"
            ),
        ),
        rows(
            "rest",
            "null, null, null, null, null, null, null",
            "facts x",
            &format!("x.kind = 'bereavement' and coalesce(x.expires_on, {today} + 1) > {today}"),
        ),
    ];
    parts.push(rows(
        "complaint",
        "null, null, null, null, null, null, null",
        "gestures x",
        // What could not be made good stays a complaint, until somebody did make it good or asked after it.
        "x.kind = 'recovery' and (x.state = 'open' or x.state = 'could_not'
             and (x.touch_id is null or exists (
                 select 1 from touches t where t.id = x.touch_id and t.kind = 'complaint'))
             and not exists (
                 select 1 from identities a join identities b on b.person_id = a.person_id
                     join gestures y on y.identity_id = b.id
                 where a.id = x.identity_id and y.kind in ('recovery', 'follow_up') and y.state = 'done'
                     and (y.touch_id = x.touch_id
                          or y.ended_at >= x.ended_at and (y.touch_id is null or x.touch_id is null))))",
    ));
    let programme = engine::id(on, PROGRAMME.0);
    parts.push(rows(
        "draw",
        "null, x.play_id, null, x.arm, x.share_mille, null, x.drawn_at",
        "draws x",
        &format!("x.play_id in ({programme}, {play})"),
    ));
    if asked.play.is_some() {
        parts.push(rows(
            "way",
            "x.identity_id, null, x.occasion, x.state, null, null, x.entered_at",
            "enrolments x",
            &format!("x.play_id = {play}"),
        ));
    }
    if let (Some(_), Some(from)) = (asked.play, asked.goal_from) {
        let success = format!("x.at > {} and x.kind in ({})", from.0, successes(asked.goal));
        parts.push(rows("goal", "null, null, null, null, null, null, x.at", "timeline x", &success));
    }
    format!(")) {}", parts.join(" union all "))
}

/// The kinds of entries that are a success.
pub(crate) fn successes(goal: Goal) -> &'static str {
    match goal {
        Goal::Return | Goal::Revenue => "'purchase'",
        Goal::Visit => "'visit', 'purchase'",
        Goal::Answer => "'answer', 'call', 'leaving', 'meeting', 'review', 'visit', 'wish'",
    }
}

/// Adds what a row tells to somebody.
pub(super) fn add(contact: &mut Contact, asked: &Asked, row: &QueryResult) -> Result<()> {
    let what: String = sql::at(row, 1)?;
    match what.as_str() {
        "gesture" => contact.lately.push(gesture(row)?),
        "word" => {
            let (topic, state): (String, String) = (sql::at(row, 4)?, sql::at(row, 5)?);
            contact.words.hear(&topic, consents::word(&state)?, at(row)?);
        }
        "rest" => contact.rests = true,
        "complaint" => contact.complains = true,
        "draw" => {
            let drawn = drawn(sql::at(row, 5)?, at(row)?, sql::at(row, 6)?)?;
            let is_own = asked.play == Some(PlayId(sql::at(row, 3)?));
            if is_own { contact.draws.push(drawn) } else { contact.programme.push(drawn) }
        }
        "way" => contact.met.push(way(row)?),
        _ => contact.goal = contact.goal.max(Some(at(row)?)),
    }
    Ok(())
}

fn at(row: &QueryResult) -> Result<Instant> {
    Ok(Instant(sql::at(row, 8)?))
}

fn gesture(row: &QueryResult) -> Result<Lately> {
    let (state, step): (String, Option<i64>) = (sql::at(row, 5)?, sql::at(row, 6)?);
    Ok(Lately {
        id: GestureId(sql::at(row, 2)?),
        play: sql::at::<Option<Uuid>>(row, 3)?.map(PlayId),
        occasion: sql::at(row, 4)?,
        step: step.and_then(|step| u32::try_from(step).ok()),
        state: GestureState::from_name(&state)
            .ok_or_else(|| Error::unreadable(format!("a gesture that is '{state}'")))?,
        owed: sql::at::<i64>(row, 7)? != 0,
        decided: at(row)?,
    })
}

fn way(row: &QueryResult) -> Result<Met> {
    let state: String = sql::at(row, 5)?;
    Ok(Met {
        identity: IdentityId(sql::at(row, 2)?),
        occasion: sql::at(row, 4)?,
        entered: at(row)?,
        state: EnrolmentState::from_name(&state)
            .ok_or_else(|| Error::unreadable(format!("an enrolment that is '{state}'")))?,
    })
}
