//! Key messages: kept by their first day, on both engines.

use domain::access::Action::ManagePlays;
use domain::key_messages::{KeyMessageRefusal, Texts};
use domain::{Actor, Day};
use store::Error;
use testing::Engine;

use crate::{fresh_on, may};

testing::on_both_engines![a_key_message_holds_until_its_last_day_or_until_the_next_begins,];

fn says(text: &str) -> Texts {
    [("en".to_owned(), text.to_owned())].into()
}

async fn a_key_message_holds_until_its_last_day_or_until_the_next_begins(engine: Engine) {
    let house = fresh_on(engine).await;
    let store = &house.store;
    let save = async |version, from, until: Option<i32>, text: &str| {
        store.save_key_message(&may(ManagePlays), version, Day(from), until.map(Day), &says(text)).await
    };
    let said = async |day| {
        let message = store.key_message_on(Actor::Operator, Day(day)).await.unwrap();
        message.map(|message| message.texts["en"].clone())
    };
    assert_eq!(save(0, 100, None, "Come and taste").await.unwrap(), 1);
    assert_eq!(save(0, 200, Some(210), "The new harvest").await.unwrap(), 1);
    for (version, from, until, text, why) in [
        (0, 100, None, "Mine", KeyMessageRefusal::Day),
        (0, 300, Some(299), "Short", KeyMessageRefusal::Until),
        (0, 300, None, " \n", KeyMessageRefusal::Text),
    ] {
        let refused = save(version, from, until, text).await;
        assert!(matches!(&refused, Err(Error::KeyMessage(refused)) if *refused == why), "{refused:?}");
    }
    assert_eq!(said(99).await, None);
    assert_eq!(said(199).await.as_deref(), Some("Come and taste"));
    assert_eq!(said(210).await.as_deref(), Some("The new harvest"));
    assert_eq!(said(211).await, None, "what was said before does not come back");
    assert_eq!(save(1, 100, Some(150), "Come by").await.unwrap(), 2);
    assert!(matches!(save(1, 100, None, "Late").await, Err(Error::Superseded(_))));
    assert_eq!(said(151).await, None);
    let listed = store.key_messages(Actor::Operator).await.unwrap();
    assert_eq!(listed.iter().map(|message| message.from.0).collect::<Vec<_>>(), [200, 100]);
    let remove = async |version| store.remove_key_message(&may(ManagePlays), Day(200), version).await;
    assert!(matches!(remove(2).await, Err(Error::Superseded(_))));
    remove(1).await.unwrap();
    assert_eq!(said(205).await, None);
}
