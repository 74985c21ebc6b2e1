//! Real libraries, unchanged: one that sends a served company events, one that verifies what it tells.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use domain::Actor;
use domain::access::{Action, check};
use domain::webhooks::NewWebhook;
use store::timeline::{Asked, Thing};
use store::webhooks::State;

use crate::shop::{Server, open, write_key};

/// Where the libraries lie: `tests/events` after `npm ci`.
const FOLDER: &str = "PERENNIAL_EVENT_LIBRARY";

fn libraries() -> Option<PathBuf> {
    let folder = std::env::var_os(FOLDER).map(PathBuf::from);
    if folder.is_none() {
        println!("skipped: {FOLDER} does not name the folder tests/events after `npm ci` in it");
    }
    folder
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_library_of_a_shop_just_works_and_sends_again_what_was_refused_for_a_moment() {
    let Some(library) = libraries() else { return };
    let folder = tempfile::tempdir().unwrap();
    let database = store::Database::from(folder.path().join("perennial.db"));
    let key = write_key(&database).await;
    let server = Server::start(folder.path(), &database);
    let ran = Command::new("node")
        .arg("shop.mjs")
        .env("PERENNIAL_ADDRESS", format!("http://{}", server.address))
        .env("PERENNIAL_WRITE_KEY", &key)
        .current_dir(&library)
        .output()
        .unwrap();
    assert!(
        ran.status.success(),
        "{}{}",
        String::from_utf8_lossy(&ran.stdout),
        String::from_utf8_lossy(&ran.stderr)
    );
    drop(server);
    let store = open(&database).await;
    let people = store.people_list(Actor::Operator, "", None, 9).await.unwrap();
    let ilze = people.iter().find(|line| line.name == "Ilze Ozola").unwrap();
    let asked = Asked { limit: 50, ..Asked::default() };
    let page = store.timeline(Actor::Operator, ilze.id, &asked).await.unwrap();
    let mut entries: Vec<String> = page
        .entries
        .iter()
        .map(|entry| match &entry.thing {
            Thing::Order(order) => format!("{} {}", order.source_id, order.amount),
            Thing::Event(told) => format!("{} {}", entry.place.kind.name(), told.name),
            _ => "?".to_owned(),
        })
        .collect();
    entries.sort();
    assert_eq!(
        entries,
        ["5001 25.00 EUR", "page Roasts", "product Product Viewed", "screen Basket"],
        "what the visitor did before stands with what the person did"
    );
    let relations = store.relations(Actor::Operator, ilze.id).await.unwrap();
    assert_eq!(relations.iter().map(|it| it.other_name.as_str()).collect::<Vec<_>>(), ["Hinge House"]);
    let once = "select cast(count(*) as text) from events where name = 'Sent Again'";
    assert_eq!(testing::raw(&database, once).await.unwrap(), ["2"], "each once, though refused at first");
    assert_eq!(store.damage().await.unwrap(), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_library_of_the_standard_verifies_what_webhooks_send() {
    let Some(library) = libraries() else { return };
    let mut receiver = Command::new("node")
        .arg("receiver.mjs")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .current_dir(&library)
        .spawn()
        .unwrap();
    let mut url = String::new();
    BufReader::new(receiver.stdout.take().unwrap()).read_line(&mut url).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let database = store::Database::from(folder.path().join("perennial.db"));
    let store = open(&database).await;
    let permit = check(Actor::Operator, Action::ManageKeys).unwrap();
    let new = NewWebhook::new(url.trim(), ["person.created"]).unwrap();
    let (webhook, old) = store.add_webhook(&permit, &new).await.unwrap();
    let mut secrets = receiver.stdin.take().unwrap();
    writeln!(secrets, "{}", old.expose()).unwrap();
    let first = store.test_webhook(&permit, webhook).await.unwrap();
    let server = Server::start_with(folder.path(), &database, &["--allow-address", "127.0.0.1"]);
    loop {
        let told = store.messages(Actor::Operator, webhook, None, 9).await.unwrap();
        if told.iter().any(|message| message.id == first && message.state == State::Delivered) {
            break;
        }
        tokio::task::yield_now().await;
    }
    let new = store.rotate_webhook(&permit, webhook).await.unwrap();
    writeln!(secrets, "{}", new.expose()).unwrap();
    drop(secrets);
    store.test_webhook(&permit, webhook).await.unwrap();
    let mut says = String::new();
    receiver.stderr.take().unwrap().read_to_string(&mut says).unwrap();
    assert!(receiver.wait().unwrap().success(), "{says}");
    drop(server);
}
