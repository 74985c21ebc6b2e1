//! The rows an import set aside, as a file people can mend and bring back.

use std::io::{self, Write};

use domain::Refusal;

/// The header of the file of rejected rows.
pub const HEADER: &str = "file,row,column,reason,what is wrong,value\r\n";

/// Writes rejected rows as CSV (RFC 4180), without the header.
///
/// # Errors
/// Where `out` can't take them.
pub fn write_rejected(out: &mut impl Write, refusals: &[Refusal]) -> io::Result<()> {
    for refusal in refusals {
        let row = refusal.row.to_string();
        let cells = [
            &*refusal.file,
            &row,
            refusal.column.as_deref().unwrap_or(""),
            refusal.reason.code(),
            refusal.reason.sentence(),
            &refusal.value,
        ];
        for (index, cell) in cells.into_iter().enumerate() {
            if index > 0 {
                out.write_all(b",")?;
            }
            write_cell(out, cell)?;
        }
        out.write_all(b"\r\n")?;
    }
    Ok(())
}

/// A cell that no spreadsheet takes for a formula: foreign text that begins like one gets an
/// apostrophe, which spreadsheets and our own reader take off again.
fn write_cell(out: &mut impl Write, cell: &str) -> io::Result<()> {
    let guard = if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\0']) { "'" } else { "" };
    write!(out, "\"{guard}{}\"", cell.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use domain::Reason;

    use super::*;

    #[test]
    fn a_rejected_row_keeps_its_quotes_and_loses_its_formula() {
        let refusal = Refusal {
            file: "a.csv".into(),
            row: 7,
            column: Some("Total".into()),
            reason: Reason::BadAmount,
            value: "=HYPERLINK(\"x\")".into(),
        };
        let mut out = Vec::new();
        write_rejected(&mut out, &[refusal]).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "\"a.csv\",\"7\",\"Total\",\"bad_amount\",\"The amount can't be read as a number.\",\
             \"'=HYPERLINK(\"\"x\"\")\"\r\n"
        );
    }
}
