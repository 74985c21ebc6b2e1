//! Somebody erased by page and by program: what is said before, what is refused, what is left.

use axum::http::StatusCode;
use domain::access::Role;
use serde_json::json;

use crate::api::Program;
use crate::client::House;
use crate::furnished::{Furnished, Who, person};

const JSON: (&str, &str) = ("content-type", "application/json");

#[tokio::test]
async fn an_owner_sees_what_goes_confirms_and_is_left_with_a_receipt() {
    let house = House::new().await;
    let mut owner = house.owner().await;
    let ilze = person(&house.store, "Ilze Ozola").await;
    let page = format!("/people/{ilze}");
    owner.post(&format!("{page}/touches"), "kind=note&text=asked+for+beans&at=2026-09-01T10:00").await;
    let erase = format!("{page}/erase");
    assert!(owner.get(&page).await.body.contains(&format!("href=\"{erase}\"")));
    let asked = owner.get(&erase).await.body;
    for said in ["Erase Ilze Ozola", "What goes", "Calls, visits and notes", "What stays, with nobody"] {
        assert!(asked.contains(said), "no '{said}' in {asked}");
    }
    let reason = "By+letter,+3+September";
    for (form, says) in [
        (format!("asked_by=person&reason={reason}"), "tick that you know"),
        (format!("sure=1&reason={reason}"), "tick that you know"),
        ("asked_by=person&sure=1&reason=+".into(), "Write down why"),
        ("asked_by=person&sure=1&reason=Ms+OZOLA+asked".into(), "without their name"),
    ] {
        let refused = owner.post(&erase, &form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
        assert!(refused.body.contains(says), "{form}: {}", refused.body);
    }
    assert_eq!(owner.get(&page).await.status, StatusCode::OK, "nothing was erased yet");
    let done = owner.post(&erase, &format!("asked_by=authority&sure=1&reason={reason}")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let receipt = owner.get(done.location()).await.body;
    for said in ["Receipt 1", "By letter, 3 September", "A court or an authority"] {
        assert!(receipt.contains(said), "no '{said}' in {receipt}");
    }
    let gone = owner.get(&page).await;
    assert_eq!(gone.status, StatusCode::GONE);
    assert!(gone.body.contains("This person was erased on") && gone.body.contains("Receipt 1"));
    for path in ["/people", "/people?q=ozola", "/erasures", "/audit", "/today", "/outbox"] {
        let shown = owner.get(path).await;
        assert_eq!(shown.status, StatusCode::OK, "{path}");
        assert!(!shown.body.replace("q=ozola", "").to_lowercase().contains("ilze"), "{path}");
    }
    assert_eq!(owner.get(&erase).await.status, StatusCode::NOT_FOUND);
    assert!(owner.get("/erasures").await.body.contains("Receipt 1"));
    owner.post("/language", "own=fa").await;
    let persian = owner.get(done.location()).await.body;
    assert!(persian.contains("dir=\"rtl\"") && persian.contains("رسید"), "{persian}");
}

#[tokio::test]
async fn the_link_of_a_letter_leads_nowhere_and_a_manager_reads_receipts_and_erases_nobody() {
    let furnished = Furnished::new().await;
    let stop = format!("/letters/stop/{}", furnished.sealed);
    assert_eq!(furnished.house.visitor().get(&stop).await.status, StatusCode::OK);
    let mut owner = furnished.at_the_door(Who::Staff(Role::Owner)).await;
    let erase = format!("/people/{}/erase", furnished.person);
    let form = "asked_by=company&sure=1&reason=No+longer+needed";
    for role in [Role::Manager, Role::Agent, Role::Analyst, Role::Auditor] {
        let mut other = furnished.at_the_door(Who::Staff(role)).await;
        assert_eq!(other.post(&erase, form).await.status, StatusCode::FORBIDDEN);
        let page = other.get(&format!("/people/{}", furnished.person)).await;
        assert!(page.status == StatusCode::OK && !page.body.contains(&erase), "{role:?}");
    }
    assert_eq!(owner.post(&erase, form).await.status, StatusCode::SEE_OTHER);
    assert_eq!(furnished.house.visitor().get(&stop).await.status, StatusCode::NOT_FOUND);
    let mut manager = furnished.at_the_door(Who::Staff(Role::Manager)).await;
    assert!(manager.get("/erasures").await.body.contains("No longer needed"));
    let other = manager.get(&format!("/people/{}", furnished.other)).await.body;
    assert!(!other.contains("Bērziņa"), "nor is she among the relatives of others");
}

#[tokio::test]
async fn a_program_reads_what_would_go_erases_once_and_is_told() {
    let house = House::new().await;
    let program = Program::new(&house, &["people:read", "people:erase", "audit:read"]).await;
    let ilze = person(&house.store, "Ilze Ozola").await;
    let path = format!("/api/v1/people/{ilze}/erasure");
    let balance = program.get(&path).await.json();
    assert_eq!(balance["goes"]["identities"], 1, "{balance}");
    let draft = |reason: &str| json!({ "asked_by": "person", "reason": reason });
    program.post(&path, &json!({ "asked_by": "nobody", "reason": "x" })).await.is(422, "invalid");
    let named = program.post(&path, &draft("Ilze asked")).await;
    named.is(422, "invalid");
    assert_eq!(named.json()["errors"][0]["pointer"], "#/reason");
    let receipt = program.post(&path, &draft("asked")).await;
    assert_eq!((receipt.status, &receipt.json()["number"]), (StatusCode::CREATED, &json!(1)));
    let again = program.post(&path, &draft("asked")).await.json();
    assert_eq!(again["id"], receipt.json()["id"], "twice is once");
    program.get(&format!("/api/v1/people/{ilze}")).await.is(404, "not-found");
    program.get(&path).await.is(404, "not-found");
    let list = program.get("/api/v1/erasures").await.json();
    assert_eq!((&list["data"][0]["reason"], list["data"].as_array().unwrap().len()), (&json!("asked"), 1));
    let one = program.get(receipt.header("location")).await.json();
    assert_eq!(one["person"], ilze.to_string());
    let other = Program::new(&house, &["people:read", "people:write", "people:merge"]).await;
    let kept = person(&house.store, "Juris Kalns").await;
    let path = format!("/api/v1/people/{kept}/erasure");
    let refused = other.send("POST", &path, &[JSON], draft("asked").to_string()).await;
    refused.is(403, "forbidden");
}
