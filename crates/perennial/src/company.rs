//! A company's data folder: its database, its uploads, its scratch space.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use adapters::system::{SystemClock, SystemEntropy};
use clap::Args;
use domain::{Actor, Clock, Entropy};
use store::Store;

use crate::failure::Failure;

/// Where a company's data lie.
#[derive(Args, Clone)]
pub struct Folder {
    /// The folder with the company's data; made where it is missing.
    #[arg(long, value_name = "DIR", default_value = "perennial-data")]
    data: PathBuf,
}

/// A company, opened.
pub struct Company {
    pub store: Store,
    pub clock: Arc<dyn Clock>,
    pub entropy: Arc<dyn Entropy>,
    pub folder: PathBuf,
}

impl Folder {
    /// Opens the company, making its folder and its database where they are missing.
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
        let store =
            Store::open(&folder.join("perennial.db"), Arc::clone(&clock), Arc::clone(&entropy)).await?;
        Ok(Company { store, clock, entropy, folder })
    }
}

impl Company {
    /// Room for what doesn't fit into memory.
    pub fn scratch(&self) -> PathBuf {
        scratch(&self.folder)
    }

    /// The company's zone; UTC until one is set.
    pub async fn zone(&self) -> Result<jiff::tz::TimeZone, Failure> {
        Ok(self.store.zone(Actor::Operator).await?)
    }
}

fn scratch(folder: &Path) -> PathBuf {
    folder.join("scratch")
}

/// A runtime for the commands that wait for a database or a network.
pub fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    Ok(tokio::runtime::Builder::new_multi_thread().enable_all().build()?)
}
