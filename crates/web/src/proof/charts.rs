//! The course of a trial, and whom it helps.

use domain::proof::{Effect, Look, Point, Proof, Ranking};
use locales::Words;

use super::figures::Outcomes;
use crate::chart::{Figure, Format, Mark, Plot, Rule, Series, Table, Tone, X, XAxis, YAxis};

/// Arms drawn; the table has all.
const COURSES: [&str; 4] = ["course-1", "course-2", "course-3", "course-4"];
const CURVES: [&str; 4] = ["curve-1", "curve-2", "curve-3", "curve-4"];

pub(super) fn courses(words: Words, proof: &Proof, outcomes: &Outcomes) -> Vec<Figure> {
    let told = proof.effects.iter().filter(|effect| effect.looks.len() > 1);
    told.zip(COURSES).map(|(effect, id)| course(words, effect, outcomes, id)).collect()
}

pub(super) fn course(words: Words, effect: &Effect, outcomes: &Outcomes, id: &'static str) -> Figure {
    let looks = &effect.looks;
    let of = |value: fn(&Look) -> f64| looks.iter().map(move |look| Some(value(look)));
    let rows = looks.iter().map(|look| {
        vec![
            words.day(look.day),
            words.number(look.units),
            outcomes.mean(look.control),
            outcomes.mean(look.mean),
            outcomes.change(look.effect.value),
            outcomes.range(look.effect),
        ]
    });
    let head = [
        words.proof_day(),
        words.proof_people(),
        words.proof_mean(),
        effect.arm.clone(),
        words.proof_difference(),
        words.proof_every_look(),
    ];
    Figure {
        words,
        id,
        title: words.proof_course_title(effect.arm.as_str()),
        about: words.proof_course_about(),
        table: Table::new(head, rows),
        plot: Plot {
            x: XAxis::Day,
            xs: looks.iter().map(|look| X::Name(look.day.to_string())).collect(),
            y: YAxis::from(outcomes.format()),
            series: vec![
                Series::new(&words.proof_interval(), Mark::Area, Tone::Pale, of(|look| look.effect.high))
                    .above(of(|look| look.effect.low)),
                Series::new(&words.proof_difference(), Mark::Line, Tone::Leaf, of(|look| look.effect.value)),
            ],
            rules: vec![Rule::at_y(0.0, words.proof_zero())],
            ratio: 0.42,
        },
    }
}

/// Both arms, day by day.
pub(super) fn side_by_side(
    words: Words,
    effect: &Effect,
    control: &str,
    outcomes: &Outcomes,
    id: &'static str,
) -> Figure {
    let looks = &effect.looks;
    let rows = looks
        .iter()
        .map(|look| vec![words.day(look.day), outcomes.mean(look.control), outcomes.mean(look.mean)]);
    let of = |value: fn(&Look) -> f64| looks.iter().map(move |look| Some(value(look)));
    Figure {
        words,
        id,
        title: words.earned_side(),
        about: words.earned_side_about(),
        table: Table::new([words.proof_day(), control.to_owned(), effect.arm.clone()], rows),
        plot: Plot {
            x: XAxis::Day,
            xs: looks.iter().map(|look| X::Name(look.day.to_string())).collect(),
            y: YAxis::from(outcomes.format()),
            series: vec![
                Series::new(control, Mark::Line, Tone::Ink, of(|look| look.control)).dashed(),
                Series::new(&effect.arm, Mark::Line, Tone::Leaf, of(|look| look.mean)),
            ],
            rules: Vec::new(),
            ratio: 0.42,
        },
    }
}

/// A score judged.
pub(super) struct Ranked {
    pub sentences: Vec<String>,
    pub curve: Figure,
}

pub(super) fn rankings(words: Words, proof: &Proof, outcomes: &Outcomes) -> Vec<Ranked> {
    proof.rankings.iter().zip(CURVES).map(|(ranking, id)| ranked(words, ranking, outcomes, id)).collect()
}

fn ranked(words: Words, ranking: &Ranking, outcomes: &Outcomes, id: &'static str) -> Ranked {
    let qini = ranking.qini;
    let (score, value) = (ranking.score.as_str(), outcomes.change(qini.value));
    let (low, high) = (outcomes.change(qini.low), outcomes.change(qini.high));
    let mut sentences = vec![match (qini.low > 0.0, qini.high < 0.0) {
        (true, _) => words.proof_ranks(score, value, low, high),
        (_, true) => words.proof_ranks_wrong(score, value, low, high),
        _ => words.proof_ranks_not(score, value, low, high),
    }];
    if let Some(policy) = ranking.policy {
        let (rule, everybody) = (outcomes.change(policy.over_nobody), outcomes.change(policy.everybody));
        let threshold = words.decimal(policy.threshold, 2);
        sentences.push(words.proof_policy(threshold, words.percent(policy.share), rule, everybody));
        let gain = policy.gain;
        sentences.push(words.proof_policy_gain(
            outcomes.change(gain.value),
            outcomes.change(gain.low),
            outcomes.change(gain.high),
        ));
    }
    Ranked { sentences, curve: curve(words, ranking, outcomes, id) }
}

fn curve(words: Words, ranking: &Ranking, outcomes: &Outcomes, id: &'static str) -> Figure {
    let points = &ranking.curve;
    let end = points.last().map_or(0.0, |last| last.gain);
    let rows = points.iter().map(|point| {
        vec![
            words.percent_with(point.share, 0),
            outcomes.change(point.gain),
            outcomes.change(point.share * end),
        ]
    });
    let head = [words.proof_targeted(), words.proof_by_score(), words.proof_by_chance()];
    let of =
        |value: &dyn Fn(&Point) -> f64| points.iter().map(|point| Some(value(point))).collect::<Vec<_>>();
    Figure {
        words,
        id,
        title: words.proof_curve_title(ranking.arm.as_str()),
        about: words.proof_curve_about(),
        table: Table::new(head, rows),
        plot: Plot {
            x: XAxis::Number { format: Format::PERCENT },
            xs: points.iter().map(|point| X::Number(point.share)).collect(),
            y: YAxis::from(outcomes.format()),
            series: vec![
                Series::new(&words.proof_by_chance(), Mark::Line, Tone::Ink, of(&|point| point.share * end))
                    .dashed(),
                Series::new(&words.proof_by_score(), Mark::Line, Tone::Leaf, of(&|point| point.gain)),
            ],
            rules: Vec::new(),
            ratio: 0.42,
        },
    }
}
