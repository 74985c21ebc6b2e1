//! From the rows of a file to whole orders.

use std::borrow::Cow;
use std::collections::HashMap;

use domain::orders::OrderKind;
use domain::{Currency, OrderChunk};
use store::incoming::{Incoming, IncomingLine, Key};
use store::people::Kind;

use crate::contact;
use crate::survey::{Repeated, Runs, hash};

/// One row of a file, as its chunk has it.
pub(crate) struct Row<'a> {
    pub(crate) order: &'a str,
    customer: &'a str,
    email: &'a str,
    phone: &'a str,
    name: &'a str,
    product: &'a str,
    product_name: &'a str,
    quantity_milli: i64,
    line_amount: i64,
    at: i64,
    day: i32,
    amount: i64,
    currency: Currency,
    kind: OrderKind,
}

impl<'a> Row<'a> {
    pub(crate) fn of(chunk: &'a OrderChunk, index: usize) -> Self {
        let details = chunk.details.as_ref();
        let amount = chunk.amount[index];
        let number =
            |column: Option<&Vec<i64>>, or| column.and_then(|column| column.get(index)).map_or(or, |it| *it);
        Self {
            order: chunk.order.as_ref().map_or("", |order| order.get(index)),
            customer: chunk.customer.get(index),
            email: details.map_or("", |details| details.email.get(index)),
            phone: details.map_or("", |details| details.phone.get(index)),
            name: details.map_or("", |details| details.name.get(index)),
            product: details.map_or("", |details| details.product.get(index)),
            product_name: details.map_or("", |details| details.product_name.get(index)),
            quantity_milli: number(details.map(|details| &details.quantity_milli), 1000),
            line_amount: number(details.map(|details| &details.line_amount), amount),
            at: chunk.at[index],
            day: chunk.day[index],
            amount,
            currency: chunk.currency[index],
            kind: chunk.kind[index],
        }
    }

    /// What makes two rows without an order id look alike: customer, instant, amount and product.
    pub(crate) fn likeness(&self) -> (&str, Cow<'a, str>, i64, i64, &str, &'a str) {
        let (kind, who) = self.surest_key().map_or(("", "".into()), |(kind, who)| (kind.name(), who));
        (kind, who, self.at, self.amount, self.currency.code(), self.product)
    }

    fn email(&self) -> Option<Cow<'a, str>> {
        [self.email, self.customer].into_iter().find(|text| text.contains('@')).map(Cow::Borrowed)
    }

    /// A phone number as its digits, and a plus where it had one; nothing where it is too short.
    fn phone(&self) -> Option<Cow<'a, str>> {
        contact::phone(self.phone).map(Cow::Owned)
    }

    fn own_id(&self) -> Option<Cow<'a, str>> {
        let is_more = ![self.email, self.phone, self.name].contains(&self.customer);
        (is_more && !self.customer.is_empty() && !self.customer.contains('@')).then_some(self.customer.into())
    }

    fn bare_name(&self) -> Option<Cow<'a, str>> {
        let words: Vec<&str> = self.name.split_whitespace().collect();
        (!words.is_empty()).then(|| words.join(" ").to_lowercase().into())
    }

    fn surest_key(&self) -> Option<(Kind, Cow<'a, str>)> {
        let found = self.email().map(|value| (Kind::Email, value));
        let found = found.or_else(|| self.phone().map(|value| (Kind::Phone, value)));
        let found = found.or_else(|| self.own_id().map(|value| (Kind::External, value)));
        found.or_else(|| self.bare_name().map(|value| (Kind::Name, value)))
    }

    /// Every way the row knows who bought, the surest first: e-mail, phone, the source's own id; a
    /// name only where there is nothing better.
    fn keys(&self) -> Vec<Key> {
        let Some((kind, value)) = self.surest_key() else { return Vec::new() };
        let mut keys = vec![Key { kind, value: value.into_owned() }];
        let more = [(Kind::Phone, self.phone()), (Kind::External, self.own_id())];
        for (next, value) in more.into_iter().filter(|(next, _)| *next > kind) {
            keys.extend(value.map(|value| Key { kind: next, value: value.into_owned() }));
        }
        keys
    }

    fn line(&self) -> Option<IncomingLine> {
        (!self.product.is_empty()).then(|| IncomingLine {
            sku: self.product.to_owned(),
            name: self.product_name.to_owned(),
            quantity_milli: self.quantity_milli,
            amount: self.line_amount,
        })
    }

    /// An order of this row alone.
    fn order(&self, source_id: String, refunds: Option<String>) -> Incoming {
        Incoming {
            source_id,
            kind: self.kind,
            at: self.at,
            day: self.day,
            amount: self.amount,
            currency: self.currency,
            refunds,
            keys: self.keys(),
            name: self.name.trim().to_owned(),
            lines: self.line().into_iter().collect(),
        }
    }
}

/// An order whose rows are still coming: the purchase, and what the file refunds under its id.
#[derive(Default)]
struct Open {
    parts: Vec<Incoming>,
    rows: u64,
    runs: u32,
}

impl Open {
    /// Adds a row to the part it belongs to. Refunds of one day are one refund; amounts of two
    /// currencies are never summed.
    fn add(&mut self, row: &Row<'_>) {
        self.rows += 1;
        let is_same = |part: &Incoming| {
            part.kind == row.kind
                && part.currency == row.currency
                && (row.kind == OrderKind::Purchase || part.day == row.day)
        };
        let Some(part) = self.parts.iter_mut().find(|part| is_same(part)) else {
            let id = self.id_of_part(row);
            let refunds = (row.kind == OrderKind::Refund).then(|| row.order.to_owned());
            self.parts.push(row.order(id, refunds));
            return;
        };
        part.amount = part.amount.saturating_add(row.amount);
        if part.keys.is_empty() {
            part.keys = row.keys();
        }
        if part.name.is_empty() {
            row.name.trim().clone_into(&mut part.name);
        }
        part.lines.extend(row.line());
    }

    fn id_of_part(&self, row: &Row<'_>) -> String {
        let first = self.parts.iter().find(|part| part.kind == row.kind);
        let currency = match first {
            Some(first) if first.currency != row.currency => format!(" {}", row.currency),
            _ => String::new(),
        };
        match row.kind {
            OrderKind::Purchase => format!("{}{currency}", row.order),
            OrderKind::Refund => {
                format!("{} refund {}{currency}", row.order, domain::Day(row.day))
            }
        }
    }
}

/// Gathers rows to orders. Rows of one order in one run make it at once; of an order scattered
/// through the file, the parts wait for its last run.
pub(crate) struct Gather {
    repeated: Repeated,
    runs: Runs,
    current: Option<(String, Open)>,
    scattered: HashMap<String, Open>,
    likes: HashMap<[u8; 32], u32>,
    /// Orders that are whole.
    pub(crate) whole: Vec<Incoming>,
    /// Rows that wait in orders that are not.
    pub(crate) waiting: u64,
}

impl Gather {
    pub(crate) fn new(repeated: Repeated) -> Self {
        Self {
            repeated,
            runs: Runs::default(),
            current: None,
            scattered: HashMap::new(),
            likes: HashMap::new(),
            whole: Vec::new(),
            waiting: 0,
        }
    }

    /// Takes one row.
    pub(crate) fn add(&mut self, row: &Row<'_>) {
        if self.runs.begins(row.order) {
            self.end_run();
            if row.order.is_empty() {
                let id = self.id_of_lone_row(row);
                self.whole.push(row.order(id, None));
                return;
            }
            let mut open = self.scattered.remove(row.order).unwrap_or_default();
            open.runs += 1;
            self.current = Some((row.order.to_owned(), open));
        }
        if let Some((_, open)) = &mut self.current {
            open.add(row);
            self.waiting += 1;
        }
    }

    /// Ends the run under way; at the end of the file, nothing waits any more.
    pub(crate) fn end_run(&mut self) {
        let Some((id, open)) = self.current.take() else { return };
        if open.runs < self.repeated.times(hash(id.as_str())) {
            self.scattered.insert(id, open);
        } else {
            self.close(open);
        }
    }

    /// Ends the file. Orders that still wait (two ids may share a hash) are whole now, in the order
    /// of their ids, so that every run of the same file gives the same.
    pub(crate) fn end(&mut self) {
        self.end_run();
        let mut rest: Vec<(String, Open)> = self.scattered.drain().collect();
        rest.sort_unstable_by(|one, other| one.0.cmp(&other.0));
        rest.into_iter().for_each(|(_, open)| self.close(open));
    }

    fn close(&mut self, open: Open) {
        self.waiting -= open.rows;
        self.whole.extend(open.parts);
    }

    /// Customer, date, amount and product, and which of the rows that are alike in these it is, so
    /// that a genuine repeat survives and the same file gives the same ids.
    fn id_of_lone_row(&mut self, row: &Row<'_>) -> String {
        let likeness = row.likeness();
        let mut hasher = blake3::Hasher::new();
        let (kind, who, at, amount, currency, product) = &likeness;
        for text in [kind, who.as_ref(), currency, product] {
            hasher.update(&(text.len() as u64).to_le_bytes()).update(text.as_bytes());
        }
        hasher.update(&at.to_le_bytes()).update(&amount.to_le_bytes());
        let digest = hasher.finalize();
        let mut occurrence = 0;
        if self.repeated.times(hash(&likeness)) > 1 {
            let count = self.likes.entry(*digest.as_bytes()).or_default();
            occurrence = *count;
            *count += 1;
        }
        format!("{}-{occurrence}", &digest.to_hex()[..32])
    }
}
