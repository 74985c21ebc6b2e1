//! Statements over thousands of rows at a time.

use sea_orm::{ConnectionTrait, DbBackend, QueryResult, Statement, Value};

use crate::{Result, engine, sql};

/// Rows in one statement: beyond this, longer statements gain nothing.
const ROWS: usize = 512;

/// Writes `(…, …), (…, …)` for `count` values, `width` to a row.
fn places(backend: DbBackend, sql: &mut String, count: usize, width: usize) {
    for place in 0..count {
        sql.push_str(match (place, place % width) {
            (0, _) => "(",
            (_, 0) => "), (",
            _ => ", ",
        });
        engine::push_place(backend, sql, place + 1);
    }
    sql.push(')');
}

fn blocks(
    on: &impl ConnectionTrait,
    before: &str,
    width: usize,
    after: &str,
    mut values: Vec<Value>,
) -> Result<Vec<Statement>> {
    let block = (engine::PLACES_MAX / width).min(ROWS) * width;
    let mut statements = Vec::with_capacity(values.len() / block + 1);
    values.reverse();
    while !values.is_empty() {
        let mut part = values.split_off(values.len().saturating_sub(block));
        part.reverse();
        let mut text = String::with_capacity(before.len() + after.len() + 3 * part.len());
        text.push_str(before);
        places(on.get_database_backend(), &mut text, part.len(), width);
        text.push_str(after);
        statements.push(sql::statement(on, &text, part)?);
    }
    Ok(statements)
}

/// Runs `before (…), (…) after` over all `values`, `width` to a row; how many rows it touched.
pub(crate) async fn run(
    on: &impl ConnectionTrait,
    before: &str,
    width: usize,
    after: &str,
    values: Vec<Value>,
) -> Result<u64> {
    let mut touched = 0;
    for statement in blocks(on, before, width, after, values)? {
        touched += on.execute_raw(statement).await?.rows_affected();
    }
    Ok(touched)
}

/// Asks `before (…), (…) after` over all `values`, `width` to a row, and gives all answers.
pub(crate) async fn ask(
    on: &impl ConnectionTrait,
    before: &str,
    width: usize,
    after: &str,
    values: Vec<Value>,
) -> Result<Vec<QueryResult>> {
    let mut found = Vec::new();
    for statement in blocks(on, before, width, after, values)? {
        found.extend(on.query_all_raw(statement).await?);
    }
    Ok(found)
}
