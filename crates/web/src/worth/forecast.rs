//! What is expected from the customers there are.

use askama::Template;
use domain::Day;
use domain::worth::{Report, Week};
use locales::Words;

use super::{horizon, interval, kind_of_worth};
use crate::chart::{Figure, Format, Mark, Plot, Rule, Series, Table, Tone, X, XAxis, YAxis};

/// Weeks of the past drawn before the forecast.
const PAST_WEEKS: usize = 52;

/// The forecast in a sentence and week by week; or why there is none.
#[derive(Template)]
#[template(path = "worth/forecast.html")]
pub(crate) struct ForecastSection {
    words: Words,
    sentence: Option<String>,
    chosen: String,
    weeks: Option<Figure>,
}

impl ForecastSection {
    pub(crate) fn new(words: Words, report: &Report) -> Self {
        Self {
            words,
            sentence: sentence(words, report),
            chosen: super::remarks::said(words, &report.chosen.reason),
            weeks: (!report.forecast.weeks.is_empty()).then(|| weeks(words, report)),
        }
    }
}

fn sentence(words: Words, report: &Report) -> Option<String> {
    let days = interval(words, report.forecast.purchase_days?, |days| words.decimal(days, 0));
    let horizon = horizon(words, report);
    Some(match report.forecast.value {
        Some(value) => {
            let money = interval(words, value, |amount| words.money_about(amount, report.currency));
            words.worth_forecast_value(kind_of_worth(report), days, horizon, money)
        }
        None => words.worth_forecast_days(days, horizon),
    })
}

fn weeks(words: Words, report: &Report) -> Figure {
    let known: &[Week] = report.holdout.as_ref().map_or(&[], |holdout| &holdout.weeks);
    let past = &known[known.len().saturating_sub(PAST_WEEKS)..];
    let ahead = &report.forecast.weeks;
    let end = |index: usize| Day(report.as_of.0.saturating_add(7 * (index as i32 + 1)));
    let past_days = past.iter().map(|week| week.end);
    let days: Vec<Day> = past_days.chain((0..ahead.len()).map(end)).collect();
    let none = |count: usize| std::iter::repeat_n(None, count);
    let came = past.iter().map(|week| Some(week.actual as f64)).chain(none(ahead.len()));
    let expected = none(past.len()).chain(ahead.iter().map(|&week| Some(week)));
    let past_rows =
        past.iter().map(|week| vec![words.day_short(week.end), words.number(week.actual), String::new()]);
    let ahead_rows = ahead
        .iter()
        .enumerate()
        .map(|(index, &week)| vec![words.day_short(end(index)), String::new(), words.decimal(week, 1)]);
    Figure {
        words,
        id: "forecast-weeks",
        title: words.worth_forecast_title(),
        about: words.worth_forecast_about(),
        plot: Plot {
            x: XAxis::Day,
            xs: days.iter().map(|day| X::Name(day.to_string())).collect(),
            y: YAxis::from(Format::COUNT),
            series: vec![
                Series::new(
                    &if past.is_empty() { String::new() } else { words.worth_came() },
                    Mark::Line,
                    Tone::Ink,
                    came,
                ),
                Series::new("", Mark::Area, Tone::Leaf, expected.clone()),
                Series::new(&words.worth_expected(), Mark::Line, Tone::Leaf, expected),
            ],
            rules: vec![Rule::at_x(X::Name(report.as_of.to_string()), words.day_short(report.as_of))],
            ratio: 0.34,
        },
        table: Table::new(
            [words.worth_week_to(), words.worth_came(), words.worth_expected()],
            past_rows.chain(ahead_rows),
        ),
    }
}
