//! Every table there is: what of it tells of customers, staff and beliefs, and what is only carried
//! along when a database moves. A test holds this list to the tables themselves.

use sea_orm::{ConnectionTrait, QueryResult, Value};
use uuid::Uuid;

use crate::{Result, sql};

/// A table. Its columns are written `name:letter`: `u` id, `i` number, `d` day, month or year, `t`
/// text, `b` bytes, `r` real; those of its key come first.
pub(crate) struct Table {
    pub(crate) name: &'static str,
    /// How many columns are its key.
    keys: usize,
    /// Rows held at a time.
    page: u32,
    /// What counts for the digest.
    told: &'static str,
    /// What does not: how things got there, how often they were edited, what can be worked out anew.
    carried: &'static str,
}

/// In an order in which each can be filled before those that refer to it.
pub(crate) const TABLES: &[Table] = &[
    Table::of("settings", 1, "one:i company:t zone:t currency:t language:t", ""),
    Table::of("counters", 1, "", "name:t value:i"),
    Table::of(
        "staff",
        1,
        "id:u email:t name:t role:t password_hash:t created_at:i language:t left_at:i",
        "seen_at:i version:i",
    ),
    Table::of("links", 1, "", "token_hash:b purpose:t staff_id:u created_at:i expires_at:i used_at:i"),
    Table::of("sessions", 1, "", "id_hash:b staff_id:u data:t expires_at:i"),
    Table::of(
        "invitations",
        1,
        "id:u token_hash:b email:t name:t role:t invited_by:t created_at:i expires_at:i used_at:i \
         revoked_at:i",
        "",
    ),
    Table::of(
        "imports",
        1,
        "",
        "id:u source:t file:t mapping:t started_by:t started_at:i ended_at:i state:t error:t \
         batches:i rows_done:i bytes_done:i bytes_total:i created:i updated:i unchanged:i \
         refused:i kept:i",
    )
    .by(256),
    Table::of("people", 1, "id:u kind:t name:t sort_key:t import_id:u", "stale:i version:i"),
    Table::of("identities", 1, "id:u person_id:u kind:t source:t value:t import_id:u", ""),
    Table::of(
        "profiles",
        1,
        "person_id:u given:t family:t says:t title:t language:t zone:t website:t street:t city:t \
         region:t postal_code:t country:t",
        "",
    ),
    Table::of("stakes", 2, "person_id:u kind:t since:i", ""),
    Table::of("terms", 5, "", "level:i term:t person_id:u origin:t ref_id:u"),
    Table::of(
        "relations",
        1,
        "id:u from_identity:u to_identity:u kind:t note:t created_by:t created_at:i",
        "",
    ),
    Table::of("products", 1, "id:u source:t sku:t name:t import_id:u", ""),
    Table::of(
        "orders",
        1,
        "id:u source:t source_id:t identity_id:u kind:t at:i day:d amount:i currency:t refunds:t \
         content:b import_id:u",
        "",
    ),
    Table::of("order_lines", 2, "order_id:u line:i product_id:u quantity_milli:i amount:i", ""),
    Table::of("timeline", 4, "identity_id:u at:i kind:t ref_id:u", ""),
    Table::of("import_changes", 3, "", "import_id:u kind:t row_id:u before_import:u identity_id:u before:t")
        .by(1024),
    Table::of("import_refusals", 2, "", "import_id:u seq:i file:t row:i column_name:t reason:t value:t"),
    Table::of("import_refusal_counts", 2, "", "import_id:u reason:t rows:i"),
    Table::of(
        "facts",
        1,
        "id:u identity_id:u kind:t text:t calendar:t year:d month:d month_day:d leap:t on_day:d \
         source:t source_note:t basis:t level:i expires_on:d entry_kind:t entry_id:u phrase:t \
         learned_by:t learned_at:i",
        "version:i",
    ),
    Table::of(
        "promises",
        1,
        "id:u identity_id:u kind:t text:t owner:u due_day:d state:t entry_kind:t entry_id:u \
         made_by:t made_at:i closed_by:t closed_at:i closing_note:t",
        "version:i",
    ),
    Table::of("touches", 1, "id:u identity_id:u kind:t at:i text:t written_by:t written_at:i", "version:i"),
    Table::of(
        "events",
        1,
        "id:u source:t message_id:t identity_id:u kind:t name:t at:i received_at:i content:t",
        "",
    )
    .by(512),
    Table::of("told_orders", 2, "source:t source_id:t identity_id:u state:t", ""),
    Table::of("suggestions", 2, "", "a:u b:u probability:r evidence:t found_at:i"),
    Table::of("distinctions", 2, "a:u b:u decided_by:t decided_at:i", ""),
    Table::of(
        "merges",
        1,
        "",
        "id:u survivor:u absorbed:u journal:t merged_by:t merged_at:i undone_by:t undone_at:i",
    )
    .by(16),
    Table::of(
        "model_runs",
        1,
        "id:u created_at:i state:t error:t as_of:d unit:t fit:t model:t params:t covariance:t \
         data_digest:b report:t",
        "",
    )
    .by(16),
    Table::of(
        "standings",
        1,
        "person_id:u run_id:u frequency:i recency_days:i age_days:i first_day:d last_day:d \
         orders:i spend:r p_alive:r expected_orders:r expected_orders_low:r \
         expected_orders_high:r predicted_orders:r predicted_orders_low:r predicted_orders_high:r \
         expected_value:r expected_value_low:r expected_value_high:r predicted_value:r \
         predicted_value_low:r predicted_value_high:r value_if_alive:r value_at_stake:r \
         rhythm_days:r overdue_after_days:r overdue_days:r",
        "",
    ),
    Table::of(
        "forecasts",
        2,
        "person_id:u month:d run_id:u p_alive:r expected_orders:r expected_value:r",
        "",
    ),
    Table::of(
        "jobs",
        1,
        "",
        "id:u kind:t unique_key:t payload:t state:t run_after:i lease_until:i fence:i attempts:i \
         progress:t error:t created_at:i ended_at:i",
    )
    .by(512),
    Table::of(
        "keys",
        1,
        "id:u name:t source:t hash:b scopes:i created_by:t created_at:i expires_at:i revoked_at:i",
        "used_day:d",
    ),
    Table::of(
        "answers",
        2,
        "",
        "owner:t idempotency_key:t request_hash:b status:i headers:t body:b created_at:i",
    )
    .by(64),
    Table::of(
        "webhooks",
        1,
        "id:u url:t events:t secret:t old_secret:t old_secret_until:i created_by:t created_at:i",
        "state:t problem:t version:i",
    ),
    Table::of(
        "messages",
        1,
        "",
        "id:u webhook_id:u event:t body:t state:t attempts:i next_at:i lease_until:i created_at:i",
    )
    .by(512),
    Table::of("attempts", 2, "", "message_id:u attempt:i at:i status:i millis:i answer:t"),
    Table::of("audit", 1, "", "id:u at:i actor:t action:t object:t object_id:u detail:t").by(1024),
];

/// A column and its letter.
pub(crate) type Column = (&'static str, u8);

impl Table {
    const fn of(name: &'static str, keys: usize, told: &'static str, carried: &'static str) -> Self {
        Self { name, keys, page: 4096, told, carried }
    }

    /// Fewer rows at a time: its rows can be large.
    const fn by(mut self, page: u32) -> Self {
        self.page = page;
        self
    }

    /// Its columns, and how many of them, the first ones, count for the digest.
    pub(crate) fn columns(&self) -> (Vec<Column>, usize) {
        let parts =
            |text: &'static str| text.split_ascii_whitespace().filter_map(|part| part.split_once(':'));
        let told = parts(self.told).count();
        let all = parts(self.told).chain(parts(self.carried));
        let letter = |letters: &str| letters.bytes().next().unwrap_or(b't');
        (all.map(|(name, letters)| (name, letter(letters))).collect(), told)
    }

    /// The names of the columns, for a statement.
    pub(crate) fn names(columns: &[Column]) -> String {
        columns.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
    }
}

fn cell(row: &QueryResult, index: usize, letter: u8) -> Result<Value> {
    Ok(match letter {
        b'u' => sql::at::<Option<Uuid>>(row, index)?.into(),
        b'i' => sql::at::<Option<i64>>(row, index)?.into(),
        b'd' => sql::at::<Option<i32>>(row, index)?.into(),
        b'r' => sql::at::<Option<f64>>(row, index)?.into(),
        b'b' => sql::at::<Option<Vec<u8>>>(row, index)?.into(),
        _ => sql::at::<Option<String>>(row, index)?.into(),
    })
}

/// Reads a table in the order of its key, some rows at a time.
pub(crate) struct Pages<'a, C> {
    on: &'a C,
    table: &'a Table,
    columns: Vec<Column>,
    after: Option<Vec<Value>>,
}

impl<'a, C: ConnectionTrait> Pages<'a, C> {
    pub(crate) fn new(on: &'a C, table: &'a Table) -> Self {
        Self { on, table, columns: table.columns().0, after: None }
    }

    /// The next rows; none at the end.
    pub(crate) async fn next(&mut self) -> Result<Vec<Vec<Value>>> {
        let &Table { name, keys, page, .. } = self.table;
        let columns = Table::names(&self.columns);
        let key = Table::names(self.columns.get(..keys).unwrap_or_default());
        let places = (1..=keys).map(|at| format!("${at}")).collect::<Vec<_>>().join(", ");
        let following =
            if self.after.is_some() { format!("where ({key}) > ({places})") } else { String::new() };
        let statement = format!("select {columns} from {name} {following} order by {key} limit {page}");
        let found = sql::results(self.on, &statement, self.after.take().unwrap_or_default()).await?;
        let mut rows = Vec::with_capacity(found.len());
        for row in &found {
            let cells = self.columns.iter().enumerate().map(|(index, (_, letter))| cell(row, index, *letter));
            rows.push(cells.collect::<Result<Vec<_>>>()?);
        }
        self.after = rows.last().map(|row| row.iter().take(keys).cloned().collect());
        Ok(rows)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// What no move carries, and why.
    const LEFT_BEHIND: &[(&str, &str)] =
        &[("_sqlx_migrations", "each engine keeps the record of its own migrations")];

    const POSTGRES: &str = concat!(
        include_str!("../migrations/postgres/0001_house.sql"),
        include_str!("../migrations/postgres/0002_people.sql"),
    );

    fn type_of(letter: u8) -> &'static str {
        match letter {
            b'u' => "uuid",
            b'i' => "bigint",
            b'd' => "integer",
            b'r' => "double precision",
            b'b' => "bytea",
            _ => "text",
        }
    }

    /// The types PostgreSQL's migrations give, by table and column.
    fn types() -> BTreeMap<(String, String), String> {
        let mut found = BTreeMap::new();
        let mut table = String::new();
        for line in POSTGRES.lines().filter(|line| !line.trim_start().starts_with("--")) {
            for opening in ["create table ", "alter table "] {
                if let Some(rest) = line.strip_prefix(opening) {
                    table = rest.split_whitespace().next().unwrap().to_owned();
                }
            }
            let columns = line.rsplit_once("add column ").map_or(line, |(_, column)| column);
            let columns =
                columns.split_once(" (name ").map_or(columns.into(), |(_, rest)| format!("name {rest}"));
            for column in columns.split(", ") {
                let mut words = column.trim().splitn(2, ' ');
                let (name, rest) = (words.next().unwrap(), words.next().unwrap_or_default());
                let known = ["uuid", "bigint", "integer", "double precision", "bytea", "text"];
                if let Some(known) = known.into_iter().find(|known| rest.starts_with(known)) {
                    found.insert((table.clone(), name.to_owned()), known.to_owned());
                }
            }
        }
        found
    }

    #[tokio::test]
    async fn every_column_of_every_table_is_told_or_carried_or_left_behind_for_a_reason() {
        let folder = tempfile::tempdir().unwrap();
        let (_, on) = crate::sqlite::open(&folder.path().join("house.db")).await.unwrap();
        let sql =
            "select name from sqlite_master where type = 'table' and name not like 'sqlite%' order by name";
        let mut there: Vec<String> = sql::column(&on, sql, []).await.unwrap();
        there.retain(|name| LEFT_BEHIND.iter().all(|(left, _)| name != left));
        let mut listed: Vec<_> = TABLES.iter().map(|table| table.name).collect();
        listed.sort_unstable();
        assert_eq!(there, listed, "add the table to TABLES in store/src/tables.rs, or to LEFT_BEHIND");
        let types = types();
        for table in TABLES {
            let name = table.name;
            let (columns, _) = table.columns();
            let mut listed: Vec<_> = columns.iter().map(|(column, _)| *column).collect();
            let sql = format!("select name from pragma_table_info('{name}') where pk > 0 order by pk");
            let key: Vec<String> = sql::column(&on, &sql, []).await.unwrap();
            assert_eq!(key, listed[..table.keys], "the key of {name} in TABLES of store/src/tables.rs");
            listed.sort_unstable();
            let sql = format!("select name from pragma_table_info('{name}') order by name");
            let there: Vec<String> = sql::column(&on, &sql, []).await.unwrap();
            assert_eq!(there, listed, "the columns of {name} in TABLES of store/src/tables.rs");
            for (column, letter) in columns {
                let type_there = types.get(&(name.to_owned(), column.to_owned()));
                assert_eq!(type_there.map(String::as_str), Some(type_of(letter)), "{name}.{column}");
            }
        }
    }
}
