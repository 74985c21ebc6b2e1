//! Takes an import back, a commit at a time; killed halfway, it goes on where it stopped.

use std::collections::HashMap;

use domain::access::Action;
use domain::ids::ImportId;
use domain::{Actor, Permit};
use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use uuid::Uuid;

use crate::apply::{Before, OrderRows, clear};
use crate::incoming::Recorded;
use crate::parties::{Named, mark_stale};
use crate::{Error, Result, Store, audit, bulk, leave, sql, terms};

/// Orders in one commit.
const BATCH: i64 = 4096;

/// What an undo did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Undone {
    /// Orders put back as they stood.
    pub restored: u64,
    /// Orders the import had made, deleted.
    pub deleted: u64,
    /// Orders kept because another import changed them since.
    pub kept: u64,
}

/// An order an undo left as it was.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Kept {
    /// Where it came from.
    pub source: String,
    /// Its id there.
    pub source_id: String,
    /// The file of the import that changed it last.
    pub changed_by: Option<String>,
}

#[derive(FromQueryResult)]
struct OrderRow {
    id: Uuid,
    identity_id: Option<Uuid>,
    person_id: Option<Uuid>,
    at: i64,
    kind: String,
}

impl From<OrderRow> for Recorded {
    fn from(row: OrderRow) -> Self {
        let OrderRow { id, identity_id, person_id, at, kind } = row;
        Self { id, content: Vec::new(), identity: identity_id, person: person_id, at, kind, import: None }
    }
}

/// Orders that are as the import left them and that it had changed (or made, with an empty `before`).
const CHANGED: &str = "select o.id, o.identity_id, i.person_id, o.at, o.kind
     from import_changes c join orders o on o.id = c.row_id and o.import_id = c.import_id
     left join identities i on i.id = o.identity_id
     where c.import_id = $1 and c.kind = 'order' order by c.row_id limit $2";
const MADE: &str = "select o.id, o.identity_id, i.person_id, o.at, o.kind
     from orders o left join identities i on i.id = o.identity_id
     where o.import_id = $1 and o.id > $3 order by o.id limit $2";

/// Every order kept: made or changed by the import, and changed by another since.
const KEPT: &str = "from orders o where o.id in (
         select row_id from import_changes where kind = 'order' and import_id = $1
         union select row_id from import_changes where kind = 'order' and before_import = $1)";

/// Whatever refers to an identity: one of which any of this is known stays, so that who was drawn, asked
/// to be left alone or was given something is known again when they come back.
const TRACES: [(&str, &str); 24] = [
    ("timeline", "identity_id"),
    ("import_changes", "identity_id"),
    ("relations", "from_identity"),
    ("relations", "to_identity"),
    ("facts", "identity_id"),
    ("promises", "identity_id"),
    ("touches", "identity_id"),
    ("declined_products", "identity_id"),
    ("doubts", "claimed"),
    ("doubts", "claimant"),
    ("distinctions", "a"),
    ("distinctions", "b"),
    ("draws", "identity_id"),
    ("enrolments", "identity_id"),
    ("gestures", "identity_id"),
    ("outbox", "to_identity"),
    ("consents", "identity_id"),
    ("leavings", "identity_id"),
    ("consents_now", "identity_id"),
    ("rests", "identity_id"),
    ("certificates", "identity_id"),
    ("memberships", "identity_id"),
    ("observances", "identity_id"),
    ("plans", "identity_id"),
];

impl Store {
    /// Takes an import back: orders it changed stand again as before, orders, people, identities
    /// and products it made go, where nothing else refers to them. Orders changed since are kept
    /// and can be listed with [`Store::kept`]. `progress` hears how many orders are done.
    ///
    /// # Errors
    /// [`Error::Missing`] where there is no such import; where the permit is not for
    /// `ImportOrders`, or the database fails: then it can be called again and goes on.
    pub async fn undo_import(
        &self,
        permit: &Permit,
        id: ImportId,
        mut progress: impl FnMut(u64),
    ) -> Result<Undone> {
        leave::to_write(permit, Action::ImportOrders)?;
        let transaction = self.begin().await?;
        let begin = "update imports set state = 'undoing' where id = $1";
        if sql::run(&transaction, begin, [id.0.into()]).await? == 0 {
            return Err(Error::Missing("There is no such import."));
        }
        let actor = permit.actor();
        audit::write(&transaction, self, actor, "import.undone", "import", Some(id.0), "").await?;
        transaction.commit().await?;
        let mut undone = Undone::default();
        while let count @ 1.. = self.restore(id).await? {
            undone.restored += count;
            progress(undone.restored);
        }
        let mut after = Uuid::nil();
        while let Some((count, last)) = self.delete_made(id, after).await? {
            (undone.deleted, after) = (undone.deleted + count, last);
            progress(undone.restored + undone.deleted);
        }
        undone.kept = self.end_undo(id).await?;
        Ok(undone)
    }

    /// Puts one batch of changed orders back; how many.
    async fn restore(&self, id: ImportId) -> Result<u64> {
        let transaction = self.begin().await?;
        let rows: Vec<OrderRow> = sql::rows(&transaction, CHANGED, [id.0.into(), BATCH.into()]).await?;
        if rows.is_empty() {
            return Ok(0);
        }
        let standing: Vec<Recorded> = rows.into_iter().map(Recorded::from).collect();
        let ids: Vec<Value> = standing.iter().flat_map(|order| [id.0.into(), order.id.into()]).collect();
        let records = bulk::ask(
            &transaction,
            "select row_id, before from import_changes
             where kind = 'order' and (import_id, row_id) in (values ",
            2,
            ")",
            ids.clone(),
        )
        .await?;
        let mut rows = OrderRows::default();
        let mut identities = Vec::new();
        for record in &records {
            let before: Before = serde_json::from_str(&sql::at::<String>(record, 1)?)?;
            identities.extend(before.identity.map(Value::from));
            rows.push_before(sql::at(record, 0)?, &before);
        }
        clear(&transaction, standing.iter()).await?;
        rows.write(&transaction, true).await?;
        let delete = "delete from import_changes where kind = 'order' and (import_id, row_id) in (values ";
        bulk::run(&transaction, delete, 2, ")", ids).await?;
        let people = people_of(&transaction, identities).await?;
        let mark = self.next_mark(&transaction).await?;
        let touched = people.into_iter().chain(standing.iter().filter_map(|order| order.person));
        mark_stale(&transaction, touched, mark).await?;
        transaction.commit().await?;
        Ok(standing.len() as u64)
    }

    /// Deletes one batch of the orders the import made; how many, and the last.
    async fn delete_made(&self, id: ImportId, after: Uuid) -> Result<Option<(u64, Uuid)>> {
        let transaction = self.begin().await?;
        let rows: Vec<OrderRow> =
            sql::rows(&transaction, MADE, [id.0.into(), BATCH.into(), after.into()]).await?;
        let standing: Vec<Recorded> = rows.into_iter().map(Recorded::from).collect();
        let Some(last) = standing.last().map(|order| order.id) else { return Ok(None) };
        clear(&transaction, standing.iter()).await?;
        let ids = standing.iter().map(|order| order.id.into()).collect();
        bulk::run(&transaction, "delete from orders where id in (values ", 1, ")", ids).await?;
        let mark = self.next_mark(&transaction).await?;
        mark_stale(&transaction, standing.iter().filter_map(|order| order.person), mark).await?;
        transaction.commit().await?;
        Ok(Some((standing.len() as u64, last)))
    }

    /// Takes back names, people, identities and products, and closes the undo; how many orders
    /// were kept.
    async fn end_undo(&self, id: ImportId) -> Result<u64> {
        let transaction = self.begin().await?;
        restore_names(&transaction, id).await?;
        let unless = TRACES.map(|(table, column)| {
            format!(" and not exists (select 1 from {table} where {column} = identities.id)")
        });
        let delete = format!("delete from identities where import_id = $1{}", unless.concat());
        sql::run(&transaction, &delete, [id.0.into()]).await?;
        for sql in [
            "delete from terms where person_id in (
                 select id from people where import_id = $1
                 and not exists (select 1 from identities where person_id = people.id))",
            "delete from people where import_id = $1
               and not exists (select 1 from identities where person_id = people.id)",
            // What a change recorded may still name a product inside its document.
            "delete from products where import_id = $1
               and id not in (select product_id from order_lines)
               and not exists (select 1 from import_changes where kind = 'order')",
        ] {
            sql::run(&transaction, sql, [id.0.into()]).await?;
        }
        let loose = "delete from terms where origin = 'phone'
                     and not exists (select 1 from identities where id = ref_id)";
        sql::run(&transaction, loose, []).await?;
        let count = format!("select count(*) {KEPT}");
        let kept: i64 = sql::value(&transaction, &count, [id.0.into()]).await?;
        sql::run(
            &transaction,
            "update imports set state = 'undone', kept = $2, ended_at = $3 where id = $1",
            [id.0.into(), kept.into(), self.now().0.into()],
        )
        .await?;
        self.ask_for_refit(&transaction).await?;
        transaction.commit().await?;
        Ok(kept.unsigned_abs())
    }

    /// The orders an undo left as they were because they were changed since, by source id.
    ///
    /// # Errors
    /// Where the actor may not import orders, or the database fails.
    pub async fn kept(&self, actor: Actor, id: ImportId, limit: u32) -> Result<Vec<Kept>> {
        leave::to_read(actor, Action::ImportOrders)?;
        let sql = format!(
            "select o.source, o.source_id,
                    (select file from imports where imports.id = o.import_id) as changed_by
             {KEPT} order by o.source, o.source_id limit $2"
        );
        sql::rows(self.read(), &sql, [id.0.into(), limit.into()]).await
    }
}

async fn people_of(on: &impl ConnectionTrait, identities: Vec<Value>) -> Result<Vec<Uuid>> {
    let sql = "select person_id from identities where id in (values ";
    bulk::ask(on, sql, 1, ")", identities).await?.iter().map(|row| sql::at(row, 0)).collect()
}

/// Empties the names the import filled in, where they still stand as it left them.
async fn restore_names(on: &impl ConnectionTrait, id: ImportId) -> Result<()> {
    let sql = "select c.row_id, c.before, p.name from import_changes c join people p on p.id = c.row_id
               where c.import_id = $1 and c.kind = 'person'";
    let mut restored: HashMap<Uuid, String> = HashMap::new();
    for row in sql::results(on, sql, [id.0.into()]).await? {
        let before: Named = serde_json::from_str(&sql::at::<String>(&row, 1)?)?;
        if before.filled == sql::at::<String>(&row, 2)? {
            restored.insert(sql::at(&row, 0)?, before.sort_key);
        }
    }
    for (person, sort_key) in restored {
        let update = "update people set name = '', sort_key = $1 where id = $2";
        sql::run(on, update, [sort_key.into(), person.into()]).await?;
        terms::forget(on, person, person).await?;
    }
    let delete = "delete from import_changes where import_id = $1 and kind = 'person'";
    sql::run(on, delete, [id.0.into()]).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::TRACES;

    #[test]
    fn nothing_that_refers_to_an_identity_is_forgotten() {
        let tables = [
            include_str!("../migrations/sqlite/0001_house.sql"),
            include_str!("../migrations/sqlite/0002_people.sql"),
            include_str!("../migrations/sqlite/0003_plays.sql"),
            include_str!("../migrations/sqlite/0004_erasures.sql"),
            include_str!("../migrations/sqlite/0005_signs.sql"),
            include_str!("../migrations/sqlite/0006_presents.sql"),
            include_str!("../migrations/sqlite/0007_plans.sql"),
            include_str!("../migrations/sqlite/0008_key_messages.sql"),
            include_str!("../migrations/sqlite/0009_complaints.sql"),
        ];
        let (mut table, mut found) = ("", Vec::new());
        for line in tables.iter().flat_map(|text| text.lines()) {
            if let Some(name) = line.strip_prefix("create table ") {
                table = name.split(' ').next().unwrap();
            } else if line.contains("references identities") && !line.contains("on delete cascade") {
                found.push((table, line.split_whitespace().next().unwrap()));
            }
        }
        assert_eq!(found, TRACES);
    }
}
