//! What hangs offline, and how often it is opened.

use domain::access::Action;
use serde::{Deserialize, Serialize};
use store::signs::Draft;
use utoipa::ToSchema;

use super::answer::Tagged;
use super::extract::{IfMatch, Json, Path};
use super::gate::Call;
use super::problem::Problem;

/// A sign to write down.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignDraft {
    /// What it is, and where it hangs.
    #[schema(min_length = 1, max_length = 80)]
    title: String,
    /// The address it opens.
    #[schema(pattern = "^https://[A-Za-z0-9][!-~]{0,1900}$")]
    target: String,
}

/// A sign.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Sign {
    /// Its name, which stands in its address.
    name: String,
    /// What it is, and where it hangs.
    title: String,
    /// The address it opens.
    target: String,
    /// The path that is printed, under the company's own address.
    path: String,
    /// Times it was opened in the last seven days.
    week: i64,
    /// Times in the last 28 days.
    month: i64,
    /// Times ever.
    ever: i64,
    /// Its version: the ETag to change it under.
    version: i64,
}

/// The signs there are.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Signs {
    /// By title.
    data: Vec<Sign>,
}

impl From<store::signs::Sign> for Sign {
    fn from(sign: store::signs::Sign) -> Self {
        let store::signs::Sign { name, title, target, version, week, month, ever } = sign;
        Self { path: format!("/s/{name}"), name, title, target, week, month, ever, version }
    }
}

/// Read the signs, and how often each was opened.
#[utoipa::path(get, path = "/api/v1/signs", tag = "letters", operation_id = "listSigns",
    responses((status = 200, description = "The signs", body = Signs)))]
pub(crate) async fn list(call: Call) -> Result<axum::Json<Signs>, Problem> {
    let today = call.now.day_in(&call.store.zone(call.actor).await?);
    let signs = call.store.signs(call.actor, today).await?;
    Ok(axum::Json(Signs { data: signs.into_iter().map(Sign::from).collect() }))
}

/// Read a sign.
#[utoipa::path(get, path = "/api/v1/signs/{name}", tag = "letters", operation_id = "readSign",
    params(("name" = String, Path, description = "Its name")),
    responses((status = 200, description = "The sign", body = Sign)))]
pub(crate) async fn one(call: Call, Path(name): Path<String>) -> Result<Tagged<Sign>, Problem> {
    let today = call.now.day_in(&call.store.zone(call.actor).await?);
    let sign = call.store.sign(call.actor, &name, today).await?.ok_or_else(Problem::not_found)?;
    Ok(Tagged(sign.version, sign.into()))
}

/// Write a sign down. A new one is made under the ETag `"0"`.
#[utoipa::path(put, path = "/api/v1/signs/{name}", tag = "letters", operation_id = "writeSign",
    params(("name" = String, Path, description = "Its name"),
        ("If-Match" = String, Header, description = "Its ETag")),
    request_body = SignDraft,
    responses((status = 200, description = "The sign", body = Sign)))]
pub(crate) async fn write(
    call: Call,
    Path(name): Path<String>,
    IfMatch(version): IfMatch,
    Json(draft): Json<SignDraft>,
) -> Result<Tagged<Sign>, Problem> {
    let permit = call.permit(Action::ManagePlays)?;
    let draft = Draft { name: &name, title: &draft.title, target: &draft.target };
    call.store.save_sign(&permit, version, draft).await.map_err(Problem::of_edit)?;
    one(call, Path(name)).await
}
