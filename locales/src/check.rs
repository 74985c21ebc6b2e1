//! Reads the messages of every language and holds them against English. The build runs it and
//! makes the methods of `Words` from what it answers; tests run it on broken messages.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast;
use fluent_syntax::parser;

/// A file of messages.
pub struct Source {
    /// The language's tag, the name of its folder.
    pub language: &'static str,
    /// The file's name within the folder.
    pub file: String,
    /// What it holds.
    pub text: String,
}

/// A message every language has.
#[derive(Debug, PartialEq)]
pub struct Message {
    /// Its name, in words joined by hyphens.
    pub id: String,
    /// Its variables, in the order in which English names them first.
    pub variables: Vec<String>,
    /// The English.
    pub english: String,
}

/// A message of one language, as far as it matters to the others.
struct Found {
    file: String,
    variables: Vec<String>,
    english: String,
}

/// The languages that messages are written in. English is what the others are held against.
pub const LANGUAGES: [&str; 5] = ["en", "lv", "fa", "ru", "fi"];

/// The messages, or a sentence for everything that is wrong with them.
///
/// # Errors
/// The sentences, each with language, file and message.
pub fn messages(sources: &[Source]) -> Result<Vec<Message>, Vec<String>> {
    let mut wrong = Vec::new();
    let mut read: BTreeMap<&str, BTreeMap<String, Found>> = BTreeMap::new();
    for source in sources {
        let found = read.entry(source.language).or_default();
        messages_of(source, found, &mut wrong);
    }
    let english = read.remove("en").unwrap_or_default();
    for language in LANGUAGES.iter().filter(|language| **language != "en") {
        let theirs = read.remove(language).unwrap_or_default();
        compare(language, &english, &theirs, &mut wrong);
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let message =
        |(id, found): (String, Found)| Message { id, variables: found.variables, english: found.english };
    Ok(english.into_iter().map(message).collect())
}

fn compare(
    language: &str,
    english: &BTreeMap<String, Found>,
    theirs: &BTreeMap<String, Found>,
    wrong: &mut Vec<String>,
) {
    for (id, model) in english {
        let Some(found) = theirs.get(id) else {
            let file = &model.file;
            wrong.push(format!("{language}/{file} has no message '{id}', which en/{file} has."));
            continue;
        };
        let set = |found: &Found| found.variables.iter().cloned().collect::<BTreeSet<_>>();
        let (ours, of_english) = (set(found), set(model));
        for name in of_english.difference(&ours) {
            wrong.push(format!("{language}/{}: '{id}' never says ${name}, as English does.", found.file));
        }
        for name in ours.difference(&of_english) {
            wrong.push(format!(
                "{language}/{}: '{id}' asks for ${name}, which English does not have.",
                found.file
            ));
        }
    }
    for (id, found) in theirs.iter().filter(|(id, _)| !english.contains_key(*id)) {
        wrong.push(format!("{language}/{} has a message '{id}', which English does not have.", found.file));
    }
}

fn messages_of(source: &Source, found: &mut BTreeMap<String, Found>, wrong: &mut Vec<String>) {
    let place = format!("{}/{}", source.language, source.file);
    let resource = match parser::parse(source.text.as_str()) {
        Ok(resource) => resource,
        Err((resource, errors)) => {
            for error in errors {
                let line = source.text[..error.pos.start.min(source.text.len())].lines().count().max(1);
                wrong.push(format!("{place}, line {line}: {error}."));
            }
            resource
        }
    };
    for entry in &resource.body {
        let ast::Entry::Message(message) = entry else { continue };
        let id = message.id.name;
        if !id.chars().all(|c| matches!(c, 'a'..='z' | '0'..='9' | '-')) {
            wrong.push(format!("{place}: '{id}' is to be written in small letters and hyphens."));
        }
        let Some(pattern) = message.value.as_ref().filter(|_| message.attributes.is_empty()) else {
            wrong.push(format!("{place}: '{id}' is to have a text and no attributes."));
            continue;
        };
        let mut reading = Reading { language: source.language, ..Reading::default() };
        reading.pattern(pattern);
        wrong.extend(reading.wrong.into_iter().map(|what| format!("{place}: '{id}' {what}.")));
        let english = fluent_text(pattern);
        let file = source.file.clone();
        let new = Found { file, variables: reading.variables, english };
        if let Some(before) = found.insert(id.to_owned(), new) {
            wrong.push(format!("{place}: '{id}' is in {}/{} already.", source.language, before.file));
        }
    }
}

/// The text of a pattern as its author wrote it, for the doc comment of its method.
fn fluent_text(pattern: &ast::Pattern<&str>) -> String {
    let element = |element: &ast::PatternElement<&str>| match element {
        ast::PatternElement::TextElement { value } => (*value).to_owned(),
        ast::PatternElement::Placeable { expression } => match expression {
            ast::Expression::Inline(inline) => inline_text(inline),
            ast::Expression::Select { variants, .. } => {
                let default = variants.iter().find(|variant| variant.default);
                default.map(|variant| fluent_text(&variant.value)).unwrap_or_default()
            }
        },
    };
    pattern.elements.iter().map(element).collect()
}

fn inline_text(inline: &ast::InlineExpression<&str>) -> String {
    match inline {
        ast::InlineExpression::VariableReference { id } => format!("{{${}}}", id.name),
        ast::InlineExpression::StringLiteral { value } => (*value).to_owned(),
        ast::InlineExpression::TermReference { id, .. } => format!("{{-{}}}", id.name),
        _ => String::new(),
    }
}

/// What a pattern names, gathered on the way through it.
#[derive(Default)]
struct Reading {
    language: &'static str,
    variables: Vec<String>,
    wrong: Vec<String>,
}

impl Reading {
    fn pattern(&mut self, pattern: &ast::Pattern<&str>) {
        for element in &pattern.elements {
            if let ast::PatternElement::Placeable { expression } = element {
                self.expression(expression);
            }
        }
    }

    fn expression(&mut self, expression: &ast::Expression<&str>) {
        match expression {
            ast::Expression::Inline(inline) => self.inline(inline),
            ast::Expression::Select { selector, variants } => {
                self.inline(selector);
                self.plurals(variants);
                for variant in variants {
                    self.pattern(&variant.value);
                }
            }
        }
    }

    /// A choice by number has every form the language has (CLDR plural rules of whole numbers).
    fn plurals(&mut self, variants: &[ast::Variant<&str>]) {
        let needed: &[&str] = match self.language {
            "en" | "fi" => &["one", "other"],
            "lv" => &["zero", "one", "other"],
            "ru" => &["one", "few", "many", "other"],
            _ => &["other"],
        };
        let named: Vec<&str> = variants
            .iter()
            .filter_map(|variant| match variant.key {
                ast::VariantKey::Identifier { name } => Some(name),
                ast::VariantKey::NumberLiteral { .. } => None,
            })
            .collect();
        let by_number = named.iter().any(|name| ["zero", "one", "two", "few", "many"].contains(name));
        for form in needed.iter().filter(|form| by_number && !named.contains(*form)) {
            self.wrong.push(format!("has no form [{form}] where it chooses by number"));
        }
    }

    fn inline(&mut self, inline: &ast::InlineExpression<&str>) {
        match inline {
            ast::InlineExpression::VariableReference { id } => {
                if !self.variables.iter().any(|known| known == id.name) {
                    self.variables.push(id.name.to_owned());
                }
            }
            ast::InlineExpression::FunctionReference { id, .. } => {
                self.wrong.push(format!("calls {}, and there are no functions", id.name));
            }
            ast::InlineExpression::MessageReference { id, .. } => {
                self.wrong.push(format!("leans on the message '{}'; write it whole", id.name));
            }
            ast::InlineExpression::Placeable { expression } => self.expression(expression),
            ast::InlineExpression::StringLiteral { .. }
            | ast::InlineExpression::NumberLiteral { .. }
            | ast::InlineExpression::TermReference { .. } => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(lines: &[(&'static str, &str)]) -> Vec<String> {
        let source = |&(language, text): &(&'static str, &str)| Source {
            language,
            file: "a.ftl".to_owned(),
            text: text.to_owned(),
        };
        messages(&lines.iter().map(source).collect::<Vec<_>>()).err().unwrap_or_default()
    }

    const WHOLE: [(&str, &str); 5] = [
        ("en", "a-b = { $name } has { $count }\n"),
        ("lv", "a-b = { $name }: { $count }\n"),
        ("fa", "a-b = { $count } { $name }\n"),
        ("ru", "a-b = { $name }: { $count }\n"),
        ("fi", "a-b = { $name }: { $count }\n"),
    ];

    fn with(language: &str, text: &'static str) -> Vec<String> {
        let mut lines = WHOLE;
        for line in lines.iter_mut().filter(|line| line.0 == language) {
            line.1 = text;
        }
        wrong(&lines)
    }

    #[test]
    fn variables_come_in_the_order_of_english() {
        let sources =
            WHOLE.map(|(language, text)| Source { language, file: "a.ftl".into(), text: text.into() });
        let found = messages(&sources).unwrap();
        assert_eq!(found[0].variables, ["name", "count"]);
        assert_eq!(found[0].english, "{$name} has {$count}");
    }

    #[test]
    fn a_message_or_variable_too_few_or_too_many_is_said_in_a_sentence() {
        assert_eq!(with("ru", "\n"), ["ru/a.ftl has no message 'a-b', which en/a.ftl has."]);
        assert_eq!(with("fi", "a-b = { $name }\n"), ["fi/a.ftl: 'a-b' never says $count, as English does."]);
        assert_eq!(
            with("fa", "a-b = { $name } { $count } { $nmae }\n"),
            ["fa/a.ftl: 'a-b' asks for $nmae, which English does not have."]
        );
        assert_eq!(
            with("lv", "a-b = { $name } { $count }\na-c = x\n"),
            ["lv/a.ftl has a message 'a-c', which English does not have."]
        );
    }

    #[test]
    fn a_form_of_the_plural_that_is_wanting_is_named() {
        let said = with("ru", "a-b = { $name } { $count ->\n [one] x\n [few] y\n *[other] z\n }\n");
        assert_eq!(said, ["ru/a.ftl: 'a-b' has no form [many] where it chooses by number."]);
    }

    #[test]
    fn what_cannot_be_read_or_stands_twice_is_named_with_its_line() {
        assert!(with("lv", "a-b = { $name } { $count }\na-d = { $x\n")[0].starts_with("lv/a.ftl, line "));
        let twice = with("fi", "a-b = { $name } { $count }\na-b = { $name } { $count }\n");
        assert_eq!(twice, ["fi/a.ftl: 'a-b' is in fi/a.ftl already."]);
        assert_eq!(
            with("en", "a-b = { $name } { $count } { a-c }\n"),
            ["en/a.ftl: 'a-b' leans on the message 'a-c'; write it whole."]
        );
    }
}
