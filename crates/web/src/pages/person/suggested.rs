//! What somebody hasn't tried and most likely would, and what is not for them.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::access::{Action, check};
use domain::ids::{PersonId, ProductId};
use domain::recommendation::{Premium, Suggestion, called};
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
    fn new(words: Words, (product, what): &(ProductId, Suggestion)) -> Self {
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
    let premium = app.store.premium(signed_in.actor, person).await?;
    Ok(Some(beside(signed_in.words, &found, premium.as_ref())))
}

/// Suggestions, and the step up beside them, each product once.
pub(crate) fn beside(
    words: Words,
    found: &[(ProductId, Suggestion)],
    premium: Option<&(ProductId, Premium)>,
) -> Vec<Row> {
    let up = premium.map(|(product, what)| Row {
        product: *product,
        name: called(&what.suggestion.name, &what.suggestion.product).to_owned(),
        why: why_premium(words, what),
        is_led: true,
        is_premium: true,
    });
    let others = found.iter().filter(|(product, _)| premium.is_none_or(|(up, _)| up != product));
    others.map(|found| Row::new(words, found)).chain(up).collect()
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

#[cfg(test)]
mod tests {
    use domain::Currency;
    use locales::Language;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_step_up_stands_beside_the_suggestions_and_each_product_once() {
        let what = |sku: &str| Suggestion {
            product: sku.into(),
            name: String::new(),
            because: Vec::new(),
            lately: 3,
        };
        let (cup, pot) = (ProductId(Uuid::from_u128(1)), ProductId(Uuid::from_u128(2)));
        let found = [(cup, what("cup")), (pot, what("pot"))];
        let up = Premium { suggestion: what("pot"), price: 900.0, paid: 400.0, currency: Currency::EUR };
        let words = Words::of(Language::from_tag("en").unwrap());
        let rows = beside(words, &found, Some(&(pot, up)));
        let said: Vec<_> = rows.iter().map(|row| (row.name.as_str(), row.is_premium)).collect();
        assert_eq!(said, [("cup", false), ("pot", true)]);
        assert_eq!(beside(words, &found, None).len(), 2);
    }
}
