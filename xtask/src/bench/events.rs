//! The event API, beside plain inserts of the same rows.

use anyhow::Result;

use super::child::{self, Ran};
use super::figures::{Figure, say};
use super::ground::Ground;

/// Events in batches of 100 to a served company on SQLite, each answered once it is committed and
/// synced; beside SQLite alone, which commits the same rows a batch at a time, and 64 at a time.
pub fn sqlite(ground: &Ground) -> Result<Vec<Figure>> {
    let folder = tempfile::tempdir_in(ground.file(""))?;
    let (recorded, fresh) = (folder.path().join("recorded.db"), folder.path().join("fresh.db"));
    let count = if ground.quick { "50000" } else { "300000" };
    let program = ground.perennial();
    let ours = child::run(ground.bench("events").arg(program.get_program()).arg(&recorded).arg(count))?;
    let theirs = child::run(ground.duckdb("sqlite_events.py")?.arg(&recorded).arg(&fresh))?;
    let per = |ran: &Ran, seconds: &str| -> Result<f64> { Ok(ran.number("events")? / ran.number(seconds)?) };
    let (rate, by_batch) = (per(&ours, "seconds")?, per(&theirs, "seconds by batch")?);
    let by_64 = per(&theirs, "seconds by 64 batches")?;
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
