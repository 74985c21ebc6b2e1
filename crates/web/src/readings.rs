//! Why a file can't be read, in the reader's language.

use adapters::files::{Found, Header, Problem, Role};
use listen::import::{Error, Stopped};
use locales::Words;

use crate::pages::import_columns::title_named;

/// What stops an import that somebody waits for.
pub(crate) fn failed(words: Words, error: &Error) -> String {
    match error {
        Error::Read(error) => said(words, &error.problem),
        other => {
            tracing::error!(error = %other, "an import could not be looked at");
            words.fault_internal_say()
        }
    }
}

/// What stopped an import, as it was kept; `tidied` takes our folders out of an old sentence.
pub(crate) fn stopped(words: Words, kept: &str, tidied: impl Fn(&str) -> String) -> String {
    match Stopped::of(kept) {
        Stopped::File(problem) => said(words, &problem),
        Stopped::Said(sentence) => tidied(&sentence),
    }
}

fn said(words: Words, problem: &Problem) -> String {
    match problem {
        Problem::NoFile => words.reading_no_file(),
        Problem::NotAllowed => words.reading_not_allowed(),
        Problem::Folder => words.reading_folder(),
        Problem::EndsTooEarly => words.reading_ends_too_early(),
        Problem::Damaged(_) => words.reading_damaged(),
        Problem::Stopped(why) => words.reading_stopped(why.as_str()),
        Problem::Empty => words.imports_empty_file(),
        Problem::NoRows => words.reading_no_rows(),
        Problem::NoTable(found) => no_table(words, *found),
        Problem::TooWide(most) => words.reading_too_wide(words.number(*most as u64)),
        Problem::JsonList => words.reading_json_list(),
        Problem::NoObject => words.reading_no_object(),
        Problem::ParquetInGzip => words.reading_parquet_in_gzip(),
        Problem::PlainColumns { found, most } => {
            words.reading_plain_columns(words.number(*found as u64), words.number(*most as u64))
        }
        Problem::ParquetDamaged(_) => words.reading_parquet_damaged(),
        Problem::Missing { .. }
        | Problem::NoColumn { .. }
        | Problem::NoColumnNumber { .. }
        | Problem::ColumnTwice { .. }
        | Problem::NoDate { .. } => column(words, problem),
        Problem::NoPreset(name, _) => words.reading_no_preset(name.as_str()),
        Problem::Told(sentence) => sentence.clone(),
    }
}

fn no_table(words: Words, found: Found) -> String {
    match found {
        Found::Zip => words.reading_zip(),
        Found::OldSheet => words.reading_old_sheet(),
        Found::Pdf => words.reading_pdf(),
        Found::Database => words.reading_database(),
        Found::Zstd => words.reading_zstd(),
        Found::Bytes => words.reading_bytes(),
    }
}

/// What is wrong with a column.
fn column(words: Words, problem: &Problem) -> String {
    let title = |role: &Role| title_named(words, role.name());
    match problem {
        Problem::Missing { what, columns } => {
            let missing = match what {
                Role::Customer => words.reading_no_customer(),
                Role::Date => words.reading_no_date(),
                Role::Product => words.reading_no_product(),
                _ => words.reading_no_amount(),
            };
            with_columns(words, missing, columns)
        }
        Problem::NoColumn { role, named, columns } => {
            with_columns(words, words.reading_no_column(named.as_str(), title(role)), columns)
        }
        Problem::NoColumnNumber { role, number, count } => words.reading_no_column_number(
            words.number(*number as u64),
            title(role),
            words.number(*count as u64),
        ),
        Problem::ColumnTwice { named, numbers, .. } => {
            let numbers: Vec<String> = numbers.iter().map(|number| words.number(*number as u64)).collect();
            words.reading_column_twice(named.as_str(), words.list(&numbers))
        }
        Problem::NoDate { column, value } => words.reading_not_a_date(column.as_str(), value.as_str()),
        other => other.to_string(),
    }
}

/// With the columns there are to choose from.
fn with_columns(words: Words, sentence: String, columns: &Header) -> String {
    if columns.names.is_empty() {
        return format!("{sentence} {}", words.reading_no_header(words.number(columns.count as u64)));
    }
    let rest = columns.count.saturating_sub(columns.names.len());
    let names = words.list(&columns.names);
    let names = if rest == 0 { names } else { words.reading_and_more(names, words.number(rest as u64)) };
    format!("{sentence} {}", words.reading_columns(names))
}
