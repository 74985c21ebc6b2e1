//! A database server that goes away, or falls silent, and comes back.

use std::time::Duration;

use axum::http::StatusCode;
use testing::Engine;
use testing::server::Server;

use crate::api::Program;
use crate::client::{Browser, House};
use crate::events;

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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_the_server_is_away_programs_are_told_to_come_back_and_lose_nothing() {
    let server = Server::own();
    server.run("create database house");
    let house = House::with(&server.database("house")).await;
    let key = events::key(&house).await;
    let program = Program::new(&house, &["people:read"]).await;
    let event =
        |id: &str| format!(r#"{{"writeKey":"{key}","anonymousId":"a","name":"Roasts","messageId":"{id}"}}"#);
    assert_eq!(events::send(&house, "/v1/page", &[], event("1")).await.status, StatusCode::OK);
    server.stop();
    for _ in 0..2 {
        let answer = events::send(&house, "/v1/page", &[], event("2")).await;
        assert_eq!((answer.status, answer.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, "1"));
        assert!(answer.body.contains("Send it again"), "{}", answer.body);
        let answer = program.get("/api/v1/people").await;
        answer.is(503, "unavailable");
        assert_eq!(answer.header("retry-after"), "1");
    }
    let settings = house.visitor().get(&format!("/v1/projects/{key}/settings")).await;
    assert_eq!(settings.status, StatusCode::SERVICE_UNAVAILABLE);
    server.start();
    for _ in 0..2 {
        assert_eq!(events::send(&house, "/v1/page", &[], event("2")).await.status, StatusCode::OK);
    }
    assert_eq!(program.get("/api/v1/people").await.status, StatusCode::OK);
    let kept = "select message_id from events order by message_id";
    assert_eq!(testing::raw(&server.database("house"), kept).await.unwrap(), ["1", "2"], "each once");
}
