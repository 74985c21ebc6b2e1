//! The third room: what we do. It tells the programs that asked to be told.

pub mod webhooks;
