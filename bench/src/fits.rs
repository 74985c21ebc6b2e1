//! Fits and scores of a million customers.

use anyhow::{Context, Result};
use models::{FitOptions, Grouped, Kind, Method, fit as fit_model};
use serde_json::json;

use crate::data::{million, statistics};
use crate::stopwatch::timed;

fn kind(name: &str) -> Result<Kind> {
    Kind::ALL.into_iter().find(|kind| kind.name() == name).with_context(|| format!("no model '{name}'"))
}

/// Groups and fits by maximum likelihood, as the peers do.
pub fn fit(model: &str) -> Result<()> {
    let kind = kind(model)?;
    let data = statistics(&million());
    let (grouped, grouping) = timed(|| Grouped::new(&data.x, &data.recency, &data.age, 7.0));
    let grouped = grouped?;
    let options = FitOptions { method: Method::Mle, start: None };
    let (fitted, fitting) = timed(|| fit_model(kind, &grouped, &options));
    let fitted = fitted?;
    let mut said = json!({
        "seconds": grouping + fitting,
        "grouping": grouping,
        "rows": grouped.len(),
        "log_likelihood": fitted.log_likelihood,
        "gradient_max": fitted.gradient_max,
        "passes": fitted.passes,
    });
    for (letter, value) in kind.letters().into_iter().zip(fitted.model.parameters()) {
        said[letter] = json!(value);
    }
    println!("{said}");
    Ok(())
}
