//! The model of Fellegi & Sunter (1969) with more classes, as Winkler (1993) and Larsen & Rubin (2001)
//! found that households ask for: a pair is one person, two people of one home, two namesakes of one
//! home (father and son), or two strangers, and in each class the comparisons agree independently with probabilities of their own.
//! Those of strangers come from random pairs, the others by expectation and maximisation over the
//! pairs that blocking gives (Winkler 1988), held near what is known by Dirichlet priors, so that a
//! shop with thirty customers is scored by these alone.

use std::collections::HashMap;

use domain::merging::{Comparison, Level, Weighed};
use serde::{Deserialize, Serialize};

use super::compare::{COMPARISONS, Levels, level};

/// Pseudo-observations behind the prior of each comparison.
const PRIOR: f64 = 60.0;
/// Steps of the estimation; it stands still well before.
const STEPS: usize = 60;
/// The share of people with a second row, of pairs of one home and of namesakes of one home, before
/// anything is seen.
const DOUBLES: f64 = 0.02;
const HOMES: f64 = 0.2;
const NAMESAKES: f64 = 0.005;
/// How far the e-mail addresses of strangers of one name agree, likewise; one that is more than
/// the name only by mistake.
const NAMESAKES_EMAIL: [f64; 6] = [1e-6, 1e-4, 1e-5, 1e-3, 1e-2, 0.988_889];
/// No level is rarer than this in any class.
const FLOOR: f64 = 1e-8;

/// Probabilities of each level of each comparison, given that both sides speak.
type Table = [Vec<f64>; 6];

/// The four classes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Mixture {
    /// In one person.
    person: Table,
    /// In two people of one home.
    home: Table,
    /// In two namesakes of one home.
    namesakes: Table,
    /// In strangers.
    strangers: Table,
    /// The share of all pairs that are one person, of one home, and namesakes of one home.
    shares: [f64; 3],
    /// How much more often strangers share both names than chance alone has it: languages come with
    /// their names.
    both_names: f64,
    /// How far the e-mail addresses of strangers of one name agree: addresses are made of names.
    namesakes_email: Vec<f64>,
}

/// How many pairs showed the levels, on values how rare: strangers of one common name are many, and
/// held against the average name would pass for a class of their own.
pub(super) type Counts = HashMap<(Levels, Rarity), u64>;

/// Frequencies as whole bits, so that they can be counted by; 0 where the average holds.
pub(super) type Rarity = [u8; 6];

/// Frequencies in whole bits.
pub(super) fn rarity(frequencies: &Frequencies) -> Rarity {
    frequencies.map(|share| share.map_or(0, |share| (-share.log2()).round().clamp(1.0, 60.0) as u8))
}

fn frequencies(rarity: &Rarity) -> Frequencies {
    rarity.map(|bits| (bits > 0).then(|| (-f64::from(bits)).exp2()))
}

/// How often chance alone makes strangers agree on the very value a pair agrees on; `None` leaves it
/// at the average (term-frequency adjustment, Winkler 1989).
pub(super) type Frequencies = [Option<f64>; 6];

/// Pairs that share both names to the letter: how many there are, and how many there would be if given
/// and family names came together by chance.
#[derive(Clone, Copy, Debug)]
pub(super) struct SharedNames {
    pub(super) both: f64,
    pub(super) by_chance: f64,
}

/// What a pair's levels come to.
pub(super) struct Verdict {
    pub(super) probability: f64,
    pub(super) evidence: Vec<Weighed>,
}

/// The place of swapped among the levels of the given name; the family name then says it too.
const SWAPPED: u8 = 5;

/// The comparisons that tell something of their own.
fn told(levels: &Levels) -> impl Iterator<Item = usize> + use<> {
    let swapped = levels[0] == SWAPPED;
    (0..6).filter(move |at| !(swapped && *at == 1))
}

fn table(rows: [&[f64]; 6]) -> Table {
    rows.map(|row| {
        let sum: f64 = row.iter().sum();
        row.iter().map(|share| share / sum).collect()
    })
}

/// What is known before: of doubles in customer lists, of couples and families, of strangers.
fn priors() -> [Table; 4] {
    [
        table([
            &[0.68, 0.08, 0.08, 0.09, 0.04, 0.02, 0.01],
            &[0.76, 0.08, 0.09, 0.01, 0.02, 0.04],
            &[0.25, 0.11, 0.13, 0.10, 0.06, 0.35],
            &[0.70, 0.06, 0.24],
            &[0.55, 0.08, 0.06, 0.16, 0.15],
            &[0.93, 0.055, 0.015],
        ]),
        table([
            &[0.004, 0.004, 0.004, 0.015, 0.02, 0.003, 0.95],
            &[0.55, 0.30, 0.01, 0.01, 0.01, 0.12],
            &[0.20, 0.01, 0.02, 0.10, 0.01, 0.66],
            &[0.25, 0.01, 0.74],
            &[0.90, 0.03, 0.03, 0.03, 0.01],
            &[0.003, 0.007, 0.99],
        ]),
        table([
            &[0.96, 0.02, 0.002, 0.002, 0.01, 0.004, 0.002],
            &[0.94, 0.03, 0.01, 0.001, 0.009, 0.01],
            &[0.01, 0.005, 0.01, 0.005, 0.01, 0.96],
            &[0.08, 0.01, 0.91],
            &[0.93, 0.02, 0.02, 0.02, 0.01],
            &[0.001, 0.004, 0.995],
        ]),
        table([
            &[0.008, 0.003, 0.003, 0.006, 0.01, 1e-6, 0.97],
            &[0.001, 0.0004, 0.0006, 0.001, 1e-6, 0.997],
            &[1e-7, 1e-5, 1e-6, 1e-8, 1e-6, 0.999_98],
            &[1e-7, 1e-6, 0.999_998],
            &[1e-6, 1e-5, 0.002, 0.08, 0.918],
            &[3e-5, 0.003, 0.997],
        ]),
    ]
}

impl Mixture {
    /// What is known before anything is seen, for `people` people.
    pub(super) fn prior(people: usize) -> Self {
        let [person, home, namesakes, strangers] = priors();
        let others = (people.max(2) - 1) as f64;
        let shares = [DOUBLES, HOMES, NAMESAKES].map(|share| share / others);
        Self {
            person,
            home,
            namesakes,
            strangers,
            shares,
            both_names: 10.0,
            namesakes_email: NAMESAKES_EMAIL.to_vec(),
        }
    }

    /// Learns what strangers agree on from pairs drawn at random.
    pub(super) fn learn_strangers(&mut self, seen: &Counts) {
        let prior = priors();
        // Even at random some pairs are no strangers; in a short list many.
        let posterior = |_: usize, (levels, rarity): &(Levels, Rarity)| {
            1.0 - self.posterior(levels, &frequencies(rarity)).iter().sum::<f64>()
        };
        self.strangers = maximise(&in_order(seen), posterior, &prior[3], PRIOR);
    }

    /// Learns the other classes and their shares from the pairs that blocking gave, of `all` pairs
    /// there are. Pairs outside the blocks are as good as never one person.
    pub(super) fn learn(&mut self, seen: &Counts, all: f64, names: SharedNames) {
        let prior = priors();
        let known = Self::prior_shares(all);
        let seen = in_order(seen);
        for _ in 0..STEPS {
            let posteriors: Vec<[f64; 3]> = seen
                .iter()
                .map(|((levels, rarity), _)| self.posterior(levels, &frequencies(rarity)))
                .collect();
            let expected = |class: usize| -> f64 {
                seen.iter().zip(&posteriors).map(|((_, count), of)| **count as f64 * of[class]).sum()
            };
            let before = self.shares;
            self.shares = [0, 1, 2].map(|class| (expected(class) + known[class] * all * 0.1) / all);
            // Namesakes of one home are known to be rarer than second rows. Where hardly anybody's
            // home is known, strangers of one common name would pass for such in their hundreds.
            self.shares[2] = self.shares[2].min(self.shares[0]);
            self.person = maximise(&seen, |at, _| posteriors[at][0], &prior[0], PRIOR);
            self.home = maximise(&seen, |at, _| posteriors[at][1], &prior[1], PRIOR * 20.0);
            self.namesakes = maximise(&seen, |at, _| posteriors[at][2], &prior[2], PRIOR * 20.0);
            // Living together and being born apart is what these classes are: left to themselves
            // they would come to mean namesakes anywhere.
            for (class, known) in [(&mut self.home, &prior[1]), (&mut self.namesakes, &prior[2])] {
                class[4..].clone_from_slice(&known[4..]);
            }
            self.learn_namesakes(&seen, &posteriors, names);
            if (0..3).all(|class| (self.shares[class] / before[class] - 1.0).abs() < 1e-4) {
                break;
            }
        }
    }

    /// Learns from strangers of one name how often there are such, and what addresses they have.
    fn learn_namesakes(
        &mut self,
        seen: &[(&(Levels, Rarity), &u64)],
        posteriors: &[[f64; 3]],
        names: SharedNames,
    ) {
        let of_one_name =
            || seen.iter().zip(posteriors).filter(|(((levels, _), _), _)| levels[..2] == [0, 0]);
        let related: f64 =
            of_one_name().map(|((_, count), of)| **count as f64 * of.iter().sum::<f64>()).sum();
        let strangers = |of: &dyn Fn(u8) -> bool| -> f64 {
            let some = of_one_name().filter(|(((levels, _), _), _)| of(levels[2]));
            some.map(|((_, count), of)| **count as f64 * (1.0 - of.iter().sum::<f64>())).sum()
        };
        // Those in blocks too large to be compared are strangers too.
        let all = (names.both - related).max(0.0);
        self.both_names = ((all + 30.0) / (names.by_chance + 10.0)).clamp(1.0, 50.0);
        let known = all * strangers(&|place| place < 6) / strangers(&|_| true).max(1.0);
        for (at, prior) in (0u8..).zip(NAMESAKES_EMAIL).take(5) {
            let agree = strangers(&|place| place == at) + prior * PRIOR;
            self.namesakes_email[at as usize] = (agree / (known + PRIOR)).min(0.5);
        }
    }

    fn prior_shares(all: f64) -> [f64; 3] {
        // n(n-1)/2 pairs are of about sqrt(2·pairs) people.
        let people = (2.0 * all).sqrt();
        [DOUBLES, HOMES, NAMESAKES].map(|share| share * people / 2.0 / all)
    }

    /// The likelihood of the levels among strangers, both names' excess included.
    fn of_strangers(&self, levels: &Levels, frequencies: &Frequencies) -> f64 {
        let excess =
            if levels[0] < 3 && levels[1] < 3 || levels[0] == SWAPPED { self.both_names } else { 1.0 };
        told(levels).map(|at| self.chance(at, levels, frequencies)).product::<f64>() * excess
    }

    fn chance(&self, at: usize, levels: &Levels, frequencies: &Frequencies) -> f64 {
        let namesakes = levels[0] < 6 && levels[1] < 5;
        if at == 2 && namesakes {
            return self.namesakes_email.get(levels[2] as usize).map_or(1.0, |share| share.max(FLOOR));
        }
        match self.strangers[at].get(levels[at] as usize) {
            None => 1.0,
            Some(average) => frequencies[at].unwrap_or(*average).max(FLOOR),
        }
    }

    /// How probable it is that a pair is of each class but strangers (Fellegi & Sunter
    /// 1969, eq. 7 and 8 by Bayes' rule).
    fn posterior(&self, levels: &Levels, frequencies: &Frequencies) -> [f64; 3] {
        let of = |table: &Table| -> f64 {
            let share = |at: usize| table[at].get(levels[at] as usize).copied().unwrap_or(1.0).max(FLOOR);
            told(levels).map(share).product()
        };
        let person = self.shares[0] * of(&self.person);
        let home = self.shares[1] * of(&self.home);
        let namesakes = self.shares[2] * of(&self.namesakes);
        let others = 1.0 - self.shares.iter().sum::<f64>();
        let strangers = others * self.of_strangers(levels, frequencies);
        let sum = person + home + namesakes + strangers;
        [person / sum, home / sum, namesakes / sum]
    }

    /// How probable it is that a pair is one person.
    pub(super) fn probability(&self, levels: &Levels, frequencies: &Frequencies) -> f64 {
        self.posterior(levels, frequencies)[0]
    }

    /// The same with its evidence: log2 of m over u for each comparison (Fellegi & Sunter 1969,
    /// eq. 10), and what speaks for a home.
    pub(super) fn verdict(&self, levels: &Levels, frequencies: &Frequencies) -> Verdict {
        let [probability, home, namesakes] = self.posterior(levels, frequencies);
        let home = home + namesakes;
        let mut evidence = Vec::with_capacity(7);
        for at in 0..6 {
            let seen = level(at, levels[at]);
            let weight = match self.person[at].get(levels[at] as usize) {
                Some(m) if told(levels).any(|one| one == at) => {
                    (m.max(FLOOR) / self.chance(at, levels, frequencies)).log2()
                }
                _ => 0.0,
            };
            evidence.push(Weighed { comparison: COMPARISONS[at].0, level: seen, weight: rounded(weight) });
        }
        let strangers = (1.0 - probability - home).max(FLOOR);
        let weight = (strangers / (strangers + home)).log2();
        if weight < -0.5 {
            let (comparison, level) = (Comparison::Household, Level::Same);
            evidence.push(Weighed { comparison, level, weight: rounded(weight) });
        }
        Verdict { probability, evidence }
    }
}

/// Hundredths of a bit: what is shown, and stored a million times.
fn rounded(bits: f64) -> f64 {
    (bits * 100.0).round() / 100.0
}

/// The counts in one order, so that sums of the same pairs are the same to the last bit.
fn in_order(seen: &Counts) -> Vec<(&(Levels, Rarity), &u64)> {
    let mut seen: Vec<_> = seen.iter().collect();
    seen.sort_unstable();
    seen
}

/// The most probable table where each pair counts by its weight.
fn maximise(
    seen: &[(&(Levels, Rarity), &u64)],
    weight: impl Fn(usize, &(Levels, Rarity)) -> f64,
    prior: &Table,
    strength: f64,
) -> Table {
    let mut table: Table = prior.clone();
    for row in &mut table {
        row.iter_mut().for_each(|share| *share *= strength);
    }
    for (at, &(key, count)) in seen.iter().enumerate() {
        let weight = weight(at, key) * *count as f64;
        for (row, place) in table.iter_mut().zip(&key.0) {
            if let Some(cell) = row.get_mut(*place as usize) {
                *cell += weight;
            }
        }
    }
    for row in &mut table {
        let sum: f64 = row.iter().sum();
        row.iter_mut().for_each(|share| *share /= sum);
    }
    table
}
