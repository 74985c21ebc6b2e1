//! How people belong together.

use axum::http::StatusCode;
use domain::access::Action;
use domain::ids::{PersonId, RelationId};
use serde::{Deserialize, Serialize};
use store::relations::Bond;
use utoipa::ToSchema;
use uuid::Uuid;

use super::answer::Created;
use super::extract::{Json, Path};
use super::gate::Call;
use super::problem::Problem;

/// A relation as it looks from one of the two.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Relation {
    /// Its id.
    id: Uuid,
    /// `works_at`, `part_of`, `family`, `colleague`, `introduced_by`, or an own word.
    kind: String,
    /// Whether it reads from the person asked about to the other.
    outward: bool,
    /// The other.
    other: Uuid,
    /// Their name, or how we know them.
    other_name: String,
    /// More about it.
    note: String,
}

/// The relations of a person.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Relations {
    /// The oldest first, at most 200.
    data: Vec<Relation>,
}

/// A relation to make.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RelationDraft {
    /// `works_at`, `part_of`, `family`, `colleague`, `introduced_by`, or an own word, read from the
    /// person to the other.
    #[schema(min_length = 1, max_length = 40)]
    kind: String,
    /// The other.
    other: Uuid,
    /// More about it.
    #[schema(max_length = 500)]
    note: Option<String>,
}

impl From<store::relations::Relation> for Relation {
    fn from(relation: store::relations::Relation) -> Self {
        Self {
            id: relation.id.0,
            kind: relation.bond.name().to_owned(),
            outward: relation.is_outward,
            other: relation.other.0,
            other_name: relation.other_name,
            note: relation.note,
        }
    }
}

/// Read how a person is related.
#[utoipa::path(get, path = "/api/v1/people/{id}/relations", tag = "memory", operation_id = "listRelations",
    params(("id" = Uuid, Path, description = "The person's id")),
    responses((status = 200, description = "Their relations", body = Relations)))]
pub(crate) async fn list(call: Call, Path(id): Path<PersonId>) -> Result<axum::Json<Relations>, Problem> {
    call.someone(id).await?;
    let relations = call.store.relations(call.actor, id).await?;
    Ok(axum::Json(Relations { data: relations.into_iter().map(Relation::from).collect() }))
}

/// Say how two people belong together.
#[utoipa::path(post, path = "/api/v1/people/{id}/relations", tag = "memory", operation_id = "relate",
    params(("id" = Uuid, Path, description = "The person's id")), request_body = RelationDraft,
    responses((status = 201, description = "The relation", body = Relation)))]
pub(crate) async fn relate(
    call: Call,
    Path(id): Path<PersonId>,
    Json(draft): Json<RelationDraft>,
) -> Result<Created<Relation>, Problem> {
    let bond = Bond::of(&draft.kind).map_err(Problem::invalid)?;
    let permit = call.permit(Action::WritePeople)?;
    let note = draft.note.unwrap_or_default();
    let made = call.store.relate(&permit, id, &bond, PersonId(draft.other), &note).await?;
    let relations = call.store.relations(call.actor, id).await?;
    let relation = relations.into_iter().find(|relation| relation.id == made);
    let relation = relation.ok_or_else(Problem::not_found)?;
    Ok(Created::new("/api/v1/relations", made.0, Relation::from(relation)))
}

/// Take a relation back.
#[utoipa::path(delete, path = "/api/v1/relations/{id}", tag = "memory", operation_id = "unrelate",
    params(("id" = Uuid, Path, description = "Its id")),
    responses((status = 204, description = "It is gone")))]
pub(crate) async fn remove(call: Call, Path(id): Path<RelationId>) -> Result<StatusCode, Problem> {
    call.store.unrelate(&call.permit(Action::WritePeople)?, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
