//! The one streaming reader of orders, over all files and formats.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use domain::limits::CHUNK_ROWS;
use domain::worth::Taken;
use domain::{Currency, Day, OrderChunk, Refusal};
use jiff::tz::TimeZone;

use super::columnar::{self, ParquetTable};
use super::error::ReadError;
use super::input::Input;
use super::interpret::Interpreter;
use super::json::{self, JsonTable};
use super::mapping::Mapping;
use super::plan::{Plan, Sample};
use super::problem::Problem;
use super::source::Source;
use super::text::{self, Table};

/// How to read.
#[derive(Clone, Debug)]
pub struct ReadOptions {
    /// The columns the user named.
    pub mapping: Mapping,
    /// The preset asked for; found by the header where `None` and no column is named.
    pub preset: Option<String>,
    /// The company's zone; `None` takes dates as written.
    pub zone: Option<TimeZone>,
    /// The present day: rows after it are refused.
    pub today: Day,
    /// Rows after it are set aside.
    pub as_of: Option<Day>,
    /// Whether order lines, products and contacts are wanted, as an import does.
    pub details: bool,
    /// Whether who bought what is asked, and not for how much: then a column must say what was bought,
    /// and none need hold amounts.
    pub products: bool,
    /// The currency of rows that name none.
    pub default_currency: Option<Currency>,
}

impl ReadOptions {
    /// Nothing named, dates as written.
    #[must_use]
    pub fn new(today: Day) -> Self {
        Self {
            mapping: Mapping::new(),
            preset: None,
            zone: None,
            today,
            as_of: None,
            details: false,
            products: false,
            default_currency: None,
        }
    }
}

/// How far a reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Bytes read, as they lie on disk.
    pub bytes: u64,
    /// Bytes in all; unknown where standard input is read.
    pub total: Option<u64>,
}

/// Tells another thread how far a reading is.
#[derive(Clone, Debug)]
pub struct ProgressWatch {
    bytes: Arc<AtomicU64>,
    total: Option<u64>,
}

impl ProgressWatch {
    /// Of a reading that begins, of so many bytes.
    pub(crate) fn new(total: Option<u64>) -> Self {
        Self { bytes: Arc::default(), total }
    }

    /// Where the bytes are counted.
    pub(crate) fn bytes(&self) -> &Arc<AtomicU64> {
        &self.bytes
    }

    /// How far it is now.
    #[must_use]
    pub fn now(&self) -> Progress {
        Progress { bytes: self.bytes.load(Ordering::Relaxed), total: self.total }
    }
}

/// The rows of one file, by format.
pub(crate) enum Rows {
    Text(Table),
    Json(JsonTable),
    Parquet(ParquetTable),
}

/// Opens a file of any format.
pub(crate) fn open_any(
    input: &Input,
    options: &ReadOptions,
    counted: &Arc<AtomicU64>,
) -> Result<(Sample, Rows), ReadError> {
    let source = Source::open(input, counted)?;
    if source.head.starts_with(columnar::MAGIC) {
        let (sample, table) = columnar::open(source, counted)?;
        return Ok((sample, Rows::Parquet(table)));
    }
    if json::is_json(&source.head) {
        let (sample, table) = json::open(source)?;
        return Ok((sample, Rows::Json(table)));
    }
    let (sample, table) = text::open(source, &options.mapping)?;
    Ok((sample, Rows::Text(table)))
}

/// Reads orders from files, one after another, a chunk at a time.
pub struct OrderReader {
    options: ReadOptions,
    inputs: std::vec::IntoIter<Input>,
    current: Option<(Interpreter, Rows)>,
    done: Vec<Taken>,
    watch: ProgressWatch,
}

impl OrderReader {
    /// Opens the inputs: every file is looked at before the first row is read, so that a wrong
    /// column in the last one is said at once.
    ///
    /// # Errors
    /// A sentence about the first file that can't be read.
    pub fn open(inputs: Vec<Input>, options: ReadOptions) -> Result<Self, ReadError> {
        let total = inputs.iter().map(Input::bytes).sum();
        let watch = ProgressWatch { bytes: Arc::default(), total };
        for input in inputs.iter().skip(1).filter(|input| **input != Input::Stdin) {
            let (sample, _) = open_any(input, &options, &Arc::default())?;
            Plan::make(&sample, &options)?;
        }
        let mut reader = Self { options, inputs: inputs.into_iter(), current: None, done: Vec::new(), watch };
        reader.next_file()?;
        Ok(reader)
    }

    /// How each file begun so far was understood, and how many rows it gave.
    #[must_use]
    pub fn taken(&self) -> Vec<Taken> {
        let mut taken = self.done.clone();
        taken.extend(self.current.as_ref().map(|(interpreter, _)| interpreter.plan.taken.clone()));
        taken
    }

    /// A handle that tells another thread how far the reading is.
    #[must_use]
    pub fn watch(&self) -> ProgressWatch {
        self.watch.clone()
    }

    /// The next rows, [`CHUNK_ROWS`] at most and never of two files; `None` at the end. Rows that
    /// can't be read go to `refuse`.
    ///
    /// # Errors
    /// A sentence where a file ends too early or is damaged. What was read before it must then not
    /// count.
    pub fn next_chunk(&mut self, refuse: &mut dyn FnMut(Refusal)) -> Result<Option<OrderChunk>, ReadError> {
        while let Some((interpreter, rows)) = &mut self.current {
            let mut chunk = interpreter.chunk();
            let goes_on = match rows {
                Rows::Text(table) => table.fill(interpreter, &mut chunk, CHUNK_ROWS, refuse)?,
                Rows::Json(table) => table.fill(interpreter, &mut chunk, CHUNK_ROWS, refuse)?,
                Rows::Parquet(table) => table.fill(interpreter, &mut chunk, CHUNK_ROWS, refuse)?,
            };
            if !goes_on {
                self.close_file()?;
            }
            if !chunk.is_empty() {
                return Ok(Some(chunk));
            }
        }
        Ok(None)
    }

    fn close_file(&mut self) -> Result<(), ReadError> {
        if let Some((interpreter, _)) = self.current.take() {
            let taken = interpreter.plan.taken;
            if taken.rows == 0 {
                return Err(ReadError::new(&taken.file, Problem::NoRows));
            }
            self.done.push(taken);
        }
        self.next_file()
    }

    fn next_file(&mut self) -> Result<(), ReadError> {
        let Some(input) = self.inputs.next() else { return Ok(()) };
        let (sample, rows) = open_any(&input, &self.options, &self.watch.bytes)?;
        let plan = Plan::make(&sample, &self.options)?;
        self.current = Some((Interpreter::new(plan, sample.name.as_str().into(), &self.options), rows));
        Ok(())
    }
}
