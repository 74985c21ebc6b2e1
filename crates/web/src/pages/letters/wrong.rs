//! What is wrong with a letter or a topic, in the words of whoever wrote it.

use domain::letters::{LetterRefusal, Wrong};
use locales::Words;

fn template(words: Words, wrong: &Wrong) -> String {
    match wrong {
        Wrong::TooLong => words.letters_wrong_too_long(),
        Wrong::Unknown { name, nearest: None } => words.letters_wrong_unknown(name.as_str()),
        Wrong::Unknown { name, nearest: Some(nearest) } => {
            words.letters_wrong_unknown_near(name.as_str(), nearest.as_str())
        }
        Wrong::Forbidden(sign) => words.letters_wrong_forbidden(sign.as_str()),
        Wrong::Syntax(why) => words.letters_wrong_syntax(why.as_str()),
        Wrong::Lacking(name) => words.letters_wrong_lacking(name.as_str()),
    }
}

/// What is wrong.
pub(crate) fn refusal(words: Words, refusal: &LetterRefusal) -> String {
    match refusal {
        LetterRefusal::Name => words.letters_wrong_name(),
        LetterRefusal::Topic(_) => words.letters_wrong_topic(),
        LetterRefusal::NoTopic(name) => words.letters_wrong_no_topic(name.as_str()),
        LetterRefusal::NeedsHoliday(play) => words.letters_wrong_needs_holiday(play.as_str()),
        LetterRefusal::NoText => words.letters_wrong_no_text(),
        LetterRefusal::TooManyLanguages => words.letters_wrong_no_text(),
        LetterRefusal::Language(tag) => words.letters_wrong_language(tag.as_str()),
        LetterRefusal::Subject(_) => words.letters_wrong_subject(),
        LetterRefusal::Body(_) => words.letters_wrong_body(),
        LetterRefusal::Against(why) => words.letters_wrong_against(crate::plays::stopped(words, *why)),
        LetterRefusal::Twice => words.letters_wrong_twice(),
        LetterRefusal::Title => words.letters_wrong_title(),
        LetterRefusal::TooManyTopics => words.letters_wrong_topics(),
        LetterRefusal::Template { line: 0, wrong, .. } => {
            format!("{}: {}", words.letters_subject(), template(words, wrong))
        }
        LetterRefusal::Template { line, wrong, .. } => {
            words.letters_wrong_in_line(*line as u64, template(words, wrong))
        }
    }
}
