//! The one crate with operational SQL: a company's database, its migrations and its jobs.
//!
//! One file a noun. Reads take the [`domain::Actor`] who asks; writes take the
//! [`domain::Permit`] that `domain::access::check` gave, and `leave` holds both to it. Plain `$1`
//! SQL that means the same to SQLite and PostgreSQL stands beside the nouns; what only SQLite
//! understands stands in `sqlite`, and its tables in `migrations/sqlite`.

mod apply;
mod bulk;
mod digest;
mod error;
mod leave;
mod parties;
mod sql;
mod sqlite;

pub mod audit;
pub mod care;
pub mod imports;
pub mod incoming;
pub mod jobs;
pub mod orders;
pub mod people;
pub mod runs;
pub mod sessions;
pub mod settings;
pub mod staff;
pub mod standings;
pub mod undo;

use std::path::Path;
use std::sync::Arc;

use domain::ids::IdMaker;
use domain::{Clock, Entropy, Instant};
use sea_orm::{DatabaseConnection, DatabaseTransaction};

pub use error::{Error, Result};
pub use serde_json::Value as Json;

/// A company's database. Cheap to clone; clones share the connections.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    /// One connection: SQLite has one writer, and waiting here is fair where waiting there is not.
    write: DatabaseConnection,
    read: DatabaseConnection,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    ids: IdMaker,
}

impl Store {
    /// Opens the database file at `path`, makes it where there is none, and brings its tables up
    /// to this version.
    ///
    /// # Errors
    /// Where the file can't be opened, is no database of ours, was written by a later version, or
    /// does not promise that what is committed survives a power cut.
    pub async fn open(path: &Path, clock: Arc<dyn Clock>, entropy: Arc<dyn Entropy>) -> Result<Self> {
        let (write, read) = sqlite::open(path).await?;
        let ids = IdMaker::new(Arc::clone(&clock), Arc::clone(&entropy));
        Ok(Self { inner: Arc::new(Inner { write, read, clock, entropy, ids }) })
    }

    /// Waits for what is under way and closes the file. Clones can't be used afterwards.
    ///
    /// # Errors
    /// Where SQLite can't finish its log.
    pub async fn close(&self) -> Result<()> {
        self.inner.read.close_by_ref().await?;
        Ok(self.inner.write.close_by_ref().await?)
    }

    fn now(&self) -> Instant {
        self.inner.clock.now()
    }

    fn read(&self) -> &DatabaseConnection {
        &self.inner.read
    }

    /// A transaction that holds the pen from its first statement, so that what it reads stays true
    /// until it writes. Rolls back when dropped.
    async fn begin(&self) -> Result<DatabaseTransaction> {
        sqlite::begin(&self.inner.write).await
    }
}
