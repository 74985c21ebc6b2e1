//! Who saw what is sensitive and who changed what. Rows are only ever added: both engines refuse to
//! change or take away any.
//!
//! A detail says which fields or how many, never what a person told us: erasing somebody must not
//! need to touch the audit.

use domain::access::Action;
use domain::ids::AuditId;
use domain::{Actor, Instant};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use uuid::Uuid;

use crate::{Result, Store, leave, sql};

/// The action of a look at what is sensitive.
pub const SEEN: &str = "seen";

/// A line of the audit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its id; later lines have larger ones.
    pub id: AuditId,
    /// When it was written.
    pub at: Instant,
    /// Who: `staff <id>`, `key <id>`, `operator`, `system <part>`.
    pub actor: String,
    /// What was done: `seen`, or a noun and what befell it, such as `fact.remembered`.
    pub action: String,
    /// What kind of thing it was done to, such as `person`.
    pub object: String,
    /// Which one.
    pub object_id: Option<Uuid>,
    /// Which fields, or how many.
    pub detail: String,
}

/// Which lines to list. Empty asks for all.
#[derive(Clone, Debug, Default)]
pub struct AuditFilter {
    /// As [`Line::actor`].
    pub actor: Option<String>,
    /// As [`Line::action`], or its noun alone: `fact` finds `fact.remembered`.
    pub action: Option<String>,
    /// A thing; of a person also what is remembered, promised and written down of them now.
    pub object_id: Option<Uuid>,
    /// Not before this instant.
    pub from: Option<Instant>,
    /// Before this instant.
    pub until: Option<Instant>,
    /// The last line of the page before.
    pub after: Option<AuditId>,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    at: i64,
    actor: String,
    action: String,
    object: String,
    object_id: Option<Uuid>,
    detail: String,
}

impl From<Row> for Line {
    fn from(row: Row) -> Self {
        let Row { id, at, actor, action, object, object_id, detail } = row;
        Self { id: AuditId(id), at: Instant(at), actor, action, object, object_id, detail }
    }
}

/// Writes a line, inside the transaction of what it tells of.
pub(crate) async fn write(
    on: &impl ConnectionTrait,
    store: &Store,
    actor: Actor,
    action: &str,
    object: &str,
    object_id: Option<Uuid>,
    detail: &str,
) -> Result<()> {
    sql::run(
        on,
        "insert into audit (id, at, actor, action, object, object_id, detail)
         values ($1, $2, $3, $4, $5, $6, $7)",
        [
            store.inner.ids.next().into(),
            store.now().0.into(),
            leave::name_of(actor).into(),
            action.into(),
            object.into(),
            object_id.into(),
            detail.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Which fields changed, in words.
pub(crate) fn fields(changed: &[(&str, bool)]) -> String {
    let names: Vec<&str> = changed.iter().filter(|(_, changed)| *changed).map(|(name, _)| *name).collect();
    names.join(", ")
}

/// Writes that somebody looked at what is sensitive. Called before the answer leaves: where the
/// look can't be written, there is no look.
pub(crate) async fn seen(
    store: &Store,
    actor: Actor,
    object: &str,
    object_id: Uuid,
    detail: &str,
) -> Result<()> {
    write(store.write(), store, actor, SEEN, object, Some(object_id), detail).await
}

/// The conditions of a filter, and their values from the place `$2` on.
fn conditions(filter: &AuditFilter) -> (String, Vec<Value>) {
    let mut text = String::new();
    let mut values: Vec<Value> = Vec::new();
    let mut also = |condition: &str, asked: Vec<Value>| {
        text.push_str(if text.is_empty() { " where " } else { " and " });
        let mut parts = condition.split('?');
        text.push_str(parts.next().unwrap_or_default());
        for (value, part) in asked.into_iter().zip(parts) {
            values.push(value);
            text.push_str(&format!("${}{part}", values.len() + 1));
        }
    };
    if let Some(actor) = &filter.actor {
        also("actor = ?", vec![actor.as_str().into()]);
    }
    if let Some(action) = &filter.action {
        // A noun's actions begin with it and a point; '/' is the letter after the point.
        let (from, until) = (format!("{action}."), format!("{action}/"));
        let asked = vec![action.as_str().into(), from.into(), until.into()];
        also("(action = ? or (action >= ? and action < ?))", asked);
    }
    if let Some(id) = filter.object_id {
        let theirs = |table: &str| {
            format!(
                " or object_id in (select t.id from {table} t join identities i on i.id = t.identity_id
                  where i.person_id = ?)"
            )
        };
        let theirs = ["facts", "promises", "touches", "leavings"].map(theirs).concat();
        also(&format!("(object_id = ?{theirs})"), vec![id.into(); 5]);
    }
    if let Some(from) = filter.from {
        also("at >= ?", vec![from.0.into()]);
    }
    if let Some(until) = filter.until {
        also("at < ?", vec![until.0.into()]);
    }
    if let Some(after) = filter.after {
        also("id < ?", vec![after.0.into()]);
    }
    (text, values)
}

impl Store {
    /// The lines of the audit, the newest first.
    ///
    /// # Errors
    /// Where the actor may not read the audit, or the database fails.
    pub async fn audit(&self, actor: Actor, filter: &AuditFilter, limit: u32) -> Result<Vec<Line>> {
        leave::to_read(actor, Action::ReadAudit)?;
        let (conditions, rest) = conditions(filter);
        let sql = format!(
            "select id, at, actor, action, object, object_id, detail from audit{conditions}
             order by id desc limit $1"
        );
        let values = std::iter::once(Value::from(i64::from(limit))).chain(rest);
        let rows: Vec<Row> = sql::rows(self.read(), &sql, values).await?;
        Ok(rows.into_iter().map(Line::from).collect())
    }
}
