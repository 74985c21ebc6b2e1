//! The placeholders people write into letters: `{{ first_name }}`, a fallback with
//! `{{ first_name|default("friend") }}`, and `{% if certificate_code %}…{% else %}…{% endif %}`.
//! Nothing else is let through to the engine: no loop, call, arithmetic or other name.

use std::collections::BTreeMap;

use domain::letters::{BODY_BYTES_MAX, Wrong};
use minijinja::{AutoEscape, Environment, ErrorKind, UndefinedBehavior};

/// Steps the engine may take; a template of the largest size takes fewer.
const FUEL: u64 = 100_000;
/// How alike a name must be to be meant.
const ALIKE: f64 = 0.75;
const STATEMENTS: [&str; 4] = ["if", "elif", "else", "endif"];
const WORDS: [&str; 6] = ["default", "not", "and", "or", "else", "if"];

/// What is wrong with a template, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{wrong}")]
pub struct TemplateError {
    /// In which line, from 1.
    pub line: usize,
    /// What.
    pub wrong: Wrong,
}

/// What the values become a part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Into {
    /// One line of plain text.
    Line,
    /// Markdown, in which no value is a mark.
    Markdown,
}

fn line_of(source: &str, at: usize) -> usize {
    source[..at].matches('\n').count() + 1
}

/// A piece of what stands between the marks of a tag.
#[derive(Clone, Debug, PartialEq)]
enum Token<'a> {
    Name(&'a str),
    Text,
    Sign(&'a str),
}

/// Reads the inside of a tag; the first thing that is not let through is an error.
fn tokens(inside: &str) -> Result<Vec<Token<'_>>, Wrong> {
    let mut found = Vec::new();
    let mut rest = inside.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            'a'..='z' | 'A'..='Z' | '_' => {
                let word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
                let length = rest.find(|c| !word(c)).unwrap_or(rest.len());
                found.push(Token::Name(&rest[..length]));
                length
            }
            '"' | '\'' => {
                let end = rest[1..]
                    .find(first)
                    .ok_or_else(|| Wrong::Syntax("a quotation mark is missing".into()))?;
                if rest[1..=end].contains('\\') {
                    return Err(Wrong::Forbidden("\\".into()));
                }
                found.push(Token::Text);
                end + 2
            }
            '|' | '(' | ')' => {
                found.push(Token::Sign(&rest[..1]));
                1
            }
            '=' | '!' if rest[1..].starts_with('=') => {
                found.push(Token::Sign(&rest[..2]));
                2
            }
            other => return Err(Wrong::Forbidden(other.to_string())),
        };
        rest = rest[length..].trim_start();
    }
    Ok(found)
}

/// Every tag: where it begins, its opening mark, and what stands in it.
fn tags(source: &str) -> Result<Vec<(usize, &str, &str)>, TemplateError> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(begins) = source[at..].find('{').map(|found| at + found) {
        let open = source.get(begins..begins + 2).unwrap_or_default();
        let close = match open {
            "{{" => "}}",
            "{%" => "%}",
            "{#" => "#}",
            _ => {
                at = begins + 1;
                continue;
            }
        };
        let Some(length) = source[begins + 2..].find(close) else {
            let wrong = Wrong::Syntax(format!("'{open}' is never closed by '{close}'"));
            return Err(TemplateError { line: line_of(source, begins), wrong });
        };
        found.push((begins, open, &source[begins + 2..begins + 2 + length]));
        at = begins + length + 4;
    }
    Ok(found)
}

fn nearest(name: &str, names: &[&str]) -> Option<String> {
    let alike = |known: &&&str| strsim::jaro_winkler(&name.to_ascii_lowercase(), known);
    let best = names.iter().max_by(|a, b| alike(a).total_cmp(&alike(b)))?;
    (alike(&best) >= ALIKE).then(|| (*best).to_owned())
}

fn check_tag(open: &str, inside: &str, names: &[&str]) -> Result<(), Wrong> {
    if open == "{#" {
        return Ok(());
    }
    let inside = inside.strip_prefix('-').unwrap_or(inside);
    let read = tokens(inside.strip_suffix('-').unwrap_or(inside))?;
    let mut rest = read.as_slice();
    if open == "{%" {
        match rest.split_first() {
            Some((Token::Name(word), after)) if STATEMENTS.contains(word) => rest = after,
            Some((Token::Name(word), _)) => return Err(Wrong::Forbidden((*word).to_owned())),
            _ => return Err(Wrong::Syntax("an empty {% %}".into())),
        }
    }
    let mut filter = false;
    for token in rest {
        let name = match token {
            Token::Name(name) => *name,
            Token::Sign(sign) => {
                filter = *sign == "|";
                continue;
            }
            Token::Text => continue,
        };
        let known =
            if filter { name == "default" } else { names.contains(&name) || WORDS[1..].contains(&name) };
        if filter && !known {
            return Err(Wrong::Forbidden(name.to_owned()));
        }
        if !known {
            return Err(Wrong::Unknown { name: name.to_owned(), nearest: nearest(name, names) });
        }
        filter = false;
    }
    Ok(())
}

fn engine<'a>(into: Into) -> Environment<'a> {
    let mut engine = Environment::new();
    engine.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    engine.set_fuel(Some(FUEL));
    engine.set_auto_escape_callback(|_| AutoEscape::None);
    engine.set_formatter(move |out, _, value| {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        Ok(out.write_str(&plain(&text, into))?)
    });
    engine
}

/// A value as it may stand: in one line, without marks that turn the direction of what follows, and
/// in Markdown with every sign that could be a mark made a plain one.
fn plain(value: &str, into: Into) -> String {
    let mut out = String::with_capacity(value.len() + 8);
    for letter in value.chars() {
        match letter {
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            '\u{2028}' | '\u{2029}' => out.push(' '),
            control if control.is_control() => out.push(' '),
            mark if into == Into::Markdown && mark.is_ascii_punctuation() => out.extend(['\\', mark]),
            other => out.push(other),
        }
    }
    out
}

fn said(source: &str, error: &minijinja::Error) -> TemplateError {
    let line = error.line().unwrap_or(1).clamp(1, source.lines().count().max(1));
    let wrong = match error.kind() {
        ErrorKind::OutOfFuel => Wrong::TooLong,
        _ => Wrong::Syntax(error.detail().unwrap_or("it is not a whole").trim_end_matches('.').to_owned()),
    };
    TemplateError { line, wrong }
}

/// Holds a template to what may stand in it, and to the names there are.
///
/// # Errors
/// The first thing that is wrong.
pub fn check(source: &str, names: &[&str]) -> Result<(), TemplateError> {
    if source.len() > BODY_BYTES_MAX {
        return Err(TemplateError { line: 1, wrong: Wrong::TooLong });
    }
    for (at, open, inside) in tags(source)? {
        check_tag(open, inside, names).map_err(|wrong| TemplateError { line: line_of(source, at), wrong })?;
    }
    engine(Into::Line).template_from_str(source).map_err(|error| said(source, &error))?;
    Ok(())
}

/// Fills the placeholders; a value of `None` is lacking, and printing it is an error.
///
/// # Errors
/// As [`check`], and where a value is printed that this reader lacks.
pub fn fill(
    source: &str,
    values: &BTreeMap<&str, Option<String>>,
    into: Into,
) -> Result<String, TemplateError> {
    let names: Vec<&str> = values.keys().copied().collect();
    check(source, &names)?;
    let there: BTreeMap<String, String> =
        values.iter().filter_map(|(name, value)| Some(((*name).to_owned(), value.clone()?))).collect();
    let engine = engine(into);
    let template = engine.template_from_str(source).map_err(|error| said(source, &error))?;
    let filled = template.render(&there).map_err(|error| {
        let mut wrong = said(source, &error);
        if error.kind() == ErrorKind::UndefinedError {
            let lacking = lacking(source, wrong.line, values);
            wrong.wrong = Wrong::Lacking(lacking.unwrap_or_default().to_owned());
        }
        wrong
    })?;
    if filled.len() > BODY_BYTES_MAX {
        return Err(TemplateError { line: 1, wrong: Wrong::TooLong });
    }
    Ok(filled)
}

/// The first name in a line that this reader lacks.
fn lacking<'a>(source: &'a str, line: usize, values: &BTreeMap<&str, Option<String>>) -> Option<&'a str> {
    let tags = tags(source).ok()?;
    let here = tags.into_iter().filter(|(at, open, _)| *open == "{{" && line_of(source, *at) == line);
    let mut names = here.filter_map(|(_, _, inside)| {
        tokens(inside.trim_matches('-')).ok()?.into_iter().find_map(|token| match token {
            Token::Name(name) => Some(name),
            _ => None,
        })
    });
    names.find(|name| values.get(name).is_some_and(Option::is_none))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 3] = ["first_name", "certificate_code", "company"];

    fn values() -> BTreeMap<&'static str, Option<String>> {
        let mut values: BTreeMap<_, _> = NAMES.into_iter().map(|name| (name, None)).collect();
        values.insert("company", Some("Café *Nord*".into()));
        values
    }

    fn wrong(source: &str) -> Wrong {
        check(source, &NAMES).unwrap_err().wrong
    }

    #[test]
    fn a_letter_says_what_the_reader_has_and_what_else_where_they_have_not() {
        let source = "Dear {{ first_name|default(\"friend\") }} of {{ company }}{% if certificate_code %}!{% else %}.{% endif %}";
        assert_eq!(fill(source, &values(), Into::Line).unwrap(), "Dear friend of Café *Nord*.");
        assert_eq!(fill("{{ company }}", &values(), Into::Markdown).unwrap(), "Café \\*Nord\\*");
    }

    #[test]
    fn what_a_reader_lacks_is_an_error_and_never_a_gap() {
        let found = fill("Hello\nDear {{ company }}, {{ first_name }}", &values(), Into::Line).unwrap_err();
        assert_eq!(found, TemplateError { line: 2, wrong: Wrong::Lacking("first_name".into()) });
    }

    #[test]
    fn an_unknown_name_is_told_with_the_nearest_there_is() {
        let found = check("\n\n{{ firstname }}", &NAMES).unwrap_err();
        assert_eq!(found.line, 3);
        assert_eq!(found.to_string(), "There is no placeholder 'firstname'; do you mean 'first_name'?");
        assert_eq!(wrong("{{ zzz }}"), Wrong::Unknown { name: "zzz".into(), nearest: None });
        assert!(matches!(wrong("{{ company.__class__ }}"), Wrong::Unknown { .. }));
    }

    #[test]
    fn nothing_but_names_defaults_and_conditions_is_let_through() {
        for hostile in [
            "{% for x in company %}{{ x }}{% endfor %}",
            "{% set a = company %}",
            "{{ company * 1000000000 }}",
            "{{ company ~ company }}",
            "{{ range(1000000000) }}",
            "{{ company|upper }}",
            "{{ company[0] }}",
            "{{ 7 }}",
            "{% include 'x' %}",
            "{% macro a() %}{% endmacro %}",
            "{{ {} }}",
            "{{ \"a\\u0041\" }}",
            "{% %}",
            "{{ company",
            "{% if company %}",
            "{% endif %}",
            "{{ }}",
        ] {
            assert!(check(hostile, &NAMES).is_err(), "{hostile}");
        }
    }

    #[test]
    fn what_is_too_long_is_refused_before_it_is_and_after_it_was_filled() {
        assert_eq!(wrong(&"x".repeat(10 << 20)), Wrong::TooLong);
        let long = BTreeMap::from([("company", Some("x".repeat(1_000)))]);
        let found = fill(&"{{ company }}".repeat(100), &long, Into::Line).unwrap_err();
        assert_eq!(found.wrong, Wrong::TooLong);
    }

    #[test]
    fn a_hostile_value_is_neither_a_mark_nor_a_line_nor_a_turn() {
        let hostile = "[x](https://evil.example)\r\n# <script> \u{202e}`*_ {{ first_name }}";
        let values = BTreeMap::from([("company", Some(hostile.to_owned()))]);
        let filled = fill("{{ company }}", &values, Into::Markdown).unwrap();
        assert!(filled.starts_with("\\[x\\]\\(https\\:"), "{filled}");
        assert!(!filled.contains(['\r', '\n', '\u{202e}']));
        let line = fill("{{ company }}", &values, Into::Line).unwrap();
        assert!(line.contains("{{ first_name }}") && !line.contains(['\r', '\n']));
    }
}
