//! The fourth room: what followed in each arm of a trial, and so what the care earned. It reads what was drawn, done
//! and bought, and writes verdicts; it changes nothing else.
//!
//! [`verdicts`] asks of every play what followed its draws. A [`Trial`] takes rows one by one, of a file or of a play, and answers with one [`domain::proof::Proof`].

mod design;
mod effects;
mod error;
mod foresight;
mod ranking;
pub mod rehearsal;
mod spool;
mod tally;
mod trial;
pub mod verdicts;

pub use design::{Design, Row};
pub use error::Error;
pub use foresight::{Before, Foresight, foresee};
pub use trial::Trial;
