//! Somebody erased in the middle of a play: while it looks, while it steps, while a letter waits.

use act::why::why;
use domain::Actor;
use domain::access::Action;
use domain::erasure::AskedBy;
use domain::ids::PersonId;
use domain::plays::{EnrolmentState, GestureState, OutboxState, Stopped};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::json;
use store::Store;
use store::erasures::NewErasure;
use testing::Engine;
use testing::sink::Sink;

use crate::house::{call, house, may};
use crate::letters;

testing::on_both_engines![who_is_erased_while_plays_look_and_step_is_met_no_more_and_stays_drawn];

async fn erase(store: &Store, person: PersonId) {
    let new = NewErasure { person, asked_by: AskedBy::Person, reason: "asked" };
    store.erase(&may(Action::ErasePeople), &new).await.unwrap();
}

async fn who_is_erased_while_plays_look_and_step_is_met_no_more_and_stays_drawn(engine: Engine) {
    let house = house(engine).await;
    let mut people = Vec::new();
    for number in 0..24 {
        people.push(house.person(&format!("P{number}"), "").await);
    }
    let steps = json!({ "steps": [
        { "gesture": { "call": { "words": "Ask P" } } },
        { "after_days": 1, "gesture": { "call": { "words": "Ask P again" } } },
    ], "holdout": { "mille": 300 } });
    let play = house.play(call(steps)).await;
    let mut rng = ChaCha8Rng::seed_from_u64(11);
    let mut erased: Vec<(PersonId, usize)> = Vec::new();
    while people.len() > 8 {
        let person = people.swap_remove(rng.random_range(0..people.len()));
        let (look, one, other, ()) = tokio::join!(
            act::decide::run(&house.store, &house.clock),
            act::steps::batch(&house.store, &house.clock, 3),
            act::steps::batch(&house.store, &house.clock, 3),
            erase(&house.store, person),
        );
        look.unwrap();
        one.unwrap();
        other.unwrap();
        erased.push((person, house.gestures(person).await));
        house.pass(rng.random_range(0..20_000));
    }
    let arms = house.store.arms(Actor::Operator, play).await.unwrap();
    for _ in 0..4 {
        house.pass(86_400);
        house.turn().await;
    }
    assert!(!house.store.steps_due(Actor::Operator).await.unwrap(), "nothing of theirs is due for ever");
    for (person, before) in erased {
        let gestures = house.store.gestures(Actor::Operator, person).await.unwrap();
        assert_eq!(gestures.len(), before, "met after they were erased");
        assert!(gestures.iter().all(|one| one.state != GestureState::Open && one.words.is_empty()));
        let ways = house.store.enrolments_of(Actor::Operator, person, Some(play)).await.unwrap();
        assert!(ways.iter().all(|way| way.state != EnrolmentState::Underway), "{ways:?}");
        let said = |way: &store::enrolments::Enrolment| way.reason.clone();
        assert!(ways.iter().filter_map(said).all(|reason| reason == Stopped::Erased.name()));
        assert!(why(&house.store, house.now(), Actor::Operator, play, person).await.unwrap().is_none());
    }
    let after = house.store.arms(Actor::Operator, play).await.unwrap();
    assert!(after.treated >= arms.treated && after.held >= arms.held, "no draw was taken back");
}

#[tokio::test]
async fn a_letter_that_waits_does_not_go_and_others_do() {
    let house = letters::House::with(3).await;
    let sink = Sink::start().await;
    let gestures = house.decide_all().await;
    house
        .store
        .erase(
            &letters::may(Action::ErasePeople),
            &NewErasure { person: house.people[1], asked_by: AskedBy::Person, reason: "asked" },
        )
        .await
        .unwrap();
    assert_eq!(house.postman(&sink).all_due().await.unwrap(), 2);
    let line = house.line(gestures[1]).await;
    assert_eq!((line.state, line.address.as_str(), line.name.as_str()), (OutboxState::Cancelled, "", ""));
    assert!(sink.taken().iter().all(|taken| !taken.reader.starts_with("reader1@")));
}
