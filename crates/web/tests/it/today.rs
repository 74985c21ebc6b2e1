//! The day's page: every line leads on, and what is pressed there is done.

use adapters::system::SystemClock;
use axum::http::StatusCode;
use domain::access::{Action, Role};
use domain::ids::PlayId;
use domain::plays::{PlayState, When};
use domain::{Actor, Clock};

use crate::furnished::{Furnished, Who, may, person};

#[tokio::test]
async fn a_holiday_of_our_own_leads_to_a_play_made_ready_for_it() {
    let furnished = Furnished::new().await;
    let store = &furnished.house.store;
    let soon = domain::Day(SystemClock.now().day_in(&jiff::tz::TimeZone::UTC).0 + 3).to_string();
    let rules = format!("Day of the quay = {}", &soon[5..]);
    store.save_calendar(&may(Action::ManagePlays), 0, "quay", "Quay", &rules).await.unwrap();
    for name in ["A", "B", "C", "D", "E"] {
        let someone = person(store, name).await;
        store.observe(&may(Action::WritePeople), someone, &["quay".to_owned()]).await.unwrap();
    }
    let mut agent = furnished.at_the_door(Who::Staff(Role::Agent)).await;
    let seen = agent.get("/today").await.body;
    assert!(seen.contains("5 people you know keep it"), "{seen}");
    assert!(!seen.contains("name=\"holiday\""), "who makes no plays is not offered one");
    let mut manager = furnished.at_the_door(Who::Staff(Role::Manager)).await;
    let seen = manager.get("/today").await.body;
    assert!(seen.contains("name=\"holiday\" value=\"Day of the quay\""), "{seen}");
    let made = manager.post("/plays/new", "ready=holiday&holiday=Day+of+the+quay").await;
    let id: PlayId = made.location().strip_prefix("/plays/").unwrap().parse().unwrap();
    let play = store.play(Actor::Operator, id).await.unwrap().unwrap();
    assert!(play.name.ends_with(": Day of the quay") && play.state == PlayState::Draft, "{}", play.name);
    let due = When::Holiday { holiday: "Day of the quay".into(), days_before: 0 };
    assert_eq!(play.definition.when, due);
    let unknown = manager.post("/plays/new", "ready=holiday&holiday=Nobody+keeps+it").await;
    assert!(unknown.status.is_client_error(), "{}", unknown.status);
}

#[tokio::test]
async fn a_play_that_waits_stands_before_who_may_approve_it() {
    let furnished = Furnished::new().await;
    let store = &furnished.house.store;
    let id: PlayId = furnished.play.parse().unwrap();
    let version = store.play(Actor::Operator, id).await.unwrap().unwrap().version;
    store.submit_play(&may(Action::ManagePlays), id, version).await.unwrap();
    let mut manager = furnished.at_the_door(Who::Staff(Role::Manager)).await;
    let seen = manager.get("/today").await.body;
    let link = format!("href=\"/plays/{id}\"");
    assert!(seen.contains("A play waits for your approval: A call") && seen.contains(&link), "{seen}");
    let line = format!("kind=approval&about={id}+{}&reason=met", version + 1);
    assert_eq!(manager.post("/today/aside", &line).await.status, StatusCode::NOT_FOUND, "not declined");
    let mut agent = furnished.at_the_door(Who::Staff(Role::Agent)).await;
    assert!(!agent.get("/today").await.body.contains(&link));
}

#[tokio::test]
async fn a_gesture_of_ones_own_says_what_is_owed_by_whom_by_when_and_at_what_cost() {
    let furnished = Furnished::new().await;
    let store = &furnished.house.store;
    let someone = person(store, "Anna Liepa").await;
    let mut agent = furnished.at_the_door(Who::Staff(Role::Agent)).await;
    let page = format!("/people/{someone}");
    let manager = furnished.staff(Role::Manager);
    let shown = agent.get(&page).await.body;
    assert!(shown.contains("A condolence") && shown.contains("What it costs"), "{shown}");
    let form = format!("kind=note&words=her+father&owed=condolence&owner={manager}&due=2999-01-02&cost=3.50");
    let begun = agent.post(&format!("{page}/gestures"), &form).await;
    assert_eq!(begun.location(), format!("{page}#timeline"), "another's task is not opened");
    let all = store.gestures(Actor::Operator, someone).await.unwrap();
    let [note] = &all[..] else { panic!("{all:?}") };
    assert_eq!(note.words, "A condolence: her father");
    assert_eq!((note.owed, note.owner, note.cost), (true, Some(manager), 350));
    assert!(note.due > SystemClock.now());

    let plain = agent.post(&format!("{page}/gestures"), "kind=call&words=").await;
    let task = agent.get(plain.location()).await.body;
    assert!(!task.contains("With kind regards"), "nobody reads a letter out on the telephone: {task}");
    let present = agent.post(&format!("{page}/gestures"), "kind=present&words=&owed=&due=&cost=").await;
    assert!(agent.get(present.location()).await.body.contains("Dear Anna"), "a card goes with it");
    for wrong in ["owed=money", "due=2020-01-01", "cost=-3", "cost=much", "due=soon"] {
        let refused = agent.post(&format!("{page}/gestures"), &format!("kind=note&{wrong}")).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{wrong}: {}", refused.body);
    }
    assert_eq!(store.gestures(Actor::Operator, someone).await.unwrap().len(), 3, "nothing half-begun");
}

#[tokio::test]
async fn a_complaint_written_down_is_a_task_to_make_good_and_one_to_ask() {
    let furnished = Furnished::new().await;
    let mut agent = furnished.at_the_door(Who::Staff(Role::Agent)).await;
    let page = format!("/people/{}", furnished.person);
    let told = agent.post(&format!("{page}/touches"), "kind=complaint&text=The+cup+was+chipped").await;
    assert_eq!(told.status, StatusCode::SEE_OTHER);
    let tasks = agent.get("/tasks").await.body;
    assert!(tasks.contains("Make it good") && tasks.contains("Ask whether it is good now"), "{tasks}");
    assert!(agent.get(&page).await.body.contains("Complaint"));
    let today = agent.get("/today").await.body;
    assert!(today.contains("The cup was chipped"), "{today}");
}
