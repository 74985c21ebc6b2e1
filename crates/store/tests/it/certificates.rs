//! Certificates on both engines: issued, taken by several tills at once, guessed at, voided, expired,
//! and what is owed on them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use domain::access::Action::{GiveGifts, ManageStaff, MergePeople, ReadCustomers, RedeemGifts, WritePeople};
use domain::access::{Role, Scopes, check};
use domain::certificates::{CertificateKind, CertificateRefusal, Code, CodeError, GUESSES_MAX};
use domain::ids::{CertificateId, KeyId, PersonId, StaffId};
use domain::plays::{Certificate as Gift, Worth};
use domain::{Actor, Clock, Currency, Day, Entropy, Instant, Money};
use store::certificates::{Movement, State, Take, Taken, Which};
use store::people::edit::Draft;
use store::settings::Settings;
use store::{Error, Store};
use testing::Engine;
use uuid::Uuid;

use crate::{Fresh, fresh_on, may};

testing::on_both_engines![
    a_certificate_is_taken_in_parts_put_back_and_undone_the_same_day,
    the_same_request_is_done_once_and_answered_the_same,
    of_tills_at_once_none_takes_what_is_not_there,
    a_thousand_guesses_end_in_a_wait_and_lock_nobody_else_out,
    a_certificate_is_good_through_its_last_day_where_the_company_is,
    what_was_voided_after_a_part_was_taken_is_owed_no_more,
    a_merged_persons_certificates_are_the_survivors,
    a_clock_set_back_takes_nothing_from_before_it_was_issued,
    a_code_is_hidden_from_who_may_neither_give_nor_take,
    what_cannot_be_given_is_refused_with_a_sentence,
];

const EUR: Currency = Currency::EUR;

/// A shop that gives certificates.
pub struct Shop {
    pub fresh: Fresh,
    pub person: PersonId,
}

/// A new one in a zone.
pub async fn shop(engine: Engine, zone: &str) -> Shop {
    let fresh = fresh_on(engine).await;
    let settings =
        Settings { company: "Harbour".into(), zone: zone.into(), currency: EUR, margin_mille: 1000 };
    fresh.store.save_settings(&may(ManageStaff), &settings).await.unwrap();
    let person = person(&fresh.store, "Ilze Ozola").await;
    Shop { fresh, person }
}

async fn person(store: &Store, name: &str) -> PersonId {
    let draft = Draft { name: name.to_owned(), ..Draft::default() };
    store.make_person(&may(WritePeople), draft, &[]).await.unwrap()
}

/// So much money, for so many days.
pub fn money(amount: i64, days: Option<u32>) -> Gift {
    Gift { worth: Worth::Money { amount }, expires_after_days: days }
}

fn take<'a>(which: Which<'a>, amount: i64, request: &'a str) -> Take<'a> {
    Take { which, amount, request, till: "front", note: "" }
}

/// Why it was refused.
pub fn why<T: std::fmt::Debug>(result: Result<T, Error>) -> CertificateRefusal {
    match result {
        Err(Error::Certificate(why)) => why,
        other => panic!("{other:?}"),
    }
}

impl Shop {
    pub async fn give(&self, gift: &Gift) -> CertificateId {
        self.fresh.store.give_certificate(&may(GiveGifts), self.person, gift).await.unwrap()
    }

    async fn code(&self, id: CertificateId) -> Code {
        self.held(id).await.code.unwrap()
    }

    pub async fn held(&self, id: CertificateId) -> store::certificates::Certificate {
        self.fresh.store.certificate(Actor::Operator, id).await.unwrap().unwrap()
    }

    pub async fn take(&self, id: CertificateId, amount: i64, request: &str) -> Result<Taken, Error> {
        self.fresh.store.redeem(&may(RedeemGifts), &take(Which::Open(id), amount, request)).await
    }

    /// Sets the clock to an instant of RFC 3339.
    fn at(&self, text: &str) {
        let at: jiff::Timestamp = text.parse().unwrap();
        self.fresh.clock.0.store(at.as_microsecond(), Ordering::SeqCst);
    }

    pub async fn end(self) {
        assert_eq!(self.fresh.store.damage().await.unwrap(), Vec::<String>::new());
        self.fresh.store.close().await.unwrap();
    }
}

async fn a_certificate_is_taken_in_parts_put_back_and_undone_the_same_day(engine: Engine) {
    let shop = shop(engine, "Europe/Riga").await;
    let id = shop.give(&money(2500, None)).await;
    let code = shop.code(id).await.to_string().to_lowercase();
    let store = &shop.fresh.store;
    let typed = Which::Typed(&code);
    let first = store.redeem(&may(RedeemGifts), &take(typed, 1000, "1")).await.unwrap();
    assert_eq!((first.redemption.balance, first.certificate.balance), (1500, 1500));
    let left = Money { minor: 1500, currency: EUR };
    assert_eq!(why(shop.take(id, 1501, "2").await), CertificateRefusal::NotEnough(left));
    assert_eq!(shop.take(id, 1500, "3").await.unwrap().certificate.state(Day(0)), State::Used);
    let undone = store.undo_redemption(&may(RedeemGifts), id, first.redemption.id).await.unwrap();
    let again = store.undo_redemption(&may(RedeemGifts), id, first.redemption.id).await.unwrap();
    assert_eq!((undone.certificate.balance, again.redemption.id), (1000, undone.redemption.id));
    assert_eq!(shop.held(id).await.balance, 1000);
    // No more comes back than was taken.
    let taken = Money { minor: 1500, currency: EUR };
    assert_eq!(why(shop.take(id, -1501, "4").await), CertificateRefusal::TooMuchBack(taken));
    assert_eq!(shop.take(id, -500, "5").await.unwrap().certificate.balance, 1500);
    shop.fresh.clock.pass(86_400);
    let late = store.undo_redemption(&may(RedeemGifts), id, first.redemption.id).await;
    assert_eq!(why(late), CertificateRefusal::NotToday);
    assert_eq!(store.redemptions(Actor::Operator, id).await.unwrap().len(), 4);
    let trial = Gift { worth: Worth::Trial { of: "honey".into(), cost: 300 }, expires_after_days: None };
    let trial = shop.give(&trial).await;
    shop.take(trial, 1, "1").await.unwrap();
    assert_eq!(why(shop.take(trial, 1, "2").await), CertificateRefusal::Taken);
    shop.end().await;
}

async fn the_same_request_is_done_once_and_answered_the_same(engine: Engine) {
    let shop = shop(engine, "UTC").await;
    let id = shop.give(&money(500, Some(1))).await;
    let first = shop.take(id, 500, "till-7").await.unwrap();
    // Even once it is used up and expired.
    shop.fresh.clock.pass(10 * 86_400);
    let again = shop.take(id, 500, "till-7").await.unwrap();
    assert_eq!(again.redemption, first.redemption);
    assert_eq!(why(shop.take(id, 400, "till-7").await), CertificateRefusal::RequestTaken);
    assert_eq!(shop.held(id).await.balance, 0);
    shop.end().await;
}

/// Bits that differ from those of others.
pub struct Seeded(pub u64, pub AtomicU64);

impl Entropy for Seeded {
    fn fill(&self, bytes: &mut [u8]) {
        let count = self.1.fetch_add(1, Ordering::SeqCst);
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.0.to_le_bytes()).update(&count.to_le_bytes()).finalize_xof().fill(bytes);
    }
}

impl Seeded {
    pub fn below(&self, most: u64) -> u64 {
        let mut bytes = [0; 8];
        self.fill(&mut bytes);
        u64::from_le_bytes(bytes) % most
    }
}

/// Rounds of tills that race.
const ROUNDS: u64 = 150;

async fn of_tills_at_once_none_takes_what_is_not_there(engine: Engine) {
    let shop = shop(engine, "UTC").await;
    let clock: Arc<dyn Clock> = Arc::clone(&shop.fresh.clock) as Arc<dyn Clock>;
    let other = Seeded(99, AtomicU64::new(0));
    let elsewhere = Store::open(shop.fresh.place.database(), clock, Arc::new(other)).await.unwrap();
    let stores = [shop.fresh.store.clone(), elsewhere];
    let random = Seeded(1, AtomicU64::new(0));
    for round in 0..ROUNDS {
        let id = shop.give(&money(1000, None)).await;
        let asked: Vec<i64> = (0..2 + random.below(3)).map(|_| 300 + random.below(600) as i64).collect();
        let tills = asked.iter().enumerate().map(|(till, &amount)| {
            let (store, pauses) = (stores[(till + round as usize) % 2].clone(), random.below(4));
            tokio::spawn(async move {
                for _ in 0..pauses {
                    tokio::task::yield_now().await;
                }
                let request = format!("till {till}");
                store.redeem(&may(RedeemGifts), &take(Which::Open(id), amount, &request)).await
            })
        });
        let tills: Vec<_> = tills.collect();
        let (mut taken, mut refused) = (0, Vec::new());
        for (till, amount) in tills.into_iter().zip(&asked) {
            match till.await.unwrap() {
                Ok(done) => taken += done.redemption.amount,
                Err(Error::Certificate(CertificateRefusal::NotEnough(left))) => {
                    refused.push((*amount, left.minor))
                }
                other => panic!("round {round}: {other:?}"),
            }
        }
        let held = shop.held(id).await;
        assert_eq!(held.balance, 1000 - taken, "round {round}: {asked:?}");
        // Who was refused was told the truth: less was left than they asked for.
        assert!(refused.iter().all(|(asked, left)| asked > left && *left >= held.balance), "{refused:?}");
        let done = shop.fresh.store.redemptions(Actor::Operator, id).await.unwrap();
        assert_eq!(done.iter().map(|one| one.amount).sum::<i64>(), taken);
    }
    let [_, elsewhere] = stores;
    elsewhere.close().await.unwrap();
    shop.end().await;
}

fn agent(number: u128) -> Actor {
    Actor::Staff { id: StaffId(Uuid::from_u128(number)), role: Role::Agent }
}

async fn a_thousand_guesses_end_in_a_wait_and_lock_nobody_else_out(engine: Engine) {
    let shop = shop(engine, "UTC").await;
    let id = shop.give(&money(500, None)).await;
    let good = shop.code(id).await;
    let random = Seeded(3, AtomicU64::new(0));
    let store = &shop.fresh.store;
    let guesser = check(agent(1), RedeemGifts).unwrap();
    let (mut unknown, mut waits) = (0, 0);
    for _ in 0..1000 {
        let guess = Code::draw(&random);
        match why(store.certificate_by_code(&guesser, guess.plain(), "").await) {
            CertificateRefusal::Unknown => unknown += 1,
            CertificateRefusal::Wait(minutes) => {
                assert!((1..=60).contains(&minutes));
                waits += 1;
            }
            other => panic!("{other}"),
        }
    }
    assert_eq!((unknown, waits), (GUESSES_MAX, 1000 - GUESSES_MAX));
    // Who must wait is told nothing of a good code either.
    assert!(matches!(
        why(store.certificate_by_code(&guesser, good.plain(), "").await),
        CertificateRefusal::Wait(_)
    ));
    // One that is open is still good to them, and any code to others, at any till.
    store.redeem(&guesser, &take(Which::Open(id), 100, "1")).await.unwrap();
    let other = check(agent(2), RedeemGifts).unwrap();
    assert_eq!(store.certificate_by_code(&other, good.plain(), "").await.unwrap().balance, 400);
    // Slips of the finger are told at once and not counted.
    for _ in 0..50 {
        let slip = why(store.certificate_by_code(&other, "0000-0000-0000-00001", "front").await);
        assert_eq!(slip, CertificateRefusal::Code(CodeError::Check));
    }
    // At one till whoever stands there shares the count.
    for number in 0..GUESSES_MAX {
        let guesser = check(agent(100 + number.unsigned_abs() as u128), RedeemGifts).unwrap();
        let guess = Code::draw(&random);
        let refused = why(store.redeem(&guesser, &take(Which::Typed(guess.plain()), 1, "1")).await);
        assert_eq!(refused, CertificateRefusal::Unknown);
    }
    let refused = why(store.certificate_by_code(&other, good.plain(), "front").await);
    assert!(matches!(refused, CertificateRefusal::Wait(_)));
    assert!(store.certificate_by_code(&other, good.plain(), "back").await.is_ok());
    shop.fresh.clock.pass(3600);
    assert!(store.certificate_by_code(&guesser, good.plain(), "front").await.is_ok());
    shop.end().await;
}

async fn a_certificate_is_good_through_its_last_day_where_the_company_is(engine: Engine) {
    let shop = shop(engine, "Europe/Riga").await;
    // The clocks of Riga go forward on 2026-03-29 and back on 2026-10-25.
    for (given, before, after, last) in [
        ("2026-03-28T12:00:00Z", "2026-03-29T20:59:59Z", "2026-03-29T21:00:00Z", "2026-03-29"),
        ("2026-10-24T12:00:00Z", "2026-10-25T21:59:59Z", "2026-10-25T22:00:00Z", "2026-10-25"),
        ("2026-10-24T21:30:00Z", "2026-10-26T21:59:59Z", "2026-10-26T22:00:00Z", "2026-10-26"),
    ] {
        shop.at(given);
        let id = shop.give(&money(500, Some(1))).await;
        assert_eq!(shop.held(id).await.expires_on.unwrap().to_string(), last);
        shop.at(before);
        let taken = shop.take(id, 100, "1").await.unwrap();
        assert_eq!(shop.fresh.store.certificates_expiring(Actor::Operator, 0, 9).await.unwrap().len(), 1);
        shop.at(after);
        let expired = CertificateRefusal::Expired(last.parse().unwrap());
        assert_eq!(why(shop.take(id, 100, "2").await), expired);
        let late = shop.fresh.store.undo_redemption(&may(RedeemGifts), id, taken.redemption.id).await;
        assert_eq!(why(late), CertificateRefusal::NotToday);
        assert_eq!(shop.fresh.store.certificates_expiring(Actor::Operator, 400, 9).await.unwrap().len(), 0);
        assert_eq!(why(shop.fresh.store.void_certificate(&may(GiveGifts), id, 2, "late").await), expired);
    }
    shop.end().await;
}

async fn what_was_voided_after_a_part_was_taken_is_owed_no_more(engine: Engine) {
    let shop = shop(engine, "UTC").await;
    let id = shop.give(&money(500, None)).await;
    shop.take(id, 200, "1").await.unwrap();
    let store = &shop.fresh.store;
    let stale = store.void_certificate(&may(GiveGifts), id, 1, "lost").await;
    assert!(matches!(stale, Err(Error::Superseded(_))), "{stale:?}");
    assert!(matches!(store.void_certificate(&may(GiveGifts), id, 2, " ").await, Err(Error::Unfit(_))));
    assert_eq!(store.void_certificate(&may(GiveGifts), id, 2, "lost").await.unwrap(), 3);
    assert_eq!(why(shop.take(id, 100, "2").await), CertificateRefusal::Voided);
    assert_eq!(why(shop.take(id, -100, "3").await), CertificateRefusal::Voided);
    assert_eq!(
        why(store.void_certificate(&may(GiveGifts), id, 3, "again").await),
        CertificateRefusal::Voided
    );
    let today = shop.fresh.clock.now().day_in(&jiff::tz::TimeZone::UTC);
    let owed = store.liability(Actor::Operator, today, today).await.unwrap();
    let expected = Movement {
        currency: EUR,
        kind: CertificateKind::Money,
        opening: 0,
        issued: 500,
        redeemed: 200,
        expired: 0,
        voided: 300,
        closing: 0,
    };
    assert_eq!((owed.open, owed.moved), (vec![], vec![expected]));
    shop.end().await;
}

async fn a_merged_persons_certificates_are_the_survivors(engine: Engine) {
    let shop = shop(engine, "UTC").await;
    let store = &shop.fresh.store;
    let id = shop.give(&money(500, None)).await;
    let survivor = person(store, "Ilze Ozola-Liepa").await;
    let merge = store.merge(&may(MergePeople), survivor, shop.person, &Default::default()).await.unwrap();
    assert_eq!(store.certificates(Actor::Operator, survivor).await.unwrap()[0].id, id);
    assert_eq!(shop.take(id, 100, "1").await.unwrap().certificate.person, survivor);
    store.undo_merge(&may(MergePeople), merge).await.unwrap();
    let back = store.certificates(Actor::Operator, shop.person).await.unwrap();
    assert_eq!((back.len(), back[0].balance), (1, 400));
    shop.end().await;
}

async fn a_clock_set_back_takes_nothing_from_before_it_was_issued(engine: Engine) {
    let shop = shop(engine, "UTC").await;
    let issued = shop.fresh.clock.now();
    let id = shop.give(&money(500, Some(0))).await;
    shop.fresh.clock.pass(-86_400);
    let taken = shop.take(id, 100, "1").await.unwrap();
    assert_eq!(taken.redemption.at, issued);
    let today = issued.day_in(&jiff::tz::TimeZone::UTC);
    let moved = shop.fresh.store.liability(Actor::Operator, today, today).await.unwrap().moved;
    assert_eq!((moved[0].issued, moved[0].redeemed, moved[0].closing), (500, 100, 400));
    shop.end().await;
}

async fn a_code_is_hidden_from_who_may_neither_give_nor_take(engine: Engine) {
    let shop = shop(engine, "UTC").await;
    let id = shop.give(&money(500, None)).await;
    let store = &shop.fresh.store;
    let analyst = Actor::Staff { id: StaffId(Uuid::from_u128(1)), role: Role::Analyst };
    assert_eq!(store.certificate(analyst, id).await.unwrap().unwrap().code, None);
    assert!(store.certificate(agent(1), id).await.unwrap().unwrap().code.is_some());
    let scopes = Scopes::of(["gifts:redeem"]).unwrap();
    let till = Actor::Key { id: KeyId(Uuid::from_u128(2)), scopes };
    assert!(check(till, GiveGifts).is_err() && check(till, ReadCustomers).is_err());
    let code = shop.code(id).await;
    let seen = store.certificate_by_code(&check(till, RedeemGifts).unwrap(), code.plain(), "").await.unwrap();
    assert_eq!(seen.id, id);
    let wrong = store.redeem(&may(GiveGifts), &take(Which::Open(id), 1, "1")).await;
    assert!(matches!(wrong, Err(Error::Denied(_))));
    shop.end().await;
}

async fn what_cannot_be_given_is_refused_with_a_sentence(engine: Engine) {
    let shop = shop(engine, "UTC").await;
    let give = |gift: Gift| {
        let store = shop.fresh.store.clone();
        async move { store.give_certificate(&may(GiveGifts), shop.person, &gift).await }
    };
    for amount in [0, -5, i64::MAX] {
        assert_eq!(why(give(money(amount, None)).await), CertificateRefusal::Amount);
    }
    assert_eq!(why(give(money(1, Some(3_651))).await), CertificateRefusal::Expiry);
    assert_eq!(why(give(money(1, Some(u32::MAX))).await), CertificateRefusal::Expiry);
    let trial = |of: &str| Gift { worth: Worth::Trial { of: of.into(), cost: 0 }, expires_after_days: None };
    assert!(matches!(give(trial(" ")).await, Err(Error::Unfit(_))));
    assert!(matches!(give(trial(&"x".repeat(101))).await, Err(Error::Unfit(_))));
    let id = shop.give(&money(500, None)).await;
    for amount in [0, i64::MIN, i64::MAX] {
        assert_eq!(why(shop.take(id, amount, "1").await), CertificateRefusal::Amount);
    }
    assert!(matches!(shop.take(id, 1, "").await, Err(Error::Unfit(_))));
    let nobody = CertificateId(Uuid::from_u128(5));
    assert!(matches!(shop.take(nobody, 1, "1").await, Err(Error::Missing(_))));
    assert_eq!(shop.held(id).await.issued_at, Instant(1_790_000_000_000_000));
    shop.end().await;
}
