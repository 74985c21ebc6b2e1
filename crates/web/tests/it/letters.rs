//! Letters by page and by program, and what their readers choose by the links in them.

use axum::http::StatusCode;
use domain::Actor;
use domain::access::Role;
use domain::consent::{ALL, Word};
use domain::ids::PersonId;
use serde_json::json;

use crate::api::Program;
use crate::furnished::{Furnished, Who};

async fn word(furnished: &Furnished, topic: &str) -> Option<Word> {
    let person: PersonId = furnished.person.parse().unwrap();
    let words = furnished.house.store.consents(Actor::Operator, person).await.unwrap();
    words.last(topic).map(|(_, word)| word)
}

#[tokio::test]
async fn a_scanner_that_follows_every_link_changes_nothing_and_one_click_from_anywhere_does() {
    let furnished = Furnished::new().await;
    let mut scanner = furnished.house.visitor();
    scanner.site = "cross-site";
    for page in ["stop", "choose"] {
        let path = format!("/letters/{page}/{}", furnished.sealed);
        for method in ["GET", "HEAD"] {
            let answer = scanner.send(method, &path, None, axum::body::Body::empty()).await;
            assert_eq!(answer.status, StatusCode::OK);
            assert_eq!(answer.header("cache-control"), "no-store");
        }
    }
    assert_eq!(word(&furnished, "news").await, None);
    let stop = format!("/letters/stop/{}", furnished.sealed);
    for _ in 0..3 {
        let answer = scanner.post(&stop, "List-Unsubscribe=One-Click").await;
        assert_eq!(answer.status, StatusCode::OK);
    }
    assert_eq!(word(&furnished, "news").await, Some(Word::Refused));
    let person: PersonId = furnished.person.parse().unwrap();
    let history = furnished.house.store.consent_history(Actor::Operator, person).await.unwrap();
    assert_eq!(history.len(), 1, "said thrice, written once");
    assert_eq!(history[0].source.name(), "one_click");
}

#[tokio::test]
async fn a_link_somebody_changed_opens_nothing() {
    let furnished = Furnished::new().await;
    let mut visitor = furnished.house.visitor();
    let sealed = &furnished.sealed;
    let mut other = sealed.clone().into_bytes();
    for at in [0, 20, other.len() - 1] {
        let was = other[at];
        other[at] = if was == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(other.clone()).unwrap();
        let answer = visitor.post(&format!("/letters/stop/{changed}"), "").await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{at}");
        other[at] = was;
    }
    for rubbish in ["x", "AAAA", &sealed[..sealed.len() - 3], &format!("{sealed}{sealed}{sealed}")] {
        assert_eq!(visitor.get(&format!("/letters/choose/{rubbish}")).await.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(word(&furnished, "news").await, None);
}

#[tokio::test]
async fn a_reader_chooses_without_signing_in_and_stops_everything() {
    let furnished = Furnished::new().await;
    let mut visitor = furnished.house.visitor();
    let choose = format!("/letters/choose/{}", furnished.sealed);
    let page = visitor.get(&choose).await.body;
    assert!(page.contains("Harbour Coffee") && page.contains("News") && !page.contains("Ilze"), "{page}");
    visitor.post(&choose, "topic=news").await;
    assert_eq!(word(&furnished, "news").await, Some(Word::Given));
    visitor.post(&choose, "everything=stop").await;
    assert_eq!(word(&furnished, ALL).await, Some(Word::Refused));
    assert!(!visitor.get(&choose).await.body.contains("checked"));
    let again = visitor.post(&choose, "topic=news").await;
    assert!(again.body.contains("checked"), "a later yes stands above 'never again'");
}

#[tokio::test]
async fn a_letter_is_written_looked_at_and_held_to_its_placeholders() {
    let furnished = Furnished::new().await;
    let mut owner = furnished.at_the_door(Who::Staff(Role::Owner)).await;
    let wrong = "name=Autumn&topic=news&language=en&subject=Hi&body=Dear+%7B%7B+frist_name+%7D%7D";
    let refused = owner.post("/letters/new", wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("first_name") && refused.body.contains("Autumn"), "{}", refused.body);
    let right = wrong.replace("frist_name", "first_name");
    let made = owner.post("/letters/new", &right).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER);
    let path = made.location().split('?').next().unwrap().to_owned();
    let page = owner.get(&path).await.body;
    assert!(page.contains("Dear owner"), "{page}");
    let look =
        owner.post("/letters/look", "language=fa&subject=x&body=%3Cscript%3Ealert(1)%3C/script%3E").await;
    assert!(look.body.contains("dir=\"rtl\"") && !look.body.contains("<script>"), "{}", look.body);
    let persian = "name=Autumn&topic=news&language=fa&subject=%D8%B3%D9%84%D8%A7%D9%85&body=%D8%B3%D9%84%D8%A7%D9%85&version=1";
    assert_eq!(owner.post(&path, persian).await.status, StatusCode::SEE_OTHER);
    let late = owner.post(&path, persian).await;
    assert_eq!(late.status, StatusCode::BAD_REQUEST, "somebody else was quicker");
    let long = format!("{right}{}", "x".repeat(10 << 20));
    assert_eq!(owner.post("/letters/new", &long).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    let list = owner.get("/letters").await.body;
    assert!(list.contains("Autumn") && list.contains("فارسی"), "{list}");
    assert!(list.contains("--smtp"), "without a mail server the page says why letters wait");
}

#[tokio::test]
async fn a_program_writes_letters_topics_and_consents() {
    let furnished = Furnished::new().await;
    let scopes = ["people:read", "people:write", "plays:manage"];
    let program = Program::new(&furnished.house, &scopes).await;
    let draft = |body: &str| json!({ "name": "Autumn", "topic": "news", "texts": [{ "language": "en", "subject": "Hi", "body": body }] });
    let refused = program.post("/api/v1/letters", &draft("{% for x in name %}{% endfor %}")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{:?}", refused.body);
    let made = program.post("/api/v1/letters", &draft("Dear {{ name }}")).await;
    assert_eq!(made.status, StatusCode::CREATED, "{:?}", made.body);
    let consents = format!("/api/v1/people/{}/consents", furnished.person);
    let said = program.post(&consents, &json!({ "topic": "news", "word": "refused" })).await;
    assert_eq!(said.status, StatusCode::NO_CONTENT, "{:?}", said.body);
    assert_eq!(word(&furnished, "news").await, Some(Word::Refused));
    let unknown = program.post(&consents, &json!({ "topic": "reach", "word": "given" })).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    let held = program.get("/api/v1/outbox?state=held").await;
    assert_eq!(held.status, StatusCode::OK);
}
