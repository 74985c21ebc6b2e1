//! People and organisations made, changed and listed by hand.

use domain::Actor;
use domain::access::Action::{ReadCustomers, WritePeople};
use domain::party::PartyKind;
use domain::profile::Profile;
use store::people::Kind;
use store::people::edit::{Address, Draft};
use store::people::list::{Among, PeopleFilter};
use store::{Error, Store};
use testing::Engine;

use crate::{fresh_on, may};

testing::on_both_engines![
    a_person_made_by_hand_is_found_changed_and_found_by_the_new_name,
    an_address_belongs_to_one_and_a_removed_one_is_free,
    lists_are_by_name_in_any_script_and_by_what_people_are,
];

fn named(name: &str) -> Draft {
    Draft { name: name.to_owned(), ..Draft::default() }
}

async fn found(store: &Store, text: &str) -> Vec<String> {
    let found = store.search(Actor::Operator, text, 9).await.unwrap();
    found.hits.into_iter().map(|hit| hit.line.name).collect()
}

async fn listed(store: &Store, filter: &PeopleFilter) -> Vec<String> {
    let lines = store.parties(Actor::Operator, filter, 50).await.unwrap();
    lines.into_iter().map(|party| party.line.name).collect()
}

async fn a_person_made_by_hand_is_found_changed_and_found_by_the_new_name(engine: Engine) {
    let house = fresh_on(engine).await;
    let (store, permit) = (&house.store, may(WritePeople));
    let profile = Profile { given: "Anna".into(), family: "Kalniņa".into(), ..Profile::default() };
    let draft = Draft { profile, stakes: vec!["Supplier".into()], ..Draft::default() };
    let addresses = [Address::Email(" Anna@X.lv"), Address::Phone("+371 26 123 456")];
    let id = store.make_person(&permit, draft, &addresses).await.unwrap();
    assert_eq!(found(store, "kaln").await, ["Anna Kalniņa"]);
    assert_eq!(found(store, "26 123").await, ["Anna Kalniņa"]);
    let married = Draft { name: "Anna Ozola".into(), kind: PartyKind::Person, ..Draft::default() };
    assert_eq!(store.edit_person(&permit, id, 0, married.clone()).await.unwrap(), 1);
    assert_eq!((found(store, "kaln").await.len(), found(store, "ozo").await.len()), (0, 1));
    let late = store.edit_person(&permit, id, 0, married).await;
    assert!(matches!(late, Err(Error::Superseded(_))), "an edit begun before another's is refused");
    assert_eq!(store.stakes(Actor::Operator, id).await.unwrap(), [""; 0]);
    let wrong = store.make_person(&may(ReadCustomers), named("Eve"), &[]).await;
    assert!(matches!(wrong, Err(Error::Denied(_))));
}

async fn an_address_belongs_to_one_and_a_removed_one_is_free(engine: Engine) {
    let house = fresh_on(engine).await;
    let (store, permit) = (&house.store, may(WritePeople));
    let ana = store.make_person(&permit, named("Ana"), &[Address::Email("a@x.lv")]).await.unwrap();
    let bo = store.make_person(&permit, named("Bo"), &[]).await.unwrap();
    let taken = store.add_address(&permit, bo, 0, Address::Email("A@X.LV")).await;
    assert!(matches!(taken, Err(Error::Belongs(whose)) if whose == ana));
    let before = store.digest().await.unwrap();
    let taken = store.make_person(&permit, named("Cy"), &[Address::Email("a@x.lv")]).await;
    assert!(matches!(taken, Err(Error::Belongs(whose)) if whose == ana));
    assert_eq!(store.digest().await.unwrap(), before, "nothing half-made is kept");
    let person = store.person(Actor::Operator, ana).await.unwrap().unwrap();
    let email = person.identities.iter().find(|identity| identity.kind == Kind::Email).unwrap();
    assert_eq!(store.remove_address(&permit, ana, 0, email.id).await.unwrap(), 1);
    assert!(matches!(store.remove_address(&permit, ana, 1, email.id).await, Err(Error::Missing(_))));
    assert_eq!(store.add_address(&permit, bo, 0, Address::Email("a@x.lv")).await.unwrap(), 1);
    assert_eq!(found(store, "a@x").await, ["Bo"]);
    for bad in [Address::Email("nobody"), Address::Phone("12")] {
        assert!(matches!(store.add_address(&permit, bo, 1, bad).await, Err(Error::Unfit(_))));
    }
    assert!(matches!(store.make_person(&permit, named("  "), &[]).await, Err(Error::Unfit(_))));
    assert!(matches!(store.make_person(&permit, named(&"x".repeat(201)), &[]).await, Err(Error::Unfit(_))));
}

async fn lists_are_by_name_in_any_script_and_by_what_people_are(engine: Engine) {
    let house = fresh_on(engine).await;
    let (store, permit) = (&house.store, may(WritePeople));
    for name in ["Zane", "Āboliņa", "Яна", "Abel", "زهرا", "آذر", "Žanis"] {
        let draft = Draft { stakes: vec!["media".into()], ..named(name) };
        store.make_person(&permit, draft, &[]).await.unwrap();
    }
    let firm = Draft { kind: PartyKind::Organisation, ..named("Baltic Beans") };
    store.make_person(&permit, firm, &[]).await.unwrap();
    let profile = Profile { language: "FA".into(), ..Profile::default() };
    store.make_person(&permit, Draft { profile, ..named("Mina") }, &[]).await.unwrap();
    let all = ["Abel", "Āboliņa", "Baltic Beans", "Mina", "Zane", "Žanis", "Яна", "آذر", "زهرا"];
    assert_eq!(listed(store, &PeopleFilter::default()).await, all);
    let first = store.parties(Actor::Operator, &PeopleFilter::default(), 4).await.unwrap();
    let rest = PeopleFilter { after: first.last().map(|party| party.line.id), ..PeopleFilter::default() };
    assert_eq!(listed(store, &rest).await, all[4..]);
    let of = |among| PeopleFilter { among: Some(among), ..PeopleFilter::default() };
    assert_eq!(listed(store, &of(Among::Stake("media".into()))).await.len(), 7);
    assert_eq!(listed(store, &of(Among::Language("fa".into()))).await, ["Mina"]);
    assert_eq!(listed(store, &of(Among::Overdue)).await, [""; 0]);
    assert_eq!(listed(store, &of(Among::Promised)).await, [""; 0]);
    let firms = PeopleFilter { kind: Some(PartyKind::Organisation), ..PeopleFilter::default() };
    assert_eq!(listed(store, &firms).await, ["Baltic Beans"]);
    assert_eq!(store.stakes_in_use(Actor::Operator).await.unwrap(), ["media"]);
}
