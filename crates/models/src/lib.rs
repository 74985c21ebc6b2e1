//! Statistics of repeat purchases: numbers in, numbers out. No I/O, no clock, no randomness of its own.
//!
//! Customers come as (x, t_x, T) columns, are grouped ([`Grouped`]), a model is fitted ([`fit()`]) and scores
//! the groups ([`score()`], with intervals [`outlooks`]); spend is a model of its own ([`Spend`], [`fit_spend`]). Results have the
//! same bits on any number of threads. Times are in the unit the data were grouped in.

pub mod battery;
mod beta_geometric;
mod bg_nbd;
mod choice;
mod diagnosis;
pub mod distribution;
mod evaluation;
pub mod experiment;
mod fit;
mod gamma_gamma;
mod grouped;
mod hypergeometric;
mod mbg_nbd;
mod model;
mod newton;
mod outlook;
mod pareto_nbd;
mod quadrature;
pub mod recommend;
mod refusal;
mod score;
pub mod simulate;
pub mod special;

pub use bg_nbd::BgNbd;
pub use choice::{Choice, holdout_log_densities};
pub use diagnosis::Diagnosis;
pub use fit::{Fit, FitOptions, Method, fit, fit_spend};
pub use gamma_gamma::{GammaGamma, MeanSpend, Spend};
pub use grouped::Grouped;
pub use hypergeometric::hypergeometric;
pub use mbg_nbd::MbgNbd;
pub use model::{Kind, Model, Moments, PurchaseModel};
pub use outlook::{Interval, Outlook, Total, outlooks, total_purchases};
pub use pareto_nbd::ParetoNbd;
pub use refusal::Refusal;
pub use score::{Horizon, Score, gap_quantile, log_likelihoods, p_alive, score};
