//! The server, the network and the worker die at every point of a conversation.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use domain::consent::Word;
use domain::plays::OutboxState;
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use testing::sink::{Manner, Point, Sink};
use tokio::sync::Notify;

use super::{ASKS, House, may};

/// Longer than any lease.
const LEASE: i64 = 700;
/// How often each point is tried; a nightly run makes it larger.
fn rounds() -> u64 {
    std::env::var("PERENNIAL_FAULTS").ok().and_then(|number| number.parse().ok()).unwrap_or(1)
}

/// After this point the letter has been given, and no answer to it can be trusted to be missing.
fn is_given(point: Point) -> bool {
    matches!(point, Point::Asked | Point::Half | Point::Whole | Point::Delivered)
}

/// What must hold in the end: whoever got a letter got it once, nobody was left out in silence, and
/// every letter is somewhere.
async fn all_is_accounted_for(house: &House, sink: &Sink, letters: &[domain::ids::GestureId]) -> usize {
    let mut got: HashMap<String, usize> = HashMap::new();
    for taken in sink.taken() {
        *got.entry(taken.reader).or_default() += 1;
    }
    assert!(got.values().all(|times| *times == 1), "somebody got it twice: {got:?}");
    let mut held = 0;
    for letter in letters {
        let line = house.line(*letter).await;
        match line.state {
            OutboxState::Sent => {
                assert!(got.contains_key(&line.address), "{} was told it is sent", line.address)
            }
            OutboxState::Held => held += 1,
            other => panic!("{} is {other:?}: {}", line.address, line.answer),
        }
    }
    held
}

/// Breaks off once at a point of the talk about the second reader, then never again.
fn once_at(point: Point, manner: Manner) -> impl Fn(u64, Point, &str) -> Option<Manner> {
    let times = AtomicU64::new(0);
    move |_, here, reader| {
        let about = matches!(here, Point::Connected | Point::Greeted | Point::Mail | Point::Sender);
        let here = here == point && (about || reader == "reader1@x.example");
        (here && times.fetch_add(1, Ordering::SeqCst) == 0).then(|| manner.clone())
    }
}

async fn breaks_off(manner: Manner) {
    for point in Point::ALL.into_iter().cycle().take(12 * rounds() as usize) {
        let house = House::with(3).await;
        let sink = Sink::scripted(once_at(point, manner.clone())).await;
        let letters = house.decide_all().await;
        for _ in 0..4 {
            house.postman(&sink).all_due().await.unwrap();
            house.pass(LEASE);
        }
        let held = all_is_accounted_for(&house, &sink, &letters).await;
        assert_eq!(held, usize::from(is_given(point)), "{point:?}");
    }
}

#[tokio::test]
async fn wherever_the_server_closes_nobody_gets_two_and_what_is_unknown_is_held() {
    breaks_off(Manner::Close).await;
}

#[tokio::test]
async fn wherever_the_network_resets_nobody_gets_two_and_what_is_unknown_is_held() {
    breaks_off(Manner::Reset).await;
}

#[tokio::test]
async fn wherever_the_worker_is_killed_nobody_gets_two_and_no_more_is_held_than_was_on_its_way() {
    for point in Point::ALL.into_iter().cycle().take(12 * rounds() as usize) {
        let house = House::with(4).await;
        let told = Arc::new(Notify::new());
        let sink = Sink::scripted(once_at(point, Manner::Hang(Arc::clone(&told)))).await;
        let letters = house.decide_all().await;
        let postman = house.postman(&sink).with_connections(1);
        let worker = tokio::spawn(async move { postman.all_due().await });
        told.notified().await;
        worker.abort();
        let _ = worker.await;
        for _ in 0..3 {
            house.pass(LEASE);
            house.postman(&sink).all_due().await.unwrap();
        }
        let held = all_is_accounted_for(&house, &sink, &letters).await;
        // Marked before DATA is said: from then on nobody can tell.
        let known = matches!(point, Point::Reader | Point::Data | Point::Answered) || is_given(point);
        assert!(held <= usize::from(known), "{point:?} held {held}");
        assert!(held == 1 || !is_given(point), "{point:?} held {held}");
    }
}

#[tokio::test]
async fn many_faults_at_once_lose_nobody_and_repeat_nothing() {
    for seed in 0..rounds() {
        let house = House::with(40).await;
        let dice = std::sync::Mutex::new(ChaCha8Rng::seed_from_u64(seed));
        let sink = Sink::scripted(move |_, point, _| {
            let mut dice = dice.lock().unwrap();
            let fault = dice.random_range(0..100u32);
            match fault {
                0 => Some(Manner::Close),
                1 => Some(Manner::Reset),
                2 if matches!(point, Point::Mail | Point::Rcpt | Point::Data | Point::Whole) => {
                    Some(Manner::Say("451 4.3.0 not now"))
                }
                _ => None,
            }
        })
        .await;
        let letters = house.decide_all().await;
        for _ in 0..12 {
            house.postman(&sink).all_due().await.unwrap();
            house.pass(13 * 3_600);
        }
        let held = all_is_accounted_for(&house, &sink, &letters).await;
        assert!(held < 20, "seed {seed} held {held}");
    }
}

#[tokio::test]
async fn what_is_owed_goes_once_more_under_the_same_id_and_then_is_held_too() {
    let house = House::with(1).await;
    let sink = Sink::scripted(|_, point, _| (point == Point::Delivered).then_some(Manner::Close)).await;
    let letter = house.decide(house.people[0], true).await;
    for _ in 0..4 {
        house.postman(&sink).all_due().await.unwrap();
        house.pass(LEASE);
    }
    let taken = sink.taken();
    assert_eq!(taken.len(), 2);
    assert_eq!(taken[0], taken[1], "the same to the last byte");
    assert!(!taken[0].letter.contains("List-Unsubscribe"));
    assert_eq!(house.line(letter).await.state, OutboxState::Held);
}

#[tokio::test]
async fn a_letter_held_is_sent_again_or_left_as_somebody_decides() {
    let house = House::with(2).await;
    let times = AtomicU64::new(0);
    let sink = Sink::scripted(move |_, point, _| {
        let held = point == Point::Whole && times.fetch_add(1, Ordering::SeqCst) < 2;
        held.then_some(Manner::Close)
    })
    .await;
    let letters = house.decide_all().await;
    house.postman(&sink).all_due().await.unwrap();
    assert_eq!(house.store.outbox_counts(ASKS).await.unwrap().held, 2);
    let permit = may(domain::access::Action::ManagePlays);
    house.store.decide_letter(&permit, letters[0], true).await.unwrap();
    house.store.decide_letter(&permit, letters[1], false).await.unwrap();
    assert!(house.store.decide_letter(&permit, letters[1], false).await.is_err(), "decided once");
    house.postman(&sink).all_due().await.unwrap();
    assert_eq!(house.line(letters[0]).await.state, OutboxState::Sent);
    let left = house.line(letters[1]).await;
    assert_eq!((left.state, left.ended_at.is_some()), (OutboxState::Held, true));
    assert_eq!(house.store.outbox_counts(ASKS).await.unwrap().held, 0);
    assert_eq!(sink.count(), 1);
}

#[tokio::test]
async fn refused_for_now_is_tried_again_and_refused_for_good_is_not() {
    let house = House::with(3).await;
    let times = AtomicU64::new(0);
    let sink = Sink::scripted(move |_, point, reader| {
        let first = || times.fetch_add(1, Ordering::SeqCst) == 0;
        match (point, reader) {
            (Point::Rcpt, "reader0@x.example") if first() => Some(Manner::Say("450 4.2.0 greylisted")),
            (Point::Rcpt, "reader1@x.example") => Some(Manner::Say("550 5.1.1 no such user")),
            (Point::Whole, "reader2@x.example") => Some(Manner::Say("554 5.7.1 spam")),
            _ => None,
        }
    })
    .await;
    let letters = house.decide_all().await;
    house.postman(&sink).all_due().await.unwrap();
    let grey = house.line(letters[0]).await;
    assert_eq!((grey.state, grey.attempts), (OutboxState::Waiting, 1));
    assert!(grey.answer.contains("greylisted"));
    assert_eq!(house.line(letters[1]).await.state, OutboxState::Failed);
    assert_eq!(house.line(letters[2]).await.state, OutboxState::Failed);
    house.pass(61);
    house.postman(&sink).all_due().await.unwrap();
    assert_eq!(house.line(letters[0]).await.state, OutboxState::Sent);
    let bounced = house.store.unreachable(ASKS, house.people[1]).await.unwrap();
    assert_eq!(bounced[0].1, "reader1@x.example");
    assert_eq!(house.store.letter_address(ASKS, house.people[1]).await.unwrap(), None);
    assert!(house.store.unreachable(ASKS, house.people[2]).await.unwrap().is_empty());
    let words = house.store.consents(ASKS, house.people[1]).await.unwrap();
    assert_eq!(words.last("news").map(|(_, word)| word), Some(Word::Given), "a bounce refuses no topic");
}

#[tokio::test]
async fn a_server_that_is_away_is_left_alone_and_the_letters_wait_untried() {
    let house = House::with(2).await;
    let sink = Sink::start().await;
    let postman = house.postman(&sink);
    drop(sink);
    let letters = house.decide_all().await;
    postman.all_due().await.unwrap();
    let line = house.line(letters[0]).await;
    assert_eq!((line.state, line.attempts), (OutboxState::Waiting, 0));
    assert!(line.answer.contains("can't be used"), "{}", line.answer);
    assert_eq!(postman.all_due().await.unwrap(), 0, "left alone");
    let back = Sink::start().await;
    house.pass(30);
    house.postman(&back).all_due().await.unwrap();
    assert_eq!(back.count(), 2);
}
