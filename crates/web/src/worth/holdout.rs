//! The forecast tested on a part of history it had not seen.

use askama::Template;
use domain::worth::{Bin, Holdout, Report, Week};
use locales::Words;

use super::model_name;
use crate::chart::{Figure, Format, Mark, Plot, Rule, Series, Table, Tone, X, XAxis, YAxis};

/// The test, week by week and group by group; or why there is none.
#[derive(Template)]
#[template(path = "worth/holdout.html")]
pub(crate) struct HoldoutSection {
    words: Words,
    test: Option<Test>,
}

struct Test {
    sentences: Vec<String>,
    cumulative: Figure,
    weekly: Figure,
    deciles: Option<Figure>,
    frequency: Option<Figure>,
    models: Vec<ModelRow>,
}

/// How one model did.
struct ModelRow {
    name: String,
    chosen: bool,
    predicted: String,
    error: String,
    log_likelihood: String,
    mae: String,
    rmse: String,
    correlation: String,
    coverage: String,
}

impl HoldoutSection {
    pub(crate) fn new(words: Words, report: &Report) -> Self {
        Self { words, test: report.holdout.as_ref().map(|holdout| test(words, report, holdout)) }
    }
}

fn test(words: Words, report: &Report, holdout: &Holdout) -> Test {
    let chosen = report.chosen.model.as_str();
    Test {
        sentences: sentences(words, chosen, holdout),
        cumulative: weeks(words, chosen, holdout, true),
        weekly: weeks(words, chosen, holdout, false),
        deciles: (!holdout.deciles.is_empty()).then(|| {
            let said = (deciles_title(words, holdout), words.worth_holdout_deciles());
            bins(words, "holdout-deciles", said, chosen, &holdout.deciles)
        }),
        frequency: (!holdout.by_frequency.is_empty()).then(|| {
            let said = (words.worth_holdout_by_frequency(), words.worth_holdout_frequency());
            bins(words, "holdout-frequency", said, chosen, &holdout.by_frequency)
        }),
        models: model_rows(words, chosen, holdout),
    }
}

fn sentences(words: Words, chosen: &str, holdout: &Holdout) -> Vec<String> {
    let mut said = vec![words.worth_holdout_saw(holdout.customers, words.day(holdout.calibration_end))];
    if let Some(model) = holdout.models.get(chosen) {
        let whole = |number| words.decimal(number, 0);
        let (day, name) = (words.day(holdout.end), model_name(chosen));
        let (predicted, actual) = (whole(model.predicted), whole(model.actual));
        let error = model.predicted / model.actual - 1.0;
        said.push(match error {
            _ if model.actual <= 0.0 || model.predicted <= 0.0 => {
                words.worth_holdout_came(day, name, predicted, actual)
            }
            error if error.abs() < 0.005 => {
                words.worth_holdout_came_as_forecast(day, name, predicted, actual)
            }
            error if error > 0.0 => {
                words.worth_holdout_came_high(day, name, predicted, actual, words.percent(error))
            }
            error => words.worth_holdout_came_low(day, name, predicted, actual, words.percent(-error)),
        });
    }
    said
}

/// Claims order only where the best half of tenths did buy more than the other half.
fn deciles_title(words: Words, holdout: &Holdout) -> String {
    let actual: Vec<f64> = holdout.deciles.iter().map(|bin| bin.actual).collect();
    let (low, high) = actual.split_at(actual.len() / 2);
    let rises = actual.windows(2).filter(|pair| pair[1] >= pair[0]).count() + 1;
    if high.iter().sum::<f64>() > low.iter().sum::<f64>() && rises * 10 >= actual.len() * 8 {
        words.worth_holdout_more()
    } else {
        words.worth_holdout_by_expected()
    }
}

fn model_rows(words: Words, chosen: &str, holdout: &Holdout) -> Vec<ModelRow> {
    let error = |predicted: f64, actual: f64| {
        let error = predicted / actual - 1.0;
        // The mark keeps the sign on the left of the figure, also where lines run from the right.
        let sign = if error > 0.0 { "\u{200e}+" } else { "" };
        if actual > 0.0 { format!("{sign}{}", words.percent_with(error, 1)) } else { words.none().to_owned() }
    };
    let row = |(name, model): (&String, &domain::worth::HoldoutModel)| ModelRow {
        name: model_name(name).to_owned(),
        chosen: name == chosen,
        predicted: words.decimal(model.predicted, 1),
        error: error(model.predicted, model.actual),
        log_likelihood: words.decimal(model.log_likelihood, 1),
        mae: words.decimal(model.mae, 3),
        rmse: words.decimal(model.rmse, 3),
        correlation: words.decimal(model.correlation, 3),
        coverage: model
            .interval_coverage
            .map_or(words.none().to_owned(), |share| words.percent_with(share, 1)),
    };
    holdout.models.iter().map(row).collect()
}

/// Names of the models that forecast anything here, the chosen one first.
fn forecasters<'a>(chosen: &str, predicted: impl Iterator<Item = &'a String>) -> Vec<&'a str> {
    let mut names: Vec<&str> = predicted.map(String::as_str).collect();
    names.sort_by_key(|name| (*name != chosen, *name));
    names.dedup();
    names
}

fn weeks(words: Words, chosen: &str, holdout: &Holdout, cumulative: bool) -> Figure {
    let weeks = &holdout.weeks;
    let names = forecasters(chosen, weeks.iter().flat_map(|week| week.predicted.keys()));
    let run = |pick: &dyn Fn(&Week) -> f64| -> Vec<f64> {
        let sums = weeks.iter().scan(0.0, |sum, week| {
            *sum = if cumulative { *sum + pick(week) } else { pick(week) };
            Some(*sum)
        });
        sums.collect()
    };
    let actual = run(&|week| week.actual as f64);
    let predicted: Vec<Vec<f64>> =
        names.iter().map(|name| run(&|week| week.predicted.get(*name).copied().unwrap_or(0.0))).collect();
    let mut head = vec![words.worth_week_to(), words.worth_came()];
    head.extend(names.iter().map(|name| model_name(name).to_owned()));
    let rows = weeks.iter().enumerate().map(|(index, week)| {
        let mut row = vec![words.day_short(week.end), words.decimal(actual[index], 0)];
        row.extend(predicted.iter().map(|run| words.decimal(run[index], 1)));
        row
    });
    let some = |run: &[f64]| run.iter().copied().map(Some).collect::<Vec<_>>();
    let mut series = vec![Series::new(&words.worth_came(), Mark::Line, Tone::Ink, some(&actual))];
    if let (Some(name), Some(run)) = (names.first(), predicted.first()) {
        series.push(
            Series::new(
                &words.worth_holdout_model_expected(model_name(name)),
                Mark::Line,
                Tone::Leaf,
                some(run),
            )
            .dashed(),
        );
    }
    let (id, title) = if cumulative {
        ("holdout-cumulative", words.worth_holdout_cumulative())
    } else {
        ("holdout-weekly", words.worth_holdout_weekly())
    };
    Figure {
        words,
        id,
        title,
        about: words.worth_holdout_unseen(),
        plot: Plot {
            x: XAxis::Day,
            xs: weeks.iter().map(|week| X::Name(week.end.to_string())).collect(),
            y: YAxis::from(Format::COUNT),
            series,
            rules: vec![Rule::at_x(
                X::Name(holdout.calibration_end.to_string()),
                words.worth_holdout_unseen_from(),
            )],
            ratio: 0.38,
        },
        table: Table::new(head, rows),
    }
}

fn bins(
    words: Words,
    id: &'static str,
    (title, about): (String, String),
    chosen: &str,
    bins: &[Bin],
) -> Figure {
    let names = forecasters(chosen, bins.iter().flat_map(|bin| bin.predicted.keys()));
    let mut head = vec![words.worth_holdout_group(), words.worth_customers(), words.worth_came()];
    head.extend(names.iter().map(|name| model_name(name).to_owned()));
    // Tenths are `1` to `10`, purchases before the test `0` to `7+`.
    let group = |bin: &Bin| match bin.name.trim_end_matches('+').parse() {
        Ok(number) if bin.name.ends_with('+') => format!("{}+", words.plain(number)),
        Ok(number) => words.plain(number),
        Err(_) => bin.name.clone(),
    };
    let rows = bins.iter().map(|bin| {
        let mut row = vec![group(bin), words.number(bin.customers), words.decimal(bin.actual, 2)];
        row.extend(names.iter().map(|name| match bin.predicted.get(*name) {
            Some(&mean) => words.decimal(mean, 2),
            None => words.none().to_owned(),
        }));
        row
    });
    let came = bins.iter().map(|bin| Some(bin.actual));
    let mut series = vec![Series::new(&words.worth_came(), Mark::Bar, Tone::Pale, came)];
    if let Some(name) = names.first() {
        let expected = bins.iter().map(|bin| bin.predicted.get(*name).copied());
        series.push(Series::new(
            &words.worth_holdout_model_expected(model_name(name)),
            Mark::Tick,
            Tone::Leaf,
            expected,
        ));
    }
    Figure {
        words,
        id,
        title,
        about,
        plot: Plot {
            x: XAxis::Band,
            xs: bins.iter().map(|bin| X::Name(group(bin))).collect(),
            y: YAxis::from(Format::COUNT),
            series,
            rules: Vec::new(),
            ratio: 0.34,
        },
        table: Table::new(head, rows),
    }
}
