//! A play that draws organisation by organisation, from the store through the play engine to the verdict.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use domain::access::{Action, check};
use domain::ids::{PersonId, PlayId};
use domain::memory::RelationKind;
use domain::orders::OrderKind;
use domain::party::PartyKind;
use domain::plays::{Arm, Goal, Programme, QuietHours, Success};
use domain::proof::{Earned, Outcome};
use domain::time::DAY_MICROS;
use domain::worth::Estimate;
use domain::{Actor, Clock, Currency, Permit};
use futures::TryStreamExt;
use prove::{Design, Row, Trial};
use serde_json::json;
use store::Store;
use store::imports::NewImport;
use store::incoming::{Batch, Incoming, Key};
use store::people::Kind;
use store::people::edit::{Address, Draft};
use store::relations::Bond;
use store::trials::{Asked, Members, Standing};
use testing::Engine;

use crate::hands::{Hand, Seeded};

testing::on_both_engines![people_of_one_organisation_stand_and_are_judged_together];

const FIRMS: usize = 260;
const PEOPLE: usize = 3;
const HORIZON: u32 = 28;
const THEN: i64 = 20_600 * DAY_MICROS;

fn may(action: Action) -> Permit {
    check(Actor::Operator, action).unwrap()
}

fn address(firm: usize, person: usize) -> String {
    format!("p{person}@firm{firm}.example")
}

struct World {
    store: Store,
    hand: Arc<Hand>,
    clock: Arc<dyn Clock>,
    /// Each with its people.
    firms: Vec<(PersonId, Vec<PersonId>)>,
    _place: testing::Fresh,
}

impl World {
    async fn new(engine: Engine) -> Self {
        let place = engine.fresh();
        let hand = Arc::new(Hand(AtomicI64::new(THEN)));
        let clock: Arc<dyn Clock> = Arc::clone(&hand) as Arc<dyn Clock>;
        let entropy = Arc::new(Seeded(7, AtomicU64::new(0)));
        let store = Store::open(place.database(), Arc::clone(&clock), entropy).await.unwrap();
        let quiet = QuietHours { from: 0, to: 0, weekdays: 0 };
        let programme = Programme { holdout_mille: 0, quiet, ..Programme::default() };
        store.save_programme(&may(Action::ManagePlays), 0, &programme).await.unwrap();
        let mut firms = Vec::new();
        for firm in 0..FIRMS {
            firms.push(organisation(&store, firm).await);
        }
        Self { store, hand, clock, firms, _place: place }
    }

    async fn play(&self) -> PlayId {
        let definition = json!({
            "who": "kind == 'person'",
            "when": "rule_holds",
            "steps": [{ "gesture": { "call": { "words": "Ask how they are" } } }],
            "success": { "what": "revenue", "within_days": HORIZON },
            "holdout": { "mille": 500, "by_organisation": true },
        });
        let definition = serde_json::from_value(definition).unwrap();
        let permit = may(Action::ManagePlays);
        let play = act::plays::make(&self.store, &permit, "A call", &definition).await.unwrap();
        self.store.start_play(&permit, play, 1).await.unwrap();
        act::decide::run(&self.store, &self.clock).await.unwrap();
        act::steps::run(&self.store, &self.clock).await.unwrap();
        play
    }

    async fn arm(&self, play: PlayId, person: PersonId) -> Arm {
        self.store.draws_of(Actor::Operator, play, person).await.unwrap()[0].arm
    }

    /// In every other firm everybody buys, and in the others nobody.
    async fn buy(&self) {
        let at = THEN + DAY_MICROS;
        let order = |(firm, person): (usize, usize)| Incoming {
            source_id: format!("{firm}-{person}"),
            kind: OrderKind::Purchase,
            at,
            day: i32::try_from(at / DAY_MICROS).unwrap(),
            amount: 1_000 + firm as i64,
            currency: Currency::EUR,
            refunds: None,
            keys: vec![Key { kind: Kind::Email, value: address(firm, person) }],
            name: String::new(),
            lines: Vec::new(),
        };
        let buyers = (0..FIRMS).step_by(2).flat_map(|firm| (0..PEOPLE).map(move |person| (firm, person)));
        let (permit, orders) = (may(Action::ImportOrders), buyers.map(order).collect());
        let import = NewImport { source: "shop", file: "firms", mapping: json!({}), bytes_total: 0 };
        let id = self.store.begin_import(&permit, &import).await.unwrap();
        self.store.apply(&permit, id, &Batch { orders, ..Batch::default() }).await.unwrap().unwrap();
        self.store.finish_import(&permit, id).await.unwrap();
    }

    async fn verdict(&self, play: PlayId) -> Earned {
        self.hand.0.store(THEN + 40 * DAY_MICROS, Ordering::SeqCst);
        prove::verdicts::run(&self.store, &self.clock).await.unwrap();
        self.store.verdict(Actor::Operator, play).await.unwrap().unwrap().earned
    }

    /// The lists behind the numbers, to their end, a few at a time.
    async fn lists_add_up(&self, play: PlayId, earned: &Earned) {
        let look = Asked::of(play, earned);
        let revenue = earned.revenue.as_ref().unwrap();
        for arm in &revenue.arms {
            let which = Members { standing: Standing::Counted, arm: Arm::from_name(&arm.name) };
            let (mut people, mut total, mut after) = (0.0, 0, None);
            loop {
                let page = self.store.members(Actor::Operator, &look, which, after, 100).await.unwrap();
                let Some(last) = page.last() else { break };
                after = Some(last.identity);
                people += page.len() as f64;
                total += page.iter().map(|member| member.followed.revenue).sum::<i64>();
            }
            assert_eq!(
                (people, total as f64 / 100.0),
                (arm.size, (arm.total.unwrap() * 100.0).round() / 100.0)
            );
        }
        let (mut firms, mut people, mut total, mut after) = (0, 0, 0, None);
        loop {
            let page = self.store.organisations_drawn(Actor::Operator, &look, after, 100).await.unwrap();
            let Some(last) = page.last() else { break };
            after = Some(last.organisation);
            firms += page.iter().filter(|one| one.arm.is_some()).count() as u64;
            people += page.iter().map(|one| one.people).sum::<u64>();
            total += page.iter().map(|one| one.revenue).sum::<i64>();
        }
        let of_arms: f64 = revenue.arms.iter().filter_map(|arm| arm.total).sum();
        assert_eq!(firms, revenue.arms.iter().map(|arm| arm.units).sum::<u64>());
        assert_eq!((people, total), (earned.counts.counted, (of_arms * 100.0).round() as i64));
    }

    /// What a look at one time would say if people had been drawn one by one.
    async fn naive(&self, play: PlayId, earned: &Earned) -> Estimate {
        let outcome = Outcome { name: "revenue".into(), currency: Currency::EUR, ..Outcome::default() };
        let control = Some("held".to_owned());
        let mut trial = Trial::new(Design { control, planned: earned.planned, ..Design::new(outcome) });
        let asked = Asked {
            play,
            share_mille: earned.share_mille,
            success: Success { what: Goal::Revenue, within_days: HORIZON },
            as_of: earned.at,
            currency: Currency::EUR,
        };
        let pages: Vec<_> = self.store.followed(Actor::Operator, asked).try_collect().await.unwrap();
        for row in pages.iter().flat_map(|page| &page.rows) {
            trial
                .add(&Row {
                    arm: row.arm.name(),
                    outcome: row.revenue as f64 / 100.0,
                    size: 1.0,
                    covariates: &[],
                    cluster: None,
                    part: None,
                    day: None,
                    score: 0.0,
                })
                .unwrap();
        }
        trial.judge().unwrap().effects[0].single_look.unwrap()
    }
}

async fn organisation(store: &Store, number: usize) -> (PersonId, Vec<PersonId>) {
    let permit = may(Action::WritePeople);
    let draft = Draft { kind: PartyKind::Organisation, name: format!("Firm {number}"), ..Draft::default() };
    let firm = store.make_person(&permit, draft, &[]).await.unwrap();
    let mut people = Vec::new();
    for at in 0..PEOPLE {
        let address = address(number, at);
        let person = store.make_person(&permit, Draft::default(), &[Address::Email(&address)]).await.unwrap();
        let bond = Bond::Known(RelationKind::WorksAt);
        store.relate(&permit, person, &bond, firm, "").await.unwrap();
        people.push(person);
    }
    (firm, people)
}

async fn people_of_one_organisation_stand_and_are_judged_together(engine: Engine) {
    let world = World::new(engine).await;
    let play = world.play().await;
    let mut by_arm: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, (_, people)) in world.firms.iter().enumerate() {
        let arm = world.arm(play, people[0]).await;
        for &person in people {
            assert_eq!(world.arm(play, person).await, arm, "one organisation, one arm");
            let gestures = world.store.gestures(Actor::Operator, person).await.unwrap().len();
            assert_eq!(gestures, usize::from(arm == Arm::Treated));
        }
        by_arm.entry(arm.name()).or_default().push(at);
    }
    let (treated, held) = (&by_arm["treated"], &by_arm["held"]);
    assert_eq!(treated.len() + held.len(), FIRMS);
    // Somebody moves to an organisation of the other arm; two organisations turn out to be one.
    let (mover, bond) = (world.firms[treated[0]].1[0], Bond::Known(RelationKind::WorksAt));
    world.store.relate(&may(Action::WritePeople), mover, &bond, world.firms[held[0]].0, "").await.unwrap();
    let (one, other) = (world.firms[treated[1]].0, world.firms[held[1]].0);
    world.store.merge(&may(Action::MergePeople), one, other, &BTreeSet::new()).await.unwrap();
    let torn = world.store.conflicting_draws(Actor::Operator, play).await.unwrap();
    let expected: BTreeSet<_> = [treated[1], held[1]].iter().flat_map(|&at| &world.firms[at].1).collect();
    assert_eq!(torn.iter().collect::<BTreeSet<_>>(), expected);
    world.buy().await;

    let earned = world.verdict(play).await;
    assert_eq!(earned.unproved, None);
    assert_eq!((earned.counts.conflicting, earned.counts.counted), (6, (FIRMS * PEOPLE) as u64 - 6));
    let revenue = earned.revenue.as_ref().unwrap();
    assert!(revenue.sample_ratio.holds);
    world.lists_add_up(play, &earned).await;
    let told: Vec<_> = revenue.arms.iter().map(|arm| (arm.name.as_str(), arm.units, arm.size)).collect();
    let arm = |name, firms: usize| (name, firms as u64 - 1, ((firms - 1) * PEOPLE) as f64);
    assert_eq!(
        told,
        [arm("held", held.len()), arm("treated", treated.len())],
        "the mover counts where drawn"
    );
    let together = revenue.effects[0].single_look.unwrap();
    let naive = world.naive(play, &earned).await;
    let wider = (together.high - together.low) / (naive.high - naive.low);
    // People who do just as their organisation does are worth one: the square root of three.
    assert!((wider - (PEOPLE as f64).sqrt()).abs() < 0.05, "{wider}");
    assert!((together.value - naive.value).abs() < 1e-9, "{together:?} {naive:?}");
}
