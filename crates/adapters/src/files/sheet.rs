//! The one door through which tables leave: CSV that a spreadsheet opens without running anything.

use std::io::{self, Write};

use domain::Refusal;

/// Writes rows of CSV (RFC 4180, UTF-8, CR LF).
pub struct SheetWriter<W: Write> {
    out: W,
    at_start: bool,
}

impl<W: Write> SheetWriter<W> {
    /// A writer of rows.
    pub fn new(out: W) -> Self {
        Self { out, at_start: true }
    }

    /// Appends a cell to the row. Text that a spreadsheet would run as a formula gets an
    /// apostrophe before it; plain numbers stay numbers.
    ///
    /// # Errors
    /// What the writer beneath says.
    pub fn cell(&mut self, text: &str) -> io::Result<()> {
        if !self.at_start {
            self.out.write_all(b",")?;
        }
        self.at_start = false;
        let is_dangerous = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\0']) && !is_number(text);
        let mark = if is_dangerous { "'" } else { "" };
        if text.contains(['"', ',', '\n', '\r', ';', '\t']) {
            write!(self.out, "\"{mark}{}\"", text.replace('"', "\"\""))
        } else {
            write!(self.out, "{mark}{text}")
        }
    }

    /// Ends the row.
    ///
    /// # Errors
    /// What the writer beneath says.
    pub fn end(&mut self) -> io::Result<()> {
        self.at_start = true;
        self.out.write_all(b"\r\n")
    }

    /// Writes a whole row.
    ///
    /// # Errors
    /// What the writer beneath says.
    pub fn row<S: AsRef<str>>(&mut self, cells: &[S]) -> io::Result<()> {
        for cell in cells {
            self.cell(cell.as_ref())?;
        }
        self.end()
    }

    /// The header of a table of rows set aside.
    ///
    /// # Errors
    /// What the writer beneath says.
    pub fn refusal_header(&mut self) -> io::Result<()> {
        self.row(&["file", "row", "column", "reason", "what is wrong", "value"])
    }

    /// A row set aside, with where it stood and why.
    ///
    /// # Errors
    /// What the writer beneath says.
    pub fn refusal(&mut self, refusal: &Refusal) -> io::Result<()> {
        self.row(&[
            &*refusal.file,
            &refusal.row.to_string(),
            refusal.column.as_deref().unwrap_or_default(),
            refusal.reason.code(),
            refusal.reason.sentence(),
            &refusal.value,
        ])
    }

    /// Gives the writer beneath back.
    pub fn into_inner(self) -> W {
        self.out
    }
}

/// A number as programs write it; a spreadsheet can't run one.
fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E'))
        && text.parse::<f64>().is_ok()
}

/// Writes the rows set aside, with where they stood and why.
///
/// # Errors
/// What the writer beneath says.
pub fn write_refusals<'a>(
    out: impl Write,
    refusals: impl IntoIterator<Item = &'a Refusal>,
) -> io::Result<()> {
    let mut sheet = SheetWriter::new(out);
    sheet.refusal_header()?;
    refusals.into_iter().try_for_each(|refusal| sheet.refusal(refusal))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(cells: &[&str]) -> String {
        let mut sheet = SheetWriter::new(Vec::new());
        sheet.row(cells).unwrap();
        String::from_utf8(sheet.into_inner()).unwrap()
    }

    #[test]
    fn no_cell_becomes_a_formula_and_numbers_stay_numbers() {
        assert_eq!(
            written(&["=1+1", "+49 30", "-2.5", "@x", "\tx", "a"]),
            "'=1+1,'+49 30,-2.5,'@x,\"'\tx\",a\r\n"
        );
        assert_eq!(written(&["-1e-5", "-", "--1", "+5"]), "-1e-5,'-,'--1,+5\r\n");
        assert_eq!(written(&["=HYPERLINK(\"x\",\"y\")"]), "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"\r\n");
    }

    #[test]
    fn a_row_set_aside_says_where_and_why() {
        let refusal = Refusal {
            file: "a.csv".into(),
            row: 7,
            column: Some("Total".into()),
            reason: domain::Reason::BadAmount,
            value: "=cmd|x".into(),
        };
        let mut out = Vec::new();
        write_refusals(&mut out, [&refusal]).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.lines().nth(1).unwrap().starts_with("a.csv,7,Total,bad_amount,"));
        assert!(text.contains("'=cmd|x"));
    }
}
