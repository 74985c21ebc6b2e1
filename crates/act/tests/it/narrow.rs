//! What SQL leaves out, CEL would have left out: held to each other over everybody.

use std::collections::BTreeSet;

use act::rule::vocabulary::World;
use act::rule::{Rule, Verdict};
use domain::access::Action;
use domain::ids::PersonId;
use domain::party::PartyKind;
use domain::profile::Profile;
use domain::worth::{Estimate, Standing};
use domain::{Actor, Day};
use rand::seq::IndexedRandom as _;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::json;
use store::audience::Sieve;
use store::people::edit::Draft;
use testing::Engine;

use crate::beliefs::believe;
use crate::house::{House, call, house, may};

testing::on_both_engines![
    what_is_left_out_before_anybody_is_read_no_rule_would_have_held_for,
    who_met_a_play_already_is_not_read_again,
];

const WORLD: World = World { today: Day(20_700), minor_per_major: 100.0 };
const CITIES: [&str; 4] = ["", "Rīga", "rīga", "Oulu"];
const LANGUAGES: [&str; 4] = ["", "lv", "ru", "fa"];

fn estimate(value: f64) -> Estimate {
    Estimate { value, low: value / 2.0, high: value * 2.0 }
}

/// People of every kind of standing, those without one among them, many exactly at a round figure.
async fn town(house: &House, rng: &mut ChaCha8Rng) {
    let mut standings = Vec::new();
    for number in 0..160 {
        let profile = Profile {
            city: (*CITIES.choose(rng).unwrap()).to_owned(),
            language: (*LANGUAGES.choose(rng).unwrap()).to_owned(),
            ..Profile::default()
        };
        let kind = if rng.random_bool(0.1) { PartyKind::Organisation } else { PartyKind::Person };
        let draft = Draft { kind, name: format!("P{number}"), profile, stakes: Vec::new() };
        let person = house.store.make_person(&may(Action::WritePeople), draft, &[]).await.unwrap();
        if rng.random_bool(0.2) {
            continue;
        }
        let mut figure = |most: u32| {
            let half = f64::from(rng.random_range(0..2 * most)) / 2.0;
            let cents = if rng.random_bool(0.5) { 0.0 } else { rng.random_range(-0.02..0.02) };
            rng.random_bool(0.9).then_some((half + cents).max(0.0))
        };
        standings.push(Standing {
            customer: person.to_string(),
            spend: figure(20).unwrap_or(0.0),
            p_alive: figure(1).map(|odds| odds.min(1.0)),
            expected_orders: figure(5).map(estimate),
            expected_value: figure(20).map(estimate),
            value_at_stake: figure(20),
            rhythm_days: figure(30),
            overdue_days: figure(30),
            orders: rng.random_range(0..6),
            first_day: Day(20_000 + rng.random_range(0..300)),
            last_day: Day(20_600 + rng.random_range(0..110)),
            ..Standing::default()
        });
    }
    believe(&house.store, standings).await;
}

/// A clause that may be one the store understands, or may not.
fn clause(rng: &mut ChaCha8Rng) -> String {
    let compare = ["<", "<=", "==", "!=", ">=", ">"];
    let by = *compare.choose(rng).unwrap();
    let text = |rng: &mut ChaCha8Rng| match rng.random_range(0..3) {
        0 => ("language", format!("'{}'", LANGUAGES.choose(rng).unwrap())),
        1 => ("city", format!("'{}'", CITIES.choose(rng).unwrap())),
        _ => ("kind", "'person'".to_owned()),
    };
    let number = |rng: &mut ChaCha8Rng| {
        let (name, most) = *[
            ("standing.orders", 6),
            ("standing.spend", 2000),
            ("standing.p_alive", 1),
            ("standing.expected_orders", 5),
            ("standing.expected_value", 2000),
            ("standing.value_at_stake", 2000),
            ("standing.rhythm_days", 30),
            ("standing.overdue_days", 30),
            ("standing.silent_days", 100),
            ("standing.silent_rhythms", 5),
            ("standing.known_days", 700),
        ]
        .choose(rng)
        .unwrap();
        let round: i32 = rng.random_range(-1..=most);
        let limit =
            if rng.random_bool(0.5) { round.to_string() } else { format!("{:?}", f64::from(round) / 2.0) };
        (name, limit)
    };
    let (name, limit) = if rng.random_bool(0.3) { text(rng) } else { number(rng) };
    let plain =
        if rng.random_bool(0.3) { format!("{limit} {by} {name}") } else { format!("{name} {by} {limit}") };
    match rng.random_range(0..10) {
        0 => format!("!({plain})"),
        1 => format!("({plain} || {})", clause(rng)),
        2 => format!("({plain} ? true : false)"),
        _ => plain,
    }
}

async fn what_is_left_out_before_anybody_is_read_no_rule_would_have_held_for(engine: Engine) {
    let house = house(engine).await;
    let mut rng = ChaCha8Rng::seed_from_u64(20_261_121);
    town(&house, &mut rng).await;
    let (mut held, mut left_out) = (0, 0);
    for _ in 0..400 {
        let clauses: Vec<String> = (0..rng.random_range(1..4)).map(|_| clause(&mut rng)).collect();
        let text = clauses.join(" && ");
        let rule = Rule::read(&text).unwrap_or_else(|why| panic!("{text}: {why}"));
        let read = async |narrow: &Sieve| {
            house
                .store
                .audience(Actor::Operator, rule.columns(), narrow, WORLD.today, None, 1000)
                .await
                .unwrap()
        };
        let everybody = read(&Sieve::default()).await;
        assert_eq!(everybody.len(), 160);
        let narrowed = read(&Sieve { bounds: rule.bounds(&WORLD), met: None }).await;
        let narrowed: BTreeSet<PersonId> = narrowed.iter().map(|row| row.person).collect();
        for row in &everybody {
            if rule.judge(row, &WORLD) == Verdict::Holds {
                held += 1;
                assert!(narrowed.contains(&row.person), "{text} holds for {row:?}, who was left out");
            }
        }
        left_out += everybody.len() - narrowed.len();
    }
    assert!(held > 2_000 && left_out > 20_000, "{held} held and {left_out} left out show nothing");
}

async fn who_met_a_play_already_is_not_read_again(engine: Engine) {
    let house = house(engine).await;
    house.programme(|programme| programme.holdout_mille = 300).await;
    for number in 0..40 {
        house.person(&format!("P{number}"), "").await;
    }
    let more = json!({ "who": "kind == 'person'", "holdout": { "mille": 300 } });
    house.play(call(more)).await;
    let look = async || act::decide::run(&house.store, &house.clock).await.unwrap();
    assert_eq!(look().await.found, 40);
    assert_eq!(look().await.found, 0, "all were met, or are held out of it or of all");
    let berta = house.person("Berta", "").await;
    assert_eq!(look().await.found, 1);
    // Whoever is left in peace for now is looked at again, and met when it is over.
    let olga = house.person("Olga", "").await;
    let permit = may(Action::WritePeople);
    house.store.leave_in_peace(&permit, olga, "a loss", None).await.unwrap();
    assert_eq!((look().await.found, look().await.found), (1, 1));
    let nothing = BTreeSet::new();
    house.store.merge(&may(Action::MergePeople), berta, olga, &nothing).await.unwrap();
    assert_eq!(look().await.found, 0, "two who are one were met as one");
}
