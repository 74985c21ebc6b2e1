//! A company for a test, on either engine, with hands on its clock.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use domain::access::{Action, check};
use domain::consent::Words;
use domain::ids::{IdentityId, PersonId, PlayId};
use domain::orders::OrderKind;
use domain::party::PartyKind;
use domain::plays::{Definition, Programme};
use domain::profile::Profile;
use domain::{Actor, Clock, Currency, Instant, Permit};
use serde_json::json;
use store::Store;
use store::contacts::Contact;
use store::imports::NewImport;
use store::incoming::{Batch, Incoming, Key};
use store::people::Kind;
use store::people::edit::{Address, Draft};
use testing::Engine;

use crate::webhooks::{Counted, Hand};

/// 2026-09-21, a Monday, at noon in Riga.
pub const NOON: i64 = 1_789_981_200_000_000;

/// A company.
pub struct House {
    pub store: Store,
    pub hand: Arc<Hand>,
    pub clock: Arc<dyn Clock>,
    pub _place: testing::Fresh,
}

/// Leave for one thing, as the operator has.
pub fn may(action: Action) -> Permit {
    check(Actor::Operator, action).unwrap()
}

/// A customer nothing speaks against, as the checks see them.
pub fn customer(person: PersonId, identity: IdentityId) -> Contact {
    Contact {
        person,
        identity,
        email: Some(identity),
        zone: String::new(),
        rests: false,
        complains: false,
        words: Words::default(),
        is_customer: true,
        lately: Vec::new(),
        programme: Vec::new(),
        draws: Vec::new(),
        met: Vec::new(),
        goal: None,
        organisation: None,
        expected: (None, None),
    }
}

/// A company in Riga with a programme that holds nobody out and is never quiet.
pub async fn house(engine: Engine) -> House {
    let place = engine.fresh();
    let hand = Arc::new(Hand(AtomicI64::new(NOON)));
    let clock: Arc<dyn Clock> = Arc::clone(&hand) as Arc<dyn Clock>;
    let store =
        Store::open(place.database(), Arc::clone(&clock), Arc::new(Counted::default())).await.unwrap();
    let settings = store::settings::Settings {
        company: "Harbour Coffee".into(),
        zone: "Europe/Riga".into(),
        currency: Currency::EUR,
        margin_mille: 1000,
    };
    store.save_settings(&may(Action::ManageStaff), &settings).await.unwrap();
    let house = House { store, hand, clock, _place: place };
    house.programme(|_| ()).await;
    house
}

impl House {
    pub fn now(&self) -> Instant {
        self.clock.now()
    }

    pub fn pass(&self, seconds: i64) {
        self.hand.0.fetch_add(seconds * 1_000_000, Ordering::SeqCst);
    }

    /// Changes what holds for every play.
    pub async fn programme(&self, change: impl FnOnce(&mut Programme)) {
        let kept = self.store.programme(Actor::Operator).await.unwrap();
        let mut programme = kept.programme;
        if kept.version == 0 {
            programme.holdout_mille = 0;
            (programme.quiet.from, programme.quiet.to) = (0, 0);
        }
        change(&mut programme);
        self.store.save_programme(&may(Action::ManagePlays), kept.version, &programme).await.unwrap();
    }

    /// Somebody with a name, an address and a zone.
    pub async fn person(&self, name: &str, zone: &str) -> PersonId {
        let profile = Profile { zone: zone.to_owned(), ..Profile::default() };
        let draft = Draft { kind: PartyKind::Person, name: name.to_owned(), profile, stakes: Vec::new() };
        let address = format!("{}@x.lv", name.to_lowercase());
        let known_by = [Address::Email(&address)];
        self.store.make_person(&may(Action::WritePeople), draft, &known_by).await.unwrap()
    }

    /// Orders, as an import brings them: who, and when.
    pub async fn orders(&self, orders: &[(&str, Instant)]) {
        let permit = may(Action::ImportOrders);
        let import = NewImport { source: "shop", file: "a.csv", mapping: json!({}), bytes_total: 0 };
        let id = self.store.begin_import(&permit, &import).await.unwrap();
        let order = |(name, at): &(&str, Instant)| Incoming {
            source_id: format!("{name}{}", at.0),
            kind: OrderKind::Purchase,
            at: at.0,
            day: i32::try_from(at.0.div_euclid(86_400_000_000)).unwrap(),
            amount: 1000,
            currency: Currency::EUR,
            refunds: None,
            keys: vec![Key { kind: Kind::Email, value: format!("{}@x.lv", name.to_lowercase()) }],
            name: (*name).to_owned(),
            lines: Vec::new(),
        };
        let orders = orders.iter().map(order).collect();
        self.store.apply(&permit, id, &Batch { orders, ..Batch::default() }).await.unwrap().unwrap();
        self.store.finish_import(&permit, id).await.unwrap();
    }

    /// A play of these words, made and started.
    pub async fn play(&self, definition: serde_json::Value) -> PlayId {
        let definition: Definition = serde_json::from_value(definition).unwrap();
        let permit = may(Action::ManagePlays);
        let id = act::plays::make(&self.store, &permit, "A play", &definition).await.unwrap();
        self.store.start_play(&permit, id, 1).await.unwrap();
        id
    }

    /// Looks at everybody, and takes every step that is due; how many gestures that made.
    pub async fn turn(&self) -> usize {
        act::decide::run(&self.store, &self.clock).await.unwrap();
        act::steps::run(&self.store, &self.clock).await.unwrap()
    }

    /// How many gestures somebody has.
    pub async fn gestures(&self, person: PersonId) -> usize {
        self.store.gestures(Actor::Operator, person).await.unwrap().len()
    }
}

/// A play that has somebody called as soon as the rule holds, with more said of it.
pub fn call(more: serde_json::Value) -> serde_json::Value {
    let mut play = json!({
        "when": "rule_holds",
        "steps": [{ "gesture": { "call": { "words": "Ask how they are" } }, "cost": 200 }],
        "success": { "what": "return", "within_days": 30 },
        "holdout": { "mille": 0, "reason": "a test" },
    });
    for (name, value) in more.as_object().unwrap() {
        play[name] = value.clone();
    }
    play
}
