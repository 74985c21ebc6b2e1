//! Running other programs, and saying which one failed.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

/// The root of the repository.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// Runs `program` with its output on this terminal.
///
/// # Errors
/// It can't be started, or it ends with another code than 0.
pub fn step(program: &str, arguments: &[&str]) -> Result<()> {
    println!("\n── {program} {}", arguments.join(" "));
    command(Command::new(program).args(arguments))
}

/// Runs a prepared command with its output on this terminal.
///
/// # Errors
/// As [`step`].
pub fn command(command: &mut Command) -> Result<()> {
    let name = command.get_program().to_string_lossy().into_owned();
    let status = command.status().with_context(|| format!("{name} can't be started; is it installed?"))?;
    if !status.success() {
        bail!("{name} failed ({status}); its own words stand above.");
    }
    Ok(())
}

/// Whether `program` answers when asked.
pub fn answers(program: &str, arguments: &[&str]) -> bool {
    Command::new(program).args(arguments).output().is_ok_and(|output| output.status.success())
}
