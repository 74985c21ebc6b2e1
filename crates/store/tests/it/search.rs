//! Anyone found by what is typed, and nobody by what one may not see.

use domain::access::Action::{ImportOrders, WritePeople};
use domain::access::Role;
use domain::ids::StaffId;
use domain::memory::{Basis, Draft, FactKind, Level, Source};
use domain::orders::OrderKind;
use domain::{Actor, Currency};
use serde_json::json;
use store::Store;
use store::imports::NewImport;
use store::incoming::{Batch, Incoming, Key};
use store::people::Kind;
use store::search::{HITS_MAX, Matched};
use testing::Engine;

use crate::{fresh_on, may};

testing::on_both_engines![
    anyone_is_found_by_any_beginning_of_what_we_know_them_by,
    a_name_is_found_in_whatever_script_it_is_typed,
    rubbish_finds_nobody_and_breaks_nothing,
    common_words_stop_at_a_limit_and_say_so,
    an_import_taken_back_takes_its_words_along,
    a_fact_is_found_by_those_alone_who_may_see_it,
];

fn order(number: &str, name: &str, keys: &[(Kind, &str)]) -> Incoming {
    Incoming {
        source_id: number.to_owned(),
        kind: OrderKind::Purchase,
        at: 1_000_000,
        day: 0,
        amount: 1000,
        currency: Currency::EUR,
        refunds: None,
        keys: keys.iter().map(|(kind, value)| Key { kind: *kind, value: (*value).to_owned() }).collect(),
        name: name.to_owned(),
        lines: Vec::new(),
    }
}

async fn take_in(store: &Store, source: &str, orders: Vec<Incoming>) {
    let permit = may(ImportOrders);
    let import = NewImport { source, file: "a.csv", mapping: json!({}), bytes_total: 0 };
    let id = store.begin_import(&permit, &import).await.unwrap();
    store.apply(&permit, id, &Batch { orders, ..Batch::default() }).await.unwrap().unwrap();
    store.finish_import(&permit, id).await.unwrap();
}

async fn furnish(store: &Store) {
    use Kind::{Email, External, Phone};
    let orders = vec![
        order("1001", "Ilze Ozola", &[(Email, "ilze.ozola@x.lv"), (Phone, "+37126123456")]),
        order("#1002", "Мария Иванова", &[(Email, "m.ivanova@y.lv")]),
        order("1003", "زهرا احمدی", &[(Email, "zahra@z.ir")]),
        order("1004", "Zahra Karimi", &[(External, "C7")]),
        order("1005", "Anna Marija Bērziņa", &[(Email, "amb@x.lv")]),
        order("1006", "Annabel Lee", &[(Phone, "26555000")]),
        order("1007", "", &[(Email, "nobody@x.lv")]),
        order("1008", "O'Brien & Sons, 100% wool", &[(Email, "wool@x.ie")]),
    ];
    take_in(store, "shop", orders).await;
    take_in(store, "till", vec![order("AB-77", "Ilze Ozola", &[(Email, "ilze.ozola@x.lv")])]).await;
}

async fn found(store: &Store, text: &str) -> Vec<(String, Matched)> {
    let found = store.search(Actor::Operator, text, 20).await.unwrap();
    let shown = |hit: store::search::Hit| {
        let name = if hit.line.name.is_empty() { hit.line.known_by } else { hit.line.name };
        (name, hit.matched)
    };
    found.hits.into_iter().map(shown).collect()
}

async fn names(store: &Store, text: &str) -> Vec<String> {
    found(store, text).await.into_iter().map(|(name, _)| name).collect()
}

async fn anyone_is_found_by_any_beginning_of_what_we_know_them_by(engine: Engine) {
    let house = fresh_on(engine).await;
    let store = &house.store;
    furnish(store).await;
    for text in
        ["il", "ILZE", "ozo", "ilze oz", "oz il", "ozola ilze", "ilze.o", "  ilze   ozola ", "ozola ilze.oz"]
    {
        assert_eq!(names(store, text).await, ["Ilze Ozola"], "{text}");
    }
    let by = async |text: &str| found(store, text).await.into_iter().map(|(_, by)| by).collect::<Vec<_>>();
    assert_eq!(by("ilze oz").await, [Matched::Name]);
    assert_eq!(by("ilze.").await, [Matched::Email("ilze.ozola@x.lv".into())]);
    assert_eq!(by("+371 26 12").await, [Matched::Phone("+37126123456".into())]);
    assert_eq!(by("0037126123").await, [Matched::Phone("+37126123456".into())]);
    assert_eq!(by("26555").await, [Matched::Phone("26555000".into())]);
    assert_eq!(by("1001").await, [Matched::Order("1001".into())]);
    assert_eq!(by("1002").await, [Matched::Order("#1002".into())]);
    assert_eq!(by("ab-7").await, [Matched::Order("AB-77".into())]);
    assert_eq!(by("nob").await, [Matched::Email("nobody@x.lv".into())]);
    assert_eq!(names(store, "100").await.len(), 8, "every order, one by a word of its buyer's name");
    assert_eq!(names(store, "ann").await, ["Anna Marija Bērziņa", "Annabel Lee"]);
    assert_eq!(names(store, "anna berz").await, ["Anna Marija Bērziņa"]);
    assert_eq!(names(store, "anna bel").await, [""; 0]);
}

async fn a_name_is_found_in_whatever_script_it_is_typed(engine: Engine) {
    let house = fresh_on(engine).await;
    let store = &house.store;
    furnish(store).await;
    for text in ["maria", "mariya", "Мария И", "ivanova", "иванова мария", "maria ivan", "mari iv"]
    {
        assert_eq!(names(store, text).await, ["Мария Иванова"], "{text}");
    }
    for text in ["zahra", "زهرا", "\u{200f}زهرا\u{202c}"] {
        let mut both = names(store, text).await;
        both.sort();
        assert_eq!(both, ["Zahra Karimi", "زهرا احمدی"], "{text}");
    }
    assert_eq!(names(store, "berzina").await, names(store, "BĒRZIŅA").await);
}

async fn rubbish_finds_nobody_and_breaks_nothing(engine: Engine) {
    let house = fresh_on(engine).await;
    let store = &house.store;
    furnish(store).await;
    let long = "ilze ".repeat(2_000);
    for text in [
        "",
        " ",
        "%",
        "_",
        "*",
        "'",
        "\\",
        "\0",
        "\u{200f}",
        "🌱",
        "'; drop table people; --",
        "x' or 1=1",
        "💥💥 💥",
    ] {
        assert_eq!(names(store, text).await, [""; 0], "{text:?}");
    }
    assert_eq!(names(store, &long).await, ["Ilze Ozola"], "the first words count");
    assert_eq!(names(store, "100%").await, ["O'Brien & Sons, 100% wool"]);
    assert_eq!(names(store, "o'brien").await, names(store, "obrien").await);
    assert!(store.search(Actor::Visitor, "ilze", 5).await.is_err());
}

async fn common_words_stop_at_a_limit_and_say_so(engine: Engine) {
    let house = fresh_on(engine).await;
    let store = &house.store;
    let people = (0..700).map(|at| {
        let name = format!("Anna {}", if at == 650 { "Zvirgzda" } else { "Kalniņa" });
        order(&format!("n{at:04}"), &name, &[(Kind::Email, &format!("anna{at}@x.lv"))])
    });
    take_in(store, "shop", people.collect()).await;
    let many = store.search(Actor::Operator, "anna", 10_000).await.unwrap();
    assert_eq!((many.hits.len(), many.more), (HITS_MAX, true));
    let rare = store.search(Actor::Operator, "anna zvi", 10).await.unwrap();
    assert_eq!((rare.hits.len(), rare.more), (1, false), "the rarest word is read out whole");
    let both = store.search(Actor::Operator, "kalnina anna", 10).await.unwrap();
    assert_eq!((both.hits.len(), both.more), (10, true));
    assert!(both.hits.iter().all(|hit| hit.line.name == "Anna Kalniņa"));
}

async fn an_import_taken_back_takes_its_words_along(engine: Engine) {
    let house = fresh_on(engine).await;
    let store = &house.store;
    let permit = may(ImportOrders);
    let import = NewImport { source: "shop", file: "a.csv", mapping: json!({}), bytes_total: 0 };
    let id = store.begin_import(&permit, &import).await.unwrap();
    let orders = vec![
        order("1", "Ilze Ozola", &[(Kind::Email, "i@x.lv"), (Kind::Phone, "+37126123456")]),
        order("2", "Bo Kalns", &[(Kind::Email, "b@x.lv")]),
    ];
    store.apply(&permit, id, &Batch { orders, ..Batch::default() }).await.unwrap().unwrap();
    store.finish_import(&permit, id).await.unwrap();
    let bo = store.search(Actor::Operator, "kalns", 1).await.unwrap().hits[0].line.id;
    store.remember(&may(WritePeople), bo, fact("Sails", Level::Ordinary), None).await.unwrap();
    assert_eq!((names(store, "ozola").await.len(), names(store, "26123").await.len()), (1, 1));
    store.undo_import(&permit, id, |_| ()).await.unwrap();
    assert_eq!((names(store, "ozola").await.len(), names(store, "26123").await.len()), (0, 0));
    assert_eq!(names(store, "sails").await, ["Bo Kalns"], "whom we remember something of stays");
}

fn fact(text: &str, level: Level) -> Draft {
    Draft {
        kind: FactKind::Interest,
        text: text.to_owned(),
        when: None,
        source: Source::Said,
        source_note: String::new(),
        basis: Basis::Consent,
        level,
        expires_on: None,
    }
}

async fn a_fact_is_found_by_those_alone_who_may_see_it(engine: Engine) {
    let house = fresh_on(engine).await;
    let (store, permit) = (&house.store, may(WritePeople));
    let draft = store::people::edit::Draft { name: "Ilze Ozola".into(), ..Default::default() };
    let person = store.make_person(&permit, draft, &[]).await.unwrap();
    for (text, level) in [
        ("Collects Ērenpreiss bicycles", Level::Ordinary),
        ("Her daughter sails", Level::Private),
        ("Keeps Ramadan", Level::Special),
    ] {
        store.remember(&permit, person, fact(text, level), None).await.unwrap();
    }
    let as_role = |role| Actor::Staff { id: StaffId(uuid::Uuid::from_u128(7)), role };
    let seen = async |role, text| {
        let found = store.search(as_role(role), text, 9).await.unwrap();
        (found.hits.into_iter().map(|hit| hit.matched).collect::<Vec<_>>(), found.more)
    };
    let bicycles = Matched::Fact("Collects Ērenpreiss bicycles".into());
    assert_eq!(seen(Role::Analyst, "erenp").await, (vec![bicycles.clone()], false));
    assert_eq!(seen(Role::Analyst, "ilze bicy").await, (vec![bicycles], false), "words may meet from both");
    assert_eq!(seen(Role::Analyst, "daughter").await, (vec![], false));
    assert_eq!(seen(Role::Agent, "daughter").await, (vec![Matched::PrivateFact], false));
    for text in ["ramadan", "ilze ramad"] {
        assert_eq!(seen(Role::Agent, text).await, (vec![], false));
        assert_eq!(seen(Role::Owner, text).await, (vec![Matched::PrivateFact], false));
    }
    let facts = store.facts(Actor::Operator, person).await.unwrap();
    let ramadan = facts.iter().find(|fact| fact.draft.level == Level::Special).unwrap();
    store.forget_fact(&permit, ramadan.id, ramadan.version).await.unwrap();
    assert_eq!(seen(Role::Owner, "ramadan").await, (vec![], false));
}
