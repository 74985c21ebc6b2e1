//! Fits and scores of a million customers.

use anyhow::{Context, Result};
use models::{FitOptions, Grouped, Horizon, Kind, Method, fit as fit_model, outlooks, score as score_model};
use rayon::prelude::*;
use serde_json::json;

use crate::data::{million, statistics};
use crate::stopwatch::timed;

/// The model of a name.
pub fn kind(name: &str) -> Result<Kind> {
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

/// Scores every customer with a fitted model: P(alive) and expected orders of 39 weeks; then, timed
/// apart, the credible and the predictive interval of every group.
pub fn score(model: &str) -> Result<()> {
    let kind = kind(model)?;
    let data = statistics(&million());
    let grouped = Grouped::new(&data.x, &data.recency, &data.age, 7.0)?;
    let fitted = fit_model(kind, &grouped, &FitOptions::default())?;
    let horizon = Horizon { length: 39.0, discount: 0.0 };
    let (scores, scoring) = timed(|| grouped.spread(&score_model(&fitted.model, &grouped, &horizon)));
    let (intervals, widths) = timed(|| {
        let interval =
            |outlook: &models::Outlook| (outlook.expected_interval(0.95), outlook.predicted_interval(0.95));
        outlooks(&fitted, &grouped, &horizon).par_iter().map(interval).collect::<Vec<_>>()
    });
    let said = json!({
        "seconds": scoring,
        "intervals": widths,
        "groups": intervals.len(),
        "p_alive": scores.iter().map(|score| score.p_alive).sum::<f64>(),
        "expected": scores.iter().map(models::Score::expected).sum::<f64>(),
        "parameters": fitted.model.parameters(),
    });
    println!("{said}");
    Ok(())
}
