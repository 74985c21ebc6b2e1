//! Everything that meets the outside: the clock, randomness, files of orders, and requests
//! that leave the house.

pub mod files;
pub mod http;
pub mod system;
