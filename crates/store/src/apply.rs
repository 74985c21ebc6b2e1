//! Takes a batch of an import in, in one commit.

use std::collections::HashMap;

use domain::Permit;
use domain::access::Action;
use domain::ids::ImportId;
use sea_orm::{ConnectionTrait, Value};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::incoming::{Batch, Incoming, Recorded, Tally, find, part};
use crate::parties::{self, Parties};
use crate::{Error, Result, Store, bulk, leave, orders, sql};
use crate::{erasures, imports};

/// An order as it stood before an import changed it.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Before {
    pub(crate) source: String,
    pub(crate) source_id: String,
    pub(crate) identity: Option<Uuid>,
    pub(crate) kind: String,
    pub(crate) at: i64,
    pub(crate) day: i32,
    pub(crate) amount: i64,
    pub(crate) currency: String,
    pub(crate) refunds: Option<String>,
    pub(crate) content: Vec<u8>,
    pub(crate) import: Option<Uuid>,
    /// Product, quantity and amount, by line.
    pub(crate) lines: Vec<(Uuid, i64, i64)>,
}

const INSERT_ORDERS: &str = "insert into orders (id, source, source_id, identity_id, kind, at, day, amount, \
     currency, refunds, content, import_id) values ";
const REPLACE_ORDERS: &str = " on conflict (id) do update set identity_id = excluded.identity_id, \
     kind = excluded.kind, at = excluded.at, day = excluded.day, amount = excluded.amount, \
     currency = excluded.currency, refunds = excluded.refunds, content = excluded.content, \
     import_id = excluded.import_id";

/// Rows of `orders`, `order_lines` and `timeline` to write together.
#[derive(Default)]
pub(crate) struct OrderRows {
    orders: Vec<Value>,
    lines: Vec<Value>,
    /// Identity, instant, kind and order.
    timeline: Vec<(Uuid, i64, String, Uuid)>,
}

impl OrderRows {
    pub(crate) fn with_capacity(orders: usize) -> Self {
        Self {
            orders: Vec::with_capacity(orders * 12),
            lines: Vec::with_capacity(orders * 10),
            timeline: Vec::with_capacity(orders),
        }
    }

    fn push_timeline(&mut self, id: Uuid, identity: Option<Uuid>, at: i64, kind: &str) {
        if let Some(identity) = identity {
            self.timeline.push((identity, at, kind.to_owned(), id));
        }
    }

    fn push_line(&mut self, id: Uuid, line: usize, product: Uuid, quantity: i64, amount: i64) {
        let line = i64::try_from(line).unwrap_or(i64::MAX);
        self.lines.extend([id.into(), line.into(), product.into(), quantity.into(), amount.into()]);
    }

    pub(crate) fn push(
        &mut self,
        id: Uuid,
        source: &str,
        order: &Incoming,
        identity: Option<Uuid>,
        products: &HashMap<&str, Uuid>,
        import: Option<Uuid>,
    ) -> Result<()> {
        let kind = orders::kind_name(order.kind);
        self.orders.extend([
            id.into(),
            source.into(),
            order.source_id.as_str().into(),
            identity.into(),
            kind.into(),
            order.at.into(),
            order.day.into(),
            order.amount.into(),
            order.currency.code().into(),
            order.refunds.as_deref().into(),
            order.content().to_vec().into(),
            import.into(),
        ]);
        for (at, line) in order.lines.iter().enumerate() {
            let product = products.get(line.sku.as_str());
            let product = *product.ok_or_else(|| Error::unreadable("a line without its product"))?;
            self.push_line(id, at, product, line.quantity_milli, line.amount);
        }
        self.push_timeline(id, identity, order.at, kind);
        Ok(())
    }

    pub(crate) fn push_before(&mut self, id: Uuid, before: &Before) {
        self.orders.extend([
            id.into(),
            before.source.as_str().into(),
            before.source_id.as_str().into(),
            before.identity.into(),
            before.kind.as_str().into(),
            before.at.into(),
            before.day.into(),
            before.amount.into(),
            before.currency.as_str().into(),
            before.refunds.as_deref().into(),
            before.content.clone().into(),
            before.import.into(),
        ]);
        for (at, &(product, quantity, amount)) in before.lines.iter().enumerate() {
            self.push_line(id, at, product, quantity, amount);
        }
        self.push_timeline(id, before.identity, before.at, &before.kind);
    }

    /// The timeline's rows in its own order: neighbours stand on one page.
    fn timeline(&mut self) -> Vec<Value> {
        let mut entries = std::mem::take(&mut self.timeline);
        entries.sort_unstable();
        let values = |(identity, at, kind, id): (Uuid, i64, String, Uuid)| {
            [Value::from(identity), at.into(), kind.into(), id.into()]
        };
        entries.into_iter().flat_map(values).collect()
    }

    /// Writes the rows, over what stood there where `replace` is set.
    pub(crate) async fn write(mut self, on: &impl ConnectionTrait, replace: bool) -> Result<()> {
        let after = if replace { REPLACE_ORDERS } else { "" };
        let entries = self.timeline();
        bulk::run(on, INSERT_ORDERS, 12, after, self.orders).await?;
        let lines = "insert into order_lines (order_id, line, product_id, quantity_milli, amount) values ";
        bulk::run(on, lines, 5, "", self.lines).await?;
        let timeline = "insert into timeline (identity_id, at, kind, ref_id) values ";
        bulk::run(on, timeline, 4, "", entries).await?;
        Ok(())
    }
}

/// Takes the lines and timeline entries of orders away, so that others can be written.
pub(crate) async fn clear(
    on: &impl ConnectionTrait,
    standing: impl Iterator<Item = &Recorded> + Clone,
) -> Result<()> {
    let ids = standing.clone().map(|order| order.id.into()).collect();
    bulk::run(on, "delete from order_lines where order_id in (values ", 1, ")", ids).await?;
    let mut entries = OrderRows::default();
    for order in standing {
        entries.push_timeline(order.id, order.identity, order.at, &order.kind);
    }
    let delete = "delete from timeline where (identity_id, at, kind, ref_id) in (values ";
    bulk::run(on, delete, 4, ")", entries.timeline()).await?;
    Ok(())
}

/// Reads orders as they stand, for undo to put back.
async fn read_before(on: &impl ConnectionTrait, ids: Vec<Value>) -> Result<HashMap<Uuid, Before>> {
    let rows = bulk::ask(
        on,
        "select id, source, source_id, identity_id, kind, at, day, amount, currency, refunds, content, import_id
         from orders where id in (values ",
        1,
        ")",
        ids.clone(),
    )
    .await?;
    let mut found = HashMap::with_capacity(rows.len());
    for row in &rows {
        let before = Before {
            source: sql::at(row, 1)?,
            source_id: sql::at(row, 2)?,
            identity: sql::at(row, 3)?,
            kind: sql::at(row, 4)?,
            at: sql::at(row, 5)?,
            day: sql::at(row, 6)?,
            amount: sql::at(row, 7)?,
            currency: sql::at(row, 8)?,
            refunds: sql::at(row, 9)?,
            content: sql::at(row, 10)?,
            import: sql::at(row, 11)?,
            lines: Vec::new(),
        };
        found.insert(sql::at(row, 0)?, before);
    }
    let lines =
        "select order_id, product_id, quantity_milli, amount from order_lines where order_id in (values ";
    for row in bulk::ask(on, lines, 1, ") order by order_id, line", ids).await? {
        if let Some(before) = found.get_mut(&sql::at::<Uuid>(&row, 0)?) {
            before.lines.push((sql::at(&row, 1)?, sql::at(&row, 2)?, sql::at(&row, 3)?));
        }
    }
    Ok(found)
}

/// Records how the changed orders stood before.
async fn record(on: &impl ConnectionTrait, import: Uuid, changed: &[(&Incoming, &Recorded)]) -> Result<()> {
    let ids = changed.iter().map(|(_, standing)| standing.id.into()).collect();
    let mut values = Vec::with_capacity(changed.len() * 6);
    for (id, before) in read_before(on, ids).await? {
        let text = serde_json::to_string(&before)?;
        values.extend([
            Value::from(import),
            "order".into(),
            id.into(),
            before.import.into(),
            before.identity.into(),
            text.into(),
        ]);
    }
    let insert =
        "insert into import_changes (import_id, kind, row_id, before_import, identity_id, before) values ";
    bulk::run(on, insert, 6, "", values).await?;
    Ok(())
}

impl Store {
    /// Takes a batch in: orders, lines, people, products, timeline, stale marks, refusals and the
    /// import's progress, all in one commit. `None` where the batch was committed before.
    ///
    /// # Errors
    /// [`Error::Superseded`] where the import was stopped or undone; where the permit is not for
    /// `ImportOrders`, or the database fails. Nothing of the batch is kept then.
    pub async fn apply(&self, permit: &Permit, import: ImportId, batch: &Batch) -> Result<Option<Tally>> {
        leave::to_write(permit, Action::ImportOrders)?;
        let transaction = self.begin().await?;
        let (source, batches) = imports::running(&transaction, import).await?;
        if batch.number < batches {
            return Ok(None);
        }
        let orders = erasures::without_erased(&transaction, &source, &batch.orders).await?;
        let standing = find(&transaction, &source, &orders).await?;
        let mut parted = part(&orders, &standing);
        parted.tally.erased = (batch.orders.len() - orders.len()) as u64;
        if parted.tally.created + parted.tally.updated > 0 {
            let mark = self.next_mark(&transaction).await?;
            let ids = &self.inner.ids;
            let writing = || parted.new.iter().copied().chain(parted.changed.iter().map(|(order, _)| *order));
            let products = parties::products(&transaction, ids, &source, Some(import.0), writing()).await?;
            let mut parties = Parties::look_up(&transaction, ids, &source, writing()).await?;
            let (mut new, mut replaced) =
                (OrderRows::with_capacity(parted.new.len()), OrderRows::with_capacity(parted.changed.len()));
            for order in &parted.new {
                let identity = parties.identity(order);
                new.push(ids.next(), &source, order, identity, &products, Some(import.0))?;
            }
            for (order, known) in &parted.changed {
                let identity = parties.identity(order);
                known.person.into_iter().for_each(|person| parties.touch(person));
                replaced.push(known.id, &source, order, identity, &products, Some(import.0))?;
            }
            parties.write(&transaction, import.0, mark).await?;
            new.write(&transaction, false).await?;
            record(&transaction, import.0, &parted.changed).await?;
            clear(&transaction, parted.changed.iter().map(|(_, known)| *known)).await?;
            replaced.write(&transaction, true).await?;
        }
        imports::advance(&transaction, import, batch, parted.tally).await?;
        transaction.commit().await?;
        Ok(Some(parted.tally))
    }
}
