//! The event API, beside plain inserts of the same rows.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};
use serde_json::Value;

use super::child::{self, Ran};
use super::figures::{Figure, say};
use super::ground::Ground;

/// Events in batches of 100 to a served company on SQLite, each answered once it is committed and
/// synced; beside SQLite alone, which commits the same rows a batch at a time, and 64 at a time.
pub fn sqlite(ground: &Ground) -> Result<Vec<Figure>> {
    let folder = tempfile::tempdir_in(ground.file(""))?;
    let (recorded, fresh) = (folder.path().join("recorded.db"), folder.path().join("fresh.db"));
    let ours = sent(ground, recorded.as_os_str())?;
    let theirs = child::run(ground.duckdb("sqlite_events.py")?.arg(&recorded).arg(&fresh))?;
    figures(&ours, &theirs)
}

/// The same on a PostgreSQL, whose log of commits lies on this disk too, beside plain inserts by a
/// driver of its own into the same server.
pub fn postgres(ground: &Ground) -> Result<Vec<Figure>> {
    let cluster = Cluster::start(ground)?;
    let ours = sent(ground, OsStr::new(&cluster.recorded))?;
    let mut inserts = ground.psycopg("postgres_events.py")?;
    let theirs = child::run(inserts.arg(&cluster.recorded).arg(&cluster.server))?;
    figures(&ours, &theirs)
}

fn sent(ground: &Ground, database: &OsStr) -> Result<Ran> {
    let count = if ground.quick { "50000" } else { "300000" };
    let program = ground.perennial();
    child::run(ground.bench("events").arg(program.get_program()).arg(database).arg(count))
}

fn figures(ours: &Ran, theirs: &Ran) -> Result<Vec<Figure>> {
    let per = |ran: &Ran, seconds: &str| -> Result<f64> { Ok(ran.number("events")? / ran.number(seconds)?) };
    let (rate, by_batch) = (per(ours, "seconds")?, per(theirs, "seconds by batch")?);
    let by_64 = per(theirs, "seconds by 64 batches")?;
    let waits = format!(
        "a batch waits {} in the middle, {} at the 99th percentile",
        say(ours.number("median wait")?, "s"),
        say(ours.number("longest wait of 99 %")?, "s")
    );
    let beside = format!(
        "{} against {} events a second; {} where 64 batches share a commit",
        rate.round(),
        by_batch.round(),
        by_64.round()
    );
    Ok(vec![
        Figure::at_least("durable events a second over HTTP", rate, 10_000.0, "").beside(waits),
        Figure::at_least("rate of plain multi-row inserts, synced a batch", rate / by_batch, 0.5, "x")
            .beside(beside),
    ])
}

/// A PostgreSQL that runs in the data folder, and goes when dropped.
struct Cluster {
    child: Child,
    recorded: String,
    server: String,
}

impl Cluster {
    fn start(ground: &Ground) -> Result<Self> {
        let mut started: Command = ground.bench("cluster");
        let mut child = started.arg(ground.file("")).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let mut line = String::new();
        BufReader::new(child.stdout.take().context("the cluster's output")?).read_line(&mut line)?;
        let said: Value = serde_json::from_str(&line)
            .context("no PostgreSQL could be started; its own words stand above")?;
        let at = |name: &str| said[name].as_str().unwrap_or_default().to_owned();
        Ok(Self { recorded: at("recorded"), server: at("server"), child })
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}
