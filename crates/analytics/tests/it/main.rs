//! Questions asked of small and of hostile orders, answered whole.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panic, in its helpers too")]

mod figures;
mod gathering;
mod naive;
mod orders;
mod parquet;
mod random;
mod spilling;
