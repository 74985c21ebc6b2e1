//! Regulars who have fallen silent, those first with whom a gesture can still win most.

use std::collections::HashSet;

use domain::ids::{PersonId, PlayId};
use domain::plays::Arm;
use domain::worth::Standing;
use domain::{Actor, Day};
use sea_orm::{QueryResult, Value};

use super::ids;
use crate::draws::PROGRAMME;
use crate::{Result, Store, bulk, contacts, leave, sql, standings};

/// What is at stake with somebody, weighed by the odds that they are still there: as the index
/// `standings_within_reach` has it.
const WITHIN_REACH: &str = "(coalesce(value_at_stake, 0.0) * coalesce(p_alive, 0.0))";

/// A regular who has fallen silent.
#[derive(Clone, Debug)]
pub struct Silent {
    /// Who.
    pub person: PersonId,
    /// What is believed of them.
    pub standing: Standing,
    /// What is at stake, weighed by the odds that they are still there, in major units.
    pub within_reach: f64,
}

fn silent(row: &QueryResult) -> Result<Silent> {
    let standing = standings::row(row, 1)?;
    Ok(Silent { person: PersonId(sql::at(row, 1)?), standing, within_reach: sql::at(row, 0)? })
}

/// The statement of [`Store::silent_regulars`]; `$4` and on are the plays that see to the silent themselves.
pub(crate) fn statement(plays: usize) -> String {
    let places: Vec<String> = (4..plays + 4).map(|place| format!("${place}")).collect();
    let seen_to =
        if plays == 0 { String::new() } else { format!(" or d.play_id in ({})", places.join(", ")) };
    format!(
        "select {WITHIN_REACH}, {} from standings
         where overdue_days > 0
           and not exists (
               select 1 from identities i join set_aside a on a.identity_id = i.id
               where i.person_id = standings.person_id and a.kind = 'silence'
                 and a.about = cast(last_day as text) and (a.until_day is null or a.until_day > $1))
           and not exists (
               select 1 from identities i cross join draws d
               where d.identity_id = i.id and i.person_id = standings.person_id
                 and ((d.play_id = $2 and d.arm = 'held'){seen_to}))
         order by {WITHIN_REACH} desc, person_id desc limit $3",
        standings::COLUMNS
    )
}

impl Store {
    /// Into which arm one of the plays, or the whole programme, drew which of these people; nothing where
    /// no play is asked about.
    ///
    /// # Errors
    /// As [`Store::silent_regulars`].
    pub async fn drawn_of(
        &self,
        actor: Actor,
        people: &[PersonId],
        plays: &[PlayId],
    ) -> Result<HashSet<(PersonId, PlayId, Arm)>> {
        leave::to_read_customers(actor)?;
        if plays.is_empty() {
            return Ok(HashSet::new());
        }
        let select =
            "select i.person_id, d.play_id, d.arm from identities i join draws d on d.identity_id = i.id
                      where i.person_id in (values ";
        let rows = bulk::ask(self.read(), select, 1, ")", ids(people)).await?;
        let mut found = HashSet::new();
        for row in &rows {
            let (play, arm): (PlayId, String) = (PlayId(sql::at(row, 1)?), sql::at(row, 2)?);
            if plays.contains(&play) || play == PROGRAMME {
                found.insert((PersonId(sql::at(row, 0)?), play, contacts::arm(&arm)?));
            }
        }
        Ok(found)
    }

    /// People overdue by their own rhythm, those first with whom most is within reach. Left out are
    /// those set aside, those held out of the whole programme, and those drawn, into either arm, in one
    /// of the `plays`, which see to the silent themselves.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn silent_regulars(
        &self,
        actor: Actor,
        today: Day,
        plays: &[PlayId],
        limit: u32,
    ) -> Result<Vec<Silent>> {
        leave::to_read_customers(actor)?;
        let values = [today.0.into(), uuid::Uuid::nil().into(), Value::from(limit)];
        let values = values.into_iter().chain(plays.iter().map(|play| play.0.into()));
        sql::results(self.read(), &statement(plays.len()), values).await?.iter().map(silent).collect()
    }
}
