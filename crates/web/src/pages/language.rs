//! The choice of language: one's own, and for those who run the house the company's.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{Redirect, Response};
use domain::Actor;
use domain::access::{Action, check};
use domain::ids::StaffId;
use locales::Language;
use serde::Deserialize;

use super::Shell;
use crate::access::{PAGES, SignedIn};
use crate::app::App;
use crate::fault::Fault;

/// Every language to choose from.
pub(crate) const ALL: [Language; 5] = Language::ALL;

#[derive(Template)]
#[template(path = "language.html")]
struct LanguagePage {
    shell: Shell,
    own: Option<Language>,
    company: Language,
    manages: bool,
}

impl LanguagePage {
    fn is_own(&self, language: &Language) -> bool {
        self.own == Some(*language)
    }

    fn is_company(&self, language: &Language) -> bool {
        self.company == *language
    }
}

fn member(signed_in: &SignedIn) -> Result<StaffId, Fault> {
    match signed_in.actor {
        Actor::Staff { id, .. } => Ok(id),
        _ => Err(Fault::Forbidden),
    }
}

/// The form.
pub(crate) async fn language_page(State(app): State<App>, signed_in: SignedIn) -> Result<Response, Fault> {
    let languages = app.store.languages(PAGES, member(&signed_in)?).await?;
    let of = |tag: Option<String>| tag.and_then(|tag| Language::from_tag(&tag));
    Ok(super::page(&LanguagePage {
        shell: Shell::new(signed_in.words.language_title(), "/language", &signed_in),
        own: of(languages.own),
        // Before the settings were first saved there is no company to speak for.
        manages: languages.company.is_some() && check(signed_in.actor, Action::ManageStaff).is_ok(),
        company: of(languages.company).unwrap_or_default(),
    }))
}

#[derive(Deserialize)]
pub(crate) struct Chosen {
    own: String,
    company: Option<String>,
}

/// Keeps the choice. An unknown tag changes nothing.
pub(crate) async fn choose_language(
    State(app): State<App>,
    signed_in: SignedIn,
    Form(chosen): Form<Chosen>,
) -> Result<Redirect, Fault> {
    let own = match chosen.own.as_str() {
        "" => None,
        tag => Some(Language::from_tag(tag).ok_or(Fault::NotFound)?),
    };
    let permit = check(PAGES, Action::ManageStaff).map_err(|_| Fault::Forbidden)?;
    app.store.set_language(&permit, member(&signed_in)?, own.map(Language::tag)).await?;
    if let Some(tag) = chosen.company {
        let company = Language::from_tag(&tag).ok_or(Fault::NotFound)?;
        let permit = check(signed_in.actor, Action::ManageStaff).map_err(|_| Fault::Forbidden)?;
        let before = app.store.company_language(signed_in.actor).await?;
        if before.as_deref() != Some(company.tag()) {
            app.store.set_company_language(&permit, company.tag()).await?;
        }
    }
    Ok(Redirect::to("/language"))
}
