//! A company with a team, a person with something of everything, and keys of every cut.

use domain::access::{Action, Role, Scopes, check};
use domain::ids::{CertificateId, PersonId, RedemptionId, StaffId};
use domain::keys::NewKey;
use domain::memory::{Basis, Draft, FactKind, Level, Source};
use domain::plays::{Certificate, Worth};
use domain::{Actor, Clock, Currency, Day, Permit};
use store::Store;
use store::certificates::{Take, Which};
use store::links::Newcomer;
use store::people::edit;
use store::sessions::Session;
use store::settings::Settings;

use crate::client::{Browser, House};

/// Something of which an analyst, an auditor and most keys may know nothing.
pub const PRIVATE: &str = "canaryprivate";
/// Something of which an agent may know nothing either.
pub const SPECIAL: &str = "canaryspecial";

/// Who comes to a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    Visitor,
    /// A session whose time is over.
    Expired,
    /// The session of somebody who left.
    Gone,
    Staff(Role),
    /// A key with these scopes.
    Key(&'static [&'static str]),
    RevokedKey,
    /// A key whose time is over.
    ExpiredKey,
}

pub fn may(action: Action) -> Permit {
    check(Actor::Operator, action).unwrap()
}

fn fact(text: &str, level: Level) -> Draft {
    Draft {
        kind: FactKind::Family,
        text: text.to_owned(),
        when: None,
        source: Source::Told,
        source_note: String::new(),
        basis: Basis::Consent,
        level,
        expires_on: None,
    }
}

/// What there is in the company.
pub struct Furnished {
    pub house: House,
    pub person: String,
    pub other: String,
    pub fact: String,
    pub hidden_fact: String,
    pub promise: String,
    pub gesture: String,
    pub play: String,
    pub rest: String,
    pub tier: String,
    pub touch: String,
    pub relation: String,
    pub member: String,
    pub leaver: String,
    pub invitation: String,
    pub key: String,
    pub webhook: String,
    pub message: String,
    pub merge: String,
    pub certificate: String,
    /// A present, and the gesture of one that is on its way.
    pub presents: (String, String),
    pub redemption: String,
    pub leaving: String,
    pub letter: String,
    /// The end of a letter's link.
    pub sealed: String,
    pub token: String,
    /// The receipt of somebody erased.
    pub erasure: String,
    team: Vec<(Role, StaffId)>,
}

/// A letter, and the end of the link of one that went to somebody.
async fn letter(store: &Store, person: domain::ids::PersonId) -> (String, String) {
    let manage = may(Action::ManagePlays);
    let titles = [("en".to_owned(), "News".to_owned())].into();
    store.save_topic(&manage, &store::topics::Topic { name: "news".into(), titles }).await.unwrap();
    let text = domain::letters::Text {
        language: "en".into(),
        subject: "Spring".into(),
        body: "Dear {{ name|default(\"reader\") }}".into(),
    };
    let draft = domain::letters::Draft { name: "Spring".into(), topic: "news".into(), texts: vec![text] };
    let letter = act::letters::keep(store, &manage, draft).await.unwrap();
    let seal = act::letters::Seal::of(store, &may(Action::RunJobs)).await.unwrap();
    let identity = store.person(Actor::Operator, person).await.unwrap().unwrap().identities[0].id;
    (letter.to_string(), seal.token(&act::letters::Stop { identity, topic: "news".into() }))
}

pub fn settings() -> Settings {
    Settings {
        company: "Harbour Coffee".into(),
        zone: "Europe/Riga".into(),
        currency: Currency::EUR,
        margin_mille: 1000,
    }
}

/// The receipt of somebody who was here.
async fn erasure(store: &Store) -> String {
    let person = person(store, "Leons Zars").await;
    let new = store::erasures::NewErasure {
        person,
        asked_by: domain::erasure::AskedBy::Person,
        reason: "asked by letter",
    };
    store.erase(&may(Action::ErasePeople), &new).await.unwrap().to_string()
}

/// The company's name, zone and money, and the days it keeps.
async fn company(store: &Store) {
    store.save_settings(&may(Action::ManageStaff), &settings()).await.unwrap();
    let holidays = "Founding day = 09-14";
    store.save_calendar(&may(Action::ManagePlays), 0, "house", "Our days", holidays).await.unwrap();
    let sign =
        store::signs::Draft { name: "counter", title: "The counter", target: "https://harbour.example/menu" };
    store.save_sign(&may(Action::ManagePlays), 0, sign).await.unwrap();
    let said = [("en".to_owned(), "Come and taste".to_owned())].into();
    let from = Day(10_000);
    store.save_key_message(&may(Action::ManagePlays), 0, from, Some(from), &said).await.unwrap();
}

impl Furnished {
    pub async fn new() -> Self {
        let house = House::new().await;
        let store = &house.store;
        company(store).await;
        let mut team = Vec::new();
        for role in Role::ALL {
            team.push((role, member(store, role.name(), role).await));
        }
        let spare = member(store, "spare", Role::Agent).await;
        let leaver = member(store, "leaver", Role::Agent).await;
        let manage = may(Action::ManageStaff);
        let (invitation, _) =
            store.invite(&manage, "late@harbour.example", "Late", Role::Agent).await.unwrap();
        let (_, token) = store.invite(&manage, "later@harbour.example", "Later", Role::Agent).await.unwrap();
        let write = may(Action::WritePeople);
        let person = person(store, "Ilze Bērziņa").await;
        let other = self::person(store, "Māra Kalniņa").await;
        let ordinary =
            store.remember(&write, person, fact("likes rye bread", Level::Ordinary), None).await.unwrap();
        store.remember(&write, person, fact(PRIVATE, Level::Private), None).await.unwrap();
        let special = store.remember(&write, person, fact(SPECIAL, Level::Special), None).await.unwrap();
        let promise = promise(store, person).await;
        let (gesture, play, rest) = plays(store, person).await;
        let at = adapters::system::SystemClock.now();
        let touch = domain::timeline::Kind::Call;
        let touch = store.write_touch(&write, person, touch, at, "called about beans").await.unwrap();
        let bond = store::relations::Bond::of("family").unwrap();
        let relation = store.relate(&write, person, &bond, other, "").await.unwrap();
        let (key, _) = make_key(store, &["people:read"], None).await;
        let keys = may(Action::ManageKeys);
        let told =
            domain::webhooks::NewWebhook::new("https://till.example/told", ["person.created"]).unwrap();
        let (webhook, _) = store.add_webhook(&keys, &told).await.unwrap();
        let message = store.test_webhook(&keys, webhook).await.unwrap();
        let (one, same) =
            (self::person(store, "Jānis Liepa").await, self::person(store, "Janis Liepa").await);
        let (letter, sealed) = letter(store, person).await;
        let merge = store.merge(&may(Action::MergePeople), one, same, &Default::default()).await.unwrap();
        let (certificate, redemption) = certificate(store, person).await;
        Self {
            leaving: leaving(store, person).await,
            letter,
            sealed,
            person: person.to_string(),
            other: other.to_string(),
            fact: ordinary.to_string(),
            hidden_fact: special.to_string(),
            promise: promise.to_string(),
            gesture,
            play,
            rest,
            tier: tier(store).await,
            touch: touch.to_string(),
            relation: relation.to_string(),
            member: spare.to_string(),
            leaver: leaver.to_string(),
            invitation: invitation.to_string(),
            key,
            webhook: webhook.to_string(),
            message: message.to_string(),
            merge: merge.to_string(),
            certificate: certificate.to_string(),
            presents: presents(store, person).await,
            redemption: redemption.to_string(),
            erasure: erasure(store).await,
            token: token.expose().to_owned(),
            team,
            house,
        }
    }

    pub fn staff(&self, role: Role) -> StaffId {
        self.team.iter().find(|(theirs, _)| *theirs == role).unwrap().1
    }

    /// Somebody at the door, with what they have.
    pub async fn at_the_door(&self, who: Who) -> Browser {
        let mut browser = self.house.visitor();
        let store = &self.house.store;
        match who {
            Who::Visitor => {}
            Who::Staff(role) => browser.cookie = Some(session(store, self.staff(role), 3600).await.0),
            Who::Expired => browser.cookie = Some(session(store, self.staff(Role::Owner), -1).await.0),
            Who::Gone => {
                let gone = member(store, "gone", Role::Owner).await;
                browser.cookie = Some(session(store, gone, 3600).await.0);
                store.let_go(&may(Action::ManageStaff), gone).await.unwrap();
            }
            Who::Key(scopes) => browser.key = Some(make_key(store, scopes, None).await.1),
            Who::RevokedKey => {
                let (id, secret) = make_key(store, MANY, None).await;
                store.revoke_key(&may(Action::ManageKeys), id.parse().unwrap()).await.unwrap();
                browser.key = Some(secret);
            }
            Who::ExpiredKey => browser.key = Some(make_key(store, MANY, Some(-60)).await.1),
        }
        browser
    }
}

async fn member(store: &Store, name: &str, role: Role) -> StaffId {
    let manage = may(Action::ManageStaff);
    let (_, token) = store.invite(&manage, &format!("{name}@harbour.example"), name, role).await.unwrap();
    let newcomer = Newcomer { email: "", name, password_hash: "$argon2id$none" };
    store.take_link(&manage, token.expose(), &newcomer).await.unwrap().unwrap()
}

pub async fn person(store: &Store, name: &str) -> domain::ids::PersonId {
    let draft = edit::Draft { name: name.into(), ..edit::Draft::default() };
    store.make_person(&may(Action::WritePeople), draft, &[]).await.unwrap()
}

/// A task for somebody, a play nobody has started, and a rest.
async fn plays(store: &Store, person: domain::ids::PersonId) -> (String, String, String) {
    let task = store::gestures::NewGesture {
        kind: domain::plays::GestureKind::Call,
        words: "Ask how the grinder does".to_owned(),
        owed: false,
        owner: None,
        due: None,
        present: None,
        cost: 0,
    };
    let gesture = store.begin_gesture(&may(Action::WritePeople), person, task).await.unwrap();
    let definition = serde_json::json!({
        "when": "rule_holds",
        "steps": [{ "gesture": { "call": { "words": "Ask how they are" } } }],
        "success": { "what": "return", "within_days": 30 },
    });
    let definition = serde_json::from_value(definition).unwrap();
    let play = store.make_play(&may(Action::ManagePlays), "A call", &definition).await.unwrap();
    let rest = store.leave_in_peace(&may(Action::WritePeople), person, "a loss", None).await.unwrap();
    (gesture.to_string(), play.to_string(), rest.to_string())
}

/// A tier nobody is in.
async fn tier(store: &Store) -> String {
    let definition = domain::tiers::Definition {
        name: "Captains".to_owned(),
        rank: 1,
        rule: "standing.orders >= 100".to_owned(),
        grace_days: 60,
        privileges: Vec::new(),
    };
    store.make_tier(&may(Action::ManagePlays), definition).await.unwrap().to_string()
}

/// A present that lies ready, and one that is on its way.
async fn presents(store: &Store, person: PersonId) -> (String, String) {
    let tea = store::presents::Draft { name: "A tin of tea", cost: 450, shelf: Some(2), mark: Some(2) };
    let present = store.make_present(&may(Action::GiveGifts), tea).await.unwrap();
    let new = store::gestures::NewGesture {
        kind: domain::plays::GestureKind::Present,
        words: "With thanks".to_owned(),
        owed: false,
        owner: None,
        due: None,
        present: Some(present),
        cost: 0,
    };
    let gesture = store.begin_gesture(&may(Action::WritePeople), person, new).await.unwrap();
    let done = domain::plays::GestureState::Done;
    store.close_gesture(&may(Action::WritePeople), gesture, 1, done, "LV 123").await.unwrap();
    (present.to_string(), gesture.to_string())
}

/// A certificate something was taken off, and what was.
async fn certificate(store: &Store, person: PersonId) -> (CertificateId, RedemptionId) {
    let gift = Certificate { worth: Worth::Money { amount: 2500 }, expires_after_days: None };
    let given = store.give_certificate(&may(Action::GiveGifts), person, &gift).await.unwrap();
    let take = Take { which: Which::Open(given), amount: 500, request: "1", till: "", note: "" };
    (given, store.redeem(&may(Action::RedeemGifts), &take).await.unwrap().redemption.id)
}

async fn promise(store: &Store, person: domain::ids::PersonId) -> domain::ids::PromiseId {
    let new = store::promises::NewPromise {
        kind: domain::promises::PromiseKind::Promise,
        text: "send the new beans".into(),
        owner: None,
        due: None,
        entry: None,
    };
    store.make_promise(&may(Action::WritePeople), person, new).await.unwrap()
}

/// Why somebody left, as it was understood.
async fn leaving(store: &Store, person: PersonId) -> String {
    let draft = domain::leaving::Draft {
        reason: domain::leaving::Reason::Price,
        words: String::new(),
        destination: String::new(),
        voice: domain::leaving::Voice::Ours,
        day: adapters::system::SystemClock.now().day_in(&store.zone(Actor::Operator).await.unwrap()),
    };
    store.record_leaving(&may(Action::WritePeople), person, draft).await.unwrap().to_string()
}

const MANY: &[&str] = &["people:read", "people:write", "keys:manage"];

/// A key of these scopes that lives for so many seconds.
async fn make_key(store: &Store, scopes: &[&str], seconds: Option<i64>) -> (String, String) {
    let set = Scopes::of(scopes.iter().copied()).unwrap();
    let source = scopes.contains(&"events:write").then_some("shop");
    let now = adapters::system::SystemClock.now();
    let until = seconds.map(|seconds| now.plus_seconds(seconds));
    // Made while it still had time.
    let key = NewKey::new("a program", source, set, until, now.plus_seconds(-3600)).unwrap();
    let (id, secret) = store.make_key(&may(Action::ManageKeys), &key).await.unwrap();
    (id.to_string(), secret.expose().to_owned())
}

/// The cookie of a new session that lives for so many seconds, and what ends it.
pub async fn session(store: &Store, staff: StaffId, seconds: i64) -> (String, String) {
    let id = tower_sessions::session::Id::default();
    let expires_at = adapters::system::SystemClock.now().plus_seconds(seconds);
    let data = serde_json::json!({ "staff": staff }).to_string();
    let session = Session { staff: Some(staff), data, expires_at };
    let bytes = id.0.to_le_bytes();
    assert!(store.create_session(&may(Action::ManageStaff), &bytes, &session).await.unwrap());
    (format!("perennial={id}"), blake3::hash(&bytes).to_hex().to_string())
}
