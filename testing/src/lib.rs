//! A fresh database for a test, on either engine.
//!
//! A test that must hold on both is an `async fn` that takes an [`Engine`], and stands in the list of
//! [`on_both_engines!`]. PostgreSQL is started by the first test that needs one, shared by all, and
//! goes when nobody has used it for a while; see [`server`].

#![expect(clippy::expect_used, reason = "a test that has no database has nothing to go on with")]

pub mod link;
pub mod mailhouse;
pub mod server;
pub mod sink;

use std::sync::atomic::{AtomicU64, Ordering};

use sqlx::{AssertSqlSafe, Connection, PgConnection, Row, SqliteConnection};
use store::Database;

/// Where a test keeps its data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// A file in a folder that goes with the test.
    Sqlite,
    /// A database of a PostgreSQL that runs for the tests alone.
    Postgres,
}

/// A database without tables, which goes when dropped.
pub struct Fresh {
    database: Database,
    place: Place,
}

enum Place {
    Folder { _folder: tempfile::TempDir },
    Server { name: String },
}

impl Engine {
    /// A database of its own.
    ///
    /// # Panics
    /// Where there is no PostgreSQL to start, with a sentence that says what to install.
    #[must_use]
    pub fn fresh(self) -> Fresh {
        match self {
            Self::Sqlite => {
                let folder = tempfile::tempdir().expect("a temporary folder");
                let database = Database::from(folder.path().join("house.db"));
                Fresh { database, place: Place::Folder { _folder: folder } }
            }
            Self::Postgres => made(""),
        }
    }
}

/// A database of the shared server, made as the words after its name say.
fn made(like: &str) -> Fresh {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let server = server::shared();
    let name = format!("test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::SeqCst));
    server.run(&format!("create database {name} {like}"));
    Fresh { database: server.database(&name), place: Place::Server { name } }
}

impl Fresh {
    /// Where it is.
    #[must_use]
    pub fn database(&self) -> &Database {
        &self.database
    }
}

impl Fresh {
    /// Another that holds the same; nobody may have this one open.
    ///
    /// # Panics
    /// Where it can't be copied.
    #[must_use]
    pub fn copy(&self) -> Self {
        if let Place::Server { name } = &self.place {
            return made(&format!("template {name}"));
        }
        let copy = Engine::Sqlite.fresh();
        if let (Database::Sqlite(from), Database::Sqlite(to)) = (&self.database, &copy.database) {
            std::fs::copy(from, to).expect("a copy of the file");
        }
        copy
    }

    /// The first column of what a statement answers, past the store: for what no store would say or do.
    ///
    /// # Errors
    /// Where the database refuses, in its own words.
    pub async fn raw(&self, sql: &str) -> Result<Vec<String>, String> {
        raw(&self.database, sql).await.map_err(|why| why.to_string())
    }

    /// A link over the network to a database of PostgreSQL, to be cut.
    ///
    /// # Panics
    /// Where the database is a file, or no port is free.
    #[must_use]
    pub fn link(&self) -> link::Link {
        let name = match &self.place {
            Place::Server { name } => Some(name.clone()),
            Place::Folder { .. } => None,
        };
        link::Link::to(server::shared().socket(), name.expect("a database of PostgreSQL"))
    }

    /// Where it is, in the words that [`Database`] is read from.
    #[must_use]
    pub fn address(&self) -> String {
        match &self.database {
            Database::Sqlite(path) => path.display().to_string(),
            Database::Postgres(url) => url.expose().to_owned(),
        }
    }

    /// Every row of every table in words, sorted; but for the tables and `table.column`s left out.
    ///
    /// # Panics
    /// Where it can't be read.
    pub async fn rows(&self, left_out: &[&str]) -> Vec<String> {
        let is_sqlite = matches!(self.database, Database::Sqlite(_));
        let tables = if is_sqlite {
            "select name from sqlite_master where type = 'table' and name not like 'sqlite%'"
        } else {
            "select tablename::text from pg_tables where schemaname = 'public'"
        };
        let mut rows = Vec::new();
        for table in self.raw(tables).await.expect("the tables") {
            if left_out.contains(&table.as_str()) || table == "_sqlx_migrations" {
                continue;
            }
            let columns = if is_sqlite {
                format!("select name from pragma_table_info('{table}')")
            } else {
                format!(
                    "select column_name::text from information_schema.columns where table_name = '{table}'"
                )
            };
            let mut columns = self.raw(&columns).await.expect("the columns");
            columns.retain(|column| !left_out.contains(&format!("{table}.{column}").as_str()));
            let quote = if is_sqlite { "quote" } else { "quote_nullable" };
            let cells = columns.iter().map(|column| format!("'{column}=' || {quote}({column})"));
            let select = format!("select {} from {table}", cells.collect::<Vec<_>>().join(" || ' ' || "));
            let found = self.raw(&select).await.expect("the rows");
            rows.extend(found.into_iter().map(|row| format!("{table}: {row}")));
        }
        rows.sort();
        rows
    }

    /// Whether a text stands anywhere in what the engine would write out.
    ///
    /// # Panics
    /// Where it can't be read.
    #[must_use]
    pub fn holds(&self, text: &str) -> bool {
        let whole = match (&self.database, &self.place) {
            (Database::Sqlite(path), _) => std::fs::read(path).expect("the file"),
            (_, Place::Server { name }) => server::shared().dump(name),
            _ => Vec::new(),
        };
        whole.windows(text.len()).any(|part| part == text.as_bytes())
    }
}

/// The first column of what a statement answers from a database, past the store.
///
/// # Errors
/// Where the database refuses.
pub async fn raw(database: &Database, sql: &str) -> sqlx::Result<Vec<String>> {
    let statement = AssertSqlSafe(sql.to_owned());
    match database {
        Database::Sqlite(path) => {
            let mut on = SqliteConnection::connect(&format!("sqlite://{}", path.display())).await?;
            let rows = sqlx::query(statement).fetch_all(&mut on).await?;
            on.close().await?;
            rows.iter().map(|row| row.try_get(0)).collect()
        }
        Database::Postgres(url) => {
            let mut on = PgConnection::connect(url.expose()).await?;
            let rows = sqlx::query(statement).fetch_all(&mut on).await?;
            on.close().await?;
            rows.iter().map(|row| row.try_get(0)).collect()
        }
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        if let Place::Server { name } = &self.place {
            server::shared().run(&format!("drop database if exists {name} with (force)"));
        }
    }
}

/// Makes two tests of each function named: `sqlite::name` and `postgres::name`. The functions are
/// `async`, take the [`Engine`], and stand in the same file; one that is left out of the list is a
/// dead function to the compiler.
#[macro_export]
macro_rules! on_both_engines {
    ($($test:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test]
            async fn $test() {
                super::$test($crate::Engine::Sqlite).await;
            })+
        }
        mod postgres {
            $(#[tokio::test]
            async fn $test() {
                super::$test($crate::Engine::Postgres).await;
            })+
        }
    };
}
