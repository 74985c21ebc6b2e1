//! Which model scores.

use domain::worth::Chosen;
use models::Kind;
use serde::{Deserialize, Serialize};

use super::fits::Fitted;
use super::holdout::Tested;

/// Which models score, and why.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Choice {
    /// Expected purchases come from it.
    pub model: Kind,
    /// P(alive) and the rhythm come from it; never BG/NBD, which calls every one-time buyer alive.
    pub alive: Kind,
    reason: String,
}

impl Choice {
    /// As people see it.
    pub fn shown(&self) -> Chosen {
        Chosen {
            model: self.model.name().to_owned(),
            alive_model: self.alive.name().to_owned(),
            reason: self.reason.clone(),
        }
    }
}

/// The model asked for, else the one the holdout prefers; `None` where none was fitted.
pub fn choose(fitted: &Fitted, tested: Option<&Tested>, asked: Option<Kind>) -> Option<Choice> {
    let has = |kind: &Kind| fitted.purchases.contains_key(kind);
    if let Some(model) = asked.filter(has) {
        let alive = if model == Kind::BgNbd { Kind::MbgNbd } else { model };
        return has(&alive).then(|| Choice { model, alive, reason: "It was asked for.".to_owned() });
    }
    let verdict =
        tested.and_then(|tested| tested.verdict.clone()).unwrap_or_else(models::Choice::without_holdout);
    let other = if verdict.kind == Kind::ParetoNbd { Kind::MbgNbd } else { Kind::ParetoNbd };
    let model = [verdict.kind, other].into_iter().find(has)?;
    Some(Choice { model, alive: model, reason: verdict.reason })
}
