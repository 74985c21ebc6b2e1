//! In which language a request is answered: of whoever signed in their own, else the company's; of
//! a visitor the one their browser would rather have, else the company's.

use std::sync::{Arc, OnceLock};

use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use locales::{Language, Words};
use store::languages::Languages;

use crate::access::PAGES;
use crate::app::App;
use crate::fault::Fault;

/// The words for a visitor, before anybody is known.
pub(crate) struct Reader(pub Words);

impl FromRequestParts<App> for Reader {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Fault> {
        Ok(Self(of_visitor(app, &parts.headers).await))
    }
}

/// Where a request keeps the words of whoever signed in, for the fault it may end with.
#[derive(Clone, Default)]
struct Spoken(Arc<OnceLock<Words>>);

/// Notes with a request in which words whoever signed in is answered.
pub(crate) fn note(request: &Extensions, words: Words) {
    if let Some(spoken) = request.get::<Spoken>() {
        // Noted once: the same member asks throughout.
        let _ = spoken.0.set(words);
    }
}

/// The language of a member of staff.
pub(crate) fn chosen(languages: &Languages) -> Language {
    let tags = [&languages.own, &languages.company].into_iter().flatten();
    tags.filter_map(|tag| Language::from_tag(tag)).next().unwrap_or_default()
}

/// The language a browser would rather have.
fn preferred(headers: &HeaderMap) -> Option<Language> {
    Language::preferred(headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?)
}

async fn of_visitor(app: &App, headers: &HeaderMap) -> Words {
    if let Some(language) = preferred(headers) {
        return Words::of(language);
    }
    // A database that does not answer is said elsewhere; it takes no words from a visitor.
    let company = app.store.company_language(PAGES).await.ok().flatten();
    Words::of(company.and_then(|tag| Language::from_tag(&tag)).unwrap_or_default())
}

/// Says the fault a request ended with in the language of whoever asked.
pub(crate) async fn say_faults(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let spoken = Spoken::default();
    request.extensions_mut().insert(spoken.clone());
    let headers = request.headers().clone();
    let mut response = next.run(request).await;
    let Some(mut fault) = response.extensions_mut().remove::<Fault>() else { return response };
    // Where a session could not be read, nobody said that it is the database which is away.
    if matches!(fault, Fault::Internal)
        && matches!(app.store.settings(PAGES).await, Err(store::Error::Away(_)))
    {
        fault = Fault::Away;
        *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    }
    let words = match spoken.0.get() {
        Some(words) => *words,
        // A database that is away is not asked a second time while somebody waits.
        None if matches!(fault, Fault::Away) => Words::of(preferred(&headers).unwrap_or_default()),
        None => of_visitor(&app, &headers).await,
    };
    fault.said(words, response)
}
