//! Letters by page and by program, and what their readers choose by the links in them.

use axum::http::StatusCode;
use domain::Actor;
use domain::access::{Action, Role, check};
use domain::consent::{ALL, Word};
use domain::ids::PersonId;
use domain::plays::Programme;
use serde_json::json;
use store::people::edit::Address;

use crate::api::Program;
use crate::furnished::{Furnished, Who, may};

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

/// Gives somebody of the furnished house an address.
async fn reachable(furnished: &Furnished, person: &str) {
    let (store, id) = (&furnished.house.store, person.parse().unwrap());
    let version = store.person(Actor::Operator, id).await.unwrap().unwrap().version;
    let permit = check(Actor::Operator, Action::WritePeople).unwrap();
    let address = format!("{}@x.lv", &person[..8]);
    store.add_address(&permit, id, version, Address::Email(&address)).await.unwrap();
}

#[tokio::test]
async fn somebody_writes_to_one_person_and_hears_why_it_cannot_be() {
    let furnished = Furnished::new().await;
    let mut agent = furnished.at_the_door(Who::Staff(Role::Agent)).await;
    let nowhere = agent.get(&format!("/people/{}/write", furnished.person)).await.body;
    assert!(nowhere.contains("no e-mail address"), "{nowhere}");
    reachable(&furnished, &furnished.person).await;
    let path = format!("/people/{}/write", furnished.person);
    let page = agent.get(&format!("{path}?letter={}", furnished.letter)).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Spring") && page.body.contains("name=\"subject\""), "{}", page.body);
    let letter = "topic=&language=en&subject=Your+question&body=Yes%2C+we+do.";
    let sent = agent.post(&path, letter).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let twice = agent.post(&path, letter).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(twice.body.contains("on its way") && twice.body.contains("Yes, we do."), "{}", twice.body);
    let outbox = agent.get("/outbox?state=waiting").await.body;
    assert!(outbox.contains("Your question"), "{outbox}");
    let consents = format!("/people/{}/consents", furnished.person);
    agent.post(&consents, "topic=all&word=refused&note=").await;
    let never = agent.post(&path, &letter.replace("Yes", "No")).await;
    assert!(never.body.contains("May not or can’t be written to"), "{}", never.body);
}

#[tokio::test]
async fn a_letter_to_many_is_counted_before_it_is_sent_and_becomes_a_play() {
    let furnished = Furnished::new().await;
    let store = &furnished.house.store;
    let kept = store.programme(Actor::Operator).await.unwrap();
    let programme = Programme { holdout_mille: 0, ..kept.programme };
    store.save_programme(&may(Action::ManagePlays), kept.version, &programme).await.unwrap();
    reachable(&furnished, &furnished.other).await;
    let mut manager = furnished.at_the_door(Who::Staff(Role::Manager)).await;
    let consents = format!("/people/{}/consents", furnished.other);
    manager.post(&consents, "topic=news&word=given&note=").await;
    let path = format!("/letters/{}/many", furnished.letter);
    let counted = manager.get(&format!("{path}?choice=&held=0&reason=few&count=1")).await;
    assert_eq!(counted.status, StatusCode::OK);
    assert!(counted.body.contains("formmethod=\"post\""), "somebody gets it: {}", counted.body);
    let nobody = manager
        .get(&format!("{path}?choice=rule&who_by=text&who_text=standing.orders+%3E+9000&held=10&count=1"))
        .await;
    assert!(nobody.body.contains("Today nobody would get it"), "{}", nobody.body);
    let wrong =
        manager.get(&format!("{path}?choice=rule&who_by=text&who_text=standing.ordres+%3E+1&count=1")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("standing.orders"), "{}", wrong.body);
    let clicked = "choice=rule&who_by=clicks&c0_word=standing.orders&c0_is=%3E&c0_value=9000&held=10&count=1";
    let clicked = manager.get(&format!("{path}?{clicked}")).await;
    assert!(clicked.body.contains("Today nobody would get it"), "{}", clicked.body);
    assert!(clicked.body.contains("value=\"9000\""), "what was clicked stands there: {}", clicked.body);
    let empty = "choice=rule&who_by=clicks&c0_word=standing.orders&c0_is=%3E&c0_value=many&held=10";
    let empty = manager.post(&path, empty).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.body.contains("value=\"many\""), "{}", empty.body);
    let silent = manager.post(&path, "choice=&held=0&reason=").await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY, "nobody held out, and no reason");
    let sent = manager.post(&path, "choice=&held=10&reason=").await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let play = manager.get(sent.location()).await.body;
    assert!(play.contains("Spring"), "{play}");
}

#[tokio::test]
async fn a_program_writes_to_one_and_to_many() {
    let furnished = Furnished::new().await;
    reachable(&furnished, &furnished.person).await;
    let program = Program::new(&furnished.house, &["people:read", "people:write", "plays:manage"]).await;
    let to_one = format!("/api/v1/people/{}/letters", furnished.person);
    let text = json!({ "language": "en", "subject": "Yes", "body": "We do." });
    let made = program.post(&to_one, &json!({ "text": text })).await;
    assert_eq!(made.status, StatusCode::CREATED, "{:?}", made.body);
    let about = program.post(&to_one, &json!({ "letter": furnished.letter })).await;
    assert_eq!(about.status, StatusCode::CONFLICT, "never asked for news: {:?}", about.body);
    let both = program.post(&to_one, &json!({ "letter": furnished.letter, "text": text })).await;
    assert_eq!(both.status, StatusCode::UNPROCESSABLE_ENTITY, "{:?}", both.body);
    let to_many = format!("/api/v1/letters/{}/many", furnished.letter);
    let sent = program.post(&to_many, &json!({ "who": "standing.orders >= 1" })).await;
    assert_eq!(sent.status, StatusCode::CREATED, "{:?}", sent.body);
    let refused = program.post(&to_many, &json!({ "holdout_mille": 0 })).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{:?}", refused.body);
}
