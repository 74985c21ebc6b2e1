//! The stream of orders as a table that DataFusion reads once.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use datafusion::arrow::array::{ArrayRef, BooleanArray, Int32Array, Int64Array, StringArray, UInt64Array};
use datafusion::arrow::buffer::{Buffer, OffsetBuffer, ScalarBuffer};
use datafusion::arrow::compute::filter_record_batch;
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::arrow::record_batch::RecordBatch;
use datafusion::common::hash_utils::{QualityRandomState, create_hashes};
use datafusion::error::DataFusionError;
use datafusion::execution::{SendableRecordBatchStream, TaskContext};
use datafusion::physical_plan::stream::RecordBatchStreamAdapter;
use datafusion::physical_plan::streaming::PartitionStream;
use domain::orders::OrderKind;
use domain::{Currency, Day, OrderChunk, Text};
use futures::{Stream, StreamExt};

use crate::census::{Census, MARK, marked_key};
use crate::error::Error;
use crate::ledger::Mark;

/// What the source shares with whoever runs the plan.
#[derive(Debug)]
pub(crate) struct Passed {
    census: Mutex<Census>,
    /// Why the stream ended early. DataFusion hands errors on behind layers of its own; here it stays itself.
    failure: Mutex<Option<Error>>,
}

impl Passed {
    pub fn asked(currency: Option<Currency>) -> Self {
        Self { census: Mutex::new(Census::asked(currency)), failure: Mutex::default() }
    }

    pub fn census(&self) -> MutexGuard<'_, Census> {
        self.census.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn failure(&self) -> Option<Error> {
        self.failure.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Keeps the failure, and gives DataFusion its words.
    fn fail(&self, failure: Error) -> DataFusionError {
        let words = failure.to_string();
        *self.failure.lock().unwrap_or_else(PoisonError::into_inner) = Some(failure);
        DataFusionError::Execution(words)
    }
}

/// `customer` is the key of the group, `mark` as [`Mark`] packs it.
pub(crate) fn schema() -> SchemaRef {
    Arc::new(Schema::new(vec![
        Field::new("customer", DataType::Utf8, false),
        Field::new("day", DataType::Int32, false),
        Field::new("amount", DataType::Int64, false),
        Field::new("mark", DataType::UInt64, false),
    ]))
}

/// The one partition of the table.
pub(crate) struct Source<S> {
    schema: SchemaRef,
    orders: Mutex<Option<S>>,
    passed: Arc<Passed>,
}

impl<S> Source<S> {
    pub fn new(orders: S, passed: Arc<Passed>) -> Self {
        Self { schema: schema(), orders: Mutex::new(Some(orders)), passed }
    }
}

impl<S> fmt::Debug for Source<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Orders")
    }
}

impl<S, E> PartitionStream for Source<S>
where
    S: Stream<Item = Result<OrderChunk, E>> + Send + 'static,
    E: Into<Box<dyn std::error::Error + Send + Sync>> + 'static,
{
    fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    fn execute(&self, _: Arc<TaskContext>) -> SendableRecordBatchStream {
        let orders = self.orders.lock().unwrap_or_else(PoisonError::into_inner).take();
        let passed = Arc::clone(&self.passed);
        let batches = futures::stream::iter(orders).flatten().map(move |chunk| {
            let chunk = chunk.map_err(|error| Error::Orders(error.into()));
            let batch = chunk.and_then(|chunk| batch(chunk, &mut passed.census()));
            batch.map_err(|failure| passed.fail(failure))
        });
        Box::pin(RecordBatchStreamAdapter::new(schema(), batches))
    }
}

/// One chunk as a batch; rows without a customer are counted and left out.
fn batch(chunk: OrderChunk, census: &mut Census) -> Result<RecordBatch, Error> {
    check_days(&chunk)?;
    let named: Vec<bool> = chunk.customer.iter().map(|customer| !customer.is_empty()).collect();
    let nameless = named.iter().filter(|named| !**named).count();
    census.nameless += nameless as u64;
    count_currencies(&chunk.currency, &named, census);
    let last = chunk.day.iter().max().map(|day| Day(*day));
    census.last_row_day = census.last_row_day.max(last);

    let marks = marks(&chunk)?;
    let keys = keys(&chunk, census)?;
    let columns: Vec<ArrayRef> = vec![
        Arc::new(keys),
        Arc::new(Int32Array::from(chunk.day)),
        Arc::new(Int64Array::from(chunk.amount)),
        Arc::new(UInt64Array::from(marks)),
    ];
    let batch = RecordBatch::try_new(schema(), columns)?;
    if nameless == 0 { Ok(batch) } else { Ok(filter_record_batch(&batch, &BooleanArray::from(named))?) }
}

/// Later arithmetic lays tables out by day, and so holds only for days that readers let pass.
fn check_days(chunk: &OrderChunk) -> Result<(), Error> {
    const FIRST: i32 = 0;
    const LAST: i32 = 2_932_896; // 9999-12-31
    match chunk.day.iter().find(|day| !(FIRST..=LAST).contains(*day)) {
        None => Ok(()),
        Some(&day) => Err(Error::Day {
            file: chunk.source.to_string(),
            row: chunk.rows.first().copied().unwrap_or(0),
            day: Day(day),
        }),
    }
}

fn count_currencies(currencies: &[Currency], named: &[bool], census: &mut Census) {
    let mut run: Option<(Currency, u64)> = None;
    for currency in currencies.iter().zip(named).filter(|(_, named)| **named).map(|(currency, _)| *currency) {
        match &mut run {
            Some((same, rows)) if *same == currency => *rows += 1,
            _ => {
                if let Some((ended, rows)) = run.replace((currency, 1)) {
                    census.count(ended, rows);
                }
            }
        }
    }
    if let Some((currency, rows)) = run {
        census.first_currency(currency);
        census.count(currency, rows);
    }
}

fn keys(chunk: &OrderChunk, census: &mut Census) -> Result<StringArray, Error> {
    let first = chunk.currency.first().map_or(Currency::NONE, |&seen| census.first_currency(seen));
    let bytes = chunk.customer.parts().0;
    if !bytes.contains(MARK) && chunk.currency.iter().all(|currency| *currency == first) {
        return strings(&chunk.customer);
    }
    let customers = chunk.customer.iter().zip(&chunk.currency);
    let keys: Text = customers
        .map(|(customer, &currency)| {
            if currency == first && !customer.contains(MARK) {
                customer.to_owned()
            } else {
                marked_key(customer, currency)
            }
        })
        .collect();
    strings(&keys)
}

fn strings(text: &Text) -> Result<StringArray, Error> {
    let (bytes, ends) = text.parts();
    if i32::try_from(bytes.len()).is_err() {
        return Err(Error::Internal("a chunk holds over 2 GiB of text; hand on smaller chunks".to_owned()));
    }
    let offsets: Vec<i32> = std::iter::once(0).chain(ends.iter().map(|&end| end as i32)).collect();
    let offsets = OffsetBuffer::new(ScalarBuffer::from(offsets));
    Ok(StringArray::try_new(offsets, Buffer::from(bytes.as_bytes()), None)?)
}

fn marks(chunk: &OrderChunk) -> Result<Vec<u64>, Error> {
    let refund = |kind: &OrderKind| *kind == OrderKind::Refund;
    let Some(orders) = &chunk.order else {
        return Ok(chunk.kind.iter().map(|kind| Mark::nameless(refund(kind)).0).collect());
    };
    let mut hashes = vec![0; orders.len()];
    let names: ArrayRef = Arc::new(strings(orders)?);
    create_hashes([&names], &QualityRandomState::with_seed(0), &mut hashes).map_err(Error::internal)?;
    let marked = |((name, hash), kind): ((&str, u64), &OrderKind)| match name {
        "" => Mark::nameless(refund(kind)).0,
        _ => Mark::named(hash, refund(kind)).0,
    };
    Ok(orders.iter().zip(hashes).zip(&chunk.kind).map(marked).collect())
}
