//! Everything that meets the outside: the clock, randomness, and files of orders.

pub mod files;
pub mod system;
