//! Fits and scores beside lifetimes.

use anyhow::Result;

use super::child::{self, Ran};
use super::figures::{Figure, say};
use super::ground::Ground;

/// Goals of a fit: seconds, times as fast as lifetimes plain and grouped, MiB.
struct Goals {
    seconds: f64,
    plain: f64,
    grouped: f64,
    peak_mib: f64,
    /// Whether plain lifetimes takes minutes.
    slow: bool,
}

/// A fit of `model` on a million customers, our grouping included, as theirs is.
pub fn fit(ground: &Ground, model: &str) -> Result<Vec<Figure>> {
    let goals = match model {
        "pareto_nbd" => Goals { seconds: 3.0, plain: 100.0, grouped: 20.0, peak_mib: 300.0, slow: true },
        _ => Goals { seconds: 0.8, plain: 10.0, grouped: 2.0, peak_mib: 300.0, slow: false },
    };
    let (mut grouped, note) = ground.lifetimes("lifetimes_fit.py")?;
    grouped.arg(ground.file("million.statistics")).args([model, "grouped"]);
    let seconds = |ran: &Ran| ran.number("seconds");
    // Where a peer takes a minute, a turn each says enough.
    let rounds = if goals.slow { 1 } else { ground.rounds };
    let ran = child::in_turn(&mut [ground.bench("fit").arg(model), &mut grouped], rounds, seconds)?;
    let [ours, theirs] = ran.as_slice() else { anyhow::bail!("two sides ran, {} answered", ran.len()) };
    let time = ours.number("seconds")?;
    let mut figures = vec![
        Figure::at_most("seconds, grouping included", time, goals.seconds, "s").beside(format!(
            "grouping {}, {} rows, {} passes",
            say(ours.number("grouping")?, "s"),
            ours.number("rows")?,
            ours.number("passes")?
        )),
        Figure::at_most("peak memory", ours.peak_mib, goals.peak_mib, "MiB"),
    ];
    figures.push(against("lifetimes grouped", ours, theirs, goals.grouped, note)?);
    if goals.slow && ground.quick {
        figures.push(Figure::skipped("against lifetimes plain", "--quick; it takes five minutes"));
    } else {
        let (mut plain, note) = ground.lifetimes("lifetimes_fit.py")?;
        let plain = child::run(plain.arg(ground.file("million.statistics")).args([model, "plain"]))?;
        figures.push(against("lifetimes plain", ours, &plain, goals.plain, note)?);
    }
    Ok(figures)
}

fn against(peer: &str, ours: &Ran, theirs: &Ran, goal: f64, note: &str) -> Result<Figure> {
    let (time, their_time) = (ours.number("seconds")?, theirs.number("seconds")?);
    let apart = ["r", "alpha", "a", "b", "s", "beta"].into_iter().filter_map(|letter| {
        let (ours, theirs) = (ours.number(letter).ok()?, theirs.number(letter).ok()?);
        Some((ours / theirs - 1.0).abs())
    });
    let apart = apart.fold(0.0, f64::max);
    let beside = format!(
        "{} (grouping {}), {} MiB; parameters apart by {apart:.1e} at most{note}",
        say(their_time, "s"),
        say(theirs.number("grouping")?, "s"),
        theirs.peak_mib.round()
    );
    Ok(Figure::at_least(&format!("times as fast as {peer}"), their_time / time, goal, "x").beside(beside))
}
