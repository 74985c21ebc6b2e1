//! A company with known truth: demo data, test fixtures, benchmarks and the judge of every
//! estimate. Seeded and deterministic: each customer lives in a random stream of their own, so a
//! history depends on the seed and the customer's number alone, never on threads, on the order of
//! calls or on how many others there are.
//!
//! [`Hands`] are how people answer what a play does for them. [`Harbour`] is a café with a web shop, as lifelike as a demo wants it. [`Panel`] is the exact
//! world of a published model, where an estimate can be held against the parameters.

pub mod doubles;
mod draw;
mod files;
mod firm;
mod hands;
pub mod harbour;
mod panel;
mod truth;

pub use doubles::Doubles;
pub use files::{Column, Error, write_csv, write_parquet};
pub use firm::{Firm, History, by_customer, by_time};
pub use hands::Hands;
pub use harbour::Harbour;
pub use panel::{GammaGamma, Law, Panel, Purchase};
pub use truth::Truth;
