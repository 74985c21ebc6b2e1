//! Certificates given by hand, each with the gesture that gives it, on both engines.

use domain::Actor;
use domain::access::Action::{GiveGifts, WritePeople};
use domain::certificates::CertificateRefusal;
use domain::plays::{Certificate as Gift, GestureKind, GestureState, Worth};
use domain::timeline::Kind;
use store::Error;
use store::gestures::NewGesture;
use store::timeline::Asked;
use testing::Engine;

use crate::certificates::{money, shop, why};
use crate::may;

testing::on_both_engines![
    a_certificate_given_is_a_gesture_done_and_an_entry_on_the_timeline,
    a_task_that_asks_for_a_certificate_ends_with_the_one_it_gets,
];

async fn a_certificate_given_is_a_gesture_done_and_an_entry_on_the_timeline(engine: Engine) {
    let shop = shop(engine, "Europe/Riga").await;
    let store = &shop.fresh.store;
    let refused = store.give_certificate(&may(GiveGifts), shop.person, &money(0, None)).await;
    assert_eq!(why(refused), CertificateRefusal::Amount);
    assert!(store.gestures(Actor::Operator, shop.person).await.unwrap().is_empty());
    let id = shop.give(&money(2500, None)).await;
    let trial = Gift { worth: Worth::Trial { of: "honey".into(), cost: 300 }, expires_after_days: None };
    let trial = shop.give(&trial).await;
    let given = store.gestures(Actor::Operator, shop.person).await.unwrap();
    let told: Vec<_> =
        given.iter().map(|one| (one.certificate, one.state, one.cost, one.words.as_str())).collect();
    let done = GestureState::Done;
    assert_eq!(told, [(Some(trial), done, 300, "honey"), (Some(id), done, 2500, "")]);
    let asked = Asked { kinds: vec![Kind::Gesture], limit: 9, ..Asked::default() };
    let entries = store.timeline(Actor::Operator, shop.person, &asked).await.unwrap().entries;
    let entries: Vec<_> = entries.iter().map(|entry| entry.place.id).collect();
    assert_eq!(entries, given.iter().map(|gesture| gesture.id.0).collect::<Vec<_>>());
    shop.end().await;
}

async fn a_task_that_asks_for_a_certificate_ends_with_the_one_it_gets(engine: Engine) {
    let shop = shop(engine, "Europe/Riga").await;
    let store = &shop.fresh.store;
    let ask = |kind| NewGesture {
        kind,
        words: "Silent for 9 weeks".into(),
        owed: false,
        owner: None,
        due: None,
        present: None,
        cost: 0,
    };
    let write = may(WritePeople);
    let begun = |kind| store.begin_gesture(&write, shop.person, ask(kind));
    let (call, task) = (begun(GestureKind::Call), begun(GestureKind::Certificate));
    let (call, task) = (call.await.unwrap(), task.await.unwrap());
    let (gift, give) = (money(2500, None), may(GiveGifts));
    let refused = store.give_certificate_for(&give, call, 1, &gift).await;
    assert!(matches!(refused, Err(Error::Missing(_))));
    let id = store.give_certificate_for(&give, task, 1, &gift).await.unwrap();
    let done = store.gesture(Actor::Operator, task).await.unwrap().unwrap();
    assert_eq!((done.certificate, done.state, done.cost), (Some(id), GestureState::Done, 2500));
    let twice = store.give_certificate_for(&give, task, done.version, &gift).await;
    assert!(matches!(twice, Err(Error::Superseded(_))));
    assert_eq!(store.certificates(Actor::Operator, shop.person).await.unwrap().len(), 1);
    shop.end().await;
}
