//! Signs: made, changed and counted, on both engines.

use domain::access::Action::{ManagePlays, RunJobs};
use domain::signs::SignRefusal;
use domain::{Actor, Day};
use store::Error;
use store::signs::Draft;
use testing::Engine;

use crate::{fresh_on, may};

testing::on_both_engines![a_sign_leads_on_and_counts_each_opening_on_its_day,];

const MENU: &str = "https://harbour.example/menu";

async fn a_sign_leads_on_and_counts_each_opening_on_its_day(engine: Engine) {
    let house = fresh_on(engine).await;
    let store = &house.store;
    let save = async |version, name, target| {
        store.save_sign(&may(ManagePlays), version, Draft { name, title: "The counter", target }).await
    };
    assert_eq!(save(0, "counter", MENU).await.unwrap(), 1);
    for (name, target, why) in [
        ("counter", MENU, SignRefusal::Name),
        ("At the door", MENU, SignRefusal::Name),
        ("door", "harbour.example", SignRefusal::Target),
    ] {
        assert!(matches!(save(0, name, target).await, Err(Error::Sign(refused)) if refused == why), "{name}");
    }
    let today = Day(20_000);
    for (ago, times) in [(0, 2), (6, 1), (7, 3), (28, 5)] {
        for _ in 0..times {
            let opens = store.scan(&may(RunJobs), "counter", Day(today.0 - ago)).await.unwrap();
            assert_eq!(opens.as_deref(), Some(MENU));
        }
    }
    assert_eq!(store.scan(&may(RunJobs), "nowhere", today).await.unwrap(), None);
    let sign = store.sign(Actor::Operator, "counter", today).await.unwrap().unwrap();
    assert_eq!((sign.week, sign.month, sign.ever), (3, 6, 11));
    assert_eq!(store.signs(Actor::Operator, today).await.unwrap(), [sign]);
    let days = store.scans(Actor::Operator, "counter").await.unwrap();
    assert_eq!(days, [(today, 2), (Day(19_994), 1), (Day(19_993), 3), (Day(19_972), 5)]);
    assert_eq!(save(1, "counter", "https://harbour.example/cakes").await.unwrap(), 2);
    assert!(matches!(save(1, "counter", MENU).await, Err(Error::Superseded(_))), "begun on an older one");
    let opens = store.scan(&may(RunJobs), "counter", today).await.unwrap();
    assert_eq!(opens.as_deref(), Some("https://harbour.example/cakes"), "what is printed leads there now");
}
