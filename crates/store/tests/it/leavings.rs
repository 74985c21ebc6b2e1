//! Why people leave: asked once, answered by themselves or written down here, corrected, and whether they
//! came back.

use domain::access::Action::WritePeople;
use domain::ids::{IdentityId, PersonId};
use domain::leaving::{Draft, Reason, Source, Voice};
use domain::timeline::Kind;
use domain::{Actor, Clock, Day};
use store::audience::{Column, Value};
use store::incoming::Incoming;
use store::timeline::Asked;
use store::{Error, Store};
use testing::Engine;

use crate::worth::{ids, order, take_in};
use crate::{Fresh, fresh_on, may};

testing::on_both_engines![
    a_question_is_asked_once_and_its_answer_is_one_row_however_often_it_is_said,
    what_is_written_down_here_is_corrected_under_its_version_and_taken_away,
    whoever_buys_after_the_day_they_left_came_back,
];

/// Somebody who bought once, long ago.
async fn customer(house: &Fresh) -> (PersonId, IdentityId) {
    take_in(&house.store, vec![order(40, "ilze")]).await;
    let person = ids(&house.store).await[0];
    let found = house.store.person(Actor::Operator, person).await.unwrap().unwrap();
    (person, found.identities[0].id)
}

fn today(house: &Fresh) -> Day {
    Day(i32::try_from(house.clock.now().0 / 86_400_000_000).unwrap())
}

async fn entries(store: &Store, person: PersonId) -> usize {
    let asked = Asked { kinds: vec![Kind::Leaving], limit: 9, ..Asked::default() };
    store.timeline(Actor::Operator, person, &asked).await.unwrap().entries.len()
}

async fn left_reason(house: &Fresh, person: PersonId) -> Value {
    let row = house.store.audience_of(Actor::Operator, &[Column::LeftReason], today(house), &[person]).await;
    row.unwrap().remove(0).values.remove(0)
}

async fn a_question_is_asked_once_and_its_answer_is_one_row_however_often_it_is_said(engine: Engine) {
    let house = fresh_on(engine).await;
    let (store, permit) = (&house.store, may(WritePeople));
    let (person, identity) = customer(&house).await;
    for _ in 0..2 {
        store.ask_why(&permit, identity).await.unwrap();
    }
    let asked = store.leavings(Actor::Operator, person).await.unwrap();
    assert_eq!((asked.len(), asked[0].reason, asked[0].source), (1, None, Source::Stop));
    assert_eq!(entries(store, person).await, 0, "a question is not on the timeline");
    let first = store.answer_why(&permit, identity, Reason::Price, "", "").await.unwrap();
    house.clock.pass(60);
    let more = store.answer_why(&permit, identity, Reason::Price, " too dear ", "North\nQuay").await.unwrap();
    assert_eq!(first, more);
    let said = store.leaving(Actor::Operator, more).await.unwrap().unwrap();
    assert_eq!((said.words.as_str(), said.destination.as_str()), ("too dear", "North Quay"));
    assert_eq!((said.voice, entries(store, person).await), (Voice::Theirs, 1));
    let fresh = store.fresh_leavings(Actor::Operator, said.said.unwrap(), 9).await.unwrap();
    assert_eq!(fresh.len(), 1);
    assert_eq!(left_reason(&house, person).await, Value::Texts(vec!["price".into()]));
    // Another time is another question.
    house.clock.pass(100 * 86_400);
    store.ask_why(&permit, identity).await.unwrap();
    assert_eq!(store.leavings(Actor::Operator, person).await.unwrap().len(), 2);
    let long = store.answer_why(&permit, identity, Reason::Other, &"x".repeat(1001), "").await;
    assert!(matches!(long, Err(Error::Unfit(_))), "{long:?}");
}

async fn what_is_written_down_here_is_corrected_under_its_version_and_taken_away(engine: Engine) {
    let house = fresh_on(engine).await;
    let (store, permit) = (&house.store, may(WritePeople));
    let (person, identity) = customer(&house).await;
    let draft = Draft {
        reason: Reason::Service,
        words: "The queue".into(),
        destination: String::new(),
        voice: Voice::Ours,
        day: Day(today(&house).0 - 3),
    };
    let ahead = Draft { day: Day(today(&house).0 + 1), ..draft.clone() };
    assert!(matches!(store.record_leaving(&permit, person, ahead).await, Err(Error::Unfit(_))));
    let id = store.record_leaving(&permit, person, draft.clone()).await.unwrap();
    let moved = Draft { reason: Reason::Place, ..draft.clone() };
    assert_eq!(store.correct_leaving(&permit, id, 1, moved).await.unwrap(), 2);
    let late = store.correct_leaving(&permit, id, 1, draft).await;
    assert!(matches!(late, Err(Error::Superseded(_))), "{late:?}");
    assert_eq!(left_reason(&house, person).await, Value::Texts(vec!["place".into()]));
    store.remove_leaving(&permit, id, 2).await.unwrap();
    assert_eq!(entries(store, person).await, 0);
    assert!(store.leavings(Actor::Operator, person).await.unwrap().is_empty());
    assert_eq!(left_reason(&house, person).await, Value::Texts(vec![]));
    // An answer taken away leaves its question.
    store.ask_why(&permit, identity).await.unwrap();
    let answer = store.answer_why(&permit, identity, Reason::Need, "", "").await.unwrap();
    store.remove_leaving(&permit, answer, 2).await.unwrap();
    let left = store.leaving(Actor::Operator, answer).await.unwrap().unwrap();
    assert_eq!((left.reason, left.asked.is_some(), entries(store, person).await), (None, true, 0));
}

async fn whoever_buys_after_the_day_they_left_came_back(engine: Engine) {
    let house = fresh_on(engine).await;
    let (store, permit) = (&house.store, may(WritePeople));
    let (person, identity) = customer(&house).await;
    let day = today(&house);
    store.answer_why(&permit, identity, Reason::Elsewhere, "", "").await.unwrap();
    let on = |day: Day, number: u32| Incoming {
        at: i64::from(day.0) * 86_400_000_000 + 3_600_000_000,
        day: day.0,
        source_id: format!("back{number}"),
        ..order(number, "ilze")
    };
    take_in(store, vec![on(day, 50)]).await;
    let between = || store.left_between(Actor::Operator, Day(day.0 - 30), day);
    assert_eq!(between().await.unwrap()[0].back, None, "the day they left is no return");
    take_in(store, vec![on(Day(day.0 + 9), 51), on(Day(day.0 + 4), 52)]).await;
    let left = between().await.unwrap();
    assert_eq!((left.len(), left[0].leaving.person, left[0].back), (1, person, Some(Day(day.0 + 4))));
    assert!(store.left_between(Actor::Operator, Day(0), Day(day.0 - 1)).await.unwrap().is_empty());
}
