//! The shop's orders as files and as chunks for the store.

use std::io::Write;

use domain::limits::CHUNK_ROWS;
use domain::orders::{Details, OrderChunk};
use domain::time::DAY_MICROS;
use domain::{Currency, Day, Text};
use parquet::data_type::ByteArray;

use super::{Harbour, Line, Order};
use crate::files::{Column, write_cents, write_day};
use crate::firm::{Firm, History};

impl Firm for Harbour {
    type Row = Order;
    const CSV_HEADER: &'static str =
        "order_id,customer_id,email,name,date,sku,product_name,quantity,price,amount,currency\n";
    const SCHEMA: &'static str = "message orders {
        required binary order_id (UTF8); required binary customer_id (UTF8);
        optional binary email (UTF8); required binary name (UTF8);
        required int64 date (TIMESTAMP(MICROS,false));
        required binary sku (UTF8); required binary product_name (UTF8);
        required int32 quantity; required double price; required double amount;
        required binary currency (UTF8); }";

    fn customers(&self) -> u64 {
        self.customers
    }

    fn days(&self) -> (Day, Day) {
        (self.first_day, self.last_day)
    }

    fn history(&self, customer: u64) -> History<Order> {
        self.live(customer)
    }

    fn when(row: &Order) -> (i64, u64) {
        (row.at, row.customer)
    }

    fn csv(&self, order: &Order, out: &mut Vec<u8>) {
        let (id, customer) = (order.id(), Self::customer_id(order.customer));
        let person = self.person(order.customer);
        let (name, email) = (person.name(), person.email.as_deref().unwrap_or(""));
        let second = order.at.rem_euclid(DAY_MICROS) / 1_000_000;
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        for line in &order.lines {
            let _ = write!(out, "{id},{customer},{email},{name},");
            write_day(out, order.day());
            let product = line.product;
            let _ = write!(out, " {hour:02}:{minute:02}:{second:02},{},{},", product.sku, product.name);
            let _ = write!(out, "{},", line.quantity);
            write_cents(out, product.cents);
            out.push(b',');
            write_cents(out, line.cents());
            out.extend_from_slice(b",EUR\n");
        }
    }

    fn columns(&self, rows: &[Order]) -> Vec<Column> {
        let lines: Vec<(&Order, &Line)> =
            rows.iter().flat_map(|order| order.lines.iter().map(move |line| (order, line))).collect();
        let by_order = |text: &dyn Fn(&Order) -> Option<String>| {
            let value = |order| text(order).map(|text| ByteArray::from(text.into_bytes()));
            Column::Text(rows.iter().flat_map(|order| vec![value(order); order.lines.len()]).collect())
        };
        let by_line = |text: fn(&Line) -> &'static str| {
            Column::Text(lines.iter().map(|(_, line)| Some(ByteArray::from(text(line)))).collect())
        };
        vec![
            by_order(&|order| Some(order.id())),
            by_order(&|order| Some(Self::customer_id(order.customer))),
            by_order(&|order| self.person(order.customer).email),
            by_order(&|order| Some(self.person(order.customer).name())),
            Column::Int64(lines.iter().map(|(order, _)| order.at).collect()),
            by_line(|line| line.product.sku),
            by_line(|line| line.product.name),
            Column::Int32(lines.iter().map(|(_, line)| line.quantity).collect()),
            Column::Double(lines.iter().map(|(_, line)| line.product.cents as f64 / 100.0).collect()),
            Column::Double(lines.iter().map(|(_, line)| line.cents() as f64 / 100.0).collect()),
            by_line(|_| "EUR"),
        ]
    }
}

impl Harbour {
    /// Blocks of orders as chunks for an import, with everything an import keeps. Rows are numbered as
    /// lines of the CSV of the same blocks; times are the shop's wall clock, which a file without a
    /// zone leaves to the reader.
    pub fn chunks(&self, blocks: impl Iterator<Item = Vec<Order>>) -> impl Iterator<Item = OrderChunk> {
        let mut row = 1;
        blocks.flat_map(move |block| {
            let mut chunks = vec![empty()];
            for order in &block {
                if chunks.last().is_some_and(|chunk| chunk.len() + order.lines.len() > CHUNK_ROWS) {
                    chunks.push(empty());
                }
                if let Some(chunk) = chunks.last_mut() {
                    self.append(chunk, order, &mut row);
                }
            }
            chunks
        })
    }

    fn append(&self, chunk: &mut OrderChunk, order: &Order, row: &mut u64) {
        let (id, customer) = (order.id(), Self::customer_id(order.customer));
        let person = self.person(order.customer);
        let name = person.name();
        for line in &order.lines {
            *row += 1;
            chunk.rows.push(*row);
            chunk.customer.push(&customer);
            chunk.order.get_or_insert_default().push(&id);
            chunk.day.push(order.day().0);
            chunk.at.push(order.at);
            chunk.amount.push(line.cents());
            chunk.currency.push(Currency::EUR);
            chunk.kind.push(order.kind);
            let details = chunk.details.get_or_insert_default();
            details.email.push(person.email.as_deref().unwrap_or(""));
            details.phone.push("");
            details.name.push(&name);
            details.product.push(line.product.sku);
            details.product_name.push(line.product.name);
            details.quantity_milli.push(i64::from(line.quantity) * 1000);
            details.line_amount.push(line.cents());
        }
    }
}

fn empty() -> OrderChunk {
    OrderChunk {
        source: "Harbour Coffee".into(),
        order: Some(Text::new()),
        details: Some(Details::default()),
        ..OrderChunk::default()
    }
}
