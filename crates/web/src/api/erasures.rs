//! People erased, and the receipts.

use std::collections::BTreeMap;

use domain::access::Action;
use domain::erasure::AskedBy;
use domain::ids::{ErasureId, PersonId};
use domain::memory::known;
use serde::{Deserialize, Serialize};
use store::erasures::{Erasure, Held, NewErasure};
use utoipa::ToSchema;
use uuid::Uuid;

use super::answer::{Created, Page};
use super::extract::{Json, Paged, Paging, Path};
use super::gate::Call;
use super::problem::Problem;

/// What an erasure would take, and what it would leave with nobody's name on it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Balance {
    /// How many of what goes: `identities`, `profile`, `facts`, `promises`, `relations`, `touches`, `events`,
    /// `letters`, `words`, `consents`, `rests`, `memberships`, `duplicates`, `merges`, `standing`, `traces`.
    goes: BTreeMap<&'static str, u64>,
    /// How many of what stays: `orders`, `draws`, `ways`, `gestures`, `certificates`.
    stays: BTreeMap<&'static str, u64>,
}

impl Balance {
    fn new(held: &[Held]) -> Self {
        let part = |stays: bool| {
            let part = held.iter().filter(|held| held.thing.stays() == stays);
            part.map(|held| (held.thing.name(), held.count)).collect()
        };
        Self { goes: part(false), stays: part(true) }
    }
}

/// Who asked for an erasure, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ErasureDraft {
    /// `person`, `representative`, `authority` or `company`.
    asked_by: String,
    /// Why, without their name or address: it stays.
    #[schema(max_length = 500)]
    reason: String,
}

/// The receipt of an erasure.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Receipt {
    /// Its id.
    id: Uuid,
    /// Its number, from 1.
    number: i64,
    /// Who it was: an id that leads to nobody any more.
    person: Uuid,
    /// Who asked for it.
    asked_by: &'static str,
    /// Why.
    reason: String,
    /// Who did it.
    erased_by: String,
    /// When.
    #[schema(format = DateTime)]
    erased_at: String,
    /// What went, and what stayed.
    counts: Balance,
    /// By how many ways they were known.
    ways: u64,
}

impl From<Erasure> for Receipt {
    fn from(erasure: Erasure) -> Self {
        Self {
            id: erasure.id.0,
            number: erasure.number,
            person: erasure.person.0,
            asked_by: erasure.asked_by.name(),
            counts: Balance::new(&erasure.counts),
            reason: erasure.reason,
            erased_by: erasure.erased_by,
            erased_at: erasure.erased_at.to_string(),
            ways: erasure.ways,
        }
    }
}

/// Read what erasing somebody would take and leave.
#[utoipa::path(get, path = "/api/v1/people/{id}/erasure", tag = "people", operation_id = "previewErasure",
    params(("id" = Uuid, Path, description = "Their id")),
    responses((status = 200, description = "What goes and what stays", body = Balance)))]
pub(crate) async fn preview(call: Call, Path(id): Path<PersonId>) -> Result<axum::Json<Balance>, Problem> {
    Ok(axum::Json(Balance::new(&call.store.held_of(call.actor, id).await?)))
}

/// Erase somebody for good. Who was erased before keeps the receipt they have.
#[utoipa::path(post, path = "/api/v1/people/{id}/erasure", tag = "people", operation_id = "erasePerson",
    params(("id" = Uuid, Path, description = "Their id")),
    request_body = ErasureDraft, responses((status = 201, description = "The receipt", body = Receipt)))]
pub(crate) async fn erase(
    call: Call,
    Path(person): Path<PersonId>,
    Json(draft): Json<ErasureDraft>,
) -> Result<Created<Receipt>, Problem> {
    let permit = call.permit(Action::ErasePeople)?;
    let asked_by = known("asker", &draft.asked_by, AskedBy::from_name).map_err(Problem::invalid)?;
    let id = call.store.erase(&permit, &NewErasure { person, asked_by, reason: &draft.reason }).await?;
    let receipt = call.store.erasure(ERASER, id).await?.ok_or_else(Problem::not_found)?;
    Ok(Created::new("/api/v1/erasures", id.0, receipt.into()))
}

/// Who erases may see the receipt they get, though not those of others.
const ERASER: domain::Actor = domain::Actor::System("web.erasures");

/// List receipts of erasures, the latest first.
#[utoipa::path(get, path = "/api/v1/erasures", tag = "people", operation_id = "listErasures", params(Paging),
    responses((status = 200, description = "A page of receipts", body = Page<Receipt>)))]
pub(crate) async fn list(call: Call, paged: Paged) -> Result<Page<Receipt>, Problem> {
    let erasures = call.store.erasures(call.actor, paged.cursor()?, paged.limit + 1).await?;
    Ok(Page::of(erasures, paged.limit, |erasure| erasure.number, Receipt::from))
}

/// Read a receipt.
#[utoipa::path(get, path = "/api/v1/erasures/{id}", tag = "people", operation_id = "readErasure",
    params(("id" = Uuid, Path, description = "Its id")),
    responses((status = 200, description = "The receipt", body = Receipt)))]
pub(crate) async fn one(call: Call, Path(id): Path<ErasureId>) -> Result<axum::Json<Receipt>, Problem> {
    let found = call.store.erasure(call.actor, id).await?;
    found.map(|erasure| axum::Json(erasure.into())).ok_or_else(Problem::not_found)
}
