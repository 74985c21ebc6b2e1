//! The one crate with operational SQL: a company's database, its migrations and its jobs.
//!
//! One file a noun. Reads take the [`domain::Actor`] who asks; writes take the
//! [`domain::Permit`] that `domain::access::check` gave, and `leave` holds both to it. Plain `$1`
//! SQL that means the same to SQLite and PostgreSQL stands beside the nouns; what only one of them
//! understands stands in `sqlite` and `postgres`, chosen by `engine`, and its tables in
//! `migrations/sqlite` and `migrations/postgres`.

mod apply;
mod bulk;
mod connection;
mod database;
mod digest;
mod engine;
mod error;
mod leave;
mod names;
mod parties;
mod postgres;
mod secret;
mod sql;
mod sqlite;
#[cfg(test)]
mod still;
mod tables;
mod terms;

pub mod answers;
pub mod audience;
pub mod audit;
pub mod calendars;
pub mod care;
pub mod certificates;
pub mod consents;
pub mod contacts;
pub mod costs;
pub mod distinctions;
mod doubts;
pub mod draws;
pub mod enrolments;
pub mod erasures;
pub mod events;
pub mod facts;
pub mod forecasts;
pub mod gestures;
pub mod imports;
pub mod incoming;
pub mod invitations;
pub mod jobs;
pub mod key_messages;
pub mod keys;
pub mod languages;
pub mod leavings;
pub mod letters;
pub mod links;
pub mod merges;
pub mod moments;
pub mod moving;
pub mod orders;
pub mod outbox;
pub mod people;
pub mod plans;
pub mod plays;
pub mod presents;
pub mod products;
pub mod profiles;
pub mod programme;
pub mod promises;
pub mod recommendations;
pub mod relations;
pub mod rests;
pub mod runs;
pub mod seals;
pub mod search;
pub mod sessions;
pub mod set_aside;
pub mod settings;
pub mod signs;
pub mod staff;
pub mod standings;
pub mod suggestions;
pub mod tiers;
pub mod timeline;
pub mod today;
pub mod topics;
pub mod touches;
pub mod trials;
pub mod undo;
pub mod verdicts;
pub mod webhooks;

use std::sync::{Arc, OnceLock};

use domain::ids::IdMaker;
use domain::{Clock, Entropy, Instant};

use connection::{Connection, Transaction};

pub use database::{Database, NoDatabase, PostgresUrl};
pub use error::{Error, Result};
pub use secret::Secret;
pub use serde_json::Value as Json;

/// A company's database. Cheap to clone; clones share the connections.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
    /// The commit all calls of this clone are a part of.
    commit: Option<Arc<Connection>>,
}

struct Inner {
    write: Connection,
    read: Connection,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    ids: IdMaker,
    /// Which server this is, where it is one.
    holder: OnceLock<String>,
}

impl Store {
    /// Opens a company's database, makes the file where it is one and there is none, and brings its
    /// tables up to this version.
    ///
    /// # Errors
    /// Where it can't be opened or reached, is no database of ours, was written by a later version,
    /// or does not promise that what is committed survives a power cut.
    pub async fn open(
        database: impl Into<Database>,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
    ) -> Result<Self> {
        let (write, read) = engine::open(&database.into()).await?;
        let ids = IdMaker::new(Arc::clone(&clock), Arc::clone(&entropy));
        let (write, read) = (Connection::pen(write), Connection::Read(read));
        let store = Self {
            inner: Arc::new(Inner { write, read, clock, entropy, ids, holder: OnceLock::new() }),
            commit: None,
        };
        store.sort_names_anew().await?;
        Ok(store)
    }

    /// Waits for what is under way and closes the connections. Clones can't be used afterwards.
    ///
    /// # Errors
    /// Where SQLite can't finish its log.
    pub async fn close(&self) -> Result<()> {
        self.inner.read.close().await?;
        Ok(self.inner.write.close().await?)
    }

    /// A clone whose calls all become one commit, or nothing: what they read is what they wrote, and
    /// none of it is there for others before [`Store::finish_commit`]. Dropped, it rolls back. Its
    /// calls come one after another, and while it is open others wait to write.
    ///
    /// # Errors
    /// Where the database fails.
    pub(crate) async fn begin_commit(&self) -> Result<Self> {
        let commit = Connection::Commit(self.begin().await?);
        Ok(Self { inner: Arc::clone(&self.inner), commit: Some(Arc::new(commit)) })
    }

    /// Makes the commit of [`Store::begin_commit`].
    ///
    /// # Errors
    /// Where another clone still writes into it, or the database fails.
    pub(crate) async fn finish_commit(self) -> Result<()> {
        match self.commit.and_then(Arc::into_inner) {
            Some(Connection::Commit(commit)) => Ok(commit.commit().await?),
            _ => Err(Error::Superseded("The commit is still written into by another part.")),
        }
    }

    fn now(&self) -> Instant {
        self.inner.clock.now()
    }

    fn read(&self) -> &Connection {
        self.commit.as_deref().unwrap_or(&self.inner.read)
    }

    fn write(&self) -> &Connection {
        self.commit.as_deref().unwrap_or(&self.inner.write)
    }

    /// A transaction that holds the pen from its first statement, so that what it reads stays true
    /// until it writes. Rolls back when dropped.
    async fn begin(&self) -> Result<Transaction> {
        Ok(self.write().begin().await?)
    }
}
