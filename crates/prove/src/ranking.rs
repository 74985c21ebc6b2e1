//! Whether a score tells whom the gesture helps.

use domain::proof::{Note, Point, Policy, Proof, Ranking};
use domain::worth::Estimate;
use models::distribution::normal_quantile;
use models::experiment::{self, Scored};

use crate::effects::Question;
use crate::error::Error;
use crate::spool::Spool;
use crate::trial::kept;

const REPLICATES: u32 = 200;

/// Judges the score on every arm against the control.
pub(crate) fn answer(
    question: &Question<'_>,
    (score, threshold): &(String, f64),
    spool: &mut Spool,
    proof: &mut Proof,
) -> Result<(), Error> {
    let clustered = question.design.outcome.cluster.is_some();
    for arm in 1..question.names.len() {
        let mut people = Vec::new();
        spool.each(|row| {
            let place = question.place(row[kept::ARM]);
            if place == Some(0) || place == Some(arm) {
                let cluster = if clustered { row[kept::CLUSTER] as u32 } else { people.len() as u32 };
                let (score, outcome) = (row[kept::SCORE], row[kept::OUTCOME]);
                people.push(Scored { score, outcome, cluster, treated: place == Some(arm) });
            }
        })?;
        let alpha = question.design.alpha;
        let ranked = experiment::rank(&mut people, REPLICATES, question.design.seed, alpha);
        let policy = experiment::value(&people, *threshold);
        if policy.is_none() && !proof.notes.contains(&Note::ConstantRule) {
            proof.notes.push(Note::ConstantRule);
        }
        let estimate = |(value, low, high)| Estimate { value, low, high };
        proof.rankings.push(Ranking {
            score: score.clone(),
            arm: question.names[arm].clone(),
            curve: ranked.curve.iter().map(|point| Point { share: point.share, gain: point.gain }).collect(),
            qini: estimate(ranked.qini),
            auuc: estimate(ranked.auuc),
            of_perfect: ranked.of_perfect,
            policy: policy.map(|policy| {
                let half = normal_quantile(1.0 - 0.5 * alpha) * policy.standard_error;
                Policy {
                    threshold: *threshold,
                    share: policy.share,
                    over_nobody: policy.over_nobody,
                    everybody: policy.everybody,
                    gain: Estimate { value: policy.gain, low: policy.gain - half, high: policy.gain + half },
                }
            }),
        });
    }
    Ok(())
}
