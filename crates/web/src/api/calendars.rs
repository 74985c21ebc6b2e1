//! Holidays of the company's own, and who keeps which calendar.

use domain::access::Action;
use domain::holidays::KNOWN;
use domain::ids::PersonId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::answer::Tagged;
use super::extract::{IfMatch, Json, Path};
use super::gate::Call;
use super::problem::Problem;

/// A calendar to write down.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CalendarDraft {
    /// What people call it.
    #[schema(min_length = 1, max_length = 80)]
    title: String,
    /// Its holidays, one a line: `Founding day = 09-14`, `Easter Monday = easter +1`.
    #[schema(max_length = 32768)]
    rules: String,
}

/// A calendar of the company's own.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Calendar {
    /// Its name, as people's observances and plays say it.
    name: String,
    /// What people call it.
    title: String,
    /// Its holidays, one a line.
    rules: String,
    /// Its version: the ETag to change or remove it under.
    version: i64,
}

/// The calendars there are.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Calendars {
    /// The company's own, by title.
    data: Vec<Calendar>,
    /// The names of those the program knows.
    known: Vec<&'static str>,
}

/// The calendars somebody keeps.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Observances {
    /// By name; none leaves it to their country.
    #[schema(max_items = 20)]
    calendars: Vec<String>,
}

impl From<store::calendars::Calendar> for Calendar {
    fn from(kept: store::calendars::Calendar) -> Self {
        let store::calendars::Calendar { name, title, rules, version, .. } = kept;
        Self { name, title, rules, version }
    }
}

/// Read the calendars of holidays.
#[utoipa::path(get, path = "/api/v1/calendars", tag = "gifts", operation_id = "listCalendars",
    responses((status = 200, description = "The calendars", body = Calendars)))]
pub(crate) async fn list(call: Call) -> Result<axum::Json<Calendars>, Problem> {
    let own = call.store.calendars(call.actor).await?;
    let known = KNOWN.iter().map(|calendar| calendar.name).collect();
    Ok(axum::Json(Calendars { data: own.into_iter().map(Calendar::from).collect(), known }))
}

/// Write a calendar down. A new one is made under the ETag `"0"`.
#[utoipa::path(put, path = "/api/v1/calendars/{name}", tag = "gifts", operation_id = "writeCalendar",
    params(("name" = String, Path, description = "Its name"),
        ("If-Match" = String, Header, description = "Its ETag")),
    request_body = CalendarDraft,
    responses((status = 200, description = "The calendar", body = Calendar)))]
pub(crate) async fn write(
    call: Call,
    Path(name): Path<String>,
    IfMatch(version): IfMatch,
    Json(draft): Json<CalendarDraft>,
) -> Result<Tagged<Calendar>, Problem> {
    let permit = call.permit(Action::ManagePlays)?;
    let CalendarDraft { title, rules } = draft;
    let saved = call.store.save_calendar(&permit, version, &name, &title, &rules).await;
    let version = saved.map_err(Problem::of_edit)?;
    let title = title.trim().to_owned();
    Ok(Tagged(version, Calendar { name, title, rules, version }))
}

/// Take a calendar away.
#[utoipa::path(delete, path = "/api/v1/calendars/{name}", tag = "gifts", operation_id = "removeCalendar",
    params(("name" = String, Path, description = "Its name"),
        ("If-Match" = String, Header, description = "Its ETag")),
    responses((status = 204, description = "It is gone")))]
pub(crate) async fn remove(
    call: Call,
    Path(name): Path<String>,
    IfMatch(version): IfMatch,
) -> Result<axum::http::StatusCode, Problem> {
    let permit = call.permit(Action::ManagePlays)?;
    call.store.remove_calendar(&permit, &name, version).await.map_err(Problem::of_edit)?;
    Ok(axum::http::StatusCode::NO_CONTENT)
}

/// Read which calendars somebody keeps.
#[utoipa::path(get, path = "/api/v1/people/{id}/calendars", tag = "gifts",
    operation_id = "readObservances", params(("id" = Uuid, Path, description = "The person's id")),
    responses((status = 200, description = "The calendars by name", body = Observances)))]
pub(crate) async fn kept(call: Call, Path(id): Path<PersonId>) -> Result<axum::Json<Observances>, Problem> {
    call.someone(id).await?;
    let calendars = call.store.observances(call.actor, id).await?;
    Ok(axum::Json(Observances { calendars }))
}

/// Say which calendars somebody keeps.
#[utoipa::path(put, path = "/api/v1/people/{id}/calendars", tag = "gifts",
    operation_id = "writeObservances", params(("id" = Uuid, Path, description = "The person's id")),
    request_body = Observances,
    responses((status = 200, description = "The calendars by name", body = Observances)))]
pub(crate) async fn observe(
    call: Call,
    Path(id): Path<PersonId>,
    Json(kept): Json<Observances>,
) -> Result<axum::Json<Observances>, Problem> {
    let permit = call.permit(Action::WritePeople)?;
    call.store.observe(&permit, id, &kept.calendars).await?;
    let calendars = call.store.observances(domain::Actor::System("api"), id).await?;
    Ok(axum::Json(Observances { calendars }))
}
