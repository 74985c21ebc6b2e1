//! Randomised trials of known truth: how the intervals hold, and a large one in a file.

use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::Result;
use models::Kind;
use models::battery::cdnow_like;
use models::experiment::battery::Trial;
use rand::RngExt;
use serde_json::json;

use crate::data::draws;

/// The trials judged: a tenth or a half held out, plain or adjusted, with an effect or without.
pub fn hold(runs: &str) -> Result<()> {
    let runs = runs.parse()?;
    for (name, chance) in [("effect", 0.05), ("none", 0.0)] {
        for held_out in [0.1, 0.5] {
            for adjusted in [false, true] {
                let trial = Trial { people: 20_000, held_out, chance, adjusted, looks: 100 };
                let held = trial.run(runs);
                let how = if adjusted { "adjusted" } else { "plain" };
                let key = format!("{name}, {:.0} % held out, {how}", held_out * 100.0);
                println!(
                    "{}",
                    json!({ key: {
                        "every look": 100.0 * held.every_look.rate(),
                        "called": 100.0 * held.ever_called.rate(),
                        "single look": 100.0 * held.single_look.rate(),
                        "peeking": 100.0 * held.peeking_called.rate(),
                        "widest": held.widest,
                        "reduction": 100.0 * held.reduction,
                    }})
                );
            }
        }
    }
    Ok(())
}

/// Writes a trial of a million people: what they spent before and after, a tenth held out, a gesture that makes one in
/// twenty buy once more.
pub fn write(file: &Path) -> Result<()> {
    let world = cdnow_like(Kind::ParetoNbd, 1_000_000);
    let mut rng = draws();
    let mut out = BufWriter::new(std::fs::File::create(file)?);
    writeln!(out, "arm,spend,before,visits,country")?;
    for customer in world.firm(1) {
        let treated = !rng.random_bool(0.1);
        let extra = if treated && rng.random_bool(0.05) { customer.mean_spend } else { 0.0 };
        let (spend, before) = (customer.value + extra, f64::from(customer.x) * customer.mean);
        let (arm, country) =
            (if treated { "letter" } else { "control" }, ["EE", "FI", "LT", "LV"][rng.random_range(0..4)]);
        writeln!(out, "{arm},{spend:.2},{before:.2},{},{country}", customer.x)?;
    }
    out.flush()?;
    Ok(())
}
