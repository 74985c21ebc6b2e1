//! What a play would do today, and the names its rule may say.

use std::collections::BTreeMap;

use act::moments::Coming;
use act::rule::vocabulary::VOCABULARY;
use domain::access::Action;
use domain::ids::PlayId;
use domain::plays::Definition;
use prove::rehearsal::Today;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::extract::{Json, Path};
use crate::api::gate::Call;
use crate::api::problem::Problem;

/// A definition to rehearse before a play is made of it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Unmade {
    /// As of a play.
    #[schema(value_type = Object)]
    definition: Definition,
}

/// What a play would do today, or when its moment comes next, as people stand today. Nothing is written.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Rehearsal {
    /// When the moment comes that is rehearsed, where it doesn't come today: an instant, a day, or `next <n> days`
    /// where everybody has a day of their own.
    comes: Option<String>,
    /// Whom its moment finds.
    found: u64,
    /// Who would be met.
    met: u64,
    /// Some of them.
    some: Vec<Uuid>,
    /// Who would be held out by the play.
    held: u64,
    /// Who would be held out by the whole programme.
    held_of_all: u64,
    /// Who is not met, by the check that stops them.
    not: BTreeMap<&'static str, u64>,
    /// Some of them.
    some_not: Vec<NotMet>,
    /// The clauses of the rule, and how many fail at each.
    clauses: Vec<Failing>,
    /// How many a clause could not be worked out for.
    failed: u64,
    /// One of the reasons.
    failure: Option<String>,
    /// What one way through the play costs at most, in minor units.
    cost_each: i64,
    /// What those met today would cost at most, in minor units.
    cost: i64,
    /// What it could prove with those drawn today.
    proof: Foreseen,
}

/// What a play could prove.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Foreseen {
    /// People whose last horizon was looked at.
    people: u64,
    /// What one of them did in it: the share who got to what the play is for, or what they spent, in major units.
    mean: f64,
    /// The smallest difference of that, per person, that would show with 80 % chance in a proof that may be looked
    /// at any day; null where the sides are too small for any claim.
    smallest: Option<f64>,
    /// Weeks from the start until it would.
    weeks: u32,
    /// People who would be drawn in each week to come; 0 where nobody can say.
    per_week: f64,
    /// What would show where the play goes on meeting them; null where nothing could be proved within a year, or
    /// nobody comes.
    later: Option<Later>,
}

/// What a play could prove that goes on.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Later {
    /// Weeks in which it meets people.
    goes_on: u32,
    /// The smallest difference that would show.
    smallest: Option<f64>,
    /// Weeks from the start until it would.
    weeks: u32,
}

/// Somebody a play would not meet.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NotMet {
    /// Who.
    person: Uuid,
    /// Which check stops them.
    check: &'static str,
    /// Where the rule does: its clause, as written.
    clause: Option<String>,
}

/// A clause of a rule, and how many fail at it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Failing {
    /// As written.
    clause: String,
    /// How many.
    people: u64,
}

/// A name a rule may say.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Word {
    /// The name.
    name: &'static str,
    /// `int`, `double`, `string` or `list`.
    r#type: &'static str,
    /// How sensitive what it speaks of is: `ordinary`, `private` or `special`.
    level: &'static str,
}

/// Every name a rule may say.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Vocabulary {
    /// The names.
    data: Vec<Word>,
}

impl Rehearsal {
    fn new(told: act::rehearsal::Rehearsal, seen: prove::rehearsal::Foreseen) -> Self {
        let clause = |at: usize| told.clauses.get(at).map(|(clause, _)| clause.clone());
        let not = |not: &act::rehearsal::NotMet| NotMet {
            person: not.person.0,
            check: not.why.name(),
            clause: not.clause.and_then(clause),
        };
        let some_not = told.some_not.iter().map(not).collect();
        let proof = Foreseen {
            people: seen.people,
            mean: seen.mean,
            smallest: seen.sight.smallest,
            weeks: seen.sight.weeks,
            per_week: seen.per_week,
            later: seen.later.map(|(goes_on, sight)| Later {
                goes_on,
                smallest: sight.smallest,
                weeks: sight.weeks,
            }),
        };
        let comes = match told.coming {
            Coming::Now => None,
            Coming::At(at) => Some(at.to_string()),
            Coming::On(day) => Some(day.to_string()),
            Coming::Within(days) => Some(format!("next {days} days")),
        };
        Self {
            comes,
            found: told.found,
            met: told.met,
            some: told.some.into_iter().map(|person| person.0).collect(),
            held: told.held,
            held_of_all: told.held_of_all,
            not: told.not,
            some_not,
            clauses: told.clauses.into_iter().map(|(clause, people)| Failing { clause, people }).collect(),
            failed: told.failed.0,
            failure: told.failed.1,
            cost_each: told.cost_each,
            cost: told.cost,
            proof,
        }
    }
}

async fn rehearse(
    call: &Call,
    play: Option<PlayId>,
    definition: &Definition,
) -> Result<axum::Json<Rehearsal>, Problem> {
    let (store, now, actor) = (&call.store, call.now, call.actor);
    let told = act::rehearsal::rehearse(store, now, actor, play, definition).await?;
    let today = Today { some: &told.audience, drawn: told.met + told.held, found: told.found };
    let seen = prove::rehearsal::rehearse(store, now, actor, definition, today).await?;
    Ok(axum::Json(Rehearsal::new(told, seen)))
}

/// Rehearse a play before it is made.
#[utoipa::path(post, path = "/api/v1/plays/rehearse", tag = "plays", operation_id = "rehearseUnmadePlay",
    request_body = Unmade, responses((status = 200, description = "What it would do", body = Rehearsal)))]
pub(crate) async fn unmade(call: Call, Json(unmade): Json<Unmade>) -> Result<axum::Json<Rehearsal>, Problem> {
    call.permit(Action::ManagePlays)?;
    rehearse(&call, None, &unmade.definition).await
}

/// Rehearse a play as it stands.
#[utoipa::path(post, path = "/api/v1/plays/{id}/rehearse", tag = "plays", operation_id = "rehearsePlay",
    params(("id" = Uuid, Path, description = "Its id")),
    responses((status = 200, description = "What it would do", body = Rehearsal)))]
pub(crate) async fn made(call: Call, Path(id): Path<PlayId>) -> Result<axum::Json<Rehearsal>, Problem> {
    call.permit(Action::ManagePlays)?;
    let play = call.store.play(call.actor, id).await?.ok_or_else(Problem::not_found)?;
    rehearse(&call, Some(id), &play.definition).await
}

/// Read every name a rule may say.
#[utoipa::path(get, path = "/api/v1/plays/vocabulary", tag = "plays", operation_id = "readVocabulary",
    responses((status = 200, description = "The names", body = Vocabulary)))]
pub(crate) async fn vocabulary(_call: Call) -> axum::Json<Vocabulary> {
    let word = |word: &act::rule::vocabulary::Word| Word {
        name: word.name,
        r#type: word.of.name(),
        level: word.level().name(),
    };
    axum::Json(Vocabulary { data: VOCABULARY.iter().map(word).collect() })
}
