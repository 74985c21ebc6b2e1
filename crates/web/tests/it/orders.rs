//! Orders by the interface: told one by one, and by the file.

use axum::http::StatusCode;
use domain::Actor;
use serde_json::{Value as Json, json};
use testing::Engine;

use crate::api::{JSON, Program, Reply};
use crate::client::House;
use crate::import::work;

testing::on_both_engines![
    an_order_is_recorded_changed_given_back_and_called_off,
    an_order_that_cannot_be_is_refused_where_it_is_wrong,
    a_file_is_uploaded_counted_taken_in_and_taken_back,
];

const SCOPES: [&str; 2] = ["people:read", "orders:write"];

fn order(id: &str) -> Json {
    json!({
        "source": "till", "source_id": id, "at": "2026-01-05T10:00:00Z", "amount_minor": 2500, "currency": "EUR",
        "customer": { "email": " Ilze@Shop.example", "name": "Ilze Ozola" },
        "lines": [{ "sku": "bean", "name": "Harbour roast", "quantity_milli": 2000, "amount_minor": 2500 }],
    })
}

fn made(reply: &Reply) -> (String, Json) {
    assert_eq!(reply.status, StatusCode::CREATED, "{}", String::from_utf8_lossy(&reply.body));
    (reply.header("location").to_owned(), reply.json())
}

async fn an_order_is_recorded_changed_given_back_and_called_off(engine: Engine) {
    let house = House::on(engine).await;
    let program = Program::new(&house, &SCOPES).await;
    let once = [JSON, ("idempotency-key", "7")];
    let first = program.send("POST", "/api/v1/orders", &once, order("7").to_string()).await;
    let (at, told) = made(&first);
    let again = program.send("POST", "/api/v1/orders", &once, order("7").to_string()).await;
    assert_eq!((again.status, &again.body), (first.status, &first.body));
    program.post("/api/v1/orders", &order("7")).await.is(409, "conflict");
    assert_eq!(program.get(&at).await.json(), told);
    assert_eq!((&told["kind"], &told["amount_minor"]), (&"purchase".into(), &2500.into()));
    assert_eq!(told["lines"][0], order("7")["lines"][0]);
    let person = told["person"].as_str().unwrap();
    let known = program.get(&format!("/api/v1/people/{person}")).await.json();
    assert_eq!(
        (&known["name"], &known["identities"][0]["value"]),
        (&"Ilze Ozola".into(), &"ilze@shop.example".into())
    );

    let some = json!({ "amount_minor": 500, "at": "2026-01-06T10:00:00Z" });
    let back = program.post(&format!("{at}/refund"), &some).await.json();
    assert_eq!(back["refunded"][0]["amount_minor"], -500);
    let changed = json!({ "amount_minor": 3000, "currency": "EUR" });
    let changed = program.post(&format!("{at}/change"), &changed).await.json();
    assert_eq!((&changed["amount_minor"], &changed["lines"]), (&3000.into(), &told["lines"]));
    let whole = program.post(&format!("{at}/refund"), &json!({ "at": "2026-01-07T10:00:00Z" })).await.json();
    let back: Vec<_> =
        whole["refunded"].as_array().unwrap().iter().map(|part| &part["amount_minor"]).collect();
    assert_eq!(back, [&json!(-500), &json!(-2500)], "all that was left");

    let mut other = order("8");
    other["customer"] = json!({ "person": person });
    let (gone, other) = made(&program.post("/api/v1/orders", &other).await);
    assert_eq!(other["person"], person);
    assert_eq!(program.post(&format!("{gone}/cancel"), &json!({})).await.status, StatusCode::NO_CONTENT);
    program.get(&gone).await.is(404, "not-found");
    program.post("/api/v1/orders", &order("8")).await.is(409, "conflict");
    let orders = program.get(&format!("/api/v1/people/{person}/orders")).await.json();
    assert_eq!(orders["data"].as_array().unwrap().len(), 3, "the order and what of it went back");
    let timeline = program.get(&format!("/api/v1/people/{person}/timeline?kind=cancelled")).await.json();
    assert_eq!(timeline["data"].as_array().unwrap().len(), 1);
    assert_eq!(house.store.damage().await.unwrap(), Vec::<String>::new());
}

async fn an_order_that_cannot_be_is_refused_where_it_is_wrong(engine: Engine) {
    let house = House::on(engine).await;
    let program = Program::new(&house, &SCOPES).await;
    program.get("/api/v1/people").await;
    let before = house.store.digest().await.unwrap();
    let cases = [
        ("#/customer", json!({ "customer": { "name": "Nobody" } })),
        ("#/customer/email", json!({ "customer": { "email": "nobody" } })),
        ("#/customer/phone", json!({ "customer": { "phone": "7" } })),
        ("#/currency", json!({ "currency": "XXX" })),
        ("#/currency", json!({ "currency": "euro" })),
        ("#/amount_minor", json!({ "amount_minor": -1 })),
        ("#/amount_minor", json!({ "amount_minor": i64::MAX })),
        ("#/at", json!({ "at": "9999-01-01T00:00:00Z" })),
        ("#/at", json!({ "at": "yesterday" })),
        ("#/source", json!({ "source": " " })),
        ("#/source_id", json!({ "source_id": "a\u{0}b" })),
        ("#/lines/0/sku", json!({ "lines": [{ "sku": "", "quantity_milli": 1, "amount_minor": 1 }] })),
        (
            "#/lines/0/quantity_milli",
            json!({ "lines": [{ "sku": "b", "quantity_milli": i64::MIN, "amount_minor": 1 }] }),
        ),
        ("#/lines/0/price", json!({ "lines": [{ "sku": "b", "price": 1 }] })),
    ];
    for (pointer, wrong) in cases {
        let mut body = order("9");
        body.as_object_mut().unwrap().extend(wrong.as_object().unwrap().clone());
        let refused = program.post("/api/v1/orders", &body).await;
        refused.is(422, "invalid");
        assert_eq!(refused.json()["errors"][0]["pointer"], pointer, "{body}");
    }
    let mut body = order("9");
    body["customer"] = json!({ "person": "018f3c6e-0000-7000-8000-000000000000" });
    program.post("/api/v1/orders", &body).await.is(404, "not-found");
    body["customer"] = json!({ "customer": "7", "name": "a\u{0}b" });
    program.post("/api/v1/orders", &body).await.is(422, "invalid");
    assert_eq!(house.store.digest().await.unwrap(), before, "nothing of what was refused stays");
}

async fn a_file_is_uploaded_counted_taken_in_and_taken_back(engine: Engine) {
    let house = House::on(engine).await;
    let program = Program::new(&house, &SCOPES).await;
    let file = "Order,Email,Order date,Total,Currency\n1,ilze@shop.example,2026-01-11,12.50,EUR\n\
                2,ilze@shop.example,2026-01-12,12.50,EUR\n3,anna@shop.example,never,3.00,EUR\n";
    program.send("POST", "/api/v1/uploads?name=", &[], file).await.is(422, "invalid");
    program.send("POST", "/api/v1/uploads", &[], file).await.is(400, "malformed");
    program.send("POST", "/api/v1/uploads?name=a.csv", &[], "").await.is(422, "invalid");
    let (at, upload) = made(&program.send("POST", "/api/v1/uploads?name=../orders.csv", &[], file).await);
    assert_eq!(upload["name"], "orders.csv");
    let seen = program.post(&format!("{at}/preview"), &json!({})).await.json();
    assert_eq!(
        (&seen["taken"]["columns"]["date"], &seen["orders"][0]["amount_minor"]),
        (&"Order date".into(), &1250.into())
    );
    assert_eq!(seen["refused"][0]["reason"], "bad_date");
    program
        .post(&format!("{at}/preview"), &json!({ "columns": { "colour": "Total" } }))
        .await
        .is(422, "invalid");
    let trial = loop {
        let trial = program.post(&format!("{at}/trial"), &json!({ "source": "till" })).await.json();
        if trial["state"] != "running" {
            break trial;
        }
        tokio::task::yield_now().await;
    };
    assert_eq!(
        (&trial["state"], &trial["created"], &trial["refused"]),
        (&"done".into(), &2.into(), &1.into())
    );
    assert_eq!(house.store.counts(Actor::Operator).await.unwrap().orders, 0, "a trial changes nothing");
    let asked = json!({ "upload": upload["id"], "reading": { "source": "till" } });
    let once = [JSON, ("idempotency-key", "1")];
    let (at, import) = made(&program.send("POST", "/api/v1/imports", &once, asked.to_string()).await);
    assert_eq!(import["state"], "running");
    assert_eq!(
        made(&program.post("/api/v1/imports", &asked).await).0,
        at,
        "asked for twice it is one import"
    );
    work(&house).await;
    let done = program.get(&at).await.json();
    assert_eq!(
        (&done["state"], &done["created"], &done["source"]),
        (&"done".into(), &2.into(), &"till".into())
    );
    assert_eq!(done["reasons"]["bad_date"], 1);
    let refused = program.get(&format!("{at}/refusals?limit=1")).await.json();
    assert_eq!((&refused["data"][0]["row"], &refused["next"]), (&4.into(), &Json::Null));
    assert_eq!(program.get("/api/v1/imports?limit=1").await.json()["data"][0]["id"], done["id"]);
    let undone = program.post(&format!("{at}/undo"), &json!({})).await.json();
    assert_eq!(undone["state"], "undone");
    assert_eq!(house.store.counts(Actor::Operator).await.unwrap().orders, 0);
    for gone in ["preview", "trial"] {
        program
            .post(&format!("/api/v1/uploads/{}/{gone}", "0".repeat(32)), &json!({}))
            .await
            .is(404, "not-found");
    }
}
