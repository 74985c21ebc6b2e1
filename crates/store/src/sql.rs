//! Short ways to say the statements that mean the same to every engine.

use sea_orm::{ConnectionTrait, FromQueryResult, QueryResult, Statement, TryGetable, Value};

use crate::{Error, Result};

/// A statement and its values. PostgreSQL keeps no text with a NUL in it, so neither engine is given
/// one.
pub(crate) fn statement(
    on: &impl ConnectionTrait,
    sql: impl Into<String>,
    values: impl IntoIterator<Item = Value>,
) -> Result<Statement> {
    let values: Vec<Value> = values.into_iter().collect();
    let has_nul = |value: &Value| matches!(value, Value::String(Some(text)) if text.contains('\0'));
    if values.iter().any(has_nul) {
        return Err(Error::Nul);
    }
    Ok(Statement::from_sql_and_values(on.get_database_backend(), sql, values))
}

/// Runs a statement; how many rows it touched.
pub(crate) async fn run(
    on: &impl ConnectionTrait,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<u64> {
    Ok(on.execute_raw(statement(on, sql, values)?).await?.rows_affected())
}

/// Every row of an answer.
pub(crate) async fn rows<T: FromQueryResult>(
    on: &impl ConnectionTrait,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Vec<T>> {
    let found = on.query_all_raw(statement(on, sql, values)?).await?;
    Ok(found.iter().map(|row| T::from_query_result(row, "")).collect::<std::result::Result<_, _>>()?)
}

/// The first row of an answer, if there is one.
pub(crate) async fn row<T: FromQueryResult>(
    on: &impl ConnectionTrait,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Option<T>> {
    let found = on.query_one_raw(statement(on, sql, values)?).await?;
    Ok(found.map(|row| T::from_query_result(&row, "")).transpose()?)
}

/// Every row of an answer, to be read by position.
pub(crate) async fn results(
    on: &impl ConnectionTrait,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Vec<QueryResult>> {
    Ok(on.query_all_raw(statement(on, sql, values)?).await?)
}

/// The first column of every row.
pub(crate) async fn column<T: TryGetable>(
    on: &impl ConnectionTrait,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Vec<T>> {
    on.query_all_raw(statement(on, sql, values)?).await?.iter().map(|row| at(row, 0)).collect()
}

/// The one value of an answer that has a row, always.
pub(crate) async fn value<T: TryGetable>(
    on: &impl ConnectionTrait,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<T> {
    let found = on.query_one_raw(statement(on, sql, values)?).await?;
    at(&found.ok_or(Error::Missing("The database gave no answer where there always is one."))?, 0)
}

/// A column of a row by its position.
pub(crate) fn at<T: TryGetable>(row: &QueryResult, index: usize) -> Result<T> {
    T::try_get_by_index(row, index).map_err(|error| Error::Database(error.into()))
}
