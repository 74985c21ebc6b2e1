//! What a play earned, as sections: each question with both sides, the money, and who counts.

use askama::Template;
use domain::Money;
use domain::plays::{Arm, Goal};
use domain::proof::{Earned, Proof, Unproved};
use domain::worth::Estimate;
use locales::Words;

use super::figures::Outcomes;
use super::tables::{self, Table};
use super::{arms_said, charts, effects_said, lede, note_said};
use crate::chart::Figure;
use crate::worth::{Key, Keys, Weighed};

/// Charts of a question: the two sides, and their difference.
const FIGURES: [[&str; 2]; 3] = [["side-1", "apart-1"], ["side-2", "apart-2"], ["side-3", "apart-3"]];

/// All that a look at a play saw.
#[derive(Template)]
#[template(path = "proof/earned.html")]
pub(crate) struct EarnedBody {
    words: Words,
    /// Where the people of the arms are listed.
    arms: String,
    unproved: Option<Weighed>,
    keys: Keys,
    questions: Vec<Question>,
    cost: Vec<(String, String)>,
    claimed: bool,
    counts: Vec<(String, String)>,
}

/// What was asked of both sides.
struct Question {
    id: usize,
    name: String,
    verdicts: Vec<lede::Verdict>,
    arms: Table,
    /// The arms by their names in addresses, in the order of the table.
    sides: Vec<&'static str>,
    arms_said: Vec<String>,
    effects: Option<Table>,
    effects_said: Vec<String>,
    figures: Vec<Figure>,
    notes: Vec<String>,
}

impl EarnedBody {
    pub(crate) fn new(words: Words, earned: &Earned, base: &str) -> Self {
        let asked = questions(words, earned);
        let holds = asked.iter().all(|(_, proof)| proof.sample_ratio.holds);
        // Where the sides are not what was drawn, that is said once, and nothing else.
        let shown = asked.iter().take(if holds { asked.len() } else { 1 });
        let question = |(id, (name, proof)): (usize, &(String, Proof))| question(words, id, name, proof);
        Self {
            words,
            arms: format!("{base}/arms"),
            unproved: earned.unproved.map(|why| unproved(words, why, earned)),
            keys: Keys(if holds { keys(words, earned) } else { Vec::new() }),
            questions: shown.enumerate().map(question).collect(),
            cost: cost(words, earned),
            claimed: earned.profit.is_some(),
            counts: counts(words, earned),
        }
    }
}

/// What became of a play, in a line of a list.
pub(crate) fn in_short(words: Words, earned: &Earned) -> String {
    if earned.unproved == Some(Unproved::Owed) {
        return words.earned_so_far_owed();
    }
    let revenue = earned.revenue.as_ref();
    if revenue.is_some_and(|revenue| !revenue.sample_ratio.holds) {
        return words.earned_so_far_mismatch();
    }
    let money = |major: f64| words.money_about(major, earned.currency);
    match earned.profit {
        Some(Estimate { value, low, high }) => words.earned_so_far(money(value), money(low), money(high)),
        None if revenue.is_some() => words.earned_so_far_few(),
        None => words.earned_so_far_collecting(),
    }
}

fn unproved(words: Words, why: Unproved, earned: &Earned) -> Weighed {
    let counts = earned.counts;
    Weighed::new(&match why {
        Unproved::NobodyYet => words.earned_nobody_yet(words.number(counts.under_way)),
        Unproved::OneArm => words.earned_one_arm(),
        Unproved::Owed => words.earned_owed(words.number(counts.owed)),
        Unproved::TooMany => words.earned_too_many(),
    })
}

/// What was asked, what the play is for first.
fn questions(words: Words, earned: &Earned) -> Vec<(String, Proof)> {
    let reached = match earned.success.what {
        Goal::Return | Goal::Revenue => words.earned_return(),
        Goal::Visit => words.earned_visit(),
        Goal::Answer => words.earned_answer(),
    };
    let mut asked = vec![
        (reached, &earned.reached),
        (words.earned_revenue(), &earned.revenue),
        (words.earned_orders(), &earned.orders),
    ];
    if earned.success.what == Goal::Revenue {
        asked.swap(0, 1);
    }
    let told = asked.into_iter().filter_map(|(name, proof)| Some((name, proof.clone()?)));
    told.map(|(name, proof)| (name, named(words, proof))).collect()
}

/// A proof whose arms and covariates are called what people call them.
fn named(words: Words, mut proof: Proof) -> Proof {
    let arm = |name: &mut String| {
        *name = if name == Arm::Held.name() { words.earned_held() } else { words.earned_treated() };
    };
    arm(&mut proof.control);
    proof.arms.iter_mut().for_each(|one| arm(&mut one.name));
    proof.effects.iter_mut().for_each(|effect| arm(&mut effect.arm));
    for note in &mut proof.notes {
        if let domain::proof::Note::OneDecides { arm: of, .. } = note {
            arm(of);
        }
    }
    for covariate in &mut proof.covariates {
        let is_orders = covariate == "expected_orders";
        *covariate = if is_orders { words.earned_covariate_orders() } else { words.earned_covariate_value() };
    }
    if let Some(cluster) = &mut proof.outcome.cluster {
        *cluster = words.earned_organisation();
    }
    proof
}

fn question(words: Words, id: usize, name: &str, proof: &Proof) -> Question {
    let outcomes = Outcomes::of(words, proof);
    let shown = proof.effects.iter().any(|effect| effect.per_unit.is_some());
    let figures = FIGURES.get(id).zip(proof.effects.first().filter(|effect| effect.looks.len() > 1));
    Question {
        id,
        name: name.to_owned(),
        verdicts: lede::verdicts(words, proof, &outcomes),
        arms: tables::arms(words, proof, &outcomes),
        sides: vec![Arm::Held.name(), Arm::Treated.name()],
        arms_said: arms_said(words, proof),
        effects: shown.then(|| tables::effects(words, proof, &outcomes)),
        effects_said: effects_said(words, proof),
        figures: figures.map_or_else(Vec::new, |([side, apart], effect)| {
            vec![
                charts::side_by_side(words, effect, &proof.control, &outcomes, side),
                charts::course(words, effect, &outcomes, apart),
            ]
        }),
        notes: proof.notes.iter().map(|note| note_said(words, note)).collect(),
    }
}

fn keys(words: Words, earned: &Earned) -> Vec<Key> {
    let money = |major: f64| words.money_about(major, earned.currency);
    let key = |name: String, of: Estimate, said: &dyn Fn(f64) -> String| Key {
        name,
        figure: said(of.value),
        fine: words.format_range(said(of.low), said(of.high)),
        alarm: false,
    };
    let Some(profit) = earned.profit else { return Vec::new() };
    let effect = earned.revenue.as_ref().and_then(|revenue| revenue.effects.first());
    let extra = effect.and_then(|effect| effect.in_all);
    let cost = words.money(Money { minor: earned.cost.total(), currency: earned.currency });
    let mut keys: Vec<Key> =
        extra.map(|extra| key(words.earned_extra_revenue(), extra, &money)).into_iter().collect();
    keys.push(Key { name: words.earned_cost(), figure: cost, fine: String::new(), alarm: false });
    keys.push(key(words.earned_profit(), profit, &money));
    let percent = |share: f64| words.percent_with(share, 0);
    keys.extend(earned.profit_on_cost.map(|share| key(words.earned_profit_on_cost(), share, &percent)));
    keys
}

fn cost(words: Words, earned: &Earned) -> Vec<(String, String)> {
    let money = |minor| words.money(Money { minor, currency: earned.currency });
    let cost = earned.cost;
    vec![
        (words.earned_cost_gestures(), money(cost.gestures)),
        (words.earned_cost_certificates(), money(cost.certificates)),
        (words.earned_cost_written(), money(cost.written)),
        (words.earned_cost(), money(cost.total())),
    ]
}

fn counts(words: Words, earned: &Earned) -> Vec<(String, String)> {
    let counts = earned.counts;
    let always = [(words.earned_counted(), counts.counted), (words.earned_under_way(), counts.under_way)];
    let where_any = [
        (words.earned_conflicting(), counts.conflicting),
        (words.earned_merged(), counts.merged),
        (words.earned_other_share(), counts.other_share),
        (words.earned_foreign(), counts.foreign),
    ];
    let any = where_any.into_iter().filter(|(_, count)| *count > 0);
    always.into_iter().chain(any).map(|(name, count)| (name, words.number(count))).collect()
}
