use adapters::files::{Input, Inputs};
use proptest::prelude::*;

use crate::{Files, columns, options, read, read_bytes, read_text, sentence};

const HEADER: &str = "customer,date,amount\n";

#[test]
fn each_row_that_cant_be_read_has_its_reason_row_and_column() {
    let cases = [
        ("A,2025-01-01,NaN", "bad_amount", "amount"),
        ("A,2025-01-01,", "bad_amount", "amount"),
        ("A,2025-01-01,inf", "bad_amount", "amount"),
        ("A,2025-01-01,99999999999999999999", "huge_amount", "amount"),
        ("A,31/12/2025,1", "bad_date", "date"),
        ("A,,1", "bad_date", "date"),
        ("A,2026-07-01,1", "future_date", "date"),
        ("A,1900-01-01,1", "ancient_date", "date"),
        (",2025-01-01,1", "no_customer", "customer"),
        ("A\0B,2025-01-01,1", "not_text", "customer"),
        ("A,2025-01-01", "bad_shape", ""),
        ("A,2025-01-01,1,2", "bad_shape", ""),
    ];
    for (row, reason, column) in cases {
        let text = format!("{HEADER}Z,2025-01-01,1\n{row}\nZ,2025-01-02,1\n");
        let read = read_text(&text);
        assert_eq!((read.rows.len(), read.refused.as_slice()), (2, &[(3, reason)][..]), "{row}");
        assert_eq!(read.refusals[0].column.as_deref().unwrap_or_default(), column, "{row}");
        assert_eq!(read.taken[0].rows, 3);
    }
}

#[test]
fn rows_after_the_day_asked_for_are_set_aside_as_such() {
    let mut options = options();
    options.as_of = "2025-01-01".parse().ok();
    let text = format!("{HEADER}A,2025-01-01,1\nA,2025-01-02,1\n");
    assert_eq!(read_bytes(text.as_bytes(), options).unwrap().refused, [(3, "after_as_of")]);
}

#[test]
fn free_orders_count_and_negative_ones_are_refunds() {
    let read = read_text(&format!("{HEADER}A,2025-01-01,0\nA,2025-01-02,-5\nA,2025-01-03,(5.00)\n"));
    assert_eq!((read.rows.len(), read.refunds(), read.refused.len()), (3, 2, 0));
}

#[test]
fn bytes_outside_the_encoding_spoil_their_own_row_alone() {
    let mut bytes = HEADER.as_bytes().to_vec();
    for _ in 0..40 {
        bytes.extend_from_slice("Ķīse,2025-01-01,1\n".as_bytes());
    }
    bytes.extend_from_slice(b"bro\xffken,2025-01-01,1\nZ,2025-01-01,1\n");
    let read = read_bytes(&bytes, options()).unwrap();
    assert_eq!((read.rows.len(), read.refused.as_slice()), (41, &[(42, "not_text")][..]));
}

#[test]
fn a_line_too_long_is_set_aside_and_the_rest_is_read() {
    let mut text = format!("{HEADER}A,2025-01-01,1\n");
    text.push_str(&"x".repeat(3 << 20));
    text.push_str("\nB,2025-01-01,1\n");
    let read = read_text(&text);
    assert_eq!((read.rows.len(), read.refused.as_slice()), (2, &[(3, "too_long")][..]));
    let read = read_text(&format!("{HEADER}{},2025-01-01,1\nA,2025-01-01,1\n", "x".repeat(20 << 10)));
    assert_eq!((read.rows.len(), read.refused.as_slice()), (1, &[(2, "too_long")][..]));
}

#[test]
fn files_that_are_no_table_end_in_a_sentence() {
    let says = |bytes: &[u8], words: &str| {
        let sentence = sentence(bytes, options());
        assert!(sentence.contains(words), "{sentence}");
    };
    says(b"", "empty");
    says(b"\n\r\n\n", "empty");
    says(HEADER.as_bytes(), "no row under it");
    says(b"PK\x03\x04\x14\x00\x06\x00\x08\x00", "save the sheet as CSV");
    says(&(0..=255).cycle().take(5000).collect::<Vec<u8>>(), "no text");
    says(b"[{\"a\":1}]", "one object a line");
    says(b"{\"a\":\n1}\n", "no line is a JSON object");
    says(b"PAR1 and then nothing", "Parquet file is cut off or damaged");
    says(&crate::gzip(b"PAR1xxxx"), "unpack it");
    says(&format!("{}\n1\n", "a,".repeat(2400)).into_bytes(), "more than 2000 columns");
}

#[test]
fn a_truncated_gzip_is_an_error_and_not_a_short_file() {
    let mut text = String::from(HEADER);
    for row in 0..200_000 {
        text.push_str(&format!("{},2025-01-01,{}\n", row * 7919 % 100_003, row % 977));
    }
    let whole = crate::gzip(text.as_bytes());
    for length in [12, whole.len() / 2, whole.len() - 3] {
        let sentence = sentence(&whole[..length], options());
        assert!(sentence.contains("ends too early"), "{sentence}");
    }
    let mut damaged = whole.clone();
    let middle = damaged.len() / 2;
    damaged[middle..middle + 64].fill(0x55);
    assert!(sentence(&damaged, options()).contains("damaged"));
}

#[test]
fn columns_that_are_missing_or_doubled_are_named() {
    let text = b"id,when,what,What \n1,2025-01-01,5,6\n";
    let of = |mapping| {
        let mut options = options();
        options.mapping = mapping;
        sentence(text, options)
    };
    assert!(of(columns("id", "when", "what")).contains("columns 3, 4"));
    assert!(
        of(columns("id", "wen", "3"))
            .contains("there is no column 'wen' for --date; the columns are id, when")
    );
    assert!(of(columns("id", "when", "12")).contains("no column 12 for --amount"));
    assert!(sentence(text, options()).contains("name it with --"));
    let sentence = sentence(b"customer,date,amount\nA,yesterday,1\n", options());
    assert!(sentence.contains("'yesterday' is no date"), "{sentence}");
}

#[test]
fn folders_missing_files_and_forbidden_files_end_in_a_sentence() {
    let files = Files::empty();
    let folder = Input::Path(files.path("."));
    assert!(read(vec![folder], options()).unwrap_err().problem.to_string().contains("folder"));
    let gone = Input::Path(files.path("gone.csv"));
    assert!(read(vec![gone], options()).unwrap_err().problem.to_string().contains("no such file"));
    assert!(Inputs::expand(&["x".into()]).is_err());
}

#[test]
fn a_second_file_that_cant_be_read_is_said_before_the_first_row() {
    let files = Files::empty();
    let good = files.write("1.csv", b"customer,date,amount\nA,2025-01-01,1\n");
    let bad = files.write("2.csv", b"x,y\n1,2\n");
    let error = adapters::files::OrderReader::open(vec![good, bad], options()).err().unwrap();
    assert!(error.file.ends_with("2.csv"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = read_bytes(&bytes, options());
    }

    #[test]
    fn no_table_of_odd_cells_makes_the_reader_panic_and_every_row_is_accounted_for(
        rows in proptest::collection::vec(("[\"',;=a0-9@\u{e9}\n\r ]{0,6}", "[0-9/: T.-]{0,12}|2025-01-0[1-9]", "[0-9.,e$() -]{0,9}"), 1..20),
        details: bool,
    ) {
        let mut text = String::from("customer,date,amount\nA,2025-01-01,1.00\n");
        for (customer, date, amount) in &rows {
            text.push_str(&format!("\"{}\",\"{date}\",\"{amount}\"\n", customer.replace('"', "\"\"")));
        }
        let mut options = options();
        options.details = details;
        options.mapping = columns("customer", "date", "amount");
        let read = read_bytes(text.as_bytes(), options).unwrap();
        prop_assert_eq!(read.rows.len() + read.refused.len(), rows.len() + 1);
        prop_assert_eq!(read.taken[0].rows as usize, rows.len() + 1);
    }

    #[test]
    fn no_odd_json_makes_the_reader_panic(text in "(\\{(\"(id|date|total|a)\":(1|\"x\"|\\[\\{\"b\":2\\}\\]|null|\\{\"c\":1e400\\}|1e300),?){0,3}\\}?\n){1,5}") {
        let mut options = options();
        options.mapping = columns("1", "1", "1");
        let _ = read_bytes(text.as_bytes(), options);
    }
}
