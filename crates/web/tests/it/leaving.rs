//! Who leaves is asked why, and not held up: by the link in a letter, by hand, by program, and counted.

use axum::http::StatusCode;
use domain::Actor;
use domain::access::Role;
use domain::consent::Word;
use domain::ids::PersonId;
use domain::leaving::{Reason, Source};
use serde_json::json;
use store::leavings::Leaving;

use crate::api::Program;
use crate::furnished::{Furnished, Who};

async fn leavings(furnished: &Furnished) -> Vec<Leaving> {
    let person: PersonId = furnished.person.parse().unwrap();
    let all = furnished.house.store.leavings(Actor::Operator, person).await.unwrap();
    all.into_iter().filter(|one| one.id.to_string() != furnished.leaving).collect()
}

#[tokio::test]
async fn whoever_unsubscribes_is_unsubscribed_first_and_may_then_say_why() {
    let furnished = Furnished::new().await;
    let mut visitor = furnished.house.visitor();
    let (stop, why) =
        (format!("/letters/stop/{}", furnished.sealed), format!("/letters/why/{}", furnished.sealed));
    let page = visitor.post(&stop, "").await;
    assert!(page.body.contains(&format!("action=\"{why}\"")), "{}", page.body);
    let person: PersonId = furnished.person.parse().unwrap();
    let words = furnished.house.store.consents(Actor::Operator, person).await.unwrap();
    assert_eq!(words.last("news").map(|(_, word)| word), Some(Word::Refused));
    let asked = leavings(&furnished).await;
    assert_eq!((asked.len(), asked[0].reason, asked[0].source), (1, None, Source::Stop));
    let thanks = visitor.post(&why, "reason=price").await;
    assert!(thanks.body.contains("A human here will read it"), "{}", thanks.body);
    assert_eq!(leavings(&furnished).await[0].reason, Some(Reason::Price));
    visitor.post(&why, "reason=other&words=%3Cb%3Etoo+far&destination=North+Quay").await;
    let said = leavings(&furnished).await;
    assert_eq!((said.len(), said[0].reason, said[0].words.as_str()), (1, Some(Reason::Other), "<b>too far"));
    assert!(visitor.get(&why).await.body.contains("&#60;b&#62;too far"), "what was said can be said better");
    let long = visitor.post(&why, &format!("reason=price&words={}", "x".repeat(1001))).await;
    assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(long.body.contains("xxxx") && long.body.contains("role=\"alert\""));
    assert_eq!(visitor.post(&why, "reason=spite").await.status, StatusCode::NOT_FOUND);
    let other = format!("{why}x");
    assert_eq!(visitor.post(&other, "reason=price").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_scanner_answers_nothing_and_a_mail_program_that_stops_is_not_asked() {
    let furnished = Furnished::new().await;
    let mut visitor = furnished.house.visitor();
    let page = visitor.get(&format!("/letters/why/{}", furnished.sealed)).await;
    assert!(page.body.contains("name=\"reason\" value=\"letters\""), "{}", page.body);
    visitor.post(&format!("/letters/stop/{}", furnished.sealed), "List-Unsubscribe=One-Click").await;
    assert!(leavings(&furnished).await.is_empty());
    let all = visitor.post(&format!("/letters/choose/{}", furnished.sealed), "everything=stop").await;
    assert!(all.body.contains("/letters/why/"), "{}", all.body);
    assert_eq!(leavings(&furnished).await.len(), 1);
}

#[tokio::test]
async fn what_they_said_stands_on_the_timeline_is_thanked_for_and_counted() {
    let furnished = Furnished::new().await;
    let mut visitor = furnished.house.visitor();
    let why = format!("/letters/why/{}", furnished.sealed);
    visitor.post(&why, "reason=elsewhere&words=Closer+to+home&destination=North+Quay").await;
    let mut agent = furnished.at_the_door(Who::Staff(Role::Agent)).await;
    let person = agent.get(&format!("/people/{}", furnished.person)).await.body;
    assert!(person.contains("Why they left") && person.contains("goes to North Quay"), "{person}");
    let today = agent.get("/today").await.body;
    assert!(today.contains("Closer to home") && today.contains("day-leaving"), "{today}");
    let said = leavings(&furnished).await.remove(0);
    let line = format!("person={}&kind=leaving&about={}&gesture=note", furnished.person, said.id);
    assert_eq!(agent.post("/today/begin", &line).await.status, StatusCode::SEE_OTHER);
    let tasks = agent.get("/today").await.body;
    assert!(!tasks.contains("day-leaving"), "seen to: {tasks}");
    let page = agent.get("/leaving").await.body;
    assert!(page.contains("Something better elsewhere") && page.contains("North Quay"), "{page}");
    assert!(page.contains("So few answered"), "{page}");
    let who = agent.get("/leaving/people?destination=north%20quay").await.body;
    assert!(who.contains("Ilze Bērziņa"), "{who}");
    assert_eq!(agent.get("/leaving/people?part=rich").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn staff_write_down_why_correct_it_and_are_told_when_another_was_quicker() {
    let furnished = Furnished::new().await;
    let mut agent = furnished.at_the_door(Who::Staff(Role::Agent)).await;
    let base = format!("/people/{}/leavings", furnished.person);
    assert_eq!(agent.get(&base).await.status, StatusCode::OK);
    let ahead = agent.post(&base, "reason=service&voice=ours&day=2999-01-01&words=The+queue").await;
    assert_eq!(ahead.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(ahead.body.contains("The queue"), "{}", ahead.body);
    let made = agent.post(&base, "reason=service&voice=ours&day=&words=The+queue").await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let id = leavings(&furnished).await[0].id;
    let change = "reason=place&voice=theirs&day=&words=Moved&version=1";
    assert_eq!(agent.post(&format!("{base}/{id}"), change).await.status, StatusCode::SEE_OTHER);
    let late = agent.post(&format!("{base}/{id}"), &change.replace("Moved", "Sailed")).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.body.contains("Sailed") && late.body.contains("Moved"), "{}", late.body);
    let away = agent.post(&format!("{base}/{id}/remove"), "version=2").await;
    assert_eq!(away.status, StatusCode::SEE_OTHER);
    assert!(leavings(&furnished).await.is_empty());
}

#[tokio::test]
async fn a_program_writes_down_reads_corrects_and_counts() {
    let furnished = Furnished::new().await;
    let program = Program::new(&furnished.house, &["people:read", "people:write"]).await;
    let path = format!("/api/v1/people/{}/leavings", furnished.other);
    let draft = json!({ "reason": "price", "voice": "theirs", "destination": "North Quay" });
    let made = program.post(&path, &draft).await;
    assert_eq!(made.status, StatusCode::CREATED, "{:?}", made.body);
    assert_eq!(made.json()["source"], "api");
    let unknown = program.post(&path, &json!({ "reason": "spite", "voice": "theirs" })).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    let counted = program.get("/api/v1/leavings/counted").await.json();
    let all = &counted["data"][0];
    assert_eq!((&all["left"], &all["asked"]), (&json!(2), &json!(0)), "{counted}");
    assert_eq!(all["destinations"][0]["destination"], "North Quay");
    let listed = program.get("/api/v1/leavings").await.json();
    assert_eq!(listed["data"].as_array().unwrap().len(), 2, "{listed}");
    assert_eq!(program.get("/api/v1/leavings?from=yesterday").await.status, StatusCode::BAD_REQUEST);
}
