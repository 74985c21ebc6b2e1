//! Pages and documents: the only crate with our HTML.

mod assets;
mod chart;
pub mod documents;
#[cfg(test)]
mod fixture;
mod format;
mod worth;
