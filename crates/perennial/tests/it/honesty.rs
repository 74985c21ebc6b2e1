//! Forecasts kept, held against what came: judged by a simulator that knows the truth.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};

use adapters::system::SystemEntropy;
use domain::access::{self, Action};
use domain::worth::{Kept, Ruling};
use domain::{Actor, Clock, Day, Entropy, Instant};
use jiff::tz::TimeZone;
use know::forecasts::DAYS;
use listen::import::{How, Request};
use simulator::{Firm, Panel, by_customer, write_csv};
use store::Store;

/// Noon of a day that can be moved on.
struct Noon(AtomicI32);

impl Clock for Noon {
    fn now(&self) -> Instant {
        Instant(i64::from(self.0.load(Ordering::SeqCst)) * 86_400_000_000 + 43_200_000_000)
    }
}

struct House {
    store: Store,
    noon: Arc<Noon>,
    clock: Arc<dyn Clock>,
    folder: tempfile::TempDir,
}

impl House {
    async fn on(day: Day) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let noon = Arc::new(Noon(AtomicI32::new(day.0)));
        let clock: Arc<dyn Clock> = Arc::clone(&noon) as Arc<dyn Clock>;
        let entropy: Arc<dyn Entropy> = Arc::new(SystemEntropy);
        let store = Store::open(&folder.path().join("perennial.db"), clock.clone(), entropy).await.unwrap();
        Self { store, noon, clock, folder }
    }

    /// The panel's orders of `until` and before.
    async fn import(&self, panel: &Panel, until: Day) {
        let mut text = Vec::new();
        write_csv(panel, by_customer(panel, 0..panel.customers), &mut text).unwrap();
        let text = String::from_utf8(text).unwrap();
        let day = |line: &str| line.split(',').nth(1)?.parse::<Day>().ok();
        let known = |line: &&str| day(line).is_none_or(|day| day <= until);
        let known: Vec<&str> = text.lines().filter(known).collect();
        let path = self.folder.path().join("shop.csv");
        std::fs::write(&path, known.join("\n")).unwrap();
        let request = Request {
            path,
            file: "shop.csv".to_owned(),
            how: How { columns: [("customer".to_owned(), "id".to_owned())].into(), ..How::default() },
            zone: Some(TimeZone::UTC),
            today: until,
        };
        let permit = access::check(Actor::Operator, Action::ImportOrders).unwrap();
        listen::import::import(&self.store, &permit, &request, |_| {}).await.unwrap();
    }

    async fn refit(&self) {
        know::refit::run(&self.store, &self.clock, self.scratch()).await.unwrap();
    }

    fn scratch(&self) -> &Path {
        self.folder.path()
    }

    async fn kept(&self) -> Vec<Kept> {
        self.store.forecasts(Actor::Operator).await.unwrap()
    }
}

/// A forecast made when the day had come, and the same made a quarter later looking back, agree: what
/// came since changed nothing of it. And what came is what was said, in all and tenth by tenth.
#[tokio::test]
async fn what_came_is_what_was_said_and_who_looks_back_sees_no_more_than_was_known() {
    let panel = Panel::three_years(23, 3000);
    let today = panel.days().1;
    let then = Day(today.0 - DAYS as i32 - 1);

    let at_the_time = House::on(then).await;
    at_the_time.import(&panel, then).await;
    at_the_time.refit().await;
    let said = at_the_time.kept().await.remove(0);
    assert_eq!((said.as_of, said.outcome.as_ref()), (then, None));

    let now = House::on(today).await;
    now.import(&panel, today).await;
    assert!(know::forecasts::look_back(&now.store, &now.clock, now.scratch(), then).await.unwrap());
    now.refit().await;
    let kept = now.kept().await;
    assert_eq!(kept.iter().map(|one| one.as_of).collect::<Vec<_>>(), [today, then]);
    let (looked_back, outcome) = (&kept[1].forecast, kept[1].outcome.as_ref().unwrap());
    assert_eq!(looked_back.customers, said.forecast.customers);
    for (one, other) in [
        (looked_back.orders.value, said.forecast.orders.value),
        (looked_back.orders.high, said.forecast.orders.high),
        (looked_back.value.unwrap(), said.forecast.value.unwrap()),
    ] {
        assert!((one / other - 1.0).abs() < 1e-6, "{one} looking back, {other} at the time");
    }

    let truths = (0..panel.customers).map(|customer| panel.history(customer).truth);
    let truths = truths.filter(|truth| truth.first < f64::from(then.0) + 1.0);
    let true_orders: f64 = truths.map(|truth| truth.expected_purchases(then, f64::from(DAYS) / 7.0)).sum();
    let orders = looked_back.orders;
    assert!((orders.value / true_orders - 1.0).abs() < 0.1, "{} said, {true_orders} true", orders.value);
    assert_eq!(looked_back.ruling(outcome.orders), Ruling::Within, "{} came of {orders:?}", outcome.orders);
    assert!((outcome.value / looked_back.value.unwrap() - 1.0).abs() < 0.15);
    assert_eq!(outcome.deciles.len(), 10);
    let within = outcome
        .deciles
        .iter()
        .filter(|tenth| (tenth.actual.low..=tenth.actual.high).contains(&tenth.predicted));
    assert!(within.count() >= 7, "{:#?}", outcome.deciles);
    assert!(outcome.deciles.windows(2).all(|pair| pair[0].predicted <= pair[1].predicted));
}

#[tokio::test]
async fn a_forecast_is_counted_again_while_the_late_come_and_then_for_good() {
    let panel = Panel::three_years(29, 300);
    let today = panel.days().1;
    let then = Day(today.0 - DAYS as i32 - 1);
    let house = House::on(today).await;
    house.import(&panel, today).await;
    know::forecasts::look_back(&house.store, &house.clock, house.scratch(), then).await.unwrap();
    let again = know::forecasts::look_back(&house.store, &house.clock, house.scratch(), then).await;
    assert!(!again.unwrap(), "a month has one forecast");
    house.refit().await;
    let counted = |kept: &[Kept]| kept.iter().find(|one| one.as_of == then).unwrap().outcome.clone().unwrap();
    let first = counted(&house.kept().await);
    assert_eq!(first.counted_on, today);

    house.noon.0.fetch_add(know::forecasts::LATE_DAYS + 1, Ordering::SeqCst);
    house.refit().await;
    let last = counted(&house.kept().await);
    assert_eq!(last.orders, first.orders);
    assert_eq!(last.counted_on, Day(today.0 + know::forecasts::LATE_DAYS + 1));
    let each = house.store.forecast_each(Actor::Operator, then, None, 9).await.unwrap();
    assert!(each.is_empty(), "what was expected of each is not kept beyond its use");

    house.noon.0.fetch_add(1, Ordering::SeqCst);
    house.refit().await;
    assert_eq!(counted(&house.kept().await).counted_on, last.counted_on);
}
