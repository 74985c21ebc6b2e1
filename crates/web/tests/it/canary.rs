//! What somebody may not see reaches them on no page, in no search, count, sheet or answer.

use axum::http::{Method, StatusCode};
use domain::access::Role;
use web::routes::table;

use crate::furnished::{Furnished, PRIVATE, SPECIAL, Who};

/// Every way to look a word up.
const SEARCHES: [&str; 4] = ["/people?q=", "/people/find?q=", "/api/v1/people?q=", "/api/v1/search?q="];

/// Everything that can be read without knowing more than the addresses pages show, and what it said.
async fn crawl(furnished: &Furnished, who: Who) -> String {
    let mut browser = furnished.at_the_door(who).await;
    let mut said = String::new();
    let mut asked = std::collections::BTreeSet::new();
    let mut todo: Vec<String> = table()
        .into_iter()
        .filter(|route| route.method == Method::GET)
        .map(|route| {
            route
                .path
                .replace("{fact}", &furnished.hidden_fact)
                .replace("{promise}", &furnished.promise)
                .replace("{touch}", &furnished.touch)
                .replace(
                    "{id}",
                    if route.path.contains("/facts/{id}") {
                        &furnished.hidden_fact
                    } else {
                        &furnished.person
                    },
                )
        })
        .collect();
    for word in [PRIVATE, SPECIAL] {
        todo.extend(SEARCHES.map(|search| format!("{search}{word}")));
    }
    while let Some(path) = todo.pop() {
        if asked.len() > 500 || path.contains('{') || !asked.insert(path.clone()) {
            continue;
        }
        let answer = browser.get(&path).await;
        assert!(answer.status.as_u16() < 500, "{path}");
        if answer.status != StatusCode::OK {
            continue;
        }
        // The word that was asked for may stand in the field it was typed into.
        let own = path.split_once("q=").map_or("", |(_, word)| word);
        let shown = if own.is_empty() { answer.body.clone() } else { answer.body.replace(own, "") };
        todo.extend(shown.split("href=\"/").skip(1).filter_map(|rest| {
            let link = rest.split('"').next()?.replace("&amp;", "&");
            (!link.starts_with('/')).then(|| format!("/{link}"))
        }));
        let place = path.split('?').next().unwrap_or_default();
        said.push_str(&format!("\n{place}\n{shown}"));
    }
    said
}

#[tokio::test]
async fn nobody_reads_what_is_above_them_and_those_who_may_do() {
    let furnished = Furnished::new().await;
    let cases = [
        (Who::Staff(Role::Owner), true, true),
        (Who::Staff(Role::Manager), true, true),
        (Who::Staff(Role::Agent), true, false),
        (Who::Staff(Role::Analyst), false, false),
        (Who::Staff(Role::Auditor), false, false),
        (Who::Key(&["people:read"]), false, false),
        (
            Who::Key(&["people:read", "people:write", "people:merge", "audit:read", "keys:manage"]),
            false,
            false,
        ),
        (Who::Key(&["events:write"]), false, false),
    ];
    for (who, private, special) in cases {
        let said = crawl(&furnished, who).await;
        let place = |word: &str| {
            said.find(word).map(|at| {
                said[..at].rsplit("\n/").next().unwrap_or_default().lines().next().map(str::to_owned)
            })
        };
        assert_eq!(said.contains(PRIVATE), private, "{who:?} {:?}", place(PRIVATE));
        assert_eq!(said.contains(SPECIAL), special, "{who:?} {:?}", place(SPECIAL));
    }
}

#[tokio::test]
async fn a_search_for_what_one_may_not_see_is_a_search_for_nothing() {
    let furnished = Furnished::new().await;
    let nothing = "canarynowhere";
    let cases: [(Who, &[&str]); 5] = [
        (Who::Staff(Role::Agent), &[SPECIAL]),
        (Who::Staff(Role::Analyst), &[PRIVATE, SPECIAL]),
        (Who::Staff(Role::Auditor), &[PRIVATE, SPECIAL]),
        (Who::Key(&["people:read"]), &[PRIVATE, SPECIAL]),
        (Who::Key(&["people:read", "facts:private"]), &[SPECIAL]),
    ];
    for (who, hidden) in cases {
        let mut browser = furnished.at_the_door(who).await;
        for search in SEARCHES {
            let none = browser.get(&format!("{search}{nothing}")).await;
            for word in hidden {
                let answer = browser.get(&format!("{search}{word}")).await;
                assert_eq!(answer.status, none.status, "{who:?} {search}");
                let alike = answer.body.replace(word, nothing);
                assert_eq!(alike, none.body, "{who:?} {search}{word}");
            }
        }
    }
    let mut owner = furnished.at_the_door(Who::Staff(Role::Owner)).await;
    let found = owner.get(&format!("/people/find?q={SPECIAL}")).await.body;
    assert!(found.contains(&furnished.person), "and it is found by who may");
}

#[tokio::test]
async fn a_key_makes_no_key_that_reaches_further() {
    let furnished = Furnished::new().await;
    let mut program = furnished.at_the_door(Who::Key(&["keys:manage", "people:read"])).await;
    for (scopes, status) in [
        (r#"["people:read"]"#, StatusCode::CREATED),
        (r#"["facts:special"]"#, StatusCode::FORBIDDEN),
        (r#"["people:read", "people:write"]"#, StatusCode::FORBIDDEN),
    ] {
        let body = format!(r#"{{"name": "another", "scopes": {scopes}}}"#);
        let answer = program.send("POST", "/api/v1/keys", Some("application/json"), body.into()).await;
        assert_eq!(answer.status, status, "{scopes}: {}", answer.body);
    }
}
