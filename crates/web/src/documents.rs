//! Documents of our own, rendered to bytes: `report.html`, `recommendations.html`, the page of a trial, and
//! letters.

pub mod letter;
mod recommendations;

use askama::Template;
use domain::proof::Proof;
use domain::worth::Report;
use locales::Words;

use crate::assets;
use crate::proof::ProofBody;
use crate::worth::{
    CareSection, CohortSection, ForecastSection, HoldoutSection, Lede, ModelSection, ReturnSection,
    TakenSection, ValueSection,
};

pub use recommendations::recommendations_html;
pub(crate) use recommendations::{TestTable, why, why_premium};

/// A document could not be rendered: a fault of ours.
#[derive(Debug, thiserror::Error)]
#[error("The document could not be written: {0}")]
pub struct Error(#[from] askama::Error);

/// The whole report in one file: style, script, fonts and figures inside, nothing fetched from
/// anywhere. Its content security policy allows the inlined script and style alone. The report
/// itself stands in it as JSON, under the id `report`.
///
/// # Errors
/// [`Error`] where the template can't be rendered.
pub fn report_html(words: Words, report: &Report) -> Result<String, Error> {
    let letters = assets::letters(words.language());
    let document = ReportDocument {
        words,
        css: assets::text("report.css"),
        fonts: letters.map(assets::text).unwrap_or_default(),
        fonts_hash: letters.map_or("", assets::hash),
        js: assets::text("report.js"),
        json: crate::chart::json_for_script(report),
        as_of: words.day(report.as_of),
        lede: Lede::new(words, report),
        returns: ReturnSection::new(words, report),
        care: CareSection::new(words, report),
        cohorts: CohortSection::new(words, report),
        value: ValueSection::new(words, report),
        forecast: ForecastSection::new(words, report),
        holdout: HoldoutSection::new(words, report),
        models: ModelSection::new(words, report),
        taken: TakenSection::new(words, report),
    };
    Ok(document.render()?)
}

/// What a trial showed, in one file as [`report_html`] makes them; the document stands in it under the id `proof`.
///
/// # Errors
/// [`Error`] where the template can't be rendered.
pub fn proof_html(words: Words, proof: &Proof) -> Result<String, Error> {
    let letters = assets::letters(words.language());
    let document = ProofDocument {
        words,
        css: assets::text("report.css"),
        fonts: letters.map(assets::text).unwrap_or_default(),
        fonts_hash: letters.map_or("", assets::hash),
        js: assets::text("report.js"),
        json: crate::chart::json_for_script(proof),
        outcome: proof.outcome.name.clone(),
        body: ProofBody::new(words, proof),
    };
    Ok(document.render()?)
}

#[derive(Template)]
#[template(path = "proof.html")]
struct ProofDocument {
    words: Words,
    css: String,
    fonts: String,
    fonts_hash: &'static str,
    js: String,
    json: String,
    outcome: String,
    body: ProofBody,
}

#[derive(Template)]
#[template(path = "report.html")]
struct ReportDocument {
    words: Words,
    css: String,
    fonts: String,
    fonts_hash: &'static str,
    js: String,
    json: String,
    as_of: String,
    lede: Lede,
    returns: ReturnSection,
    care: CareSection,
    cohorts: CohortSection,
    value: ValueSection,
    forecast: ForecastSection,
    holdout: HoldoutSection,
    models: ModelSection,
    taken: TakenSection,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    fn report_html(report: &Report) -> Result<String, Error> {
        super::report_html(Words::of(locales::Language::En), report)
    }

    #[test]
    fn a_hostile_name_stays_text() {
        let mut report = fixture::report();
        let hostile = "</script><img src=x onerror=alert(1)>";
        report.care.people[0].customer = hostile.to_owned();
        report.notes.push(hostile.to_owned());
        let html = report_html(&report).unwrap();
        assert!(!html.contains("<img src=x"));
        let scripts = html.matches("<script").count();
        assert_eq!(html.matches("</script>").count(), scripts);
    }

    #[test]
    fn the_file_fetches_nothing_and_its_policy_names_what_it_inlines() {
        let html = report_html(&fixture::report()).unwrap();
        assert!(html.contains(&format!("script-src '{}'", assets::hash("report.js"))));
        assert!(!html.contains("src=\"http") && !html.contains("href=\"http"));
        assert!(!html.contains(" style=\""));
    }

    #[test]
    fn an_empty_report_and_a_single_customer_have_words_too() {
        let empty = fixture::empty();
        let html = report_html(&empty).unwrap();
        assert!(html.contains("There are no customers to speak of yet."));
        let mut one = fixture::empty();
        one.customers.total = 1;
        assert!(report_html(&one).unwrap().contains("One customer, who has"));
    }

    /// Words in Latin letters that stand outside of tags, scripts and foreign text.
    fn latin(html: &str) -> Vec<&str> {
        let body = html.split_once("<body>").unwrap().1;
        let mut words = Vec::new();
        let ends =
            body.split("<script").map(|part| part.split_once("</script>").map_or(part, |(_, after)| after));
        for part in ends.flat_map(|part| part.split('<')) {
            let (tag, text) = part.split_once('>').unwrap_or(("", part));
            if !["bdi", "script", "style", "i"].contains(&tag.split(' ').next().unwrap_or_default()) {
                words.extend(
                    text.split(|c: char| !c.is_alphabetic())
                        .filter(|word| word.len() > 2 && word.chars().all(|c| c.is_ascii_alphabetic())),
                );
            }
        }
        words
    }

    #[test]
    fn a_report_in_persian_says_nothing_in_english() {
        const NAMES: &[&str] = &[
            "Perennial",
            "EUR",
            "RMSE",
            "NBD",
            "MBG",
            "Pareto",
            "Gamma",
            "Schmittlein",
            "Morrison",
            "Colombo",
            "Fader",
            "Hardie",
            "Lee",
            "Batislam",
            "Denizel",
            "Filiztekin",
        ];
        let mut report = fixture::report();
        // What these say of themselves is tried in `worth::remarks`.
        report.notes.clear();
        report.chosen.reason.clear();
        report.models.refusals.clear();
        report.taken.iter_mut().for_each(|taken| taken.notes.clear());
        for fit in [&mut report.models.pareto_nbd, &mut report.models.gamma_gamma, &mut report.models.bg_nbd]
        {
            fit.iter_mut().for_each(|fit| fit.diagnosis.clear());
        }
        let html = super::report_html(Words::of(locales::Language::Fa), &report).unwrap();
        assert!(html.contains("<html lang=\"fa\" dir=\"rtl\">"));
        let foreign: Vec<&str> = latin(&html).into_iter().filter(|word| !NAMES.contains(word)).collect();
        assert_eq!(foreign, [] as [&str; 0]);
    }

    #[test]
    fn a_report_brings_the_letters_of_its_language() {
        for language in locales::Language::ALL {
            let html = super::report_html(Words::of(language), &fixture::report()).unwrap();
            let sheets = html.matches("<style>").count();
            assert_eq!(sheets, 1 + usize::from(assets::letters(language).is_some()));
            let hash = assets::letters(language).map_or("", assets::hash);
            assert!(html.contains(hash), "{language:?}");
        }
    }

    #[test]
    fn every_chart_has_a_table_a_label_and_json() {
        let html = report_html(&fixture::report()).unwrap();
        let figures: Vec<&str> = html.split("<figure class=\"chart\"").skip(1).collect();
        assert!(figures.len() >= 8, "{}", figures.len());
        for part in [
            "<figcaption>",
            "class=\"stage\" data-label=\"",
            "<details>",
            "<script type=\"application/json\">",
        ] {
            assert!(figures.iter().all(|figure| figure.contains(part)), "{part}");
        }
    }
}
