//! The few places where the engines differ in what they understand; each has the rest to itself.

use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, IsolationLevel,
    TransactionOptions, TransactionTrait,
};

use uuid::Uuid;

use crate::{Database, Result, postgres, sql, sqlite};

/// Places one statement may have: SQLITE_MAX_VARIABLE_NUMBER of the SQLite we carry, half of what
/// PostgreSQL's protocol can count.
pub(crate) const PLACES_MAX: usize = 32_766;

/// Opens a database for writing and for reading.
pub(crate) async fn open(database: &Database) -> Result<(DatabaseConnection, DatabaseConnection)> {
    match database {
        Database::Sqlite(path) => sqlite::open(path).await,
        Database::Postgres(url) => postgres::open(url).await,
    }
}

/// Writes the mark of the next place in a bulk statement. SQLite looks `$n` up in a list on each
/// binding, which is quadratic over thousands of places; a bare `?` is not looked up.
pub(crate) fn push_place(backend: DbBackend, sql: &mut String, place: usize) {
    match backend {
        DbBackend::Postgres => {
            sql.push('$');
            sql.push_str(&place.to_string());
        }
        _ => sql.push('?'),
    }
}

/// An id within a statement that asks of many and has places for them alone.
pub(crate) fn id(on: &impl ConnectionTrait, id: Uuid) -> String {
    match on.get_database_backend() {
        DbBackend::Postgres => format!("uuid '{id}'"),
        _ => format!("x'{}'", id.simple()),
    }
}

/// The part of an id that was drawn: an order by it knows nothing of when somebody came, or what they did.
pub(crate) fn drawn_by(on: &impl ConnectionTrait, id: &str) -> String {
    match on.get_database_backend() {
        DbBackend::Postgres => format!("substring(uuid_send({id}) from 9)"),
        _ => format!("substr({id}, 9)"),
    }
}

/// An order `o` of the identity `i` in one text: its id, the id it counts under (that of the order
/// refunded, where it is there), its person, instant, day, amount, currency and kind.
pub(crate) fn order_line(on: &impl ConnectionTrait) -> &'static str {
    match on.get_database_backend() {
        DbBackend::Postgres => postgres::ORDER_LINE,
        _ => sqlite::ORDER_LINE,
    }
}

/// A transaction that only reads, and sees one state of the whole database throughout.
pub(crate) async fn snapshot(read: &DatabaseConnection) -> std::result::Result<DatabaseTransaction, DbErr> {
    if read.get_database_backend() == DbBackend::Postgres {
        return read
            .begin_with_config(Some(IsolationLevel::RepeatableRead), Some(AccessMode::ReadOnly))
            .await;
    }
    // SQLite's own transactions are snapshots from their first read on.
    read.begin_with_options(TransactionOptions::default()).await
}

/// Makes what is deleted from here on be overwritten where it lay, until [`shred`].
pub(crate) async fn overwrite_deleted(on: &impl ConnectionTrait) -> Result<()> {
    match on.get_database_backend() {
        DbBackend::Sqlite => sqlite::overwrite_deleted(on).await,
        _ => Ok(()),
    }
}

/// Empties the log of what it still says of what was deleted; whether all of it is gone. PostgreSQL
/// reuses its own in its own time.
pub(crate) async fn shred(write: &DatabaseConnection) -> Result<bool> {
    match write.get_database_backend() {
        DbBackend::Sqlite => sqlite::shred(write).await,
        _ => Ok(true),
    }
}

/// Finds damage: what the engine itself says, orders that their buyer's timeline has lost, lines
/// without their product. Empty is sound.
pub(crate) async fn damage(on: &impl ConnectionTrait) -> Result<Vec<String>> {
    let mut found = match on.get_database_backend() {
        DbBackend::Postgres => postgres::damage(on).await?,
        _ => sqlite::damage(on).await?,
    };
    let lost: Vec<String> = sql::column(
        on,
        "select source || ' ' || source_id from orders o where identity_id is not null and not exists (
             select 1 from timeline t where t.identity_id = o.identity_id and t.at = o.at
             and t.kind = o.kind and t.ref_id = o.id)",
        [],
    )
    .await?;
    found.extend(lost.into_iter().map(|order| format!("the order {order} is missing from the timeline")));
    let loose = "select count(*) from order_lines where product_id not in (select id from products)";
    let loose: i64 = sql::value(on, loose, []).await?;
    found.extend((loose > 0).then(|| format!("{loose} lines of orders name a product that is not there")));
    Ok(found)
}
