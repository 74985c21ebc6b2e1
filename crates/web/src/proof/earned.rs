//! What a play earned, as sections: each question with both sides, the money, and who counts.

use askama::Template;
use domain::Money;
use domain::plays::{Arm, Goal};
use domain::proof::{Earned, Proof, Unproved, Verdict};
use domain::worth::Estimate;
use locales::Words;
use store::settings::MARGIN_UNKNOWN;

use super::figures::Outcomes;
use super::tables::{self, Table};
use super::{arms_said, charts, effects_said, lede, lists, note_said};
use crate::chart::Figure;
use crate::worth::{Key, Keys, Weighed};

/// Charts of a question: the two sides, and their difference.
const FIGURES: [[&str; 2]; 3] = [["side-1", "apart-1"], ["side-2", "apart-2"], ["side-3", "apart-3"]];

/// All that a look at a play saw.
#[derive(Template)]
#[template(path = "proof/earned.html")]
pub(crate) struct EarnedBody {
    words: Words,
    unproved: Option<Weighed>,
    /// How far it is, where it is not decided.
    course: Option<Weighed>,
    keys: Keys,
    /// Whether the sides are what was drawn, said of all questions at once.
    sides_said: Vec<String>,
    questions: Vec<Question>,
    money_says: String,
    /// Lines of the cost, what each comes to, and where its rows are.
    cost: Vec<(String, String, Option<String>)>,
    claimed: bool,
    /// The same of people.
    counts: Vec<(String, String, Option<String>)>,
}

/// What was asked of both sides.
struct Question {
    id: usize,
    name: String,
    verdicts: Vec<lede::Verdict>,
    arms: Table,
    /// The difference, in lines of a name and a figure.
    effect: Vec<(String, String)>,
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
        let sides = [Arm::Held, Arm::Treated].map(|arm| lists::side(words, earned, arm).which.address(base));
        let question =
            |(id, (name, proof)): (usize, &(String, Proof))| question(words, id, name, proof, &sides);
        let listed = |list: lists::List| (list.name, list.number, Some(list.which.address(base)));
        let foreign = Some(earned.counts.foreign).filter(|count| *count > 0);
        let foreign = foreign.map(|count| (words.earned_foreign(), words.number(count), None));
        Self {
            words,
            unproved: earned.unproved.map(|why| unproved(words, why, earned)),
            course: holds.then(|| course(words, earned)).flatten(),
            keys: Keys(if holds { keys(words, earned) } else { Vec::new() }),
            sides_said: asked.first().map_or_else(Vec::new, |(_, proof)| arms_said(words, proof)),
            questions: shown.enumerate().map(question).collect(),
            money_says: match margin(words, earned) {
                Some(margin) => words.earned_money_says_margin(margin),
                None => words.earned_money_says(),
            },
            cost: cost(words, earned, base),
            claimed: earned.profit.is_some(),
            counts: lists::people(words, earned).into_iter().map(listed).chain(foreign).collect(),
        }
    }
}

/// The margin profit was reckoned with, where one is known.
fn margin(words: Words, earned: &Earned) -> Option<String> {
    let mille = Some(earned.margin_mille).filter(|mille| *mille < MARGIN_UNKNOWN)?;
    Some(words.percent_with(f64::from(mille) / 1000.0, usize::from(mille % 10 != 0)))
}

/// Whether what is said of the revenue is a claim.
fn is_claimed(earned: &Earned) -> bool {
    let effect = earned.revenue.as_ref().and_then(|revenue| revenue.effects.first());
    effect.is_some_and(|effect| matches!(effect.verdict, Verdict::Gain | Verdict::Loss))
}

/// How far the trial is on its way to as many as were planned.
fn course(words: Words, earned: &Earned) -> Option<Weighed> {
    let effect = earned.revenue.as_ref()?.effects.first()?;
    if effect.units >= effect.planned {
        return None;
    }
    let (units, planned) = (words.number(effect.units), words.number(effect.planned));
    Some(Weighed::new(&match effect.weeks_left {
        Some(weeks) => words.earned_course(words.span_weeks(u64::from(weeks)), units, planned),
        None => words.earned_course_open(units, planned),
    }))
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
        Some(Estimate { low, high, .. }) if !is_claimed(earned) => {
            words.earned_so_far_open(money(low), money(high))
        }
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

fn question(words: Words, id: usize, name: &str, proof: &Proof, sides: &[String; 2]) -> Question {
    let outcomes = Outcomes::of(words, proof);
    let shown = proof.effects.iter().any(|effect| effect.per_unit.is_some());
    let figures = FIGURES.get(id).zip(proof.effects.first().filter(|effect| effect.looks.len() > 1));
    let effect = tables::effects(words, proof, &outcomes);
    let line = effect.rows.into_iter().next().filter(|_| shown).unwrap_or_default();
    let mut arms = tables::arms(words, proof, &outcomes);
    // The control first, as the arms of a proof are.
    arms.leads = sides.to_vec();
    Question {
        id,
        name: name.to_owned(),
        verdicts: lede::headlines(words, proof, &outcomes),
        arms,
        effect: effect.head.into_iter().zip(line).skip(1).collect(),
        effects_said: if shown { effects_said(words, proof) } else { Vec::new() },
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
    let claimed = is_claimed(earned);
    let money = |major: f64| words.money_about(major, earned.currency);
    let key = |name: String, of: Estimate, said: &dyn Fn(f64) -> String| Key {
        name,
        figure: if claimed { said(of.value) } else { words.earned_open() },
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
    let (left, on_cost) = match margin(words, earned) {
        Some(_) => (words.earned_profit(), words.earned_profit_on_cost()),
        None => (words.earned_left(), words.earned_left_on_cost()),
    };
    keys.push(key(left, profit, &money));
    let percent = |share: f64| words.percent_with(share, 0);
    keys.extend(earned.profit_on_cost.map(|share| key(on_cost, share, &percent)));
    keys
}

fn cost(words: Words, earned: &Earned, base: &str) -> Vec<(String, String, Option<String>)> {
    let lines = lists::spent(words, earned).into_iter();
    let total = words.money(Money { minor: earned.cost.total(), currency: earned.currency });
    let line = |list: lists::List| (list.name, list.number, Some(list.which.address(base)));
    lines.map(line).chain([(words.earned_cost(), total, None)]).collect()
}
