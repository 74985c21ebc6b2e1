//! From the draw to the verdict among simulated people who answer gestures with a known effect, and among others
//! whom no gesture moves: PROVE is judged against the truth.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use domain::access::{self, Action};
use domain::ids::{PersonId, PlayId};
use domain::orders::OrderKind;
use domain::plays::{Arm, GestureState, Goal, Programme, QuietHours, Success};
use domain::proof::{Earned, Verdict};
use domain::time::DAY_MICROS;
use domain::{Actor, Clock, Currency, Day, Entropy, Instant, Permit};
use serde_json::json;
use simulator::{Firm, GammaGamma, Hands, Law, Panel, Purchase};
use store::Store;
use store::costs::Outlay;
use store::draws::PROGRAMME;
use store::imports::NewImport;
use store::incoming::{Batch, Incoming, Key};
use store::people::Kind;
use store::trials::{Asked, Members, Standing};

/// Days after the draw that count, and in which people answer.
const HORIZON: u32 = 28;
/// The share of revenue that stays after the cost of the goods, in thousandths.
const MARGIN: u16 = 400;
/// Cents one gesture costs.
const COST: i64 = 50;

/// Worlds of each kind; a night allows more.
fn worlds() -> u64 {
    std::env::var("PERENNIAL_WORLDS").ok().and_then(|text| text.parse().ok()).unwrap_or(1)
}

pub struct Hand(pub AtomicI64);

impl Clock for Hand {
    fn now(&self) -> Instant {
        Instant(self.0.load(Ordering::SeqCst))
    }
}

pub struct Seeded(pub u64, pub AtomicU64);

impl Entropy for Seeded {
    fn fill(&self, bytes: &mut [u8]) {
        let count = self.1.fetch_add(1, Ordering::SeqCst);
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.0.to_le_bytes()).update(&count.to_le_bytes()).finalize_xof().fill(bytes);
    }
}

fn may(action: Action) -> Permit {
    access::check(Actor::Operator, action).unwrap()
}

/// Regulars: some three purchases in the horizon, of fifteen in the mean.
fn panel(seed: u64) -> Panel {
    Panel {
        seed,
        customers: 1_000,
        first_day: Day(20_000),
        acquisition_days: 60,
        last_day: Day(20_000 + 52 * 7),
        law: Law::ParetoNbd { r: 1.5, alpha: 3.0, s: 0.6, beta: 40.0 },
        spend: GammaGamma { p: 6.25, q: 3.74, v: 15.44 },
    }
}

struct World {
    store: Store,
    hand: Arc<Hand>,
    clock: Arc<dyn Clock>,
    panel: Panel,
    drawn: Instant,
}

impl World {
    /// The first half year, in the store and studied.
    async fn new(folder: &Path, seed: u64) -> Self {
        let panel = panel(seed);
        let drawn = Instant((i64::from(panel.first_day.0) + 26 * 7) * DAY_MICROS);
        let hand = Arc::new(Hand(AtomicI64::new(drawn.0)));
        let clock: Arc<dyn Clock> = Arc::clone(&hand) as Arc<dyn Clock>;
        let entropy = Arc::new(Seeded(seed, AtomicU64::new(0)));
        let store = Store::open(folder.join("house.db"), Arc::clone(&clock), entropy).await.unwrap();
        let settings = store::settings::Settings {
            company: "Panel".into(),
            zone: "UTC".into(),
            currency: Currency::EUR,
            margin_mille: MARGIN,
        };
        store.save_settings(&may(Action::ManageStaff), &settings).await.unwrap();
        let quiet = QuietHours { from: 0, to: 0, weekdays: 0 };
        let programme = Programme { holdout_mille: 200, quiet, ..Programme::default() };
        store.save_programme(&may(Action::ManagePlays), 0, &programme).await.unwrap();
        let world = Self { store, hand, clock, panel, drawn };
        world.take_in(world.bought(i64::MIN, drawn.0)).await;
        know::refit::run(&world.store, &world.clock, folder).await.unwrap();
        world
    }

    fn bought(&self, after: i64, until: i64) -> Vec<Purchase> {
        let of = |customer| self.panel.history(customer).rows;
        let all = (0..self.panel.customers).flat_map(of);
        all.filter(|purchase| purchase.at > after && purchase.at <= until).collect()
    }

    async fn take_in(&self, purchases: Vec<Purchase>) {
        let permit = may(Action::ImportOrders);
        let import = NewImport { source: "shop", file: "world", mapping: json!({}), bytes_total: 0 };
        let id = self.store.begin_import(&permit, &import).await.unwrap();
        let order = |(number, purchase): (usize, &Purchase)| Incoming {
            source_id: format!("{}-{number}", purchase.at),
            kind: OrderKind::Purchase,
            at: purchase.at,
            day: purchase.day().0,
            amount: purchase.cents,
            currency: Currency::EUR,
            refunds: None,
            keys: vec![Key { kind: Kind::External, value: purchase.customer.to_string() }],
            name: String::new(),
            lines: Vec::new(),
        };
        let orders = purchases.iter().enumerate().map(order).collect();
        self.store.apply(&permit, id, &Batch { orders, ..Batch::default() }).await.unwrap().unwrap();
        self.store.finish_import(&permit, id).await.unwrap();
    }

    async fn play(&self) -> PlayId {
        let definition = json!({
            "when": "rule_holds",
            "steps": [{ "gesture": { "call": { "words": "Ask how they are" } }, "cost": COST }],
            "success": { "what": "revenue", "within_days": HORIZON },
            "holdout": { "mille": 500 },
        });
        let definition = serde_json::from_value(definition).unwrap();
        let permit = may(Action::ManagePlays);
        let play = act::plays::make(&self.store, &permit, "A call", &definition).await.unwrap();
        self.store.start_play(&permit, play, 1).await.unwrap();
        act::decide::run(&self.store, &self.clock).await.unwrap();
        act::steps::run(&self.store, &self.clock).await.unwrap();
        play
    }

    async fn customer(&self, person: PersonId) -> u64 {
        let known = self.store.person(Actor::Operator, person).await.unwrap().unwrap();
        known.identities[0].value.parse().unwrap()
    }

    /// Does what the play decided; with whom, by their number.
    async fn done(&self, play: PlayId) -> HashMap<u64, PersonId> {
        let mut reached = HashMap::new();
        let success = Success { what: Goal::Revenue, within_days: HORIZON };
        let (as_of, currency) = (self.clock.now(), Currency::EUR);
        let look = Asked { play, share_mille: 500, success, as_of, currency };
        let which = Members { standing: Standing::UnderWay, arm: Some(Arm::Treated) };
        for drawn in self.store.members(Actor::Operator, &look, which, None, 10_000).await.unwrap() {
            let person = drawn.followed.person;
            let task = self.store.gestures(Actor::Operator, person).await.unwrap().remove(0);
            let permit = may(Action::WritePeople);
            self.store.close_gesture(&permit, task.id, task.version, GestureState::Done, "").await.unwrap();
            reached.insert(self.customer(person).await, person);
        }
        reached
    }

    /// What PROVE says when everybody's time is over.
    async fn verdict(&self, play: PlayId) -> Earned {
        self.hand.0.store(self.drawn.0 + 100 * DAY_MICROS, Ordering::SeqCst);
        prove::verdicts::run(&self.store, &self.clock).await.unwrap();
        self.store.verdict(Actor::Operator, play).await.unwrap().unwrap().earned
    }
}

struct Judged {
    covered: bool,
    called: bool,
}

async fn judged(seed: u64, chance: f64) -> Judged {
    let folder = tempfile::tempdir().unwrap();
    let world = World::new(folder.path(), seed).await;
    let play = world.play().await;
    let reached = world.done(play).await;
    let early = Instant(world.drawn.0 + DAY_MICROS);
    world.hand.0.store(early.0, Ordering::SeqCst);
    prove::verdicts::run(&world.store, &world.clock).await.unwrap();
    let seen = world.store.verdict(Actor::Operator, play).await.unwrap().unwrap().earned;
    assert_eq!((seen.unproved, seen.planned), (Some(domain::proof::Unproved::NobodyYet), None));
    let hands = Hands { seed: seed + 1_000, chance, days: HORIZON };
    let mut later = world.bought(world.drawn.0, world.drawn.0 + 100 * DAY_MICROS);
    later.extend(reached.keys().filter_map(|&customer| hands.answer(&world.panel, customer, world.drawn.0)));
    world.hand.0.store(world.drawn.0 + 100 * DAY_MICROS, Ordering::SeqCst);
    world.take_in(later).await;
    let earned = world.verdict(play).await;
    let orders = earned.orders.as_ref().unwrap();
    assert!(orders.sample_ratio.holds, "{:?}", orders.arms);
    let treated = orders.arms.iter().find(|arm| arm.name == "treated").unwrap();
    assert_eq!(treated.units, reached.len() as u64);
    assert_eq!(earned.cost.gestures, COST * reached.len() as i64, "each gesture done is counted once");
    let effect = &orders.effects[0];
    assert!(effect.variance_reduction > 0.05, "what the model expected sharpens: {effect:?}");
    let extra = effect.per_unit.unwrap();
    let profit = earned.profit.unwrap();
    let in_all = earned.revenue.as_ref().unwrap().effects[0].in_all.unwrap();
    let left = in_all.value * f64::from(MARGIN) / 1000.0 - earned.cost.total() as f64 / 100.0;
    assert!((left - profit.value).abs() < 1e-6, "what stays after goods and gestures");
    assert_eq!(earned.margin_mille, MARGIN);
    let look = Asked::of(play, &earned);
    let lines = world.store.spent(Actor::Operator, &look, Outlay::Gestures, None, 2_000).await.unwrap();
    assert_eq!(lines.iter().map(|line| line.amount.minor).sum::<i64>(), earned.cost.gestures);
    let whole = world.store.verdict(Actor::Operator, PROGRAMME).await.unwrap().unwrap().earned;
    assert_eq!(whole.cost.gestures, earned.cost.gestures, "one play is the whole programme");
    assert_eq!(whole.counts.counted, world.panel.customers, "everybody was drawn");
    Judged {
        covered: extra.low <= chance && chance <= extra.high,
        called: matches!(effect.verdict, Verdict::Gain | Verdict::Loss),
    }
}

#[tokio::test]
async fn a_gesture_that_works_is_found_with_its_true_size() {
    let (mut missed, mut found) = (0, 0);
    for seed in 0..worlds() {
        let judged = judged(seed, 0.5).await;
        missed += u64::from(!judged.covered);
        found += u64::from(judged.called);
    }
    assert!(missed * 100 <= 7 * worlds(), "{missed} of {} missed", worlds());
    assert!(found * 2 > worlds(), "{found} of {} found", worlds());
}

#[tokio::test]
async fn where_no_gesture_works_nothing_is_called() {
    let mut called = 0;
    for seed in 0..worlds() {
        let judged = judged(500 + seed, 0.0).await;
        called += u64::from(judged.called);
    }
    assert!(called * 100 <= 5 * worlds(), "{called} of {} called", worlds());
}
