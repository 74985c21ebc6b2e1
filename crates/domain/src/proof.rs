//! What a randomised trial showed, as one document: what `prove --json` prints, what the pages draw. Outcomes are in
//! major units where they are money; shares are 0 to 1. Names are stable.

mod earned;

use serde::{Deserialize, Serialize};

use crate::money::Currency;
use crate::time::Day;
use crate::worth::{Estimate, Taken};
pub use earned::{Cost, Counts, Earned, Unproved};

/// The whole answer about one trial.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Proof {
    /// Version of this document's shape.
    pub version: u32,
    /// How the file was read; empty where the store answered.
    pub taken: Vec<Taken>,
    /// What was counted.
    pub outcome: Outcome,
    /// Name of the arm all others are held against.
    pub control: String,
    /// Whether the arms are what was drawn. Where not, no mean and no effect is in the document.
    pub sample_ratio: SampleRatio,
    /// Every arm, the control first.
    pub arms: Vec<Arm>,
    /// Every other arm against the control.
    pub effects: Vec<Effect>,
    /// The same within parts of the people, by the column asked for; the largest first.
    pub parts: Vec<Part>,
    /// Whether a score tells whom the gesture helps, by arm; empty where none was named.
    pub rankings: Vec<Ranking>,
    /// Covariates adjusted for.
    pub covariates: Vec<String>,
    /// Chance that any of the intervals of [`Proof::effects`] misses its truth at any look.
    pub alpha: f64,
    /// What a reader must know before trusting a figure.
    pub notes: Vec<Note>,
}

/// What was counted, and of whom.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// Its name.
    pub name: String,
    /// Whether it is yes or no.
    pub binary: bool,
    /// What it is divided by, where it is a ratio.
    pub per: Option<String>,
    /// Whose sums were drawn and compared, where people were drawn together: organisations.
    pub cluster: Option<String>,
    /// Currency where it is money.
    pub currency: Currency,
}

/// The chi-square test of the arms' sizes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SampleRatio {
    /// Chance of arms at least so far from their shares.
    pub p: f64,
    /// Below this the arms are not what was drawn.
    pub limit: f64,
    /// Whether they may be.
    pub holds: bool,
}

/// One arm.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Arm {
    /// Its name.
    pub name: String,
    /// Units drawn into it.
    pub units: u64,
    /// Units its share of the draw makes expected.
    pub expected: f64,
    /// Sum of the sizes: people where organisations were drawn, the denominator of a ratio.
    pub size: f64,
    /// Mean outcome per size.
    pub mean: Option<f64>,
    /// Sum of the outcomes.
    pub total: Option<f64>,
}

/// What may be said of an arm against the control.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It brings more: the interval that holds at every look is above zero.
    Gain,
    /// It costs: the interval is below zero.
    Loss,
    /// The planned size is reached, or nobody comes any more, and the interval still has zero inside.
    NothingFound,
    /// The planned size isn't reached, and the interval has zero inside.
    Collecting,
    /// Too few of either arm did anything for any claim.
    TooFew,
}

/// One arm against the control.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Effect {
    /// The arm.
    pub arm: String,
    /// What may be said.
    pub verdict: Verdict,
    /// Extra outcome per size, adjusted, with the interval that holds at every look together; absent while too few.
    pub per_unit: Option<Estimate>,
    /// The same for the whole arm: what it brought in all.
    pub in_all: Option<Estimate>,
    /// Share of the control's mean; absent where that is not above zero.
    pub relative: Option<f64>,
    /// The interval for those who look once only, at a time fixed beforehand; absent while too few.
    pub single_look: Option<Estimate>,
    /// The plain difference of means with the interval for every look; absent while too few.
    pub plain: Option<Estimate>,
    /// Share of the variance that adjusting took away.
    pub variance_reduction: f64,
    /// The smallest effect per size that would be seen with 80 % chance by the planned size; absent while too few.
    pub smallest: Option<f64>,
    /// Units of all arms so far.
    pub units: u64,
    /// Units planned; all that ever come, where fewer were drawn and the draw is over.
    pub planned: u64,
    /// Weeks until the planned size at the pace so far; absent without dates, 0 where it is reached.
    pub weeks_left: Option<u32>,
    /// The interval as it was day by day, from where it may be shown; at most a hundred looks.
    pub looks: Vec<Look>,
}

/// The comparison as it stood on the evening of a day.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Look {
    /// The day.
    pub day: Day,
    /// Units of all arms until then.
    pub units: u64,
    /// Mean of the arm, adjusted.
    pub mean: f64,
    /// Mean of the control, adjusted.
    pub control: f64,
    /// The difference with the interval for every look.
    pub effect: Estimate,
}

/// A part of the people.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// What they have in common.
    pub name: String,
    /// Units in it.
    pub units: u64,
    /// Every arm against the control. The chance of missing is shared by all parts.
    pub effects: Vec<PartEffect>,
}

/// One arm against the control in a part of the people.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PartEffect {
    /// The arm.
    pub arm: String,
    /// Extra outcome per size; absent while too few.
    pub per_unit: Option<Estimate>,
}

/// How well a score ranks people by what the gesture does for them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ranking {
    /// The score's name.
    pub score: String,
    /// The arm it was judged on, against the control.
    pub arm: String,
    /// Extra outcome per person of the arm, by share of people targeted, the best scored first.
    pub curve: Vec<Point>,
    /// Area between that curve and the straight line, with a bootstrap interval; 0 of a score that says nothing.
    pub qini: Estimate,
    /// Area under (difference of means of those targeted) x (share targeted).
    pub auuc: Estimate,
    /// The Qini area over the best possible; of yes-or-no outcomes alone.
    pub of_perfect: Option<f64>,
    /// "Treat whose score is above the threshold" against the better constant rule.
    pub policy: Option<Policy>,
}

/// A point of the Qini curve.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// Share of people targeted.
    pub share: f64,
    /// Extra outcome per person of the arm.
    pub gain: f64,
}

/// What a rule would bring.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Policy {
    /// Above this score people are treated.
    pub threshold: f64,
    /// Share of people treated.
    pub share: f64,
    /// Extra outcome per person over treating nobody.
    pub over_nobody: f64,
    /// The same of treating everybody.
    pub everybody: f64,
    /// Over the better constant rule, with the interval of a paired test.
    pub gain: Estimate,
}

/// What a reader must know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "note", rename_all = "snake_case")]
pub enum Note {
    /// No planned size was given; intervals are tuned to what there is, so another look after more rows would not
    /// be covered by them.
    TunedToWhatThereIs,
    /// So many rows had no value of a covariate; they count as 0.
    EmptyCovariate {
        /// The covariate.
        name: String,
        /// Rows.
        rows: u64,
    },
    /// So many outcomes are below zero, taken as written.
    NegativeOutcomes {
        /// Rows.
        rows: u64,
    },
    /// One unit makes up much of an arm's spread.
    OneDecides {
        /// The arm.
        arm: String,
        /// Percent of the spread.
        percent: u8,
    },
    /// An arm is too small to tell slopes, so that nothing was adjusted.
    NotAdjusted,
    /// More parts than are shown.
    PartsLeftOut {
        /// How many.
        parts: u64,
    },
    /// Every score falls on one side of the threshold, so the rule is constant.
    ConstantRule,
}
