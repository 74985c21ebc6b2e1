//! What tills ask: a code is looked up, something is taken off, and put back the same day.

use domain::Day;
use domain::access::Action;
use domain::ids::{CertificateId, RedemptionId};
use serde::{Deserialize, Serialize};
use store::certificates::{Take, Which};
use utoipa::ToSchema;
use uuid::Uuid;

use super::certificates::{Certificate, Redemption, certificate, today};
use super::extract::{Json, Path};
use super::gate::Call;
use super::problem::Problem;

/// What a till looks up.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LookUp {
    /// The code as it was typed or read, in any case, with or without hyphens.
    #[schema(max_length = 200)]
    code: String,
    /// Which till.
    #[schema(max_length = 100)]
    till: Option<String>,
}

/// What a till takes off, or puts back. Say `code` or `certificate`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TakeDraft {
    /// The code as it was typed or read.
    #[schema(max_length = 200)]
    code: Option<String>,
    /// The id of a certificate looked up before.
    certificate: Option<Uuid>,
    /// How much, in minor units of the certificate's currency; 1 of a trial. Below zero it is put back.
    amount: i64,
    /// The till's own name for this request: asked again, it is done once and answered the same.
    #[schema(min_length = 1, max_length = 100)]
    request: String,
    /// Which till.
    #[schema(max_length = 100)]
    till: Option<String>,
    /// What there is to say of it.
    #[schema(max_length = 500)]
    note: Option<String>,
}

/// What a till is answered.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Taken {
    /// What was done, now or when the same was asked before.
    redemption: Redemption,
    /// The certificate as it stands now.
    certificate: Certificate,
}

/// Look a code up at a till. After 20 codes that were none within an hour it waits for the next.
#[utoipa::path(post, path = "/api/v1/till/look-up", tag = "gifts", operation_id = "lookUpCertificate",
    request_body = LookUp,
    responses((status = 200, description = "The certificate", body = Certificate)))]
pub(crate) async fn look_up(
    call: Call,
    Json(asked): Json<LookUp>,
) -> Result<axum::Json<Certificate>, Problem> {
    let permit = call.permit(Action::RedeemGifts)?;
    let till = asked.till.unwrap_or_default();
    let held = call.store.certificate_by_code(&permit, &asked.code, &till).await?;
    Ok(axum::Json(certificate(held, today(&call).await?)))
}

/// Take something off a certificate, or put it back.
#[utoipa::path(post, path = "/api/v1/till/redemptions", tag = "gifts", operation_id = "redeemCertificate",
    request_body = TakeDraft,
    responses((status = 200, description = "What was done, and what is left", body = Taken)))]
pub(crate) async fn redeem(call: Call, Json(draft): Json<TakeDraft>) -> Result<axum::Json<Taken>, Problem> {
    let permit = call.permit(Action::RedeemGifts)?;
    let which = match (&draft.code, draft.certificate) {
        (Some(code), None) => Which::Typed(code),
        (None, Some(id)) => Which::Open(CertificateId(id)),
        _ => return Err(Problem::invalid("Say either 'code' or 'certificate'.")),
    };
    let take = Take {
        which,
        amount: draft.amount,
        request: &draft.request,
        till: draft.till.as_deref().unwrap_or_default(),
        note: draft.note.as_deref().unwrap_or_default(),
    };
    let taken = call.store.redeem(&permit, &take).await?;
    Ok(axum::Json(answered(taken, today(&call).await?)))
}

/// Put back what was taken today.
#[utoipa::path(post, path = "/api/v1/certificates/{id}/redemptions/{redemption}/undo", tag = "gifts",
    operation_id = "undoRedemption",
    params(("id" = Uuid, Path, description = "The certificate's id"),
        ("redemption" = Uuid, Path, description = "The redemption's id")),
    responses((status = 200, description = "What was done, and what is left", body = Taken)))]
pub(crate) async fn undo(
    call: Call,
    Path((id, redemption)): Path<(CertificateId, RedemptionId)>,
) -> Result<axum::Json<Taken>, Problem> {
    let permit = call.permit(Action::RedeemGifts)?;
    let taken = call.store.undo_redemption(&permit, id, redemption).await?;
    Ok(axum::Json(answered(taken, today(&call).await?)))
}

fn answered(taken: store::certificates::Taken, today: Day) -> Taken {
    Taken { redemption: taken.redemption.into(), certificate: certificate(taken.certificate, today) }
}
