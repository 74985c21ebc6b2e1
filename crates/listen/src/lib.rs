//! The first room: what customers do and say comes in here. For now, files of orders.

mod gather;
pub mod import;
mod reading;
mod survey;
pub mod work;
