//! The ground all rows stand on: built programs, prepared data, installed peers.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use super::peers::{self, Peer};
use crate::run;

/// What every row may use.
pub struct Ground {
    /// Turns each side takes.
    pub rounds: usize,
    /// Whether peers that take minutes are left out.
    pub quick: bool,
    dir: PathBuf,
    release: PathBuf,
}

impl Ground {
    /// Builds in release what is measured, where anything is, and simulates the data once.
    ///
    /// # Errors
    /// A build or the simulation fails.
    pub fn prepare(quick: bool, is_built: bool) -> Result<Self> {
        let dir = run::root().join("bench-data");
        std::fs::create_dir_all(&dir).with_context(|| dir.display().to_string())?;
        let ground = Self { rounds: if quick { 1 } else { 3 }, quick, dir, release: release()? };
        if is_built {
            // Always both: one alone asks other features of what they share, and builds that anew.
            let packages = ["-p", "bench", "-p", "perennial"];
            println!("\n── cargo build --release {}", packages.join(" "));
            run::command(run::cargo().args(["build", "--release", "--locked"]).args(packages))?;
            run::command(ground.bench("prepare").arg(&ground.dir))?;
        }
        Ok(ground)
    }

    /// A file of the data folder.
    pub fn file(&self, name: &str) -> PathBuf {
        self.dir.join(name)
    }

    /// Our side of a comparison.
    pub fn bench(&self, name: &str) -> Command {
        let mut command = Command::new(self.release.join("bench"));
        command.arg(name);
        command
    }

    /// The program itself.
    pub fn perennial(&self) -> Command {
        Command::new(self.release.join("perennial"))
    }

    /// A script of DuckDB's.
    ///
    /// # Errors
    /// It can't be installed.
    pub fn duckdb(&self, script: &str) -> Result<Command> {
        Ok(scripted(&peers::duckdb(&self.dir)?, script))
    }

    /// A script of psycopg's.
    ///
    /// # Errors
    /// It can't be installed.
    pub fn psycopg(&self, script: &str) -> Result<Command> {
        Ok(scripted(&peers::psycopg(&self.dir)?, script))
    }

    /// A script of Splink's.
    ///
    /// # Errors
    /// It can't be installed.
    pub fn splink(&self, script: &str) -> Result<Command> {
        Ok(scripted(&peers::splink(&self.dir)?, script))
    }

    /// A script of implicit's.
    ///
    /// # Errors
    /// It can't be installed.
    pub fn implicit(&self, script: &str) -> Result<Command> {
        Ok(scripted(&peers::implicit(&self.dir)?, script))
    }

    /// A script of statsmodels'.
    ///
    /// # Errors
    /// It can't be installed.
    pub fn statsmodels(&self, script: &str) -> Result<Command> {
        Ok(scripted(&peers::statsmodels(&self.dir)?, script))
    }

    /// A script of lifetimes', and what must be said of its versions.
    ///
    /// # Errors
    /// It can't be installed.
    pub fn lifetimes(&self, script: &str) -> Result<(Command, &'static str)> {
        let peer = peers::lifetimes(&self.dir)?;
        Ok((scripted(&peer, script), peer.note))
    }
}

fn scripted(peer: &Peer, script: &str) -> Command {
    let mut command = Command::new(&peer.python);
    command.arg(run::root().join("bench/peers").join(script));
    command
}

fn release() -> Result<PathBuf> {
    let asked = ["metadata", "--format-version", "1", "--no-deps", "--locked"];
    let output = Command::new("cargo").args(asked).output()?;
    let metadata: Value = serde_json::from_slice(&output.stdout).context("cargo metadata")?;
    let target = metadata["target_directory"].as_str().context("cargo metadata names no target folder")?;
    Ok(Path::new(target).join("release"))
}
