//! One customer's rows to their purchase days: orders put together, days put together, refunds
//! taken off.

/// A row's order and kind in one number: the order's fingerprint with its lowest bit telling a
/// refund. A fingerprint of 0 is no order id. Two orders of one customer would have to share 63
/// bits to be taken for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark(pub u64);

impl Mark {
    pub fn nameless(refund: bool) -> Self {
        Self(u64::from(refund))
    }

    pub fn named(hash: u64, refund: bool) -> Self {
        Self((hash & !1).max(2) | u64::from(refund))
    }

    fn order(self) -> u64 {
        self.0 & !1
    }

    fn is_refund(self) -> bool {
        self.0 & 1 == 1
    }
}

/// A row of a group, its group counted within its block.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    pub amount: i64,
    pub mark: Mark,
    pub day: i32,
    pub group: u32,
}

/// Purchase days of customer after customer, in columns: customer `k` has `ends[k - 1]..ends[k]`.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    pub ends: Vec<i64>,
    pub days: Vec<i32>,
    /// Orders of the day.
    pub orders: Vec<u32>,
    /// What the day came to after refunds.
    pub net: Vec<i64>,
    /// Refund rows that found a purchase day, by customer.
    pub refunds: Vec<u32>,
    /// Refund rows that found none, by customer.
    pub unmatched: Vec<u32>,
}

impl Ledger {
    pub fn for_rows(rows: usize, customers: usize) -> Self {
        Self {
            ends: Vec::with_capacity(customers),
            days: Vec::with_capacity(rows),
            orders: Vec::with_capacity(rows),
            net: Vec::with_capacity(rows),
            refunds: Vec::with_capacity(customers),
            unmatched: Vec::with_capacity(customers),
        }
    }

    /// Enters the next customer, whose rows these are in any order; leaves them rearranged.
    pub fn enter(&mut self, rows: &mut [Row]) {
        if rows.len() > 1 {
            rows.sort_unstable_by_key(|row| (row.mark.is_refund(), row.mark.order(), row.day, row.amount));
        }
        let purchases = rows.partition_point(|row| !row.mark.is_refund());
        let (purchases, refunds) = rows.split_at_mut(purchases);
        let orders = orders(purchases);
        let claims = claims(refunds, orders);
        let from = self.days.len();
        self.enter_days(orders);
        let unmatched = claims.iter().filter(|claim| !self.settle(from, claim)).count();
        self.refunds.push((claims.len() - unmatched) as u32);
        self.unmatched.push(unmatched as u32);
        self.ends.push(self.days.len() as i64);
    }

    fn enter_days(&mut self, orders: &mut [Row]) {
        orders.sort_unstable_by_key(|order| order.day);
        for day in orders.chunk_by(|a, b| a.day == b.day) {
            self.days.push(day[0].day);
            self.orders.push(day.len() as u32);
            self.net.push(day.iter().fold(0, |sum, order| sum.saturating_add(order.amount)));
        }
    }

    /// Takes a refund off its day and, where that isn't enough, off earlier ones; false where no
    /// day is early enough.
    fn settle(&mut self, from: usize, claim: &Row) -> bool {
        let reach = self.days[from..].partition_point(|day| *day <= claim.day);
        let mut left = claim.amount.saturating_abs();
        for net in self.net[from..from + reach].iter_mut().rev() {
            let taken = left.min((*net).max(0));
            *net -= taken;
            left -= taken;
            if left == 0 {
                break;
            }
        }
        reach > 0
    }
}

/// Puts together rows of one order, sorted by order and day: its sum on its earliest day.
fn orders(rows: &mut [Row]) -> &mut [Row] {
    let mut orders = 0usize;
    for index in 0..rows.len() {
        let row = rows[index];
        match orders.checked_sub(1) {
            Some(last) if row.mark.order() != 0 && rows[last].mark == row.mark => {
                rows[last].amount = rows[last].amount.saturating_add(row.amount);
            }
            _ => {
                rows[orders] = row;
                orders += 1;
            }
        }
    }
    &mut rows[..orders]
}

/// Refunds with the day they begin to lower, in an order that doesn't depend on how they came:
/// those that name an order first, on its day.
fn claims<'r>(refunds: &'r mut [Row], orders: &[Row]) -> &'r [Row] {
    for refund in &mut *refunds {
        let named = orders.binary_search_by_key(&refund.mark.order(), |order| order.mark.order());
        match named {
            Ok(index) if refund.mark.order() != 0 => refund.day = orders[index].day,
            _ => refund.mark = Mark::nameless(true),
        }
    }
    refunds.sort_unstable_by_key(|refund| (refund.mark.order() == 0, refund.day, refund.amount));
    refunds
}
