//! The answer as a terminal shows it.

use domain::recommendation::{Report, Suggested, Suggestion, Tested, called};

use crate::report::terminal::figures::{aside, taken};
use crate::words::{count, cut, heading, number, percent, table};

/// Customers shown; the files hold all.
const SHOWN: usize = 5;

/// The whole summary, ending with a line break.
pub fn render(report: &Report, suggested: &[Suggested]) -> String {
    let parts =
        [headline(report), taken(&report.taken), tested(report), people(suggested), aside(&report.refused)];
    let mut page = String::new();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        page.push_str(part);
        page.push('\n');
    }
    page
}

fn headline(report: &Report) -> String {
    let why = match report.why.as_str() {
        "better" => "it foretold clearly more than what is popular",
        "nothing_better" => "nothing foretold clearly more than what is popular",
        _ => "history is too short, or too few bought something new, to test anything better",
    };
    format!(
        "{} people bought {} products, {} each on average, {} to {}.\n{} suggests: {why}.\n",
        count(report.people),
        count(report.products),
        number(report.products_of_person, 1),
        report.first_day,
        report.last_day,
        title(&report.method),
    )
}

fn title(method: &str) -> &str {
    match method {
        "ease" => "EASE",
        "item_item" => "Item-item",
        _ => "Popularity",
    }
}

fn tested(report: &Report) -> String {
    let Some(test) = &report.test else { return String::new() };
    let row = |one: &Tested| {
        let interval = |share: domain::worth::Estimate| {
            format!("{} ({} to {})", number(share.value, 4), number(share.low, 4), number(share.high, 4))
        };
        vec![title(&one.method).to_owned(), interval(one.recall), interval(one.ndcg), percent(one.coverage)]
    };
    let rows: Vec<Vec<String>> = test.methods.iter().map(row).collect();
    let header = ["Test", "recall@10", "NDCG@10", "products suggested"];
    heading(&format!(
        "Fitted until {}, asked for the first purchases of {} people until {}",
        test.until,
        count(test.people),
        test.end
    )) + &table(&header, &rows)
}

fn people(suggested: &[Suggested]) -> String {
    let shown = suggested.iter().filter(|one| !one.suggestions.is_empty()).take(SHOWN);
    let mut part = heading("Suggested");
    for one in shown {
        part.push_str(&format!("  {}\n", cut(&one.customer, 60)));
        part.extend(one.suggestions.iter().map(line));
    }
    let rest = suggested.len().saturating_sub(SHOWN);
    if rest > 0 {
        part.push_str(&format!("  and {} more; --out writes all, --json prints them.\n", count(rest as u64)));
    }
    part
}

fn line(suggestion: &Suggestion) -> String {
    let name = |name: &str, product: &str| cut(called(name, product), 40);
    let reason = match suggestion.because.as_slice() {
        [] => format!("{} bought it of late", count(suggestion.lately.into())),
        [first, rest @ ..] => {
            let second =
                rest.first().map(|two| format!(" and {}", name(&two.name, &two.product))).unwrap_or_default();
            format!(
                "they have {}{second}; {} of {} with the first have both",
                name(&first.name, &first.product),
                count(first.together.into()),
                count(first.buyers.into())
            )
        }
    };
    format!("    {:<40}  {reason}\n", name(&suggestion.name, &suggestion.product))
}
