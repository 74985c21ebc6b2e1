//! Orders.

use domain::ids::{OrderId, PersonId};
use domain::orders::OrderKind;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::answer::{Page, cursor, limit};
use super::extract::{Path, Query};
use super::gate::Call;
use super::problem::Problem;

/// Which orders to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// Most orders on a page.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u32>,
    /// What the page before said as `next`.
    after: Option<String>,
}

/// A line of an order.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OrderLine {
    /// The product's own number or SKU.
    sku: String,
    /// Its name.
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

/// Read a person's orders, the latest first.
#[utoipa::path(get, path = "/api/v1/people/{id}/orders", tag = "orders", operation_id = "listOrders",
    params(("id" = Uuid, Path, description = "The person's id"), Asked),
    responses((status = 200, description = "A page of orders", body = Page<Order>)))]
pub(crate) async fn list(
    call: Call,
    Path(id): Path<PersonId>,
    Query(asked): Query<Asked>,
) -> Result<Page<Order>, Problem> {
    let limit = limit(asked.limit)?;
    let after = cursor(asked.after.as_deref())?.map(OrderId);
    call.someone(id).await?;
    let orders = call.store.orders_of(call.actor, id, after, limit + 1).await?;
    Ok(Page::of(orders, limit, |order| order.id.0, Order::from))
}
