//! What has come to speak against a task since it was decided.

use domain::Actor;
use domain::access::Action;
use domain::consent::{ALL, Word};
use domain::ids::PersonId;
use domain::plays::Stopped;
use serde_json::json;
use testing::Engine;

use crate::house::{House, call, house, may};

testing::on_both_engines![an_open_task_says_who_is_to_be_left_alone_by_now];

async fn against(house: &House, person: PersonId) -> Option<Stopped> {
    let task = house.store.gestures(Actor::Operator, person).await.unwrap().remove(0);
    act::tasks::against(&house.store, house.now(), Actor::Operator, &task).await.unwrap()
}

async fn an_open_task_says_who_is_to_be_left_alone_by_now(engine: Engine) {
    let house = house(engine).await;
    let mut people = Vec::new();
    for name in ["Anna", "Olga", "Ilze", "Toms"] {
        people.push(house.person(name, "").await);
    }
    house.play(call(json!({ "topic": "care" }))).await;
    assert_eq!(house.turn().await, 4);
    for &person in &people {
        assert_eq!(against(&house, person).await, None);
    }
    let permit = may(Action::WritePeople);
    house.store.leave_in_peace(&permit, people[0], "a loss", None).await.unwrap();
    house.store.say_consent(&permit, people[1], "care", Word::Refused, "").await.unwrap();
    house.store.say_consent(&permit, people[2], ALL, Word::Refused, "").await.unwrap();
    let told = [
        against(&house, people[0]).await,
        against(&house, people[1]).await,
        against(&house, people[2]).await,
        against(&house, people[3]).await,
    ];
    assert_eq!(told, [Some(Stopped::Rest), Some(Stopped::Consent), Some(Stopped::Consent), None]);
    // What is owed is done all the same.
    let recovery = store::gestures::NewGesture {
        kind: domain::plays::GestureKind::Call,
        words: "Make it good".into(),
        owed: true,
        owner: None,
        due: None,
        present: None,
        cost: 0,
    };
    house.pass(1);
    house.store.begin_gesture(&permit, people[0], recovery).await.unwrap();
    assert_eq!(against(&house, people[0]).await, None);
}
