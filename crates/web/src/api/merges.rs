//! Who may be one person; merges, their undo, and who was told apart.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use domain::access::Action;
use domain::ids::{MergeId, PersonId};
use domain::merging::{Field, MergeRefusal, Weighed};
use serde::{Deserialize, Serialize};
use store::merges::{MergeFilter, MergeLine};
use store::suggestions::{SuggestionFilter, SuggestionLine};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::answer::{Created, Page};
use super::extract::{Json, Paged, Paging, Path};
use super::gate::Call;
use super::problem::Problem;

/// Which suggestions to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// At least so probable.
    #[param(minimum = 0, maximum = 1, default = 0)]
    at_least: Option<f64>,
    /// Those of this person.
    person: Option<Uuid>,
}

/// What one comparison says.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Evidence {
    /// What was compared: `given`, `family`, `email`, `phone`, `address`, `birthday`, `household`.
    comparison: serde_json::Value,
    /// How far it agrees: `same`, `nickname`, `spelling`, `swapped`, `typo`, `partly`, `slightly`,
    /// `different`, `missing`.
    level: serde_json::Value,
    /// In bits: above 0 for one person, below for two.
    weight: f64,
}

impl From<Weighed> for Evidence {
    fn from(one: Weighed) -> Self {
        Self {
            comparison: serde_json::to_value(one.comparison).unwrap_or_default(),
            level: serde_json::to_value(one.level).unwrap_or_default(),
            weight: one.weight,
        }
    }
}

/// Two who may be one.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Suggestion {
    /// The one we have known longer.
    a: Uuid,
    /// Their name.
    a_name: String,
    /// The other.
    b: Uuid,
    /// Their name.
    b_name: String,
    /// How probable it is that they are one.
    probability: f64,
    /// What speaks for it and against.
    evidence: Vec<Evidence>,
    /// When it was found.
    #[schema(format = DateTime)]
    found_at: String,
}

impl From<SuggestionLine> for Suggestion {
    fn from(line: SuggestionLine) -> Self {
        Self {
            a: line.suggestion.a.0,
            a_name: line.a.0,
            b: line.suggestion.b.0,
            b_name: line.b.0,
            probability: line.suggestion.probability,
            evidence: line.suggestion.evidence.into_iter().map(Evidence::from).collect(),
            found_at: line.found_at.to_string(),
        }
    }
}

/// List pairs who may be one person, the most probable first.
#[utoipa::path(get, path = "/api/v1/suggestions", tag = "merges", operation_id = "listSuggestions",
    params(Paging, Asked), responses((status = 200, description = "A page of pairs", body = Page<Suggestion>)))]
pub(crate) async fn suggestions(call: Call, paged: Paged<Asked>) -> Result<Page<Suggestion>, Problem> {
    let at_least = paged.of.at_least.unwrap_or_default();
    if !(0.0..=1.0).contains(&at_least) {
        return Err(Problem::malformed("'at_least' is a probability, from 0 to 1."));
    }
    let after: Option<(u64, Uuid, Uuid)> = paged.cursor()?;
    let filter = SuggestionFilter {
        at_least,
        person: paged.of.person.map(PersonId),
        after: after.map(|(bits, a, b)| (f64::from_bits(bits), PersonId(a), PersonId(b))),
        ..SuggestionFilter::default()
    };
    let lines = call.store.suggestions(call.actor, &filter, paged.limit + 1).await?;
    let place = |line: &SuggestionLine| {
        let last = &line.suggestion;
        (last.probability.to_bits(), last.a, last.b)
    };
    Ok(Page::of(lines, paged.limit, place, Suggestion::from))
}

/// Two people to be made one.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MergeDraft {
    /// Who stays.
    survivor: Uuid,
    /// Who becomes part of them.
    absorbed: Uuid,
    /// Fields in which the absorbed one is right where both say something: `name`, `given`,
    /// `family`, `says`, `title`, `language`, `zone`, `website`, `street`, `city`, `region`,
    /// `postal_code`, `country`.
    #[serde(default)]
    #[schema(max_items = 13)]
    take: Vec<String>,
}

/// A merge.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Merge {
    /// Its id.
    id: Uuid,
    /// Who stayed.
    survivor: Uuid,
    /// Who became part of them; their address leads to the survivor.
    absorbed: Uuid,
    /// What the absorbed one was called.
    absorbed_name: String,
    /// How many ways of knowing somebody moved.
    identities: usize,
    /// Who merged them.
    merged_by: String,
    /// When.
    #[schema(format = DateTime)]
    merged_at: String,
    /// When it was undone, where it was.
    #[schema(format = DateTime)]
    undone_at: Option<String>,
}

impl From<MergeLine> for Merge {
    fn from(line: MergeLine) -> Self {
        Self {
            id: line.id.0,
            survivor: line.survivor.0,
            absorbed: line.absorbed.0,
            absorbed_name: line.absorbed_name,
            identities: line.identities,
            merged_by: line.merged_by,
            merged_at: line.merged_at.to_string(),
            undone_at: line.undone.map(|(_, at)| at.to_string()),
        }
    }
}

/// What an undo did.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Undone {
    /// Who stayed.
    survivor: Uuid,
    /// Who is back.
    absorbed: Uuid,
    /// Fields of the survivor edited since the merge, which stay as they are.
    kept: Vec<String>,
}

/// Which merges to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// Those into this person, or that took this person away.
    person: Option<Uuid>,
}

/// List merges, the latest first.
#[utoipa::path(get, path = "/api/v1/merges", tag = "merges", operation_id = "listMerges",
    params(Paging, Which), responses((status = 200, description = "A page of merges", body = Page<Merge>)))]
pub(crate) async fn list(call: Call, paged: Paged<Which>) -> Result<Page<Merge>, Problem> {
    let after = paged.cursor()?.map(MergeId);
    let filter = MergeFilter { person: paged.of.person.map(PersonId), after, id: None };
    let merges = call.store.merges(call.actor, &filter, paged.limit + 1).await?;
    Ok(Page::of(merges, paged.limit, |line| line.id.0, Merge::from))
}

async fn found(call: &Call, id: MergeId) -> Result<Merge, Problem> {
    let filter = MergeFilter { id: Some(id), ..MergeFilter::default() };
    let found = call.store.merges(call.actor, &filter, 1).await?.pop();
    found.map(Merge::from).ok_or_else(Problem::not_found)
}

/// Read a merge.
#[utoipa::path(get, path = "/api/v1/merges/{id}", tag = "merges", operation_id = "readMerge",
    params(("id" = Uuid, Path, description = "Its id")),
    responses((status = 200, description = "The merge", body = Merge)))]
pub(crate) async fn one(call: Call, Path(id): Path<MergeId>) -> Result<axum::Json<Merge>, Problem> {
    Ok(axum::Json(found(&call, id).await?))
}

fn problem(error: store::Error) -> Problem {
    match error {
        store::Error::Merge(MergeRefusal::Missing | MergeRefusal::NoMerge) => Problem::not_found(),
        other => other.into(),
    }
}

/// Make one of two people. Never of two that somebody told apart.
#[utoipa::path(post, path = "/api/v1/merges", tag = "merges", operation_id = "mergePeople",
    request_body = MergeDraft, responses((status = 201, description = "The merge", body = Merge)))]
pub(crate) async fn make(call: Call, Json(draft): Json<MergeDraft>) -> Result<Created<Merge>, Problem> {
    let named = |name: &String| {
        Field::from_name(name).ok_or_else(|| Problem::invalid(format_args!("There is no field '{name}'.")))
    };
    let taken: BTreeSet<Field> = draft.take.iter().map(named).collect::<Result<_, _>>()?;
    let permit = call.permit(Action::MergePeople)?;
    let (survivor, absorbed) = (PersonId(draft.survivor), PersonId(draft.absorbed));
    let id = call.store.merge(&permit, survivor, absorbed, &taken).await.map_err(problem)?;
    Ok(Created::new("/api/v1/merges", id.0, found(&call, id).await?))
}

/// Undo a merge: both are as they were, and what came since by either goes with it.
#[utoipa::path(post, path = "/api/v1/merges/{id}/undo", tag = "merges", operation_id = "undoMerge",
    params(("id" = Uuid, Path, description = "Its id")),
    responses((status = 200, description = "What was undone", body = Undone)))]
pub(crate) async fn undo(call: Call, Path(id): Path<MergeId>) -> Result<axum::Json<Undone>, Problem> {
    let permit = call.permit(Action::MergePeople)?;
    let undone = call.store.undo_merge(&permit, id).await.map_err(problem)?;
    let (survivor, absorbed) = (undone.survivor.0, undone.absorbed.0);
    Ok(axum::Json(Undone { survivor, absorbed, kept: undone.kept }))
}

/// Two people.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Two {
    /// One.
    a: Uuid,
    /// The other.
    b: Uuid,
}

/// Say that two are different people: they are not suggested again and can't be merged.
#[utoipa::path(post, path = "/api/v1/distinctions", tag = "merges", operation_id = "tellApart",
    request_body = Two, responses((status = 204, description = "They are told apart")))]
pub(crate) async fn tell_apart(call: Call, Json(two): Json<Two>) -> Result<StatusCode, Problem> {
    let permit = call.permit(Action::MergePeople)?;
    call.store.tell_apart(&permit, PersonId(two.a), PersonId(two.b)).await.map_err(problem)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take it back that two are different people.
#[utoipa::path(post, path = "/api/v1/distinctions/lift", tag = "merges", operation_id = "liftDistinction",
    request_body = Two, responses((status = 204, description = "They may be one after all")))]
pub(crate) async fn lift(call: Call, Json(two): Json<Two>) -> Result<StatusCode, Problem> {
    let permit = call.permit(Action::MergePeople)?;
    let lifted = call.store.lift_distinction(&permit, PersonId(two.a), PersonId(two.b)).await?;
    if lifted { Ok(StatusCode::NO_CONTENT) } else { Err(Problem::not_found()) }
}
