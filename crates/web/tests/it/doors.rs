//! What comes in by a name, a header or a field nobody asked for, and what goes out into a header, a
//! file or a sheet.

use axum::body::Body;
use axum::http::StatusCode;
use serde_json::{Value as Json, json};

use crate::api::Program;
use crate::client::House;
use crate::furnished::person;

const JSON: (&str, &str) = ("content-type", "application/json");

/// What is no name of anything, as it may stand in a path.
const NO_NAMES: [&str; 14] = [
    "..%2F..%2FCargo.toml",
    "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "..%5C..%5Cwindows",
    "%2Fetc%2Fpasswd",
    "%00",
    "a%00.css",
    "%E2%80%8B",
    "%E2%80%AEsj.ppa",
    "%0d%0aSet-Cookie:%20a=b",
    "%0aX-Injected:%201",
    "%FF%FE",
    "con",
    "1%27%20or%20%271%27=%271",
    "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
];

#[tokio::test]
async fn a_name_that_is_none_finds_nothing_wherever_it_stands() {
    let house = House::new().await;
    let mut owner = house.owner().await;
    let program =
        Program::new(&house, &["people:read", "people:write", "keys:manage", "audit:read", "orders:write"]);
    let program = program.await;
    let mut visitor = house.visitor();
    for route in web::routes::table() {
        let Some(begin) = route.path.find('{') else { continue };
        for name in NO_NAMES {
            let rest =
                route.path[begin..].split('/').map(|part| if part.starts_with('{') { name } else { part });
            let path = format!("{}{}", &route.path[..begin], rest.collect::<Vec<_>>().join("/"));
            let what = format!("{} {path}", route.method);
            if route.path.starts_with("/api/") {
                let headers = [JSON, ("if-match", "\"1\"")];
                let reply = program.send(route.method.as_str(), &path, &headers, "{}").await;
                let status = reply.status.as_u16();
                assert!(matches!(status, 403 | 404 | 422), "{what}: {status}");
                continue;
            }
            let kind = Some("application/x-www-form-urlencoded");
            let answer = owner.send(route.method.as_str(), &path, kind, Body::from("version=1")).await;
            assert!(answer.status.is_client_error(), "{what}: {} {}", answer.status, answer.body);
            assert!(
                answer.headers.get("x-injected").is_none() && !answer.body.contains("[workspace]"),
                "{what}"
            );
            let answer = visitor.send("GET", &path, None, Body::empty()).await;
            assert!(answer.headers.get("set-cookie").is_none(), "{what}");
            if answer.status == StatusCode::SEE_OTHER {
                assert!(answer.location().starts_with("/sign-in"), "{what}: {}", answer.location());
            }
        }
    }
}

#[tokio::test]
async fn no_words_from_outside_begin_a_header_of_their_own() {
    let house = House::new().await;
    let mut owner = house.owner().await;
    for words in ["%0d%0aX-Injected:%201", "/%0d%0aX-Injected:%201", "%E2%80%A8X-Injected:%201", "%00"] {
        for path in [
            format!("/people?q={words}"),
            format!("/audit?who={words}"),
            format!("/audit.csv?who={words}"),
            format!("/duplicates?show={words}"),
            format!("/sign-in?next={words}"),
        ] {
            let answers = [owner.get(&path).await, house.visitor().get(&path).await];
            for answer in answers {
                assert!(answer.headers.get("x-injected").is_none(), "{path}");
                assert!(!answer.status.is_server_error(), "{path}: {}", answer.status);
                assert!(!answer.location().contains(['\r', '\n']), "{path}");
            }
        }
        let form = format!("email=rasma%40harbour.example&password=wrong&next={words}");
        let answer = house.visitor().post("/sign-in", &form).await;
        assert!(answer.headers.get("x-injected").is_none() && !answer.status.is_server_error());
    }
}

#[tokio::test]
async fn a_file_keeps_the_name_its_owner_gave_and_lies_under_one_of_ours() {
    let house = House::new().await;
    let mut owner = house.owner().await;
    for name in
        ["../../../etc/cron.d/x.csv", "a\u{202e}vsc.exe", "=cmd()|'!A1.csv", "C:\\a.csv", "<img src=x>.csv"]
    {
        let answer = owner.upload(name, "Name,Email,Created at,Total\n#1,a@x.lv,2026-01-01,5\n").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{name}: {}", answer.body);
        let page = owner.get(answer.location()).await;
        assert_eq!(page.status, StatusCode::OK, "{name}");
        assert!(!page.body.contains("<img"), "{name}");
    }
    let files = std::fs::read_dir(house.data_dir().join("uploads")).unwrap();
    let names: Vec<String> =
        files.map(|file| file.unwrap().file_name().to_string_lossy().into_owned()).collect();
    assert!(names.len() >= 5);
    let ours = |name: &&String| {
        name.split('.')
            .next()
            .is_some_and(|stem| stem.len() == 32 && stem.bytes().all(|b| b.is_ascii_hexdigit()))
    };
    assert_eq!(names.iter().filter(ours).count(), names.len(), "{names:?}");
}

/// Where the document says what a body may hold, `#/components/schemas/…` followed.
fn resolved<'a>(document: &'a Json, schema: &'a Json) -> &'a Json {
    match schema["$ref"].as_str().and_then(|to| document.pointer(to.trim_start_matches('#'))) {
        Some(found) => resolved(document, found),
        None => schema,
    }
}

/// The objects within a body that would take a field nobody asked for.
fn open_objects(document: &Json, schema: &Json, at: &str, found: &mut Vec<String>) {
    let schema = resolved(document, schema);
    for of in ["oneOf", "anyOf", "allOf"] {
        schema[of].as_array().into_iter().flatten().for_each(|one| open_objects(document, one, at, found));
    }
    open_items(document, schema, at, found);
    let Some(fields) = schema["properties"].as_object() else { return };
    if schema["additionalProperties"] != json!(false) {
        found.push(at.to_owned());
    }
    for (name, field) in fields {
        open_objects(document, field, &format!("{at}/{name}"), found);
    }
}

fn open_items(document: &Json, schema: &Json, at: &str, found: &mut Vec<String>) {
    if schema["items"].is_object() {
        open_objects(document, &schema["items"], &format!("{at}/0"), found);
    }
}

#[tokio::test]
async fn a_field_nobody_asked_for_is_refused_in_every_body() {
    let house = House::new().await;
    let scopes = [
        "people:read",
        "people:write",
        "people:merge",
        "people:erase",
        "keys:manage",
        "audit:read",
        "orders:write",
        "team:manage",
        "plays:manage",
        "gifts:give",
        "gifts:redeem",
    ];
    let program = Program::new(&house, &scopes).await;
    let document = program.get("/api/openapi.json").await.json();
    let (mut bodies, mut open) = (0, Vec::new());
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
            if schema.is_null() {
                continue;
            }
            bodies += 1;
            open_objects(&document, schema, &format!("{method} {path}"), &mut open);
            let id = "018f3c6e-0000-7000-8000-000000000000";
            let path = path
                .replace("{id}", id)
                .replace("{step}", id)
                .replace("{identity}", id)
                .replace("{name}", "name");
            let headers = [JSON, ("if-match", "\"1\"")];
            let body = json!({ "is_admin": true }).to_string();
            let reply = program.send(&method.to_uppercase(), &path, &headers, body).await;
            assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{method} {path}");
        }
    }
    assert!(bodies > 10, "{bodies}");
    assert_eq!(open, Vec::<String>::new(), "these take fields they do not know: deny_unknown_fields");
}

#[tokio::test]
async fn a_list_left_out_is_not_an_empty_list() {
    let house = House::new().await;
    let program = Program::new(&house, &["people:read", "people:write", "keys:manage"]).await;
    let ilze = format!("/api/v1/people/{}", person(&house.store, "Ilze Ozola").await);
    let put = async |path: &str, body: Json| {
        let tag = program.get(path).await.header("etag").to_owned();
        program.send("PUT", path, &[JSON, ("if-match", &tag)], body.to_string()).await
    };
    let with = json!({ "kind": "person", "name": "Ilze Ozola", "stakes": ["supplier", "press"],
                       "profile": { "given": "Ilze", "city": "Liepāja" } });
    assert_eq!(put(&ilze, with).await.status, StatusCode::OK);
    let renamed = put(&ilze, json!({ "kind": "person", "name": "Ilze Kalna" })).await.json();
    assert_eq!(renamed["name"], "Ilze Kalna");
    assert_eq!(renamed["stakes"], json!(["press", "supplier"]), "left out, they stay");
    assert_eq!(renamed["profile"]["city"], "Liepāja");
    let none = json!({ "kind": "person", "name": "Ilze Kalna", "stakes": [] });
    assert_eq!(put(&ilze, none).await.json()["stakes"], json!([]), "empty, there are none");
    let hook = json!({ "url": "https://till.example/told", "events": ["person.created"] });
    let made = program.post("/api/v1/webhooks", &hook).await.json();
    let hook = format!("/api/v1/webhooks/{}", made["id"].as_str().unwrap());
    let left_out = json!({ "url": "https://till.example/told", "active": true });
    put(&hook, left_out).await.is(422, "invalid");
    let events = &program.get(&hook).await.json()["events"];
    assert_eq!(
        *events,
        json!(["person.created"]),
        "a webhook is told of what it asked for, or nothing changes"
    );
}
