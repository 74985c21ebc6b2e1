//! The limits on what comes from outside, in one place.

/// Longest row of a text file. A longer one is set aside, not held in memory.
pub const ROW_BYTES_MAX: usize = 1 << 20;
/// Most columns a file may have.
pub const COLUMNS_MAX: usize = 2_000;
/// Longest value kept of one cell; what is longer is set aside with its reason. Order ids, addresses and
/// names are found by an index, and an entry of PostgreSQL's holds 2,704 bytes.
pub const CELL_BYTES_MAX: usize = 1 << 10;
/// Rows in one chunk of orders.
pub const CHUNK_ROWS: usize = 32_768;
/// Refusals kept to look at; all are counted.
pub const REFUSALS_KEPT: usize = 100_000;
/// Largest file the import page takes.
pub const UPLOAD_BYTES_MAX: usize = 4 << 30;
/// Earliest year an order may carry; an older one is a typing error or a spreadsheet's zero.
pub const YEAR_MIN: i16 = 1970;
/// Largest amount of one order, in minor units: ten trillion of a two-digit currency.
pub const AMOUNT_MINOR_MAX: i64 = 1_000_000_000_000_000;
/// Most arms of a trial in a file; more is a wrong column.
pub const TRIAL_ARMS_MAX: usize = 20;
/// Most parts of its people a trial is judged by; more is a wrong column.
pub const TRIAL_PARTS_MAX: usize = 1_000;
/// Parts shown, the largest.
pub const TRIAL_PARTS_SHOWN: usize = 30;
/// Most clusters of a trial held in memory, some 300 MiB of them.
pub const TRIAL_CLUSTERS_MAX: usize = 5_000_000;
/// Largest number of a trial by size: beyond it sums of squares lose what they are made of.
pub const TRIAL_NUMBER_MAX: f64 = 1e15;
/// Most covariates of a trial.
pub const TRIAL_COVARIATES_MAX: usize = 50;
