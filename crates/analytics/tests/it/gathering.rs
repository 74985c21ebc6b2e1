//! What becomes of rows on their way to purchase days.

use analytics::{Error, gather, gather_in};
use domain::{Currency, Day, OrderChunk};

use crate::orders::{Row, buys, chunk, gathered, gathered_within, limits, returns, table};

/// Name, rows, and what they come to: customer, first day, last day, x, orders, spend, repeat spend.
type Case = (&'static str, Vec<Row>, Vec<(&'static str, i32, i32, u32, u32, i64, i64)>);

fn orders_and_days() -> Vec<Case> {
    vec![
        (
            "orders of one day are one purchase day",
            vec![buys("a", 10, 100), buys("a", 20, 5), buys("a", 10, 50)],
            vec![("a", 10, 20, 1, 3, 155, 5)],
        ),
        (
            "rows of one order are one order",
            vec![buys("a", 10, 100).order("7"), buys("a", 10, 50).order("7"), buys("b", 10, 1).order("7")],
            vec![("a", 10, 10, 0, 1, 150, 0), ("b", 10, 10, 0, 1, 1, 0)],
        ),
        (
            "an order lies on its earliest row's day",
            vec![buys("a", 12, 30).order("7"), buys("a", 11, 1).order("8"), buys("a", 10, 20).order("7")],
            vec![("a", 10, 11, 1, 2, 51, 1)],
        ),
        (
            "an order without a name is an order of its own",
            vec![buys("a", 10, 1), buys("a", 10, 2), buys("a", 10, 4).order("7")],
            vec![("a", 10, 10, 0, 3, 7, 0)],
        ),
        (
            "a purchase of nothing is still a purchase",
            vec![buys("a", 10, 0), buys("a", 12, 0)],
            vec![("a", 10, 12, 1, 2, 0, 0)],
        ),
        (
            "keys of any letters and lengths are kept",
            vec![
                buys("زهرا", 1, 1),
                buys(&"long".repeat(40), 2, 2),
                buys("a\u{1f}EUR", 3, 4),
                buys("a", 4, 8),
            ],
            vec![
                ("a", 4, 4, 0, 1, 8, 0),
                ("a\u{1f}EUR", 3, 3, 0, 1, 4, 0),
                (
                    "longlonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglonglong\
                  longlonglonglonglonglonglonglonglonglonglonglonglonglonglonglong",
                    2,
                    2,
                    0,
                    1,
                    2,
                    0,
                ),
                ("زهرا", 1, 1, 0, 1, 1, 0),
            ],
        ),
    ]
}

fn refunds() -> Vec<Case> {
    vec![
        (
            "a refund lowers the order it names",
            vec![
                buys("a", 10, 100).order("7"),
                buys("a", 20, 50).order("8"),
                returns("a", 30, 40).order("7"),
            ],
            vec![("a", 10, 20, 1, 2, 110, 50)],
        ),
        (
            "a refund that names none lowers the latest day not after it",
            vec![buys("a", 10, 100), buys("a", 20, 50), buys("a", 40, 9), returns("a", 20, 30)],
            vec![("a", 10, 40, 2, 3, 129, 29)],
        ),
        (
            "a refund naming an order that isn't known lowers the latest day",
            vec![
                buys("a", 10, 100).order("7"),
                buys("a", 20, 50).order("8"),
                returns("a", 30, 10).order("9"),
            ],
            vec![("a", 10, 20, 1, 2, 140, 40)],
        ),
        (
            "what is left of a refund lowers earlier days, none below zero",
            vec![buys("a", 10, 100), buys("a", 20, 50), returns("a", 25, 70)],
            vec![("a", 10, 20, 1, 2, 80, 0)],
        ),
        (
            "a refund larger than everything leaves nothing",
            vec![buys("a", 10, 100), buys("a", 20, 50), returns("a", 25, 1_000)],
            vec![("a", 10, 20, 1, 2, 0, 0)],
        ),
        (
            "a refund is no purchase day, nor a customer",
            vec![buys("a", 10, 100), returns("a", 30, 1), returns("b", 5, 2)],
            vec![("a", 10, 10, 0, 1, 99, 0)],
        ),
    ]
}

#[tokio::test]
async fn rows_become_what_the_house_counts() {
    for (name, rows, expected) in orders_and_days().into_iter().chain(refunds()) {
        let expected: Vec<_> = expected
            .into_iter()
            .map(|(customer, first, last, x, orders, spend, repeat)| {
                (customer.to_owned(), first, last, x, orders, spend, repeat)
            })
            .collect();
        for size in [1, 2, rows.len()] {
            let histories = gathered(&rows, size).await;
            assert_eq!(table(&histories.summarise(Day(1_000), None).unwrap()), expected, "{name}");
        }
    }
}

#[tokio::test]
async fn a_refund_before_any_purchase_is_counted_apart() {
    let rows = [buys("a", 10, 100), returns("a", 9, 30), returns("b", 9, 1), returns("a", 11, 2)];
    let histories = gathered(&rows, 4).await;
    let totals = histories.totals();
    assert_eq!((totals.refunds, totals.refunds_without_purchase), (1, 2));
    assert_eq!((totals.rows, totals.customers, totals.revenue_minor), (2, 1, 98));
    assert_eq!(totals.last_day, Some(Day(10)));
    assert_eq!(totals.last_row_day, Some(Day(11)));
}

#[tokio::test]
async fn the_currency_with_most_rows_is_analysed_though_another_came_first() {
    let rows = [
        buys("a", 10, 1).currency("USD"),
        buys("a", 11, 2),
        buys("a\u{1f}EUR", 12, 8),
        buys("b", 12, 4),
        buys("c", 13, 16).currency("USD"),
        buys("d", 13, 32).currency("SEK"),
    ];
    for size in [1, 2, 6] {
        let histories = gathered(&rows, size).await;
        let totals = histories.totals();
        assert_eq!(totals.currency, Currency::EUR);
        assert_eq!((totals.rows, totals.customers, totals.revenue_minor), (3, 3, 14));
        let others: Vec<(&str, u64)> =
            totals.other_currencies.iter().map(|(code, rows)| (code.code(), *rows)).collect();
        assert_eq!(others, [("SEK", 1), ("USD", 2)]);
        let summaries = histories.summarise(Day(20), None).unwrap();
        let customers: Vec<String> = table(&summaries).into_iter().map(|row| row.0).collect();
        assert_eq!(customers, ["a", "a\u{1f}EUR", "b"]);
    }
}

#[tokio::test]
async fn a_currency_asked_for_is_analysed_though_another_has_more_rows() {
    let folder = tempfile::tempdir().unwrap();
    let rows = [buys("a", 10, 1), buys("b", 11, 2), buys("a", 12, 4).currency("USD")];
    for (code, expected) in [("USD", (1, 4, Some(2))), ("EUR", (2, 3, None)), ("SEK", (0, 0, Some(2)))] {
        let currency = code.parse().unwrap();
        let chunks = rows.clone().map(|row| Ok::<_, std::io::Error>(chunk(&[row])));
        let orders = futures::stream::iter(chunks);
        let histories = gather_in(currency, orders, &limits(folder.path())).await.unwrap();
        let totals = histories.totals();
        let euros = totals.other_currencies.get(&Currency::EUR).copied();
        assert_eq!((totals.customers, totals.revenue_minor, euros), expected, "{code}");
        assert_eq!(totals.currency, currency);
    }
}

#[tokio::test]
async fn rows_without_a_customer_are_set_aside_and_counted() {
    let histories = gathered(&[buys("", 10, 1), buys("a", 11, 2), buys("", 12, 4)], 2).await;
    let totals = histories.totals();
    assert_eq!((totals.rows_without_customer, totals.rows, totals.revenue_minor), (2, 1, 2));
}

#[tokio::test]
async fn nothing_at_all_gives_empty_answers() {
    for size in [1, 2] {
        let rows: &[Row] = if size == 1 { &[] } else { &[returns("a", 3, 5)] };
        let histories = gathered(rows, size).await;
        assert_eq!(histories.totals().customers, 0);
        assert_eq!(histories.totals().first_day, None);
        assert!(histories.summarise(Day(9), Some(Day(5))).unwrap().is_empty());
        assert!(histories.months(Day(9), 90).unwrap().is_empty());
        assert!(histories.cohorts(Day(9)).unwrap().is_empty());
        assert!(histories.weeks(Day(9), Day(9)).unwrap().is_empty());
        assert_eq!(histories.median_gap_days(Day(9)).unwrap(), None);
    }
}

#[tokio::test]
async fn the_streams_own_error_comes_back_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let broken = std::io::Error::new(std::io::ErrorKind::InvalidData, "orders.csv, row 7: no gzip");
    let stream =
        futures::stream::iter([Ok(chunk(&[buys("a", 10, 1)])), Err(broken), Ok(OrderChunk::default())]);
    match gather(stream, &limits(folder.path())).await {
        Err(Error::Orders(error)) => {
            assert_eq!(error.to_string(), "orders.csv, row 7: no gzip");
            assert_eq!(
                error.downcast_ref::<std::io::Error>().unwrap().kind(),
                std::io::ErrorKind::InvalidData
            );
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_day_no_reader_lets_pass_is_refused_in_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    for day in [-1, i32::MIN, i32::MAX] {
        let error = gathered_within(&[buys("a", day, 1)], 1, &limits(folder.path())).await.unwrap_err();
        assert!(matches!(error, Error::Day { row: 2, .. }), "{error}");
        assert!(error.to_string().starts_with("orders.csv: the chunk from row 2"), "{error}");
    }
}
