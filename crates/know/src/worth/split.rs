//! Where to cut history for the test of the forecast, when nobody said.

use domain::Day;

/// Shortest holdout worth a test, in days.
const HOLDOUT_MIN: i32 = 56;
/// Longest holdout taken, in days: as far as the forecast looks by default.
const HOLDOUT_MAX: i32 = 364;

/// The end of calibration: the last third of history, a year at most, is held out. `None` where
/// that would be shorter than eight weeks.
#[must_use]
pub fn calibration_end(first_day: Day, as_of: Day) -> Option<Day> {
    let holdout = ((as_of.0 - first_day.0) / 3).min(HOLDOUT_MAX);
    (holdout >= HOLDOUT_MIN).then_some(Day(as_of.0 - holdout))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_third_is_held_out_a_year_at_most_and_eight_weeks_at_least() {
        assert_eq!(calibration_end(Day(0), Day(300)), Some(Day(200)));
        assert_eq!(calibration_end(Day(0), Day(3000)), Some(Day(2636)));
        assert_eq!(calibration_end(Day(0), Day(150)), None);
        assert_eq!(calibration_end(Day(9), Day(9)), None);
    }
}
