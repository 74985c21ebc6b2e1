//! The first room: what customers do and say comes in here. Files of orders, and the
//! events of shops and apps.

pub mod contact;
pub mod events;
mod gather;
pub mod import;
mod reading;
mod survey;
pub mod work;
