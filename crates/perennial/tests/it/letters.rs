//! A letter to many while the server that sends it is killed again and again (R9): everybody ends in
//! exactly one state, nobody gets two, and no more is held than there were connections.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use act::letters::{CONNECTIONS, keep, send_to_many};
use adapters::system::SystemClock;
use domain::access::{Action, check};
use domain::consent::Word;
use domain::letters::{Draft, Text};
use domain::plays::{Holdout, Programme, QuietHours};
use domain::{Actor, Clock, Permit};
use store::people::edit::{Address, Draft as Person};
use store::topics::Topic;
use testing::Engine;
use testing::sink::Sink;

use crate::shop::{Server, open, size};

/// How often is looked how far a server is, and how often at most.
const LOOK: Duration = Duration::from_millis(5);
const LOOKS: usize = 12_000;

fn may(action: Action) -> Permit {
    check(Actor::Operator, action).unwrap()
}

/// A company with so many readers, and a letter decided for all of them.
async fn decided(database: &store::Database, readers: u64) {
    let store = open(database).await;
    let programme = Programme {
        holdout_mille: 0,
        quiet: QuietHours { from: 0, to: 0, weekdays: 0 },
        sender_address: "care@harbour.example".into(),
        ..Programme::default()
    };
    let manage = may(Action::ManagePlays);
    store.save_programme(&manage, 0, &programme).await.unwrap();
    let titles = BTreeMap::from([("en".to_owned(), "News".to_owned())]);
    store.save_topic(&manage, &Topic { name: "news".into(), titles }).await.unwrap();
    let text = Text { language: "en".into(), subject: "Spring".into(), body: "The terrace is open.".into() };
    let draft = Draft { name: "Spring".into(), topic: "news".into(), texts: vec![text] };
    let letter = keep(&store, &manage, draft).await.unwrap();
    let write = may(Action::WritePeople);
    for number in 0..readers {
        let address = format!("reader{number}@x.example");
        let person = store.make_person(&write, Person::default(), &[Address::Email(&address)]).await.unwrap();
        store.say_consent(&write, person, "news", Word::Given, "").await.unwrap();
    }
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let nobody = Holdout { mille: 0, reason: "a test".into(), by_organisation: false };
    send_to_many(&store, clock.now(), &manage, letter, "", nobody).await.unwrap();
    act::decide::run(&store, &clock).await.unwrap();
    assert_eq!(act::steps::run(&store, &clock).await.unwrap() as u64, readers);
    store.close().await.unwrap();
}

async fn count(database: &store::Database, which: &str) -> u64 {
    let select = format!("select cast(count(*) as text) from outbox where {which}");
    testing::raw(database, &select).await.unwrap()[0].parse().unwrap()
}

async fn killed(engine: Engine) {
    let place = engine.fresh();
    let folder = tempfile::tempdir().unwrap();
    let database = match engine {
        Engine::Sqlite => store::Database::from(folder.path().join("perennial.db")),
        Engine::Postgres => place.database().clone(),
    };
    let (readers, kills) = (size("PERENNIAL_LETTERS", 120), size("PERENNIAL_LETTER_KILLS", 5));
    decided(&database, readers).await;
    let sink = Sink::start().await;
    let smtp = format!("smtp://127.0.0.1:{}", sink.port);
    let more = ["--smtp", &smtp, "--base-url", "http://care.example"];
    for kill in 0..=kills {
        let mut server = Server::start_with(folder.path(), &database, &more);
        // The last is left to finish.
        let goal = sink.count() as u64 + (readers - sink.count() as u64) / (kills - kill + 1);
        for _ in 0..LOOKS {
            let over = if kill == kills {
                count(&database, "state in ('waiting', 'sending')").await == 0
            } else {
                sink.count() as u64 >= goal
            };
            if over {
                break;
            }
            tokio::time::sleep(LOOK).await;
        }
        server.kill();
        let unsure = count(&database, "state = 'sending'").await;
        assert!(unsure <= CONNECTIONS as u64, "{unsure} unsure after kill {kill}");
        // Every lease runs out, as it does in ten minutes.
        let over = "update outbox set next_at = 0 where next_at is not null returning 'over'";
        testing::raw(&database, over).await.unwrap();
    }
    let (sent, held) = (count(&database, "state = 'sent'").await, count(&database, "state = 'held'").await);
    assert_eq!(sent + held, readers, "each in one final state");
    let taken: Vec<String> = sink.taken().into_iter().map(|taken| taken.reader).collect();
    let once: BTreeSet<&String> = taken.iter().collect();
    assert_eq!(once.len(), taken.len(), "nobody twice");
    assert!(taken.len() as u64 >= sent && held <= kills * CONNECTIONS as u64, "{sent} sent, {held} held");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_anywhere_a_server_on_sqlite_sends_nobody_two_and_forgets_nobody() {
    killed(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_anywhere_a_server_on_postgresql_sends_nobody_two_and_forgets_nobody() {
    killed(Engine::Postgres).await;
}
