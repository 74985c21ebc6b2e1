//! The rows an import set aside, as a file people can mend and bring back.

use std::io::{self, Write};

use adapters::files::SheetWriter;
use domain::Refusal;

/// The header of the file of rejected rows.
pub const HEADER: &str = "file,row,column,reason,what is wrong,value\r\n";

/// Writes rejected rows without the header, so that they can be written page by page.
///
/// # Errors
/// Where `out` can't take them.
pub fn write_rejected(out: &mut impl Write, refusals: &[Refusal]) -> io::Result<()> {
    let mut sheet = SheetWriter::new(out);
    for refusal in refusals {
        sheet.row(&[
            &*refusal.file,
            &refusal.row.to_string(),
            refusal.column.as_deref().unwrap_or_default(),
            refusal.reason.code(),
            refusal.reason.sentence(),
            &refusal.value,
        ])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use domain::Reason;

    use super::*;

    #[test]
    fn pages_of_rejected_rows_follow_the_header_cell_by_cell() {
        let refusal = Refusal {
            file: "a.csv".into(),
            row: 7,
            column: Some("Total".into()),
            reason: Reason::BadAmount,
            value: "ten".into(),
        };
        let mut out = HEADER.as_bytes().to_vec();
        write_rejected(&mut out, std::slice::from_ref(&refusal)).unwrap();
        write_rejected(&mut out, &[refusal]).unwrap();
        let text = String::from_utf8(out).unwrap();
        let widths: Vec<usize> = text.lines().map(|line| line.split(',').count()).collect();
        assert_eq!(widths, [6, 6, 6]);
        assert!(text.lines().nth(1).unwrap().starts_with("a.csv,7,Total,bad_amount,"));
    }
}
