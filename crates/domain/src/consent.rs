//! Who may be written to about what, as they said it themselves.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::time::Instant;

/// The topic above all topics.
pub const ALL: &str = "all";
/// Not about a topic but about an address: whether letters reach it at all. A bounce refuses it.
pub const REACH: &str = "reach";
/// Longest name of a topic, in bytes.
pub const TOPIC_BYTES_MAX: usize = 40;
/// Longest note beside a word, in characters.
pub const NOTE_MAX: usize = 500;

/// What was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Word {
    /// Yes.
    Given,
    /// No.
    Refused,
}

impl Word {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Given, Self::Refused];

    /// The name kept in the database and said by the API.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Refused => "refused",
        }
    }

    /// The word of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|word| word.name() == name)
    }
}

/// How we came by a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// One click on a letter's own unsubscribe (RFC 8058).
    OneClick,
    /// The page of preferences a letter leads to.
    Preferences,
    /// Told to somebody who works here.
    Staff,
    /// A program told us.
    Api,
    /// A file brought it.
    Import,
    /// The next mail server refused the address for good.
    Bounce,
}

impl Source {
    /// Every source.
    pub const ALL: [Self; 6] =
        [Self::OneClick, Self::Preferences, Self::Staff, Self::Api, Self::Import, Self::Bounce];

    /// The name kept in the database and said by the API.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::OneClick => "one_click",
            Self::Preferences => "preferences",
            Self::Staff => "staff",
            Self::Api => "api",
            Self::Import => "import",
            Self::Bounce => "bounce",
        }
    }

    /// The source of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.name() == name)
    }
}

/// Whether a name can be that of a topic: small letters, digits, `-` and `_`, and none of our own.
#[must_use]
pub fn is_topic(name: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte);
    (1..=TOPIC_BYTES_MAX).contains(&name.len()) && name.bytes().all(fits) && name != ALL && name != REACH
}

/// When a word spoken `now` is written down: after what was said `last`, though the clock was set back
/// since. Of two at the same time the refusal counts.
#[must_use]
pub fn heard_at(now: Instant, last: Option<Instant>) -> Instant {
    match last {
        Some(last) if last > now => Instant(last.0.saturating_add(1)),
        _ => now,
    }
}

/// The last word on each topic, over all the ways somebody is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words(BTreeMap<String, (Instant, Word)>);

impl Words {
    /// Hears a word: a later one counts, and of two at the same time the refusal.
    pub fn hear(&mut self, topic: &str, word: Word, at: Instant) {
        let last = self.0.entry(topic.to_owned()).or_insert((at, word));
        *last = (*last).max((at, word));
    }

    /// When anything was last said.
    #[must_use]
    pub fn latest(&self) -> Option<Instant> {
        self.0.values().map(|(at, _)| *at).max()
    }

    /// The last word on a topic, and when it was said.
    #[must_use]
    pub fn last(&self, topic: &str) -> Option<(Instant, Word)> {
        self.0.get(topic).copied()
    }

    /// Whether they may be written to about a topic. A refusal of a topic is only taken back by a
    /// later yes to that topic, and a refusal of everything by a later yes to the topic or to
    /// everything. Where nothing was said it is `unless_refused`: the programme's soft opt-in, which
    /// holds for customers.
    #[must_use]
    pub fn allow(&self, topic: &str, unless_refused: bool) -> bool {
        let (of_topic, of_all) = (self.last(topic), self.last(ALL));
        match (of_topic, of_all) {
            (Some((_, Word::Refused)), _) => false,
            (Some((given, Word::Given)), Some((refused, Word::Refused))) => given > refused,
            (None, Some((_, Word::Refused))) => false,
            (Some((_, Word::Given)), _) | (None, Some((_, Word::Given))) => true,
            (None, None) => unless_refused,
        }
    }

    /// Whether they refused everything, and said yes to nothing since.
    #[must_use]
    pub fn refuse_all(&self) -> bool {
        let Some((refused, Word::Refused)) = self.last(ALL) else { return false };
        !self.0.values().any(|(at, word)| *word == Word::Given && *at > refused)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(said: &[(&str, Word, i64)]) -> Words {
        let mut words = Words::default();
        for (topic, word, at) in said {
            words.hear(topic, *word, Instant(*at));
        }
        words
    }

    #[test]
    fn the_last_word_counts_and_a_refusal_wins_a_tie() {
        use Word::{Given, Refused};
        assert!(words(&[("news", Refused, 1), ("news", Given, 2)]).allow("news", false));
        assert!(
            !words(&[("news", Given, 2), ("news", Refused, 1), ("news", Refused, 2)]).allow("news", true)
        );
        assert!(!words(&[("news", Refused, 2), ("news", Given, 2)]).allow("news", true));
    }

    #[test]
    fn a_refusal_of_everything_stands_above_topics_until_a_later_yes() {
        use Word::{Given, Refused};
        let stopped = [("news", Given, 1), (ALL, Refused, 2)];
        assert!(!words(&stopped).allow("news", true) && words(&stopped).refuse_all());
        let again = words(&[("news", Given, 3), (ALL, Refused, 2)]);
        assert!(again.allow("news", false) && !again.allow("care", true) && !again.refuse_all());
        assert!(!words(&[("news", Refused, 1), (ALL, Given, 2)]).allow("news", true));
        assert!(words(&[(ALL, Given, 2)]).allow("care", false));
        assert!(!words(&[(ALL, Refused, 2), ("news", Given, 2)]).allow("news", true));
    }

    #[test]
    fn whoever_speaks_after_the_clock_was_set_back_is_heard() {
        for said in [Word::Refused, Word::Given] {
            let before = if said == Word::Refused { Word::Given } else { Word::Refused };
            let mut words = words(&[("news", before, 100), (ALL, before, 90)]);
            words.hear("news", said, heard_at(Instant(10), words.latest()));
            assert_eq!(words.allow("news", false), said == Word::Given, "{said:?} was not heard");
        }
        assert_eq!(heard_at(Instant(7), Some(Instant(7))), Instant(7), "what is said at once stays so");
    }

    #[test]
    fn silence_is_a_yes_only_where_the_programme_says_so() {
        assert!(words(&[]).allow("news", true) && !words(&[]).allow("news", false));
    }

    #[test]
    fn a_topic_has_a_plain_name_and_none_of_ours() {
        assert!(is_topic("news") && is_topic("spring_2026"));
        for wrong in ["", "All", ALL, REACH, "a b", "нов", &"x".repeat(41)] {
            assert!(!is_topic(wrong), "{wrong}");
        }
    }
}
