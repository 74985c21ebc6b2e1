//! A trial being counted, row by row, and judged at the end.

use std::collections::HashMap;

use domain::limits::{TRIAL_ARMS_MAX, TRIAL_PARTS_MAX};
use domain::proof::{Arm, Note, Proof, SampleRatio};
use models::experiment::{MISMATCH_BELOW, Sums, check_covariates, sample_ratio};

use crate::design::{Design, Row};
use crate::effects::{self, Question};
use crate::error::Error;
use crate::ranking;
use crate::spool::Spool;
use crate::tally::{ByDay, Refused, Tally};

/// Names of arms that hold the control.
const CONTROLS: [&str; 11] = [
    "control", "holdout", "hold-out", "held out", "held_out", "placebo", "baseline", "0", "false", "no",
    "off",
];
/// An arm of whose spread one unit makes up more than this share is spoken of.
const ONE_DECIDES: f64 = 0.25;

/// Counts rows as they come, in memory that grows with arms, days, parts and clusters, not with rows: those that a
/// second pass needs go to disk where they are many.
pub struct Trial {
    design: Design,
    arms: Names,
    parts: Names,
    whole: Tally,
    by_part: Vec<Tally>,
    spool: Option<Spool>,
    negative: u64,
}

/// Names met, numbered in the order of their coming.
#[derive(Default)]
struct Names {
    numbers: HashMap<String, u16>,
    list: Vec<String>,
}

impl Names {
    fn number(&mut self, name: &str, most: usize) -> Option<u16> {
        if let Some(&number) = self.numbers.get(name) {
            return Some(number);
        }
        let number = u16::try_from(self.list.len()).ok().filter(|_| self.list.len() < most)?;
        self.numbers.insert(name.to_owned(), number);
        self.list.push(name.to_owned());
        Some(number)
    }
}

/// A row as the second pass finds it: where its numbers stand.
pub(crate) mod kept {
    pub const ARM: usize = 0;
    pub const PART: usize = 1;
    pub const CLUSTER: usize = 2;
    pub const SCORE: usize = 3;
    pub const OUTCOME: usize = 4;
    pub const COVARIATES: usize = 5;
}

impl Trial {
    /// A trial of which nothing is known yet but its design.
    #[must_use]
    pub fn new(design: Design) -> Self {
        let (covariates, clustered) = (design.covariates.len(), design.outcome.cluster.is_some());
        let twice = design.score.is_some() || (covariates > 0 && is_by_person(&design));
        Self {
            whole: Tally::new(covariates, clustered),
            spool: twice.then(|| Spool::new(kept::COVARIATES + covariates)),
            design,
            arms: Names::default(),
            parts: Names::default(),
            by_part: Vec::new(),
            negative: 0,
        }
    }

    /// Counts one row.
    ///
    /// # Errors
    /// Too many arms, parts or clusters, a cluster in two arms, a size below zero; the trial then can't be judged.
    pub fn add(&mut self, row: &Row<'_>) -> Result<(), Error> {
        if row.size < 0.0 {
            return Err(Error::BadSize);
        }
        let arm = self.arms.number(row.arm, TRIAL_ARMS_MAX).ok_or(Error::TooManyArms)?;
        self.negative += u64::from(row.outcome < 0.0);
        let numbers = [row.size, row.outcome];
        let cluster = self
            .whole
            .add(arm, row.day, row.cluster, numbers, row.covariates)
            .map_err(|why| refused(why, &self.arms, row))?;
        let mut part = 0;
        if let Some(name) = row.part {
            part = self.parts.number(name, TRIAL_PARTS_MAX).ok_or(Error::TooManyParts)?;
            if usize::from(part) == self.by_part.len() {
                let clustered = self.design.outcome.cluster.is_some();
                self.by_part.push(Tally::new(self.design.covariates.len(), clustered));
            }
            self.by_part[usize::from(part)]
                .add(arm, None, row.cluster, numbers, row.covariates)
                .map_err(|why| refused(why, &self.arms, row))?;
        }
        if let Some(spool) = &mut self.spool {
            let head = [f64::from(arm), f64::from(part), f64::from(cluster), row.score, row.outcome];
            spool.push(head.into_iter().chain(row.covariates.iter().copied()))?;
        }
        Ok(())
    }

    /// Says how many units can still come, where the draw is over.
    #[must_use]
    pub fn coming(mut self, units: Option<u64>) -> Self {
        self.design.coming = units;
        self
    }

    /// Judges it.
    ///
    /// # Errors
    /// Why it can't be judged. Arms that are not what was drawn are no error: the document says so, and no effect.
    pub fn judge(mut self) -> Result<Proof, Error> {
        let order = self.order()?;
        let whole = in_order(self.whole.finish(), &order);
        let sums = total(&whole, order.len());
        let names: Vec<String> = order.iter().map(|&arm| self.arms.list[usize::from(arm)].clone()).collect();
        let (sample_ratio, expected) = balance(&self.design, &names, &sums)?;
        let mut proof = Proof {
            version: 1,
            taken: Vec::new(),
            outcome: self.design.outcome.clone(),
            control: names[0].clone(),
            arms: arms(&names, &sums, &expected, sample_ratio.holds),
            sample_ratio,
            effects: Vec::new(),
            parts: Vec::new(),
            rankings: Vec::new(),
            covariates: self.design.covariates.clone(),
            alpha: self.design.alpha,
            notes: Vec::new(),
        };
        if !proof.sample_ratio.holds {
            return Ok(proof);
        }
        if sums.iter().any(|arm| arm.size() <= 0.0) {
            return Err(Error::BadSize);
        }
        check_covariates(&sums)
            .map_err(|redundant| Error::Redundant(self.design.covariates[redundant.0].clone()))?;
        proof.outcome.binary = is_by_person(&self.design) && sums.iter().all(Sums::is_binary);
        proof.notes = notes(&self.design, self.negative, &names, &sums);
        let by_part: Vec<(String, ByDay)> = std::mem::take(&mut self.parts.list)
            .into_iter()
            .zip(self.by_part)
            .map(|(name, tally)| (name, in_order(tally.finish(), &order)))
            .collect();
        let question = Question { design: &self.design, names: &names, order: &order };
        effects::answer(&question, whole, by_part, self.spool.as_mut(), &mut proof)?;
        if let (Some(score), Some(spool)) = (&self.design.score, &mut self.spool) {
            ranking::answer(&question, score, spool, &mut proof)?;
        }
        Ok(proof)
    }

    /// The arms, the control first and the others by name.
    fn order(&self) -> Result<Vec<u16>, Error> {
        let names = &self.arms.list;
        if let [] | [_] = names.as_slice() {
            return Err(names.first().map_or(Error::Empty, |one| Error::OneArm(one.clone())));
        }
        let mut sorted: Vec<u16> = (0u16..).take(names.len()).collect();
        sorted.sort_by_key(|&arm| &names[usize::from(arm)]);
        let listed =
            || sorted.iter().map(|&arm| names[usize::from(arm)].as_str()).collect::<Vec<_>>().join(", ");
        let named = self.design.shares.iter().map(|(name, _)| name).chain(&self.design.control);
        for name in named {
            if !names.contains(name) {
                return Err(Error::EmptyArm(name.clone(), listed()));
            }
        }
        let is_control = |name: &String| match &self.design.control {
            Some(control) => name == control,
            None => CONTROLS.contains(&name.trim().to_lowercase().as_str()),
        };
        let controls: Vec<u16> =
            sorted.iter().copied().filter(|&arm| is_control(&names[usize::from(arm)])).collect();
        let [control] = controls.as_slice() else { return Err(Error::WhichControl(listed())) };
        sorted.retain(|arm| arm != control);
        sorted.insert(0, *control);
        Ok(sorted)
    }
}

/// Whether every unit is one person whose outcome stands for itself.
pub(crate) fn is_by_person(design: &Design) -> bool {
    design.outcome.cluster.is_none() && design.outcome.per.is_none()
}

fn refused(why: Refused, arms: &Names, row: &Row<'_>) -> Error {
    match why {
        Refused::TooMany => Error::TooManyClusters,
        Refused::InArm(arm) => Error::ClusterInTwoArms {
            cluster: row.cluster.unwrap_or_default().to_owned(),
            one: arms.list[usize::from(arm)].clone(),
            other: row.arm.to_owned(),
        },
    }
}

/// The sums of every day with all arms in order; empty ones where nobody came.
fn in_order(by_day: ByDay, order: &[u16]) -> ByDay {
    let covariates = by_day.values().flatten().next().map_or(0, Sums::covariates);
    let of_day = |mut arms: Vec<Sums>| {
        arms.resize_with(order.len().max(arms.len()), || Sums::new(covariates));
        order.iter().map(|&arm| std::mem::replace(&mut arms[usize::from(arm)], Sums::new(0))).collect()
    };
    by_day.into_iter().map(|(day, arms)| (day, of_day(arms))).collect()
}

/// The arms over all days.
pub(crate) fn total(by_day: &ByDay, arms: usize) -> Vec<Sums> {
    let covariates = by_day.values().flatten().next().map_or(0, Sums::covariates);
    let mut all = vec![Sums::new(covariates); arms];
    for day in by_day.values() {
        all.iter_mut().zip(day).for_each(|(arm, more)| arm.merge(more));
    }
    all
}

/// Whether the arms are what was drawn, and how many units each was to have.
fn balance(design: &Design, names: &[String], sums: &[Sums]) -> Result<(SampleRatio, Vec<f64>), Error> {
    let share = |name: &String| {
        let given = design.shares.iter().find(|(arm, _)| arm == name).map(|(_, share)| *share);
        if design.shares.is_empty() { Ok(1.0) } else { given.ok_or_else(|| Error::NoShare(name.clone())) }
    };
    let shares: Vec<f64> = names.iter().map(share).collect::<Result<_, _>>()?;
    let units: Vec<u64> = sums.iter().map(Sums::units).collect();
    let p = sample_ratio(&units, &shares);
    let (all, whole) = (units.iter().sum::<u64>() as f64, shares.iter().sum::<f64>());
    let expected = shares.iter().map(|share| share / whole * all).collect();
    Ok((SampleRatio { p, limit: MISMATCH_BELOW, holds: p >= MISMATCH_BELOW }, expected))
}

fn arms(names: &[String], sums: &[Sums], expected: &[f64], shown: bool) -> Vec<Arm> {
    let rows = names.iter().zip(sums).zip(expected);
    rows.map(|((name, sums), &expected)| Arm {
        name: name.clone(),
        units: sums.units(),
        expected,
        size: sums.size(),
        mean: shown.then(|| sums.mean()),
        total: shown.then(|| sums.total()),
    })
    .collect()
}

fn notes(design: &Design, negative: u64, names: &[String], sums: &[Sums]) -> Vec<Note> {
    let mut notes = Vec::new();
    if design.planned.is_none() {
        notes.push(Note::TunedToWhatThereIs);
    }
    if negative > 0 {
        notes.push(Note::NegativeOutcomes { rows: negative });
    }
    for (name, arm) in names.iter().zip(sums) {
        let share = arm.largest_share();
        if share > ONE_DECIDES && !arm.is_binary() {
            notes.push(Note::OneDecides { arm: name.clone(), percent: (share * 100.0).round() as u8 });
        }
    }
    notes
}

#[cfg(test)]
mod tests {
    use domain::Day;
    use domain::proof::{Outcome, Verdict};

    use super::*;

    /// Two arms alike, the planned size far away.
    fn alike(coming: Option<u64>) -> Proof {
        let design = Design { planned: Some(5_000), ..Design::new(Outcome::default()) };
        let mut trial = Trial::new(design).coming(coming);
        for number in 0..1_000u32 {
            let row = Row {
                arm: if number % 2 == 0 { "control" } else { "treated" },
                outcome: f64::from(number / 2 % 2),
                size: 1.0,
                covariates: &[],
                cluster: None,
                part: None,
                day: Some(Day(20_000)),
                score: 0.0,
            };
            trial.add(&row).unwrap();
        }
        trial.judge().unwrap()
    }

    #[test]
    fn whoever_still_comes_is_waited_for_and_nobody_else() {
        for (coming, verdict, planned) in [
            (None, Verdict::Collecting, 5_000),
            (Some(200), Verdict::Collecting, 1_200),
            (Some(9_000), Verdict::Collecting, 5_000),
            (Some(0), Verdict::NothingFound, 1_000),
        ] {
            let effect = alike(coming).effects.remove(0);
            assert_eq!((effect.verdict, effect.planned), (verdict, planned), "{coming:?}");
            assert_eq!(effect.weeks_left == Some(0), coming == Some(0));
            assert_eq!(
                effect.per_unit,
                alike(None).effects[0].per_unit,
                "the interval stays as it was planned"
            );
        }
    }
}
