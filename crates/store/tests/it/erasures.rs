//! People erased: nothing that says who they were is left anywhere, and no figure changes.

mod after;

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::access::Action::{
    ErasePeople, GiveGifts, ImportOrders, ManageKeys, ManagePlays, MergePeople, RedeemGifts, RunJobs,
    SendEvents, WriteBeliefs, WritePeople,
};
use domain::access::{Role, check};
use domain::consent::Word;
use domain::costs::CostKind;
use domain::erasure::{AskedBy, ErasureRefusal, Thing};
use domain::ids::{ErasureId, PersonId, PlayId, StaffId};
use domain::letters::{OwnLetter, Text};
use domain::memory::{Basis, Draft as FactDraft, FactKind, Level, RelationKind, Source};
use domain::merging::MergeRefusal;
use domain::plays::{
    Arm, Certificate as Gift, Definition, EnrolmentState, GestureKind, GestureState, Goal, Success, Worth,
};
use domain::profile::Profile;
use domain::promises::PromiseKind;
use domain::timeline::Kind as Entry;
use domain::today::LineKind;
use domain::webhooks::NewWebhook;
use domain::{Actor, Clock, Currency, Day, Instant, Reason, Refusal};
use serde_json::json;
use store::answers::{Answer, Asked, Claim};
use store::certificates::{Take, Which};
use store::contacts::Asked as Contacted;
use store::costs::NewCost;
use store::draws::NewDraw;
use store::enrolments::{Needs, NewEnrolment};
use store::erasures::{Again, NewErasure, Receipt, Receipts};
use store::events::{Call, NewEvent, Outcome, Sent, Traits};
use store::gestures::NewGesture;
use store::imports::NewImport;
use store::incoming::{Batch, Incoming, Key};
use store::outbox::{Outcome as Ended, Ruling, Settled, ToOne};
use store::people::Kind;
use store::people::edit::{Address, Draft};
use store::people::list::PeopleFilter;
use store::promises::NewPromise;
use store::relations::Bond;
use store::set_aside::Which as Line;
use store::{Error, Store};
use testing::Engine;
use uuid::Uuid;

use crate::worth::{ids, new_run, order, standing, take_in};
use crate::{Fresh, fresh_on, may, open};

testing::on_both_engines![nothing_that_says_who_they_were_is_left_and_no_figure_changes,];

/// How they might be found: as written, folded, romanised, and as bytes in a dump.
const MARKS: [&str; 12] = [
    "Zvirbul",
    "zvirbul",
    "ZVIRBUL",
    "Воробь",
    "воробь",
    "воробe",
    "vorob",
    "Vorob",
    "29998877",
    "9998877",
    "7a76697262756c",
    "5a76697262756c",
];

const EMAIL: &str = "zvirbulis@x.lv";

fn erasure(person: PersonId) -> NewErasure<'static> {
    NewErasure { person, asked_by: AskedBy::Person, reason: "By e-mail, 3 September" }
}

async fn erase(store: &Store, person: PersonId) -> ErasureId {
    store.erase(&may(ErasePeople), &erasure(person)).await.unwrap()
}

fn refused<T: std::fmt::Debug>(result: Result<T, Error>) -> ErasureRefusal {
    match result {
        Err(Error::Erasure(why)) => why,
        other => panic!("{other:?} is no refusal"),
    }
}

fn event(at: Instant, message: &str, user: &str) -> NewEvent {
    let traits =
        Traits { email: EMAIL.into(), name: "Zvirbulis Воробьёв".into(), ..Traits::default() };
    NewEvent {
        message_id: message.into(),
        call: Call::Identify,
        moment: None,
        name: String::new(),
        at,
        received_at: at,
        content: json!({ "userId": user, "traits": { "email": EMAIL } }).to_string(),
        user: Some(user.into()),
        visitor: None,
        previous: None,
        traits: Some(Box::new(traits)),
        group: None,
        order: None,
    }
}

async fn send(store: &Store, event: NewEvent) -> Vec<Vec<Outcome>> {
    let sent = Sent { permit: may(SendEvents), source: Arc::from("site"), events: vec![event] };
    store.record_events(&[sent]).await.unwrap()
}

/// Somebody who came by every door, others beside them, and a play that met them.
struct World {
    house: Fresh,
    who: PersonId,
    other: PersonId,
    play: PlayId,
}

async fn world(engine: Engine) -> World {
    let house = fresh_on(engine).await;
    let store = &house.store;
    let hook = NewWebhook::new("https://told.example/zv", ["person.identified", "person.updated"]).unwrap();
    store.add_webhook(&may(ManageKeys), &hook).await.unwrap();
    let lone = Incoming {
        source_id: format!("{}-0", "ab".repeat(16)),
        keys: vec![
            Key { kind: Kind::Email, value: EMAIL.into() },
            Key { kind: Kind::Phone, value: "+37129998877".into() },
            Key { kind: Kind::External, value: "kl-zvirbulis".into() },
        ],
        name: "Zvirbulis Воробьёв".into(),
        ..order(2, "zvirbulis")
    };
    take_in(store, vec![order(1, "ana"), lone, order(3, "zvirbulis")]).await;
    set_rows_aside(store).await;
    let people = ids(store).await;
    let (other, who) = (people[0], people[1]);
    send(store, event(Instant(5_000_000), "m1", "zvirbulis-7")).await;
    let absorbed = Draft { name: "Z. Zvirbulis".into(), ..Draft::default() };
    let known_by = [Address::Email("zvirbulis.old@x.lv")];
    let absorbed = store.make_person(&may(WritePeople), absorbed, &known_by).await.unwrap();
    let merge = store.merge(&may(MergePeople), who, absorbed, &BTreeSet::new()).await.unwrap();
    store.undo_merge(&may(MergePeople), merge).await.unwrap();
    store.merge(&may(MergePeople), who, absorbed, &BTreeSet::new()).await.unwrap();
    remembered(store, who, other).await;
    let play = met(&house, who, other).await;
    World { house, who, other, play }
}

/// A row of a file, and an answer to a program, that name them.
async fn set_rows_aside(store: &Store) {
    let import = NewImport { source: "shop", file: "b.csv", mapping: json!({}), bytes_total: 0 };
    let id = store.begin_import(&may(ImportOrders), &import).await.unwrap();
    let value = format!("x;{};12,5O", EMAIL.to_uppercase());
    let refusal =
        Refusal { file: Arc::from("b.csv"), row: 7, column: None, reason: Reason::BadAmount, value };
    let batch =
        Batch { refused: [(Reason::BadAmount, 1)].into(), refusals: vec![refusal], ..Batch::default() };
    store.apply(&may(ImportOrders), id, &batch).await.unwrap();
    store.finish_import(&may(ImportOrders), id).await.unwrap();
    let asked = Asked { actor: Actor::Operator, key: "k".into(), request: [1; 32] };
    let Claim::New(commit) = store.claim_answer(&asked).await.unwrap() else { panic!("it is new") };
    let body = json!({ "email": EMAIL }).to_string().into_bytes();
    commit.keep_answer(&asked, &Answer { status: 201, headers: Vec::new(), body }).await.unwrap();
}

/// What people wrote of them.
async fn remembered(store: &Store, who: PersonId, other: PersonId) {
    let write = may(WritePeople);
    let profile = Profile { given: "Zvirbulis".into(), street: "Zvirbuļu 7".into(), ..Profile::default() };
    let version = store.person(Actor::Operator, who).await.unwrap().unwrap().version;
    store.save_profile(&write, who, version, profile).await.unwrap();
    let fact = FactDraft {
        kind: FactKind::Interest,
        text: "Zvirbulis likes Воробьёв".into(),
        when: None,
        source: Source::Said,
        source_note: "zvirbulis".into(),
        basis: Basis::LegitimateInterests,
        level: Level::Private,
        expires_on: None,
    };
    store.remember(&write, who, fact, None).await.unwrap();
    let promise = NewPromise {
        kind: PromiseKind::Promise,
        text: "call Zvirbulis".into(),
        owner: None,
        due: None,
        entry: None,
    };
    store.make_promise(&write, who, promise).await.unwrap();
    store.write_touch(&write, who, Entry::Visit, Instant(9_000_000), "zvirbulis came").await.unwrap();
    store.leave_in_peace(&write, who, "zvirbulis mourns", None).await.unwrap();
    let line = Line { person: Some(who), kind: LineKind::Promise, about: "x".into() };
    store.set_aside(&write, &line, None, "zvirbulis said so").await.unwrap();
    let bond = Bond::Known(RelationKind::Family);
    store.relate(&write, other, &bond, who, "zvirbulis is a cousin").await.unwrap();
    store.say_consent(&write, who, "all", Word::Given, "zvirbulis, by phone").await.unwrap();
    let leaving = domain::leaving::Draft {
        reason: domain::leaving::Reason::ALL[0],
        words: "zvirbulis moved".into(),
        destination: "zvirbulis".into(),
        voice: domain::leaving::Voice::Theirs,
        day: Day(20_000),
    };
    store.record_leaving(&write, who, leaving).await.unwrap();
    let cost = NewCost {
        play: None,
        kind: CostKind::Goods,
        amount: 500,
        on: Day(20_000),
        note: "present for zvirbulis@x.lv",
    };
    store.write_cost(&may(ManagePlays), cost).await.unwrap();
}

/// What was done for them: drawn, on the way, a task, a certificate partly used, a letter that waits.
async fn met(house: &Fresh, who: PersonId, other: PersonId) -> PlayId {
    let (store, write) = (&house.store, may(WritePeople));
    let definition: Definition = serde_json::from_value(json!({
        "when": "rule_holds",
        "steps": [{ "gesture": { "call": { "words": "Ask" } } }],
        "success": { "what": "visit", "within_days": 7 },
    }))
    .unwrap();
    let play = store.make_play(&may(ManagePlays), "A play", &definition).await.unwrap();
    let version = store.start_play(&may(ManagePlays), play, 1).await.unwrap();
    let (mut draws, mut ways) = (Vec::new(), Vec::new());
    for person in [who, other] {
        let identity = store.person(Actor::Operator, person).await.unwrap().unwrap().identities[0].id;
        let (arm, expected) = (Arm::Treated, (Some(1.5), None));
        draws.push(NewDraw { play, identity, arm, cluster: None, share_mille: 100, expected });
        let (state, next) = (EnrolmentState::Underway, Some(house.clock.now()));
        ways.push(NewEnrolment { identity, occasion: "once".into(), state, next });
    }
    store.enrol(&may(RunJobs), play, version, &draws, &ways).await.unwrap();
    for state in [None, Some(GestureState::Done)] {
        let call = NewGesture {
            kind: GestureKind::Call,
            words: "Ask zvirbulis".into(),
            owed: false,
            owner: None,
            due: None,
            present: None,
            cost: 300,
        };
        let task = store.begin_gesture(&write, who, call).await.unwrap();
        if let Some(state) = state {
            store.close_gesture(&write, task, 1, state, "zvirbulis was pleased").await.unwrap();
        }
    }
    let gift = Gift { worth: Worth::Money { amount: 2_500 }, expires_after_days: Some(90) };
    let id = store.give_certificate(&may(GiveGifts), who, &gift).await.unwrap();
    let take = Take { which: Which::Open(id), amount: 500, request: "1", till: "front", note: "zvirbulis" };
    store.redeem(&may(RedeemGifts), &take).await.unwrap();
    write_to(store, who).await;
    play
}

async fn write_to(store: &Store, who: PersonId) -> domain::ids::GestureId {
    let text = Text { language: "en".into(), subject: "Dear zvirbulis".into(), body: "zvirbulis!".into() };
    let asked = Contacted {
        play: None,
        cap_from: Instant(0),
        goal: Goal::Answer,
        goal_from: None,
        by_organisation: false,
        today: Day(20_000),
    };
    let needs = |_: &Definition| Needs { asked: asked.clone(), columns: Vec::new() };
    let letter = ToOne::Own(OwnLetter { topic: None, text });
    store.write_to(&may(WritePeople), who, letter, needs, |_| Ruling::Go).await.unwrap()
}

/// Whether anything of them stands in the whole database, its free pages and its log included.
async fn assert_forgotten(house: &Fresh) {
    assert!(house.store.shred(&may(RunJobs)).await.unwrap(), "nobody reads just now");
    for mark in MARKS {
        if house.place.holds(mark) {
            let rows = house.place.rows(&[]).await;
            let found: Vec<_> = rows.iter().filter(|row| row.contains(mark)).collect();
            panic!("'{mark}' is still there: {found:?}");
        }
    }
}

/// What must not change: orders, revenue, draws, costs, what is owed, what each who was drawn did.
async fn figures(world: &World) -> Vec<String> {
    let mut all = Vec::new();
    for sum in
        ["count(*), sum(amount) from orders", "count(*), sum(cost) from gestures", "count(*), 0 from draws"]
    {
        let (columns, table) = sum.split_once(" from ").unwrap();
        let cells = columns.replace(", ", " || ' ' || ");
        all.extend(world.house.place.raw(&format!("select '' || {cells} from {table}")).await.unwrap());
    }
    let owed = world.house.store.liability(Actor::Operator, Day(20_000), Day(30_000)).await.unwrap();
    all.push(format!("{:?} {:?}", owed.moved, followed(world).await));
    all
}

/// What each who was drawn did, by arm and figures.
async fn followed(world: &World) -> Vec<(Arm, u32, i64, bool)> {
    use futures::TryStreamExt;
    let asked = store::trials::Asked {
        play: world.play,
        share_mille: 100,
        success: Success { what: Goal::Visit, within_days: 7 },
        as_of: world.house.clock.now().plus_seconds(8 * 86_400),
        currency: Currency::EUR,
    };
    let pages: Vec<store::trials::Page> =
        world.house.store.followed(Actor::Operator, asked).try_collect().await.unwrap();
    let rows = pages.into_iter().flat_map(|page| page.rows);
    let mut all: Vec<_> = rows.map(|row| (row.arm, row.orders, row.revenue, row.reached)).collect();
    all.sort_by_key(|row| (row.1, row.2));
    all
}

async fn nothing_that_says_who_they_were_is_left_and_no_figure_changes(engine: Engine) {
    let world = world(engine).await;
    let (house, store) = (&world.house, &world.house.store);
    house.clock.pass(86_400);
    let (now, mark) = (house.clock.now(), store.mark(Actor::Operator).await.unwrap());
    let standings = [world.who, world.other].map(|person| standing(person, Some(4.0), 3.0)).to_vec();
    let run = new_run(20_700);
    store.save_run(&may(WriteBeliefs), &run, mark, futures::stream::iter([standings])).await.unwrap();
    store.write_touch(&may(WritePeople), world.who, Entry::Visit, now, "zvirbulis again").await.unwrap();
    let before = figures(&world).await;
    assert!(store.shred(&may(RunJobs)).await.unwrap());
    assert!(MARKS[..4].iter().filter(|mark| house.place.holds(mark)).count() > 1);
    let held = store.held_of(Actor::Operator, world.who).await.unwrap();
    let missing: Vec<_> =
        Thing::ALL.iter().filter(|thing| held.iter().all(|held| held.thing != **thing)).collect();
    // A year is planned for organisations alone: the tests of plans erase one.
    assert_eq!(missing, [&Thing::Plans, &Thing::Memberships, &Thing::Duplicates, &Thing::Traces], "{held:?}");
    let id = erase(store, world.who).await;
    assert_eq!(erase(store, world.who).await, id, "twice is once");
    assert_forgotten(house).await;
    assert_eq!(figures(&world).await, before);
    assert!(store.person(Actor::Operator, world.who).await.unwrap().is_none());
    assert_eq!(store.counts(Actor::Operator).await.unwrap().people, 1);
    let listed = store.parties(Actor::Operator, &PeopleFilter::default(), 9).await.unwrap();
    assert_eq!(listed.len(), 1);
    let receipt = store.erasure(Actor::Operator, id).await.unwrap().unwrap();
    assert_eq!((receipt.number, receipt.person, receipt.counts), (1, world.who, held));
    assert_eq!(store.erased(Actor::Operator, world.who).await.unwrap().map(|(_, number, _)| number), Some(1));
    assert_eq!(store.damage().await.unwrap(), Vec::<String>::new());
    // What is theirs and kept still works: the certificate's code.
    let codes = house.place.raw("select code from certificates").await.unwrap();
    let take = Take { which: Which::Typed(&codes[0]), amount: 2_000, request: "2", till: "front", note: "" };
    assert_eq!(store.redeem(&may(RedeemGifts), &take).await.unwrap().certificate.balance, 0);
    assert!(store.person(Actor::Operator, world.other).await.unwrap().is_some());
}
