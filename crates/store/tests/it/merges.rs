//! Two made one, and two again.

use std::collections::BTreeSet;

use domain::Actor;
use domain::access::Action::{MergePeople, WriteBeliefs, WritePeople};
use domain::ids::{MergeId, PersonId};
use domain::merging::{Comparison, Field, Level, MergeRefusal, Weighed};
use domain::profile::Profile;
use futures::stream;
use store::merges::MergeFilter;
use store::suggestions::{Suggestion, SuggestionFilter};
use store::{Error, Store};
use testing::Engine;

use crate::worth::{ids, new_run, order, standing, take_in};
use crate::{Fresh, fresh_on, may};

testing::on_both_engines![
    undo_restores_both_to_the_byte,
    what_came_since_follows_its_identity_and_edits_since_are_kept_and_named,
    merges_into_one_are_undone_in_any_order_and_a_chain_from_its_end,
    who_was_told_apart_is_neither_merged_nor_suggested_also_as_part_of_a_third,
    two_merges_of_one_person_at_once_leave_one,
];

/// Every row of every table, but the merges themselves, who did what, and marks of what is to be
/// looked at again.
async fn everything(house: &Fresh) -> Vec<String> {
    house.place.rows(&["merges", "audit", "counters", "jobs", "messages", "people.stale"]).await
}

async fn merge(store: &Store, survivor: PersonId, absorbed: PersonId) -> Result<MergeId, Error> {
    store.merge(&may(MergePeople), survivor, absorbed, &BTreeSet::new()).await
}

async fn purchases(store: &Store, person: PersonId) -> u64 {
    store.totals(Actor::Operator, person).await.unwrap()[0].purchases
}

fn refused<T: std::fmt::Debug>(result: Result<T, Error>) -> MergeRefusal {
    match result {
        Err(Error::Merge(refusal)) => refusal,
        other => panic!("{other:?} is no refusal"),
    }
}

fn pair(a: PersonId, b: PersonId, probability: f64) -> Suggestion {
    let evidence = vec![Weighed { comparison: Comparison::Given, level: Level::Same, weight: 7.25 }];
    Suggestion { a: a.min(b), b: a.max(b), probability, evidence }
}

/// Ana, Bo, Cy and Dee, with a profile each but Dee, standings, and suggestions between all.
async fn four(engine: Engine) -> (Fresh, Vec<PersonId>) {
    let house = fresh_on(engine).await;
    let store = &house.store;
    take_in(store, (0..4).map(|at| order(at, ["ana", "bo", "cy", "dee"][at as usize])).collect()).await;
    let people = ids(store).await;
    for (person, city) in people.iter().zip(["Rīga", "Turku", ""]) {
        let profile = Profile { given: "Ana".into(), city: city.into(), ..Profile::default() };
        store.save_profile(&may(WritePeople), *person, 0, profile).await.unwrap();
    }
    let seen = store.mark(Actor::Operator).await.unwrap();
    let all: Vec<_> = people.iter().map(|id| standing(*id, Some(0.1 + 0.2), 3.0)).collect();
    store.save_run(&may(WriteBeliefs), &new_run(20_700), seen, stream::iter([all])).await.unwrap();
    let found =
        [pair(people[0], people[1], 0.99), pair(people[1], people[2], 0.9), pair(people[2], people[3], 0.6)];
    assert_eq!(store.save_suggestions(&may(WriteBeliefs), found.into_iter()).await.unwrap(), 3);
    (house, people)
}

async fn undo_restores_both_to_the_byte(engine: Engine) {
    let (house, people) = four(engine).await;
    let store = &house.store;
    let (rows, digest) = (everything(&house).await, store.digest().await.unwrap());
    let taken = BTreeSet::from([Field::City]);
    let id = store.merge(&may(MergePeople), people[0], people[1], &taken).await.unwrap();
    assert_ne!(store.digest().await.unwrap(), digest);
    let ana = store.person(Actor::Operator, people[0]).await.unwrap().unwrap();
    assert_eq!((ana.identities.len(), ana.stale, purchases(store, ana.id).await), (2, true, 2));
    assert!(store.person(Actor::Operator, people[1]).await.unwrap().is_none());
    assert_eq!(store.merged_into(Actor::Operator, people[1]).await.unwrap(), Some(people[0]));
    assert_eq!(store.profile(Actor::Operator, people[0]).await.unwrap().city, "Turku");
    let left = store.suggestions(Actor::Operator, &SuggestionFilter::default(), 9).await.unwrap();
    assert_eq!(left.len(), 1, "what was suggested of bo went with him");
    let undone = store.undo_merge(&may(MergePeople), id).await.unwrap();
    assert_eq!((undone.absorbed, undone.kept), (people[1], Vec::new()));
    assert_eq!(everything(&house).await, rows);
    assert_eq!(store.digest().await.unwrap(), digest);
    assert_eq!(store.merged_into(Actor::Operator, people[1]).await.unwrap(), None);
    assert_eq!(store.counts(Actor::Operator).await.unwrap().stale, 2, "both are scored again");
    assert!(store.damage().await.unwrap().is_empty());
    assert_eq!(refused(store.undo_merge(&may(MergePeople), id).await), MergeRefusal::Undone);
    let told = store.merges(Actor::Operator, &MergeFilter::default(), 9).await.unwrap();
    assert_eq!((told.len(), told[0].absorbed_name.as_str()), (1, "bo"));
    assert!(told[0].undone.is_some());
}

async fn what_came_since_follows_its_identity_and_edits_since_are_kept_and_named(engine: Engine) {
    let (house, people) = four(engine).await;
    let store = &house.store;
    let id = merge(store, people[0], people[1]).await.unwrap();
    take_in(store, vec![order(7, "bo"), order(8, "ana")]).await;
    assert_eq!(purchases(store, people[0]).await, 4);
    let mut profile = store.profile(Actor::Operator, people[0]).await.unwrap();
    profile.city = "Tallinn".into();
    store.save_profile(&may(WritePeople), people[0], 2, profile).await.unwrap();
    let undone = store.undo_merge(&may(MergePeople), id).await.unwrap();
    assert_eq!(undone.kept, Vec::<String>::new(), "the merge had not touched the city");
    assert_eq!(store.profile(Actor::Operator, people[0]).await.unwrap().city, "Tallinn");
    for person in &people[..2] {
        assert_eq!(purchases(store, *person).await, 2);
    }
    let taken = BTreeSet::from([Field::City]);
    let id = store.merge(&may(MergePeople), people[0], people[1], &taken).await.unwrap();
    let mut profile = store.profile(Actor::Operator, people[0]).await.unwrap();
    assert_eq!(profile.city, "Turku");
    profile.city = "Tartu".into();
    store.save_profile(&may(WritePeople), people[0], 5, profile).await.unwrap();
    let undone = store.undo_merge(&may(MergePeople), id).await.unwrap();
    assert_eq!(undone.kept, ["city"]);
    assert_eq!(store.profile(Actor::Operator, people[0]).await.unwrap().city, "Tartu");
    assert_eq!(store.profile(Actor::Operator, people[1]).await.unwrap().city, "Turku");
}

async fn merges_into_one_are_undone_in_any_order_and_a_chain_from_its_end(engine: Engine) {
    let (house, people) = four(engine).await;
    let store = &house.store;
    let rows = everything(&house).await;
    let permit = may(MergePeople);
    let city = BTreeSet::from([Field::City]);
    // Dee has no profile; she gets Ana's, then Bo's city.
    let first = merge(store, people[3], people[0]).await.unwrap();
    let second = store.merge(&permit, people[3], people[1], &city).await.unwrap();
    store.undo_merge(&permit, first).await.unwrap();
    assert_eq!(store.profile(Actor::Operator, people[3]).await.unwrap().city, "Turku");
    store.undo_merge(&permit, second).await.unwrap();
    let versionless = |rows: Vec<String>| -> Vec<String> {
        let people = |row: &String| row.starts_with("people: ");
        rows.into_iter().filter(|row| !people(row) && !row.starts_with("suggestions")).collect()
    };
    assert_eq!(versionless(everything(&house).await), versionless(rows));
    let first = merge(store, people[1], people[0]).await.unwrap();
    let second = merge(store, people[2], people[1]).await.unwrap();
    assert_eq!(store.merged_into(Actor::Operator, people[0]).await.unwrap(), Some(people[2]));
    assert_eq!(refused(merge(store, people[0], people[3]).await), MergeRefusal::Merged { into: people[2] });
    assert_eq!(refused(merge(store, people[0], people[2]).await), MergeRefusal::Same);
    let refusal = refused(store.undo_merge(&permit, first).await);
    assert_eq!(refusal, MergeRefusal::MergedOn { into: people[2] });
    store.undo_merge(&permit, second).await.unwrap();
    store.undo_merge(&permit, first).await.unwrap();
    for person in &people {
        let person = store.person(Actor::Operator, *person).await.unwrap().unwrap();
        assert_eq!((person.identities.len(), purchases(store, person.id).await), (1, 1));
    }
}

async fn who_was_told_apart_is_neither_merged_nor_suggested_also_as_part_of_a_third(engine: Engine) {
    let (house, people) = four(engine).await;
    let store = &house.store;
    let permit = may(MergePeople);
    store.tell_apart(&permit, people[0], people[1]).await.unwrap();
    assert_eq!(store.suggestion_count(Actor::Operator, 0.0).await.unwrap(), 2);
    let refusal = refused(merge(store, people[0], people[1]).await);
    assert!(matches!(&refusal, MergeRefusal::Distinct { by, .. } if by == "operator"), "{refusal}");
    merge(store, people[2], people[1]).await.unwrap();
    assert!(matches!(refused(merge(store, people[2], people[0]).await), MergeRefusal::Distinct { .. }));
    let preview = store.preview_merge(Actor::Operator, people[0], people[2]).await.unwrap();
    assert!(preview.refusal.is_some());
    let again = [pair(people[0], people[2], 0.99), pair(people[0], people[1], 0.99)];
    let kept = store.save_suggestions(&may(WriteBeliefs), again.into_iter()).await.unwrap();
    assert_eq!(kept, 0, "a decision, and somebody who is no more");
    let told = store.distinctions(Actor::Operator, people[2]).await.unwrap();
    assert_eq!((told.len(), told[0].other), (1, people[0]));
    assert!(store.lift_distinction(&permit, people[2], people[0]).await.unwrap());
    assert!(!store.lift_distinction(&permit, people[2], people[0]).await.unwrap());
    merge(store, people[2], people[0]).await.unwrap();
}

async fn two_merges_of_one_person_at_once_leave_one(engine: Engine) {
    let (house, people) = four(engine).await;
    let store = &house.store;
    let (one, other) = tokio::join!(merge(store, people[1], people[0]), merge(store, people[2], people[0]));
    let lost = if one.is_ok() { refused(other) } else { refused(one) };
    assert!(matches!(lost, MergeRefusal::Merged { .. }), "{lost}");
    assert_eq!(store.merges(Actor::Operator, &MergeFilter::default(), 9).await.unwrap().len(), 1);
    assert_eq!(refused(merge(store, people[1], people[1]).await), MergeRefusal::Same);
    let nobody = PersonId(uuid::Uuid::from_bytes([7; 16]));
    assert_eq!(refused(merge(store, people[1], nobody).await), MergeRefusal::Missing);
    assert!(store.merge(&may(WritePeople), people[1], people[3], &BTreeSet::new()).await.is_err());
}
