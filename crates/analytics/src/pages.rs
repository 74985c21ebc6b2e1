//! Histories at rest: pages of customers in memory, and on disk beyond the limit.

use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use datafusion::arrow::array::{
    Array, AsArray, Int32Array, Int64Array, LargeListArray, StringArray, UInt32Array,
};
use datafusion::arrow::datatypes::{DataType, Field, Int32Type, Int64Type, Schema, SchemaRef, UInt32Type};
use datafusion::arrow::ipc::reader::StreamReader;
use datafusion::arrow::ipc::writer::StreamWriter;
use datafusion::arrow::record_batch::RecordBatch;
use rayon::prelude::*;
use tempfile::NamedTempFile;

use crate::error::Error;
use crate::purchase_days;

/// One customer's purchase days, earliest first.
#[derive(Clone, Copy, Debug)]
pub(crate) struct History<'a> {
    pub customer: &'a str,
    pub days: &'a [i32],
    /// Orders of each day.
    pub orders: &'a [u32],
    /// Minor units of each day after refunds.
    pub net: &'a [i64],
}

impl<'a> History<'a> {
    /// The history as it stood at the end of a day; none before the first purchase.
    pub fn until(self, as_of: i32) -> Option<Self> {
        let seen = match self.days.last() {
            Some(last) if *last <= as_of => self.days.len(),
            _ => self.days.partition_point(|day| *day <= as_of),
        };
        let cut =
            Self { days: &self.days[..seen], orders: &self.orders[..seen], net: &self.net[..seen], ..self };
        (seen > 0).then_some(cut)
    }

    pub fn spend(&self) -> i64 {
        self.net.iter().fold(0, |sum, net| sum.saturating_add(*net))
    }
}

/// Some thousand customers.
#[derive(Debug)]
pub(crate) struct Page {
    customers: StringArray,
    days: LargeListArray,
    orders: LargeListArray,
    net: LargeListArray,
}

impl Page {
    pub fn schema() -> SchemaRef {
        let customer = Arc::new(Field::new("customer", DataType::Utf8, false));
        let lists = purchase_days::fields();
        Arc::new(Schema::new(
            std::iter::once(&customer).chain(lists.iter().take(3)).cloned().collect::<Vec<_>>(),
        ))
    }

    fn batch(&self) -> Result<RecordBatch, Error> {
        let lists = [&self.days, &self.orders, &self.net].map(|list| Arc::new(list.clone()) as _);
        let columns = std::iter::once(Arc::new(self.customers.clone()) as _).chain(lists).collect();
        Ok(RecordBatch::try_new(Self::schema(), columns)?)
    }

    pub fn try_new(batch: &RecordBatch) -> Result<Self, Error> {
        let list = |column: usize| batch.column(column).as_list_opt::<i64>().cloned();
        match (batch.column(0).as_string_opt::<i32>(), list(1), list(2), list(3)) {
            (Some(customers), Some(days), Some(orders), Some(net)) => {
                Ok(Self { customers: customers.clone(), days, orders, net })
            }
            _ => Err(Error::Internal(format!("a page of customers has the columns {}", batch.schema()))),
        }
    }

    pub fn histories(&self) -> Result<impl Iterator<Item = History<'_>>, Error> {
        let columns: Option<(&Int32Array, &UInt32Array, &Int64Array)> = (|| {
            Some((
                self.days.values().as_primitive_opt::<Int32Type>()?,
                self.orders.values().as_primitive_opt::<UInt32Type>()?,
                self.net.values().as_primitive_opt::<Int64Type>()?,
            ))
        })();
        let (days, orders, net) =
            columns.ok_or_else(|| Error::Internal("a page of customers holds other lists".to_owned()))?;
        let range = |list: &LargeListArray, row: usize| {
            let ends = list.value_offsets();
            ends[row] as usize..ends[row + 1] as usize
        };
        Ok((0..self.customers.len()).map(move |row| History {
            customer: self.customers.value(row),
            days: &days.values()[range(&self.days, row)],
            orders: &orders.values()[range(&self.orders, row)],
            net: &net.values()[range(&self.net, row)],
        }))
    }

    /// What the page takes up by itself, though its columns may be parts of larger ones.
    fn bytes(&self) -> usize {
        let text = self.customers.value_offsets();
        let lists = self.days.value_offsets();
        let span =
            |from: Option<&i64>, to: Option<&i64>| to.zip(from).map_or(0, |(to, from)| to - from) as usize;
        let days = span(lists.first(), lists.last());
        let letters = text.last().zip(text.first()).map_or(0, |(to, from)| to - from) as usize;
        let day = size_of::<i32>() + size_of::<u32>() + size_of::<i64>();
        days * day + letters + size_of_val(text) + size_of_val(lists)
    }
}

/// Memory that the pages of all shelves share.
#[derive(Debug)]
pub(crate) struct Room {
    bytes: usize,
    taken: AtomicUsize,
    overflow: PathBuf,
}

impl Room {
    pub fn new(bytes: usize, overflow: &Path) -> Self {
        Self { bytes, taken: AtomicUsize::new(0), overflow: overflow.to_owned() }
    }

    /// Takes up `bytes` more, if there are any left.
    fn admits(&self, bytes: usize) -> bool {
        self.taken.fetch_add(bytes, Ordering::Relaxed) + bytes <= self.bytes
    }
}

/// The pages of one partition.
#[derive(Debug, Default)]
pub(crate) struct Shelf {
    pages: Vec<Page>,
    overflow: Option<NamedTempFile>,
}

impl Shelf {
    /// Folds over the pages in their order.
    ///
    /// # Errors
    /// [`Error::Disk`] where pages on disk can't be read back.
    pub fn fold<A: Send>(
        &self,
        start: &(impl Fn() -> A + Sync),
        page: &(impl Fn(&mut A, &Page) -> Result<(), Error> + Sync),
        join: &(impl Fn(A, A) -> A + Sync),
    ) -> Result<A, Error> {
        let step = |mut sum: A, next: &Page| page(&mut sum, next).map(|()| sum);
        let in_memory = self.pages.par_iter().try_fold(start, step);
        let mut sum = in_memory.try_reduce(start, |a, b| Ok(join(a, b)))?;
        self.overflowing(|next| page(&mut sum, next))?;
        Ok(sum)
    }

    /// Shows the pages in their order.
    ///
    /// # Errors
    /// As [`Shelf::fold`].
    pub fn each(&self, page: &mut impl FnMut(&Page) -> Result<(), Error>) -> Result<(), Error> {
        self.pages.iter().try_for_each(&mut *page)?;
        self.overflowing(page)
    }

    fn overflowing(&self, mut page: impl FnMut(&Page) -> Result<(), Error>) -> Result<(), Error> {
        let Some(file) = &self.overflow else { return Ok(()) };
        let stored = file.reopen().map_err(|error| Error::disk(file.path(), error))?;
        for batch in StreamReader::try_new(BufReader::new(stored), None)? {
            page(&Page::try_new(&batch.map_err(|error| on_disk(file.path(), error))?)?)?;
        }
        Ok(())
    }

    /// Whether a part had to be put on disk.
    pub fn overflows(&self) -> bool {
        self.overflow.is_some()
    }
}

/// A shelf being filled.
pub(crate) struct Filling {
    room: Arc<Room>,
    pages: Vec<Page>,
    overflow: Option<(NamedTempFile, StreamWriter<BufWriter<File>>)>,
}

impl Filling {
    pub fn new(room: Arc<Room>) -> Self {
        Self { room, pages: Vec::new(), overflow: None }
    }

    /// Keeps a page, on disk once the room is full.
    pub fn keep(&mut self, page: Page) -> Result<(), Error> {
        let bytes = page.bytes();
        if self.overflow.is_none() && self.room.admits(bytes) {
            self.pages.push(page);
            return Ok(());
        }
        let (file, writer) = match &mut self.overflow {
            Some(open) => open,
            none => none.insert(overflow(&self.room.overflow)?),
        };
        writer.write(&page.batch()?).map_err(|error| on_disk(file.path(), error))
    }

    pub fn finish(self) -> Result<Shelf, Error> {
        let overflow = match self.overflow {
            None => None,
            Some((file, mut writer)) => {
                writer.finish().map_err(|error| on_disk(file.path(), error))?;
                Some(file)
            }
        };
        Ok(Shelf { pages: self.pages, overflow })
    }
}

fn overflow(folder: &Path) -> Result<(NamedTempFile, StreamWriter<BufWriter<File>>), Error> {
    let file = NamedTempFile::new_in(folder).map_err(|error| Error::disk(folder, error))?;
    let handle = file.reopen().map_err(|error| Error::disk(file.path(), error))?;
    let writer = StreamWriter::try_new(BufWriter::new(handle), &Page::schema())?;
    Ok((file, writer))
}

fn on_disk(path: &Path, error: datafusion::arrow::error::ArrowError) -> Error {
    match error {
        datafusion::arrow::error::ArrowError::IoError(_, source) => Error::disk(path, source),
        other => other.into(),
    }
}
