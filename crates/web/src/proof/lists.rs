//! The lists behind the numbers of a proof: what each is called, how much it holds, and where it is.

use domain::Money;
use domain::plays::Arm;
use domain::proof::Earned;
use locales::Words;
use store::costs::Outlay;
use store::trials::{Members, Standing};

/// What a list is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Which {
    /// People drawn.
    People(Members),
    /// Money spent.
    Spent(Outlay),
    /// Organisations drawn as one.
    Organisations,
}

impl Which {
    /// Where it is, `base` being where the pages of its play begin.
    pub(crate) fn address(self, base: &str) -> String {
        match self {
            Self::People(Members { standing, arm }) => {
                let arm = arm.map(|arm| format!("&arm={}", arm.name())).unwrap_or_default();
                format!("{base}/proof/people?of={}{arm}", standing.name())
            }
            Self::Spent(on) => format!("{base}/proof/spent?of={}", on.name()),
            Self::Organisations => format!("{base}/proof/organisations"),
        }
    }
}

/// A number of a proof, and the list behind it.
pub(crate) struct List {
    pub(crate) which: Which,
    pub(crate) name: String,
    pub(crate) number: String,
}

/// The people of an arm who count.
pub(crate) fn side(words: Words, earned: &Earned, arm: Arm) -> List {
    let proof = earned.orders.as_ref();
    let drawn = proof.and_then(|proof| proof.arms.iter().find(|one| one.name == arm.name()));
    let name = match arm {
        Arm::Treated => words.earned_treated(),
        Arm::Held => words.earned_held(),
    };
    List {
        which: Which::People(Members { standing: Standing::Counted, arm: Some(arm) }),
        name,
        number: words.number(drawn.map_or(0, |drawn| drawn.size as u64)),
    }
}

/// The people drawn, by where they stand; those left out where there are any.
pub(crate) fn people(words: Words, earned: &Earned) -> Vec<List> {
    let counts = earned.counts;
    let list = |standing, name: String, count: u64| {
        let which = Which::People(Members { standing, arm: None });
        (standing, count, List { which, name, number: words.number(count) })
    };
    let all = [
        list(Standing::Counted, words.earned_counted(), counts.counted),
        list(Standing::UnderWay, words.earned_under_way(), counts.under_way),
        list(Standing::Conflicting, words.earned_conflicting(), counts.conflicting),
        list(Standing::Merged, words.earned_merged(), counts.merged),
        list(Standing::OtherShare, words.earned_other_share(), counts.other_share),
    ];
    let shown = |standing, count| count > 0 || matches!(standing, Standing::Counted | Standing::UnderWay);
    all.into_iter().filter(|(standing, count, _)| shown(*standing, *count)).map(|(.., list)| list).collect()
}

/// What was spent.
pub(crate) fn spent(words: Words, earned: &Earned) -> Vec<List> {
    let cost = earned.cost;
    Outlay::ALL
        .map(|on| {
            let (name, minor) = match on {
                Outlay::Gestures => (words.earned_cost_gestures(), cost.gestures),
                Outlay::Certificates => (words.earned_cost_certificates(), cost.certificates),
                Outlay::Written => (words.earned_cost_written(), cost.written),
            };
            let number = words.money(Money { minor, currency: earned.currency });
            List { which: Which::Spent(on), name, number }
        })
        .into()
}

/// The organisations, where they were drawn as one.
pub(crate) fn organisations(words: Words, earned: &Earned) -> Option<List> {
    let proof = earned.orders.as_ref().filter(|proof| proof.outcome.cluster.is_some())?;
    let units = proof.arms.iter().map(|arm| arm.units).sum();
    let name = words.earned_by_organisation();
    Some(List { which: Which::Organisations, name, number: words.number(units) })
}

/// Every list there is.
pub(crate) fn all(words: Words, earned: &Earned) -> Vec<List> {
    let sides = earned.orders.iter().flat_map(|_| [Arm::Treated, Arm::Held]);
    let mut all: Vec<List> = sides.map(|arm| side(words, earned, arm)).collect();
    all.extend(people(words, earned));
    all.extend(spent(words, earned));
    all.extend(organisations(words, earned));
    all
}
