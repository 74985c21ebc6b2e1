//! Fits and scores beside lifetimes.

use anyhow::{Result, bail};
use serde_json::Value;

use super::child::{self, Ran};
use super::figures::{Figure, say};
use super::ground::Ground;
use crate::run;

/// The golden numbers, which are tests: how many hold.
pub fn golden(_: &Ground) -> Result<Vec<Figure>> {
    let tests = ["test", "--locked", "-p", "models", "--test", "it", "golden"];
    let output = run::cargo().args(tests).output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let count = |word: &str| -> f64 {
        let results = text.lines().filter(|line| line.starts_with("test result"));
        let counts = results
            .filter_map(|line| line.split(word).next()?.split_whitespace().last()?.parse::<f64>().ok());
        counts.sum()
    };
    let (held, broken) = (count(" passed"), count(" failed"));
    if held + broken == 0.0 {
        bail!("the golden tests did not run: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(vec![Figure::at_most("golden tests that fail", broken, 0.0, "").beside(format!("{held} hold"))])
}

/// A hundred firms of fifty customers.
pub fn small_firms(ground: &Ground) -> Result<Vec<Figure>> {
    let mut figures = Vec::new();
    for (model, title, goal) in [("bg_nbd", "BG/NBD", 16.0), ("pareto_nbd", "Pareto/NBD", 22.0)] {
        let map = child::run(ground.bench("small-firms").args([model, "map"]))?;
        let mle = child::run(ground.bench("small-firms").args([model, "mle"]))?;
        let what = |figure: &str| format!("{title}: {figure}");
        let (error, plain) = (map.number("error")?, mle.number("error")?);
        figures.push(
            Figure::at_most(&what("failures by MAP"), map.number("failures")?, 0.0, "")
                .beside(format!("{} by MLE", mle.number("failures")?)),
        );
        figures.push(Figure::at_most(&what("median error of the total"), error, goal, "%"));
        figures.push(
            Figure::at_most(&what("error against MLE's"), error / plain, 1.0, "x").beside(say(plain, "%")),
        );
    }
    Ok(figures)
}

/// Two hundred firms of a thousand customers.
pub fn coverage(ground: &Ground) -> Result<Vec<Figure>> {
    let mut figures = Vec::new();
    for (model, title) in [("pareto_nbd", "Pareto/NBD"), ("bg_nbd", "BG/NBD"), ("mbg_nbd", "MBG/NBD")] {
        let ran = child::run(ground.bench("coverage").arg(model))?;
        for (interval, rate) in &ran.said {
            let rate = rate.as_f64().unwrap_or(f64::NAN);
            figures.push(Figure::between(&format!("{title}: {interval}"), rate, 92.0, 98.0, "%"));
        }
    }
    Ok(figures)
}

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
    let [ours, theirs] = child::in_turn([ground.bench("fit").arg(model), &mut grouped], rounds, seconds)?;
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
    figures.push(against("lifetimes grouped", &ours, &theirs, goals.grouped, note)?);
    if goals.slow && ground.quick {
        figures.push(Figure::skipped("against lifetimes plain", "--quick; it takes five minutes"));
    } else {
        let (mut plain, note) = ground.lifetimes("lifetimes_fit.py")?;
        let plain = child::run(plain.arg(ground.file("million.statistics")).args([model, "plain"]))?;
        figures.push(against("lifetimes plain", &ours, &plain, goals.plain, note)?);
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

/// P(alive) and expected orders of a million customers, and apart the intervals.
pub fn score(ground: &Ground, model: &str) -> Result<Vec<Figure>> {
    let goal = if model == "pareto_nbd" { 1.0 } else { 0.3 };
    let seconds = |ran: &Ran| ran.number("seconds");
    let [ours] = child::in_turn([ground.bench("score").arg(model)], ground.rounds, seconds)?;
    let parameters = ours.said.get("parameters").and_then(Value::as_array).cloned().unwrap_or_default();
    let parameters: Vec<String> = parameters.iter().map(Value::to_string).collect();
    let (mut peer, note) = ground.lifetimes("lifetimes_score.py")?;
    let theirs =
        child::run(peer.arg(ground.file("million.statistics")).arg(model).arg(parameters.join(",")))?;
    let apart = |key: &str| -> Result<f64> { Ok((ours.number(key)? / theirs.number(key)? - 1.0).abs()) };
    let beside = format!(
        "lifetimes {}; sums apart by {:.0e} (P(alive)) and {:.0e} (orders){note}",
        say(theirs.number("seconds")?, "s"),
        apart("p_alive")?,
        apart("expected")?
    );
    let intervals = format!(
        "{} for two of each of {} groups",
        say(ours.number("intervals")?, "s"),
        ours.number("groups")?
    );
    Ok(vec![
        Figure::at_most("P(alive) and expected orders", ours.number("seconds")?, goal, "s").beside(beside),
        Figure::told("intervals", &intervals),
    ])
}
