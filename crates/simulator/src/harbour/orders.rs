//! Orders: what is in the basket, and what comes back.

use domain::Day;
use domain::orders::OrderKind;
use domain::time::DAY_MICROS;
use rand_chacha::ChaCha8Rng;

use super::catalogue::{self, CATALOGUE, Channel, Product};
use crate::draw::{chance, poisson, uniform};

/// One line of an order.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// What.
    pub product: &'static Product,
    /// How many; negative in a refund.
    pub quantity: i32,
}

impl Line {
    /// What the line comes to, in cents.
    #[must_use]
    pub fn cents(&self) -> i64 {
        self.product.cents * i64::from(self.quantity)
    }
}

/// An order, or the refund of one.
#[derive(Clone, Debug)]
pub struct Order {
    /// Whose, from 0.
    pub customer: u64,
    /// The customer's how-manieth order, from 1; a refund carries its order's number.
    pub number: u32,
    /// Microseconds since 1970-01-01 by the shop's wall clock.
    pub at: i64,
    /// Purchase or refund.
    pub kind: OrderKind,
    /// Where it was placed.
    pub channel: Channel,
    /// What was ordered; at least one line.
    pub lines: Vec<Line>,
}

impl Order {
    /// The id the shop gives it.
    #[must_use]
    pub fn id(&self) -> String {
        let refund = if self.kind == OrderKind::Refund { "-R" } else { "" };
        format!("HC-{}-{}{refund}", self.customer + 1, self.number)
    }

    /// The day of it.
    #[must_use]
    pub fn day(&self) -> Day {
        Day(self.at.div_euclid(DAY_MICROS) as i32)
    }

    /// Its total in cents.
    #[must_use]
    pub fn cents(&self) -> i64 {
        self.lines.iter().map(Line::cents).sum()
    }
}

/// Fills a basket; the same product twice is one line.
pub(super) fn basket(rng: &mut ChaCha8Rng, channel: Channel, appetite: f64, day: Day) -> Vec<Line> {
    let month = day.civil().month();
    let mut lines: Vec<Line> = Vec::new();
    for _ in 0..=poisson(rng, appetite * channel.further_lines()) {
        let product = &CATALOGUE[catalogue::draw(rng, channel, month)];
        let quantity = 1 + i32::from(chance(rng, channel.pairs()));
        match lines.iter_mut().find(|line| line.product.sku == product.sku) {
            Some(line) => line.quantity += quantity,
            None => lines.push(Line { product, quantity }),
        }
    }
    lines
}

/// Expected value of an order in major units, for a share of web orders and an appetite.
pub(super) fn mean_value(web: f64, appetite: f64) -> f64 {
    let order = |channel: Channel| (1.0 + appetite * channel.further_lines()) * channel.mean_line() / 100.0;
    web * order(Channel::Web) + (1.0 - web) * order(Channel::Cafe)
}

/// Adds the refunds that come before the end of `last_day`: orders cancelled within the hour, and
/// web orders of which a line is sent back within three weeks.
pub(super) fn add_refunds(rng: &mut ChaCha8Rng, orders: &mut Vec<Order>, last_day: Day) {
    let end = (i64::from(last_day.0) + 1) * DAY_MICROS;
    let mut refunds = Vec::new();
    for order in orders.iter() {
        let (cancelled, returned) = match order.channel {
            Channel::Cafe => (0.001, 0.0),
            Channel::Web => (0.006, 0.02),
        };
        let drawn = uniform(rng);
        let (wait, lines) = match drawn {
            drawn if drawn < cancelled => (uniform(rng) / 24.0, order.lines.as_slice()),
            drawn if drawn < cancelled + returned => (2.0 + 19.0 * uniform(rng), &order.lines[..1]),
            _ => continue,
        };
        let back = |line: &Line| Line { quantity: -line.quantity, ..*line };
        let at = order.at + (wait * 86_400.0) as i64 * 1_000_000;
        let lines = lines.iter().map(back).collect();
        if at < end {
            refunds.push(Order { at, kind: OrderKind::Refund, lines, ..order.clone() });
        }
    }
    orders.append(&mut refunds);
    orders.sort_by_key(|order| order.at);
}
