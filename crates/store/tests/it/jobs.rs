//! Work: taken up once, fenced, tried again, given up.

use domain::Actor;
use domain::access::Action::RunJobs;
use serde_json::json;
use store::Error;
use store::jobs::{ATTEMPTS_MAX, NewJob, State};
use testing::Engine;

use crate::{fresh_on, may, open};

testing::on_both_engines![
    of_one_key_one_job_waits_and_another_may_wait_behind_one_that_runs,
    a_worker_with_an_old_fence_changes_nothing,
    a_failing_job_waits_longer_each_time_and_is_given_up_at_last,
    a_job_whose_workers_all_die_is_given_up_too,
    a_failed_job_gives_way_to_a_twin_that_waits,
    a_server_that_starts_again_takes_up_what_it_held_and_nothing_of_another,
];

fn job(key: Option<&'static str>) -> NewJob<'static> {
    NewJob { kind: "know.refit", unique_key: key, payload: json!({"a": 1}), run_after: None }
}

async fn of_one_key_one_job_waits_and_another_may_wait_behind_one_that_runs(engine: Engine) {
    let house = fresh_on(engine).await;
    let (store, permit) = (&house.store, may(RunJobs));
    let first = store.enqueue(&permit, &job(Some("all"))).await.unwrap();
    assert_eq!(store.enqueue(&permit, &job(Some("all"))).await.unwrap(), first);
    let lease = store.lease(&permit, 60).await.unwrap().unwrap();
    assert_eq!((lease.id, lease.payload.clone(), lease.attempts), (first, json!({"a": 1}), 1));
    let second = store.enqueue(&permit, &job(Some("all"))).await.unwrap();
    assert_ne!(second, first);
    assert!(store.lease(&permit, 60).await.unwrap().is_none(), "its twin still runs");
    store.job_done(&permit, &lease, Some(&json!(7))).await.unwrap();
    assert_eq!(store.lease(&permit, 60).await.unwrap().unwrap().id, second);
    let done = store.job(Actor::Operator, first).await.unwrap().unwrap();
    assert_eq!((done.state, done.progress), (State::Done, Some(json!(7))));
}

async fn a_worker_with_an_old_fence_changes_nothing(engine: Engine) {
    let house = fresh_on(engine).await;
    let (store, permit) = (&house.store, may(RunJobs));
    let id = store.enqueue(&permit, &job(None)).await.unwrap();
    let slow = store.lease(&permit, 60).await.unwrap().unwrap();
    assert!(store.lease(&permit, 60).await.unwrap().is_none());
    house.clock.pass(50);
    store.job_progress(&permit, &slow, 60, None).await.unwrap();
    house.clock.pass(50);
    assert!(store.lease(&permit, 60).await.unwrap().is_none(), "the lease was drawn out");
    house.clock.pass(10);
    let quick = store.lease(&permit, 60).await.unwrap().unwrap();
    assert_eq!((quick.id, quick.attempts), (id, 2));
    assert!(quick.fence > slow.fence);
    for lost in [
        store.job_done(&permit, &slow, None).await,
        store.job_progress(&permit, &slow, 60, None).await,
        store.job_failed(&permit, &slow, "late", true).await.map(|_| ()),
    ] {
        assert!(matches!(lost, Err(Error::Superseded(_))));
    }
    store.job_done(&permit, &quick, None).await.unwrap();
    assert_eq!(store.job(Actor::Operator, id).await.unwrap().unwrap().state, State::Done);
}

async fn a_failing_job_waits_longer_each_time_and_is_given_up_at_last(engine: Engine) {
    let house = fresh_on(engine).await;
    let (store, permit) = (&house.store, may(RunJobs));
    let id = store.enqueue(&permit, &job(None)).await.unwrap();
    for attempt in 1..ATTEMPTS_MAX {
        let lease = store.lease(&permit, 60).await.unwrap().unwrap();
        assert_eq!(store.job_failed(&permit, &lease, "no luck", true).await.unwrap(), State::Waiting);
        let pause = 10 << (attempt - 1);
        house.clock.pass(pause - 1);
        assert!(store.lease(&permit, 60).await.unwrap().is_none(), "attempt {attempt}");
        house.clock.pass(1);
    }
    let lease = store.lease(&permit, 60).await.unwrap().unwrap();
    assert_eq!(store.job_failed(&permit, &lease, "no luck", true).await.unwrap(), State::Dead);
    assert!(store.lease(&permit, 60).await.unwrap().is_none());
    let job = store.job(Actor::Operator, id).await.unwrap().unwrap();
    assert_eq!((job.state, job.error.as_deref(), job.attempts), (State::Dead, Some("no luck"), ATTEMPTS_MAX));
}

async fn a_job_whose_workers_all_die_is_given_up_too(engine: Engine) {
    let house = fresh_on(engine).await;
    let (store, permit) = (&house.store, may(RunJobs));
    let id = store.enqueue(&permit, &job(Some("all"))).await.unwrap();
    for _ in 0..ATTEMPTS_MAX {
        assert!(store.lease(&permit, 60).await.unwrap().is_some());
        house.clock.pass(60);
    }
    assert!(store.lease(&permit, 60).await.unwrap().is_none());
    assert_eq!(store.job(Actor::Operator, id).await.unwrap().unwrap().state, State::Dead);
}

async fn a_failed_job_gives_way_to_a_twin_that_waits(engine: Engine) {
    let house = fresh_on(engine).await;
    let (store, permit) = (&house.store, may(RunJobs));
    store.enqueue(&permit, &job(Some("all"))).await.unwrap();
    let lease = store.lease(&permit, 60).await.unwrap().unwrap();
    store.enqueue(&permit, &job(Some("all"))).await.unwrap();
    assert_eq!(store.job_failed(&permit, &lease, "no luck", true).await.unwrap(), State::Dead);
    assert!(store.lease(&permit, 60).await.unwrap().is_some());
}

async fn a_server_that_starts_again_takes_up_what_it_held_and_nothing_of_another(engine: Engine) {
    let house = fresh_on(engine).await;
    let permit = may(RunJobs);
    let server = async |name: &str| {
        let store = open(house.place.database(), &house.clock).await;
        (store.serve_as(&permit, name).await.unwrap(), store)
    };
    let ((none, quay), (_, pier)) = (server("quay").await, server("pier").await);
    assert_eq!(none, 0);
    for _ in 0..2 {
        house.store.enqueue(&permit, &job(None)).await.unwrap();
    }
    let killed = quay.lease(&permit, 600).await.unwrap().unwrap();
    let working = pier.lease(&permit, 600).await.unwrap().unwrap();
    house.clock.pass(1);
    let (taken, again) = server("quay").await;
    assert_eq!(taken, 1);
    let lease = again.lease(&permit, 600).await.unwrap().unwrap();
    assert_eq!((lease.id, lease.attempts), (killed.id, 2), "at once, not after ten minutes");
    assert!(again.lease(&permit, 600).await.unwrap().is_none());
    let late = quay.job_done(&permit, &killed, None).await;
    assert!(matches!(late, Err(Error::Superseded(_))), "{late:?}");
    pier.job_done(&permit, &working, None).await.unwrap();
}
