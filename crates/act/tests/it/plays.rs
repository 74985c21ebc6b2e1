//! Plays from the first look to the last step, on real stores.

use act::why::{Outcome, Rules};
use domain::Actor;
use domain::access::Action;
use domain::ids::PersonId;
use domain::plays::{Arm, EnrolmentState, GestureState, PlayState, Stopped};
use serde_json::json;
use store::draws::PROGRAMME;

use crate::house::{House, call, house, may};
use testing::Engine;

testing::on_both_engines![
    a_play_is_started_decided_drawn_and_done_and_says_why,
    nobody_held_out_is_ever_met_and_nobody_is_met_twice,
    the_programme_is_drawn_first_and_left_out_of_every_play,
    a_merge_in_mid_play_keeps_control_from_contact_and_no_step_comes_twice,
    a_rest_or_a_fuller_cap_or_a_goal_reached_on_the_way_is_heard,
    a_clock_set_back_a_day_meets_nobody_again,
    a_play_waits_for_somebody_elses_approval,
    a_play_that_stops_or_changes_lets_go_of_whom_it_had,
    a_rehearsal_says_who_and_why_not_and_writes_nothing,
];

pub async fn why(house: &House, play: domain::ids::PlayId, person: PersonId) -> act::why::Why {
    act::why::why(&house.store, house.now(), Actor::Operator, play, person).await.unwrap().unwrap()
}

async fn a_play_is_started_decided_drawn_and_done_and_says_why(engine: Engine) {
    let house = house(engine).await;
    let (anna, olga) = (house.person("Anna", "").await, house.person("Olga", "Asia/Tehran").await);
    let play =
        house.play(call(json!({ "who": "kind == 'person' && city != 'Oulu' && language == ''" }))).await;
    assert_eq!(house.turn().await, 2);
    let task = house.store.gestures(Actor::Operator, anna).await.unwrap().remove(0);
    assert_eq!((task.state, task.cost, task.play), (GestureState::Open, 200, Some(play)));
    let permit = may(Action::WritePeople);
    house.store.close_gesture(&permit, task.id, task.version, GestureState::Done, "").await.unwrap();
    let timeline = store::timeline::Asked { limit: 10, ..store::timeline::Asked::default() };
    let timeline = house.store.timeline(Actor::Operator, anna, &timeline).await.unwrap();
    assert_eq!(timeline.entries.len(), 1);
    assert_eq!(house.turn().await, 0, "once is once");
    let told = why(&house, play, anna).await;
    assert_eq!((told.outcome, told.rule), (Outcome::Got(house.now()), Rules::Holds));
    assert_eq!(told.checks.len(), act::checks::CHECKS.len());
    let profile = domain::profile::Profile { city: "Oulu".into(), ..Default::default() };
    let version = house.store.person(Actor::Operator, olga).await.unwrap().unwrap().version;
    house.store.save_profile(&permit, olga, version, profile).await.unwrap();
    let Rules::False(said) = why(&house, play, olga).await.rule else { panic!("the rule holds no more") };
    assert_eq!(said.clause, "city != 'Oulu'");
}

async fn nobody_held_out_is_ever_met_and_nobody_is_met_twice(engine: Engine) {
    let house = house(engine).await;
    let mut people = Vec::new();
    for number in 0..60 {
        people.push(house.person(&format!("P{number}"), "").await);
    }
    let half = json!({ "holdout": { "mille": 500 }, "again_after_days": 30 });
    let play = house.play(call(half)).await;
    for _ in 0..4 {
        house.turn().await;
        house.pass(40_000);
    }
    let mut held = 0;
    for &person in &people {
        let draws = house.store.draws_of(Actor::Operator, play, person).await.unwrap();
        assert_eq!(draws.len(), 1, "one draw a person and play");
        let is_held = draws[0].arm == Arm::Held;
        held += usize::from(is_held);
        assert_eq!(house.gestures(person).await, usize::from(!is_held));
        let told = why(&house, play, person).await;
        let (got, held_out) = (matches!(told.outcome, Outcome::Got(_)), told.outcome == Outcome::HeldOut);
        assert_eq!((got, held_out), (!is_held, is_held));
    }
    assert!((15..=45).contains(&held), "{held}");
}

async fn the_programme_is_drawn_first_and_left_out_of_every_play(engine: Engine) {
    let house = house(engine).await;
    house.programme(|programme| programme.holdout_mille = 500).await;
    for number in 0..40 {
        house.person(&format!("P{number}"), "").await;
    }
    let play = house.play(call(json!({ "holdout": { "mille": 500 } }))).await;
    house.turn().await;
    let all = house.store.arms(Actor::Operator, PROGRAMME).await.unwrap();
    let own = house.store.arms(Actor::Operator, play).await.unwrap();
    assert_eq!(all.treated + all.held, 40);
    assert_eq!(own.treated + own.held, all.treated, "who is held out of all is in no arm");
    assert!(all.held > 5 && own.held > 2);
}

async fn a_merge_in_mid_play_keeps_control_from_contact_and_no_step_comes_twice(engine: Engine) {
    let house = house(engine).await;
    let mut people = Vec::new();
    for number in 0..12 {
        people.push(house.person(&format!("P{number}"), "").await);
    }
    let two = json!({
        "holdout": { "mille": 500 },
        "steps": [{ "gesture": { "call": { "words": "First" } } },
                  { "after_days": 3, "gesture": { "call": { "words": "Second" } } }],
    });
    let play = house.play(call(two)).await;
    house.turn().await;
    let mut arms = Vec::new();
    for &person in &people {
        arms.push((house.store.draws_of(Actor::Operator, play, person).await.unwrap()[0].arm, person));
    }
    let of = |wanted| arms.iter().filter(move |(arm, _)| *arm == wanted).map(|(_, person)| *person);
    let (treated, held): (Vec<_>, Vec<_>) = (of(Arm::Treated).collect(), of(Arm::Held).collect());
    assert!(treated.len() >= 3 && !held.is_empty(), "{arms:?}");
    let merge = may(Action::MergePeople);
    let nothing = std::collections::BTreeSet::new();
    house.store.merge(&merge, treated[0], held[0], &nothing).await.unwrap();
    house.store.merge(&merge, treated[1], treated[2], &nothing).await.unwrap();
    house.pass(4 * 86_400);
    house.turn().await;
    assert_eq!(house.gestures(treated[0]).await, 1, "once control, never contacted again");
    let left = house.store.gestures(Actor::Operator, treated[0]).await.unwrap().remove(0);
    let told = (left.state, left.reason.as_deref());
    assert_eq!(
        told,
        (GestureState::Cancelled, Some("holdout")),
        "the call that was still open is called off"
    );
    assert_eq!(house.store.conflicting_draws(Actor::Operator, play).await.unwrap(), [treated[0]]);
    // Two ways of one person: both first calls were made before the merge, the second comes once.
    assert_eq!(house.gestures(treated[1]).await, 3);
    let ways = house.store.enrolments_of(Actor::Operator, treated[1], Some(play)).await.unwrap();
    let left = ways.iter().filter(|way| way.reason.as_deref() == Some(Stopped::Again.name()));
    assert_eq!(left.count(), 1);
}

async fn a_rest_or_a_fuller_cap_or_a_goal_reached_on_the_way_is_heard(engine: Engine) {
    let house = house(engine).await;
    house.programme(|programme| (programme.cap_count, programme.cap_days) = (1, 10)).await;
    let (anna, olga) = (house.person("Anna", "").await, house.person("Olga", "").await);
    let (ilze, toms) = (house.person("Ilze", "").await, house.person("Toms", "").await);
    let two = json!({ "steps": [
        { "gesture": { "call": { "words": "First" } } },
        { "after_days": 3, "gesture": { "call": { "words": "Second" } } },
    ] });
    let play = house.play(call(two)).await;
    assert_eq!(house.turn().await, 4);
    let next = house.now().plus_seconds(3 * 86_400);
    assert_eq!(why(&house, play, toms).await.outcome, Outcome::Underway(next), "the second call is to come");
    let permit = may(Action::WritePeople);
    house.store.leave_in_peace(&permit, anna, "a loss", None).await.unwrap();
    house.orders(&[("Olga", house.now().plus_seconds(86_400))]).await;
    let ilze_known = domain::memory::Draft {
        kind: domain::memory::FactKind::Bereavement,
        text: "Her father died".into(),
        when: None,
        source: domain::memory::Source::Said,
        source_note: String::new(),
        basis: domain::memory::Basis::Consent,
        level: domain::memory::Level::Private,
        expires_on: None,
    };
    house.store.remember(&permit, ilze, ilze_known, None).await.unwrap();
    house.pass(3 * 86_400 + 60);
    assert_eq!(house.turn().await, 0);
    let left = async |person| {
        let ways = house.store.enrolments_of(Actor::Operator, person, Some(play)).await.unwrap();
        (ways[0].state, ways[0].reason.clone())
    };
    assert_eq!(left(anna).await, (EnrolmentState::Stopped, Some("rest".into())));
    assert_eq!(left(olga).await, (EnrolmentState::GoalMet, Some("goal".into())));
    assert_eq!(left(ilze).await, (EnrolmentState::Stopped, Some("rest".into())));
    assert_eq!(left(toms).await, (EnrolmentState::Underway, None), "the cap only makes him wait");
    house.pass(7 * 86_400);
    assert_eq!(house.turn().await, 1);
    assert_eq!(house.gestures(toms).await, 2);
}

async fn a_clock_set_back_a_day_meets_nobody_again(engine: Engine) {
    let house = house(engine).await;
    let anna = house.person("Anna", "").await;
    let two = json!({ "again_after_days": 30, "steps": [
        { "gesture": { "call": { "words": "First" } } },
        { "after_days": 1, "gesture": { "call": { "words": "Second" } } },
    ] });
    house.play(call(two)).await;
    assert_eq!(house.turn().await, 1);
    house.pass(-86_400);
    assert_eq!(house.turn().await, 0);
    house.pass(86_400 / 2);
    assert_eq!(house.turn().await, 0);
    house.pass(2 * 86_400);
    assert_eq!(house.turn().await, 1, "what was due comes once the clock is there again");
    assert_eq!(house.gestures(anna).await, 2);
}

async fn a_play_waits_for_somebody_elses_approval(engine: Engine) {
    let house = house(engine).await;
    house.programme(|programme| programme.needs_approval = true).await;
    let definition = serde_json::from_value(call(json!({}))).unwrap();
    let permit = may(Action::ManagePlays);
    let store = &house.store;
    let play = store.make_play(&permit, "A play", &definition).await.unwrap();
    let refused = |error: store::Error| error.to_string();
    assert!(refused(store.start_play(&permit, play, 1).await.unwrap_err()).contains("approval"));
    store.submit_play(&permit, play, 1).await.unwrap();
    assert!(refused(store.approve_play(&permit, play, 2).await.unwrap_err()).contains("You wrote"));
    let other = domain::access::check(Actor::System("somebody else"), Action::ManagePlays).unwrap();
    store.approve_play(&other, play, 2).await.unwrap();
    assert!(matches!(store.start_play(&permit, play, 2).await, Err(store::Error::Superseded(_))));
    store.start_play(&permit, play, 3).await.unwrap();
    // What was approved has to be approved again once it says something else.
    store.pause_play(&permit, play, 4).await.unwrap();
    store.change_play(&permit, play, 5, "Another", &definition).await.unwrap();
    assert!(refused(store.start_play(&permit, play, 6).await.unwrap_err()).contains("approval"));
    // And can be: handed in from its pause, changed once more, and approved after all.
    store.submit_play(&permit, play, 6).await.unwrap();
    store.change_play(&permit, play, 7, "A third", &definition).await.unwrap();
    let state = async || store.play(Actor::Operator, play).await.unwrap().unwrap().state;
    assert_eq!(state().await, PlayState::Paused, "it is no draft: people are on the way");
    store.submit_play(&permit, play, 8).await.unwrap();
    store.approve_play(&other, play, 9).await.unwrap();
    store.start_play(&permit, play, 10).await.unwrap();
    assert_eq!(state().await, PlayState::Running);
}

async fn a_play_that_stops_or_changes_lets_go_of_whom_it_had(engine: Engine) {
    let house = house(engine).await;
    let anna = house.person("Anna", "").await;
    let permit = may(Action::ManagePlays);
    let two = json!({ "steps": [
        { "gesture": { "call": { "words": "First" } } },
        { "after_days": 2, "gesture": { "call": { "words": "Second" } } },
    ] });
    let play = house.play(call(two)).await;
    house.turn().await;
    let version = house.store.pause_play(&permit, play, 2).await.unwrap();
    house.pass(3 * 86_400);
    assert_eq!(house.turn().await, 0, "a paused play takes no step");
    let profile = domain::profile::Profile { city: "Riga".into(), ..Default::default() };
    let version_of_anna = house.store.person(Actor::Operator, anna).await.unwrap().unwrap().version;
    house.store.save_profile(&may(Action::WritePeople), anna, version_of_anna, profile).await.unwrap();
    // What Anna is on the way through still has its second step, though the play has not any more, and
    // would not mean her.
    let one = serde_json::from_value(call(json!({ "who": "city != 'Riga'" }))).unwrap();
    let version = house.store.change_play(&permit, play, version, "One call", &one).await.unwrap();
    let version = house.store.start_play(&permit, play, version).await.unwrap();
    assert_eq!(why(&house, play, anna).await.rule, Rules::Holds, "she goes by what held when she came");
    assert_eq!(house.turn().await, 1);
    let olga = house.person("Olga", "").await;
    assert_eq!(house.turn().await, 1);
    house.store.end_play(&permit, play, version).await.unwrap();
    let tasks = house.store.gestures(Actor::Operator, olga).await.unwrap();
    assert_eq!((tasks[0].state, tasks[0].reason.as_deref()), (GestureState::Cancelled, Some("play")));
    assert_eq!(house.gestures(anna).await, 2);
}

async fn a_rehearsal_says_who_and_why_not_and_writes_nothing(engine: Engine) {
    let house = house(engine).await;
    for name in ["Anna", "Olga", "Ilze", "Toms"] {
        house.person(name, "").await;
    }
    let ilze = house.person("Berta", "").await;
    house.store.leave_in_peace(&may(Action::WritePeople), ilze, "a loss", None).await.unwrap();
    let rehearse = async |who: &str| {
        let definition = serde_json::from_value(call(json!({ "who": who }))).unwrap();
        act::rehearsal::rehearse(&house.store, house.now(), Actor::Operator, None, &definition).await
    };
    let told = rehearse("").await.unwrap();
    assert_eq!((told.found, told.met, told.cost), (5, 4, 800));
    assert_eq!(told.not, [("rest", 1)].into());
    let none = rehearse("kind == 'person' && city == 'Oulu'").await.unwrap();
    assert_eq!((none.met, none.not["rule"]), (0, 5));
    assert_eq!(none.clauses[1], ("city == 'Oulu'".to_owned(), 5));
    let broken = rehearse("standing.orders / 0 > 1").await.unwrap();
    assert_eq!((broken.met, broken.failed.0), (0, 5));
    let wrong = rehearse("kind == 'person' && standing.p_alvie > 1").await.unwrap_err().to_string();
    assert!(wrong.contains("column") && wrong.contains("standing.p_alive"), "{wrong}");
    assert!(house.store.plays(Actor::Operator).await.unwrap().is_empty());
    assert_eq!(house.store.arms(Actor::Operator, PROGRAMME).await.unwrap(), store::draws::Arms::default());
}
