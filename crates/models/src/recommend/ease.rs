//! EASE (Steck 2019, "Embarrassingly shallow autoencoders for sparse data"): the linear model that
//! best foretells each item from all others, in closed form. With P = (X'X + lambda I)^-1 the weight
//! from item i to item j is -P_ij / P_jj.

use rayon::prelude::*;

use super::inverse::invert;
use super::purchases::Bought;
use super::recommender::Neighbour;

/// Items of the model, those of most people: time grows with the cube, memory with the square.
const ITEMS: usize = 2_000;
/// An item fewer people have is not foretold.
const SUPPORT: usize = 3;
/// Items kept that lead to an item: more do not foretell better on any data tried, and only what
/// speaks for an item is a reason for it.
const KEPT: usize = 50;

/// X'X over the items of the model, and which items they are.
pub(super) struct Gram {
    items: Vec<u32>,
    /// Row by row; on the diagonal how many people have the item.
    counts: Vec<f64>,
}

impl Gram {
    /// Counts who bought what together.
    pub fn new(bought: &Bought) -> Self {
        let by_item = bought.by_item();
        let items = by_item.supported(SUPPORT, ITEMS);
        let mut place = vec![usize::MAX; bought.items()];
        items.iter().enumerate().for_each(|(at, &item)| place[item as usize] = at);
        let n = items.len();
        let mut counts = vec![0.0; n * n];
        counts.par_chunks_mut(n.max(1)).zip(&items).for_each(|(row, &item)| {
            for &person in by_item.people(item as usize) {
                for &other in bought.of(person as usize) {
                    if let Some(count) = row.get_mut(place[other as usize]) {
                        *count += 1.0;
                    }
                }
            }
        });
        Self { items, counts }
    }

    /// What leads to each of `items` items, at the strength `lambda` of the penalty (above 0).
    pub fn neighbours(&self, lambda: f64, items: usize) -> Vec<Vec<Neighbour>> {
        let n = self.items.len();
        let mut inverse = self.counts.clone();
        (0..n).for_each(|at| inverse[at * n + at] += lambda);
        invert(&mut inverse, n);
        let of_target = |target: usize| {
            let diagonal = inverse[target * n + target];
            // P is symmetric: a row is read for a column.
            let found = (0..n).filter(|&source| source != target).filter_map(|source| {
                let weight = -inverse[target * n + source] / diagonal;
                let together = self.counts[target * n + source];
                (weight > 0.0 && together > 0.0).then(|| Neighbour {
                    item: self.items[source],
                    weight: weight as f32,
                    together: together as u32,
                })
            });
            Neighbour::keep(found.collect(), KEPT)
        };
        let found: Vec<_> = (0..n).into_par_iter().map(of_target).collect();
        let mut all = vec![Vec::new(); items];
        self.items.iter().zip(found).for_each(|(&item, found)| all[item as usize] = found);
        all
    }
}
