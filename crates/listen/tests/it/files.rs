//! How rows become orders and people.

use domain::Actor;
use domain::orders::OrderKind;
use listen::import::{dry_run, import, preview};
use store::people::Kind;
use testing::Engine;

use crate::{COLUMNS, HEADER, desk, permit, request, write};

testing::on_both_engines![
    rows_of_one_order_make_one_order_though_scattered_through_the_file,
    without_order_ids_genuine_repeats_survive_and_a_later_export_adds_none,
    refunds_name_their_order_and_count_apart,
    an_email_goes_before_a_phone_before_an_own_id_before_a_name,
    rows_that_name_nobody_are_kept,
    a_name_that_comes_later_fills_the_blank_and_overwrites_nothing,
    a_dry_run_says_what_would_happen_and_writes_nothing,
    a_file_of_no_orders_is_refused_in_a_sentence_and_leaves_nothing,
];

async fn rows_of_one_order_make_one_order_though_scattered_through_the_file(engine: Engine) {
    let desk = desk(engine).await;
    let rows = "7,,ana@x.lv,,Ana,2026-01-02,bean,10\n\
                8,,bo@x.lv,,Bo,2026-01-02,mug,5\n\
                7,,ana@x.lv,,Ana,2026-01-02,mug,4\n\
                9,,bo@x.lv,,Bo,2026-01-03,bean,3\n\
                7,,ana@x.lv,,Ana,2026-01-02,tea,1\n";
    assert_eq!(desk.tally("a.csv", rows).await, [3, 0, 0, 0]);
    assert_eq!(
        desk.orders().await,
        [
            "ana@x.lv 7 2026-01-02 15.00 EUR [1000xbean 1000xmug 1000xtea]",
            "bo@x.lv 8 2026-01-02 5.00 EUR [1000xmug]",
            "bo@x.lv 9 2026-01-03 3.00 EUR [1000xbean]",
        ]
    );
}

async fn without_order_ids_genuine_repeats_survive_and_a_later_export_adds_none(engine: Engine) {
    let desk = desk(engine).await;
    let two = ",c1,,,,2026-01-02,tea,3\n,c1,,,,2026-01-02,tea,3\n";
    assert_eq!(desk.tally("a.csv", two).await, [2, 0, 0, 0]);
    assert_eq!(desk.tally("b.csv", two).await, [0, 0, 2, 0]);
    let three = format!("{two},c1,,,,2026-01-02,tea,3\n");
    assert_eq!(desk.tally("c.csv", &three).await, [1, 0, 2, 0]);
}

async fn refunds_name_their_order_and_count_apart(engine: Engine) {
    let desk = desk(engine).await;
    let rows = "7,,ana@x.lv,,,2026-01-02,bean,10\n\
                8,,ana@x.lv,,,2026-01-05,mug,5\n\
                7,,ana@x.lv,,,2026-01-09,bean,-4\n";
    assert_eq!(desk.tally("a.csv", rows).await, [3, 0, 0, 0]);
    let person = desk.store.people_list(Actor::Operator, "ana", None, 9).await.unwrap()[0].id;
    let orders = desk.store.orders_of(Actor::Operator, person, None, 9).await.unwrap();
    let refund = &orders[0];
    assert_eq!(
        (refund.kind, refund.amount.minor, refund.refunds.as_deref()),
        (OrderKind::Refund, -400, Some("7"))
    );
    let totals = desk.store.totals(Actor::Operator, person).await.unwrap();
    assert_eq!((totals[0].purchases, totals[0].refunds, totals[0].amount.minor), (2, 1, 1100));
    assert_eq!(desk.tally("b.csv", rows).await, [0, 0, 3, 0]);
}

async fn an_email_goes_before_a_phone_before_an_own_id_before_a_name(engine: Engine) {
    let desk = desk(engine).await;
    let rows = "1,c1,Ana@X.lv,+371 2000 0000,Ana,2026-01-02,,10\n\
                2,,,(+371) 20000000,,2026-01-03,,1\n\
                3,c1,,,,2026-01-04,,1\n\
                4,,,,Bo  Li,2026-01-05,,1\n\
                5,,,,bo li,2026-01-06,,1\n";
    assert_eq!(desk.tally("a.csv", rows).await, [5, 0, 0, 0]);
    let people = desk.store.people_list(Actor::Operator, "", None, 9).await.unwrap();
    let ana = desk.store.person(Actor::Operator, people[0].id).await.unwrap().unwrap();
    let known: Vec<_> =
        ana.identities.iter().map(|it| (it.kind, it.source.as_str(), it.value.as_str())).collect();
    assert_eq!(
        known,
        [(Kind::Email, "", "ana@x.lv"), (Kind::Phone, "", "+37120000000"), (Kind::External, "orders", "c1"),]
    );
    assert_eq!(desk.store.orders_of(Actor::Operator, ana.id, None, 9).await.unwrap().len(), 3);
    assert_eq!(people.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["Ana", "Bo  Li"]);
}

async fn rows_that_name_nobody_are_kept(engine: Engine) {
    let desk = desk(engine).await;
    assert_eq!(
        desk.tally("a.csv", "1,,,,,2026-01-02,tea,3\n2,,a@x.lv,,,2026-01-02,tea,3\n").await,
        [2, 0, 0, 0]
    );
    assert_eq!(
        desk.tally("a.csv", "1,,,,,2026-01-02,tea,3\n2,,a@x.lv,,,2026-01-02,tea,3\n").await,
        [0, 0, 2, 0]
    );
    let counts = desk.store.counts(Actor::Operator).await.unwrap();
    assert_eq!((counts.people, counts.orders, counts.stale), (1, 2, 1));
}

async fn a_name_that_comes_later_fills_the_blank_and_overwrites_nothing(engine: Engine) {
    let desk = desk(engine).await;
    desk.import("a.csv", "1,,a@x.lv,,,2026-01-02,,3\n").await;
    desk.import("b.csv", "2,,a@x.lv,,Ana,2026-01-03,,3\n3,,a@x.lv,,Anna,2026-01-04,,3\n").await;
    let people = desk.store.people_list(Actor::Operator, "ana", None, 9).await.unwrap();
    assert_eq!((people.len(), people[0].name.as_str()), (1, "Ana"));
}

async fn a_dry_run_says_what_would_happen_and_writes_nothing(engine: Engine) {
    let desk = desk(engine).await;
    desk.import("a.csv", "1,,a@x.lv,,,2026-01-02,,3\n2,,a@x.lv,,,2026-01-03,,3\n").await;
    let before = desk.store.digest().await.unwrap();
    let rows = "1,,a@x.lv,,,2026-01-02,,3\n2,,a@x.lv,,,2026-01-03,,4\n3,,b@x.lv,,,2026-01-03,,5\n\
                4,,b@x.lv,,,soon,,5\n5,,b@x.lv,,,2026-12-31,,5\n";
    let path = write(desk.folder.path(), "b.csv", &format!("{HEADER}{rows}"));
    let request = request(&path, COLUMNS);
    let run = dry_run(&desk.store, Actor::Operator, &request, |_| {}).await.unwrap();
    assert_eq!((run.tally.created, run.tally.updated, run.tally.unchanged), (1, 1, 1));
    assert_eq!(run.refused.values().sum::<u64>(), 2);
    assert_eq!(desk.store.digest().await.unwrap(), before);
    assert_eq!(preview(&request).unwrap().orders.len(), 3);
    let done = import(&desk.store, &permit(), &request, |_| {}).await.unwrap();
    assert_eq!((done.tally, done.refused, done.rows_done), (run.tally, 2, 5));
    let refusals = desk.store.refusals(Actor::Operator, done.id, 0, 9).await.unwrap();
    assert_eq!(refusals.iter().map(|it| it.row).collect::<Vec<_>>(), [5, 6]);
    assert_eq!(desk.store.refusal_counts(Actor::Operator, done.id).await.unwrap(), run.refused);
}

async fn a_file_of_no_orders_is_refused_in_a_sentence_and_leaves_nothing(engine: Engine) {
    let desk = desk(engine).await;
    let path = write(desk.folder.path(), "a.csv", "colour,weight\nred,3\n");
    let error = import(&desk.store, &permit(), &request(&path, ""), |_| {}).await.unwrap_err().to_string();
    assert!(error.contains("a.csv"), "{error}");
    assert!(desk.store.imports(Actor::Operator, None, 9).await.unwrap().is_empty());
}
