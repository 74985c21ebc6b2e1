//! The odds of one person over time: how they stood, and how they fall with every silent day.

use domain::Day;
use domain::worth::Standing;

use crate::worth::Scorer;

/// The odds on one day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Odds {
    /// The day, at its end.
    pub day: Day,
    /// P(alive).
    pub p_alive: f64,
}

/// P(alive) from the day `since`, or the first purchase if that is later, to `until`: `steps` points at
/// most, and one at every purchase day: just before it the odds had fallen, on it they are up again.
/// Given all purchase `days` in order.
///
/// With the current fit throughout: what we would have said then, knowing the company as we do now.
#[must_use]
pub fn over_time(scorer: &Scorer, days: &[Day], since: Day, until: Day, steps: u32) -> Vec<Odds> {
    let (Some((model, unit_days)), Some(&first)) = (scorer.alive(), days.first()) else { return Vec::new() };
    let model = model.purchases();
    let since = since.max(first);
    let stride = ((until.0 - since.0).max(1) as u32).div_ceil(steps.max(1)) as i32;
    let mut moments: Vec<i32> = (since.0..=until.0).step_by(stride.max(1) as usize).collect();
    moments.extend(
        days.iter().flat_map(|day| [day.0 - 1, day.0]).filter(|day| (since.0..=until.0).contains(day)),
    );
    moments.push(until.0);
    moments.sort_unstable();
    moments.dedup();
    moments
        .into_iter()
        .map(|moment| {
            let seen = days.partition_point(|day| day.0 <= moment).max(1);
            let age = |day: i32| f64::from(day - first.0) / unit_days;
            let p_alive = model.p_alive((seen - 1) as f64, age(days[seen - 1].0), age(moment));
            Odds { day: Day(moment), p_alive }
        })
        .collect()
}

/// P(alive) of a person who stays silent for `days` more after their standing, one point each
/// `every` days.
#[must_use]
pub fn if_silent(scorer: &Scorer, standing: &Standing, as_of: Day, days: u32, every: u32) -> Vec<Odds> {
    let Some((model, unit_days)) = scorer.alive() else { return Vec::new() };
    let model = model.purchases();
    let of = |day: u32| f64::from(day) / unit_days;
    (0..=days)
        .step_by(every.max(1) as usize)
        .map(|later| Odds {
            day: Day(as_of.0 + later as i32),
            p_alive: model.p_alive(
                f64::from(standing.frequency),
                of(standing.recency_days),
                of(standing.age_days + later),
            ),
        })
        .collect()
}
