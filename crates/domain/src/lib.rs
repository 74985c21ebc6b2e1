//! The vocabulary every room shares: ids, money, days, orders, refusals, access and the figures
//! people see. Plain data and rules, no I/O and nothing asynchronous.

pub mod access;
pub mod certificates;
pub mod collation;
pub mod consent;
pub mod costs;
pub mod erasure;
pub mod holidays;
pub mod ids;
pub mod key_messages;
pub mod keys;
pub mod leaving;
pub mod letters;
pub mod limits;
pub mod memory;
pub mod merging;
pub mod money;
mod named;
pub mod names;
pub mod orders;
pub mod party;
pub mod plans;
pub mod plays;
pub mod presents;
pub mod profile;
pub mod promises;
pub mod proof;
pub mod recommendation;
pub mod refusal;
pub mod signs;
pub mod team;
pub mod text;
pub mod tiers;
pub mod time;
pub mod timeline;
pub mod today;
pub mod webhooks;
pub mod worth;

pub use access::{Actor, Permit};
pub use money::{Currency, Money};
pub use orders::OrderChunk;
pub use refusal::{Reason, Refusal};
pub use text::Text;
pub use time::{Clock, Day, Entropy, Instant};
