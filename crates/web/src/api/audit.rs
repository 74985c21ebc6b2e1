//! Who saw what is sensitive, and who changed what.

use domain::ids::AuditId;
use serde::{Deserialize, Serialize};
use store::audit::AuditFilter;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::answer::Page;
use super::extract::{Paged, Paging};
use super::gate::Call;
use super::problem::Problem;

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

/// List who saw what is sensitive and who changed what, the newest first.
#[utoipa::path(get, path = "/api/v1/audit", tag = "company", operation_id = "listAudit", params(Paging, Asked),
    responses((status = 200, description = "A page of lines", body = Page<AuditLine>)))]
pub(crate) async fn list(call: Call, paged: Paged<Asked>) -> Result<Page<AuditLine>, Problem> {
    let filter = AuditFilter {
        after: paged.cursor()?.map(AuditId),
        actor: paged.of.actor,
        action: paged.of.action,
        object_id: paged.of.object_id,
        ..AuditFilter::default()
    };
    let lines = call.store.audit(call.actor, &filter, paged.limit + 1).await?;
    Ok(Page::of(
        lines,
        paged.limit,
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
