//! The till in the browser: what it refuses, it says, and keeps what was typed.

use adapters::system::SystemEntropy;
use axum::http::StatusCode;
use domain::access::Action;
use domain::certificates::{Code, GUESSES_MAX};
use domain::plays::{Certificate, Worth};

use crate::client::House;
use crate::furnished::{may, person};

#[tokio::test]
async fn more_than_is_left_is_refused_with_what_is_left_and_stays_typed() {
    let house = House::new().await;
    let mut owner = house.owner().await;
    let ilze = person(&house.store, "Ilze Ozola").await;
    let gift = Certificate { worth: Worth::Money { amount: 2500 }, expires_after_days: None };
    let given = house.store.give_certificate(&may(Action::GiveGifts), ilze, &gift).await.unwrap();
    let refused = owner.post("/till", &format!("certificate={given}&amount=99&request=1")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Only €25.00 is left on it"), "{}", refused.body);
    assert!(refused.body.contains("value=\"99\""), "{}", refused.body);
}

#[tokio::test]
async fn who_tries_too_many_codes_is_told_how_long_to_wait() {
    let house = House::new().await;
    let mut owner = house.owner().await;
    let mut said = String::new();
    // Guesses are counted by the hour: where one ends meanwhile, the next has room for as many again.
    for _ in 0..=2 * GUESSES_MAX {
        said = owner.get(&format!("/till?code={}", Code::draw(&SystemEntropy))).await.body;
        if said.contains("Too many codes that were none were tried here; wait ") {
            return;
        }
    }
    panic!("nobody waits: {said}");
}
