//! What every simulated firm can do: give one customer's history, and all histories in bounded
//! memory, by customer or in the order of time.

use std::ops::Range;

use domain::Day;
use domain::time::DAY_MICROS;
use rayon::prelude::*;

use crate::files::Column;
use crate::truth::Truth;

/// One customer: the truth, and what an observer sees of it.
#[derive(Clone, Debug)]
pub struct History<R> {
    /// What only the simulator knows.
    pub truth: Truth,
    /// Orders or purchases in the order of time.
    pub rows: Vec<R>,
}

/// A simulated firm.
pub trait Firm: Sync {
    /// An order or a purchase.
    type Row: Send + Sync;
    /// The header of its CSV, with the line end.
    const CSV_HEADER: &'static str;
    /// The schema of its Parquet file, as the Parquet format writes message types.
    const SCHEMA: &'static str;

    /// How many customers there are, numbered from 0.
    fn customers(&self) -> u64;
    /// First and last day simulated, both included.
    fn days(&self) -> (Day, Day);
    /// One customer's history; depends on nothing but the firm's seed and settings and the number.
    fn history(&self, customer: u64) -> History<Self::Row>;
    /// When a row happened, in microseconds since 1970-01-01 by the shop's wall clock, and whose it is.
    fn when(row: &Self::Row) -> (i64, u64);
    /// Appends a row's CSV lines.
    fn csv(&self, row: &Self::Row, out: &mut Vec<u8>);
    /// Rows as the columns of [`Firm::SCHEMA`].
    fn columns(&self, rows: &[Self::Row]) -> Vec<Column>;
}

/// Customers simulated at once.
const BLOCK: u64 = 1 << 14;
/// Rows sorted at once.
const SLICE_ROWS: u64 = 4 << 20;

/// Blocks of rows, customer after customer within `range`: one pass, a few megabytes.
pub fn by_customer<F: Firm>(firm: &F, range: Range<u64>) -> impl Iterator<Item = Vec<F::Row>> {
    let end = range.end.min(firm.customers());
    (range.start..end).step_by(BLOCK as usize).map(move |start| {
        let block = start..end.min(start + BLOCK);
        block.into_par_iter().flat_map_iter(|customer| firm.history(customer).rows).collect()
    })
}

/// Blocks of rows in the order of time, as a shop exports them. A block holds whole days, some four
/// million rows at most (more only where one day has more); each costs a pass over all customers.
pub fn by_time<F: Firm>(firm: &F) -> impl Iterator<Item = Vec<F::Row>> {
    slices(firm).into_iter().map(move |slice| {
        let mut rows: Vec<F::Row> = (0..firm.customers())
            .into_par_iter()
            .flat_map_iter(|customer| firm.history(customer).rows)
            .filter(|row| slice.contains(&F::when(row).0))
            .collect();
        rows.par_sort_by_key(F::when);
        rows
    })
}

/// Runs of whole days with [`SLICE_ROWS`] rows at most, as ranges of microseconds.
fn slices<F: Firm>(firm: &F) -> Vec<Range<i64>> {
    let (first, last) = firm.days();
    let days = (last.0 - first.0 + 1).max(0) as usize;
    let counts = (0..firm.customers())
        .into_par_iter()
        .fold(
            || vec![0u64; days],
            |mut counts, customer| {
                for row in firm.history(customer).rows {
                    let day = F::when(&row).0.div_euclid(DAY_MICROS) - i64::from(first.0);
                    counts[day as usize] += 1;
                }
                counts
            },
        )
        .reduce(
            || vec![0u64; days],
            |mut left, right| {
                left.iter_mut().zip(right).for_each(|(sum, more)| *sum += more);
                left
            },
        );
    let mut slices: Vec<Range<i64>> = Vec::new();
    let mut held = 0;
    for (start, count) in (i64::from(first.0)..).map(|day| day * DAY_MICROS).zip(counts) {
        match slices.last_mut() {
            Some(slice) if held + count <= SLICE_ROWS => {
                slice.end = start + DAY_MICROS;
                held += count;
            }
            _ => {
                slices.push(start..start + DAY_MICROS);
                held = count;
            }
        }
    }
    slices
}
