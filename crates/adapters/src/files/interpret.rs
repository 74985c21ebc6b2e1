//! From a row's cells to a row of orders, by a plan; what can't be read is refused with its reason.

use std::sync::Arc;

use domain::limits::{AMOUNT_MINOR_MAX, CELL_BYTES_MAX, YEAR_MIN};
use domain::orders::{Details, OrderKind};
use domain::{Currency, Day, OrderChunk, Reason, Refusal};
use jiff::tz::TimeZone;

use super::cell::{Cell, Row};
use super::dates::{Stamp, clock_time};
use super::decimal::Decimal;
use super::mapping::Role;
use super::moment::{place, zone_named};
use super::plan::Plan;
use super::presets::Verdict;
use super::reader::ReadOptions;

/// What is wrong with a row, and in which column.
struct Fault(Option<usize>, Reason);

/// What a row says of the order as a whole.
#[derive(Clone, Default)]
struct Head {
    customer: String,
    day: i32,
    at: i64,
    currency: Option<Currency>,
    email: String,
    phone: String,
    name: String,
}

/// What a row adds to its order.
struct Sum {
    minor: i64,
    kind: OrderKind,
}

/// Turns the rows of one file into orders.
pub(crate) struct Interpreter {
    pub plan: Plan,
    file: Arc<str>,
    zone: Option<TimeZone>,
    today: i32,
    as_of: i32,
    earliest: i32,
    details: bool,
    currency: Currency,
    /// The order whose first row was met last, and what became of it.
    order: String,
    head: Head,
    head_fault: Option<Reason>,
    /// The stamp met last, and its day and instant: neighbours are mostly of one day.
    placed: Option<(Stamp, (i32, i64))>,
    scratch: String,
}

impl Interpreter {
    pub fn new(plan: Plan, file: Arc<str>, options: &ReadOptions) -> Self {
        Self {
            plan,
            file,
            zone: options.zone.clone(),
            today: options.today.0,
            as_of: options.as_of.map_or(i32::MAX, |day| day.0),
            earliest: Day::from_ymd(YEAR_MIN, 1, 1).map_or(0, |day| day.0),
            details: options.details,
            currency: options.default_currency.unwrap_or(Currency::NONE),
            order: String::new(),
            head: Head::default(),
            head_fault: None,
            placed: None,
            scratch: String::new(),
        }
    }

    /// Whether order lines and contacts are wanted.
    pub fn wants_details(&self) -> bool {
        self.details
    }

    /// An empty chunk with the columns this file fills.
    pub fn chunk(&self) -> OrderChunk {
        OrderChunk {
            source: self.file.clone(),
            order: (!self.plan.of(Role::Order).is_empty()).then(Default::default),
            details: self.details.then(Details::default),
            ..OrderChunk::default()
        }
    }

    /// Appends a row to the chunk, or refuses it.
    pub fn take<R: Row>(
        &mut self,
        row: &R,
        number: u64,
        out: &mut OrderChunk,
        refuse: &mut dyn FnMut(Refusal),
    ) {
        if let Err(Fault(column, reason)) = self.read(row, number, out) {
            let value = column.map(|column| row.cell(column).shown()).unwrap_or_else(|| self.whole(row));
            refuse(self.refusal(number, column, reason, value));
        }
    }

    /// A refusal of a row of this file.
    pub fn refusal(&self, row: u64, column: Option<usize>, reason: Reason, value: String) -> Refusal {
        let column = column.and_then(|column| self.plan.header.get(column).cloned());
        Refusal { file: self.file.clone(), row, column, reason, value }
    }

    fn whole<R: Row>(&self, row: &R) -> String {
        let cells: Vec<String> = (0..self.plan.header.len().min(12)).map(|it| row.cell(it).shown()).collect();
        cells.join(" | ").chars().take(200).collect()
    }

    fn read<R: Row>(&mut self, row: &R, number: u64, out: &mut OrderChunk) -> Result<(), Fault> {
        if self.plan.preset.order_on_first_row {
            let order = self.own_text(row, Role::Order)?;
            let is_later = !order.is_empty() && order == self.order && self.is_empty(row, Role::Date);
            if is_later {
                return match self.head_fault {
                    Some(reason) => Err(Fault(None, reason)),
                    None => self.push(row, number, &Sum { minor: 0, kind: OrderKind::Purchase }, out),
                };
            }
            self.order = order;
        }
        let sum = self.read_head(row);
        self.head_fault = sum.as_ref().err().map(|fault| fault.1);
        self.push(row, number, &sum?, out)
    }

    /// Reads what belongs to the whole order into `self.head`.
    fn read_head<R: Row>(&mut self, row: &R) -> Result<Sum, Fault> {
        let verdict = self.verdict(row)?;
        let (day, at) = self.when(row)?;
        (self.head.day, self.head.at) = (day, at);
        let sum = self.sum(row, verdict)?;
        self.read_customer(row)?;
        if self.details {
            self.head.email = self.own_text(row, Role::Email)?.to_lowercase();
            self.head.phone = self.own_text(row, Role::Phone)?;
            self.head.name = self.full_name(row)?;
            if self.head.email.is_empty() && self.head.customer.contains('@') {
                self.head.email.clone_from(&self.head.customer);
            }
        }
        Ok(sum)
    }

    fn verdict<R: Row>(&mut self, row: &R) -> Result<Verdict, Fault> {
        if let Some(column) = self.filled(row, Role::Cancelled) {
            return Err(Fault(Some(column), Reason::Cancelled));
        }
        let Some(column) = self.filled(row, Role::Status) else { return Ok(Verdict::Counts) };
        let Some(word) = row.cell(column).text(&mut self.scratch) else { return Ok(Verdict::Counts) };
        match self.plan.preset.statuses.verdict(word) {
            Verdict::Cancelled => Err(Fault(Some(column), Reason::Cancelled)),
            Verdict::NotPaid => Err(Fault(Some(column), Reason::NotPaid)),
            other => Ok(other),
        }
    }

    /// The day, in the company's zone where one is given, and the instant.
    fn when<R: Row>(&mut self, row: &R) -> Result<(i32, i64), Fault> {
        let column = self.filled(row, Role::Date).or(self.plan.of(Role::Date).first().copied());
        let fault = |reason| Fault(column, reason);
        let cell = column.map_or(Cell::Empty, |column| row.cell(column));
        let mut stamp = cell.stamp(self.plan.date).ok_or(fault(Reason::BadDate))?;
        if let Some(time) = self.filled(row, Role::Time) {
            let Cell::Text(bytes) = row.cell(time) else { return Err(Fault(Some(time), Reason::BadDate)) };
            let parsed = clock_time(bytes.trim_ascii()).filter(|(_, rest)| rest.is_empty());
            stamp.time = Some(parsed.ok_or(Fault(Some(time), Reason::BadDate))?.0);
        }
        if self.plan.utc && stamp.offset.is_none() {
            stamp.offset = Some(0);
        }
        let written_in = match self.filled(row, Role::TimeZone) {
            Some(column) => row.cell(column).text(&mut self.scratch).and_then(zone_named),
            None => None,
        };
        let (day, at) = match self.placed {
            Some((known, placed)) if known == stamp && written_in.is_none() => placed,
            _ => place(stamp, written_in.as_ref(), self.zone.as_ref()),
        };
        self.placed = written_in.is_none().then_some((stamp, (day, at)));
        match day {
            _ if day < self.earliest => Err(fault(Reason::AncientDate)),
            _ if day > self.today => Err(fault(Reason::FutureDate)),
            _ if day > self.as_of => Err(fault(Reason::AfterAsOf)),
            _ => Ok((day, at)),
        }
    }

    /// What the row adds to its order, and in which currency.
    fn sum<R: Row>(&mut self, row: &R, verdict: Verdict) -> Result<Sum, Fault> {
        let (mut value, signed, column) = self.value(row)?;
        let quantity_column = self.filled(row, Role::Quantity);
        let quantity = match quantity_column {
            Some(column) => Some(self.number(row, column).ok_or(Fault(Some(column), Reason::BadQuantity))?),
            None => None,
        };
        let is_total = !self.plan.of(Role::Amount).is_empty();
        match quantity {
            Some(quantity) if !is_total => {
                value = value.times(quantity).ok_or(Fault(column, Reason::HugeAmount))?;
            }
            Some(quantity) if quantity.digits < 0 && value.digits > 0 => value = value.negated(),
            _ => {}
        }
        if let Some(refunded) = self.filled(row, Role::Refunded) {
            let back = self.number(row, refunded).ok_or(Fault(Some(refunded), Reason::BadAmount))?;
            let back = Decimal { digits: back.digits.abs(), ..back };
            value = value.minus(back).ok_or(Fault(column, Reason::HugeAmount))?;
        }
        if verdict == Verdict::Refund && value.digits > 0 {
            value = value.negated();
        }
        let currency = self.currency_of(row)?.or(signed).unwrap_or(self.currency);
        let minor = value.to_units(currency.exponent()).filter(|minor| minor.abs() <= AMOUNT_MINOR_MAX);
        let minor = minor.ok_or(Fault(column, Reason::HugeAmount))?;
        self.head.currency = Some(currency);
        let is_refund = value.digits < 0 || verdict == Verdict::Refund;
        Ok(Sum { minor, kind: if is_refund { OrderKind::Refund } else { OrderKind::Purchase } })
    }

    /// The amount, or the price of one piece where no column has amounts.
    fn value<R: Row>(&self, row: &R) -> Result<(Decimal, Option<Currency>, Option<usize>), Fault> {
        let role = if self.plan.of(Role::Amount).is_empty() { Role::Price } else { Role::Amount };
        if self.plan.of(role).is_empty() {
            // Where nobody asked for how much, a piece is a piece, and one fewer is a return.
            return Ok((Decimal { digits: 1, scale: 0 }, None, None));
        }
        let column = self.filled(row, role).or(self.plan.of(role).first().copied());
        let cell = column.map_or(Cell::Empty, |column| row.cell(column));
        let amount = cell.amount(self.plan.decimal).ok_or(Fault(column, Reason::BadAmount))?;
        Ok((amount.value, amount.currency, column))
    }

    fn number<R: Row>(&self, row: &R, column: usize) -> Option<Decimal> {
        row.cell(column).amount(self.plan.decimal).map(|amount| amount.value)
    }

    fn currency_of<R: Row>(&mut self, row: &R) -> Result<Option<Currency>, Fault> {
        let Some(column) = self.filled(row, Role::Currency) else { return Ok(None) };
        let text = row.cell(column).text(&mut self.scratch);
        let currency = text.and_then(|text| text.parse().ok());
        currency.map(Some).ok_or(Fault(Some(column), Reason::BadCurrency))
    }

    fn read_customer<R: Row>(&mut self, row: &R) -> Result<(), Fault> {
        self.head.customer.clear();
        for &column in self.plan.of(Role::Customer) {
            let cell = row.cell(column);
            if cell.is_empty() || matches!(cell, Cell::Float(value) if value.is_nan()) {
                continue;
            }
            let text = limited(cell, &mut self.scratch).map_err(|reason| Fault(Some(column), reason))?;
            let text = if self.plan.point_zero[0] { text.strip_suffix(".0").unwrap_or(text) } else { text };
            if text.is_empty() || (text == "0" && self.plan.zero_is_nobody) {
                continue;
            }
            self.head.customer.push_str(text);
            if text.contains('@') {
                self.head.customer = self.head.customer.to_lowercase();
            }
            return Ok(());
        }
        // An import keeps who can't be named; a report has no use for them.
        let column = self.plan.of(Role::Customer).first().copied();
        if self.details { Ok(()) } else { Err(Fault(column, Reason::NoCustomer)) }
    }

    /// A person's name from all its columns.
    fn full_name<R: Row>(&mut self, row: &R) -> Result<String, Fault> {
        let mut name = String::new();
        for &column in self.plan.of(Role::Name) {
            let part =
                limited(row.cell(column), &mut self.scratch).map_err(|reason| Fault(Some(column), reason))?;
            if !name.is_empty() && !part.is_empty() {
                name.push(' ');
            }
            name.push_str(part);
            if name.len() > CELL_BYTES_MAX {
                return Err(Fault(Some(column), Reason::TooLong));
            }
        }
        Ok(name)
    }

    /// The first column of a role that has something in this row.
    fn filled<R: Row>(&self, row: &R, role: Role) -> Option<usize> {
        self.plan.of(role).iter().copied().find(|column| !row.cell(*column).is_empty())
    }

    fn is_empty<R: Row>(&self, row: &R, role: Role) -> bool {
        self.filled(row, role).is_none()
    }

    fn own_text<R: Row>(&mut self, row: &R, role: Role) -> Result<String, Fault> {
        let Some(column) = self.filled(row, role) else { return Ok(String::new()) };
        let text =
            limited(row.cell(column), &mut self.scratch).map_err(|reason| Fault(Some(column), reason))?;
        let strip = (role == Role::Order && self.plan.point_zero[1])
            || (role == Role::Product && self.plan.point_zero[2]);
        Ok(if strip { text.strip_suffix(".0").unwrap_or(text) } else { text }.to_owned())
    }

    /// Writes the row: nothing is pushed before everything is read.
    fn push<R: Row>(&mut self, row: &R, number: u64, sum: &Sum, out: &mut OrderChunk) -> Result<(), Fault> {
        let line = if self.details { Some(self.line(row, sum)?) } else { None };
        if let Some(orders) = &mut out.order {
            let column =
                self.plan.of(Role::Order).iter().copied().find(|column| !row.cell(*column).is_empty());
            let cell = column.map_or(Cell::Empty, |column| row.cell(column));
            let text = limited(cell, &mut self.scratch).map_err(|reason| Fault(column, reason))?;
            orders.push(if self.plan.point_zero[1] { text.strip_suffix(".0").unwrap_or(text) } else { text });
        }
        out.rows.push(number);
        out.customer.push(&self.head.customer);
        out.day.push(self.head.day);
        out.at.push(self.head.at);
        out.amount.push(sum.minor);
        out.currency.push(self.head.currency.unwrap_or(self.currency));
        out.kind.push(sum.kind);
        if let (Some(details), Some(line)) = (&mut out.details, line) {
            details.email.push(&self.head.email);
            details.phone.push(&self.head.phone);
            details.name.push(&self.head.name);
            details.product.push(if line.product.is_empty() { &line.name } else { &line.product });
            details.product_name.push(&line.name);
            details.quantity_milli.push(line.quantity_milli);
            details.line_amount.push(line.minor);
        }
        Ok(())
    }

    fn line<R: Row>(&mut self, row: &R, sum: &Sum) -> Result<Line, Fault> {
        let (product, name) = (self.own_text(row, Role::Product)?, self.own_text(row, Role::ProductName)?);
        let mut line = Line { product, name, quantity_milli: 1000, minor: sum.minor };
        let Some(column) = self.filled(row, Role::Quantity) else { return Ok(line) };
        let quantity = self.number(row, column).ok_or(Fault(Some(column), Reason::BadQuantity))?;
        let fault = Fault(Some(column), Reason::BadQuantity);
        line.quantity_milli =
            quantity.to_units(3).filter(|milli| milli.abs() <= AMOUNT_MINOR_MAX).ok_or(fault)?;
        // Where the total stands once an order, each line is worth its own price.
        if self.plan.preset.order_on_first_row
            && let Some(column) = self.filled(row, Role::Price)
        {
            let price = self.number(row, column).ok_or(Fault(Some(column), Reason::BadAmount))?;
            let exponent = self.head.currency.unwrap_or(self.currency).exponent();
            let minor = price.times(quantity).and_then(|value| value.to_units(exponent));
            let minor = minor.filter(|minor| minor.abs() <= AMOUNT_MINOR_MAX);
            line.minor = minor.ok_or(Fault(Some(column), Reason::HugeAmount))?;
        }
        Ok(line)
    }
}

/// One line of an order.
struct Line {
    product: String,
    name: String,
    quantity_milli: i64,
    minor: i64,
}

/// The text of a cell that is to be kept.
fn limited<'a>(cell: Cell<'a>, scratch: &'a mut String) -> Result<&'a str, Reason> {
    let text = cell.text(scratch).ok_or(Reason::NotText)?;
    if text.len() > CELL_BYTES_MAX { Err(Reason::TooLong) } else { Ok(text) }
}
