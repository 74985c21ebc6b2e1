//! One column of a Parquet file: decoded by its physical type, understood by its logical one.

use parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::{ByteArray, DataType, FixedLenByteArray, Int96};
use parquet::errors::{ParquetError, Result};
use parquet::schema::types::ColumnDescriptor;

use crate::files::cell::Cell;
use crate::files::decimal::Decimal;

/// What the values mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    Plain,
    Decimal(u32),
    Day,
    /// Units in a second, and whether they count from UTC's midnight.
    Instant(i64, bool),
    Uuid,
}

/// Decoded values, nulls left out.
enum Values {
    None,
    Bool(Vec<bool>),
    Int32(Vec<i32>),
    Int64(Vec<i64>),
    Int96(Vec<Int96>),
    Float(Vec<f32>),
    Double(Vec<f64>),
    Bytes(Vec<ByteArray>),
    Fixed(Vec<FixedLenByteArray>),
}

/// A column and the batch decoded last.
pub(super) struct Column {
    meaning: Meaning,
    physical: Type,
    full_level: i16,
    reader: Option<ColumnReader>,
    values: Values,
    levels: Vec<i16>,
    /// Where the value of each row lies; empty where no row lacks one.
    places: Vec<u32>,
}

/// The place of a row without a value.
const NULL: u32 = u32::MAX;

impl Column {
    pub fn new(descriptor: &ColumnDescriptor) -> Self {
        Self {
            meaning: meaning(descriptor),
            physical: descriptor.physical_type(),
            full_level: descriptor.max_def_level(),
            reader: None,
            values: Values::None,
            levels: Vec::new(),
            places: Vec::new(),
        }
    }

    /// Whether the values are dates by their type.
    pub fn is_date(&self) -> bool {
        matches!(self.meaning, Meaning::Day | Meaning::Instant(..)) || self.physical == Type::INT96
    }

    /// Goes on with another row group.
    pub fn open(&mut self, reader: ColumnReader) {
        self.reader = Some(reader);
    }

    /// Decodes the next `rows` rows.
    pub fn read(&mut self, rows: usize) -> Result<()> {
        self.levels.clear();
        let levels = &mut self.levels;
        let reader =
            self.reader.as_mut().ok_or_else(|| ParquetError::General("no row group is open".into()))?;
        macro_rules! decode {
            ($reader:expr, $kind:ident) => {{
                let values = match std::mem::replace(&mut self.values, Values::None) {
                    Values::$kind(values) => values,
                    _ => Vec::new(),
                };
                self.values = Values::$kind(batch($reader, rows, levels, values)?);
            }};
        }
        match reader {
            ColumnReader::BoolColumnReader(reader) => decode!(reader, Bool),
            ColumnReader::Int32ColumnReader(reader) => decode!(reader, Int32),
            ColumnReader::Int64ColumnReader(reader) => decode!(reader, Int64),
            ColumnReader::Int96ColumnReader(reader) => decode!(reader, Int96),
            ColumnReader::FloatColumnReader(reader) => decode!(reader, Float),
            ColumnReader::DoubleColumnReader(reader) => decode!(reader, Double),
            ColumnReader::ByteArrayColumnReader(reader) => decode!(reader, Bytes),
            ColumnReader::FixedLenByteArrayColumnReader(reader) => decode!(reader, Fixed),
        }
        if self.meaning == Meaning::Uuid {
            self.write_out_uuids();
        }
        self.find_places();
        Ok(())
    }

    /// Passes over the next `rows` rows.
    pub fn skip(&mut self, rows: usize) -> Result<()> {
        match self.reader.as_mut() {
            None => Ok(0),
            Some(ColumnReader::BoolColumnReader(reader)) => reader.skip_records(rows),
            Some(ColumnReader::Int32ColumnReader(reader)) => reader.skip_records(rows),
            Some(ColumnReader::Int64ColumnReader(reader)) => reader.skip_records(rows),
            Some(ColumnReader::Int96ColumnReader(reader)) => reader.skip_records(rows),
            Some(ColumnReader::FloatColumnReader(reader)) => reader.skip_records(rows),
            Some(ColumnReader::DoubleColumnReader(reader)) => reader.skip_records(rows),
            Some(ColumnReader::ByteArrayColumnReader(reader)) => reader.skip_records(rows),
            Some(ColumnReader::FixedLenByteArrayColumnReader(reader)) => reader.skip_records(rows),
        }
        .map(drop)
    }

    fn find_places(&mut self) {
        self.places.clear();
        if self.levels.iter().all(|level| *level == self.full_level) {
            return;
        }
        let mut next = 0u32;
        for level in &self.levels {
            let is_there = *level == self.full_level;
            self.places.push(if is_there { next } else { NULL });
            next += u32::from(is_there);
        }
    }

    fn write_out_uuids(&mut self) {
        if let Values::Fixed(values) = &self.values {
            let text = |value: &FixedLenByteArray| {
                let hex: Vec<String> = value.data().iter().map(|byte| format!("{byte:02x}")).collect();
                let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default().concat();
                let parts = [part(0, 4), part(4, 6), part(6, 8), part(8, 10), part(10, 16)];
                ByteArray::from(parts.join("-").into_bytes())
            };
            self.values = Values::Bytes(values.iter().map(text).collect());
        }
    }

    /// The value of a row of the batch.
    #[inline]
    pub fn cell(&self, row: usize) -> Cell<'_> {
        let at = match self.places.get(row) {
            Some(&NULL) => return Cell::Empty,
            Some(&place) => place as usize,
            None => row,
        };
        self.value(at).unwrap_or(Cell::Empty)
    }

    #[inline]
    fn value(&self, at: usize) -> Option<Cell<'_>> {
        Some(match &self.values {
            Values::None => return None,
            Values::Bool(values) => Cell::Text(if *values.get(at)? { b"true" } else { b"false" }),
            Values::Int32(values) => self.whole(i64::from(*values.get(at)?)),
            Values::Int64(values) => self.whole(*values.get(at)?),
            Values::Int96(values) => Cell::Micros(values.get(at)?.to_micros(), true),
            Values::Float(values) => Cell::Float(widened(*values.get(at)?)),
            Values::Double(values) => Cell::Float(*values.get(at)?),
            Values::Bytes(values) => self.bytes(values.get(at)?.data()),
            Values::Fixed(values) => self.bytes(values.get(at)?.data()),
        })
    }

    fn whole(&self, value: i64) -> Cell<'_> {
        match self.meaning {
            Meaning::Decimal(scale) => Cell::Decimal(Decimal { digits: i128::from(value), scale }),
            Meaning::Day => i32::try_from(value).map_or(Cell::Empty, Cell::Day),
            Meaning::Instant(per_second, utc) if per_second > 1_000_000 => {
                Cell::Micros(value.div_euclid(per_second / 1_000_000), utc)
            }
            Meaning::Instant(per_second, utc) => {
                Cell::Micros(value.saturating_mul(1_000_000 / per_second), utc)
            }
            Meaning::Plain | Meaning::Uuid => Cell::Int(value),
        }
    }

    /// Bytes are text, or the two's complement of a decimal, the highest byte first.
    fn bytes<'a>(&self, bytes: &'a [u8]) -> Cell<'a> {
        let Meaning::Decimal(scale) = self.meaning else { return Cell::Text(bytes) };
        let (Some(first), true) = (bytes.first(), bytes.len() <= 16) else { return Cell::Empty };
        let start = if *first >= 0x80 { -1i128 } else { 0 };
        let digits = bytes.iter().fold(start, |value, byte| (value << 8) | i128::from(*byte));
        // A decimal beyond any amount is not carried in full: its digits would not fit a product.
        if digits.unsigned_abs() > 10u128.pow(24) {
            return Cell::Float(digits as f64 / 10f64.powi(i32::try_from(scale).unwrap_or(0)));
        }
        Cell::Decimal(Decimal { digits, scale })
    }
}

/// A single-precision number as the decimal it was meant to be.
fn widened(value: f32) -> f64 {
    value.to_string().parse().unwrap_or(f64::NAN)
}

fn batch<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    rows: usize,
    levels: &mut Vec<i16>,
    mut values: Vec<T::T>,
) -> Result<Vec<T::T>> {
    values.clear();
    let (read, ..) = reader.read_records(rows, Some(levels), None, &mut values)?;
    if read < rows {
        return Err(ParquetError::General(format!("a column has {read} rows where {rows} were promised")));
    }
    Ok(values)
}

fn meaning(descriptor: &ColumnDescriptor) -> Meaning {
    let scale = |scale: i32| u32::try_from(scale).ok().filter(|scale| *scale <= 30).unwrap_or(0);
    match descriptor.logical_type_ref() {
        Some(LogicalType::Decimal(decimal)) => return Meaning::Decimal(scale(decimal.scale)),
        Some(LogicalType::Date) => return Meaning::Day,
        Some(LogicalType::Uuid) => return Meaning::Uuid,
        Some(LogicalType::Timestamp(timestamp)) => {
            let per_second = match timestamp.unit {
                TimeUnit::MILLIS => 1_000,
                TimeUnit::MICROS => 1_000_000,
                TimeUnit::NANOS => 1_000_000_000,
            };
            return Meaning::Instant(per_second, timestamp.is_adjusted_to_u_t_c);
        }
        _ => {}
    }
    match descriptor.converted_type() {
        ConvertedType::DECIMAL => Meaning::Decimal(scale(descriptor.type_scale())),
        ConvertedType::DATE => Meaning::Day,
        ConvertedType::TIMESTAMP_MILLIS => Meaning::Instant(1_000, true),
        ConvertedType::TIMESTAMP_MICROS => Meaning::Instant(1_000_000, true),
        _ => Meaning::Plain,
    }
}
