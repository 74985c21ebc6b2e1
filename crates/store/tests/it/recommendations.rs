//! What leads from one product to another, and what is suggested of it.

use std::collections::BTreeMap;

use domain::access::Action::{WriteBeliefs, WritePeople};
use domain::ids::{PersonId, ProductId};
use domain::recommendation::Report;
use domain::worth::Standing;
use domain::{Actor, Day};
use futures::{TryStreamExt, stream};
use store::incoming::{Incoming, IncomingLine};
use store::recommendations::{Demand, Pair};
use store::{Error, Store};
use testing::Engine;
use uuid::Uuid;

use crate::worth::{ids, new_run, order, standing, take_in};
use crate::{fresh_on, may};

testing::on_both_engines![
    what_they_have_leads_to_what_they_have_not_with_the_reason,
    what_is_declined_or_out_of_stock_is_not_suggested,
    a_step_up_is_for_the_committed_alone_and_for_what_is_dearer_of_its_kind,
];

fn bought(at: u32, who: &str, what: &[&str]) -> Incoming {
    let line = |sku: &&str| IncomingLine {
        sku: (*sku).to_owned(),
        name: format!("The {sku}"),
        quantity_milli: 1000,
        amount: 5,
    };
    Incoming { lines: what.iter().map(line).collect(), ..order(at, who) }
}

/// Anna has tea, Berta tea and a cup, Clara all; cups go with tea, and pots a little.
async fn furnish(store: &Store) -> (PersonId, BTreeMap<String, ProductId>) {
    let orders = vec![
        bought(1, "anna", &["tea"]),
        bought(2, "berta", &["tea", "cup"]),
        bought(3, "clara", &["tea", "cup", "pot"]),
    ];
    take_in(store, orders).await;
    let products = store.products(Actor::Operator, true, None).await.unwrap();
    let products: BTreeMap<String, ProductId> =
        products.into_iter().map(|product| (product.sku, product.id)).collect();
    // A second fit takes the place of the first.
    for _ in 0..2 {
        fit(store, &products).await;
    }
    assert_eq!(store.latest_recommendation(Actor::Operator).await.unwrap().unwrap().people, 3);
    (ids(store).await[0], products)
}

async fn fit(store: &Store, products: &BTreeMap<String, ProductId>) {
    let pair = |from: &str, to: &str, weight, together| Pair {
        from: products[from],
        to: products[to],
        weight,
        together,
    };
    let demand = |what: &str, buyers, lately| Demand { product: products[what], buyers, lately, season: 1.0 };
    let report = Report {
        version: 1,
        taken: Vec::new(),
        refused: BTreeMap::new(),
        people: 3,
        products: 3,
        products_of_person: 2.0,
        first_day: Day(1),
        last_day: Day(3),
        method: "ease".to_owned(),
        why: "better".to_owned(),
        test: None,
    };
    let pairs = [pair("tea", "cup", 0.5, 2), pair("cup", "pot", 0.5, 1), pair("tea", "pot", 0.2, 1)];
    let demands = [demand("tea", 3, 3), demand("cup", 2, 2), demand("pot", 1, 0)];
    store.save_recommendation(&may(WriteBeliefs), &report, &demands, &pairs).await.unwrap();
}

async fn names(store: &Store, person: PersonId) -> Vec<String> {
    let found = store.recommended(Actor::Operator, person, 5).await.unwrap();
    found.into_iter().map(|(_, suggestion)| suggestion.name).collect()
}

async fn what_they_have_leads_to_what_they_have_not_with_the_reason(engine: Engine) {
    let house = fresh_on(engine).await;
    let (anna, products) = furnish(&house.store).await;
    let all: Vec<_> = house.store.purchases(Actor::Operator).try_concat().await.unwrap();
    assert_eq!(all.len(), 6);
    assert!(all.iter().any(|one| one.person == anna && one.product == products["tea"] && one.day == 1));
    let found = house.store.recommended(Actor::Operator, anna, 5).await.unwrap();
    let said: Vec<_> = found.iter().map(|(id, what)| (*id, what.name.as_str())).collect();
    assert_eq!(said, [(products["cup"], "The cup"), (products["pot"], "The pot")]);
    let because = &found[0].1.because;
    assert_eq!((because.len(), because[0].name.as_str()), (1, "The tea"));
    assert_eq!((because[0].together, because[0].buyers), (2, 3));
    let clara = ids(&house.store).await[2];
    assert_eq!(names(&house.store, clara).await, [""; 0], "who has everything is left in peace");
    assert!(matches!(house.store.recommended(Actor::Visitor, anna, 5).await, Err(Error::Denied(_))));
}

async fn what_is_declined_or_out_of_stock_is_not_suggested(engine: Engine) {
    let house = fresh_on(engine).await;
    let (anna, products) = furnish(&house.store).await;
    let store = &house.store;
    store.set_available(&may(WritePeople), products["cup"], false).await.unwrap();
    assert_eq!(names(store, anna).await, ["The pot"]);
    assert_eq!(store.products(Actor::Operator, false, None).await.unwrap()[0].id, products["cup"]);
    for _ in 0..2 {
        store.decline_product(&may(WritePeople), anna, products["pot"]).await.unwrap();
    }
    assert_eq!(names(store, anna).await, [""; 0]);
    let declined = store.declined_products(Actor::Operator, anna).await.unwrap();
    assert_eq!((declined.len(), declined[0].id), (1, products["pot"]));
    // Back in stock; what was declined stays so, also after the next purchase.
    store.set_available(&may(WritePeople), products["cup"], true).await.unwrap();
    take_in(store, vec![bought(9, "anna", &["cup"])]).await;
    assert_eq!(names(store, anna).await, [""; 0]);
    let nothing = ProductId(Uuid::nil());
    assert!(matches!(store.decline_product(&may(WritePeople), anna, nothing).await, Err(Error::Missing(_))));
    assert!(matches!(store.set_available(&may(WriteBeliefs), nothing, true).await, Err(Error::Denied(_))));
}

/// Somebody with five orders, in time and surely here.
fn committed(person: PersonId) -> Standing {
    let base = standing(person, None, 0.0);
    Standing { orders: 5, p_alive: Some(0.9), overdue_days: Some(0.0), ..base }
}

async fn a_step_up_is_for_the_committed_alone_and_for_what_is_dearer_of_its_kind(engine: Engine) {
    let house = fresh_on(engine).await;
    let store = &house.store;
    let (anna, products) = furnish(store).await;
    // With what Dora pays a cup costs 1.7 times a tea, and a pot more than six times.
    let priced = |at, sku: &str, amount| {
        let line = IncomingLine { sku: sku.into(), name: format!("The {sku}"), quantity_milli: 2000, amount };
        Incoming { lines: vec![line], ..order(at, "dora") }
    };
    take_in(store, vec![priced(20, "cup", 24), priced(21, "pot", 90)]).await;
    fit(store, &products).await;
    let stands = async |standing: Standing| {
        let seen = store.mark(Actor::Operator).await.unwrap();
        let all = stream::iter([vec![standing]]);
        store.save_run(&may(WriteBeliefs), &new_run(60), seen, all).await.unwrap();
        store.premium(Actor::Operator, anna).await.unwrap()
    };
    assert_eq!(store.premium(Actor::Operator, anna).await.unwrap(), None, "not scored yet");
    let (id, premium) = stands(committed(anna)).await.unwrap();
    assert_eq!(id, products["cup"], "the pot is another kind of thing");
    assert!(premium.price >= 1.5 * premium.paid && premium.price <= 4.0 * premium.paid, "{premium:?}");
    assert_eq!(premium.suggestion.because[0].name, "The tea");
    assert_eq!(names(store, anna).await, ["The cup", "The pot"], "the ranking is what it was");
    for slipping in [
        Standing { orders: 4, ..committed(anna) },
        Standing { p_alive: Some(0.7), ..committed(anna) },
        Standing { overdue_days: Some(3.0), ..committed(anna) },
        Standing { overdue_days: None, ..committed(anna) },
    ] {
        assert_eq!(stands(slipping).await, None);
    }
    assert!(stands(committed(anna)).await.is_some());
    store.set_available(&may(WritePeople), products["cup"], false).await.unwrap();
    assert_eq!(stands(committed(anna)).await, None, "out of stock");
    store.set_available(&may(WritePeople), products["cup"], true).await.unwrap();
    store.decline_product(&may(WritePeople), anna, products["cup"]).await.unwrap();
    assert_eq!(stands(committed(anna)).await, None, "not for them");
}
