//! The care list: who is overdue by their own rhythm, said in words.

use askama::Template;
use domain::worth::{CareLine, Report};
use locales::Words;

use super::Weighed;

/// People of a report shown before the rest is folded away.
const SHOWN: usize = 24;

/// The care list of a report.
#[derive(Template)]
#[template(path = "worth/care.html")]
pub(crate) struct CareSection {
    words: Words,
    sentence: String,
    first: CareList,
    rest: CareList,
    unlisted: u64,
}

/// Rows of people; shared with the page that has them all.
#[derive(Template)]
#[template(path = "worth/care_list.html")]
pub(crate) struct CareList {
    pub words: Words,
    pub people: Vec<CarePerson>,
    pub columns: bool,
}

/// One person, in words.
pub(crate) struct CarePerson {
    pub name: String,
    /// Where the row leads, on a page.
    pub link: Option<String>,
    /// `Came every 3 weeks, silent for 5 months`.
    pub rhythm: Weighed,
    pub stake: String,
    pub odds: String,
}

impl CarePerson {
    pub(crate) fn new(
        words: Words,
        line: &CareLine,
        name: String,
        link: Option<String>,
        currency: domain::Currency,
    ) -> Self {
        Self {
            name,
            link,
            rhythm: Weighed::new(
                &words.care_came(words.every(line.rhythm_days), words.lasting(f64::from(line.silent_days))),
            ),
            stake: words.money_about(line.value_at_stake, currency),
            odds: words.odds(line.p_alive),
        }
    }
}

impl CareSection {
    pub(crate) fn new(words: Words, report: &Report) -> Self {
        let care = &report.care;
        let mut people: Vec<CarePerson> = care
            .people
            .iter()
            .map(|line| CarePerson::new(words, line, line.customer.clone(), None, report.currency))
            .collect();
        let unlisted = care.overdue.saturating_sub(people.len() as u64);
        let rest = people.split_off(people.len().min(SHOWN));
        let sentence = sentence(words, care.overdue, care.value_at_stake, report.currency);
        Self {
            words,
            sentence,
            first: CareList { words, people, columns: true },
            rest: CareList { words, people: rest, columns: true },
            unlisted,
        }
    }
}

/// How many are overdue, and what is at stake with them.
pub(crate) fn sentence(words: Words, overdue: u64, at_stake: f64, currency: domain::Currency) -> String {
    match overdue {
        0 => words.care_nobody(),
        overdue => words.care_overdue(overdue, words.money_about(at_stake, currency)),
    }
}
