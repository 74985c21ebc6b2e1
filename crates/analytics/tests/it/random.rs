//! Every figure against the plainest way of counting it.

use std::collections::BTreeMap;

use domain::Day;
use domain::orders::OrderKind;
use proptest::prelude::*;

use crate::naive;
use crate::orders::{Row, buys, gathered, table};

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let customer = prop::sample::select(vec!["", "1", "2", "Ģirts", "زهرا", "a\u{1f}USD", "a"]);
    let order = prop::sample::select(vec!["", "", "#1", "#2", "#3", "#4"]);
    let currency = prop::sample::select(vec!["EUR", "EUR", "EUR", "USD"]);
    let row = (customer, 20_000..20_300, -20..500i64, order, 0..4u8, currency);
    let row = row.prop_map(|(customer, day, amount, order, kind, currency)| {
        let row = buys(customer, day, amount).order(order).currency(currency);
        if kind == 0 { Row { kind: OrderKind::Refund, amount: -amount.abs(), ..row } } else { row }
    });
    prop::collection::vec(row, 0..80)
}

fn compare(rows: &[Row], chunk: usize, as_of: Day, calibration_end: Day, window: u32) {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let histories = runtime.block_on(gathered(rows, chunk));
    let naive = naive::histories(rows);
    let totals = histories.totals();
    assert_eq!(totals.refunds, naive.refunds);
    assert_eq!(totals.refunds_without_purchase, naive.refunds_without_purchase);
    assert_eq!(totals.customers as usize, naive.customers.len());
    if totals.rows > 0 {
        assert_eq!(totals.currency, naive.currency);
    }

    let summaries = histories.summarise(as_of, Some(calibration_end)).unwrap();
    assert_eq!(table(&summaries), naive::summaries(&naive, as_of));
    let then: BTreeMap<String, naive::Summary> =
        naive::summaries(&naive, calibration_end).into_iter().map(|row| (row.0.clone(), row)).collect();
    let calibration = summaries.calibration.clone().unwrap_or_default();
    for (row, customer) in summaries.customer.iter().enumerate() {
        let known = then.get(customer);
        assert_eq!(calibration.born[row], known.is_some());
        let Some(known) = known else { continue };
        assert_eq!(calibration.last_day[row], known.2);
        assert_eq!(calibration.frequency[row], known.3);
        assert_eq!(calibration.repeat_spend[row], known.6);
        assert_eq!(calibration.holdout_frequency[row], summaries.frequency[row] - known.3);
    }

    let months = histories.months(as_of, window).unwrap().into_iter().map(|row| {
        let money = (row.revenue_minor, row.repeat_revenue_minor);
        (row.month, (row.buyers, row.returned, row.mature, row.first_time, money.0, money.1))
    });
    assert_eq!(months.collect::<BTreeMap<_, _>>(), naive::months(&naive, as_of, window as i32));

    let mut cells = BTreeMap::new();
    for cohort in histories.cohorts(as_of).unwrap() {
        for (later, (&active, &revenue)) in cohort.active.iter().zip(&cohort.revenue_minor).enumerate() {
            if active > 0 {
                cells.insert((cohort.month, later as i32), (active, revenue));
            }
        }
    }
    assert_eq!(cells, naive::cohorts(&naive, as_of));

    let weeks = histories.weeks(calibration_end, as_of).unwrap();
    let weeks = (0..).zip(weeks).filter(|(_, days)| *days > 0).collect::<BTreeMap<_, _>>();
    assert_eq!(weeks, naive::weeks(&naive, calibration_end, as_of));
    assert_eq!(histories.median_gap_days(as_of).unwrap(), naive::median_gap(&naive, as_of));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(120) })]

    #[test]
    fn every_figure_is_what_the_plainest_count_gives(
        rows in rows(),
        chunk in 1usize..40,
        as_of in 20_000..20_320i32,
        calibration in 0..150i32,
        window in 0u32..120,
    ) {
        compare(&rows, chunk, Day(as_of), Day(as_of - calibration), window);
    }
}
