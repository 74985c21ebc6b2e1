//! The event API as a shop's library meets it.

use std::io::Write as _;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use domain::access::{Action, Scopes, check};
use domain::keys::NewKey;
use domain::{Actor, Instant};
use flate2::Compression;
use flate2::write::GzEncoder;
use tower::ServiceExt as _;

use crate::client::{Answer, House};

const PAGE: &str = r#"{"anonymousId":"a","name":"Roasts","messageId":"m"}"#;

pub async fn key(house: &House) -> String {
    let permit = check(Actor::Operator, Action::ManageKeys).unwrap();
    let scopes = Scopes::of(["events:write"]).unwrap();
    let key = NewKey::new("shop", Some("shop"), scopes, None, Instant(0)).unwrap();
    house.store.make_key(&permit, &key).await.unwrap().1.expose().to_owned()
}

pub async fn send(house: &House, path: &str, headers: &[(&str, &str)], body: impl Into<Body>) -> Answer {
    // A shop's page is another site, and says so.
    let mut request = Request::post(path)
        .header(header::HOST, "house.test")
        .header("origin", "https://shop.example")
        .header("sec-fetch-site", "cross-site")
        .header(header::CONTENT_TYPE, "text/plain");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(body.into()).unwrap();
    let response = house.router.clone().oneshot(request).await.unwrap();
    let (status, headers) = (response.status(), response.headers().clone());
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    Answer { status, headers, body: String::from_utf8_lossy(&bytes).into_owned() }
}

fn basic(key: &str) -> String {
    format!("Basic {}", BASE64_STANDARD.encode(format!("{key}:")))
}

#[tokio::test]
async fn a_write_key_is_taken_from_the_body_or_from_http_basic_and_no_other_is() {
    let house = House::new().await;
    let key = key(&house).await;
    let before = house.store.digest().await.unwrap();
    for wrong in ["", "pk_nobody", &key[1..]] {
        let answer = send(&house, "/v1/page", &[("authorization", &basic(wrong))], PAGE).await;
        assert_eq!((answer.status, answer.header("www-authenticate")), (StatusCode::UNAUTHORIZED, "Basic"));
    }
    assert_eq!(send(&house, "/v1/page", &[], PAGE).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(house.store.digest().await.unwrap(), before, "what is refused touches nothing");
    let answer = send(&house, "/v1/page", &[("authorization", &basic(&key))], PAGE).await;
    assert_eq!((answer.status, answer.body.as_str()), (StatusCode::OK, "{\"success\":true}"));
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    let inside = PAGE.replace("\"m\"", &format!("\"n\",\"writeKey\":\"{key}\""));
    for path in ["/v1/p", "/v1/page"] {
        assert_eq!(send(&house, path, &[], inside.clone()).await.status, StatusCode::OK);
    }
    let after = house.store.digest().await.unwrap();
    assert_ne!(after, before);
    // A body that was packed, and the same event again: nothing new.
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(inside.as_bytes()).unwrap();
    let answer = send(&house, "/v1/page", &[("content-encoding", "gzip")], packed.finish().unwrap()).await;
    assert_eq!((answer.status, house.store.digest().await.unwrap()), (StatusCode::OK, after));
}

#[tokio::test]
async fn one_bad_event_is_named_and_the_others_of_its_batch_are_kept() {
    let house = House::new().await;
    let key = key(&house).await;
    let big = "x".repeat(33 << 10);
    let batch = format!(
        r#"{{"writeKey":"{key}","sentAt":"2020-01-01T00:00:00Z","batch":[
            {{"type":"page","userId":"u","messageId":"1"}},
            {{"type":"page","messageId":"2"}},
            {{"type":"track","event":"{big}","userId":"u","messageId":"3"}},
            {{"type":"track","event":"Order Completed","userId":"u","messageId":"4","properties":{{"order_id":1,"total":"much"}}}},
            {{"type":"page","userId":"u","messageId":"5","timestamp":"2019-12-31T23:00:00Z"}}]}}"#
    );
    let answer = send(&house, "/v1/batch", &[], batch).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let said: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
    let lines = |name: &str| {
        let list = said[name].as_array().unwrap().iter();
        list.map(|line| {
            (line["index"].as_u64().unwrap(), line["messageId"].as_str().unwrap_or("").to_owned())
        })
        .collect::<Vec<_>>()
    };
    assert_eq!(said["success"], true);
    assert_eq!(lines("refused"), [(1, "2".to_owned()), (2, String::new())]);
    assert_eq!(lines("notes"), [(3, "4".to_owned()), (4, "5".to_owned())]);
    assert!(said["notes"][0]["reason"].as_str().unwrap().contains("'much'"), "{}", answer.body);
    assert!(said["notes"][1]["reason"].as_str().unwrap().contains("clock"), "{}", answer.body);
    let none =
        send(&house, "/v1/batch", &[("authorization", &basic(&key))], r#"{"batch":[{"type":"page"}]}"#).await;
    assert_eq!(none.status, StatusCode::BAD_REQUEST, "{}", none.body);
    let empty = send(&house, "/v1/b", &[("authorization", &basic(&key))], r#"{"batch":[]}"#).await;
    assert_eq!(empty.status, StatusCode::OK);
}

#[tokio::test]
async fn a_body_too_large_or_unreadable_is_refused_with_a_sentence() {
    let house = House::new().await;
    let key = basic(&key(&house).await);
    let large = |bytes: usize| format!("{{\"batch\":[],\"x\":\"{}\"}}", "x".repeat(bytes));
    let mut bomb = GzEncoder::new(Vec::new(), Compression::best());
    bomb.write_all(&vec![b' '; 50 << 20]).unwrap();
    let bomb = bomb.finish().unwrap();
    type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], Vec<u8>, StatusCode);
    let cases: [Case<'_>; 8] = [
        ("/v1/track", &[], large(33 << 10).into(), StatusCode::PAYLOAD_TOO_LARGE),
        ("/v1/batch", &[], large(501 << 10).into(), StatusCode::PAYLOAD_TOO_LARGE),
        ("/v1/batch", &[("content-encoding", "gzip")], bomb, StatusCode::PAYLOAD_TOO_LARGE),
        ("/v1/batch", &[("content-encoding", "gzip")], b"plain".to_vec(), StatusCode::UNSUPPORTED_MEDIA_TYPE),
        ("/v1/batch", &[("content-encoding", "br")], b"{}".to_vec(), StatusCode::UNSUPPORTED_MEDIA_TYPE),
        ("/v1/batch", &[], b"{}".to_vec(), StatusCode::BAD_REQUEST),
        ("/v1/batch", &[], b"\xff\xfe".to_vec(), StatusCode::BAD_REQUEST),
        ("/v1/track", &[], b"[[[[".to_vec(), StatusCode::BAD_REQUEST),
    ];
    for (path, headers, body, status) in cases {
        let headers: Vec<_> = headers.iter().copied().chain([("authorization", key.as_str())]).collect();
        let answer = send(&house, path, &headers, body).await;
        assert_eq!(answer.status, status, "{path} {headers:?}: {}", answer.body);
        let said: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
        assert!(said["error"].as_str().unwrap().ends_with('.'), "{}", answer.body);
    }
}

#[tokio::test]
async fn a_browser_of_another_site_may_ask_before_it_sends() {
    let house = House::new().await;
    let request = Request::builder()
        .method("OPTIONS")
        .uri("/v1/t")
        .header("origin", "https://shop.example")
        .header("sec-fetch-site", "cross-site")
        .header("access-control-request-method", "POST");
    let response = house.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    assert_eq!(response.status(), StatusCode::NO_CONTENT);
    assert_eq!(response.headers()["access-control-allow-origin"], "*");
    let elsewhere =
        Request::builder().method("OPTIONS").uri("/people").header("origin", "https://shop.example");
    let response = house.router.clone().oneshot(elsewhere.body(Body::empty()).unwrap()).await.unwrap();
    assert!(!response.headers().contains_key("access-control-allow-origin"));
}

#[tokio::test]
async fn a_library_that_asks_first_is_told_to_send_here() {
    let house = House::new().await;
    let key = key(&house).await;
    let mut shop = house.visitor();
    shop.site = "cross-site";
    let answer = shop.get(&format!("/v1/projects/{key}/settings")).await;
    assert_eq!((answer.status, answer.header("access-control-allow-origin")), (StatusCode::OK, "*"));
    let said: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
    let here = &said["integrations"]["Segment.io"];
    assert_eq!((&here["apiKey"], &here["apiHost"]), (&key.into(), &"house.test/v1".into()));
    assert_eq!(
        (&here["protocol"], &said["plan"]["track"]["__default"]["enabled"]),
        (&"http".into(), &true.into())
    );
    let nobody = shop.get("/v1/projects/pk_nobody/settings").await;
    assert_eq!(nobody.status, StatusCode::NOT_FOUND);
}
