//! The team, the settings and a briefing, by the interface.

use axum::body::Body;
use axum::http::StatusCode;
use serde_json::json;

use crate::api::{JSON, Program};
use crate::client::BASE_URL;
use crate::furnished::{Furnished, PRIVATE};

#[tokio::test]
async fn somebody_is_invited_given_another_role_and_let_go() {
    let furnished = Furnished::new().await;
    let program = Program::new(&furnished.house, &["audit:read", "team:manage"]).await;
    let new = json!({ "email": "Juris@harbour.example", "name": "Juris", "role": "agent" });
    let invited = program.post("/api/v1/invitations", &new).await;
    assert_eq!(invited.status, StatusCode::CREATED);
    let link = invited.json()["link"].as_str().unwrap().to_owned();
    let welcome = link.strip_prefix(BASE_URL).unwrap();
    assert_eq!(furnished.house.visitor().get(welcome).await.status, StatusCode::OK);
    let list = program.get("/api/v1/invitations").await.json();
    assert_eq!(list["data"][0]["email"], "juris@harbour.example");
    assert!(list["data"][0].get("link").is_none(), "the link is said once");
    for (wrong, pointer) in [
        (json!({ "role": "king" }), "#/role"),
        (json!({ "email": "x" }), "#/email"),
        (json!({ "name": " " }), "#/name"),
    ] {
        let mut body = new.clone();
        body.as_object_mut().unwrap().extend(wrong.as_object().unwrap().clone());
        let refused = program.post("/api/v1/invitations", &body).await;
        refused.is(422, "invalid");
        assert_eq!(refused.json()["errors"][0]["pointer"], pointer);
    }
    let member = json!({ "email": "owner@harbour.example", "name": "Again", "role": "agent" });
    program.post("/api/v1/invitations", &member).await.is(409, "conflict");
    let gone = program.send("DELETE", invited.header("location"), &[], Body::empty()).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    let back = furnished.house.visitor().get(welcome).await;
    assert_ne!(back.status, StatusCode::OK, "what was taken back opens nothing");

    let spare = format!("/api/v1/team/{}", furnished.member);
    let role = |role: &str| json!({ "role": role }).to_string();
    let changed = program.send("PUT", &spare, &[JSON], role("analyst")).await;
    assert_eq!((changed.status, &changed.json()["role"]), (StatusCode::OK, &"analyst".into()));
    let link = program.post(&format!("{spare}/password-link"), &json!({})).await.json();
    assert!(link["link"].as_str().unwrap().starts_with(BASE_URL));
    assert_eq!(program.send("DELETE", &spare, &[], Body::empty()).await.status, StatusCode::NO_CONTENT);
    program.send("DELETE", &spare, &[], Body::empty()).await.is(404, "not-found");
    let team = program.get("/api/v1/team").await.json();
    let owner = team["data"].as_array().unwrap().iter().find(|member| member["role"] == "owner").unwrap();
    let owner = format!("/api/v1/team/{}", owner["id"].as_str().unwrap());
    program.send("DELETE", &owner, &[], Body::empty()).await.is(409, "conflict");
    program.send("PUT", &owner, &[JSON], role("agent")).await.is(409, "conflict");
}

#[tokio::test]
async fn settings_are_changed_by_whoever_read_them_last() {
    let furnished = Furnished::new().await;
    let program = Program::new(&furnished.house, &["people:read", "team:manage"]).await;
    let read = program.get("/api/v1/settings").await;
    let tag = read.header("etag").to_owned();
    let stands = json!({
        "company": "Harbour Coffee", "zone": "Europe/Riga", "currency": "EUR", "margin_mille": 1000,
    });
    assert_eq!(read.json(), stands);
    let new = json!({ "company": "Harbour Tea", "zone": "Europe/Helsinki", "currency": "EUR" }).to_string();
    program.send("PUT", "/api/v1/settings", &[JSON], new.clone()).await.is(428, "unconditional");
    let tagged = [JSON, ("if-match", tag.as_str())];
    let changed = program.send("PUT", "/api/v1/settings", &tagged, new.clone()).await;
    assert_eq!((changed.status, &changed.json()["company"]), (StatusCode::OK, &"Harbour Tea".into()));
    program.send("PUT", "/api/v1/settings", &tagged, new).await.is(412, "stale");
    let tag = program.get("/api/v1/settings").await.header("etag").to_owned();
    assert_eq!(tag, changed.header("etag"));
    let wrongs = [
        ("company", json!("")),
        ("zone", json!("Mars/Olympus")),
        ("currency", json!("EURO")),
        ("margin_mille", json!(0)),
    ];
    for (field, wrong) in wrongs {
        let mut body = changed.json();
        body[field] = wrong;
        let tagged = [JSON, ("if-match", tag.as_str())];
        let refused = program.send("PUT", "/api/v1/settings", &tagged, body.to_string()).await;
        refused.is(422, "invalid");
        assert_eq!(refused.json()["errors"][0]["pointer"], format!("#/{field}"));
    }
    let reader = Program::new(&furnished.house, &["people:read"]).await;
    let tagged = [JSON, ("if-match", tag.as_str())];
    reader.send("PUT", "/api/v1/settings", &tagged, "{}").await.is(403, "forbidden");
}

#[tokio::test]
async fn a_briefing_says_what_matters_and_no_more_than_the_key_may_see() {
    let furnished = Furnished::new().await;
    let path = format!("/api/v1/people/{}/briefing", furnished.person);
    let reader = Program::new(&furnished.house, &["people:read"]).await;
    let said = reader.get(&path).await.json();
    assert_eq!(said["name"], "Ilze Bērziņa");
    assert_eq!(said["promises"][0]["text"], "send the new beans");
    assert_eq!(said["facts"][0]["text"], "likes rye bread");
    assert_eq!(
        (&said["touches"][0]["kind"], &said["relations"][0]["kind"]),
        (&"call".into(), &"family".into())
    );
    assert_eq!(said["asks"], json!(["says", "birthday", "preference", "brought"]));
    assert!(!said.to_string().contains(PRIVATE));
    let trusted = Program::new(&furnished.house, &["people:read", "facts:private"]).await;
    assert!(trusted.get(&path).await.json().to_string().contains(PRIVATE));
    reader.get("/api/v1/people/018f3c6e-0000-7000-8000-000000000000/briefing").await.is(404, "not-found");
}
