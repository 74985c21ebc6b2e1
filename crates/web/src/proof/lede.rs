//! The opening: what may be claimed, a sentence an arm.

use domain::proof::{self, Effect, Proof};
use locales::Words;

use super::figures::{Outcomes, chance};
use crate::worth::{Key, Weighed};

/// What may be said of one arm, and what it rests on.
pub(super) struct Verdict {
    pub headline: Weighed,
    pub sentences: Vec<String>,
}

pub(super) fn verdicts(words: Words, proof: &Proof, outcomes: &Outcomes) -> Vec<Verdict> {
    if !proof.sample_ratio.holds {
        let headline = Weighed::new(&words.proof_mismatch(chance(words, proof.sample_ratio.p)));
        return vec![Verdict { headline, sentences: vec![words.proof_mismatch_do()] }];
    }
    proof.effects.iter().map(|effect| verdict(words, proof, effect, outcomes)).collect()
}

fn verdict(words: Words, proof: &Proof, effect: &Effect, outcomes: &Outcomes) -> Verdict {
    let (arm, control) = (effect.arm.as_str(), proof.control.as_str());
    let Some(extra) = effect.per_unit else {
        let headline = Weighed::new(&words.proof_few(arm, control));
        return Verdict { headline, sentences: still_to_come(words, effect) };
    };
    let (low, high) = (outcomes.change(extra.low), outcomes.change(extra.high));
    let value = outcomes.change(extra.value);
    let said = match effect.verdict {
        proof::Verdict::Gain => words.proof_gain(arm, control, value, low, high),
        proof::Verdict::Loss => words.proof_loss(arm, control, value, low, high),
        proof::Verdict::NothingFound => words.proof_nothing(arm, control, low, high),
        proof::Verdict::Collecting | proof::Verdict::TooFew => {
            words.proof_collecting(arm, control, value, low, high)
        }
    };
    let claimed = matches!(effect.verdict, proof::Verdict::Gain | proof::Verdict::Loss);
    let relative = effect.relative.filter(|_| claimed);
    let mut sentences: Vec<String> =
        relative.map(|share| words.proof_relative(words.percent(share))).into_iter().collect();
    sentences.extend(still_to_come(words, effect));
    Verdict { headline: Weighed::new(&said), sentences }
}

/// The same without what it rests on.
pub(super) fn headlines(words: Words, proof: &Proof, outcomes: &Outcomes) -> Vec<Verdict> {
    let coming: Vec<String> = proof.effects.iter().flat_map(|effect| still_to_come(words, effect)).collect();
    let mut verdicts = verdicts(words, proof, outcomes);
    verdicts.iter_mut().for_each(|verdict| verdict.sentences.retain(|said| !coming.contains(said)));
    verdicts
}

fn still_to_come(words: Words, effect: &Effect) -> Vec<String> {
    if effect.units >= effect.planned {
        return Vec::new();
    }
    let so_far = words.proof_drawn_of(words.number(effect.units), words.number(effect.planned));
    let weeks = effect.weeks_left.map(|weeks| words.proof_weeks_left(words.span_weeks(u64::from(weeks))));
    std::iter::once(so_far).chain(weeks).collect()
}

/// Figures of the first arm that has any.
pub(super) fn keys(words: Words, proof: &Proof, outcomes: &Outcomes) -> Vec<Key> {
    let shown = proof.effects.iter().find_map(|effect| Some((effect, effect.per_unit?)));
    let Some((effect, extra)) = shown else { return Vec::new() };
    let key = |name: String, figure: String, fine: String| Key { name, figure, fine, alarm: false };
    let per = match &proof.outcome.per {
        Some(per) => words.proof_key_per(per.as_str()),
        None => words.proof_key_person(),
    };
    let mut keys = vec![key(per, outcomes.change(extra.value), outcomes.range(extra))];
    if let (Some(all), None) = (effect.in_all, &proof.outcome.per) {
        let range = words.format_range(outcomes.total(all.low), outcomes.total(all.high));
        keys.push(key(words.proof_key_all(), outcomes.total(all.value), range));
    }
    if !proof.covariates.is_empty() {
        let taken = words.percent(effect.variance_reduction);
        keys.push(key(words.proof_key_reduction(), taken, String::new()));
    }
    if let Some(smallest) = effect.smallest {
        keys.push(key(words.proof_key_smallest(), outcomes.change(smallest), String::new()));
    }
    keys
}
