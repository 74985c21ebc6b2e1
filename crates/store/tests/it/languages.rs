//! The company's language and each of its staff's.

use domain::Actor;
use domain::access::Action::{ImportOrders, ManageStaff};
use domain::ids::StaffId;
use store::Error;
use store::languages::Languages;
use store::links::Newcomer;
use store::settings::Settings;
use testing::Engine;

use crate::{Fresh, fresh_on, may};

testing::on_both_engines![
    everybody_speaks_the_companys_language_until_they_choose,
    a_language_is_set_with_leave_and_for_somebody_there,
];

async fn owner(house: &Fresh) -> StaffId {
    let token = house.store.make_owner_link(&may(ManageStaff)).await.unwrap().unwrap();
    let owner = Newcomer { email: "a@b.example", name: "A", password_hash: "x" };
    house.store.take_link(&may(ManageStaff), token.expose(), &owner).await.unwrap().unwrap()
}

async fn everybody_speaks_the_companys_language_until_they_choose(engine: Engine) {
    let house = fresh_on(engine).await;
    let id = owner(&house).await;
    assert_eq!(house.store.languages(Actor::Operator, id).await.unwrap(), Languages::default());
    let settings = Settings {
        company: "H".into(),
        zone: "UTC".into(),
        currency: domain::Currency::EUR,
        margin_mille: 1000,
    };
    house.store.save_settings(&may(ManageStaff), &settings).await.unwrap();
    house.store.set_company_language(&may(ManageStaff), "lv").await.unwrap();
    house.store.set_language(&may(ManageStaff), id, Some("fa")).await.unwrap();
    let both = Languages { own: Some("fa".into()), company: Some("lv".into()) };
    assert_eq!(house.store.languages(Actor::Operator, id).await.unwrap(), both);
    house.store.save_settings(&may(ManageStaff), &settings).await.unwrap();
    assert_eq!(house.store.company_language(Actor::Operator).await.unwrap().as_deref(), Some("lv"));
    house.store.set_language(&may(ManageStaff), id, None).await.unwrap();
    assert_eq!(house.store.languages(Actor::Operator, id).await.unwrap().own, None);
}

async fn a_language_is_set_with_leave_and_for_somebody_there(engine: Engine) {
    let house = fresh_on(engine).await;
    let id = owner(&house).await;
    let denied = house.store.set_language(&may(ImportOrders), id, Some("fa")).await;
    assert!(matches!(denied, Err(Error::Denied(_))));
    let nobody = house.store.set_language(&may(ManageStaff), StaffId(uuid::Uuid::nil()), Some("fa")).await;
    assert!(matches!(nobody, Err(Error::Missing(_))));
    assert!(matches!(house.store.languages(Actor::Visitor, id).await, Err(Error::Denied(_))));
}
