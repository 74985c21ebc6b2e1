//! Delimited text cut into records and cells: RFC 4180 with what real files do beside it.

use std::io::{self, Read};

use domain::limits::{COLUMNS_MAX, ROW_BYTES_MAX};
use memchr::memchr;

/// What parts the cells of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Delimiter {
    /// One byte; quotes may enclose a cell.
    Byte(u8),
    /// Runs of blanks, those before the first cell ignored; no quotes.
    Blanks,
    /// Nothing: the line is one cell.
    None,
}

impl Delimiter {
    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Byte(b'\t') => "tab",
            Self::Byte(b';') => ";",
            Self::Byte(b'|') => "|",
            Self::Byte(_) => ",",
            Self::Blanks => "blanks",
            Self::None => "none",
        }
    }
}

/// Where a cell lies in the block.
#[derive(Clone, Copy, Debug)]
struct Span {
    from: usize,
    to: usize,
    /// Whether quotes inside stand doubled.
    doubled: bool,
}

/// What a step of the reader met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// A record; its cells can be asked for.
    Record,
    /// A line longer than a row can be, or with a quote that never ends.
    TooLong,
    /// The end.
    End,
}

/// Where the scan of one record ended.
enum Scan {
    /// At this place the next record begins.
    Next(usize),
    /// The block ends within the record; whether within quotes.
    Cut { quoted: bool },
}

const BLOCK_BYTES: usize = 128 << 10;

/// Reads records, one at a time, in memory bounded by the longest row allowed.
pub(crate) struct Records {
    reader: Box<dyn Read + Send>,
    delimiter: Delimiter,
    block: Vec<u8>,
    /// Bytes of the block that are filled.
    filled: usize,
    /// Where the next record begins.
    at: usize,
    /// Where the one met last began.
    began: usize,
    ended: bool,
    cells: Vec<Span>,
    /// Records met so far, blank lines included.
    pub row: u64,
    /// Cells of the record, those past the limit counted too.
    pub count: usize,
    /// Whether a line was cut off and its rest must still be passed over.
    skipping: bool,
}

impl Records {
    /// A reader of UTF-8 text.
    pub fn new(reader: Box<dyn Read + Send>, delimiter: Delimiter) -> Self {
        Self {
            reader,
            delimiter,
            block: vec![0; BLOCK_BYTES],
            filled: 0,
            at: 0,
            began: 0,
            ended: false,
            cells: Vec::new(),
            row: 0,
            count: 0,
            skipping: false,
        }
    }

    /// The cell of a column (from 0); empty past the last.
    #[inline]
    pub fn bytes(&self, column: usize) -> &[u8] {
        self.cells.get(column).map_or(&[], |span| &self.block[span.from..span.to])
    }

    /// The first bytes of the record met last, for a line that can't be shown whole.
    pub fn beginning(&self) -> &[u8] {
        const SHOWN: usize = 200;
        &self.block[self.began..self.filled.min(self.began + SHOWN)]
    }

    /// Moves to the next record that isn't blank.
    pub fn step(&mut self) -> io::Result<Step> {
        loop {
            if self.skipping && !self.skip_line()? {
                return Ok(Step::End);
            }
            if self.at == self.filled && (self.ended || !self.fill()?) {
                return Ok(Step::End);
            }
            let from = self.at;
            self.began = from;
            match self.scan(from) {
                Scan::Next(next) => {
                    self.at = next;
                    self.row += 1;
                    if self.count == 0 {
                        continue;
                    }
                    if next - from > ROW_BYTES_MAX {
                        return Ok(Step::TooLong);
                    }
                    self.undouble();
                    return Ok(Step::Record);
                }
                Scan::Cut { quoted } => {
                    if self.filled - from > ROW_BYTES_MAX || (self.ended && quoted) {
                        // The line where the trouble began is set aside; the next one may be whole.
                        self.row += 1;
                        self.skipping = true;
                        return Ok(Step::TooLong);
                    }
                    self.fill()?;
                }
            }
        }
    }

    /// Makes room and reads on; says whether anything came.
    fn fill(&mut self) -> io::Result<bool> {
        self.block.copy_within(self.at..self.filled, 0);
        self.filled -= self.at;
        self.at = 0;
        if self.filled + BLOCK_BYTES / 2 > self.block.len() {
            self.block.resize(self.block.len() + BLOCK_BYTES, 0);
        }
        let count = loop {
            match self.reader.read(&mut self.block[self.filled..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other?,
            }
        };
        self.ended = count == 0;
        self.filled += count;
        Ok(self.filled > 0)
    }

    /// Passes over the rest of a line; says whether one follows.
    fn skip_line(&mut self) -> io::Result<bool> {
        loop {
            let rest = &self.block[self.at..self.filled];
            if let Some(end) = memchr::memchr2(b'\n', b'\r', rest) {
                self.at += end + 1;
                if rest[end] == b'\r' && rest.get(end + 1) == Some(&b'\n') {
                    self.at += 1;
                }
                self.skipping = false;
                return Ok(true);
            }
            self.at = self.filled;
            if self.ended || !self.fill()? {
                return Ok(false);
            }
        }
    }

    /// Finds the cells of the record at `from`, up to its line end or the end of the block.
    fn scan(&mut self, from: usize) -> Scan {
        self.cells.clear();
        self.count = 0;
        match self.delimiter {
            Delimiter::Byte(delimiter) => self.scan_delimited(from, delimiter),
            Delimiter::Blanks => self.scan_blanks(from),
            Delimiter::None => self.scan_line(from),
        }
    }

    fn push(&mut self, from: usize, to: usize, doubled: bool) {
        self.count += 1;
        if self.cells.len() <= COLUMNS_MAX {
            self.cells.push(Span { from, to, doubled });
        }
    }

    fn scan_delimited(&mut self, mut at: usize, delimiter: u8) -> Scan {
        let start = at;
        loop {
            let from = at;
            let (mut quoted, mut doubled) = (None, false);
            if self.block[..self.filled].get(at) == Some(&b'"') {
                match self.closing_quote(at + 1) {
                    Some((close, has_doubled)) => {
                        (quoted, doubled, at) = (Some(close), has_doubled, close + 1);
                    }
                    None => return Scan::Cut { quoted: true },
                }
            }
            let rest = &self.block[at..self.filled];
            let length = rest.iter().position(|byte| *byte == delimiter || *byte == b'\n' || *byte == b'\r');
            let Some(length) = length else {
                if !self.ended {
                    return Scan::Cut { quoted: false };
                }
                self.close_cell(from, quoted, self.filled, doubled);
                return Scan::Next(self.filled);
            };
            let end = at + length;
            let mark = self.block[end];
            // A blank line has no cell.
            if mark == delimiter || end > start {
                self.close_cell(from, quoted, end, doubled);
            }
            if mark == delimiter {
                at = end + 1;
                if at == self.filled && self.ended {
                    self.push(at, at, false);
                    return Scan::Next(at);
                }
            } else {
                return self.line_end(end);
            }
        }
    }

    /// Ends a cell: what follows a closing quote up to the delimiter makes the quotes part of it.
    fn close_cell(&mut self, from: usize, quoted: Option<usize>, end: usize, doubled: bool) {
        match quoted {
            Some(close) if self.block[close + 1..end].iter().all(u8::is_ascii_whitespace) => {
                self.push(from + 1, close, doubled);
            }
            _ => self.push(from, end, false),
        }
    }

    /// The place of the quote that closes a cell, and whether doubled ones came before.
    fn closing_quote(&self, mut at: usize) -> Option<(usize, bool)> {
        let mut doubled = false;
        loop {
            let quote = at + memchr(b'"', &self.block[at..self.filled])?;
            match self.block[..self.filled].get(quote + 1) {
                Some(b'"') => {
                    doubled = true;
                    at = quote + 2;
                }
                Some(_) => return Some((quote, doubled)),
                None => return self.ended.then_some((quote, doubled)),
            }
        }
    }

    /// Passes CR, LF or CR LF.
    fn line_end(&mut self, end: usize) -> Scan {
        if self.block[end] == b'\n' {
            return Scan::Next(end + 1);
        }
        match self.block[..self.filled].get(end + 1) {
            Some(b'\n') => Scan::Next(end + 2),
            None if !self.ended => Scan::Cut { quoted: false },
            _ => Scan::Next(end + 1),
        }
    }

    fn scan_line(&mut self, from: usize) -> Scan {
        let rest = &self.block[from..self.filled];
        let end = match memchr::memchr2(b'\n', b'\r', rest) {
            Some(length) => from + length,
            None if self.ended => self.filled,
            None => return Scan::Cut { quoted: false },
        };
        if !self.block[from..end].trim_ascii().is_empty() {
            self.push(from, end, false);
        }
        if end == self.filled { Scan::Next(end) } else { self.line_end(end) }
    }

    fn scan_blanks(&mut self, mut at: usize) -> Scan {
        loop {
            let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t');
            let rest = &self.block[at..self.filled];
            let Some(skip) = rest.iter().position(|byte| !is_blank(byte)) else {
                return if self.ended { Scan::Next(self.filled) } else { Scan::Cut { quoted: false } };
            };
            let from = at + skip;
            if matches!(self.block[from], b'\n' | b'\r') {
                return self.line_end(from);
            }
            let rest = &self.block[from..self.filled];
            let length = match rest.iter().position(|byte| is_blank(byte) || matches!(byte, b'\n' | b'\r')) {
                Some(length) => length,
                None if self.ended => rest.len(),
                None => return Scan::Cut { quoted: false },
            };
            at = from + length;
            self.push(from, at, false);
        }
    }

    /// Makes one quote of two, within the block.
    fn undouble(&mut self) {
        for span in self.cells.iter_mut().filter(|span| span.doubled) {
            let (mut write, mut read) = (span.from, span.from);
            while read < span.to {
                self.block[write] = self.block[read];
                read += if self.block[read] == b'"' { 2 } else { 1 };
                write += 1;
            }
            span.to = write;
            span.doubled = false;
        }
    }
}

#[cfg(test)]
mod tests;
