//! A database server that goes away and comes back.

use axum::http::StatusCode;
use testing::server::Server;

use crate::client::House;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_the_server_is_away_every_page_says_so_and_afterwards_all_goes_on() {
    let server = Server::own();
    server.run("create database house");
    let house = House::with(&server.database("house")).await;
    let mut owner = house.owner().await;
    assert_eq!(owner.get("/people").await.status, StatusCode::OK);
    server.stop();
    for path in ["/people", "/", "/healthz"] {
        let answer = owner.get(path).await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{path}: {}", answer.body);
        assert!(answer.body.contains("does not answer"), "{path}: {}", answer.body);
    }
    server.start();
    assert_eq!(owner.get("/people").await.status, StatusCode::OK, "the session and the pool go on");
}
