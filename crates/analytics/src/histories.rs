//! Every customer's purchase days, and what is true of them all.

use std::collections::BTreeMap;
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, AsArray, BooleanArray, StringArray, StructArray};
use datafusion::arrow::compute::filter_record_batch;
use datafusion::arrow::datatypes::UInt32Type;
use datafusion::arrow::record_batch::RecordBatch;
use datafusion::error::DataFusionError;
use datafusion::execution::SendableRecordBatchStream;
use domain::{Currency, Day};
use futures::StreamExt;
use rayon::prelude::*;

use crate::census::{Census, MARK};
use crate::error::Error;
use crate::pages::{Filling, History, Page, Room, Shelf};
use crate::source::Passed;

/// What was read, whole: not cut at any as-of day. Money in minor units of `currency`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Rows that counted: those of the main currency with a customer, less refunds without purchase.
    pub rows: u64,
    /// Orders.
    pub orders: u64,
    /// Distinct days of purchase, summed over customers.
    pub purchase_days: u64,
    /// Refund rows that lowered a purchase, or found it lowered to nothing before.
    pub refunds: u64,
    /// Refund rows with no purchase before them; set aside.
    pub refunds_without_purchase: u64,
    /// Rows without a customer; set aside.
    pub rows_without_customer: u64,
    /// Customers with a purchase.
    pub customers: u64,
    /// Customers with a second purchase day.
    pub repeat_customers: u64,
    /// Revenue after refunds.
    pub revenue_minor: i64,
    /// Of it, revenue of purchase days after a customer's first.
    pub repeat_revenue_minor: i64,
    /// The first purchase day; absent where there is none.
    pub first_day: Option<Day>,
    /// The last purchase day.
    pub last_day: Option<Day>,
    /// The latest day of any row, refunds and other currencies included: how far the source saw.
    pub last_row_day: Option<Day>,
    /// The currency with most rows or asked for, which alone is analysed; `XXX` where none is named.
    pub currency: Currency,
    /// Rows set aside by their currency.
    pub other_currencies: BTreeMap<Currency, u64>,
}

impl Totals {
    fn add(&mut self, history: &History<'_>) {
        let (Some(&first), Some(&last)) = (history.days.first(), history.days.last()) else { return };
        self.customers += 1;
        self.repeat_customers += u64::from(history.days.len() > 1);
        self.purchase_days += history.days.len() as u64;
        self.orders += history.orders.iter().map(|&orders| u64::from(orders)).sum::<u64>();
        let spend = history.spend();
        self.revenue_minor = self.revenue_minor.saturating_add(spend);
        self.repeat_revenue_minor =
            self.repeat_revenue_minor.saturating_add(spend.saturating_sub(history.net[0]));
        self.first_day = earlier(self.first_day, Some(Day(first)));
        self.last_day = self.last_day.max(Some(Day(last)));
    }

    fn join(mut self, other: &Self) -> Self {
        self.customers += other.customers;
        self.repeat_customers += other.repeat_customers;
        self.purchase_days += other.purchase_days;
        self.orders += other.orders;
        self.refunds += other.refunds;
        self.refunds_without_purchase += other.refunds_without_purchase;
        self.revenue_minor = self.revenue_minor.saturating_add(other.revenue_minor);
        self.repeat_revenue_minor = self.repeat_revenue_minor.saturating_add(other.repeat_revenue_minor);
        self.first_day = earlier(self.first_day, other.first_day);
        self.last_day = self.last_day.max(other.last_day);
        self
    }
}

fn earlier(a: Option<Day>, b: Option<Day>) -> Option<Day> {
    a.into_iter().chain(b).min()
}

/// Every customer's purchase days in the main currency, in no order that means anything.
#[derive(Debug)]
pub struct Histories {
    shelves: Vec<Shelf>,
    totals: Totals,
    runs_on_disk: usize,
}

impl Histories {
    pub(crate) fn new(shelves: Vec<(Shelf, Totals)>, census: &Census, runs_on_disk: usize) -> Self {
        let (shelves, parts): (Vec<Shelf>, Vec<Totals>) = shelves.into_iter().unzip();
        let counted = parts.iter().fold(Totals::default(), Totals::join);
        let currency = census.main();
        let totals = Totals {
            rows: census.rows(currency) - counted.refunds_without_purchase,
            rows_without_customer: census.nameless,
            last_row_day: census.last_row_day,
            currency,
            other_currencies: census.others(),
            ..counted
        };
        Self { shelves, totals, runs_on_disk }
    }

    /// What was read, whole.
    #[must_use]
    pub fn totals(&self) -> &Totals {
        &self.totals
    }

    /// How many sorted runs grouping put on disk; 0 where memory sufficed.
    #[must_use]
    pub fn runs_on_disk(&self) -> usize {
        self.runs_on_disk
    }

    /// Whether memory was too short to hold the histories, so that every fold reads from disk.
    #[must_use]
    pub fn on_disk(&self) -> bool {
        self.shelves.iter().any(Shelf::overflows)
    }

    /// Shows every customer, one after another, always in the same order.
    pub(crate) fn each(&self, mut each: impl FnMut(History<'_>)) -> Result<(), Error> {
        let mut page = |page: &Page| {
            page.histories()?.for_each(&mut each);
            Ok(())
        };
        self.shelves.iter().try_for_each(|shelf| shelf.each(&mut page))
    }

    /// Folds over every customer, in parallel; `join` must be associative.
    pub(crate) fn fold<A: Send>(
        &self,
        start: impl Fn() -> A + Sync,
        each: impl Fn(&mut A, History<'_>) + Sync,
        join: impl Fn(A, A) -> A + Sync,
    ) -> Result<A, Error> {
        let page = |sum: &mut A, page: &Page| {
            page.histories()?.for_each(|history| each(sum, history));
            Ok(())
        };
        let shelves = self.shelves.par_iter().map(|shelf| shelf.fold(&start, &page, &join));
        shelves.try_reduce(&start, |a, b| Ok(join(a, b)))
    }
}

/// What the groups of one part go through on their way to the shelf.
pub(crate) struct Shelving {
    passed: Arc<Passed>,
    filling: Filling,
    totals: Totals,
}

impl Shelving {
    pub fn new(passed: Arc<Passed>, room: Arc<Room>) -> Self {
        Self { passed, filling: Filling::new(room), totals: Totals::default() }
    }

    pub async fn fill(
        mut self,
        mut groups: SendableRecordBatchStream,
        failed: impl Fn(DataFusionError) -> Error,
    ) -> Result<(Shelf, Totals), Error> {
        while let Some(groups) = groups.next().await {
            self.shelve(&groups.map_err(&failed)?)?;
        }
        Ok((self.filling.finish()?, self.totals))
    }

    /// All rows have passed when the first group comes, and so the main currency is known.
    fn shelve(&mut self, groups: &RecordBatch) -> Result<(), Error> {
        let of_main = of_main_currency(groups, &self.passed.census())?;
        let history = of_main.column(1).as_struct_opt().ok_or_else(strange)?;
        self.totals.refunds += sum(history, "refunds")?;
        self.totals.refunds_without_purchase += sum(history, "unmatched")?;

        let mut columns = vec![Arc::clone(of_main.column(0))];
        columns.extend(history.columns().iter().take(3).cloned());
        let page = with_purchases(RecordBatch::try_new(Page::schema(), columns)?)?;
        page.histories()?.for_each(|history| self.totals.add(&history));
        self.filling.keep(page)
    }
}

fn strange() -> Error {
    Error::Internal("the groups have other columns than asked for".to_owned())
}

fn sum(history: &StructArray, name: &str) -> Result<u64, Error> {
    let counts = history.column_by_name(name).and_then(|column| column.as_primitive_opt::<UInt32Type>());
    Ok(counts.ok_or_else(strange)?.values().iter().map(|&count| u64::from(count)).sum())
}

/// The groups of the main currency under their customers' own keys.
fn of_main_currency(groups: &RecordBatch, census: &Census) -> Result<RecordBatch, Error> {
    let keys = groups.column(0).as_string_opt::<i32>().ok_or_else(strange)?;
    if census.main_is_bare() && !keys.iter().flatten().any(|key| key.contains(MARK)) {
        return Ok(groups.clone());
    }
    let customers: Vec<Option<&str>> = keys.iter().flatten().map(|key| census.customer(key)).collect();
    let kept: BooleanArray = customers.iter().map(|customer| Some(customer.is_some())).collect();
    let named: StringArray = customers.iter().map(|customer| Some(customer.unwrap_or_default())).collect();
    let columns: Vec<ArrayRef> = vec![Arc::new(named), Arc::clone(groups.column(1))];
    Ok(filter_record_batch(&RecordBatch::try_new(groups.schema(), columns)?, &kept)?)
}

/// Leaves out who never bought: customers of whom only refunds are known.
fn with_purchases(batch: RecordBatch) -> Result<Page, Error> {
    let page = Page::try_new(&batch)?;
    let bought: Vec<bool> = page.histories()?.map(|history| !history.days.is_empty()).collect();
    if bought.iter().all(|bought| *bought) {
        return Ok(page);
    }
    Page::try_new(&filter_record_batch(&batch, &BooleanArray::from(bought))?)
}
