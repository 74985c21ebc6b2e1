//! The answer in sentences.

use domain::proof::{Effect, Proof, Ranking, Verdict};
use domain::worth::Estimate;

use super::figures::{Figures, p_value};
use crate::words::{count, cut, number, percent};

/// What may be claimed, a sentence an arm; or that the arms are not what was drawn.
pub fn verdicts(proof: &Proof) -> String {
    if !proof.sample_ratio.holds {
        return mismatch(proof);
    }
    let figures = Figures::of(proof);
    proof.effects.iter().map(|effect| verdict(proof, effect, &figures) + "\n").collect()
}

fn mismatch(proof: &Proof) -> String {
    let listed = |of: &dyn Fn(&domain::proof::Arm) -> String| {
        proof.arms.iter().map(of).collect::<Vec<String>>().join(" to ")
    };
    format!(
        "The arms are not what was drawn: {} where {} were to be expected, {}.\n\
         No effect is shown: who is missing is not missing by chance. Look for what loses or doubles people in one \
         arm (a filter after the draw, failed sends, bots, a join); or, if the draw had other shares, give them: \
         --shares {}.\n",
        listed(&|arm| format!("{} ({})", count(arm.units), cut(&arm.name, 28))),
        listed(&|arm| number(arm.expected, 0)),
        p_value(proof.sample_ratio.p),
        proof.arms.iter().map(|arm| format!("{}=..", cut(&arm.name, 28))).collect::<Vec<_>>().join(","),
    )
}

fn verdict(proof: &Proof, effect: &Effect, figures: &Figures) -> String {
    let (arm, control) = (cut(&effect.arm, 28), cut(&proof.control, 28));
    let Some(extra) = effect.per_unit else {
        return format!(
            "'{arm}' against '{control}': too few for proof. Fewer than 50 of an arm did anything, or fewer than 100 \
             are in, so nothing is claimed yet{}.",
            more(effect)
        );
    };
    let per = format!("{} per {} ({})", figures.change(extra.value), figures.each, between(extra, figures));
    let relative =
        effect.relative.map(|share| format!(", {} on the control", signed(share))).unwrap_or_default();
    let in_all = effect
        .in_all
        .filter(|_| proof.outcome.per.is_none())
        .map(|all| {
            format!(
                " In all {} ({} to {}).",
                figures.total(all.value),
                figures.total(all.low),
                figures.total(all.high)
            )
        })
        .unwrap_or_default();
    match effect.verdict {
        Verdict::Gain => format!("'{arm}' brings more than '{control}': {per}{relative}.{in_all}"),
        Verdict::Loss => format!("'{arm}' brings less than '{control}': {per}{relative}.{in_all}"),
        Verdict::NothingFound => format!(
            "No difference is shown between '{arm}' and '{control}': {per}. If there is one, it lies between these."
        ),
        Verdict::Collecting | Verdict::TooFew => {
            format!("'{arm}' against '{control}': still collecting{}. So far {per}.", more(effect))
        }
    }
}

fn between(it: Estimate, figures: &Figures) -> String {
    format!("{} to {}", figures.change(it.low), figures.change(it.high))
}

fn signed(share: f64) -> String {
    format!("{}{}", if share > 0.0 { "+" } else { "" }, percent(share))
}

/// How much is still to come.
fn more(effect: &Effect) -> String {
    let left = effect.planned.saturating_sub(effect.units);
    match effect.weeks_left {
        _ if left == 0 => String::new(),
        Some(weeks) => format!(", about {weeks} more week{}", if weeks == 1 { "" } else { "s" }),
        None => format!(", {} of {} are in", count(effect.units), count(effect.planned)),
    }
}

/// Whether the score ranks.
pub fn ranking(ranking: &Ranking, figures: &Figures) -> String {
    let Estimate { value, low, high } = ranking.qini;
    let says = match (low > 0.0, high < 0.0) {
        (true, _) => "ranks people by what they gain",
        (_, true) => "ranks people the wrong way round",
        _ => "is not shown to rank people by what they gain",
    };
    let perfect = ranking.of_perfect.map(|share| format!("; {} of a perfect ranking's", percent(share)));
    format!(
        "The score '{}' {says} by '{}'.\n  Qini area {} per {} of the arm ({} to {}){}; AUUC {} ({} to {}).\n",
        cut(&ranking.score, 28),
        cut(&ranking.arm, 28),
        figures.change(value),
        figures.each,
        figures.change(low),
        figures.change(high),
        perfect.unwrap_or_default(),
        figures.change(ranking.auuc.value),
        figures.change(ranking.auuc.low),
        figures.change(ranking.auuc.high),
    )
}

/// What the rule would bring.
pub fn policy(ranking: &Ranking, figures: &Figures) -> String {
    let Some(policy) = ranking.policy else { return String::new() };
    let constant = if policy.everybody > 0.0 { "treating everybody" } else { "treating nobody" };
    format!(
        "  Treating those above {} ({}) brings {} per {} over nobody, everybody {}; over {constant} {} ({}).\n",
        number(policy.threshold, 2),
        percent(policy.share),
        figures.change(policy.over_nobody),
        figures.each,
        figures.change(policy.everybody),
        figures.change(policy.gain.value),
        between(policy.gain, figures),
    )
}
