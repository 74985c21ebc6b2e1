use std::sync::Arc;

use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, FixedLenByteArrayType, Int32Type, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use proptest::prelude::*;

use crate::{columns, options, read_bytes};

const SCHEMA: &str = "message orders {
    optional int64 customer;
    required int32 day (DATE);
    required int64 at (TIMESTAMP(MICROS, true));
    required int64 nanos (TIMESTAMP(NANOS, false));
    required double total;
    required int64 cents (DECIMAL(18, 2));
    required fixed_len_byte_array(5) price (DECIMAL(11, 3));
    optional binary name (STRING);
    required fixed_len_byte_array(16) key (UUID);
    repeated int32 tags;
}";

/// A file of two row groups with every kind of column we read, a null in each optional one.
fn fixture() -> Vec<u8> {
    let schema = Arc::new(parse_message_type(SCHEMA).unwrap());
    let mut bytes = Vec::new();
    let mut writer =
        SerializedFileWriter::new(&mut bytes, schema, Arc::new(WriterProperties::default())).unwrap();
    for group in 0..2i64 {
        let mut group_writer = writer.next_row_group().unwrap();
        macro_rules! column {
            ($type:ty, $values:expr, $levels:expr, $repeats:expr) => {{
                let mut column = group_writer.next_column().unwrap().unwrap();
                column.typed::<$type>().write_batch($values, $levels, $repeats).unwrap();
                column.close().unwrap();
            }};
        }
        let fixed = |bytes: &[u8]| ByteArray::from(bytes.to_vec()).into();
        column!(Int64Type, &[10 + group, 12], Some(&[1, 0, 1]), None);
        column!(Int32Type, &[20_000, 20_001, 20_002], None, None);
        column!(Int64Type, &[1_728_086_399_000_000, 0, 1_728_000_000_000_000], None, None);
        column!(Int64Type, &[1_728_086_399_000_000_999, 0, 1_728_000_000_000_000_000], None, None);
        column!(DoubleType, &[1.1, f64::NAN, -2.675], None, None);
        column!(Int64Type, &[110, 220, -330], None, None);
        column!(
            FixedLenByteArrayType,
            &[fixed(&[0, 0, 0, 4, 0xd2]), fixed(&[0; 5]), fixed(&[0xff; 5])],
            None,
            None
        );
        column!(ByteArrayType, &[ByteArray::from("Ann"), ByteArray::from("Bo")], Some(&[1, 1, 0]), None);
        column!(FixedLenByteArrayType, &[fixed(&[1; 16]), fixed(&[2; 16]), fixed(&[3; 16])], None, None);
        column!(Int32Type, &[1, 2], Some(&[1, 1, 0, 0]), Some(&[0, 1, 0, 0]));
        group_writer.close().unwrap();
    }
    writer.close().unwrap();
    bytes
}

fn read_columns(customer: &str, date: &str, amount: &str) -> crate::Read {
    let mut options = options();
    options.mapping = columns(customer, date, amount);
    read_bytes(&fixture(), options).unwrap()
}

#[test]
fn numbers_days_and_nulls_are_read_by_their_types() {
    let read = read_columns("customer", "day", "cents");
    let want = [
        (1, "10".to_owned(), "2024-10-04".to_owned(), 110),
        (3, "12".to_owned(), "2024-10-06".to_owned(), -330),
        (4, "11".to_owned(), "2024-10-04".to_owned(), 110),
        (6, "12".to_owned(), "2024-10-06".to_owned(), -330),
    ];
    assert_eq!(read.rows, want);
    assert_eq!(read.refused, [(2, "no_customer"), (5, "no_customer")]);
    assert_eq!((read.taken[0].format.as_str(), read.taken[0].rows, read.refunds()), ("parquet", 6, 2));
    assert_eq!(read.taken[0].date_format.as_deref(), Some("typed"));
}

#[test]
fn doubles_decimals_and_instants_are_exact() {
    let read = read_columns("key", "at", "total");
    assert_eq!(read.refused, [(2, "bad_amount"), (5, "bad_amount")]);
    assert_eq!(read.rows[0].1, "01010101-0101-0101-0101-010101010101");
    assert_eq!((read.rows[0].3, read.rows[1].3), (110, -268), "-2.675 is a tie and goes to the even cent");
    assert_eq!(read.rows[0].2, "2024-10-04");
    let read = read_columns("name", "nanos", "price");
    assert_eq!((read.rows[0].3, read.rows[1].3, read.chunks[0].at[0]), (123, 0, 1_728_086_399_000_000));
    assert_eq!(read.refused, [(3, "no_customer"), (6, "no_customer")]);
}

#[test]
fn lists_are_no_columns() {
    let files = crate::Files::empty();
    let look = adapters::files::preview(&files.write("a.parquet", &fixture()), &options(), 2).unwrap();
    assert_eq!(look.columns.len(), 9);
    assert_eq!(look.rows[0][..5], ["10", "2024-10-04", "2024-10-04T23:59:59Z", "2024-10-04T23:59:59", "1.1"]);
}

#[test]
fn a_parquet_file_cut_short_is_said_to_be() {
    let whole = fixture();
    for length in [4, whole.len() / 2, whole.len() - 1] {
        let mut options = options();
        options.mapping = columns("customer", "day", "cents");
        assert!(crate::sentence(&whole[..length], options).contains("cut off or damaged"), "{length}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_damage_inside_a_parquet_file_makes_the_reader_panic(at in 4usize..3000, value: u8, run in 1usize..8) {
        let mut bytes = fixture();
        let at = at % (bytes.len() - 8);
        let to = (at + run).min(bytes.len());
        bytes[at..to].fill(value);
        let mut options = options();
        options.mapping = columns("customer", "day", "total");
        let _ = read_bytes(&bytes, options);
    }
}
