//! Writes `suggestions.parquet`.

use std::path::Path;
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, StringArray, UInt32Array};
use datafusion::arrow::record_batch::RecordBatch;
use domain::recommendation::{Because, Suggested, Suggestion};

use crate::error::Error;
use crate::parquet::write;

/// Customers laid out at a time.
const PAGE: usize = 4_096;

/// Writes suggestions as Parquet, one row each, the best of a customer first; gives their number. What
/// is absent is null. The file stands under its name only once it is whole and on disk.
///
/// # Errors
/// [`Error::Disk`] where the file can't be written.
pub fn write_suggestions(path: &Path, suggested: &[Suggested]) -> Result<u64, Error> {
    write(path, &batch(&[])?.schema(), suggested.chunks(PAGE).map(batch))
}

fn batch(suggested: &[Suggested]) -> Result<RecordBatch, Error> {
    let of_one = |one| std::iter::repeat(one).zip(1..);
    let rows: Vec<(&Suggested, u32, &Suggestion)> = suggested
        .iter()
        .flat_map(|one| of_one(one).zip(&one.suggestions).map(|((one, rank), what)| (one, rank, what)))
        .collect();
    let text = |of: &dyn Fn(&Suggestion) -> Option<&str>| -> ArrayRef {
        Arc::new(rows.iter().map(|row| of(row.2).map(str::to_owned)).collect::<StringArray>())
    };
    let because = |place: usize, of: fn(&Because) -> &str| text(&|what| what.because.get(place).map(of));
    let count = |of: fn(&Because) -> u32| -> ArrayRef {
        Arc::new(rows.iter().map(|row| row.2.because.first().map(of)).collect::<UInt32Array>())
    };
    let customers: StringArray = rows.iter().map(|row| Some(row.0.customer.as_str())).collect();
    let ranks: UInt32Array = rows.iter().map(|row| Some(row.1)).collect();
    let lately: UInt32Array = rows.iter().map(|row| Some(row.2.lately)).collect();
    let columns: Vec<(&str, ArrayRef, bool)> = vec![
        ("customer", Arc::new(customers), false),
        ("rank", Arc::new(ranks), false),
        ("product", text(&|what| Some(&what.product)), false),
        ("product_name", text(&|what| Some(&what.name)), false),
        ("because", because(0, |because| &because.product), true),
        ("because_name", because(0, |because| &because.name), true),
        ("because_buyers", count(|because| because.buyers), true),
        ("because_together", count(|because| because.together), true),
        ("and_because", because(1, |because| &because.product), true),
        ("and_because_name", because(1, |because| &because.name), true),
        ("bought_lately_by", Arc::new(lately), false),
    ];
    Ok(RecordBatch::try_from_iter_with_nullable(columns)?)
}
