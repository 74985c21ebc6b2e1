//! Small presents that lie ready, and what became of each that was meant for somebody.

use domain::access::Action;
use domain::ids::{GestureId, PersonId, PresentId};
use domain::memory::known;
use domain::presents::ParcelState;
use serde::{Deserialize, Serialize};
use store::presents::{Draft, Parcels};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::answer::{Created, Page, Tagged, cursor, limit};
use super::extract::{IfMatch, Json, Path, Query};
use super::gate::Call;
use super::problem::Problem;
use crate::presents::year;

/// A present to put into the catalogue, or what is corrected of one.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PresentDraft {
    /// What it is.
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    /// What one costs, in minor units of the company's currency.
    #[schema(minimum = 0)]
    cost: i64,
    /// How many lie on the shelf, those put by among them; left out, nobody counts.
    #[schema(minimum = 0, maximum = 1_000_000)]
    shelf: Option<i64>,
    /// Below how many free ones the day says so.
    #[schema(minimum = 0, maximum = 1_000_000)]
    mark: Option<i64>,
}

/// Whether a present is put away.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Putting {
    /// Away, or out again.
    away: bool,
}

/// A present of the catalogue.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Present {
    /// Its id.
    id: Uuid,
    /// What it is.
    name: String,
    /// What one costs, in minor units of the company's currency.
    cost: i64,
    /// How many lie on the shelf, those put by among them; absent where nobody counts.
    shelf: Option<i64>,
    /// How many of them are free.
    free: Option<i64>,
    /// Below how many free ones the day says so.
    mark: Option<i64>,
    /// Whether it is put away.
    is_away: bool,
    /// Put by for somebody.
    reserved: i64,
    /// On their way.
    sent: i64,
    /// Arrived.
    delivered: i64,
    /// Came back.
    returned: i64,
    /// What those sent this year cost with all that was spent on their gestures, in minor units.
    spent: i64,
    /// Its version: the ETag to change it under.
    version: i64,
}

impl From<store::presents::Present> for Present {
    fn from(held: store::presents::Present) -> Self {
        Self {
            id: held.id.0,
            free: held.free(),
            name: held.name,
            cost: held.cost,
            shelf: held.shelf,
            mark: held.mark,
            is_away: held.put_away.is_some(),
            reserved: held.reserved,
            sent: held.sent,
            delivered: held.delivered,
            returned: held.returned,
            spent: held.spent,
            version: held.version,
        }
    }
}

/// A present that was meant for somebody.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Parcel {
    /// The gesture whose it is: by it a parcel is named.
    gesture: Uuid,
    /// Which present.
    present: Uuid,
    /// What that is.
    name: String,
    /// `reserved`, `sent`, `delivered`, `returned` or `released`.
    state: &'static str,
    /// For whom.
    person: Uuid,
    /// When it was decided.
    #[schema(format = DateTime)]
    decided_at: String,
    /// When it was sent.
    #[schema(format = DateTime)]
    sent_at: Option<String>,
    /// Who sent it.
    sent_by: Option<String>,
    /// What was said when it was sent: a tracking number, a note.
    note: String,
    /// What it cost with all that was spent on its gesture, in minor units.
    cost: i64,
    /// Of which currency.
    currency: String,
    /// When it arrived, came back or was given up.
    #[schema(format = DateTime)]
    ended_at: Option<String>,
    /// Who said so.
    ended_by: Option<String>,
}

impl From<store::presents::Parcel> for Parcel {
    fn from(held: store::presents::Parcel) -> Self {
        Self {
            gesture: held.gesture.0,
            present: held.present.0,
            name: held.name,
            state: held.state.name(),
            person: held.person.0,
            decided_at: held.decided.to_string(),
            sent_at: held.sent.map(|at| at.to_string()),
            sent_by: held.sent_by,
            note: held.note,
            cost: held.cost.minor,
            currency: held.cost.currency.code().to_owned(),
            ended_at: held.ended.map(|at| at.to_string()),
            ended_by: held.ended_by,
        }
    }
}

/// Where a list of presents begins.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// Most on a page.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u32>,
    /// What the page before said as `next`.
    after: Option<String>,
}

/// Which parcels to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct AskedParcels {
    /// Of this present.
    present: Option<Uuid>,
    /// For this person.
    person: Option<Uuid>,
    /// `reserved`, `sent`, `delivered`, `returned` or `released`.
    #[param(pattern = "^(reserved|sent|delivered|returned|released)$")]
    state: Option<String>,
    /// Most on a page.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u32>,
    /// What the page before said as `next`.
    after: Option<String>,
}

/// What became of a parcel.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ParcelEnd {
    /// `delivered` or `returned`.
    #[schema(pattern = "^(delivered|returned)$")]
    state: String,
    /// Of what came back: whether it lies on the shelf again.
    onto_shelf: Option<bool>,
}

impl PresentDraft {
    fn read(&self) -> Draft<'_> {
        Draft { name: &self.name, cost: self.cost, shelf: self.shelf, mark: self.mark }
    }
}

/// Read the presents, as they were made.
#[utoipa::path(get, path = "/api/v1/presents", tag = "gifts", operation_id = "listPresents", params(Asked),
    responses((status = 200, description = "The presents", body = Page<Present>)))]
pub(crate) async fn list(call: Call, Query(asked): Query<Asked>) -> Result<Page<Present>, Problem> {
    let (limit, after) = (limit(asked.limit)?, cursor::<PresentId>(asked.after.as_deref())?);
    let since = year(&call.store, call.now).await?;
    let presents = call.store.presents(call.actor, since, after, limit + 1).await?;
    Ok(Page::of(presents, limit, |present| present.id, Present::from))
}

/// Put a present into the catalogue.
#[utoipa::path(post, path = "/api/v1/presents", tag = "gifts", operation_id = "makePresent",
    request_body = PresentDraft, responses((status = 201, description = "The present", body = Present)))]
pub(crate) async fn make(call: Call, Json(draft): Json<PresentDraft>) -> Result<Created<Present>, Problem> {
    let id = call.store.make_present(&call.permit(Action::GiveGifts)?, draft.read()).await?;
    let Tagged(version, made) = one(call, Path(id)).await?;
    Ok(Created::new("/api/v1/presents", id.0, made).tagged(version))
}

/// Read a present.
#[utoipa::path(get, path = "/api/v1/presents/{id}", tag = "gifts", operation_id = "readPresent",
    params(("id" = Uuid, Path, description = "Its id")),
    responses((status = 200, description = "The present", body = Present)))]
pub(crate) async fn one(call: Call, Path(id): Path<PresentId>) -> Result<Tagged<Present>, Problem> {
    let since = year(&call.store, call.now).await?;
    let held = call.store.present(call.actor, id, since).await?.ok_or_else(Problem::not_found)?;
    Ok(Tagged(held.version, held.into()))
}

/// Correct a present, or count it again.
#[utoipa::path(put, path = "/api/v1/presents/{id}", tag = "gifts", operation_id = "changePresent",
    params(("id" = Uuid, Path, description = "Its id"), ("If-Match" = String, Header, description = "Its ETag")),
    request_body = PresentDraft,
    responses((status = 200, description = "The present", body = Present)))]
pub(crate) async fn change(
    call: Call,
    Path(id): Path<PresentId>,
    IfMatch(version): IfMatch,
    Json(draft): Json<PresentDraft>,
) -> Result<Tagged<Present>, Problem> {
    let permit = call.permit(Action::GiveGifts)?;
    call.store.change_present(&permit, id, version, draft.read()).await.map_err(Problem::of_edit)?;
    one(call, Path(id)).await
}

/// Put a present away, or bring it out again.
#[utoipa::path(post, path = "/api/v1/presents/{id}/put-away", tag = "gifts", operation_id = "putPresentAway",
    params(("id" = Uuid, Path, description = "Its id"), ("If-Match" = String, Header, description = "Its ETag")),
    request_body = Putting,
    responses((status = 200, description = "The present", body = Present)))]
pub(crate) async fn put_away(
    call: Call,
    Path(id): Path<PresentId>,
    IfMatch(version): IfMatch,
    Json(putting): Json<Putting>,
) -> Result<Tagged<Present>, Problem> {
    let permit = call.permit(Action::GiveGifts)?;
    call.store.put_present(&permit, id, version, putting.away).await.map_err(Problem::of_edit)?;
    one(call, Path(id)).await
}

/// Read parcels: of those put by or on their way the oldest first, else the latest.
#[utoipa::path(get, path = "/api/v1/parcels", tag = "gifts", operation_id = "listParcels", params(AskedParcels),
    responses((status = 200, description = "The parcels", body = Page<Parcel>)))]
pub(crate) async fn parcels(call: Call, Query(asked): Query<AskedParcels>) -> Result<Page<Parcel>, Problem> {
    let state = asked.state.as_deref();
    let state = state.map(|state| known("state of a parcel", state, ParcelState::from_name)).transpose();
    let limit = limit(asked.limit)?;
    let which = Parcels {
        present: asked.present.map(PresentId),
        person: asked.person.map(PersonId),
        state: state.map_err(Problem::malformed)?,
        after: cursor::<GestureId>(asked.after.as_deref())?,
    };
    let found = call.store.parcels(call.actor, &which, limit + 1).await?;
    Ok(Page::of(found, limit, |parcel| parcel.gesture, Parcel::from))
}

/// Read the parcel of a gesture.
#[utoipa::path(get, path = "/api/v1/parcels/{id}", tag = "gifts", operation_id = "readParcel",
    params(("id" = Uuid, Path, description = "The gesture's id")),
    responses((status = 200, description = "The parcel", body = Parcel)))]
pub(crate) async fn parcel(call: Call, Path(id): Path<GestureId>) -> Result<axum::Json<Parcel>, Problem> {
    let held = call.store.parcel(call.actor, id).await?.ok_or_else(Problem::not_found)?;
    Ok(axum::Json(held.into()))
}

/// Say that a parcel arrived, or came back. That it was sent is said by closing its gesture as done.
#[utoipa::path(post, path = "/api/v1/parcels/{id}/end", tag = "gifts", operation_id = "endParcel",
    params(("id" = Uuid, Path, description = "The gesture's id")), request_body = ParcelEnd,
    responses((status = 200, description = "The parcel", body = Parcel)))]
pub(crate) async fn end(
    call: Call,
    Path(id): Path<GestureId>,
    Json(end): Json<ParcelEnd>,
) -> Result<axum::Json<Parcel>, Problem> {
    let state = known("end of a parcel", &end.state, ParcelState::from_name).map_err(Problem::invalid)?;
    let permit = call.permit(Action::WritePeople)?;
    call.store.end_parcel(&permit, id, state, end.onto_shelf.unwrap_or(false)).await?;
    parcel(call, Path(id)).await
}
