//! The cohort triangle: of those who first bought in one month, how many bought k months later.

use askama::Template;
use domain::worth::{Cohort, Report};

use crate::format;

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
    sentence: Option<String>,
    recent: Triangle,
    /// All cohorts over all months, where the triangle leaves some out.
    full: Option<Triangle>,
}

/// Rows of cohorts over months since the first purchase.
struct Triangle {
    months: Vec<usize>,
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
    pub(crate) fn new(report: &Report) -> Self {
        let cohorts = &report.cohorts;
        let recent = &cohorts[cohorts.len().saturating_sub(COHORTS_SHOWN)..];
        let widest = cohorts.iter().map(|cohort| cohort.active.len()).max().unwrap_or(0);
        let cut = cohorts.len() > COHORTS_SHOWN || widest > MONTHS_SHOWN + 1;
        Self {
            sentence: sentence(cohorts),
            recent: triangle(recent, MONTHS_SHOWN),
            full: cut.then(|| triangle(cohorts, widest)),
        }
    }
}

/// How many of all cohorts old enough bought one, three and twelve months on.
fn sentence(cohorts: &[Cohort]) -> Option<String> {
    // The last month of a cohort's row is the as-of month, which is not over yet.
    let share = |k: usize| {
        let old = cohorts.iter().filter(|cohort| cohort.active.len() > k + 1);
        let (active, all) =
            old.fold((0, 0), |(active, all), cohort| (active + cohort.active[k], all + cohort.customers));
        (all > 0).then(|| active as f64 / all as f64)
    };
    let said: Vec<String> = [(1, "the next month"), (3, "three months on"), (12, "a year on")]
        .into_iter()
        .filter_map(|(k, when)| share(k).map(|share| format!("{} bought {when}", format::percent(share))))
        .collect();
    (!said.is_empty()).then(|| format!("Of new customers {}.", said.join(", ")))
}

fn triangle(cohorts: &[Cohort], months: usize) -> Triangle {
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
            share: format!("{}%", format::decimal(share * 100.0, 0)),
            hover: format!("{} of {}", format::count(active), format::count(cohort.customers)),
            heat: (share / top * HEAT_STEPS).round().clamp(0.0, HEAT_STEPS) as usize,
        }
    };
    let rows: Vec<Row> = cohorts
        .iter()
        .map(|cohort| Row {
            month: format::month(&cohort.month),
            customers: format::count(cohort.customers),
            cells: cohort.active.iter().skip(1).take(months).map(|&active| cell(cohort, active)).collect(),
        })
        .collect();
    let widest = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    Triangle { months: (1..=widest).collect(), rows }
}
