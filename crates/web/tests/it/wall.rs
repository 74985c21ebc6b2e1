//! What an unknown visitor gets: the sign-in page, and nothing else.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::StatusCode;
use web::routes::Needs;

use crate::client::{Answer, House};

/// The paths of pages that answer everybody, and of those behind the wall. Programs' have doors of
/// their own.
fn pages() -> (BTreeSet<&'static str>, BTreeSet<&'static str>) {
    let routes = web::routes::table();
    let all = |is: fn(Needs) -> bool| {
        routes.iter().filter(|route| is(route.needs)).map(|route| route.path).collect::<BTreeSet<_>>()
    };
    (all(|needs| needs == Needs::Open), all(|needs| matches!(needs, Needs::Member | Needs::Staff(_))))
}

fn filled(route: &str) -> String {
    let id = "018f3c6e-0000-7000-8000-000000000000";
    ["{token}", "{id}", "{name}", "{upload}"]
        .iter()
        .fold(route.to_owned(), |path, part| path.replace(part, id))
}

fn assert_headers(answer: &Answer, what: &str) {
    let policy = answer.header("content-security-policy");
    assert!(policy.contains("script-src 'self';") && !policy.contains("unsafe"), "{what}");
    assert_eq!(answer.header("x-content-type-options"), "nosniff", "{what}");
    assert_eq!(answer.header("x-frame-options"), "DENY", "{what}");
    assert_eq!(answer.header("referrer-policy"), "same-origin", "{what}");
    assert!(!answer.header("cache-control").is_empty(), "{what}");
    assert_eq!(answer.header("strict-transport-security"), "", "not over plain HTTP: {what}");
}

#[tokio::test]
async fn no_page_or_file_answers_an_unknown_visitor() {
    let house = House::new().await;
    house.owner().await;
    let (open, walled) = pages();
    let known = ["/api/openapi.json", "/assets/door.css", "/assets/letters/{name}", "/healthz", "/s/{name}"];
    assert!(
        open.into_iter().eq(known.into_iter().chain(["/sign-in", "/welcome/{token}"])),
        "open to everybody: decide it here"
    );
    assert!(walled.len() > 20);
    let elsewhere = ["/nowhere", "/assets/app.css", "/assets/../../Cargo.toml", "/imports/new", "/people/"];
    let paths = walled.into_iter().chain(elsewhere);
    for path in paths.map(filled) {
        for method in ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"] {
            let what = format!("{method} {path}");
            let answer = house.visitor().send(method, &path, None, Body::empty()).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{what}");
            assert!(answer.location().starts_with("/sign-in"), "{what}");
            assert!(answer.body.is_empty(), "{what}");
            assert_headers(&answer, &what);
        }
    }
}

#[tokio::test]
async fn a_made_up_cookie_is_no_session() {
    let house = House::new().await;
    house.owner().await;
    for cookie in ["perennial=AAAAAAAAAAAAAAAAAAAAAA", "perennial=", "perennial=<script>", "perennial=é"] {
        let mut visitor = house.visitor();
        visitor.cookie = Some(cookie.to_owned());
        assert_eq!(visitor.get("/").await.location(), "/sign-in", "{cookie}");
    }
}

#[tokio::test]
async fn what_is_open_says_nothing_of_the_company() {
    let house = House::new().await;
    house.owner().await;
    let mut visitor = house.visitor();
    assert_eq!(visitor.get("/healthz").await.body, "ok");
    for path in ["/sign-in", "/sign-in?next=/people", "/assets/door.css", "/healthz"] {
        let answer = visitor.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert!(!answer.body.contains("Rasma") && !answer.body.contains("harbour.example"), "{path}");
        assert_headers(&answer, path);
    }
    assert_eq!(visitor.get("/welcome/0000").await.status, StatusCode::NOT_FOUND);
    assert!(visitor.cookie.is_none(), "looking makes no session");
}

#[tokio::test]
async fn another_sites_page_writes_nothing() {
    let house = House::new().await;
    let mut owner = house.owner().await;
    owner.site = "cross-site";
    let (open, walled) = pages();
    // What no method of the interface answers is said so there, to whoever asks.
    let pages = open.into_iter().chain(walled).filter(|path| !path.starts_with("/api/"));
    for route in pages {
        let answer = owner.post(&filled(route), "").await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{route}");
        assert_headers(&answer, route);
    }
    owner.site = "same-site";
    assert_eq!(owner.post("/sign-out", "").await.status, StatusCode::FORBIDDEN);
    owner.site = "same-origin";
    assert_eq!(owner.get("/").await.status, StatusCode::OK, "and is still signed in");
}

#[tokio::test]
async fn a_part_of_a_page_sends_the_whole_page_to_sign_in() {
    use axum::http::Request;
    use tower::ServiceExt;

    let house = House::new().await;
    let request = Request::get("/people?q=a").header("hx-request", "true").body(Body::empty()).unwrap();
    let answer = house.router.clone().oneshot(request).await.unwrap();
    assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(answer.headers()["hx-redirect"], "/sign-in");
}
