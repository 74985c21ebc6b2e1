//! What happens to people, clocks, calendars and figures while a play runs.

use std::collections::BTreeSet;

use act::why::Outcome;
use domain::access::Action;
use domain::ids::{PersonId, PlayId};
use domain::memory::RelationKind;
use domain::party::PartyKind;
use domain::plays::{Arm, EnrolmentState, GestureState, Stopped};
use domain::profile::Profile;
use domain::worth::Standing;
use domain::{Actor, Day, Instant};
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use store::people::edit::Draft;
use store::relations::Bond;
use testing::Engine;

use crate::beliefs::believe;
use crate::house::{House, call, house, may};

testing::on_both_engines![
    an_organisation_is_in_one_arm_whoever_comes_goes_or_is_merged,
    clocks_that_change_and_the_end_of_thirty_two_bits_repeat_nothing_and_lose_nothing,
    an_own_holiday_is_met_by_who_keeps_it_until_the_calendar_goes,
    a_score_meets_somebody_each_time_it_crosses_and_never_while_it_stays,
    an_audience_of_everyone_of_no_one_and_one_that_changes_on_the_way,
    a_rule_that_divides_by_nothing_meets_nobody_and_says_where,
    an_import_taken_back_in_mid_play_keeps_who_was_drawn,
];

const DAY: i64 = 86_400;

fn two_calls(more: Value) -> Value {
    let mut play = call(json!({ "steps": [
        { "gesture": { "call": { "words": "First" } } },
        { "after_days": 3, "gesture": { "call": { "words": "Second" } } },
    ] }));
    for (name, value) in more.as_object().unwrap() {
        play[name] = value.clone();
    }
    play
}

impl House {
    async fn firm(&self, name: &str) -> PersonId {
        let draft = Draft { kind: PartyKind::Organisation, name: name.to_owned(), ..Draft::default() };
        self.store.make_person(&may(Action::WritePeople), draft, &[]).await.unwrap()
    }

    async fn works_at(&self, person: PersonId, firm: PersonId) {
        let bond = Bond::Known(RelationKind::WorksAt);
        self.store.relate(&may(Action::WritePeople), person, &bond, firm, "").await.unwrap();
    }

    async fn arm(&self, play: PlayId, person: PersonId) -> Option<Arm> {
        let draws = self.store.draws_of(Actor::Operator, play, person).await.unwrap();
        draws.first().map(|drawn| drawn.arm)
    }

    async fn way(&self, play: PlayId, person: PersonId) -> (EnrolmentState, Option<Stopped>) {
        let ways = self.store.enrolments_of(Actor::Operator, person, Some(play)).await.unwrap();
        (ways[0].state, ways[0].reason.as_deref().and_then(Stopped::from_name))
    }
}

async fn an_organisation_is_in_one_arm_whoever_comes_goes_or_is_merged(engine: Engine) {
    let house = house(engine).await;
    let mut firms: Vec<(PersonId, Vec<PersonId>)> = Vec::new();
    for number in 0..8 {
        let firm = house.firm(&format!("Firm {number}")).await;
        let mut people = Vec::new();
        for at in 0..3 {
            let person = house.person(&format!("P{number}x{at}"), "").await;
            house.works_at(person, firm).await;
            people.push(person);
        }
        firms.push((firm, people));
    }
    let play = two_calls(json!({ "who": "kind == 'person'",
                                 "holdout": { "mille": 500, "by_organisation": true } }));
    let play = house.play(play).await;
    house.turn().await;
    let (mut treated, mut held) = (Vec::new(), Vec::new());
    for (firm, people) in &firms {
        let mut arms = Vec::new();
        for person in people {
            arms.push(house.arm(play, *person).await.unwrap());
        }
        assert!(arms.iter().all(|arm| *arm == arms[0]), "one organisation, one arm: {arms:?}");
        if arms[0] == Arm::Held { held.push((*firm, people)) } else { treated.push((*firm, people)) }
    }
    assert!(treated.len() >= 2 && held.len() >= 2, "{} {}", treated.len(), held.len());
    // Who comes later falls with the others; who moves keeps the draw that fell.
    for (firm, arm) in [(held[0].0, Arm::Held), (treated[0].0, Arm::Treated)] {
        let late = house.person(&format!("Late{arm:?}"), "").await;
        house.works_at(late, firm).await;
        house.turn().await;
        assert_eq!(house.arm(play, late).await, Some(arm));
    }
    let mover = held[1].1[0];
    house.works_at(mover, treated[1].0).await;
    // Of two organisations that turn out to be one, control wins: nobody of it is contacted again.
    let nothing = BTreeSet::new();
    house.store.merge(&may(Action::MergePeople), treated[0].0, held[0].0, &nothing).await.unwrap();
    house.pass(4 * DAY);
    house.turn().await;
    assert_eq!(house.arm(play, mover).await, Some(Arm::Held));
    assert_eq!(house.gestures(mover).await, 0);
    for person in treated[0].1 {
        let made = house.store.gestures(Actor::Operator, *person).await.unwrap();
        assert_eq!(made.len(), 1, "the second call was not made");
        let told = (made[0].state, made[0].reason.as_deref());
        assert_eq!(told, (GestureState::Cancelled, Some("holdout")), "nor is the first, if it was not yet");
        assert_eq!(house.way(play, *person).await, (EnrolmentState::Held, Some(Stopped::Holdout)));
    }
    for person in treated[1].1 {
        assert_eq!(house.gestures(*person).await, 2);
    }
    for (_, people) in &held {
        for person in *people {
            assert_eq!(house.gestures(*person).await, 0, "control is never contacted");
        }
    }
}

async fn clocks_that_change_and_the_end_of_thirty_two_bits_repeat_nothing_and_lose_nothing(engine: Engine) {
    let house = house(engine).await;
    house.programme(|programme| (programme.quiet.from, programme.quiet.to) = (20 * 60, 9 * 60)).await;
    let zones = ["Europe/Riga", "America/St_Johns", "Australia/Lord_Howe", "Asia/Tehran"];
    // Spring and autumn of the company's zone, and the second after 2^31 - 1.
    for (number, change) in
        ["2027-03-28T01:00:00Z", "2027-10-31T01:00:00Z", "2038-01-19T03:14:08Z"].into_iter().enumerate()
    {
        let change = Instant(change.parse::<jiff::Timestamp>().unwrap().as_microsecond());
        house.hand.0.store(change.plus_seconds(-2 * DAY).0, std::sync::atomic::Ordering::SeqCst);
        let step = json!({ "after_days": 1, "gesture": { "call": { "words": "Ask" } } });
        let who = format!("city == 'Town {number}'");
        let play = house.play(call(json!({ "who": who, "steps": [step, step, step] }))).await;
        let mut people = Vec::new();
        for zone in zones {
            let profile =
                Profile { zone: zone.to_owned(), city: format!("Town {number}"), ..Profile::default() };
            let name = format!("{zone} {number}");
            let draft = Draft { kind: PartyKind::Person, name, profile, stakes: Vec::new() };
            people.push(house.store.make_person(&may(Action::WritePeople), draft, &[]).await.unwrap());
        }
        for _ in 0..6 * 24 {
            house.turn().await;
            house.pass(3600);
        }
        for (person, zone) in people.into_iter().zip(zones) {
            let mut made = house.store.gestures(Actor::Operator, person).await.unwrap();
            assert_eq!(made.len(), 3, "{zone} around {change}");
            made.sort_by_key(|one| one.decided);
            assert!(made.windows(2).all(|two| two[1].decided.0 - two[0].decided.0 >= DAY * 1_000_000));
            let tz = TimeZone::get(zone).unwrap();
            for one in made {
                let local = tz.to_datetime(one.decided.timestamp());
                assert!((9..20).contains(&local.hour()), "{zone}: {local} is quiet");
            }
            assert_eq!(house.way(play, person).await, (EnrolmentState::Done, None));
        }
    }
}

async fn an_own_holiday_is_met_by_who_keeps_it_until_the_calendar_goes(engine: Engine) {
    let house = house(engine).await;
    let permit = may(Action::ManagePlays);
    let when = json!({ "holiday": { "holiday": "Roasting day", "days_before": 0 } });
    let play = call(json!({ "when": when, "again_after_days": 300 }));
    let unknown = serde_json::from_value(play.clone()).unwrap();
    let refused = act::plays::make(&house.store, &permit, "A play", &unknown).await.unwrap_err();
    assert!(matches!(refused, act::Error::Moment(_)), "{refused}");
    let broken =
        house.store.save_calendar(&permit, 0, "house", "Ours", "Roasting day = 09-22\nOther = 13-01");
    assert!(broken.await.unwrap_err().to_string().contains('2'), "the line is said");
    house.store.save_calendar(&permit, 0, "house", "Ours", "Roasting day = 09-22").await.unwrap();
    let (anna, olga) = (house.person("Anna", "").await, house.person("Olga", "").await);
    house.store.observe(&may(Action::WritePeople), anna, &["house".into()]).await.unwrap();
    house.play(play).await;
    assert_eq!(house.turn().await, 0, "it is the day before");
    house.pass(DAY);
    assert_eq!(house.turn().await, 1);
    assert_eq!((house.gestures(anna).await, house.gestures(olga).await), (1, 0));
    house.pass(364 * DAY);
    house.store.remove_calendar(&permit, "house", 1).await.unwrap();
    house.turn().await;
    house.pass(DAY);
    assert_eq!(house.turn().await, 0, "a holiday of a calendar that is gone meets nobody, and fails nothing");
}

async fn a_score_meets_somebody_each_time_it_crosses_and_never_while_it_stays(engine: Engine) {
    let house = house(engine).await;
    let anna = house.person("Anna", "").await;
    let when = json!({ "score": { "of": "p_alive", "line": 0.3, "above": false } });
    house.play(call(json!({ "when": when, "again_after_days": 30 }))).await;
    let mut met = Vec::new();
    // Her odds, the day she last bought, and whether that begins anything.
    for (p_alive, last) in [
        (Some(0.8), 20_600),
        (Some(0.3), 20_600),
        (Some(0.29), 20_600),
        (Some(0.1), 20_600),
        (None, 20_600),
        (Some(0.2), 20_600),
        (Some(0.9), 20_640),
        (Some(0.25), 20_640),
        (Some(0.2), 20_640),
    ] {
        let standing = Standing {
            customer: anna.to_string(),
            p_alive,
            last_day: Day(last),
            orders: 3,
            ..Standing::default()
        };
        believe(&house.store, vec![standing]).await;
        met.push(house.turn().await);
        house.pass(40 * DAY);
    }
    assert_eq!(met, [0, 0, 1, 0, 0, 0, 0, 1, 0]);
}

async fn an_audience_of_everyone_of_no_one_and_one_that_changes_on_the_way(engine: Engine) {
    let house = house(engine).await;
    let mut people = Vec::new();
    for name in ["Anna", "Olga", "Ilze"] {
        people.push(house.person(name, "").await);
    }
    let nobody = house.play(two_calls(json!({ "who": "city == 'Oulu' && city == 'Turku'" }))).await;
    let all = house.play(two_calls(json!({ "who": "" }))).await;
    let here = house.play(two_calls(json!({ "who": "city == ''" }))).await;
    house.programme(|programme| programme.cap_count = 50).await;
    assert_eq!(house.turn().await, 6);
    assert_eq!(house.store.arms(Actor::Operator, nobody).await.unwrap(), store::draws::Arms::default());
    let moves = async |person, city: &str| {
        let version = house.store.person(Actor::Operator, person).await.unwrap().unwrap().version;
        let profile = Profile { city: city.to_owned(), ..Profile::default() };
        house.store.save_profile(&may(Action::WritePeople), person, version, profile).await.unwrap();
    };
    moves(people[0], "Oulu").await;
    let late = house.person("Toms", "").await;
    house.pass(3 * DAY + 60);
    house.turn().await;
    assert_eq!(house.way(here, people[0]).await, (EnrolmentState::Stopped, Some(Stopped::Rule)));
    assert_eq!(house.way(all, people[0]).await, (EnrolmentState::Done, None));
    assert_eq!(house.way(here, people[1]).await, (EnrolmentState::Done, None));
    assert_eq!(house.way(here, late).await, (EnrolmentState::Underway, None));
    // Who came back is not begun with again: once is once.
    moves(people[0], "").await;
    house.pass(DAY);
    house.turn().await;
    assert_eq!(house.way(here, people[0]).await, (EnrolmentState::Stopped, Some(Stopped::Rule)));
    assert_eq!(house.store.arms(Actor::Operator, nobody).await.unwrap().treated, 0);
}

async fn a_rule_that_divides_by_nothing_meets_nobody_and_says_where(engine: Engine) {
    let house = house(engine).await;
    let anna = house.person("Anna", "").await;
    let play = house.play(call(json!({ "who": "kind == 'person' && 12 / standing.orders > 3" }))).await;
    let other = house.play(call(json!({ "who": "standing.orders == 0" }))).await;
    assert_eq!(house.turn().await, 1, "the other play goes on");
    assert_eq!(house.arm(other, anna).await, Some(Arm::Treated));
    let why = act::why::why(&house.store, house.now(), Actor::Operator, play, anna).await.unwrap().unwrap();
    assert_eq!(why.outcome, Outcome::Stopped(Stopped::Rule));
    let act::why::Rules::Failed(said, reason) = why.rule else { panic!("{:?}", why.rule) };
    assert_eq!(said.clause, "12 / standing.orders > 3");
    assert!(reason.to_lowercase().contains("zero"), "{reason}");
    for (who, column) in [("kind == 'person' && zodiac == 'x'", "column 21"), ("1 +", "column")] {
        let definition = serde_json::from_value(call(json!({ "who": who }))).unwrap();
        let refused = act::plays::make(&house.store, &may(Action::ManagePlays), "A play", &definition).await;
        let said = refused.unwrap_err().to_string();
        assert!(said.contains(column), "{said}");
    }
}

async fn an_import_taken_back_in_mid_play_keeps_who_was_drawn(engine: Engine) {
    let house = house(engine).await;
    house.orders(&[("Anna", house.now().plus_seconds(-DAY)), ("Olga", house.now().plus_seconds(-DAY))]).await;
    let play = house.play(two_calls(json!({ "who": "kind == 'person'", "holdout": { "mille": 500 } }))).await;
    house.turn().await;
    let before = house.store.arms(Actor::Operator, play).await.unwrap();
    assert_eq!(before.treated + before.held, 2);
    let import = house.store.imports(Actor::Operator, None, 1).await.unwrap().remove(0);
    house.store.undo_import(&may(Action::ImportOrders), import.id, |_| ()).await.unwrap();
    assert_eq!(house.store.arms(Actor::Operator, play).await.unwrap(), before);
    house.orders(&[("Anna", house.now().plus_seconds(-DAY)), ("Olga", house.now().plus_seconds(-DAY))]).await;
    house.pass(4 * DAY);
    house.turn().await;
    assert_eq!(house.store.arms(Actor::Operator, play).await.unwrap(), before, "known again, drawn once");
}
