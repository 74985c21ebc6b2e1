//! The file itself: made, opened again, refused.

use domain::Actor;
use domain::access::Action::{ImportOrders, ManageStaff};
use store::Error;
use store::settings::Settings;
use testing::Engine;

use crate::{fresh_on, may, open};

testing::on_both_engines![
    a_second_opening_finds_what_the_first_left,
    a_visitor_reads_nothing_and_a_permit_opens_one_door_only,
];

fn settings() -> Settings {
    Settings {
        company: "Harbour Coffee".into(),
        zone: "Europe/Riga".into(),
        currency: domain::Currency::EUR,
        margin_mille: 1000,
    }
}

async fn a_second_opening_finds_what_the_first_left(engine: Engine) {
    let house = fresh_on(engine).await;
    assert_eq!(house.store.settings(Actor::Operator).await.unwrap(), None);
    house.store.save_settings(&may(ManageStaff), &settings()).await.unwrap();
    house.store.close().await.unwrap();
    let again = open(house.place.database(), &house.clock).await;
    assert_eq!(again.settings(Actor::Operator).await.unwrap(), Some(settings()));
}

#[tokio::test]
async fn a_file_that_is_no_database_is_refused_in_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rubbish.db");
    std::fs::write(
        &path,
        b"a shopping list, long enough to be read as a header of some kind, but it is none",
    )
    .unwrap();
    let house = fresh_on(Engine::Sqlite).await;
    let clock = std::sync::Arc::clone(&house.clock) as std::sync::Arc<dyn domain::Clock>;
    let opened = store::Store::open(&path, clock, std::sync::Arc::new(crate::Counted::default())).await;
    let error = opened.err().unwrap().to_string();
    assert!(error.contains("rubbish.db") && error.contains("can't be opened"), "{error}");
}

async fn a_visitor_reads_nothing_and_a_permit_opens_one_door_only(engine: Engine) {
    let house = fresh_on(engine).await;
    assert!(matches!(house.store.counts(Actor::Visitor).await, Err(Error::Denied(_))));
    let wrong = may(ImportOrders);
    assert!(matches!(house.store.save_settings(&wrong, &settings()).await, Err(Error::Denied(_))));
    assert_eq!(house.store.settings(Actor::Operator).await.unwrap(), None);
}
