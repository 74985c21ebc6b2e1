//! Who one is, and that nobody passes for somebody else: sessions, links, forged headers, cookies.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::access::{Action, Role};
use tower::ServiceExt;

use crate::client::{BASE_URL, Browser, EMAIL, House, PASSWORD};
use crate::furnished::{Furnished, Who};

const NEW: &str = "seven swans on the quay";

async fn sign_in(house: &House, email: &str, password: &str) -> Browser {
    let mut browser = house.visitor();
    let form = format!("email={email}&password={}", password.replace(' ', "+"));
    let answer = browser.post("/sign-in", &form).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{email}");
    browser
}

/// The path of the one-time link a page shows.
fn link(body: &str) -> String {
    let at = body.find(BASE_URL).expect("a link that begins with the configured address");
    body[at + BASE_URL.len()..].chars().take_while(|c| *c != '"').collect()
}

#[tokio::test]
async fn signing_in_makes_a_new_session_whatever_cookie_came() {
    let house = House::new().await;
    house.owner().await;
    let mut browser = house.visitor();
    let planted = "perennial=AAAAAAAAAAAAAAAAAAAAAA".to_owned();
    browser.cookie = Some(planted.clone());
    let form = format!("email={EMAIL}&password={}", PASSWORD.replace(' ', "+"));
    browser.post("/sign-in", &form).await;
    let first = browser.cookie.clone().unwrap();
    assert_ne!(first, planted);
    browser.post("/sign-in", &form).await;
    assert_ne!(browser.cookie, Some(first.clone()), "each sign-in renews it");
    let mut old = house.visitor();
    old.cookie = Some(first);
    assert_eq!(old.get("/").await.location(), "/sign-in", "and the one before is over");
}

#[tokio::test]
async fn a_new_password_ends_every_other_session_and_the_old_password() {
    let house = House::new().await;
    let mut here = house.owner().await;
    let mut there = sign_in(&house, EMAIL, PASSWORD).await;
    let old_here = here.cookie.clone();
    let wrong = format!("present=wrong+wrong+wrong&password={}", NEW.replace(' ', "+"));
    assert_eq!(here.post("/account/password", &wrong).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let short = format!("present={}&password=short", PASSWORD.replace(' ', "+"));
    assert_eq!(here.post("/account/password", &short).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(there.get("/account").await.status, StatusCode::OK);
    let right = format!("present={}&password={}", PASSWORD.replace(' ', "+"), NEW.replace(' ', "+"));
    assert_eq!(here.post("/account/password", &right).await.location(), "/account");
    assert_eq!(here.get("/account").await.status, StatusCode::OK, "this one goes on");
    assert_ne!(here.cookie, old_here, "under a new id");
    assert!(there.get("/account").await.location().starts_with("/sign-in"));
    let old = format!("email={EMAIL}&password={}", PASSWORD.replace(' ', "+"));
    assert_eq!(house.visitor().post("/sign-in", &old).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    sign_in(&house, EMAIL, NEW).await;
}

#[tokio::test]
async fn one_browser_signs_another_out() {
    let house = House::new().await;
    let mut here = house.owner().await;
    let mut there = sign_in(&house, EMAIL, PASSWORD).await;
    let page = here.get("/account").await.body;
    let ends: Vec<&str> = page.split("/account/sessions/").skip(1).collect();
    assert_eq!(ends.len(), 1, "only the other one can be ended");
    let key = ends[0].split('/').next().unwrap();
    assert_eq!(here.post(&format!("/account/sessions/{key}/end"), "").await.location(), "/account");
    assert!(there.get("/account").await.location().starts_with("/sign-in"));
    assert_eq!(here.get("/account").await.status, StatusCode::OK);
}

#[tokio::test]
async fn an_invitation_lets_in_once_as_what_it_says() {
    let house = House::new().await;
    let mut owner = house.owner().await;
    let page = owner.post("/team/invite", "email=aino%40harbour.example&name=Aino&role=analyst").await;
    let path = link(&page.body);
    let join = format!("name=Aino&email=evil%40example.com&role=owner&password={}", NEW.replace(' ', "+"));
    let mut aino = house.visitor();
    assert!(aino.get(&path).await.body.contains("aino@harbour.example"));
    assert_eq!(aino.post(&path, &join).await.location(), "/");
    assert_eq!(aino.get("/people").await.status, StatusCode::OK);
    for forbidden in ["/team", "/audit", "/settings", "/imports"] {
        assert_eq!(aino.get(forbidden).await.status, StatusCode::FORBIDDEN, "{forbidden}");
    }
    assert!(!aino.get("/").await.body.contains("href=\"/imports\""), "no menu offers it");
    let again = [house.visitor().get(&path).await, house.visitor().post(&path, &join).await];
    assert!(again.iter().all(|answer| answer.status == StatusCode::NOT_FOUND), "a link works once");
    assert!(!owner.get("/team").await.body.contains(&path), "and is shown once");
}

#[tokio::test]
async fn a_taken_role_and_a_farewell_hold_at_the_next_request() {
    let furnished = Furnished::new().await;
    let mut owner = furnished.at_the_door(Who::Staff(Role::Owner)).await;
    let mut manager = furnished.at_the_door(Who::Staff(Role::Manager)).await;
    let id = furnished.staff(Role::Manager);
    assert_eq!(manager.get("/audit").await.status, StatusCode::OK);
    assert_eq!(owner.post(&format!("/team/{id}/role"), "role=agent").await.location(), "/team");
    assert!(manager.get("/audit").await.location().starts_with("/sign-in"));
    let mut agent = furnished.at_the_door(Who::Staff(Role::Agent)).await;
    let id = furnished.staff(Role::Agent);
    assert_eq!(owner.post(&format!("/team/{id}/let-go"), "").await.location(), "/team");
    assert_eq!(agent.get("/").await.location(), "/sign-in");
    let id = furnished.staff(Role::Owner);
    let alone = owner.post(&format!("/team/{id}/let-go"), "").await;
    assert_eq!(alone.status, StatusCode::UNPROCESSABLE_ENTITY, "the last owner stays");
}

#[tokio::test]
async fn no_header_makes_anybody_somebody_or_moves_a_link() {
    let furnished = Furnished::new().await;
    let forged = [
        ("host", "evil.example"),
        ("x-forwarded-host", "evil.example"),
        ("x-forwarded-proto", "https"),
        ("x-forwarded-for", "127.0.0.1"),
        ("forwarded", "host=evil.example;proto=https"),
        ("x-original-url", "/people"),
        ("x-remote-user", "owner@harbour.example"),
        ("remote-user", "owner@harbour.example"),
        ("x-webauth-user", "owner@harbour.example"),
        ("x-forwarded-email", "owner@harbour.example"),
        ("x-http-method-override", "DELETE"),
    ];
    let owner = furnished.at_the_door(Who::Staff(Role::Owner)).await.cookie.unwrap();
    for (name, value) in forged {
        let ask = |path: &str| Request::get(path).header(name, value).header("sec-fetch-site", "same-origin");
        let visitor = ask("/people").body(Body::empty()).unwrap();
        let answer = furnished.house.router.clone().oneshot(visitor).await.unwrap();
        assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{name}");
        let to = answer.headers()[header::LOCATION].to_str().unwrap();
        assert!(to.starts_with("/sign-in"), "{name}: {to}");
        let invite = Request::post("/team/invite")
            .header(name, value)
            .header("sec-fetch-site", "same-origin")
            .header(header::COOKIE, &owner)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from("email=new%40harbour.example&name=New&role=agent"))
            .unwrap();
        let answer = furnished.house.router.clone().oneshot(invite).await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK, "{name}");
        let body = axum::body::to_bytes(answer.into_body(), usize::MAX).await.unwrap();
        let body = String::from_utf8_lossy(&body);
        assert!(body.contains(&format!("{BASE_URL}/welcome/")) && !body.contains("evil.example"), "{name}");
    }
}

#[tokio::test]
async fn over_tls_the_cookie_is_bound_to_the_host_and_the_browser_told_to_insist() {
    let house = House::at("https://care.example.org/").await;
    let form = format!("name=Rasma&email={EMAIL}&password={}", PASSWORD.replace(' ', "+"));
    let mut owner = house.visitor();
    let answer = owner.post(&house.link().await, &form).await;
    let cookie = answer.header("set-cookie").to_owned();
    assert!(cookie.starts_with("__Host-perennial="), "{cookie}");
    for part in ["; Secure", "; HttpOnly", "; Path=/", "; SameSite=Lax"] {
        assert!(cookie.contains(part), "{part}: {cookie}");
    }
    assert!(!cookie.contains("Domain"), "{cookie}");
    assert_eq!(answer.header("strict-transport-security"), "max-age=31536000");
    assert_eq!(owner.get("/").await.status, StatusCode::OK);
    let page = owner.post("/team/invite", "email=aino%40harbour.example&name=Aino&role=agent").await;
    assert!(page.body.contains("https://care.example.org/welcome/"), "one slash, and https");
    let name = owner.cookie.clone().unwrap().replace("__Host-", "");
    owner.cookie = Some(name);
    assert_eq!(owner.get("/").await.location(), "/sign-in", "another name opens nothing");
}

#[tokio::test]
async fn fields_nobody_asked_for_change_nothing() {
    let furnished = Furnished::new().await;
    let mut agent = furnished.at_the_door(Who::Staff(Role::Agent)).await;
    let id = furnished.staff(Role::Agent);
    let form =
        format!("name=Still+Agent&role=owner&email=x%40y.lv&id={id}&left_at=&version=9&password_hash=x");
    assert_eq!(agent.post("/account/name", &form).await.location(), "/account");
    let store = &furnished.house.store;
    let member = store.staff(domain::Actor::Operator, id).await.unwrap().unwrap();
    assert_eq!((member.role, member.email.as_str()), (Role::Agent, "agent@harbour.example"));
    assert_eq!(member.name, "Still Agent");
    let mut owner = furnished.at_the_door(Who::Staff(Role::Owner)).await;
    let refits = async || store.jobs(domain::Actor::Operator, "know.refit", 9).await.unwrap().len();
    let before = refits().await;
    let version = async || {
        let settings = store.settings(domain::Actor::Operator).await.unwrap();
        settings.map_or(0, |settings| settings.version())
    };
    let form = "company=Harbour&zone=Europe%2FRiga&currency=EUR&one=2&language=fa&version=";
    let form = format!("{form}{}", version().await);
    assert_eq!(owner.post("/settings", &form).await.location(), "/settings");
    assert_eq!(owner.post("/settings", "company=Harbour&zone=Mars%2FBase&currency=EUR").await.status, 422);
    assert_eq!(owner.post("/settings", "company=Harbour&zone=Europe%2FRiga&currency=XX").await.status, 422);
    assert_eq!(refits().await, before, "the same figures as before");
    let opened = version().await;
    let usd = format!("company=Harbour&zone=Europe%2FRiga&currency=usd&version={opened}");
    assert_eq!(owner.post("/settings", &usd).await.location(), "/settings");
    assert_eq!(refits().await, before + 1, "another currency counts everything anew");
    let other = format!("company=Other&zone=Europe%2FRiga&currency=EUR&version={opened}");
    let late = owner.post("/settings", &other).await;
    assert_eq!(late.status, 422, "opened before another owner saved");
    assert!(late.body.contains("Harbour · Europe/Riga · USD"), "what stands");
    assert!(late.body.contains("value=\"Other\""), "what was typed");
    let settings = store.settings(domain::Actor::Operator).await.unwrap().unwrap();
    assert_eq!((settings.company.as_str(), settings.zone.as_str()), ("Harbour", "Europe/Riga"));
}

#[tokio::test]
async fn the_audit_can_be_filtered_and_leaves_as_a_sheet_without_formulas() {
    let furnished = Furnished::new().await;
    let store = &furnished.house.store;
    let id = furnished.staff(Role::Owner);
    let actor = domain::Actor::Staff { id, role: Role::Owner };
    let oneself = domain::access::check(actor, Action::ManageSelf).unwrap();
    store.rename_oneself(&oneself, "=HYPERLINK(\"http://evil.example\",1)").await.unwrap();
    store.make_password_link(&domain::access::check(actor, Action::ManageStaff).unwrap(), id).await.unwrap();
    let mut auditor = furnished.at_the_door(Who::Staff(Role::Auditor)).await;
    let sheet = auditor.get("/audit.csv").await;
    assert_eq!(sheet.header("content-disposition"), "attachment; filename=\"audit.csv\"");
    assert!(sheet.body.contains("\"'=HYPERLINK"), "{}", sheet.body);
    for line in sheet.body.lines().flat_map(|line| line.split(',')) {
        assert!(!line.trim_matches('"').starts_with(['=', '+', '@']), "{line}");
    }
    let some = auditor.get(&format!("/audit?who=staff%20{id}")).await;
    assert!(some.body.contains("made a link to a new password"));
    let none = auditor.get("/audit?what=key&until=1999-01-01").await;
    assert!(none.body.contains("Nothing of the kind"));
    for wrong in
        ["/audit?from=yesterday", "/audit?until=9999-99-99", "/audit?from=%00", "/audit?until=9999-12-31"]
    {
        assert!(auditor.get(wrong).await.status.as_u16() < 500, "{wrong}");
    }
    let about = auditor.get(&format!("/audit?about={}", furnished.person)).await.body;
    assert!(about.contains("remembered a fact") && !about.contains("invited somebody"), "of one person");
    assert_eq!(auditor.get("/audit?about=nobody").await.status, StatusCode::NOT_FOUND);
}
