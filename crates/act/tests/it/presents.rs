//! Plays that give a present of which there are only so many.

use domain::access::Action::{GiveGifts, WritePeople};
use domain::plays::{GestureKind, GestureState, Stopped};
use domain::presents::ParcelState;
use domain::{Actor, Instant};
use serde_json::json;
use store::gestures::NewGesture;
use store::presents::Draft;
use testing::Engine;

use crate::house::{house, may};
use crate::plays::why;
use act::checks::Answer;
use act::today::Why;
use act::why::Outcome;

testing::on_both_engines![
    while_none_is_left_nobody_begins_and_who_is_on_the_way_waits,
    a_day_says_what_runs_out_and_what_was_never_heard_of,
];

const DAY: i64 = 86_400;

async fn while_none_is_left_nobody_begins_and_who_is_on_the_way_waits(engine: Engine) {
    let house = house(engine).await;
    let tea = Draft { name: "A tin of tea", cost: 450, shelf: Some(1), mark: None };
    let present = house.store.make_present(&may(GiveGifts), tea).await.unwrap();
    let people = [house.person("Ilze", "").await, house.person("Juris", "").await];
    let definition = json!({
        "when": "rule_holds",
        "steps": [{ "gesture": { "present": { "words": "With thanks", "present": present } }, "cost": 150 }],
        "success": { "what": "return", "within_days": 7 },
        "holdout": { "mille": 0, "reason": "two people" },
    });
    let said = serde_json::from_value(definition.clone()).unwrap();
    let rehearsed = act::rehearsal::rehearse(&house.store, house.now(), Actor::Operator, None, &said).await;
    let rehearsed = rehearsed.unwrap();
    assert_eq!((rehearsed.found, rehearsed.met, rehearsed.not.get("stock")), (2, 1, Some(&1)));
    assert_eq!(
        (rehearsed.cost_each, rehearsed.cost),
        (600, 600),
        "what one costs, and what the step says beside"
    );
    let play = house.play(definition).await;
    assert_eq!(house.turn().await, 1);
    let (mut got, mut waits) = (Vec::new(), Vec::new());
    for person in people {
        if house.gestures(person).await == 1 { got.push(person) } else { waits.push(person) }
    }
    assert_eq!((got.len(), waits.len()), (1, 1));
    let late = house.person("Late", "").await;
    house.pass(60);
    assert_eq!(house.turn().await, 0);
    let waiting = why(&house, play, waits[0]).await;
    assert!(matches!(waiting.outcome, Outcome::Underway(_)), "{:?}", waiting.outcome);
    let stock =
        |why: &act::why::Why| why.checks.iter().find(|one| one.check == Stopped::Stock).unwrap().answer;
    assert!(matches!(stock(&waiting), Answer::Later(_)));
    let stopped = why(&house, play, late).await;
    assert_eq!((stopped.outcome, stock(&stopped)), (Outcome::Stopped(Stopped::Stock), Answer::Stop));
    let kept = house.store.present(Actor::Operator, present, Instant(0)).await.unwrap().unwrap();
    let more = Draft { shelf: Some(3), ..tea };
    house.store.change_present(&may(GiveGifts), present, kept.version, more).await.unwrap();
    house.pass(DAY);
    assert_eq!(house.turn().await, 2, "who waited, and who came late");
    for person in [got[0], waits[0], late] {
        let gesture = house.store.gestures(Actor::Operator, person).await.unwrap().remove(0);
        assert_eq!((gesture.cost, gesture.present.unwrap().id), (600, present));
    }
    assert_eq!(house.turn().await, 0, "three were there, and three were put by");
}

async fn a_day_says_what_runs_out_and_what_was_never_heard_of(engine: Engine) {
    let house = house(engine).await;
    let tea = Draft { name: "A tin of tea", cost: 450, shelf: Some(2), mark: Some(2) };
    let present = house.store.make_present(&may(GiveGifts), tea).await.unwrap();
    let ilze = house.person("Ilze", "").await;
    let lines = async || {
        let day = act::today::list(&house.store, Actor::Operator, house.now(), None).await.unwrap();
        let said = day.lines.into_iter().filter_map(|line| match line.why {
            Why::Stock(shelf) => Some(format!("{}: {:?}", shelf.name, shelf.free)),
            Why::Parcels { late } => Some(format!("late: {late}")),
            _ => None,
        });
        said.collect::<Vec<_>>()
    };
    assert!(lines().await.is_empty(), "two are left, as many as there should be");
    let new = NewGesture {
        kind: GestureKind::Present,
        words: "With thanks".into(),
        owed: false,
        owner: None,
        due: None,
        present: Some(present),
        cost: 0,
    };
    let task = house.store.begin_gesture(&may(WritePeople), ilze, new).await.unwrap();
    assert_eq!(lines().await, ["A tin of tea: Some(1)"]);
    house.store.close_gesture(&may(WritePeople), task, 1, GestureState::Done, "").await.unwrap();
    house.pass(14 * DAY);
    assert_eq!(lines().await, ["A tin of tea: Some(1)"], "14 days are not yet long");
    house.pass(DAY);
    assert_eq!(lines().await, ["A tin of tea: Some(1)", "late: 1"]);
    house.store.end_parcel(&may(WritePeople), task, ParcelState::Delivered, false).await.unwrap();
    assert_eq!(lines().await, ["A tin of tea: Some(1)"]);
}
