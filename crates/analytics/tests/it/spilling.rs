//! Answers when memory is short.

use analytics::{Error, Limits};
use domain::Day;

use crate::orders::{Row, buys, gathered_within, returns, table};

/// A hundred thousand rows of fifty thousand customers, by a generator written out so that they never change.
fn many() -> Vec<Row> {
    let mut state = 1u32;
    let mut next = |below: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) % below
    };
    (0..100_000)
        .map(|row| {
            let customer = format!("customer {}", next(50_000));
            let day = 20_000 + next(700) as i32;
            let order = if next(3) == 0 { String::new() } else { format!("#{}", row / 2) };
            let amount = i64::from(next(10_000));
            if next(10) == 0 { returns(&customer, day, amount) } else { buys(&customer, day, amount) }
                .order(&order)
        })
        .collect()
}

#[tokio::test]
async fn a_tiny_memory_gives_the_answers_of_a_large_one_and_leaves_no_file() {
    let rows = many();
    let folder = tempfile::tempdir().unwrap();
    let large = Limits { memory_bytes: 1 << 28, threads: 2, spill_dir: folder.path().to_owned() };
    let tiny = Limits { memory_bytes: 3 << 20, threads: 3, ..large.clone() };
    let large = gathered_within(&rows, 1_000, &large).await.unwrap();
    let tiny = gathered_within(&rows, 700, &tiny).await.unwrap();
    assert!(!large.on_disk() && tiny.on_disk());
    assert!(large.runs_on_disk() == 0 && tiny.runs_on_disk() > 3);

    let (as_of, end) = (Day(20_650), Day(20_400));
    assert_eq!(large.totals(), tiny.totals());
    let summaries = [&large, &tiny].map(|histories| histories.summarise(as_of, Some(end)).unwrap());
    assert_eq!(table(&summaries[0]), table(&summaries[1]));
    assert_eq!(large.months(as_of, 90).unwrap(), tiny.months(as_of, 90).unwrap());
    assert_eq!(large.cohorts(as_of).unwrap(), tiny.cohorts(as_of).unwrap());
    assert_eq!(large.weeks(end, as_of).unwrap(), tiny.weeks(end, as_of).unwrap());
    assert_eq!(large.median_gap_days(as_of).unwrap(), tiny.median_gap_days(as_of).unwrap());

    drop((large, tiny));
    assert_eq!(folder.path().read_dir().unwrap().count(), 0);
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("no folder");
    std::fs::write(&file, "").unwrap();
    let limits = Limits { memory_bytes: 1 << 20, threads: 2, spill_dir: file.clone() };
    let error = gathered_within(&many(), 1_000, &limits).await.unwrap_err();
    assert!(matches!(&error, Error::Disk { path, .. } if *path == file), "{error}");
}
