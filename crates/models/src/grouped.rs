//! Customers alike are one row: the grouped sufficient statistics (x, t_x, T) of the purchase models.
//!
//! A customer is seen through x (repeat purchases), t_x (age at the last one) and T (age at the end of
//! observation); age 0 is the first purchase. Likelihood and scores depend on nothing else, so a million
//! customers are a few hundred thousand groups, and every function of x, t_x or T alone is computed once for
//! each distinct value.

use std::ops::Range;

use rayon::prelude::*;

use crate::refusal::Refusal;

/// Groups summed in one go. Fixed, so that sums have the same bits on any number of threads.
pub(crate) const CHUNK: usize = 4096;

/// One distinct (x, t_x, T), as positions in the tables of distinct values, and how many customers share it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Group {
    pub x: u32,
    pub t_x: u32,
    pub age: u32,
    pub count: u32,
}

/// Grouped customers, ordered by T, then x, then t_x.
#[derive(Clone, Debug)]
pub struct Grouped {
    groups: Vec<Group>,
    group_of: Vec<u32>,
    /// First group of each run of equal (T, x), and the end.
    cell_starts: Vec<u32>,
    pub(crate) xs: Vec<f64>,
    pub(crate) x_counts: Vec<f64>,
    pub(crate) recencies: Vec<f64>,
    pub(crate) ages: Vec<f64>,
    customers: u64,
    repeaters: u64,
    days_per_unit: f64,
}

impl Grouped {
    /// Groups customers given column by column: `x` repeat purchases, `recency` (t_x) and `age` (T) in days (or
    /// any whole tick). Times come out in units of `days_per_unit` ticks: 7 for weeks.
    ///
    /// # Errors
    /// [`Refusal`] where there is no customer, the columns differ in length, a last purchase lies after
    /// the end of observation, a repeat purchase has age 0, or the unit is not above zero.
    pub fn new(x: &[u32], recency: &[u32], age: &[u32], days_per_unit: f64) -> Result<Self, Refusal> {
        check(x, recency, age)?;
        if !(days_per_unit.is_finite() && days_per_unit > 0.0) {
            return Err(Refusal::NotPositive { what: "the unit of time", value: days_per_unit.to_string() });
        }
        let order = sorted(x, recency, age);
        let distinct = [x, recency, age].map(Distinct::of);
        let mut groups: Vec<Group> = Vec::new();
        let mut cell_starts = Vec::new();
        let mut group_of = vec![0; x.len()];
        let mut previous = None;
        for &customer in &order {
            let i = customer as usize;
            let key = (x[i], recency[i], age[i]);
            if previous != Some(key) {
                if previous.map(|(x, _, age)| (x, age)) != Some((key.0, key.2)) {
                    cell_starts.push(groups.len() as u32);
                }
                let [x, t_x, age] =
                    [distinct[0].rank(key.0), distinct[1].rank(key.1), distinct[2].rank(key.2)];
                groups.push(Group { x, t_x, age, count: 0 });
                previous = Some(key);
            }
            let last = groups.len() - 1;
            groups[last].count += 1;
            group_of[i] = last as u32;
        }
        cell_starts.push(groups.len() as u32);
        let in_units = |d: &Distinct| d.values.iter().map(|&v| f64::from(v) / days_per_unit).collect();
        let xs: Vec<f64> = distinct[0].values.iter().map(|&v| f64::from(v)).collect();
        let mut grouped = Self {
            x_counts: Vec::new(),
            recencies: in_units(&distinct[1]),
            ages: in_units(&distinct[2]),
            customers: x.len() as u64,
            repeaters: x.iter().filter(|&&x| x > 0).count() as u64,
            groups,
            group_of,
            cell_starts,
            xs,
            days_per_unit,
        };
        grouped.count_by_x();
        Ok(grouped)
    }

    fn count_by_x(&mut self) {
        self.x_counts = vec![0.0; self.xs.len()];
        for group in &self.groups {
            self.x_counts[group.x as usize] += f64::from(group.count);
        }
    }

    /// Every `step`-th customer in the order of the groups, which makes a sample that mirrors ages,
    /// frequencies and recencies; it has no [`Self::group_of`].
    pub(crate) fn thinned(&self, step: u64) -> Self {
        let mut seen = step / 2;
        let mut groups: Vec<Group> = Vec::new();
        let mut cell_starts = Vec::new();
        for group in &self.groups {
            let before = seen / step;
            seen += u64::from(group.count);
            let count = (seen / step - before) as u32;
            if count > 0 {
                if groups.last().is_none_or(|last| (last.x, last.age) != (group.x, group.age)) {
                    cell_starts.push(groups.len() as u32);
                }
                groups.push(Group { count, ..*group });
            }
        }
        cell_starts.push(groups.len() as u32);
        let customers = groups.iter().map(|g| u64::from(g.count)).sum();
        let repeaters =
            groups.iter().filter(|g| self.xs[g.x as usize] > 0.0).map(|g| u64::from(g.count)).sum();
        let mut thinned = Self {
            groups,
            group_of: Vec::new(),
            cell_starts,
            xs: self.xs.clone(),
            x_counts: Vec::new(),
            recencies: self.recencies.clone(),
            ages: self.ages.clone(),
            customers,
            repeaters,
            days_per_unit: self.days_per_unit,
        };
        thinned.count_by_x();
        thinned
    }

    /// How many groups there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.groups.len()
    }

    /// Never: no customers are refused.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// How many customers there are.
    #[must_use]
    pub fn customers(&self) -> u64 {
        self.customers
    }

    /// How many customers came back at least once.
    #[must_use]
    pub fn repeaters(&self) -> u64 {
        self.repeaters
    }

    /// Days (ticks) in the unit of time.
    #[must_use]
    pub fn days_per_unit(&self) -> f64 {
        self.days_per_unit
    }

    /// The group of each customer, in the order they were given.
    #[must_use]
    pub fn group_of(&self) -> &[u32] {
        &self.group_of
    }

    /// How many customers are in a group.
    #[must_use]
    pub fn count(&self, group: usize) -> u32 {
        self.groups[group].count
    }

    /// (x, t_x, T) of a group, times in the unit.
    #[must_use]
    pub fn statistics(&self, group: usize) -> (f64, f64, f64) {
        let group = &self.groups[group];
        (self.xs[group.x as usize], self.recencies[group.t_x as usize], self.ages[group.age as usize])
    }

    /// From one value a group to one value a customer, in the order the customers were given.
    #[must_use]
    pub fn spread<V: Copy + Send + Sync>(&self, by_group: &[V]) -> Vec<V> {
        self.group_of.par_iter().with_min_len(1 << 16).map(|&g| by_group[g as usize]).collect()
    }

    /// Sum over customers of a value given by group.
    #[must_use]
    pub fn total(&self, by_group: &[f64]) -> f64 {
        let chunks = self.groups.par_chunks(CHUNK).zip(by_group.par_chunks(CHUNK));
        let partial: Vec<f64> = chunks
            .map(|(groups, values)| groups.iter().zip(values).map(|(g, v)| f64::from(g.count) * v).sum())
            .collect();
        pairwise(&partial, 0.0, |a, b| a + b)
    }

    /// Median age, in the unit; at least the smallest age above zero.
    #[must_use]
    pub fn median_age(&self) -> f64 {
        let mut seen = 0;
        let middle = self.groups.iter().find(|group| {
            seen += u64::from(group.count);
            2 * seen >= self.customers
        });
        let age = middle.map_or(0.0, |group| self.ages[group.age as usize]);
        if age > 0.0 { age } else { self.ages.iter().copied().find(|&age| age > 0.0).unwrap_or(1.0) }
    }

    pub(crate) fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// Runs of groups of equal T and x.
    pub(crate) fn cells(&self) -> Vec<Range<usize>> {
        self.cell_starts.windows(2).map(|w| w[0] as usize..w[1] as usize).collect()
    }
}

/// Sums partial sums in a balanced tree: the same bits whatever computed them, and little rounding.
pub(crate) fn pairwise<V: Copy>(parts: &[V], zero: V, add: impl Fn(V, V) -> V + Copy) -> V {
    match parts {
        [] => zero,
        [one] => *one,
        _ => {
            let (left, right) = parts.split_at(parts.len() / 2);
            add(pairwise(left, zero, add), pairwise(right, zero, add))
        }
    }
}

fn check(x: &[u32], recency: &[u32], age: &[u32]) -> Result<(), Refusal> {
    if x.is_empty() {
        return Err(Refusal::NoCustomers);
    }
    if x.len() != recency.len() || x.len() != age.len() {
        return Err(Refusal::UnequalColumns { x: x.len(), recency: recency.len(), age: age.len() });
    }
    let bad = x.iter().zip(recency).zip(age).position(|((&x, &t_x), &age)| t_x > age || (x > 0) != (t_x > 0));
    match bad {
        Some(i) => Err(Refusal::Impossible { customer: i, x: x[i], recency: recency[i], age: age[i] }),
        None => Ok(()),
    }
}

/// Customers ordered by age, then x, then recency, then position. The key is packed into one machine word
/// where it fits, which sorts several times faster than comparing columns.
fn sorted(x: &[u32], recency: &[u32], age: &[u32]) -> Vec<u32> {
    let bits = |max: u32| 32 - max.leading_zeros();
    let max = |column: &[u32]| column.iter().copied().max().unwrap_or(0);
    let (x_bits, recency_bits, age_bits) = (bits(max(x)), bits(max(recency)), bits(max(age)));
    let place_bits = bits(x.len() as u32);
    if x_bits + recency_bits + age_bits + place_bits <= 64 {
        let mut keys: Vec<u64> = (0..x.len())
            .into_par_iter()
            .map(|i| {
                let statistics = (u64::from(age[i]) << x_bits | u64::from(x[i])) << recency_bits;
                (statistics | u64::from(recency[i])) << place_bits | i as u64
            })
            .collect();
        keys.par_sort_unstable();
        let mask = (1_u64 << place_bits) - 1;
        return keys.into_par_iter().map(|key| (key & mask) as u32).collect();
    }
    let mut order: Vec<u32> = (0..x.len() as u32).collect();
    order.par_sort_unstable_by_key(|&i| (age[i as usize], x[i as usize], recency[i as usize], i));
    order
}

/// The distinct values of a column, ascending, and where each stands.
struct Distinct {
    values: Vec<u32>,
    /// Rank by value where values are small, so that looking one up is one load.
    direct: Vec<u32>,
}

impl Distinct {
    const DIRECT_MAX: u32 = 1 << 22;

    fn of(column: &[u32]) -> Self {
        let max = column.iter().copied().max().unwrap_or(0);
        if max >= Self::DIRECT_MAX {
            let mut values = column.to_vec();
            values.par_sort_unstable();
            values.dedup();
            return Self { values, direct: Vec::new() };
        }
        let mut direct = vec![0_u32; max as usize + 1];
        for &value in column {
            direct[value as usize] = 1;
        }
        let mut values = Vec::new();
        for (value, slot) in direct.iter_mut().enumerate() {
            if *slot == 1 {
                *slot = values.len() as u32;
                values.push(value as u32);
            }
        }
        Self { values, direct }
    }

    fn rank(&self, value: u32) -> u32 {
        match self.direct.get(value as usize) {
            Some(&rank) => rank,
            None => self.values.partition_point(|&v| v < value) as u32,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_customers_share_a_group_and_keep_their_place() {
        let grouped = Grouped::new(&[2, 0, 2, 0, 1], &[30, 0, 30, 0, 7], &[70, 70, 70, 14, 70], 7.0).unwrap();
        assert_eq!(grouped.len(), 4);
        assert_eq!(grouped.group_of(), [3, 1, 3, 0, 2]);
        assert_eq!(grouped.statistics(3), (2.0, 30.0 / 7.0, 10.0));
        assert_eq!(grouped.count(3), 2);
        assert_eq!((grouped.customers(), grouped.repeaters()), (5, 3));
        assert_eq!(grouped.spread(&[0.5, 1.5, 2.5, 3.5]), [3.5, 1.5, 3.5, 0.5, 2.5]);
        assert_eq!(grouped.total(&[1.0, 10.0, 100.0, 1000.0]), 2111.0);
        assert_eq!(grouped.median_age(), 10.0);
    }

    #[test]
    fn huge_ticks_group_as_small_ones_do() {
        let far = 3_000_000_000;
        let grouped = Grouped::new(&[1, 0, 1], &[far - 1, 0, far - 1], &[far, far, far], 1.0).unwrap();
        assert_eq!(grouped.group_of(), [1, 0, 1]);
    }

    #[test]
    fn impossible_customers_are_named() {
        let refused = Grouped::new(&[0, 1], &[0, 9], &[5, 8], 7.0).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "customer 2 has x = 1, t_x = 9 and T = 8 days, which no history gives: t_x may not exceed T, and is \
             above zero exactly for those who came back"
        );
    }

    #[test]
    fn a_thinned_sample_keeps_the_proportions() {
        let n = 10_000_u32;
        let x: Vec<u32> = (0..n).map(|i| i % 4).collect();
        let t: Vec<u32> = (0..n).map(|i| if i % 4 == 0 { 0 } else { 1 + i % 30 }).collect();
        let age = vec![40; n as usize];
        let thinned = Grouped::new(&x, &t, &age, 1.0).unwrap().thinned(10);
        assert_eq!(thinned.customers(), 1_000);
        assert!((i64::try_from(thinned.repeaters()).unwrap() - 750).abs() <= 1);
    }
}
