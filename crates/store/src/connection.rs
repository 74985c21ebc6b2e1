//! Where statements run: on connections of their own, or inside a commit somebody else makes.

use async_trait::async_trait;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult,
    Statement,
};

/// Where statements run.
pub(crate) enum Connection {
    /// A pool: each statement commits by itself.
    Pool(DatabaseConnection),
    /// An open commit; see [`crate::Store::begin_commit`].
    Commit(DatabaseTransaction),
}

#[async_trait]
impl ConnectionTrait for Connection {
    fn get_database_backend(&self) -> DbBackend {
        match self {
            Self::Pool(on) => on.get_database_backend(),
            Self::Commit(on) => on.get_database_backend(),
        }
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        match self {
            Self::Pool(on) => on.execute_raw(statement).await,
            Self::Commit(on) => on.execute_raw(statement).await,
        }
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        match self {
            Self::Pool(on) => on.execute_unprepared(sql).await,
            Self::Commit(on) => on.execute_unprepared(sql).await,
        }
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        match self {
            Self::Pool(on) => on.query_one_raw(statement).await,
            Self::Commit(on) => on.query_one_raw(statement).await,
        }
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        match self {
            Self::Pool(on) => on.query_all_raw(statement).await,
            Self::Commit(on) => on.query_all_raw(statement).await,
        }
    }
}
