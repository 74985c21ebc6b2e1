//! What only SQLite understands: how its file is opened, how it takes the pen, how it finds
//! damage, how an order is put into one text.

use std::path::Path;
use std::time::Duration;

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode,
    SqlxSqliteConnector, TransactionOptions, TransactionTrait,
};
use sqlx::ConnectOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};

use crate::{Error, Result, sql};

/// Prepared statements a connection keeps: a bulk statement holds half a megabyte, one of search a tenth.
const STATEMENTS: usize = 48;
/// How long a statement waits for a lock.
const BUSY: Duration = Duration::from_secs(60);
/// Connections that read; more only queue at the disk.
const READERS: u32 = 4;

/// As `engine::order_line` says. One value a row, or a page, crosses over from SQLite's thread many
/// times faster than ten.
pub(crate) const ORDER_LINE: &str = "lower(hex(o.id)) || ' ' || case when o.refunds is null
         then lower(hex(o.id))
         else coalesce((select lower(hex(named.id)) from orders named
                        where named.source = o.source and named.source_id = o.refunds), lower(hex(o.id)))
         end || ' ' || lower(hex(i.person_id)) || ' ' || o.at || ' ' || o.day || ' ' || o.amount
         || ' ' || o.currency || ' ' || o.kind";

/// Opens the file for writing and for reading, and brings its tables up to date.
pub(crate) async fn open(path: &Path) -> Result<(DatabaseConnection, DatabaseConnection)> {
    let problem = |problem: String| Error::Open { path: path.display().to_string(), problem };
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY)
        // Many commits touch the same pages: copying them out of the log once for 64 MB of it is
        // half the writing of once for 4 MB.
        .pragma("wal_autocheckpoint", "16384")
        // What one large commit made the log grow to is given back.
        .pragma("journal_size_limit", "67108864")
        .disable_statement_logging();
    // A large import writes all over the indexes of orders and timeline; pages that don't fit are
    // written and read again. Taken only as far as it is used.
    let writer = options
        .clone()
        .pragma("cache_size", "-262144")
        // What an edit replaces is overwritten where the page is written anyway.
        .pragma("secure_delete", "fast")
        .statement_cache_capacity(STATEMENTS);
    let pool = SqlitePoolOptions::new().max_connections(1).connect_with(writer);
    let pool = pool.await.map_err(|error| problem(format!("can't be opened as a database: {error}")))?;
    sqlx::migrate!("migrations/sqlite").run(&pool).await.map_err(|error| {
        problem(format!(
            "its tables can't be brought to this version: {error}. A newer version may have written it"
        ))
    })?;
    let write = SqlxSqliteConnector::from_sqlx_sqlite_pool(pool);
    assert_durable(&write).await?.map_err(problem)?;
    // A page of a person and a keystroke go down the same few indexes: their upper pages stay at hand.
    let options =
        options.pragma("query_only", "on").pragma("cache_size", "-8192").statement_cache_capacity(STATEMENTS);
    let readers = SqlitePoolOptions::new().max_connections(READERS).connect_with(options);
    let read = readers.await.map_err(|error| problem(format!("can't be opened for reading: {error}")))?;
    Ok((write, SqlxSqliteConnector::from_sqlx_sqlite_pool(read)))
}

/// That a commit survives a power cut and references hold; some file systems silently refuse WAL.
async fn assert_durable(connection: &DatabaseConnection) -> Result<std::result::Result<(), String>> {
    let journal: String = sql::value(connection, "pragma journal_mode", []).await?;
    let synchronous: i64 = sql::value(connection, "pragma synchronous", []).await?;
    let references: i64 = sql::value(connection, "pragma foreign_keys", []).await?;
    if journal == "wal" && synchronous == 2 && references == 1 {
        return Ok(Ok(()));
    }
    Ok(Err(format!(
        "SQLite did not take the settings that keep data safe (journal {journal}, synchronous {synchronous}, \
         foreign keys {references}); put the file on a local disk"
    )))
}

pub(crate) async fn overwrite_deleted(on: &impl ConnectionTrait) -> Result<()> {
    sql::results(on, "pragma secure_delete = on", []).await?;
    Ok(())
}

/// Copies the log into the file and cuts it to nothing, unless somebody reads an older state just now.
pub(crate) async fn shred(write: &DatabaseConnection) -> Result<bool> {
    sql::results(write, "pragma secure_delete = fast", []).await?;
    sql::results(write, "pragma busy_timeout = 1000", []).await?;
    let busy = sql::value::<i64>(write, "pragma wal_checkpoint(truncate)", []).await;
    sql::results(write, &format!("pragma busy_timeout = {}", BUSY.as_millis()), []).await?;
    Ok(busy? == 0)
}

/// Takes the pen at once.
pub(crate) async fn begin(
    connection: &DatabaseConnection,
) -> std::result::Result<DatabaseTransaction, DbErr> {
    let immediate = Some(SqliteTransactionMode::Immediate);
    let options = TransactionOptions { sqlite_transaction_mode: immediate, ..TransactionOptions::default() };
    connection.begin_with_options(options).await
}

/// Finds damage: anything SQLite's own check or the references' check says.
pub(crate) async fn damage(connection: &impl ConnectionTrait) -> Result<Vec<String>> {
    let mut found: Vec<String> = sql::column(connection, "pragma integrity_check", []).await?;
    found.retain(|line| line != "ok");
    let loose: Vec<String> = sql::column(connection, "pragma foreign_key_check", []).await?;
    found
        .extend(loose.into_iter().map(|table| format!("a row of {table} refers to a row that is not there")));
    Ok(found)
}
