//! The moments of plays, over time.

use act::why::Outcome;
use domain::Actor;
use domain::access::Action;
use domain::plays::Stopped;
use serde_json::json;
use testing::Engine;

use crate::house::{call, house, may};
use crate::plays::why;

testing::on_both_engines![
    a_rule_that_still_holds_meets_again_after_its_days_and_not_before,
    a_birthday_is_met_once_a_year_before_quiet_hours_end,
    only_the_dates_that_are_meant_are_met_and_what_comes_once_is_met_once,
    whoever_comes_days_after_a_letter_to_many_went_out_does_not_get_it,
    a_play_meets_nobody_after_its_last_day_and_ends_what_it_began,
];

async fn a_rule_that_still_holds_meets_again_after_its_days_and_not_before(engine: Engine) {
    let house = house(engine).await;
    let anna = house.person("Anna", "").await;
    let play = house.play(call(json!({ "again_after_days": 30 }))).await;
    assert_eq!(house.turn().await, 1);
    let met = house.now();
    for _ in 0..3 {
        house.pass(10 * 86_400 - 60);
        let looked = act::decide::run(&house.store, &house.clock).await.unwrap();
        assert_eq!((looked.found, looked.begun), (0, 0), "she is not even read");
        assert_eq!(why(&house, play, anna).await.outcome, Outcome::Got(met));
    }
    house.pass(180);
    assert_eq!(house.turn().await, 1, "thirty days to the second");
    let again = house.now();
    house.pass(86_400);
    assert_eq!(house.turn().await, 0);
    house.pass(-2 * 86_400);
    assert_eq!(house.turn().await, 0, "nor with the clock set back");
    assert_eq!(why(&house, play, anna).await.outcome, Outcome::Got(again));
    assert_eq!(house.gestures(anna).await, 2);
}

async fn a_birthday_is_met_once_a_year_before_quiet_hours_end(engine: Engine) {
    use domain::memory::{Basis, Calendar, Draft, FactKind, Level, Source, When};
    let house = house(engine).await;
    house.programme(|programme| (programme.quiet.from, programme.quiet.to) = (20 * 60, 9 * 60)).await;
    let anna = house.person("Anna", "America/New_York").await;
    // 2 Mehr 1405 is 24 September 2026; the clock stands at the 21st.
    let when = When::of(FactKind::Date, Calendar::Jalali, Some(1365), 7, 2, None).unwrap();
    let birthday = Draft {
        kind: FactKind::Date,
        text: "Birthday".into(),
        when: Some(when),
        source: Source::Said,
        source_note: String::new(),
        basis: Basis::Consent,
        level: Level::Ordinary,
        expires_on: None,
    };
    house.store.remember(&may(Action::WritePeople), anna, birthday, None).await.unwrap();
    let moment = json!({ "date": { "fact": "date:birthday", "days_before": 0 } });
    let play = house.play(call(json!({ "when": moment, "again_after_days": 300 }))).await;
    assert_eq!(house.turn().await, 0);
    assert_eq!(why(&house, play, anna).await.outcome, Outcome::NoMoment);
    house.pass(3 * 86_400 - 6 * 3600);
    // 06:00 in Riga is 23:00 of the day before in New York.
    assert_eq!(house.turn().await, 0);
    let Outcome::Underway(next) = why(&house, play, anna).await.outcome else { panic!("it has begun") };
    assert_eq!(next.to_string(), "2026-09-24T13:00:00Z", "nine in the morning of her own day");
    house.pass(12 * 3600);
    assert_eq!(house.turn().await, 1);
    for _ in 0..5 {
        house.pass(20 * 3600);
        assert_eq!(house.turn().await, 0);
    }
    assert!(matches!(why(&house, play, anna).await.outcome, Outcome::Got(_)));
    house.pass(362 * 86_400);
    let permit = may(Action::WritePeople);
    let rest = house.store.leave_in_peace(&permit, anna, "a loss", None).await.unwrap();
    let outcome = why(&house, play, anna).await.outcome;
    assert_eq!(
        outcome,
        Outcome::Stopped(Stopped::Rest),
        "last year's card answers nothing about this year's"
    );
    house.store.end_rest(&permit, rest).await.unwrap();
    house.turn().await;
    house.pass(86_400);
    house.turn().await;
    assert_eq!(house.gestures(anna).await, 2, "and again the year after");
}

async fn only_the_dates_that_are_meant_are_met_and_what_comes_once_is_met_once(engine: Engine) {
    use domain::memory::{Basis, Draft, FactKind, Level, Source, When};
    let house = house(engine).await;
    let (anna, olga) = (house.person("Anna", "").await, house.person("Olga", "").await);
    for (person, kind, line) in [
        (anna, FactKind::Date, "Kāzu diena, 23 September"),
        (anna, FactKind::Date, "Dzimšanas diena, 23 October"),
        (olga, FactKind::Event, "Exhibition opens 2026-09-23"),
        (olga, FactKind::Event, "Exhibition opened 2025-09-23"),
    ] {
        let draft = Draft {
            kind,
            text: line.into(),
            when: When::in_line(kind, line).unwrap(),
            source: Source::Said,
            source_note: String::new(),
            basis: Basis::Consent,
            level: Level::Ordinary,
            expires_on: None,
        };
        assert!(draft.when.is_some(), "{line}");
        house.store.remember(&may(Action::WritePeople), person, draft, None).await.unwrap();
    }
    let on = |fact: &str| json!({ "when": { "date": { "fact": fact, "days_before": 1 } }, "again_after_days": 300 });
    let birthdays = house.play(call(on("date:birthday, dzimšanas"))).await;
    let events = house.play(call(on("event:exhibition"))).await;
    let met = async |play, person| {
        house.turn().await;
        house.store.enrolments_of(Actor::Operator, person, Some(play)).await.unwrap().len()
    };
    assert_eq!((met(birthdays, anna).await, met(events, olga).await), (0, 0), "it is two days before");
    house.pass(86_400);
    assert_eq!((met(birthdays, anna).await, met(events, olga).await), (0, 1), "a wedding is no birthday");
    house.pass(30 * 86_400);
    assert_eq!((met(birthdays, anna).await, met(events, olga).await), (1, 1));
    house.pass(335 * 86_400);
    assert_eq!((met(birthdays, anna).await, met(events, olga).await), (1, 1), "it came once");
    house.pass(30 * 86_400);
    assert_eq!(met(birthdays, anna).await, 2);
}

async fn whoever_comes_days_after_a_letter_to_many_went_out_does_not_get_it(engine: Engine) {
    let house = house(engine).await;
    let anna = house.person("Anna", "").await;
    let once = json!({ "when": { "once": { "at": house.now().0 } } });
    let [whole, slow] = [once.clone(), json!({ "when": once["when"], "most_a_day": 5 })];
    let (whole, slow) = (house.play(call(whole)).await, house.play(call(slow)).await);
    house.turn().await;
    house.pass(86_400);
    let next_day = house.person("Ilze", "").await;
    house.turn().await;
    house.pass(3 * 86_400);
    let later = house.person("Olga", "").await;
    house.turn().await;
    for (person, plays) in [(anna, 2), (next_day, 2), (later, 1)] {
        assert_eq!(house.gestures(person).await, plays);
    }
    assert_eq!(why(&house, whole, later).await.outcome, Outcome::NoMoment);
    assert!(matches!(why(&house, slow, later).await.outcome, Outcome::Got(_)));
}

async fn a_play_meets_nobody_after_its_last_day_and_ends_what_it_began(engine: Engine) {
    let house = house(engine).await;
    let anna = house.person("Anna", "").await;
    let until = house.now().plus_seconds(86_400).0;
    let play = house
        .play(call(json!({ "until": until, "steps": [
            { "gesture": { "call": { "words": "First" } } },
            { "after_days": 2, "gesture": { "call": { "words": "Second" } } },
        ] })))
        .await;
    house.turn().await;
    house.pass(86_400);
    let ilze = house.person("Ilze", "").await;
    house.turn().await;
    assert_eq!((house.gestures(anna).await, house.gestures(ilze).await), (1, 0));
    assert_eq!(why(&house, play, ilze).await.outcome, Outcome::Stopped(Stopped::Over));
    house.pass(86_400 + 60);
    house.turn().await;
    assert_eq!(house.gestures(anna).await, 2, "what began goes on");
    let definition = house.store.play(Actor::Operator, play).await.unwrap().unwrap().definition;
    let told = act::rehearsal::rehearse(&house.store, house.now(), Actor::Operator, None, &definition).await;
    assert_eq!(told.unwrap().found, 0, "a rehearsal after it finds nobody");
    let permit = may(Action::ManagePlays);
    let late = house.store.make_play(&permit, "Late", &definition).await.unwrap();
    let refused = house.store.start_play(&permit, late, 1).await;
    let last_day = domain::plays::PlayRefusal::LastDay;
    assert!(matches!(&refused, Err(store::Error::Play(why)) if *why == last_day), "{refused:?}");
}
