//! Orders: read one person's for people to look at, and everybody's for the plans of analytics.

use std::collections::HashMap;
use std::sync::Arc;

use domain::ids::{OrderId, PersonId};
use domain::limits::CHUNK_ROWS;
use domain::orders::OrderKind;
use domain::{Actor, Currency, Day, Instant, Money, OrderChunk, Text};
use futures::StreamExt;
use futures::stream::BoxStream;
use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use uuid::Uuid;

use crate::{Error, Result, Store, bulk, engine, leave, sql};

/// One line of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The product's own number or SKU.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// Thousandths of a piece.
    pub quantity_milli: i64,
    /// What the line came to.
    pub amount: Money,
}

/// An order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Its id; also the cursor of the page after it.
    pub id: OrderId,
    /// Where it came from.
    pub source: String,
    /// Its id there.
    pub source_id: String,
    /// Purchase or refund.
    pub kind: OrderKind,
    /// When.
    pub at: Instant,
    /// The company's day.
    pub day: Day,
    /// What it came to; negative for refunds.
    pub amount: Money,
    /// The source's id of the order refunded, where the source named it.
    pub refunds: Option<String>,
    /// What was bought, where the source says.
    pub lines: Vec<Line>,
}

/// An order and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The order.
    pub order: Order,
    /// What of it went back, the first first.
    pub refunds: Vec<Order>,
    /// Who bought, where it is known.
    pub person: Option<PersonId>,
}

#[derive(FromQueryResult)]
struct OrderRow {
    id: Uuid,
    source: String,
    source_id: String,
    kind: String,
    at: i64,
    day: i32,
    amount: i64,
    currency: String,
    refunds: Option<String>,
}

pub(crate) fn kind_name(kind: OrderKind) -> &'static str {
    match kind {
        OrderKind::Purchase => "purchase",
        OrderKind::Refund => "refund",
    }
}

pub(crate) fn kind_from(name: &str) -> Result<OrderKind> {
    match name {
        "purchase" => Ok(OrderKind::Purchase),
        "refund" => Ok(OrderKind::Refund),
        other => Err(Error::unreadable(format!("an order of kind '{other}'"))),
    }
}

fn order(row: OrderRow) -> Result<Order> {
    let currency: Currency = row.currency.parse().map_err(Error::unreadable)?;
    Ok(Order {
        id: OrderId(row.id),
        source: row.source,
        source_id: row.source_id,
        kind: kind_from(&row.kind)?,
        at: Instant(row.at),
        day: Day(row.day),
        amount: Money { minor: row.amount, currency },
        refunds: row.refunds,
        lines: Vec::new(),
    })
}

fn empty_chunk(capacity: usize) -> OrderChunk {
    OrderChunk {
        source: Arc::from("store"),
        rows: Vec::with_capacity(capacity),
        order: Some(Text::new()),
        day: Vec::with_capacity(capacity),
        at: Vec::with_capacity(capacity),
        amount: Vec::with_capacity(capacity),
        currency: Vec::with_capacity(capacity),
        kind: Vec::with_capacity(capacity),
        ..OrderChunk::default()
    }
}

/// Appends an order from its [`engine::order_line`]; gives its own id back.
fn push(chunk: &mut OrderChunk, line: &str) -> Result<Uuid> {
    let unreadable = || Error::unreadable(format!("the order '{line}'"));
    let mut words = line.split(' ');
    let mut word = || words.next().ok_or_else(unreadable);
    let own: Uuid = word()?.parse().map_err(|_| unreadable())?;
    let named = word()?;
    let person: Uuid = word()?.parse().map_err(|_| unreadable())?;
    let at = word()?.parse().map_err(|_| unreadable())?;
    let day = word()?.parse().map_err(|_| unreadable())?;
    let amount = word()?.parse().map_err(|_| unreadable())?;
    let currency = word()?.parse().map_err(|_| unreadable())?;
    chunk.kind.push(kind_from(word()?)?);
    chunk.rows.push(chunk.rows.len() as u64 + 1);
    chunk.customer.push(person.hyphenated().encode_lower(&mut Uuid::encode_buffer()));
    if let Some(order) = &mut chunk.order {
        order.push(named);
    }
    chunk.at.push(at);
    chunk.day.push(day);
    chunk.amount.push(amount);
    chunk.currency.push(currency);
    Ok(own)
}

impl Store {
    /// Whether there are so many purchases or more.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn has_purchases(&self, actor: Actor, least: u32) -> Result<bool> {
        leave::to_read_customers(actor)?;
        let select = "select count(*) from (select 1 from orders where kind = $1 limit $2) counted";
        let values = [kind_name(OrderKind::Purchase).into(), i64::from(least).into()];
        Ok(sql::value::<i64>(self.read(), select, values).await? >= i64::from(least))
    }

    /// A person's orders, the latest first, those before the order `after`.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn orders_of(
        &self,
        actor: Actor,
        person: PersonId,
        after: Option<OrderId>,
        limit: u32,
    ) -> Result<Vec<Order>> {
        leave::to_read_customers(actor)?;
        let from = match after {
            Some(id) => {
                sql::column(self.read(), "select at from orders where id = $1", [id.0.into()]).await?.pop()
            }
            None => None,
        };
        let values = [
            person.0.into(),
            from.unwrap_or(i64::MAX).into(),
            after.map_or(Uuid::max(), |id| id.0).into(),
            limit.into(),
        ];
        let sql = "select o.id, o.source, o.source_id, o.kind, o.at, o.day, o.amount, o.currency, o.refunds
                   from identities i join timeline t on t.identity_id = i.id join orders o on o.id = t.ref_id
                   where i.person_id = $1 and (t.at, t.ref_id) < ($2, $3)
                   order by t.at desc, t.ref_id desc limit $4";
        let rows: Vec<OrderRow> = sql::rows(self.read(), sql, values).await?;
        let mut orders = rows.into_iter().map(order).collect::<Result<Vec<_>>>()?;
        read_lines(self.read(), &mut orders).await?;
        Ok(orders)
    }

    /// An order with its refunds, and who bought; `None` where there is no such order.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn order(&self, actor: Actor, id: OrderId) -> Result<Option<Account>> {
        leave::to_read_customers(actor)?;
        let Some(order) = read(self.read(), vec![id.0.into()]).await?.pop() else { return Ok(None) };
        let refunds = "select id from orders where source = $1 and kind = 'refund' and refunds = $2
                       order by at, id limit 200";
        let named = [order.source.as_str().into(), order.source_id.as_str().into()];
        let refunds: Vec<Uuid> = sql::column(self.read(), refunds, named).await?;
        let mut refunds = read(self.read(), refunds.into_iter().map(Value::from).collect()).await?;
        refunds.sort_by_key(|refund| (refund.at, refund.id.0));
        let buyer =
            "select i.person_id from orders o join identities i on i.id = o.identity_id where o.id = $1";
        let person = sql::column(self.read(), buyer, [id.0.into()]).await?.pop().map(PersonId);
        Ok(Some(Account { order, refunds, person }))
    }

    /// Every order that has a customer, in chunks of bounded size. `customer` is the person's id;
    /// `order` is the order's id, and for a refund that of the order refunded, where it is there.
    ///
    /// What is written while the stream runs may or may not be in it: take [`Store::mark`] first,
    /// and whoever was touched since stays stale.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub fn order_chunks(&self, actor: Actor) -> BoxStream<'static, Result<OrderChunk>> {
        let store = self.clone();
        let chunks = futures::stream::try_unfold(Some(Uuid::nil()), move |after| {
            let store = store.clone();
            async move {
                leave::to_read_customers(actor)?;
                let Some(after) = after else { return Ok(None) };
                let sql = format!(
                    "select string_agg(line, '|') from (
                         select {} as line from orders o join identities i on i.id = o.identity_id
                         where o.id > $1 order by o.id limit $2) page",
                    engine::order_line(store.read())
                );
                let limit = i64::try_from(CHUNK_ROWS).unwrap_or(i64::MAX);
                let lines: Option<String> =
                    sql::value(store.read(), &sql, [after.into(), limit.into()]).await?;
                let Some(lines) = lines else { return Ok(None) };
                let mut chunk = empty_chunk(CHUNK_ROWS);
                let mut last = after;
                for line in lines.split('|') {
                    last = last.max(push(&mut chunk, line)?);
                }
                let next = (chunk.len() == CHUNK_ROWS).then_some(last);
                Ok(Some((chunk, next)))
            }
        });
        chunks.boxed()
    }

    /// All orders of these people, in the shape of [`Store::order_chunks`].
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn orders_of_people(&self, actor: Actor, people: &[PersonId]) -> Result<OrderChunk> {
        leave::to_read_customers(actor)?;
        let sql = format!(
            "select {} from identities i join timeline t on t.identity_id = i.id
             join orders o on o.id = t.ref_id where i.person_id in (values ",
            engine::order_line(self.read())
        );
        let values = people.iter().map(|person| person.0.into()).collect();
        let rows = bulk::ask(self.read(), &sql, 1, ")", values).await?;
        let mut chunk = empty_chunk(rows.len());
        for row in &rows {
            push(&mut chunk, &sql::at::<String>(row, 0)?)?;
        }
        Ok(chunk)
    }
}

/// Orders with their lines, by their ids.
pub(crate) async fn read(on: &impl ConnectionTrait, ids: Vec<Value>) -> Result<Vec<Order>> {
    let select = "select id, source, source_id, kind, at, day, amount, currency, refunds
                  from orders where id in (values ";
    let rows = bulk::ask(on, select, 1, ")", ids).await?;
    let rows = rows.iter().map(|row| order(OrderRow::from_query_result(row, "")?));
    let mut orders = rows.collect::<Result<Vec<_>>>()?;
    read_lines(on, &mut orders).await?;
    Ok(orders)
}

/// Reads the lines of orders of any number.
async fn read_lines(on: &impl ConnectionTrait, orders: &mut [Order]) -> Result<()> {
    let place: HashMap<Uuid, usize> = orders.iter().enumerate().map(|(at, order)| (order.id.0, at)).collect();
    let ids: Vec<Value> = orders.iter().map(|order| order.id.0.into()).collect();
    let rows = bulk::ask(
        on,
        "select order_id, sku, name, quantity_milli, amount
         from order_lines join products on products.id = product_id where order_id in (values ",
        1,
        ") order by order_id, line",
        ids,
    )
    .await?;
    for row in &rows {
        let Some(order) = place.get(&sql::at::<Uuid>(row, 0)?).and_then(|&at| orders.get_mut(at)) else {
            continue;
        };
        let currency = order.amount.currency;
        order.lines.push(Line {
            sku: sql::at(row, 1)?,
            name: sql::at(row, 2)?,
            quantity_milli: sql::at(row, 3)?,
            amount: Money { minor: sql::at(row, 4)?, currency },
        });
    }
    Ok(())
}
