//! The plays every company needs, ready to be taken: each a definition, with its letter in every
//! language.

use domain::ids::LetterId;
use domain::letters::{Draft, Text};
use domain::plays::{By, Certificate, Definition, Gesture, Goal, Holdout, Step, Success, When, Worth};
use locales::{Language, Words};

/// The topic ready letters are about.
pub(crate) const TOPIC: &str = "care";
/// What is written in the facts of whoever sent somebody.
const REFERRAL: &str = "#referral";

/// A ready play.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ready {
    Welcome,
    Second,
    Silent,
    Birthday,
    Holiday,
    Thanks,
    Trial,
    Review,
    Win,
    Ask,
    Referral,
    Empty,
}

impl Ready {
    pub(crate) const ALL: [Self; 12] = [
        Self::Welcome,
        Self::Second,
        Self::Silent,
        Self::Birthday,
        Self::Holiday,
        Self::Thanks,
        Self::Trial,
        Self::Review,
        Self::Win,
        Self::Ask,
        Self::Referral,
        Self::Empty,
    ];

    /// As the form says it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Welcome => "welcome",
            Self::Second => "second",
            Self::Silent => "silent",
            Self::Birthday => "birthday",
            Self::Holiday => "holiday",
            Self::Thanks => "thanks",
            Self::Trial => "trial",
            Self::Review => "review",
            Self::Win => "win",
            Self::Ask => "ask",
            Self::Referral => "referral",
            Self::Empty => "empty",
        }
    }

    pub(crate) fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ready| ready.name() == name)
    }

    /// What it is called.
    pub(crate) fn title(self, words: Words) -> String {
        match self {
            Self::Welcome => words.plays_ready_welcome(),
            Self::Second => words.plays_ready_second(),
            Self::Silent => words.plays_ready_silent(),
            Self::Birthday => words.plays_ready_birthday(),
            Self::Holiday => words.plays_ready_holiday(),
            Self::Thanks => words.plays_ready_thanks(),
            Self::Trial => words.plays_ready_trial(),
            Self::Review => words.plays_ready_review(),
            Self::Win => words.plays_ready_win(),
            Self::Ask => words.plays_ready_ask(),
            Self::Referral => words.plays_ready_referral(),
            Self::Empty => words.plays_empty(),
        }
    }

    /// What it does, in a sentence.
    pub(crate) fn says(self, words: Words) -> String {
        match self {
            Self::Welcome => words.plays_ready_welcome_says(),
            Self::Second => words.plays_ready_second_says(),
            Self::Silent => words.plays_ready_silent_says(),
            Self::Birthday => words.plays_ready_birthday_says(),
            Self::Holiday => words.plays_ready_holiday_says(),
            Self::Thanks => words.plays_ready_thanks_says(),
            Self::Trial => words.plays_ready_trial_says(),
            Self::Review => words.plays_ready_review_says(),
            Self::Win => words.plays_ready_win_says(),
            Self::Ask => words.plays_ready_ask_says(),
            Self::Referral => words.plays_ready_referral_says(REFERRAL),
            Self::Empty => words.plays_empty_says(),
        }
    }

    /// The letter it sends, in every language; `None` where it sends none.
    pub(crate) fn letter(self, words: Words) -> Option<Draft> {
        let texts: Option<Vec<Text>> =
            Language::ALL.into_iter().map(|language| self.letter_in(Words::of(language))).collect();
        Some(Draft { name: self.title(words), topic: TOPIC.into(), texts: texts? })
    }

    fn letter_in(self, words: Words) -> Option<Text> {
        let name = format!("{{{{ first_name|default(\"{}\") }}}}", words.plays_letter_friend());
        let (company, sender) = ("{{ company }}", "{{ sender }}");
        let name = name.as_str();
        let (subject, body) = match self {
            Self::Welcome => {
                (words.plays_letter_welcome_subject(company), words.plays_letter_welcome_body(name, sender))
            }
            Self::Second => {
                (words.plays_letter_second_subject(), words.plays_letter_second_body(name, sender))
            }
            Self::Holiday => {
                let holiday = "{{ holiday }}";
                let body = words.plays_letter_holiday_body(name, holiday, sender);
                (words.plays_letter_holiday_subject(holiday, company), body)
            }
            Self::Trial => {
                let (worth, code) = ("{{ certificate_worth }}", "{{ certificate_code }}");
                let body = words.plays_letter_trial_body(name, worth, code, sender);
                (words.plays_letter_trial_subject(), body)
            }
            Self::Review => {
                (words.plays_letter_review_subject(), words.plays_letter_review_body(name, sender))
            }
            Self::Win => (words.plays_letter_win_subject(), words.plays_letter_win_body(name, sender)),
            Self::Ask => {
                let why = "{{ why_link }}";
                (words.plays_letter_ask_subject(), words.plays_letter_ask_body(name, why, sender))
            }
            _ => return None,
        };
        Some(Text { language: words.tag().to_owned(), subject, body })
    }

    /// The play, with its letter where it sends one.
    pub(crate) fn definition(self, words: Words, letter: Option<LetterId>) -> Definition {
        let note = |words: String, cost| step(0, Gesture::Note { words }, cost);
        let sends = |certificate| {
            let letter = letter.unwrap_or(LetterId(uuid::Uuid::nil()));
            step(0, Gesture::Letter { letter, certificate }, 0)
        };
        let order = |nth, after_days| When::Order { nth, after_days };
        let play = |who: &str, when, steps, again_after_days, within_days| Definition {
            who: who.to_owned(),
            when,
            steps,
            again_after_days,
            quiet: None,
            success: Success { what: Goal::Return, within_days },
            holdout: Holdout::default(),
            topic: self.letter_in(words).is_some().then(|| TOPIC.to_owned()),
            owed: false,
            most_a_day: None,
            until: None,
        };
        match self {
            Self::Welcome => play("", order(Some(1), 1), vec![sends(None)], None, 60),
            Self::Second => play("standing.orders == 1", order(Some(1), 21), vec![sends(None)], None, 60),
            Self::Silent => {
                let silence = When::Silence { rhythms: 2.0 };
                let who = "standing.orders >= 3 && standing.p_alive > 0.2";
                play(who, silence, vec![note(words.plays_words_silent(), 150)], Some(365), 60)
            }
            Self::Birthday => {
                let date = When::Date { fact: birthdays(), days_before: 3 };
                play("", date, vec![note(words.plays_words_birthday(), 150)], Some(300), 60)
            }
            Self::Holiday => {
                let holiday = When::Holiday { holiday: "new_year".into(), days_before: 5 };
                play("standing.orders >= 1", holiday, vec![sends(None)], Some(300), 60)
            }
            Self::Thanks => {
                play("", order(None, 0), vec![note(words.plays_words_thanks(), 50)], Some(30), 60)
            }
            Self::Trial => {
                let worth = Worth::Trial { of: words.plays_trial_of(), cost: 300 };
                let gift = Certificate { worth, expires_after_days: Some(60) };
                play("", order(Some(3), 14), vec![sends(Some(gift))], None, 60)
            }
            Self::Review => Definition {
                success: Success { what: Goal::Answer, within_days: 30 },
                ..play("standing.orders >= 2", order(None, 7), vec![sends(None)], Some(180), 30)
            },
            Self::Win => {
                let call = step(7, Gesture::Call { words: words.plays_words_win() }, 200);
                let silence = When::Silence { rhythms: 4.0 };
                play("standing.orders >= 2", silence, vec![sends(None), call], Some(365), 90)
            }
            Self::Ask => Definition {
                success: Success { what: Goal::Answer, within_days: 30 },
                ..play(
                    "standing.orders >= 2 && left_reason == \"none\"",
                    When::Silence { rhythms: 3.0 },
                    vec![sends(None)],
                    Some(365),
                    30,
                )
            },
            Self::Referral => {
                let who = format!("facts.texts.exists(text, text.contains(\"{REFERRAL}\"))");
                play(&who, When::RuleHolds, vec![note(words.plays_words_referral(), 150)], Some(365), 90)
            }
            Self::Empty => play("", When::RuleHolds, vec![note(String::new(), 0)], None, 60),
        }
    }
}

/// Remembered dates that say in any of our languages that they are a birthday: a team writes in several.
fn birthdays() -> String {
    let said = Language::ALL.map(|language| Words::of(language).plays_birthday_words());
    format!("date:{}", said.join(", "))
}

fn step(after_days: u32, gesture: Gesture, cost: i64) -> Step {
    Step { after_days, gesture, by: By::Itself, cost }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ready_play_has_a_rule_that_can_be_read_and_its_letter_in_every_language() {
        let words = Words::of(Language::En);
        for ready in Ready::ALL {
            assert_eq!(Ready::of(ready.name()), Some(ready));
            let play = ready.definition(words, None);
            assert!(act::rule::Rule::read(&play.who).is_ok(), "{ready:?}");
            if let Some(letter) = ready.letter(words) {
                assert_eq!(letter.texts.len(), Language::ALL.len());
                assert!(letter.texts.iter().all(|text| text.body.contains("{{ sender }}")), "{ready:?}");
                assert!(letter.checked().is_ok(), "{ready:?}");
            }
        }
    }
}
