//! Certificates: given, read, voided, and what is owed on them.

use domain::access::Action;
use domain::certificates::CertificateRefusal;
use domain::ids::{CertificateId, PersonId};
use domain::plays::{Certificate as Gift, Worth};
use domain::time::month_name;
use domain::{Actor, Day};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::answer::{Created, Tagged};
use super::extract::{IfMatch, Json, Path, Query};
use super::facts::read_day;
use super::gate::Call;
use super::problem::Problem;

/// A certificate to give.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CertificateDraft {
    /// An amount of money, in minor units of the company's currency. Either this or `trial_of`.
    #[schema(minimum = 1)]
    amount: Option<i64>,
    /// What can be tried.
    #[schema(max_length = 100)]
    trial_of: Option<String>,
    /// Of a trial: what it costs us, in minor units of the company's currency.
    #[schema(minimum = 0)]
    cost: Option<i64>,
    /// Its last day, in the company's zone; left out, it never expires.
    #[schema(format = Date)]
    expires_on: Option<String>,
}

/// Why a certificate is taken back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Voiding {
    /// The reason.
    #[schema(min_length = 1, max_length = 500)]
    reason: String,
}

/// A certificate.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Certificate {
    /// Its id.
    id: Uuid,
    /// Its code; absent for a key that may neither give nor redeem.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    /// Whose.
    person: Uuid,
    /// `money` or `trial`.
    kind: &'static str,
    /// What can be tried; empty of money.
    trial_of: String,
    /// What it was worth, in minor units; 1 of a trial.
    amount: i64,
    /// What is left.
    balance: i64,
    /// The currency, ISO 4217.
    currency: String,
    /// `open`, `used`, `expired` or `voided`.
    state: &'static str,
    /// Its last day, in the company's zone.
    #[schema(format = Date)]
    expires_on: Option<String>,
    /// Who issued it.
    issued_by: String,
    /// When.
    #[schema(format = DateTime)]
    issued_at: String,
    /// The play that gave it.
    play: Option<Uuid>,
    /// When it was taken back.
    #[schema(format = DateTime)]
    voided_at: Option<String>,
    /// Why.
    void_reason: Option<String>,
    /// Its version: the ETag to void it under.
    version: i64,
}

/// A person's certificates.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Certificates {
    /// The latest first.
    data: Vec<Certificate>,
}

/// Something taken off a certificate, or put back.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Redemption {
    /// Its id.
    id: Uuid,
    /// How much, in minor units; below zero it was put back.
    amount: i64,
    /// What was left then.
    balance: i64,
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// At which till.
    till: String,
    /// By whom.
    taken_by: String,
    /// What was said of it.
    note: String,
    /// The till's name for the request.
    request: String,
}

/// What was taken off a certificate and put back.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Redemptions {
    /// The latest first.
    data: Vec<Redemption>,
}

/// A period.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Period {
    /// Its first day, in the company's zone.
    #[param(format = Date)]
    from: String,
    /// Its last day.
    #[param(format = Date)]
    until: String,
}

/// Certificates open today.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OpenCertificates {
    /// The currency, ISO 4217.
    currency: String,
    /// `money` or `trial`.
    kind: &'static str,
    /// The month they were issued in, `2026-09`.
    issued: String,
    /// The month of their last day; `null` where they never expire.
    expires: Option<String>,
    /// How many.
    count: i64,
    /// What is left on them, in minor units; of trials, how many.
    balance: i64,
}

/// What moved in the period: opening + issued − redeemed − expired − voided = closing.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Movement {
    /// The currency, ISO 4217.
    currency: String,
    /// `money`, in minor units, or `trial`, by number.
    kind: &'static str,
    /// Open before the first day.
    opening: i64,
    /// Issued.
    issued: i64,
    /// Taken, less what was put back.
    redeemed: i64,
    /// Left on those whose last day was in the period.
    expired: i64,
    /// Left on those taken back.
    voided: i64,
    /// Open after the last day.
    closing: i64,
}

/// What is owed on certificates.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Liability {
    /// What is open today, by month of issue and of expiry.
    open: Vec<OpenCertificates>,
    /// What moved in the period.
    moved: Vec<Movement>,
}

pub(super) fn certificate(held: store::certificates::Certificate, today: Day) -> Certificate {
    let state = held.state(today).name();
    let (voided_at, void_reason) = held.voided.map(|(_, at, reason)| (at.to_string(), reason)).unzip();
    Certificate {
        id: held.id.0,
        code: held.code.map(|code| code.to_string()),
        person: held.person.0,
        kind: held.kind.name(),
        trial_of: held.what,
        amount: held.amount,
        balance: held.balance,
        currency: held.currency.to_string(),
        state,
        expires_on: held.expires_on.map(|day| day.to_string()),
        issued_by: held.issued_by,
        issued_at: held.issued_at.to_string(),
        play: held.play.map(|play| play.0),
        voided_at,
        void_reason,
        version: held.version,
    }
}

impl From<store::certificates::Redemption> for Redemption {
    fn from(done: store::certificates::Redemption) -> Self {
        Self {
            id: done.id.0,
            amount: done.amount,
            balance: done.balance,
            at: done.at.to_string(),
            till: done.till,
            taken_by: done.taken_by,
            note: done.note,
            request: done.request,
        }
    }
}

/// Today where the company is.
pub(super) async fn today(call: &Call) -> Result<Day, Problem> {
    Ok(call.now.day_in(&call.store.zone(Actor::System("api")).await?))
}

/// Read a person's certificates.
#[utoipa::path(get, path = "/api/v1/people/{id}/certificates", tag = "gifts",
    operation_id = "listCertificates", params(("id" = Uuid, Path, description = "The person's id")),
    responses((status = 200, description = "Their certificates", body = Certificates)))]
pub(crate) async fn list(call: Call, Path(id): Path<PersonId>) -> Result<axum::Json<Certificates>, Problem> {
    call.someone(id).await?;
    let today = today(&call).await?;
    let held = call.store.certificates(call.actor, id).await?;
    Ok(axum::Json(Certificates { data: held.into_iter().map(|one| certificate(one, today)).collect() }))
}

/// Give a person a certificate.
#[utoipa::path(post, path = "/api/v1/people/{id}/certificates", tag = "gifts",
    operation_id = "giveCertificate", params(("id" = Uuid, Path, description = "The person's id")),
    request_body = CertificateDraft,
    responses((status = 201, description = "The certificate, with its code", body = Certificate)))]
pub(crate) async fn give(
    call: Call,
    Path(id): Path<PersonId>,
    Json(draft): Json<CertificateDraft>,
) -> Result<Created<Certificate>, Problem> {
    let permit = call.permit(Action::GiveGifts)?;
    let today = today(&call).await?;
    let worth = match (draft.amount, draft.trial_of) {
        (Some(amount), None) => Worth::Money { amount },
        (None, Some(of)) => Worth::Trial { of, cost: draft.cost.unwrap_or(0) },
        _ => return Err(Problem::invalid("Say either 'amount' or 'trial_of'.")),
    };
    let last = draft.expires_on.map(|day| read_day(&day)).transpose().map_err(Problem::invalid)?;
    let days = last.map(|last| u32::try_from(i64::from(last.0) - i64::from(today.0)));
    let days = days.transpose().map_err(|_| Problem::invalid(CertificateRefusal::Expiry))?;
    let gift = Gift { worth, expires_after_days: days };
    let given = call.store.give_certificate(&permit, id, &gift).await?;
    let system = Actor::System("api");
    let held = call.store.certificate(system, given).await?.ok_or_else(Problem::not_found)?;
    let version = held.version;
    Ok(Created::new("/api/v1/certificates", given.0, certificate(held, today)).tagged(version))
}

/// Read a certificate.
#[utoipa::path(get, path = "/api/v1/certificates/{id}", tag = "gifts", operation_id = "readCertificate",
    params(("id" = Uuid, Path, description = "Its id")),
    responses((status = 200, description = "The certificate", body = Certificate)))]
pub(crate) async fn one(call: Call, Path(id): Path<CertificateId>) -> Result<Tagged<Certificate>, Problem> {
    let held = call.store.certificate(call.actor, id).await?.ok_or_else(Problem::not_found)?;
    let today = today(&call).await?;
    Ok(Tagged(held.version, certificate(held, today)))
}

/// Take a certificate back.
#[utoipa::path(post, path = "/api/v1/certificates/{id}/void", tag = "gifts",
    operation_id = "voidCertificate",
    params(("id" = Uuid, Path, description = "Its id"), ("If-Match" = String, Header, description = "Its ETag")),
    request_body = Voiding,
    responses((status = 200, description = "The certificate", body = Certificate)))]
pub(crate) async fn void(
    call: Call,
    Path(id): Path<CertificateId>,
    IfMatch(version): IfMatch,
    Json(voiding): Json<Voiding>,
) -> Result<Tagged<Certificate>, Problem> {
    let permit = call.permit(Action::GiveGifts)?;
    call.store.void_certificate(&permit, id, version, &voiding.reason).await.map_err(Problem::of_edit)?;
    let system = Actor::System("api");
    let held = call.store.certificate(system, id).await?.ok_or_else(Problem::not_found)?;
    let today = today(&call).await?;
    Ok(Tagged(held.version, certificate(held, today)))
}

/// Read what was taken off a certificate.
#[utoipa::path(get, path = "/api/v1/certificates/{id}/redemptions", tag = "gifts",
    operation_id = "listRedemptions", params(("id" = Uuid, Path, description = "Its id")),
    responses((status = 200, description = "What was taken and put back", body = Redemptions)))]
pub(crate) async fn redemptions(
    call: Call,
    Path(id): Path<CertificateId>,
) -> Result<axum::Json<Redemptions>, Problem> {
    call.store.certificate(call.actor, id).await?.ok_or_else(Problem::not_found)?;
    let done = call.store.redemptions(call.actor, id).await?;
    Ok(axum::Json(Redemptions { data: done.into_iter().map(Redemption::from).collect() }))
}

/// Read what is owed on certificates.
#[utoipa::path(get, path = "/api/v1/liability", tag = "gifts", operation_id = "readLiability",
    params(Period),
    responses((status = 200, description = "What is open, and what moved", body = Liability)))]
pub(crate) async fn liability(
    call: Call,
    Query(period): Query<Period>,
) -> Result<axum::Json<Liability>, Problem> {
    let day = |text: &str| read_day(text).map_err(Problem::malformed);
    let owed = call.store.liability(call.actor, day(&period.from)?, day(&period.until)?).await?;
    let open = owed.open.into_iter().map(|line| OpenCertificates {
        currency: line.currency.to_string(),
        kind: line.kind.name(),
        issued: month_name(line.issued),
        expires: line.expires.map(month_name),
        count: line.count,
        balance: line.balance,
    });
    let moved = owed.moved.into_iter().map(|line| Movement {
        currency: line.currency.to_string(),
        kind: line.kind.name(),
        opening: line.opening,
        issued: line.issued,
        redeemed: line.redeemed,
        expired: line.expired,
        voided: line.voided,
        closing: line.closing,
    });
    Ok(axum::Json(Liability { open: open.collect(), moved: moved.collect() }))
}
