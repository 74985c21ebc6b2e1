//! Who may be written to, whatever the clock does.

use domain::Actor;
use domain::access::Action::{MergePeople, WritePeople};
use domain::consent::{ALL, Source, Word};
use domain::ids::PersonId;
use domain::party::PartyKind;
use store::people::edit::{Address, Draft};
use testing::Engine;

use crate::{Fresh, fresh_on, may};

testing::on_both_engines![a_no_spoken_after_the_clock_was_set_back_is_heard_by_whatever_they_are_known];

async fn somebody(house: &Fresh, email: &str) -> PersonId {
    let draft = Draft { kind: PartyKind::Person, name: email.to_owned(), ..Draft::default() };
    house.store.make_person(&may(WritePeople), draft, &[Address::Email(email)]).await.unwrap()
}

async fn a_no_spoken_after_the_clock_was_set_back_is_heard_by_whatever_they_are_known(engine: Engine) {
    let house = fresh_on(engine).await;
    let (store, permit) = (&house.store, may(WritePeople));
    let (anna, second) = (somebody(&house, "anna@x.lv").await, somebody(&house, "a@y.lv").await);
    let ways = store.person(Actor::Operator, anna).await.unwrap().unwrap().identities;
    let seconds = store.person(Actor::Operator, second).await.unwrap().unwrap().identities;
    let nothing = std::collections::BTreeSet::new();
    store.merge(&may(MergePeople), anna, second, &nothing).await.unwrap();
    let allowed = async || store.consents(Actor::Operator, anna).await.unwrap().allow("news", false);

    store.say_consent(&permit, anna, "news", Word::Given, "").await.unwrap();
    assert!(allowed().await);
    house.clock.pass(-86_400);
    let stop = [("news".to_owned(), Word::Refused)];
    store.say_by_letter(&permit, ways[0].id, Source::OneClick, &stop).await.unwrap();
    assert!(!allowed().await, "by the address that had said yes");

    store.say_consent(&permit, anna, "news", Word::Given, "").await.unwrap();
    assert!(allowed().await, "who changes their mind is heard too");
    house.clock.pass(-86_400);
    let stop = [(ALL.to_owned(), Word::Refused)];
    store.say_by_letter(&permit, seconds[0].id, Source::OneClick, &stop).await.unwrap();
    assert!(!allowed().await, "by another address, and of everything");
    let told = store.consent_history(Actor::Operator, anna).await.unwrap();
    let said: Vec<Word> = told.iter().map(|line| line.word).collect();
    assert_eq!(said, [Word::Refused, Word::Given, Word::Refused, Word::Given], "the ledger keeps the order");
}
