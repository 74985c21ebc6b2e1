//! The days of plans that are not as others, and the accounts of a year in their order.

use domain::party::PartyKind;
use domain::plays::GestureKind;
use domain::{Actor, Clock};
use store::plans::Accounts;
use testing::Engine;

use super::{DAY, account, day, house, look, make, mill, read, step, year};

testing::on_both_engines![
    the_leap_day_and_the_night_of_daylight_saving_are_days_as_others,
    accounts_with_missed_steps_come_first_and_those_without_a_plan_by_name,
];

async fn the_leap_day_and_the_night_of_daylight_saving_are_days_as_others(engine: Engine) {
    let house = house(engine).await;
    let store = &house.store;
    let mill = mill(store).await;
    // Clocks in Riga go back on 25 October 2026 and on 28 March 2027 ahead.
    let steps = ["2026-10-25", "2027-03-28"].map(|due| step(GestureKind::Call, "Ring", due)).to_vec();
    let id = make(store, mill, year("2026-10-01", steps)).await;
    let zone = store.zone(Actor::Operator).await.unwrap();
    for (at, due) in [(0, "2026-10-25"), (1, "2027-03-28")] {
        let today = house.clock.now().day_in(&zone);
        house.clock.pass(i64::from(day(due).0 - 15 - today.0) * DAY);
        assert_eq!(look(store).await.0, 0, "{due}: fifteen days before");
        house.clock.pass(DAY);
        assert_eq!(look(store).await.0, 1, "{due}: fourteen days before");
        let task = read(store, id).await.steps[at].task.unwrap();
        let task = store.gesture(Actor::Operator, task).await.unwrap().unwrap();
        assert_eq!((task.due.day_in(&zone), task.due), (day(due), day(due).start_in(&zone)));
    }
    make(store, mill, year("2027-10-01", vec![step(GestureKind::Note, "Leap", "2028-02-29")])).await;
    let again = store.steps_again(Actor::Operator, mill, day("2028-10-01")).await.unwrap();
    assert_eq!(again[0].due, day("2029-02-28"));
}

async fn accounts_with_missed_steps_come_first_and_those_without_a_plan_by_name(engine: Engine) {
    let house = house(engine).await;
    let store = &house.store;
    let mut all = Vec::new();
    for name in ["Anvil", "Bolt", "Clasp", "Dowel"] {
        all.push(account(store, name, PartyKind::Organisation).await);
    }
    make(store, all[0], year("2026-09-01", vec![step(GestureKind::Call, "x", "2026-12-01")])).await;
    make(store, all[1], year("2026-09-01", vec![step(GestureKind::Call, "x", "2026-09-22")])).await;
    look(store).await;
    house.clock.pass(20 * DAY);
    look(store).await;
    let page = |skip, limit| Accounts { from: day("2026-10-01"), to: day("2026-10-31"), skip, limit };
    let plans = async |skip, limit| {
        let found = store.plans(Actor::Operator, page(skip, limit)).await.unwrap();
        found.into_iter().map(|plan| plan.person).collect::<Vec<_>>()
    };
    assert_eq!(plans(0, 9).await, [all[1], all[0]]);
    assert_eq!(plans(1, 1).await, [all[0]]);
    let without = store.accounts_without_plan(Actor::Operator, page(0, 9)).await.unwrap();
    assert_eq!(without.iter().map(|one| one.who.id).collect::<Vec<_>>(), [all[2], all[3]]);
    let later = Accounts { from: day("2030-01-01"), to: day("2030-12-31"), skip: 0, limit: 9 };
    assert_eq!(store.accounts_without_plan(Actor::Operator, later).await.unwrap().len(), 4);
}
