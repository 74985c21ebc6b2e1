//! A table of any format, row by row, by columns the caller names: for files that are not orders.

use domain::Day;
use domain::worth::Taken;

use super::cell::{Cell, Row};
use super::columnar::BatchRow;
use super::dates::{self, DateFormat};
use super::decimal;
use super::error::ReadError;
use super::input::Input;
use super::json::Line;
use super::mapping;
use super::plan::Sample;
use super::problem::{Header, Problem};
use super::reader::{ProgressWatch, ReadOptions, Rows, open_any};
use super::records::Records;

/// Reads a table once, from its first row to its last.
pub struct TableReader {
    sample: Sample,
    rows: Rows,
    wanted: Vec<Wanted>,
    watch: ProgressWatch,
    read: u64,
}

/// A column asked for, and how its values are written.
struct Wanted {
    column: usize,
    mark: u8,
    date: Option<DateFormat>,
}

impl TableReader {
    /// Opens a file and finds out how it is written.
    ///
    /// # Errors
    /// A sentence where it can't be read or is no table.
    pub fn open(input: &Input) -> Result<Self, ReadError> {
        let watch = ProgressWatch::new(input.bytes());
        let (sample, rows) = open_any(input, &ReadOptions::new(Day(i32::MAX)), watch.bytes())?;
        Ok(Self { sample, rows, wanted: Vec::new(), watch, read: 0 })
    }

    /// Names the columns to read, by header or by number from 1, each with the option that named it. Rows give them in
    /// this order.
    ///
    /// # Errors
    /// A sentence that names the columns there are.
    pub fn want(&mut self, named: &[(&str, &str)]) -> Result<(), ReadError> {
        for (option, name) in named {
            let column = find(option, name, &self.sample)
                .map_err(|problem| ReadError::new(&self.sample.name, Problem::Told(problem)))?;
            let values = || self.sample.values(column).into_iter();
            let (mark, _) = decimal::decimal_mark(values());
            let date = dates::detect(&values().collect::<Vec<&str>>()).map(|found| found.format);
            self.wanted.push(Wanted { column, mark, date });
        }
        self.sample.rows = Vec::new();
        if let Rows::Parquet(table) = &mut self.rows {
            table.keep(|column| self.wanted.iter().any(|wanted| wanted.column == column));
        }
        Ok(())
    }

    /// A handle that tells how far the reading is.
    #[must_use]
    pub fn watch(&self) -> ProgressWatch {
        self.watch.clone()
    }

    /// How the file was understood, and how many rows were read.
    #[must_use]
    pub fn taken(&self) -> Taken {
        Taken { rows: self.read, ..self.sample.taken.clone() }
    }

    /// The next row; `None` at the end.
    ///
    /// # Errors
    /// A sentence with the row's number where it can't be read, or the file ends too early.
    pub fn next_row(&mut self) -> Result<Option<TableRow<'_>>, ReadError> {
        let found = match &mut self.rows {
            Rows::Text(table) => table.next_row()?.map(|(number, records)| (number, Found::Text(records))),
            Rows::Parquet(table) => table.next_row()?.map(|(number, row)| (number, Found::Parquet(row))),
            Rows::Json(table) => table.next_row()?.map(|(number, row)| (number, Found::Json(row))),
        };
        let Some((number, found)) = found else { return Ok(None) };
        self.read += 1;
        Ok(Some(TableRow { number, found, wanted: &self.wanted, header: &self.sample.header }))
    }
}

/// The column (from 0) that an option names.
fn find(option: &str, name: &str, sample: &Sample) -> Result<usize, String> {
    let header = &sample.header;
    let at: Vec<usize> = (0..header.len()).filter(|&at| mapping::same_name(&header[at], name)).collect();
    match (at.as_slice(), name.trim().parse::<usize>()) {
        ([one], _) => Ok(*one),
        ([], Ok(number)) if (1..=header.len()).contains(&number) => Ok(number - 1),
        ([], _) => Err(format!(
            "there is no column '{}' for --{option}; {}.",
            name.trim(),
            Header::of(header, sample.has_header)
        )),
        _ => Err(format!(
            "the column '{}' stands more than once; give --{option} its number instead.",
            name.trim()
        )),
    }
}

enum Found<'a> {
    Text(&'a Records),
    Parquet(BatchRow<'a>),
    Json(Line<'a>),
}

/// One row; columns are asked for by their place among those wanted.
pub struct TableRow<'a> {
    /// Its number as an editor or a spreadsheet counts, the header being row 1; from 1 in Parquet.
    pub number: u64,
    found: Found<'a>,
    wanted: &'a [Wanted],
    header: &'a [String],
}

impl TableRow<'_> {
    fn cell(&self, at: usize) -> (Cell<'_>, Option<&Wanted>) {
        let Some(wanted) = self.wanted.get(at) else { return (Cell::Empty, None) };
        let cell = match &self.found {
            Found::Text(row) => Row::cell(*row, wanted.column),
            Found::Parquet(row) => row.cell(wanted.column),
            Found::Json(row) => row.cell(wanted.column),
        };
        (cell, Some(wanted))
    }

    /// The value as text, trimmed; empty where there is none.
    ///
    /// # Errors
    /// What is wrong with it, as a sentence with row and column.
    pub fn text<'a>(&'a self, at: usize, scratch: &'a mut String) -> Result<&'a str, String> {
        let (cell, _) = self.cell(at);
        cell.text(scratch).ok_or_else(|| self.wrong(at, "is no text"))
    }

    /// The value as a finite number: as programs write it, or with a currency and thousands marks; true and false are
    /// 1 and 0. `None` where there is none.
    ///
    /// # Errors
    /// What is wrong with it, as a sentence with row and column.
    pub fn number(&self, at: usize) -> Result<Option<f64>, String> {
        let (cell, wanted) = self.cell(at);
        let mark = wanted.map_or(b'.', |wanted| wanted.mark);
        let value = match cell {
            cell if cell.is_empty() => return Ok(None),
            Cell::Text(bytes) => as_number(bytes.trim_ascii(), mark),
            Cell::Float(value) => Some(value),
            cell => cell.amount(mark).map(|amount| amount.value.to_f64()),
        };
        value.filter(|value| value.is_finite()).map(Some).ok_or_else(|| self.wrong(at, "is no number"))
    }

    /// The value as a day; `None` where there is none.
    ///
    /// # Errors
    /// What is wrong with it, as a sentence with row and column.
    pub fn day(&self, at: usize) -> Result<Option<Day>, String> {
        let (cell, wanted) = self.cell(at);
        if cell.is_empty() {
            return Ok(None);
        }
        let stamp = cell.stamp(wanted.and_then(|wanted| wanted.date));
        stamp.map(|stamp| Some(Day(stamp.day))).ok_or_else(|| self.wrong(at, "is no date"))
    }

    /// `row 17, column amount: 'x' is no number.`
    #[must_use]
    pub fn wrong(&self, at: usize, what: &str) -> String {
        let (cell, wanted) = self.cell(at);
        let column = wanted.and_then(|wanted| self.header.get(wanted.column)).map_or("", String::as_str);
        format!("row {}, column {column}: '{}' {what}.", self.number, cell.shown())
    }
}

fn as_number(bytes: &[u8], mark: u8) -> Option<f64> {
    let plain = std::str::from_utf8(bytes).ok().filter(|_| mark == b'.').and_then(|text| text.parse().ok());
    plain.or_else(|| match bytes {
        b"true" | b"True" | b"TRUE" => Some(1.0),
        b"false" | b"False" | b"FALSE" => Some(0.0),
        _ => decimal::amount(bytes, mark).map(|amount| amount.value.to_f64()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(content: &str, name: &str) -> Vec<Result<Option<f64>, String>> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        let mut table = TableReader::open(&Input::Path(path)).unwrap();
        table.want(&[("outcome", "y")]).unwrap();
        let mut found = Vec::new();
        while let Some(row) = table.next_row().unwrap() {
            found.push(row.number(0));
        }
        assert_eq!(table.taken().rows, found.len() as u64);
        found
    }

    #[test]
    fn numbers_are_read_as_programs_and_people_write_them() {
        let found = numbers("id,y\na,1.5\nb,1e-3\nc,\nd,True\ne,€ 12.50\n", "a.csv");
        let values: Vec<Option<f64>> = found.into_iter().map(Result::unwrap).collect();
        assert_eq!(values, [Some(1.5), Some(1e-3), None, Some(1.0), Some(12.5)]);
        assert_eq!(numbers("id;y\na;1,5\nb;2,25\n", "b.csv")[1], Ok(Some(2.25)));
        assert_eq!(
            numbers("{\"y\":2}\n{\"y\":false}\n{\"x\":1}\n", "c.jsonl"),
            [Ok(Some(2.0)), Ok(Some(0.0)), Ok(None)]
        );
    }

    #[test]
    fn what_is_no_number_is_named_by_row_and_column() {
        for text in ["NaN", "inf", "many"] {
            let found = numbers(&format!("id,y\na,1\nb,{text}\n"), "a.csv");
            assert_eq!(found[1], Err(format!("row 3, column y: '{text}' is no number.")));
        }
    }

    #[test]
    fn a_column_that_is_not_there_is_named_with_those_that_are() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        std::fs::write(&path, "arm,spend\nx,1\n").unwrap();
        let mut table = TableReader::open(&Input::Path(path)).unwrap();
        let why = table.want(&[("outcome", "revenue")]).unwrap_err().to_string();
        assert!(why.contains("--outcome") && why.contains("arm, spend"), "{why}");
    }
}
