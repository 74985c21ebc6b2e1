//! What is expected from the customers there are.

use askama::Template;
use domain::Day;
use domain::worth::{Report, Week};

use super::{horizon, worth_word};
use crate::chart::{Figure, Format, Mark, Plot, Rule, Series, Table, Tone, X, XAxis, YAxis};
use crate::format;

/// Weeks of the past drawn before the forecast.
const PAST_WEEKS: usize = 52;

/// The forecast in a sentence and week by week; or why there is none.
#[derive(Template)]
#[template(path = "worth/forecast.html")]
pub(crate) struct ForecastSection {
    sentence: Option<String>,
    chosen: String,
    weeks: Option<Figure>,
}

impl ForecastSection {
    pub(crate) fn new(report: &Report) -> Self {
        Self {
            sentence: sentence(report),
            chosen: report.chosen.reason.clone(),
            weeks: (!report.forecast.weeks.is_empty()).then(|| weeks(report)),
        }
    }
}

fn sentence(report: &Report) -> Option<String> {
    let days = report.forecast.purchase_days?;
    let bought = format::interval(days, format::count_of);
    let start = format!("Over {} the customers there are now should come {bought} times", horizon(report));
    Some(match report.forecast.value {
        Some(value) => {
            let money = format::interval(value, |amount| format::money(amount, report.currency));
            format!("{start} and bring {money} of {}.", worth_word(report))
        }
        None => format!("{start}."),
    })
}

fn weeks(report: &Report) -> Figure {
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
        past.iter().map(|week| vec![format::day_short(week.end), format::count(week.actual), String::new()]);
    let ahead_rows = ahead
        .iter()
        .enumerate()
        .map(|(index, &week)| vec![format::day_short(end(index)), String::new(), format::decimal(week, 1)]);
    Figure {
        id: "forecast-weeks",
        title: "Purchases to come from today's customers, week by week".to_owned(),
        about: "Customers won from now on are not in it, so the line falls: this is what keeping can still change"
            .to_owned(),
        plot: Plot {
            x: XAxis::Day,
            xs: days.iter().map(|day| X::Name(day.to_string())).collect(),
            y: YAxis::from(Format::COUNT),
            series: vec![
                Series::new(if past.is_empty() { "" } else { "Came" }, Mark::Line, Tone::Ink, came),
                Series::new("", Mark::Area, Tone::Leaf, expected.clone()),
                Series::new("Expected", Mark::Line, Tone::Leaf, expected),
            ],
            rules: vec![Rule::at_x(X::Name(report.as_of.to_string()), format::day_short(report.as_of))],
            ratio: 0.34,
        },
        table: Table::new(&["Week to", "Came", "Expected"], past_rows.chain(ahead_rows)),
    }
}
