//! The page of what came of forecasts, and the same by the interface.

use axum::http::StatusCode;
use domain::access::{Action, Role, check};
use domain::worth::{Decile, Estimate, Foretold, Outcome};
use domain::{Actor, Currency, Day};

use crate::api::Program;
use crate::furnished::{Furnished, Who};

const AS_OF: Day = Day(20_500); // 2026-02-16

fn said() -> Foretold {
    let orders = Estimate { value: 812.0, low: 760.0, high: 866.0 };
    Foretold { currency: Currency::EUR, customers: 2, orders, value: Some(9_000.0) }
}

fn came(orders: u64) -> Outcome {
    let mean = |value| Estimate { value, low: value * 0.9, high: value * 1.1 };
    let tenth = |predicted, actual| Decile {
        customers: 1,
        predicted,
        actual: mean(actual),
        predicted_value: 4_500.0,
        value: 4_600.0,
    };
    let deciles = vec![tenth(100.25, 90.5), tenth(711.75, 699.5)];
    Outcome { counted_on: Day(AS_OF.0 + 91), orders, value: 9_200.0, deciles }
}

#[tokio::test]
async fn the_page_says_when_the_first_is_over_and_then_whether_the_promise_was_kept() {
    let furnished = Furnished::new().await;
    let store = &furnished.house.store;
    let permit = check(Actor::Operator, Action::WriteBeliefs).unwrap();
    let mut owner = furnished.at_the_door(Who::Staff(Role::Owner)).await;
    assert!(owner.get("/forecasts").await.body.contains("No forecast has been kept yet"));
    assert!(store.keep_forecast(&permit, (AS_OF, 90), &said(), &[]).await.unwrap());
    let running = owner.get("/forecasts").await.body;
    assert!(running.contains("The first forecast will be over on 17 May 2026"), "{running}");
    assert!(running.contains("we said 812 purchases (760 to 866)") && running.contains("looking back"));

    store.settle_forecast(&permit, AS_OF, &came(790), false).await.unwrap();
    let within = owner.get("/forecasts").await.body;
    for says in [
        "We said 812 purchases, 790 came: within what we promised, 760 to 866.",
        "The forecast was 2.8% too high.",
        "<td class=\"n\">711.75</td>",
        "Those expected to buy more did buy more",
    ] {
        assert!(within.contains(says), "no '{says}' in {within}");
    }
    store.settle_forecast(&permit, AS_OF, &came(700), true).await.unwrap();
    assert!(owner.get("/forecasts").await.body.contains("700 came: fewer than we promised"));
    let other = owner.get("/forecasts?as_of=2026-02-17").await;
    assert_eq!(other.status, StatusCode::NOT_FOUND);

    let program = Program::new(&furnished.house, &["people:read"]).await;
    let list = program.get("/api/v1/forecasts").await.json();
    let one = &list["data"][0];
    assert_eq!((&one["as_of"], &one["until"]), (&"2026-02-16".into(), &"2026-05-17".into()));
    assert_eq!((&one["outcome"]["ruling"], &one["outcome"]["purchases"]), (&"too_high".into(), &700.into()));
    assert_eq!(one["outcome"]["deciles"][1]["predicted"], 711.75);
}
