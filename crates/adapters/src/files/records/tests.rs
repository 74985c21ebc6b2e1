use proptest::prelude::*;

use super::*;

/// Gives its bytes in pieces of a few.
struct Dribble(Vec<u8>, usize);
impl Read for Dribble {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.1.min(self.0.len()).min(buffer.len());
        buffer[..count].copy_from_slice(&self.0[..count]);
        self.0.drain(..count);
        Ok(count)
    }
}

fn read(text: &[u8], delimiter: Delimiter) -> Vec<Vec<String>> {
    let mut records = Records::new(Box::new(Dribble(text.to_vec(), 4096)), delimiter);
    let mut rows = Vec::new();
    loop {
        match records.step().unwrap() {
            Step::Record => rows.push(
                (0..records.count)
                    .map(|it| String::from_utf8_lossy(records.bytes(it)).into_owned())
                    .collect(),
            ),
            Step::TooLong => rows.push(vec!["too long".to_owned()]),
            Step::End => return rows,
        }
    }
}

const COMMA: Delimiter = Delimiter::Byte(b',');

#[test]
fn quotes_line_breaks_and_every_line_end_are_understood() {
    let rows = read(b"a,b\r\n\"x, \"\"y\"\"\",\"two\nlines\"\r\rc,\n,\"\"\n5\" pipe,\"a\"b\nlast,", COMMA);
    let want: [&[&str]; 6] = [
        &["a", "b"],
        &["x, \"y\"", "two\nlines"],
        &["c", ""],
        &["", ""],
        &["5\" pipe", "\"a\"b"],
        &["last", ""],
    ];
    assert_eq!(rows, want);
}

#[test]
fn blanks_part_cells_and_those_before_the_first_are_ignored() {
    let rows = read(
        b" 00004 0001 19970101  2   29.33\r\n 00004 0001 19970118  2   29.73 \r\n\r\n",
        Delimiter::Blanks,
    );
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[1], ["00004", "0001", "19970118", "2", "29.73"]);
}

#[test]
fn a_line_without_end_is_set_aside_in_bounded_memory_and_reading_goes_on() {
    struct Endless(u64);
    impl Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let count = buffer.len().min(usize::try_from(self.0).unwrap_or(usize::MAX));
            buffer[..count].fill(b'x');
            self.0 -= count as u64;
            Ok(count)
        }
    }
    let text = io::Cursor::new(b"a,b\n".to_vec())
        .chain(Endless(1 << 28))
        .chain(io::Cursor::new(b"\n1,2\n".to_vec()));
    let mut records = Records::new(Box::new(text), COMMA);
    assert_eq!(records.step().unwrap(), Step::Record);
    assert_eq!(records.step().unwrap(), Step::TooLong);
    assert_eq!(records.step().unwrap(), Step::Record);
    assert_eq!((records.row, records.bytes(1)), (3, &b"2"[..]));
    assert_eq!(records.step().unwrap(), Step::End);
    assert!(records.block.len() <= ROW_BYTES_MAX + 4 * BLOCK_BYTES);
}

#[test]
fn a_quote_that_never_closes_costs_its_own_line_alone() {
    let rows = read(b"a,b\n1,\"open\n2,x\n3,y\n", COMMA);
    assert_eq!(rows, [vec!["a", "b"], vec!["too long"], vec!["2", "x"], vec!["3", "y"]]);
}

proptest! {
    #[test]
    fn any_bytes_in_any_pieces_give_the_same_records(
        text in proptest::collection::vec(prop_oneof![Just(b','), Just(b'"'), Just(b'\n'), Just(b'\r'), Just(b' '), any::<u8>()], 0..200),
        piece in 1usize..9,
        blanks: bool,
    ) {
        let delimiter = if blanks { Delimiter::Blanks } else { COMMA };
        let gather = |piece: usize| {
            let mut records = Records::new(Box::new(Dribble(text.clone(), piece)), delimiter);
            let mut rows = Vec::new();
            while records.step().unwrap() != Step::End {
                rows.push((records.row, (0..records.count).map(|it| records.bytes(it).to_vec()).collect::<Vec<_>>()));
            }
            rows
        };
        prop_assert_eq!(gather(piece), gather(1000));
    }

    #[test]
    fn cells_written_with_quotes_come_back(cells in proptest::collection::vec("[a-z\",\r\n]{0,8}", 2..6)) {
        let line: Vec<String> = cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
        prop_assert_eq!(read(line.join(",").as_bytes(), COMMA), vec![cells]);
    }
}
