//! The years of accounts, by page and by program.

use axum::http::StatusCode;
use domain::access::{Action, Role};
use domain::ids::{PersonId, PlanId};
use domain::party::PartyKind;
use domain::{Actor, Clock, Day};
use serde_json::{Value, json};
use store::people::edit::Draft;

use crate::api::{JSON, Program};
use crate::client::House;
use crate::furnished::{Furnished, Who, may};

async fn account(house: &House, name: &str) -> PersonId {
    let draft = Draft { name: name.into(), kind: PartyKind::Organisation, ..Draft::default() };
    house.store.make_person(&may(Action::WritePeople), draft, &[]).await.unwrap()
}

async fn today(house: &House) -> Day {
    let zone = house.store.zone(Actor::Operator).await.unwrap();
    adapters::system::SystemClock.now().day_in(&zone)
}

#[tokio::test]
async fn a_year_is_planned_seen_changed_and_left_out_by_the_page() {
    let furnished = Furnished::new().await;
    let (house, today) = (&furnished.house, today(&furnished.house).await);
    let mill = account(house, "Mill <& Daughters>").await;
    let mut agent = furnished.at_the_door(Who::Staff(Role::Agent)).await;
    let listed = agent.get("/plans").await.body;
    assert!(listed.contains("Accounts without a plan") && listed.contains("Mill &#60;&#38; Daughters&#62;"));
    let page = format!("/people/{mill}/plan");
    let empty = agent.get(&page).await.body;
    assert!(empty.contains("No year is planned") && !empty.contains("value=\"last\""), "{empty}");
    let form = |from: &str, starts: Day| format!("starts_on={starts}&from={from}&about=Hinges&owner=");
    let wrong = agent.post(&page, &form("ready", Day(today.0 + 2_000))).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("two years from now") && wrong.body.contains(">Hinges</textarea>"));
    let made = agent.post(&page, &form("ready", today)).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER);
    let seen = agent.get(made.location()).await.body;
    assert_eq!(
        seen.matches("<li id=\"step-").count(),
        7,
        "six that stand ready, and the next year's: {seen}"
    );
    assert!(seen.contains("class=\"year-today\"") && seen.contains("Plan the next year"));
    let plan: PlanId = made.location().split('=').nth(1).unwrap().parse().unwrap();
    let again = agent.post(&page, &form("empty", today)).await;
    assert!(again.status == StatusCode::UNPROCESSABLE_ENTITY && again.body.contains("has a plan for some"));
    let steps = format!("/plans/{plan}/steps");
    let due = Day(today.0 + 5);
    let add =
        |version, words: &str, due: Day| format!("version={version}&kind=present&words={words}&due={due}");
    let past = agent.post(&steps, &add(1, "A+cake", Day(today.0 - 1))).await;
    assert!(
        past.body.contains("today or later") && past.body.contains(">A cake</textarea>"),
        "{}",
        past.body
    );
    let added = agent.post(&steps, &add(1, "A+cake", due)).await;
    let mark = added.location().split('#').nth(1).unwrap().to_owned();
    let step = mark.strip_prefix("step-").unwrap().to_owned();
    act::plans::run(&house.store).await.unwrap();
    let open = agent.get(&page).await.body;
    assert!(open.contains("A present</bdi> · open") && open.contains("href=\"/tasks/"), "{open}");
    let stale = agent.post(&format!("{steps}/{step}"), &add(1, "Two+cakes", due)).await;
    assert!(stale.status == StatusCode::UNPROCESSABLE_ENTITY && stale.body.contains("Two cakes"));
    let changed = agent.post(&format!("{steps}/{step}"), &add(2, "Two+cakes", due)).await;
    assert!(changed.location().ends_with(&mark));
    let silent = agent.post(&format!("{steps}/{step}/skip"), "version=3&reason=+").await;
    assert!(silent.body.contains("Say why the step is left out"));
    let skipped = agent.post(&format!("{steps}/{step}/skip"), "version=3&reason=They+are+away").await;
    assert_eq!(skipped.status, StatusCode::SEE_OTHER);
    let body = agent.get(&page).await.body;
    assert!(body.contains("They are away") && body.contains("A present</bdi> · left out"), "{body}");
    let owner = furnished.staff(Role::Agent);
    let handed = agent.post(&format!("/plans/{plan}"), &format!("version=4&about=Doors&owner={owner}")).await;
    assert_eq!(handed.status, StatusCode::SEE_OTHER);
    assert!(agent.get("/plans").await.body.contains("<bdi>agent</bdi>"));
    let gone = agent.post(&format!("/plans/{plan}/remove"), "version=5").await;
    assert!(gone.body.contains("has been somebody’s task"), "{}", gone.body);
    let next = agent.post(&page, &form("last", Day(domain::plans::last_day(today).0 + 1))).await;
    assert_eq!(next.status, StatusCode::SEE_OTHER);
    let next = agent.get(next.location()).await.body;
    assert_eq!(next.matches("<li id=\"step-").count(), 7, "what was left out does not come again: {next}");
    let mut analyst = furnished.at_the_door(Who::Staff(Role::Analyst)).await;
    let read = analyst.get(&page).await.body;
    assert!(read.contains("They are away") && !read.contains("<form method=\"post\" action=\"/plans"));
    assert_eq!(analyst.post(&page, &form("empty", today)).await.status, StatusCode::FORBIDDEN);
    assert!(agent.get(&format!("/people/{mill}")).await.body.contains(&format!("href=\"{page}\"")));
}

#[tokio::test]
async fn a_missed_step_stands_before_its_owner_and_whoever_manages() {
    let furnished = Furnished::new().await;
    let (store, today) = (&furnished.house.store, today(&furnished.house).await);
    let mill = account(&furnished.house, "Mill").await;
    let due = Day(today.0 + 1);
    let new = store::plans::NewPlan {
        starts_on: today,
        owner: Some(furnished.staff(Role::Agent)),
        about: String::new(),
        steps: vec![store::plans::NewStep {
            kind: domain::plays::GestureKind::Call,
            words: "Ring the mill".into(),
            due,
            owner: None,
        }],
        renewal: "Next".into(),
    };
    let plan = store.make_plan(&may(Action::WritePeople), mill, new).await.unwrap();
    act::plans::run(store).await.unwrap();
    let step = store.plan(Actor::Operator, plan).await.unwrap().unwrap().steps[0].clone();
    let close = domain::plays::GestureState::CouldNot;
    let task = step.task.unwrap();
    store.close_gesture(&may(Action::WritePeople), task, 1, close, "no answer").await.unwrap();
    assert_eq!(act::plans::run(store).await.unwrap().missed, 1);
    for role in [Role::Agent, Role::Manager] {
        let mut browser = furnished.at_the_door(Who::Staff(role)).await;
        let seen = browser.get("/today").await.body;
        assert!(seen.contains("A step of their year was missed: Call: Ring the mill"), "{role:?} {seen}");
        assert!(seen.contains(&format!("href=\"/people/{mill}/plan#step-{}\"", step.id)));
        let aside = format!("person={mill}&kind=missed&about={}+{due}&reason=met", step.id);
        assert_eq!(browser.post("/today/aside", &aside).await.status, StatusCode::NOT_FOUND, "not declined");
        assert!(browser.get("/plans").await.body.contains("1 step missed"));
    }
    let spare = Actor::Staff { id: furnished.member.parse().unwrap(), role: Role::Agent };
    let now = adapters::system::SystemClock.now();
    let theirs = act::today::list(store, spare, now, Some(furnished.member.parse().unwrap())).await.unwrap();
    assert!(theirs.lines.iter().all(|line| line.why.kind() != domain::today::LineKind::Missed));
    let mut persian = furnished.at_the_door(Who::Staff(Role::Manager)).await;
    persian.post("/language", "own=fa").await;
    let seen = persian.get(&format!("/people/{mill}/plan")).await.body;
    assert!(seen.contains("dir=\"rtl\"") && seen.contains("جامانده"), "{seen}");
    let months = ["فروردین", "مهر", "اسفند"];
    assert!(months.iter().all(|month| seen.contains(month)), "the months one lives by: {seen}");
}

#[tokio::test]
async fn two_plans_of_one_year_since_a_merge_are_both_there_and_the_page_says_so() {
    let furnished = Furnished::new().await;
    let (house, today) = (&furnished.house, today(&furnished.house).await);
    let (mill, works) = (account(house, "Mill").await, account(house, "Mill Works").await);
    let mut agent = furnished.at_the_door(Who::Staff(Role::Agent)).await;
    for one in [mill, works] {
        let form = format!("starts_on={today}&from=empty&about=Of+{one}");
        let made = agent.post(&format!("/people/{one}/plan"), &form).await;
        assert_eq!(made.status, StatusCode::SEE_OTHER);
        assert!(!agent.get(made.location()).await.body.contains("two plans hold"));
    }
    house.store.merge(&may(Action::MergePeople), mill, works, &Default::default()).await.unwrap();
    let seen = agent.get(&format!("/people/{mill}/plan")).await.body;
    assert!(seen.contains("two plans hold for some of the same days"), "{seen}");
    assert_eq!(seen.matches(&format!("href=\"/people/{mill}/plan?plan=")).count(), 2, "each is a press away");
}

#[tokio::test]
async fn a_program_plans_a_year_and_reads_what_was_missed() {
    let house = House::new().await;
    let (mill, today) = (account(&house, "Mill").await, today(&house).await);
    let key = Program::new(&house, &["people:read", "people:write"]).await;
    let without = key.get("/api/v1/plans/without").await.json();
    assert_eq!(without["data"][0]["name"], "Mill");
    let step = |due: Day| json!({ "kind": "call", "words": "Ring", "due": due.to_string() });
    let draft = |steps: Value, from: &str| {
        json!({ "starts_on": today.to_string(), "from": from, "language": "fi", "steps": steps }).to_string()
    };
    let plans = format!("/api/v1/people/{mill}/plans");
    let post = async |path: &str, body: String, tag: &str| {
        key.send("POST", path, &[JSON, ("if-match", tag)], body).await
    };
    let wrong = post(&plans, draft(json!([step(Day(today.0 - 1))]), "ready"), "\"0\"").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let made = post(&plans, draft(json!([step(Day(today.0 + 3))]), "ready"), "\"0\"").await;
    assert_eq!(made.status, StatusCode::CREATED);
    let plan = made.json();
    assert_eq!(plan["steps"].as_array().unwrap().len(), 8);
    assert!(plan["steps"].as_array().unwrap().iter().any(|step| step["words"] == "Suunnittele ensi vuosi"));
    let path = format!("/api/v1/plans/{}", plan["id"].as_str().unwrap());
    let twice = post(&plans, draft(json!([]), "last"), "\"0\"").await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
    let first = plan["steps"][0]["id"].as_str().unwrap();
    let put = key
        .send(
            "PUT",
            &format!("{path}/steps/{first}"),
            &[JSON, ("if-match", "\"1\"")],
            step(Day(today.0 + 9)).to_string(),
        )
        .await;
    assert_eq!(put.json()["version"], 2);
    let late = post(&format!("{path}/steps"), step(Day(today.0 + 9)).to_string(), "\"1\"").await;
    assert_eq!(late.status, StatusCode::PRECONDITION_FAILED);
    let skip =
        post(&format!("{path}/steps/{first}/skip"), json!({ "reason": "away" }).to_string(), "\"2\"").await;
    let skip = skip.json();
    let skipped = skip["steps"].as_array().unwrap().iter().find(|step| step["id"] == first).unwrap();
    assert_eq!((&skipped["state"], &skipped["reason"]), (&json!("skipped"), &json!("away")));
    let page = key.get("/api/v1/plans?limit=1").await.json();
    assert_eq!((page["data"][0]["id"].clone(), &page["next"]), (plan["id"].clone(), &Value::Null));
    let gone = key.send("DELETE", &path, &[("if-match", "\"3\"")], String::new()).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
}
