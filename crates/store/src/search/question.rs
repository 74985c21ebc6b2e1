//! What was typed, taken apart: words in every spelling to look for, phone numbers, order numbers.

use std::ops::Range;

use domain::{collation, names};

use crate::people::prefix_end;
use crate::terms;

/// Characters of a question that count.
pub const CHARS_MAX: usize = 200;
/// Words of a question that count.
pub const WORDS_MAX: usize = 6;
/// Digits that begin a phone number worth looking for.
const PHONE_DIGITS: usize = 3;

/// A word of a question; it may be unfinished.
#[derive(Debug)]
pub(super) struct Word {
    /// As typed, in lowercase: for addresses.
    pub(super) typed: String,
    /// Where it stands among addresses.
    pub(super) address: Range<String>,
    /// Where it stands in the order of names, in every spelling.
    pub(super) beginnings: Vec<Range<String>>,
    /// Where it stands among terms, in every spelling.
    pub(super) terms: Vec<Range<String>>,
}

/// A question.
#[derive(Debug)]
pub(super) struct Question {
    /// Where the whole stands in the order of names: as typed, with its words in other orders, and in
    /// Latin letters.
    pub(super) phrases: Vec<Range<String>>,
    /// Its words.
    pub(super) words: Vec<Word>,
    /// How an e-mail address may begin, where all was typed in one.
    pub(super) address: Option<String>,
    /// How the number typed may stand among phone numbers.
    pub(super) phones: Vec<String>,
    /// How it may be dialled at home: without the zero that leads out of town.
    pub(super) at_home: Option<String>,
    /// How the number typed may stand among order numbers.
    pub(super) orders: Vec<String>,
}

/// A name, as it is sorted and found.
pub(super) struct Name<'a> {
    key: &'a str,
    words: Vec<String>,
}

impl<'a> Name<'a> {
    pub(super) fn new(name: &str, key: &'a str) -> Self {
        Self { key, words: terms::spellings(name) }
    }

    /// Whether the name is found by the word: by how it is sorted, or by one of its words.
    pub(super) fn has(&self, word: &Word) -> bool {
        let begins = |term: &str| word.terms.iter().any(|range| within(range, term));
        self.begins_so(&word.beginnings) || self.words.iter().any(|term| begins(term))
    }

    /// Whether it is sorted into one of these.
    pub(super) fn begins_so(&self, ranges: &[Range<String>]) -> bool {
        ranges.iter().any(|range| within(range, self.key))
    }

    /// Whether just this is one of its words.
    pub(super) fn has_whole(&self, word: &Word) -> bool {
        self.words.iter().any(|term| word.terms.iter().any(|range| range.start == *term))
    }

    /// Whether it is, accents and case aside, what one of these begins with: after the letters of a
    /// key stands 01, and then the accents.
    pub(super) fn is_just(&self, ranges: &[Range<String>]) -> bool {
        let mut rests = ranges.iter().filter_map(|range| self.key.strip_prefix(&range.start));
        rests.any(|rest| rest.starts_with("01"))
    }
}

fn within(range: &Range<String>, text: &str) -> bool {
    range.start.as_str() <= text && text < range.end.as_str()
}

impl Question {
    /// Takes a text apart; `None` where nothing in it can be looked for.
    pub(super) fn of(text: &str) -> Option<Self> {
        let text: String = text.chars().take(CHARS_MAX).map(plain).collect();
        let typed: Vec<&str> = text.split_whitespace().take(WORDS_MAX).collect();
        let parts = typed.iter().flat_map(|word| parts(word)).take(WORDS_MAX);
        let words: Vec<Word> = parts.filter_map(word_of).collect();
        let question = Self {
            phrases: phrases(&typed),
            words,
            address: if let [one] = typed.as_slice() { Some(one.to_lowercase()) } else { None },
            at_home: at_home(&text),
            phones: phones(&text),
            orders: if let [one] = typed.as_slice() { orders(one) } else { Vec::new() },
        };
        let asks = !question.phrases.is_empty() || !question.words.is_empty() || !question.phones.is_empty();
        asks.then_some(question)
    }
}

/// Digits of every script as 0 to 9, and a blank for what steers or controls.
fn plain(letter: char) -> char {
    match letter {
        '۰'..='۹' => char::from(b'0' + (letter as u32 - '۰' as u32) as u8),
        '٠'..='٩' => char::from(b'0' + (letter as u32 - '٠' as u32) as u8),
        '\u{200c}' => letter,
        _ if letter.is_control() => ' ',
        _ => letter,
    }
}

/// The words of what was typed in one: names are parted where punctuation stands, addresses are not.
fn parts(typed: &str) -> impl Iterator<Item = &str> {
    let address = typed.contains('@');
    let parts = move |letter: char| {
        let punctuation = letter.is_ascii_punctuation() && !matches!(letter, '\'' | '`');
        !address && (punctuation || matches!(letter, '–' | '—' | '…' | '·' | '،' | '؛' | '؟' | '«' | '»'))
    };
    typed.split(parts).filter(|part| !part.is_empty())
}

fn word_of(typed: &str) -> Option<Word> {
    let mut spellings = if typed.contains('@') { Vec::new() } else { terms::spellings(typed) };
    spellings.extend(spellings.iter().map(|it| terms::one_i(it)).collect::<Vec<_>>());
    let typed = typed.to_lowercase();
    let beginnings = beginnings(std::iter::once(&typed).chain(&spellings));
    let mut terms: Vec<Range<String>> = Vec::new();
    for spelling in spellings {
        let range = spelling.clone()..prefix_end(&spelling);
        if !terms.contains(&range) {
            terms.push(range);
        }
    }
    let address = typed.clone()..prefix_end(&typed);
    (!terms.is_empty() || !beginnings.is_empty()).then_some(Word { typed, address, beginnings, terms })
}

fn beginnings<'a>(texts: impl Iterator<Item = &'a String>) -> Vec<Range<String>> {
    let mut found: Vec<Range<String>> = Vec::new();
    for range in texts.filter_map(|text| collation::beginning(text)) {
        if !found.contains(&range) {
            found.push(range);
        }
    }
    found
}

/// The words as typed, the last of them first, the first of them last, and all folded.
fn phrases(words: &[&str]) -> Vec<Range<String>> {
    let mut orders = vec![words.join(" ")];
    if let Some((last, rest)) = words.split_last().filter(|(_, rest)| !rest.is_empty()) {
        orders.push(format!("{last} {}", rest.join(" ")));
    }
    if let Some((first, rest)) = words.split_first().filter(|(_, rest)| rest.len() > 1) {
        orders.push(format!("{} {first}", rest.join(" ")));
    }
    let folded: Vec<String> = orders.iter().map(|phrase| names::fold(phrase)).collect();
    beginnings(orders.iter().chain(&folded))
}

/// A number as phone numbers are kept: digits, after a plus where it is international.
fn phones(text: &str) -> Vec<String> {
    let fits = |letter: char| letter.is_ascii_digit() || letter.is_whitespace() || "+-()./".contains(letter);
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if digits.len() < PHONE_DIGITS || !text.chars().all(fits) {
        return Vec::new();
    }
    match digits.strip_prefix("00") {
        _ if text.contains('+') => vec![format!("+{digits}")],
        Some(international) => vec![format!("+{international}"), digits.clone()],
        None => vec![digits.clone(), format!("+{digits}")],
    }
}

fn at_home(text: &str) -> Option<String> {
    let number = phones(text).into_iter().find(|number| !number.starts_with('+'))?;
    let digits = number.trim_start_matches('0');
    (digits.len() >= PHONE_DIGITS).then(|| digits.to_owned())
}

/// An order number with and without the sign shops put before it, in either case.
fn orders(word: &str) -> Vec<String> {
    let bare = word.trim_start_matches('#');
    if !bare.contains(|letter: char| letter.is_ascii_digit()) {
        return Vec::new();
    }
    let mut found = vec![bare.to_owned(), format!("#{bare}")];
    if bare.to_uppercase() != bare {
        found.extend([bare.to_uppercase(), format!("#{}", bare.to_uppercase())]);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_taken_apart_into_what_may_be_meant() {
        let question = Question::of("  Мария  Oz ").unwrap();
        assert_eq!(question.phrases.len(), 4, "two orders in two scripts");
        let spellings: Vec<&str> = question.words[0].terms.iter().map(|range| range.start.as_str()).collect();
        assert_eq!(spellings, ["mariya", "мария", "maria"]);
        assert!(question.phones.is_empty() && question.orders.is_empty());
        assert_eq!(Question::of("+371 26-12").unwrap().phones, ["+3712612"]);
        assert_eq!(Question::of("00371 26").unwrap().phones, ["+37126", "0037126"]);
        assert_eq!(Question::of("۱۰۰۱").unwrap().orders, ["1001", "#1001"]);
        assert_eq!(Question::of("#ab-7").unwrap().orders, ["ab-7", "#ab-7", "AB-7", "#AB-7"]);
    }

    #[test]
    fn rubbish_asks_for_nothing_or_little() {
        for nothing in ["", "   ", "\u{200f}\u{202e}", "\0\u{7}\u{1b}", "\u{200d}"] {
            assert!(Question::of(nothing).is_none(), "{nothing:?}");
        }
        let long = Question::of(&"a b ".repeat(5_000)).unwrap();
        assert_eq!((long.words.len(), long.phrases.len() <= 6), (WORDS_MAX, true));
        assert!(Question::of(&"9".repeat(10_000)).unwrap().phones[0].len() <= CHARS_MAX);
        for odd in ["%", "_", "*", "'; drop table people; --", "\u{1f331}", "a\u{0301}\u{0301}\u{0301}"] {
            let _ = Question::of(odd);
        }
    }

    #[test]
    fn a_name_answers_to_its_words_in_any_script() {
        let finds = |text: &str, name: &str| {
            let key = collation::sort_key(name);
            let name = Name::new(name, &key);
            Question::of(text).unwrap().words.iter().all(|word| name.has(word))
        };
        for (text, name) in [
            ("maria", "Мария Иванова"),
            ("ivan", "Мария Иванова"),
            ("زهرا", "Zahra Ahmadi"),
            ("zahra", "زهرا احمدی"),
        ] {
            assert!(finds(text, name), "{text} {name}");
        }
        assert!(!finds("maria z", "Мария Иванова"));
    }
}
