//! A letter as its reader gets it: placeholders filled in their language, the calm Markdown set as HTML
//! and as plain text, and at its foot who writes and how to end it.

use std::collections::BTreeMap;

use act::letters::{Press, Printed, Reader, Sheet, Unprintable};
use adapters::foreign::markdown::{self, Mark, Piece};
use adapters::foreign::template::{self, Into};
use askama::Template;
use domain::key_messages::in_language;
use domain::letters::{HOLIDAY, KEY_MESSAGE, LetterRefusal, SUBJECT_BYTES_MAX, WHY_LINK, one_line};
use domain::recommendation::called;
use locales::{Language, Words};

/// Scripts that run from right to left, by language.
const RIGHT_TO_LEFT: [&str; 10] = ["ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"];

/// Which way a letter in this language runs.
pub(crate) fn direction(tag: &str) -> &'static str {
    let first = tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    if RIGHT_TO_LEFT.contains(&first.as_str()) { "rtl" } else { "ltr" }
}

/// A piece as the template sets it.
pub(crate) struct Part {
    pub text: Option<String>,
    pub link: Option<String>,
    pub from: Option<u64>,
    /// The name of an element that begins, or nothing.
    pub opens: &'static str,
    /// The name of an element that ends, or nothing.
    pub closes: &'static str,
}

fn element(mark: &Mark) -> &'static str {
    match mark {
        Mark::Paragraph => "p",
        Mark::Heading(1) => "h1",
        Mark::Heading(2) => "h2",
        Mark::Heading(_) => "h3",
        Mark::List(None) => "ul",
        Mark::List(Some(_)) => "ol",
        Mark::Item => "li",
        Mark::Quote => "blockquote",
        Mark::Strong => "strong",
        Mark::Emphasis => "em",
        Mark::Link(_) => "a",
    }
}

fn part(piece: &Piece) -> Part {
    let mut part = Part { text: None, link: None, from: None, opens: "", closes: "" };
    match piece {
        Piece::Text(text) => part.text = Some(text.clone()),
        Piece::Break => part.opens = "br",
        Piece::Rule => part.opens = "hr",
        Piece::Close(mark) => part.closes = element(mark),
        Piece::Open(Mark::Link(to)) => part.link = Some(to.clone()),
        Piece::Open(Mark::List(from)) => {
            part.opens = element(&Mark::List(*from));
            part.from = from.filter(|from| *from != 1);
        }
        Piece::Open(mark) => part.opens = element(mark),
    }
    part
}

/// A letter set, before the frame of its medium is put round it.
pub(crate) struct Set {
    pub subject: String,
    pub pieces: Vec<Piece>,
    pub words: Words,
}

impl Set {
    pub(crate) fn parts(&self) -> Vec<Part> {
        self.pieces.iter().map(part).collect()
    }
}

#[derive(Template)]
#[template(path = "letters/letter.html")]
struct Document<'a> {
    words: Words,
    tag: &'a str,
    dir: &'static str,
    subject: &'a str,
    parts: Vec<Part>,
    company: &'a str,
    postal: Vec<&'a str>,
    foot: Option<Foot<'a>>,
}

/// How the reader can end it.
struct Foot<'a> {
    why: String,
    stop: &'a str,
    choose: &'a str,
}

fn present(text: &str) -> Option<String> {
    Some(one_line(text)).filter(|text| !text.is_empty())
}

/// What every placeholder is for this reader; `None` where they have no such thing.
fn values(words: Words, sheet: &Sheet<'_>) -> BTreeMap<&'static str, Option<String>> {
    let Reader { first_name, name, certificate, suggestion, holiday, why_link } = sheet.reader;
    let certificate = certificate.as_ref();
    let worth = certificate.map(|certificate| match certificate.balance {
        Some(balance) => words.money(balance),
        None => certificate.what.clone(),
    });
    let suggestion = suggestion.as_ref();
    let key_message = sheet.key_message.and_then(|texts| in_language(texts, &sheet.text.language));
    BTreeMap::from([
        ("first_name", present(first_name)),
        ("name", present(name)),
        ("company", present(sheet.company)),
        // Until somebody is named, the company signs.
        ("sender", present(sheet.sender).or_else(|| present(sheet.company))),
        ("today", Some(words.day(sheet.today))),
        ("certificate_code", certificate.map(|certificate| certificate.code.clone())),
        ("certificate_worth", worth),
        ("certificate_expires", certificate.and_then(|found| Some(words.day(found.expires?)))),
        (HOLIDAY, holiday.as_deref().and_then(|name| present(&crate::pages::today::holiday(words, name)))),
        (KEY_MESSAGE, key_message.map(str::to_owned)),
        ("suggestion", suggestion.map(|what| called(&what.name, &what.product).to_owned())),
        ("suggestion_reason", suggestion.map(|what| super::why(words, what))),
        (WHY_LINK, present(why_link)),
    ])
}

/// Fills a letter and reads its Markdown.
///
/// # Errors
/// Where a placeholder is none, or the reader lacks it, or the subject becomes none or too long.
pub(crate) fn set(sheet: &Sheet<'_>) -> Result<Set, LetterRefusal> {
    let language = Language::from_tag(&sheet.text.language);
    let language = language.or_else(|| Language::from_tag(sheet.company_language)).unwrap_or_default();
    let words = Words::of(language);
    let values = values(words, sheet);
    let tag = || sheet.text.language.clone();
    let wrong = |line, wrong| LetterRefusal::Template { language: tag(), line, wrong };
    let filled = template::fill(&sheet.text.subject, &values, Into::Line);
    let subject = one_line(&filled.map_err(|error| wrong(0, error.wrong))?);
    if subject.is_empty() || subject.len() > SUBJECT_BYTES_MAX {
        return Err(LetterRefusal::Subject(tag()));
    }
    let filled = template::fill(&sheet.text.body, &values, Into::Markdown);
    let body = filled.map_err(|error| wrong(error.line, error.wrong))?;
    Ok(Set { subject, pieces: markdown::read(&body), words })
}

/// The letter as plain text, with its foot.
pub(crate) fn plain(set: &Set, sheet: &Sheet<'_>) -> String {
    let words = set.words;
    let mut text = markdown::plain(&set.pieces);
    text.push_str("\n-- \n");
    text.push_str(sheet.company);
    for line in sheet.postal_address.lines().map(str::trim).filter(|line| !line.is_empty()) {
        text.push_str(&format!("\n{line}"));
    }
    text.push('\n');
    if let Some(links) = sheet.links {
        let why = words.letters_foot_why(sheet.company, sheet.topic);
        text.push_str(&format!(
            "\n{why}\n{}: {}\n{}: {}\n",
            words.letters_foot_stop(),
            links.stop,
            words.letters_foot_choose(),
            links.choose
        ));
    }
    text
}

/// Prints letters.
#[derive(Clone, Copy, Debug, Default)]
pub struct LetterPress;

impl Press for LetterPress {
    fn print(&self, sheet: &Sheet<'_>) -> Result<Printed, Unprintable> {
        let set = set(sheet).map_err(|why| Unprintable(why.to_string()))?;
        let document = Document {
            words: set.words,
            tag: &sheet.text.language,
            dir: direction(&sheet.text.language),
            subject: &set.subject,
            parts: set.parts(),
            company: sheet.company,
            foot: sheet.links.map(|links| Foot {
                why: set.words.letters_foot_why(sheet.company, sheet.topic),
                stop: &links.stop,
                choose: &links.choose,
            }),
            postal: sheet.postal_address.lines().map(str::trim).filter(|line| !line.is_empty()).collect(),
        };
        let html = document.render().map_err(|error| Unprintable(error.to_string()))?;
        Ok(Printed { text: plain(&set, sheet), html, subject: set.subject })
    }
}

#[cfg(test)]
mod tests {
    use act::letters::Links;
    use domain::letters::Text;
    use domain::{Currency, Day};

    use super::*;

    fn printed(language: &str, subject: &str, body: &str, reader: &Reader) -> Result<Printed, Unprintable> {
        let text = Text { language: language.into(), subject: subject.into(), body: body.into() };
        let links =
            Links { stop: "https://care.example/s?a=1&b=2".into(), choose: "https://care.example/c".into() };
        LetterPress.print(&Sheet {
            text: &text,
            company_language: "en",
            reader,
            company: "Harbour <Coffee>",
            sender: "Anna",
            postal_address: "Quay 1\nRiga",
            topic: "News",
            links: Some(&links),
            key_message: Some(&BTreeMap::from([("fa".to_owned(), "بیایید و بچشید".to_owned())])),
            today: Day(20_000),
        })
    }

    fn zahra() -> Reader {
        Reader::example("زهرا احمدی", Currency::EUR, Day(20_670))
    }

    #[test]
    fn a_letter_is_said_in_its_readers_language_with_its_foot() {
        let letter = printed(
            "fa",
            "سلام {{ first_name }}",
            "تا {{ certificate_expires }}: **{{ certificate_code }}**",
            &zahra(),
        )
        .unwrap();
        assert_eq!(letter.subject, "سلام زهرا");
        assert!(letter.html.contains("<html lang=\"fa\" dir=\"rtl\">"), "{}", letter.html);
        assert!(letter.html.contains("۱۴۰۵") && letter.text.contains("K7Q2-M4XH-9DTR"), "{}", letter.text);
        assert!(letter.html.contains("Harbour &#60;Coffee&#62;") && letter.html.contains("Quay 1"));
        assert!(letter.html.contains("https://care.example/s?a=1&#38;b=2"));
        assert!(letter.text.contains("https://care.example/s?a=1&b=2"));
    }

    #[test]
    fn a_holiday_is_named_in_its_readers_language_and_one_of_the_house_as_it_was_written() {
        let of = |language, holiday: Option<&str>| {
            let reader = Reader { holiday: holiday.map(str::to_owned), ..zahra() };
            printed(language, "{{ holiday }}", "x", &reader).map(|letter| letter.subject)
        };
        let named = ["en", "lv", "ru", "fa", "fi"].map(|language| of(language, Some("nowruz")).unwrap());
        assert_eq!(named, ["Nowruz", "Novrūzs", "Навруз", "نوروز", "Nouruz"]);
        assert_eq!(of("fi", Some("Roasting day")).unwrap(), "Roasting day");
        assert!(of("en", None).unwrap_err().to_string().contains("no 'holiday'"));
    }

    #[test]
    fn the_key_message_is_said_in_the_language_of_the_letter_or_not_at_all() {
        let said = printed("fa-IR", "x", "{{ key_message }}", &zahra()).unwrap();
        assert!(said.text.starts_with("بیایید و بچشید"), "{}", said.text);
        assert!(
            printed("ru", "x", "{{ key_message }}", &zahra())
                .unwrap_err()
                .to_string()
                .contains("key_message")
        );
        let otherwise = printed("ru", "x", "{{ key_message|default(\"Приходите\") }}", &zahra()).unwrap();
        assert!(otherwise.text.starts_with("Приходите"), "{}", otherwise.text);
    }

    #[test]
    fn the_link_to_the_question_why_is_whole_in_either_form() {
        let reader = Reader { why_link: "https://care.example/letters/why/a_b-c_d*e".into(), ..zahra() };
        let letter = printed("en", "One question", "[Why?]({{ why_link }})", &reader).unwrap();
        assert!(
            letter.html.contains("href=\"https://care.example/letters/why/a_b-c_d*e\""),
            "{}",
            letter.html
        );
        assert!(letter.text.contains("https://care.example/letters/why/a_b-c_d*e"), "{}", letter.text);
    }

    #[test]
    fn broken_html_and_hostile_names_stay_words() {
        let hostile =
            Reader { first_name: "<img src=x onerror=alert(1)>[a](https://evil.example)".into(), ..zahra() };
        let body = "<script>alert(1)</script><b>{{ first_name }}\n\n<div><p unclosed ![x](https://evil.example/p.png) [j](javascript:alert(1))";
        let letter = printed("en", "Hello {{ first_name }}", body, &hostile).unwrap();
        let links = letter.html.matches("href=").count();
        assert_eq!(links, 2, "only those of the foot: {}", letter.html);
        assert!(
            !letter.html.contains("<script") && !letter.html.contains("<img") && !letter.html.contains("<b>")
        );
    }

    #[test]
    fn what_a_reader_lacks_stops_the_letter_with_a_sentence() {
        let nobody = Reader::default();
        let refused = printed("en", "Hello", "Dear {{ first_name }}", &nobody).unwrap_err();
        assert!(refused.to_string().contains("first_name"), "{refused}");
        assert!(printed("en", "Hello", "Dear {{ first_name|default(\"guest\") }}", &nobody).is_ok());
    }

    #[test]
    fn the_medium_is_the_same_in_every_language_we_speak_and_in_others() {
        for tag in ["en", "lv", "fa", "ru", "fi", "de", "he"] {
            let letter = printed(tag, "x", "# A\n\n- b\n- c\n\n3. d\n\n> e\n\n---", &zahra()).unwrap();
            for element in ["<h1>", "<ul>", "<ol start=\"3\">", "<blockquote>", "<hr>"] {
                assert!(letter.html.contains(element), "{tag} {element}");
            }
        }
    }
}
