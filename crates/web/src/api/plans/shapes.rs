//! Plans and their steps, as programs read and write them.

use domain::ids::StaffId;
use domain::memory::known;
use domain::plays::GestureKind;
use serde::{Deserialize, Serialize};
use store::plans::{Change, NewStep};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::api::facts::read_day;
use crate::api::problem::Problem;

/// Which days.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Span {
    /// Plans with days from this one; today, where it is left out.
    #[param(format = Date)]
    pub(super) from: Option<String>,
    /// To this one; `from`, where it is left out.
    #[param(format = Date)]
    pub(super) to: Option<String>,
}

/// A year to plan.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlanDraft {
    /// Its first day; it has twelve months.
    #[schema(format = Date)]
    pub(super) starts_on: String,
    /// Who sees to it: the id of a member of the team.
    pub(super) owner: Option<Uuid>,
    /// What the year is for.
    #[schema(max_length = 2000)]
    pub(super) about: Option<String>,
    /// Steps to begin with: `ready` for those that stand ready, `last` for those of the year before.
    #[schema(pattern = "^(ready|last)$")]
    pub(super) from: Option<String>,
    /// The language of the steps that stand ready: `en`, `lv`, `fa`, `ru` or `fi`.
    #[schema(pattern = "^(en|lv|fa|ru|fi)$")]
    pub(super) language: Option<String>,
    /// Steps besides. One that plans the next year is added by itself.
    #[serde(default)]
    #[schema(max_items = 59)]
    pub(super) steps: Vec<StepDraft>,
}

/// A step to write.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StepDraft {
    /// `call`, `note`, `present` or `task`.
    #[schema(pattern = "^(call|note|present|task)$")]
    kind: String,
    /// What, in our words.
    #[schema(min_length = 1, max_length = 2000)]
    words: String,
    /// By which day of the year.
    #[schema(format = Date)]
    due: String,
    /// Who does it, where that is not who sees to the plan.
    owner: Option<Uuid>,
}

/// What a year is for, and whose it is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlanChange {
    /// Who sees to it; nobody, where it is left out.
    owner: Option<Uuid>,
    /// What the year is for.
    #[schema(max_length = 2000)]
    about: String,
}

/// Why a step is left out.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StepSkip {
    /// In our words.
    #[schema(min_length = 1, max_length = 500)]
    pub(super) reason: String,
}

/// The year of an account.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Plan {
    /// Its id.
    id: Uuid,
    /// For whom.
    person: Uuid,
    /// Its first day.
    #[schema(format = Date)]
    starts_on: String,
    /// Its last day.
    #[schema(format = Date)]
    ends_on: String,
    /// Who sees to it; none where nobody does, or who did has left.
    owner: Option<Uuid>,
    /// What the year is for.
    about: String,
    /// Who made it.
    made_by: String,
    /// When.
    #[schema(format = DateTime)]
    made_at: String,
    /// Whether a later year is planned.
    renewed: bool,
    /// By their days.
    steps: Vec<PlanStep>,
    /// Its version: the ETag to change it and its steps under.
    version: i64,
}

/// A step of a plan.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PlanStep {
    /// Its id.
    id: Uuid,
    /// `call`, `note`, `present` or `task`.
    kind: &'static str,
    /// What, in our words.
    words: String,
    /// By which day.
    #[schema(format = Date)]
    due: String,
    /// Who does it; none where nobody does, or who did has left.
    owner: Option<Uuid>,
    /// Whether it is to plan the next year.
    renews: bool,
    /// `to_come`, `open`, `done`, `done_late`, `missed` or `skipped`.
    state: &'static str,
    /// Why it was left out or could not be done.
    reason: Option<String>,
    /// The gesture it became.
    task: Option<Uuid>,
    /// The day it was done on, or given up.
    #[schema(format = Date)]
    ended: Option<String>,
}

/// The years of an account.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Plans {
    /// The latest first.
    pub(super) data: Vec<Plan>,
}

/// An organisation without a plan.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Account {
    /// Who.
    person: Uuid,
    /// Their name; empty where no source said it.
    name: String,
    /// The surest way we know them.
    known_by: String,
    /// What they are expected to bring, in major units of the company's currency.
    worth: Option<f64>,
}

impl StepDraft {
    pub(super) fn read(self) -> Result<NewStep, Problem> {
        Ok(NewStep {
            kind: known("kind of step", &self.kind, GestureKind::from_name).map_err(Problem::invalid)?,
            words: self.words,
            due: read_day(&self.due).map_err(Problem::invalid)?,
            owner: self.owner.map(StaffId),
        })
    }
}

impl PlanChange {
    pub(super) fn read(self) -> Change {
        Change { owner: self.owner.map(StaffId), about: self.about }
    }
}

impl From<store::plans::Plan> for Plan {
    fn from(plan: store::plans::Plan) -> Self {
        Self {
            id: plan.id.0,
            person: plan.person.0,
            starts_on: plan.starts_on.to_string(),
            ends_on: plan.ends_on.to_string(),
            owner: plan.owner.map(|owner| owner.0),
            about: plan.about,
            made_by: plan.made_by,
            made_at: plan.made_at.to_string(),
            renewed: plan.renewed,
            steps: plan.steps.into_iter().map(PlanStep::from).collect(),
            version: plan.version,
        }
    }
}

impl From<store::plans::Step> for PlanStep {
    fn from(step: store::plans::Step) -> Self {
        Self {
            id: step.id.0,
            kind: step.kind.name(),
            words: step.words,
            due: step.due.to_string(),
            owner: step.owner.map(|owner| owner.0),
            renews: step.renews,
            state: step.state.name(),
            reason: step.reason,
            task: step.task.map(|task| task.0),
            ended: step.ended.map(|day| day.to_string()),
        }
    }
}

impl From<store::plans::Account> for Account {
    fn from(account: store::plans::Account) -> Self {
        let store::plans::Account { who, worth } = account;
        Self { person: who.id.0, name: who.name, known_by: who.known_by, worth }
    }
}
