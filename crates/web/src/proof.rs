//! The figures of a [`Proof`] as sections of words, charts and tables.

mod charts;
mod earned;
mod figures;
mod lede;
pub(crate) mod lists;
mod tables;

use askama::Template;
use domain::proof::{Note, Proof};
use locales::Words;

use crate::chart::Figure;
use crate::worth::Keys;
use crate::worth::taken::base_name;
use charts::Ranked;
pub(crate) use earned::{EarnedBody, in_short};
use figures::Outcomes;
use lede::Verdict;
use tables::Table;

/// What a trial showed: the verdicts, and below them what they stand on.
#[derive(Template)]
#[template(path = "proof/body.html")]
pub(crate) struct ProofBody {
    words: Words,
    verdicts: Vec<Verdict>,
    keys: Keys,
    arms: Table,
    arms_said: Vec<String>,
    effects: Option<Table>,
    effects_said: Vec<String>,
    courses: Vec<Figure>,
    parts: Option<Table>,
    rankings: Vec<Ranked>,
    notes: Vec<String>,
    read: Vec<String>,
}

impl ProofBody {
    pub(crate) fn new(words: Words, proof: &Proof) -> Self {
        let outcomes = Outcomes::of(words, proof);
        let shown = proof.effects.iter().any(|effect| effect.per_unit.is_some());
        Self {
            words,
            verdicts: lede::verdicts(words, proof, &outcomes),
            keys: Keys(lede::keys(words, proof, &outcomes)),
            arms: tables::arms(words, proof, &outcomes),
            arms_said: arms_said(words, proof),
            effects: shown.then(|| tables::effects(words, proof, &outcomes)),
            effects_said: effects_said(words, proof),
            courses: charts::courses(words, proof, &outcomes),
            parts: (!proof.parts.is_empty()).then(|| tables::parts(words, proof, &outcomes)),
            rankings: charts::rankings(words, proof, &outcomes),
            notes: proof.notes.iter().map(|note| note_said(words, note)).collect(),
            read: proof
                .taken
                .iter()
                .map(|taken| words.proof_data_read(words.number(taken.rows), base_name(&taken.file)))
                .collect(),
        }
    }
}

fn arms_said(words: Words, proof: &Proof) -> Vec<String> {
    let ratio = &proof.sample_ratio;
    let held = ratio.holds.then(|| words.proof_arms_hold(figures::chance(words, ratio.p)));
    held.into_iter().chain([words.proof_arms_definition(words.decimal(ratio.limit, 3))]).collect()
}

fn effects_said(words: Words, proof: &Proof) -> Vec<String> {
    let planned = proof.effects.first().map_or(0, |effect| effect.planned);
    let level = words.percent(1.0 - proof.alpha);
    let mut said = vec![words.proof_effects_definition(level, words.number(planned))];
    if proof.effects.len() > 1 {
        said.push(words.proof_shared(words.number(proof.effects.len() as u64)));
    }
    if !proof.covariates.is_empty() && !proof.notes.contains(&Note::NotAdjusted) {
        said.push(words.proof_adjusted(proof.covariates.join(", ")));
    }
    said
}

fn note_said(words: Words, note: &Note) -> String {
    match note {
        Note::TunedToWhatThereIs => words.proof_note_planned(),
        Note::EmptyCovariate { name, rows } => words.proof_note_covariate(name.as_str(), words.number(*rows)),
        Note::NegativeOutcomes { rows } => words.proof_note_negative(words.number(*rows)),
        Note::OneDecides { arm, percent } => {
            words.proof_note_one(words.percent_with(f64::from(*percent) / 100.0, 0), arm.as_str())
        }
        Note::NotAdjusted => words.proof_note_adjusted(),
        Note::PartsLeftOut { parts } => words.proof_note_parts(words.number(*parts)),
        Note::ConstantRule => words.proof_note_rule(),
    }
}
