//! The models behind the figures: parameters, standard errors, likelihood, and their trouble in words.

use askama::Template;
use domain::worth::{ModelFit, Report};

use super::model_name;
use crate::format;

/// Every model fitted, and those that could not be.
#[derive(Template)]
#[template(path = "worth/models.html")]
pub(crate) struct ModelSection {
    reason: String,
    unit: &'static str,
    models: Vec<Model>,
    refusals: Vec<(String, String)>,
}

struct Model {
    name: &'static str,
    says: &'static str,
    tag: Option<&'static str>,
    fit: &'static str,
    params: Vec<Param>,
    log_likelihood: String,
    gradient: String,
    customers: String,
    diagnosis: Vec<String>,
}

struct Param {
    letter: &'static str,
    value: String,
    error: String,
}

/// Name in the document, what it speaks of with its source, and the order of its letters.
const MODELS: [(&str, &str, &[&str]); 4] = [
    ("pareto_nbd", "Visits and drop-out. Schmittlein, Morrison, Colombo 1987", &["r", "alpha", "s", "beta"]),
    ("bg_nbd", "Visits and drop-out after a purchase. Fader, Hardie, Lee 2005", &["r", "alpha", "a", "b"]),
    (
        "mbg_nbd",
        "As BG/NBD, drop-out also after the first. Batislam, Denizel, Filiztekin 2007",
        &["r", "alpha", "a", "b"],
    ),
    ("gamma_gamma", "Spend a visit. Fader, Hardie 2013", &["p", "q", "v"]),
];

impl ModelSection {
    pub(crate) fn new(report: &Report) -> Self {
        let fitted = &report.models;
        let fit_of = |name: &str| match name {
            "pareto_nbd" => fitted.pareto_nbd.as_ref(),
            "bg_nbd" => fitted.bg_nbd.as_ref(),
            "mbg_nbd" => fitted.mbg_nbd.as_ref(),
            _ => fitted.gamma_gamma.as_ref(),
        };
        let models = MODELS.iter().filter_map(|&(name, says, letters)| {
            let tag = match name {
                _ if name == report.chosen.model => Some("scores"),
                _ if name == report.chosen.alive_model => Some("says who is still a customer"),
                _ => None,
            };
            fit_of(name).map(|fit| model(name, says, letters, tag, fit))
        });
        let refusal = |(name, why): (&String, &String)| (model_name(name).to_owned(), why.clone());
        Self {
            reason: report.chosen.reason.clone(),
            unit: match report.unit {
                domain::worth::Unit::Day => "days",
                domain::worth::Unit::Week => "weeks",
            },
            models: models.collect(),
            refusals: fitted.refusals.iter().map(refusal).collect(),
        }
    }
}

fn model(
    name: &'static str,
    says: &'static str,
    letters: &'static [&'static str],
    tag: Option<&'static str>,
    fit: &ModelFit,
) -> Model {
    let param = |&letter: &&'static str| {
        fit.params.get(letter).map(|&value| Param {
            letter: greek(letter),
            value: significant(value),
            error: fit
                .standard_errors
                .get(letter)
                .map_or(format::NONE.to_owned(), |&error| significant(error)),
        })
    };
    Model {
        name: match name {
            "pareto_nbd" => "Pareto/NBD",
            "bg_nbd" => "BG/NBD",
            "mbg_nbd" => "MBG/NBD",
            _ => "Gamma-Gamma",
        },
        says,
        tag,
        fit: if fit.fit == "mle" { "maximum likelihood" } else { "maximum a posteriori, weak priors" },
        params: letters.iter().filter_map(param).collect(),
        log_likelihood: format::decimal(fit.log_likelihood, 2),
        gradient: if fit.gradient_max == 0.0 { "0".to_owned() } else { format!("{:.0e}", fit.gradient_max) },
        customers: format::count(fit.customers),
        diagnosis: fit.diagnosis.clone(),
    }
}

/// As the papers print it.
fn greek(letter: &'static str) -> &'static str {
    match letter {
        "alpha" => "α",
        "beta" => "β",
        other => other,
    }
}

/// Four significant digits, as far as decimals go.
fn significant(number: f64) -> String {
    let size = number.abs();
    let digits = if size > 0.0 && size.is_finite() { 3 - size.log10().floor() as i32 } else { 1 };
    format::decimal(number, digits.clamp(0, 6) as usize)
}
