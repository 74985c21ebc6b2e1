//! The server killed while it decides plays and takes their steps.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use adapters::system::SystemClock;
use domain::access::{Action, check};
use domain::orders::OrderKind;
use domain::plays::{Definition, QuietHours};
use domain::{Actor, Clock, Currency, Permit};
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use serde_json::json;
use store::imports::NewImport;
use store::incoming::{Batch, Incoming, Key};
use store::people::Kind;
use store::{Database, Store};
use testing::Engine;

use crate::shop::{Server, open, size};

const PLAYS: u64 = 4;
const STEPS: usize = 2;

fn may(action: Action) -> Permit {
    check(Actor::Operator, action).unwrap()
}

/// Customers by the number, each with an order and an address.
async fn customers(store: &Store, count: u64) {
    let permit = may(Action::ImportOrders);
    let import = NewImport { source: "shop", file: "a.csv", mapping: json!({}), bytes_total: 0 };
    let id = store.begin_import(&permit, &import).await.unwrap();
    let order = |number| Incoming {
        source_id: format!("o{number}"),
        kind: OrderKind::Purchase,
        at: 1_700_000_000_000_000,
        day: 19_675,
        amount: 1000,
        currency: Currency::EUR,
        refunds: None,
        keys: vec![Key { kind: Kind::Email, value: format!("p{number}@x.lv") }],
        name: format!("P{number}"),
        lines: Vec::new(),
    };
    let orders = (0..count).map(order).collect();
    store.apply(&permit, id, &Batch { orders, ..Batch::default() }).await.unwrap().unwrap();
    store.finish_import(&permit, id).await.unwrap();
}

/// Plays that meet everybody at once and call them twice on the day.
async fn plays(store: &Store) {
    let kept = store.programme(Actor::Operator).await.unwrap();
    let mut programme = kept.programme;
    (programme.holdout_mille, programme.cap_count) = (150, 99);
    programme.quiet = QuietHours { from: 0, to: 0, weekdays: 0 };
    store.save_programme(&may(Action::ManagePlays), kept.version, &programme).await.unwrap();
    let call = json!({ "gesture": { "call": { "words": "Ask how they are" } } });
    for number in 0..PLAYS {
        let definition: Definition = serde_json::from_value(json!({
            "who": "kind == 'person'",
            "when": "rule_holds",
            "steps": vec![call.clone(); STEPS],
            "success": { "what": "return", "within_days": 60 },
            "holdout": { "mille": 300 },
        }))
        .unwrap();
        let permit = may(Action::ManagePlays);
        let play = act::plays::make(store, &permit, &format!("Play {number}"), &definition).await.unwrap();
        store.start_play(&permit, play, 1).await.unwrap();
    }
}

/// Rows past the store, as a number.
pub async fn count(database: &Database, from: &str) -> u64 {
    let asked = format!("select cast(count(*) as text) from {from}");
    testing::raw(database, &asked).await.unwrap()[0].parse().unwrap()
}

async fn written(database: &Database) -> u64 {
    count(database, "draws").await + count(database, "enrolments").await + count(database, "gestures").await
}

/// What must hold whenever somebody looks.
pub async fn nobody_twice_and_nobody_of_control(database: &Database, seed: u64) {
    let held = "gestures g join draws d on d.identity_id = g.identity_id and d.arm = 'held'
                and (d.play_id = g.play_id or d.play_id not in (select id from plays))";
    assert_eq!(count(database, held).await, 0, "seed {seed}: somebody in control was contacted");
    let twice = "(select 1 from gestures where play_id is not null
                  group by play_id, identity_id, occasion, step having count(*) > 1) as t";
    assert_eq!(count(database, twice).await, 0, "seed {seed}: a step was taken twice");
    let undrawn = "enrolments e where not exists
                   (select 1 from draws d where d.play_id = e.play_id and d.identity_id = e.identity_id)";
    assert_eq!(count(database, undrawn).await, 0, "seed {seed}: a way began without its draw");
}

/// Every draw there is: what it is of, of whom, and the arm with its instant.
async fn draws(database: &Database) -> BTreeMap<String, String> {
    let cast = |column: &str| match database {
        Database::Sqlite(_) => format!("hex({column})"),
        Database::Postgres(_) => format!("cast({column} as text)"),
    };
    let key = format!("{} || ' ' || {}", cast("play_id"), cast("identity_id"));
    let asked = format!("select {key} || '=' || arm || ' ' || cast(drawn_at as text) from draws");
    let split = |line: String| line.split_once('=').map(|(key, arm)| (key.to_owned(), arm.to_owned()));
    testing::raw(database, &asked).await.unwrap().into_iter().filter_map(split).collect()
}

async fn killed(engine: Engine) {
    let place = engine.fresh();
    let folder = tempfile::tempdir().unwrap();
    let database = match engine {
        Engine::Sqlite => Database::from(folder.path().join("perennial.db")),
        Engine::Postgres => place.database().clone(),
    };
    let people = size("PERENNIAL_PLAY_PEOPLE", 300);
    let store = open(&database).await;
    customers(&store, people).await;
    plays(&store).await;
    store.close().await.unwrap();
    let kills = size("PERENNIAL_PLAY_KILLS", 6);
    // Four rows for each of the treated, two for those held out, and one where it is of all.
    let all = people * PLAYS * 3;
    let mut known = BTreeMap::new();
    for seed in 0..kills {
        let mut server = Server::start(folder.path(), &database);
        let enough = ChaCha8Rng::seed_from_u64(seed).random_range(0..(all * (seed + 1) / kills).max(1));
        let mut before = None;
        while written(&database).await < enough {
            // All that can be done before the next kill is done.
            let now = written(&database).await;
            if before.replace(now) == Some(now) && count(&database, "jobs where state = 'running'").await == 0
            {
                break;
            }
        }
        server.kill();
        nobody_twice_and_nobody_of_control(&database, seed).await;
        let drawn = draws(&database).await;
        let changed = known.iter().find(|(unit, arm)| drawn.get(*unit) != Some(arm));
        assert_eq!(changed, None, "seed {seed}: a draw changed");
        known = drawn;
        // As if the ten minutes had gone by after which a job is taken from a worker that died.
        testing::raw(&database, "update jobs set lease_until = 0 where state = 'running'").await.unwrap();
    }
    let store = open(&database).await;
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    act::decide::run(&store, &clock).await.unwrap();
    act::steps::run(&store, &clock).await.unwrap();
    assert_eq!(store.damage().await.unwrap(), Vec::<String>::new());
    store.close().await.unwrap();
    nobody_twice_and_nobody_of_control(&database, kills).await;
    whole(&database, people).await;
}

/// Everybody is in one arm of the programme, and of each play where that holds nobody out; and all that
/// was to be done was.
async fn whole(database: &Database, people: u64) {
    let of_all = "draws where play_id not in (select id from plays)";
    assert_eq!(count(database, of_all).await, people);
    let left = people - count(database, &format!("{of_all} and arm = 'held'")).await;
    let drawn = "draws where play_id in (select id from plays)";
    assert_eq!(count(database, drawn).await, left * PLAYS);
    let treated = count(database, &format!("{drawn} and arm = 'treated'")).await;
    assert_eq!(count(database, "gestures").await, treated * STEPS as u64);
    let states = "select state || ' ' || cast(count(*) as text) from enrolments group by state";
    let states: BTreeSet<String> = testing::raw(database, states).await.unwrap().into_iter().collect();
    assert_eq!(states, [format!("done {treated}"), format!("held {}", left * PLAYS - treated)].into());
    assert!(treated > 0 && treated < left * PLAYS && left < people);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_anywhere_on_sqlite_plays_meet_everybody_once_and_control_never() {
    killed(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_anywhere_on_postgresql_plays_meet_everybody_once_and_control_never() {
    killed(Engine::Postgres).await;
}
