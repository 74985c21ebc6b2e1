//! A real analytics library, unchanged, pointed at a served company.

use std::path::PathBuf;
use std::process::Command;

use domain::Actor;
use store::timeline::{Asked, Thing};

use crate::shop::{Server, open, write_key};

/// Where the library lies: `tests/events` after `npm ci`.
const FOLDER: &str = "PERENNIAL_EVENT_LIBRARY";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_library_of_a_shop_just_works_and_sends_again_what_was_refused_for_a_moment() {
    let Some(library) = std::env::var_os(FOLDER).map(PathBuf::from) else {
        println!("skipped: {FOLDER} does not name the folder tests/events after `npm ci` in it");
        return;
    };
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
