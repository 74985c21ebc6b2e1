use analytics::{Limits, gather};
use domain::orders::OrderKind;
use domain::{Currency, Day, OrderChunk};

#[tokio::test]
async fn a_customers_orders_become_purchase_days() {
    let folder = tempfile::tempdir().unwrap();
    let limits = Limits { memory_bytes: 1 << 28, threads: 2, spill_dir: folder.path().to_owned() };
    let chunk = OrderChunk {
        source: "orders.csv".into(),
        rows: vec![2, 3, 4, 5],
        customer: ["ilze", "janis", "ilze", "ilze"].into_iter().collect(),
        order: None,
        day: vec![10, 11, 10, 20],
        at: vec![0; 4],
        amount: vec![100, 200, 300, 400],
        currency: vec![Currency::EUR; 4],
        kind: vec![OrderKind::Purchase; 4],
        details: None,
    };
    let histories = gather(futures::stream::iter([Ok::<_, std::io::Error>(chunk)]), &limits).await.unwrap();
    assert_eq!(histories.totals().orders, 4);
    let summaries = histories.summarise(Day(30), Some(Day(15))).unwrap();
    let ilze = summaries.customer.iter().position(|customer| customer == "ilze").unwrap();
    assert_eq!(summaries.frequency[ilze], 1);
    assert_eq!(summaries.orders[ilze], 3);
    assert_eq!(summaries.spend[ilze], 800);
    assert_eq!(summaries.calibration.unwrap().holdout_frequency[ilze], 1);
}
