//! Return rate and cohorts, from minor units and month numbers to what people see.

use analytics::{CohortRow, MonthRow};
use domain::time::month_name;
use domain::worth::{Cohort, Month, ReturnRate};

/// The return rate by month; `per_major` minor units make one major unit.
#[must_use]
pub fn return_rate(rows: &[MonthRow], window_days: u32, per_major: f64) -> ReturnRate {
    let mature = || rows.iter().filter(|row| row.mature && row.buyers > 0);
    let (returned, buyers) =
        mature().fold((0, 0), |(returned, buyers), row| (returned + row.returned, buyers + row.buyers));
    ReturnRate {
        window_days,
        overall: share(returned, buyers),
        latest: mature().next_back().and_then(|row| share(row.returned, row.buyers)),
        months: rows.iter().map(|row| month(row, per_major)).collect(),
    }
}

/// The cohorts by month of first purchase.
#[must_use]
pub fn cohorts(rows: Vec<CohortRow>, per_major: f64) -> Vec<Cohort> {
    let cohort = |row: CohortRow| Cohort {
        month: month_name(row.month),
        customers: row.customers,
        active: row.active,
        revenue: row.revenue_minor.iter().map(|&minor| minor as f64 / per_major).collect(),
    };
    rows.into_iter().map(cohort).collect()
}

fn month(row: &MonthRow, per_major: f64) -> Month {
    Month {
        month: month_name(row.month),
        buyers: row.buyers,
        returned: row.returned,
        rate: share(row.returned, row.buyers),
        mature: row.mature,
        first_time: row.first_time,
        revenue: row.revenue_minor as f64 / per_major,
        repeat_revenue: row.repeat_revenue_minor as f64 / per_major,
    }
}

fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn immature_and_empty_months_are_left_out_of_the_overall_rate() {
        let row = |month, buyers, returned, mature| MonthRow {
            month,
            buyers,
            returned,
            mature,
            ..MonthRow::default()
        };
        let rows =
            [row(600, 10, 5, true), row(601, 0, 0, true), row(602, 10, 3, true), row(603, 40, 0, false)];
        let rate = return_rate(&rows, 90, 100.0);
        assert_eq!((rate.overall, rate.latest), (Some(0.4), Some(0.3)));
        assert_eq!(rate.months[1].rate, None);
        assert_eq!(rate.months[3].month, "2020-04");
    }
}
