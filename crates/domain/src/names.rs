//! Names as they are compared and found: without case and marks, and in one script.
//!
//! [`fold`] is readable (`Бērziņš` and `Берзиньш` become `berzins` and `berzinsh`), [`skeleton`] is
//! what is left where romanisations agree (`brzn` for both), [`terms`] are the words a name is
//! found by. None of them is for showing: people are shown as they write themselves.

mod letters;
mod persian;
mod skeleton;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

pub use skeleton::skeleton;

/// Words of a name that count; whoever has more is found by the first ones.
pub const WORDS_MAX: usize = 24;
/// Letters of a word that count.
pub const LETTERS_MAX: usize = 48;

/// The zero-width non-joiner, which Persian writes within a word.
const ZWNJ: char = '\u{200c}';

/// A text in lowercase Latin letters and digits, words apart by one space: compatibility forms
/// resolved (NFKD), marks stripped, Cyrillic and Persian romanised, punctuation gone. Words of
/// other scripts stay in theirs. Common Persian names get the vowels their script does not write.
///
/// ```
/// assert_eq!(domain::names::fold("Щербакова, Юлия"), "shcherbakova yuliya");
/// assert_eq!(domain::names::fold("Jānis  BĒRZIŅŠ"), "janis berzins");
/// assert_eq!(domain::names::fold("زهرا رضایی"), "zahra rezaei");
/// ```
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in plain(text).split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        push_latin(&mut folded, &word.replace(ZWNJ, ""));
    }
    folded
}

/// The words a name is found by, each once: folded to Latin letters, and in its own script where
/// that is another. Words past [`WORDS_MAX`] and letters past [`LETTERS_MAX`] are left out.
///
/// ```
/// assert_eq!(domain::names::terms("Ольга O'Neil"), ["olga", "ольга", "oneil"]);
/// ```
#[must_use]
pub fn terms(text: &str) -> Vec<String> {
    let mut terms: Vec<String> = Vec::new();
    let mut add = |term: String| {
        if !term.is_empty() && !terms.contains(&term) {
            terms.push(term);
        }
    };
    for word in plain(text).split_whitespace().take(WORDS_MAX) {
        // A word with a non-joiner is found whole and by its parts.
        let whole = word.replace(ZWNJ, "");
        let parts = word.split(ZWNJ).filter(|part| part.len() < whole.len());
        for spelling in std::iter::once(whole.as_str()).chain(parts) {
            let own: String = spelling.chars().take(LETTERS_MAX).collect();
            let mut latin = String::new();
            push_latin(&mut latin, &own);
            add(latin.chars().take(LETTERS_MAX).collect());
            add(own);
        }
    }
    terms
}

/// A text in its own script, lowercase and without marks, its words apart by one space.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.nfkc().flat_map(char::to_lowercase) {
        match letter {
            // Apostrophes and the joiner of Persian words part nothing.
            '\'' | '’' | 'ʼ' | '`' | '´' | 'ʹ' | 'ʻ' | 'ـ' => {}
            ZWNJ => plain.push(ZWNJ),
            _ => match letters::same(letter) {
                Some(one) => plain.push(one),
                None => push_unmarked(&mut plain, letter),
            },
        }
    }
    plain
}

fn push_unmarked(plain: &mut String, letter: char) {
    for part in std::iter::once(letter).nfkd() {
        if part.is_alphanumeric() {
            plain.push(part);
        } else if !is_combining_mark(part) && !is_format(part) {
            plain.push(' ');
        }
    }
}

/// What steers the direction or the joining of letters and is no letter (general category Cf).
fn is_format(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn push_latin(folded: &mut String, word: &str) {
    if let Some(name) = persian::vowelled(word) {
        folded.push_str(name);
    } else if word.chars().any(letters::is_arabic) {
        folded.push_str(&letters::romanise_arabic(word));
    } else {
        for letter in word.chars() {
            match letters::latin(letter) {
                Some(latin) => folded.push_str(latin),
                None => folded.push(letter),
            }
        }
    }
}

#[cfg(test)]
mod tests;
