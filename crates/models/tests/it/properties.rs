//! What must hold for every legal customer and parameter.

use models::{
    Fit, FitOptions, Grouped, Horizon, Kind, MeanSpend, Method, Model, Refusal, Spend, fit, fit_spend,
    gap_quantile, outlooks, score,
};
use proptest::prelude::*;

use crate::cdnow;

const THIRTY_YEARS: u32 = 10_957;

/// A legal customer in days, extremes included.
fn customer() -> impl Strategy<Value = (u32, u32, u32)> {
    let age = prop_oneof![Just(0_u32), Just(1), 1..400_u32, Just(THIRTY_YEARS), 0..=THIRTY_YEARS];
    age.prop_flat_map(|age| {
        let x = if age == 0 {
            Just(0_u32).boxed()
        } else {
            prop_oneof![Just(0_u32), 1..10_u32, Just(100_000), 1..100_000_u32].boxed()
        };
        (x, Just(age))
    })
    .prop_flat_map(|(x, age)| {
        let t_x = if x == 0 { Just(0).boxed() } else { prop_oneof![Just(age), Just(1), 1..=age].boxed() };
        (Just(x), t_x, Just(age))
    })
}

fn parameters() -> impl Strategy<Value = [f64; 4]> {
    let log = || -3.0_f64..3.0;
    [log(), -1.0..5.0_f64, log(), -1.0..5.0_f64].prop_map(|p| p.map(f64::exp))
}

fn certain(model: Model) -> Fit<Model> {
    Fit {
        model,
        method: Method::Mle,
        covariance: None,
        standard_errors: None,
        log_likelihood: 0.0,
        gradient_max: 0.0,
        passes: 0,
        customers: 1,
        diagnosis: Vec::new(),
    }
}

fn ordered((low, high): (f64, f64)) -> bool {
    0.0 <= low && low <= high && high.is_finite()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_legal_customer_gives_a_figure_that_is_none(
        (x, t_x, age) in customer(), parameters in parameters(), kind in prop::sample::select(Kind::ALL.to_vec()),
    ) {
        let data = Grouped::new(&[x], &[t_x], &[age], 7.0).unwrap();
        let model = kind.with(parameters);
        let horizon = Horizon::of_days(364, 0.1, &data);
        let score = score(&model, &data, &horizon)[0];
        let (p, expected, discounted) = (score.p_alive, score.if_alive, score.discounted_if_alive);
        prop_assert!((0.0..=1.0).contains(&p), "{score:?}");
        prop_assert!(expected > 0.0 && expected.is_finite(), "{score:?}");
        prop_assert!(discounted > 0.85 * expected && discounted <= 1.002 * expected, "{score:?}");
        let (x, t_x, age) = data.statistics(0);
        prop_assert!(model.purchases().log_likelihood(x, t_x, age).is_finite());
        prop_assert!(gap_quantile(&model, x, t_x, 0.9) >= gap_quantile(&model, x, t_x, 0.5));
        let outlook = outlooks(&certain(model), &data, &horizon)[0];
        let spend = MeanSpend { shape: 4.0, scale: 90.0, purchase_shape: 6.0 };
        prop_assert!(ordered(outlook.expected_interval(0.95)), "{outlook:?}");
        prop_assert!(ordered(outlook.predicted_interval(0.95)), "{outlook:?}");
        prop_assert!(ordered(outlook.value_interval(&spend, 0.95)), "{outlook:?}");
        prop_assert!(ordered(outlook.predicted_value_interval(&spend, 0.95)), "{outlook:?}");
    }

    #[test]
    fn silence_never_makes_a_customer_livelier(
        (x, t_x, age) in customer(), more in 1..5_000_u32, parameters in parameters(),
        kind in prop::sample::select(Kind::ALL.to_vec()),
    ) {
        let model = kind.with(parameters);
        let week = |days: u32| f64::from(days) / 7.0;
        let p = |age: u32| model.purchases().p_alive(f64::from(x), week(t_x), week(age));
        prop_assert!(p(age + more) <= p(age) + 1e-12, "{} then {}", p(age), p(age + more));
    }

    #[test]
    fn longer_horizons_expect_more(
        (x, _, age) in customer(), parameters in parameters(), kind in prop::sample::select(Kind::ALL.to_vec()),
    ) {
        let purchases = kind.with(parameters);
        let expected = |t| purchases.purchases().expected_if_alive(f64::from(x), f64::from(age) / 7.0, t);
        prop_assert!(expected(26.0) < expected(52.0) * (1.0 + 1e-7));
        prop_assert!(expected(52.0) < 2.0 * expected(26.0) * (1.0 + 1e-7));
    }
}

#[test]
fn a_fit_has_the_same_bits_on_one_two_and_four_threads() {
    let data = cdnow::calibration();
    let in_pool = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| Kind::ALL.map(|kind| fit(kind, &data, &FitOptions::default()).unwrap()))
    };
    let one = in_pool(1);
    assert_eq!(one, in_pool(2));
    assert_eq!(one, in_pool(4));
}

#[test]
fn a_start_changes_the_way_but_not_the_answer() {
    let data = cdnow::calibration();
    for kind in Kind::ALL {
        let cold = fit(kind, &data, &FitOptions::default()).unwrap();
        let start = Some(cold.model.parameters().map(|p| 1.05 * p));
        let warm = fit(kind, &data, &FitOptions { start, ..FitOptions::default() }).unwrap();
        for (a, b) in cold.model.parameters().into_iter().zip(warm.model.parameters()) {
            assert!((a / b - 1.0).abs() < 1e-7, "{kind:?}: {a} {b}");
        }
        assert!(warm.passes < cold.passes);
    }
}

#[test]
fn days_and_weeks_tell_the_same_story() {
    let customers = cdnow::customers();
    let column = |f: fn(&cdnow::Customer) -> u32| customers.iter().map(f).collect::<Vec<u32>>();
    let (x, t_x, age) = (column(|c| c.x), column(|c| c.t_x), column(|c| c.age));
    let purchases: u32 = x.iter().sum();
    for kind in Kind::ALL {
        let [days, weeks] = [1.0, 7.0].map(|unit| {
            let data = Grouped::new(&x, &t_x, &age, unit).unwrap();
            fit(kind, &data, &FitOptions { method: Method::Mle, start: None }).unwrap()
        });
        assert!((days.model.parameters()[1] / weeks.model.parameters()[1] / 7.0 - 1.0).abs() < 1e-6);
        let shift = days.log_likelihood + f64::from(purchases) * 7.0_f64.ln() - weeks.log_likelihood;
        assert!(shift.abs() < 1e-6, "{kind:?}: {shift}");
    }
}

#[test]
fn data_that_cannot_carry_a_model_are_refused_in_words() {
    let options = FitOptions::default();
    let refused = |x: &[u32], t_x: &[u32], age: &[u32]| {
        Grouped::new(x, t_x, age, 7.0).and_then(|data| fit(Kind::MbgNbd, &data, &options)).unwrap_err()
    };
    assert_eq!(refused(&[], &[], &[]), Refusal::NoCustomers);
    assert_eq!(refused(&[0, 0], &[0, 0], &[9, 70]), Refusal::NoRepeaters);
    assert_eq!(refused(&[0, 0], &[0, 0], &[0, 0]), Refusal::NoTime);
    assert_eq!(Spend::new(&[0, 3], &[0.0, 5.0]).unwrap_err(), Refusal::NoSpend);
    let data = Grouped::new(&[1, 0], &[7, 0], &[70, 70], 7.0).unwrap();
    let bad = FitOptions { start: Some([1.0, 0.0, 1.0, f64::NAN]), ..options };
    let sentence = fit(Kind::ParetoNbd, &data, &bad).unwrap_err().to_string();
    assert_eq!(sentence, "a parameter to start from must be finite and above zero, not 0");
    let zero = Grouped::new(&[1], &[7], &[70], 0.0).unwrap_err().to_string();
    assert_eq!(zero, "the unit of time must be finite and above zero, not 0");
}

#[test]
fn one_repeater_is_fitted_and_called_too_few() {
    let data = Grouped::new(&[1, 0, 0], &[40, 0, 0], &[100, 100, 30], 7.0).unwrap();
    for kind in Kind::ALL {
        let fit = fit(kind, &data, &FitOptions::default()).unwrap();
        let words: Vec<String> = fit.diagnosis.iter().map(ToString::to_string).collect();
        assert!(words[0].starts_with("Only 1 customers ever came back"), "{words:?}");
        assert!(fit.gradient_max < 1e-8);
    }
}

#[test]
fn spend_that_follows_frequency_or_has_no_mean_is_named() {
    let x: Vec<u32> = (1..=200).map(|i| 1 + i % 10).collect();
    let related: Vec<f64> =
        x.iter().enumerate().map(|(i, &x)| f64::from(x) * 10.0 + (i % 7) as f64).collect();
    let fit_of = |means: &[f64], method| {
        let options = FitOptions { method, start: None };
        fit_spend(&Spend::new(&x, means).unwrap(), &options).unwrap()
    };
    let words = |fit: &Fit<models::GammaGamma>| {
        fit.diagnosis.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    };
    let named = words(&fit_of(&related, Method::Map));
    assert!(named.contains("spend more on a purchase (correlation 1.00)"), "{named}");
    let wild: Vec<f64> = (0..200).map(|i| (f64::from((i * 37) % 200) / 14.0).exp()).collect();
    let infinite = fit_of(&wild, Method::Mle);
    assert!(infinite.model.q < 1.0);
    assert!(words(&infinite).contains("at 1 or below the mean spend"), "{}", words(&infinite));
    assert!(fit_of(&wild, Method::Map).model.q > 1.0);
}
