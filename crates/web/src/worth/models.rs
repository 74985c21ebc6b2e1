//! The models behind the figures: parameters, standard errors, likelihood, and their trouble in words.

use askama::Template;
use domain::worth::{ModelFit, Report, Unit};
use locales::Words;

use super::model_name;
use super::remarks::{all_said, said};

/// Every model fitted, and those that could not be.
#[derive(Template)]
#[template(path = "worth/models.html")]
pub(crate) struct ModelSection {
    words: Words,
    reason: String,
    unit: Unit,
    models: Vec<Model>,
    refusals: Vec<(String, String)>,
}

struct Model {
    name: String,
    says: String,
    tag: Option<String>,
    fit: String,
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

/// Name in the document, what it speaks of, its source, and the order of its letters.
const MODELS: [(&str, Says, &str, &[&str]); 4] = [
    (
        "pareto_nbd",
        Words::worth_model_pareto,
        "Schmittlein, Morrison, Colombo 1987",
        &["r", "alpha", "s", "beta"],
    ),
    ("bg_nbd", Words::worth_model_bg, "Fader, Hardie, Lee 2005", &["r", "alpha", "a", "b"]),
    ("mbg_nbd", Words::worth_model_mbg, "Batislam, Denizel, Filiztekin 2007", &["r", "alpha", "a", "b"]),
    ("gamma_gamma", Words::worth_model_gamma, "Fader, Hardie 2013", &["p", "q", "v"]),
];

/// A message that names a source.
type Says = fn(Words, &'static str) -> String;

impl ModelSection {
    pub(crate) fn new(words: Words, report: &Report) -> Self {
        let fitted = &report.models;
        let fit_of = |name: &str| match name {
            "pareto_nbd" => fitted.pareto_nbd.as_ref(),
            "bg_nbd" => fitted.bg_nbd.as_ref(),
            "mbg_nbd" => fitted.mbg_nbd.as_ref(),
            _ => fitted.gamma_gamma.as_ref(),
        };
        let models = MODELS.iter().filter_map(|&(name, says, source, letters)| {
            let tag = match name {
                _ if name == report.chosen.model => Some(words.worth_scores()),
                _ if name == report.chosen.alive_model => Some(words.worth_model_alive()),
                _ => None,
            };
            fit_of(name).map(|fit| model(words, (name, says(words, source)), letters, tag, fit))
        });
        let refusal = |(name, why): (&String, &String)| (model_name(name).to_owned(), said(words, why));
        Self {
            words,
            reason: said(words, &report.chosen.reason),
            unit: report.unit,
            models: models.collect(),
            refusals: fitted.refusals.iter().map(refusal).collect(),
        }
    }
}

fn model(
    words: Words,
    (name, says): (&'static str, String),
    letters: &'static [&'static str],
    tag: Option<String>,
    fit: &ModelFit,
) -> Model {
    let param = |&letter: &&'static str| {
        fit.params.get(letter).map(|&value| Param {
            letter: greek(letter),
            value: significant(words, value),
            error: fit
                .standard_errors
                .get(letter)
                .map_or(words.none().to_owned(), |&error| significant(words, error)),
        })
    };
    Model {
        name: model_name(name).to_owned(),
        says,
        tag,
        fit: if fit.fit == "mle" { words.worth_fit_mle() } else { words.worth_fit_map() },
        params: letters.iter().filter_map(param).collect(),
        log_likelihood: words.decimal(fit.log_likelihood, 2),
        gradient: power_of_ten(words, fit.gradient_max),
        customers: words.number(fit.customers),
        diagnosis: all_said(words, &fit.diagnosis),
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
fn significant(words: Words, number: f64) -> String {
    let size = number.abs();
    let digits = if size > 0.0 && size.is_finite() { 3 - size.log10().floor() as i32 } else { 1 };
    words.decimal(number, digits.clamp(0, 6) as usize)
}

/// A number too small for decimals: one digit times a power of ten.
fn power_of_ten(words: Words, value: f64) -> String {
    let written = format!("{value:.0e}");
    let Some((digit, exponent)) = written.split_once('e').filter(|_| value != 0.0) else {
        return words.number(0);
    };
    let raise = |c: char| c.to_digit(10).and_then(|digit| "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().nth(digit as usize));
    let raised: String = exponent.chars().map(|c| raise(c).unwrap_or('⁻')).collect();
    format!("{} × {}{raised}", words.number(digit.parse().unwrap_or(0)), words.number(10))
}
