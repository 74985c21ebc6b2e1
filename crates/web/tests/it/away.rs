//! A database server that goes away, or falls silent, and comes back.

use std::time::Duration;

use axum::http::StatusCode;
use testing::Engine;
use testing::server::Server;

use crate::client::{Browser, House};

/// Two seconds are promised; the rest is for a machine that does much at once.
const SOON: Duration = Duration::from_secs(3);

async fn says_so(owner: &mut Browser) {
    for path in ["/people", "/", "/healthz"] {
        let answer = tokio::time::timeout(SOON, owner.get(path)).await.expect(path);
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{path}: {}", answer.body);
        assert!(answer.body.contains("does not answer"), "{path}: {}", answer.body);
    }
    let answer = tokio::time::timeout(SOON, owner.post("/people/new", "kind=person&name=Ana")).await;
    assert_eq!(answer.expect("a form").status, StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_the_server_is_away_every_page_says_so_and_afterwards_all_goes_on() {
    for on_network in [false, true] {
        let server = if on_network { Server::on_network() } else { Server::own() };
        server.run("create database house");
        let database = if on_network {
            server.address("127.0.0.1", "house", "sslmode=prefer")
        } else {
            server.database("house")
        };
        let house = House::with(&database).await;
        let mut owner = house.owner().await;
        assert_eq!(owner.get("/people").await.status, StatusCode::OK);
        server.stop();
        says_so(&mut owner).await;
        server.start();
        assert_eq!(owner.get("/people").await.status, StatusCode::OK, "the session and the pool go on");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_falls_silent_is_waited_for_no_longer_than_one_that_is_away() {
    let place = Engine::Postgres.fresh();
    let link = place.link();
    let house = House::with(&link.database()).await;
    let mut owner = house.owner().await;
    assert_eq!(owner.get("/people").await.status, StatusCode::OK);
    link.freeze(true);
    says_so(&mut owner).await;
    link.freeze(false);
    assert_eq!(owner.get("/people").await.status, StatusCode::OK, "it heals by itself");
}
