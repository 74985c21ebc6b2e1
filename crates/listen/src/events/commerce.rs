//! What a track call is to a purchase: Segment's e-commerce specification, version 2, and the names of
//! version 1 that old libraries still send.

use adapters::files::Decimal;
use domain::Currency;
use domain::limits::AMOUNT_MINOR_MAX;
use domain::timeline::Kind as Moment;
use serde::Deserialize;
use serde_json::value::RawValue;
use store::events::{Happened, NewEvent, OrderEvent, Sum, Traits};
use store::incoming::IncomingLine;

use super::{About, json, traits};

/// Longest id of an order or product, in bytes.
const ID_BYTES_MAX: usize = 256;

/// Why no order was made of an event that tells of one. The event itself is kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OrderProblem {
    /// Nothing says what it came to.
    #[error("No order was made of it: it says no total, no revenue and no products with prices.")]
    NoAmount,
    /// A number that is none.
    #[error("No order was made of it: its '{field}' is no amount ('{value}').")]
    NotAnAmount {
        /// Which.
        field: &'static str,
        /// What was sent.
        value: String,
    },
    /// An amount no order has.
    #[error("No order was made of it: an order comes to nothing less than zero and nothing so large.")]
    BeyondAny,
    /// A currency that is none.
    #[error("No order was made of it: '{0}' is no currency of ISO 4217, such as EUR.")]
    NoCurrency(String),
    /// Nothing names the order.
    #[error("No order was changed by it: it has no order_id.")]
    NoOrder,
}

#[derive(Default, Deserialize)]
struct Raw<'a> {
    #[serde(borrow, default, rename = "order_id", alias = "orderId")]
    order: Option<&'a RawValue>,
    #[serde(borrow, default)]
    total: Option<&'a RawValue>,
    #[serde(borrow, default)]
    revenue: Option<&'a RawValue>,
    #[serde(borrow, default)]
    subtotal: Option<&'a RawValue>,
    #[serde(borrow, default)]
    value: Option<&'a RawValue>,
    #[serde(borrow, default)]
    shipping: Option<&'a RawValue>,
    #[serde(borrow, default)]
    tax: Option<&'a RawValue>,
    #[serde(borrow, default)]
    discount: Option<&'a RawValue>,
    #[serde(borrow, default)]
    currency: Option<&'a RawValue>,
    #[serde(borrow, default)]
    products: Option<Vec<&'a RawValue>>,
    #[serde(borrow, default)]
    email: Option<&'a RawValue>,
    #[serde(borrow, default)]
    phone: Option<&'a RawValue>,
}

#[derive(Default, Deserialize)]
struct RawLine<'a> {
    #[serde(borrow, default)]
    sku: Option<&'a RawValue>,
    #[serde(borrow, default, rename = "product_id", alias = "productId")]
    product: Option<&'a RawValue>,
    #[serde(borrow, default)]
    id: Option<&'a RawValue>,
    #[serde(borrow, default)]
    name: Option<&'a RawValue>,
    #[serde(borrow, default)]
    price: Option<&'a RawValue>,
    #[serde(borrow, default)]
    quantity: Option<&'a RawValue>,
}

/// What a track call of this name is.
fn moment_of(name: &str) -> (Moment, Option<Happened>) {
    match name {
        "products searched" => (Moment::Search, None),
        "product list viewed"
        | "product list filtered"
        | "promotion viewed"
        | "promotion clicked"
        | "viewed product category"
        | "viewed promotion"
        | "clicked promotion" => (Moment::Browse, None),
        "product clicked" | "product viewed" | "product shared" | "viewed product" => (Moment::Product, None),
        "product added" | "product removed" | "cart viewed" | "cart shared" | "coupon entered"
        | "coupon applied" | "coupon denied" | "coupon removed" | "added product" | "removed product" => {
            (Moment::Cart, None)
        }
        "product added to wishlist" | "product removed from wishlist" | "wishlist product added to cart" => {
            (Moment::WishList, None)
        }
        "checkout started" | "checkout step viewed" | "checkout step completed" | "payment info entered" => {
            (Moment::Checkout, None)
        }
        "product reviewed" => (Moment::Review, None),
        "order completed" | "completed order" => (Moment::Event, Some(Happened::Placed)),
        "order updated" | "updated order" => (Moment::Event, Some(Happened::Changed)),
        "order refunded" | "refunded order" => (Moment::Event, Some(Happened::Refunded)),
        "order cancelled" | "order canceled" => (Moment::Cancelled, Some(Happened::Cancelled)),
        _ => (Moment::Event, None),
    }
}

/// Sets what kind of touch the event is and what it says of an order; what there is to know of that.
pub(super) fn understand(
    event: &mut NewEvent,
    properties: Option<&RawValue>,
    context: Option<&RawValue>,
    company: Currency,
) -> Option<About> {
    let (moment, happened) = moment_of(&event.name.to_lowercase());
    event.moment = Some(moment);
    let happened = happened?;
    let raw: Raw<'_> = json::object(properties);
    // An order says by whom it was bought, where the library's own ids don't.
    let said = traits::addresses(raw.email, raw.phone);
    let known = traits::of_context(context);
    let email = if said.email.is_empty() { known.email } else { said.email };
    let phone = if said.phone.is_empty() { known.phone } else { said.phone };
    let buyer = Traits { email, phone, ..Traits::default() };
    event.traits = (buyer != Traits::default()).then(|| Box::new(buyer));
    match order(&raw, happened, &event.message_id, company) {
        Ok(order) => {
            // The order itself stands on the timeline; one called off does not, so this does.
            event.moment = (happened == Happened::Cancelled).then_some(Moment::Cancelled);
            event.order = Some(order);
            None
        }
        Err(problem) => {
            event.moment = Some(Moment::Event);
            Some(problem.into())
        }
    }
}

fn order(
    raw: &Raw<'_>,
    happened: Happened,
    message_id: &str,
    company: Currency,
) -> Result<OrderEvent, OrderProblem> {
    let named = raw.order.and_then(json::word).filter(|id| id.len() <= ID_BYTES_MAX);
    let order = match (named, happened) {
        (Some(id), _) => id,
        (None, Happened::Placed) => message_id.to_owned(),
        (None, _) => return Err(OrderProblem::NoOrder),
    };
    if happened == Happened::Cancelled {
        return Ok(OrderEvent { order, happened, sum: None, lines: Vec::new() });
    }
    let said = raw.currency.and_then(json::word);
    let currency = match &said {
        Some(text) => text.parse().map_err(|_| OrderProblem::NoCurrency(text.chars().take(20).collect()))?,
        None => company,
    };
    let lines = lines(raw, currency)?;
    let minor = match happened {
        Happened::Refunded => given_back(raw, currency, &lines)?,
        _ => Some(total(raw, currency, &lines)?),
    };
    if minor.is_some_and(|minor| !(0..=AMOUNT_MINOR_MAX).contains(&minor)) {
        return Err(OrderProblem::BeyondAny);
    }
    let sum = minor.map(|minor| Sum { minor, currency, said: said.is_some() });
    Ok(match (happened, sum) {
        (Happened::Refunded, None) => {
            OrderEvent { order, happened: Happened::RefundedWhole, sum: None, lines: Vec::new() }
        }
        (Happened::Refunded, sum) => OrderEvent { order, happened, sum, lines: Vec::new() },
        (_, sum) => OrderEvent { order, happened, sum, lines },
    })
}

/// An amount in minor units, from the digits that were sent.
fn amount(raw: Option<&RawValue>, field: &'static str, units: u32) -> Result<Option<i64>, OrderProblem> {
    let Some(text) = raw.and_then(json::word) else { return Ok(None) };
    let not = || OrderProblem::NotAnAmount { field, value: text.chars().take(40).collect() };
    let value = Decimal::read(&text).ok_or_else(not)?;
    let minor = value.to_units(units).ok_or(OrderProblem::BeyondAny)?;
    if minor.unsigned_abs() > AMOUNT_MINOR_MAX.unsigned_abs() {
        return Err(OrderProblem::BeyondAny);
    }
    Ok(Some(minor))
}

/// What an order came to, shipping and tax included, as files say it too: the `total`; else what is
/// said without them (`subtotal`, `revenue`, `value`) and them; else the products less the discount,
/// and them.
fn total(raw: &Raw<'_>, currency: Currency, lines: &[IncomingLine]) -> Result<i64, OrderProblem> {
    let units = currency.exponent();
    if let Some(total) = amount(raw.total, "total", units)? {
        return Ok(total);
    }
    let beside =
        amount(raw.shipping, "shipping", units)?.unwrap_or(0) + amount(raw.tax, "tax", units)?.unwrap_or(0);
    for (said, field) in [(raw.subtotal, "subtotal"), (raw.revenue, "revenue"), (raw.value, "value")] {
        if let Some(goods) = amount(said, field, units)? {
            return Ok(goods + beside);
        }
    }
    if lines.is_empty() {
        return Err(OrderProblem::NoAmount);
    }
    let goods = lines.iter().fold(0i64, |sum, line| sum.saturating_add(line.amount));
    let discount = amount(raw.discount, "discount", units)?.unwrap_or(0);
    Ok(goods.saturating_sub(discount).saturating_add(beside))
}

/// What went back: the `total`, else the products; where neither is said, all of it.
fn given_back(
    raw: &Raw<'_>,
    currency: Currency,
    lines: &[IncomingLine],
) -> Result<Option<i64>, OrderProblem> {
    let units = currency.exponent();
    for (said, field) in [(raw.total, "total"), (raw.value, "value"), (raw.revenue, "revenue")] {
        if let Some(back) = amount(said, field, units)? {
            return Ok(Some(back.saturating_abs()));
        }
    }
    let goods = lines.iter().fold(0i64, |sum, line| sum.saturating_add(line.amount));
    Ok((!lines.is_empty()).then_some(goods))
}

fn lines(raw: &Raw<'_>, currency: Currency) -> Result<Vec<IncomingLine>, OrderProblem> {
    let mut lines = Vec::new();
    for product in raw.products.iter().flatten() {
        let line: RawLine<'_> = json::object(Some(product));
        let name = line.name.and_then(json::word).unwrap_or_default();
        let ids = [line.sku, line.product, line.id];
        let id = ids.into_iter().find_map(|id| id.and_then(json::word));
        let Some(sku) = id.or_else(|| (!name.is_empty()).then(|| name.clone())) else { continue };
        if sku.len() > ID_BYTES_MAX {
            continue;
        }
        let quantity = match line.quantity.and_then(json::word) {
            None => Decimal::whole(1),
            Some(text) => Decimal::read(&text).ok_or_else(|| not_a_quantity(&text))?,
        };
        let price = match line.price.and_then(json::word) {
            None => Decimal::whole(0),
            Some(text) => Decimal::read(&text).ok_or_else(|| not_a_price(&text))?,
        };
        let cost = price.times(quantity).and_then(|cost| cost.to_units(currency.exponent()));
        let fits = |cost: &i64| cost.unsigned_abs() <= AMOUNT_MINOR_MAX.unsigned_abs();
        let amount = cost.filter(fits).ok_or(OrderProblem::BeyondAny)?;
        let quantity_milli = quantity.to_units(3).filter(fits).ok_or(OrderProblem::BeyondAny)?;
        lines.push(IncomingLine { sku, name, quantity_milli, amount });
    }
    Ok(lines)
}

fn not_a_quantity(text: &str) -> OrderProblem {
    OrderProblem::NotAnAmount { field: "quantity", value: text.chars().take(40).collect() }
}

fn not_a_price(text: &str) -> OrderProblem {
    OrderProblem::NotAnAmount { field: "price", value: text.chars().take(40).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(happened: Happened, text: &str) -> Result<OrderEvent, OrderProblem> {
        let raw: Raw<'_> = serde_json::from_str(text).unwrap();
        order(&raw, happened, "m-1", Currency::EUR)
    }

    fn placed(text: &str) -> Result<i64, OrderProblem> {
        read(Happened::Placed, text).map(|order| order.sum.unwrap().minor)
    }

    #[test]
    fn what_an_order_came_to_is_its_total_or_made_of_its_parts() {
        assert_eq!(placed(r#"{"total":30,"revenue":25,"shipping":3,"tax":2}"#), Ok(3000));
        assert_eq!(placed(r#"{"revenue":25,"shipping":3,"tax":"2.00"}"#), Ok(3000));
        assert_eq!(placed(r#"{"subtotal":22.5}"#), Ok(2250));
        let products = r#"[{"sku":"a","price":27.5,"quantity":2},{"product_id":9,"price":"0.10"}]"#;
        assert_eq!(placed(&format!(r#"{{"products":{products},"discount":5}}"#)), Ok(5010));
        assert_eq!(placed(r#"{"order_id":1}"#), Err(OrderProblem::NoAmount));
    }

    #[test]
    fn amounts_are_taken_from_their_digits() {
        assert_eq!(placed(r#"{"total":27.999999999999996}"#), Ok(2800));
        assert_eq!(placed(r#"{"total":0.285e1}"#), Ok(285));
        assert_eq!(placed(r#"{"total":"1 234,50"}"#).ok(), None);
        assert_eq!(placed(r#"{"total":1e300}"#), Err(OrderProblem::BeyondAny));
        assert_eq!(placed(r#"{"total":-5}"#), Err(OrderProblem::BeyondAny));
        assert_eq!(placed(r#"{"total":900,"currency":"JPY"}"#), Ok(900));
        assert!(matches!(placed(r#"{"total":1,"currency":"€"}"#), Err(OrderProblem::NoCurrency(_))));
        assert!(matches!(
            placed(r#"{"total":{"a":1},"revenue":"x"}"#),
            Err(OrderProblem::NotAnAmount { .. })
        ));
    }

    #[test]
    fn a_refund_is_of_what_it_says_or_of_all() {
        let back = |text| read(Happened::Refunded, text).map(|it| (it.happened, it.sum.map(|sum| sum.minor)));
        assert_eq!(back(r#"{"order_id":7}"#), Ok((Happened::RefundedWhole, None)));
        assert_eq!(back(r#"{"order_id":7,"total":5}"#), Ok((Happened::Refunded, Some(500))));
        let products = r#"{"order_id":7,"products":[{"sku":"a","price":2,"quantity":3}]}"#;
        assert_eq!(back(products), Ok((Happened::Refunded, Some(600))));
        assert_eq!(back("{}"), Err(OrderProblem::NoOrder));
    }
}
