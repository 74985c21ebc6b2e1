//! What a report leaves behind: the document, a row a customer, the rows set aside.

use std::io::{self, Write};
use std::path::Path;

use adapters::files::{AtomicFile, SheetWriter, write_refusals};
use domain::Refusal;
use domain::worth::{Estimate, Report, Standing};
use locales::Words;

use super::terminal;
use crate::failure::Failure;

/// Prints the summary, or the one JSON document.
pub fn print(report: &Report, json: bool) -> Result<(), Failure> {
    say(&if json { serde_json::to_string_pretty(report)? + "\n" } else { terminal::render(report) })
}

/// Prints to the end, or until nobody reads any more.
pub(crate) fn say(text: &str) -> Result<(), Failure> {
    match io::stdout().write_all(text.as_bytes()) {
        // Whoever reads had enough, as `head` does.
        Err(why) if why.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => Ok(other?),
    }
}

/// Writes everything into `folder`, each file whole or not at all.
pub fn write(
    folder: &Path,
    words: Words,
    report: &Report,
    standings: &[Standing],
    refusals: &[Refusal],
) -> Result<(), Failure> {
    std::fs::create_dir_all(folder)
        .map_err(|why| anyhow::anyhow!("{}: the folder can't be made: {why}", folder.display()))?;
    let document = web::documents::report_html(words, report)?;
    whole(&folder.join("report.html"), |file| file.write_all(document.as_bytes()))?;
    whole(&folder.join("customers.csv"), |file| customers(file, standings))?;
    analytics::write_standings(&folder.join("customers.parquet"), standings)?;
    let refused = folder.join("refused.csv");
    if refusals.is_empty() {
        return remove(&refused);
    }
    whole(&refused, |file| write_refusals(file, refusals))
}

/// A file that has its name once it is whole.
pub(crate) fn whole(
    path: &Path,
    fill: impl FnOnce(&mut AtomicFile) -> io::Result<()>,
) -> Result<(), Failure> {
    let mut file = AtomicFile::create(path)?;
    match fill(&mut file) {
        Ok(()) => Ok(file.commit()?),
        Err(why) => Err(file.error(&why).into()),
    }
}

/// An earlier report's refusals would be taken for this one's.
pub(crate) fn remove(path: &Path) -> Result<(), Failure> {
    match std::fs::remove_file(path) {
        Err(why) if why.kind() != io::ErrorKind::NotFound => Err(why.into()),
        _ => Ok(()),
    }
}

const HEADER: &[&str] = &[
    "customer",
    "frequency",
    "recency_days",
    "age_days",
    "first_day",
    "last_day",
    "orders",
    "spend",
    "p_alive",
    "expected_orders",
    "expected_orders_low",
    "expected_orders_high",
    "predicted_orders",
    "predicted_orders_low",
    "predicted_orders_high",
    "expected_value",
    "expected_value_low",
    "expected_value_high",
    "predicted_value",
    "predicted_value_low",
    "predicted_value_high",
    "value_if_alive",
    "value_at_stake",
    "rhythm_days",
    "overdue_after_days",
    "overdue_days",
];

fn customers(file: &mut AtomicFile, standings: &[Standing]) -> io::Result<()> {
    let mut sheet = SheetWriter::new(file);
    sheet.row(HEADER)?;
    let mut cell = String::new();
    for one in standings {
        let mut write = |value: &dyn std::fmt::Display| {
            use std::fmt::Write as _;
            cell.clear();
            let _ = write!(cell, "{value}");
            sheet.cell(&cell)
        };
        write(&one.customer)?;
        for count in [one.frequency, one.recency_days, one.age_days] {
            write(&count)?;
        }
        write(&one.first_day)?;
        write(&one.last_day)?;
        write(&one.orders)?;
        for number in numbers(one) {
            match number {
                Some(number) => write(&round(number))?,
                None => write(&"")?,
            }
        }
        sheet.end()?;
    }
    Ok(())
}

fn numbers(one: &Standing) -> [Option<f64>; 19] {
    let [a, b, c] = parts(one.expected_orders);
    let [d, e, f] = parts(one.predicted_orders);
    let [g, h, i] = parts(one.expected_value);
    let [j, k, l] = parts(one.predicted_value);
    let (stake, rhythm) = (one.value_at_stake, one.rhythm_days);
    let tail = [one.value_if_alive, stake, rhythm, one.overdue_after_days, one.overdue_days];
    let [m, n, o, p, q] = tail;
    [Some(one.spend), one.p_alive, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q]
}

fn parts(estimate: Option<Estimate>) -> [Option<f64>; 3] {
    [estimate.map(|it| it.value), estimate.map(|it| it.low), estimate.map(|it| it.high)]
}

/// To six decimals: more would be noise, and the file a third larger.
fn round(number: f64) -> f64 {
    (number * 1e6).round() / 1e6
}
