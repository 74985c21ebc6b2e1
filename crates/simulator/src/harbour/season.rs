//! When people come: months, weekdays and hours.

use domain::Day;
use rand_chacha::ChaCha8Rng;

use super::catalogue::Channel;
use crate::draw::{uniform, weighted};

/// January to December; the mean over a year's days is 1.
const MONTHS: [f64; 12] = [0.87, 0.89, 0.93, 0.96, 0.99, 1.01, 1.00, 0.97, 0.98, 1.01, 1.07, 1.31];
/// Monday to Sunday; the mean is 1.
const WEEKDAYS: [f64; 7] = [0.95, 0.95, 1.0, 1.0, 1.15, 1.2, 0.75];
/// Hours at the counter, open from 7 to 20.
const CAFE_HOURS: [f64; 24] = [
    0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 9.0, 16.0, 11.0, 8.0, 7.0, 10.0, 9.0, 6.0, 7.0, 8.0, 5.0, 3.0, 1.0,
    0.0, 0.0, 0.0, 0.0,
];
/// Hours in the web shop.
const WEB_HOURS: [f64; 24] = [
    2.0, 1.0, 0.5, 0.3, 0.3, 0.5, 1.0, 2.0, 3.0, 4.0, 5.0, 5.0, 5.0, 4.5, 4.0, 4.0, 4.5, 5.0, 6.0, 8.0, 9.0,
    9.0, 7.0, 4.0,
];

/// How busy a day is against the mean of a year.
#[must_use]
pub fn weight(day: Day) -> f64 {
    let month = day.civil().month() as usize - 1;
    let weekday = (day.0 + 3).rem_euclid(7) as usize; // 1970-01-01 was a Thursday
    MONTHS[month] * WEEKDAYS[weekday]
}

/// The chance that a hot drink is taken iced in a month (1 to 12).
pub(super) fn iced(month: i8) -> f64 {
    match month {
        6 | 8 => 0.5,
        7 => 0.6,
        5 | 9 => 0.2,
        _ => 0.0,
    }
}

/// The chance that the Christmas version is taken.
pub(super) fn festive(month: i8) -> f64 {
    match month {
        11 => 0.2,
        12 => 0.6,
        _ => 0.0,
    }
}

/// Microseconds into the day, by the hours of a channel.
pub(super) fn time_of_day(rng: &mut ChaCha8Rng, channel: Channel) -> i64 {
    let hours = match channel {
        Channel::Cafe => &CAFE_HOURS,
        Channel::Web => &WEB_HOURS,
    };
    let hour = weighted(rng, hours.iter().copied());
    let second = hour as i64 * 3600 + (uniform(rng) * 3600.0) as i64;
    second * 1_000_000
}

/// The shop's own time, which runs fast on busy days: in it, purchases come at an even rate.
#[derive(Clone, Debug)]
pub(super) struct ShopTime {
    /// Shop time at the start of each day, and at the end of the last.
    starts: Vec<f64>,
}

impl ShopTime {
    pub(super) fn new(first: Day, last: Day) -> Self {
        let mut now = 0.0;
        let mut starts = vec![0.0];
        for day in first.0..=last.0 {
            now += weight(Day(day));
            starts.push(now);
        }
        Self { starts }
    }

    /// Shop time when the last day ends.
    pub(super) fn end(&self) -> f64 {
        self.starts.last().copied().unwrap_or(0.0)
    }

    /// The day (from 0, with its fraction) of a moment of shop time before the end.
    pub(super) fn day(&self, moment: f64) -> f64 {
        let next = self.starts.partition_point(|&start| start <= moment).clamp(1, self.starts.len() - 1);
        let (start, end) = (self.starts[next - 1], self.starts[next]);
        (next - 1) as f64 + ((moment - start) / (end - start)).clamp(0.0, 0.999_999)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_as_busy_as_its_mean_and_december_the_busiest() {
        let year = |day: i32| (day..day + 1461).map(|day| weight(Day(day))).sum::<f64>() / 1461.0;
        assert!((year(20_000) - 1.0).abs() < 0.002, "{}", year(20_000));
        let month = |month| (1..=28).map(|day| weight(Day::from_ymd(2025, month, day).unwrap())).sum::<f64>();
        assert!((1..12).all(|other| month(other) < month(12)));
        assert_eq!(weight(Day::from_ymd(2026, 3, 1).unwrap()), 0.93 * 0.75, "a Sunday");
    }

    #[test]
    fn shop_time_comes_back_as_days() {
        let time = ShopTime::new(Day(20_000), Day(20_099));
        assert_eq!(time.day(0.0), 0.0);
        let noon = (time.starts[40] + time.starts[41]) / 2.0;
        assert!((time.day(noon) - 40.5).abs() < 1e-9);
        assert!(time.day(time.end() - 1e-9) < 100.0);
    }
}
