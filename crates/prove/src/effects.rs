//! From sums to effects: the whole, its days, its parts.

use domain::Day;
use domain::limits::TRIAL_PARTS_SHOWN;
use domain::proof::{Effect, Look, Note, Part, PartEffect, Proof, Verdict};
use domain::worth::Estimate;
use models::experiment::{Arms, Contrast, Sequence, Sums, is_ready};

use crate::design::Design;
use crate::error::Error;
use crate::spool::Spool;
use crate::tally::ByDay;
use crate::trial::{is_by_person, kept, total};

/// Looks shown at most.
const LOOKS_MAX: usize = 100;
/// Chance to see the smallest effect.
const POWER: f64 = 0.8;

/// What is asked, and of which arms.
pub(crate) struct Question<'a> {
    pub design: &'a Design,
    /// Names of the arms, the control first.
    pub names: &'a [String],
    /// Their numbers as rows have them, in the same order.
    pub order: &'a [u16],
}

impl Question<'_> {
    /// The place of an arm by the number that rows have.
    pub fn place(&self, arm: f64) -> Option<usize> {
        self.order.iter().position(|&number| f64::from(number) == arm)
    }

    /// Bonferroni: every arm against the control has its part of the chance to miss.
    fn alpha(&self) -> f64 {
        self.design.alpha / (self.names.len() - 1) as f64
    }
}

/// The arms of the whole or of a part, fitted.
struct Fitted {
    sums: Vec<Sums>,
    arms: Arms,
    /// HC2 variances of the arms' means, where units are people and there are covariates.
    variances: Option<Vec<f64>>,
}

impl Fitted {
    fn new(sums: Vec<Sums>) -> Self {
        Self { arms: Arms::adjusted(&sums), sums, variances: None }
    }

    fn contrast(&self, arm: usize) -> Contrast {
        match &self.variances {
            Some(variances) => self.arms.contrast_with(arm, 0, variances),
            None => self.arms.contrast(arm, 0),
        }
    }

    /// Whether anything may be claimed: there are enough, and they are not all alike.
    fn is_ready(&self, arm: usize) -> bool {
        is_ready([&self.sums[arm], &self.sums[0]]) && self.contrast(arm).standard_error > 0.0
    }

    fn units(&self) -> u64 {
        self.sums.iter().map(Sums::units).sum()
    }
}

/// Fills in the effects, and the parts where there are any.
pub(crate) fn answer(
    question: &Question<'_>,
    whole: ByDay,
    by_part: Vec<(String, ByDay)>,
    spool: Option<&mut Spool>,
    proof: &mut Proof,
) -> Result<(), Error> {
    let count = question.names.len();
    let mut fitted = Fitted::new(total(&whole, count));
    let mut parts: Vec<(usize, String, Fitted)> = by_part
        .into_iter()
        .enumerate()
        .map(|(number, (name, by_day))| (number, name, Fitted::new(total(&by_day, count))))
        .collect();
    parts.sort_by_key(|(_, _, part)| std::cmp::Reverse(part.units()));
    if parts.len() > TRIAL_PARTS_SHOWN {
        proof.notes.push(Note::PartsLeftOut { parts: (parts.len() - TRIAL_PARTS_SHOWN) as u64 });
        parts.truncate(TRIAL_PARTS_SHOWN);
    }
    if let (Some(spool), true) = (spool, fitted.arms.is_adjusted() && is_by_person(question.design)) {
        second_pass(question, &mut fitted, &mut parts, spool)?;
    }
    if !question.design.covariates.is_empty() && !fitted.arms.is_adjusted() {
        proof.notes.push(Note::NotAdjusted);
    }
    let units = fitted.units();
    let planned = question.design.planned.unwrap_or(units).max(1);
    let sequence = Sequence::tuned(planned, question.alpha());
    let looks = looks(&whole, count);
    let reach = question.design.coming.map_or(planned, |coming| planned.min(units + coming));
    let weeks_left = weeks_left(&whole, units, reach);
    proof.effects = (1..count)
        .map(|arm| {
            let mut effect = effect(&fitted, &sequence, arm, question, reach);
            effect.looks = looks.iter().filter_map(|(day, then)| look(*day, then, &sequence, arm)).collect();
            effect.weeks_left = weeks_left;
            effect
        })
        .collect();
    if proof.effects.iter().all(|effect| effect.verdict == Verdict::TooFew) {
        // Nothing is claimed, so nothing needs a caveat.
        proof.notes.retain(|note| !matches!(note, Note::NotAdjusted | Note::OneDecides { .. }));
    }
    let shared = question.alpha() / parts.len().max(1) as f64;
    let part = |(_, name, part): (usize, String, Fitted)| {
        let share = part.units() as f64 / units as f64;
        let sequence = Sequence::tuned((planned as f64 * share).ceil() as u64, shared);
        let one = |arm: usize| PartEffect {
            arm: question.names[arm].clone(),
            per_unit: part.is_ready(arm).then(|| every_look(&part.contrast(arm), &sequence, part.units())),
        };
        Part { name, units: part.units(), effects: (1..count).map(one).collect() }
    };
    proof.parts = parts.into_iter().map(part).collect();
    Ok(())
}

/// HC2 takes each row again, beside the lines fitted to all of them.
fn second_pass(
    question: &Question<'_>,
    whole: &mut Fitted,
    parts: &mut [(usize, String, Fitted)],
    spool: &mut Spool,
) -> Result<(), Error> {
    let most = parts.iter().map(|(number, ..)| number + 1).max().unwrap_or(0);
    let mut place = vec![None; most];
    parts.iter().enumerate().for_each(|(at, (number, ..))| place[*number] = Some(at));
    let mut of_whole = whole.arms.hc2();
    let mut of_parts: Vec<_> = parts.iter().map(|(_, _, part)| part.arms.hc2()).collect();
    let adjusted: Vec<bool> = parts.iter().map(|(_, _, part)| part.arms.is_adjusted()).collect();
    spool.each(|row| {
        let Some(arm) = question.place(row[kept::ARM]) else { return };
        let (outcome, covariates) = (row[kept::OUTCOME], &row[kept::COVARIATES..]);
        of_whole.add(arm, outcome, covariates);
        if let Some(Some(at)) = place.get(row[kept::PART] as usize) {
            of_parts[*at].add(arm, outcome, if adjusted[*at] { covariates } else { &[] });
        }
    })?;
    let variances = of_whole.variances();
    let of_parts: Vec<Vec<f64>> = of_parts.into_iter().map(|hc2| hc2.variances()).collect();
    whole.variances = Some(variances);
    parts.iter_mut().zip(of_parts).for_each(|((_, _, part), variances)| part.variances = Some(variances));
    Ok(())
}

fn around(value: f64, half: f64) -> Estimate {
    Estimate { value, low: value - half, high: value + half }
}

fn every_look(contrast: &Contrast, sequence: &Sequence, units: u64) -> Estimate {
    around(contrast.difference, sequence.half_width(contrast, units))
}

fn effect(fitted: &Fitted, sequence: &Sequence, arm: usize, question: &Question<'_>, reach: u64) -> Effect {
    let (contrast, units, ready) = (fitted.contrast(arm), fitted.units(), fitted.is_ready(arm));
    let per_unit = every_look(&contrast, sequence, units);
    let size = fitted.sums[arm].size();
    let control = fitted.arms.mean(0);
    let plain = Arms::plain(&fitted.sums).contrast(arm, 0);
    let reduction = 1.0 - (contrast.standard_error / plain.standard_error).powi(2);
    let smallest = || sequence.smallest(contrast.standard_error, units, reach, POWER);
    Effect {
        arm: question.names[arm].clone(),
        verdict: match (ready, per_unit) {
            (false, _) => Verdict::TooFew,
            (_, Estimate { low, .. }) if low > 0.0 => Verdict::Gain,
            (_, Estimate { high, .. }) if high < 0.0 => Verdict::Loss,
            _ if units >= reach => Verdict::NothingFound,
            _ => Verdict::Collecting,
        },
        per_unit: ready.then_some(per_unit),
        in_all: ready.then(|| {
            let Estimate { value, low, high } = per_unit;
            Estimate { value: value * size, low: low * size, high: high * size }
        }),
        relative: (ready && control > 0.0).then(|| contrast.difference / control),
        single_look: ready.then(|| around(contrast.difference, contrast.half_width(question.alpha()))),
        plain: ready.then(|| every_look(&plain, sequence, units)),
        variance_reduction: if ready && reduction.is_finite() { reduction } else { 0.0 },
        smallest: ready.then(smallest),
        units,
        planned: reach,
        weeks_left: None,
        looks: Vec::new(),
    }
}

/// The sums as they stood on the evenings of at most a hundred days, evenly among those there are.
fn looks(whole: &ByDay, count: usize) -> Vec<(Day, Fitted)> {
    let days = whole.len();
    let mut so_far = total(&ByDay::new(), count);
    let mut looks = Vec::new();
    for (at, (day, arms)) in whole.iter().enumerate() {
        if at == 0 {
            so_far = vec![Sums::new(arms.first().map_or(0, Sums::covariates)); count];
        }
        so_far.iter_mut().zip(arms).for_each(|(sum, more)| sum.merge(more));
        let is_look = (at + 1) * LOOKS_MAX / days > at * LOOKS_MAX / days;
        if let (Some(day), true) = (day, is_look || days <= LOOKS_MAX) {
            looks.push((*day, Fitted::new(so_far.clone())));
        }
    }
    looks
}

fn look(day: Day, then: &Fitted, sequence: &Sequence, arm: usize) -> Option<Look> {
    let (contrast, units) = (then.contrast(arm), then.units());
    then.is_ready(arm).then(|| Look {
        day,
        units,
        mean: then.arms.mean(arm),
        control: then.arms.mean(0),
        effect: every_look(&contrast, sequence, units),
    })
}

/// Weeks until so many are reached at the pace so far, rounded up; `None` without dates.
fn weeks_left(whole: &ByDay, units: u64, reach: u64) -> Option<u32> {
    let mut days = whole.keys().flatten();
    let first = *days.next()?;
    let last = days.next_back().copied().unwrap_or(first);
    let weeks = f64::from(last.0 - first.0 + 1) / 7.0;
    let left = reach.saturating_sub(units) as f64 / (units as f64 / weeks);
    Some(left.ceil().min(f64::from(u32::MAX)) as u32)
}
