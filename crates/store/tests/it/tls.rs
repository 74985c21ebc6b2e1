//! PostgreSQL over TLS: what is asked for is what is had, and what can't be had is said.

use std::sync::Arc;
use std::sync::atomic::AtomicI64;

use store::{Database, Error, Store};
use testing::server::Server;

use crate::{Counted, Hand};

async fn open(database: &Database) -> Result<Store, Error> {
    let clock = Arc::new(Hand(AtomicI64::new(1_790_000_000_000_000)));
    Store::open(database, clock, Arc::new(Counted::default())).await
}

async fn refusal(database: &Database) -> String {
    open(database).await.map(|_| ()).unwrap_err().to_string()
}

/// Whether our connections to a server are encrypted, each once.
const ENCRYPTED: &str =
    "select distinct s.ssl::text from pg_stat_ssl s join pg_stat_activity a on a.pid = s.pid
     where a.application_name = 'perennial'";

#[tokio::test]
async fn a_link_is_encrypted_and_whom_it_leads_to_is_checked_as_asked() {
    let server = Server::on_network();
    server.run("create database house");
    let signed = format!("sslrootcert={}", server.authority().display());
    for (host, parameters, encrypted) in [
        ("localhost", "sslmode=disable".to_owned(), "false"),
        ("localhost", "sslmode=require".to_owned(), "true"),
        ("127.0.0.1", "sslmode=require".to_owned(), "true"),
        ("127.0.0.1", format!("sslmode=verify-ca&{signed}"), "true"),
        ("localhost", format!("sslmode=verify-full&{signed}"), "true"),
    ] {
        let store = open(&server.address(host, "house", &parameters)).await.unwrap();
        let found = testing::raw(&server.database("house"), ENCRYPTED).await.unwrap();
        assert_eq!(found, [encrypted], "{host} {parameters}");
        store.close().await.unwrap();
    }
    for (host, parameters, said) in [
        ("localhost", "sslmode=verify-full".to_owned(), "sslrootcert"),
        ("127.0.0.1", format!("sslmode=verify-full&{signed}"), "Name the host as the certificate does"),
        (
            "localhost",
            "sslmode=verify-full&sslrootcert=/nowhere/ca.crt".to_owned(),
            "the file of sslrootcert",
        ),
    ] {
        let refused = refusal(&server.address(host, "house", &parameters)).await;
        assert!(refused.contains(said), "{host} {parameters}: {refused}");
    }
}

#[tokio::test]
async fn a_server_that_speaks_no_tls_is_told_from_one_that_is_not_there() {
    let place = testing::Engine::Postgres.fresh();
    let refused = refusal(&place.link().address("sslmode=require")).await;
    assert!(refused.contains("asks for TLS"), "{refused}");
}
