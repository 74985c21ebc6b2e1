//! What comes after an erasure: old files and events, restored backups, letters under way, and whatever
//! would wake a shell.

use super::*;

testing::on_both_engines![
    what_is_older_comes_back_by_no_door_and_what_is_newer_makes_somebody_new,
    receipts_are_played_again_on_a_database_from_before_them,
    who_can_not_be_erased_is_left_with_a_sentence,
    no_merge_undo_or_edit_wakes_a_shell,
    a_letter_in_flight_ends_as_it_ends_and_nothing_else_goes_out,
];

async fn what_is_older_comes_back_by_no_door_and_what_is_newer_makes_somebody_new(engine: Engine) {
    let World { house, who, .. } = world(engine).await;
    let store = &house.store;
    erase(store, who).await;
    let now = house.clock.now();
    let at = |at: Instant, id: &str| Incoming { source_id: id.into(), at: at.0, ..order(3, "zvirbulis") };
    let old = vec![order(1, "ana"), at(Instant(3_000_000), "o3"), at(now, "o9")];
    let tally = store.compare(Actor::Operator, "shop", &old).await.unwrap();
    assert_eq!((tally.created, tally.unchanged, tally.erased), (0, 1, 2));
    let import = NewImport { source: "shop", file: "old.csv", mapping: json!({}), bytes_total: 0 };
    let id = store.begin_import(&may(ImportOrders), &import).await.unwrap();
    store.apply(&may(ImportOrders), id, &Batch { orders: old, ..Batch::default() }).await.unwrap();
    assert_eq!(store.finish_import(&may(ImportOrders), id).await.unwrap().refused, 2);
    let reasons = store.refusal_counts(Actor::Operator, id).await.unwrap();
    assert_eq!(reasons.into_iter().collect::<Vec<_>>(), [(Reason::Erased, 2)]);
    send(store, event(Instant(5_000_000), "m1", "zvirbulis-7")).await;
    assert_forgotten(&house).await;
    house.clock.pass(60);
    let later = house.clock.now();
    send(store, event(later, "m2", "zvirbulis-8")).await;
    take_in(store, vec![at(later, "o10")]).await;
    let known = store.parties(Actor::Operator, &PeopleFilter::default(), 9).await.unwrap();
    assert_eq!(known.len(), 2, "somebody new beside Ana");
    let new = known.iter().find(|line| line.line.name.starts_with("Zvirb")).unwrap().line.id;
    assert_ne!(new, who);
    let (_, totals) = (later, store.totals(Actor::Operator, new).await.unwrap());
    assert_eq!(totals[0].purchases, 1, "with what they bought since, and no more");
    // Erased again, they have a second receipt.
    let second = erase(store, new).await;
    assert_eq!(store.erasure(Actor::Operator, second).await.unwrap().unwrap().number, 2);
    assert_forgotten(&house).await;
}

async fn receipts_are_played_again_on_a_database_from_before_them(engine: Engine) {
    let World { mut house, who, other, .. } = world(engine).await;
    house.store.close().await.unwrap();
    let place = house.place.copy();
    // What makes ids begins anew when a store is opened.
    house.clock.pass(60);
    house.store = open(house.place.database(), &house.clock).await;
    erase(&house.store, who).await;
    let later = Draft { name: "Later Zvirbulis".into(), ..Draft::default() };
    let known_by = [Address::Email("later@x.lv")];
    let later = house.store.make_person(&may(WritePeople), later, &known_by).await.unwrap();
    erase(&house.store, later).await;
    let file = house.store.receipts(Actor::Operator).await.unwrap();
    house.clock.pass(60);
    let store = open(place.database(), &house.clock).await;
    let restored = Fresh { store, clock: Arc::clone(&house.clock), place };
    let store = &restored.store;
    let played = store.erase_again(&may(ErasePeople), &file).await.unwrap();
    let first = Again { erased: 1, absent: 1, ..Again::default() };
    assert_eq!(played, first);
    assert_forgotten(&restored).await;
    assert_eq!(store.receipts(Actor::Operator).await.unwrap(), file, "the same receipts, the same digests");
    let played = store.erase_again(&may(ErasePeople), &file).await.unwrap();
    assert_eq!(played, Again { known: 2, ..Again::default() });
    let back =
        Incoming { keys: vec![Key { kind: Kind::Email, value: "later@x.lv".into() }], ..order(5, "x") };
    assert_eq!(store.compare(Actor::Operator, "shop", &[back]).await.unwrap().erased, 1);
    assert!(store.person(Actor::Operator, other).await.unwrap().is_some());
    // Where they are one with somebody else, nobody is erased unasked.
    let other = Receipt {
        id: ErasureId(Uuid::from_u128(5)),
        number: 7,
        ways: named(store, other).await,
        ..file.receipts[0].clone()
    };
    let one_more = Draft { name: "Bo".into(), ..Draft::default() };
    let bo = store.make_person(&may(WritePeople), one_more, &[]).await.unwrap();
    let into = ids(store).await.into_iter().find(|id| *id != bo).unwrap();
    store.merge(&may(MergePeople), into, bo, &BTreeSet::new()).await.unwrap();
    let file = Receipts { receipts: vec![other], ..file };
    let played = store.erase_again(&may(ErasePeople), &file).await.unwrap();
    assert_eq!(played.refused, [(7, ErasureRefusal::More { person: into })]);
}

/// The identities of a person, as a receipt names them.
async fn named(store: &Store, person: PersonId) -> Vec<(domain::ids::IdentityId, String)> {
    let person = store.person(Actor::Operator, person).await.unwrap().unwrap();
    person.identities.iter().map(|one| (one.id, "0".repeat(64))).collect()
}

async fn who_can_not_be_erased_is_left_with_a_sentence(engine: Engine) {
    let World { house, who, other, .. } = world(engine).await;
    let store = &house.store;
    let nobody = PersonId(Uuid::from_u128(7));
    let ask = async |person, reason| {
        let new = NewErasure { person, asked_by: AskedBy::Person, reason };
        refused(store.erase(&may(ErasePeople), &new).await)
    };
    assert_eq!(ask(nobody, "asked").await, ErasureRefusal::Missing);
    assert_eq!(ask(who, "  ").await, ErasureRefusal::NoReason);
    for named in ["ZVIRBULIS asked", "the letter from Zvirbulis@x.lv", "call of Воробьев"] {
        assert_eq!(ask(who, named).await, ErasureRefusal::Named, "{named}");
    }
    let merge = store.merge(&may(MergePeople), other, who, &BTreeSet::new()).await.unwrap();
    assert_eq!(ask(who, "asked").await, ErasureRefusal::Merged { into: other });
    for role in [Role::Manager, Role::Agent, Role::Analyst, Role::Auditor] {
        let actor = Actor::Staff { id: StaffId(Uuid::from_u128(9)), role };
        assert!(check(actor, ErasePeople).is_err());
        assert!(store.held_of(actor, other).await.is_err());
    }
    assert!(store.erase(&may(WritePeople), &erasure(other)).await.is_err(), "leave for something else");
    // Who was merged is erased with all who were merged into them.
    let name = store.person(Actor::Operator, other).await.unwrap().unwrap().name;
    assert_eq!(name, "ana");
    erase(store, other).await;
    assert_forgotten(&house).await;
    assert!(matches!(
        store.undo_merge(&may(MergePeople), merge).await,
        Err(Error::Merge(MergeRefusal::Erased))
    ));
}

async fn no_merge_undo_or_edit_wakes_a_shell(engine: Engine) {
    let World { house, who, other, .. } = world(engine).await;
    let store = &house.store;
    let version = store.person(Actor::Operator, who).await.unwrap().unwrap().version;
    let imports = store.imports(Actor::Operator, None, 9).await.unwrap();
    erase(store, who).await;
    let merged = store.merge(&may(MergePeople), other, who, &BTreeSet::new()).await;
    assert!(matches!(merged, Err(Error::Merge(MergeRefusal::Erased))), "{merged:?}");
    for version in version..version + 3 {
        let draft = Draft { name: "Zvirbulis".into(), ..Draft::default() };
        let edited = store.edit_person(&may(WritePeople), who, version, draft).await;
        assert!(matches!(edited, Err(Error::Missing(_))), "{edited:?}");
    }
    let touched = store.write_touch(&may(WritePeople), who, Entry::Visit, Instant(1), "zvirbulis").await;
    assert!(matches!(touched, Err(Error::Missing(_))), "{touched:?}");
    for merge in store.merges(Actor::Operator, &Default::default(), 9).await.unwrap() {
        let undone = store.undo_merge(&may(MergePeople), merge.id).await;
        assert!(
            matches!(undone, Err(Error::Merge(MergeRefusal::Erased | MergeRefusal::Undone))),
            "{undone:?}"
        );
    }
    for import in imports {
        store.undo_import(&may(ImportOrders), import.id, |_| ()).await.unwrap();
    }
    assert_eq!(store.counts(Actor::Operator).await.unwrap().orders, 0, "an import can still be taken back");
    assert_eq!(store.damage().await.unwrap(), Vec::<String>::new());
    assert_forgotten(&house).await;
}

async fn a_letter_in_flight_ends_as_it_ends_and_nothing_else_goes_out(engine: Engine) {
    for (ended, says) in [
        (Ended::Sent("250 zvirbulis@x.lv".into()), "sent"),
        (Ended::Bounced("550 zvirbulis@x.lv".into()), "cancelled"),
        (Ended::Unseen(String::new()), "cancelled"),
    ] {
        let World { house, who, .. } = world(engine).await;
        let store = &house.store;
        let leased = store.lease_letters(&may(RunJobs), 9, 60).await.unwrap();
        let hold = "update outbox set state = 'sending' where state = 'waiting' returning state";
        house.place.raw(hold).await.unwrap();
        erase(store, who).await;
        let settled = Settled { gesture: leased[0].gesture, fence: leased[0].fence, outcome: ended };
        store.settle_letters(&may(RunJobs), &[settled]).await.unwrap();
        assert_eq!(house.place.raw("select state from outbox").await.unwrap(), [says]);
        assert_forgotten(&house).await;
        house.clock.pass(30 * 86_400);
        assert!(store.lease_letters(&may(RunJobs), 9, 60).await.unwrap().is_empty());
        let again = store.decide_letter(&may(ManagePlays), leased[0].gesture, true).await;
        assert!(matches!(again, Err(Error::Superseded(_))), "{again:?}");
    }
}
