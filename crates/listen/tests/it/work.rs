//! The import as a job.

use domain::Actor;
use domain::access::{Action, check};
use listen::work::{ask, run};
use store::imports::State;
use testing::Engine;

use crate::{COLUMNS, HEADER, desk, request, write};

testing::on_both_engines![
    a_job_takes_the_file_in_says_how_far_it_is_and_asks_for_one_refit,
    a_job_whose_file_is_gone_is_given_up_with_a_sentence,
];

async fn a_job_takes_the_file_in_says_how_far_it_is_and_asks_for_one_refit(engine: Engine) {
    let desk = desk(engine).await;
    let jobs = check(Actor::System("work"), Action::RunJobs).unwrap();
    let path = write(desk.folder.path(), "a.csv", &format!("{HEADER}1,,a@x.lv,,,2026-01-02,,3\n"));
    let (import, job) = ask(&desk.store, Actor::Operator, &request(&path, COLUMNS)).await.unwrap();
    let lease = desk.store.lease(&jobs, 60).await.unwrap().unwrap();
    assert_eq!((lease.id, lease.kind.as_str()), (job, listen::work::JOB));
    run(&desk.store, &lease).await.unwrap();
    let job = desk.store.job(Actor::Operator, job).await.unwrap().unwrap();
    assert_eq!((job.state, job.progress.unwrap()["created"].as_u64()), (store::jobs::State::Done, Some(1)));
    let import = desk.store.import(Actor::Operator, import).await.unwrap().unwrap();
    assert_eq!((import.state, import.tally.created), (State::Done, 1));
    desk.import("b.csv", "2,,a@x.lv,,,2026-01-03,,3\n").await;
    let refits = desk.store.jobs(Actor::Operator, "know.refit", 9).await.unwrap();
    assert_eq!(refits.len(), 1, "one refit waits, however many imports asked");
}

async fn a_job_whose_file_is_gone_is_given_up_with_a_sentence(engine: Engine) {
    let desk = desk(engine).await;
    let jobs = check(Actor::System("work"), Action::RunJobs).unwrap();
    let path = write(desk.folder.path(), "a.csv", &format!("{HEADER}1,,a@x.lv,,,2026-01-02,,3\n"));
    let (import, job) = ask(&desk.store, Actor::Operator, &request(&path, COLUMNS)).await.unwrap();
    std::fs::remove_file(&path).unwrap();
    let lease = desk.store.lease(&jobs, 60).await.unwrap().unwrap();
    assert!(run(&desk.store, &lease).await.is_err());
    let job = desk.store.job(Actor::Operator, job).await.unwrap().unwrap();
    assert_eq!(job.state, store::jobs::State::Dead);
    let import = desk.store.import(Actor::Operator, import).await.unwrap().unwrap();
    assert_eq!(import.state, State::Failed);
    assert!(import.error.unwrap().contains("a.csv"));
}
