//! What was taken from the files, what was set aside and why, and what a reader must know.

use askama::Template;
use domain::Reason;
use domain::worth::{Report, Taken};
use locales::Words;

use super::remarks::all_said;
use crate::pages::import_columns::title_named;
use crate::refusals::said;

/// How the input was understood.
#[derive(Template)]
#[template(path = "worth/taken.html")]
pub(crate) struct TakenSection {
    words: Words,
    orders: Vec<String>,
    files: Vec<File>,
    refused: Vec<Refused>,
    refused_total: String,
    notes: Vec<String>,
}

/// How one file was understood.
pub(crate) struct File {
    pub name: String,
    pub facts: Vec<(String, String)>,
    pub notes: Vec<String>,
}

/// Rows set aside for one reason.
pub(crate) struct Refused {
    pub sentence: String,
    pub rows: String,
}

impl Refused {
    pub(crate) fn new(words: Words, reason: Reason, rows: u64) -> Self {
        Self { sentence: said(words, reason), rows: words.number(rows) }
    }
}

impl TakenSection {
    pub(crate) fn new(words: Words, report: &Report) -> Self {
        let refused = report.refused.iter().filter(|&(_, &rows)| rows > 0);
        let mut refused: Vec<(&String, u64)> = refused.map(|(code, &rows)| (code, rows)).collect();
        refused.sort_by_key(|&(_, rows)| std::cmp::Reverse(rows));
        let total: u64 = refused.iter().map(|&(_, rows)| rows).sum();
        Self {
            words,
            orders: orders(words, report),
            files: report
                .taken
                .iter()
                .map(|taken| File::new(words, taken, base_name(&taken.file).to_owned()))
                .collect(),
            refused: refused
                .into_iter()
                .map(|(code, rows)| Refused { sentence: sentence_of(words, code), rows: words.number(rows) })
                .collect(),
            refused_total: words.worth_taken_refused(total),
            notes: all_said(words, &report.notes),
        }
    }
}

/// The last part of a path: a report may be mailed, and folders are nobody else's business.
pub(crate) fn base_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

fn orders(words: Words, report: &Report) -> Vec<String> {
    let orders = &report.orders;
    if orders.rows == 0 {
        return vec![words.worth_taken_none()];
    }
    let mut said = vec![words.worth_taken_orders(
        orders.rows,
        orders.total,
        orders.purchase_days,
        words.day(orders.first_day),
        words.day(orders.last_day),
    )];
    if orders.refunds > 0 {
        said.push(words.worth_taken_refunds(orders.refunds));
    }
    said
}

/// Why rows were set aside, by the code of the reason.
pub(crate) fn sentence_of(words: Words, code: &str) -> String {
    let reason = Reason::ALL.iter().find(|reason| reason.code() == code);
    reason.map_or_else(|| code.to_owned(), |reason| said(words, *reason))
}

impl File {
    /// Under the name its owner knows it by.
    pub(crate) fn new(words: Words, taken: &Taken, name: String) -> Self {
        let columns: Vec<String> = taken
            .columns
            .iter()
            .map(|(role, column)| words.remark_column_as(title_named(words, role), column.as_str()))
            .collect();
        let facts = [
            (words.worth_taken_format(), Some(taken.format.replace('_', " "))),
            (words.worth_taken_preset(), taken.preset.clone()),
            (words.worth_taken_encoding(), taken.encoding.clone()),
            (words.worth_taken_delimiter(), taken.delimiter.clone()),
            (
                words.worth_taken_header(),
                taken
                    .header
                    .map(|header| if header { words.worth_taken_yes() } else { words.worth_taken_no() }),
            ),
            (words.worth_taken_decimal(), taken.decimal.clone()),
            (words.worth_taken_dates(), taken.date_format.clone()),
            (words.worth_taken_columns(), (!columns.is_empty()).then(|| columns.join(", "))),
            (words.worth_taken_rows(), Some(words.number(taken.rows))),
        ];
        let said = facts.into_iter().filter_map(|(name, value)| Some((name, value?)));
        Self { name, facts: said.collect(), notes: all_said(words, &taken.notes) }
    }
}
