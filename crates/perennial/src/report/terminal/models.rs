//! The fits, and how their forecast fared.

use domain::worth::{ModelFit, Report};

use crate::words::{count, heading, model, number, percent, sparkline, table};

/// Every model with parameters, standard errors and trouble.
pub fn fitted(report: &Report) -> String {
    let models = &report.models;
    let all = [
        ("pareto_nbd", &models.pareto_nbd),
        ("mbg_nbd", &models.mbg_nbd),
        ("bg_nbd", &models.bg_nbd),
        ("gamma_gamma", &models.gamma_gamma),
    ];
    let rows: Vec<Vec<String>> =
        all.iter().filter_map(|(name, fit)| fit.as_ref().map(|fit| row(name, fit))).collect();
    let mut text = heading("Models");
    if !rows.is_empty() {
        text.push_str(&table(&["model", " parameters (standard error)", "log-likelihood"], &rows));
    }
    let trouble = all.iter().flat_map(|(name, fit)| {
        fit.iter().flat_map(|fit| &fit.diagnosis).map(|said| format!("  {}: {said}\n", model(name)))
    });
    text.extend(trouble);
    text.extend(models.refusals.iter().map(|(name, why)| format!("  {}: not fitted. {why}\n", model(name))));
    if !report.chosen.model.is_empty() {
        text.push_str(&format!("  Scores by {}. {}\n", model(&report.chosen.model), report.chosen.reason));
    }
    text
}

fn row(name: &str, fit: &ModelFit) -> Vec<String> {
    let letters = ["r", "alpha", "s", "beta", "a", "b", "p", "q", "v"];
    let parameters: Vec<String> = letters
        .iter()
        .filter_map(|letter| fit.params.get(*letter).map(|value| (letter, value)))
        .map(|(letter, value)| {
            let error =
                fit.standard_errors.get(*letter).map(|se| format!(" ({})", digits(*se))).unwrap_or_default();
            format!("{letter} {}{error}", digits(*value))
        })
        .collect();
    vec![format!("{} {}", model(name), fit.fit), parameters.join("  "), number(fit.log_likelihood, 2)]
}

fn digits(value: f64) -> String {
    match value.abs() {
        size if size >= 1000.0 => number(value, 0),
        size if size >= 10.0 => number(value, 2),
        _ => number(value, 4),
    }
}

/// The forecast against what came.
pub fn holdout(report: &Report) -> String {
    let Some(holdout) = &report.holdout else { return String::new() };
    let rows: Vec<Vec<String>> = holdout
        .models
        .iter()
        .map(|(name, result)| {
            vec![
                model(name).to_owned(),
                number(result.predicted, 0),
                number(result.actual, 0),
                if result.actual > 0.0 {
                    percent(result.predicted / result.actual - 1.0)
                } else {
                    "-".to_owned()
                },
                number(result.rmse, 3),
                number(result.correlation, 3),
            ]
        })
        .collect();
    let weekly: Vec<Option<f64>> = holdout.weeks.iter().map(|week| Some(week.actual as f64)).collect();
    format!(
        "Forecast tested on {} to {}, which the models had not seen ({} customers)\n{}  repeat purchases a week\n  {}\n",
        holdout.calibration_end,
        holdout.end,
        count(holdout.customers),
        table(&["model", "forecast", "came", "error", "rmse", "correlation"], &rows),
        sparkline(&weekly),
    )
}
