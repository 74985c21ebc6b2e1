//! Forecasts kept a month each, and what came of them.

use std::collections::BTreeSet;

use domain::access::Action::{ImportOrders, MergePeople, WriteBeliefs};
use domain::worth::{Estimate, Foretold, Outcome};
use domain::{Actor, Currency, Day};
use store::Error;
use store::forecasts::Expected;
use testing::Engine;

use crate::worth::{order, take_in};
use crate::{Fresh, fresh_on, may};

testing::on_both_engines![
    a_month_has_one_forecast_and_it_follows_people_through_merges,
    what_is_two_years_old_is_dropped_and_what_is_final_forgets_each,
    nobody_keeps_or_reads_forecasts_without_leave,
];

const AS_OF: Day = Day(20_700);

fn said(customers: u64) -> Foretold {
    let orders = Estimate { value: 2.5, low: 1.0, high: 6.0 };
    Foretold { currency: Currency::EUR, customers, orders, value: Some(25.0) }
}

/// Three people, and what is expected of each.
async fn three(engine: Engine) -> (Fresh, Vec<Expected>) {
    let house = fresh_on(engine).await;
    take_in(&house.store, vec![order(1, "ana"), order(2, "bo"), order(3, "cy")]).await;
    let mut people = house.store.people_list(Actor::Operator, "", None, 9).await.unwrap();
    people.sort_by_key(|person| person.id);
    let expected = people.iter().zip([0.5, 0.75, 1.25]).map(|(person, orders)| Expected {
        customer: person.id.to_string(),
        orders,
        value: (orders > 0.6).then_some(orders * 10.0),
    });
    let each = expected.collect();
    (house, each)
}

async fn a_month_has_one_forecast_and_it_follows_people_through_merges(engine: Engine) {
    let (house, mut each) = three(engine).await;
    let store = &house.store;
    let gone = Expected { customer: uuid::Uuid::max().to_string(), orders: 9.0, value: None };
    each.push(gone);
    assert!(store.keep_forecast(&may(WriteBeliefs), (AS_OF, 90), &said(3), &each).await.unwrap());
    let later = Day(AS_OF.0 + 1);
    assert_eq!(later.month(), AS_OF.month());
    assert!(!store.keep_forecast(&may(WriteBeliefs), (later, 90), &said(4), &each).await.unwrap());
    let kept = store.forecasts(Actor::Operator).await.unwrap();
    assert_eq!((kept.len(), kept[0].forecast.clone(), kept[0].until()), (1, said(3), Day(AS_OF.0 + 90)));

    let ids: Vec<domain::ids::PersonId> =
        each[..3].iter().map(|one| domain::ids::PersonId(one.customer.parse().unwrap())).collect();
    store.merge(&may(MergePeople), ids[2], ids[0], &BTreeSet::new()).await.unwrap();
    let first = store.forecast_each(Actor::Operator, AS_OF, None, 2).await.unwrap();
    let rest = store.forecast_each(Actor::Operator, AS_OF, Some(first[1].identity), 2).await.unwrap();
    let found = first.iter().chain(&rest);
    let mut found: Vec<_> = found.map(|one| (one.orders, one.value, one.person)).collect();
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    assert_eq!(found, [(0.5, None, ids[2]), (0.75, Some(7.5), ids[1]), (1.25, Some(12.5), ids[2])]);
}

async fn what_is_two_years_old_is_dropped_and_what_is_final_forgets_each(engine: Engine) {
    let (house, each) = three(engine).await;
    let store = &house.store;
    let keep = async |as_of| store.keep_forecast(&may(WriteBeliefs), (as_of, 90), &said(3), &each).await;
    assert!(keep(AS_OF).await.unwrap());
    let outcome = Outcome { counted_on: Day(AS_OF.0 + 91), orders: 3, value: 31.5, deciles: Vec::new() };
    store.settle_forecast(&may(WriteBeliefs), AS_OF, &outcome, false).await.unwrap();
    assert_eq!(store.forecasts(Actor::Operator).await.unwrap()[0].outcome, Some(outcome.clone()));
    assert_eq!(store.forecast_each(Actor::Operator, AS_OF, None, 9).await.unwrap().len(), 3);
    store.settle_forecast(&may(WriteBeliefs), AS_OF, &outcome, true).await.unwrap();
    assert!(store.forecast_each(Actor::Operator, AS_OF, None, 9).await.unwrap().is_empty());

    assert!(keep(Day(AS_OF.0 + 731)).await.unwrap());
    assert_eq!(store.forecasts(Actor::Operator).await.unwrap().len(), 2);
    assert!(keep(Day(AS_OF.0 + 762)).await.unwrap());
    let left = store.forecasts(Actor::Operator).await.unwrap();
    assert_eq!(left.iter().map(|one| one.as_of.0 - AS_OF.0).collect::<Vec<_>>(), [762, 731]);
    let none = store.settle_forecast(&may(WriteBeliefs), AS_OF, &outcome, true).await;
    assert!(matches!(none, Err(Error::Missing(_))));
}

async fn nobody_keeps_or_reads_forecasts_without_leave(engine: Engine) {
    let (house, each) = three(engine).await;
    let kept = house.store.keep_forecast(&may(ImportOrders), (AS_OF, 90), &said(3), &each).await;
    assert!(matches!(kept, Err(Error::Denied(_))));
    assert!(matches!(house.store.forecasts(Actor::Visitor).await, Err(Error::Denied(_))));
    let wrong = [Expected { customer: "anybody".into(), orders: 1.0, value: None }];
    let kept = house.store.keep_forecast(&may(WriteBeliefs), (AS_OF, 90), &said(1), &wrong).await;
    assert!(kept.unwrap_err().to_string().contains("'anybody'"));
    assert!(house.store.forecasts(Actor::Operator).await.unwrap().is_empty(), "nothing of it is kept");
}
