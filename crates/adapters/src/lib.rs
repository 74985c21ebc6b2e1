//! Everything that meets the outside: the clock, randomness, files of orders, text that
//! others wrote, and requests and mail that leave the house.

pub mod files;
pub mod foreign;
pub mod http;
pub mod smtp;
pub mod system;
