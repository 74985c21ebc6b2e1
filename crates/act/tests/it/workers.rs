//! Several workers on one database, each with connections of its own, while the play is paused and changed.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use act::Error;
use domain::access::Action;
use domain::ids::{PersonId, PlayId};
use domain::plays::{Arm, Definition};
use domain::{Actor, Clock, Permit};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::json;
use store::Store;
use testing::Engine;

use crate::house::{House, call, house, may};
use crate::webhooks::Counted;

testing::on_both_engines![four_workers_and_a_play_changed_under_them_meet_nobody_twice_and_control_never];

const PEOPLE: usize = 40;

/// Looks at everybody and takes steps until nothing is left to do.
async fn works(store: Store, clock: Arc<dyn Clock>, rounds: usize) {
    let calm = |worked: Result<(), Error>| match worked {
        Ok(()) | Err(Error::Store(store::Error::Superseded(_))) => {}
        Err(why) => panic!("{why}"),
    };
    for _ in 0..rounds {
        calm(act::decide::run(&store, &clock).await.map(drop));
        calm(act::steps::batch(&store, &clock, 7).await.map(drop));
        tokio::task::yield_now().await;
    }
}

/// Pauses the play, says it otherwise and lets it go on, again and again.
async fn changes(house: &House, play: PlayId, words: &[&str]) {
    let permit: Permit = may(Action::ManagePlays);
    for words in words {
        let now = house.store.play(Actor::Operator, play).await.unwrap().unwrap();
        let version = house.store.pause_play(&permit, play, now.version).await.unwrap();
        let changed: Definition = serde_json::from_value(two_calls(words)).unwrap();
        let version = act::plays::change(&house.store, &permit, play, version, "A play", &changed).await;
        tokio::task::yield_now().await;
        house.store.start_play(&permit, play, version.unwrap()).await.unwrap();
    }
}

fn two_calls(words: &str) -> serde_json::Value {
    call(json!({ "holdout": { "mille": 400 }, "steps": [
        { "gesture": { "call": { "words": words } } },
        { "after_days": 1, "gesture": { "call": { "words": words } } },
    ] }))
}

async fn four_workers_and_a_play_changed_under_them_meet_nobody_twice_and_control_never(engine: Engine) {
    let house = house(engine).await;
    house.programme(|programme| (programme.cap_count, programme.holdout_mille) = (9, 100)).await;
    let mut people: Vec<PersonId> = Vec::new();
    for number in 0..PEOPLE {
        people.push(house.person(&format!("P{number}"), "").await);
    }
    let play = house.play(two_calls("at first")).await;
    let mut workers = Vec::new();
    for number in 1..=4 {
        let clock = Arc::clone(&house.clock);
        let entropy = Arc::new(Counted(AtomicU64::new(number << 32)));
        workers.push(Store::open(house._place.database(), clock, entropy).await.unwrap());
    }
    let mut rng = ChaCha8Rng::seed_from_u64(11);
    for _ in 0..4 {
        let rounds = [0; 4].map(|_| rng.random_range(2..6));
        let [one, two, three, four] =
            [0, 1, 2, 3].map(|at| works(workers[at].clone(), Arc::clone(&house.clock), rounds[at]));
        tokio::join!(one, two, three, four, changes(&house, play, &["then", "and then"]));
        house.pass(rng.random_range(20_000..90_000));
    }
    works(house.store.clone(), Arc::clone(&house.clock), 60).await;
    let mut met = 0;
    for &person in &people {
        let gestures = house.store.gestures(Actor::Operator, person).await.unwrap();
        let steps: HashSet<_> = gestures.iter().map(|one| (one.occasion.clone(), one.step)).collect();
        assert_eq!(steps.len(), gestures.len(), "a step was taken twice");
        let draws = house.store.draws_of(Actor::Operator, play, person).await.unwrap();
        assert!(draws.len() <= 1, "drawn twice");
        let of_all = house.store.draws_of(Actor::Operator, store::draws::PROGRAMME, person).await.unwrap();
        assert_eq!(of_all.len(), 1);
        let is_held = draws.iter().chain(&of_all).any(|drawn| drawn.arm == Arm::Held);
        assert_eq!(gestures.len(), if is_held { 0 } else { 2 }, "{draws:?} {of_all:?}");
        met += usize::from(!is_held);
    }
    assert!((PEOPLE / 4..PEOPLE).contains(&met), "{met}");
}
