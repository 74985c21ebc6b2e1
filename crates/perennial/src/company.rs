//! A company's data folder: its database, its uploads, its scratch space.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use adapters::system::{SystemClock, SystemEntropy};
use clap::Args;
use domain::{Actor, Clock, Entropy};
use store::{Database, Store};

use crate::failure::Failure;

/// The variable that says where the database is, so that its password stands in no list of commands.
pub const DATABASE: &str = "PERENNIAL_DATABASE";
/// The database of a data folder.
const FILE: &str = "perennial.db";
/// The name of the server of a data folder, and its lock while it lives.
const SERVER: &str = "server";

/// Where a company's data lie.
#[derive(Args, Clone)]
pub struct Folder {
    /// The folder with the company's data; made where it is missing.
    #[arg(long, value_name = "DIR", default_value = "perennial-data")]
    data: PathBuf,
    /// A PostgreSQL database to keep them in, instead of a file in that folder:
    /// postgres://user:password@host:5432/database. The variable PERENNIAL_DATABASE says the same.
    #[arg(long, value_name = "URL")]
    database: Option<String>,
}

/// A company, opened.
pub struct Company {
    pub store: Store,
    pub clock: Arc<dyn Clock>,
    pub entropy: Arc<dyn Entropy>,
    pub folder: PathBuf,
    pub database: Database,
}

/// What a person wrote for a database: an address, a file that ends in `.db`, or a data folder.
pub fn database(text: &str) -> Result<Database, Failure> {
    match text.parse().map_err(Failure::input)? {
        Database::Sqlite(path) if path.extension().is_none_or(|ending| ending != "db") => {
            Ok(Database::Sqlite(path.join(FILE)))
        }
        other => Ok(other),
    }
}

impl Folder {
    /// Opens the company, making its folder and its database file where they are missing.
    pub async fn open(&self) -> Result<Company, Failure> {
        let folder = &self.data;
        let unusable = |why: std::io::Error| {
            Failure::Input(format!(
                "{}: this folder can't be used: {why}. Choose another with --data.",
                folder.display()
            ))
        };
        std::fs::create_dir_all(folder).map_err(unusable)?;
        let folder = folder.canonicalize().map_err(unusable)?;
        std::fs::create_dir_all(scratch(&folder)).map_err(unusable)?;
        let (clock, entropy): (Arc<dyn Clock>, Arc<dyn Entropy>) =
            (Arc::new(SystemClock), Arc::new(SystemEntropy));
        let named = self.database.clone().or_else(|| std::env::var(DATABASE).ok());
        let database = match named.filter(|text| !text.is_empty()) {
            Some(text) => database(&text)?,
            None => folder.join(FILE).into(),
        };
        let store = open(&database, &clock, &entropy).await?;
        Ok(Company { store, clock, entropy, folder, database })
    }
}

/// Opens a database.
pub async fn open(
    database: &Database,
    clock: &Arc<dyn Clock>,
    entropy: &Arc<dyn Entropy>,
) -> Result<Store, Failure> {
    Ok(Store::open(database, Arc::clone(clock), Arc::clone(entropy)).await?)
}

impl Company {
    /// Room for what doesn't fit into memory.
    pub fn scratch(&self) -> PathBuf {
        scratch(&self.folder)
    }

    /// Holds the folder as its server; `None` where another server lives on it.
    pub fn hold(&self) -> Result<Option<Held>, Failure> {
        let path = self.folder.join(SERVER);
        let mut lock = File::options().read(true).write(true).create(true).truncate(false).open(path)?;
        if lock.try_lock().is_err() {
            return Ok(None);
        }
        let mut name = String::new();
        lock.read_to_string(&mut name)?;
        if name.is_empty() {
            let mut bytes = [0; 16];
            self.entropy.fill(&mut bytes);
            name = format!("{:032x}", u128::from_le_bytes(bytes));
            lock.write_all(name.as_bytes())?;
            lock.sync_all()?;
        }
        Ok(Some(Held { name, _lock: lock }))
    }

    /// The company's zone; UTC until one is set.
    pub async fn zone(&self) -> Result<jiff::tz::TimeZone, Failure> {
        Ok(self.store.zone(Actor::Operator).await?)
    }
}

/// A data folder held by a server while it lives, and the server's name.
pub struct Held {
    name: String,
    _lock: File,
}

impl Held {
    /// The name, the same in every life of the server of this folder.
    pub fn name(&self) -> &str {
        &self.name
    }
}

fn scratch(folder: &Path) -> PathBuf {
    folder.join("scratch")
}

/// A runtime for the commands that wait for a database or a network.
pub fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    Ok(tokio::runtime::Builder::new_multi_thread().enable_all().build()?)
}
