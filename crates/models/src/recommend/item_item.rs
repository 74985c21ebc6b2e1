//! Item-item by BM25 (Robertson and Zaragoza 2009): items alike by who bought them, where somebody
//! who buys everything counts for less, and so does an item that everybody buys.

use rayon::prelude::*;

use super::purchases::{Bought, ByItem};
use super::recommender::Neighbour;

/// How soon a person's many items count for less.
const K1: f64 = 1.2;
/// How much the length of a person's list counts.
const B: f64 = 0.75;
/// Neighbours kept of an item.
const KEPT: usize = 20;
/// An item fewer people have has no neighbours that say anything.
const SUPPORT: usize = 3;
/// Items with neighbours, at most.
const ITEMS: usize = 20_000;

/// The nearest items of each item, in no order; an item's list is what its own buyers lead to it from.
pub(super) fn neighbours(bought: &Bought) -> Vec<Vec<Neighbour>> {
    let by_item = bought.by_item();
    let mut is_supported = vec![false; bought.items()];
    by_item.supported(SUPPORT, ITEMS).iter().for_each(|&item| is_supported[item as usize] = true);
    let average = bought.average();
    let weight: Vec<f64> = (0..bought.people())
        .map(|person| {
            let length = 1.0 - B + B * bought.of(person).len() as f64 / average;
            (K1 + 1.0) / (K1 * length + 1.0)
        })
        .collect();
    let rare: Vec<f64> = (0..bought.items())
        .map(|item| (bought.people() as f64).ln() - (by_item.people(item).len() as f64).ln_1p())
        .collect();
    let fresh = || (vec![0.0; bought.items()], vec![0_u32; bought.items()], Vec::new());
    (0..bought.items())
        .into_par_iter()
        .map_init(fresh, |(score, together, touched), item| {
            if !is_supported[item] {
                return Vec::new();
            }
            meet(&by_item, item, &weight, score, together, touched);
            let mut found = Vec::with_capacity(touched.len());
            for other in touched.drain(..) {
                let weight = std::mem::take(&mut score[other as usize]) * rare[item] * rare[other as usize];
                let together = std::mem::take(&mut together[other as usize]);
                if other as usize != item && is_supported[other as usize] && weight > 0.0 {
                    found.push(Neighbour { item: other, weight: weight as f32, together });
                }
            }
            Neighbour::keep(found, KEPT)
        })
        .collect()
}

/// Adds up everything the buyers of an item have.
fn meet(
    by_item: &ByItem<'_>,
    item: usize,
    weight: &[f64],
    score: &mut [f64],
    together: &mut [u32],
    touched: &mut Vec<u32>,
) {
    for &person in by_item.people(item) {
        let weight = weight[person as usize].powi(2);
        for &other in by_item.bought.of(person as usize) {
            if together[other as usize] == 0 {
                touched.push(other);
            }
            together[other as usize] += 1;
            score[other as usize] += weight;
        }
    }
}
