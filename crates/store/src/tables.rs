//! Every table there is: what of it tells of customers, staff and beliefs, and what is only carried
//! along when a database moves. A test holds this list to the tables themselves.

mod list;

use sea_orm::{ConnectionTrait, QueryResult, Value};
use uuid::Uuid;

pub(crate) use list::TABLES;

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
        include_str!("../migrations/postgres/0003_plays.sql"),
        include_str!("../migrations/postgres/0004_erasures.sql"),
        include_str!("../migrations/postgres/0005_signs.sql"),
        include_str!("../migrations/postgres/0006_presents.sql"),
        include_str!("../migrations/postgres/0007_plans.sql"),
        include_str!("../migrations/postgres/0008_key_messages.sql"),
        include_str!("../migrations/postgres/0009_complaints.sql"),
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
