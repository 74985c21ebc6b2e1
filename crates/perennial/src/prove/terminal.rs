//! A trial as a terminal shows it: the sentence first, then the tables behind it.

mod figures;
mod said;

use domain::proof::{Effect, Note, Proof};

use self::figures::{Figures, p_value};
use crate::words::{count, cut, heading, number, percent, sparkline, table};

/// The whole summary, ending with a line break.
pub fn render(proof: &Proof) -> String {
    let mut parts = vec![said::verdicts(proof), arms(proof)];
    if proof.sample_ratio.holds {
        parts.extend([effects(proof), course(proof), by_part(proof), rankings(proof)]);
    }
    parts.push(notes(proof));
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<String>>().join("\n")
}

fn arms(proof: &Proof) -> String {
    let figures = Figures::of(proof);
    let sized = proof.outcome.cluster.is_some() || proof.outcome.per.is_some();
    let size = proof.outcome.per.clone().unwrap_or_else(|| "people".to_owned());
    let mut header = vec!["arm", figures.units, "as drawn"];
    if sized {
        header.push(size.as_str());
    }
    header.extend(["mean", "total"]);
    let row = |arm: &domain::proof::Arm| {
        let mut row = vec![cut(&arm.name, 28), count(arm.units), number(arm.expected, 0)];
        if sized {
            row.push(number(arm.size, 0));
        }
        row.push(arm.mean.map_or_else(hidden, |mean| figures.mean(mean)));
        row.push(arm.total.map_or_else(hidden, |total| figures.total(total)));
        row
    };
    let rows: Vec<Vec<String>> = proof.arms.iter().map(row).collect();
    let ratio = &proof.sample_ratio;
    let said = if ratio.holds { "as they may be" } else { "not what was drawn" };
    format!("{}{}", table(&header, &rows), format_args!("  sizes {said}: chi-square {}\n", p_value(ratio.p)))
}

fn hidden() -> String {
    "not shown".to_owned()
}

fn effects(proof: &Proof) -> String {
    let figures = Figures::of(proof);
    let shown: Vec<&Effect> = proof.effects.iter().filter(|effect| effect.per_unit.is_some()).collect();
    if shown.is_empty() {
        return String::new();
    }
    let interval = |it: Option<domain::worth::Estimate>| {
        it.map_or_else(hidden, |it| format!("{} to {}", figures.change(it.low), figures.change(it.high)))
    };
    let row = |effect: &&Effect| {
        vec![
            cut(&effect.arm, 28),
            effect.per_unit.map_or_else(hidden, |it| figures.change(it.value)),
            interval(effect.per_unit),
            interval(effect.single_look),
            if proof.covariates.is_empty() { "-".to_owned() } else { percent(effect.variance_reduction) },
            effect.smallest.map_or_else(hidden, |smallest| figures.change(smallest)),
        ]
    };
    let each = format!("extra per {}", figures.each);
    let header = [
        "against control",
        each.as_str(),
        "at every look",
        "at one look only",
        "variance less",
        "least seen",
    ];
    let level = percent(1.0 - proof.alpha);
    let several = match proof.effects.len() {
        1 => String::new(),
        arms => format!(" The chance to miss is shared by {arms} arms (Bonferroni)."),
    };
    let adjusted = match proof.covariates.as_slice() {
        [] => String::new(),
        known => format!(" Adjusted for {} (Lin 2013, HC2).", known.join(", ")),
    };
    format!(
        "{}  Intervals at every look hold {level} of the time however often one looks; those at one look only where \
         it was decided on beforehand.{several}{adjusted} Least seen: the smallest effect that shows with 80 % chance \
         by the planned {}.\n",
        table(&header, &shown.iter().map(row).collect::<Vec<_>>()),
        count(proof.effects.first().map_or(0, |effect| effect.planned)),
    )
}

fn course(proof: &Proof) -> String {
    let line = |effect: &Effect| {
        let (first, last) = (effect.looks.first()?, effect.looks.last()?);
        if first.day == last.day {
            return None;
        }
        let drawn = |of: fn(&domain::proof::Look) -> f64| {
            sparkline(&effect.looks.iter().map(|look| Some(of(look))).collect::<Vec<_>>())
        };
        Some(format!(
            "  {} from {} to {}\n    effect     {}\n    lower end  {}\n",
            cut(&effect.arm, 28),
            first.day,
            last.day,
            drawn(|look| look.effect.value),
            drawn(|look| look.effect.low),
        ))
    };
    let lines: String = proof.effects.iter().filter_map(line).collect();
    if lines.is_empty() { lines } else { heading("Day by day") + &lines }
}

fn by_part(proof: &Proof) -> String {
    if proof.parts.is_empty() {
        return String::new();
    }
    let figures = Figures::of(proof);
    let rows = proof.parts.iter().flat_map(|part| {
        part.effects.iter().map(|effect| {
            let (value, interval) = match effect.per_unit {
                Some(it) => (
                    figures.change(it.value),
                    format!("{} to {}", figures.change(it.low), figures.change(it.high)),
                ),
                None => ("too few".to_owned(), String::new()),
            };
            vec![
                cut(&part.name, 28),
                format!(" {}", cut(&effect.arm, 28)),
                count(part.units),
                value,
                interval,
            ]
        })
    });
    let each = format!("extra per {}", figures.each);
    let header = ["part", " arm", figures.units, each.as_str(), "at every look"];
    format!(
        "{}{}  The chance to miss is shared by all lines; a difference between parts that was not asked about \
         beforehand is a question for the next trial, not an answer.\n",
        heading("By part"),
        table(&header, &rows.collect::<Vec<_>>()),
    )
}

fn rankings(proof: &Proof) -> String {
    let figures = Figures::of(proof);
    let one = |ranking: &domain::proof::Ranking| {
        let curve: Vec<Option<f64>> = ranking.curve.iter().map(|point| Some(point.gain)).collect();
        let thinned: Vec<Option<f64>> =
            curve.iter().step_by(curve.len().div_ceil(50).max(1)).copied().collect();
        format!(
            "{}  {}\n{}",
            said::ranking(ranking, &figures),
            sparkline(&thinned),
            said::policy(ranking, &figures)
        )
    };
    proof.rankings.iter().map(one).collect::<Vec<String>>().join("\n")
}

fn notes(proof: &Proof) -> String {
    let lines = proof.notes.iter().map(|note| format!("Note: {}\n", note_said(note)));
    lines.collect()
}

fn note_said(note: &Note) -> String {
    match note {
        Note::TunedToWhatThereIs => {
            "no planned size was given, so the intervals are tuned to what there is. Where \
             the trial goes on and is looked at again, give --planned, the same each time."
                .to_owned()
        }
        Note::EmptyCovariate { name, rows } => {
            format!("{} rows have no {name}; they count as 0 there.", count(*rows))
        }
        Note::NegativeOutcomes { rows } => {
            format!("{} outcomes are below zero; they are taken as written.", count(*rows))
        }
        Note::OneDecides { arm, percent } => {
            format!(
                "one alone makes up {percent} % of the spread in '{arm}'; look whether it is what it seems."
            )
        }
        Note::NotAdjusted => {
            "an arm is too small or too uniform to tell what the covariates do, so nothing was \
             adjusted for."
                .to_owned()
        }
        Note::PartsLeftOut { parts } => format!("{} smaller parts are left out.", count(*parts)),
        Note::ConstantRule => {
            "by the threshold the rule would treat everybody or nobody, so there is nothing to \
             compare; give --threshold a score in between."
                .to_owned()
        }
    }
}
