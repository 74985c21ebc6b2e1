//! What we remember, promise and write down of people, and the timeline it stands on.

use domain::access::Action::{self, WritePeople};
use domain::access::{Role, check};
use domain::ids::{FactId, PersonId, StaffId};
use domain::memory::{
    Basis, Calendar, Draft, FactKind, Level, Problem, Recurring, RelationKind, Source, TEXT_MAX, When,
};
use domain::party::PartyKind;
use domain::promises::{PromiseKind, PromiseState};
use domain::timeline::{Kind, Phase};
use domain::{Actor, Clock, Day, Permit};
use store::audit::{AuditFilter, SEEN};
use store::facts::Selected;
use store::people::edit::{Address, Draft as PersonDraft};
use store::promises::{Correction, Kept, NewPromise};
use store::relations::Bond;
use store::timeline::Asked;
use store::{Error, Store};
use testing::Engine;
use uuid::Uuid;

use crate::worth::{ids, order, take_in};
use crate::{fresh_on, may};

testing::on_both_engines![
    a_fact_keeps_its_terms_its_date_and_where_it_came_from,
    who_may_not_see_a_fact_does_not_count_find_or_change_it_and_each_look_leaves_a_trace,
    of_two_who_edit_one_fact_the_later_is_told,
    what_is_not_fit_to_keep_is_refused_and_leaves_no_trace,
    promises_are_kept_once_and_the_share_is_counted,
    what_was_written_down_wrongly_is_corrected_and_the_timeline_stays_right,
    a_timeline_is_read_page_by_page_across_identities_by_kind_and_by_phase,
    relations_show_from_both_sides_and_make_no_ring,
];

async fn person(store: &Store, name: &str, kind: PartyKind) -> PersonId {
    let draft = PersonDraft { name: name.to_owned(), kind, ..PersonDraft::default() };
    store.make_person(&may(WritePeople), draft, &[]).await.unwrap()
}

async fn ilze(store: &Store) -> PersonId {
    person(store, "Ilze Ozola", PartyKind::Person).await
}

fn draft(text: &str) -> Draft {
    Draft {
        kind: FactKind::Interest,
        text: text.to_owned(),
        when: None,
        source: Source::Said,
        source_note: String::new(),
        basis: Basis::LegitimateInterests,
        level: Level::Ordinary,
        expires_on: None,
    }
}

fn staff(role: Role) -> Actor {
    Actor::Staff { id: StaffId(Uuid::from_u128(7)), role }
}

fn writes(actor: Actor) -> Permit {
    check(actor, WritePeople).unwrap()
}

async fn seen(store: &Store) -> usize {
    let filter = AuditFilter { action: Some(SEEN.to_owned()), ..AuditFilter::default() };
    store.audit(Actor::Operator, &filter, 100).await.unwrap().len()
}

fn problem<T: std::fmt::Debug>(result: Result<T, Error>) -> Problem {
    match result {
        Err(Error::Unfit(problem)) => problem,
        other => panic!("{other:?} is no problem"),
    }
}

async fn a_fact_keeps_its_terms_its_date_and_where_it_came_from(engine: Engine) {
    let house = fresh_on(engine).await;
    let (store, permit) = (&house.store, may(WritePeople));
    let ilze = ilze(store).await;
    let now = house.clock.now();
    let note =
        store.write_touch(&permit, ilze, Kind::Note, now, "Rows on the Daugava, born 23 Mehr").await.unwrap();
    let from = Selected { kind: Kind::Note, id: note.0, phrase: "born 23 Mehr".to_owned() };
    let birthday = Recurring::new(Calendar::Jalali, Some(1365), 7, 23, None).unwrap();
    let wanted = Draft {
        kind: FactKind::Date,
        when: Some(When::Yearly(birthday)),
        source_note: "at the counter".to_owned(),
        expires_on: Some(Day(40_000)),
        ..draft(" Birthday ")
    };
    let id = store.remember(&permit, ilze, wanted.clone(), Some(from.clone())).await.unwrap();
    let fact = store.fact(Actor::Operator, id).await.unwrap().unwrap();
    assert_eq!(fact.draft, Draft { text: "Birthday".to_owned(), ..wanted });
    assert_eq!((fact.person, fact.from.as_ref(), fact.version), (ilze, Some(&from), 1));
    assert!(!fact.is_expired(Day(39_999)) && fact.is_expired(Day(40_000)));
    let once = Draft { kind: FactKind::Event, when: Some(When::Once(Day(20_000))), ..draft("Moved house") };
    store.remember(&permit, ilze, once, None).await.unwrap();
    let all = store.facts(Actor::Operator, ilze).await.unwrap();
    assert_eq!(
        all.iter().map(|fact| fact.draft.text.as_str()).collect::<Vec<_>>(),
        ["Moved house", "Birthday"]
    );
    assert_eq!(all[0].draft.when, Some(When::Once(Day(20_000))));
    let found = store.search(Actor::Operator, "moved", 9).await.unwrap();
    assert_eq!(found.hits.len(), 1, "a word of a fact finds its person");
    store.forget_fact(&permit, all[0].id, 1).await.unwrap();
    assert!(store.search(Actor::Operator, "moved", 9).await.unwrap().hits.is_empty());
    assert_eq!(store.facts(Actor::Operator, ilze).await.unwrap().len(), 1);
}

async fn who_may_not_see_a_fact_does_not_count_find_or_change_it_and_each_look_leaves_a_trace(
    engine: Engine,
) {
    let house = fresh_on(engine).await;
    let (store, permit) = (&house.store, may(WritePeople));
    let ilze = ilze(store).await;
    let kept = |level, basis, text| Draft { level, basis, ..draft(text) };
    for fact in [
        kept(Level::Ordinary, Basis::LegitimateInterests, "Likes rye bread"),
        kept(Level::Private, Basis::LegitimateInterests, "Saves for a flat"),
        kept(Level::Special, Basis::Consent, "Coeliac disease"),
    ] {
        store.remember(&permit, ilze, fact, None).await.unwrap();
    }
    let before = seen(store).await;
    for (role, count, looks) in [
        (Role::Analyst, 1, 0),
        (Role::Auditor, 1, 0),
        (Role::Agent, 2, 1),
        (Role::Manager, 3, 2),
        (Role::Owner, 3, 3),
    ] {
        assert_eq!(store.facts(staff(role), ilze).await.unwrap().len(), count, "{role:?}");
        assert_eq!(seen(store).await, before + looks, "{role:?}");
    }
    let all = store.facts(Actor::Operator, ilze).await.unwrap();
    let special = all.iter().find(|fact| fact.draft.level == Level::Special).unwrap().id;
    let agent = writes(staff(Role::Agent));
    assert_eq!(store.fact(staff(Role::Agent), special).await.unwrap(), None);
    let changed = store.correct_fact(&agent, special, 1, draft("Nothing")).await;
    assert!(matches!(changed, Err(Error::Missing(_))));
    assert!(matches!(store.forget_fact(&agent, special, 1).await, Err(Error::Missing(_))));
    let raised = kept(Level::Special, Basis::Consent, "Kneels badly");
    assert!(matches!(store.remember(&agent, ilze, raised, None).await, Err(Error::Denied(_))));
    let hits = async |role| store.search(staff(role), "coeliac", 9).await.unwrap().hits.len();
    assert_eq!((hits(Role::Agent).await, hits(Role::Manager).await), (0, 1));
    let read_only = check(Actor::Operator, Action::ReadCustomers).unwrap();
    assert!(matches!(store.remember(&read_only, ilze, draft("x"), None).await, Err(Error::Denied(_))));
}

async fn of_two_who_edit_one_fact_the_later_is_told(engine: Engine) {
    let house = fresh_on(engine).await;
    let (store, permit) = (&house.store, may(WritePeople));
    let ilze = ilze(store).await;
    let id = store.remember(&permit, ilze, draft("Likes tea"), None).await.unwrap();
    assert_eq!(store.correct_fact(&permit, id, 1, draft("Likes green tea")).await.unwrap(), 2);
    let late = store.correct_fact(&permit, id, 1, draft("Likes black tea")).await;
    assert!(matches!(late, Err(Error::Superseded(sentence)) if sentence.contains("look again")));
    assert!(matches!(store.forget_fact(&permit, id, 1).await, Err(Error::Superseded(_))));
    assert_eq!(store.fact(Actor::Operator, id).await.unwrap().unwrap().draft.text, "Likes green tea");
    let gone = store.correct_fact(&permit, FactId(Uuid::nil()), 1, draft("x")).await;
    assert!(matches!(gone, Err(Error::Missing(_))));
}

async fn what_is_not_fit_to_keep_is_refused_and_leaves_no_trace(engine: Engine) {
    let house = fresh_on(engine).await;
    let (store, permit) = (&house.store, may(WritePeople));
    let ilze = ilze(store).await;
    let other = person(store, "Jānis", PartyKind::Person).await;
    let now = house.clock.now();
    let theirs = store.write_touch(&permit, other, Kind::Call, now, "Called about Ilze").await.unwrap();
    let before = store.digest().await.unwrap();
    let long = draft(&"ā".repeat(100_000));
    assert_eq!(
        problem(store.remember(&permit, ilze, long, None).await),
        Problem::TooLong { length: 100_000, max: TEXT_MAX }
    );
    assert_eq!(problem(store.remember(&permit, ilze, draft(" \n"), None).await), Problem::Empty);
    let special = Draft { level: Level::Special, ..draft("Prays at noon") };
    assert_eq!(problem(store.remember(&permit, ilze, special, None).await), Problem::SpecialBasis);
    let from = Selected { kind: Kind::Call, id: theirs.0, phrase: String::new() };
    assert_eq!(problem(store.remember(&permit, ilze, draft("x"), Some(from)).await), Problem::NotTheirEntry);
    let ahead = now.plus_seconds(3 * 86_400);
    assert_eq!(problem(store.write_touch(&permit, ilze, Kind::Note, ahead, "x").await), Problem::InFuture);
    let wrong = store.write_touch(&permit, ilze, Kind::Purchase, now, "x").await;
    assert!(matches!(problem(wrong), Problem::Unknown { .. }));
    let nobody = store.remember(&permit, PersonId(Uuid::nil()), draft("x"), None).await;
    assert!(matches!(nobody, Err(Error::Missing(_))));
    assert_eq!(store.digest().await.unwrap(), before, "nothing half-made is kept");
}

async fn promises_are_kept_once_and_the_share_is_counted(engine: Engine) {
    let house = fresh_on(engine).await;
    let (store, permit) = (&house.store, may(WritePeople));
    let ilze = ilze(store).await;
    let today = house.clock.now().day_in(&jiff::tz::TimeZone::UTC);
    let new = |kind, text: &str, due: Option<i32>| NewPromise {
        kind,
        text: text.to_owned(),
        owner: None,
        due: due.map(|days| Day(today.0 + days)),
        entry: None,
    };
    let make = async |kind, text, due| store.make_promise(&permit, ilze, new(kind, text, due)).await.unwrap();
    let call = make(PromiseKind::Promise, "Call back", Some(-2)).await;
    let box_ = make(PromiseKind::Promise, "Send the box", Some(3)).await;
    make(PromiseKind::Promise, "Ask the roaster", None).await;
    let wish = make(PromiseKind::Wish, "A quiet table", Some(-9)).await;
    let close = async |id, state| store.close_promise(&permit, id, 1, state, "done").await;
    assert_eq!(close(box_, PromiseState::Kept).await.unwrap(), 2);
    assert!(matches!(close(box_, PromiseState::Broken).await, Err(Error::Superseded(_))));
    close(wish, PromiseState::Withdrawn).await.unwrap();
    let kept = store.promises_kept(Actor::Operator, today).await.unwrap();
    assert_eq!(kept, Kept { kept: 1, broken: 0, overdue: 1 });
    close(call, PromiseState::Broken).await.unwrap();
    let kept = store.promises_kept(Actor::Operator, today).await.unwrap();
    assert_eq!(kept, Kept { kept: 1, broken: 1, overdue: 0 });
    let all = store.promises(Actor::Operator, ilze).await.unwrap();
    let open = |state| state == PromiseState::Open;
    assert_eq!(
        all.iter().map(|promise| open(promise.state)).collect::<Vec<_>>(),
        [true, false, false, false]
    );
    let page = store.timeline(Actor::Operator, ilze, &Asked { limit: 9, ..Asked::default() }).await.unwrap();
    assert_eq!(page.entries.len(), 4, "each stands on the timeline");
    let stranger = NewPromise { owner: Some(StaffId(Uuid::nil())), ..new(PromiseKind::Promise, "x", None) };
    assert!(matches!(problem(store.make_promise(&permit, ilze, stranger).await), Problem::Unknown { .. }));
}

async fn what_was_written_down_wrongly_is_corrected_and_the_timeline_stays_right(engine: Engine) {
    let house = fresh_on(engine).await;
    let (store, permit, now) = (&house.store, may(WritePeople), house.clock.now());
    let ilze = ilze(store).await;
    let timeline = async || {
        let asked = Asked { limit: 9, ..Asked::default() };
        let page = store.timeline(Actor::Operator, ilze, &asked).await.unwrap();
        page.entries.iter().map(|entry| (entry.place.kind, entry.place.at)).collect::<Vec<_>>()
    };
    let touch = store.write_touch(&permit, ilze, Kind::Note, now, "Called about bens").await.unwrap();
    let from = Selected { kind: Kind::Note, id: touch.0, phrase: "bens".into() };
    let fact = store.remember(&permit, ilze, draft("Likes beans"), Some(from)).await.unwrap();
    let new = NewPromise {
        kind: PromiseKind::Wish,
        text: "A quiet tabel".to_owned(),
        owner: None,
        due: None,
        entry: Some((Kind::Note, touch.0)),
    };
    let promise = store.make_promise(&permit, ilze, new).await.unwrap();
    let earlier = now.plus_seconds(-3600);
    let correct =
        async |version, text| store.correct_touch(&permit, touch, version, (Kind::Call, earlier), text).await;
    assert_eq!(correct(1, "Called about beans").await.unwrap(), 2);
    assert!(matches!(correct(1, "lost").await, Err(Error::Superseded(_))));
    assert_eq!(problem(correct(2, " ").await), Problem::Empty);
    assert_eq!(timeline().await, [(Kind::Wish, now), (Kind::Call, earlier)]);
    let fact = store.fact(Actor::Operator, fact).await.unwrap().unwrap();
    assert_eq!(fact.from.unwrap().kind, Kind::Call, "the way back leads to the call");
    store.close_promise(&permit, promise, 1, PromiseState::Broken, "by mistake").await.unwrap();
    let right = Correction {
        kind: PromiseKind::Promise,
        text: "A quiet table".to_owned(),
        owner: None,
        due: Some(Day(20_800)),
        state: PromiseState::Open,
        closing_note: "forgotten with its end".to_owned(),
    };
    assert!(matches!(store.correct_promise(&permit, promise, 1, &right).await, Err(Error::Superseded(_))));
    assert_eq!(store.correct_promise(&permit, promise, 2, &right).await.unwrap(), 3);
    let found = store.promise(Actor::Operator, promise).await.unwrap().unwrap();
    assert_eq!((found.text.as_str(), found.due, found.state), ("A quiet table", right.due, right.state));
    assert_eq!(found.closing_note, "");
    let stranger = Correction { owner: Some(StaffId(Uuid::nil())), ..right.clone() };
    let refused = store.correct_promise(&permit, promise, 3, &stranger).await;
    assert!(matches!(problem(refused), Problem::Unknown { .. }));
    assert_eq!(timeline().await, [(Kind::Promise, now), (Kind::Call, earlier)]);
    assert_eq!(store.damage().await.unwrap(), Vec::<String>::new());
    store.remove_promise(&permit, promise, 3).await.unwrap();
    store.remove_touch(&permit, touch, 2).await.unwrap();
    assert!(timeline().await.is_empty());
    let about = AuditFilter { object_id: Some(ilze.0), ..AuditFilter::default() };
    let lines = store.audit(Actor::Operator, &about, 9).await.unwrap();
    let did: Vec<&str> = lines.iter().map(|line| line.action.as_str()).collect();
    assert_eq!(&did[..2], ["touch.removed", "promise.removed"], "found though they are gone");
    let corrected = AuditFilter { action: Some("promise.corrected".into()), ..AuditFilter::default() };
    let lines = store.audit(Actor::Operator, &corrected, 9).await.unwrap();
    assert_eq!(lines[0].detail, "kind, text, due, state, note");
}

async fn a_timeline_is_read_page_by_page_across_identities_by_kind_and_by_phase(engine: Engine) {
    let house = fresh_on(engine).await;
    let (store, permit) = (&house.store, may(WritePeople));
    take_in(store, (0..40).map(|at| order(at, "ana")).collect()).await;
    let ana = ids(store).await[0];
    let phone = Address::Phone("+371 26 123 456");
    let version = store.person(Actor::Operator, ana).await.unwrap().unwrap().version;
    store.add_address(&permit, ana, version, phone).await.unwrap();
    let bought = |at: usize| Asked { kinds: vec![Kind::Purchase], limit: at as u32, ..Asked::default() };
    let purchases = store.timeline(Actor::Operator, ana, &bought(100)).await.unwrap().entries;
    assert_eq!(purchases.len(), 40);
    let first = purchases[39].place.at;
    for (at, text) in [
        (first.plus_seconds(-1), "asked about beans"),
        (first, "came in"),
        (first.plus_seconds(1), "liked them"),
    ] {
        store.write_touch(&permit, ana, Kind::Call, at, text).await.unwrap();
    }
    let whole =
        store.timeline(Actor::Operator, ana, &Asked { limit: 100, ..Asked::default() }).await.unwrap();
    assert_eq!((whole.entries.len(), whole.next), (43, None));
    let places: Vec<_> = whole.entries.iter().map(|entry| entry.place).collect();
    assert!(places.windows(2).all(|pair| pair[0].at >= pair[1].at), "newest first");
    let (mut pages, mut before) = (Vec::new(), None);
    loop {
        let asked = Asked { limit: 7, before, ..Asked::default() };
        let page = store.timeline(Actor::Operator, ana, &asked).await.unwrap();
        pages.extend(page.entries.iter().map(|entry| entry.place));
        before = page.next;
        if before.is_none() {
            break;
        }
    }
    assert_eq!(pages, places, "each entry once, though some share their instant");
    let of = async |phase, kinds: &[Kind]| {
        let asked = Asked { phase: Some(phase), kinds: kinds.to_vec(), limit: 100, before: None };
        store.timeline(Actor::Operator, ana, &asked).await.unwrap().entries.len()
    };
    assert_eq!(of(Phase::Before, &[]).await, 1);
    assert_eq!((of(Phase::During, &[]).await, of(Phase::After, &[Kind::Call]).await), (40, 2));
    assert_eq!(of(Phase::Before, &[Kind::Purchase]).await, 0);
    let days = store.purchase_days(Actor::Operator, ana).await.unwrap();
    assert!(!days.is_empty() && days.windows(2).all(|pair| pair[0] < pair[1]));
    let call = whole.entries.iter().find(|entry| entry.place.kind == Kind::Call).unwrap().place;
    let place = store.entry_place(Actor::Operator, ana, Kind::Call, call.id).await.unwrap();
    assert_eq!(place, Some(call));
    let touch = domain::ids::TouchId(call.id);
    store.remove_touch(&permit, touch, 1).await.unwrap();
    assert_eq!(store.entry_place(Actor::Operator, ana, Kind::Call, call.id).await.unwrap(), None);
    let nobody = store.timeline(Actor::Operator, PersonId(Uuid::nil()), &bought(9)).await.unwrap();
    assert!(nobody.entries.is_empty());
    assert!(store.touch(Actor::Visitor, touch).await.is_err());
}

async fn relations_show_from_both_sides_and_make_no_ring(engine: Engine) {
    let house = fresh_on(engine).await;
    let (store, permit) = (&house.store, may(WritePeople));
    let ilze = ilze(store).await;
    let organisation = async |name| person(store, name, PartyKind::Organisation).await;
    let (shop, chain, holding) =
        (organisation("Shop").await, organisation("Chain").await, organisation("Holding").await);
    let relate = async |from, kind, to| store.relate(&permit, from, &Bond::Known(kind), to, "").await;
    let works = relate(ilze, RelationKind::WorksAt, shop).await.unwrap();
    relate(shop, RelationKind::PartOf, chain).await.unwrap();
    relate(chain, RelationKind::PartOf, holding).await.unwrap();
    assert_eq!(problem(relate(holding, RelationKind::PartOf, shop).await), Problem::Ring);
    assert_eq!(problem(relate(shop, RelationKind::PartOf, shop).await), Problem::Themselves);
    assert_eq!(problem(relate(ilze, RelationKind::WorksAt, shop).await), Problem::RelatedAlready);
    assert_eq!(problem(relate(shop, RelationKind::WorksAt, ilze).await), Problem::NotAnOrganisation);
    assert_eq!(problem(relate(ilze, RelationKind::PartOf, shop).await), Problem::NotAnOrganisation);
    let own = Bond::of("neighbour").unwrap();
    store.relate(&permit, ilze, &own, holding, "since school").await.unwrap();
    let seen = async |of| store.relations(Actor::Operator, of).await.unwrap();
    let from_shop = seen(shop).await;
    let shown: Vec<_> = from_shop.iter().map(|one| (one.other_name.as_str(), one.is_outward)).collect();
    assert_eq!(shown, [("Ilze Ozola", false), ("Chain", true)]);
    assert_eq!(seen(ilze).await.len(), 2);
    store.unrelate(&permit, works).await.unwrap();
    assert!(matches!(store.unrelate(&permit, works).await, Err(Error::Missing(_))));
    assert_eq!(seen(ilze).await[0].bond, own);
}
