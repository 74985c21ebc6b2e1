//! Tasks that wait for somebody.

use domain::ids::{PersonId, PlayId, StaffId};
use domain::{Actor, Instant};

use super::{COLUMNS, Gesture, gesture};
use crate::{Result, Store, leave, sql};

/// Which open tasks are asked for. Empty asks for all.
#[derive(Clone, Copy, Debug, Default)]
pub struct OpenGestures {
    /// Of this member of the team; theirs, not those anybody may take.
    pub owner: Option<StaffId>,
    /// For this person.
    pub person: Option<PersonId>,
    /// Of this play.
    pub play: Option<PlayId>,
    /// Due by this instant.
    pub due_by: Option<Instant>,
}

impl Store {
    /// Tasks somebody is to do, the longest due first.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn open_gestures(
        &self,
        actor: Actor,
        asked: &OpenGestures,
        limit: u32,
    ) -> Result<Vec<Gesture>> {
        leave::to_read_customers(actor)?;
        let mut values = vec![limit.into(), asked.due_by.map_or(i64::MAX, |at| at.0).into()];
        let mut also = String::new();
        let ids = [
            ("g.owner", asked.owner.map(|id| id.0)),
            ("i.person_id", asked.person.map(|id| id.0)),
            ("g.play_id", asked.play.map(|id| id.0)),
        ];
        for (column, id) in ids {
            if let Some(id) = id {
                values.push(id.into());
                also.push_str(&format!(" and {column} = ${}", values.len()));
            }
        }
        let select = format!(
            "select {COLUMNS} from gestures g join identities i on i.id = g.identity_id
             where g.state = 'open' and g.due_at <= $2{also} order by g.due_at, g.id limit $1"
        );
        sql::results(self.read(), &select, values).await?.iter().map(gesture).collect()
    }
}
