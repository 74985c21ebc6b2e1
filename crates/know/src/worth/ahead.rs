//! What the near future brings from each customer: the forecast that is kept, and held against what came.

use analytics::Summaries;
use domain::worth::{Estimate, Foretold};
use models::Horizon;
use rayon::prelude::*;
use store::forecasts::Expected;

use super::Scorer;
use super::fits::Columns;
use crate::Error;

impl Scorer {
    /// What to expect over the next `days` of all together and of each, undiscounted; `None` where no
    /// model was fitted.
    ///
    /// # Errors
    /// Where the histories can't be grouped, which no source of ours makes.
    pub fn ahead(
        &self,
        summaries: &Summaries,
        days: u32,
    ) -> Result<Option<(Foretold, Vec<Expected>)>, Error> {
        let Some(fit) = self.scoring().filter(|_| !summaries.is_empty()) else { return Ok(None) };
        let columns = Columns::of(summaries, self.as_of, self.currency());
        let data = columns.grouped(self.unit())?;
        let horizon = Horizon::of_days(days, 0.0, &data);
        let outlooks = models::outlooks(fit, &data, &horizon);
        let total = models::total_purchases(fit, &data, &horizon, &outlooks);
        let each = |customer: usize| {
            let outlook = &outlooks[data.group_of()[customer] as usize];
            let spend = self
                .spend()
                .map(|spend| spend.model.mean_spend(f64::from(columns.x[customer]), columns.mean[customer]));
            Expected {
                customer: summaries.customer.get(customer).to_owned(),
                orders: outlook.expected(),
                value: spend
                    .filter(|spend| spend.mean().is_finite())
                    .map(|spend| outlook.value(&spend) * self.margin()),
            }
        };
        let each: Vec<Expected> = (0..summaries.len()).into_par_iter().with_min_len(1024).map(each).collect();
        let value = each.iter().map(|one| one.value).sum::<Option<f64>>();
        let (low, high) = total.predicted;
        let orders = Estimate { value: total.expected, low, high };
        let customers = each.len() as u64;
        Ok(Some((Foretold { currency: self.currency(), customers, orders, value }, each)))
    }
}
