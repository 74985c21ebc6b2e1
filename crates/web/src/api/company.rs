//! The company itself: imports, the team, and who did what.

use domain::Instant;
use domain::access::Action;
use domain::ids::{AuditId, ImportId};
use serde::{Deserialize, Serialize};
use store::audit::AuditFilter;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::answer::{LIMIT_MAX, Page, cursor, limit};
use super::extract::{Path, Query};
use super::gate::Call;
use super::problem::Problem;

/// An import of orders.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Import {
    /// Its id.
    id: Uuid,
    /// The name under which ids are unique.
    source: String,
    /// The file.
    file: String,
    /// `running`, `done`, `failed`, `undoing` or `undone`.
    state: &'static str,
    /// Why it failed.
    error: Option<String>,
    /// When it began.
    #[schema(format = DateTime)]
    started_at: String,
    /// When it ended.
    #[schema(format = DateTime)]
    ended_at: Option<String>,
    /// Rows of the file done with.
    rows_done: u64,
    /// Orders made.
    created: u64,
    /// Orders changed.
    updated: u64,
    /// Orders that stood already as the file says.
    unchanged: u64,
    /// Rows set aside.
    refused: u64,
    /// After an undo: orders kept because they were changed since.
    kept: u64,
}

/// The imports there were.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Imports {
    /// The latest first, at most 200.
    data: Vec<Import>,
}

/// A member of the team.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Member {
    /// Their id.
    id: Uuid,
    /// Their name.
    name: String,
    /// Their e-mail address.
    email: String,
    /// What they are trusted with.
    role: &'static str,
}

/// The team.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Team {
    /// By name.
    data: Vec<Member>,
}

/// Which lines of the audit to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// Of this actor: `staff <id>`, `key <id>`, `operator`.
    #[param(max_length = 200)]
    actor: Option<String>,
    /// This action, or its noun alone: `fact` finds `fact.remembered`.
    #[param(max_length = 200)]
    action: Option<String>,
    /// What befell this thing.
    object_id: Option<Uuid>,
    /// Most lines on a page.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u32>,
    /// What the page before said as `next`.
    after: Option<String>,
}

/// A line of the audit.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AuditLine {
    /// Its id.
    id: Uuid,
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// Who.
    actor: String,
    /// What was done.
    action: String,
    /// To what kind of thing.
    object: String,
    /// To which.
    object_id: Option<Uuid>,
    /// Which fields, or how many.
    detail: String,
}

impl From<store::imports::Import> for Import {
    fn from(import: store::imports::Import) -> Self {
        Self {
            id: import.id.0,
            source: import.source,
            file: import.file,
            state: import.state.name(),
            error: import.error.map(|kept| listen::import::Stopped::of(&kept).to_string()),
            started_at: import.started_at.to_string(),
            ended_at: import.ended_at.as_ref().map(Instant::to_string),
            rows_done: import.rows_done,
            created: import.tally.created,
            updated: import.tally.updated,
            unchanged: import.tally.unchanged,
            refused: import.refused,
            kept: import.kept,
        }
    }
}

/// List the imports there were, the latest first.
#[utoipa::path(get, path = "/api/v1/imports", tag = "orders", operation_id = "listImports",
    responses((status = 200, description = "The imports", body = Imports)))]
pub(crate) async fn imports(call: Call) -> Result<axum::Json<Imports>, Problem> {
    let imports = call.store.imports(call.actor, LIMIT_MAX).await?;
    Ok(axum::Json(Imports { data: imports.into_iter().map(Import::from).collect() }))
}

/// Read an import: how far it is and what it did.
#[utoipa::path(get, path = "/api/v1/imports/{id}", tag = "orders", operation_id = "readImport",
    params(("id" = Uuid, Path, description = "Its id")),
    responses((status = 200, description = "The import", body = Import)))]
pub(crate) async fn import(call: Call, Path(id): Path<ImportId>) -> Result<axum::Json<Import>, Problem> {
    let import = call.store.import(call.actor, id).await?.ok_or_else(Problem::not_found)?;
    Ok(axum::Json(Import::from(import)))
}

/// Take an import back. Orders changed since are kept.
#[utoipa::path(post, path = "/api/v1/imports/{id}/undo", tag = "orders", operation_id = "undoImport",
    params(("id" = Uuid, Path, description = "Its id")),
    responses((status = 200, description = "The import", body = Import)))]
pub(crate) async fn undo(call: Call, Path(id): Path<ImportId>) -> Result<axum::Json<Import>, Problem> {
    let permit = call.permit(Action::ImportOrders)?;
    call.store.undo_import(&permit, id, |_| ()).await?;
    import(call, Path(id)).await
}

/// List the team, by name.
#[utoipa::path(get, path = "/api/v1/team", tag = "company", operation_id = "listTeam",
    responses((status = 200, description = "The team", body = Team)))]
pub(crate) async fn team(call: Call) -> Result<axum::Json<Team>, Problem> {
    let member = |member: store::staff::Member| Member {
        id: member.id.0,
        name: member.name,
        email: member.email,
        role: member.role.name(),
    };
    let data = call.store.team(call.actor).await?.into_iter().map(member).collect();
    Ok(axum::Json(Team { data }))
}

/// List who saw what is sensitive and who changed what, the newest first.
#[utoipa::path(get, path = "/api/v1/audit", tag = "company", operation_id = "listAudit", params(Asked),
    responses((status = 200, description = "A page of lines", body = Page<AuditLine>)))]
pub(crate) async fn audit(call: Call, Query(asked): Query<Asked>) -> Result<Page<AuditLine>, Problem> {
    let limit = limit(asked.limit)?;
    let filter = AuditFilter {
        actor: asked.actor,
        action: asked.action,
        object_id: asked.object_id,
        after: cursor(asked.after.as_deref())?.map(AuditId),
        ..AuditFilter::default()
    };
    let lines = call.store.audit(call.actor, &filter, limit + 1).await?;
    Ok(Page::of(
        lines,
        limit,
        |line| line.id.0,
        |line| AuditLine {
            id: line.id.0,
            at: line.at.to_string(),
            actor: line.actor,
            action: line.action,
            object: line.object,
            object_id: line.object_id,
            detail: line.detail,
        },
    ))
}
