//! An import taken back.

use domain::Actor;
use store::imports::State;
use testing::Engine;

use crate::{desk, permit};

testing::on_both_engines![
    undo_puts_everything_back_to_the_byte,
    what_another_import_changed_since_is_kept_and_listed,
    an_import_taken_back_takes_nothing_in_any_more,
    undo_again_finds_nothing_to_do,
];

const FIRST: &str = "1,,ana@x.lv,,,2026-01-02,bean,10\n1,,ana@x.lv,,,2026-01-02,mug,2\n\
                     2,,bo@x.lv,,Bo,2026-01-02,mug,5\n3,,,,,2026-01-02,mug,5\n";
/// One order changed in amount and lines and buyer's name, one moved to somebody new, one new.
const SECOND: &str = "1,,ana@x.lv,,Ana,2026-01-02,bean,11\n2,,cy@x.lv,,Cy,2026-01-02,mug,5\n\
                      3,,,,,2026-01-02,mug,5\n4,,dee@x.lv,,Dee,2026-01-07,tea,2\n";

async fn undo_puts_everything_back_to_the_byte(engine: Engine) {
    let desk = desk(engine).await;
    let empty = desk.store.digest().await.unwrap();
    let first = desk.import("a.csv", FIRST).await;
    let before = (desk.store.digest().await.unwrap(), desk.orders().await);
    let second = desk.import("b.csv", SECOND).await;
    let tally = second.tally;
    assert_eq!((tally.created, tally.updated, tally.unchanged), (1, 2, 1));
    assert_ne!(desk.store.digest().await.unwrap(), before.0);
    let undone = desk.store.undo_import(&permit(), second.id, |_| {}).await.unwrap();
    assert_eq!((undone.restored, undone.deleted, undone.kept), (2, 1, 0));
    assert_eq!((desk.store.digest().await.unwrap(), desk.orders().await), before);
    let undone = desk.store.undo_import(&permit(), first.id, |_| {}).await.unwrap();
    assert_eq!((undone.restored, undone.deleted, undone.kept), (0, 3, 0));
    assert_eq!(desk.store.digest().await.unwrap(), empty);
    assert!(desk.store.damage().await.unwrap().is_empty());
}

async fn what_another_import_changed_since_is_kept_and_listed(engine: Engine) {
    let desk = desk(engine).await;
    let first = desk.import("a.csv", FIRST).await;
    let first_digest = desk.store.digest().await.unwrap();
    let second = desk.import("b.csv", SECOND).await;
    let undone = desk.store.undo_import(&permit(), first.id, |_| {}).await.unwrap();
    assert_eq!((undone.restored, undone.deleted, undone.kept), (0, 1, 2));
    let kept = desk.store.kept(Actor::Operator, first.id, 9).await.unwrap();
    let kept: Vec<_> = kept.iter().map(|it| (it.source_id.as_str(), it.changed_by.as_deref())).collect();
    assert_eq!(kept, [("1", Some("b.csv")), ("2", Some("b.csv"))]);
    let import = desk.store.import(Actor::Operator, first.id).await.unwrap().unwrap();
    assert_eq!((import.state, import.kept), (State::Undone, 2));
    // Taken back as well, the second leaves what the first had made, and then the first goes whole.
    desk.store.undo_import(&permit(), second.id, |_| {}).await.unwrap();
    assert!(desk.store.damage().await.unwrap().is_empty());
    assert_eq!(desk.orders().await.len(), 2);
    let rest = desk.store.undo_import(&permit(), first.id, |_| {}).await.unwrap();
    assert_eq!((rest.deleted, rest.kept), (2, 0));
    assert_eq!(desk.store.counts(Actor::Operator).await.unwrap().people, 0);
    desk.import("a.csv", FIRST).await;
    assert_ne!(desk.store.digest().await.unwrap(), first_digest, "new ids");
    assert_eq!(desk.orders().await.len(), 2);
}

async fn an_import_taken_back_takes_nothing_in_any_more(engine: Engine) {
    let desk = desk(engine).await;
    let import = desk.import("a.csv", FIRST).await;
    desk.store.undo_import(&permit(), import.id, |_| {}).await.unwrap();
    let batch = store::incoming::Batch { number: 9, ..Default::default() };
    let late = desk.store.apply(&permit(), import.id, &batch).await;
    assert!(matches!(late, Err(store::Error::Superseded(_))));
}

async fn undo_again_finds_nothing_to_do(engine: Engine) {
    let desk = desk(engine).await;
    let import = desk.import("a.csv", FIRST).await;
    desk.store.undo_import(&permit(), import.id, |_| {}).await.unwrap();
    let again = desk.store.undo_import(&permit(), import.id, |_| {}).await.unwrap();
    assert_eq!((again.restored, again.deleted, again.kept), (0, 0, 0));
}
