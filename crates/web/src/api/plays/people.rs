//! Who is on the way through a play, who is held out, and why somebody is neither.

use act::checks::Answer;
use act::why::{Outcome, Rules};
use domain::ids::{IdentityId, PersonId, PlayId};
use domain::memory::known;
use domain::plays::EnrolmentState;
use serde::{Deserialize, Serialize};
use store::audience::Value;
use store::draws::PROGRAMME;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::api::answer::{Page, cursor, limit};
use crate::api::extract::{Path, Query};
use crate::api::gate::Call;
use crate::api::gestures::Gesture;
use crate::api::problem::Problem;

/// Which people of a play to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// `underway`, `held`, `done`, `goal_met` or `stopped`.
    #[param(max_length = 20)]
    state: Option<String>,
    /// Most on a page.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u32>,
    /// What the page before said as `next`.
    after: Option<String>,
}

/// Somebody's way through a play.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Way {
    /// Who.
    person: Uuid,
    /// On which occasion.
    occasion: String,
    /// `underway`, `held`, `done`, `goal_met` or `stopped`.
    state: &'static str,
    /// Why it was left: the check that stopped it.
    reason: Option<String>,
    /// The next step, from 0.
    step: u32,
    /// When that is due.
    #[schema(format = DateTime)]
    next_at: Option<String>,
    /// When it began.
    #[schema(format = DateTime)]
    entered_at: String,
    /// When it ended.
    #[schema(format = DateTime)]
    ended_at: Option<String>,
    /// The version of the play that holds for it.
    version: i64,
}

/// How far a play is.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Progress {
    /// People drawn into the play.
    treated: i64,
    /// People in its control group.
    held: i64,
    /// People in the control group of the whole programme.
    held_of_all: i64,
    /// People who were merged after two draws that differ; left out of effects. At most 1,000.
    conflicting: Vec<Uuid>,
    /// How the ways through it stand.
    ways: Vec<Count>,
}

/// How many ways stand so.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Count {
    /// `underway`, `held`, `done`, `goal_met` or `stopped`.
    state: String,
    /// The check that stopped them; empty otherwise.
    reason: String,
    /// How many.
    count: i64,
}

/// Why somebody was met by a play, or was not.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Why {
    /// `got`, `underway`, `held_out`, `held_out_of_all`, `stopped`, `no_moment` or `next`.
    outcome: &'static str,
    /// The check that stops them.
    check: Option<&'static str>,
    /// The clause of the rule that does not hold.
    clause: Option<Clause>,
    /// What each check says of them now, in the order in which they are asked.
    checks: Vec<Check>,
    /// On which occasions the moment finds them now.
    occasions: Vec<String>,
    /// Their ways through the play, the latest first.
    ways: Vec<Way>,
    /// What the play did for them.
    gestures: Vec<Gesture>,
}

/// A clause that does not hold.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Clause {
    /// As written.
    clause: String,
    /// What it speaks of, with the person's value.
    values: Vec<Named>,
    /// Why it could not be worked out, in CEL's words.
    failure: Option<String>,
}

/// A name and what it stands for.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Named {
    /// The name.
    name: &'static str,
    /// The person's value; null where nothing is known.
    #[schema(value_type = Object)]
    value: serde_json::Value,
}

/// A check and what it says.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Check {
    /// Which: `rule`, `rest`, `consent`, `cap`, `quiet`, `goal`, `holdout`, `full`, `play` or `again`.
    check: &'static str,
    /// `pass`, `stop` or `later`.
    answer: &'static str,
    /// Until when it waits.
    #[schema(format = DateTime)]
    until: Option<String>,
}

impl From<store::enrolments::Enrolment> for Way {
    fn from(way: store::enrolments::Enrolment) -> Self {
        Self {
            person: way.person.0,
            occasion: way.occasion,
            state: way.state.name(),
            reason: way.reason,
            step: way.step,
            next_at: way.next.map(|at| at.to_string()),
            entered_at: way.entered.to_string(),
            ended_at: way.ended.map(|at| at.to_string()),
            version: way.version,
        }
    }
}

fn value(value: Value) -> serde_json::Value {
    match value {
        Value::Absent => serde_json::Value::Null,
        Value::Count(count) => count.into(),
        Value::Figure(figure) => figure.into(),
        Value::Text(text) => text.into(),
        Value::Texts(texts) => texts.into(),
    }
}

fn clause(rules: Rules) -> Option<Clause> {
    let (said, failure) = match rules {
        Rules::Holds => return None,
        Rules::False(said) | Rules::Unknown(said) => (said, None),
        Rules::Failed(said, why) => (said, Some(why)),
    };
    let named = said.values.into_iter().map(|(name, stands)| Named { name, value: value(stands) });
    Some(Clause { clause: said.clause, values: named.collect(), failure })
}

impl From<act::why::Why> for Why {
    fn from(why: act::why::Why) -> Self {
        let (outcome, check) = match why.outcome {
            Outcome::Got(_) => ("got", None),
            Outcome::Underway(_) => ("underway", None),
            Outcome::HeldOut => ("held_out", None),
            Outcome::HeldOutOfAll => ("held_out_of_all", None),
            Outcome::Stopped(check) => ("stopped", Some(check.name())),
            Outcome::NoMoment => ("no_moment", None),
            Outcome::Next => ("next", None),
        };
        let said = |asked: act::why::Asked| {
            let (answer, until) = match asked.answer {
                Answer::Pass => ("pass", None),
                Answer::Stop => ("stop", None),
                Answer::Later(at) => ("later", Some(at.to_string())),
            };
            Check { check: asked.check.name(), answer, until }
        };
        Self {
            outcome,
            check,
            clause: clause(why.rule),
            checks: why.checks.into_iter().map(said).collect(),
            occasions: why.occasions,
            ways: why.ways.into_iter().map(Way::from).collect(),
            gestures: why.gestures.into_iter().map(Gesture::from).collect(),
        }
    }
}

/// Read who is on the way through a play, or held out of it.
#[utoipa::path(get, path = "/api/v1/plays/{id}/people", tag = "plays", operation_id = "listPeopleOfPlay",
    params(("id" = Uuid, Path, description = "Its id"), Asked),
    responses((status = 200, description = "A page of ways through it", body = Page<Way>)))]
pub(crate) async fn list(
    call: Call,
    Path(id): Path<PlayId>,
    Query(asked): Query<Asked>,
) -> Result<Page<Way>, Problem> {
    call.store.play(call.actor, id).await?.ok_or_else(Problem::not_found)?;
    let state = asked.state.as_deref().map(|name| known("state of a way", name, EnrolmentState::from_name));
    let state = state.transpose().map_err(Problem::malformed)?;
    let (limit, after) = (limit(asked.limit)?, cursor::<(IdentityId, String)>(asked.after.as_deref())?);
    let ways = call.store.enrolments(call.actor, id, state, after, limit + 1).await?;
    Ok(Page::of(ways, limit, |way| (way.identity, way.occasion.clone()), Way::from))
}

/// Read how far a play is.
#[utoipa::path(get, path = "/api/v1/plays/{id}/progress", tag = "plays", operation_id = "readProgressOfPlay",
    params(("id" = Uuid, Path, description = "Its id")),
    responses((status = 200, description = "How far it is", body = Progress)))]
pub(crate) async fn progress(call: Call, Path(id): Path<PlayId>) -> Result<axum::Json<Progress>, Problem> {
    call.store.play(call.actor, id).await?.ok_or_else(Problem::not_found)?;
    let arms = call.store.arms(call.actor, id).await?;
    let of_all = call.store.arms(call.actor, PROGRAMME).await?;
    let conflicting = call.store.conflicting_draws(call.actor, id).await?;
    let counts = call.store.enrolment_counts(call.actor, id).await?;
    let count = |count: store::enrolments::Count| Count {
        state: count.state,
        reason: count.reason,
        count: count.count,
    };
    Ok(axum::Json(Progress {
        treated: arms.treated,
        held: arms.held,
        held_of_all: of_all.held,
        conflicting: conflicting.into_iter().map(|person| person.0).collect(),
        ways: counts.into_iter().map(count).collect(),
    }))
}

/// Read why a person was met by a play, or was not.
#[utoipa::path(get, path = "/api/v1/plays/{id}/people/{person}/why", tag = "plays", operation_id = "readWhy",
    params(("id" = Uuid, Path, description = "The play's id"),
           ("person" = Uuid, Path, description = "The person's id")),
    responses((status = 200, description = "Why", body = Why)))]
pub(crate) async fn why(
    call: Call,
    Path((id, person)): Path<(PlayId, PersonId)>,
) -> Result<axum::Json<Why>, Problem> {
    let why = act::why::why(&call.store, call.now, call.actor, id, person).await?;
    Ok(axum::Json(why.ok_or_else(Problem::not_found)?.into()))
}
