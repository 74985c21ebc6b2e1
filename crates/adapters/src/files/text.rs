//! Delimited text: what parts the cells, whether there is a header, and the rows one by one.

use std::io::{self, Read};

use domain::limits::COLUMNS_MAX;
use domain::worth::Taken;
use domain::{OrderChunk, Reason, Refusal};
use encoding_rs::{Encoding, UTF_8};

use super::cell::{Cell, Row};
use super::dates;
use super::encoding::{self, Transcoded};
use super::error::ReadError;
use super::interpret::Interpreter;
use super::mapping::{Mapping, find};
use super::plan::Sample;
use super::presets::Preset;
use super::problem::{Found, Problem};
use super::records::{Delimiter, Records, Step};
use super::source::Source;

/// A text file of which the shape is known.
pub(crate) struct Table {
    records: Records,
    width: usize,
    name: String,
}

/// Rows looked at to decide anything.
const SAMPLE_ROWS: usize = 4096;

/// Opens delimited text: finds encoding, delimiter and header.
///
/// # Errors
/// A sentence where the bytes are no text, or the file is empty or far too wide.
pub(crate) fn open(source: Source, mapping: &Mapping) -> Result<(Sample, Table), ReadError> {
    let name = source.name.to_string();
    let fail = |problem: Problem| ReadError::new(&name, problem);
    let later = source.later_lines();
    let (encoding, skip) = encoding::detect(&source.head, &later)
        .ok_or_else(|| fail(Problem::NoTable(not_a_table(&source.head))))?;
    let head = encoding::decode(source.head.get(skip..).unwrap_or_default(), encoding);
    let (delimiter, told) = match told_delimiter(&head) {
        Some((delimiter, length)) => (delimiter, length),
        None => (find_delimiter(&head), 0),
    };
    let mut rows = rows_of(&head[told..], delimiter, source.whole);
    let Some(first) = rows.first() else { return Err(fail(Problem::Empty)) };
    if first.len() > COLUMNS_MAX {
        return Err(fail(Problem::TooWide(COLUMNS_MAX)));
    }
    let has_header = is_header(&rows, mapping);
    let width = width_of(&rows, has_header);
    let header = if has_header {
        rows.remove(0).iter().map(|name| name.trim().to_owned()).collect()
    } else {
        (1..=width).map(|number| number.to_string()).collect()
    };
    // A look into the middle of UTF-16 may begin between the two bytes of a letter.
    if !matches!(encoding.name(), "UTF-16LE" | "UTF-16BE") {
        let later = encoding::decode(&later, encoding);
        rows.extend(rows_of(&later, delimiter, true).into_iter().filter(|row| row.len() == width));
    }
    let taken = Taken {
        file: name.clone(),
        format: if source.gzip { "csv.gz" } else { "csv" }.to_owned(),
        encoding: Some(encoding.name().to_owned()),
        delimiter: Some(delimiter.name().to_owned()),
        header: Some(has_header),
        ..Taken::default()
    };
    let mut records = Records::new(reader(source, encoding, skip), delimiter);
    if told > 0 {
        step(&mut records, &name)?;
    }
    if has_header {
        step(&mut records, &name)?;
    }
    let sample = Sample { name: name.clone(), header, has_header, rows, typed_dates: Vec::new(), taken };
    Ok((sample, Table { records, width, name }))
}

fn reader(source: Source, encoding: &'static Encoding, skip: usize) -> Box<dyn Read + Send> {
    let raw = source.into_reader(skip);
    if encoding == UTF_8 { raw } else { Box::new(Transcoded::new(raw, encoding)) }
}

fn step(records: &mut Records, name: &str) -> Result<Step, ReadError> {
    records.step().map_err(|error| ReadError::io(name, &error))
}

impl Row for Records {
    #[inline]
    fn cell(&self, column: usize) -> Cell<'_> {
        match Records::bytes(self, column) {
            [] => Cell::Empty,
            bytes => Cell::Text(bytes),
        }
    }
}

impl Table {
    /// Reads rows into the chunk until it holds `enough`; says whether the file goes on.
    pub fn fill(
        &mut self,
        interpreter: &mut Interpreter,
        out: &mut OrderChunk,
        enough: usize,
        refuse: &mut dyn FnMut(Refusal),
    ) -> Result<bool, ReadError> {
        while out.len() < enough {
            let met = step(&mut self.records, &self.name)?;
            let row = self.records.row;
            match met {
                Step::End => return Ok(false),
                Step::TooLong => {
                    let value = Cell::Text(self.records.beginning()).shown();
                    refuse(interpreter.refusal(row, None, Reason::TooLong, value));
                }
                Step::Record if !self.fits() => {
                    let value = format!("{} cells where {} are expected", self.records.count, self.width);
                    refuse(interpreter.refusal(row, None, Reason::BadShape, value));
                }
                Step::Record => interpreter.take(&self.records, row, out, refuse),
            }
            interpreter.plan.taken.rows += 1;
        }
        Ok(true)
    }

    /// The next row and its number, for tables that must be read whole.
    ///
    /// # Errors
    /// A sentence where a row can't be cut into its cells.
    pub fn next_row(&mut self) -> Result<Option<(u64, &Records)>, ReadError> {
        let met = step(&mut self.records, &self.name)?;
        let row = self.records.row;
        match met {
            Step::End => Ok(None),
            Step::Record if self.fits() => Ok(Some((row, &self.records))),
            _ => Err(ReadError::new(
                &self.name,
                format!("row {row} has another number of cells than the header."),
            )),
        }
    }

    /// Whether the record has the right number of cells; one empty cell too many is a line that
    /// ends in a delimiter.
    fn fits(&self) -> bool {
        let count = self.records.count;
        count == self.width || (count == self.width + 1 && self.records.bytes(self.width).is_empty())
    }
}

/// What bytes that are no text may be, and what to do.
fn not_a_table(head: &[u8]) -> Found {
    let known: [(&[u8], Found); 5] = [
        (b"PK\x03\x04", Found::Zip),
        (b"\xd0\xcf\x11\xe0", Found::OldSheet),
        (b"%PDF", Found::Pdf),
        (b"SQLite format 3", Found::Database),
        (b"\x28\xb5\x2f\xfd", Found::Zstd),
    ];
    known.iter().find(|(magic, _)| head.starts_with(magic)).map_or(Found::Bytes, |(_, found)| *found)
}

/// The line `sep=;` that spreadsheets write to themselves, and its length.
fn told_delimiter(text: &str) -> Option<(Delimiter, usize)> {
    let (line, _) = text.split_once('\n')?;
    let byte = line.trim_end().strip_prefix("sep=")?.bytes().next()?;
    let can_part = byte.is_ascii_punctuation() && byte != b'"' || byte == b'\t';
    can_part.then_some((Delimiter::Byte(byte), line.len() + 1))
}

/// The delimiter that cuts most lines into the same number of cells.
fn find_delimiter(text: &str) -> Delimiter {
    const LOOK: usize = 64 << 10;
    let cut = (0..=text.len().min(LOOK)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let candidates = [
        Delimiter::Byte(b','),
        Delimiter::Byte(b';'),
        Delimiter::Byte(b'\t'),
        Delimiter::Byte(b'|'),
        Delimiter::Blanks,
    ];
    let score = |delimiter: Delimiter| {
        let rows = rows_of(&text[..cut], delimiter, cut == text.len());
        let mut counts = std::collections::BTreeMap::new();
        for row in rows.iter().take(500) {
            *counts.entry(row.len()).or_insert(0usize) += 1;
        }
        let total: usize = counts.values().sum();
        let (width, like) = counts.into_iter().max_by_key(|(width, like)| (*like, *width)).unwrap_or((0, 0));
        if width < 2 || total == 0 {
            return 0;
        }
        // Agreement comes first, in twentieths; then the finer cut. Blanks also part words, so
        // they are believed only where every line agrees.
        match delimiter {
            Delimiter::Blanks if like < total => 0,
            Delimiter::Blanks | Delimiter::None => 1,
            Delimiter::Byte(_) => (like * 20 / total) * 10_000 + width.min(9_999),
        }
    };
    let best = candidates.into_iter().rev().max_by_key(|delimiter| score(*delimiter));
    best.filter(|it| score(*it) > 0).unwrap_or(Delimiter::Byte(b','))
}

/// The rows of a piece of text; where it was cut off, its last line is left out.
fn rows_of(text: &str, delimiter: Delimiter, whole: bool) -> Vec<Vec<String>> {
    let text = match text.rfind('\n') {
        _ if whole => text,
        Some(end) => &text[..=end],
        None => text,
    };
    let mut records = Records::new(Box::new(io::Cursor::new(text.as_bytes().to_vec())), delimiter);
    let mut rows = Vec::new();
    while rows.len() < SAMPLE_ROWS {
        match records.step() {
            Ok(Step::Record) => {
                let cells = 0..records.count.min(COLUMNS_MAX + 1);
                rows.push(cells.map(|it| String::from_utf8_lossy(records.bytes(it)).into_owned()).collect());
            }
            Ok(Step::TooLong) => {}
            Ok(Step::End) | Err(_) => break,
        }
    }
    rows
}

/// Whether the first row names the columns rather than being an order itself.
fn is_header(rows: &[Vec<String>], mapping: &Mapping) -> bool {
    let Some(first) = rows.first() else { return false };
    let is_named =
        |role, wanted: &str| wanted.trim().parse::<usize>().is_err() && find(role, wanted, first).is_ok();
    if mapping.iter().any(|(role, wanted)| is_named(role, wanted)) || Preset::recognise(first).is_some() {
        return true;
    }
    let is_value = |cell: &String| {
        let cell = cell.trim();
        cell.parse::<f64>().is_ok()
            || super::decimal::amount(cell.as_bytes(), b'.').is_some()
            || super::decimal::amount(cell.as_bytes(), b',').is_some()
            || dates::detect(&[cell]).is_some()
            || cell.contains('@')
    };
    !first.iter().any(is_value)
}

/// How many cells a row has: as many as the header, else as most rows.
fn width_of(rows: &[Vec<String>], has_header: bool) -> usize {
    if has_header {
        return rows[0].len();
    }
    let mut counts = std::collections::BTreeMap::new();
    for row in rows {
        *counts.entry(row.len()).or_insert(0usize) += 1;
    }
    counts.into_iter().max_by_key(|(_, like)| *like).map_or(0, |(width, _)| width)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_the_one_that_cuts_all_lines_alike() {
        let cases = [
            ("a,b,c\n1,2,3\n", ","),
            ("a;b;c\n1;2,50;x\n2;3,75;y\n", ";"),
            ("a\tb\n1\t2\n", "tab"),
            ("a|b\n1|2\n", "|"),
            (" 00004 0001 19970101  2   29.33\n 00004 0001 19970118  2   29.73\n", "blanks"),
            ("name;note\nA;one, two\nB;three, four\n", ";"),
            ("id,name\n1,Anna Berg\n2,Bo Li\n", ","),
        ];
        for (text, want) in cases {
            assert_eq!(find_delimiter(text).name(), want, "{text}");
        }
    }

    #[test]
    fn a_header_is_told_from_an_order() {
        let rows = |text: &str| rows_of(text, Delimiter::Byte(b','), true);
        assert!(is_header(&rows("id,date,amount\n1,2024-01-01,5\n"), &Mapping::new()));
        assert!(!is_header(&rows("1,2024-01-01,5\n2,2024-01-01,5\n"), &Mapping::new()));
        assert!(!is_header(&rows("ann@x.org,today,five\n"), &Mapping::new()));
        let named = Mapping::new().with(super::super::mapping::Role::Customer, "2024");
        assert!(!is_header(&rows("2024,b\n1,2\n"), &named), "a number is a position");
    }

    #[test]
    fn a_spreadsheets_own_word_about_its_delimiter_is_heard() {
        assert_eq!(told_delimiter("sep=;\r\na;b\n"), Some((Delimiter::Byte(b';'), 7)));
        assert_eq!(told_delimiter("a;b\n"), None);
    }
}
