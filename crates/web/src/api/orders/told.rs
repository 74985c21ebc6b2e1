//! What programs tell of orders, as JSON.

use domain::limits::{AMOUNT_MINOR_MAX, YEAR_MIN};
use domain::{Currency, Day, Instant, Money};
use listen::contact;
use serde::Deserialize;
use store::events::{Buyer, Change, Traits};
use store::incoming::IncomingLine;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{OrderLine, PersonId};
use crate::api::extract::instant;
use crate::api::problem::Problem;

/// Longest id of an order, customer or product, in bytes.
const ID_BYTES_MAX: usize = 256;
/// Longest name of a source or product, in characters.
const NAME_CHARS_MAX: usize = 500;
/// Most lines of an order.
const LINES_MAX: usize = 1_000;
/// An order lies no further ahead: a clock may be wrong by an hour or a zone.
const AHEAD_SECONDS: i64 = 24 * 60 * 60;

/// Who bought, by one of these at least.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewBuyer {
    /// Somebody there already: their id. Nothing else is said then.
    person: Option<Uuid>,
    /// The shop's own id of them.
    #[schema(min_length = 1, max_length = 256)]
    customer: Option<String>,
    /// Their e-mail address.
    #[schema(max_length = 254)]
    email: Option<String>,
    /// Their phone number.
    #[schema(max_length = 100)]
    phone: Option<String>,
    /// Their name, kept where nobody said one yet.
    #[schema(max_length = 500)]
    name: Option<String>,
}

/// An order to record.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewOrder {
    /// The shop or till. Ids of orders, customers and products hold within it: name it as its files
    /// and write keys do.
    #[schema(min_length = 1, max_length = 256)]
    source: String,
    /// The order's id there.
    #[schema(min_length = 1, max_length = 256)]
    source_id: String,
    /// When it was placed; now, where it is left out.
    #[schema(format = DateTime)]
    at: Option<String>,
    /// What it came to, shipping and tax included, in minor units.
    #[schema(minimum = 0, maximum = 1_000_000_000_000_000_i64)]
    amount_minor: i64,
    /// ISO 4217.
    #[schema(pattern = "^[A-Z]{3}$")]
    currency: String,
    /// Who bought.
    customer: NewBuyer,
    /// What was bought.
    #[serde(default)]
    #[schema(max_items = 1000)]
    lines: Vec<OrderLine>,
}

/// What an order comes to now.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Changed {
    /// When it changed; now, where it is left out.
    #[schema(format = DateTime)]
    at: Option<String>,
    /// What it comes to now, in minor units.
    #[schema(minimum = 0, maximum = 1_000_000_000_000_000_i64)]
    amount_minor: i64,
    /// ISO 4217.
    #[schema(pattern = "^[A-Z]{3}$")]
    currency: String,
    /// What is bought now; as it was, where it is left out.
    #[serde(default)]
    #[schema(max_items = 1000)]
    lines: Vec<OrderLine>,
}

/// What of an order went back.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Refunded {
    /// When; now, where it is left out.
    #[schema(format = DateTime)]
    at: Option<String>,
    /// How much, in minor units of the order's currency; all that is left, where it is left out.
    #[schema(minimum = 1, maximum = 1_000_000_000_000_000_i64)]
    amount_minor: Option<i64>,
}

/// That an order was called off.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cancelled {
    /// When; now, where it is left out.
    #[schema(format = DateTime)]
    at: Option<String>,
}

fn when(at: Option<&str>, now: Instant) -> Result<Instant, Problem> {
    let Some(at) = at else { return Ok(now) };
    let at = instant("#/at", at)?;
    let first = Day::from_ymd(YEAR_MIN, 1, 1);
    let soon = now.plus_seconds(AHEAD_SECONDS);
    if at.0 < first.map_or(0, |day| i64::from(day.0) * 86_400_000_000) || at > soon {
        let detail = format!("An order lies between {YEAR_MIN} and now.");
        return Err(Problem::invalid_at("#/at", detail));
    }
    Ok(at)
}

fn money(minor: i64, currency: &str) -> Result<Money, Problem> {
    if !(0..=AMOUNT_MINOR_MAX).contains(&minor) {
        let detail = "An order comes to nothing less than zero and nothing so large.";
        return Err(Problem::invalid_at("#/amount_minor", detail));
    }
    let known = |currency: &Currency| *currency != Currency::NONE;
    let currency = currency.parse().ok().filter(known);
    let wrong = || Problem::invalid_at("#/currency", "That is no currency of ISO 4217, such as EUR.");
    Ok(Money { minor, currency: currency.ok_or_else(wrong)? })
}

/// An id or a source's name: trimmed, and something.
fn id(pointer: &str, text: &str) -> Result<String, Problem> {
    let text = text.trim();
    if text.is_empty() || text.len() > ID_BYTES_MAX || text.contains(char::is_control) {
        let detail = format!("It has 1 to {ID_BYTES_MAX} bytes and no control characters.");
        return Err(Problem::invalid_at(pointer, detail));
    }
    Ok(text.to_owned())
}

fn name(pointer: &str, text: &str) -> Result<String, Problem> {
    if text.chars().count() > NAME_CHARS_MAX {
        let detail = format!("A name has at most {NAME_CHARS_MAX} characters.");
        return Err(Problem::invalid_at(pointer, detail));
    }
    Ok(text.trim().to_owned())
}

fn lines(lines: Vec<OrderLine>) -> Result<Vec<IncomingLine>, Problem> {
    if lines.len() > LINES_MAX {
        let detail = format!("An order has at most {LINES_MAX} lines.");
        return Err(Problem::invalid_at("#/lines", detail));
    }
    let line = |(at, line): (usize, OrderLine)| {
        let place = |field: &str| format!("#/lines/{at}/{field}");
        for (field, number) in [("quantity_milli", line.quantity_milli), ("amount_minor", line.amount_minor)]
        {
            if number.unsigned_abs() > AMOUNT_MINOR_MAX.unsigned_abs() {
                return Err(Problem::invalid_at(place(field), "It is larger than any order can be."));
            }
        }
        Ok(IncomingLine {
            sku: id(&place("sku"), &line.sku)?,
            name: name(&place("name"), &line.name)?,
            quantity_milli: line.quantity_milli,
            amount: line.amount_minor,
        })
    };
    lines.into_iter().enumerate().map(line).collect()
}

impl NewBuyer {
    fn read(self) -> Result<Buyer, Problem> {
        let named = [&self.customer, &self.email, &self.phone];
        if let Some(person) = self.person {
            if named.into_iter().chain([&self.name]).any(Option::is_some) {
                let detail = "Say the person's id, or how the shop knows them, not both.";
                return Err(Problem::invalid_at("#/customer", detail));
            }
            return Ok(Buyer::Known(PersonId(person)));
        }
        if named.into_iter().all(Option::is_none) {
            let detail = "Say who bought: a person, a customer, an e-mail address or a phone number.";
            return Err(Problem::invalid_at("#/customer", detail));
        }
        let read = |field: &str, text: Option<String>, read: fn(&str) -> Option<String>| match text {
            None => Ok(String::new()),
            Some(text) => read(&text).ok_or_else(|| {
                Problem::invalid_at(
                    format!("#/customer/{field}"),
                    "That is no address one could be reached by.",
                )
            }),
        };
        let customer = self.customer.as_deref().map(|text| id("#/customer/customer", text)).transpose()?;
        let traits = Traits {
            email: read("email", self.email, contact::email)?,
            phone: read("phone", self.phone, contact::phone)?,
            name: name("#/customer/name", &self.name.unwrap_or_default())?,
            ..Traits::default()
        };
        Ok(Buyer::Named { customer, traits: Box::new(traits) })
    }
}

impl NewOrder {
    pub(super) fn read(self, now: Instant) -> Result<store::events::NewOrder, Problem> {
        Ok(store::events::NewOrder {
            source: id("#/source", &self.source)?,
            source_id: id("#/source_id", &self.source_id)?,
            at: when(self.at.as_deref(), now)?,
            amount: money(self.amount_minor, &self.currency)?,
            lines: lines(self.lines)?,
            buyer: self.customer.read()?,
        })
    }
}

impl Changed {
    pub(super) fn read(self, now: Instant) -> Result<(Instant, Change), Problem> {
        let amount = money(self.amount_minor, &self.currency)?;
        Ok((when(self.at.as_deref(), now)?, Change::Changed { amount, lines: lines(self.lines)? }))
    }
}

impl Refunded {
    pub(super) fn read(self, now: Instant) -> Result<(Instant, Change), Problem> {
        if self.amount_minor.is_some_and(|minor| !(1..=AMOUNT_MINOR_MAX).contains(&minor)) {
            return Err(Problem::invalid_at("#/amount_minor", "What goes back is more than nothing."));
        }
        Ok((when(self.at.as_deref(), now)?, Change::Refunded(self.amount_minor)))
    }
}

impl Cancelled {
    pub(super) fn at(self, now: Instant) -> Result<Instant, Problem> {
        when(self.at.as_deref(), now)
    }
}
