//! Where statements run: on connections that read, with the pen, or inside an open commit.
//!
//! One writes at a time, on either engine, so that what a transaction reads stays true until it
//! writes. Why, and how the end of a commit whose answer was lost is found out: docs/decisions/0005.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use sea_orm::{
    ConnAcquireErr, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, ExecResult,
    QueryResult, Statement, TransactionTrait,
};
use tokio::sync::{Mutex, OwnedMutexGuard};

use crate::{engine, postgres, sqlite};

/// How long one waits for others of this process to finish writing.
const PATIENCE: Duration = Duration::from_secs(60);

/// Where statements run.
pub(crate) enum Connection {
    /// Connections that only read.
    Read(DatabaseConnection),
    /// The connection that writes: a statement run on it directly is a commit of its own.
    Pen(Pen),
    /// An open commit; see [`crate::Store::begin_commit`].
    Commit(Transaction),
}

/// The connection that writes, and whose turn it is.
pub(crate) struct Pen {
    connection: DatabaseConnection,
    /// Fair among the tasks of this process, where waiting at the engine is not.
    turn: Arc<Mutex<()>>,
    /// How often the database was found to be away. Who waited meanwhile has waited long enough, and
    /// does not try in turn.
    away: AtomicU64,
}

/// A transaction. One that writes holds the pen from its first statement, and one that reads sees one
/// state of the database throughout. Rolls back when dropped.
pub(crate) struct Transaction {
    inner: DatabaseTransaction,
    /// What tells the end of a commit whose answer is lost.
    receipt: Option<postgres::Receipt>,
    _turn: Option<OwnedMutexGuard<()>>,
}

impl Pen {
    async fn begin(&self) -> Result<Transaction, DbErr> {
        let away = self.away.load(Ordering::SeqCst);
        let turn = tokio::time::timeout(PATIENCE, Arc::clone(&self.turn).lock_owned()).await;
        let turn = Some(turn.map_err(|_| DbErr::ConnectionAcquire(ConnAcquireErr::Timeout))?);
        if self.connection.get_database_backend() == DbBackend::Postgres {
            if self.away.load(Ordering::SeqCst) != away {
                return Err(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout));
            }
            let begun = postgres::begin(&self.connection).await;
            if matches!(begun, Err(DbErr::ConnectionAcquire(_) | DbErr::Conn(_))) {
                self.away.fetch_add(1, Ordering::SeqCst);
            }
            let (inner, receipt) = begun?;
            return Ok(Transaction { inner, receipt: Some(receipt), _turn: turn });
        }
        Ok(Transaction { inner: sqlite::begin(&self.connection).await?, receipt: None, _turn: turn })
    }
}

impl Connection {
    pub(crate) fn pen(connection: DatabaseConnection) -> Self {
        Self::Pen(Pen { connection, turn: Arc::default(), away: AtomicU64::new(0) })
    }

    /// A transaction of its own, or within the open commit a part that can be given up alone.
    pub(crate) async fn begin(&self) -> Result<Transaction, DbErr> {
        match self {
            Self::Read(on) => {
                Ok(Transaction { inner: engine::snapshot(on).await?, receipt: None, _turn: None })
            }
            Self::Pen(pen) => pen.begin().await,
            Self::Commit(on) => on.part().await,
        }
    }

    /// Overwrites what erasures left in the engine's own log; whether all of it is gone.
    pub(crate) async fn shred(&self) -> crate::Result<bool> {
        let Self::Pen(pen) = self else { return Ok(false) };
        let _turn = pen.turn.lock().await;
        engine::shred(&pen.connection).await
    }

    pub(crate) async fn close(&self) -> Result<(), DbErr> {
        match self {
            Self::Read(on) => on.close_by_ref().await,
            Self::Pen(pen) => pen.connection.close_by_ref().await,
            Self::Commit(_) => Ok(()),
        }
    }
}

impl Transaction {
    /// A part of it that can be given up alone: it is, unless it is committed.
    pub(crate) async fn part(&self) -> Result<Self, DbErr> {
        Ok(Self { inner: self.inner.begin().await?, receipt: None, _turn: None })
    }

    /// Commits. On PostgreSQL an answer that is lost on the way is asked for again.
    pub(crate) async fn commit(self) -> Result<(), DbErr> {
        match (self.inner.commit().await, self.receipt) {
            (Err(error), Some(receipt)) => receipt.settle(error).await,
            (ended, _) => ended,
        }
    }
}

#[async_trait]
impl ConnectionTrait for Connection {
    fn get_database_backend(&self) -> DbBackend {
        match self {
            Self::Read(on) => on.get_database_backend(),
            Self::Pen(pen) => pen.connection.get_database_backend(),
            Self::Commit(on) => on.get_database_backend(),
        }
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        match self {
            Self::Read(on) => on.execute_raw(statement).await,
            Self::Commit(on) => on.execute_raw(statement).await,
            Self::Pen(pen) => {
                let transaction = pen.begin().await?;
                let done = transaction.execute_raw(statement).await?;
                transaction.commit().await?;
                Ok(done)
            }
        }
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        match self {
            Self::Read(on) => on.execute_unprepared(sql).await,
            Self::Commit(on) => on.execute_unprepared(sql).await,
            Self::Pen(pen) => {
                let transaction = pen.begin().await?;
                let done = transaction.execute_unprepared(sql).await?;
                transaction.commit().await?;
                Ok(done)
            }
        }
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        match self {
            Self::Read(on) => on.query_one_raw(statement).await,
            Self::Commit(on) => on.query_one_raw(statement).await,
            Self::Pen(pen) => {
                let transaction = pen.begin().await?;
                let found = transaction.query_one_raw(statement).await?;
                transaction.commit().await?;
                Ok(found)
            }
        }
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        match self {
            Self::Read(on) => on.query_all_raw(statement).await,
            Self::Commit(on) => on.query_all_raw(statement).await,
            Self::Pen(pen) => {
                let transaction = pen.begin().await?;
                let found = transaction.query_all_raw(statement).await?;
                transaction.commit().await?;
                Ok(found)
            }
        }
    }
}

#[async_trait]
impl ConnectionTrait for Transaction {
    fn get_database_backend(&self) -> DbBackend {
        self.inner.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.inner.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.inner.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.inner.query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.inner.query_all_raw(statement).await
    }
}
