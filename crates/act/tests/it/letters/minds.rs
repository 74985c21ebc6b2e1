//! Readers change their minds, are met by others and go to sleep while letters are on their way.

use std::collections::HashMap;

use act::letters::{Rules, judge};
use domain::access::Action;
use domain::consent::{ALL, Word};
use domain::plays::{Arm, OutboxState, PlayState, Programme, QuietHours, Stopped};
use domain::{Clock as _, Instant};
use jiff::tz::TimeZone;
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use store::outbox::{Facts, Leased, Mark, Outcome, Ruling, Settled};
use testing::sink::Sink;

use super::{House, may, open_programme};

fn rules(programme: Programme) -> Rules {
    Rules { paused: false, programme, zone: TimeZone::UTC }
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
    assert_eq!(states, HashMap::from([(OutboxState::Sent, 2), (OutboxState::Cancelled, 3)]));
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

#[test]
fn whatever_speaks_against_a_letter_is_heard() {
    let clean = || Facts {
        now: Instant(1_790_000_000_000_000),
        person: domain::ids::PersonId(uuid::Uuid::nil()),
        zone: String::new(),
        play: None,
        owed: false,
        topic: "news".into(),
        words: domain::consent::Words::default(),
        is_customer: true,
        rests: false,
        arms: Vec::new(),
        lately: 0,
    };
    let soft = rules(Programme { soft_opt_in: true, ..open_programme() });
    let heard = |change: fn(&mut Facts)| {
        let mut facts = clean();
        change(&mut facts);
        judge(&facts, &soft)
    };
    let play = |state| Some((domain::ids::PlayId(uuid::Uuid::nil()), state, String::new()));
    assert_eq!(heard(|_| {}), Ruling::Go);
    assert_eq!(heard(|facts| facts.is_customer = false), Ruling::Cancel(Stopped::Consent));
    assert_eq!(heard(|facts| facts.rests = true), Ruling::Cancel(Stopped::Rest));
    assert_eq!(heard(|facts| facts.arms = vec![Arm::Treated, Arm::Held]), Ruling::Cancel(Stopped::Holdout));
    assert_eq!(heard(|facts| facts.lately = 1_000), Ruling::Cancel(Stopped::Cap));
    let mut ended = clean();
    ended.play = play(PlayState::Ended);
    assert_eq!(judge(&ended, &soft), Ruling::Cancel(Stopped::Play));
    ended.play = play(PlayState::Paused);
    assert!(matches!(judge(&ended, &soft), Ruling::Later(_)));
    let mut owed = clean();
    (owed.owed, owed.rests, owed.lately, owed.arms) = (true, true, 5_000, vec![Arm::Held]);
    assert_eq!(judge(&owed, &soft), Ruling::Go);
}

/// Interleavings; a nightly run makes them 10,000.
fn interleavings() -> u64 {
    std::env::var("PERENNIAL_RACES").ok().and_then(|number| number.parse().ok()).unwrap_or(200)
}

const CAP: i64 = 2;

/// One worker's letter in hand.
struct InHand {
    leased: Leased,
    marked: bool,
}

/// Three readers, a worker, and what we know of them beside the store.
struct Race {
    house: House,
    rules: Rules,
    in_hand: Vec<InHand>,
    /// Whether each said no last.
    no: [bool; 3],
    /// When each got letters.
    got: [Vec<i64>; 3],
    sent: u64,
    cancelled: u64,
}

impl Race {
    async fn says(&mut self, who: usize, no: bool) {
        self.no[who] = no;
        let word = if no { Word::Refused } else { Word::Given };
        self.house.says(self.house.people[who], "news", word).await;
    }

    async fn leases(&mut self) {
        let taken = self.house.store.lease_letters(&may(Action::RunJobs), 2, 50_000).await.unwrap();
        self.in_hand.extend(taken.into_iter().map(|leased| InHand { leased, marked: false }));
    }

    /// Marks all that is in hand, and holds each that goes to what we know.
    async fn marks(&mut self) {
        let days = i64::from(self.rules.programme.cap_days);
        let unmarked = self.in_hand.iter().filter(|one| !one.marked);
        let mark =
            |one: &InHand| Mark { gesture: one.leased.gesture, fence: one.leased.fence, message: b"x" };
        let marks: Vec<Mark<'_>> = unmarked.map(mark).collect();
        let judge = |facts: &Facts| judge(facts, &self.rules);
        let permit = may(Action::RunJobs);
        let marked = self.house.store.mark_sending(&permit, &marks, 90_000, days, judge);
        let mut rulings = marked.await.unwrap().into_iter();
        let now = self.house.clock.now().0;
        for mut one in std::mem::take(&mut self.in_hand) {
            let ruling = if one.marked { None } else { rulings.next() };
            if ruling == Some(Ruling::Go) {
                let reader = self.house.people.iter().position(|id| *id == one.leased.person).unwrap();
                assert!(!self.no[reader], "sent after a no");
                let since = now - days * 86_400_000_000;
                let lately = self.got[reader].iter().filter(|at| **at > since).count();
                assert!(lately < CAP as usize, "beyond the cap");
                self.got[reader].push(now);
                self.sent += 1;
                one.marked = true;
            }
            self.cancelled += u64::from(matches!(ruling, Some(Ruling::Cancel(_))));
            if one.marked {
                self.in_hand.push(one);
            }
        }
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
}

#[tokio::test]
async fn no_order_of_events_sends_after_a_no_or_beyond_the_cap() {
    let mut race = Race {
        house: House::with(3).await,
        rules: rules(Programme { cap_count: CAP as u32, ..open_programme() }),
        in_hand: Vec::new(),
        no: [false; 3],
        got: Default::default(),
        sent: 0,
        cancelled: 0,
    };
    let mut dice = ChaCha8Rng::seed_from_u64(20_261_122);
    for _ in 0..interleavings() * 6 {
        race.house.pass(dice.random_range(1..40_000));
        let who = dice.random_range(0..3usize);
        match dice.random_range(0..6u32) {
            0 => drop(race.house.decide(race.house.people[who], false).await),
            1 => race.says(who, dice.random_range(0..3u32) != 0).await,
            2 => race.leases().await,
            3 | 4 => race.marks().await,
            _ => race.ends(dice.random_range(0..3u32) == 0, &mut dice).await,
        }
    }
    assert!(race.sent > 5 && race.cancelled > 5, "{} sent, {} cancelled", race.sent, race.cancelled);
}
