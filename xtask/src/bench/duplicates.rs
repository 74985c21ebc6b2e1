//! The search for duplicates among a million people whose doubles are known, beside Splink.

use anyhow::Result;

use super::child::{self, Ran};
use super::figures::{Figure, say};
use super::ground::Ground;

const ROWS: &str = "1000000";

/// Time, memory, precision and recall on a simulated list, where a mailbox and a number are `owned` by
/// one person or a couple, or `drawn` by whoever comes to them.
pub fn search(ground: &Ground, contacts: &str) -> Result<Vec<Figure>> {
    let file = ground.file(&format!("people-{contacts}.tsv"));
    child::run(ground.bench("people").arg(contacts).arg(&file).arg(ROWS))?;
    let seconds = |ran: &Ran| ran.number("seconds");
    let [ours] = child::in_turn([ground.bench("duplicates").arg(&file)], ground.rounds, seconds)?;
    let theirs = child::run(ground.splink("splink_dedupe.py")?.arg(&file))?;
    let beside = |what: &str| -> Result<String> { Ok(format!("Splink {:.3}", theirs.number(what)?)) };
    let pairs = format!(
        "{} pairs compared, {} blocks too large; Splink {}",
        ours.number("pairs")?,
        ours.number("dropped blocks")?,
        say(theirs.number("seconds")?, "s")
    );
    Ok(vec![
        Figure::at_most("search among 1M people", seconds(&ours)?, 60.0, "s").beside(pairs),
        Figure::at_most("peak memory", ours.peak_mib, 2048.0, "MiB")
            .beside(format!("Splink {} MiB", theirs.peak_mib.round())),
        Figure::at_least("precision", ours.number("precision")?, 0.98, "").beside(beside("precision")?),
        Figure::at_least("recall", ours.number("recall")?, 0.95, "").beside(beside("recall")?),
    ])
}
