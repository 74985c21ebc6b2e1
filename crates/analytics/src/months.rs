//! Return rate and revenue by calendar month.

use domain::Day;

use crate::error::Error;
use crate::histories::Histories;
use crate::pages::History;

/// One calendar month. Money in minor units of the main currency.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MonthRow {
    /// As [`Day::month`] counts.
    pub month: i32,
    /// Customers who bought in it.
    pub buyers: u64,
    /// Of them, those who bought again at most `window_days` days after their first purchase day in it.
    pub returned: u64,
    /// Whether every such window had passed by the as-of day; of a month nobody bought in, whether
    /// the window after its last day had.
    pub mature: bool,
    /// Customers who bought for the first time.
    pub first_time: u64,
    /// Revenue after refunds.
    pub revenue_minor: i64,
    /// Of it, revenue of purchase days after a customer's first.
    pub repeat_revenue_minor: i64,
}

/// The month of every day from the first to the last, looked up instead of calculated.
pub(crate) struct Calendar {
    first_day: i32,
    pub first_month: i32,
    months: Vec<u32>,
    last_days: Vec<i32>,
}

impl Calendar {
    /// From `first` to `last`, both included.
    pub fn spanning(first: Day, last: Day) -> Self {
        let first_month = first.month();
        let mut calendar =
            Self { first_day: first.0, first_month, months: Vec::new(), last_days: Vec::new() };
        for (index, month) in (first_month..=last.month()).enumerate() {
            let end = last_day(month);
            let known = (end.min(last.0) - first.0 + 1).max(0) as usize;
            calendar.months.resize(known, index as u32);
            calendar.last_days.push(end);
        }
        calendar
    }

    /// Months since the first.
    pub fn index(&self, day: i32) -> usize {
        self.months[(day - self.first_day) as usize] as usize
    }

    pub fn len(&self) -> usize {
        self.last_days.len()
    }
}

fn last_day(month: i32) -> i32 {
    let next = month + 1;
    let (year, month) = (1970 + next.div_euclid(12), next.rem_euclid(12) + 1);
    let start = i16::try_from(year).ok().and_then(|year| Day::from_ymd(year, month as i8, 1));
    start.map_or(i32::MAX, |start| start.0 - 1)
}

#[derive(Clone, Default)]
struct Tally {
    row: MonthRow,
    /// The latest day on which a buyer's window began.
    last_start: Option<i32>,
}

impl Tally {
    fn join(&mut self, other: &Self) {
        let (mine, theirs) = (&mut self.row, &other.row);
        mine.buyers += theirs.buyers;
        mine.returned += theirs.returned;
        mine.first_time += theirs.first_time;
        mine.revenue_minor = mine.revenue_minor.saturating_add(theirs.revenue_minor);
        mine.repeat_revenue_minor = mine.repeat_revenue_minor.saturating_add(theirs.repeat_revenue_minor);
        self.last_start = self.last_start.max(other.last_start);
    }
}

fn add(tallies: &mut [Tally], history: &History<'_>, calendar: &Calendar, window_days: i32) {
    let mut counted = None;
    for (purchase, (&day, &net)) in history.days.iter().zip(history.net).enumerate() {
        let month = calendar.index(day);
        let tally = &mut tallies[month];
        tally.row.revenue_minor = tally.row.revenue_minor.saturating_add(net);
        if purchase == 0 {
            tally.row.first_time += 1;
        } else {
            tally.row.repeat_revenue_minor = tally.row.repeat_revenue_minor.saturating_add(net);
        }
        if counted.replace(month) != Some(month) {
            let next = history.days.get(purchase + 1);
            tally.row.buyers += 1;
            tally.row.returned += u64::from(next.is_some_and(|next| next - day <= window_days));
            tally.last_start = tally.last_start.max(Some(day));
        }
    }
}

impl Histories {
    /// Every month from the first purchase to `as_of`, those without a purchase included. A buyer of
    /// a month has returned if they bought again within `window_days` of their first purchase day in
    /// it.
    ///
    /// # Errors
    /// [`Error::Disk`] where histories kept on disk can't be read back.
    pub fn months(&self, as_of: Day, window_days: u32) -> Result<Vec<MonthRow>, Error> {
        let Some(first) = self.totals().first_day.filter(|first| *first <= as_of) else {
            return Ok(Vec::new());
        };
        let calendar = Calendar::spanning(first, as_of);
        let window = i32::try_from(window_days).unwrap_or(i32::MAX);
        let tallies = self.fold(
            || vec![Tally::default(); calendar.len()],
            |tallies, history| {
                if let Some(history) = history.until(as_of.0) {
                    add(tallies, &history, &calendar, window);
                }
            },
            |mut a, b| {
                a.iter_mut().zip(&b).for_each(|(mine, theirs)| mine.join(theirs));
                a
            },
        )?;
        let named = tallies.into_iter().zip(calendar.first_month..).zip(&calendar.last_days);
        Ok(named
            .map(|((tally, month), &last_day)| {
                let last_start = tally.last_start.unwrap_or(last_day);
                MonthRow { month, mature: last_start.saturating_add(window) <= as_of.0, ..tally.row }
            })
            .collect())
    }
}
