//! Intervals and small samples against the models' own truth, on fewer firms than the benchmark has.

use models::battery::{cdnow_like, coverage, small_firms};
use models::{FitOptions, Kind, Method, fit, simulate};

#[test]
fn intervals_of_customers_hold_as_often_as_they_say() {
    for kind in Kind::ALL {
        let coverage = coverage(kind, 20, 1_000).unwrap();
        println!("{kind:?} {coverage:?}");
        for (what, share) in [
            ("expected orders", coverage.expected_orders),
            ("expected value", coverage.expected_value),
            ("predicted orders", coverage.predicted_orders),
            ("predicted value", coverage.predicted_value),
        ] {
            assert_eq!(share.of, 20_000);
            assert!((0.92..=0.98).contains(&share.rate()), "{kind:?}: {what} {:.4}", share.rate());
        }
        let parameters = coverage.parameters.rate();
        assert!((0.85..=1.0).contains(&parameters), "{kind:?}: {parameters}");
    }
}

#[test]
fn a_prior_carries_firms_of_fifty_customers() {
    for (kind, worst) in [(Kind::BgNbd, 0.16), (Kind::ParetoNbd, 0.22), (Kind::MbgNbd, 0.22)] {
        let [map, mle] = [Method::Map, Method::Mle].map(|method| small_firms(kind, method, 100, 50));
        println!("{kind:?} map {map:?} mle {mle:?}");
        assert_eq!(map.failures, 0, "{kind:?}");
        assert!(map.median_error <= worst, "{kind:?}: {}", map.median_error);
        assert!(map.median_error < mle.median_error, "{kind:?}: {} {}", map.median_error, mle.median_error);
    }
}

#[test]
fn a_large_firm_takes_few_passes_over_all_its_customers_and_gives_back_the_truth() {
    for kind in Kind::ALL {
        let world = cdnow_like(kind, 120_000);
        let data = simulate::grouped(&world.firm(1)).unwrap();
        let fit = fit(kind, &data, &FitOptions { method: Method::Mle, start: None }).unwrap();
        assert!(fit.passes <= 5, "{kind:?}: {} passes", fit.passes);
        assert!(fit.gradient_max < 1e-8);
        let estimates = fit.model.parameters().into_iter().zip(fit.standard_errors.unwrap());
        for ((estimate, error), truth) in estimates.zip(world.model.parameters()) {
            assert!((estimate - truth).abs() < 4.0 * error, "{kind:?}: {estimate} +- {error}, not {truth}");
        }
    }
}
