//! The models against published figures and against their own truth.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod batteries;
mod cdnow;
mod experiments;
mod golden;
mod properties;
