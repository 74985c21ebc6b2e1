//! Readers change their minds, are met by others and go to sleep while letters are on their way.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use act::checks::quiet_until;
use act::decide::Setting;
use act::letters::Judge;
use act::rule::vocabulary::World;
use domain::access::Action;
use domain::consent::{ALL, Word};
use domain::ids::{GestureId, IdentityId, PersonId, PlayId};
use domain::plays::{
    Arm, Definition, EnrolmentState, GestureState, OutboxState, PlayState, Programme, QuietHours, Stopped,
};
use domain::{Clock as _, Instant};
use jiff::tz::TimeZone;
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use store::audience::Row;
use store::contacts::{Drawn, Lately};
use store::enrolments::Enrolment;
use store::outbox::{Facts, Leased, Mark, Outcome, Ruling, Settled};
use testing::Engine;
use testing::sink::Sink;
use uuid::Uuid;

use super::{House, may, open_programme};
use crate::house::customer;

testing::on_both_engines![no_order_of_events_sends_after_a_no_beyond_the_cap_or_into_the_night];

fn judge(programme: Programme, now: Instant) -> Judge {
    let zone = TimeZone::UTC;
    let world = World { today: now.day_in(&zone), minor_per_major: 100.0 };
    Judge::new(Setting {
        now,
        programme,
        salt: Vec::new(),
        is_paused: false,
        world,
        shelves: store::presents::Shelves::default(),
        zone,
    })
}

#[tokio::test]
async fn who_says_no_after_the_letter_was_decided_does_not_get_it() {
    let house = House::with(4).await;
    let sink = Sink::start().await;
    let letters = house.decide_all().await;
    house.pass(1);
    house.says(house.people[0], "news", Word::Refused).await;
    house.says(house.people[1], ALL, Word::Refused).await;
    let owed = house.decide(house.people[0], true).await;
    let never = house.decide(house.people[1], true).await;
    house.postman(&sink).all_due().await.unwrap();
    for letter in [letters[0], letters[1], never] {
        let line = house.line(letter).await;
        assert_eq!((line.state, line.answer.as_str()), (OutboxState::Cancelled, "consent"));
    }
    assert_eq!(house.line(owed).await.state, OutboxState::Sent, "what is owed is no news");
    assert_eq!(sink.count(), 3);
}

#[tokio::test]
async fn the_cap_holds_over_letters_of_one_commit_and_quiet_hours_only_delay() {
    let house = House::with(1).await;
    let capped = Programme { cap_count: 2, ..open_programme() };
    house.store.save_programme(&may(Action::ManagePlays), 1, &capped).await.unwrap();
    let sink = Sink::start().await;
    let mut letters = Vec::new();
    for _ in 0..5 {
        letters.push(house.decide(house.people[0], false).await);
    }
    house.postman(&sink).all_due().await.unwrap();
    let states = house.states(&letters).await;
    assert_eq!(
        states,
        HashMap::from([(OutboxState::Sent, 2), (OutboxState::Waiting, 3)]),
        "until there is room"
    );
    // The clock stands at 14:13 UTC.
    let asleep = QuietHours { from: 14 * 60, to: 15 * 60, weekdays: 0 };
    let quiet = Programme { quiet: asleep, ..open_programme() };
    house.store.save_programme(&may(Action::ManagePlays), 2, &quiet).await.unwrap();
    let later = house.decide(house.people[0], false).await;
    house.postman(&sink).all_due().await.unwrap();
    let line = house.line(later).await;
    assert_eq!(line.state, OutboxState::Waiting);
    assert_eq!(line.next_at.unwrap().to_string(), "2026-09-21T15:00:00Z");
    house.pass(3_600);
    house.postman(&sink).all_due().await.unwrap();
    assert_eq!(house.line(later).await.state, OutboxState::Sent);
}

const NOW: Instant = Instant(1_790_000_000_000_000);

/// A letter about news of no play, to a customer nothing speaks against.
fn clean() -> Facts {
    let (person, identity) = (PersonId(Uuid::nil()), IdentityId(Uuid::nil()));
    let contact = customer(person, identity);
    Facts {
        topic: "news".into(),
        play: PlayState::Running,
        definition: Arc::new(Definition::of_one_letter("news", false)),
        way: None,
        contact,
        row: Row { person, values: Vec::new() },
    }
}

fn went(number: u128) -> Lately {
    let id = GestureId(Uuid::from_u128(number));
    let state = GestureState::Done;
    Lately { id, play: None, occasion: None, step: None, state, owed: false, decided: NOW }
}

#[test]
fn whatever_speaks_against_a_letter_is_heard() {
    let soft = Programme { soft_opt_in: true, cap_count: 3, ..open_programme() };
    let heard = |change: fn(&mut Facts)| {
        let mut facts = clean();
        change(&mut facts);
        judge(soft.clone(), NOW).rule_on(&facts)
    };
    let held = |arm| [Arm::Treated, arm].map(|arm| Drawn { arm, at: NOW, share_mille: 100 }).into();
    assert_eq!(heard(|_| {}), Ruling::Go);
    assert_eq!(heard(|facts| facts.contact.is_customer = false), Ruling::Cancel(Stopped::Consent));
    assert_eq!(heard(|facts| facts.topic = "other".into()), Ruling::Go);
    assert_eq!(heard(|facts| facts.contact.email = None), Ruling::Cancel(Stopped::Consent));
    assert_eq!(heard(|facts| facts.contact.rests = true), Ruling::Cancel(Stopped::Rest));
    let complains = heard(|facts| facts.contact.complains = true);
    assert_eq!(complains, Ruling::Later(NOW.plus_seconds(86_400)), "asked again tomorrow");
    let mut drawn = clean();
    drawn.contact.programme = held(Arm::Treated);
    assert_eq!(judge(soft.clone(), NOW).rule_on(&drawn), Ruling::Go);
    drawn.contact.programme = held(Arm::Held);
    assert_eq!(judge(soft.clone(), NOW).rule_on(&drawn), Ruling::Cancel(Stopped::Holdout));
    let waits = heard(|facts| facts.contact.lately = (0..3).map(went).collect());
    assert_eq!(waits, Ruling::Later(NOW.plus_seconds(30 * 86_400)), "until there is room again");
    assert_eq!(heard(|facts| facts.play = PlayState::Ended), Ruling::Cancel(Stopped::Play));
    assert!(matches!(heard(|facts| facts.play = PlayState::Paused), Ruling::Later(_)));
    assert!(matches!(heard(|facts| facts.play = PlayState::Waiting), Ruling::Later(_)));
    let owed = heard(|facts| {
        facts.definition = Arc::new(Definition::of_one_letter("", true));
        facts.contact.rests = true;
        facts.contact.complains = true;
        facts.contact.lately = (0..9).map(went).collect();
        facts.contact.programme = vec![Drawn { arm: Arm::Held, at: NOW, share_mille: 100 }];
    });
    assert_eq!(owed, Ruling::Go);
}

#[test]
fn a_letter_of_a_play_is_held_to_its_topic_its_goal_its_rule_and_the_letters_own_topic() {
    let mut definition = Definition::of_one_letter("care", false);
    let way = Enrolment {
        play: PlayId(Uuid::from_u128(7)),
        person: PersonId(Uuid::nil()),
        identity: IdentityId(Uuid::nil()),
        occasion: "once".into(),
        version: 1,
        state: EnrolmentState::Underway,
        reason: None,
        step: 0,
        next: None,
        entered: NOW,
        ended: None,
    };
    let soft = Programme { soft_opt_in: true, ..open_programme() };
    let heard = |definition: &Definition, change: &dyn Fn(&mut Facts)| {
        let mut facts = clean();
        (facts.definition, facts.way) = (Arc::new(definition.clone()), Some(way.clone()));
        change(&mut facts);
        judge(soft.clone(), NOW).rule_on(&facts)
    };
    assert_eq!(heard(&definition, &|_| {}), Ruling::Go);
    for topic in ["care", "news"] {
        let refused = heard(&definition, &|facts| facts.contact.words.hear(topic, Word::Refused, NOW));
        assert_eq!(refused, Ruling::Cancel(Stopped::Consent), "{topic}");
    }
    let bought = |at: i64| move |facts: &mut Facts| facts.contact.goal = Some(NOW.plus_seconds(at));
    assert_eq!(heard(&definition, &bought(-1)), Ruling::Go);
    assert_eq!(heard(&definition, &bought(1)), Ruling::Cancel(Stopped::Goal), "they came since");
    definition.who = "1 > 2".into();
    assert_eq!(heard(&definition, &|_| {}), Ruling::Cancel(Stopped::Rule));
}

/// Interleavings; a nightly run makes them 10,000.
fn interleavings() -> u64 {
    std::env::var("PERENNIAL_RACES").ok().and_then(|number| number.parse().ok()).unwrap_or(60)
}

const CAP: u32 = 2;

/// One worker's letter in hand.
struct InHand {
    leased: Leased,
    marked: bool,
}

/// Readers, a worker, and what we know of them beside the store.
struct Race {
    house: House,
    programme: Programme,
    in_hand: Vec<InHand>,
    /// Who said no last.
    no: HashSet<PersonId>,
    /// When each got letters.
    got: HashMap<PersonId, Vec<Instant>>,
    sent: u64,
    waited: u64,
    cancelled: u64,
}

impl Race {
    async fn says(&mut self, who: PersonId, no: bool) {
        if no {
            self.no.insert(who)
        } else {
            self.no.remove(&who)
        };
        let word = if no { Word::Refused } else { Word::Given };
        self.house.says(who, "news", word).await;
    }

    async fn leases(&mut self) {
        let taken = self.house.store.lease_letters(&may(Action::RunJobs), 3, 50_000).await.unwrap();
        self.in_hand.extend(taken.into_iter().map(|leased| InHand { leased, marked: false }));
    }

    /// Marks all that is in hand, and holds each that goes to what we know.
    async fn marks(&mut self) {
        let now = self.house.clock.now();
        let judge = judge(self.programme.clone(), now);
        let unmarked = self.in_hand.iter().filter(|one| !one.marked);
        let mark = |one: &InHand| Mark {
            gesture: one.leased.gesture,
            fence: one.leased.fence,
            message: b"x",
            asks_why: false,
        };
        let marks: Vec<Mark<'_>> = unmarked.map(mark).collect();
        let permit = may(Action::RunJobs);
        let needs = |play, definition: &Definition| judge.needs(play, definition);
        let store = &self.house.store;
        let marked = store.mark_sending(&permit, &marks, 90_000, needs, |facts| judge.rule_on(facts));
        let mut rulings = marked.await.unwrap().into_iter();
        for mut one in std::mem::take(&mut self.in_hand) {
            let ruling = if one.marked { None } else { rulings.next() };
            match ruling {
                Some(Ruling::Go) => {
                    self.goes(one.leased.person, now);
                    one.marked = true;
                }
                Some(Ruling::Later(until)) => {
                    assert!(until > now, "a wait goes on");
                    self.waited += 1;
                }
                Some(Ruling::Cancel(_)) => self.cancelled += 1,
                Some(Ruling::Lost) | None => {}
            }
            if one.marked {
                self.in_hand.push(one);
            }
        }
    }

    fn goes(&mut self, reader: PersonId, now: Instant) {
        assert!(!self.no.contains(&reader), "sent after a no");
        assert_eq!(quiet_until(&[self.programme.quiet], &TimeZone::UTC, now), None, "sent in quiet hours");
        let since = now.plus_seconds(-i64::from(self.programme.cap_days) * 86_400);
        let got = self.got.entry(reader).or_default();
        assert!(got.iter().filter(|at| **at > since).count() < CAP as usize, "beyond the cap");
        got.push(now);
        self.sent += 1;
    }

    /// The server answers, or nobody does; or the worker is lost with all it had in hand.
    async fn ends(&mut self, lost: bool, dice: &mut ChaCha8Rng) {
        let permit = may(Action::RunJobs);
        self.house.store.rescue_letters(&permit).await.unwrap();
        for one in self.in_hand.drain(..).filter(|one| one.marked && !lost) {
            let outcome = match dice.random_range(0..3u32) {
                0 => Outcome::Unseen(String::new()),
                _ => Outcome::Sent("250".into()),
            };
            let Leased { gesture, fence, .. } = one.leased;
            let settled = [Settled { gesture, fence, outcome }];
            self.house.store.settle_letters(&permit, &settled).await.unwrap();
        }
    }

    /// One order of events between a worker and two readers nobody wrote to before.
    async fn run(&mut self, seed: u64) {
        let mut dice = ChaCha8Rng::seed_from_u64(seed);
        let readers = [self.house.one_more().await, self.house.one_more().await];
        for _ in 0..18 {
            self.house.pass(dice.random_range(-15_000..40_000));
            let who = readers[dice.random_range(0..2usize)];
            match dice.random_range(0..8u32) {
                0..=2 => drop(self.house.decide(who, false).await),
                3 => self.says(who, dice.random_range(0..3u32) == 0).await,
                4 => self.leases().await,
                5 | 6 => {
                    self.leases().await;
                    self.marks().await;
                }
                _ => self.ends(dice.random_range(0..3u32) == 0, &mut dice).await,
            }
        }
    }
}

async fn no_order_of_events_sends_after_a_no_beyond_the_cap_or_into_the_night(engine: Engine) {
    let quiet = QuietHours { from: 21 * 60, to: 8 * 60, weekdays: 0 };
    let mut race = Race {
        house: House::named(engine, 0, "reader").await,
        programme: Programme { cap_count: CAP, cap_days: 3, quiet, ..open_programme() },
        in_hand: Vec::new(),
        no: HashSet::new(),
        got: HashMap::new(),
        sent: 0,
        waited: 0,
        cancelled: 0,
    };
    for seed in 0..interleavings() {
        race.run(seed).await;
    }
    let Race { sent, waited, cancelled, .. } = race;
    assert!(
        sent > interleavings() / 2 && waited > 10 && cancelled > 5,
        "{sent} sent, {waited} waited, {cancelled} called off: the interleavings show nothing"
    );
}
