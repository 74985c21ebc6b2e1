//! Fitting every model to the summaries, and how a fit is shown.

use std::collections::BTreeMap;

use analytics::Summaries;
use domain::worth::{ModelFit, Models, Unit};
use domain::{Currency, Day};
use models::{Fit, FitOptions, GammaGamma, Grouped, Kind, Method, Model, Spend};
use serde::{Deserialize, Serialize};

use super::Options;
use crate::Error;

/// Every fit on one set of histories, with the reason where there is none.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Fitted {
    /// By model.
    pub purchases: BTreeMap<Kind, Fit<Model>>,
    /// The model of spend.
    pub spend: Option<Fit<GammaGamma>>,
    /// Model name to the sentence that says why it was not fitted.
    pub refusals: BTreeMap<String, String>,
    /// Repeat customers the model of spend left out: their refunds took back all they had spent.
    pub without_spend: u64,
}

/// Repeat purchase days, recency and age in days, and mean repeat spend in major units.
pub struct Columns {
    pub x: Vec<u32>,
    pub recency: Vec<u32>,
    pub age: Vec<u32>,
    pub mean: Vec<f64>,
}

impl Columns {
    /// All customers, seen until `as_of`.
    pub fn of(summaries: &Summaries, as_of: Day, currency: Currency) -> Self {
        let span = |until: i32, first: i32| u32::try_from(until - first).unwrap_or(0);
        let per_major = currency.minor_per_major() as f64;
        let firsts = || summaries.first_day.iter();
        Self {
            x: summaries.frequency.clone(),
            recency: firsts().zip(&summaries.last_day).map(|(&first, &last)| span(last, first)).collect(),
            age: firsts().map(|&first| span(as_of.0, first)).collect(),
            mean: summaries
                .frequency
                .iter()
                .zip(&summaries.repeat_spend)
                .map(|(&x, &minor)| if x > 0 { minor as f64 / per_major / f64::from(x) } else { 0.0 })
                .collect(),
        }
    }

    /// The customers grouped by equal (x, t_x, T).
    ///
    /// # Errors
    /// Where no history could be so.
    pub fn grouped(&self, unit: Unit) -> Result<Grouped, models::Refusal> {
        Grouped::new(&self.x, &self.recency, &self.age, unit.days())
    }
}

/// Fits every model.
///
/// # Errors
/// Where the histories can't be grouped, which no source of ours makes.
pub fn fit(columns: &Columns, options: &Options) -> Result<Fitted, Error> {
    let data = columns.grouped(options.unit)?;
    let mut fitted = purchases(&data, options.method, None);
    match Spend::new(&columns.x, &columns.mean) {
        Ok(spend) => {
            fitted.without_spend = spend.set_aside();
            match models::fit_spend(&spend, &FitOptions { method: options.method, start: None }) {
                Ok(fit) => fitted.spend = Some(fit),
                Err(why) => fitted.refuse("gamma_gamma", &why),
            }
        }
        Err(why) => fitted.refuse("gamma_gamma", &why),
    }
    Ok(fitted)
}

/// Fits the models of purchases; `near` are fits on much the same data, to start from.
pub fn purchases(data: &Grouped, method: Method, near: Option<&Fitted>) -> Fitted {
    let mut fitted = Fitted::default();
    for kind in Kind::ALL {
        let start = near.and_then(|near| near.purchases.get(&kind)).map(|fit| fit.model.parameters());
        match models::fit(kind, data, &FitOptions { method, start }) {
            Ok(fit) => {
                fitted.purchases.insert(kind, fit);
            }
            Err(why) => fitted.refuse(kind.name(), &why),
        }
    }
    fitted
}

impl Fitted {
    fn refuse(&mut self, model: &str, why: &models::Refusal) {
        let said = why.to_string();
        let mut letters = said.chars();
        let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
        self.refusals.insert(model.to_owned(), format!("{first}{}.", letters.as_str()));
    }

    /// As people see it.
    pub fn shown(&self) -> Models {
        let of = |kind: Kind| self.purchases.get(&kind).map(shown);
        Models {
            pareto_nbd: of(Kind::ParetoNbd),
            bg_nbd: of(Kind::BgNbd),
            mbg_nbd: of(Kind::MbgNbd),
            gamma_gamma: self
                .spend
                .as_ref()
                .map(|fit| show(fit, &GammaGamma::LETTERS, &fit.model.parameters())),
            refusals: self.refusals.clone(),
        }
    }
}

/// A fit of purchases as people see it.
pub fn shown(fit: &Fit<Model>) -> ModelFit {
    show(fit, &fit.model.kind().letters(), &fit.model.parameters())
}

fn show<M>(fit: &Fit<M>, letters: &[&str], parameters: &[f64]) -> ModelFit {
    let named = |values: &[f64]| -> BTreeMap<String, f64> {
        letters.iter().zip(values).map(|(letter, &value)| ((*letter).to_owned(), value)).collect()
    };
    ModelFit {
        fit: if fit.method == Method::Map { "map" } else { "mle" }.to_owned(),
        params: named(parameters),
        standard_errors: fit.standard_errors.as_deref().map(named).unwrap_or_default(),
        log_likelihood: fit.log_likelihood,
        gradient_max: fit.gradient_max,
        customers: fit.customers,
        diagnosis: fit.diagnosis.iter().map(ToString::to_string).collect(),
    }
}
