//! How near a forecast came, customer by customer.

use domain::worth::{Bin, HoldoutModel};

/// Error, spread and correlation of `predicted` against `actual`, one value a customer.
#[must_use]
pub fn judge(predicted: &[f64], actual: &[u32], log_likelihood: f64) -> HoldoutModel {
    let count = predicted.len().max(1) as f64;
    let pairs = || predicted.iter().zip(actual).map(|(&forecast, &came)| (forecast, f64::from(came)));
    let (mut sum_p, mut sum_a, mut absolute, mut squared) = (0.0, 0.0, 0.0, 0.0);
    for (forecast, came) in pairs() {
        sum_p += forecast;
        sum_a += came;
        absolute += (forecast - came).abs();
        squared += (forecast - came).powi(2);
    }
    let (mean_p, mean_a) = (sum_p / count, sum_a / count);
    let (mut covariance, mut variance_p, mut variance_a) = (0.0, 0.0, 0.0);
    for (forecast, came) in pairs() {
        covariance += (forecast - mean_p) * (came - mean_a);
        variance_p += (forecast - mean_p).powi(2);
        variance_a += (came - mean_a).powi(2);
    }
    let spread = (variance_p * variance_a).sqrt();
    HoldoutModel {
        log_likelihood,
        actual: sum_a,
        predicted: sum_p,
        mae: absolute / count,
        rmse: (squared / count).sqrt(),
        correlation: if spread > 0.0 { covariance / spread } else { 0.0 },
        ..HoldoutModel::default()
    }
}

/// Means of each forecast and of what came, over the customers of every bin.
///
/// `bin_of` gives a customer's bin; bins without customers are left out.
pub fn bins(
    names: &[String],
    forecasts: &[(String, Vec<f64>)],
    actual: &[u32],
    bin_of: impl Fn(usize) -> usize,
) -> Vec<Bin> {
    let mut bins: Vec<Bin> = names.iter().map(|name| Bin { name: name.clone(), ..Bin::default() }).collect();
    for (customer, &came) in actual.iter().enumerate() {
        let bin = &mut bins[bin_of(customer)];
        bin.customers += 1;
        bin.actual += f64::from(came);
        for (model, forecast) in forecasts {
            *bin.predicted.entry(model.clone()).or_default() += forecast[customer];
        }
    }
    bins.retain(|bin| bin.customers > 0);
    for bin in &mut bins {
        let count = bin.customers as f64;
        bin.actual /= count;
        bin.predicted.values_mut().for_each(|sum| *sum /= count);
    }
    bins
}

/// For every customer, which tenth of `forecast` they are in: 0 the lowest.
#[must_use]
pub fn tenths(forecast: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..forecast.len()).collect();
    order.sort_unstable_by(|&a, &b| forecast[a].total_cmp(&forecast[b]).then(a.cmp(&b)));
    let mut tenth = vec![0; forecast.len()];
    for (place, customer) in order.into_iter().enumerate() {
        tenth[customer] = place * 10 / forecast.len();
    }
    tenth
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_perfect_forecast_has_no_error_and_full_correlation() {
        let judged = judge(&[0.0, 1.0, 4.0], &[0, 1, 4], -3.0);
        assert_eq!((judged.mae, judged.rmse, judged.correlation), (0.0, 0.0, 1.0));
        assert_eq!((judged.actual, judged.predicted), (5.0, 5.0));
    }

    #[test]
    fn a_flat_forecast_correlates_with_nothing() {
        assert_eq!(judge(&[1.0, 1.0], &[0, 4], 0.0).correlation, 0.0);
        assert_eq!(judge(&[], &[], 0.0).rmse, 0.0);
    }

    #[test]
    fn tenths_hold_as_many_customers_each() {
        let forecast: Vec<f64> = (0..40).map(|n| f64::from((n * 7) % 40)).collect();
        let tenth = tenths(&forecast);
        assert!((0..10).all(|bin| tenth.iter().filter(|&&of| of == bin).count() == 4));
        let best = forecast.iter().position(|&value| value == 39.0).unwrap();
        assert_eq!(tenth[best], 9);
    }

    #[test]
    fn bins_are_means_and_empty_ones_are_left_out() {
        let names = ["0", "1", "2"].map(str::to_owned);
        let made = bins(&names, &[("m".to_owned(), vec![1.0, 3.0, 5.0])], &[0, 4, 6], |customer| {
            customer.min(1) * 2
        });
        assert_eq!(made.len(), 2);
        assert_eq!((made[1].customers, made[1].actual, made[1].predicted["m"]), (2, 5.0, 4.0));
    }
}
