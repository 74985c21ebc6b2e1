//! Writes `customers.parquet`.

use std::borrow::Borrow;
use std::path::Path;
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Date32Array, Float64Array, StringArray, UInt32Array};
use datafusion::arrow::record_batch::RecordBatch;
use domain::worth::{Estimate, Standing};

use crate::error::Error;
use crate::parquet::write;

/// Rows laid out at a time.
const PAGE: usize = 16_384;

/// Writes standings as Parquet, one row each, in the order given; gives their number. An estimate
/// takes three columns: its name, and the name with `_low` and `_high`. What is absent is null. The
/// file stands under its name only once it is whole and on disk.
///
/// # Errors
/// [`Error::Disk`] where the file can't be written.
pub fn write_standings<I>(path: &Path, standings: I) -> Result<u64, Error>
where
    I: IntoIterator,
    I::Item: Borrow<Standing>,
{
    let mut standings = standings.into_iter();
    let pages = std::iter::from_fn(|| {
        let page: Vec<I::Item> = standings.by_ref().take(PAGE).collect();
        (!page.is_empty()).then(|| batch(&page))
    });
    write(path, &batch::<&Standing>(&[])?.schema(), pages)
}

fn batch<S: Borrow<Standing>>(standings: &[S]) -> Result<RecordBatch, Error> {
    let mut columns = Columns { standings, named: Vec::new() };
    let customers: StringArray = standings.iter().map(|one| Some(one.borrow().customer.as_str())).collect();
    columns.named.push(("customer".to_owned(), Arc::new(customers), false));
    columns.counts("frequency", |one| one.frequency);
    columns.counts("recency_days", |one| one.recency_days);
    columns.counts("age_days", |one| one.age_days);
    columns.days("first_day", |one| one.first_day.0);
    columns.days("last_day", |one| one.last_day.0);
    columns.counts("orders", |one| one.orders);
    let spend: Float64Array = standings.iter().map(|one| Some(one.borrow().spend)).collect();
    columns.named.push(("spend".to_owned(), Arc::new(spend), false));
    columns.figures("p_alive", |one| one.p_alive);
    columns.estimates("expected_orders", |one| one.expected_orders);
    columns.estimates("predicted_orders", |one| one.predicted_orders);
    columns.estimates("expected_value", |one| one.expected_value);
    columns.estimates("predicted_value", |one| one.predicted_value);
    columns.figures("value_if_alive", |one| one.value_if_alive);
    columns.figures("value_at_stake", |one| one.value_at_stake);
    columns.figures("rhythm_days", |one| one.rhythm_days);
    columns.figures("overdue_after_days", |one| one.overdue_after_days);
    columns.figures("overdue_days", |one| one.overdue_days);
    Ok(RecordBatch::try_from_iter_with_nullable(columns.named)?)
}

struct Columns<'a, S> {
    standings: &'a [S],
    /// Name, values, and whether some may be absent.
    named: Vec<(String, ArrayRef, bool)>,
}

impl<S: Borrow<Standing>> Columns<'_, S> {
    fn counts(&mut self, name: &str, count: impl Fn(&Standing) -> u32) {
        let values: UInt32Array = self.standings.iter().map(|one| Some(count(one.borrow()))).collect();
        self.named.push((name.to_owned(), Arc::new(values), false));
    }

    fn days(&mut self, name: &str, day: impl Fn(&Standing) -> i32) {
        let values: Date32Array = self.standings.iter().map(|one| Some(day(one.borrow()))).collect();
        self.named.push((name.to_owned(), Arc::new(values), false));
    }

    fn figures(&mut self, name: &str, figure: impl Fn(&Standing) -> Option<f64>) {
        let values: Float64Array = self.standings.iter().map(|one| figure(one.borrow())).collect();
        self.named.push((name.to_owned(), Arc::new(values), true));
    }

    fn estimates(&mut self, name: &str, estimate: impl Fn(&Standing) -> Option<Estimate>) {
        self.figures(name, |one| estimate(one).map(|estimate| estimate.value));
        self.figures(&format!("{name}_low"), |one| estimate(one).map(|estimate| estimate.low));
        self.figures(&format!("{name}_high"), |one| estimate(one).map(|estimate| estimate.high));
    }
}
