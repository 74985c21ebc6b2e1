//! Coming in and going out.

use axum::http::StatusCode;
use testing::Engine;

use crate::client::{EMAIL, House, PASSWORD};

testing::on_both_engines![
    the_owners_link_works_once,
    sign_in_gives_a_session_of_its_own_and_sign_out_ends_it,
    an_id_planted_by_somebody_else_is_not_taken_over,
    an_unknown_address_and_a_wrong_password_get_the_same_answer,
    guessing_is_stopped_though_the_right_password_comes_last,
    a_foreign_address_is_no_place_to_go_after_sign_in,
];

fn form(email: &str, password: &str) -> String {
    format!("email={}&password={}&next=%2Fpeople", email.replace('@', "%40"), password.replace(' ', "+"))
}

async fn the_owners_link_works_once(engine: Engine) {
    let house = House::on(engine).await;
    let link = house.link().await;
    assert_eq!(house.visitor().get(&link).await.status, StatusCode::OK);
    let short = house.visitor().post(&link, "name=R&email=r%40h.example&password=short").await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(short.body.contains("twelve characters"));
    let full = format!("name=R&email=r%40h.example&password={}", PASSWORD.replace(' ', "+"));
    assert_eq!(house.visitor().post(&link, &full).await.status, StatusCode::SEE_OTHER);
    assert_eq!(house.visitor().get(&link).await.status, StatusCode::NOT_FOUND);
    assert_eq!(house.visitor().post(&link, &full).await.status, StatusCode::NOT_FOUND);
}

async fn sign_in_gives_a_session_of_its_own_and_sign_out_ends_it(engine: Engine) {
    let house = House::on(engine).await;
    let mut first = house.owner().await;
    let before = first.cookie.clone().unwrap();
    let answer = first.post("/sign-in", &form(EMAIL, PASSWORD)).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/people"));
    let set = answer.header("set-cookie");
    for part in ["perennial=", "HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(set.contains(part), "{set}");
    }
    assert!(!set.contains("Secure"), "plain HTTP");
    let after = first.cookie.clone().unwrap();
    assert_ne!(before, after);
    let mut old = house.visitor();
    old.cookie = Some(before);
    assert_eq!(old.get("/").await.location(), "/sign-in", "the id from before is worth nothing");
    assert_eq!(first.get("/").await.status, StatusCode::OK);
    assert_eq!(first.post("/sign-out", "").await.location(), "/sign-in");
    let mut kept = house.visitor();
    kept.cookie = Some(after);
    assert_eq!(kept.get("/").await.location(), "/sign-in", "nor is one that was ended");
}

async fn an_id_planted_by_somebody_else_is_not_taken_over(engine: Engine) {
    let house = House::on(engine).await;
    house.owner().await;
    let planted = "perennial=AAAAAAAAAAAAAAAAAAAAAA";
    let mut victim = house.visitor();
    victim.cookie = Some(planted.to_owned());
    assert_eq!(victim.post("/sign-in", &form(EMAIL, PASSWORD)).await.status, StatusCode::SEE_OTHER);
    assert_ne!(victim.cookie.as_deref(), Some(planted));
    let mut attacker = house.visitor();
    attacker.cookie = Some(planted.to_owned());
    assert_eq!(attacker.get("/").await.location(), "/sign-in");
}

async fn an_unknown_address_and_a_wrong_password_get_the_same_answer(engine: Engine) {
    let house = House::on(engine).await;
    house.owner().await;
    let mut visitor = house.visitor();
    let wrong = visitor.post("/sign-in", &form(EMAIL, "not the password")).await;
    let unknown = visitor.post("/sign-in", &form("nobody@harbour.example", "not the password")).await;
    assert_eq!(
        (wrong.status, unknown.status),
        (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY)
    );
    assert_eq!(wrong.body.replace(EMAIL, ""), unknown.body.replace("nobody@harbour.example", ""));
    assert!(visitor.cookie.is_none(), "nobody came in");
}

async fn guessing_is_stopped_though_the_right_password_comes_last(engine: Engine) {
    let house = House::on(engine).await;
    house.owner().await;
    let mut visitor = house.visitor();
    for _ in 0..5 {
        let answer = visitor.post("/sign-in", &form(EMAIL, "a guess")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let answer = visitor.post("/sign-in", &form(EMAIL, PASSWORD)).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(visitor.cookie.is_none());
}

async fn a_foreign_address_is_no_place_to_go_after_sign_in(engine: Engine) {
    let house = House::on(engine).await;
    house.owner().await;
    let hostile = format!("email={EMAIL}&password={}&next=%2F%2Fevil.example", PASSWORD.replace(' ', "+"));
    assert_eq!(house.visitor().post("/sign-in", &hostile).await.location(), "/");
}
