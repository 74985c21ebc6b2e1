//! What the company says of itself.

use domain::access::Action;
use serde::{Deserialize, Serialize};
use store::settings::{MARGIN_UNKNOWN, Settings as Kept, SettingsRefusal};
use utoipa::ToSchema;

use super::answer::Tagged;
use super::extract::{IfMatch, Json};
use super::gate::Call;
use super::problem::Problem;

/// What the company says of itself; empty where nobody said it yet.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    /// Its name.
    #[schema(max_length = 200)]
    company: String,
    /// Its IANA time zone, such as `Europe/Riga`: days begin and end there.
    #[schema(max_length = 64)]
    zone: String,
    /// The currency its figures are in (ISO 4217).
    #[schema(pattern = "^([A-Z]{3})?$")]
    currency: String,
    /// The share of revenue that stays after the cost of the goods, in thousandths: what plays earned is profit by
    /// it. 1000 where it is not known.
    #[serde(default = "unknown")]
    #[schema(minimum = 1, maximum = 1000, default = 1000)]
    margin_mille: u16,
}

fn unknown() -> u16 {
    MARGIN_UNKNOWN
}

impl From<&Kept> for Settings {
    fn from(kept: &Kept) -> Self {
        let Kept { company, zone, currency, margin_mille } = kept.clone();
        Self { company, zone, currency: currency.code().to_owned(), margin_mille }
    }
}

/// Read the settings.
#[utoipa::path(get, path = "/api/v1/settings", tag = "company", operation_id = "readSettings",
    responses((status = 200, description = "The settings", body = Settings)))]
pub(crate) async fn read(call: Call) -> Result<Tagged<Settings>, Problem> {
    let kept = call.store.settings(call.actor).await?;
    let nothing = || Settings {
        company: String::new(),
        zone: String::new(),
        currency: String::new(),
        margin_mille: MARGIN_UNKNOWN,
    };
    Ok(Tagged(kept.as_ref().map_or(0, Kept::version), kept.as_ref().map_or_else(nothing, Settings::from)))
}

/// Change the settings. Another zone or currency has every figure counted anew.
#[utoipa::path(put, path = "/api/v1/settings", tag = "company", operation_id = "changeSettings",
    params(("If-Match" = String, Header, description = "Their ETag")), request_body = Settings,
    responses((status = 200, description = "The settings", body = Settings)))]
pub(crate) async fn change(
    call: Call,
    IfMatch(version): IfMatch,
    Json(said): Json<Settings>,
) -> Result<Tagged<Settings>, Problem> {
    let permit = call.permit(Action::ManageStaff)?;
    let new = Kept::new(&said.company, &said.zone, &said.currency, said.margin_mille).map_err(|why| {
        let at = match why {
            SettingsRefusal::Company => "#/company",
            SettingsRefusal::Zone => "#/zone",
            SettingsRefusal::Currency => "#/currency",
            SettingsRefusal::Margin => "#/margin_mille",
        };
        Problem::invalid_at(at, why)
    })?;
    call.store.change_settings(&permit, &new, version).await.map_err(Problem::of_edit)?;
    Ok(Tagged(new.version(), Settings::from(&new)))
}
