//! The same file, twice and in other shapes.

use proptest::prelude::*;
use testing::Engine;

use crate::{Desk, desk};

testing::on_both_engines![the_same_file_twice_changes_nothing,];

async fn the_same_file_twice_changes_nothing(engine: Engine) {
    let desk = desk(engine).await;
    let rows: String = (0..20_000)
        .map(|at| {
            let (order, person, day) = (at / 2, at % 700, at % 28 + 1);
            format!("{order},c{person},,,,2026-02-{day:02},p{},{}\n", at % 30, at % 90 + 1)
        })
        .collect();
    let first = desk.import("a.csv", &rows).await;
    assert_eq!((first.tally.created, first.rows_done), (10_000, 20_000));
    let digest = desk.store.digest().await.unwrap();
    assert_eq!(desk.tally("a.csv", &rows).await, [0, 0, 10_000, 0]);
    assert_eq!(desk.store.digest().await.unwrap(), digest);
}

fn row() -> impl Strategy<Value = String> {
    let order = prop_oneof![Just(String::new()), (0..6u8).prop_map(|order| order.to_string())];
    (order, 0..4u8, 1..4u8, 0..3u8, -3..9i8).prop_map(|(order, who, day, product, amount)| {
        let who = ["c1,,,", ",a@x.lv,,Ana", ",,+37120000001,", ",,,"][usize::from(who)];
        let product = ["", "tea", "mug"][usize::from(product)];
        format!("{order},{who},2026-03-0{day},{product},{amount}\n")
    })
}

fn run<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_rows_a_second_import_changes_nothing_and_undo_leaves_nothing(
        rows in proptest::collection::vec(row(), 1..24),
        engine in prop_oneof![3 => Just(Engine::Sqlite), 1 => Just(Engine::Postgres)],
    ) {
        run(async {
            let desk: Desk = desk(engine).await;
            let empty = desk.store.digest().await.unwrap();
            let first = desk.import("a.csv", &rows.concat()).await;
            let digest = desk.store.digest().await.unwrap();
            let second = desk.import("a.csv", &rows.concat()).await;
            prop_assert_eq!((second.tally.created, second.tally.updated), (0, 0));
            prop_assert_eq!(second.tally.unchanged, first.tally.created);
            prop_assert_eq!(desk.store.digest().await.unwrap(), digest);
            desk.store.undo_import(&crate::permit(), first.id, |_| {}).await.unwrap();
            prop_assert_eq!(desk.store.digest().await.unwrap(), empty);
            Ok(())
        })?;
    }
}
