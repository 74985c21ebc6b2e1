//! Pages and documents: the only crate with our HTML.
//!
//! [`router`] answers everything; behind its wall only staff who signed in get further than the
//! sign-in page. [`documents`] renders what leaves the house as a file.

mod access;
mod api;
mod app;
mod assets;
mod beliefs;
mod briefing;
mod chart;
pub mod documents;
mod events;
mod fault;
#[cfg(test)]
mod fixture;
mod gifts;
mod language;
mod leaving;
mod memory;
mod pages;
mod plans;
mod plays;
mod presents;
mod proof;
mod qr;
mod readings;
mod refusals;
pub mod routes;
mod trials;
mod uploads;
mod worth;

pub use app::{App, router};
