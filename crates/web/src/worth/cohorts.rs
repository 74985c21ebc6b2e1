//! The cohort triangle: of those who first bought in one month, how many bought k months later.

use askama::Template;
use domain::worth::{Cohort, Report};
use locales::Words;

/// Cohorts shown in the triangle; older ones stand in the full table behind it.
const COHORTS_SHOWN: usize = 24;
/// Months after the first shown in the triangle.
const MONTHS_SHOWN: usize = 18;
/// Steps of warmth, the classes `heat-0` to `heat-7` of chart.css.
const HEAT_STEPS: f64 = 7.0;

/// The triangle, and a sentence on what it says.
#[derive(Template)]
#[template(path = "worth/cohorts.html")]
pub(crate) struct CohortSection {
    words: Words,
    sentences: Vec<String>,
    recent: Triangle,
    /// All cohorts over all months, where the triangle leaves some out.
    full: Option<Triangle>,
}

/// Rows of cohorts over months since the first purchase.
struct Triangle {
    months: Vec<String>,
    rows: Vec<Row>,
}

struct Row {
    month: String,
    customers: String,
    cells: Vec<Cell>,
}

struct Cell {
    share: String,
    hover: String,
    heat: usize,
}

impl CohortSection {
    pub(crate) fn new(words: Words, report: &Report) -> Self {
        let cohorts = &report.cohorts;
        let recent = &cohorts[cohorts.len().saturating_sub(COHORTS_SHOWN)..];
        let widest = cohorts.iter().map(|cohort| cohort.active.len()).max().unwrap_or(0);
        let cut = cohorts.len() > COHORTS_SHOWN || widest > MONTHS_SHOWN + 1;
        Self {
            words,
            sentences: sentences(words, cohorts),
            recent: triangle(words, recent, MONTHS_SHOWN),
            full: cut.then(|| triangle(words, cohorts, widest)),
        }
    }
}

/// How many of all cohorts old enough bought one, three and twelve months on.
fn sentences(words: Words, cohorts: &[Cohort]) -> Vec<String> {
    // The last month of a cohort's row is the as-of month, which is not over yet.
    let share = |k: usize| {
        let old = cohorts.iter().filter(|cohort| cohort.active.len() > k + 1);
        let (active, all) =
            old.fold((0, 0), |(active, all), cohort| (active + cohort.active[k], all + cohort.customers));
        (all > 0).then(|| words.percent(active as f64 / all as f64))
    };
    let said = [
        share(1).map(|share| words.worth_cohorts_next_month(share)),
        share(3).map(|share| words.worth_cohorts_three_months(share)),
        share(12).map(|share| words.worth_cohorts_year(share)),
    ];
    said.into_iter().flatten().collect()
}

fn triangle(words: Words, cohorts: &[Cohort], months: usize) -> Triangle {
    let share = |cohort: &Cohort, active: u64| active as f64 / cohort.customers.max(1) as f64;
    // Small cohorts jump; they don't set the scale.
    let large = cohorts.iter().map(|cohort| cohort.customers).max().unwrap_or(0) / 10;
    let top = cohorts
        .iter()
        .filter(|cohort| cohort.customers >= large)
        .flat_map(|cohort| cohort.active.iter().skip(1).map(|&active| share(cohort, active)))
        .fold(0.01, f64::max);
    let cell = |cohort: &Cohort, active: u64| {
        let share = share(cohort, active);
        Cell {
            share: words.percent_with(share, 0),
            hover: words.worth_some_of(active, cohort.customers),
            heat: (share / top * HEAT_STEPS).round().clamp(0.0, HEAT_STEPS) as usize,
        }
    };
    let rows: Vec<Row> = cohorts
        .iter()
        .map(|cohort| Row {
            month: words.month_named(&cohort.month),
            customers: words.number(cohort.customers),
            cells: cohort.active.iter().skip(1).take(months).map(|&active| cell(cohort, active)).collect(),
        })
        .collect();
    let widest = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    Triangle { months: (1..=widest as i64).map(|month| words.plain(month)).collect(), rows }
}
