//! The order of names: the root collation of CLDR (UTS #10, UTS #35 part 5), written as text that two
//! databases compare alike, byte by byte. Accents and case count only between names otherwise equal,
//! so Ā stands by A, Ё by Е, آ by ا; scripts follow one another.

use std::fmt::Write;
use std::ops::Range;
use std::sync::LazyLock;

use icu::collator::options::{CollatorOptions, Strength};
use icu::collator::{Collator, CollatorBorrowed};

/// Rises when keys, or the words of names (`crate::names`), come out differently than before: with a
/// new CLDR, Unicode or scheme. What was kept under another number is written anew.
pub const VERSION: i64 = 1;

/// Characters of a name that count; names that differ later still stand side by side.
const CHARS: usize = 80;

type Built = Option<CollatorBorrowed<'static>>;

static NAMES: LazyLock<Built> = LazyLock::new(|| of_strength(Strength::Secondary));
static BEGINNINGS: LazyLock<Built> = LazyLock::new(|| of_strength(Strength::Primary));

fn of_strength(strength: Strength) -> Built {
    let mut options = CollatorOptions::default();
    options.strength = Some(strength);
    Collator::try_new(icu::locale::Locale::UNKNOWN.into(), options).ok()
}

fn key(collator: &Built, text: &str) -> String {
    let seen = text.replace(steers_direction, "");
    let words = seen.split_whitespace().collect::<Vec<_>>().join(" ");
    let counts: String = words.chars().take(CHARS).collect();
    let mut bytes = Vec::with_capacity(counts.len() + 4);
    match collator {
        Some(collator) => {
            let Ok(()) = collator.write_sort_key_to(&counts, &mut bytes);
        }
        // The data are in the program, so this can't be; were it so, names would sort by code point.
        None => bytes.extend_from_slice(counts.to_lowercase().as_bytes()),
    }
    let mut key = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        let _ = write!(key, "{byte:02x}");
    }
    key
}

/// A mark that steers direction and would stand as a word of its own.
fn steers_direction(letter: char) -> bool {
    matches!(letter, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The key by which a name is sorted and found by its beginning: hexadecimal digits.
#[must_use]
pub fn sort_key(name: &str) -> String {
    key(&NAMES, name)
}

/// The keys of all names that begin so, whatever the case and the accents; `None` where nothing of
/// the text counts. The keys of the names that begin with just these words come first in it.
#[must_use]
pub fn beginning(text: &str) -> Option<Range<String>> {
    let first = key(&BEGINNINGS, text);
    // 'g' is beyond every digit.
    let end = format!("{first}g");
    (!first.is_empty()).then_some(first..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_and_case_stand_by_their_letter_in_every_script() {
        let mut names = ["Zane", "Ādams", "adams", "Abel", "Яна", "Ёлка", "Елена", "زهرا", "آذر", "ابراهیم"];
        names.sort_by_key(|name| sort_key(name));
        assert_eq!(
            names,
            ["Abel", "adams", "Ādams", "Zane", "Елена", "Ёлка", "Яна", "آذر", "ابراهیم", "زهرا"]
        );
    }

    #[test]
    fn a_beginning_holds_the_names_that_begin_so_and_no_other() {
        let within = |text: &str, name: &str| beginning(text).unwrap().contains(&sort_key(name));
        for (text, name) in [
            ("il", "Ilze Ozola"),
            ("ilze", "Ilze"),
            ("ILZE o", "  Ilze \u{200f} Ozola"),
            ("abol", "Āboliņš"),
            ("Ол", "Ольга"),
            ("زه", "زهرا احمدی"),
            ("o'br", "O'Brien"),
            ("anna-m", "Anna-Marija"),
            ("i@x", "i@x.lv"),
            ("10", "1001"),
            ("🌱", "🌱 Garden"),
        ] {
            assert!(within(text, name), "{text} {name}");
        }
        for (text, name) in
            [("il", "Liz"), ("ilze o", "Ilze Zole"), ("maria", "Mari"), ("%", "Ana"), ("ол", "ol")]
        {
            assert!(!within(text, name), "{text} {name}");
        }
        assert_eq!((beginning(""), beginning(" \u{200f}\u{200d}")), (None, None));
    }

    #[test]
    fn whole_words_come_before_longer_ones() {
        let mut names = ["Annabel", "Anna Zile", "Anna", "Anna-Marija", "Ann"];
        names.sort_by_key(|name| sort_key(name));
        assert_eq!(names, ["Ann", "Anna", "Anna Zile", "Anna-Marija", "Annabel"]);
    }

    #[test]
    fn the_longest_name_has_a_short_key() {
        assert!(sort_key(&"Иероним ".repeat(10_000)).len() < 1000);
    }
}
