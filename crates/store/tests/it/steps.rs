//! Steps of plays: written together, given up alone.

use domain::Actor;
use domain::access::Action::{ManagePlays, RunJobs, WritePeople};
use domain::ids::{PersonId, PlayId, StaffId};
use domain::party::PartyKind;
use domain::plays::{By, Certificate, Definition, EnrolmentState, GestureKind, Goal, Stopped, Worth};
use serde_json::json;
use store::Error;
use store::contacts::Asked;
use store::enrolments::{Deed, Due, Move, Needs, NewEnrolment};
use store::people::edit::Draft;
use testing::Engine;
use uuid::Uuid;

use crate::{Fresh, fresh_on, may};

testing::on_both_engines![
    a_step_that_cant_be_taken_ends_its_own_way_and_no_other,
    a_play_is_saved_only_for_people_who_work_here_and_in_words_that_can_be_kept,
];

fn definition() -> Definition {
    serde_json::from_value(json!({
        "when": "rule_holds",
        "steps": [{ "gesture": { "call": { "words": "Ask" } } }],
        "success": { "what": "return", "within_days": 7 },
    }))
    .unwrap()
}

/// Somebody whose first step is due now.
pub async fn on_the_way(house: &Fresh, play: PlayId, name: &str) -> PersonId {
    let draft = Draft { kind: PartyKind::Person, name: name.to_owned(), ..Draft::default() };
    let person = house.store.make_person(&may(WritePeople), draft, &[]).await.unwrap();
    let identity = house.store.person(Actor::Operator, person).await.unwrap().unwrap().identities[0].id;
    let next = Some(domain::Clock::now(&*house.clock));
    let way = NewEnrolment { identity, occasion: "once".into(), state: EnrolmentState::Underway, next };
    house.store.enrol(&may(RunJobs), play, 2, &[], &[way]).await.unwrap();
    house.clock.pass(1);
    person
}

pub fn asks(play: PlayId, now: domain::Instant) -> Needs {
    let asked = Asked {
        play: Some(play),
        cap_from: now,
        goal: Goal::Return,
        goal_from: None,
        by_organisation: false,
        today: domain::Day(20_000),
    };
    Needs { asked, columns: Vec::new() }
}

async fn a_step_that_cant_be_taken_ends_its_own_way_and_no_other(engine: Engine) {
    let house = fresh_on(engine).await;
    let play = house.store.make_play(&may(ManagePlays), "A play", &definition()).await.unwrap();
    house.store.start_play(&may(ManagePlays), play, 1).await.unwrap();
    let mut people = Vec::new();
    for name in ["Amount", "Trial", "Expiry", "Owner", "Words", "Fit", "Last"] {
        people.push(on_the_way(&house, play, name).await);
    }
    let now = domain::Clock::now(&*house.clock);
    let gift = |worth, expires_after_days| Some(Certificate { worth, expires_after_days });
    let deed = |due: &Due| {
        let mut deed = Deed {
            kind: GestureKind::Call,
            due: now,
            owner: None,
            for_role: None,
            words: "Ask".into(),
            letter: None,
            certificate: None,
            present: None,
            cost: 0,
        };
        match people.iter().position(|person| *person == due.enrolment.person) {
            Some(0) => deed.certificate = gift(Worth::Money { amount: 0 }, None),
            Some(1) => deed.certificate = gift(Worth::Trial { of: "x".repeat(101), cost: 0 }, None),
            Some(2) => deed.certificate = gift(Worth::Money { amount: 5 }, Some(9_999)),
            Some(3) => deed.owner = Some(StaffId(Uuid::from_u128(7))),
            Some(4) => deed.words = "nul\0".into(),
            _ => deed.certificate = gift(Worth::Money { amount: 5 }, Some(30)),
        }
        Move::Do(deed, None)
    };
    let stepped = house.store.take_steps(&may(RunJobs), 256, |play, _| asks(play, now), deed).await.unwrap();
    assert_eq!((stepped.due, stepped.done), (7, 2));
    assert!(!house.store.steps_due(Actor::Operator).await.unwrap());
    for (at, &person) in people.iter().enumerate() {
        let way = house.store.enrolments_of(Actor::Operator, person, Some(play)).await.unwrap().remove(0);
        let gestures = house.store.gestures(Actor::Operator, person).await.unwrap();
        let certificates = house.store.certificates(Actor::Operator, person).await.unwrap();
        if at < 5 {
            let reason = way.reason.as_deref();
            assert_eq!((way.state, reason), (EnrolmentState::Stopped, Some(Stopped::Unfit.name())), "{at}");
            assert!(gestures.is_empty() && certificates.is_empty(), "nothing half-done was kept: {at}");
        } else {
            assert_eq!((way.state, gestures.len(), certificates.len()), (EnrolmentState::Done, 1, 1), "{at}");
        }
    }
    let counts = house.store.enrolment_counts(Actor::Operator, play).await.unwrap();
    assert!(counts.iter().any(|count| count.reason == "unfit" && count.count == 5), "{counts:?}");
}

async fn a_play_is_saved_only_for_people_who_work_here_and_in_words_that_can_be_kept(engine: Engine) {
    let house = fresh_on(engine).await;
    let make = async |definition: &Definition| {
        house.store.make_play(&may(ManagePlays), "A play", definition).await.map(drop)
    };
    let mut strange = definition();
    strange.steps[0].by = By::Member(StaffId(Uuid::from_u128(7)));
    let refused = make(&strange).await.unwrap_err().to_string();
    assert!(refused.starts_with("Step 1 is for somebody who does not work here"), "{refused}");
    for who in ["city == 'a\0'", r"city == 'a\u0000'"] {
        let nul = Definition { who: who.into(), ..definition() };
        assert!(matches!(make(&nul).await, Err(Error::Nul)), "{who:?}");
    }
    make(&definition()).await.unwrap();
}
