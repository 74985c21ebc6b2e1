//! From a stream of orders to what can be said of customers: the only room that names DataFusion
//! and Arrow. A typed question goes in, plain rows come out, and nothing of either shows.
//!
//! [`gather`] reads the orders once. DataFusion groups them by customer, on disk where memory is
//! short, and each customer's rows become their purchase days ([`Histories`]). Every figure is then
//! a fold over the histories, in integers, so that it is the same in whatever order they come.
//!
//! What counts (the whole house counts so):
//! - Rows of one customer with one order id are one order, on the day of its earliest row; a row
//!   without an order id is an order of its own.
//! - Orders of one customer on one day are one purchase day.
//! - A refund lowers the day of the order it names, or else the latest purchase day not after it;
//!   what is left lowers earlier days, none below zero. It is no purchase day. One that finds no
//!   day to lower is counted as without purchase. A refund lowers its day whenever it came.
//! - The currency with most rows, or the one asked for, is analysed; of the others the rows are counted.
//! - No purchase after the as-of day counts in anything that is asked as of a day.

mod census;
mod cohorts;
mod error;
mod gather;
mod histories;
mod ledger;
mod months;
mod pages;
mod parquet;
mod purchase_days;
mod rhythm;
mod rows;
mod source;
mod standings;
mod suggestions;
mod summaries;

pub use cohorts::CohortRow;
pub use error::Error;
pub use gather::{Limits, gather, gather_in};
pub use histories::{Histories, Totals};
pub use months::MonthRow;
pub use standings::write_standings;
pub use suggestions::write_suggestions;
pub use summaries::{Calibration, Summaries};
