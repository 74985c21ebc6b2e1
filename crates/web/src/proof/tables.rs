//! Arms, effects and parts in rows.

use domain::proof::{Arm, Effect, Proof};
use locales::Words;

use super::figures::Outcomes;

/// A table whose first columns are names.
pub(super) struct Table {
    pub head: Vec<String>,
    pub rows: Vec<Vec<String>>,
    /// How many columns from the start hold names, not figures.
    pub names: usize,
    /// Where each row leads; empty where they lead nowhere.
    pub leads: Vec<String>,
}

impl Table {
    /// Where the row of this number leads.
    pub(super) fn lead(&self, row: &usize) -> Option<&String> {
        self.leads.get(*row)
    }
}

pub(super) fn arms(words: Words, proof: &Proof, outcomes: &Outcomes) -> Table {
    let sized = proof.outcome.cluster.is_some() || proof.outcome.per.is_some();
    let units = match &proof.outcome.cluster {
        Some(cluster) => words.proof_clusters(cluster.as_str()),
        None => words.proof_people(),
    };
    let mut head = vec![words.proof_arm(), units, words.proof_as_drawn()];
    if sized {
        head.push(proof.outcome.per.clone().unwrap_or_else(|| words.proof_people()));
    }
    head.extend([words.proof_mean(), words.proof_total()]);
    let row = |arm: &Arm| {
        let mut row = vec![arm.name.clone(), words.number(arm.units), words.decimal(arm.expected, 0)];
        if sized {
            row.push(words.decimal(arm.size, 0));
        }
        let none = || words.none().to_owned();
        row.push(arm.mean.map_or_else(none, |mean| outcomes.mean(mean)));
        row.push(arm.total.map_or_else(none, |total| outcomes.total(total)));
        row
    };
    Table { head, rows: proof.arms.iter().map(row).collect(), names: 1, leads: Vec::new() }
}

pub(super) fn effects(words: Words, proof: &Proof, outcomes: &Outcomes) -> Table {
    let adjusted = !proof.covariates.is_empty();
    let summed = proof.outcome.per.is_none();
    let mut head =
        vec![words.proof_arm(), words.proof_extra(), words.proof_every_look(), words.proof_one_look()];
    if summed {
        head.push(words.proof_key_all());
    }
    if adjusted {
        head.extend([words.proof_plain(), words.proof_key_reduction()]);
    }
    head.push(words.proof_key_smallest());
    let row = |effect: &Effect| {
        let none = || words.none().to_owned();
        let mut row = vec![
            effect.arm.clone(),
            effect.per_unit.map_or_else(none, |it| outcomes.change(it.value)),
            effect.per_unit.map_or_else(none, |it| outcomes.range(it)),
            effect.single_look.map_or_else(none, |it| outcomes.range(it)),
        ];
        if summed {
            let total = |major: f64| outcomes.total(major);
            row.push(effect.in_all.map_or_else(none, |it| words.format_range(total(it.low), total(it.high))));
        }
        if adjusted {
            row.push(effect.plain.map_or_else(none, |it| outcomes.range(it)));
            row.push(words.percent(effect.variance_reduction));
        }
        row.push(effect.smallest.map_or_else(none, |smallest| outcomes.change(smallest)));
        row
    };
    Table { head, rows: proof.effects.iter().map(row).collect(), names: 1, leads: Vec::new() }
}

pub(super) fn parts(words: Words, proof: &Proof, outcomes: &Outcomes) -> Table {
    let several = proof.effects.len() > 1;
    let mut head = vec![words.proof_part()];
    if several {
        head.push(words.proof_arm());
    }
    head.extend([words.proof_people(), words.proof_extra(), words.proof_every_look()]);
    let rows = proof.parts.iter().flat_map(|part| {
        part.effects.iter().map(|effect| {
            let mut row = vec![part.name.clone()];
            if several {
                row.push(effect.arm.clone());
            }
            row.push(words.number(part.units));
            row.extend(match effect.per_unit {
                Some(it) => [outcomes.change(it.value), outcomes.range(it)],
                None => [words.proof_too_few(), words.none().to_owned()],
            });
            row
        })
    });
    Table { head, rows: rows.collect(), names: 1 + usize::from(several), leads: Vec::new() }
}
