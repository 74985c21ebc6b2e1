//! Comparisons of arms against statsmodels and scikit-uplift, and against trials of known truth.

use models::experiment::battery::Trial;
use models::experiment::{Arms, Contrast, Redundant, Scored, Sums, check_covariates, rank, student_quantile};
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;

/// Runs in the battery: few here, as many as the environment says at night.
fn runs() -> u64 {
    std::env::var("PERENNIAL_TRIALS").ok().and_then(|text| text.parse().ok()).unwrap_or(100)
}

#[test]
fn the_interval_covers_the_truth_at_every_look_together() {
    for held_out in [0.1, 0.5] {
        for adjusted in [false, true] {
            let trial = Trial { people: 8_000, held_out, chance: 0.05, adjusted, looks: 60 };
            let held = trial.run(runs());
            println!("{trial:?} {held:?}");
            assert!(held.every_look.rate() >= 0.93, "{trial:?}: {held:?}");
            assert!(held.widest <= 1.6, "{}", held.widest);
            assert!(!adjusted || held.reduction > 0.2, "{}", held.reduction);
        }
    }
}

#[test]
fn where_no_gesture_works_hardly_a_trial_ever_calls_one_though_peeking_would() {
    for held_out in [0.1, 0.5] {
        let trial = Trial { people: 8_000, held_out, chance: 0.0, adjusted: true, looks: 60 };
        let held = trial.run(runs());
        println!("{trial:?} {held:?}");
        assert!(held.ever_called.rate() <= 0.05, "{held:?}");
        assert!(held.peeking_called.rate() > 0.15, "{held:?}");
    }
}

/// Two arms treated alike: the interval of a single look calls a difference as often as it says, give or take the runs.
#[test]
fn alike_arms_are_called_different_at_one_look_as_often_as_said() {
    let trial = Trial { people: 4_000, held_out: 0.5, chance: 0.0, adjusted: false, looks: 1 };
    let held = trial.run(10 * runs());
    println!("{held:?}");
    let called = 1.0 - held.single_look.rate();
    assert!((0.04..=0.06).contains(&called), "{called}");
}

/// A trial of 3,000 that any program can write down for itself: remainders of products.
struct Row {
    arm: usize,
    outcome: f64,
    known: [f64; 2],
}

fn remainder(i: u64, by: u64, of: u64) -> f64 {
    (i * by % of) as f64
}

fn trial() -> Vec<Row> {
    let row = |i: u64| {
        let arm = (i.wrapping_mul(2_654_435_761) >> 7) % 3;
        let known = [remainder(i, 7_919, 97) / 10.0, remainder(i, 104_729, 53) / 5.0];
        let (k, [x, z]) = (arm as f64, known);
        let noise = (remainder(i, 48_271, 1_009) / 1_009.0 - 0.5) * (4.0 + x);
        Row {
            arm: arm as usize,
            outcome: (1.0 + 0.4 * k + 0.5 * x - 0.2 * z + 0.05 * k * x + noise).max(0.0),
            known,
        }
    };
    (0..3_000).map(row).collect()
}

fn counted(rows: &[Row], covariates: usize) -> Vec<Sums> {
    let mut arms = vec![Sums::new(covariates); 3];
    rows.iter().for_each(|row| arms[row.arm].add(1.0, row.outcome, &row.known[..covariates]));
    arms
}

fn with_hc2(rows: &[Row], covariates: usize, arm: usize) -> Contrast {
    let fitted = Arms::adjusted(&counted(rows, covariates));
    let mut hc2 = fitted.hc2();
    rows.iter().for_each(|row| hc2.add(row.arm, row.outcome, &row.known[..covariates]));
    let variances = hc2.variances();
    fitted.contrast_with(arm, 0, &variances)
}

fn close(ours: f64, theirs: f64) {
    assert!((ours / theirs - 1.0).abs() < 5e-9, "{ours} where the reference has {theirs}");
}

/// scipy 1.17.1: `stats.ttest_ind(a, b, equal_var=False)`, its `df` and `confidence_interval(0.95)`.
#[test]
fn a_plain_difference_is_welchs() {
    let rows = trial();
    let arms = Arms::adjusted(&counted(&rows, 0));
    for (arm, difference, freedom, high) in [
        (1, 0.487_272_018_650_329_2, 1_991.319_288_186_470_9, 0.737_873_287_549_474_2),
        (2, 1.018_790_508_681_49, 1_968.413_159_113_496, 1.277_810_175_851_74),
    ] {
        for contrast in [arms.contrast(arm, 0), with_hc2(&rows, 0, arm)] {
            close(contrast.difference, difference);
            close(contrast.freedom, freedom);
            close(contrast.difference + contrast.half_width(0.05), high);
        }
    }
}

/// statsmodels 0.15.0: `OLS(y ~ arms, centred covariates, and their products).fit(cov_type="HC2")`; to its variance
/// comes `d' S d / n`, `d` the difference of slopes and `S` the covariates' covariance, for the centre was sampled too.
#[test]
fn an_adjusted_difference_is_lins_with_the_errors_of_hc2() {
    let rows = trial();
    for (arm, difference, hc2, centre) in [
        (1, 0.526_653_760_240_864_1, 0.110_092_661_765_984_56, 7.413_199_367_862_102e-6),
        (2, 0.991_413_246_330_257_2, 0.111_023_325_634_781_62, 3.050_887_778_626_296e-5),
    ] {
        let contrast = with_hc2(&rows, 2, arm);
        close(contrast.difference, difference);
        close(contrast.standard_error, f64::sqrt(hc2 * hc2 + centre));
        let by_sums = Arms::adjusted(&counted(&rows, 2)).contrast(arm, 0);
        assert!((by_sums.standard_error / contrast.standard_error - 1.0).abs() < 0.01);
    }
}

/// statsmodels 0.15.0, by arm: `OLS(y ~ 1).fit(cov_type="cluster", use_correction=False)` times `G / (G - 1)`.
#[test]
fn organisations_count_as_one_draw_each() {
    let mut organisations = std::collections::BTreeMap::new();
    for (i, row) in (0u64..).zip(trial()) {
        let organisation = i / 5;
        if organisation % 3 == 0 && i % 5 > 2 {
            continue;
        }
        let (size, outcome) = organisations.entry(organisation).or_insert((0.0, 0.0));
        *size += 1.0;
        *outcome += row.outcome;
    }
    let mut arms = [Sums::new(0), Sums::new(0)];
    for (organisation, (size, outcome)) in organisations {
        arms[(organisation.wrapping_mul(2_654_435_761) >> 7) as usize % 2].add(size, outcome, &[]);
    }
    assert!((arms[0].size() + arms[1].size() - 2_600.0).abs() < 1e-9);
    let contrast = Arms::adjusted(&arms).contrast(1, 0);
    close(contrast.difference, 0.032_998_998_161_874_13);
    close(contrast.standard_error, 0.091_271_913_984_608_34);
}

/// numpy: the delta method written out, `u = (y - R d) / mean(d)`.
#[test]
fn a_ratio_has_the_errors_of_the_delta_method() {
    let mut arms = vec![Sums::new(0); 3];
    for row in trial() {
        arms[row.arm].add(1.0 + row.known[1].floor(), row.outcome, &[]);
    }
    let contrast = Arms::adjusted(&arms).contrast(1, 0);
    close(contrast.difference, 0.083_665_680_778_713_89);
    close(contrast.standard_error, 0.026_720_895_862_544_305);
}

#[test]
fn a_covariate_that_adds_nothing_is_named_and_a_useless_one_harms_nobody() {
    let with = |x: fn(&Row) -> f64| {
        let mut arms = vec![Sums::new(3); 3];
        trial()
            .iter()
            .for_each(|row| arms[row.arm].add(1.0, row.outcome, &[row.known[0], row.known[1], x(row)]));
        arms
    };
    assert_eq!(check_covariates(&with(|_| 4.2)), Err(Redundant(2)));
    assert_eq!(check_covariates(&with(|row| 3.0 * row.known[0] - row.known[1])), Err(Redundant(2)));
    assert_eq!(check_covariates(&with(|row| row.known[0] * row.known[1])), Ok(()));
    let fallen_back = Arms::adjusted(&with(|_| 4.2));
    assert!(!fallen_back.is_adjusted() && fallen_back.contrast(1, 0).difference.is_finite());
}

/// scipy 1.17.1: `stats.t.ppf(1 - alpha / 2, freedom)`.
#[test]
fn quantiles_of_t_are_scipys() {
    close(student_quantile(1.7, 0.05), 5.118_838_988_253_056_5);
    close(student_quantile(5.0, 0.01), 4.032_142_983_555_228);
    close(student_quantile(30.0, 0.05), 2.042_272_456_301_238);
    close(student_quantile(998.3, 0.05), 1.962_343_130_189_15);
    close(student_quantile(1e6, 0.01), 2.575_834_220_105_334_4);
}

/// scikit-uplift 0.5.1: `qini_curve` and `qini_auc_score`.
#[test]
fn the_qini_curve_is_that_of_scikit_uplift() {
    let mut people: Vec<Scored> = (0u64..3_000)
        .map(|i| {
            let treated = (i.wrapping_mul(2_654_435_761) >> 5) % 2 == 1;
            let helped = if treated { 200.0 * remainder(i, 7_919, 97) / 97.0 } else { 0.0 };
            let outcome = f64::from(u8::from(remainder(i, 48_271, 1_009) < 150.0 + helped));
            Scored { score: (remainder(i, 7_919, 97) / 10.0).floor(), outcome, cluster: i as u32, treated }
        })
        .collect();
    let ranking = rank(&mut people, 0, 1, 0.05);
    let theirs = [
        (217.0, 17.495_327_102_803_742),
        (527.0, 44.155_303_030_303_03),
        (835.0, 68.145_933_014_354_06),
        (1_145.0, 89.428_571_428_571_42),
        (1_454.0, 111.105_335_157_318_75),
        (1_763.0, 128.249_435_665_914_23),
        (2_072.0, 142.383_285_302_593_66),
        (2_382.0, 150.839_195_979_899_5),
        (2_691.0, 151.432_071_269_487_75),
        (3_000.0, 153.0),
    ];
    assert_eq!(ranking.curve.len(), 11);
    for (point, (people, gain)) in ranking.curve[1..].iter().zip(theirs) {
        close(point.share * 3_000.0, people);
        close(point.gain * 1_500.0, gain);
    }
    close(ranking.of_perfect.unwrap(), 0.091_002_955_804_344_32);
}

/// Organisations of very unequal size whose people resemble one another; what they did before is known.
fn organisations(seed: u64, truth: f64, covariates: usize) -> Vec<Sums> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut arms = vec![Sums::new(covariates); 2];
    for _ in 0..300 {
        let treated = rng.random_bool(0.5);
        let (size, own) = (1.0 + (20.0 * rng.random::<f64>().powi(4)).floor(), rng.random::<f64>() * 6.0);
        let (mut outcome, mut before) = (0.0, 0.0);
        for _ in 0..size as u32 {
            outcome += own + rng.random::<f64>() * 4.0 + if treated { truth } else { 0.0 };
            before += own + rng.random::<f64>() * 2.0;
        }
        arms[usize::from(treated)].add(size, outcome, &[before][..covariates]);
    }
    arms
}

#[test]
fn intervals_of_organisations_hold_as_often_as_they_say_adjusted_or_not() {
    for covariates in [0, 1] {
        let (mut inside, mut reduction) = (0, 0.0);
        for seed in 0..1_000 {
            let fitted = Arms::adjusted(&organisations(seed, 0.4, covariates));
            let contrast = fitted.contrast(1, 0);
            inside += u32::from((contrast.difference - 0.4).abs() <= contrast.half_width(0.05));
            reduction += fitted.reduction(1, 0) / 1_000.0;
        }
        println!("{covariates}: {inside} {reduction}");
        assert!((925..=975).contains(&inside), "{covariates} covariates: {inside} of 1,000");
        assert!(covariates == 0 || reduction > 0.5, "{reduction}");
    }
}
