//! The report as a terminal shows it: short tables, sparklines, sentences.

mod care;
pub(crate) mod figures;
mod forecast;
mod models;

use domain::worth::Report;

/// The whole summary, ending with a line break.
pub fn render(report: &Report) -> String {
    let mut page = String::new();
    for part in [
        figures::headline(report),
        figures::taken(&report.taken),
        figures::returning(report),
        models::fitted(report),
        models::holdout(report),
        forecast::ahead(report),
        forecast::worth(report),
        care::overdue(report),
        figures::aside(&report.refused),
        figures::notes(report),
    ] {
        if !part.is_empty() {
            page.push_str(&part);
            page.push('\n');
        }
    }
    page
}
