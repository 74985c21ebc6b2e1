//! Every route, by everybody, on what is there, what is somebody else's and what is missing: the
//! answers stand in a reviewed snapshot, and what was refused changed nothing.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use axum::body::Body;
use axum::http::Method;
use domain::access::Role;
use sqlx::{Row as _, SqlitePool};
use web::routes::{Needs, Route, table};

use crate::client::{Answer, Browser};
use crate::furnished::{Furnished, Who, session};

const EVERYBODY: [(&str, Who); 19] = [
    ("visitor", Who::Visitor),
    ("expired", Who::Expired),
    ("gone", Who::Gone),
    ("owner", Who::Staff(Role::Owner)),
    ("manager", Who::Staff(Role::Manager)),
    ("agent", Who::Staff(Role::Agent)),
    ("analyst", Who::Staff(Role::Analyst)),
    ("auditor", Who::Staff(Role::Auditor)),
    ("key:read", Who::Key(&["people:read"])),
    ("key:write", Who::Key(&["people:read", "people:write", "people:merge"])),
    ("key:erase", Who::Key(&["people:read", "people:erase"])),
    ("key:audit", Who::Key(&["audit:read"])),
    ("key:keys", Who::Key(&["keys:manage"])),
    ("key:orders", Who::Key(&["people:read", "orders:write"])),
    ("key:team", Who::Key(&["people:read", "team:manage"])),
    ("key:gifts", Who::Key(&["people:read", "gifts:give", "gifts:redeem"])),
    ("key:none", Who::RevokedKey),
    ("key:late", Who::ExpiredKey),
    ("key:send", Who::Key(&["events:write"])),
];

/// Of what the last part of a path that varies is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Of {
    /// The path has nothing that varies.
    All,
    Missing,
    /// What some may not see, or somebody else's.
    Others,
    There,
}

const MISSING: &str = "018f3c6e-0000-7000-8000-000000000000";

/// What may stand for `{name}` in a path: what is there, and what is somebody else's where such a
/// thing can be. A path with a part this does not know fails the test.
fn stands(
    furnished: &Furnished,
    route: &Route,
    name: &str,
    own: &str,
    others: &str,
) -> (String, Option<String>) {
    let first = route.path.trim_start_matches("/api/v1").split('/').nth(1).unwrap_or_default();
    let there = |text: &str| (text.to_owned(), None);
    match (first, name) {
        ("welcome", "token") => there(&furnished.token),
        ("letters", "token") => there(&furnished.sealed),
        ("letters", "id") => there(&furnished.letter),
        // A play decides letters: the tests of the worker ask for them.
        ("outbox", _) => there(MISSING),
        ("assets", "name") => there("report.css"),
        ("people" | "organisations", "id") => there(&furnished.person),
        ("team", "id") if route.path.contains("invitations") => there(&furnished.invitation),
        ("invitations", "id") => there(&furnished.invitation),
        ("team", "id") if route.path.ends_with("let-go") || route.method == Method::DELETE => {
            there(&furnished.leaver)
        }
        ("team", "id") => there(&furnished.member),
        ("account", "key") => (own.to_owned(), Some(others.to_owned())),
        ("keys", "id") => there(&furnished.key),
        ("facts", "id") | (_, "fact") => (furnished.fact.clone(), Some(furnished.hidden_fact.clone())),
        ("promises", "id") | (_, "promise") => there(&furnished.promise),
        ("gestures" | "tasks", "id") => there(&furnished.gesture),
        ("touches", "id") | (_, "touch") => there(&furnished.touch),
        ("leavings", "id") | (_, "leaving") => there(&furnished.leaving),
        ("relations", "id") | (_, "relation") => there(&furnished.relation),
        // A year is planned for an organisation: the tests of plans ask for it.
        ("plans", _) => there(MISSING),
        ("plays", "id") => there(&furnished.play),
        // Nobody wrote a cost down yet.
        ("costs", "id") => there(MISSING),
        ("rests", "id") | (_, "rest") => there(&furnished.rest),
        ("tiers", "id") => there(&furnished.tier),
        (_, "person") => there(&furnished.person),
        (_, "entry") => there(&format!("call_{}", furnished.touch)),
        (_, "other") => there(&furnished.other),
        (_, "identity") => there(MISSING),
        ("webhooks", "id") => there(&furnished.webhook),
        ("messages", "id") | (_, "message") => there(&furnished.message),
        // The furnished house sells nothing by the piece: the tests of suggestions ask for them.
        ("products", "id") | (_, "product") => there(MISSING),
        ("merges", "id") => there(&furnished.merge),
        ("erasures", "id") => there(&furnished.erasure),
        ("certificates", "id") => there(&furnished.certificate),
        ("presents", "id") => there(&furnished.presents.0),
        ("parcels", "id") => there(&furnished.presents.1),
        ("calendars", "name") => there("house"),
        ("signs" | "s", "name") => there("counter"),
        ("key-message" | "key-messages", "day") => there("1997-05-19"),
        (_, "redemption") => there(&furnished.redemption),
        // Told by a program or made by an upload: the tests of those ask for them.
        ("imports" | "uploads" | "orders", _) => there(MISSING),
        // A write key's own secret, which nobody guesses.
        ("v1", "key") => there(MISSING),
        _ => panic!("{} {}: say in tests/it/matrix.rs what {{{name}}} may be", route.method, route.path),
    }
}

/// The paths a route has, by what they ask of.
fn paths(furnished: &Furnished, route: &Route, own: &str, others: &str) -> BTreeMap<Of, String> {
    let names: Vec<&str> = route.path.split('{').skip(1).filter_map(|part| part.split('}').next()).collect();
    let Some(last) = names.last() else { return [(Of::All, route.path.to_owned())].into() };
    let mut base = route.path.to_owned();
    for name in &names[..names.len() - 1] {
        let (there, _) = stands(furnished, route, name, own, others);
        base = base.replace(&format!("{{{name}}}"), &there);
    }
    let with = |what: &str| base.replace(&format!("{{{last}}}"), what);
    let (there, other) = stands(furnished, route, last, own, others);
    let mut paths = BTreeMap::from([(Of::Missing, with(MISSING))]);
    if there != MISSING {
        paths.insert(Of::There, with(&there));
    }
    paths.extend(other.map(|other| (Of::Others, with(&other))));
    paths
}

/// An event that would do at every path of the event API.
const EVENT: &str = r#"{"userId":"u1","previousId":"p1","groupId":"g1","event":"Looked","name":"Shop",
    "messageId":"m1","batch":[{"type":"track","userId":"u1","event":"Looked","messageId":"m2"}]}"#;

/// What is sent where a body is needed for more than its refusal.
fn body(route: &Route) -> String {
    if route.path == "/settings" {
        let version = crate::furnished::settings().version();
        return format!("company=Harbour&zone=Europe%2FRiga&currency=EUR&version={version}");
    }
    let body = match route.path {
        "/team/{id}/role" => "role=analyst",
        "/team/invite" => "email=new%40harbour.example&name=New&role=agent",
        "/products/{id}/stock" => "available=true",
        "/people/{id}/certificates" => "kind=money&amount=5",
        "/api/v1/people/{id}/certificates" => r#"{"amount":500}"#,
        "/api/v1/till/look-up" => r#"{"code":"0000-0000-0000-00001"}"#,
        "/account/name" => "name=Somebody",
        "/today/aside" => "kind=holiday&about=nowruz&days=1",
        "/today/take-up" => "kind=holiday&about=nowruz",
        "/today/begin" => "kind=letters&about=held&gesture=note",
        "/letters/why/{token}" => "reason=price",
        "/people/{id}/leavings" => "reason=price&voice=theirs",
        "/people/{id}/leavings/{leaving}" => "reason=price&voice=theirs&version=1",
        "/people/{id}/leavings/{leaving}/remove" => "version=2",
        "/people/{id}/gestures" => "kind=note",
        "/api/v1/people/{id}/letters" => r#"{"text":{"language":"en","subject":"Yes","body":"We do."}}"#,
        path if path.ends_with("/forget") || path.ends_with("/remove") => "version=1",
        path if path.starts_with("/api/") => "{}",
        path if path.starts_with("/v1/") => EVENT,
        _ => "",
    };
    body.to_owned()
}

async fn ask(browser: &mut Browser, route: &Route, path: &str) -> Answer {
    let json = route.path.starts_with("/api/") || route.path.starts_with("/v1/");
    let kind = if json { "application/json" } else { "application/x-www-form-urlencoded" };
    let reads = route.method == Method::GET;
    let (kind, body) = if reads { (None, Body::empty()) } else { (Some(kind), Body::from(body(route))) };
    browser.send(route.method.as_str(), path, kind, body).await
}

/// The status, with where a redirect goes.
fn said(answer: &Answer) -> String {
    let status = answer.status.as_u16();
    match answer.location().split('?').next().unwrap_or_default() {
        "/sign-in" => "in".to_owned(),
        _ => status.to_string(),
    }
}

fn is_refused(said: &str) -> bool {
    said == "in" || said.starts_with(['4', '5'])
}

fn somebody_else(who: Who) -> Role {
    if who == Who::Staff(Role::Manager) { Role::Owner } else { Role::Manager }
}

/// Every answer to somebody, each asked with a session as good as new.
async fn answers(who: Who, routes: &[Route]) -> Vec<(usize, Of, String)> {
    let furnished = Furnished::new().await;
    let store = &furnished.house.store;
    let mut browser = furnished.at_the_door(who).await;
    let others = session(store, furnished.staff(somebody_else(who)), 3600).await.1;
    let mut found = Vec::new();
    // What takes a thing away comes last, so that it is there for all others.
    let takes_away = |route: &Route| {
        route.method == Method::DELETE || ["/remove", "/undo"].iter().any(|end| route.path.ends_with(end))
    };
    let mut order: Vec<(usize, &Route)> = routes.iter().enumerate().collect();
    order.sort_by_key(|(_, route)| takes_away(route));
    for (index, route) in order {
        let own = match who {
            Who::Staff(role) => session(store, furnished.staff(role), 3600).await.1,
            _ => MISSING.replace('-', "0").repeat(2),
        };
        for (of, path) in paths(&furnished, route, &own, &others) {
            if let Who::Staff(role) = who {
                browser.cookie = Some(session(store, furnished.staff(role), 3600).await.0);
            }
            let answer = ask(&mut browser, route, &path).await;
            found.push((index, of, said(&answer)));
        }
    }
    found
}

/// A digest of every row of every table, but for looks at what is sensitive: a form that is sent back
/// shows it again.
async fn digest(pool: &SqlitePool) -> BTreeMap<String, blake3::Hash> {
    let tables = "select name from sqlite_master where type = 'table' and name not like '\\_%' escape '\\'";
    let mut digests = BTreeMap::new();
    for table in sqlx::query(tables).fetch_all(pool).await.unwrap() {
        let name: String = table.get(0);
        let columns =
            sqlx::query(sqlx::AssertSqlSafe(format!("select name from pragma_table_info('{name}')")));
        let columns = columns.fetch_all(pool).await.unwrap();
        let cells: Vec<String> =
            columns.iter().map(|column| format!("quote(\"{}\")", column.get::<String, _>(0))).collect();
        let but = if name == "audit" { "where action <> 'seen'" } else { "" };
        let rows = format!("select {} from \"{name}\" {but} order by 1", cells.join(" || '|' || "));
        let mut hasher = blake3::Hasher::new();
        for row in sqlx::query(sqlx::AssertSqlSafe(rows)).fetch_all(pool).await.unwrap() {
            hasher.update(row.get::<String, _>(0).as_bytes()).update(b"\n");
        }
        digests.insert(name, hasher.finalize());
    }
    digests
}

/// Asks again for all that was refused, in a company of its own, and looks whether anything changed.
async fn assert_untouched(name: &str, who: Who, routes: &[Route], found: &[(usize, Of, String)]) {
    let furnished = Furnished::new().await;
    let mut browser = furnished.at_the_door(who).await;
    let store = &furnished.house.store;
    // One's own is not refused, and so not asked for again.
    let own = MISSING.replace('-', "0").repeat(2);
    let others = session(store, furnished.staff(somebody_else(who)), 3600).await.1;
    let cookie = browser.cookie.clone();
    // That a key was used at all is noted once a day, and a session met after its time is forgotten.
    for path in ["/people", "/api/v1/people", "/api/v1/keys", "/api/v1/audit"] {
        browser.get(path).await;
    }
    let file = format!("sqlite://{}", furnished.house.data_dir().join("test.db").display());
    let pool = SqlitePool::connect(&file).await.unwrap();
    let before = digest(&pool).await;
    let mut again = Vec::new();
    for (index, of, said_first) in found.iter().filter(|(.., said)| is_refused(said)) {
        let route = &routes[*index];
        // Where one is after signing out looks like a refusal.
        if matches!(who, Who::Staff(_)) && route.path == "/sign-out" {
            continue;
        }
        let path = paths(&furnished, route, &own, &others).remove(of).unwrap();
        browser.cookie.clone_from(&cookie);
        let answer = ask(&mut browser, route, &path).await;
        assert!(is_refused(&said(&answer)), "{name} {} {path}: {said_first}", route.method);
        again.push((route, path));
    }
    if digest(&pool).await == before {
        return;
    }
    let mut last = digest(&pool).await;
    for (route, path) in again {
        browser.cookie.clone_from(&cookie);
        ask(&mut browser, route, &path).await;
        let now = digest(&pool).await;
        let changed: Vec<&String> = now.keys().filter(|table| now[*table] != last[*table]).collect();
        assert!(changed.is_empty(), "{} {path}, refused to {name}, changed {changed:?}", route.method);
        last = now;
    }
    panic!("something refused to {name} changed something, but not when asked again");
}

fn needs(needs: Needs) -> String {
    match needs {
        Needs::Staff(action) => format!("{action:?}"),
        Needs::Key(action) => format!("key {action:?}"),
        other => format!("{other:?}"),
    }
}

#[tokio::test]
async fn every_route_answers_each_as_reviewed_and_what_is_refused_changes_nothing() {
    let mut routes = table();
    routes.sort_by_key(|route| (route.path, route.method != Method::GET));
    let mut rows: BTreeMap<(usize, Of), Vec<String>> = BTreeMap::new();
    for (name, who) in EVERYBODY {
        let found = answers(who, &routes).await;
        assert_untouched(name, who, &routes, &found).await;
        for (index, of, said) in found {
            rows.entry((index, of)).or_default().push(said);
        }
    }
    let names: Vec<&str> = EVERYBODY.iter().map(|(name, _)| *name).collect();
    let mut shown = format!("{:72} {}\n", "", names.join(" "));
    for ((index, of), said) in rows {
        let route = &routes[index];
        let what = match of {
            Of::All => String::new(),
            of => format!("{of:?}").to_lowercase(),
        };
        let head = format!("{} {} {what}", route.method, route.path);
        write!(shown, "{head:52} {:19}", needs(route.needs)).unwrap();
        for (said, name) in said.iter().zip(&names) {
            write!(shown, " {said:>width$}", width = name.len()).unwrap();
        }
        shown.push('\n');
    }
    insta::assert_snapshot!(shown);
}
