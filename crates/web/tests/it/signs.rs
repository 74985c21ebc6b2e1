//! Signs: made by the page and by a program, opened by whoever comes past, and the company's own way to speak.

use axum::body::Body;
use axum::http::StatusCode;
use domain::Actor;
use domain::access::Action::{ManagePlays, WritePeople};
use domain::access::Role;
use domain::ids::PersonId;
use domain::plays::Programme;
use serde_json::json;
use store::people::edit::Address;

use crate::api::{JSON, Program};
use crate::client::House;
use crate::furnished::{Furnished, Who, may};

const MENU: &str = "https%3A%2F%2Fharbour.example%2Fmenu%3Ffrom%3Ddoor";

#[tokio::test]
async fn a_sign_is_made_printed_opened_and_changed() {
    let house = House::new().await;
    let mut owner = house.owner().await;
    for (form, says) in [
        ("name=At+the+door&title=The+door&target=https%3A%2F%2Fa.example", "can’t be an address"),
        ("name=door&title=The+door&target=javascript%3Aalert(1)", "beginning with https://"),
        ("name=door&title=&target=https%3A%2F%2Fa.example", "role=\"alert\""),
    ] {
        let refused = owner.post("/signs", form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
        assert!(refused.body.contains(says), "{form}: {}", refused.body);
    }
    let made = owner.post("/signs", &format!("name=door&title=The+%3Cdoor%3E&target={MENU}")).await;
    assert_eq!(made.location(), "/signs/door");
    let page = owner.get("/signs/door").await.body;
    assert!(page.contains("/s/door") && page.contains("<svg viewBox") && page.contains("The &#60;door&#62;"));
    let mut passer = house.visitor();
    for _ in 0..2 {
        let opened = passer.get("/s/door").await;
        assert_eq!(opened.status, StatusCode::FOUND);
        assert_eq!(opened.location(), "https://harbour.example/menu?from=door");
        assert_eq!(opened.header("cache-control"), "no-store");
        assert_eq!(opened.header("set-cookie"), "", "nobody is known by it");
    }
    let asked = passer.send("HEAD", "/s/door", None, Body::empty()).await;
    assert_eq!(asked.location(), "https://harbour.example/menu?from=door");
    assert_eq!(passer.get("/s/window").await.status, StatusCode::NOT_FOUND);
    let listed = owner.get("/signs").await.body;
    assert_eq!(
        listed.matches("<td>2</td>").count(),
        3,
        "two openings, and a question that was none: {listed}"
    );
    let old = owner.post("/signs", &format!("name=door&version=0&title=Mine&target={MENU}")).await;
    assert!(old.status == StatusCode::UNPROCESSABLE_ENTITY && old.body.contains("no other sign"));
    let changed = owner.post("/signs", "name=door&version=1&title=Mine&target=https%3A%2F%2Fb.example").await;
    assert_eq!(changed.location(), "/signs/door");
    let late = owner.post("/signs", &format!("name=door&version=1&title=Theirs&target={MENU}")).await;
    assert!(late.status == StatusCode::UNPROCESSABLE_ENTITY && late.body.contains("Theirs"), "{}", late.body);
    assert_eq!(passer.get("/s/door").await.location(), "https://b.example");
}

#[tokio::test]
async fn a_program_writes_signs_and_reads_what_they_bring() {
    let house = House::new().await;
    let key = Program::new(&house, &["people:read", "plays:manage"]).await;
    let draft = |target: &str| json!({ "title": "The receipt", "target": target }).to_string();
    let put = async |version: &str, body: String| {
        key.send("PUT", "/api/v1/signs/receipt", &[JSON, ("if-match", version)], body).await
    };
    assert_eq!(put("\"0\"", draft("https://harbour.example")).await.status, StatusCode::OK);
    assert_eq!(put("\"0\"", draft("ftp://harbour.example")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(put("\"7\"", draft("https://harbour.example")).await.status, StatusCode::PRECONDITION_FAILED);
    house.visitor().get("/s/receipt").await;
    let read = key.get("/api/v1/signs").await.json();
    assert_eq!(read["data"][0]["path"], "/s/receipt");
    assert_eq!(read["data"][0]["week"], 1);
}

/// Gives somebody an address, without which nobody writes to them.
async fn reachable(furnished: &Furnished, person: &str) {
    let (store, person) = (&furnished.house.store, person.parse::<PersonId>().unwrap());
    let version = store.person(Actor::Operator, person).await.unwrap().unwrap().version;
    store.add_address(&may(WritePeople), person, version, Address::Email("ilze@x.lv")).await.unwrap();
}

#[tokio::test]
async fn how_we_speak_stands_beside_every_place_where_words_are_written() {
    let furnished = Furnished::new().await;
    let store = &furnished.house.store;
    let kept = store.programme(Actor::Operator).await.unwrap();
    let voice = "We say you to everybody, and never 'dear customer'.".to_owned();
    let programme = Programme { voice, ..kept.programme };
    store.save_programme(&may(ManagePlays), kept.version, &programme).await.unwrap();
    reachable(&furnished, &furnished.person).await;
    let mut owner = furnished.at_the_door(Who::Staff(Role::Owner)).await;
    let Furnished { letter, person, gesture, .. } = &furnished;
    let places = ["/programme".to_owned(), format!("/letters/{letter}"), format!("/people/{person}/write")];
    for place in places.into_iter().chain([format!("/tasks/{gesture}")]) {
        let page = owner.get(&place).await;
        assert!(page.body.contains("never &#39;dear customer&#39;"), "{place}: {}", page.body);
    }
    let long = format!(
        "voice={}&holdout=5&cap_count=3&cap_days=30&quiet_from=20:00&quiet_to=09:00&reminder_days=14&version=2",
        "x".repeat(4001)
    );
    let refused = owner.post("/programme", &long).await;
    assert!(
        refused.status == StatusCode::UNPROCESSABLE_ENTITY
            && refused.body.contains("more than anybody reads")
    );
}

#[tokio::test]
async fn one_key_message_is_said_in_letters_on_tasks_on_signs_and_to_programs() {
    let furnished = Furnished::new().await;
    let mut owner = furnished.at_the_door(Who::Staff(Role::Owner)).await;
    let key = Program::new(&furnished.house, &["people:read", "plays:manage"]).await;
    for (form, says) in [
        ("version=0&from=2020-02-01&until=2020-01-01&text-en=Come", "before the first"),
        ("version=0&from=2020-02-01&text-en=+%0A", "one language at least"),
        ("version=0&from=&text-en=Come", "role=\"alert\""),
        ("version=0&from=2020-13-01&text-en=Come", "role=\"alert\""),
    ] {
        let refused = owner.post("/key-message", form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
        assert!(refused.body.contains(says), "{form}: {}", refused.body);
    }
    let said = "version=0&from=2020-02-01&text-en=Come+and+%3Ctaste%3E&text-lv=N%C4%81ciet";
    assert_eq!(owner.post("/key-message", said).await.location(), "/key-message");
    let twice = owner.post("/key-message", said).await;
    assert!(twice.status == StatusCode::UNPROCESSABLE_ENTITY && twice.body.contains("that day"));
    let Furnished { gesture, .. } = &furnished;
    let shown = "Come and &#60;taste&#62;";
    assert!(owner.get("/key-message").await.body.contains(shown));
    let task = format!("/tasks/{gesture}");
    assert!(!owner.get(&task).await.body.contains(shown), "nothing cheerful to somebody in mourning");
    reachable(&furnished, &furnished.other).await;
    let words = format!("/people/{}/write", furnished.other);
    let beside = owner.get(&words).await.body;
    assert!(beside.contains(shown), "{beside}");
    let sign = owner.get("/signs/counter").await.body;
    assert!(sign.contains(shown), "{sign}");
    let look = async |owner: &mut crate::client::Browser, language: &str, body: &str| {
        let form = format!("topic=news&language={language}&subject=x&body={body}");
        owner.post("/letters/look", &form).await.body
    };
    let placeholder = "%7B%7B+key_message+%7D%7D";
    assert!(look(&mut owner, "en", placeholder).await.contains("Come and"));
    assert!(look(&mut owner, "lv", placeholder).await.contains("Nāciet"));
    assert!(look(&mut owner, "fi", placeholder).await.contains("key_message"));
    let now = key.get("/api/v1/key-messages/now").await.json();
    let now = &now["message"];
    assert_eq!((&now["from"], &now["texts"]["lv"]), (&json!("2020-02-01"), &json!("Nāciet")));
    let later = json!({ "until": "2020-03-31", "texts": { "en": "Over" } }).to_string();
    let put = async |version: &str, body: &str| {
        let headers = [JSON, ("if-match", version)];
        key.send("PUT", "/api/v1/key-messages/2020-03-01", &headers, body.to_owned()).await.status
    };
    assert_eq!(put("\"0\"", &later).await, StatusCode::OK);
    assert_eq!(put("\"7\"", &later).await, StatusCode::PRECONDITION_FAILED);
    assert_eq!(put("\"1\"", "{\"texts\":{}}").await, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(key.get("/api/v1/key-messages/now").await.json()["message"], json!(null));
    assert!(!owner.get(&words).await.body.contains(shown), "it is over");
    let bare = format!("name=x&topic=news&language=en&subject=x&body={placeholder}");
    let bare = owner.post("/letters/new", &bare).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY, "there may be none on its day");
    assert!(bare.body.contains("key_message"), "{}", bare.body);
    let german = json!({ "texts": { "de": "Kommt" } }).to_string();
    let headers = [JSON, ("if-match", "\"0\"")];
    let put = key.send("PUT", "/api/v1/key-messages/2019-01-01", &headers, german).await;
    assert_eq!(put.status, StatusCode::OK);
    assert!(owner.get("/key-message/2019-01-01").await.body.contains(">Kommt</textarea>"));
    let stale = owner.post("/key-message", "version=9&from=2019-01-01&text-en=Come&text-de=Kommt").await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(stale.body.contains("name=\"version\" value=\"1\""), "{}", stale.body);
    let gone = owner.post("/key-message/2020-03-01/remove", "version=1").await;
    assert_eq!(gone.location(), "/key-message");
    assert!(owner.get(&words).await.body.contains(shown));
}
