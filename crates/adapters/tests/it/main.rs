//! The reader of orders on whole files: every format, every preset, and what is wrong with files.

#![allow(clippy::unwrap_used, reason = "helpers of tests may fail as tests do")]

mod bad_input;
mod data;
mod formats;
mod parquet_files;
mod presets;

use std::io::Write;
use std::path::PathBuf;

use adapters::files::{Input, Mapping, OrderReader, ReadError, ReadOptions, Role};
use domain::orders::OrderKind;
use domain::worth::Taken;
use domain::{Day, OrderChunk, Refusal};

/// All that a reading gave.
#[derive(Debug, Default)]
pub struct Read {
    /// Row number, customer, day, minor units.
    pub rows: Vec<(u64, String, String, i64)>,
    /// Reason codes by row.
    pub refused: Vec<(u64, &'static str)>,
    /// The refusals themselves.
    pub refusals: Vec<Refusal>,
    /// How the files were understood.
    pub taken: Vec<Taken>,
    /// The chunks.
    pub chunks: Vec<OrderChunk>,
}

impl Read {
    /// Refund rows.
    pub fn refunds(&self) -> usize {
        self.chunks.iter().flat_map(|chunk| &chunk.kind).filter(|kind| **kind == OrderKind::Refund).count()
    }

    /// All order ids.
    pub fn orders(&self) -> Vec<String> {
        let ids = self.chunks.iter().filter_map(|chunk| chunk.order.as_ref());
        ids.flat_map(|ids| ids.iter().map(str::to_owned).collect::<Vec<_>>()).collect()
    }
}

/// The options of these tests: a fixed present day.
pub fn options() -> ReadOptions {
    ReadOptions::new("2026-06-30".parse::<Day>().unwrap())
}

/// Customer, date and amount by these columns.
pub fn columns(customer: &str, date: &str, amount: &str) -> Mapping {
    Mapping::new().with(Role::Customer, customer).with(Role::Date, date).with(Role::Amount, amount)
}

/// Reads files to their end.
pub fn read(inputs: Vec<Input>, options: ReadOptions) -> Result<Read, ReadError> {
    let mut reader = OrderReader::open(inputs, options)?;
    let mut read = Read::default();
    let mut refusals = Vec::new();
    while let Some(chunk) = reader.next_chunk(&mut |refusal| refusals.push(refusal))? {
        let length = chunk.len();
        assert!([chunk.customer.len(), chunk.day.len(), chunk.at.len(), chunk.amount.len()] == [length; 4]);
        assert!(chunk.order.as_ref().is_none_or(|order| order.len() == length));
        for at in 0..length {
            let day = Day(chunk.day[at]).to_string();
            read.rows.push((chunk.rows[at], chunk.customer.get(at).to_owned(), day, chunk.amount[at]));
        }
        read.chunks.push(chunk);
    }
    read.refused = refusals.iter().map(|refusal| (refusal.row, refusal.reason.code())).collect();
    read.refusals = refusals;
    read.taken = reader.taken();
    Ok(read)
}

/// Files that vanish with the test.
#[derive(Debug)]
pub struct Files(tempfile::TempDir);

impl Files {
    /// An empty folder.
    pub fn empty() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// Its path.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Input {
        std::fs::write(self.path(name), bytes).unwrap();
        Input::Path(self.path(name))
    }

    /// Writes a file compressed.
    pub fn write_gzip(&self, name: &str, bytes: &[u8]) -> Input {
        self.write(name, &gzip(bytes))
    }
}

/// Compressed bytes.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Reads one file of these bytes.
pub fn read_bytes(bytes: &[u8], options: ReadOptions) -> Result<Read, ReadError> {
    let files = Files::empty();
    read(vec![files.write("orders", bytes)], options)
}

/// Reads one text with guessed columns.
pub fn read_text(text: &str) -> Read {
    read_bytes(text.as_bytes(), options()).unwrap()
}

/// The sentence one file of these bytes ends in.
pub fn sentence(bytes: &[u8], options: ReadOptions) -> String {
    let sentence = read_bytes(bytes, options).unwrap_err().problem.to_string();
    assert!(sentence.ends_with('.'), "{sentence}");
    sentence
}
