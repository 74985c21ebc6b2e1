//! The team: who is let in, as what, and how they go.

use domain::access::Action::{ManageSelf, ManageStaff};
use domain::access::{Role, check};
use domain::ids::{InvitationId, StaffId};
use domain::team::{INVITATION_SECONDS, PASSWORD_LINK_SECONDS, TeamRefusal};
use domain::{Actor, Clock, Permit};
use store::audit::AuditFilter;
use store::links::{Newcomer, Welcome};
use store::sessions::Session;
use store::{Error, Store};
use testing::Engine;

use crate::{fresh_on, may};

testing::on_both_engines![
    an_invitation_is_taken_once_by_the_address_it_names,
    an_invitation_dies_after_a_day_when_revoked_and_when_another_is_made,
    the_last_owner_neither_goes_nor_becomes_less,
    who_leaves_is_out_at_once_and_may_come_back_as_who_they_were,
    a_new_role_and_a_new_password_end_the_sessions,
    one_sees_and_ends_ones_own_sessions_alone,
    each_change_of_the_team_is_in_the_audit_without_a_secret,
];

const ILZE: Newcomer<'_> =
    Newcomer { email: "ilze@example.lv", name: "Ilze", password_hash: "$argon2id$one" };
const AINO: Newcomer<'_> = Newcomer { email: "", name: "Aino", password_hash: "$argon2id$two" };
const ASKS: Actor = Actor::System("pages");

async fn owner(store: &Store) -> StaffId {
    let token = store.make_owner_link(&may(ManageStaff)).await.unwrap().unwrap();
    store.take_link(&may(ManageStaff), token.expose(), &ILZE).await.unwrap().unwrap()
}

async fn member(store: &Store, role: Role) -> StaffId {
    let (_, token) = store.invite(&may(ManageStaff), "aino@example.fi", "Aino", role).await.unwrap();
    store.take_link(&may(ManageStaff), token.expose(), &AINO).await.unwrap().unwrap()
}

fn oneself(id: StaffId, role: Role) -> Permit {
    check(Actor::Staff { id, role }, ManageSelf).unwrap()
}

async fn session(store: &Store, clock: &dyn Clock, id: &[u8], staff: StaffId) {
    let session =
        Session { staff: Some(staff), data: "{}".into(), expires_at: clock.now().plus_seconds(3600) };
    assert!(store.create_session(&may(ManageStaff), id, &session).await.unwrap());
}

async fn an_invitation_is_taken_once_by_the_address_it_names(engine: Engine) {
    let house = fresh_on(engine).await;
    let store = &house.store;
    owner(store).await;
    let (_, token) = store.invite(&may(ManageStaff), " Aino@Example.FI ", "Aino", Role::Agent).await.unwrap();
    let welcome = store.welcome(ASKS, token.expose()).await.unwrap();
    let (email, name) = ("aino@example.fi".to_owned(), "Aino".to_owned());
    assert_eq!(welcome, Some(Welcome::Invited { email, name, role: Role::Agent }));
    let other = Newcomer { email: "evil@example.com", ..AINO };
    let id = store.take_link(&may(ManageStaff), token.expose(), &other).await.unwrap().unwrap();
    let aino = store.staff(ASKS, id).await.unwrap().unwrap();
    assert_eq!((aino.email.as_str(), aino.role), ("aino@example.fi", Role::Agent));
    assert_eq!(store.take_link(&may(ManageStaff), token.expose(), &AINO).await.unwrap(), None);
    assert!(store.invitations(ASKS).await.unwrap().is_empty());
    let again = store.invite(&may(ManageStaff), "aino@example.fi", "Aino", Role::Owner).await;
    assert!(matches!(again, Err(Error::Team(TeamRefusal::Member))));
}

async fn an_invitation_dies_after_a_day_when_revoked_and_when_another_is_made(engine: Engine) {
    let house = fresh_on(engine).await;
    let store = &house.store;
    let manage = may(ManageStaff);
    let invite = || store.invite(&manage, "aino@example.fi", "Aino", Role::Agent);
    let (_, first) = invite().await.unwrap();
    let (id, second) = invite().await.unwrap();
    assert_eq!(store.welcome(ASKS, first.expose()).await.unwrap(), None);
    store.revoke_invitation(&may(ManageStaff), id).await.unwrap();
    assert_eq!(store.take_link(&may(ManageStaff), second.expose(), &AINO).await.unwrap(), None);
    assert!(matches!(store.revoke_invitation(&may(ManageStaff), id).await, Err(Error::Missing(_))));
    let nobody = InvitationId(uuid::Uuid::nil());
    assert!(matches!(store.revoke_invitation(&may(ManageStaff), nobody).await, Err(Error::Missing(_))));
    let (_, third) = invite().await.unwrap();
    house.clock.pass(INVITATION_SECONDS);
    assert_eq!(store.take_link(&may(ManageStaff), third.expose(), &AINO).await.unwrap(), None);
}

async fn the_last_owner_neither_goes_nor_becomes_less(engine: Engine) {
    let house = fresh_on(engine).await;
    let store = &house.store;
    let ilze = owner(store).await;
    let manage = may(ManageStaff);
    let last = |done: Result<(), Error>| assert!(matches!(done, Err(Error::Team(TeamRefusal::LastOwner))));
    last(store.let_go(&manage, ilze).await);
    last(store.set_role(&manage, ilze, Role::Agent).await);
    let aino = member(store, Role::Agent).await;
    last(store.let_go(&manage, ilze).await);
    store.set_role(&manage, aino, Role::Owner).await.unwrap();
    store.set_role(&manage, ilze, Role::Auditor).await.unwrap();
    last(store.let_go(&manage, aino).await);
    let nobody = StaffId(uuid::Uuid::nil());
    assert!(matches!(store.set_role(&manage, nobody, Role::Agent).await, Err(Error::Missing(_))));
}

async fn who_leaves_is_out_at_once_and_may_come_back_as_who_they_were(engine: Engine) {
    let house = fresh_on(engine).await;
    let store = &house.store;
    owner(store).await;
    let aino = member(store, Role::Agent).await;
    session(store, &*house.clock, b"aino", aino).await;
    let seen = store.team(ASKS).await.unwrap().iter().map(|member| member.seen_at).collect::<Vec<_>>();
    assert_eq!(seen, [Some(house.clock.now()), None], "Aino, Ilze");
    let link = store.make_password_link(&may(ManageStaff), aino).await.unwrap();
    store.let_go(&may(ManageStaff), aino).await.unwrap();
    assert_eq!(store.session(&may(ManageStaff), b"aino").await.unwrap(), None);
    assert_eq!(store.welcome(ASKS, link.expose()).await.unwrap(), None);
    assert_eq!(store.staff(ASKS, aino).await.unwrap(), None);
    assert_eq!(store.staff_by_email(ASKS, "aino@example.fi").await.unwrap(), None);
    assert!(matches!(store.let_go(&may(ManageStaff), aino).await, Err(Error::Missing(_))));
    assert!(store.make_password_link(&may(ManageStaff), aino).await.is_err());
    assert_eq!(store.staff_names(ASKS).await.unwrap()[&aino], "Aino", "what they did keeps their name");
    assert_eq!(member(store, Role::Manager).await, aino);
    assert_eq!(store.staff(ASKS, aino).await.unwrap().unwrap().role, Role::Manager);
}

async fn a_new_role_and_a_new_password_end_the_sessions(engine: Engine) {
    let house = fresh_on(engine).await;
    let store = &house.store;
    owner(store).await;
    let aino = member(store, Role::Agent).await;
    session(store, &*house.clock, b"one", aino).await;
    store.set_role(&may(ManageStaff), aino, Role::Agent).await.unwrap();
    assert!(
        store.session(&may(ManageStaff), b"one").await.unwrap().is_some(),
        "the same role changes nothing"
    );
    store.set_role(&may(ManageStaff), aino, Role::Analyst).await.unwrap();
    assert_eq!(store.session(&may(ManageStaff), b"one").await.unwrap(), None);
    session(store, &*house.clock, b"two", aino).await;
    store.set_own_password(&oneself(aino, Role::Analyst), "$argon2id$three").await.unwrap();
    assert_eq!(store.session(&may(ManageStaff), b"two").await.unwrap(), None);
    session(store, &*house.clock, b"three", aino).await;
    let link = store.make_password_link(&may(ManageStaff), aino).await.unwrap();
    let newer = store.make_password_link(&may(ManageStaff), aino).await.unwrap();
    assert_eq!(store.take_link(&may(ManageStaff), link.expose(), &AINO).await.unwrap(), None);
    assert_eq!(store.take_link(&may(ManageStaff), newer.expose(), &AINO).await.unwrap(), Some(aino));
    assert_eq!(store.take_link(&may(ManageStaff), newer.expose(), &AINO).await.unwrap(), None);
    assert_eq!(store.session(&may(ManageStaff), b"three").await.unwrap(), None);
    let late = store.make_password_link(&may(ManageStaff), aino).await.unwrap();
    house.clock.pass(PASSWORD_LINK_SECONDS);
    assert_eq!(store.take_link(&may(ManageStaff), late.expose(), &AINO).await.unwrap(), None);
}

async fn one_sees_and_ends_ones_own_sessions_alone(engine: Engine) {
    let house = fresh_on(engine).await;
    let store = &house.store;
    let ilze = owner(store).await;
    let aino = member(store, Role::Agent).await;
    for (id, staff) in [(b"here", aino), (b"away", aino), (b"hers", ilze)] {
        session(store, &*house.clock, id, staff).await;
    }
    let (permit, hers) = (oneself(aino, Role::Agent), oneself(ilze, Role::Owner));
    let own = store.own_sessions(&permit, b"here").await.unwrap();
    assert_eq!((own.len(), own.iter().filter(|session| session.this).count()), (2, 1));
    let others = store.own_sessions(&hers, b"hers").await.unwrap().remove(0).key;
    for wrong in [others.as_str(), "", "zz", "é"] {
        assert!(matches!(store.end_own_session(&permit, wrong).await, Err(Error::Missing(_))), "{wrong}");
    }
    let away = own.iter().find(|session| !session.this).unwrap();
    store.end_own_session(&permit, &away.key).await.unwrap();
    assert_eq!(store.session(&may(ManageStaff), b"away").await.unwrap(), None);
    assert!(store.session(&may(ManageStaff), b"hers").await.unwrap().is_some());
    let key = check(Actor::Operator, ManageSelf).unwrap();
    assert!(matches!(store.own_sessions(&key, b"here").await, Err(Error::Denied(_))), "nobody's own");
}

async fn each_change_of_the_team_is_in_the_audit_without_a_secret(engine: Engine) {
    let house = fresh_on(engine).await;
    let store = &house.store;
    owner(store).await;
    let aino = member(store, Role::Agent).await;
    store.rename_oneself(&oneself(aino, Role::Agent), "Aino Virtanen").await.unwrap();
    store.set_role(&may(ManageStaff), aino, Role::Manager).await.unwrap();
    store.let_go(&may(ManageStaff), aino).await.unwrap();
    let lines = store.audit(ASKS, &AuditFilter::default(), 100).await.unwrap();
    let told: Vec<_> = lines.iter().rev().map(|line| (line.action.as_str(), line.detail.as_str())).collect();
    let expected = [
        ("staff.joined", "owner"),
        ("staff.invited", "agent"),
        ("staff.joined", "agent"),
        ("staff.renamed", ""),
        ("staff.role", "manager"),
        ("staff.left", "manager"),
    ];
    assert_eq!(told, expected);
}
