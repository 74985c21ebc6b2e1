//! Parquet, through the typed column readers of the parquet crate: a batch of each wanted column
//! at a time, row group after row group.

mod column;

use std::fs::File;
use std::io::{Seek, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use domain::limits::COLUMNS_MAX;
use domain::worth::Taken;
use domain::{OrderChunk, Refusal};
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};

use self::column::Column;
use super::cell::{Cell, Row};
use super::error::ReadError;
use super::interpret::Interpreter;
use super::mapping::Role;
use super::plan::Sample;
use super::problem::Problem;
use super::source::Source;

/// Rows decoded at a time.
const BATCH_ROWS: usize = 16_384;
/// Rows looked at in each place sampled.
const SAMPLE_ROWS: usize = 250;
/// Places sampled in a row group.
const SAMPLE_LOOKS: usize = 16;

/// A Parquet file being read.
pub(crate) struct ParquetTable {
    name: String,
    reader: SerializedFileReader<File>,
    /// Leaf columns of the file by the column of the header.
    leaves: Vec<usize>,
    /// Columns being read, by the column of the header.
    columns: Vec<Option<Column>>,
    group: usize,
    /// Rows of the open row group not yet decoded.
    left: usize,
    at: usize,
    decoded: usize,
    row: u64,
    total: u64,
    bytes: u64,
    /// Bytes of the files before this one.
    before: u64,
    counted: Arc<AtomicU64>,
}

/// The bytes every Parquet file begins with.
pub(crate) const MAGIC: &[u8] = b"PAR1";

/// Opens a Parquet file; one that comes from standard input is first written to a temporary file.
///
/// # Errors
/// A sentence where the file is cut off or damaged.
pub(crate) fn open(
    mut source: Source,
    counted: &Arc<AtomicU64>,
) -> Result<(Sample, ParquetTable), ReadError> {
    let name = source.name.to_string();
    if source.gzip {
        return Err(ReadError::new(&name, Problem::ParquetInGzip));
    }
    let source_head = source.head.len() as u64;
    let file = match source.file.take() {
        Some(file) => file,
        None => spool(source, &name)?,
    };
    let bytes = file.metadata().map_err(|error| ReadError::io(&name, &error))?.len();
    // The first bytes were counted once already, on their way into the head.
    let before = counted.load(Ordering::Relaxed).saturating_sub(source_head);
    let reader = guarded(&name, || SerializedFileReader::new(file))?;
    let metadata = reader.metadata();
    let schema = metadata.file_metadata().schema_descr();
    let leaves: Vec<usize> =
        (0..schema.num_columns()).filter(|leaf| schema.column(*leaf).max_rep_level() == 0).collect();
    if leaves.is_empty() || leaves.len() > COLUMNS_MAX {
        let problem = Problem::PlainColumns { found: leaves.len(), most: COLUMNS_MAX };
        return Err(ReadError::new(&name, problem));
    }
    let header: Vec<String> = leaves.iter().map(|leaf| schema.column(*leaf).path().string()).collect();
    let total = u64::try_from(metadata.file_metadata().num_rows()).unwrap_or(0);
    let typed_dates = leaves.iter().map(|leaf| Column::new(&schema.column(*leaf)).is_date()).collect();
    let columns = leaves.iter().map(|_| None).collect();
    let mut table = ParquetTable {
        name: name.clone(),
        reader,
        leaves,
        columns,
        group: 0,
        left: 0,
        at: 0,
        decoded: 0,
        row: 0,
        total,
        bytes,
        before,
        counted: counted.clone(),
    };
    let rows = table.sample()?;
    let taken = Taken { file: name.clone(), format: "parquet".to_owned(), ..Taken::default() };
    Ok((Sample { name, header, has_header: true, rows, typed_dates, taken }, table))
}

fn spool(source: Source, name: &str) -> Result<File, ReadError> {
    let fail = |error: std::io::Error| ReadError::io(name, &error);
    let mut file = tempfile::tempfile().map_err(fail)?;
    std::io::copy(&mut source.into_reader(0), &mut file).map_err(fail)?;
    file.flush().map_err(fail)?;
    file.rewind().map_err(fail)?;
    Ok(file)
}

/// Runs a step of the parquet crate. Damaged files can trip assertions inside it, and those too
/// must end in a sentence.
fn guarded<T>(name: &str, step: impl FnOnce() -> Result<T, ParquetError>) -> Result<T, ReadError> {
    let problem = match std::panic::catch_unwind(std::panic::AssertUnwindSafe(step)) {
        Ok(Ok(value)) => return Ok(value),
        Ok(Err(error)) => error.to_string(),
        Err(_) => "its pages contradict themselves".to_owned(),
    };
    let cut: String = problem.chars().take(200).collect();
    Err(ReadError::new(name, Problem::ParquetDamaged(cut)))
}

/// One row of the batch decoded last.
pub(crate) struct BatchRow<'a> {
    columns: &'a [Option<Column>],
    at: usize,
}

impl Row for BatchRow<'_> {
    #[inline]
    fn cell(&self, column: usize) -> Cell<'_> {
        self.columns.get(column).and_then(Option::as_ref).map_or(Cell::Empty, |column| column.cell(self.at))
    }
}

impl ParquetTable {
    /// Some rows from several places of the first, the middle and the last row group, as text: a
    /// file sorted by time shows at its start only how it began.
    fn sample(&mut self) -> Result<Vec<Vec<String>>, ReadError> {
        let count = self.reader.num_row_groups();
        let mut groups = if count == 0 { Vec::new() } else { vec![0, count / 2, count - 1] };
        groups.dedup();
        let schema = self.reader.metadata().file_metadata().schema_descr_ptr();
        for (column, leaf) in self.leaves.iter().enumerate() {
            self.columns[column] = Some(Column::new(&schema.column(*leaf)));
        }
        let mut rows = Vec::new();
        for group in groups {
            self.open_group(group)?;
            let stride = self.left / SAMPLE_LOOKS;
            while self.left > 0 {
                let count = self.decode(SAMPLE_ROWS)?;
                for at in 0..count {
                    let row = BatchRow { columns: &self.columns, at };
                    rows.push((0..self.leaves.len()).map(|column| row.cell(column).shown()).collect());
                }
                self.skip(stride.saturating_sub(count))?;
            }
        }
        (self.group, self.left, self.at, self.decoded) = (0, 0, 0, 0);
        Ok(rows)
    }

    /// Passes over rows of the open row group.
    fn skip(&mut self, rows: usize) -> Result<(), ReadError> {
        let rows = rows.min(self.left);
        let Self { columns, name, .. } = self;
        guarded(name, || columns.iter_mut().flatten().try_for_each(|column| column.skip(rows)))?;
        self.left -= rows;
        Ok(())
    }

    /// Keeps the readers of the columns that are used, and no others.
    pub fn keep(&mut self, is_used: impl Fn(usize) -> bool) {
        for (column, reader) in self.columns.iter_mut().enumerate() {
            if !is_used(column) {
                *reader = None;
            }
        }
    }

    fn open_group(&mut self, group: usize) -> Result<(), ReadError> {
        let Self { reader, columns, leaves, name, .. } = self;
        self.left = guarded(name, || {
            let group = reader.get_row_group(group)?;
            for (column, leaf) in columns.iter_mut().zip(leaves.iter()) {
                if let Some(column) = column {
                    column.open(group.get_column_reader(*leaf)?);
                }
            }
            Ok(usize::try_from(group.metadata().num_rows()).unwrap_or(0))
        })?;
        Ok(())
    }

    /// Decodes the next rows of the open row group into every wanted column.
    fn decode(&mut self, most: usize) -> Result<usize, ReadError> {
        let wanted = most.min(self.left);
        let Self { columns, name, .. } = self;
        guarded(name, || {
            for column in columns.iter_mut().flatten() {
                column.read(wanted)?;
            }
            Ok(())
        })?;
        self.left -= wanted;
        (self.at, self.decoded) = (0, wanted);
        Ok(wanted)
    }

    /// Reads rows into the chunk until it holds `enough`; says whether the file goes on.
    pub fn fill(
        &mut self,
        interpreter: &mut Interpreter,
        out: &mut OrderChunk,
        enough: usize,
        refuse: &mut dyn FnMut(Refusal),
    ) -> Result<bool, ReadError> {
        if self.row == 0 {
            let plan = &interpreter.plan;
            self.keep(|column| Role::ALL.iter().any(|role| plan.of(*role).contains(&column)));
        }
        while out.len() < enough {
            let Some((number, row)) = self.next_row()? else { return Ok(false) };
            interpreter.take(&row, number, out, refuse);
            interpreter.plan.taken.rows += 1;
        }
        Ok(true)
    }

    /// The next row and its number.
    ///
    /// # Errors
    /// A sentence where the file is damaged.
    pub fn next_row(&mut self) -> Result<Option<(u64, BatchRow<'_>)>, ReadError> {
        while self.at == self.decoded {
            if self.left == 0 {
                if self.group == self.reader.num_row_groups() {
                    return Ok(None);
                }
                self.open_group(self.group)?;
                self.group += 1;
            }
            self.decode(BATCH_ROWS)?;
            let share = u128::from(self.bytes) * u128::from(self.row) / u128::from(self.total.max(1));
            let share = u64::try_from(share).unwrap_or(u64::MAX);
            self.counted.store(self.before.saturating_add(share), Ordering::Relaxed);
        }
        self.row += 1;
        self.at += 1;
        Ok(Some((self.row, BatchRow { columns: &self.columns, at: self.at - 1 })))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use parquet::data_type::Int64Type;
    use parquet::file::writer::SerializedFileWriter;
    use parquet::schema::parser::parse_message_type;

    use super::*;
    use crate::files::input::Input;

    #[test]
    fn what_can_not_be_sought_in_is_written_to_a_temporary_file_first() {
        let schema = Arc::new(parse_message_type("message m { required int64 id; }").unwrap());
        let file = tempfile::NamedTempFile::new().unwrap();
        let mut writer = SerializedFileWriter::new(file.reopen().unwrap(), schema, Arc::default()).unwrap();
        let mut group = writer.next_row_group().unwrap();
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<Int64Type>().write_batch(&(0..100_000).collect::<Vec<i64>>(), None, None).unwrap();
        column.close().unwrap();
        group.close().unwrap();
        writer.close().unwrap();
        let counted = Arc::default();
        let mut source = Source::open(&Input::Path(file.path().to_owned()), &counted).unwrap();
        source.file = None;
        let (sample, table) = open(source, &counted).unwrap();
        assert_eq!((sample.header.as_slice(), table.total), (&["id".to_owned()][..], 100_000));
        assert_eq!(
            sample.rows.last().map(|row| row[0].parse::<i64>().is_ok_and(|id| id > 90_000)),
            Some(true)
        );
    }
}
