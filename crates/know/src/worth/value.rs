//! How customer value is spread: mean, median, concentration, histogram.

use domain::worth::{Value, ValueBin};

const LORENZ_STEPS: usize = 20;
const BARS: usize = 24;

/// The spread of `values`, discounted worth of each customer; `None` where there are none.
///
/// Concentration is the Lorenz curve (Lorenz 1905) and Gini's coefficient from the sorted values.
#[must_use]
pub fn spread(mut values: Vec<f64>) -> Option<Value> {
    if values.is_empty() {
        return None;
    }
    values.sort_unstable_by(f64::total_cmp);
    let (count, total) = (values.len(), values.iter().sum::<f64>());
    let share = |sum: f64| if total > 0.0 { sum / total } else { 0.0 };
    let mut running = 0.0;
    let cumulative: Vec<f64> = values
        .iter()
        .map(|value| {
            running += value;
            running
        })
        .collect();
    let at = |customers: usize| customers.checked_sub(1).map_or(0.0, |index| share(cumulative[index]));
    let best_tenth = count.div_ceil(10);
    let under_curve: f64 = cumulative.iter().map(|&sum| share(sum)).sum::<f64>() / count as f64;
    Some(Value {
        total,
        mean: total / count as f64,
        median: values[count / 2],
        top_tenth_share: 1.0 - at(count - best_tenth),
        gini: if total > 0.0 { 1.0 + 1.0 / count as f64 - 2.0 * under_curve } else { 0.0 },
        lorenz: (0..=LORENZ_STEPS).map(|step| at(count * step / LORENZ_STEPS)).collect(),
        histogram: histogram(&values),
    })
}

/// Bars of equal width up to a round number beyond the 98th percentile, and one open bar above.
fn histogram(sorted: &[f64]) -> Vec<ValueBin> {
    let width = round_up(sorted[sorted.len() * 98 / 100].max(sorted[sorted.len() - 1] / 100.0) / BARS as f64);
    let mut bars: Vec<ValueBin> = (0..=BARS)
        .map(|bar| ValueBin {
            from: bar as f64 * width,
            to: (bar < BARS).then_some((bar + 1) as f64 * width),
            ..ValueBin::default()
        })
        .collect();
    for &value in sorted {
        let bar = &mut bars[((value / width) as usize).min(BARS)];
        bar.customers += 1;
        bar.value += value;
    }
    while bars.len() > 1 && bars.last().is_some_and(|bar| bar.customers == 0) {
        bars.pop();
    }
    bars
}

/// The next of 1, 2, 2.5 or 5 times a power of ten: widths a person can read off.
fn round_up(width: f64) -> f64 {
    if width.is_nan() || width <= 0.0 {
        return 1.0;
    }
    let power = 10f64.powf(width.log10().floor());
    [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|step| step * power)
        .find(|&step| step >= width)
        .unwrap_or(width)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_are_not_concentrated() {
        let spread = spread(vec![5.0; 1000]).unwrap();
        assert!(spread.gini.abs() < 1e-9);
        assert!((spread.top_tenth_share - 0.1).abs() < 1e-9);
        assert!((spread.lorenz[10] - 0.5).abs() < 1e-9);
    }

    #[test]
    fn one_customer_with_everything_is_all_there_is() {
        let mut values = vec![0.0; 999];
        values.push(100.0);
        let spread = spread(values).unwrap();
        assert!((spread.gini - 0.999).abs() < 1e-9);
        assert!((spread.top_tenth_share - 1.0).abs() < 1e-9);
        assert_eq!(spread.histogram.iter().map(|bar| bar.customers).sum::<u64>(), 1000);
    }

    #[test]
    fn nothing_of_worth_divides_by_nothing() {
        let spread = spread(vec![0.0, 0.0]).unwrap();
        assert_eq!((spread.gini, spread.mean), (0.0, 0.0));
        assert!(super::spread(Vec::new()).is_none());
    }
}
