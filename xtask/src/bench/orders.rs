//! From files of orders to summaries, reports and a database, beside DuckDB and SQLite alone.

use anyhow::Result;

use super::child::{self, Ran};
use super::figures::{Figure, say};
use super::ground::Ground;

/// 2.77M purchases of 1M customers to x, t_x, T and spend.
pub fn summary(ground: &Ground) -> Result<Vec<Figure>> {
    let file = ground.file("million.parquet");
    let mut duckdb = ground.duckdb("duckdb_group.py")?;
    let [ours, theirs] = child::in_turn(
        [ground.bench("summary").arg(&file), duckdb.arg(&file)],
        ground.rounds,
        |ran: &Ran| ran.number("seconds"),
    )?;
    let (time, their_time) = (ours.number("seconds")?, theirs.number("seconds")?);
    let same =
        ["customers", "x", "t_x", "age"].iter().all(|key| ours.said.get(*key) == theirs.said.get(*key));
    let beside = format!(
        "{} (reading alone {}) against DuckDB's {}; {}",
        say(time, "s"),
        say(ours.number("reading alone")?, "s"),
        say(their_time, "s"),
        if same { "equal sums of x, t_x and T" } else { "SUMS DIFFER" }
    );
    Ok(vec![
        Figure::at_most("time of DuckDB's for the same GROUP BY", time / their_time, 1.2, "x").beside(beside),
        Figure::at_most("peak memory", ours.peak_mib, 300.0, "MiB")
            .beside(format!("DuckDB {} MiB", theirs.peak_mib.round())),
    ])
}

/// The whole report on 10M orders of 1M customers, beside DuckDB only reading and grouping them.
pub fn report(ground: &Ground, name: &str, goal: f64) -> Result<Vec<Figure>> {
    let file = ground.file(name);
    let asked = || {
        let mut program = ground.perennial();
        program.arg("report").arg(&file).args(["--customer", "id", "--date", "date", "--amount", "amount"]);
        program
    };
    let mut duckdb = ground.duckdb("duckdb_group.py")?;
    let sides = [&mut asked(), duckdb.arg(&file)];
    let [ours, theirs] = child::in_turn(sides, ground.rounds, |ran| Ok(ran.wall))?;
    // The phases are the last it says on standard error.
    let phases = ours.murmured.lines().last().unwrap_or_default();
    let answer = tempfile::tempdir()?;
    let written = child::run(asked().arg("--out").arg(answer.path()))?;
    let beside = format!("{phases}; DuckDB to read and group alone {}", say(theirs.number("seconds")?, "s"));
    Ok(vec![
        Figure::at_most("whole report", ours.wall, goal, "s").beside(beside),
        Figure::at_most("peak memory", ours.peak_mib, 1536.0, "MiB")
            .beside(format!("DuckDB {} MiB", theirs.peak_mib.round())),
        Figure::told("with every customer and the page written", &say(written.wall, "s"))
            .beside(format!("{} MiB", written.peak_mib.round())),
    ])
}

/// 1M orders with lines into SQLite, against plain multi-row inserts of the same rows.
pub fn import(ground: &Ground) -> Result<Vec<Figure>> {
    let folder = tempfile::tempdir_in(ground.file(""))?;
    let (imported, fresh) = (folder.path().join("imported.db"), folder.path().join("fresh.db"));
    let ours = child::run(ground.bench("import").arg(ground.file("shop.csv")).arg(&imported))?;
    let theirs = child::run(ground.duckdb("sqlite_inserts.py")?.arg(&imported).arg(&fresh))?;
    let rate = |ran: &Ran| -> Result<f64> { Ok(ran.number("orders")? / ran.number("seconds")?) };
    let (rate, plain) = (rate(&ours)?, rate(&theirs)?);
    let beside = format!(
        "{} against {} orders a second; {} rows refused, peak {} MiB",
        rate.round(),
        plain.round(),
        ours.number("refused")?,
        ours.peak_mib.round()
    );
    Ok(vec![Figure::at_least("rate of plain multi-row inserts", rate / plain, 0.5, "x").beside(beside)])
}
