//! What events tell of one order, kept so that it ends the same in whatever order it is told.
//!
//! Each part is the least, the latest or the union of what was said, and these do not ask who spoke
//! first. The rows of `orders` follow from it.

use domain::orders::OrderKind;
use domain::{Currency, Instant};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::incoming::{Incoming, IncomingLine};

/// Refunds kept of one order; more are no refunds any more.
const REFUNDS_MAX: usize = 100;

/// What an event says happened to an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happened {
    /// It was placed.
    Placed,
    /// It changed.
    Changed,
    /// Some of its money went back.
    Refunded,
    /// All of its money went back, or what had not yet.
    RefundedWhole,
    /// It was called off.
    Cancelled,
}

/// Money in minor units, and whether its currency was said or is the company's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Sum {
    /// Minor units.
    pub minor: i64,
    /// Of this currency.
    pub currency: Currency,
    /// Whether the event named it.
    pub said: bool,
}

impl Sum {
    /// The same digits in the currency of the order, where the event named none.
    fn of(self, currency: Currency) -> Self {
        if self.said || self.currency == currency {
            return self;
        }
        let (from, to) = (self.currency.minor_per_major(), currency.minor_per_major());
        let minor = i128::from(self.minor) * i128::from(to) / i128::from(from);
        Self { minor: i64::try_from(minor).unwrap_or(self.minor), currency, said: false }
    }
}

/// What one event says of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderEvent {
    /// The shop's id of the order.
    pub order: String,
    /// What happened to it.
    pub happened: Happened,
    /// What it came to, or what went back, where the event says.
    pub sum: Option<Sum>,
    /// What was bought, where the event says.
    pub lines: Vec<IncomingLine>,
}

/// One refund told.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Refund {
    at: i64,
    told_by: String,
    sum: Sum,
}

/// Something said, and when: the latest holds.
type Said<T> = Option<(i64, String, T)>;

/// All that was told of one order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Told {
    placed_at: Option<i64>,
    changed_at: Option<i64>,
    sum: Said<Sum>,
    lines: Said<Vec<IncomingLine>>,
    refunds: Vec<Refund>,
    refunded_whole_at: Option<i64>,
    cancelled: bool,
    /// Whoever placed it bought it; a refund may be told by a program that names somebody else.
    buyer: Said<Uuid>,
    named: Said<Uuid>,
}

fn least(kept: &mut Option<i64>, at: i64) {
    *kept = Some(kept.map_or(at, |kept| kept.min(at)));
}

/// Keeps the latest; two of one instant are told apart by the message, and no order of arrival.
fn latest<T>(kept: &mut Said<T>, at: i64, message: &str, said: T) {
    if kept.as_ref().is_none_or(|(when, by, _)| (*when, by.as_str()) < (at, message)) {
        *kept = Some((at, message.to_owned(), said));
    }
}

impl Told {
    /// Takes one event in.
    pub(crate) fn hear(&mut self, event: &OrderEvent, at: i64, message: &str, identity: Uuid) {
        let bought = matches!(event.happened, Happened::Placed | Happened::Changed);
        latest(if bought { &mut self.buyer } else { &mut self.named }, at, message, identity);
        match event.happened {
            Happened::Placed | Happened::Changed => {
                let first = if event.happened == Happened::Placed {
                    &mut self.placed_at
                } else {
                    &mut self.changed_at
                };
                least(first, at);
                if let Some(sum) = event.sum {
                    latest(&mut self.sum, at, message, sum);
                }
                if !event.lines.is_empty() {
                    latest(&mut self.lines, at, message, event.lines.clone());
                }
            }
            Happened::Refunded => {
                if let Some(sum) = event.sum {
                    self.refunds.push(Refund { at, told_by: message.to_owned(), sum });
                    self.refunds.sort();
                    self.refunds.truncate(REFUNDS_MAX);
                }
            }
            Happened::RefundedWhole => least(&mut self.refunded_whole_at, at),
            Happened::Cancelled => self.cancelled = true,
        }
    }

    /// By whom it was bought, where its placing or a change was told.
    pub(crate) fn bought_by(&self) -> Option<Uuid> {
        self.buyer.as_ref().map(|(.., identity)| *identity)
    }

    /// By whom it was bought, as far as was told.
    pub(crate) fn buyer(&self) -> Option<Uuid> {
        self.buyer.as_ref().or(self.named.as_ref()).map(|(.., identity)| *identity)
    }

    /// The orders and refunds that follow, `of_file` being what a file says the order came to: none of a cancelled order; refunds by the day, named as
    /// imports name them, so that a file of the same order meets them.
    pub(crate) fn orders(&self, source_id: &str, of_file: Option<Sum>, zone: &TimeZone) -> Vec<Incoming> {
        if self.cancelled {
            return Vec::new();
        }
        let order = |kind, at: i64, sum: Sum, lines| Incoming {
            source_id: source_id.to_owned(),
            kind,
            at,
            day: Instant(at).day_in(zone).0,
            amount: sum.minor,
            currency: sum.currency,
            refunds: None,
            keys: Vec::new(),
            name: String::new(),
            lines,
        };
        let mut orders = Vec::new();
        let told = self.sum.as_ref().map(|(.., sum)| *sum);
        let sum = of_file.or(told);
        if let (Some(at), Some(sum)) = (self.placed_at.or(self.changed_at), told) {
            let lines = self.lines.as_ref().map_or_else(Vec::new, |(.., lines)| lines.clone());
            orders.push(order(OrderKind::Purchase, at, sum, lines));
        }
        let mut refunds: Vec<Incoming> = Vec::new();
        let mut give_back = |at: i64, sum: Sum| {
            let mut refund = order(OrderKind::Refund, at, Sum { minor: -sum.minor, ..sum }, Vec::new());
            let same = |other: &&mut Incoming| (other.day, other.currency) == (refund.day, refund.currency);
            if let Some(other) = refunds.iter_mut().find(same) {
                other.amount = other.amount.saturating_add(refund.amount);
                return;
            }
            let another = refunds.first().is_some_and(|first| first.currency != refund.currency);
            let currency = if another { format!(" {}", refund.currency) } else { String::new() };
            refund.source_id = format!("{source_id} refund {}{currency}", domain::Day(refund.day));
            refund.refunds = Some(source_id.to_owned());
            refunds.push(refund);
        };
        let in_currency = |part: Sum| sum.map_or(part, |whole| part.of(whole.currency));
        let mut back = 0i64;
        for refund in &self.refunds {
            let part = in_currency(refund.sum);
            if sum.is_some_and(|whole| whole.currency == part.currency) {
                back = back.saturating_add(part.minor);
            }
            give_back(refund.at, part);
        }
        if let (Some(at), Some(whole)) = (self.refunded_whole_at, sum) {
            let rest = whole.minor.saturating_sub(back);
            if rest > 0 {
                give_back(at, Sum { minor: rest, ..whole });
            }
        }
        orders.extend(refunds);
        orders
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const DAY: i64 = domain::time::DAY_MICROS;

    fn euros(minor: i64) -> Option<Sum> {
        Some(Sum { minor, currency: Currency::EUR, said: true })
    }

    fn event(happened: Happened, sum: Option<Sum>) -> OrderEvent {
        OrderEvent { order: "7".into(), happened, sum, lines: Vec::new() }
    }

    fn after(events: &[(i64, OrderEvent)]) -> Vec<String> {
        let mut told = Told::default();
        for (at, event) in events {
            told.hear(event, *at, &at.to_string(), Uuid::nil());
        }
        let say = |order: Incoming| format!("{} {} {}", order.source_id, order.day, order.amount);
        told.orders("7", None, &TimeZone::UTC).into_iter().map(say).collect()
    }

    #[test]
    fn a_refund_told_before_its_order_ends_as_one_told_after() {
        let placed = (DAY, event(Happened::Placed, euros(2500)));
        let some = (2 * DAY, event(Happened::Refunded, euros(500)));
        let whole = (3 * DAY, event(Happened::RefundedWhole, None));
        assert_eq!(after(std::slice::from_ref(&whole)), [""; 0], "nothing is known of the order yet");
        let right = ["7 1 2500", "7 refund 1970-01-03 2 -500", "7 refund 1970-01-04 3 -2000"];
        assert_eq!(after(&[whole.clone(), some.clone(), placed.clone()]), right);
        assert_eq!(after(&[placed, some, whole]), right);
    }

    #[test]
    fn a_change_told_late_keeps_the_day_it_was_placed_and_the_latest_sum() {
        let placed = (DAY, event(Happened::Placed, euros(2500)));
        let changed = (2 * DAY, event(Happened::Changed, euros(3000)));
        assert_eq!(after(&[changed.clone(), placed.clone()]), ["7 1 3000"]);
        assert_eq!(after(&[placed, changed]), ["7 1 3000"]);
    }

    #[test]
    fn a_cancelled_order_is_none_whatever_comes_after() {
        let cancelled = (2 * DAY, event(Happened::Cancelled, None));
        let placed = (DAY, event(Happened::Placed, euros(2500)));
        assert_eq!(after(&[cancelled, placed]), [""; 0]);
    }

    #[test]
    fn a_refund_without_currency_is_in_that_of_its_order() {
        let yen = "JPY".parse().unwrap();
        let placed = (DAY, event(Happened::Placed, Some(Sum { minor: 900, currency: yen, said: true })));
        let back = Some(Sum { minor: 50_000, currency: Currency::EUR, said: false });
        let orders = after(&[(2 * DAY, event(Happened::Refunded, back)), placed]);
        assert_eq!(orders, ["7 1 900", "7 refund 1970-01-03 2 -500"]);
    }

    fn happened() -> impl Strategy<Value = Happened> {
        use Happened::{Cancelled, Changed, Placed, Refunded, RefundedWhole};
        prop_oneof![
            4 => Just(Placed),
            3 => Just(Changed),
            3 => Just(Refunded),
            1 => Just(RefundedWhole),
            1 => Just(Cancelled)
        ]
    }

    proptest! {
        #[test]
        fn an_order_ends_the_same_in_whatever_order_it_is_told(
            events in prop::collection::vec((0..5i64, happened(), prop::option::of(1..9000i64)), 1..8),
            shuffle in any::<u64>(),
        ) {
            let heard = |order: &[usize]| {
                let mut told = Told::default();
                for &place in order {
                    let (day, happened, sum) = events[place];
                    let event = event(happened, sum.and_then(euros));
                    told.hear(&event, day * DAY, &place.to_string(), Uuid::from_u128(place as u128));
                }
                told
            };
            let straight: Vec<usize> = (0..events.len()).collect();
            let mut shuffled = straight.clone();
            shuffled.sort_by_key(|place| blake3::hash(&(shuffle ^ *place as u64).to_le_bytes()).as_bytes()[0]);
            prop_assert_eq!(heard(&straight), heard(&shuffled));
        }
    }
}
