use adapters::files::{Inputs, OrderReader, Role, preview};
use domain::Currency;

use crate::{Files, columns, options, read, read_bytes, read_text};

const CSV: &str = "customer,date,amount\nA,2025-01-01,1.50\nB,2025-01-02,2\n";

#[test]
fn one_export_gives_the_same_orders_in_every_dress() {
    let want = read_text(CSV).rows;
    assert_eq!(want.len(), 2);
    let utf_16: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(CSV.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let utf_16_be: Vec<u8> = CSV.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let cases: [(&str, Vec<u8>); 9] = [
        ("gzip", crate::gzip(CSV.as_bytes())),
        (
            "two gzip members",
            [crate::gzip(&CSV.as_bytes()[..30]), crate::gzip(&CSV.as_bytes()[30..])].concat(),
        ),
        ("mark", [b"\xef\xbb\xbf", CSV.as_bytes()].concat()),
        ("UTF-16", utf_16),
        ("UTF-16 without mark", utf_16_be),
        ("CR", CSV.replace('\n', "\r").into_bytes()),
        ("CR LF", CSV.replace('\n', "\r\n").into_bytes()),
        ("tabs", CSV.replace(',', "\t").into_bytes()),
        ("semicolons", CSV.replace(',', ";").replace('.', ",").into_bytes()),
    ];
    for (name, bytes) in cases {
        assert_eq!(read_bytes(&bytes, options()).unwrap().rows, want, "{name}");
    }
}

#[test]
fn several_files_and_globs_are_one_stream_each_with_its_own_rows() {
    let files = Files::empty();
    files.write("2.csv", CSV.as_bytes());
    files.write_gzip("1.csv.gz", b"Date;Total;Client\n01.02.2025;3,00;C\n");
    let inputs = Inputs::expand(&[files.path("*").display().to_string()]).unwrap();
    let all = read(inputs.clone(), options()).unwrap();
    assert_eq!(all.rows.iter().map(|row| row.1.as_str()).collect::<Vec<_>>(), ["C", "A", "B"]);
    assert_eq!(all.rows[1].0, 2, "rows are counted by file");
    assert_eq!(all.taken.len(), 2);
    assert_eq!(all.taken[0].format, "csv.gz");
    let mut reader = OrderReader::open(inputs, options()).unwrap();
    let watch = reader.watch();
    while reader.next_chunk(&mut |_| {}).unwrap().is_some() {}
    assert_eq!(Some(watch.now().bytes), watch.now().total);
}

#[test]
fn a_reader_may_be_handed_to_a_thread() {
    fn is_send<T: Send>(_: &T) {}
    let files = Files::empty();
    is_send(&OrderReader::open(vec![files.write("a", CSV.as_bytes())], options()).unwrap());
}

#[test]
fn what_was_taken_is_said() {
    let read = read_text("Client;Date;Total\nA;01/02/2025;1,5\nB;02/02/2025;2,5\n");
    let taken = &read.taken[0];
    assert_eq!((taken.format.as_str(), taken.encoding.as_deref()), ("csv", Some("UTF-8")));
    assert_eq!((taken.delimiter.as_deref(), taken.decimal.as_deref()), (Some(";"), Some(",")));
    assert_eq!((taken.date_format.as_deref(), taken.rows), (Some("DD/MM/YYYY"), 2));
    assert_eq!(taken.columns["amount"], "Total");
    assert!(taken.notes.iter().any(|note| note.contains("customer from 'Client'")));
    assert!(taken.notes.iter().any(|note| note.contains("'01/02/2025' were read with the day first")));
}

#[test]
fn ids_that_went_through_a_float_are_mended_only_where_all_did() {
    let rows = |text: &str| read_text(text).rows.into_iter().map(|row| row.1).collect::<Vec<_>>();
    assert_eq!(rows("customer,date,amount\n17850.0,2025-01-01,1\n12.0,2025-01-01,1\n"), ["17850", "12"]);
    assert_eq!(rows("customer,date,amount\n1.0,2025-01-01,1\nv2.0,2025-01-01,1\n"), ["1.0", "v2.0"]);
    assert_eq!(rows("email,date,amount\n Ann@X.ORG ,2025-01-01,1\n"), ["ann@x.org"]);
}

#[test]
fn amounts_come_from_totals_or_from_quantity_and_price() {
    let text = "customer,date,quantity,price\nA,2025-01-01,3,1.255\nA,2025-01-02,-1,2.00\nA,2025-01-03,x,1\n";
    let read = read_text(text);
    assert_eq!(
        read.rows.iter().map(|row| row.3).collect::<Vec<_>>(),
        [376, -200],
        "3.765 goes to the even cent"
    );
    assert_eq!((read.refunds(), read.refused.as_slice()), (1, &[(4, "bad_quantity")][..]));
}

#[test]
fn currencies_come_from_their_column_or_from_the_amount() {
    let mut options = options();
    options.default_currency = "SEK".parse().ok();
    let text = "customer,date,amount,currency\nA,2025-01-01,5.5,usd\nA,2025-01-01,700,JPY\nA,2025-01-01,€5,\nA,2025-01-01,5,\nA,2025-01-01,5,dollars\n";
    let read = read_bytes(text.as_bytes(), options).unwrap();
    let codes: Vec<&str> = read.chunks[0].currency.iter().map(Currency::code).collect();
    assert_eq!(codes, ["USD", "JPY", "EUR", "SEK"]);
    assert_eq!(read.rows.iter().map(|row| row.3).collect::<Vec<_>>(), [550, 700, 500, 500]);
    assert_eq!(read.refused, [(6, "bad_currency")]);
}

#[test]
fn days_follow_the_zone_where_the_file_tells_the_instant_and_the_page_otherwise() {
    let text = "customer,date,amount\nA,2025-01-01T23:30:00Z,1\nA,2025-01-01T23:30:00,1\n";
    let mut in_riga = options();
    in_riga.zone = jiff::tz::TimeZone::get("Europe/Riga").ok();
    let days = |read: crate::Read| read.rows.into_iter().map(|row| row.2).collect::<Vec<_>>();
    assert_eq!(days(read_bytes(text.as_bytes(), in_riga.clone()).unwrap()), ["2025-01-02", "2025-01-01"]);
    assert_eq!(days(read_text(text)), ["2025-01-01", "2025-01-01"]);
    let at = read_bytes(text.as_bytes(), in_riga).unwrap().chunks[0].at.clone();
    assert_eq!(at[0] - at[1], 2 * 3_600_000_000, "half past eleven in Riga is two hours before that in UTC");
}

#[test]
fn a_file_without_header_and_one_with_quoted_line_breaks_are_read() {
    let mut by_number = options();
    by_number.mapping = columns("1", "2", "3");
    let read = read_bytes(b"A,2025-01-01,1\nB,2025-01-02,2\n", by_number.clone()).unwrap();
    assert_eq!((read.rows.len(), read.rows[0].0, read.taken[0].header), (2, 1, Some(false)));
    let read =
        read_bytes(b"customer,date,amount\n\"A\n\"\"x\"\"\",2025-01-01,1\nB,2025-01-02,2\n", by_number)
            .unwrap();
    assert_eq!((read.rows[0].1.as_str(), read.rows[1].0), ("A\n\"x\"", 3));
}

#[test]
fn json_lines_are_read_by_keys_however_deep() {
    let text = "{\"who\":{\"id\":7},\"when\":\"2025-01-01\",\"sum\":1.1}\n\n{\"who\":{\"id\":8},\"when\":\"2025-01-02\",\"sum\":\"2,000.50\"}\n[1]\n{\"who\"\n";
    let mut options = options();
    options.mapping = columns("who.id", "when", "sum");
    for bytes in [text.as_bytes().to_vec(), crate::gzip(text.as_bytes())] {
        let read = read_bytes(&bytes, options.clone()).unwrap();
        assert_eq!(read.rows[0], (1, "7".into(), "2025-01-01".into(), 110));
        assert_eq!(read.rows[1], (3, "8".into(), "2025-01-02".into(), 200_050));
        assert_eq!(read.refused, [(4, "bad_json"), (5, "bad_json")]);
        assert!(read.taken[0].format.starts_with("json_lines"));
    }
}

#[test]
fn a_preview_shows_columns_rows_and_the_guess_to_be_corrected() {
    let files = Files::empty();
    let file = files.write("a.csv", CSV.as_bytes());
    let look = preview(&file, &options(), 1).unwrap();
    assert_eq!((look.columns.len(), look.rows.len(), look.preset.as_str()), (3, 1, "generic"));
    assert_eq!(look.mapping.get(Role::Amount), Some("amount"));
    assert_eq!(look.trouble, None);
    let file = files.write("b.csv", b"x,y\nred,1\n");
    let look = preview(&file, &options(), 5).unwrap();
    assert!(look.trouble.unwrap().to_string().contains("--customer"));
    assert_eq!(look.rows, [["red", "1"]]);
}

#[test]
fn customer_zero_on_many_rows_means_nobody_and_it_is_said() {
    let mut text = String::from("customer,date,amount\n");
    for row in 0..1000 {
        text.push_str(&format!("{},2025-01-01,1\n", if row % 4 == 0 { 0 } else { row }));
    }
    let read = read_text(&text);
    assert_eq!((read.rows.len(), read.refused.len()), (750, 250));
    assert!(read.taken[0].notes.iter().any(|note| note.starts_with("Customer 0 stands in 250")));
    let few = read_text("customer,date,amount\n0,2025-01-01,1\n1,2025-01-01,1\n");
    assert_eq!(few.rows.len(), 2, "customer 0 may be a person");
}
