//! The interface as programs meet it.

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use domain::access::{Action, Scopes, check};
use domain::keys::NewKey;
use domain::{Actor, Instant};
use serde_json::{Value as Json, json};
use tower::ServiceExt;

use crate::client::House;

/// A program with a key.
pub struct Program<'a> {
    house: &'a House,
    secret: String,
}

/// What came back.
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn json(&self) -> Json {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// That it is a problem of this status and kind.
    pub fn is(&self, status: u16, kind: &str) {
        let said = String::from_utf8_lossy(&self.body);
        assert_eq!(self.status.as_u16(), status, "{said}");
        assert_eq!(self.header("content-type"), "application/problem+json");
        let problem = self.json();
        assert_eq!(problem["type"], format!("urn:perennial:problem:{kind}"), "{said}");
        assert_eq!(problem["status"], status);
    }
}

impl<'a> Program<'a> {
    /// One whose key has these scopes.
    pub async fn new(house: &'a House, scopes: &[&str]) -> Self {
        let permit = check(Actor::Operator, Action::ManageKeys).unwrap();
        let scopes = Scopes::of(scopes.iter().copied()).unwrap();
        let new = NewKey::new("Ledger", None, scopes, None, Instant(0)).unwrap();
        let (_, secret) = house.store.make_key(&permit, &new).await.unwrap();
        Self { house, secret: secret.expose().to_owned() }
    }

    pub async fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Body>,
    ) -> Reply {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("authorization", format!("Bearer {}", self.secret));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(body.into()).unwrap();
        let response = self.house.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Reply { status: parts.status, headers: parts.headers, body }
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.send("GET", path, &[], Body::empty()).await
    }

    pub async fn post(&self, path: &str, body: &Json) -> Reply {
        self.send("POST", path, &[JSON], body.to_string()).await
    }

    async fn post_once(&self, key: &str, body: &Json) -> Reply {
        self.send("POST", "/api/v1/keys", &[JSON, ("idempotency-key", key)], body.to_string()).await
    }
}

pub const JSON: (&str, &str) = ("content-type", "application/json");

fn draft() -> Json {
    json!({ "name": "Till", "scopes": ["people:read"] })
}

#[tokio::test]
async fn a_call_needs_a_key_that_is_good_and_has_the_scope() {
    let house = House::new().await;
    let nobody = Program { house: &house, secret: "sk_none".to_owned() };
    let refused = nobody.get("/api/v1/people").await;
    refused.is(401, "no-key");
    assert!(refused.header("www-authenticate").starts_with("Bearer"));
    let reader = Program::new(&house, &["people:read"]).await;
    let before = house.store.digest().await.unwrap();
    reader.post("/api/v1/keys", &draft()).await.is(403, "forbidden");
    assert_eq!(house.store.digest().await.unwrap(), before, "what is refused touches nothing");
    let people = reader.get("/api/v1/people").await;
    assert_eq!((people.status, people.json()), (StatusCode::OK, json!({ "data": [] })));
    assert!(people.header("ratelimit").starts_with("\"key\";r="));
    let keeper = Program::new(&house, &["keys:manage"]).await;
    let id = keeper.get("/api/v1/keys").await.json()["data"][1]["id"].as_str().unwrap().to_owned();
    let gone = keeper.send("DELETE", &format!("/api/v1/keys/{id}"), &[], Body::empty()).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    reader.get("/api/v1/people").await.is(401, "no-key");
}

#[tokio::test]
async fn whatever_goes_wrong_is_a_problem_and_never_a_page() {
    let house = House::new().await;
    let program = Program::new(&house, &["people:read", "keys:manage"]).await;
    program.get("/api/v1/nowhere").await.is(404, "not-found");
    program.get("/api/nowhere").await.is(404, "not-found");
    program.get("/api/v1/people/nobody").await.is(404, "not-found");
    program.get("/api/v1/people/018f3c6e-0000-7000-8000-000000000000").await.is(404, "not-found");
    let wrong = program.send("PATCH", "/api/v1/people", &[JSON], "{}").await;
    wrong.is(405, "method-not-allowed");
    assert_eq!(wrong.header("allow"), "GET,HEAD,POST");
    for query in ["limit=0", "limit=201", "limit=many", "after=!", "unknown=1", "limit=1&limit=2"] {
        program.get(&format!("/api/v1/people?{query}")).await.is(400, "malformed");
    }
    let send = |headers: &'static [(&str, &str)], body: &'static str| {
        program.send("POST", "/api/v1/keys", headers, body)
    };
    send(&[], "{}").await.is(415, "not-json");
    send(&[("content-type", "text/plain")], "{}").await.is(415, "not-json");
    send(&[JSON], "{").await.is(400, "malformed");
    send(&[JSON], "{} {}").await.is(422, "invalid");
    let unknown = send(&[JSON], r#"{"name":"a","scopes":["people:read"],"admin":true}"#).await;
    unknown.is(422, "invalid");
    assert_eq!(unknown.json()["errors"][0]["pointer"], "#/admin");
    send(&[JSON], r#"{"name":"a","name":"b","scopes":["people:read"]}"#).await.is(422, "invalid");
    send(&[JSON], r#"{"name":"a"}"#).await.is(422, "invalid");
    send(&[JSON], r#"{"name":"a","scopes":["everything"]}"#).await.is(422, "invalid");
    send(&[JSON, ("idempotency-key", "a b")], "{}").await.is(400, "malformed");
    let long = format!("{{\"name\":\"{}\"}}", "a".repeat(2 << 20));
    program.send("POST", "/api/v1/keys", &[JSON], long.clone()).await.is(413, "too-large");
    let once = [JSON, ("idempotency-key", "x")];
    program.send("POST", "/api/v1/keys", &once, long).await.is(413, "too-large");
}

#[tokio::test]
async fn a_request_sent_again_is_answered_alike_and_done_once() {
    let house = House::new().await;
    let program = Program::new(&house, &["people:read", "keys:manage"]).await;
    let first = program.post_once("a7", &draft()).await;
    assert_eq!(first.status, StatusCode::CREATED);
    let again = program.post_once("a7", &draft()).await;
    assert_eq!((again.status, &again.body), (first.status, &first.body));
    assert_eq!(again.header("location"), first.header("location"));
    assert_eq!(again.header("content-type"), "application/json");
    program
        .post_once("a7", &json!({ "name": "Other", "scopes": ["people:read"] }))
        .await
        .is(422, "idempotency-key-reused");
    let keys = program.get("/api/v1/keys").await.json();
    assert_eq!(keys["data"].as_array().unwrap().len(), 2, "the program's own and one more");
    let other = Program::new(&house, &["people:read", "keys:manage"]).await;
    assert_ne!(other.post_once("a7", &draft()).await.body, first.body, "keys of another are their own");
}

#[tokio::test]
async fn a_request_that_fails_leaves_its_key_free_and_nothing_behind() {
    let house = House::new().await;
    let program = Program::new(&house, &["people:read", "keys:manage"]).await;
    program.get("/api/v1/keys").await;
    let before = house.store.digest().await.unwrap();
    program.post_once("a7", &json!({ "name": "", "scopes": ["people:read"] })).await.is(422, "invalid");
    assert_eq!(house.store.digest().await.unwrap(), before);
    assert_eq!(program.post_once("a7", &draft()).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn what_is_said_once_is_not_kept_where_the_file_tells_it() {
    let house = House::new().await;
    let program = Program::new(&house, &["people:read", "keys:manage"]).await;
    let made = program.post_once("a7", &draft()).await.json();
    let secret = made["secret"].as_str().unwrap().as_bytes();
    house.store.close().await.unwrap();
    for entry in std::fs::read_dir(house.data_dir()).unwrap() {
        let Ok(raw) = std::fs::read(entry.unwrap().path()) else { continue };
        assert!(!raw.windows(secret.len()).any(|part| part == secret));
    }
}

#[tokio::test]
async fn a_list_is_walked_page_by_page_each_thing_once() {
    let house = House::new().await;
    let program = Program::new(&house, &["people:read", "keys:manage"]).await;
    for number in 0..6 {
        program
            .post("/api/v1/keys", &json!({ "name": format!("{number}"), "scopes": ["people:read"] }))
            .await;
    }
    let (mut path, mut names) = ("/api/v1/keys?limit=3".to_owned(), Vec::new());
    loop {
        let page = program.get(&path).await;
        let data = page.json()["data"].as_array().unwrap().clone();
        names.extend(data.iter().map(|key| key["name"].as_str().unwrap().to_owned()));
        let link = page.header("link");
        let Some(next) = link.strip_prefix('<').and_then(|link| link.split_once(">; rel=\"next\"")) else {
            break;
        };
        path = next.0.to_owned();
        assert!(path.starts_with("/api/v1/keys?limit=3&after="), "{path}");
    }
    assert_eq!(names, ["5", "4", "3", "2", "1", "0", "Ledger"]);
}

#[tokio::test]
async fn a_key_gives_no_more_than_it_has() {
    let house = House::new().await;
    let program = Program::new(&house, &["keys:manage"]).await;
    program.post("/api/v1/keys", &draft()).await.is(403, "forbidden");
}

#[tokio::test]
async fn the_document_is_served_to_everybody_and_reviewed_when_it_changes() {
    let house = House::new().await;
    let answer = house.visitor().get("/api/openapi.json").await;
    assert_eq!(answer.status, StatusCode::OK);
    let document: Json = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
    insta::assert_json_snapshot!("openapi", document);
}
