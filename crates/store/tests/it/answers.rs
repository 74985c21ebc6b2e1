//! The same request gets the same answer, and its effect is there once.

use domain::Actor;
use domain::access::Action::{ManageStaff, RunJobs};
use store::answers::{Answer, Asked, Claim, KEPT_SECONDS};
use store::settings::Settings;
use store::{Error, Store};
use testing::Engine;

use crate::{fresh_on, may};

testing::on_both_engines![
    effect_and_answer_are_one_commit_and_the_answer_comes_again,
    what_is_dropped_before_its_answer_was_never_asked,
    a_visitor_keeps_no_answers,
];

fn asked(request: u8) -> Asked {
    Asked { actor: Actor::Operator, key: "a7".to_owned(), request: [request; 32] }
}

fn answer() -> Answer {
    let headers = vec![("location".to_owned(), "/api/v1/x".to_owned())];
    Answer { status: 201, headers, body: b"{}".to_vec() }
}

async fn save(store: &Store, company: &str) {
    let currency = domain::Currency::EUR;
    let settings =
        Settings { company: company.to_owned(), zone: "UTC".to_owned(), currency, margin_mille: 1000 };
    store.save_settings(&may(ManageStaff), &settings).await.unwrap();
}

async fn company(store: &Store) -> Option<String> {
    store.settings(Actor::Operator).await.unwrap().map(|settings| settings.company)
}

async fn claim(store: &Store, asked: &Asked) -> Store {
    match store.claim_answer(asked).await.unwrap() {
        Claim::New(commit) => commit,
        Claim::Answered(_) | Claim::Other => panic!("it is new"),
    }
}

async fn effect_and_answer_are_one_commit_and_the_answer_comes_again(engine: Engine) {
    let house = fresh_on(engine).await;
    let store = &house.store;
    let commit = claim(store, &asked(1)).await;
    save(&commit, "Harbour").await;
    assert_eq!(company(&commit).await.as_deref(), Some("Harbour"), "it reads what it wrote");
    assert_eq!(company(store).await, None, "others don't yet");
    commit.keep_answer(&asked(1), &answer()).await.unwrap();
    assert_eq!(company(store).await.as_deref(), Some("Harbour"));
    assert!(
        matches!(store.claim_answer(&asked(1)).await.unwrap(), Claim::Answered(same) if same == answer())
    );
    assert!(matches!(store.claim_answer(&asked(2)).await.unwrap(), Claim::Other));
    house.clock.pass(KEPT_SECONDS + 1);
    assert_eq!(store.sweep_answers(&may(RunJobs)).await.unwrap(), 1);
}

async fn what_is_dropped_before_its_answer_was_never_asked(engine: Engine) {
    let house = fresh_on(engine).await;
    let commit = claim(&house.store, &asked(1)).await;
    save(&commit, "Harbour").await;
    drop(commit);
    assert_eq!(company(&house.store).await, None);
    let again = claim(&house.store, &asked(2)).await;
    save(&again, "Elsewhere").await;
    let left = again.clone();
    let kept = again.keep_answer(&asked(2), &answer()).await;
    assert!(matches!(kept, Err(Error::Superseded(_))), "somebody may still write");
    drop(left);
    assert_eq!(company(&house.store).await, None);
}

async fn a_visitor_keeps_no_answers(engine: Engine) {
    let visitor = Asked { actor: Actor::Visitor, ..asked(1) };
    assert!(matches!(fresh_on(engine).await.store.claim_answer(&visitor).await, Err(Error::Denied(_))));
}
