//! The README's two commands on a machine that has never built the house.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};

use super::figures::Figure;
use super::ground::Ground;
use crate::run;

/// Clones into an empty folder, builds into another, and times each command from nothing.
pub fn build(_: &Ground) -> Result<Vec<Figure>> {
    let demo = from_nothing(|command| until_it_answers(command.args(["run", "--", "demo"])))?;
    let tests = from_nothing(|command| run::command(command.args(["xtask", "ci"])))?;
    Ok(vec![
        Figure::at_most("cargo run -- demo, to its address", demo / 60.0, 12.0, "min"),
        Figure::at_most("cargo xtask ci", tests / 60.0, 20.0, "min"),
    ])
}

/// Seconds that `work` takes with a cargo command in a fresh clone. What was fetched from
/// registries before is at hand, as it would be for a second try.
#[allow(clippy::disallowed_methods)] // time is what is measured here
fn from_nothing(work: impl FnOnce(&mut Command) -> Result<()>) -> Result<f64> {
    let empty = tempfile::tempdir()?;
    let clone = empty.path().join("perennial");
    run::command(Command::new("git").args(["clone", "--quiet"]).arg(run::root()).arg(&clone))?;
    let start = Instant::now();
    work(run::cargo().current_dir(&clone).env("CARGO_TARGET_DIR", empty.path().join("target")))?;
    Ok(start.elapsed().as_secs_f64())
}

/// Runs a server until it prints its address, and ends it.
fn until_it_answers(command: &mut Command) -> Result<()> {
    let mut child = command.stdout(Stdio::piped()).spawn().context("cargo can't be started")?;
    let output = child.stdout.take().context("the demo has no output")?;
    let mut lines = BufReader::new(output).lines();
    let address = lines.by_ref().map_while(Result::ok).find(|line| line.contains("http://"));
    child.kill().ok();
    child.wait()?;
    match address {
        Some(line) => println!("   {line}"),
        None => bail!("the demo ended without an address; its own words stand above"),
    }
    Ok(())
}
