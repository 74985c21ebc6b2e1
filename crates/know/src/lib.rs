//! The second room: who the customers are and what they are worth. It reads what happened and writes
//! beliefs; it changes nothing else.

pub mod duplicates;
mod error;
pub mod forecasts;
pub mod leaving;
pub mod odds;
pub mod recommendation;
pub mod refit;
pub mod rescore;
pub mod worth;

pub use error::Error;
