//! The server killed at random points while a shop sends (R1), and everything sent again and again
//! (R7).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use rand::seq::SliceRandom as _;
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use testing::Engine;

use crate::shop::{Line, Server, batch, counts, open, size, write_key};

/// Shops that send side by side.
const CLIENTS: u64 = 4;
/// Batches acknowledged before a kill, at most.
const BATCHES: u64 = 24;
const EVENTS: u64 = 9;

/// Sends batches from `next` on until the line breaks or enough were acknowledged; those that were.
fn send_until_killed(server: &mut Server, key: &str, next: &AtomicU64, enough: u64) -> (Vec<u64>, Vec<u64>) {
    let (acknowledged, unheard) = (Mutex::new(Vec::new()), Mutex::new(Vec::new()));
    let over = AtomicBool::new(false);
    let address = server.address.clone();
    std::thread::scope(|scope| {
        let clients: Vec<_> = (0..CLIENTS)
            .map(|_| {
                scope.spawn(|| {
                    let Some(mut line) = Line::open(&address, key) else { return };
                    while !over.load(Ordering::SeqCst) {
                        let number = next.fetch_add(1, Ordering::SeqCst);
                        match line.send(&batch(number), "") {
                            Some((200, _)) => acknowledged.lock().unwrap().push(number),
                            Some((status, body)) => panic!("{status} {body}"),
                            None => {
                                unheard.lock().unwrap().push(number);
                                return;
                            }
                        }
                    }
                })
            })
            .collect();
        // The others are at any point of a request when the last one wanted is acknowledged.
        while (acknowledged.lock().unwrap().len() as u64) < enough
            && !clients.iter().all(|it| it.is_finished())
        {
            std::thread::yield_now();
        }
        server.kill();
        over.store(true, Ordering::SeqCst);
    });
    (acknowledged.into_inner().unwrap(), unheard.into_inner().unwrap())
}

async fn killed(engine: Engine) {
    let place = engine.fresh();
    let folder = tempfile::tempdir().unwrap();
    let database = match engine {
        Engine::Sqlite => store::Database::from(folder.path().join("perennial.db")),
        Engine::Postgres => place.database().clone(),
    };
    let key = write_key(&database).await;
    let next = AtomicU64::new(0);
    let mut sure: BTreeSet<u64> = BTreeSet::new();
    for seed in 0..size("PERENNIAL_KILLS", 25) {
        let mut server = Server::start(folder.path(), &database);
        let enough = ChaCha8Rng::seed_from_u64(seed).random_range(1..=BATCHES);
        let (acknowledged, unheard) = send_until_killed(&mut server, &key, &next, enough);
        sure.extend(acknowledged);
        let store = open(&database).await;
        assert_eq!(store.damage().await.unwrap(), Vec::<String>::new(), "seed {seed}");
        store.close().await.unwrap();
        let there = recorded(&database).await;
        assert!(sure.is_subset(&there), "seed {seed}: acknowledged and lost: {:?}", sure.difference(&there));
        // Whoever heard nothing sends again, as the libraries do.
        let again = Server::start(folder.path(), &database);
        let mut line = Line::open(&again.address, &key).unwrap();
        for number in unheard {
            assert_eq!(line.send(&batch(number), "").map(|(status, _)| status), Some(200), "seed {seed}");
            sure.insert(number);
        }
        drop(again);
        let found = counts(&database).await;
        let sent = sure.len() as u64;
        assert_eq!(found, [sent * EVENTS, sent * 7, sent, sent], "seed {seed}: {sent} batches");
    }
}

/// Batches whole in the database; half of one is a failure.
async fn recorded(database: &store::Database) -> BTreeSet<u64> {
    let raw = "select message_id from events order by message_id";
    let mut by_batch: BTreeMap<u64, u64> = BTreeMap::new();
    for id in testing::raw(database, raw).await.unwrap() {
        let number = id.split('-').next().unwrap().parse().unwrap();
        *by_batch.entry(number).or_default() += 1;
    }
    assert!(by_batch.values().all(|&events| events == EVENTS), "half a batch: {by_batch:?}");
    by_batch.into_keys().collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_anywhere_a_server_on_sqlite_loses_nothing_acknowledged_and_doubles_nothing() {
    killed(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_anywhere_a_server_on_postgresql_loses_nothing_acknowledged_and_doubles_nothing() {
    killed(Engine::Postgres).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sent_up_to_five_times_by_sixteen_clients_out_of_order_everything_is_stored_once() {
    let folder = tempfile::tempdir().unwrap();
    let database = store::Database::from(folder.path().join("perennial.db"));
    let key = write_key(&database).await;
    let batches = size("PERENNIAL_REPLAYS", 160);
    let mut random = ChaCha8Rng::seed_from_u64(7);
    let mut plan: Vec<(u64, u8)> = (0..batches)
        .flat_map(|number| (0..random.random_range(1..=5u8)).map(move |copy| (number, copy)))
        .collect();
    plan.shuffle(&mut random);
    let server = Server::start(folder.path(), &database);
    let plan = Mutex::new(plan);
    let answers = Mutex::new(BTreeSet::new());
    std::thread::scope(|scope| {
        for client in 0..16 {
            let (plan, answers, server, key) = (&plan, &answers, &server, &key);
            scope.spawn(move || {
                let mut line = Line::open(&server.address, key).unwrap();
                while let Some((number, copy)) = { plan.lock().unwrap().pop() } {
                    let headers = format!("User-Agent: copy {copy}\r\nX-Client: {client}\r\n");
                    answers.lock().unwrap().insert(line.send(&batch(number), &headers).unwrap());
                }
            });
        }
    });
    let answers = answers.into_inner().unwrap();
    assert_eq!(
        answers,
        BTreeSet::from([(200, "{\"success\":true}".to_owned())]),
        "one answer, byte for byte"
    );
    let mut line = Line::open(&server.address, &key).unwrap();
    let other = batch(3).into_iter().map(|event| event.replace("12.5", "99")).collect::<Vec<_>>();
    let (status, body) = line.send(&other, "").unwrap();
    assert!(status == 200 && body.contains("\"messageId\":\"3-8\"") && !body.contains("3-7"), "{body}");
    drop(server);
    let found = counts(&database).await;
    assert_eq!(found, [batches * EVENTS, batches * 7, batches, batches]);
}
