//! Orders: read, told one by one, changed, given back and called off.

mod told;

use axum::http::StatusCode;
use domain::access::Action;
use domain::ids::{OrderId, PersonId};
use domain::orders::OrderKind;
use serde::{Deserialize, Serialize};
use store::events::Change;
use utoipa::ToSchema;
use uuid::Uuid;

use super::answer::{Created, Page};
use super::extract::{Json, Paged, Paging, Path};
use super::gate::Call;
use super::problem::Problem;

pub(crate) use told::{Cancelled, Changed, NewOrder, Refunded};

/// A line of an order.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OrderLine {
    /// The product's own number or SKU.
    #[schema(min_length = 1, max_length = 256)]
    sku: String,
    /// Its name.
    #[serde(default)]
    #[schema(max_length = 500)]
    name: String,
    /// Thousandths of a piece.
    quantity_milli: i64,
    /// What the line came to, in minor units.
    amount_minor: i64,
}

/// An order or a refund.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Order {
    /// Its id.
    id: Uuid,
    /// `purchase` or `refund`.
    kind: &'static str,
    /// Where it came from.
    source: String,
    /// Its id there.
    source_id: String,
    /// When.
    #[schema(format = DateTime)]
    at: String,
    /// The company's day.
    #[schema(format = Date)]
    day: String,
    /// What it came to, in minor units; negative for refunds.
    amount_minor: i64,
    /// ISO 4217.
    currency: String,
    /// The source's id of the order refunded, where the source named it.
    refunds: Option<String>,
    /// What was bought, where the source says.
    lines: Vec<OrderLine>,
}

impl From<store::incoming::IncomingLine> for OrderLine {
    fn from(line: store::incoming::IncomingLine) -> Self {
        let store::incoming::IncomingLine { sku, name, quantity_milli, amount } = line;
        Self { sku, name, quantity_milli, amount_minor: amount }
    }
}

impl From<store::orders::Order> for Order {
    fn from(order: store::orders::Order) -> Self {
        let line = |line: store::orders::Line| OrderLine {
            sku: line.sku,
            name: line.name,
            quantity_milli: line.quantity_milli,
            amount_minor: line.amount.minor,
        };
        Self {
            id: order.id.0,
            kind: match order.kind {
                OrderKind::Purchase => "purchase",
                OrderKind::Refund => "refund",
            },
            source: order.source,
            source_id: order.source_id,
            at: order.at.to_string(),
            day: order.day.to_string(),
            amount_minor: order.amount.minor,
            currency: order.amount.currency.code().to_owned(),
            refunds: order.refunds,
            lines: order.lines.into_iter().map(line).collect(),
        }
    }
}

/// An order with what became of it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Account {
    #[serde(flatten)]
    order: Order,
    /// Who bought, where it is known.
    person: Option<Uuid>,
    /// What of it went back, by the day, the first first.
    refunded: Vec<Order>,
}

impl From<store::orders::Account> for Account {
    fn from(account: store::orders::Account) -> Self {
        Self {
            order: Order::from(account.order),
            person: account.person.map(|person| person.0),
            refunded: account.refunds.into_iter().map(Order::from).collect(),
        }
    }
}

/// Read a person's orders, the latest first.
#[utoipa::path(get, path = "/api/v1/people/{id}/orders", tag = "orders", operation_id = "listOrders",
    params(("id" = Uuid, Path, description = "The person's id"), Paging),
    responses((status = 200, description = "A page of orders", body = Page<Order>)))]
pub(crate) async fn list(call: Call, Path(id): Path<PersonId>, paged: Paged) -> Result<Page<Order>, Problem> {
    let after = paged.cursor()?.map(OrderId);
    call.someone(id).await?;
    let orders = call.store.orders_of(call.actor, id, after, paged.limit + 1).await?;
    Ok(Page::of(orders, paged.limit, |order| order.id.0, Order::from))
}

/// Read an order, who bought it, and what of it went back.
#[utoipa::path(get, path = "/api/v1/orders/{id}", tag = "orders", operation_id = "readOrder",
    params(("id" = Uuid, Path, description = "Its id")),
    responses((status = 200, description = "The order", body = Account)))]
pub(crate) async fn one(call: Call, Path(id): Path<OrderId>) -> Result<axum::Json<Account>, Problem> {
    let account = call.store.order(call.actor, id).await?;
    account.map(|account| axum::Json(Account::from(account))).ok_or_else(Problem::not_found)
}

/// Record an order. It meets those of files and events under its source and id; one told before is a
/// conflict.
#[utoipa::path(post, path = "/api/v1/orders", tag = "orders", operation_id = "recordOrder",
    request_body = NewOrder, responses((status = 201, description = "The order", body = Account)))]
pub(crate) async fn record(call: Call, Json(new): Json<NewOrder>) -> Result<Created<Account>, Problem> {
    let permit = call.permit(Action::ImportOrders)?;
    let id = call.store.place_order(&permit, new.read(call.now)?).await?;
    let account = call.store.order(call.actor, id).await?.ok_or_else(Problem::not_found)?;
    Ok(Created::new("/api/v1/orders", id.0, Account::from(account)))
}

/// Say that an order came to something else. The latest told holds.
#[utoipa::path(post, path = "/api/v1/orders/{id}/change", tag = "orders", operation_id = "changeOrder",
    params(("id" = Uuid, Path, description = "Its id")), request_body = Changed,
    responses((status = 200, description = "The order", body = Account)))]
pub(crate) async fn change(
    call: Call,
    Path(id): Path<OrderId>,
    Json(changed): Json<Changed>,
) -> Result<axum::Json<Account>, Problem> {
    let permit = call.permit(Action::ImportOrders)?;
    let (at, change) = changed.read(call.now)?;
    call.store.change_order(&permit, id, at, change).await?;
    one(call, Path(id)).await
}

/// Say that some of an order's money went back, or all that was left of it.
#[utoipa::path(post, path = "/api/v1/orders/{id}/refund", tag = "orders", operation_id = "refundOrder",
    params(("id" = Uuid, Path, description = "Its id")), request_body = Refunded,
    responses((status = 200, description = "The order", body = Account)))]
pub(crate) async fn refund(
    call: Call,
    Path(id): Path<OrderId>,
    Json(refunded): Json<Refunded>,
) -> Result<axum::Json<Account>, Problem> {
    let permit = call.permit(Action::ImportOrders)?;
    let (at, change) = refunded.read(call.now)?;
    call.store.change_order(&permit, id, at, change).await?;
    one(call, Path(id)).await
}

/// Say that an order was called off: it is no purchase any more, whatever is told of it later.
#[utoipa::path(post, path = "/api/v1/orders/{id}/cancel", tag = "orders", operation_id = "cancelOrder",
    params(("id" = Uuid, Path, description = "Its id")), request_body = Cancelled,
    responses((status = 204, description = "It is no order any more")))]
pub(crate) async fn cancel(
    call: Call,
    Path(id): Path<OrderId>,
    Json(cancelled): Json<Cancelled>,
) -> Result<StatusCode, Problem> {
    let permit = call.permit(Action::ImportOrders)?;
    call.store.change_order(&permit, id, cancelled.at(call.now)?, Change::Cancelled).await?;
    Ok(StatusCode::NO_CONTENT)
}
