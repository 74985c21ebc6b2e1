//! Running other programs, and saying which one failed.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

/// The root of the repository.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// Cargo as a person would start it. What `cargo xtask` hands down of its own package some build
/// scripts take for theirs, and would build again what is built already.
pub fn cargo() -> Command {
    let mut command = Command::new("cargo");
    let handed_down = |name: &String| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_");
    let names = std::env::vars_os().filter_map(|(name, _)| name.into_string().ok());
    names.filter(handed_down).for_each(|name| {
        command.env_remove(name);
    });
    command
}

/// Runs `program` with its output on this terminal.
///
/// # Errors
/// It can't be started, or it ends with another code than 0.
pub fn step(program: &str, arguments: &[&str]) -> Result<()> {
    println!("\n── {program} {}", arguments.join(" "));
    let mut started = if program == "cargo" { cargo() } else { Command::new(program) };
    command(started.args(arguments))
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

/// Installs the npm packages a folder of tests pins; where they are.
///
/// # Errors
/// npm can't be started, or can't install them.
pub fn packages(folder: &str) -> Result<PathBuf> {
    let folder = std::fs::canonicalize(folder)?;
    let quietly = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
    command(Command::new("npm").args(quietly).current_dir(&folder))?;
    Ok(folder)
}

/// Whether `program` answers when asked.
pub fn answers(program: &str, arguments: &[&str]) -> bool {
    Command::new(program).args(arguments).output().is_ok_and(|output| output.status.success())
}

/// Installs a package of Debian's, where we are root there; whether it is there now.
pub fn install(package: &str) -> bool {
    let quiet = ["-y", "-qq", "--no-install-recommends", "install", package];
    let root = answers("sh", &["-c", "test \"$(id -u)\" = 0"]) && answers("apt-get", &["--version"]);
    root && step("apt-get", &["-qq", "update"]).is_ok() && step("apt-get", &quiet).is_ok()
}
