//! `recommendations.html`: how well suggestions foretold, and what they are.

use askama::Template;
use domain::recommendation::{Premium, Report, Suggested, Suggestion, Tested, called};
use domain::worth::Estimate;
use locales::Words;

use super::Error;
use crate::assets;
use crate::worth::taken::sentence_of;

/// Customers shown; more make no better reading, and the table holds all.
const SHOWN: usize = 500;

/// The whole answer in one file, as [`super::report_html`].
///
/// # Errors
/// [`Error`] where the template can't be rendered.
pub fn recommendations_html(words: Words, report: &Report, suggested: &[Suggested]) -> Result<String, Error> {
    let letters = assets::letters(words.language());
    let with_something = || suggested.iter().filter(|one| !one.suggestions.is_empty());
    let document = Document {
        words,
        css: assets::text("report.css"),
        fonts: letters.map(assets::text).unwrap_or_default(),
        fonts_hash: letters.map_or("", assets::hash),
        lede: words.suggest_lede(
            report.people,
            report.products,
            words.decimal(report.products_of_person, 1),
            words.day(report.first_day),
            words.day(report.last_day),
        ),
        test: TestTable::new(words, report),
        people: with_something().take(SHOWN).map(|one| Person::new(words, one)).collect(),
        shown: (with_something().count() > SHOWN).then(|| words.suggest_shown(SHOWN as u64)),
        refused: report
            .refused
            .iter()
            .map(|(code, &rows)| match code.as_str() {
                "no_product" => (words.suggest_no_product(), words.number(rows)),
                code => (sentence_of(words, code), words.number(rows)),
            })
            .collect(),
        refused_total: words.worth_taken_refused(report.refused.values().sum::<u64>()),
    };
    Ok(document.render()?)
}

#[derive(Template)]
#[template(path = "recommendations.html")]
struct Document {
    words: Words,
    css: String,
    fonts: String,
    fonts_hash: &'static str,
    lede: String,
    test: TestTable,
    people: Vec<Person>,
    shown: Option<String>,
    refused: Vec<(String, String)>,
    refused_total: String,
}

/// What was chosen and why, and how well each method foretold.
#[derive(Template)]
#[template(path = "test_table.html")]
pub(crate) struct TestTable {
    words: Words,
    chosen: String,
    about: Option<String>,
    rows: Vec<Row>,
}

impl TestTable {
    pub(crate) fn new(words: Words, report: &Report) -> Self {
        Self {
            words,
            chosen: match report.why.as_str() {
                "better" => words.suggest_better(method(words, &report.method)),
                "nothing_better" => words.suggest_nothing_better(),
                _ => words.suggest_untested(),
            },
            about: report.test.as_ref().map(|test| {
                words.suggest_test_about(words.day(test.until), words.day(test.end), test.people)
            }),
            rows: report.test.iter().flat_map(|test| &test.methods).map(|one| Row::new(words, one)).collect(),
        }
    }
}

struct Row {
    method: String,
    recall: String,
    ndcg: String,
    coverage: String,
}

impl Row {
    fn new(words: Words, one: &Tested) -> Self {
        let share = |share: Estimate| {
            let say = |share| words.percent_with(share, 1);
            words.interval(say(share.value), say(share.low), say(share.high))
        };
        Self {
            method: method(words, &one.method),
            recall: share(one.recall),
            ndcg: share(one.ndcg),
            coverage: words.percent(one.coverage),
        }
    }
}

struct Person {
    customer: String,
    suggestions: Vec<(String, String)>,
}

impl Person {
    fn new(words: Words, one: &Suggested) -> Self {
        let line = |what: &Suggestion| (called(&what.name, &what.product).to_owned(), why(words, what));
        Self { customer: one.customer.clone(), suggestions: one.suggestions.iter().map(line).collect() }
    }
}

fn method(words: Words, name: &str) -> String {
    match name {
        "ease" => words.suggest_method_ease(),
        "item_item" => words.suggest_method_item_item(),
        _ => words.suggest_method_popularity(),
    }
}

/// The reason of a suggestion.
pub(crate) fn why(words: Words, what: &Suggestion) -> String {
    let number = |count: u32| words.number(count.into());
    match what.because.as_slice() {
        [] => words.suggest_popular(u64::from(what.lately)),
        [first, rest @ ..] => {
            let (together, buyers) = (number(first.together), number(first.buyers));
            let name = called(&first.name, &first.product);
            match rest.first() {
                None => words.suggest_have(name, together, buyers),
                Some(two) => words.suggest_have_two(name, called(&two.name, &two.product), together, buyers),
            }
        }
    }
}

/// Why something is a step up for somebody.
pub(crate) fn why_premium(words: Words, what: &Premium) -> String {
    let Some(first) = what.suggestion.because.first() else { return String::new() };
    let major = |minor: f64| words.money_about(minor / what.currency.minor_per_major() as f64, what.currency);
    words.suggest_premium_why(
        called(&first.name, &first.product),
        major(what.paid),
        major(what.price),
        words.decimal(what.price / what.paid, 1),
        words.number(first.together.into()),
        words.number(first.buyers.into()),
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use domain::Day;
    use domain::recommendation::{Because, Test};
    use locales::Language;

    use super::*;

    fn html(language: Language) -> String {
        let estimate = Estimate { value: 0.143, low: 0.134, high: 0.152 };
        let tested = |method: &str| Tested {
            method: method.to_owned(),
            in_season: true,
            recall: estimate,
            ndcg: estimate,
            coverage: 0.23,
        };
        let because = |name: &str| Because {
            product: "7".to_owned(),
            name: name.to_owned(),
            buyers: 120,
            together: 41,
        };
        let suggestion = |because| Suggestion {
            product: "22".to_owned(),
            name: "<img src=x>".to_owned(),
            because,
            lately: 12,
        };
        let report = Report {
            version: 1,
            taken: Vec::new(),
            refused: BTreeMap::from([("no_product".to_owned(), 3)]),
            people: 4339,
            products: 3665,
            products_of_person: 61.5,
            first_day: Day(14_944),
            last_day: Day(15_317),
            method: "ease".to_owned(),
            why: "better".to_owned(),
            test: Some(Test {
                until: Day(15_255),
                end: Day(15_317),
                people: 1702,
                methods: ["popularity", "item_item", "ease"].map(tested).to_vec(),
            }),
        };
        let suggested = Suggested {
            customer: "</table><script>".to_owned(),
            suggestions: vec![suggestion(vec![because("tea"), because("cup")]), suggestion(Vec::new())],
        };
        recommendations_html(Words::of(language), &report, &[suggested]).unwrap()
    }

    #[test]
    fn the_page_says_how_well_it_foretold_and_why_each_is_suggested() {
        let html = html(Language::En);
        assert!(html.contains("4,339 people bought from a choice of 3,665 products, 61.5 each"), "{html}");
        assert!(html.contains("41 of 120 who bought the first bought this too"));
        assert!(html.contains("12 people bought it of late"));
        assert!(!html.contains("<img src=x>") && !html.contains("<script"), "foreign text stays text");
    }

    #[test]
    fn every_language_has_its_words_and_letters() {
        for language in Language::ALL {
            let html = html(language);
            let word = Words::of(language).suggest_title();
            assert!(html.contains("<h1>") && html.contains(&word.replace('\'', "&#39;")), "{language:?}");
        }
    }
}
