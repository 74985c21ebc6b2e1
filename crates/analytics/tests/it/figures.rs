//! Figures asked as of a day, where their edges lie.

use analytics::{CohortRow, MonthRow};
use domain::Day;

use crate::orders::{buys, gathered, returns};

fn day(date: &str) -> Day {
    date.parse().unwrap()
}

fn on(date: &str) -> i32 {
    day(date).0
}

#[tokio::test]
async fn no_purchase_after_the_as_of_day_counts() {
    let rows = [buys("a", 10, 1), buys("a", 20, 2), buys("a", 21, 4), buys("b", 21, 8)];
    let histories = gathered(&rows, 4).await;
    let summaries = histories.summarise(Day(20), None).unwrap();
    assert_eq!(summaries.customer.iter().collect::<Vec<_>>(), ["a"]);
    assert_eq!((summaries.last_day[0], summaries.frequency[0], summaries.spend[0]), (20, 1, 3));
    assert_eq!(histories.weeks(Day(99), Day(20)).unwrap(), [0, 1]);
    assert_eq!(histories.median_gap_days(Day(20)).unwrap(), Some(10.0));
    let month = &histories.months(Day(20), 90).unwrap()[0];
    assert_eq!((month.buyers, month.revenue_minor), (1, 3));
    assert_eq!(histories.cohorts(Day(20)).unwrap()[0].customers, 1);
    assert!(histories.summarise(Day(9), None).unwrap().is_empty());
    assert!(histories.months(Day(9), 90).unwrap().is_empty());
    assert!(histories.cohorts(Day(9)).unwrap().is_empty());
}

#[tokio::test]
async fn calibration_splits_each_history_and_marks_who_was_not_born() {
    let rows = [buys("a", 10, 1), buys("a", 20, 2), buys("a", 30, 4), buys("b", 21, 8), buys("b", 22, 16)];
    let summaries = gathered(&rows, 5).await.summarise(Day(30), Some(Day(20))).unwrap();
    let calibration = summaries.calibration.as_ref().unwrap();
    for (row, customer) in summaries.customer.iter().enumerate() {
        let (born, seen) = if customer == "a" { (true, (1, 20, 2, 1)) } else { (false, (0, 0, 0, 0)) };
        assert_eq!(calibration.born[row], born);
        assert_eq!(
            (
                calibration.frequency[row],
                calibration.last_day[row],
                calibration.repeat_spend[row],
                calibration.holdout_frequency[row]
            ),
            seen
        );
    }
}

#[tokio::test]
async fn a_buyer_returns_within_the_window_and_not_a_day_later() {
    let start = on("2026-01-15");
    for (gap, returned) in [(1, 1), (89, 1), (90, 1), (91, 0)] {
        let months =
            gathered(&[buys("a", start, 1), buys("a", start + gap, 1)], 2).await.months(Day(start + 400), 90);
        assert_eq!(months.unwrap()[0].returned, returned, "{gap} days");
    }
}

#[tokio::test]
async fn a_month_is_mature_once_every_buyers_window_has_passed() {
    let (first, second) = (on("2026-01-05"), on("2026-01-20"));
    let histories = gathered(&[buys("a", first, 1), buys("b", second, 1)], 2).await;
    for (as_of, mature) in [(first + 90, false), (second + 89, false), (second + 90, true)] {
        assert_eq!(histories.months(Day(as_of), 90).unwrap()[0].mature, mature, "{}", Day(as_of));
    }
}

#[tokio::test]
async fn months_run_from_the_first_purchase_to_the_as_of_day_and_leave_none_out() {
    let rows = [
        buys("a", on("2025-12-31"), 100),
        buys("a", on("2026-01-01"), 10),
        buys("a", on("2026-01-31"), 20),
        buys("b", on("2026-01-31"), 7),
        buys("b", on("2026-03-01"), 5),
        returns("b", on("2026-03-02"), 6),
    ];
    let months = gathered(&rows, 6).await.months(day("2026-04-30"), 30).unwrap();
    let row =
        |month: &str, buyers, returned, mature, first_time, revenue_minor, repeat_revenue_minor| MonthRow {
            month: day(month).month(),
            buyers,
            returned,
            mature,
            first_time,
            revenue_minor,
            repeat_revenue_minor,
        };
    assert_eq!(
        months,
        [
            row("2025-12-01", 1, 1, true, 1, 100, 0),
            row("2026-01-01", 2, 2, true, 1, 36, 30),
            row("2026-02-01", 0, 0, true, 0, 0, 0),
            row("2026-03-01", 1, 0, true, 0, 0, 0),
            row("2026-04-01", 0, 0, false, 0, 0, 0),
        ]
    );
}

#[tokio::test]
async fn cohorts_follow_customers_from_their_first_month() {
    let rows = [
        buys("a", on("2025-11-03"), 1),
        buys("a", on("2026-01-31"), 2),
        buys("b", on("2025-11-30"), 4),
        buys("b", on("2025-11-30"), 8),
        buys("c", on("2026-01-01"), 16),
        buys("c", on("2026-01-02"), 32),
    ];
    let november = CohortRow {
        month: day("2025-11-01").month(),
        customers: 2,
        active: vec![2, 0, 1],
        revenue_minor: vec![13, 0, 2],
    };
    let january = CohortRow {
        month: day("2026-01-01").month(),
        customers: 1,
        active: vec![1],
        revenue_minor: vec![48],
    };
    assert_eq!(gathered(&rows, 6).await.cohorts(day("2026-06-30")).unwrap(), [november, january]);
}

#[tokio::test]
async fn weeks_count_repeat_days_of_those_born_in_time() {
    let rows =
        [buys("a", 100, 1), buys("a", 106, 1), buys("a", 107, 1), buys("b", 105, 1), buys("b", 120, 1)];
    let histories = gathered(&rows, 5).await;
    assert_eq!(histories.weeks(Day(105), Day(120)).unwrap(), [1, 1, 1]);
    assert_eq!(histories.weeks(Day(104), Day(120)).unwrap(), [1, 1, 0]);
}

#[tokio::test]
async fn the_median_gap_of_an_even_number_lies_between_the_two_in_the_middle() {
    let rows = [buys("a", 10, 1), buys("a", 12, 1), buys("a", 17, 1), buys("b", 10, 1)];
    assert_eq!(gathered(&rows, 4).await.median_gap_days(Day(99)).unwrap(), Some(3.5));
    assert_eq!(gathered(&rows[2..], 4).await.median_gap_days(Day(99)).unwrap(), None);
}
