//! Presents as a program keeps them: listed by pages, corrected, put by, sent, ended, and refused in a sentence.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::api::{JSON, Program, Reply};
use crate::client::House;
use crate::furnished::person;

const SCOPES: [&str; 4] = ["people:read", "people:write", "plays:manage", "gifts:give"];

async fn post(key: &Program<'_>, path: &str, body: Value) -> Reply {
    key.send("POST", path, &[JSON], body.to_string()).await
}

async fn tag(key: &Program<'_>, path: &str) -> String {
    key.get(path).await.header("etag").to_owned()
}

fn tea() -> Value {
    json!({ "name": "A tin of tea", "cost": 450, "shelf": 1, "mark": 1 })
}

#[tokio::test]
async fn a_program_keeps_the_shelf_and_what_became_of_each() {
    let house = House::new().await;
    let key = Program::new(&house, &SCOPES).await;
    let made = post(&key, "/api/v1/presents", tea()).await;
    assert_eq!(made.status, StatusCode::CREATED);
    let present = made.header("location").to_owned();
    let id = made.json()["id"].clone();
    post(&key, "/api/v1/presents", json!({ "name": "A card", "cost": 0 })).await;
    let first = key.get("/api/v1/presents?limit=1").await.json();
    let after = first["next"].as_str().unwrap();
    let second = key.get(&format!("/api/v1/presents?limit=1&after={after}")).await.json();
    assert_eq!(
        (&first["data"][0]["name"], &second["data"][0]["name"]),
        (&json!("A tin of tea"), &json!("A card"))
    );
    assert!(second["next"].is_null() && second["data"][0]["free"].is_null(), "{second}");
    let ilze = person(&house.store, "Ilze").await;
    let begin = async || {
        let draft = json!({ "kind": "present", "words": "With thanks", "present": id });
        post(&key, &format!("/api/v1/people/{ilze}/gestures"), draft).await
    };
    let begun = begin().await;
    assert_eq!(begun.json()["parcel"], "reserved");
    begin().await.is(409, "conflict");
    let gesture = begun.header("location").to_owned();
    let parcel = gesture.replace("gestures", "parcels");
    let end = async |state| post(&key, &format!("{parcel}/end"), json!({ "state": state })).await;
    end("delivered").await.is(409, "conflict");
    end("lost").await.is(422, "invalid");
    let close = async |tag: &str| {
        let body = json!({ "state": "done", "note": "LV 123" }).to_string();
        key.send("POST", &format!("{gesture}/close"), &[JSON, ("if-match", tag)], body).await
    };
    assert_eq!(close("\"1\"").await.json()["parcel"], "sent");
    close("\"1\"").await.is(412, "stale");
    let sent = key.get(&format!("/api/v1/parcels?state=sent&person={ilze}")).await.json();
    assert_eq!((&sent["data"][0]["note"], &sent["data"][0]["cost"]), (&json!("LV 123"), &json!(450)));
    assert_eq!(end("delivered").await.json()["state"], "delivered");
    end("delivered").await.is(409, "conflict");
    let read = key.get(&present).await.json();
    assert_eq!((&read["shelf"], &read["delivered"], &read["spent"]), (&json!(0), &json!(1), &json!(450)));
}

#[tokio::test]
async fn what_a_program_may_not_say_of_a_present_is_refused_in_a_sentence() {
    let house = House::new().await;
    let key = Program::new(&house, &SCOPES).await;
    for (field, value) in [
        ("name", json!("x".repeat(10_000))),
        ("cost", json!(-1)),
        ("cost", json!(1_000_000_000_000_001_i64)),
        ("shelf", json!(-1)),
        ("shelf", json!(1_000_000_000_000_000_i64)),
        ("mark", json!(1_000_001)),
    ] {
        let mut wrong = tea();
        wrong[field] = value;
        post(&key, "/api/v1/presents", wrong).await.is(422, "invalid");
    }
    let made = post(&key, "/api/v1/presents", tea()).await;
    let present = made.header("location").to_owned();
    let play = |present: &Value| {
        json!({ "name": "Thanks", "definition": {
            "when": "rule_holds",
            "steps": [{ "gesture": { "present": { "words": "With thanks", "present": present } } }],
            "success": { "what": "return", "within_days": 7 },
        } })
    };
    let unknown = post(&key, "/api/v1/plays", play(&json!(uuid::Uuid::nil()))).await;
    unknown.is(422, "invalid");
    assert!(unknown.json()["detail"].as_str().unwrap().starts_with("Step 1 names a present"));
    assert_eq!(post(&key, "/api/v1/plays", play(&made.json()["id"])).await.status, StatusCode::CREATED);
    let tag = tag(&key, &present).await;
    let away = async |tag: &str| {
        let body = json!({ "away": true }).to_string();
        key.send("POST", &format!("{present}/put-away"), &[JSON, ("if-match", tag)], body).await
    };
    let named = away(&tag).await;
    named.is(409, "conflict");
    assert!(named.json()["detail"].as_str().unwrap().starts_with("Plays name it: Thanks."));
    away("\"7\"").await.is(412, "stale");
    let reader = Program::new(&house, &["people:read"]).await;
    post(&reader, "/api/v1/presents", tea()).await.is(403, "forbidden");
}
