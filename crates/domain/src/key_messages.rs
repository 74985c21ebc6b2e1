//! The key message: what the company says in these weeks, the same by letter, by hand, by telephone and on what hangs
//! offline.

use std::collections::BTreeMap;

use crate::letters::{is_tag, one_line, same_language};

/// Longest key message in one language, in characters: it must fit on a card and into a sentence at the telephone.
pub const TEXT_MAX: usize = 280;
/// Most key messages kept.
pub const MESSAGES_MAX: i64 = 500;

/// Why a key message can't be kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyMessageRefusal {
    /// It says nothing, or too much.
    #[error("Write the key message in one language at least, in at most {TEXT_MAX} characters each.")]
    Text,
    /// A language that is none.
    #[error("'{0}' is no language tag.")]
    Language(String),
    /// It would end before it begins.
    #[error("The last day of a key message is not before its first.")]
    Until,
    /// Another begins on the same day.
    #[error("Another key message begins on that day; change that one.")]
    Day,
    /// Too many.
    #[error("There are {MESSAGES_MAX} key messages already; take old ones away.")]
    TooMany,
}

/// What is said, by language tag.
pub type Texts = BTreeMap<String, String>;

/// Texts as they are kept: each in one line, empty ones left out.
///
/// # Errors
/// Where none is left, one is too long, or a language is none.
pub fn checked(texts: &Texts) -> Result<Texts, KeyMessageRefusal> {
    let lines = texts.iter().map(|(tag, text)| (tag.clone(), one_line(text)));
    let kept: Texts = lines.filter(|(_, text)| !text.is_empty()).collect();
    if let Some(tag) = kept.keys().find(|tag| !is_tag(tag)) {
        return Err(KeyMessageRefusal::Language(tag.clone()));
    }
    if kept.is_empty() || kept.values().any(|text| text.chars().count() > TEXT_MAX) {
        return Err(KeyMessageRefusal::Text);
    }
    Ok(kept)
}

/// What is said in a language, and in no other: a letter does not change its language half-way.
#[must_use]
pub fn in_language<'a>(texts: &'a Texts, tag: &str) -> Option<&'a str> {
    let exact = texts.get(tag);
    let same = || texts.iter().find(|(known, _)| same_language(known, tag)).map(|(_, text)| text);
    exact.or_else(same).map(String::as_str)
}

/// What is said to somebody: in their language, else in the company's, else in English, else in the first there is;
/// with the tag of the language it is in.
#[must_use]
pub fn text_for<'a>(texts: &'a Texts, theirs: &str, company: &str) -> Option<(&'a str, &'a str)> {
    let spoken = [theirs, company, "en"].into_iter().find_map(|wished| {
        let found = texts.iter().find(|(tag, _)| tag.eq_ignore_ascii_case(wished));
        found.or_else(|| texts.iter().find(|(tag, _)| same_language(tag, wished)))
    });
    spoken.or_else(|| texts.first_key_value()).map(|(tag, text)| (tag.as_str(), text.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts<const N: usize>(pairs: [(&str, &str); N]) -> Texts {
        pairs.map(|(tag, text)| (tag.to_owned(), text.to_owned())).into()
    }

    #[test]
    fn a_key_message_fits_on_a_card_and_stands_in_one_line() {
        let kept = checked(&texts([("en", " Come and\r\ntaste. "), ("fa", "  ")])).unwrap();
        assert_eq!(kept, texts([("en", "Come and taste.")]));
        assert_eq!(checked(&texts([("en", " \n")])), Err(KeyMessageRefusal::Text));
        assert_eq!(checked(&texts([("en", &"ж".repeat(281))])), Err(KeyMessageRefusal::Text));
        assert!(checked(&texts([("en", &"ж".repeat(280))])).is_ok());
        assert_eq!(checked(&texts([("e!", "x")])), Err(KeyMessageRefusal::Language("e!".into())));
    }

    #[test]
    fn a_letter_gets_its_own_language_and_a_person_the_next_best() {
        let both = texts([("en", "Come"), ("fa", "بیایید")]);
        assert_eq!(in_language(&both, "fa-IR"), Some("بیایید"));
        assert_eq!(in_language(&both, "ru"), None);
        assert_eq!(in_language(&both, ""), None);
        assert_eq!(text_for(&both, "ru", "fa"), Some(("fa", "بیایید")));
        assert_eq!(text_for(&both, "", "lv"), Some(("en", "Come")));
        assert_eq!(text_for(&texts([("lv", "Nāciet")]), "fa", "ru"), Some(("lv", "Nāciet")));
        assert_eq!(text_for(&Texts::new(), "en", "en"), None);
    }
}
