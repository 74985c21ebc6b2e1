//! Orders told one by one by a program of the company's own, with the very effects of events: what
//! was said is kept as an event, and the order follows from it.

use domain::access::Action;
use domain::erasure::ErasureRefusal;
use domain::ids::{OrderId, PersonId};
use domain::timeline::Kind as Moment;
use domain::{Instant, Money, Permit};
use sea_orm::{ConnectionTrait, FromQueryResult};
use serde_json::json;
use uuid::Uuid;

use super::{Call, Fresh, Happened, NewEvent, OrderEvent, Sum, Traits, older_than_erasures};
use crate::incoming::IncomingLine;
use crate::{Error, Result, Store, audit, leave, people, sql};

/// Who bought.
#[derive(Clone, Debug)]
pub enum Buyer {
    /// Somebody we know.
    Known(PersonId),
    /// Whoever these stand for, somebody new where nobody does: the shop's own id of them, an e-mail
    /// address and a phone number; one at least.
    Named {
        /// The shop's id.
        customer: Option<String>,
        /// Addresses and name, as they are kept.
        traits: Box<Traits>,
    },
}

/// An order to record.
#[derive(Clone, Debug)]
pub struct NewOrder {
    /// The shop or till: its ids hold within it.
    pub source: String,
    /// Its id there.
    pub source_id: String,
    /// When it was placed.
    pub at: Instant,
    /// What it came to.
    pub amount: Money,
    /// What was bought.
    pub lines: Vec<IncomingLine>,
    /// By whom.
    pub buyer: Buyer,
}

/// What became of an order.
#[derive(Clone, Debug)]
pub enum Change {
    /// It came to something else, and holds something else where lines are said.
    Changed {
        /// What it comes to now.
        amount: Money,
        /// What is bought now; empty where that stayed.
        lines: Vec<IncomingLine>,
    },
    /// So many minor units of its currency went back; all that is left, where it is not said.
    Refunded(Option<i64>),
    /// It was called off.
    Cancelled,
}

#[derive(FromQueryResult)]
struct Standing {
    source: String,
    source_id: String,
    kind: String,
    currency: String,
    identity_id: Option<Uuid>,
}

fn said(amount: Money) -> Sum {
    Sum { minor: amount.minor, currency: amount.currency, said: true }
}

impl Store {
    /// Records an order. The permit is for `ImportOrders`.
    ///
    /// # Errors
    /// [`Error::Superseded`] where one of this source and id was told before, [`Error::Missing`] where
    /// there is no such buyer; where the permit is for something else, or the database fails.
    pub async fn place_order(&self, permit: &Permit, new: NewOrder) -> Result<OrderId> {
        leave::to_write(permit, Action::ImportOrders)?;
        let transaction = self.begin().await?;
        let known = "select count(*) from (select source_id from orders where source = $1 and source_id = $2
                     union all select source_id from told_orders where source = $1 and source_id = $2) known";
        let named = || [new.source.as_str().into(), new.source_id.as_str().into()];
        if sql::value::<i64>(&transaction, known, named()).await? > 0 {
            return Err(Error::Superseded(
                "An order of this source and id was told before; say what became of it at its own address.",
            ));
        }
        let NewOrder { source, source_id, at, amount, lines, buyer } = &new;
        let order = OrderEvent {
            order: source_id.clone(),
            happened: Happened::Placed,
            sum: Some(said(*amount)),
            lines: lines.clone(),
        };
        let mut event = self.event("Order Completed", order, *at);
        let identity = match buyer {
            Buyer::Known(person) => people::anchor(&transaction, *person).await?,
            Buyer::Named { customer, traits } => {
                event.user.clone_from(customer);
                event.traits = Some(traits.clone());
                Uuid::nil()
            }
        };
        self.tell(&transaction, permit, source, &event, identity).await?;
        let made = "select id from orders where source = $1 and source_id = $2";
        let made: Option<Uuid> = sql::column(&transaction, made, named()).await?.pop();
        let id = made.ok_or_else(|| Error::unreadable("no row of an order just made"))?;
        audit::write(&transaction, self, permit.actor(), "order.recorded", "order", Some(id), "").await?;
        transaction.commit().await?;
        Ok(OrderId(id))
    }

    /// Records what became of an order. The permit is for `ImportOrders`.
    ///
    /// # Errors
    /// [`Error::Missing`] where there is no such purchase, [`Error::Superseded`] where nobody is known to
    /// have bought it; where the permit is for something else, or the database fails.
    pub async fn change_order(
        &self,
        permit: &Permit,
        id: OrderId,
        at: Instant,
        change: Change,
    ) -> Result<()> {
        leave::to_write(permit, Action::ImportOrders)?;
        let transaction = self.begin().await?;
        let standing = "select source, source_id, kind, currency, identity_id from orders where id = $1";
        let standing: Option<Standing> = sql::row(&transaction, standing, [id.0.into()]).await?;
        let standing = standing.filter(|standing| standing.kind == "purchase");
        let standing = standing.ok_or(Error::Missing("There is no such order, or not any more."))?;
        let identity = standing.identity_id.ok_or(Error::Superseded(
            "Nobody is known to have bought this order; mend the file it came from.",
        ))?;
        let currency = standing.currency.parse().map_err(Error::unreadable)?;
        let (name, did, happened, sum, lines) = match change {
            Change::Changed { amount, lines } => {
                ("Order Updated", "order.changed", Happened::Changed, Some(said(amount)), lines)
            }
            Change::Refunded(Some(minor)) => {
                let sum = said(Money { minor, currency });
                ("Order Refunded", "order.refunded", Happened::Refunded, Some(sum), Vec::new())
            }
            Change::Refunded(None) => {
                ("Order Refunded", "order.refunded", Happened::RefundedWhole, None, Vec::new())
            }
            Change::Cancelled => {
                ("Order Cancelled", "order.cancelled", Happened::Cancelled, None, Vec::new())
            }
        };
        let mut event = self.event(name, OrderEvent { order: standing.source_id, happened, sum, lines }, at);
        event.moment = (happened == Happened::Cancelled).then_some(Moment::Cancelled);
        self.tell(&transaction, permit, &standing.source, &event, identity).await?;
        audit::write(&transaction, self, permit.actor(), did, "order", Some(id.0), "").await?;
        Ok(transaction.commit().await?)
    }

    fn event(&self, name: &str, order: OrderEvent, at: Instant) -> NewEvent {
        let lines = order.lines.iter().map(
            |line| json!({ "sku": line.sku, "name": line.name, "quantity_milli": line.quantity_milli, "amount_minor": line.amount }),
        );
        let content = json!({
            "order_id": order.order,
            "amount_minor": order.sum.map(|sum| sum.minor),
            "currency": order.sum.map(|sum| sum.currency),
            "lines": lines.collect::<Vec<_>>(),
        });
        NewEvent {
            message_id: self.inner.ids.next().to_string(),
            call: Call::Track,
            moment: None,
            name: name.to_owned(),
            at,
            received_at: self.now(),
            content: content.to_string(),
            user: None,
            visitor: None,
            previous: None,
            traits: None,
            group: None,
            order: Some(order),
        }
    }

    /// Writes an event of this identity; of whomever it names, where that is nil.
    async fn tell(
        &self,
        on: &impl ConnectionTrait,
        permit: &Permit,
        source: &str,
        event: &NewEvent,
        identity: Uuid,
    ) -> Result<()> {
        let mut fresh = [Fresh { id: self.inner.ids.next(), source, permit, event, identity }];
        if identity.is_nil() && !older_than_erasures(on, &fresh).await?.is_empty() {
            return Err(ErasureRefusal::Older.into());
        }
        self.write_fresh(on, &mut fresh).await
    }
}
