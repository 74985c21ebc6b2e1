use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::RowAccessor;
use simulator::harbour::{Language, Order};
use simulator::{Harbour, by_customer, by_time, write_csv, write_parquet};

use crate::{harbour, panel};

#[test]
fn parquet_gives_back_every_purchase() {
    let firm = panel(2000);
    let file = tempfile::tempfile().unwrap();
    let written = write_parquet(&firm, by_time(&firm), &file).unwrap();
    let reader = SerializedFileReader::new(file).unwrap();
    let read: Vec<(i64, f64)> = reader
        .get_row_iter(None)
        .unwrap()
        .map(|row| row.map(|row| (row.get_long(0).unwrap(), row.get_double(2).unwrap())).unwrap())
        .collect();
    let expected: Vec<(i64, f64)> =
        by_time(&firm).flatten().map(|row| (row.customer as i64 + 1, row.cents as f64 / 100.0)).collect();
    assert_eq!(read, expected);
    assert_eq!(written, expected.len() as u64);
}

#[test]
fn a_parquet_of_the_shop_has_a_row_a_line_and_leaves_missing_mail_out() {
    let firm = harbour(50);
    let file = tempfile::tempfile().unwrap();
    write_parquet(&firm, by_customer(&firm, 0..50), &file).unwrap();
    let reader = SerializedFileReader::new(file).unwrap();
    let rows: Vec<_> = reader.get_row_iter(None).unwrap().map(Result::unwrap).collect();
    let orders: Vec<Order> = by_customer(&firm, 0..50).flatten().collect();
    assert_eq!(rows.len(), orders.iter().map(|order| order.lines.len()).sum::<usize>());
    let cents: i64 = rows.iter().map(|row| (row.get_double(9).unwrap() * 100.0).round() as i64).sum();
    assert_eq!(cents, orders.iter().map(Order::cents).sum::<i64>());
    let silent = (0..50).find(|&customer| firm.person(customer).email.is_none()).unwrap();
    let theirs = rows.iter().find(|row| *row.get_string(1).unwrap() == Harbour::customer_id(silent));
    assert!(theirs.unwrap().get_string(2).is_err());
}

#[test]
fn a_csv_has_the_header_of_a_generic_export_and_as_many_cells_in_every_row() {
    let firm = harbour(60);
    let mut out = Vec::new();
    let orders = write_csv(&firm, by_time(&firm), &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    let mut lines = text.lines();
    let header = "order_id,customer_id,email,name,date,sku,product_name,quantity,price,amount,currency";
    assert_eq!(lines.next(), Some(header));
    assert!(lines.clone().all(|line| line.split(',').count() == 11), "{text}");
    assert!(lines.clone().count() as u64 >= orders);
    let mut dates: Vec<&str> = lines.filter_map(|line| line.split(',').nth(4)).collect();
    assert!(dates.is_sorted());
    assert_eq!(dates.pop().map(str::len), Some("2026-09-30 08:14:55".len()));
}

#[test]
fn chunks_are_the_rows_of_the_csv() {
    let firm = harbour(60);
    let mut out = Vec::new();
    write_csv(&firm, by_time(&firm), &mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let mut next = 2;
    for chunk in firm.chunks(by_time(&firm)) {
        let details = chunk.details.as_ref().unwrap();
        for index in 0..chunk.len() {
            assert_eq!(chunk.rows[index], next);
            let cells: Vec<&str> = lines[next as usize - 1].split(',').collect();
            assert_eq!(cells[0], chunk.order.as_ref().unwrap().get(index));
            assert_eq!(
                cells[1..4],
                [chunk.customer.get(index), details.email.get(index), details.name.get(index)]
            );
            assert_eq!(cells[9].parse::<f64>().unwrap(), chunk.amount[index] as f64 / 100.0);
            next += 1;
        }
    }
    assert_eq!(next as usize, lines.len() + 1);
}

#[test]
fn customers_bear_names_in_five_languages_and_four_alphabets() {
    let firm = harbour(400);
    let people: Vec<_> = (0..400).map(|customer| firm.person(customer)).collect();
    let speak = |language| people.iter().filter(move |person| person.language == language);
    let all = |language, mark: fn(char) -> bool| speak(language).all(|person| person.given.contains(mark));
    let some = |language, mark: &[char]| speak(language).any(|person| person.name().contains(mark));
    assert!(all(Language::Persian, |letter| ('\u{600}'..'\u{700}').contains(&letter)));
    assert!(all(Language::Russian, |letter| ('\u{400}'..'\u{500}').contains(&letter)));
    assert!(all(Language::English, |letter| letter.is_ascii_alphabetic()));
    assert!(some(Language::Latvian, &['ā', 'ē', 'ī', 'ņ', 'š', 'ž']));
    assert!(some(Language::Finnish, &['ä', 'ö']));
    let mails: std::collections::BTreeSet<_> =
        people.iter().filter_map(|person| person.email.clone()).collect();
    assert!(
        mails
            .iter()
            .all(|mail| mail.is_ascii() && mail.ends_with(".example") || mail.ends_with("@example.org"))
    );
    assert!((330..=380).contains(&mails.len()), "{} of 400 have a mail address of their own", mails.len());
}
