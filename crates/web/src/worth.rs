//! The figures of a [`Report`] as sections of words, charts and tables, written once for
//! `report.html` and the Worth pages.

pub(crate) mod care;
mod cohorts;
mod forecast;
mod holdout;
mod lede;
mod models;
pub(crate) mod person;
mod remarks;
mod returns;
pub(crate) mod taken;
mod value;

use askama::Template;
use domain::worth::{Estimate, Report};
use locales::Words;

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

/// The horizon in words: `over the next 52 weeks`, `over the next 90 days`.
pub(crate) fn horizon(words: Words, report: &Report) -> String {
    match report.horizon_days {
        days if days > 13 && days.is_multiple_of(7) => words.worth_horizon_weeks(days / 7),
        days => words.worth_horizon_days(days),
    }
}

/// `4,210 (3,900 to 4,500)`, each number written by `write`. Of people nearly gone a few who come
/// back bring most, and the mean lies above nearly all of the distribution: then that is said.
fn interval(words: Words, estimate: Estimate, write: impl Fn(f64) -> String) -> String {
    let (value, high) = (write(estimate.value), write(estimate.high));
    if is_beyond(estimate, &value, &high) {
        return words.format_interval_beyond(value, high);
    }
    words.interval(value, write(estimate.low), high)
}

/// The range of an estimate alone, which stands below it.
fn range(words: Words, estimate: Estimate, write: impl Fn(f64) -> String) -> String {
    let high = write(estimate.high);
    if is_beyond(estimate, &write(estimate.value), &high) {
        return words.format_range_beyond(high);
    }
    words.format_range(write(estimate.low), high)
}

/// Whether an estimate is seen to lie above its own interval.
fn is_beyond(estimate: Estimate, value: &str, high: &str) -> bool {
    estimate.value > estimate.high && value != high
}

/// What customer value is made of, as the messages choose by it: revenue, or profit where a margin
/// was given.
fn kind_of_worth(report: &Report) -> &'static str {
    if report.margin < 1.0 { "profit" } else { "revenue" }
}

/// A sentence with its weight on what stands between two stars.
#[derive(Template)]
#[template(
    source = "{{ before }}{% if !strong.is_empty() %}<strong>{{ strong }}</strong>{% endif %}{{ after }}",
    ext = "html"
)]
pub(crate) struct Weighed {
    before: String,
    strong: String,
    after: String,
}

impl Weighed {
    pub(crate) fn new(sentence: &str) -> Self {
        let mut parts = sentence.splitn(3, '*').map(str::to_owned);
        let mut next = || parts.next().unwrap_or_default();
        Self { before: next(), strong: next(), after: next() }
    }

    /// A sentence as it stands: words of others may have marks of their own.
    pub(crate) fn plain(sentence: String) -> Self {
        Self { before: sentence, strong: String::new(), after: String::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_above_its_own_interval_is_said_to_be_of_a_few() {
        let gone = Estimate { value: 0.40, low: 0.0, high: 0.11 };
        let euros = |amount: f64| format!("€{amount:.2}");
        let english = Words::of(locales::Language::En);
        assert_eq!(
            interval(english, gone, euros),
            "€0.40 (39 in 40 such customers under €0.11, a few far more)"
        );
        assert_eq!(range(english, gone, euros), "39 in 40 such customers under €0.11, a few far more");
        let whole = |amount: f64| format!("€{amount:.0}");
        assert_eq!(interval(english, gone, whole), "€0 (€0 to €0)", "nothing of it is seen");
        for language in locales::Language::ALL {
            let said = interval(Words::of(language), gone, euros);
            assert!(said.contains("€0.40") && said.contains("€0.11") && !said.contains("€0.00"), "{said}");
        }
    }
}
