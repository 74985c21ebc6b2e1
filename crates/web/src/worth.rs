//! The figures of a [`Report`] as sections of words, charts and tables, written once for
//! `report.html` and the Worth pages.

mod care;
mod cohorts;
mod forecast;
mod holdout;
mod lede;
mod models;
pub(crate) mod person;
mod returns;
pub(crate) mod taken;
mod value;

use domain::worth::Report;

pub(crate) use care::{CareList, CarePerson, CareSection};
pub(crate) use cohorts::CohortSection;
pub(crate) use forecast::ForecastSection;
pub(crate) use holdout::HoldoutSection;
pub(crate) use lede::{Key, Keys, Lede};
pub(crate) use models::ModelSection;
pub(crate) use returns::ReturnSection;
pub(crate) use taken::TakenSection;
pub(crate) use value::ValueSection;

/// The name people know a model by, of its name in the document.
pub(crate) fn model_name(name: &str) -> &str {
    match name {
        "pareto_nbd" => "Pareto/NBD",
        "bg_nbd" => "BG/NBD",
        "mbg_nbd" => "MBG/NBD",
        "gamma_gamma" => "Gamma-Gamma",
        other => other,
    }
}

/// The horizon in words: `the next 52 weeks`, `the next 90 days`.
pub(crate) fn horizon(report: &Report) -> String {
    match report.horizon_days {
        days if days > 13 && days.is_multiple_of(7) => format!("the next {} weeks", days / 7),
        days => format!("the next {days} days"),
    }
}

/// What customer value is made of: revenue, or profit where a margin was given.
fn worth_word(report: &Report) -> &'static str {
    if report.margin < 1.0 { "profit" } else { "revenue" }
}
