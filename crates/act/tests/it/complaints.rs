//! Complaints: made good before anything else is said, on both engines.

use domain::Actor;
use domain::access::Action;
use domain::plays::{Definition, GestureKind, GestureState, Programme, Stopped};
use domain::timeline::Kind;
use serde_json::json;
use store::contacts::Asked;
use store::gestures::Gesture;
use testing::Engine;

use crate::house::{House, call, house, may};

testing::on_both_engines![
    an_open_complaint_is_owed_amends_and_suspends_everything_else,
    a_complaint_taken_back_takes_its_tasks_with_it,
];

async fn an_open_complaint_is_owed_amends_and_suspends_everything_else(engine: Engine) {
    let house = house(engine).await;
    let (anna, toms) = (house.person("Anna", "").await, house.person("Toms", "").await);
    let two = json!({ "steps": [
        { "gesture": { "call": { "words": "First" } } },
        { "after_days": 1, "gesture": { "call": { "words": "Second" } } },
    ] });
    let play = house.play(call(two)).await;
    assert_eq!(house.turn().await, 2);
    let permit = may(Action::WritePeople);
    let complains = async |person, words| {
        let kind = Kind::Complaint;
        house.store.write_touch(&permit, person, kind, house.now(), words).await.unwrap()
    };
    complains(anna, "The cake was stale").await;
    let open = async |person| {
        let all = house.store.gestures(Actor::Operator, person).await.unwrap();
        all.into_iter().filter(|one| one.play.is_none()).collect::<Vec<_>>()
    };
    let mut tasks = open(anna).await;
    tasks.sort_by_key(|task| task.due);
    let [recovery, follow_up] = &tasks[..] else { panic!("two tasks: {tasks:?}") };
    assert_eq!((recovery.kind, follow_up.kind), (GestureKind::Recovery, GestureKind::FollowUp));
    assert!(recovery.owed && follow_up.owed && recovery.words == "The cake was stale");
    assert!(recovery.due > house.now() && follow_up.due > recovery.due, "each by its day");

    house.pass(86_400 + 60);
    assert_eq!(house.turn().await, 1, "the second call of Toms alone");
    let why = act::why::why(&house.store, house.now(), Actor::Operator, play, anna).await.unwrap().unwrap();
    let stops = why.checks.iter().find(|asked| asked.check == Stopped::Complaint).unwrap();
    assert!(matches!(stops.answer, act::checks::Answer::Later(_)), "{:?}", stops.answer);
    // Made good the same day, whatever the asking later brings.
    let done = GestureState::Done;
    house.store.close_gesture(&permit, recovery.id, recovery.version, done, "A fresh one").await.unwrap();
    house.pass(86_400);
    assert_eq!(house.turn().await, 1, "then hers");

    complains(toms, "Nobody answered the phone").await;
    let other = house.play(call(json!({}))).await;
    house.turn().await;
    let met = async |person| house.store.enrolments_of(Actor::Operator, person, Some(other)).await.unwrap();
    assert_eq!((met(anna).await.len(), met(toms).await.len()), (1, 0), "and no other play meets him");

    let of = async |kind| open(toms).await.into_iter().find(|task| task.kind == kind).unwrap();
    let recovery = of(GestureKind::Recovery).await;
    let could_not = GestureState::CouldNot;
    house.store.close_gesture(&permit, recovery.id, 1, could_not, "He did not answer").await.unwrap();
    house.pass(86_400);
    house.turn().await;
    assert_eq!(met(toms).await.len(), 0, "what could not be made good is not good");
    house.pass(60);
    let asked = of(GestureKind::FollowUp).await;
    house.store.close_gesture(&permit, asked.id, 1, done, "He laughs about it").await.unwrap();
    house.turn().await;
    assert_eq!(met(toms).await.len(), 1, "until somebody asked and it was");
}

/// What one letter that is nobody's play asks of people.
fn asked(house: &House) -> Asked {
    let definition = Definition::of_one_letter("", false);
    act::checks::asked(
        None,
        &definition,
        &Programme::default(),
        house.now(),
        house.now().day_in(&jiff::tz::TimeZone::UTC),
    )
}

async fn a_complaint_taken_back_takes_its_tasks_with_it(engine: Engine) {
    let house = house(engine).await;
    let (anna, permit) = (house.person("Anna", "").await, may(Action::WritePeople));
    let write = async |words| {
        house.store.write_touch(&permit, anna, Kind::Complaint, house.now(), words).await.unwrap()
    };
    let (mistaken, meant) = (write("The cake was stale").await, write("It was raining in").await);
    let states = async || {
        let all = house.store.gestures(Actor::Operator, anna).await.unwrap();
        let of = |words: &str| all.iter().filter(|one| one.words == words).map(|one| one.state).collect();
        let states: (Vec<_>, Vec<_>) = (of("The cake was stale"), of("It was raining in"));
        states
    };
    use domain::plays::GestureState::{Cancelled, Done, Open};
    let all = house.store.gestures(Actor::Operator, anna).await.unwrap();
    let made_good =
        all.iter().find(|one| one.words == "The cake was stale" && one.kind == GestureKind::Recovery);
    house.store.close_gesture(&permit, made_good.unwrap().id, 1, Done, "A fresh one").await.unwrap();
    house.store.remove_touch(&permit, mistaken, 1).await.unwrap();
    let (mistaken, other) = states().await;
    assert!(mistaken.contains(&Done) && mistaken.contains(&Cancelled), "what was done stays: {mistaken:?}");
    assert_eq!(other, [Open, Open]);
    house
        .store
        .correct_touch(&permit, meant, 1, (Kind::Note, house.now()), "It was raining in")
        .await
        .unwrap();
    assert_eq!(states().await.1, [Cancelled, Cancelled]);

    let complains = async || {
        let why = house.store.contacts(Actor::Operator, &asked(&house), &[anna]).await.unwrap();
        why[0].complains
    };
    let recovery = async |words: &str| {
        let all = house.store.gestures(Actor::Operator, anna).await.unwrap();
        let is_its = |one: &&Gesture| one.words == words && one.kind == GestureKind::Recovery;
        all.iter().find(is_its).unwrap().id
    };
    let close = async |id, state| house.store.close_gesture(&permit, id, 1, state, "").await.unwrap();
    let could_not = GestureState::CouldNot;
    let (late, cold) = (write("It came late").await, write("The soup was cold").await);
    close(recovery("It came late").await, could_not).await;
    close(recovery("The soup was cold").await, Done).await;
    assert!(complains().await, "one complaint made good is not the other");
    house.store.remove_touch(&permit, late, 1).await.unwrap();
    assert!(!complains().await, "what was taken back is none");
    house.store.remove_touch(&permit, cold, 1).await.unwrap();
}
