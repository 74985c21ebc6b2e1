//! One file a page.

pub(crate) mod account;
pub(crate) mod assets;
pub(crate) mod audit;
mod audit_words;
pub(crate) mod briefing;
pub(crate) mod calendars;
pub(crate) mod care;
pub(crate) mod certificates;
pub(crate) mod choices;
pub(crate) mod door;
pub(crate) mod duplicates;
pub(crate) mod erase;
pub(crate) mod forecasts;
pub(crate) mod health;
pub(crate) mod import_columns;
pub(crate) mod import_new;
pub(crate) mod imports;
pub(crate) mod interface;
pub(crate) mod key_messages;
pub(crate) mod keys;
pub(crate) mod language;
pub(crate) mod leaving;
pub(crate) mod letters;
pub(crate) mod liability;
mod menu;
pub(crate) mod merge;
pub(crate) mod outbox;
pub(crate) mod overview;
pub(crate) mod parcels;
pub(crate) mod party;
pub(crate) mod people;
pub(crate) mod person;
pub(crate) mod plans;
pub(crate) mod plays;
pub(crate) mod presents;
pub(crate) mod products;
pub(crate) mod programme;
pub(crate) mod settings;
pub(crate) mod signs;
pub(crate) mod tasks;
pub(crate) mod team;
pub(crate) mod tiers;
pub(crate) mod till;
pub(crate) mod today;
pub(crate) mod topics;
pub(crate) mod webhooks;
pub(crate) mod worth;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::access::Role;
use locales::Words;

use crate::access::SignedIn;
use crate::fault::{self, Fault};
use crate::routes;

/// What the frame round every page says: where one is, and who.
pub(crate) struct Shell {
    /// What the frame and the page say it in.
    pub words: Words,
    /// The title of the page, its h1.
    pub title: String,
    /// The address the menu marks as here.
    pub here: &'static str,
    /// Who is signed in.
    pub who: String,
    role: Role,
}

impl Shell {
    /// Whether the page at this path is for who is signed in.
    pub(crate) fn opens(&self, path: &str) -> bool {
        routes::opens(self.role, path)
    }

    pub(crate) fn new(title: impl Into<String>, here: &'static str, signed_in: &SignedIn) -> Self {
        Self {
            words: signed_in.words,
            title: title.into(),
            here,
            who: signed_in.name.clone(),
            role: signed_in.role,
        }
    }
}

/// The page of an address nobody answers.
pub(crate) async fn missing(_: SignedIn) -> Fault {
    Fault::NotFound
}

/// The answer to a method nobody answers at this address.
pub(crate) async fn wrong_method(_: SignedIn) -> Response {
    let mut response = Fault::NotFound.into_response();
    *response.status_mut() = StatusCode::METHOD_NOT_ALLOWED;
    response
}

/// A rendered page.
fn page(template: &impl askama::Template) -> Response {
    fault::page(StatusCode::OK, template)
}
