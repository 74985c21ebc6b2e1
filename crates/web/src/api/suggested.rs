//! What people haven't tried and most likely would, and what can be had.

use axum::http::StatusCode;
use domain::access::Action;
use domain::ids::{PersonId, ProductId};
use domain::recommendation;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::answer::limit;
use super::extract::{Json, Path, Query};
use super::gate::Call;
use super::problem::Problem;

/// How many to suggest.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// At most so many.
    #[param(minimum = 1, maximum = 100, default = 10)]
    limit: Option<u32>,
}

/// Something they have that leads to a suggestion.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Because {
    /// The product's own number.
    sku: String,
    /// Its name; empty where the source has none.
    name: String,
    /// People who bought it.
    buyers: u32,
    /// Those of them who bought what is suggested too.
    together: u32,
}

/// Something they haven't tried and most likely would.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SuggestedProduct {
    /// The product's id.
    product: Uuid,
    /// Its own number.
    sku: String,
    /// Its name; empty where the source has none.
    name: String,
    /// What of theirs leads to it, the strongest first; empty where it is suggested because it is
    /// popular.
    because: Vec<Because>,
    /// How many people bought it of late.
    lately: u32,
}

/// A step up for somebody committed: dearer than what they use to pay for the same kind.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PremiumProduct {
    /// What, and the one thing of theirs that leads to it.
    suggested: SuggestedProduct,
    /// What a piece costs on average, in minor units.
    price: f64,
    /// What they paid for a piece of what leads to it, on average, in minor units.
    paid: f64,
    /// Of both.
    currency: String,
}

impl From<(ProductId, recommendation::Premium)> for PremiumProduct {
    fn from((product, what): (ProductId, recommendation::Premium)) -> Self {
        Self {
            price: what.price,
            paid: what.paid,
            currency: what.currency.code().to_owned(),
            suggested: SuggestedProduct::from((product, what.suggestion)),
        }
    }
}

/// What to suggest to a person.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SuggestedProducts {
    /// The best first. Nothing they have or declined, nothing out of stock.
    data: Vec<SuggestedProduct>,
    /// A step up, beside them: only for who bought five times or more, is not overdue and surely still
    /// here.
    premium: Option<PremiumProduct>,
}

impl From<(ProductId, recommendation::Suggestion)> for SuggestedProduct {
    fn from((product, what): (ProductId, recommendation::Suggestion)) -> Self {
        let because = what.because.into_iter().map(|one| Because {
            sku: one.product,
            name: one.name,
            buyers: one.buyers,
            together: one.together,
        });
        Self {
            product: product.0,
            sku: what.product,
            name: what.name,
            because: because.collect(),
            lately: what.lately,
        }
    }
}

/// Read what a person hasn't tried and most likely would.
#[utoipa::path(get, path = "/api/v1/people/{id}/suggested-products", tag = "suggestions",
    operation_id = "listSuggestedProducts",
    params(("id" = Uuid, Path, description = "The person's id"), Asked),
    responses((status = 200, description = "The suggestions", body = SuggestedProducts)))]
pub(crate) async fn list(
    call: Call,
    Path(id): Path<PersonId>,
    Query(asked): Query<Asked>,
) -> Result<axum::Json<SuggestedProducts>, Problem> {
    call.someone(id).await?;
    let limit = limit(Some(asked.limit.unwrap_or(10)))?.min(store::recommendations::SUGGESTIONS_MAX);
    let found = call.store.recommended(call.actor, id, limit).await?;
    let premium = call.store.premium(call.actor, id).await?;
    let premium = premium.map(PremiumProduct::from);
    let data = found.into_iter().map(SuggestedProduct::from).collect();
    Ok(axum::Json(SuggestedProducts { data, premium }))
}

/// A product that is not for somebody.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Declined {
    /// The product's id.
    product: Uuid,
}

/// Never suggest a product to a person again.
#[utoipa::path(post, path = "/api/v1/people/{id}/declined-products", tag = "suggestions",
    operation_id = "declineProduct",
    params(("id" = Uuid, Path, description = "The person's id")), request_body = Declined,
    responses((status = 204, description = "It is written down")))]
pub(crate) async fn decline(
    call: Call,
    Path(id): Path<PersonId>,
    Json(declined): Json<Declined>,
) -> Result<StatusCode, Problem> {
    call.someone(id).await?;
    let permit = call.permit(Action::WritePeople)?;
    call.store.decline_product(&permit, id, ProductId(declined.product)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A product.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Product {
    /// Its id.
    id: Uuid,
    /// Its own number.
    sku: String,
    /// Its name.
    name: String,
    /// Whether it can be had.
    available: bool,
}

/// Products.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Products {
    /// In the order of their ids, at most 500.
    data: Vec<Product>,
}

/// Which products to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Which {
    /// Those that can be had, or those that can't.
    #[param(default = true)]
    available: Option<bool>,
    /// Those after the product of this id.
    after: Option<Uuid>,
}

/// List products.
#[utoipa::path(get, path = "/api/v1/products", tag = "suggestions", operation_id = "listProducts", params(Which),
    responses((status = 200, description = "The products", body = Products)))]
pub(crate) async fn products(
    call: Call,
    Query(which): Query<Which>,
) -> Result<axum::Json<Products>, Problem> {
    let after = which.after.map(ProductId);
    let found = call.store.products(call.actor, which.available.unwrap_or(true), after).await?;
    let data = found.into_iter().map(|product| Product {
        id: product.id.0,
        sku: product.sku,
        name: product.name,
        available: product.is_available,
    });
    Ok(axum::Json(Products { data: data.collect() }))
}

/// Whether a product can be had.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Stock {
    /// What can't be had is suggested to nobody.
    available: bool,
}

/// Say that a product can be had, or can't.
#[utoipa::path(put, path = "/api/v1/products/{id}/stock", tag = "suggestions", operation_id = "setStock",
    params(("id" = Uuid, Path, description = "The product's id")), request_body = Stock,
    responses((status = 204, description = "It is written down")))]
pub(crate) async fn stock(
    call: Call,
    Path(id): Path<ProductId>,
    Json(stock): Json<Stock>,
) -> Result<StatusCode, Problem> {
    call.store.set_available(&call.permit(Action::WritePeople)?, id, stock.available).await?;
    Ok(StatusCode::NO_CONTENT)
}
