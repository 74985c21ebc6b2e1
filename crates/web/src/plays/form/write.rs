//! A play as the fields its form shows.

use domain::plays::{By, Gesture, QuietHours, Score, Step, When, Worth};
use domain::{Currency, Instant, Money};

use super::{Reading, score_name};
use crate::plays::clauses::clicked;
use crate::plays::sentence::{hour, last_day};

/// Fields being written.
pub(super) struct Writing(pub(super) Vec<(String, String)>);

impl Writing {
    pub(super) fn say(&mut self, name: &str, value: impl ToString) {
        self.0.push((name.to_owned(), value.to_string()));
    }

    pub(super) fn flag(&mut self, name: &str, on: bool) {
        if on {
            self.say(name, "on");
        }
    }

    pub(super) fn who(&mut self, rule: &str, currency: Currency) {
        self.say("who_text", rule);
        let Some(clauses) = clicked(rule, currency) else { return self.say("who_by", "text") };
        self.say("who_by", "clicks");
        for (number, clause) in clauses.iter().enumerate() {
            self.say(&format!("c{number}_word"), clause.word);
            self.say(&format!("c{number}_is"), clause.is.sign());
            self.say(&format!("c{number}_value"), &clause.value);
        }
    }

    pub(super) fn until(&mut self, until: Option<Instant>, reading: &Reading<'_>) {
        let day = until.map(|until| last_day(until, reading.zone).to_string());
        self.say("until", day.unwrap_or_default());
    }

    pub(super) fn when(&mut self, when: &When, reading: &Reading<'_>) {
        let name = match when {
            When::RuleHolds => "rule",
            When::Once { at } => {
                let at = at.timestamp().to_zoned(reading.zone.clone());
                self.say("at", at.strftime("%Y-%m-%dT%H:%M"));
                "once"
            }
            When::Date { fact, days_before } => {
                let (kind, words) = fact.split_once(':').unwrap_or((fact, ""));
                self.say("fact", kind.trim());
                self.say("fact_words", words.trim());
                self.say("date_before", days_before);
                "date"
            }
            When::Holiday { holiday, days_before } => {
                self.say("holiday", holiday);
                self.say("holiday_before", days_before);
                "holiday"
            }
            When::Silence { rhythms } => {
                self.say("rhythms", rhythms);
                "silence"
            }
            When::Order { nth, after_days } => {
                self.say("nth", nth.map_or_else(String::new, |nth| nth.to_string()));
                self.say("order_after", after_days);
                "order"
            }
            When::Product { sku, after_days } => {
                self.say("sku", sku);
                self.say("product_after", after_days);
                "product"
            }
            When::Score { of, line, above } => {
                let line = match of {
                    Score::PAlive => line * 100.0,
                    Score::Orders => *line,
                    _ => line / reading.currency.minor_per_major() as f64,
                };
                self.say("score", score_name(*of));
                self.say("line", line);
                self.say("above", if *above { "above" } else { "below" });
                "score"
            }
        };
        self.say("when", name);
    }

    pub(super) fn step(&mut self, number: usize, step: &Step, currency: Currency) {
        let mut say = |name: &str, value: String| self.say(&format!("s{number}_{name}"), value);
        let plain = |minor: i64| Money { minor, currency }.plain();
        say("what", step.gesture.kind().name().to_owned());
        say("after", step.after_days.to_string());
        say("cost", plain(step.cost));
        match step.by {
            By::Itself => {}
            By::Member(id) => say("by", format!("member {id}")),
            By::Role(role) => say("by", format!("role {}", role.name())),
        }
        if let Some(present) = step.gesture.present() {
            say("present", present.to_string());
        }
        let gift = match &step.gesture {
            Gesture::Letter { letter, certificate } => {
                say("letter", letter.to_string());
                certificate.as_ref()
            }
            Gesture::Certificate(certificate) => Some(certificate),
            Gesture::Note { words }
            | Gesture::Call { words }
            | Gesture::Present { words, .. }
            | Gesture::Task { words } => {
                say("words", words.clone());
                None
            }
        };
        let Some(gift) = gift else { return };
        match &gift.worth {
            Worth::Money { amount } => {
                say("gives", "money".into());
                say("amount", plain(*amount));
            }
            Worth::Trial { of, cost } => {
                say("gives", "trial".into());
                say("of", of.clone());
                say("trial_cost", plain(*cost));
            }
        }
        say("expires", gift.expires_after_days.map_or_else(String::new, |days| days.to_string()));
    }

    pub(super) fn quiet(&mut self, hours: Option<QuietHours>) {
        let Some(hours) = hours else { return };
        self.say("quiet_from", hour(hours.from));
        self.say("quiet_to", hour(hours.to));
        for day in (0..7).filter(|day| hours.weekdays & (1 << day) != 0) {
            self.say("quiet_day", day);
        }
    }
}
