use rayon::ThreadPoolBuilder;
use simulator::{Firm, Harbour, by_customer, by_time, write_csv};

use crate::{harbour, panel};

fn csv_on<F: Firm>(firm: &F, threads: usize) -> String {
    let pool = ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let mut out = Vec::new();
    pool.install(|| write_csv(firm, by_time(firm), &mut out)).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn one_thread_writes_what_five_write() {
    assert_eq!(csv_on(&harbour(300), 1), csv_on(&harbour(300), 5));
    assert_eq!(csv_on(&panel(3000), 1), csv_on(&panel(3000), 5));
}

#[test]
fn another_seed_is_another_world() {
    let other = simulator::Panel { seed: 1, ..panel(100) };
    assert_ne!(csv_on(&panel(100), 1), csv_on(&other, 1));
}

#[test]
fn a_customer_is_the_same_among_few_and_among_many() {
    let (few, many) = (harbour(40), harbour(5000));
    let ids = |firm: &Harbour, range| -> Vec<(String, i64)> {
        by_customer(firm, range).flatten().map(|order| (order.id(), order.cents())).collect()
    };
    assert_eq!(ids(&few, 20..40), ids(&many, 20..40));
    assert_eq!(few.person(7), many.person(7));
    assert_eq!(few.history(7).truth, many.history(7).truth);
    assert_eq!(panel(10).history(9).rows, panel(10_000).history(9).rows);
}

#[test]
fn the_order_of_time_holds_every_row_once() {
    let firm = panel(20_000);
    let mut rows: Vec<_> = by_customer(&firm, 0..u64::MAX).flatten().collect();
    rows.sort_by_key(|row| (row.at, row.customer));
    assert!(by_time(&firm).flatten().eq(rows));
}
