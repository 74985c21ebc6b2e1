//! Customers by the month of their first purchase.

use domain::Day;

use crate::error::Error;
use crate::histories::Histories;
use crate::months::Calendar;

/// Customers who first bought in one month. Money in minor units of the main currency.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CohortRow {
    /// As [`Day::month`] counts.
    pub month: i32,
    /// How many.
    pub customers: u64,
    /// How many of them bought `k` months later, to the last month anybody bought in; index 0 is
    /// the month itself.
    pub active: Vec<u64>,
    /// What they spent then, after refunds.
    pub revenue_minor: Vec<i64>,
}

#[derive(Clone, Copy, Default)]
struct Cell {
    active: u64,
    revenue: i64,
}

impl Histories {
    /// One row a month in which somebody bought for the first time.
    ///
    /// # Errors
    /// [`Error::Disk`] where histories kept on disk can't be read back.
    pub fn cohorts(&self, as_of: Day) -> Result<Vec<CohortRow>, Error> {
        let totals = self.totals();
        let Some((first, last)) = totals.first_day.zip(totals.last_day).filter(|(first, _)| *first <= as_of)
        else {
            return Ok(Vec::new());
        };
        let calendar = Calendar::spanning(first, last.min(as_of));
        // Only a cohort somebody belongs to has its row of cells.
        let cells: Vec<Vec<Cell>> = self.fold(
            || vec![Vec::new(); calendar.len()],
            |cohorts, history| {
                let Some(history) = history.until(as_of.0) else { return };
                let cohort = calendar.index(history.days[0]);
                cohorts[cohort].resize(calendar.len() - cohort, Cell::default());
                let mut counted = None;
                for (&day, &net) in history.days.iter().zip(history.net) {
                    let later = calendar.index(day) - cohort;
                    let cell = &mut cohorts[cohort][later];
                    cell.revenue = cell.revenue.saturating_add(net);
                    cell.active += u64::from(counted.replace(later) != Some(later));
                }
            },
            |a, b| a.into_iter().zip(b).map(|(mine, theirs)| join(mine, theirs)).collect(),
        )?;
        let cohorts = (calendar.first_month..).zip(cells).filter(|(_, cells)| !cells.is_empty());
        Ok(cohorts
            .map(|(month, cells)| CohortRow {
                month,
                customers: cells[0].active,
                active: cells.iter().map(|cell| cell.active).collect(),
                revenue_minor: cells.iter().map(|cell| cell.revenue).collect(),
            })
            .collect())
    }
}

fn join(mut mine: Vec<Cell>, theirs: Vec<Cell>) -> Vec<Cell> {
    if mine.is_empty() {
        return theirs;
    }
    for (mine, theirs) in mine.iter_mut().zip(theirs) {
        mine.active += theirs.active;
        mine.revenue = mine.revenue.saturating_add(theirs.revenue);
    }
    mine
}
