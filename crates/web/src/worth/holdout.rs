//! The forecast tested on a part of history it had not seen.

use askama::Template;
use domain::worth::{Bin, Holdout, Report, Week};

use super::model_name;
use crate::chart::{Figure, Format, Mark, Plot, Rule, Series, Table, Tone, X, XAxis, YAxis};
use crate::format;

/// The test, week by week and group by group; or why there is none.
#[derive(Template)]
#[template(path = "worth/holdout.html")]
pub(crate) struct HoldoutSection {
    test: Option<Test>,
}

struct Test {
    sentence: String,
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
    pub(crate) fn new(report: &Report) -> Self {
        Self { test: report.holdout.as_ref().map(|holdout| test(report, holdout)) }
    }
}

fn test(report: &Report, holdout: &Holdout) -> Test {
    let chosen = report.chosen.model.as_str();
    let deciles = "Customers in tenths by forecast, the lowest first: mean purchases in the test period";
    let frequency = "Customers by repeat purchases before the test: mean purchases in the test period";
    Test {
        sentence: sentence(chosen, holdout),
        cumulative: weeks(chosen, holdout, true),
        weekly: weeks(chosen, holdout, false),
        deciles: (!holdout.deciles.is_empty())
            .then(|| bins("holdout-deciles", deciles_title(holdout), deciles, chosen, &holdout.deciles)),
        frequency: (!holdout.by_frequency.is_empty()).then(|| {
            bins(
                "holdout-frequency",
                "What came, by how often they had come",
                frequency,
                chosen,
                &holdout.by_frequency,
            )
        }),
        models: model_rows(chosen, holdout),
    }
}

fn sentence(chosen: &str, holdout: &Holdout) -> String {
    let start = format!(
        "The models saw {} until {} and nothing after.",
        format::plural(holdout.customers, "customer", "customers"),
        format::day(holdout.calibration_end)
    );
    let Some(model) = holdout.models.get(chosen) else { return start };
    format!(
        "{start} Until {} {} expected {} repeat purchases; {} came{}.",
        format::day(holdout.end),
        model_name(chosen),
        format::count_of(model.predicted),
        format::count_of(model.actual),
        miss(model.predicted, model.actual)
    )
}

/// Claims order only where the best half of tenths did buy more than the other half.
fn deciles_title(holdout: &Holdout) -> &'static str {
    let actual: Vec<f64> = holdout.deciles.iter().map(|bin| bin.actual).collect();
    let (low, high) = actual.split_at(actual.len() / 2);
    let rises = actual.windows(2).filter(|pair| pair[1] >= pair[0]).count() + 1;
    if high.iter().sum::<f64>() > low.iter().sum::<f64>() && rises * 10 >= actual.len() * 8 {
        "Those expected to buy more did buy more"
    } else {
        "What came, by how much was expected"
    }
}

/// `: the forecast was 5% too high`.
fn miss(predicted: f64, actual: f64) -> String {
    if actual <= 0.0 || predicted <= 0.0 {
        return String::new();
    }
    let error = predicted / actual - 1.0;
    if error.abs() < 0.005 {
        return ", as forecast".to_owned();
    }
    let side = if error > 0.0 { "high" } else { "low" };
    format!(": the forecast was {} too {side}", format::percent(error.abs()))
}

fn model_rows(chosen: &str, holdout: &Holdout) -> Vec<ModelRow> {
    let error = |predicted: f64, actual: f64| {
        let error = predicted / actual - 1.0;
        let sign = if error > 0.0 { "+" } else { "" };
        if actual > 0.0 {
            format!("{sign}{}", format::percent_column(error))
        } else {
            format::NONE.to_owned()
        }
    };
    let row = |(name, model): (&String, &domain::worth::HoldoutModel)| ModelRow {
        name: model_name(name).to_owned(),
        chosen: name == chosen,
        predicted: format::decimal(model.predicted, 1),
        error: error(model.predicted, model.actual),
        log_likelihood: format::decimal(model.log_likelihood, 1),
        mae: format::decimal(model.mae, 3),
        rmse: format::decimal(model.rmse, 3),
        correlation: format::decimal(model.correlation, 3),
        coverage: model.interval_coverage.map_or(format::NONE.to_owned(), format::percent_column),
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

fn weeks(chosen: &str, holdout: &Holdout, cumulative: bool) -> Figure {
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
    let mut head = vec!["Week to", "Came"];
    head.extend(names.iter().map(|name| model_name(name)));
    let rows = weeks.iter().enumerate().map(|(index, week)| {
        let mut row = vec![format::day_short(week.end), format::count_of(actual[index])];
        row.extend(predicted.iter().map(|run| format::decimal(run[index], 1)));
        row
    });
    let some = |run: &[f64]| run.iter().copied().map(Some).collect::<Vec<_>>();
    let mut series = vec![Series::new("Came", Mark::Line, Tone::Ink, some(&actual))];
    if let (Some(name), Some(run)) = (names.first(), predicted.first()) {
        series.push(
            Series::new(&format!("{} expected", model_name(name)), Mark::Line, Tone::Leaf, some(run))
                .dashed(),
        );
    }
    let (id, title) = if cumulative {
        ("holdout-cumulative", "Repeat purchases so far, came and expected")
    } else {
        ("holdout-weekly", "Repeat purchases each week, came and expected")
    };
    Figure {
        id,
        title: title.to_owned(),
        about: "Right of the dashed line is what the models had not seen".to_owned(),
        plot: Plot {
            x: XAxis::Day,
            xs: weeks.iter().map(|week| X::Name(week.end.to_string())).collect(),
            y: YAxis::from(Format::COUNT),
            series,
            rules: vec![Rule::at_x(X::Name(holdout.calibration_end.to_string()), "unseen from here")],
            ratio: 0.38,
        },
        table: Table::new(&head, rows),
    }
}

fn bins(id: &'static str, title: &str, about: &str, chosen: &str, bins: &[Bin]) -> Figure {
    let names = forecasters(chosen, bins.iter().flat_map(|bin| bin.predicted.keys()));
    let mut head = vec!["Group", "Customers", "Came"];
    head.extend(names.iter().map(|name| model_name(name)));
    let rows = bins.iter().map(|bin| {
        let mut row = vec![bin.name.clone(), format::count(bin.customers), format::decimal(bin.actual, 2)];
        row.extend(names.iter().map(|name| match bin.predicted.get(*name) {
            Some(&mean) => format::decimal(mean, 2),
            None => format::NONE.to_owned(),
        }));
        row
    });
    let came = bins.iter().map(|bin| Some(bin.actual));
    let mut series = vec![Series::new("Came", Mark::Bar, Tone::Pale, came)];
    if let Some(name) = names.first() {
        let expected = bins.iter().map(|bin| bin.predicted.get(*name).copied());
        series.push(Series::new(&format!("{} expected", model_name(name)), Mark::Tick, Tone::Leaf, expected));
    }
    Figure {
        id,
        title: title.to_owned(),
        about: about.to_owned(),
        plot: Plot {
            x: XAxis::Band,
            xs: bins.iter().map(|bin| X::Name(bin.name.clone())).collect(),
            y: YAxis::from(Format::COUNT),
            series,
            rules: Vec::new(),
            ratio: 0.34,
        },
        table: Table::new(&head, rows),
    }
}
