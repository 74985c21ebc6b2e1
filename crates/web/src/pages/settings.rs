//! What the company says of itself: its name, its zone, its currency, its margin.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::{Action, check};
use locales::Words;
use serde::Deserialize;
use store::settings::{MARGIN_UNKNOWN, Settings, SettingsRefusal};

use super::Shell;
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::{self, Fault};

#[derive(Template)]
#[template(path = "settings.html")]
struct SettingsPage {
    shell: Shell,
    form: Said,
    zones: Vec<String>,
    wrong: Option<String>,
}

/// The fields of the form.
#[derive(Deserialize, Default)]
pub(crate) struct Said {
    company: String,
    zone: String,
    currency: String,
    /// In percent; empty where it is not known.
    #[serde(default)]
    margin: String,
    /// As they stood when the form was opened; 0 is none yet.
    #[serde(default)]
    version: i64,
}

impl From<Settings> for Said {
    fn from(settings: Settings) -> Self {
        let version = settings.version();
        let Settings { company, zone, currency, margin_mille } = settings;
        let margin = match margin_mille {
            MARGIN_UNKNOWN => String::new(),
            mille => (f64::from(mille) / 10.0).to_string(),
        };
        Self { company, zone, currency: currency.code().to_owned(), margin, version }
    }
}

/// Thousandths of a share in percent as somebody typed it; none where that is no share.
fn mille(typed: &str) -> u16 {
    let typed = domain::memory::latin_digits(typed.trim()).replace(',', ".");
    let typed = typed.trim_end_matches(['%', '٪']).trim();
    if typed.is_empty() {
        return MARGIN_UNKNOWN;
    }
    typed.parse::<f64>().map_or(0, |percent| (percent * 10.0).round() as u16)
}

fn show(signed_in: &SignedIn, form: Said, wrong: Option<String>) -> Response {
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = SettingsPage {
        shell: Shell::new(signed_in.words.settings_title(), "/settings", signed_in),
        form,
        zones: jiff::tz::db().available().map(|zone| zone.as_str().to_owned()).collect(),
        wrong,
    };
    fault::page(status, &page)
}

fn refusal(words: Words, why: SettingsRefusal) -> String {
    match why {
        SettingsRefusal::Company => words.settings_bad_company(),
        SettingsRefusal::Zone => words.settings_bad_zone(),
        SettingsRefusal::Currency => words.settings_bad_currency(),
        SettingsRefusal::Margin => words.settings_bad_margin(),
    }
}

/// The form.
pub(crate) async fn settings(State(app): State<App>, signed_in: SignedIn) -> Result<Response, Fault> {
    let settings = app.store.settings(signed_in.actor).await?;
    Ok(show(&signed_in, settings.map_or_else(Said::default, Said::from), None))
}

/// Keeps what was said; where somebody else changed it in the meantime, says what stands now and keeps
/// what was typed before whoever typed it.
pub(crate) async fn save(
    State(app): State<App>,
    signed_in: SignedIn,
    Form(form): Form<Said>,
) -> Result<Response, Fault> {
    let settings = match Settings::new(&form.company, &form.zone, &form.currency, mille(&form.margin)) {
        Ok(settings) => settings,
        Err(why) => return Ok(show(&signed_in, form, Some(refusal(signed_in.words, why)))),
    };
    let permit = check(signed_in.actor, Action::ManageStaff).map_err(|_| Fault::Forbidden)?;
    match app.store.change_settings(&permit, &settings, form.version).await {
        Ok(()) => Ok(Redirect::to("/settings").into_response()),
        Err(store::Error::Superseded(_)) => {
            let theirs = app.store.settings(signed_in.actor).await?;
            let theirs = theirs.map_or_else(Said::default, Said::from);
            let now = [theirs.company.as_str(), &theirs.zone, &theirs.currency, &theirs.margin].join(" · ");
            let wrong = signed_in.words.settings_changed_since(now);
            Ok(show(&signed_in, Said { version: theirs.version, ..form }, Some(wrong)))
        }
        Err(other) => Err(other.into()),
    }
}
