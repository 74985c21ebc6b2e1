//! Randomised trials: whether the intervals hold, and a million people in a file beside statsmodels.

use anyhow::{Context, Result};
use serde_json::Value;

use super::child;
use super::figures::{Figure, say};
use super::ground::Ground;

/// Five hundred trials each of eight kinds; a look after every two hundred people of twenty thousand.
pub fn hold(ground: &Ground) -> Result<Vec<Figure>> {
    let runs = if ground.quick { "100" } else { "500" };
    let ran = child::run(ground.bench("trials").arg(runs))?;
    let mut figures = Vec::new();
    for (kind, held) in &ran.said {
        let number = |key: &str| held.get(key).and_then(Value::as_f64).unwrap_or(f64::NAN);
        let beside = format!(
            "at one look {:.1} %; adjusting took {:.0} % of the variance",
            number("single look"),
            number("reduction")
        );
        figures.push(match kind.starts_with("none") {
            true => Figure::at_most(&format!("{kind}: ever called"), number("called"), 5.0, "%")
                .beside(format!("peeking {:.1} %; {beside}", number("peeking"))),
            false => {
                Figure::at_least(&format!("{kind}: covered at every look"), number("every look"), 93.0, "%")
                    .beside(beside)
            }
        });
        figures.push(Figure::at_most(&format!("{kind}: width at the plan"), number("widest"), 1.6, "x"));
    }
    Ok(figures)
}

/// `perennial prove` on a million people.
pub fn prove(ground: &Ground) -> Result<Vec<Figure>> {
    let file = ground.file("trial.csv");
    child::run(ground.bench("trial").arg(&file))?;
    let mut program = ground.perennial();
    program.arg("prove").arg(&file).args([
        "--arm",
        "arm",
        "--outcome",
        "spend",
        "--covariates",
        "before,visits",
    ]);
    program.args(["--shares", "control=10,letter=90", "--json", "--quiet"]);
    let mut statsmodels = ground.statsmodels("statsmodels_trial.py")?;
    let [ours, theirs] =
        child::in_turn([&mut program, statsmodels.arg(&file)], ground.rounds, |ran| Ok(ran.wall))?;
    let document: Value = serde_json::from_str(&ours.printed).context("what `prove --json` printed")?;
    let effect = document.pointer("/effects/0/per_unit/value").and_then(Value::as_f64).unwrap_or(f64::NAN);
    let apart = (effect / theirs.number("effect")? - 1.0).abs();
    let seconds = theirs.number("seconds")?;
    Ok(vec![
        Figure::at_most("whole program", ours.wall, 2.0, "s").beside(format!(
            "statsmodels {}, {} of it reading, {} with its start; effects apart by {apart:.0e}",
            say(seconds, "s"),
            say(theirs.number("reading")?, "s"),
            say(theirs.wall, "s"),
        )),
        Figure::at_least("times as fast as statsmodels, its start aside", seconds / ours.wall, 1.0, "x"),
        Figure::at_most("peak memory", ours.peak_mib, 256.0, "MiB")
            .beside(format!("statsmodels {} MiB", theirs.peak_mib.round())),
    ])
}
