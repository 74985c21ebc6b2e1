//! Orders out, beliefs in.

use std::collections::BTreeMap;

use domain::access::Action::{ImportOrders, WriteBeliefs};
use domain::ids::PersonId;
use domain::orders::OrderKind;
use domain::worth::{
    Care, Chosen, Customers, Estimate, Forecast, Models, Orders, Report, ReturnRate, Standing, Unit,
};
use domain::{Actor, Currency, Day, OrderChunk};
use futures::{StreamExt, TryStreamExt, stream};
use serde_json::json;
use store::Store;
use store::care::CareFilter;
use store::imports::NewImport;
use store::incoming::{Batch, Incoming, IncomingLine, Key};
use store::people::Kind;
use store::runs::NewRun;
use testing::Engine;

use crate::{fresh_on, may};

testing::on_both_engines![
    orders_stream_out_by_person_and_those_of_nobody_stay_in,
    a_run_is_kept_whole_with_its_standings_and_the_last_good_one_answers,
    whoever_is_touched_while_a_refit_runs_stays_stale_and_is_rescored,
    the_care_list_has_the_most_at_stake_first_page_by_page,
    people_and_their_orders_come_page_by_page,
    the_digest_tells_contents_apart_and_nothing_else,
];

/// An order of the second `at` since 1970.
pub fn order(at: u32, who: &str) -> Incoming {
    Incoming {
        source_id: format!("o{at}"),
        kind: OrderKind::Purchase,
        at: i64::from(at) * 1_000_000,
        day: at as i32,
        amount: 1000 + i64::from(at),
        currency: Currency::EUR,
        refunds: None,
        keys: vec![Key { kind: Kind::Email, value: format!("{who}@x.lv") }],
        name: who.to_owned(),
        lines: vec![IncomingLine { sku: "tea".into(), name: "Tea".into(), quantity_milli: 1500, amount: 7 }],
    }
}

/// Takes orders in as one import.
pub async fn take_in(store: &Store, orders: Vec<Incoming>) {
    let permit = may(ImportOrders);
    let import = NewImport { source: "shop", file: "a.csv", mapping: json!({}), bytes_total: 0 };
    let id = store.begin_import(&permit, &import).await.unwrap();
    store.apply(&permit, id, &Batch { orders, ..Batch::default() }).await.unwrap().unwrap();
    store.finish_import(&permit, id).await.unwrap();
}

fn report(as_of: Day) -> Report {
    Report {
        version: 1,
        taken: Vec::new(),
        as_of,
        unit: Unit::Week,
        horizon_days: 364,
        discount: 0.1,
        margin: 1.0,
        currency: Currency::EUR,
        orders: Orders::default(),
        customers: Customers::default(),
        refused: BTreeMap::new(),
        return_rate: ReturnRate::default(),
        cohorts: Vec::new(),
        models: Models::default(),
        chosen: Chosen { model: "mbg_nbd".into(), ..Chosen::default() },
        holdout: None,
        forecast: Forecast::default(),
        value: None,
        care: Care::default(),
        notes: vec!["a note".into()],
    }
}

pub fn new_run(day: i32) -> NewRun {
    NewRun {
        as_of: Day(day),
        unit: Unit::Week,
        fit: "map".into(),
        model: "mbg_nbd".into(),
        params: json!({"r": 0.25}),
        covariance: json!([[1.0]]),
        data_digest: [7; 32],
        report: report(Day(day)),
    }
}

pub fn standing(person: PersonId, stake: Option<f64>, overdue: f64) -> Standing {
    let estimate = Estimate { value: 2.0, low: 1.0, high: 3.5 };
    Standing {
        customer: person.to_string(),
        frequency: 3,
        recency_days: 20,
        age_days: 60,
        first_day: Day(10),
        last_day: Day(30),
        orders: 4,
        spend: 40.25,
        p_alive: Some(0.5),
        expected_orders: Some(estimate),
        predicted_orders: Some(estimate),
        expected_value: Some(estimate),
        predicted_value: None,
        value_if_alive: Some(9.0),
        value_at_stake: stake,
        rhythm_days: Some(9.5),
        overdue_after_days: Some(20.0),
        overdue_days: Some(overdue),
    }
}

pub async fn ids(store: &Store) -> Vec<PersonId> {
    let people = store.people_list(Actor::Operator, "", None, 100).await.unwrap();
    people.iter().map(|person| person.id).collect()
}

async fn chunks(store: &Store) -> Vec<OrderChunk> {
    store.order_chunks(Actor::Operator).try_collect().await.unwrap()
}

async fn orders_stream_out_by_person_and_those_of_nobody_stay_in(engine: Engine) {
    let house = fresh_on(engine).await;
    let nobody = Incoming { keys: Vec::new(), ..order(3, "") };
    let refund =
        Incoming { kind: OrderKind::Refund, amount: -5, refunds: Some("o1".into()), ..order(4, "ana") };
    take_in(&house.store, vec![order(1, "ana"), order(2, "bo"), nobody, refund]).await;
    let people = ids(&house.store).await;
    let out = chunks(&house.store).await;
    let chunk = &out[0];
    assert_eq!((out.len(), chunk.len()), (1, 3));
    let ana = people[0].to_string();
    assert_eq!(chunk.customer.iter().collect::<Vec<_>>(), [&*ana, &people[1].to_string(), &ana]);
    let named: Vec<&str> = chunk.order.as_ref().unwrap().iter().collect();
    assert_eq!(named[2], named[0], "the refund counts under the order it takes back");
    assert_ne!(named[1], named[0]);
    assert_eq!((&*chunk.day, &*chunk.amount), (&[1, 2, 4][..], &[1001, 1002, -5][..]));
    assert_eq!(chunk.kind[2], OrderKind::Refund);
    let of_ana = house.store.orders_of_people(Actor::Operator, &people[..1]).await.unwrap();
    assert_eq!(of_ana.len(), 2);
    assert!(house.store.order_chunks(Actor::Visitor).next().await.unwrap().is_err());
}

async fn a_run_is_kept_whole_with_its_standings_and_the_last_good_one_answers(engine: Engine) {
    let house = fresh_on(engine).await;
    let (store, permit) = (&house.store, may(WriteBeliefs));
    take_in(store, vec![order(1, "ana"), order(2, "bo")]).await;
    let people = ids(store).await;
    assert!(store.latest_run(Actor::Operator).await.unwrap().is_none());
    let seen = store.mark(Actor::Operator).await.unwrap();
    let gone = PersonId(uuid::Uuid::from_bytes([9; 16]));
    let all = vec![standing(people[0], Some(7.0), 3.0), standing(gone, Some(1.0), 1.0)];
    let id = store.save_run(&permit, &new_run(20_700), seen, stream::iter([all])).await.unwrap();
    store.save_failed_run(&permit, Day(20_701), "too few customers").await.unwrap();
    let run = store.latest_run(Actor::Operator).await.unwrap().unwrap();
    assert_eq!((run.id, run.run.params, run.run.data_digest), (id, json!({"r": 0.25}), [7; 32]));
    assert_eq!((run.run.report.chosen.model.as_str(), run.run.report.notes.len()), ("mbg_nbd", 1));
    let history = store.runs(Actor::Operator, 9).await.unwrap();
    assert_eq!(history[0].error.as_deref(), Some("too few customers"));
    let ana = store.person(Actor::Operator, people[0]).await.unwrap().unwrap();
    assert_eq!(ana.standing, Some(standing(people[0], Some(7.0), 3.0)));
    assert!(store.person(Actor::Operator, people[1]).await.unwrap().unwrap().standing.is_none());
    assert_eq!(store.counts(Actor::Operator).await.unwrap().stale, 0);
    assert!(store.damage().await.unwrap().is_empty());
}

async fn whoever_is_touched_while_a_refit_runs_stays_stale_and_is_rescored(engine: Engine) {
    let house = fresh_on(engine).await;
    let (store, permit) = (&house.store, may(WriteBeliefs));
    take_in(store, vec![order(1, "ana"), order(2, "bo")]).await;
    let people = ids(store).await;
    let seen = store.mark(Actor::Operator).await.unwrap();
    take_in(store, vec![order(3, "bo")]).await;
    let id = store.save_run(&permit, &new_run(20_700), seen, stream::iter([vec![]])).await.unwrap();
    let stale = store.stale_people(Actor::Operator, 9).await.unwrap();
    assert_eq!(stale.iter().map(|it| it.person).collect::<Vec<_>>(), [people[1]]);
    take_in(store, vec![order(4, "bo")]).await;
    store.save_standings(&permit, id, &stale, &[standing(people[1], Some(1.0), 1.0)]).await.unwrap();
    let again = store.stale_people(Actor::Operator, 9).await.unwrap();
    assert_eq!(again.len(), 1, "an order came while he was scored");
    store.save_standings(&permit, id, &again, &[standing(people[1], Some(2.0), 1.0)]).await.unwrap();
    assert!(store.stale_people(Actor::Operator, 9).await.unwrap().is_empty());
    let bo = store.person(Actor::Operator, people[1]).await.unwrap().unwrap();
    assert_eq!(bo.standing.unwrap().value_at_stake, Some(2.0));
    store.save_standings(&permit, id, &again, &[]).await.unwrap();
    assert!(store.person(Actor::Operator, people[1]).await.unwrap().unwrap().standing.is_none());
}

async fn the_care_list_has_the_most_at_stake_first_page_by_page(engine: Engine) {
    let house = fresh_on(engine).await;
    let (store, permit) = (&house.store, may(WriteBeliefs));
    take_in(
        store,
        (0..6).map(|at| order(at, ["ana", "bo", "cy", "dee", "eve", "fay"][at as usize])).collect(),
    )
    .await;
    let people = ids(store).await;
    let stakes = [(Some(5.0), 2.0), (Some(9.0), 1.0), (None, 4.0), (Some(5.0), 30.0), (Some(99.0), 0.0)];
    let all = people.iter().zip(stakes).map(|(id, (stake, overdue))| standing(*id, stake, overdue)).collect();
    let seen = store.mark(Actor::Operator).await.unwrap();
    store.save_run(&permit, &new_run(20_700), seen, stream::iter([all])).await.unwrap();
    let names = async |filter: CareFilter, limit| {
        let lines = store.care_list(Actor::Operator, &filter, limit).await.unwrap();
        let last = lines.last().map(|line| line.id);
        (lines.into_iter().map(|line| line.name).collect::<Vec<_>>(), last)
    };
    let (first, after) = names(CareFilter::default(), 2).await;
    assert_eq!(first, ["bo", "dee"]);
    assert_eq!(names(CareFilter { after, ..CareFilter::default() }, 9).await.0, ["ana", "cy"]);
    assert_eq!(names(CareFilter { text: "DE".into(), ..CareFilter::default() }, 9).await.0, ["dee"]);
    assert_eq!(names(CareFilter { text: "ana@".into(), ..CareFilter::default() }, 9).await.0, ["ana"]);
    assert_eq!(names(CareFilter { overdue_days: 4.0, ..CareFilter::default() }, 9).await.0, ["dee", "cy"]);
    assert_eq!(names(CareFilter { value_at_stake: 6.0, ..CareFilter::default() }, 9).await.0, ["bo"]);
    let totals = store.care_totals(Actor::Operator).await.unwrap();
    assert_eq!((totals.overdue, totals.value_at_stake), (4, 19.0));
}

async fn people_and_their_orders_come_page_by_page(engine: Engine) {
    let house = fresh_on(engine).await;
    let store = &house.store;
    let all = (0..9).map(|at| order(at, ["Ana", "bo", "Ćira"][at as usize % 3])).collect();
    take_in(store, all).await;
    let first = store.people_list(Actor::Operator, "", None, 2).await.unwrap();
    let rest = store.people_list(Actor::Operator, "", Some(first[1].id), 9).await.unwrap();
    let names: Vec<_> = first.iter().chain(&rest).map(|person| person.name.as_str()).collect();
    assert_eq!(names, ["Ana", "bo", "Ćira"]);
    assert_eq!(store.people_list(Actor::Operator, "ćI", None, 9).await.unwrap()[0].known_by, "Ćira@x.lv");
    assert!(store.people_list(Actor::Operator, "x.lv", None, 9).await.unwrap().is_empty());
    let page = store.orders_of(Actor::Operator, first[0].id, None, 2).await.unwrap();
    let next = store.orders_of(Actor::Operator, first[0].id, Some(page[1].id), 2).await.unwrap();
    let seen: Vec<_> = page.iter().chain(&next).map(|order| order.source_id.as_str()).collect();
    assert_eq!(seen, ["o6", "o3", "o0"]);
    let line = &page[0].lines[0];
    assert_eq!((line.name.as_str(), line.quantity_milli, line.amount.minor), ("Tea", 1500, 7));
}

async fn the_digest_tells_contents_apart_and_nothing_else(engine: Engine) {
    let house = fresh_on(engine).await;
    let empty = house.store.digest().await.unwrap();
    take_in(&house.store, vec![order(1, "ana")]).await;
    let one = house.store.digest().await.unwrap();
    assert_ne!(one, empty);
    let seen = house.store.mark(Actor::Operator).await.unwrap();
    take_in(&house.store, vec![order(1, "ana")]).await;
    assert_eq!(house.store.digest().await.unwrap(), one, "another import of the same is no content");
    house.store.save_run(&may(WriteBeliefs), &new_run(20_700), seen, stream::iter([vec![]])).await.unwrap();
    assert_ne!(house.store.digest().await.unwrap(), one);
}
