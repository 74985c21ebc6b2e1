//! Repeat purchases week by week, as they came and as a model expects them from births alone
//! (Fader, Hardie, Lee 2005, figure 4).

use std::collections::BTreeMap;

use domain::Day;
use domain::worth::Week;

/// Full weeks of seven days from `first_day` to `as_of`. `actual` counts the repeat purchase days of each week;
/// `births` the customers by first purchase day; `expectations` hold, for each model, E[X(t)] at t
/// = 0, 1, 2, ... days.
#[must_use]
pub fn weeks(
    first_day: Day,
    (calibration_end, as_of): (Day, Day),
    actual: &[u64],
    births: &BTreeMap<i32, u64>,
    expectations: &[(String, Vec<f64>)],
) -> Vec<Week> {
    let mut before: Vec<f64> = vec![0.0; expectations.len()];
    let week = |(index, &came): (usize, &u64)| {
        let past_the_end = first_day.0 + 7 * (index as i32 + 1);
        let mut predicted = BTreeMap::new();
        for ((model, expectation), before) in expectations.iter().zip(&mut before) {
            let cumulative = expected_by(past_the_end, births, expectation);
            predicted.insert(model.clone(), cumulative - *before);
            *before = cumulative;
        }
        let end = Day(past_the_end - 1);
        Week { end, actual: came, predicted, calibration: end <= calibration_end }
    };
    let full = (as_of.0 - first_day.0 + 1) / 7;
    actual.iter().enumerate().take(full as usize).map(week).collect()
}

fn expected_by(day: i32, births: &BTreeMap<i32, u64>, expectation: &[f64]) -> f64 {
    births
        .range(..day)
        .map(|(&born, &customers)| {
            let age = (day - born) as usize;
            customers as f64 * expectation.get(age).or(expectation.last()).copied().unwrap_or(0.0)
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_expected_follows_births_and_adds_up() {
        let births = BTreeMap::from([(0, 10), (7, 20)]);
        let linear: Vec<f64> = (0..=21).map(|days| f64::from(days) * 0.1).collect();
        let made = weeks(Day(0), (Day(13), Day(15)), &[3, 9, 2], &births, &[("m".to_owned(), linear)]);
        assert_eq!(made.len(), 2, "the last week is not over yet");
        assert!((made[0].predicted["m"] - 7.0).abs() < 1e-12);
        assert!((made[1].predicted["m"] - 21.0).abs() < 1e-12);
        assert_eq!((made[0].end, made[1].end, made[1].calibration), (Day(6), Day(13), true));
    }
}
