//! The interface asked in every way its own document allows, and in some it does not: no answer is a
//! fault of ours, and none is another than the document says.

use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use adapters::system::{SystemClock, SystemEntropy};
use domain::access::{Action, Scopes, check};
use domain::keys::NewKey;
use domain::{Actor, Currency, Instant, Money};
use store::Store;
use store::events::{Buyer, NewOrder, Traits};
use store::settings::Settings;

use crate::shop::{open, size};

/// The program that asks.
const PROGRAM: &str = "PERENNIAL_SCHEMATHESIS";
/// What it looks at in every answer.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,\
                      response_schema_conformance,response_headers_conformance";

/// A company with somebody in it, and a key that may do all a key may.
async fn furnish(store: &Store) -> String {
    let may = |action| check(Actor::Operator, action).unwrap();
    let settings = Settings::new("Harbour Coffee", "Europe/Riga", "EUR", 1000).unwrap();
    store.save_settings(&may(Action::ManageStaff), &settings).await.unwrap();
    let traits = Traits { name: "Ilze Ozola".into(), email: "ilze@shop.example".into(), ..Traits::default() };
    let order = NewOrder {
        source: "till".into(),
        source_id: "1".into(),
        at: Instant(1_767_600_000_000_000),
        amount: Money { minor: 2500, currency: Currency::EUR },
        lines: Vec::new(),
        buyer: Buyer::Named { customer: None, traits: Box::new(traits) },
    };
    store.place_order(&may(Action::ImportOrders), order).await.unwrap();
    let scopes = Scopes::NAMED.map(|(name, _)| name).into_iter().filter(|name| *name != "events:write");
    let key = NewKey::new("the asker", None, Scopes::of(scopes).unwrap(), None, Instant(0)).unwrap();
    store.make_key(&may(Action::ManageKeys), &key).await.unwrap().1.expose().to_owned()
}

/// Serves the company without its workers: addresses made up on the way are told nothing.
async fn serve(store: Store, folder: &Path) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    let (clock, entropy) = (Arc::new(SystemClock), Arc::new(SystemEntropy));
    let app = web::App::new(store, clock, entropy, folder.to_owned(), &format!("http://{address}"));
    let service = web::router(app).into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await.unwrap() });
    address
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_answer_is_a_fault_of_ours_or_another_than_the_document_says() {
    let Some(program) = std::env::var_os(PROGRAM) else {
        println!("skipped: {PROGRAM} does not name schemathesis");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let store = open(&store::Database::from(folder.path().join("perennial.db"))).await;
    let key = furnish(&store).await;
    let address = serve(store.clone(), folder.path()).await;
    let ran = Command::new(program)
        .args(["run", &format!("http://{address}/api/openapi.json"), "--checks", CHECKS, "--no-color"])
        .args(["--header", &format!("Authorization: Bearer {key}")])
        .args(["--max-examples", &size("PERENNIAL_SCHEMA_EXAMPLES", 5).to_string()])
        .args(["--phases", "examples,coverage,fuzzing", "--seed", "7", "--generation-database", "none"])
        .args(["--suppress-health-check", "all", "--warnings", "off", "--workers", "2"])
        .current_dir(folder.path())
        .output();
    let ran = ran.unwrap();
    assert!(
        ran.status.success(),
        "{}{}",
        String::from_utf8_lossy(&ran.stdout),
        String::from_utf8_lossy(&ran.stderr)
    );
    println!("{}", String::from_utf8_lossy(&ran.stdout));
    assert_eq!(store.damage().await.unwrap(), Vec::<String>::new());
}
