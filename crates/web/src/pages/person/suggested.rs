//! What somebody hasn't tried and most likely would, and what is not for them.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::{Action, check};
use domain::ids::{PersonId, ProductId};
use domain::recommendation::{Suggestion, called};
use locales::Words;
use serde::Deserialize;

use super::refused;
use crate::access::SignedIn;
use crate::app::App;
use crate::documents::{why, why_premium};
use crate::fault::Fault;

/// Suggestions on a person's page.
const SHOWN: u32 = 5;

/// A suggestion as it is shown.
pub(crate) struct Row {
    pub product: ProductId,
    pub name: String,
    pub why: String,
    /// Whether something of theirs leads to it; else it is popular.
    pub is_led: bool,
    /// Whether it is a step up.
    pub is_premium: bool,
}

impl Row {
    pub(crate) fn new(words: Words, (product, what): &(ProductId, Suggestion)) -> Self {
        let name = called(&what.name, &what.product).to_owned();
        Self {
            product: *product,
            name,
            why: why(words, what),
            is_led: !what.because.is_empty(),
            is_premium: false,
        }
    }
}

/// The suggestions to somebody; `None` where none are asked for.
pub(crate) async fn rows(
    app: &App,
    signed_in: &SignedIn,
    person: PersonId,
    is_asked: bool,
) -> Result<Option<Vec<Row>>, Fault> {
    if !is_asked {
        return Ok(None);
    }
    let found = app.store.recommended(signed_in.actor, person, SHOWN).await?;
    let mut rows: Vec<Row> = found.iter().map(|found| Row::new(signed_in.words, found)).collect();
    if let Some((product, what)) = app.store.premium(signed_in.actor, person).await? {
        rows.retain(|row| row.product != product);
        let name = called(&what.suggestion.name, &what.suggestion.product).to_owned();
        let why = why_premium(signed_in.words, &what);
        rows.push(Row { product, name, why, is_led: true, is_premium: true });
    }
    Ok(Some(rows))
}

/// What is not for somebody, by its names, and the words for how much it is.
pub(crate) async fn declined(
    app: &App,
    signed_in: &SignedIn,
    person: PersonId,
) -> Result<(Vec<String>, String), Fault> {
    let found = app.store.declined_products(signed_in.actor, person).await?;
    let names: Vec<String> = found.into_iter().map(|product| product.name).collect();
    let title = signed_in.words.suggest_never(names.len() as u64);
    Ok((names, title))
}

/// Says that a product is not for somebody.
pub(crate) async fn decline(
    State(app): State<App>,
    signed_in: SignedIn,
    Path((id, product)): Path<(String, String)>,
) -> Result<Response, Fault> {
    let person: PersonId = id.parse().map_err(|_| Fault::NotFound)?;
    let product: ProductId = product.parse().map_err(|_| Fault::NotFound)?;
    let permit = check(signed_in.actor, Action::WritePeople).map_err(|_| Fault::Forbidden)?;
    app.store.decline_product(&permit, person, product).await.map_err(refused(signed_in.words))?;
    Ok(Redirect::to(&format!("/people/{person}#suggested")).into_response())
}

/// Whether a product can be had, and whose page asked.
#[derive(Deserialize)]
pub(crate) struct StockForm {
    available: bool,
    person: Option<PersonId>,
}

/// Says that a product can be had, or can't.
pub(crate) async fn stock(
    State(app): State<App>,
    signed_in: SignedIn,
    Path(product): Path<String>,
    Form(form): Form<StockForm>,
) -> Result<Response, Fault> {
    let product: ProductId = product.parse().map_err(|_| Fault::NotFound)?;
    let permit = check(signed_in.actor, Action::WritePeople).map_err(|_| Fault::Forbidden)?;
    app.store.set_available(&permit, product, form.available).await.map_err(refused(signed_in.words))?;
    let back = match form.person {
        Some(person) => format!("/people/{person}#suggested"),
        None => "/products".to_owned(),
    };
    Ok(Redirect::to(&back).into_response())
}
