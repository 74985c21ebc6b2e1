//! Fitting: maximum a posteriori by default, maximum likelihood on request.
//!
//! Parameters are estimated in their logarithms. MAP takes `ln parameter ~ N(ln natural size, 2^2)`, weak enough to
//! vanish in a few hundred customers and enough to keep fifty from running away. Large data are first
//! fitted on systematic samples of growing size; the answer always is the optimum on all of them.

use serde::{Deserialize, Serialize};

use crate::diagnosis::Diagnosis;
use crate::evaluation::Evaluation;
use crate::gamma_gamma::{GammaGamma, Spend};
use crate::grouped::Grouped;
use crate::model::{Kind, Model};
use crate::newton::{Summit, climb, covariance};
use crate::refusal::Refusal;

/// Standard deviation of the prior of a log parameter.
const PRIOR_SD: f64 = 2.0;
/// Customers of the first sample of large data; each further one is eight times as large.
const SAMPLE: u64 = 20_000;
/// Distance in logarithms from its natural size at which a parameter has run away.
const RUNAWAY: f64 = 8.0;
/// Gain in log-likelihood without the prior from which the prior is said to decide.
const PRIOR_DECIDES: f64 = 2.0;
/// Correlation of spend and frequency from which it is named.
const CORRELATED: f64 = 0.2;

/// How to estimate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Maximum a posteriori, under weak log-normal priors.
    #[default]
    Map,
    /// Maximum likelihood.
    Mle,
}

/// What a caller may choose.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FitOptions<const P: usize> {
    /// How to estimate.
    pub method: Method,
    /// Parameters to start from, such as an earlier fit's. Changes the time a fit takes, not its answer.
    pub start: Option<[f64; P]>,
}

/// A fitted model and how far to trust it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fit<M> {
    /// The model at its estimates.
    pub model: M,
    /// How it was estimated.
    pub method: Method,
    /// Covariance of the estimated log parameters, in the order of the model's letters; absent where the
    /// information is singular.
    pub covariance: Option<Vec<Vec<f64>>>,
    /// Standard errors of the parameters by the delta method.
    pub standard_errors: Option<Vec<f64>>,
    /// Log-likelihood at the estimates, without the prior, times in the unit of the data.
    pub log_likelihood: f64,
    /// Largest absolute derivative of the objective by a log parameter, divided by customers.
    pub gradient_max: f64,
    /// Passes over all the data.
    pub passes: usize,
    /// Customers it was fitted on.
    pub customers: u64,
    /// What a reader must know.
    pub diagnosis: Vec<Diagnosis>,
}

/// A prior over log parameters, each independent normal.
#[derive(Clone, Copy)]
struct Prior<const P: usize> {
    centre: [f64; P],
    /// 1 on all the data, less on a sample of them, 0 for MLE.
    weight: f64,
}

impl<const P: usize> Prior<P> {
    fn add_to(&self, likelihood: Evaluation<P>, at: &[f64; P]) -> Evaluation<P> {
        let mut posterior = likelihood;
        let precision = self.weight / (PRIOR_SD * PRIOR_SD);
        for (i, (at, centre)) in at.iter().zip(&self.centre).enumerate() {
            let distance = at - centre;
            posterior.value -= 0.5 * precision * distance * distance;
            posterior.gradient[i] -= precision * distance;
            posterior.hessian[i][i] -= precision;
        }
        posterior
    }
}

impl Kind {
    /// Where the parameters would stand for customers who buy about once in their age: start and prior centre.
    fn natural_size(self, median_age: f64) -> [f64; 4] {
        match self {
            Self::ParetoNbd => [1.0, median_age, 1.0, median_age],
            Self::BgNbd | Self::MbgNbd => [1.0, median_age, 1.0, 2.0],
        }
    }

    fn evaluate(self, parameters: [f64; 4], data: &Grouped) -> Evaluation<4> {
        match self.with(parameters) {
            Model::ParetoNbd(model) => model.evaluate(data),
            Model::BgNbd(model) => model.evaluate(data),
            Model::MbgNbd(model) => model.evaluate(data),
        }
    }
}

/// Fits a model of purchases.
///
/// # Errors
/// [`Refusal`] where nobody came back or no time has passed, or the start is not above zero.
pub fn fit(kind: Kind, data: &Grouped, options: &FitOptions<4>) -> Result<Fit<Model>, Refusal> {
    if data.ages.iter().all(|&age| age <= 0.0) {
        return Err(Refusal::NoTime);
    }
    if data.repeaters() == 0 {
        return Err(Refusal::NoRepeaters);
    }
    let natural = kind.natural_size(data.median_age());
    let start = checked_start(options.start, natural)?;
    let centre = natural.map(f64::ln);
    let climb_on = |data: &Grouped, from: [f64; 4], weight: f64| {
        let prior = Prior { centre, weight };
        climb(from, data.customers() as f64, |at| {
            let parameters = at.map(f64::exp);
            prior.add_to(kind.evaluate(parameters, data).by_logs(&parameters), at)
        })
    };
    let weight = if options.method == Method::Map { 1.0 } else { 0.0 };
    let warm = warmed(data, start.map(f64::ln), |sample, from| {
        climb_on(sample, from, weight * sample.customers() as f64 / data.customers() as f64)
    });
    let summit = first_converged([warm, centre, [-1.0, centre[1] - 1.0, -0.5, centre[3]]], |from| {
        climb_on(data, from, weight)
    });
    let parameters = summit.at.map(f64::exp);
    let log_likelihood =
        summit.objective.value - Prior { centre, weight }.add_to(Evaluation::ZERO, &summit.at).value;
    let mut diagnosis = Vec::new();
    if data.repeaters() < Diagnosis::REPEATERS_MIN {
        diagnosis.push(Diagnosis::TooFewRepeaters { repeaters: data.repeaters() });
    }
    // A sample's worth of customers outweighs the prior; only below that is it worth a second climb.
    if options.method == Method::Map && data.customers() <= SAMPLE {
        let unheld = climb_on(data, summit.at, 0.0);
        push_if_prior_decides(unheld.objective.value - log_likelihood, &mut diagnosis);
    }
    let mut fit = finish(kind.with(parameters), &summit, parameters, options.method, data.customers());
    fit.log_likelihood = log_likelihood;
    diagnosis.extend(runaways(&kind.letters(), &parameters, &centre));
    diagnosis.append(&mut fit.diagnosis);
    fit.diagnosis = diagnosis;
    Ok(fit)
}

/// Fits the Gamma-Gamma model of spend.
///
/// # Errors
/// [`Refusal`] where the start is not above zero.
pub fn fit_spend(data: &Spend, options: &FitOptions<3>) -> Result<Fit<GammaGamma>, Refusal> {
    let natural = [2.0, 3.0, data.median_mean()];
    let start = checked_start(options.start, natural)?;
    let map = options.method == Method::Map;
    // MAP keeps q above 1, where the mean spend exists.
    let shift = [0.0, if map { 1.0 } else { 0.0 }, 0.0];
    let to_logs = |p: [f64; 3]| [p[0].ln(), (p[1] - shift[1]).max(1e-3).ln(), p[2].ln()];
    let from_logs = |at: &[f64; 3]| [at[0].exp(), at[1].exp() + shift[1], at[2].exp()];
    let centre = to_logs(natural);
    let objective = |weight: f64| {
        move |at: &[f64; 3]| {
            let [p, q, v] = from_logs(at);
            let likelihood = GammaGamma { p, q, v }.evaluate(data).by_logs(&[p, q - shift[1], v]);
            Prior { centre, weight }.add_to(likelihood, at)
        }
    };
    let n = data.customers() as f64;
    let weight = if map { 1.0 } else { 0.0 };
    let starts = [to_logs(start), centre, [1.5, 1.0, centre[2]]];
    let summit = first_converged(starts, |from| climb(from, n, objective(weight)));
    let parameters = from_logs(&summit.at);
    let [p, q, v] = parameters;
    let mut fit =
        finish(GammaGamma { p, q, v }, &summit, [p, q - shift[1], v], options.method, data.customers());
    fit.log_likelihood =
        summit.objective.value - Prior { centre, weight }.add_to(Evaluation::ZERO, &summit.at).value;
    if let Some(covariance) = &mut fit.covariance {
        // From ln(q - shift) to ln q.
        let slope = (q - shift[1]) / q;
        covariance[1].iter_mut().for_each(|c| *c *= slope);
        covariance.iter_mut().for_each(|row| row[1] *= slope);
    }
    let mut diagnosis = Vec::new();
    if data.customers() < Diagnosis::REPEATERS_MIN {
        diagnosis.push(Diagnosis::TooFewRepeaters { repeaters: data.customers() });
    }
    if map && data.customers() <= SAMPLE {
        let unheld = climb(summit.at, n, objective(0.0));
        push_if_prior_decides(unheld.objective.value - fit.log_likelihood, &mut diagnosis);
    }
    let correlation = data.correlation();
    if correlation.abs() >= CORRELATED && correlation.abs() * n.sqrt() > 2.0 {
        diagnosis.push(Diagnosis::SpendRelatedToFrequency { correlation });
    }
    if q <= 1.0 {
        diagnosis.push(Diagnosis::MeanSpendInfinite { q });
    }
    diagnosis.extend(runaways(&GammaGamma::LETTERS, &parameters, &natural.map(f64::ln)));
    diagnosis.append(&mut fit.diagnosis);
    fit.diagnosis = diagnosis;
    Ok(fit)
}

fn checked_start<const P: usize>(start: Option<[f64; P]>, natural: [f64; P]) -> Result<[f64; P], Refusal> {
    let start = start.unwrap_or(natural);
    match start.iter().find(|p| !(p.is_finite() && **p > 0.0)) {
        Some(bad) => Err(Refusal::NotPositive { what: "a parameter to start from", value: bad.to_string() }),
        None => Ok(start),
    }
}

/// Climbs on systematic samples of growing size, each from the last one's summit.
fn warmed(data: &Grouped, start: [f64; 4], climb_on: impl Fn(&Grouped, [f64; 4]) -> Summit<4>) -> [f64; 4] {
    let mut from = start;
    let mut size = SAMPLE;
    while size * 4 <= data.customers() && data.len() as u64 > SAMPLE {
        let sample = data.thinned(data.customers() / size);
        if sample.repeaters() > 0 {
            let summit = climb_on(&sample, from);
            if summit.converged() {
                from = summit.at;
            }
        }
        size *= 8;
    }
    from
}

/// The first start from which the climb converges; where none does, the highest point reached.
fn first_converged<const P: usize>(
    starts: [[f64; P]; 3],
    climb_from: impl Fn([f64; P]) -> Summit<P>,
) -> Summit<P> {
    let mut best: Option<Summit<P>> = None;
    let mut evaluations = 0;
    for start in starts {
        let mut summit = climb_from(start);
        evaluations += summit.evaluations;
        summit.evaluations = evaluations;
        if summit.converged() {
            return summit;
        }
        let higher = best.is_none_or(|best| summit.objective.value > best.objective.value);
        best = if higher { Some(summit) } else { best.map(|best| Summit { evaluations, ..best }) };
    }
    best.unwrap_or(Summit {
        at: starts[0],
        objective: Evaluation::ZERO,
        gradient_max: f64::INFINITY,
        evaluations,
    })
}

/// Everything that follows from the summit alone; `slopes` are the derivatives of the parameters by
/// what was searched.
fn finish<M, const P: usize>(
    model: M,
    summit: &Summit<P>,
    slopes: [f64; P],
    method: Method,
    customers: u64,
) -> Fit<M> {
    let mut diagnosis = Vec::new();
    if !summit.converged() {
        diagnosis.push(Diagnosis::NotConverged { gradient_max: summit.gradient_max });
    }
    let covariance = covariance(&summit.objective.hessian);
    if covariance.is_none() {
        diagnosis.push(Diagnosis::SingularInformation);
    }
    Fit {
        model,
        method,
        standard_errors: covariance.map(|c| (0..P).map(|i| slopes[i] * c[i][i].sqrt()).collect()),
        covariance: covariance.map(|c| c.iter().map(|row| row.to_vec()).collect()),
        log_likelihood: summit.objective.value,
        gradient_max: summit.gradient_max,
        passes: summit.evaluations,
        customers,
        diagnosis,
    }
}

fn push_if_prior_decides(log_likelihood: f64, diagnosis: &mut Vec<Diagnosis>) {
    if log_likelihood > PRIOR_DECIDES {
        diagnosis.push(Diagnosis::PriorDecides { log_likelihood });
    }
}

fn runaways<const P: usize>(
    letters: &[&'static str; P],
    parameters: &[f64; P],
    centre: &[f64; P],
) -> Vec<Diagnosis> {
    let far = |i: &usize| (parameters[*i].ln() - centre[*i]).abs() > RUNAWAY;
    (0..P)
        .filter(far)
        .map(|i| Diagnosis::RunsAway { parameter: letters[i].to_owned(), value: parameters[i] })
        .collect()
}
