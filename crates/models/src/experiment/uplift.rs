//! Whom it helps: how well a score ranks people by what the gesture does for them.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use rayon::prelude::*;

use super::effect::Arms;
use super::sums::Sums;

/// One person of a randomised trial with two arms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scored {
    /// Higher is said to gain more.
    pub score: f64,
    /// What followed.
    pub outcome: f64,
    /// Who is resampled together: their organisation, or themselves.
    pub cluster: u32,
    /// Whether the gesture was for them.
    pub treated: bool,
}

/// The curve after the best-scored share of all.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// Share of people targeted, 0 to 1.
    pub share: f64,
    /// Extra outcome so far, per person of the whole treated arm.
    pub gain: f64,
}

/// Figures of a ranking, in outcome per person.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranking {
    /// The Qini curve, thinned to about a hundred points; the first is the origin, the last the overall effect.
    pub curve: Vec<Point>,
    /// Area between the Qini curve and the straight line to its end, with its bootstrap interval. Zero for a score
    /// that says nothing.
    pub qini: (f64, f64, f64),
    /// Area under the curve of (difference of means among the targeted) x (share targeted), with its interval.
    pub auuc: (f64, f64, f64),
    /// The Qini area over that of the best ranking there could be; of binary outcomes alone.
    pub of_perfect: Option<f64>,
}

/// The Qini curve `Q(k) = Y_T(k) - Y_C(k) N_T(k) / N_C(k)` (Radcliffe 2007) over the `k` best scored, here divided by
/// the size of the treated arm. People with equal scores enter together, so that no order among them is pretended.
/// Intervals are percentiles of `replicates` Poisson bootstraps by cluster, from `seed`; `alpha` is their chance to
/// miss. Sorts `people`. Empty arms give a flat curve.
#[must_use]
pub fn rank(people: &mut [Scored], replicates: u32, seed: u64, alpha: f64) -> Ranking {
    people.par_sort_unstable_by(|a, b| b.score.total_cmp(&a.score));
    let mut curve = vec![Point::default()];
    let [qini, auuc] = areas(people, |_| 1.0, |point| thin(&mut curve, point));
    let clusters = people.iter().map(|one| one.cluster as usize + 1).max().unwrap_or(0);
    let mut drawn: Vec<[f64; 2]> = (0..replicates)
        .into_par_iter()
        .map(|replicate| {
            let weights = poisson_ones(clusters, seed ^ (u64::from(replicate) << 32));
            areas(people, |one| f64::from(weights[one.cluster as usize]), |_| {})
        })
        .collect();
    let mut interval = |which: usize, value: f64| {
        drawn.sort_unstable_by(|a, b| a[which].total_cmp(&b[which]));
        let at = |p: f64| drawn.get((p * (drawn.len().max(1) - 1) as f64).round() as usize);
        let edge = |p: f64| at(p).map_or(value, |areas| areas[which]);
        (value, edge(0.5 * alpha), edge(1.0 - 0.5 * alpha))
    };
    let (qini, auuc) = (interval(0, qini), interval(1, auuc));
    let of_perfect = perfect(people).filter(|best| *best > 0.0).map(|best| qini.0 / best);
    Ranking { curve, qini, auuc, of_perfect }
}

/// Keeps a point for about every hundredth of the people, and the last.
fn thin(curve: &mut Vec<Point>, point: Point) {
    let enough = curve.last().is_none_or(|last| point.share - last.share >= 0.01);
    if enough || point.share >= 1.0 - 1e-12 {
        curve.push(point);
    }
}

/// Running counts and sums of the two arms.
#[derive(Default)]
struct Running {
    people: [f64; 2],
    outcome: [f64; 2],
}

impl Running {
    /// Of the treated, what they brought beyond what as many of the control brought.
    fn gain(&self) -> f64 {
        let [control, treated] = self.people;
        self.outcome[1] - if control > 0.0 { self.outcome[0] * treated / control } else { 0.0 }
    }

    /// Difference of the arms' means; 0 where one is empty.
    fn difference(&self) -> f64 {
        let [control, treated] = self.people;
        if control > 0.0 && treated > 0.0 {
            self.outcome[1] / treated - self.outcome[0] / control
        } else {
            0.0
        }
    }
}

/// The Qini area and the AUUC of people sorted by score, weighted.
fn areas(people: &[Scored], weight: impl Fn(&Scored) -> f64, mut each: impl FnMut(Point)) -> [f64; 2] {
    let (mut all, mut treated) = (0.0, 0.0);
    for one in people {
        all += weight(one);
        treated += if one.treated { weight(one) } else { 0.0 };
    }
    if all == 0.0 || treated == 0.0 {
        return [0.0; 2];
    }
    let mut now = Running::default();
    let (mut before, mut means_before, mut areas) = (Point::default(), 0.0, [0.0; 2]);
    for (at, one) in people.iter().enumerate() {
        let weight = weight(one);
        now.people[usize::from(one.treated)] += weight;
        now.outcome[usize::from(one.treated)] += weight * one.outcome;
        if people.get(at + 1).is_some_and(|next| next.score == one.score) {
            continue;
        }
        let share = (now.people[0] + now.people[1]) / all;
        let (point, means) = (Point { share, gain: now.gain() / treated }, now.difference() * share);
        let step = share - before.share;
        areas[0] += 0.5 * step * (before.gain + point.gain);
        areas[1] += 0.5 * step * (means_before + means);
        (before, means_before) = (point, means);
        each(point);
    }
    [areas[0] - 0.5 * before.gain, areas[1]]
}

/// Weights of a Poisson bootstrap: how often each is drawn, on average once.
fn poisson_ones(count: usize, seed: u64) -> Vec<u8> {
    /// `2^32 P(N <= k)` of a Poisson with mean 1.
    const UP_TO: [u32; 8] = [
        1_580_030_168,
        3_160_060_337,
        3_950_075_421,
        4_213_413_783,
        4_279_248_373,
        4_292_415_291,
        4_294_609_777,
        4_294_923_276,
    ];
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    (0..count)
        .map(|_| {
            let draw: u32 = rng.random();
            UP_TO.iter().take_while(|edge| draw >= **edge).count() as u8
        })
        .collect()
}

/// The Qini area of the best ranking a binary outcome allows: who bought by the gesture first, who was put off by it
/// last. `None` of other outcomes.
fn perfect(people: &[Scored]) -> Option<f64> {
    if people.iter().any(|one| one.outcome != 0.0 && one.outcome != 1.0) {
        return None;
    }
    let count = |bought: f64| people.iter().filter(|one| !one.treated && one.outcome == bought).count();
    let by_outcome = count(1.0) > count(0.0);
    let mut best: Vec<Scored> = people
        .iter()
        .map(|one| {
            let treated = f64::from(u8::from(one.treated));
            let next = if by_outcome { one.outcome } else { treated };
            Scored { score: 2.0 * f64::from(u8::from(one.outcome == treated)) + next, ..*one }
        })
        .collect();
    best.par_sort_unstable_by(|a, b| b.score.total_cmp(&a.score));
    Some(areas(&best, |_| 1.0, |_| {})[0])
}

/// What a rule would bring against the better of the two constant ones.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Policy {
    /// Share of people the rule treats.
    pub share: f64,
    /// Extra outcome per person of the rule over nobody.
    pub over_nobody: f64,
    /// Of everybody over nobody.
    pub everybody: f64,
    /// The rule less the better constant rule, per person.
    pub gain: f64,
    /// Its standard error.
    pub standard_error: f64,
}

/// Values the rule "treat whose score is above `threshold`" on the trial's own people by inverse-probability weights,
/// the probabilities being the shares of the arms among those it treats and those it spares. Paired: the rule and a
/// constant one differ only where they decide differently, and there the difference is that of the arms' means, with an
/// error by cluster.
/// `None` where the rule is itself constant, or either side has fewer than two of an arm.
#[must_use]
pub fn value(people: &[Scored], threshold: f64) -> Option<Policy> {
    let mut sides = [[Sums::new(0), Sums::new(0)], [Sums::new(0), Sums::new(0)]];
    let mut drawn: Vec<(bool, u32, bool, f64)> =
        people.iter().map(|one| (one.score > threshold, one.cluster, one.treated, one.outcome)).collect();
    drawn.par_sort_by_key(|&(above, cluster, treated, _)| (above, cluster, treated));
    for unit in drawn.chunk_by(|a, b| (a.0, a.1, a.2) == (b.0, b.1, b.2)) {
        let (above, _, treated, _) = unit[0];
        let outcome = unit.iter().map(|row| row.3).sum();
        sides[usize::from(above)][usize::from(treated)].add(unit.len() as f64, outcome, &[]);
    }
    if sides.iter().flatten().any(|arm| arm.units() < 2) {
        return None;
    }
    let [spared, treated] = sides.each_ref().map(|arms| Arms::plain(arms).contrast(1, 0));
    let size = |side: usize| (sides[side][0].size() + sides[side][1].size()) / people.len() as f64;
    let (over_nobody, lost) = (size(1) * treated.difference, size(0) * spared.difference);
    let everybody = over_nobody + lost;
    let (gain, standard_error) = match everybody > 0.0 {
        true => (-lost, size(0) * spared.standard_error),
        false => (over_nobody, size(1) * treated.standard_error),
    };
    Some(Policy { share: size(1), over_nobody, everybody, gain, standard_error })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(n: u32, score: impl Fn(u32) -> f64) -> Vec<Scored> {
        (0..n)
            .map(|i| {
                let treated = ((u64::from(i) * 2_654_435_761) >> 9) % 7 < 4;
                let bought =
                    (u64::from(i) * 48_271 % 1_009) < 200 + if treated { 10 * u64::from(i % 40) } else { 0 };
                Scored { score: score(i), outcome: f64::from(u8::from(bought)), cluster: i, treated }
            })
            .collect()
    }

    #[test]
    fn equal_scores_enter_together_whatever_their_order() {
        let mut one = people(4_000, |i| f64::from(i % 10));
        let mut other: Vec<Scored> = one.iter().rev().copied().collect();
        let (a, b) = (rank(&mut one, 0, 1, 0.05), rank(&mut other, 0, 1, 0.05));
        assert_eq!(a.curve.len(), 11);
        for (a, b) in a.curve.iter().zip(&b.curve) {
            assert!((a.gain - b.gain).abs() < 1e-12 && (a.share - b.share).abs() < 1e-12);
        }
    }

    #[test]
    fn a_score_that_says_nothing_has_an_area_whose_interval_holds_zero() {
        let hash = |i: u32| f64::from(i.wrapping_mul(2_654_435_761) >> 8);
        let ranking = rank(&mut people(6_000, hash), 200, 1, 0.05);
        let (_, low, high) = ranking.qini;
        assert!(low < 0.0 && high > 0.0, "{:?}", ranking.qini);
        let (value, low, _) = rank(&mut people(6_000, |i| f64::from(i % 40)), 200, 1, 0.05).qini;
        assert!(low > 0.0 && value > low);
    }

    #[test]
    fn the_weights_of_the_bootstrap_are_poisson() {
        let weights = poisson_ones(200_000, 3);
        let mean = weights.iter().map(|w| f64::from(*w)).sum::<f64>() / 2e5;
        let zeros = weights.iter().filter(|w| **w == 0).count() as f64 / 2e5;
        assert!((mean - 1.0).abs() < 0.01 && (zeros - (-1.0f64).exp()).abs() < 0.005, "{mean} {zeros}");
    }

    #[test]
    fn a_rule_is_valued_against_the_better_constant_one() {
        let people = people(20_000, |i| f64::from(i % 40) - 10.0);
        let policy = value(&people, 0.0).unwrap();
        assert!((policy.share - 0.725).abs() < 0.01);
        assert!(policy.everybody > 0.0 && policy.gain < 0.0, "all gain, so sparing some loses: {policy:?}");
        assert!(value(&people, 1e9).is_none());
    }
}
