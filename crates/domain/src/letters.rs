//! Letters: what is written once, in several languages, and goes to many.

use serde::{Deserialize, Serialize};

use crate::consent::is_topic;
use crate::plays::Stopped;

/// Longest name of a letter, in characters.
pub const NAME_MAX: usize = 120;
/// Longest subject, in bytes, before its placeholders are filled and after.
pub const SUBJECT_BYTES_MAX: usize = 400;
/// Longest body, in bytes, before its placeholders are filled and after.
pub const BODY_BYTES_MAX: usize = 64 << 10;
/// Most languages of one letter.
pub const LANGUAGES_MAX: usize = 20;
/// Longest language tag, in bytes.
pub const TAG_BYTES_MAX: usize = 35;
/// Longest title of a topic, in characters.
pub const TITLE_MAX: usize = 80;
/// Most topics.
pub const TOPICS_MAX: usize = 50;

/// The placeholder of the page that asks its reader why they leave.
pub const WHY_LINK: &str = "why_link";

/// The placeholder of the holiday a play waits for, as its reader calls it.
pub const HOLIDAY: &str = "holiday";

/// The placeholder of the key message of these weeks.
pub const KEY_MESSAGE: &str = "key_message";

/// What a letter can say of its reader.
pub struct Placeholder {
    /// As it is written: `{{ first_name }}`.
    pub name: &'static str,
    /// Whether some people have none, so that the letter should say what to write instead.
    pub may_lack: bool,
}

const fn always(name: &'static str) -> Placeholder {
    Placeholder { name, may_lack: false }
}

const fn perhaps(name: &'static str) -> Placeholder {
    Placeholder { name, may_lack: true }
}

/// Every placeholder there is; no other can be written.
pub const PLACEHOLDERS: [Placeholder; 13] = [
    perhaps("first_name"),
    perhaps("name"),
    always("company"),
    always("sender"),
    always("today"),
    perhaps("certificate_code"),
    perhaps("certificate_worth"),
    perhaps("certificate_expires"),
    perhaps(HOLIDAY),
    perhaps(KEY_MESSAGE),
    perhaps("suggestion"),
    perhaps("suggestion_reason"),
    always(WHY_LINK),
];

/// A letter in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Its tag (BCP 47), as `fa`.
    pub language: String,
    /// The subject, with placeholders.
    pub subject: String,
    /// The body, in a calm part of Markdown, with placeholders.
    pub body: String,
}

/// A letter to be kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// What we call it.
    pub name: String,
    /// What it is about; who refuses that is not written to.
    pub topic: String,
    /// Its texts, one a language.
    pub texts: Vec<Text>,
}

/// A letter to one person, in somebody's own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnLetter {
    /// What it is about; `None` for an answer to what they asked or told us, which is owed.
    pub topic: Option<String>,
    /// Its words, in the reader's language.
    pub text: Text,
}

impl OwnLetter {
    /// Holds it to its limits. Placeholders are looked at where they are filled.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn checked(self) -> Result<Self, LetterRefusal> {
        match self.topic {
            Some(topic) if !is_topic(&topic) => Err(LetterRefusal::Topic(topic)),
            topic => Ok(Self { topic, text: self.text.checked()? }),
        }
    }
}

/// What is wrong with the placeholders of a text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// Too long.
    #[error("The text is longer than {} KB, placeholders filled.", BODY_BYTES_MAX >> 10)]
    TooLong,
    /// A name there is not.
    #[error("There is no placeholder '{name}'{}", .nearest.as_ref().map_or_else(|| ".".to_owned(), |name| format!("; do you mean '{name}'?")))]
    Unknown {
        /// As it was written.
        name: String,
        /// What may be meant.
        nearest: Option<String>,
    },
    /// Something that is not let through.
    #[error(
        "'{0}' can't be used in a letter: write {{{{ a_name }}}}, {{{{ a_name|default(\"else\") }}}} or {{% if a_name %}}."
    )]
    Forbidden(String),
    /// It can't be read.
    #[error("The placeholders can't be read: {0}.")]
    Syntax(String),
    /// The reader has no such thing, and the letter does not say what to write instead.
    #[error("This reader has no '{0}'; say what to write instead: {{{{ {0}|default(\"…\") }}}}.")]
    Lacking(String),
}

/// Why a letter or topic can't be kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LetterRefusal {
    /// It has no name, or too long a one.
    #[error("A letter needs a name of at most {NAME_MAX} characters.")]
    Name,
    /// A name that is none.
    #[error("'{0}' is no name of a topic: write small letters, digits, - and _.")]
    Topic(String),
    /// There is no such topic.
    #[error("There is no topic '{0}'; make it first.")]
    NoTopic(String),
    /// A play that waits for no holiday sends it, and it needs one.
    #[error(
        "The play '{0}' sends this letter and waits for no holiday: write {{{{ holiday|default(\"…\") }}}}, or take it out."
    )]
    NeedsHoliday(String),
    /// It says nothing.
    #[error("The letter has no text; write it in one language at least.")]
    NoText,
    /// Too many languages.
    #[error("A letter can have at most {LANGUAGES_MAX} languages.")]
    TooManyLanguages,
    /// A language that is none, or is there twice.
    #[error("'{0}' is no language tag, or stands there twice.")]
    Language(String),
    /// A subject that is empty or too long.
    #[error("The subject in '{0}' is empty or longer than {SUBJECT_BYTES_MAX} bytes.")]
    Subject(String),
    /// A body that is empty or too long.
    #[error("The text in '{0}' is empty or longer than {BODY_BYTES_MAX} bytes.")]
    Body(String),
    /// A placeholder or tag that is wrong.
    #[error("The text in '{language}', line {line}: {wrong}")]
    Template {
        /// In which language.
        language: String,
        /// In which line, from 1; 0 for the subject.
        line: usize,
        /// What is wrong, and what may be meant.
        wrong: Wrong,
    },
    /// A title that is empty or too long.
    #[error("A topic needs a title of at most {TITLE_MAX} characters, in one language at least.")]
    Title,
    /// Something speaks against writing to this person now.
    #[error("This person can't be written to about it ({}): see what was said on their page.", .0.name())]
    Against(Stopped),
    /// The same was written to them a moment ago.
    #[error("The same letter to this person was written a moment ago and is on its way.")]
    Twice,
    /// Too many topics.
    #[error("There can be at most {TOPICS_MAX} topics.")]
    TooManyTopics,
}

/// A text in one line: what controls and what breaks lines becomes a space.
#[must_use]
pub fn one_line(text: &str) -> String {
    let breaks = |letter: char| letter.is_control() || letter == '\u{2028}' || letter == '\u{2029}';
    let words = text.split(|letter: char| breaks(letter) || letter.is_whitespace());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Whether a text looks like a language tag: letters and digits in parts joined by `-`.
#[must_use]
pub fn is_tag(tag: &str) -> bool {
    let part =
        |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    tag.len() <= TAG_BYTES_MAX
        && tag.split('-').all(part)
        && tag.split('-').next().is_some_and(|first| first.len() > 1)
}

impl Text {
    /// Holds it to its limits.
    fn checked(mut self) -> Result<Self, LetterRefusal> {
        if !is_tag(&self.language) {
            return Err(LetterRefusal::Language(self.language));
        }
        self.subject = one_line(&self.subject);
        if self.subject.is_empty() || self.subject.len() > SUBJECT_BYTES_MAX {
            return Err(LetterRefusal::Subject(self.language));
        }
        if self.body.trim().is_empty() || self.body.len() > BODY_BYTES_MAX {
            return Err(LetterRefusal::Body(self.language));
        }
        Ok(self)
    }
}

impl Draft {
    /// Holds it to its limits. Placeholders are looked at where they are filled.
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn checked(mut self) -> Result<Self, LetterRefusal> {
        use LetterRefusal as Refusal;
        self.name = one_line(&self.name);
        if self.name.is_empty() || self.name.chars().count() > NAME_MAX {
            return Err(Refusal::Name);
        }
        if !is_topic(&self.topic) {
            return Err(Refusal::Topic(self.topic));
        }
        match self.texts.len() {
            0 => return Err(Refusal::NoText),
            many if many > LANGUAGES_MAX => return Err(Refusal::TooManyLanguages),
            _ => {}
        }
        self.texts.sort_by(|a, b| a.language.cmp(&b.language));
        let twice = self.texts.windows(2).find(|pair| pair[0].language == pair[1].language);
        if let Some(pair) = twice {
            return Err(Refusal::Language(pair[0].language.clone()));
        }
        self.texts = self.texts.into_iter().map(Text::checked).collect::<Result<_, _>>()?;
        Ok(self)
    }
}

/// Whether two tags are of one language, whatever its region or script.
#[must_use]
pub fn same_language(one: &str, other: &str) -> bool {
    let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    !one.is_empty() && primary(one) == primary(other)
}

/// The text of a letter for somebody: in their language, else in the company's, else in English, else
/// in the first there is.
#[must_use]
pub fn text_for<'a>(texts: &'a [Text], theirs: &str, company: &str) -> Option<&'a Text> {
    let spoken = |tag: &str| {
        let exact = texts.iter().find(|text| text.language.eq_ignore_ascii_case(tag));
        exact.or_else(|| texts.iter().find(|text| same_language(&text.language, tag)))
    };
    spoken(theirs).or_else(|| spoken(company)).or_else(|| spoken("en")).or_else(|| texts.first())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(language: &str) -> Text {
        Text { language: language.into(), subject: "Hello".into(), body: "Dear {{ name }}".into() }
    }

    fn draft() -> Draft {
        Draft { name: "Spring".into(), topic: "news".into(), texts: vec![text("lv"), text("en")] }
    }

    #[test]
    fn a_letter_is_held_to_its_limits() {
        use LetterRefusal as Refusal;
        assert_eq!(draft().checked().unwrap().texts[0].language, "en");
        let broken = |change: fn(&mut Draft)| {
            let mut draft = draft();
            change(&mut draft);
            draft.checked().unwrap_err()
        };
        assert_eq!(broken(|draft| draft.name = " \n".into()), Refusal::Name);
        assert_eq!(broken(|draft| draft.topic = "all".into()), Refusal::Topic("all".into()));
        assert_eq!(broken(|draft| draft.texts.clear()), Refusal::NoText);
        assert_eq!(broken(|draft| draft.texts[1] = text("lv")), Refusal::Language("lv".into()));
        assert_eq!(
            broken(|draft| draft.texts[0].language = "l\r\nv".into()),
            Refusal::Language("l\r\nv".into())
        );
        assert_eq!(broken(|draft| draft.texts[0].body = "x".repeat(10 << 20)), Refusal::Body("lv".into()));
        assert_eq!(broken(|draft| draft.texts[0].subject = "x".repeat(500)), Refusal::Subject("lv".into()));
    }

    #[test]
    fn a_subject_of_two_lines_becomes_one() {
        let mut two = draft();
        two.texts[0].subject = "Hello\r\nBcc: all@example.org".into();
        assert!(!two.checked().unwrap().texts[1].subject.contains(['\r', '\n']));
    }

    #[test]
    fn everybody_is_written_to_in_their_language_or_the_next_best() {
        let texts = [text("en"), text("fa"), text("pt-BR")];
        let found = |theirs, company| text_for(&texts, theirs, company).unwrap().language.as_str();
        assert_eq!(found("fa-IR", "en"), "fa");
        assert_eq!(found("pt", "en"), "pt-BR");
        assert_eq!(found("de", "fa"), "fa");
        assert_eq!(found("", "ru"), "en");
        assert_eq!(text_for(&texts[1..2], "de", "ru").unwrap().language, "fa");
    }
}
