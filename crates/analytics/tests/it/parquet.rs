//! `customers.parquet`, read back.

use std::fs::File;

use analytics::write_standings;
use domain::Day;
use domain::worth::{Estimate, Standing};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;

fn standing(customer: &str) -> Standing {
    Standing {
        customer: customer.to_owned(),
        frequency: 3,
        first_day: Day(20_000),
        spend: 12.5,
        ..Standing::default()
    }
}

#[test]
fn standings_come_back_as_they_were_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("customers.parquet");
    std::fs::write(&path, "what stood here before").unwrap();
    let estimate = Some(Estimate { value: 2.0, low: 1.0, high: 4.0 });
    let known = Standing { p_alive: Some(0.75), expected_orders: estimate, ..standing("زهرا") };
    let many = (0..20_000).map(|number| standing(&number.to_string()));
    assert_eq!(write_standings(&path, std::iter::once(known).chain(many)).unwrap(), 20_001);

    let reader = SerializedFileReader::new(File::open(&path).unwrap()).unwrap();
    let rows: Vec<Vec<(String, Field)>> = reader
        .get_row_iter(None)
        .unwrap()
        .map(|row| {
            row.unwrap().get_column_iter().map(|(name, field)| (name.clone(), field.clone())).collect()
        })
        .collect();
    let cell =
        |row: usize, name: &str| rows[row].iter().find(|(column, _)| column == name).unwrap().1.clone();
    assert_eq!(rows.len(), 20_001);
    assert_eq!(cell(0, "customer"), Field::Str("زهرا".to_owned()));
    assert_eq!(cell(0, "frequency"), Field::UInt(3));
    assert_eq!(cell(0, "first_day"), Field::Date(20_000));
    assert_eq!(cell(0, "p_alive"), Field::Double(0.75));
    assert_eq!(cell(0, "expected_orders_low"), Field::Double(1.0));
    assert_eq!(cell(0, "expected_orders_high"), Field::Double(4.0));
    assert_eq!(cell(1, "p_alive"), Field::Null);
    assert_eq!(cell(20_000, "customer"), Field::Str("19999".to_owned()));
    assert_eq!(folder.path().read_dir().unwrap().count(), 1, "nothing else is left beside it");
}

#[test]
fn a_place_that_cannot_be_written_is_named_and_nothing_is_left() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("nowhere").join("customers.parquet");
    let error = write_standings(&path, [standing("a")]).unwrap_err();
    assert!(error.to_string().contains("nowhere"), "{error}");
    let taken = folder.path().join("taken");
    std::fs::create_dir_all(taken.join("by a folder")).unwrap();
    let error = write_standings(&taken, [standing("a")]).unwrap_err();
    assert!(error.to_string().contains("taken"), "{error}");
    assert_eq!(folder.path().read_dir().unwrap().count(), 1);
}
