//! Units counted by day and arm: persons at once, organisations when all their rows are in.

use std::collections::{BTreeMap, HashMap};

use domain::Day;
use domain::limits::TRIAL_CLUSTERS_MAX;
use models::experiment::Sums;

/// Sums of every arm by the day their units were drawn; without a day where rows have none.
pub type ByDay = BTreeMap<Option<Day>, Vec<Sums>>;

/// Units being counted.
pub struct Tally {
    covariates: usize,
    by_day: ByDay,
    clusters: Option<Clusters>,
}

/// Why a row was not counted.
#[derive(Debug, PartialEq, Eq)]
pub enum Refused {
    /// Its cluster was met in this arm before.
    InArm(u16),
    /// There are too many clusters.
    TooMany,
}

/// Sums over the rows of each cluster.
#[derive(Default)]
struct Clusters {
    numbers: HashMap<Box<str>, u32>,
    arms: Vec<u16>,
    days: Vec<Option<Day>>,
    /// Size, outcome and covariates of one cluster after another.
    sums: Vec<f64>,
}

impl Tally {
    /// Of nobody yet.
    pub fn new(covariates: usize, clustered: bool) -> Self {
        Self { covariates, by_day: ByDay::new(), clusters: clustered.then(Clusters::default) }
    }

    /// Counts a row, and gives the number of its cluster, from 0.
    pub fn add(
        &mut self,
        arm: u16,
        day: Option<Day>,
        cluster: Option<&str>,
        [size, outcome]: [f64; 2],
        covariates: &[f64],
    ) -> Result<u32, Refused> {
        let (Some(clusters), Some(name)) = (&mut self.clusters, cluster) else {
            count(&mut self.by_day, self.covariates, arm, day, [size, outcome], covariates);
            return Ok(0);
        };
        let number = clusters.number(name, arm, day, 2 + self.covariates)?;
        let from = number as usize * (2 + self.covariates);
        let values = [size, outcome].into_iter().chain(covariates.iter().copied());
        clusters.sums[from..].iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
        Ok(number)
    }

    /// The sums by day.
    pub fn finish(mut self) -> ByDay {
        if let Some(clusters) = self.clusters.take() {
            let rows = clusters.sums.chunks_exact(2 + self.covariates);
            for ((arm, day), row) in clusters.arms.iter().zip(&clusters.days).zip(rows) {
                let [size, outcome, covariates @ ..] = row else { continue };
                count(&mut self.by_day, self.covariates, *arm, *day, [*size, *outcome], covariates);
            }
        }
        self.by_day
    }
}

fn count(
    by_day: &mut ByDay,
    width: usize,
    arm: u16,
    day: Option<Day>,
    [size, outcome]: [f64; 2],
    covariates: &[f64],
) {
    let arms = by_day.entry(day).or_default();
    while arms.len() <= usize::from(arm) {
        arms.push(Sums::new(width));
    }
    arms[usize::from(arm)].add(size, outcome, covariates);
}

impl Clusters {
    fn number(&mut self, name: &str, arm: u16, day: Option<Day>, width: usize) -> Result<u32, Refused> {
        if let Some(&number) = self.numbers.get(name) {
            let at = number as usize;
            if self.arms[at] != arm {
                return Err(Refused::InArm(self.arms[at]));
            }
            // Drawn when the first of them was.
            self.days[at] = self.days[at].min(day);
            return Ok(number);
        }
        let number = u32::try_from(self.arms.len()).unwrap_or(u32::MAX);
        if self.arms.len() >= TRIAL_CLUSTERS_MAX {
            return Err(Refused::TooMany);
        }
        self.numbers.insert(name.into(), number);
        self.arms.push(arm);
        self.days.push(day);
        self.sums.resize(self.sums.len() + width, 0.0);
        Ok(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cluster_is_one_unit_on_the_day_of_its_first_row() {
        let mut tally = Tally::new(1, true);
        for (day, cluster, outcome) in [(5, "a", 2.0), (3, "a", 3.0), (4, "b", 1.0)] {
            tally.add(0, Some(Day(day)), Some(cluster), [1.0, outcome], &[10.0]).unwrap();
        }
        assert_eq!(tally.add(1, None, Some("b"), [1.0, 0.0], &[0.0]), Err(Refused::InArm(0)));
        let by_day = tally.finish();
        let of =
            |day| by_day.get(&Some(Day(day))).map(|arms| (arms[0].units(), arms[0].size(), arms[0].total()));
        assert_eq!((of(3), of(4), of(5)), (Some((1, 2.0, 5.0)), Some((1, 1.0, 1.0)), None));
    }
}
