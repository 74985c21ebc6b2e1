//! Letters, as fast as they go and as safe as they stay.

use anyhow::Result;

use super::child;
use super::figures::Figure;
use super::ground::Ground;

/// One letter to 50,000 people into a mail server in the same process over TCP on loopback, on SQLite that
/// syncs every commit; then again with the worker, in a process of its own, killed a hundred times.
pub fn letters(ground: &Ground) -> Result<Vec<Figure>> {
    let (people, kills) = if ground.quick { ("5000", "20") } else { ("50000", "100") };
    let ran = child::run(ground.bench("letters").args([people, kills]))?;
    let rate = ran.number("letters")? / ran.number("seconds")?;
    let bare = ran.number("letters")? / ran.number("seconds of a bare loop")?;
    let bare = format!("a bare lettre loop {bare:.0}/s");
    let beside =
        format!("{} kills, {} sent, {} held", ran.number("kills")?, ran.number("sent")?, ran.number("held")?);
    Ok(vec![
        Figure::at_least("letters a second into the sink", rate, 500.0, "").beside(bare),
        Figure::at_most("people who got it twice", ran.number("twice")?, 0.0, "").beside(beside),
        Figure::at_most("people in no final state", ran.number("left open")?, 0.0, ""),
        Figure::at_most("most letters held after one kill", ran.number("most held after a kill")?, 16.0, ""),
    ])
}
