//! Files of a firm's rows: CSV like a shop's generic export, and Parquet.

use std::io::{self, Write};
use std::sync::Arc;

use domain::Day;
use parquet::basic::Compression;
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use rayon::prelude::*;

use crate::firm::Firm;

/// Rows in a row group.
const GROUP_ROWS: usize = 1 << 20;
/// Rows formatted by one thread at once.
const TEXT_ROWS: usize = 1 << 13;

/// Why a file could not be written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The disk's own reason.
    #[error("The simulated orders could not be written: {0}. Check the disk's space and rights.")]
    Io(#[from] io::Error),
    /// The Parquet writer's reason.
    #[error("The simulated orders could not be written as Parquet: {0}.")]
    Parquet(#[from] ParquetError),
}

/// A column of a Parquet file.
pub enum Column {
    /// 32-bit integers, days among them.
    Int32(Vec<i32>),
    /// 64-bit integers, microseconds among them.
    Int64(Vec<i64>),
    /// Floating-point numbers.
    Double(Vec<f64>),
    /// Texts, some missing where the schema says `optional`.
    Text(Vec<Option<ByteArray>>),
}

/// Writes blocks of rows (of [`crate::by_time`] or [`crate::by_customer`]) as CSV, and says how many rows.
///
/// # Errors
/// What the writer says.
pub fn write_csv<F: Firm>(
    firm: &F,
    blocks: impl Iterator<Item = Vec<F::Row>>,
    out: &mut impl Write,
) -> Result<u64, Error> {
    out.write_all(F::CSV_HEADER.as_bytes())?;
    let mut count = 0;
    for block in blocks {
        count += block.len() as u64;
        for part in block.chunks(TEXT_ROWS * 16) {
            let texts: Vec<Vec<u8>> = part.par_chunks(TEXT_ROWS).map(|rows| text(firm, rows)).collect();
            texts.iter().try_for_each(|text| out.write_all(text))?;
        }
    }
    out.flush()?;
    Ok(count)
}

fn text<F: Firm>(firm: &F, rows: &[F::Row]) -> Vec<u8> {
    let mut out = Vec::with_capacity(rows.len() * 64);
    rows.iter().for_each(|row| firm.csv(row, &mut out));
    out
}

/// Writes blocks of rows as Parquet (Snappy, row groups of a million rows at most), and says how many rows.
///
/// # Errors
/// What the writer says.
pub fn write_parquet<F: Firm>(
    firm: &F,
    blocks: impl Iterator<Item = Vec<F::Row>>,
    out: impl Write + Send,
) -> Result<u64, Error> {
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let schema = Arc::new(parse_message_type(F::SCHEMA)?);
    let mut writer = SerializedFileWriter::new(out, schema, Arc::new(properties))?;
    let mut count = 0;
    for block in blocks {
        count += block.len() as u64;
        for rows in block.chunks(GROUP_ROWS) {
            write_group(writer.next_row_group()?, firm.columns(rows))?;
        }
    }
    writer.close()?;
    Ok(count)
}

fn write_group<W: Write + Send>(
    mut group: SerializedRowGroupWriter<'_, W>,
    columns: Vec<Column>,
) -> Result<(), ParquetError> {
    for column in columns {
        let Some(mut writer) = group.next_column()? else { break };
        match (writer.untyped(), column) {
            (ColumnWriter::Int32ColumnWriter(writer), Column::Int32(values)) => {
                writer.write_batch(&values, None, None)?;
            }
            (ColumnWriter::Int64ColumnWriter(writer), Column::Int64(values)) => {
                writer.write_batch(&values, None, None)?;
            }
            (ColumnWriter::DoubleColumnWriter(writer), Column::Double(values)) => {
                writer.write_batch(&values, None, None)?;
            }
            (ColumnWriter::ByteArrayColumnWriter(writer), Column::Text(values)) => {
                let levels: Vec<i16> = values.iter().map(|value| i16::from(value.is_some())).collect();
                let values: Vec<ByteArray> = values.into_iter().flatten().collect();
                let optional = writer.get_descriptor().max_def_level() > 0;
                writer.write_batch(&values, optional.then_some(&levels), None)?;
            }
            _ => return Err(ParquetError::General("a column does not fit its schema".into())),
        }
        writer.close()?;
    }
    group.close()?;
    Ok(())
}

/// `2026-09-30`
pub(crate) fn write_day(out: &mut Vec<u8>, day: Day) {
    let date = day.civil();
    let _ = write!(out, "{:04}-{:02}-{:02}", date.year(), date.month(), date.day());
}

/// `-12.50`
pub(crate) fn write_cents(out: &mut Vec<u8>, cents: i64) {
    let sign = if cents < 0 { "-" } else { "" };
    let _ = write!(out, "{sign}{}.{:02}", cents.unsigned_abs() / 100, cents.unsigned_abs() % 100);
}
