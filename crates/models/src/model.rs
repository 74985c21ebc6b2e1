//! What every model of purchases answers, and the choice between them as a value.

use serde::{Deserialize, Serialize};

use crate::bg_nbd::BgNbd;
use crate::mbg_nbd::MbgNbd;
use crate::pareto_nbd::ParetoNbd;

/// Mean and variances over the posterior of one customer, given that they are alive at the end of observation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moments {
    /// Expected number of purchases in the horizon.
    pub mean: f64,
    /// Variance of the customer's own expected number, as their rate and drop-out are uncertain.
    pub rate_variance: f64,
    /// Variance of the number that will be counted.
    pub count_variance: f64,
}

/// A model of repeat purchases while alive and of unobserved drop-out. Arguments: `x` repeat purchases, `t_x` age
/// at the last one, `age` T; all times, horizons `t` included, in the unit the parameters are in.
pub trait PurchaseModel: Sync {
    /// Log-likelihood of one customer.
    fn log_likelihood(&self, x: f64, t_x: f64, age: f64) -> f64;

    /// Probability of being alive at `age`.
    fn p_alive(&self, x: f64, t_x: f64, age: f64) -> f64;

    /// Expected purchases in `(T, T + t]` of a customer alive at T; does not depend on t_x. Times
    /// [`Self::p_alive`] it is the expectation for a customer of unknown state.
    fn expected_if_alive(&self, x: f64, age: f64, t: f64) -> f64;

    /// Expected repeat purchases of a new customer in `(0, t]`.
    fn expected_from_start(&self, t: f64) -> f64;

    /// As [`Self::expected_if_alive`], each purchase discounted by `e^(-rate c)` at its time `T + c`.
    fn discounted_if_alive(&self, x: f64, age: f64, t: f64, rate: f64) -> f64;

    /// Mean and variances of the purchases in `(T, T + t]` of a customer alive at T.
    fn moments_if_alive(&self, x: f64, age: f64, t: f64) -> Moments;
}

/// The models of purchases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Pareto/NBD.
    ParetoNbd,
    /// BG/NBD.
    BgNbd,
    /// MBG/NBD.
    MbgNbd,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::ParetoNbd, Self::BgNbd, Self::MbgNbd];

    /// Stable name: `pareto_nbd`, `bg_nbd`, `mbg_nbd`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ParetoNbd => "pareto_nbd",
            Self::BgNbd => "bg_nbd",
            Self::MbgNbd => "mbg_nbd",
        }
    }

    /// The name people know: `Pareto/NBD`, `BG/NBD`, `MBG/NBD`.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::ParetoNbd => "Pareto/NBD",
            Self::BgNbd => "BG/NBD",
            Self::MbgNbd => "MBG/NBD",
        }
    }

    /// The papers' letters, in the order of [`Model::parameters`].
    #[must_use]
    pub fn letters(self) -> [&'static str; 4] {
        match self {
            Self::ParetoNbd => ["r", "alpha", "s", "beta"],
            Self::BgNbd | Self::MbgNbd => ["r", "alpha", "a", "b"],
        }
    }

    /// The model with these parameters, in the order of [`Self::letters`]; all above zero.
    #[must_use]
    pub fn with(self, [r, alpha, third, fourth]: [f64; 4]) -> Model {
        match self {
            Self::ParetoNbd => Model::ParetoNbd(ParetoNbd { r, alpha, s: third, beta: fourth }),
            Self::BgNbd => Model::BgNbd(BgNbd { r, alpha, a: third, b: fourth }),
            Self::MbgNbd => Model::MbgNbd(MbgNbd { r, alpha, a: third, b: fourth }),
        }
    }
}

/// A model of purchases with its parameters.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Model {
    /// Pareto/NBD.
    ParetoNbd(ParetoNbd),
    /// BG/NBD.
    BgNbd(BgNbd),
    /// MBG/NBD.
    MbgNbd(MbgNbd),
}

impl Model {
    /// Which model it is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::ParetoNbd(_) => Kind::ParetoNbd,
            Self::BgNbd(_) => Kind::BgNbd,
            Self::MbgNbd(_) => Kind::MbgNbd,
        }
    }

    /// The parameters, in the order of [`Kind::letters`].
    #[must_use]
    pub fn parameters(&self) -> [f64; 4] {
        match *self {
            Self::ParetoNbd(ParetoNbd { r, alpha, s, beta }) => [r, alpha, s, beta],
            Self::BgNbd(BgNbd { r, alpha, a, b }) | Self::MbgNbd(MbgNbd { r, alpha, a, b }) => {
                [r, alpha, a, b]
            }
        }
    }

    /// What the model answers.
    #[must_use]
    pub fn purchases(&self) -> &dyn PurchaseModel {
        match self {
            Self::ParetoNbd(model) => model,
            Self::BgNbd(model) => model,
            Self::MbgNbd(model) => model,
        }
    }
}
