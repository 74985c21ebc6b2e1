//! Presents on both engines: counted, put by, sent, delivered, given back, and never fewer than none.

use std::sync::Arc;

use domain::access::Action::{ErasePeople, GiveGifts, ManagePlays, MergePeople, RunJobs, WritePeople};
use domain::erasure::AskedBy;
use domain::ids::{GestureId, PersonId, PresentId};
use domain::plays::{Definition, DefinitionError, GestureKind, GestureState};
use domain::presents::{PIECES_MAX, ParcelState, PresentRefusal};
use domain::{Actor, Instant};
use serde_json::json;
use store::enrolments::{Deed, Due, Move};
use store::erasures::NewErasure;
use store::gestures::NewGesture;
use store::people::edit::Draft as Person;
use store::presents::{Draft, Parcels, Present};
use store::{Error, Store};
use testing::Engine;
use uuid::Uuid;

use crate::steps::{asks, on_the_way};
use crate::{fresh_on, may};

testing::on_both_engines![
    a_present_is_put_by_sent_and_delivered_and_each_number_says_so,
    of_many_at_once_none_gets_what_is_not_there,
    what_is_called_off_is_free_again_and_what_came_back_costs_nothing,
    an_ended_play_and_an_erased_person_give_back_what_was_put_by,
    a_present_that_plays_name_is_not_put_away,
    what_cannot_be_is_refused_with_a_sentence,
];

const TEA: Draft<'static> = Draft { name: "A tin of tea", cost: 450, shelf: Some(3), mark: Some(2) };

async fn somebody(store: &Store, name: &str) -> PersonId {
    let draft = Person { name: name.to_owned(), ..Person::default() };
    store.make_person(&may(WritePeople), draft, &[]).await.unwrap()
}

async fn begin(store: &Store, person: PersonId, present: PresentId) -> Result<GestureId, Error> {
    let new = NewGesture {
        kind: GestureKind::Present,
        words: "With thanks".into(),
        owed: false,
        owner: None,
        due: None,
        present: Some(present),
        cost: 100,
    };
    store.begin_gesture(&may(WritePeople), person, new).await
}

async fn close(store: &Store, id: GestureId, state: GestureState) -> Result<i64, Error> {
    store.close_gesture(&may(WritePeople), id, 1, state, "LV 123").await
}

async fn end(store: &Store, id: GestureId, state: ParcelState, onto_shelf: bool) -> Result<(), Error> {
    store.end_parcel(&may(WritePeople), id, state, onto_shelf).await
}

async fn held(store: &Store, id: PresentId) -> Present {
    store.present(Actor::Operator, id, Instant(0)).await.unwrap().unwrap()
}

/// On the shelf, put by, on their way, delivered, came back.
async fn counts(store: &Store, id: PresentId) -> (Option<i64>, [i64; 4]) {
    let present = held(store, id).await;
    (present.shelf, [present.reserved, present.sent, present.delivered, present.returned])
}

fn why<T: std::fmt::Debug>(result: Result<T, Error>) -> PresentRefusal {
    match result {
        Err(Error::Present(why)) => why,
        other => panic!("{other:?}"),
    }
}

/// A play whose first step gives the present, and whose way somebody has begun.
fn gives(present: PresentId) -> Definition {
    serde_json::from_value(json!({
        "when": "rule_holds",
        "steps": [{ "gesture": { "present": { "words": "With thanks", "present": present } } }],
        "success": { "what": "return", "within_days": 7 },
    }))
    .unwrap()
}

async fn a_present_is_put_by_sent_and_delivered_and_each_number_says_so(engine: Engine) {
    let house = fresh_on(engine).await;
    let store = &house.store;
    let tea = store.make_present(&may(GiveGifts), TEA).await.unwrap();
    let ilze = somebody(store, "Ilze").await;
    let task = begin(store, ilze, tea).await.unwrap();
    assert_eq!(counts(store, tea).await, (Some(3), [1, 0, 0, 0]));
    let shelves = store.shelves(Actor::Operator).await.unwrap();
    assert_eq!((shelves.free(Some(tea)), shelves.free(None)), (Some(2), None));
    let gesture = store.gesture(Actor::Operator, task).await.unwrap().unwrap();
    assert_eq!((gesture.cost, gesture.present.unwrap().state), (550, ParcelState::Reserved));
    assert_eq!(why(end(store, task, ParcelState::Delivered, false).await), PresentRefusal::NotSent);
    // It costs what one costs when it is sent.
    store.change_present(&may(GiveGifts), tea, 1, Draft { cost: 500, ..TEA }).await.unwrap();
    close(store, task, GestureState::Done).await.unwrap();
    assert!(matches!(close(store, task, GestureState::Done).await, Err(Error::Superseded(_))), "in two tabs");
    assert_eq!(counts(store, tea).await, (Some(2), [0, 1, 0, 0]));
    let parcel = store.parcel(Actor::Operator, task).await.unwrap().unwrap();
    assert_eq!((parcel.cost.minor, parcel.note.as_str(), parcel.person), (600, "LV 123", ilze));
    let sent = parcel.sent.unwrap();
    assert_eq!(store.parcels_late(Actor::Operator, sent).await.unwrap(), 0);
    assert_eq!(store.parcels_late(Actor::Operator, Instant(sent.0 + 1)).await.unwrap(), 1);
    end(store, task, ParcelState::Delivered, false).await.unwrap();
    assert!(matches!(end(store, task, ParcelState::Delivered, true).await, Err(Error::Superseded(_))));
    assert_eq!(counts(store, tea).await, (Some(2), [0, 0, 1, 0]));
    assert_eq!(held(store, tea).await.spent, 600);
    assert_eq!(store.present(Actor::Operator, tea, Instant(sent.0 + 1)).await.unwrap().unwrap().spent, 0);
    for state in ParcelState::ALL {
        let asked = Parcels { present: Some(tea), state: Some(*state), ..Parcels::default() };
        let found = store.parcels(Actor::Operator, &asked, 9).await.unwrap();
        assert_eq!(found.len(), usize::from(*state == ParcelState::Delivered), "{state:?}");
    }
    end(store, task, ParcelState::Returned, true).await.unwrap();
    assert_eq!(counts(store, tea).await, (Some(3), [0, 0, 0, 1]), "it came back after all");
    assert!(matches!(end(store, task, ParcelState::Delivered, false).await, Err(Error::Superseded(_))));
}

async fn of_many_at_once_none_gets_what_is_not_there(engine: Engine) {
    let house = fresh_on(engine).await;
    let store = Arc::new(house.store.clone());
    let tea = store.make_present(&may(GiveGifts), TEA).await.unwrap();
    let mut asking = Vec::new();
    for number in 0..12 {
        let person = somebody(&store, &format!("Person {number}")).await;
        let store = Arc::clone(&store);
        asking.push(tokio::spawn(async move { begin(&store, person, tea).await }));
    }
    let (mut got, mut none) = (Vec::new(), 0);
    for asked in asking {
        match asked.await.unwrap() {
            Ok(task) => got.push(task),
            refused => {
                assert_eq!(why(refused), PresentRefusal::NoneLeft);
                none += 1;
            }
        }
    }
    assert_eq!((got.len(), none), (3, 9));
    let sending = got.iter().flat_map(|&task| [task, task]).map(|task| {
        let store = Arc::clone(&store);
        tokio::spawn(async move { close(&store, task, GestureState::Done).await.is_ok() })
    });
    let mut sent = 0;
    for sending in sending.collect::<Vec<_>>() {
        sent += usize::from(sending.await.unwrap());
    }
    assert_eq!((sent, counts(&store, tea).await), (3, (Some(0), [0, 3, 0, 0])));
}

async fn what_is_called_off_is_free_again_and_what_came_back_costs_nothing(engine: Engine) {
    let house = fresh_on(engine).await;
    let store = &house.store;
    let tea = store.make_present(&may(GiveGifts), Draft { shelf: Some(1), ..TEA }).await.unwrap();
    let ilze = somebody(store, "Ilze").await;
    for state in [GestureState::CouldNot, GestureState::Cancelled] {
        let task = begin(store, ilze, tea).await.unwrap();
        assert_eq!(why(begin(store, ilze, tea).await), PresentRefusal::NoneLeft);
        close(store, task, state).await.unwrap();
        let parcel = store.parcel(Actor::Operator, task).await.unwrap().unwrap();
        assert_eq!((parcel.state, parcel.sent, parcel.note.as_str()), (ParcelState::Released, None, ""));
    }
    let task = begin(store, ilze, tea).await.unwrap();
    close(store, task, GestureState::Done).await.unwrap();
    end(store, task, ParcelState::Returned, true).await.unwrap();
    assert_eq!(counts(store, tea).await, (Some(1), [0, 0, 0, 1]));
    assert_eq!(held(store, tea).await.spent, 100, "what else the gesture cost is spent all the same");
    // What somebody was sent follows them into whom they are merged with, and back.
    let same = somebody(store, "Ilze O.").await;
    let whose = async || store.parcel(Actor::Operator, task).await.unwrap().unwrap().person;
    let merge = store.merge(&may(MergePeople), same, ilze, &Default::default()).await.unwrap();
    assert_eq!(whose().await, same);
    store.undo_merge(&may(MergePeople), merge).await.unwrap();
    assert_eq!(whose().await, ilze);
    // What nobody counts is never out.
    let card = Draft { name: "A card", shelf: None, ..TEA };
    let card = store.make_present(&may(GiveGifts), card).await.unwrap();
    let task = begin(store, ilze, card).await.unwrap();
    close(store, task, GestureState::Done).await.unwrap();
    end(store, task, ParcelState::Returned, true).await.unwrap();
    assert_eq!(counts(store, card).await, (None, [0, 0, 0, 1]));
}

async fn an_ended_play_and_an_erased_person_give_back_what_was_put_by(engine: Engine) {
    let house = fresh_on(engine).await;
    let store = &house.store;
    let tea = store.make_present(&may(GiveGifts), Draft { shelf: Some(2), ..TEA }).await.unwrap();
    let ilze = somebody(store, "Ilze").await;
    let sent = begin(store, ilze, tea).await.unwrap();
    close(store, sent, GestureState::Done).await.unwrap();
    begin(store, ilze, tea).await.unwrap();
    assert_eq!(counts(store, tea).await, (Some(1), [1, 1, 0, 0]));
    let erasure = NewErasure { person: ilze, asked_by: AskedBy::Person, reason: "asked by letter" };
    store.erase(&may(ErasePeople), &erasure).await.unwrap();
    assert_eq!(counts(store, tea).await, (Some(1), [0, 1, 0, 0]));
    let parcel = store.parcel(Actor::Operator, sent).await.unwrap().unwrap();
    assert_eq!((parcel.person_name.as_str(), parcel.note.as_str()), ("", ""), "no words are kept");
    let play = store.make_play(&may(ManagePlays), "Thanks", &gives(tea)).await.unwrap();
    store.start_play(&may(ManagePlays), play, 1).await.unwrap();
    for name in ["First", "Second"] {
        on_the_way(&house, play, name).await;
    }
    let (now, later) = (domain::Clock::now(&*house.clock), Instant(i64::MAX));
    let mut seen = Vec::new();
    let decide = |due: &Due| {
        seen.push(due.free);
        let deed = Deed {
            kind: GestureKind::Present,
            due: now,
            owner: None,
            for_role: None,
            words: "With thanks".into(),
            letter: None,
            certificate: None,
            present: Some(tea),
            cost: 0,
        };
        if due.free == Some(0) { Move::Wait(later) } else { Move::Do(deed, None) }
    };
    let stepped = store.take_steps(&may(RunJobs), 9, |play, _| asks(play, now), decide).await.unwrap();
    assert_eq!((stepped.done, seen), (1, vec![Some(1), Some(0)]), "each sees what the one before took");
    assert_eq!(counts(store, tea).await, (Some(1), [1, 1, 0, 0]));
    store.end_play(&may(ManagePlays), play, 2).await.unwrap();
    assert_eq!(counts(store, tea).await, (Some(1), [0, 1, 0, 0]));
}

async fn a_present_that_plays_name_is_not_put_away(engine: Engine) {
    let house = fresh_on(engine).await;
    let store = &house.store;
    let tea = store.make_present(&may(GiveGifts), TEA).await.unwrap();
    let card = store.make_present(&may(GiveGifts), Draft { name: "A card", ..TEA }).await.unwrap();
    let play = store.make_play(&may(ManagePlays), "Thanks", &gives(tea)).await.unwrap();
    let away = async |version| store.put_present(&may(GiveGifts), tea, version, true).await;
    assert_eq!(why(away(1).await), PresentRefusal::Named("Thanks".into()));
    // Who is on the way still gets what the play said when they came.
    store.start_play(&may(ManagePlays), play, 1).await.unwrap();
    on_the_way(&house, play, "Ilze").await;
    store.pause_play(&may(ManagePlays), play, 2).await.unwrap();
    store.change_play(&may(ManagePlays), play, 3, "Thanks", &gives(card)).await.unwrap();
    assert_eq!(why(away(1).await), PresentRefusal::Named("Thanks".into()));
    store.end_play(&may(ManagePlays), play, 4).await.unwrap();
    assert_eq!(away(1).await.unwrap(), 2);
    assert!(matches!(away(1).await, Err(Error::Superseded(_))), "begun on an older one");
    let ilze = somebody(store, "Ilze").await;
    assert_eq!(why(begin(store, ilze, tea).await), PresentRefusal::NoneLeft);
    let named = store.make_play(&may(ManagePlays), "Anew", &gives(tea)).await;
    assert!(matches!(named, Err(Error::Definition(DefinitionError::Present(1)))), "{named:?}");
    assert_eq!(store.put_present(&may(GiveGifts), tea, 2, false).await.unwrap(), 3);
    begin(store, ilze, tea).await.unwrap();
}

async fn what_cannot_be_is_refused_with_a_sentence(engine: Engine) {
    let house = fresh_on(engine).await;
    let store = &house.store;
    let long = "x".repeat(10_000);
    let tea = store.make_present(&may(GiveGifts), TEA).await.unwrap();
    for (draft, says) in [
        (Draft { cost: -1, ..TEA }, "Say what one costs: nothing or more"),
        (Draft { cost: 1_000_000_000_000_001, ..TEA }, "Say what one costs: nothing or more"),
        (Draft { shelf: Some(-1), ..TEA }, "Say how many there are"),
        (Draft { shelf: Some(1_000_000_000_000_000), ..TEA }, "Say how many there are"),
        (Draft { mark: Some(PIECES_MAX + 1), ..TEA }, "Say how many there are"),
        (Draft { name: &long, ..TEA }, "Say what the present is, in at most 100"),
        (Draft { name: " ", ..TEA }, "Say what the present is"),
    ] {
        let made = store.make_present(&may(GiveGifts), draft).await.map(drop);
        let changed = store.change_present(&may(GiveGifts), tea, 1, draft).await.map(drop);
        for refused in [made, changed] {
            let refused = refused.unwrap_err().to_string();
            assert!(refused.contains(says), "{refused}");
        }
    }
    let ilze = somebody(store, "Ilze").await;
    begin(store, ilze, tea).await.unwrap();
    let version = held(store, tea).await.version;
    let fewer = store.change_present(&may(GiveGifts), tea, version, Draft { shelf: Some(0), ..TEA }).await;
    assert_eq!(why(fewer), PresentRefusal::PutBy(1));
    let strange = PresentId(Uuid::from_u128(7));
    assert_eq!(why(begin(store, ilze, strange).await), PresentRefusal::NoneLeft);
    let unknown =
        store.make_play(&may(ManagePlays), "A play", &gives(strange)).await.unwrap_err().to_string();
    assert!(unknown.starts_with("Step 1 names a present that is not in the catalogue"), "{unknown}");
    let call = NewGesture {
        kind: GestureKind::Call,
        words: "Ask".into(),
        owed: false,
        owner: None,
        due: None,
        present: Some(tea),
        cost: 0,
    };
    assert_eq!(why(store.begin_gesture(&may(WritePeople), ilze, call).await), PresentRefusal::NoPresent);
    let nowhere = end(store, GestureId(Uuid::nil()), ParcelState::Delivered, false).await;
    assert!(matches!(nowhere, Err(Error::Missing(_))));
    assert!(matches!(store.make_present(&may(WritePeople), TEA).await, Err(Error::Denied(_))));
    assert_eq!(counts(store, tea).await, (Some(3), [1, 0, 0, 0]), "nothing of it was kept");
}
