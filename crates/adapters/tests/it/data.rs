use std::path::PathBuf;

use adapters::files::{Input, Mapping, Role};

use crate::{columns, options, read};

/// A file of the test data; says so and gives nothing where there is none.
fn data(name: &str) -> Option<Vec<Input>> {
    let Some(folder) = std::env::var_os("PERENNIAL_TEST_DATA") else {
        eprintln!("skipped: PERENNIAL_TEST_DATA does not name the folder with {name}");
        return None;
    };
    Some(vec![Input::Path(PathBuf::from(folder).join(name))])
}

#[test]
fn the_cdnow_sample_is_read_by_column_numbers_alone() {
    let Some(inputs) = data("cdnow_sample.txt") else { return };
    let mut options = options();
    options.mapping = columns("2", "3", "5");
    let read = read(inputs, options).unwrap();
    let taken = &read.taken[0];
    assert_eq!((taken.delimiter.as_deref(), taken.header), (Some("blanks"), Some(false)));
    assert_eq!(taken.date_format.as_deref(), Some("YYYYMMDD"));
    assert_eq!((read.rows.len(), read.refused.len()), (6919, 0));
    assert_eq!(read.rows[0], (1, "0001".into(), "1997-01-01".into(), 2933));
    let mut customers: Vec<&str> = read.rows.iter().map(|row| row.1.as_str()).collect();
    customers.sort_unstable();
    customers.dedup();
    assert_eq!(customers.len(), 2357);
}

#[test]
fn online_retail_is_read_by_mapping_and_by_guess_alike() {
    let Some(inputs) = data("online_retail_2010_2011.parquet") else { return };
    let mut by_mapping = options();
    by_mapping.mapping = Mapping::new()
        .with(Role::Customer, "customerid")
        .with(Role::Date, "InvoiceDate")
        .with(Role::Order, "InvoiceNo")
        .with(Role::Quantity, "Quantity")
        .with(Role::Price, "UnitPrice");
    let mapped = read(inputs.clone(), by_mapping).unwrap();
    assert_eq!(mapped.taken[0].rows, 531_282);
    assert!(mapped.refused.iter().all(|(_, reason)| *reason == "no_customer"), "nobody is named on these");
    assert_eq!(mapped.rows.len() + mapped.refused.len(), 531_282);
    assert_eq!(mapped.rows[0], (1, "17850".into(), "2010-12-01".into(), 1530));
    assert!(mapped.rows.iter().all(|row| row.1.len() == 5));
    let guessed = read(inputs, options()).unwrap();
    assert_eq!(guessed.rows, mapped.rows);
}
