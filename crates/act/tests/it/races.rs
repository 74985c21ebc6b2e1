//! Cap, opt-out, quiet hours, merges and steps in every order: ten thousand seeded interleavings of the
//! pure decision, and some through a real store.

use std::sync::Arc;

use act::checks::quiet_until;
use act::decide::Setting;
use act::rule::Verdict;
use act::rule::vocabulary::World;
use domain::access::Action;
use domain::consent::{ALL, Word, heard_at};
use domain::ids::{GestureId, IdentityId, PersonId, PlayId};
use domain::plays::{Arm, Definition, EnrolmentState, GestureState, Programme, QuietHours};
use domain::{Actor, Day, Instant};
use jiff::tz::TimeZone;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::json;
use store::audience::Row;
use store::contacts::{Contact, Drawn, Lately, Met};
use store::enrolments::{Due, Enrolment, Move};
use testing::Engine;
use uuid::Uuid;

use crate::house::{NOON, call, customer, house, may};

testing::on_both_engines![what_races_through_a_real_store_breaks_nothing];

const DAY: i64 = 86_400;

/// One person, the plays they are in, and all that was committed so far.
struct Model {
    setting: Setting,
    zone: TimeZone,
    contact: Contact,
    definition: Arc<Definition>,
    ways: Vec<Enrolment>,
    /// What went out, and when by the clock.
    sent: Vec<Instant>,
    refused: bool,
}

fn definition() -> Definition {
    serde_json::from_value(json!({
        "when": "rule_holds",
        "steps": [
            { "gesture": { "letter": { "letter": Uuid::nil() } } },
            { "after_days": 1, "gesture": { "call": { "words": "x" } } },
            { "after_days": 2, "gesture": { "note": { "words": "x" } } },
        ],
        "success": { "what": "return", "within_days": 30 },
        "topic": "care",
        "again_after_days": 1,
    }))
    .unwrap()
}

impl Model {
    fn new(rng: &mut ChaCha8Rng) -> Self {
        let zones = ["Europe/Riga", "Asia/Tehran", "America/St_Johns", "Australia/Lord_Howe", "UTC"];
        let zone = TimeZone::get(zones[rng.random_range(0..zones.len())]).unwrap();
        let quiet = QuietHours {
            from: rng.random_range(0..1440),
            to: rng.random_range(0..1440),
            weekdays: rng.random_range(0..127),
        };
        let programme = Programme {
            cap_count: rng.random_range(1..4),
            cap_days: rng.random_range(1..20),
            quiet,
            soft_opt_in: true,
            ..Programme::default()
        };
        let start = Instant(NOON).plus_seconds(rng.random_range(0..366 * DAY));
        let world = World { today: Day(20_000), minor_per_major: 100.0 };
        let setting = Setting {
            now: start,
            programme,
            salt: vec![1],
            is_paused: false,
            world,
            shelves: store::presents::Shelves::default(),
            zone: zone.clone(),
        };
        let identity = IdentityId(Uuid::from_u128(1));
        let contact = customer(PersonId(Uuid::from_u128(9)), identity);
        let definition = Arc::new(definition());
        let mut model =
            Self { setting, zone, contact, definition, ways: Vec::new(), sent: Vec::new(), refused: false };
        for number in 0..rng.random_range(1..5u128) {
            // Some came by another identity, before the two were merged.
            let identity = IdentityId(Uuid::from_u128(1 + number % 2));
            model.ways.push(Enrolment {
                play: PlayId(Uuid::from_u128(100 + number)),
                person: model.contact.person,
                identity,
                occasion: "once".into(),
                version: 1,
                state: EnrolmentState::Underway,
                reason: None,
                step: 0,
                next: Some(start),
                entered: start,
                ended: None,
            });
        }
        model
    }

    fn step(&mut self, at: usize) {
        let Some(way) = self.ways.get(at).cloned() else { return };
        let now = self.setting.now;
        if way.state != EnrolmentState::Underway || way.next.is_none_or(|next| next > now) {
            return;
        }
        let mut contact = self.contact.clone();
        contact.met = vec![Met {
            identity: way.identity,
            occasion: way.occasion.clone(),
            entered: way.entered,
            state: way.state,
        }];
        let row = Row { person: contact.person, values: Vec::new() };
        let due = Due {
            enrolment: way.clone(),
            definition: Arc::clone(&self.definition),
            contact,
            row,
            free: None,
        };
        let way = &mut self.ways[at];
        match act::steps::next(&due, &Verdict::Holds, &self.setting, &self.zone) {
            Move::Wait(until) => {
                assert!(until > now, "a wait goes on");
                way.next = Some(until);
            }
            Move::Leave(state, _) => (way.state, way.next) = (state, None),
            Move::Do(_, next) => {
                self.contact.lately.push(Lately {
                    id: GestureId(Uuid::from_u128(self.sent.len() as u128 + 1)),
                    play: Some(way.play),
                    occasion: Some(way.occasion.clone()),
                    step: Some(way.step),
                    state: GestureState::Waiting,
                    owed: false,
                    decided: now,
                });
                self.sent.push(now);
                way.step += 1;
                way.next = next;
                if next.is_none() {
                    way.state = EnrolmentState::Done;
                }
                self.hold(now);
            }
        }
    }

    /// Holds what went out to all that was promised.
    fn hold(&self, now: Instant) {
        let programme = &self.setting.programme;
        assert!(!self.refused, "sent after a committed opt-out");
        let drawn = self.contact.draws.iter().chain(&self.contact.programme);
        assert!(drawn.into_iter().all(|drawn| drawn.arm == Arm::Treated), "sent to somebody held out");
        let quiet = quiet_until(&[programme.quiet], &self.zone, now);
        assert_eq!(quiet, None, "sent in quiet hours");
        let from = now.plus_seconds(-i64::from(programme.cap_days) * DAY);
        let lately = self.sent.iter().filter(|at| **at > from).count();
        assert!(lately <= programme.cap_count as usize, "{lately} sent within the cap's days");
    }

    /// What they said last about care, as we know it beside the code under test.
    fn says(&mut self, topic: &str, word: Word) {
        let at = heard_at(self.setting.now, self.contact.words.latest());
        self.contact.words.hear(topic, word, at);
        self.refused = word == Word::Refused;
    }

    fn turn(&mut self, rng: &mut ChaCha8Rng) {
        match rng.random_range(0..12) {
            0 if rng.random_bool(0.15) => {
                let topic = if rng.random_bool(0.5) { "care" } else { ALL };
                self.says(topic, Word::Refused);
            }
            1 if rng.random_bool(0.3) => {
                self.says("care", Word::Given);
            }
            2 if rng.random_bool(0.1) => {
                let arm = if rng.random_bool(0.5) { Arm::Held } else { Arm::Treated };
                self.contact.draws.push(Drawn { arm, at: self.setting.now, share_mille: 100 });
            }
            3 => self.setting.now = self.setting.now.plus_seconds(-rng.random_range(0..DAY)),
            4..=6 => self.setting.now = self.setting.now.plus_seconds(rng.random_range(0..3 * DAY)),
            _ => self.step(rng.random_range(0..5)),
        }
    }
}

#[test]
fn ten_thousand_interleavings_break_neither_cap_nor_no_nor_quiet_nor_control() {
    let mut sent = 0;
    for seed in 0..10_000 {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let mut model = Model::new(&mut rng);
        for _ in 0..60 {
            model.turn(&mut rng);
        }
        sent += model.sent.len();
    }
    assert!(sent > 5_000, "only {sent} went out: the interleavings show nothing");
}

async fn what_races_through_a_real_store_breaks_nothing(engine: Engine) {
    let house = house(engine).await;
    house.programme(|programme| (programme.cap_count, programme.cap_days) = (2, 5)).await;
    let mut people = Vec::new();
    for number in 0..6 {
        people.push(house.person(&format!("P{number}"), "").await);
    }
    for _ in 0..3 {
        let steps = json!({ "topic": "care", "steps": [
            { "gesture": { "call": { "words": "a" } } },
            { "after_days": 1, "gesture": { "call": { "words": "b" } } },
        ], "holdout": { "mille": 300 } });
        house.play(call(steps)).await;
    }
    let mut rng = ChaCha8Rng::seed_from_u64(7);
    let mut refused = std::collections::HashMap::new();
    for _ in 0..40 {
        let person = people[rng.random_range(0..people.len())];
        let says_no = rng.random_bool(0.1);
        let permit = may(Action::WritePeople);
        let no = async {
            if says_no {
                house.store.say_consent(&permit, person, "care", Word::Refused, "").await.unwrap();
                refused.entry(person).or_insert(house.gestures(person).await);
            }
        };
        house.pass(rng.random_range(-20_000..60_000));
        // Two workers at once, one that looks at everybody, and a no among them.
        let (one, (), other, look) = tokio::join!(
            act::steps::batch(&house.store, &house.clock, 3),
            no,
            act::steps::batch(&house.store, &house.clock, 3),
            act::decide::run(&house.store, &house.clock),
        );
        one.unwrap();
        other.unwrap();
        look.unwrap();
    }
    let mut done = 0;
    for &person in &people {
        let gestures = house.store.gestures(Actor::Operator, person).await.unwrap();
        done += gestures.len();
        let keys: std::collections::HashSet<_> =
            gestures.iter().map(|one| (one.play, one.occasion.clone(), one.step)).collect();
        assert_eq!(keys.len(), gestures.len(), "a step was decided twice");
        for one in &gestures {
            let from = one.decided.plus_seconds(-5 * DAY);
            let lately = gestures.iter().filter(|two| two.decided > from && two.decided <= one.decided);
            assert!(lately.count() <= 2, "over the cap");
            let draws = house.store.draws_of(Actor::Operator, one.play.unwrap(), person).await.unwrap();
            assert!(draws.iter().all(|drawn| drawn.arm == Arm::Treated));
        }
        if let Some(before) = refused.get(&person) {
            assert_eq!(gestures.len(), *before, "met after a no");
        }
    }
    assert!(done > 8, "{done}");
}
