//! Keys are known by their secret, which nobody keeps.

use domain::access::Action::{ManageKeys, ManageStaff};
use domain::access::Scopes;
use domain::keys::NewKey;
use domain::{Actor, Instant};
use store::Error;
use testing::Engine;

use crate::{fresh_on, may};

testing::on_both_engines![
    a_key_is_known_by_its_secret_until_it_is_revoked,
    a_key_ends_when_it_was_said_to,
    a_write_key_says_so_and_only_who_manages_keys_makes_one,
];

const ASKS: Actor = Actor::System("test");

fn reader(now: Instant, expires_at: Option<Instant>) -> NewKey {
    NewKey::new("Ledger", None, Scopes::of(["people:read"]).unwrap(), expires_at, now).unwrap()
}

async fn a_key_is_known_by_its_secret_until_it_is_revoked(engine: Engine) {
    let house = fresh_on(engine).await;
    let store = &house.store;
    let now = domain::Clock::now(&*house.clock);
    let (id, secret) = store.make_key(&may(ManageKeys), &reader(now, None)).await.unwrap();
    assert!(secret.expose().starts_with("sk_") && secret.expose().len() == 46);
    let key = store.key_by_secret(ASKS, secret.expose()).await.unwrap().unwrap();
    assert_eq!((key.id, key.name.as_str(), key.used_day), (id, "Ledger", None));
    store.key_was_used(ASKS, &key).await.unwrap();
    let used = store.key(ASKS, id).await.unwrap().unwrap();
    assert!(used.used_day.is_some());
    let digest = store.digest().await.unwrap();
    store.key_was_used(ASKS, &used).await.unwrap();
    assert_eq!(store.digest().await.unwrap(), digest, "once a day");
    store.revoke_key(&may(ManageKeys), id).await.unwrap();
    assert_eq!(store.key_by_secret(ASKS, secret.expose()).await.unwrap(), None);
    assert!(store.keys(ASKS, None, 10).await.unwrap()[0].revoked_at.is_some());
    assert!(store.keys(ASKS, Some(id), 10).await.unwrap().is_empty());
    store.close().await.unwrap();
    assert!(!house.place.holds(secret.expose()));
}

async fn a_key_ends_when_it_was_said_to(engine: Engine) {
    let house = fresh_on(engine).await;
    let store = &house.store;
    let now = domain::Clock::now(&*house.clock);
    let new = reader(now, Some(now.plus_seconds(60)));
    let (_, secret) = store.make_key(&may(ManageKeys), &new).await.unwrap();
    assert!(store.key_by_secret(ASKS, secret.expose()).await.unwrap().is_some());
    house.clock.pass(60);
    assert_eq!(store.key_by_secret(ASKS, secret.expose()).await.unwrap(), None);
}

async fn a_write_key_says_so_and_only_who_manages_keys_makes_one(engine: Engine) {
    let house = fresh_on(engine).await;
    let now = domain::Clock::now(&*house.clock);
    let scopes = Scopes::of(["events:write"]).unwrap();
    let new = NewKey::new("Shop", Some("shop"), scopes, None, now).unwrap();
    let (_, secret) = house.store.make_key(&may(ManageKeys), &new).await.unwrap();
    assert!(secret.expose().starts_with("pk_"));
    assert_eq!(format!("{secret:?}"), "Secret(…)");
    assert!(matches!(house.store.make_key(&may(ManageStaff), &new).await, Err(Error::Denied(_))));
    assert!(matches!(house.store.keys(Actor::Visitor, None, 1).await, Err(Error::Denied(_))));
}
