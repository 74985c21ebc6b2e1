//! From orders in the store to beliefs, and what a new order changes at once; judged by a simulator
//! that knows the truth.

use std::path::Path;
use std::sync::Arc;

use adapters::system::SystemEntropy;
use domain::access::{self, Action};
use domain::{Actor, Clock, Day, Entropy, Instant};
use jiff::tz::TimeZone;
use listen::import::{How, Request};
use simulator::{Firm, Panel, by_customer, write_csv};
use store::Store;

use crate::program::perennial_fed;

struct Stopped(Day);

impl Clock for Stopped {
    fn now(&self) -> Instant {
        Instant(i64::from(self.0.0) * 86_400_000_000 + 43_200_000_000)
    }
}

fn csv(panel: &Panel) -> Vec<u8> {
    let mut text = Vec::new();
    write_csv(panel, by_customer(panel, 0..panel.customers), &mut text).unwrap();
    text
}

async fn import(store: &Store, folder: &Path, name: &str, content: &[u8], today: Day) {
    let path = folder.join(name);
    std::fs::write(&path, content).unwrap();
    let request = Request {
        path,
        file: name.to_owned(),
        how: How { columns: [("customer".to_owned(), "id".to_owned())].into(), ..How::default() },
        zone: Some(TimeZone::UTC),
        today,
    };
    let permit = access::check(Actor::Operator, Action::ImportOrders).unwrap();
    listen::import::import(store, &permit, &request, |_| {}).await.unwrap();
}

#[tokio::test]
async fn a_new_order_is_scored_with_the_current_run_and_only_its_person_changes() {
    let folder = tempfile::tempdir().unwrap();
    let panel = Panel::cdnow_like(7, 400);
    let today = panel.days().1;
    let (clock, entropy): (Arc<dyn Clock>, Arc<dyn Entropy>) =
        (Arc::new(Stopped(today)), Arc::new(SystemEntropy));
    let store = Store::open(&folder.path().join("perennial.db"), clock.clone(), entropy).await.unwrap();
    assert!(!know::refit::ask_for_first(&store).await.unwrap(), "nothing was bought yet");
    import(&store, folder.path(), "shop.csv", &csv(&panel), today).await;
    assert!(know::refit::ask_for_first(&store).await.unwrap());
    let run = know::refit::run(&store, &clock, folder.path()).await.unwrap();
    assert_eq!(store.counts(Actor::Operator).await.unwrap().stale, 0);
    assert!(!know::refit::ask_for_first(&store).await.unwrap(), "there is a model");

    let filter = store::care::CareFilter::default();
    let overdue = store.care_list(Actor::Operator, &filter, 5).await.unwrap();
    let (person, other) = (&overdue[0], &overdue[1]);
    let before = person.standing.clone().unwrap();
    let late = format!("id,date,amount\n{},{today},19.50\n", person.known_by);
    import(&store, folder.path(), "today.csv", late.as_bytes(), today).await;
    assert_eq!(store.counts(Actor::Operator).await.unwrap().stale, 1);
    assert_eq!(know::rescore::batch(&store, &clock, folder.path()).await.unwrap(), 1);

    let people = &store;
    let standing =
        |id| async move { people.person(Actor::Operator, id).await.unwrap().unwrap().standing.unwrap() };
    let after = standing(person.id).await;
    assert_eq!((after.frequency, after.last_day), (before.frequency + 1, today));
    assert_eq!(after.overdue_days, Some(0.0));
    assert!(after.p_alive > before.p_alive);
    assert_eq!(Some(standing(other.id).await), other.standing);
    let latest = store.latest_run(Actor::Operator).await.unwrap().unwrap();
    assert_eq!(latest.id, run, "a rescoring is no refit");
    assert_eq!(know::rescore::batch(&store, &clock, folder.path()).await.unwrap(), 0);
}

#[test]
fn what_is_said_of_a_company_is_true_of_it() {
    let panel = Panel::three_years(11, 3000);
    let today = panel.days().1;
    let truths = (0..panel.customers).map(|customer| panel.history(customer).truth);
    let (mut alive, mut expected) = (0.0, 0.0);
    for truth in truths {
        alive += f64::from(u8::from(truth.alive(today)));
        expected += truth.expected_purchases(today, 52.0);
    }
    let as_of = today.to_string();
    let arguments = ["report", "-", "--customer", "id", "--json", "--quiet", "--as-of", &as_of];
    let ran = perennial_fed(&arguments, &csv(&panel));
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let report = ran.json();
    let number = |path: &str| report.pointer(path).and_then(serde_json::Value::as_f64).unwrap();
    for (path, truth) in [("/customers/alive/value", alive), ("/forecast/purchase_days/value", expected)] {
        let said = number(path);
        assert!((said / truth - 1.0).abs() < 0.1, "{path}: {said} said, {truth} true");
    }
    let coverage = number("/holdout/models/pareto_nbd/interval_coverage");
    assert!((0.92..0.98).contains(&coverage), "{coverage} of the counts fell within their 95 % intervals");
}
