//! Tiers by page and by program.

use axum::body::Body;
use axum::http::StatusCode;
use domain::Actor;
use domain::access::Role;
use serde_json::json;

use crate::api::{JSON, Program};
use crate::furnished::{Furnished, Who};

const FORM: &str = "name=Friends&rank=2&grace_days=30&privilege=A+seat+by+the+window&within_days=7&\
     privilege=&within_days=";

#[tokio::test]
async fn a_tier_is_looked_at_made_filled_and_seen_where_its_people_are() {
    let furnished = Furnished::new().await;
    let mut owner = furnished.at_the_door(Who::Staff(Role::Owner)).await;
    let with = |rule: &str| format!("{FORM}&who_by=text&who_text={rule}");
    let looked = owner.post("/tiers/look", &with("kind+%3D%3D+%27person%27")).await;
    assert_eq!(looked.status, StatusCode::OK);
    assert!(looked.body.contains("would join") && looked.body.contains("Ilze Bērziņa"), "{}", looked.body);
    assert!(looked.body.contains("value=\"A seat by the window\""), "what was typed stays");
    let wrong = owner.post("/tiers/new", &with("knid+%3D%3D+%27person%27")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("there is no “knid”; “kind” may be meant"), "{}", wrong.body);
    let clicked = "&who_by=clicks&c0_word=city&c0_is=%3D%3D&c0_value=Riga&c1_word=standing.orders&c1_is=%3E%3D&c1_value=";
    let number = owner.post("/tiers/new", &format!("{FORM}{clicked}many")).await;
    assert_eq!(number.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(number.body.contains("many") && number.body.contains("value=\"Riga\""), "{}", number.body);
    let clicked = owner.post("/tiers/new", &format!("{}{clicked}3", FORM.replace("rank=2", "rank=7"))).await;
    assert_eq!(clicked.status, StatusCode::SEE_OTHER, "{}", clicked.body);
    let page = owner.get(clicked.location()).await.body;
    assert!(page.contains("value=\"Riga\"") && page.contains("standing.orders &#62;= 3"), "{page}");
    let listed = owner.get("/tiers").await.body;
    assert!(listed.contains("Riga") && !listed.contains("<code"), "in words: {listed}");
    let away = owner.post(&format!("{}/away", clicked.location()), "version=1").await;
    assert_eq!(away.location(), "/tiers");
    let circular = owner.post("/tiers/new", &with("tier+%3D%3D+%27Gold%27")).await;
    assert!(circular.body.contains("turn in circles"));

    let made = owner.post("/tiers/new", &with("city+%3D%3D+%27Liepaja%27")).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER);
    let tier = made.location().to_owned();
    let id = tier.strip_prefix("/tiers/").unwrap().to_owned();
    let store = &furnished.house.store;
    let clock: std::sync::Arc<dyn domain::Clock> = std::sync::Arc::new(adapters::system::SystemClock);
    let empty = owner.get(&tier).await.body;
    assert!(empty.contains("Nobody is in it"));
    let change = format!("{}&version=1", with("kind+%3D%3D+%27person%27"));
    assert_eq!(owner.post(&tier, &change).await.status, StatusCode::SEE_OTHER);
    assert_eq!(owner.post(&tier, &change).await.status, StatusCode::UNPROCESSABLE_ENTITY, "stale");
    act::tiers::run(store, &clock).await.unwrap();

    assert!(owner.get(&tier).await.body.contains("Ilze Bērziņa"));
    assert!(owner.get("/tiers").await.body.contains("within 7 days"));
    let person = owner.get(&format!("/people/{}", furnished.person)).await.body;
    assert!(person.contains("<span class=\"tag\"><bdi>Friends</bdi></span>"));
    let briefing = owner.get(&format!("/people/{}/briefing", furnished.person)).await.body;
    assert!(briefing.contains("Friends"));
    let among = owner.get(&format!("/people?tier={id}")).await.body;
    assert!(among.contains("In the tier Friends.") && among.contains("Ilze Bērziņa"));
    let tasks = owner.get("/tasks?whose=nobody").await.body;
    assert!(tasks.contains("A seat by the window"));
    let mut analyst = furnished.at_the_door(Who::Staff(Role::Analyst)).await;
    let read = analyst.get(&tier).await.body;
    assert!(read.contains("Ilze Bērziņa") && !read.contains("<textarea"));

    assert_eq!(owner.post(&format!("{tier}/away"), "version=2").await.location(), "/tiers");
    assert_eq!(owner.get(&tier).await.status, StatusCode::NOT_FOUND);
    let id = furnished.person.parse().unwrap();
    let memberships = store.memberships(Actor::Operator, id).await.unwrap();
    assert!(memberships.iter().any(|one| one.name == "Friends" && one.until.is_some()));
}

#[tokio::test]
async fn a_program_makes_a_tier_changes_it_and_reads_who_is_in_it() {
    let furnished = Furnished::new().await;
    let program = Program::new(&furnished.house, &["people:read", "plays:manage"]).await;
    let mut draft = json!({
        "name": "Friends", "rank": 2, "rule": "kind == 'person'", "grace_days": 30,
        "privileges": [{ "words": "A seat by the window", "within_days": 7 }],
    });
    let told = program.post("/api/v1/tiers/rehearse", &draft).await.json();
    assert!(told["join"].as_u64().unwrap() > 1, "{told}");
    let made = program.post("/api/v1/tiers", &draft).await;
    assert_eq!((made.status, made.header("etag")), (StatusCode::CREATED, "\"1\""));
    let path = made.header("location").to_owned();
    let clock: std::sync::Arc<dyn domain::Clock> = std::sync::Arc::new(adapters::system::SystemClock);
    act::tiers::run(&furnished.house.store, &clock).await.unwrap();
    let one = program.get(&path).await.json();
    assert_eq!((&one["members"], &one["open"]), (&told["join"], &told["join"]));
    let members = program.get(&format!("{path}/members?limit=1")).await.json();
    assert_eq!((members["data"].as_array().unwrap().len(), members["next"].is_string()), (1, true));
    let theirs = program.get(&format!("/api/v1/people/{}/tiers", furnished.person)).await.json();
    assert_eq!(theirs["data"][0]["name"], "Friends");
    draft["rule"] = json!("city ==");
    let wrong = program.send("PUT", &path, &[JSON, ("if-match", "\"1\"")], draft.to_string()).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.json()["errors"][0]["pointer"], "#/rule");
    draft["rule"] = json!("city == 'Riga'");
    let stale = program.send("PUT", &path, &[JSON, ("if-match", "\"9\"")], draft.to_string()).await;
    stale.is(412, "stale");
    let changed = program.send("PUT", &path, &[JSON, ("if-match", "\"1\"")], draft.to_string()).await;
    assert_eq!((changed.status, changed.header("etag")), (StatusCode::OK, "\"2\""));
    program.post("/api/v1/tiers", &draft).await.is(409, "conflict");
    let gone = program.send("DELETE", &path, &[("if-match", "\"2\"")], Body::empty()).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    assert!(
        program.get("/api/v1/tiers").await.json()["data"]
            .as_array()
            .unwrap()
            .iter()
            .all(|one| one["name"] != "Friends")
    );
}
