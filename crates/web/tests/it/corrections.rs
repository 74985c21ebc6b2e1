//! What was written down wrongly, corrected and taken away by page and by program.

use axum::http::StatusCode;
use domain::access::Role;
use serde_json::json;

use crate::api::Program;
use crate::client::House;
use crate::furnished::{Furnished, Who, person};

const JSON: (&str, &str) = ("content-type", "application/json");

#[tokio::test]
async fn a_touch_and_a_promise_are_corrected_and_taken_away_on_their_pages() {
    let house = House::new().await;
    let mut owner = house.owner().await;
    let ilze = person(&house.store, "Ilze Ozola").await;
    let page = format!("/people/{ilze}");
    owner.post(&format!("{page}/touches"), "kind=note&text=asked+for+bens&at=2026-09-01T10:00").await;
    owner.post(&format!("{page}/promises"), "kind=promise&text=Call+bakc").await;
    let at = |body: &str, begin: &str| {
        let rest = body.split(begin).nth(1).unwrap_or_else(|| panic!("{begin}"));
        rest.split('"').next().unwrap().to_owned()
    };
    let shown = owner.get(&page).await.body;
    assert!(shown.contains(&format!("/audit?about={ilze}")), "an owner may see who saw and changed it");
    let touch = format!("{page}/touches/{}", at(&shown, &format!("href=\"{page}/touches/")));
    let promise = format!("{page}/promises/{}", at(&shown, &format!("href=\"{page}/promises/")));
    let form = owner.get(&touch).await.body;
    assert!(form.contains("asked for bens") && form.contains("value=\"2026-09-01T10:00\""), "{form}");
    let changed = "kind=call&text=asked+for+beans&at=2026-09-01T10:00&version=1";
    assert_eq!(owner.post(&touch, changed).await.status, StatusCode::SEE_OTHER);
    let late = owner.post(&touch, "kind=note&text=mine&at=2026-09-01T10:00&version=1").await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.body.contains("asked for beans") && late.body.contains("mine"), "both are there");
    let ahead = owner.post(&touch, "kind=note&text=x&at=2999-09-01T10:00&version=2").await;
    assert_eq!(ahead.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(owner.post(&promise, "state=broken&version=1").await.status, StatusCode::SEE_OTHER);
    let right = "kind=promise&text=Call+back&due=2026-12-01&state=open&version=2";
    assert_eq!(owner.post(&format!("{promise}/correct"), right).await.status, StatusCode::SEE_OTHER);
    let shown = owner.get(&page).await.body;
    assert!(shown.contains("asked for beans") && shown.contains("Call back") && !shown.contains("bens"));
    // Another person's page leads to neither.
    let other = person(&house.store, "Juris Kalns").await;
    for path in [&touch, &promise] {
        let path = path.replace(&ilze.to_string(), &other.to_string());
        assert_eq!(owner.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(owner.post(&format!("{path}/remove"), "version=2").await.status, StatusCode::NOT_FOUND);
    }
    for (path, version) in [(&touch, 2), (&promise, 3)] {
        let gone = owner.post(&format!("{path}/remove"), &format!("version={version}")).await;
        assert_eq!(gone.status, StatusCode::SEE_OTHER);
    }
    let audit = owner.get(&format!("/audit?about={ilze}")).await.body;
    assert!(audit.contains("removed a touch") && audit.contains("removed a promise"), "{audit}");
}

#[tokio::test]
async fn a_note_typed_on_a_task_another_closed_first_stands_there_still() {
    let furnished = Furnished::new().await;
    let mut agent = furnished.at_the_door(Who::Staff(Role::Agent)).await;
    let close = format!("/tasks/{}/close", furnished.gesture);
    let long = agent.post(&close, &format!("version=1&state=done&note={}", "x".repeat(501))).await;
    assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(long.body.contains("xxx</textarea>"), "{}", long.body);
    let done = agent.post(&close, "version=1&state=done&note=She+is+well").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let late = agent.post(&close, "version=1&state=could_not&note=Nobody+answered").await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.body.contains("Nobody answered</textarea>"), "{}", late.body);
}

#[tokio::test]
async fn somebody_is_left_in_peace_on_their_page_and_that_is_ended_there() {
    let house = House::new().await;
    let mut owner = house.owner().await;
    let ilze = person(&house.store, "Ilze Ozola").await;
    let page = format!("/people/{ilze}");
    let asked = format!("person={ilze}&kind=silence&about=20000&reason=asked&own=");
    let declined = owner.post("/today/aside", &asked).await;
    assert!(declined.header("location").contains("said=peace"));
    let shown = owner.get(&page).await.body;
    assert!(shown.contains("until somebody ends it: Asked to be left alone"), "{shown}");
    assert!(!shown.contains("id=\"peace-reason\""), "it holds already");
    let end = shown.split("action=\"").find(|rest| rest.contains("/end\"")).unwrap();
    let end = end.split('"').next().unwrap().to_owned();
    let other = person(&house.store, "Juris Kalns").await;
    let elsewhere = end.replace(&ilze.to_string(), &other.to_string());
    assert_eq!(owner.post(&elsewhere, "").await.status, StatusCode::NOT_FOUND);
    assert_eq!(owner.post(&end, "").await.status, StatusCode::SEE_OTHER);
    assert!(!owner.get(&page).await.body.contains("until somebody ends it: Asked"));

    let other_page = format!("/people/{other}");
    let why = format!("person={other}&kind=silence&about=20000&reason=asked&own=wrote+us+so");
    owner.post("/today/aside", &why).await;
    assert!(owner.get(&other_page).await.body.contains("until somebody ends it: wrote us so"));

    let late = owner.post(&format!("{page}/rests"), "reason=a+loss&until=2020-01-01").await;
    assert_eq!(late.status, StatusCode::BAD_REQUEST, "{}", late.body);
    let kept = owner.post(&format!("{page}/rests"), "reason=a+loss&until=2999-01-01").await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER);
    let shown = owner.get(&page).await.body;
    assert!(shown.contains("1 January 2999: a loss"), "{shown}");
}

#[tokio::test]
async fn a_webhook_says_what_it_is_for_by_page_and_by_program() {
    let furnished = Furnished::new().await;
    let program = Program::new(&furnished.house, &["keys:manage"]).await;
    let draft = |said: &str| json!({ "url": "https://till.example/told", "events": ["wish.told"], "description": said });
    let made = program.post("/api/v1/webhooks", &draft("The till on the quay")).await;
    assert_eq!(made.json()["description"], "The till on the quay");
    let long = program.post("/api/v1/webhooks", &draft(&"x".repeat(201))).await.json();
    assert_eq!(long["errors"][0]["pointer"], "#/description", "{long}");
    let mut owner = furnished.at_the_door(Who::Staff(Role::Owner)).await;
    assert!(owner.get("/webhooks").await.body.contains("The till on the quay"));
    let path = format!("/webhooks/{}", made.json()["id"].as_str().unwrap());
    let form =
        "url=https%3A%2F%2Ftill.example%2Ftold&event=wish.told&active=on&version=0&description=The+bar";
    assert_eq!(owner.post(&path, form).await.status, StatusCode::SEE_OTHER);
    assert!(owner.get(&path).await.body.contains("value=\"The bar\""));
}

#[tokio::test]
async fn a_program_corrects_and_removes_under_the_version_it_read() {
    let house = House::new().await;
    let program = Program::new(&house, &["people:read", "people:write"]).await;
    let ilze = person(&house.store, "Ilze Ozola").await;
    let under = async |method: &str, path: &str, tag: &str, body: &serde_json::Value| {
        program.send(method, path, &[JSON, ("if-match", tag)], body.to_string()).await
    };
    let note = json!({ "kind": "note", "text": "asked for bens", "at": "2026-09-01T10:00:00Z" });
    let touch = program.post(&format!("/api/v1/people/{ilze}/touches"), &note).await;
    let touch = format!("/api/v1/touches/{}", touch.json()["id"].as_str().unwrap());
    let call = json!({ "kind": "call", "text": "asked for beans" });
    program.send("PUT", &touch, &[JSON], call.to_string()).await.is(428, "unconditional");
    let corrected = under("PUT", &touch, "\"1\"", &call).await;
    assert_eq!((corrected.status, corrected.header("etag")), (StatusCode::OK, "\"2\""));
    assert_eq!(corrected.json()["at"], "2026-09-01T10:00:00Z", "it stays when it was");
    under("PUT", &touch, "\"1\"", &call).await.is(412, "stale");
    let hostile = json!({ "kind": "call", "text": "x", "written_by": "staff 1", "version": 9 });
    under("PUT", &touch, "\"2\"", &hostile).await.is(422, "invalid");
    let wish = json!({ "kind": "wish", "text": "A quiet tabel" });
    let promise = program.post(&format!("/api/v1/people/{ilze}/promises"), &wish).await;
    let promise = format!("/api/v1/promises/{}", promise.json()["id"].as_str().unwrap());
    let right = json!({ "kind": "promise", "text": "A quiet table", "due": "2026-12-01", "state": "kept" });
    let corrected = under("PUT", &promise, "\"1\"", &right).await.json();
    assert_eq!((&corrected["state"], &corrected["due"]), (&json!("kept"), &json!("2026-12-01")));
    under("PUT", &promise, "\"2\"", &json!({ "kind": "wish", "text": "x" })).await.is(422, "invalid");
    for (path, tag) in [(&touch, "\"2\""), (&promise, "\"2\"")] {
        assert_eq!(under("DELETE", path, tag, &json!({})).await.status, StatusCode::NO_CONTENT);
        program.get(path).await.is(404, "not-found");
    }
}
