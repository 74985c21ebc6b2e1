//! The test on time: fitted on what came until a day, asked for what was new after it.
//!
//! What is to be chosen is chosen on a stretch before the one that is reported, so that the figures
//! people see judge a choice that never saw them.

use std::collections::BTreeSet;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::ease::Gram;
use super::item_item;
use super::purchases::{Bought, Purchases};
use super::recommender::{Method, Recommender, Room, Settings};
use crate::grouped::pairwise;

/// Suggestions that count: recall and NDCG are of the first ten.
pub const TOP: usize = 10;
/// Fewer people with something new say nothing.
const PEOPLE_MIN: usize = 20;
/// People asked; of more, every so manieth is.
const PEOPLE_MAX: usize = 20_000;
/// Popularity is left for a gain of more than this many of its standard errors over people.
const STANDARD_ERRORS_MIN: f64 = 2.0;
/// Penalties of EASE tried.
const LAMBDAS: [f64; 2] = [100.0, 400.0];
/// Days that may count as lately.
const LATELY: [i32; 2] = [30, 90];

/// A mean over people with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Share {
    /// The mean.
    pub value: f64,
    /// The interval's low end.
    pub low: f64,
    /// The interval's high end.
    pub high: f64,
}

impl Share {
    fn of(values: &[f64]) -> Self {
        let (value, error) = mean(values);
        let half = 1.959_964 * error;
        Self { value, low: (value - half).max(0.0), high: (value + half).min(1.0) }
    }
}

/// How one method did in the test.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trial {
    /// The method, with what was chosen for it.
    pub settings: Settings,
    /// Of the new items that ten places could hold, the share that stood in them.
    pub recall: Share,
    /// The same with the upper places counting more: normalised discounted cumulative gain.
    pub ndcg: Share,
    /// Share of the items ever bought that were suggested to somebody.
    pub coverage: f64,
}

/// A test of all methods on one stretch of time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trials {
    /// The last day that was learned from.
    pub until: i32,
    /// The last day of the stretch that was foretold.
    pub end: i32,
    /// People who had bought before and bought something new in it.
    pub people: usize,
    /// One a method, the simplest first.
    pub trials: Vec<Trial>,
}

/// Why the method that is chosen is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// It foretold clearly more than popularity.
    Better,
    /// Nothing foretold clearly more than what is popular.
    NothingBetter,
    /// History is too short, or too few bought something new, to tell.
    Untested,
}

/// What is to suggest, and how that was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// What to fit.
    pub settings: Settings,
    /// Why.
    pub why: Why,
    /// The test of the last stretch, which chose nothing; absent where untested.
    pub test: Option<Trials>,
}

/// What one person got out of ten suggestions: recall and NDCG, on items new to them.
struct Outcome {
    recall: f64,
    ndcg: f64,
    suggested: Vec<u32>,
}

/// Chooses between the methods, and tests each.
#[must_use]
pub fn choose(purchases: &Purchases) -> Choice {
    let usual = |method| Settings { method, lately: LATELY[0], in_season: true, lambda: LAMBDAS[0] };
    let untested = Choice { settings: usual(Method::Popularity), why: Why::Untested, test: None };
    let Some((first, last)) = purchases.days() else { return untested };
    let length = ((last - first) / 6).clamp(7, 90);
    let (choosing, testing) = (last - 2 * length, last - length);
    if choosing - first < length || asked(purchases, choosing, testing).1.len() < PEOPLE_MIN {
        return untested;
    }
    let best = tuned(purchases, choosing, testing);
    let clearly = best.iter().rev().filter(|(_, recall)| is_clearly_better(recall, &best[0].1));
    let chosen = clearly.max_by(|a, b| mean(&a.1).0.total_cmp(&mean(&b.1).0));
    let (settings, why) = match chosen {
        Some((settings, _)) => (*settings, Why::Better),
        None => (best[0].0, Why::NothingBetter),
    };
    let people = asked(purchases, testing, last).1.len();
    let settings_of_all: Vec<Settings> = best.into_iter().map(|(settings, _)| settings).collect();
    let test = (people >= PEOPLE_MIN).then(|| test(purchases, (testing, last), people, &settings_of_all));
    Choice { settings, why, test }
}

/// The best settings of each method on a stretch, with everybody's recall.
fn tuned(purchases: &Purchases, until: i32, end: i32) -> Vec<(Settings, Vec<f64>)> {
    let bought = purchases.bought(until);
    let none = vec![Vec::new(); bought.items()];
    let gram = Gram::new(&bought);
    let by_lambda = LAMBDAS.map(|lambda| (lambda, gram.neighbours(lambda, bought.items())));
    drop(gram);
    let mut best = Vec::new();
    for method in Method::ALL {
        let fitted = match method {
            Method::Popularity => vec![(LAMBDAS[0], none.clone())],
            Method::ItemItem => vec![(LAMBDAS[0], item_item::neighbours(&bought))],
            Method::Ease => by_lambda.to_vec(),
        };
        let mut tried = Vec::new();
        for (lambda, neighbours) in fitted {
            // Popularity has no season but the days it counts; the others fill up with it alone.
            let ways = match method {
                Method::Popularity => LATELY.map(|lately| (lately, false)),
                _ => [true, false].map(|in_season| (LATELY[0], in_season)),
            };
            for (lately, in_season) in ways {
                let settings = Settings { method, lately, in_season, lambda };
                let fitted = Recommender::of(purchases, until, settings, neighbours.clone());
                let recall: Vec<f64> =
                    asked_of(&fitted, purchases, until, end).iter().map(|outcome| outcome.recall).collect();
                tried.push((settings, recall));
            }
        }
        best.extend(tried.into_iter().max_by(|a, b| mean(&a.1).0.total_cmp(&mean(&b.1).0)));
    }
    best
}

fn test(purchases: &Purchases, (until, end): (i32, i32), people: usize, settings: &[Settings]) -> Trials {
    let trial = |&settings: &Settings| {
        let fitted = Recommender::fit(purchases, until, settings);
        let all = asked_of(&fitted, purchases, until, end);
        let suggested: BTreeSet<u32> = all.iter().flat_map(|outcome| &outcome.suggested).copied().collect();
        let known = fitted.buyers.iter().filter(|&&buyers| buyers > 0).count();
        let shares = |of: fn(&Outcome) -> f64| Share::of(&all.iter().map(of).collect::<Vec<_>>());
        Trial {
            settings,
            recall: shares(|outcome| outcome.recall),
            ndcg: shares(|outcome| outcome.ndcg),
            coverage: suggested.len() as f64 / known.max(1) as f64,
        }
    };
    Trials { until, end, people, trials: settings.iter().map(trial).collect() }
}

/// What each person had until `until`, and those of them who then bought something new until `end`.
fn asked(purchases: &Purchases, until: i32, end: i32) -> (Bought, Vec<(usize, Vec<u32>)>) {
    let (before, after) = (purchases.bought(until), purchases.first_bought(until, end));
    let is_known = {
        let buyers = purchases.buyers(i32::MIN, until);
        move |item: &u32| buyers[*item as usize] > 0
    };
    let people = (0..purchases.people()).filter(|&person| !before.of(person).is_empty());
    // Nothing could foretell an item that nobody had bought before.
    let new = people.map(|person| (person, after.of(person).iter().copied().filter(&is_known).collect()));
    let all: Vec<(usize, Vec<u32>)> = new.filter(|(_, new): &(usize, Vec<u32>)| !new.is_empty()).collect();
    let step = all.len().div_ceil(PEOPLE_MAX).max(1);
    (before, all.into_iter().step_by(step).collect())
}

fn asked_of(fitted: &Recommender, purchases: &Purchases, until: i32, end: i32) -> Vec<Outcome> {
    let (before, people) = asked(purchases, until, end);
    let outcome = |room: &mut Room, (person, new): &(usize, Vec<u32>)| {
        let picks = fitted.suggest(before.of(*person), &|_| true, TOP, room);
        let suggested: Vec<u32> = picks.iter().map(|pick| pick.item).collect();
        let (recall, ndcg) = outcomes(&suggested, new);
        Outcome { recall, ndcg, suggested }
    };
    people.par_iter().map_init(Room::default, outcome).collect()
}

/// Recall and NDCG of ten suggestions, given what was new (sorted, not empty).
#[must_use]
pub fn outcomes(suggested: &[u32], new: &[u32]) -> (f64, f64) {
    let gain = |place: usize| 1.0 / (place as f64 + 2.0).log2();
    let top = suggested.iter().take(TOP).enumerate();
    let hits: Vec<usize> =
        top.filter(|(_, item)| new.binary_search(item).is_ok()).map(|(at, _)| at).collect();
    let most = new.len().min(TOP);
    let ideal: f64 = (0..most).map(gain).sum();
    (hits.len() as f64 / most as f64, hits.iter().map(|&at| gain(at)).sum::<f64>() / ideal)
}

fn is_clearly_better(one: &[f64], other: &[f64]) -> bool {
    let differences: Vec<f64> = one.iter().zip(other).map(|(one, other)| one - other).collect();
    let (gain, error) = mean(&differences);
    gain > 0.0 && gain > STANDARD_ERRORS_MIN * error
}

/// The mean and its standard error.
fn mean(values: &[f64]) -> (f64, f64) {
    let n = values.len().max(2) as f64;
    let sum = |values: &[f64]| pairwise(values, 0.0, |a, b| a + b);
    let mean = sum(values) / values.len().max(1) as f64;
    let squares: Vec<f64> = values.iter().map(|value| (value - mean).powi(2)).collect();
    (mean, (sum(&squares) / (n - 1.0) / n).sqrt())
}
