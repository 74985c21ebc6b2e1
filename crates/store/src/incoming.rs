//! Orders on their way into the tables, and how they meet what is there already.

use std::collections::{BTreeMap, HashMap};

use domain::Actor;
use domain::orders::OrderKind;
use domain::{Currency, Reason, Refusal};
use sea_orm::{ConnectionTrait, Value};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::people::Kind;
use crate::{Error, Result, Store, bulk, erasures, leave, orders, sql};

/// One way a file knows who bought.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// What it is.
    pub kind: Kind,
    /// The address, number, id or name.
    pub value: String,
}

/// One line of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncomingLine {
    /// The product's own number or SKU.
    pub sku: String,
    /// Its name; empty where the source has none.
    pub name: String,
    /// Thousandths of a piece.
    pub quantity_milli: i64,
    /// What the line came to, in minor units.
    pub amount: i64,
}

/// One order from a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incoming {
    /// Its id, unique within the source.
    pub source_id: String,
    /// Purchase or refund.
    pub kind: OrderKind,
    /// When, in microseconds UTC.
    pub at: i64,
    /// The company's day.
    pub day: i32,
    /// What it came to, in minor units.
    pub amount: i64,
    /// The currency of every amount in it.
    pub currency: Currency,
    /// The source's id of the order refunded, where it is named.
    pub refunds: Option<String>,
    /// Every way the file knows who bought, the surest first; empty where it doesn't.
    pub keys: Vec<Key>,
    /// The buyer's name; empty where the file has none.
    pub name: String,
    /// What was bought, where the file says.
    pub lines: Vec<IncomingLine>,
}

/// Orders to take in with one commit.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// Its place in the import, from 0: a batch committed before is passed over.
    pub number: u64,
    /// Orders, each with a source id of its own.
    pub orders: Vec<Incoming>,
    /// Rows set aside on the way, by reason.
    pub refused: BTreeMap<Reason, u64>,
    /// Those of them to keep, in the file's order.
    pub refusals: Vec<Refusal>,
    /// Rows of the file that are done with once this batch is.
    pub rows_done: u64,
    /// Bytes of the file likewise.
    pub bytes_done: u64,
}

/// What became of orders.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// New ones.
    pub created: u64,
    /// Known ones that have changed.
    pub updated: u64,
    /// Known ones as they were.
    pub unchanged: u64,
    /// Those of people erased after them, set aside.
    pub erased: u64,
}

/// An order that stands in the tables already.
pub(crate) struct Recorded {
    pub(crate) id: Uuid,
    pub(crate) content: Vec<u8>,
    pub(crate) identity: Option<Uuid>,
    pub(crate) person: Option<Uuid>,
    pub(crate) at: i64,
    pub(crate) kind: String,
    /// The import that made or changed it last; `None` where an event did.
    pub(crate) import: Option<Uuid>,
}

impl Recorded {
    /// Whether its buyer was erased: what a file says of it is not kept, and it is nobody else's.
    pub(crate) fn is_erased(&self) -> bool {
        self.content.is_empty()
    }
}

fn hash_text(hasher: &mut blake3::Hasher, text: &str) {
    hasher.update(&(text.len() as u64).to_le_bytes()).update(text.as_bytes());
}

impl Incoming {
    /// An order of which only the id is known, to look it up by.
    pub(crate) fn named(source_id: &str) -> Self {
        Self {
            source_id: source_id.to_owned(),
            kind: OrderKind::Purchase,
            at: 0,
            day: 0,
            amount: 0,
            currency: Currency::NONE,
            refunds: None,
            keys: Vec::new(),
            name: String::new(),
            lines: Vec::new(),
        }
    }

    /// A digest of all the file says of the order: equal digests, nothing to write.
    #[must_use]
    pub fn content(&self) -> [u8; 16] {
        let mut hasher = blake3::Hasher::new();
        hash_text(&mut hasher, orders::kind_name(self.kind));
        hash_text(&mut hasher, self.currency.code());
        hash_text(&mut hasher, self.refunds.as_deref().unwrap_or(""));
        hash_text(&mut hasher, &self.name);
        for number in [self.at, i64::from(self.day), self.amount, self.keys.len() as i64] {
            hasher.update(&number.to_le_bytes());
        }
        for key in &self.keys {
            hash_text(&mut hasher, key.kind.name());
            hash_text(&mut hasher, &key.value);
        }
        for line in &self.lines {
            hash_text(&mut hasher, &line.sku);
            hash_text(&mut hasher, &line.name);
            hasher.update(&line.quantity_milli.to_le_bytes()).update(&line.amount.to_le_bytes());
        }
        let mut digest = [0; 16];
        hasher.finalize_xof().fill(&mut digest);
        digest
    }
}

/// Finds which of `orders` stand in the tables, by source id.
pub(crate) async fn find(
    on: &impl ConnectionTrait,
    source: &str,
    orders: &[Incoming],
) -> Result<HashMap<String, Recorded>> {
    // In the order of the index: neighbours stand on one page of it.
    let mut wanted: Vec<&str> = orders.iter().map(|order| order.source_id.as_str()).collect();
    wanted.sort_unstable();
    let keys = wanted.into_iter().flat_map(|id| [Value::from(source), id.into()]).collect();
    let rows = bulk::ask(
        on,
        "with wanted (source, source_id) as (values ",
        2,
        ") select o.source_id, o.id, o.content, o.identity_id, i.person_id, o.at, o.kind, o.import_id
           from wanted join orders o on o.source = wanted.source and o.source_id = wanted.source_id
           left join identities i on i.id = o.identity_id",
        keys,
    )
    .await?;
    let mut found = HashMap::with_capacity(rows.len());
    for row in &rows {
        let standing = Recorded {
            id: sql::at(row, 1)?,
            content: sql::at(row, 2)?,
            identity: sql::at(row, 3)?,
            person: sql::at(row, 4)?,
            at: sql::at(row, 5)?,
            kind: sql::at(row, 6)?,
            import: sql::at(row, 7)?,
        };
        found.insert(sql::at(row, 0)?, standing);
    }
    Ok(found)
}

/// Orders parted by what must be done with them.
pub(crate) struct Parted<'a> {
    pub(crate) new: Vec<&'a Incoming>,
    pub(crate) changed: Vec<(&'a Incoming, &'a Recorded)>,
    pub(crate) tally: Tally,
}

pub(crate) fn part<'a>(orders: &'a [Incoming], standing: &'a HashMap<String, Recorded>) -> Parted<'a> {
    let mut parted = Parted { new: Vec::new(), changed: Vec::new(), tally: Tally::default() };
    for order in orders {
        match standing.get(&order.source_id) {
            None => parted.new.push(order),
            Some(known) if known.content == order.content() || known.is_erased() => {
                parted.tally.unchanged += 1
            }
            Some(known) => parted.changed.push((order, known)),
        }
    }
    // In the order of the index by source id; ids made in turn keep the table's own order, too.
    parted.new.sort_unstable_by(|one, other| one.source_id.cmp(&other.source_id));
    parted.tally.created = parted.new.len() as u64;
    parted.tally.updated = parted.changed.len() as u64;
    parted
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.created += other.created;
        self.updated += other.updated;
        self.unchanged += other.unchanged;
        self.erased += other.erased;
    }
}

impl Store {
    /// What would become of these orders, were they taken in.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn compare(&self, actor: Actor, source: &str, orders: &[Incoming]) -> Result<Tally> {
        leave::to_read_customers(actor)?;
        let kept = erasures::without_erased(self.read(), source, orders).await?;
        let standing = find(self.read(), source, &kept).await?;
        Ok(Tally { erased: (orders.len() - kept.len()) as u64, ..part(&kept, &standing).tally })
    }
}

impl Error {
    pub(crate) fn stopped() -> Self {
        Self::Superseded("The import was stopped or taken back in the meantime; start it anew.")
    }
}
