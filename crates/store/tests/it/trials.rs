//! What followed draws, and what it cost: each counted once, on both engines.

mod rows;

use std::collections::BTreeSet;

use domain::access::Action::{ManagePlays, MergePeople, RunJobs, WriteBeliefs, WritePeople};
use domain::costs::{CostKind, CostRefusal};
use domain::ids::{IdentityId, PersonId, PlayId};
use domain::orders::OrderKind;
use domain::plays::{Arm, Definition, GestureKind, GestureState, Goal, Success};
use domain::proof::{Cost, Counts, Earned};
use domain::time::DAY_MICROS;
use domain::timeline::Kind;
use domain::{Actor, Clock, Currency, Day, Instant};
use futures::TryStreamExt;
use serde_json::json;
use store::Error;
use store::costs::NewCost;
use store::draws::NewDraw;
use store::gestures::NewGesture;
use store::incoming::{Incoming, IncomingLine};
use store::trials::{Asked, Followed, Page};
use testing::Engine;

use crate::worth::{ids, new_run, order, standing, take_in};
use crate::{Fresh, fresh_on, may};

testing::on_both_engines![
    orders_within_the_horizon_count_less_what_went_back,
    who_is_in_both_arms_is_left_out_and_counted_and_who_was_merged_counts_once,
    a_visit_is_a_success_of_a_play_that_asks_for_visits,
    the_ledger_is_written_and_read_and_refuses_what_cannot_be,
    each_look_is_kept_and_the_latest_is_read,
    what_some_customers_bought_is_read_the_earliest_first,
];

const WEEK: i64 = 7 * 86_400;

/// Somebody's identity.
pub(super) async fn identity(house: &Fresh, person: PersonId) -> IdentityId {
    house.store.person(Actor::Operator, person).await.unwrap().unwrap().identities[0].id
}

/// A running play whose success is that people return within a week, and these people in its arms.
pub(super) async fn drawn(house: &Fresh, arms: &[(&str, Arm, u16)]) -> (PlayId, Vec<PersonId>) {
    drawn_for(house, "return", arms).await
}

/// A running play, and these people, made by an order each, drawn into its arms.
async fn drawn_for(house: &Fresh, what: &str, arms: &[(&str, Arm, u16)]) -> (PlayId, Vec<PersonId>) {
    let first = arms.iter().enumerate().map(|(at, (name, ..))| order(at as u32 + 1, name));
    take_in(&house.store, first.collect()).await;
    let people = ids(&house.store).await;
    let definition: Definition = serde_json::from_value(json!({
        "when": "rule_holds",
        "steps": [{ "gesture": { "call": { "words": "Ask" } } }],
        "success": { "what": what, "within_days": 7 },
    }))
    .unwrap();
    let play = house.store.make_play(&may(ManagePlays), "A play", &definition).await.unwrap();
    let version = house.store.start_play(&may(ManagePlays), play, 1).await.unwrap();
    let mut draws = Vec::new();
    for (&(_, arm, share_mille), &person) in arms.iter().zip(&people) {
        let identity = identity(house, person).await;
        draws.push(NewDraw { play, identity, arm, cluster: None, share_mille, expected: (Some(1.5), None) });
    }
    house.store.enrol(&may(RunJobs), play, version, &draws, &[]).await.unwrap();
    (play, people)
}

pub(super) fn asked(house: &Fresh, play: PlayId) -> Asked {
    Asked {
        play,
        share_mille: 500,
        success: Success { what: Goal::Return, within_days: 7 },
        as_of: house.clock.now(),
        currency: Currency::EUR,
    }
}

pub(super) async fn followed(house: &Fresh, asked: Asked) -> Page {
    let pages: Vec<Page> = house.store.followed(Actor::Operator, asked).try_collect().await.unwrap();
    pages.into_iter().fold(Page::default(), |mut all, page| {
        all.rows.extend(page.rows);
        all.under_way += page.under_way;
        all.conflicting += page.conflicting;
        all.merged += page.merged;
        all.other_share += page.other_share;
        all.foreign += page.foreign;
        all
    })
}

pub(super) fn bought(id: &str, who: &str, at: Instant, amount: i64) -> Incoming {
    Incoming { source_id: id.into(), at: at.0, amount, ..order(1, who) }
}

fn back(id: &str, who: &str, at: Instant, amount: i64, of: Option<&str>) -> Incoming {
    let refunds = of.map(str::to_owned);
    Incoming { kind: OrderKind::Refund, refunds, ..bought(id, who, at, -amount) }
}

async fn orders_within_the_horizon_count_less_what_went_back(engine: Engine) {
    let house = fresh_on(engine).await;
    let (play, people) = drawn(
        &house,
        &[("a", Arm::Treated, 500), ("b", Arm::Held, 500), ("c", Arm::Treated, 500), ("d", Arm::Held, 100)],
    )
    .await;
    let then = house.clock.now();
    let day = |days: i64| then.plus_seconds(days * 86_400);
    take_in(
        &house.store,
        vec![
            bought("p1", "a", day(1), 3_000),
            bought("p2", "a", day(6), 2_000),
            bought("p3", "a", day(8), 9_999),
            back("r1", "a", day(9), 2_000, Some("p2")),
            back("r2", "a", day(2), 400, Some("o1")),
            bought("p4", "b", day(2), 1_000),
            back("r3", "b", day(3), 250, None),
            Incoming { currency: "USD".parse().unwrap(), ..bought("p5", "c", day(7), 7_000) },
        ],
    )
    .await;
    let early = followed(&house, asked(&house, play)).await;
    assert_eq!((early.rows.len(), early.under_way), (0, 3), "nobody's week is over");
    house.clock.pass(10 * 86_400);
    let page = followed(&house, asked(&house, play)).await;
    let of = |person: PersonId| page.rows.iter().find(|row| row.person == person).unwrap();
    let shown = |row: &Followed| (row.arm, row.orders, row.revenue, row.reached);
    assert_eq!(shown(of(people[0])), (Arm::Treated, 1, 3_000, true), "one stays, one went back, one is late");
    assert_eq!(shown(of(people[1])), (Arm::Held, 1, 750, true));
    assert_eq!(shown(of(people[2])), (Arm::Treated, 1, 0, true));
    assert_eq!((page.rows.len(), page.foreign, page.other_share), (3, 1, 1));
    assert_eq!(of(people[0]).expected.0, Some(1.5));
    let strata = house.store.strata(Actor::Operator, &asked(&house, play)).await.unwrap();
    let told: Vec<_> = strata.iter().map(|one| (one.share_mille, one.units, one.over)).collect();
    assert_eq!(told, [(100, 1, 1), (500, 3, 3)]);
    assert!(house.store.strata(Actor::Visitor, &asked(&house, play)).await.is_err());
}

async fn who_is_in_both_arms_is_left_out_and_counted_and_who_was_merged_counts_once(engine: Engine) {
    let house = fresh_on(engine).await;
    let arms =
        [("a", Arm::Treated), ("b", Arm::Held), ("c", Arm::Held), ("d", Arm::Held), ("e", Arm::Treated)];
    let (play, people) = drawn(&house, &arms.map(|(name, arm)| (name, arm, 500))).await;
    let nothing = BTreeSet::new();
    house.store.merge(&may(MergePeople), people[0], people[1], &nothing).await.unwrap();
    house.store.merge(&may(MergePeople), people[2], people[3], &nothing).await.unwrap();
    let then = house.clock.now();
    take_in(&house.store, vec![bought("p1", "d", then.plus_seconds(60), 500)]).await;
    house.clock.pass(2 * WEEK);
    let page = followed(&house, asked(&house, play)).await;
    assert_eq!((page.rows.len(), page.conflicting, page.merged), (2, 1, 2));
    let merged = page.rows.iter().find(|row| row.person == people[2]).unwrap();
    assert_eq!((merged.arm, merged.orders), (Arm::Held, 1), "what either of the two bought");
}

async fn a_visit_is_a_success_of_a_play_that_asks_for_visits(engine: Engine) {
    let house = fresh_on(engine).await;
    let arms = [("a", Arm::Treated, 500), ("b", Arm::Held, 500)];
    let (play, people) = drawn_for(&house, "visit", &arms).await;
    house.clock.pass(86_400);
    let (store, now) = (&house.store, house.clock.now());
    store.write_touch(&may(WritePeople), people[0], Kind::Visit, now, "came by").await.unwrap();
    house.clock.pass(WEEK);
    let page = followed(&house, asked(&house, play)).await;
    let reached: Vec<bool> = page.rows.iter().map(|row| row.reached).collect();
    assert_eq!(reached, [true, false], "as the play says, whatever is asked");
    let success = asked(&house, play).success;
    let whole = Asked { as_of: house.clock.now(), success, ..asked(&house, play) };
    let then = Instant(whole.as_of.0 - i64::from(success.within_days) * DAY_MICROS);
    let people: Vec<_> = people.into_iter().map(|person| (person, then)).collect();
    let lately = house.store.lately(Actor::Operator, &whole, &people).await.unwrap();
    assert!(lately.iter().all(|(.., reached)| !reached), "a visit is no purchase");
}

async fn the_ledger_is_written_and_read_and_refuses_what_cannot_be(engine: Engine) {
    let house = fresh_on(engine).await;
    let (play, people) = drawn(&house, &[("a", Arm::Treated, 500), ("b", Arm::Held, 500)]).await;
    let today = house.clock.now().day_in(&jiff::tz::TimeZone::UTC);
    let cost = |play, amount, on| NewCost { play, kind: CostKind::Postage, amount, on, note: "stamps" };
    let write = async |new| house.store.write_cost(&may(ManagePlays), new).await;
    let first = write(cost(Some(play), 1_250, today)).await.unwrap();
    write(cost(None, 5_000, Day(today.0 - 3))).await.unwrap();
    let refused = |result: Result<_, Error>| match result {
        Err(Error::Cost(why)) => why,
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(write(cost(None, 0, today)).await), CostRefusal::Amount);
    assert_eq!(refused(write(cost(None, 5, Day(today.0 + 2))).await), CostRefusal::NotYet);
    let nobody = Some(PlayId(uuid::Uuid::from_u128(7)));
    assert_eq!(refused(write(cost(nobody, 5, today)).await), CostRefusal::NoPlay);
    let all = house.store.costs(Actor::Operator, None, None, 10).await.unwrap();
    assert_eq!(all.iter().map(|line| line.amount.minor).collect::<Vec<_>>(), [5_000, 1_250]);
    let own = house.store.costs(Actor::Operator, Some(play), None, 10).await.unwrap();
    assert_eq!((own.len(), own[0].id, own[0].kind), (1, first, CostKind::Postage));
    // A gesture of somebody's own accord is no cost of a play.
    let own = NewGesture {
        kind: GestureKind::Call,
        words: "Ask".into(),
        owed: false,
        owner: None,
        due: None,
        present: None,
        cost: 300,
    };
    let gesture = house.store.begin_gesture(&may(WritePeople), people[0], own).await.unwrap();
    house.store.close_gesture(&may(WritePeople), gesture, 1, GestureState::Done, "").await.unwrap();
    house.clock.pass(2 * WEEK);
    let of = house.store.cost_of(Actor::Operator, &asked(&house, play)).await.unwrap();
    assert_eq!(of, Cost { gestures: 0, certificates: 0, written: 1_250 });
    let whole = Asked { play: store::draws::PROGRAMME, ..asked(&house, play) };
    assert_eq!(house.store.cost_of(Actor::Operator, &whole).await.unwrap().written, 6_250);
}

async fn each_look_is_kept_and_the_latest_is_read(engine: Engine) {
    let house = fresh_on(engine).await;
    let play = PlayId(uuid::Uuid::from_u128(1));
    let earned = |as_of, counted| Earned {
        version: 1,
        as_of: Day(as_of),
        at: Instant(0),
        success: Success { what: Goal::Return, within_days: 7 },
        terms: Vec::new(),
        share_mille: 500,
        currency: Currency::EUR,
        planned: Some(200),
        counts: Counts { counted, ..Counts::default() },
        unproved: None,
        orders: None,
        revenue: None,
        reached: None,
        cost: Cost::default(),
        margin_mille: 1000,
        profit: None,
        profit_on_cost: None,
    };
    for (day, counted) in [(10, 1), (12, 2), (12, 3), (11, 9)] {
        house.store.save_verdict(&may(WriteBeliefs), play, &earned(day, counted)).await.unwrap();
    }
    let latest = house.store.verdict(Actor::Operator, play).await.unwrap().unwrap();
    assert_eq!((latest.earned.as_of, latest.earned.counts.counted), (Day(12), 3));
    assert_eq!(house.place.raw("select cast(count(*) as text) from verdicts").await.unwrap(), ["3"]);
    assert!(house.store.verdict(Actor::Visitor, play).await.is_err());
}

async fn what_some_customers_bought_is_read_the_earliest_first(engine: Engine) {
    let house = fresh_on(engine).await;
    let store = &house.store;
    let cake = Incoming {
        lines: vec![IncomingLine {
            sku: "cake".into(),
            name: "Cake".into(),
            quantity_milli: 1000,
            amount: 7,
        }],
        ..order(3, "ana")
    };
    take_in(store, vec![cake, order(2, "ana"), order(9, "bo")]).await;
    let mark = store.mark(Actor::Operator).await.unwrap();
    let people = ids(store).await;
    let standings = people.iter().map(|&person| standing(person, Some(4.0), 3.0)).collect();
    let run = new_run(20_700);
    store.save_run(&may(WriteBeliefs), &run, mark, futures::stream::iter([standings])).await.unwrap();
    let bought = async |most, sku| {
        let sample = store.pasts(Actor::Operator, most, sku).await.unwrap();
        let mut all: Vec<_> = sample.pasts.iter().map(|past| past.bought.clone()).collect();
        all.sort();
        (sample.of, all)
    };
    let seconds = |at: i64| Instant(at * 1_000_000);
    assert_eq!(bought(9, None).await, (2, vec![vec![seconds(2), seconds(3)], vec![seconds(9)]]));
    assert_eq!(bought(9, Some("cake")).await, (2, vec![vec![], vec![seconds(3)]]));
    assert_eq!(bought(1, None).await.1.len(), 1);
}
