//! What was taken from the files, what was set aside and why, and what a reader must know.

use askama::Template;
use domain::Reason;
use domain::worth::{Report, Taken};

use crate::format;

/// How the input was understood.
#[derive(Template)]
#[template(path = "worth/taken.html")]
pub(crate) struct TakenSection {
    orders: String,
    files: Vec<File>,
    refused: Vec<Refused>,
    refused_total: String,
    notes: Vec<String>,
}

/// How one file was understood.
pub(crate) struct File {
    pub name: String,
    pub facts: Vec<(&'static str, String)>,
    pub notes: Vec<String>,
}

/// Rows set aside for one reason.
pub(crate) struct Refused {
    pub sentence: String,
    pub rows: String,
}

impl Refused {
    pub(crate) fn new(sentence: &str, rows: u64) -> Self {
        Self { sentence: sentence.to_owned(), rows: format::count(rows) }
    }
}

impl TakenSection {
    pub(crate) fn new(report: &Report) -> Self {
        let refused = report.refused.iter().filter(|&(_, &rows)| rows > 0);
        let mut refused: Vec<(&String, u64)> = refused.map(|(code, &rows)| (code, rows)).collect();
        refused.sort_by_key(|&(_, rows)| std::cmp::Reverse(rows));
        let total: u64 = refused.iter().map(|&(_, rows)| rows).sum();
        Self {
            orders: orders(report),
            files: report
                .taken
                .iter()
                .map(|taken| File::new(taken, base_name(&taken.file).to_owned()))
                .collect(),
            refused: refused
                .into_iter()
                .map(|(code, rows)| Refused {
                    sentence: sentence_of(code).to_owned(),
                    rows: format::count(rows),
                })
                .collect(),
            refused_total: format::plural(total, "row was", "rows were"),
            notes: report.notes.clone(),
        }
    }
}

/// The last part of a path: a report may be mailed, and folders are nobody else's business.
fn base_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

fn orders(report: &Report) -> String {
    let orders = &report.orders;
    if orders.rows == 0 {
        return "No row could be counted as an order.".to_owned();
    }
    let refunds = match orders.refunds {
        0 => String::new(),
        refunds => format!(", {} taken off", format::plural(refunds, "refund", "refunds")),
    };
    format!(
        "{} made {} on {} of purchase, from {} to {}{refunds}.",
        format::plural(orders.rows, "row", "rows"),
        format::plural(orders.total, "order", "orders"),
        format::plural(orders.purchase_days, "day", "days"),
        format::day(orders.first_day),
        format::day(orders.last_day),
    )
}

fn sentence_of(code: &str) -> &str {
    Reason::ALL.iter().find(|reason| reason.code() == code).map_or(code, |reason| reason.sentence())
}

impl File {
    /// Under the name its owner knows it by.
    pub(crate) fn new(taken: &Taken, name: String) -> Self {
        let columns: Vec<String> =
            taken.columns.iter().map(|(role, column)| format!("{role} = {column}")).collect();
        let facts = [
            ("Format", Some(taken.format.replace('_', " "))),
            ("Preset", taken.preset.clone()),
            ("Encoding", taken.encoding.clone()),
            ("Separated by", taken.delimiter.clone()),
            ("Header row", taken.header.map(|header| if header { "yes" } else { "no" }.to_owned())),
            ("Decimal mark", taken.decimal.clone()),
            ("Dates", taken.date_format.clone()),
            ("Columns", (!columns.is_empty()).then(|| columns.join(", "))),
            ("Rows read", Some(format::count(taken.rows))),
        ];
        let said = facts.into_iter().filter_map(|(name, value)| Some((name, value?)));
        Self { name, facts: said.collect(), notes: taken.notes.clone() }
    }
}
