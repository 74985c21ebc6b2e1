//! Bundled files. One sheet is for everybody, the rest for staff.

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use locales::Language;

use crate::access::SignedIn;
use crate::assets;
use crate::fault::Fault;

/// The sheet of the sign-in page.
pub(crate) async fn door_sheet() -> Result<Response, Fault> {
    answer("door.css", "no-cache")
}

/// The letters of a language, for the same page.
pub(crate) async fn letters_sheet(Path(name): Path<String>) -> Result<Response, Fault> {
    let known = Language::ALL.into_iter().filter_map(assets::letters).find(|known| *known == name);
    answer(known.ok_or(Fault::NotFound)?, "no-cache")
}

/// A bundled file. Hashed names never change what they mean, so browsers may keep them.
pub(crate) async fn asset(_: SignedIn, Path(name): Path<String>) -> Result<Response, Fault> {
    answer(&name, "private, max-age=31536000, immutable")
}

fn answer(name: &str, cache: &'static str) -> Result<Response, Fault> {
    let bytes = assets::file(name).ok_or(Fault::NotFound)?;
    let kind = mime_guess::from_path(name).first_or_octet_stream();
    Ok(([(CONTENT_TYPE, kind.as_ref()), (CACHE_CONTROL, cache)], bytes.into_owned()).into_response())
}
