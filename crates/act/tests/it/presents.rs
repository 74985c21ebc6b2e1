//! Plays that give a present of which there are only so many.

use domain::access::Action::{GiveGifts, WritePeople};
use domain::ids::PresentId;
use domain::plays::{GestureKind, GestureState, Stopped};
use domain::presents::ParcelState;
use domain::{Actor, Instant};
use serde_json::json;
use store::gestures::NewGesture;
use store::presents::Draft;
use testing::Engine;

use crate::house::{House, house, may};
use crate::plays::why;
use act::checks::Answer;
use act::today::Why;
use act::why::Outcome;

testing::on_both_engines![
    while_none_is_left_nobody_begins,
    who_waits_for_a_present_comes_before_who_has_yet_to_begin,
    a_day_says_what_runs_out_and_what_was_never_heard_of,
];

const DAY: i64 = 86_400;

async fn while_none_is_left_nobody_begins(engine: Engine) {
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
    let (mut got, mut not) = (Vec::new(), Vec::new());
    for person in people {
        if house.gestures(person).await == 1 { got.push(person) } else { not.push(person) }
    }
    assert_eq!((got.len(), not.len()), (1, 1));
    let stopped = why(&house, play, not[0]).await;
    assert_eq!((stopped.outcome, stock(&stopped)), (Outcome::Stopped(Stopped::Stock), Answer::Stop));
    assert!(stopped.ways.is_empty(), "nobody waits for what there is none of");
    house.count(present, tea, 2).await;
    house.pass(60);
    assert_eq!(house.turn().await, 1, "who came first is not met again");
    for person in people {
        let gesture = house.store.gestures(Actor::Operator, person).await.unwrap().remove(0);
        assert_eq!((gesture.cost, gesture.present.unwrap().id), (600, present));
    }
}

fn stock(why: &act::why::Why) -> Answer {
    why.checks.iter().find(|one| one.check == Stopped::Stock).unwrap().answer
}

impl House {
    /// Counts a present again: so many lie on the shelf.
    async fn count(&self, present: PresentId, draft: Draft<'_>, shelf: i64) {
        let kept = self.store.present(Actor::Operator, present, Instant(0)).await.unwrap().unwrap();
        let shelf = Some(kept.reserved + shelf);
        let more = Draft { shelf, ..draft };
        self.store.change_present(&may(GiveGifts), present, kept.version, more).await.unwrap();
    }
}

async fn who_waits_for_a_present_comes_before_who_has_yet_to_begin(engine: Engine) {
    let house = house(engine).await;
    let tea = Draft { name: "A tin of tea", cost: 450, shelf: Some(2), mark: None };
    let present = house.store.make_present(&may(GiveGifts), tea).await.unwrap();
    let (ilze, juris) = (house.person("Ilze", "").await, house.person("Juris", "").await);
    let play = house
        .play(json!({
            "when": "rule_holds",
            "steps": [{ "after_days": 1, "gesture": { "present": { "words": "", "present": present } } }],
            "success": { "what": "return", "within_days": 7 },
            "holdout": { "mille": 0, "reason": "two people" },
        }))
        .await;
    assert_eq!(house.turn().await, 0, "both began, and it is not yet time");
    let kept = house.store.present(Actor::Operator, present, Instant(0)).await.unwrap().unwrap();
    house
        .store
        .change_present(&may(GiveGifts), present, kept.version, Draft { shelf: Some(0), ..tea })
        .await
        .unwrap();
    house.pass(DAY);
    assert_eq!(house.turn().await, 0);
    let waiting = why(&house, play, ilze).await;
    assert!(matches!(waiting.outcome, Outcome::Underway(_)), "{:?}", waiting.outcome);
    assert!(matches!(stock(&waiting), Answer::Later(_)));
    let late = house.person("Late", "").await;
    house.count(present, tea, 2).await;
    house.pass(60);
    house.turn().await;
    let stopped = why(&house, play, late).await;
    assert_eq!(stopped.outcome, Outcome::Stopped(Stopped::Stock), "both are for those who wait");
    house.pass(DAY);
    assert_eq!(house.turn().await, 2);
    for person in [ilze, juris] {
        assert_eq!(house.gestures(person).await, 1);
    }
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
