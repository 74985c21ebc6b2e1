//! The care list: who is overdue by their own rhythm, said in words.

use askama::Template;
use domain::worth::{CareLine, Report};

use crate::format;

/// People of a report shown before the rest is folded away.
const SHOWN: usize = 24;

/// The care list of a report.
#[derive(Template)]
#[template(path = "worth/care.html")]
pub(crate) struct CareSection {
    sentence: String,
    first: CareList,
    rest: CareList,
    unlisted: u64,
}

/// Rows of people; shared with the page that has them all.
#[derive(Template)]
#[template(path = "worth/care_list.html")]
pub(crate) struct CareList {
    pub people: Vec<CarePerson>,
    pub columns: bool,
}

/// One person, in words.
pub(crate) struct CarePerson {
    pub name: String,
    /// Where the row leads, on a page.
    pub link: Option<String>,
    /// `usually every 3 weeks; silent for`.
    pub rhythm: String,
    pub silent: String,
    pub stake: String,
    pub odds: String,
}

impl CarePerson {
    pub(crate) fn new(
        line: &CareLine,
        name: String,
        link: Option<String>,
        currency: domain::Currency,
    ) -> Self {
        Self {
            name,
            link,
            rhythm: format!("Came {}, silent for", format::every(line.rhythm_days)),
            silent: format::span(f64::from(line.silent_days)),
            stake: format::money(line.value_at_stake, currency),
            odds: format::odds(line.p_alive),
        }
    }
}

impl CareSection {
    pub(crate) fn new(report: &Report) -> Self {
        let care = &report.care;
        let mut people: Vec<CarePerson> = care
            .people
            .iter()
            .map(|line| CarePerson::new(line, line.customer.clone(), None, report.currency))
            .collect();
        let unlisted = care.overdue.saturating_sub(people.len() as u64);
        let rest = people.split_off(people.len().min(SHOWN));
        let sentence = match care.overdue {
            0 => "Nobody is overdue by their own rhythm today.".to_owned(),
            overdue => format!(
                "{} silent longer than nine in ten of their own gaps would be; {} is at stake with them.",
                format::plural(overdue, "person has been", "people have been"),
                format::money(care.value_at_stake, report.currency)
            ),
        };
        Self {
            sentence,
            first: CareList { people, columns: true },
            rest: CareList { people: rest, columns: true },
            unlisted,
        }
    }
}
