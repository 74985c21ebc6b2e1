//! What somebody hasn't tried, on their page and to programs: shown with its reason, and not after it
//! was declined, ran out, or something sad happened.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use domain::access::{Action, check};
use domain::ids::{PersonId, ProductId};
use domain::orders::OrderKind;
use domain::recommendation::Report;
use domain::{Actor, Currency, Day};
use serde_json::json;
use store::Store;
use store::imports::NewImport;
use store::incoming::{Batch, Incoming, IncomingLine, Key};
use store::people::Kind;
use store::recommendations::{Demand, Pair};

use crate::api::Program;
use crate::client::House;

fn order(at: i32, who: &str, what: &[&str]) -> Incoming {
    let line = |sku: &&str| IncomingLine {
        sku: (*sku).to_owned(),
        name: format!("<b>{sku}</b>"),
        quantity_milli: 1000,
        amount: 5,
    };
    Incoming {
        source_id: format!("o{at}"),
        kind: OrderKind::Purchase,
        at: i64::from(at) * 86_400_000_000,
        day: at,
        amount: 500,
        currency: Currency::EUR,
        refunds: None,
        keys: vec![Key { kind: Kind::Email, value: format!("{who}@x.lv") }],
        name: who.to_owned(),
        lines: what.iter().map(line).collect(),
    }
}

/// Anna has tea, Berta tea, a cup and a pot; a cup goes with tea, a pot is popular.
async fn furnish(store: &Store) -> (PersonId, BTreeMap<String, ProductId>) {
    let permit = check(Actor::Operator, Action::ImportOrders).unwrap();
    let import = NewImport { source: "shop", file: "a.csv", mapping: json!({}), bytes_total: 0 };
    let id = store.begin_import(&permit, &import).await.unwrap();
    let orders = vec![order(20_000, "anna", &["tea"]), order(20_001, "berta", &["tea", "cup", "pot"])];
    store.apply(&permit, id, &Batch { orders, ..Batch::default() }).await.unwrap().unwrap();
    store.finish_import(&permit, id).await.unwrap();
    let products = store.products(Actor::Operator, true, None).await.unwrap();
    let products: BTreeMap<String, ProductId> =
        products.into_iter().map(|product| (product.sku, product.id)).collect();
    let demand = |what: &str, buyers| Demand { product: products[what], buyers, lately: buyers, season: 1.0 };
    let demand = [demand("tea", 2), demand("cup", 1), demand("pot", 1)];
    let pairs = [Pair { from: products["tea"], to: products["cup"], weight: 0.5, together: 1 }];
    let report = Report {
        version: 1,
        taken: Vec::new(),
        refused: BTreeMap::new(),
        people: 2,
        products: 3,
        products_of_person: 2.0,
        first_day: Day(20_000),
        last_day: Day(20_001),
        method: "item_item".to_owned(),
        why: "better".to_owned(),
        test: None,
    };
    let permit = check(Actor::System("test"), Action::WriteBeliefs).unwrap();
    store.save_recommendation(&permit, &report, &demand, &pairs).await.unwrap();
    let people = store.people_list(Actor::Operator, "", None, 10).await.unwrap();
    (people[0].id, products)
}

#[tokio::test]
async fn a_suggestion_is_shown_with_its_reason_until_it_is_declined_or_out_of_stock() {
    let house = House::new().await;
    let mut owner = house.owner().await;
    let (anna, products) = furnish(&house.store).await;
    let page = format!("/people/{anna}");
    let section = |body: &str| {
        let part = body.split("id=\"suggested\"").nth(1).unwrap_or_else(|| panic!("{body}"));
        part.split("</section>").next().unwrap().to_owned()
    };
    let shown = section(&owner.get(&page).await.body);
    assert!(shown.contains("1 of 2 who bought it bought this too"), "{shown}");
    assert!(shown.contains("1 person bought it of late") && !shown.contains("<b>"), "{shown}");
    let cup = products["cup"];
    let declined = owner.post(&format!("{page}/suggested/{cup}/decline"), "").await;
    assert_eq!(
        (declined.status, declined.location()),
        (StatusCode::SEE_OTHER, &*format!("{page}#suggested"))
    );
    let shown = section(&owner.get(&page).await.body);
    assert!(!shown.contains("1 of 2 who bought it") && shown.contains("Never suggested to them"), "{shown}");
    let pot = products["pot"];
    let gone = owner.post(&format!("/products/{pot}/stock"), &format!("available=false&person={anna}")).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER);
    assert!(section(&owner.get(&page).await.body).contains("Nothing to suggest"));
    let list = owner.get("/products").await.body;
    assert!(
        list.contains(&format!("/products/{pot}/stock")) && list.contains("it foretold clearly more"),
        "{list}"
    );
    owner.post(&format!("/products/{pot}/stock"), "available=true").await;
    assert!(section(&owner.get(&page).await.body).contains("bought it of late"));
    owner.post(&format!("{page}/facts"), "kind=bereavement&text=Her+father+died&source=said").await;
    assert!(!owner.get(&page).await.body.contains("id=\"suggested\""), "not while they mourn");
    let audit = owner.get("/audit").await.body;
    assert!(audit.contains("put a product out of stock") && audit.contains("not for somebody"), "{audit}");
}

#[tokio::test]
async fn a_program_reads_suggestions_and_says_what_is_not_for_them() {
    let house = House::new().await;
    let (anna, products) = furnish(&house.store).await;
    let program = Program::new(&house, &["people:read", "people:write"]).await;
    let path = format!("/api/v1/people/{anna}/suggested-products");
    let found = program.get(&path).await.json();
    assert_eq!(found["data"][0]["sku"], "cup");
    assert_eq!(found["data"][0]["because"][0]["together"], 1);
    assert_eq!(program.get(&format!("{path}?limit=1")).await.json()["data"].as_array().unwrap().len(), 1);
    program.get(&format!("{path}?limit=0")).await.is(400, "malformed");
    let declined = format!("/api/v1/people/{anna}/declined-products");
    let answer = program.post(&declined, &json!({ "product": products["cup"] })).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    program.post(&declined, &json!({ "product": anna })).await.is(404, "not-found");
    assert_eq!(program.get(&path).await.json()["data"][0]["sku"], "pot");
    let stock = format!("/api/v1/products/{}/stock", products["pot"]);
    let json_body = [("content-type", "application/json")];
    let answer = program.send("PUT", &stock, &json_body, json!({ "available": false }).to_string()).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    assert_eq!(program.get(&path).await.json()["data"], json!([]));
    let missing = program.get("/api/v1/products?available=false").await.json();
    assert_eq!(
        (&missing["data"][0]["sku"], &missing["data"][0]["available"]),
        (&json!("pot"), &json!(false))
    );
}
