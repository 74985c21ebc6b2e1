//! What is owed on certificates, after whatever happens to them, on both engines.

use std::sync::atomic::AtomicU64;

use domain::access::Action::GiveGifts;
use domain::certificates::CertificateKind;
use domain::ids::CertificateId;
use domain::plays::{Certificate as Gift, Worth};
use domain::{Actor, Clock, Day};
use store::certificates::Movement;
use testing::Engine;

use crate::certificates::{Seeded, Shop, money, shop};
use crate::may;

testing::on_both_engines![what_is_owed_reconciles_whatever_happens];

fn reconciles(line: &Movement) -> bool {
    line.opening + line.issued - line.redeemed - line.expired - line.voided == line.closing
}

/// What is done in the year of the test: days it takes, and steps a day.
const DAYS: i32 = 60;

async fn what_is_owed_reconciles_whatever_happens(engine: Engine) {
    for seed in 0..4 {
        let shop =
            shop(engine, ["Europe/Riga", "America/New_York", "Asia/Tehran", "UTC"][seed as usize]).await;
        let (store, random) = (&shop.fresh.store, Seeded(100 + seed, AtomicU64::new(0)));
        let zone = store.zone(Actor::Operator).await.unwrap();
        let first = shop.fresh.clock.now().day_in(&zone);
        let mut given = Vec::new();
        let today = loop {
            let today = shop.fresh.clock.now().day_in(&zone);
            if today.0 >= first.0 + DAYS {
                break today;
            }
            something(&shop, &random, &mut given).await;
            shop.fresh.clock.pass(random.below(20_000) as i64);
        };
        let owed = store.liability(Actor::Operator, first, today).await.unwrap();
        assert!(owed.moved.iter().all(|line| line.opening == 0 && reconciles(line)), "{:?}", owed.moved);
        for line in &owed.moved {
            let open = owed.open.iter().filter(|open| open.kind == line.kind);
            assert_eq!(open.map(|open| open.balance).sum::<i64>(), line.closing, "{line:?}");
        }
        for _ in 0..30 {
            let from = Day(first.0 + random.below(DAYS as u64) as i32);
            let until = Day(from.0 + random.below((today.0 - from.0 + 1) as u64) as i32);
            let parts = [(first, Day(from.0 - 1)), (from, until), (Day(until.0 + 1), today)];
            let mut sums = [0i64; 4];
            let mut closing = 0;
            for (from, until) in parts.into_iter().filter(|(from, until)| from <= until) {
                let moved = store.liability(Actor::Operator, from, until).await.unwrap().moved;
                for line in moved.iter().filter(|line| line.kind == CertificateKind::Money) {
                    assert!(reconciles(line), "{from} {until} {line:?}");
                    assert_eq!(line.opening, closing, "{from} {until} {line:?}");
                    closing = line.closing;
                    for (sum, part) in
                        sums.iter_mut().zip([line.issued, line.redeemed, line.expired, line.voided])
                    {
                        *sum += part;
                    }
                }
            }
            let whole = owed.moved.iter().find(|line| line.kind == CertificateKind::Money).unwrap();
            assert_eq!(
                sums,
                [whole.issued, whole.redeemed, whole.expired, whole.voided],
                "parts are the whole"
            );
        }
        shop.end().await;
    }
}

/// Gives, takes, puts back or voids; what is refused changes nothing.
async fn something(shop: &Shop, random: &Seeded, given: &mut Vec<CertificateId>) {
    let one = |random: &Seeded| given.get(random.below(given.len().max(1) as u64) as usize).copied();
    let request = random.below(u64::MAX).to_string();
    match (random.below(10), one(random)) {
        (0..3, _) | (_, None) => {
            let days = Some(random.below(30) as u32).filter(|_| random.below(4) > 0);
            let gift = match random.below(4) {
                0 => Gift { worth: Worth::Trial { of: "honey".into(), cost: 100 }, expires_after_days: days },
                _ => money(1 + random.below(5000) as i64, days),
            };
            given.push(shop.give(&gift).await);
        }
        (3, Some(id)) => {
            let version = shop.held(id).await.version;
            let _ = shop.fresh.store.void_certificate(&may(GiveGifts), id, version, "test").await;
        }
        (4, Some(id)) => drop(shop.take(id, -1 - random.below(500) as i64, &request).await),
        (_, Some(id)) => {
            let held = shop.held(id).await;
            let amount = match held.kind {
                CertificateKind::Trial => 1,
                CertificateKind::Money => 1 + random.below(2500) as i64,
            };
            let _ = shop.take(id, amount, &request).await;
        }
    }
}
