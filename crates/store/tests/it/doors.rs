//! Who gets in: staff, one-time links, sessions.

use domain::Actor;
use domain::access::Action::{ManageSelf, ManageStaff};
use domain::access::Role;
use store::links::Newcomer;
use store::sessions::Session;
use testing::Engine;

use crate::{fresh_on, may};

testing::on_both_engines![
    the_owners_link_is_taken_once_and_only_its_hash_is_kept,
    a_link_dies_after_a_day_and_when_another_is_made,
    a_session_ends_by_time_by_hand_and_by_a_new_password_and_stays_ended,
];

const OWNER: Newcomer<'_> =
    Newcomer { email: " Ilze@Example.lv ", name: "Ilze", password_hash: "$argon2id$one" };

async fn the_owners_link_is_taken_once_and_only_its_hash_is_kept(engine: Engine) {
    let house = fresh_on(engine).await;
    let (store, permit) = (&house.store, may(ManageStaff));
    let token = store.make_owner_link(&permit).await.unwrap().unwrap();
    assert_eq!(token.expose().len(), 64);
    assert!(store.welcome(Actor::Operator, token.expose()).await.unwrap().is_some());
    let id = store.take_link(&permit, token.expose(), &OWNER).await.unwrap().unwrap();
    assert_eq!(store.take_link(&permit, token.expose(), &OWNER).await.unwrap(), None);
    assert!(store.make_owner_link(&permit).await.unwrap().is_none(), "there is an owner");
    let found = store.staff_by_email(Actor::Operator, "ILZE@example.lv").await.unwrap().unwrap();
    assert_eq!((found.id, found.email.as_str()), (id, "ilze@example.lv"));
    store.close().await.unwrap();
    assert!(!house.place.holds(token.expose()));
}

async fn a_link_dies_after_a_day_and_when_another_is_made(engine: Engine) {
    let house = fresh_on(engine).await;
    let (store, permit) = (&house.store, may(ManageStaff));
    let first = store.make_owner_link(&permit).await.unwrap().unwrap();
    let second = store.make_owner_link(&permit).await.unwrap().unwrap();
    assert_eq!(store.take_link(&permit, first.expose(), &OWNER).await.unwrap(), None);
    house.clock.pass(domain::team::INVITATION_SECONDS);
    assert_eq!(store.welcome(Actor::Operator, second.expose()).await.unwrap(), None);
    assert_eq!(store.take_link(&permit, second.expose(), &OWNER).await.unwrap(), None);
}

async fn a_session_ends_by_time_by_hand_and_by_a_new_password_and_stays_ended(engine: Engine) {
    let house = fresh_on(engine).await;
    let (store, permit) = (&house.store, may(ManageStaff));
    let token = store.make_owner_link(&permit).await.unwrap().unwrap();
    let owner = store.take_link(&permit, token.expose(), &OWNER).await.unwrap();
    let ends = |seconds: i64| Session {
        staff: owner,
        data: "{}".into(),
        expires_at: domain::Clock::now(&*house.clock).plus_seconds(seconds),
    };
    let (short, long) = (ends(60), ends(3600));
    assert!(store.create_session(&permit, b"short", &short).await.unwrap());
    assert!(store.create_session(&permit, b"long", &long).await.unwrap());
    assert!(!store.create_session(&permit, b"long", &short).await.unwrap(), "an id is taken once");
    assert_eq!(store.session(&permit, b"long").await.unwrap(), Some(long.clone()));
    house.clock.pass(60);
    assert_eq!(store.session(&permit, b"short").await.unwrap(), None);
    // Met after its time it is gone, and a clock set back finds nothing.
    house.clock.pass(-60);
    assert_eq!(store.session(&permit, b"short").await.unwrap(), None);
    assert!(store.create_session(&permit, b"asks", &ends(60)).await.unwrap());
    house.clock.pass(60);
    assert_eq!(store.asker(&permit, b"asks").await.unwrap(), None);
    house.clock.pass(-60);
    assert_eq!(store.asker(&permit, b"asks").await.unwrap(), None);
    // What nobody met is swept.
    assert!(store.create_session(&permit, b"unmet", &ends(60)).await.unwrap());
    house.clock.pass(60);
    assert_eq!(store.expire_sessions(&permit).await.unwrap(), 1);
    house.clock.pass(-60);
    assert_eq!(store.session(&permit, b"unmet").await.unwrap(), None);
    let oneself = Actor::Staff { id: owner.unwrap(), role: Role::Owner };
    let oneself = domain::access::check(oneself, ManageSelf).unwrap();
    store.set_own_password(&oneself, "$argon2id$two").await.unwrap();
    assert_eq!(store.session(&permit, b"long").await.unwrap(), None);
    assert!(!store.save_session(&permit, b"long", &long).await.unwrap(), "a late save revives nothing");
    assert_eq!(store.session(&permit, b"long").await.unwrap(), None);
}
