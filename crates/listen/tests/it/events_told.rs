//! What follows from an event: orders in the company's currency, and programs told in its commit.

use std::sync::Arc;

use domain::Actor;
use domain::access::{Action, check};
use domain::webhooks::NewWebhook;
use serde_json::json;
use store::events::Outcome;
use testing::{Engine, on_both_engines};

use crate::events::{hear, now, shop};

on_both_engines![
    an_order_without_currency_is_in_the_companys,
    programs_are_told_in_the_commit_of_what_they_are_told,
];

async fn an_order_without_currency_is_in_the_companys(engine: Engine) {
    let shop = shop(engine).await;
    let heard = hear(
        r#"{"type":"track","event":"Order Completed","userId":"u","messageId":"1","properties":{"order_id":"7","total":"x"}},
           {"type":"track","event":"Order Completed","userId":"u","messageId":"2","properties":{"order_id":"8","total":5}},
           {"type":"track","event":"Order Completed","userId":"u","messageId":"3","properties":{"order_id":"9","total":500,"currency":"jpy"}}"#,
    );
    assert_eq!(heard.notes.len(), 1, "{:?}", heard.notes);
    shop.writer.record(shop.permit, Arc::from("shop"), heard.events).await.unwrap().unwrap();
    let mut timeline = shop.timeline(shop.person("u").await).await;
    timeline.sort();
    assert_eq!(timeline, ["event Order Completed", "purchase 8 5.00 EUR", "purchase 9 500 JPY"]);
    shop.end().await;
}

async fn programs_are_told_in_the_commit_of_what_they_are_told(engine: Engine) {
    let shop = shop(engine).await;
    let may = check(Actor::Operator, Action::ManageKeys).unwrap();
    let asks = ["order.recorded", "person.identified"];
    let new = NewWebhook::new("https://till.example/told", asks).unwrap();
    let (webhook, _) = shop.store.add_webhook(&may, &new).await.unwrap();
    let told = async || {
        let messages = shop.store.messages(Actor::Operator, webhook, None, 9).await.unwrap();
        let bodies = messages.into_iter().rev().map(|it| serde_json::from_str(&it.body).unwrap());
        bodies.collect::<Vec<serde_json::Value>>()
    };
    let events = r#"{"type":"identify","userId":"u1","messageId":"1","traits":{"email":"ilze@x.lv"}},
        {"type":"track","event":"Order Completed","userId":"u1","messageId":"2","properties":{"order_id":"7","total":12.5}}"#;
    // What can't be told does not happen.
    shop.place.raw("alter table messages rename to elsewhere").await.unwrap();
    let heard = hear(events);
    let failed = shop.writer.record(shop.permit, Arc::from("shop"), heard.events).await;
    assert!(!matches!(failed, Ok(Ok(_))), "nobody could be told");
    shop.place.raw("alter table elsewhere rename to messages").await.unwrap();
    assert_eq!((shop.known().await.len(), told().await.len()), (0, 0));
    assert_eq!(shop.send(events).await, [Outcome::Recorded, Outcome::Recorded]);
    let person = shop.person("ilze@x.lv").await;
    let orders = shop.store.orders_of(Actor::Operator, person, None, 9).await.unwrap();
    let timestamp = now().to_string();
    let [recorded, identified] = [
        json!({ "type": "order.recorded", "timestamp": timestamp, "data": {
            "id": orders[0].id, "source": "shop", "source_id": "7",
            "amount": { "minor": 1250, "currency": "EUR" } } }),
        json!({ "type": "person.identified", "timestamp": timestamp, "data": {
            "id": person, "source": "shop", "user_id": "u1" } }),
    ];
    let mut heard = told().await;
    heard.sort_by_key(|body| body["type"].as_str().map(str::to_owned));
    assert_eq!(heard, [recorded, identified]);
    // Said again, or changed, it is no news.
    let changed = events.replace("Completed", "Updated").replace("\"2\"", "\"3\"").replace("12.5", "13");
    shop.send(&changed).await;
    assert_eq!(told().await.len(), 2);
    shop.end().await;
}
