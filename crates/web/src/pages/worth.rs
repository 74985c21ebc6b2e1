//! The Worth pages: each a section of the last refit's report, drawn as in `report.html`.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::worth::Report;

use super::Shell;
use crate::access::SignedIn;
use crate::app::App;
use crate::fault::Fault;
use crate::worth::{
    CohortSection, ForecastSection, HoldoutSection, ModelSection, ReturnSection, ValueSection,
};

/// A page of sections, already rendered.
#[derive(Template)]
#[template(path = "sections.html")]
struct SectionsPage {
    shell: Shell,
    as_of: String,
    sections: Vec<String>,
}

/// The last report, or the page that says why there is none yet.
async fn report(app: &App, signed_in: &SignedIn) -> Result<Option<Report>, Fault> {
    Ok(app.store.latest_run(signed_in.actor).await?.map(|run| run.run.report))
}

async fn sections<const N: usize>(
    app: &App,
    signed_in: &SignedIn,
    (title, here): (String, &'static str),
    draw: impl FnOnce(&Report) -> [askama::Result<String>; N],
) -> Result<Response, Fault> {
    let shell = Shell::new(title, here, signed_in);
    let Some(report) = report(app, signed_in).await? else {
        return super::overview::without_figures(app, signed_in, shell).await;
    };
    let sections: askama::Result<Vec<String>> = draw(&report).into_iter().collect();
    let sections = sections.map_err(Fault::internal)?;
    Ok(super::page(&SectionsPage { shell, as_of: signed_in.words.day(report.as_of), sections }))
}

/// Return rate by month, and the revenue share of returning customers.
pub(crate) async fn returns(State(app): State<App>, signed_in: SignedIn) -> Result<Response, Fault> {
    let words = signed_in.words;
    let draw = |report: &Report| [ReturnSection::new(words, report).render()];
    sections(&app, &signed_in, (words.shell_returns(), "/returns"), draw).await
}

/// The cohort triangle.
pub(crate) async fn cohorts(State(app): State<App>, signed_in: SignedIn) -> Result<Response, Fault> {
    let words = signed_in.words;
    let draw = |report: &Report| [CohortSection::new(words, report).render()];
    sections(&app, &signed_in, (words.shell_cohorts(), "/cohorts"), draw).await
}

/// The spread of customer value.
pub(crate) async fn value(State(app): State<App>, signed_in: SignedIn) -> Result<Response, Fault> {
    let words = signed_in.words;
    let draw = |report: &Report| [ValueSection::new(words, report).render()];
    sections(&app, &signed_in, (words.shell_value(), "/value"), draw).await
}

/// The forecast, its test, and the models.
pub(crate) async fn forecast(State(app): State<App>, signed_in: SignedIn) -> Result<Response, Fault> {
    let words = signed_in.words;
    let draw = |report: &Report| {
        [
            ForecastSection::new(words, report).render(),
            HoldoutSection::new(words, report).render(),
            ModelSection::new(words, report).render(),
        ]
    };
    sections(&app, &signed_in, (words.shell_forecast(), "/forecast"), draw).await
}
