//! How repeat purchases lie in time.

use domain::Day;

use crate::error::Error;
use crate::histories::Histories;

impl Histories {
    /// Repeat purchase days by week, counted from the first purchase day of all, to the week of
    /// `as_of`; of customers whose first purchase lies on or before `born_by`.
    ///
    /// # Errors
    /// [`Error::Disk`] where histories kept on disk can't be read back.
    pub fn weeks(&self, born_by: Day, as_of: Day) -> Result<Vec<u64>, Error> {
        let Some(first) = self.totals().first_day.filter(|first| *first <= as_of) else {
            return Ok(Vec::new());
        };
        let week = |day: i32| ((day - first.0) / 7) as usize;
        self.fold(
            || vec![0; week(as_of.0) + 1],
            |weeks: &mut Vec<u64>, history| {
                if let Some(history) = history.until(as_of.0).filter(|history| history.days[0] <= born_by.0) {
                    history.days[1..].iter().for_each(|day| weeks[week(*day)] += 1);
                }
            },
            sum,
        )
    }

    /// The median gap in days between one purchase day of a customer and the next, over all gaps;
    /// absent where nobody bought twice.
    ///
    /// # Errors
    /// [`Error::Disk`] where histories kept on disk can't be read back.
    pub fn median_gap_days(&self, as_of: Day) -> Result<Option<f64>, Error> {
        let totals = self.totals();
        let Some((first, last)) = totals.first_day.zip(totals.last_day) else { return Ok(None) };
        let gaps = self.fold(
            || vec![0; (last.0 - first.0) as usize + 1],
            |gaps: &mut Vec<u64>, history| {
                if let Some(history) = history.until(as_of.0) {
                    history.days.windows(2).for_each(|pair| gaps[(pair[1] - pair[0]) as usize] += 1);
                }
            },
            sum,
        )?;
        let count: u64 = gaps.iter().sum();
        let ranked = |rank: u64| {
            let mut below = 0;
            gaps.iter().position(|gaps| {
                below += gaps;
                below > rank
            })
        };
        let middle = ranked(count.saturating_sub(1) / 2).zip(ranked(count / 2));
        Ok(middle.map(|(low, high)| (low + high) as f64 / 2.0))
    }
}

fn sum(mut a: Vec<u64>, b: Vec<u64>) -> Vec<u64> {
    a.iter_mut().zip(b).for_each(|(mine, theirs)| *mine += theirs);
    a
}
