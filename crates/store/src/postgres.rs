//! What only PostgreSQL understands: how it is reached, how the pen is taken, how a lost answer is
//! found out, how an order is put into one text.

use std::time::Duration;

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, SqlxPostgresConnector,
    Statement, TransactionTrait,
};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{ConnectOptions, Connection, PgConnection};

use crate::database::PostgresUrl;
use crate::error::{self, UNSURE};
use crate::{Error, Result, sql};

/// Connections that read.
const READERS: u32 = 8;
/// Connections that write: one at work, one coming back from a transaction given up.
const WRITERS: u32 = 2;
/// How long a request waits for a connection before it says that there is none: within two seconds
/// it is answered.
const PATIENCE: Duration = Duration::from_millis(1500);
/// How often the server is asked for a lost answer, and the pause between, which grows from the first
/// to the last: half a minute in all.
const ASKED: u32 = 65;
const PAUSES: [Duration; 2] = [Duration::from_millis(20), Duration::from_millis(500)];
/// The advisory lock that is the pen: "pen" in ASCII.
const PEN: i64 = 0x70_65_6e;

/// As `sqlite::ORDER_LINE`.
pub(crate) const ORDER_LINE: &str = "replace(o.id::text, '-', '') || ' ' || case when o.refunds is null
         then replace(o.id::text, '-', '')
         else replace(coalesce((select named.id from orders named
                        where named.source = o.source and named.source_id = o.refunds), o.id)::text, '-', '')
         end || ' ' || replace(i.person_id::text, '-', '') || ' ' || o.at || ' ' || o.day || ' ' || o.amount
         || ' ' || o.currency || ' ' || o.kind";

fn options(url: &PostgresUrl) -> PgConnectOptions {
    url.options()
        .application_name("perennial")
        .options([("default_transaction_isolation", "read committed"), ("lock_timeout", "60000")])
        .disable_statement_logging()
}

/// Reaches the database for writing and for reading, and brings its tables up to date.
pub(crate) async fn open(url: &PostgresUrl) -> Result<(DatabaseConnection, DatabaseConnection)> {
    let problem = |problem: String| Error::Open { path: url.to_string(), problem };
    // A pool waits for a server that is about to start, and then no longer knows why there is none.
    let first = PgConnection::connect_with(&options(url))
        .await
        .map_err(|why| problem(format!("this database can't be reached: {why}. {}", advice(&why))))?;
    let _ = first.close().await;
    let pool = PgPoolOptions::new().max_connections(WRITERS).acquire_timeout(PATIENCE);
    // All that is read on the way to a commit lies along an index. A server that has not yet counted
    // the rows of a young table would go through it from end to end.
    let pool = pool.connect_lazy_with(options(url).options([("enable_seqscan", "off")]));
    let write = SqlxPostgresConnector::from_sqlx_postgres_pool(pool.clone());
    assert_durable(&write).await?.map_err(problem)?;
    sqlx::migrate!("migrations/postgres").run(&pool).await.map_err(|why| {
        problem(format!(
            "its tables can't be brought to this version: {why}. A newer version may have written it"
        ))
    })?;
    let reader = options(url).options([("default_transaction_read_only", "on")]);
    let read =
        PgPoolOptions::new().max_connections(READERS).acquire_timeout(PATIENCE).connect_lazy_with(reader);
    Ok((write, SqlxPostgresConnector::from_sqlx_postgres_pool(read)))
}

/// What to do about a server that can't be reached.
fn advice(why: &sqlx::Error) -> &'static str {
    let said = why.to_string();
    if said.contains("certificate") {
        "The server's certificate is not trusted for this name. Name the host as the certificate does, and the \
         file of whoever signed it with sslrootcert=/path/ca.crt in the address"
    } else if matches!(why, sqlx::Error::Tls(_)) {
        "The address asks for TLS (sslmode): set ssl = on at the server, or reach it over a Unix socket"
    } else if matches!(why, sqlx::Error::Io(io) if io.kind() == std::io::ErrorKind::NotFound) {
        "Is the server running, and are the folder of its socket and the file of sslrootcert, where the \
         address names them, really there?"
    } else {
        "Is the server running, are name and password right, and is there such a database? (createdb makes one)"
    }
}

/// That a commit survives a power cut, and that text is what we think it is.
async fn assert_durable(on: &DatabaseConnection) -> Result<std::result::Result<(), String>> {
    for (setting, wrong, do_this) in [
        ("fsync", "off", "switch it on: commits are lost when the power fails"),
        ("full_page_writes", "off", "switch it on: pages half written when the power fails can't be mended"),
        ("synchronous_commit", "off", "set it to on: what was acknowledged would be lost in a crash"),
    ] {
        let set: String = sql::value(on, "select current_setting($1)", [setting.into()]).await?;
        if set == wrong {
            return Ok(Err(format!("the server's setting {setting} is {set}; {do_this}")));
        }
    }
    let encoding: String = sql::value(on, "select current_setting('server_encoding')", []).await?;
    if encoding != "UTF8" {
        return Ok(Err(format!("its encoding is {encoding}; make a database with the encoding UTF8")));
    }
    Ok(Ok(()))
}

/// What tells, after a lost answer, whether a transaction was committed.
pub(crate) struct Receipt {
    connection: DatabaseConnection,
    transaction: String,
}

fn statement(sql: &str, values: impl IntoIterator<Item = sea_orm::Value>) -> Statement {
    Statement::from_sql_and_values(DbBackend::Postgres, sql, values)
}

/// Takes the pen: waits until no other process of this company writes.
pub(crate) async fn begin(
    connection: &DatabaseConnection,
) -> std::result::Result<(DatabaseTransaction, Receipt), DbErr> {
    let transaction = connection.begin().await?;
    let take = statement("select pg_current_xact_id()::text, pg_advisory_xact_lock($1)", [PEN.into()]);
    let taken = transaction.query_one_raw(take).await?;
    let taken = taken.ok_or_else(|| DbErr::Custom("the pen could not be taken".into()))?;
    let receipt = Receipt { connection: connection.clone(), transaction: taken.try_get_by_index(0)? };
    Ok((transaction, receipt))
}

impl Receipt {
    /// Finds out what became of a commit that ended in `error`: `Ok` where it stands, `error` where
    /// it does not, and [`UNSURE`] where the server could not be asked for half a minute.
    pub(crate) async fn settle(self, error: DbErr) -> std::result::Result<(), DbErr> {
        if !error::is_away(&error) {
            return Err(error);
        }
        let [mut pause, longest] = PAUSES;
        for _ in 0..ASKED {
            let ask = statement("select pg_xact_status($1::text::xid8)", [self.transaction.as_str().into()]);
            let status = self.connection.query_one_raw(ask).await;
            let status = status.and_then(|row| row.map(|row| row.try_get_by_index(0)).transpose());
            match status.map(|status: Option<Option<String>>| status.flatten()).as_ref().map(Option::as_deref)
            {
                Ok(Some("committed")) => return Ok(()),
                Ok(Some("aborted")) => return Err(error),
                // Its connection is not yet known to be dead, or the server is not yet back.
                Ok(Some("in progress")) | Err(_) => tokio::time::sleep(pause).await,
                Ok(_) => break,
            }
            pause = longest.min(pause * 2);
        }
        Err(DbErr::Custom(UNSURE.into()))
    }
}

/// Finds damage that a server can be asked for: references that lead nowhere. It finds broken pages
/// by itself where the cluster was made with checksums.
pub(crate) async fn damage(on: &impl ConnectionTrait) -> Result<Vec<String>> {
    let references = sql::results(
        on,
        "select c.conrelid::regclass::text, a.attname::text, c.confrelid::regclass::text, b.attname::text
         from pg_constraint c
         join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
         join pg_attribute b on b.attrelid = c.confrelid and b.attnum = c.confkey[1]
         where c.contype = 'f' and c.connamespace = current_schema()::regnamespace",
        [],
    )
    .await?;
    let mut found = Vec::new();
    for row in &references {
        let (table, column): (String, String) = (sql::at(row, 0)?, sql::at(row, 1)?);
        let (target, key): (String, String) = (sql::at(row, 2)?, sql::at(row, 3)?);
        let loose = format!(
            "select count(*) from {table} one where {column} is not null
             and not exists (select 1 from {target} other where other.{key} = one.{column})"
        );
        let loose: i64 = sql::value(on, &loose, []).await?;
        found
            .extend((loose > 0).then(|| format!("{loose} rows of {table} refer to a row that is not there")));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lost() -> DbErr {
        let cut = sqlx::Error::Io(std::io::ErrorKind::ConnectionReset.into());
        DbErr::Query(sea_orm::RuntimeErr::SqlxError(std::sync::Arc::new(cut)))
    }

    #[tokio::test]
    async fn a_commit_whose_answer_was_lost_is_found_out() {
        let place = testing::Engine::Postgres.fresh();
        let (write, _) = open(&place.address().parse().unwrap()).await.unwrap();
        let insert = "insert into counters (name, value) values ('seen', 1)";
        let (given_up, receipt) = begin(&write).await.unwrap();
        given_up.execute_unprepared(insert).await.unwrap();
        given_up.rollback().await.unwrap();
        assert_eq!(receipt.settle(lost()).await, Err(lost()));
        let (kept, receipt) = begin(&write).await.unwrap();
        kept.execute_unprepared(insert).await.unwrap();
        kept.commit().await.unwrap();
        assert_eq!(receipt.settle(lost()).await, Ok(()));
        let refused = DbErr::Custom("a constraint".into());
        let (_, receipt) = begin(&write).await.unwrap();
        assert_eq!(receipt.settle(refused.clone()).await, Err(refused), "the server answered");
    }
}
