//! The list of merges.

use domain::ids::{MergeId, PersonId};
use domain::{Actor, Instant};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::Journal;
use crate::{Result, Store, leave, sql};

/// A merge in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergeLine {
    /// Its id; also the cursor of the page after this line.
    pub id: MergeId,
    /// Who stayed.
    pub survivor: PersonId,
    /// What they were called then.
    pub survivor_name: String,
    /// Who went.
    pub absorbed: PersonId,
    /// What they were called.
    pub absorbed_name: String,
    /// How many ways of knowing them moved.
    pub identities: usize,
    /// Who merged them, as the audit names them.
    pub merged_by: String,
    /// When.
    pub merged_at: Instant,
    /// Who undid it, and when.
    pub undone: Option<(String, Instant)>,
}

/// Which merges to list.
#[derive(Clone, Copy, Debug, Default)]
pub struct MergeFilter {
    /// Only this one.
    pub id: Option<MergeId>,
    /// Those into this person, or that took this person away.
    pub person: Option<PersonId>,
    /// The last of the page before.
    pub after: Option<MergeId>,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    survivor: Uuid,
    absorbed: Uuid,
    journal: String,
    merged_by: String,
    merged_at: i64,
    undone_by: Option<String>,
    undone_at: Option<i64>,
}

impl TryFrom<Row> for MergeLine {
    type Error = crate::Error;

    fn try_from(row: Row) -> Result<Self> {
        let journal: Journal = serde_json::from_str(&row.journal)?;
        Ok(Self {
            id: MergeId(row.id),
            survivor: PersonId(row.survivor),
            survivor_name: journal.survivor_name,
            absorbed: PersonId(row.absorbed),
            absorbed_name: journal.absorbed_name,
            identities: journal.identities.len(),
            merged_by: row.merged_by,
            merged_at: Instant(row.merged_at),
            undone: row.undone_by.zip(row.undone_at.map(Instant)),
        })
    }
}

impl Store {
    /// Merges, the latest first, undone ones included.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn merges(&self, actor: Actor, filter: &MergeFilter, limit: u32) -> Result<Vec<MergeLine>> {
        leave::to_read_customers(actor)?;
        let mut values: Vec<Value> =
            vec![filter.after.map_or(Uuid::max(), |id| id.0).into(), i64::from(limit).into()];
        let mut conditions = String::from("id < $1");
        if let Some(person) = filter.person {
            values.push(person.0.into());
            conditions.push_str(&format!(" and (survivor = ${0} or absorbed = ${0})", values.len()));
        }
        if let Some(id) = filter.id {
            values.push(id.0.into());
            conditions.push_str(&format!(" and id = ${}", values.len()));
        }
        let sql = format!(
            "select id, survivor, absorbed, journal, merged_by, merged_at, undone_by, undone_at
             from merges where {conditions} order by id desc limit $2"
        );
        let rows: Vec<Row> = sql::rows(self.read(), &sql, values).await?;
        rows.into_iter().map(MergeLine::try_from).collect()
    }
}
