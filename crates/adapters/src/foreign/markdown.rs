//! The calm part of Markdown (CommonMark): paragraphs, headings, lists, quotations, emphasis, links
//! and rules, as a flat list for whoever sets it. HTML in it is text; pictures become their words,
//! so that a letter loads nothing from anywhere.

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

/// What may stand in what, at most so deep; deeper marks are left out, their text stays.
const DEPTH_MAX: usize = 12;
/// Where links may lead.
const SCHEMES: [&str; 4] = ["https:", "http:", "mailto:", "tel:"];

/// A part of a text, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Something begins.
    Open(Mark),
    /// It ends.
    Close(Mark),
    /// Words.
    Text(String),
    /// A new line within a paragraph.
    Break,
    /// A line across.
    Rule,
}

/// What can begin and end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A paragraph.
    Paragraph,
    /// A heading, of level 1 to 3.
    Heading(u8),
    /// A list; numbered from here on where it has a number.
    List(Option<u64>),
    /// A line of a list.
    Item,
    /// A quotation.
    Quote,
    /// Important.
    Strong,
    /// Stressed.
    Emphasis,
    /// A link to an address.
    Link(String),
}

fn level(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        _ => 3,
    }
}

fn mark(tag: &Tag<'_>) -> Option<Mark> {
    Some(match tag {
        Tag::Paragraph | Tag::CodeBlock(_) | Tag::HtmlBlock => Mark::Paragraph,
        Tag::Heading { level: of, .. } => Mark::Heading(level(*of)),
        Tag::List(from) => Mark::List(*from),
        Tag::Item => Mark::Item,
        Tag::BlockQuote(_) => Mark::Quote,
        Tag::Strong => Mark::Strong,
        Tag::Emphasis => Mark::Emphasis,
        Tag::Link { dest_url, .. } => {
            let to = dest_url.trim();
            let known = |scheme: &&str| {
                to.get(..scheme.len()).is_some_and(|begins| begins.eq_ignore_ascii_case(scheme))
            };
            let plain = !to.chars().any(|letter| letter.is_control() || letter == ' ');
            let leads = plain && SCHEMES.iter().any(known);
            return leads.then(|| Mark::Link(to.to_owned()));
        }
        _ => return None,
    })
}

/// Reads a text. Everything can be read.
#[must_use]
pub fn read(source: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut open: Vec<Option<Mark>> = Vec::new();
    for event in Parser::new(source) {
        match event {
            Event::Start(tag) => {
                let deep = open.iter().flatten().count() >= DEPTH_MAX;
                let mark = mark(&tag).filter(|_| !deep);
                pieces.extend(mark.clone().map(Piece::Open));
                open.push(mark);
            }
            Event::End(TagEnd::HtmlBlock | TagEnd::CodeBlock) => {
                if let Some(Piece::Text(last)) = pieces.last_mut() {
                    last.truncate(last.trim_end().len());
                }
                pieces.extend(open.pop().flatten().map(Piece::Close));
            }
            Event::End(_) => pieces.extend(open.pop().flatten().map(Piece::Close)),
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                match pieces.last_mut() {
                    Some(Piece::Text(last)) => last.push_str(&text),
                    _ => pieces.push(Piece::Text(text.into_string())),
                }
            }
            Event::SoftBreak => pieces.push(Piece::Text(" ".into())),
            Event::HardBreak => pieces.push(Piece::Break),
            Event::Rule => pieces.push(Piece::Rule),
            _ => {}
        }
    }
    pieces
}

/// The same as plain text, for readers that show no HTML.
#[must_use]
pub fn plain(pieces: &[Piece]) -> String {
    let mut out = String::new();
    // The number the next line of each open list has.
    let mut lists: Vec<Option<u64>> = Vec::new();
    let mut quotes = 0;
    let gap = |out: &mut String, quotes: usize, lines: usize| {
        out.truncate(out.trim_end_matches(['\n', ' ']).len());
        if !out.is_empty() {
            out.push_str(&"\n".repeat(lines));
        }
        out.push_str(&"> ".repeat(quotes));
    };
    let mut after_item = false;
    for piece in pieces {
        match piece {
            Piece::Open(Mark::Paragraph | Mark::Heading(_)) if !after_item => gap(&mut out, quotes, 2),
            Piece::Open(Mark::Quote) => quotes += 1,
            Piece::Open(Mark::List(from)) => lists.push(*from),
            Piece::Open(Mark::Item) => {
                let lines = if lists.len() > 1 || last_is_item(&out) { 1 } else { 2 };
                gap(&mut out, quotes, lines);
                out.push_str(&"  ".repeat(lists.len().saturating_sub(1)));
                match lists.last_mut() {
                    Some(Some(number)) => {
                        out.push_str(&format!("{number}. "));
                        *number += 1;
                    }
                    _ => out.push_str("- "),
                }
            }
            Piece::Close(Mark::Quote) => quotes = quotes.saturating_sub(1),
            Piece::Close(Mark::List(_)) => {
                lists.pop();
            }
            Piece::Close(Mark::Link(to)) => {
                let address = to.strip_prefix("mailto:").or_else(|| to.strip_prefix("tel:")).unwrap_or(to);
                if !out.ends_with(address) {
                    out.push_str(&format!(" ({address})"));
                }
            }
            Piece::Text(text) => out.push_str(text),
            Piece::Break => {
                out.push('\n');
                out.push_str(&"> ".repeat(quotes));
            }
            Piece::Rule => {
                gap(&mut out, quotes, 2);
                out.push_str("* * *");
            }
            Piece::Open(_) | Piece::Close(_) => {}
        }
        after_item = matches!(piece, Piece::Open(Mark::Item));
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// Whether the last line begun is one of a list.
fn last_is_item(out: &str) -> bool {
    let last = out.trim_end().rsplit('\n').next().unwrap_or_default().trim_start_matches(['>', ' ']);
    let numbered = last
        .split_once(". ")
        .is_some_and(|(number, _)| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()));
    last.starts_with("- ") || numbered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_calm_text_reads_as_plain_text_too() {
        let source = "# Spring\n\nDear *Ilze*,\nthe **terrace** is open.\n\n- coffee\n- cake\n\n1. come\n2. sit\n\n> Ahoj\n\n[Book](https://harbour.example/book) or [a@b.example](mailto:a@b.example)\n\n---\nBye";
        let plain = plain(&read(source));
        assert_eq!(
            plain,
            "Spring\n\nDear Ilze, the terrace is open.\n\n- coffee\n- cake\n1. come\n2. sit\n\n> Ahoj\n\nBook (https://harbour.example/book) or a@b.example\n\n* * *\n\nBye\n"
        );
    }

    #[test]
    fn html_is_words_and_a_picture_is_its_words_and_a_script_is_no_link() {
        let source = "<script>alert(1)</script>\n\n![a cup](https://evil.example/x.png) [x](javascript:alert(1)) [y](data:text/html,x) [z](https://ok.example)";
        let pieces = read(source);
        let links: Vec<&Piece> =
            pieces.iter().filter(|piece| matches!(piece, Piece::Open(Mark::Link(_)))).collect();
        assert_eq!(links, [&Piece::Open(Mark::Link("https://ok.example".into()))]);
        let words: String = pieces
            .iter()
            .filter_map(|piece| match piece {
                Piece::Text(text) => Some(text.as_str()),
                _ => None,
            })
            .collect();
        assert!(
            words.contains("<script>alert(1)</script>") && words.contains("a cup") && !words.contains("evil")
        );
    }

    #[test]
    fn whatever_is_opened_is_closed_and_nothing_is_nested_without_end() {
        for source in [
            ">".repeat(60_000),
            "- ".repeat(20_000),
            "*a ".repeat(20_000),
            "[".repeat(60_000),
            "# *[x](y".into(),
        ] {
            let mut depth = 0usize;
            for piece in read(&source) {
                match piece {
                    Piece::Open(_) => depth += 1,
                    Piece::Close(_) => depth -= 1,
                    _ => {}
                }
                assert!(depth <= DEPTH_MAX);
            }
            assert_eq!(depth, 0);
        }
    }
}
