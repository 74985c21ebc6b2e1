//! A play as the fields of its form, and back. What somebody typed stays as they typed it until it can
//! be a play.

mod steps;
mod write;

use std::str::FromStr;

use domain::memory::{Problem, latin_digits};
use domain::plays::{Definition, Goal, Holdout, QuietHours, Score, Success, When};
use domain::{Currency, Day, Instant, Money};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use locales::Words;

use super::clauses::{Clause, Is, Values};
use super::sentence::NO_HOURS;
use super::wrong::{self, Wrong};
use write::Writing;

/// Most clauses that can be clicked together.
pub(crate) const CLAUSES: usize = 12;

/// The fields of a play's form.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fields(pub(crate) Vec<(String, String)>);

/// What fields are read with.
pub(crate) struct Reading<'a> {
    pub(crate) words: Words,
    pub(crate) currency: Currency,
    pub(crate) zone: &'a TimeZone,
}

impl Fields {
    /// What a field says; empty where it is not there.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str())
    }

    /// What a field of one of several says.
    pub(crate) fn of(&self, letter: &str, number: &usize, name: &str) -> &str {
        self.get(&format!("{letter}{number}_{name}"))
    }

    pub(crate) fn is(&self, name: &str, value: &str) -> bool {
        self.get(name) == value
    }

    pub(crate) fn of_is(&self, letter: &str, number: &usize, name: &str, value: &str) -> bool {
        self.of(letter, number, name) == value
    }

    /// Whether a day of the week, 0 for Monday, is among the quiet ones.
    pub(crate) fn quiet_on(&self, day: &usize) -> bool {
        self.0.iter().any(|(name, value)| name == "quiet_day" && *value == day.to_string())
    }

    /// The list the value of a clause is chosen from, where its name has one.
    pub(crate) fn values(&self, number: &usize) -> Option<&'static str> {
        Values::of(self.of("c", number, "word")).map(Values::name)
    }

    /// The clauses to show: those that say something, and room for two more.
    pub(crate) fn clauses(&self) -> Vec<usize> {
        (0..(self.said("c", "word", CLAUSES) + 2).min(CLAUSES)).collect()
    }

    /// The steps to show: those that do something, and room for one more.
    pub(crate) fn steps(&self) -> Vec<usize> {
        let most = domain::plays::STEPS_MAX;
        (0..(self.said("s", "what", most) + 1).min(most)).collect()
    }

    fn said(&self, letter: &str, name: &str, most: usize) -> usize {
        (0..most).rev().find(|number| !self.of(letter, number, name).is_empty()).map_or(0, |last| last + 1)
    }

    /// The fields of a play.
    pub(crate) fn write(name: &str, version: i64, play: &Definition, reading: &Reading<'_>) -> Self {
        let mut fields = Writing(Vec::new());
        fields.say("name", name);
        fields.say("version", version);
        fields.who(&play.who, reading.currency);
        fields.when(&play.when, reading);
        for (number, step) in play.steps.iter().enumerate() {
            fields.step(number, step, reading.currency);
        }
        fields.say("again", play.again_after_days.map_or_else(String::new, |days| days.to_string()));
        fields.say("most", play.most_a_day.map_or_else(String::new, |most| most.to_string()));
        fields.until(play.until, reading);
        fields.say("topic", play.topic.as_deref().unwrap_or_default());
        fields.quiet(play.quiet);
        fields.say("goal", goal_name(play.success.what));
        fields.say("within", play.success.within_days);
        fields.say("holdout", f64::from(play.holdout.mille) / 10.0);
        fields.say("reason", &play.holdout.reason);
        fields.flag("by_organisation", play.holdout.by_organisation);
        fields.flag("owed", play.owed);
        Self(fields.0)
    }

    /// The fields of a rule that stands by itself.
    pub(crate) fn of_rule(rule: &str, currency: Currency) -> Self {
        let mut fields = Writing(Vec::new());
        fields.who(rule, currency);
        Self(fields.0)
    }

    /// The play the fields say.
    pub(crate) fn read(&self, reading: &Reading<'_>) -> Result<Definition, Wrong> {
        let words = reading.words;
        let days = |name: &str, label: String| self.maybe(name, label, words);
        let holdout = self.get("holdout").trim().replace('%', "");
        let share = number::<f64>(words, &holdout, words.plays_field_holdout());
        let share = share.map_err(|wrong| wrong.of("held"))?;
        let topic = self.get("topic").trim();
        Ok(Definition {
            who: self.rule(reading).map_err(|wrong| wrong.of("who"))?,
            when: self.moment(reading).map_err(|wrong| wrong.of("when"))?,
            steps: self.read_steps(reading)?,
            again_after_days: days("again", words.plays_field_again()).map_err(|wrong| wrong.of("often"))?,
            quiet: self.hours(words).map_err(|wrong| wrong.of("quiet"))?,
            success: Success {
                what: goal_of(self.get("goal")),
                within_days: self
                    .number("within", words.plays_field_within(), words)
                    .map_err(|wrong| wrong.of("success"))?,
            },
            holdout: Holdout {
                mille: (share * 10.0).round().clamp(0.0, 1000.0) as u16,
                reason: self.get("reason").trim().to_owned(),
                by_organisation: self.is("by_organisation", "on"),
            },
            topic: (!topic.is_empty()).then(|| topic.to_owned()),
            owed: self.is("owed", "on"),
            most_a_day: days("most", words.plays_field_most()).map_err(|wrong| wrong.of("often"))?,
            until: self.until(reading).map_err(|wrong| wrong.of("often"))?,
        })
    }

    /// The rule that was clicked together or written.
    pub(crate) fn rule(&self, reading: &Reading<'_>) -> Result<String, Wrong> {
        if self.is("who_by", "text") {
            return Ok(self.get("who_text").trim().to_owned());
        }
        let mut rule = Vec::new();
        for number in 0..CLAUSES {
            let name = self.of("c", &number, "word");
            let Some((_, word)) = act::rule::vocabulary::find(name) else { continue };
            let value = self.of("c", &number, "value").to_owned();
            let is = Is::of_sign(self.of("c", &number, "is")).unwrap_or(Is::Equal);
            let clause = Clause { word: word.name, is, value };
            let written = clause.cel(reading.currency);
            rule.push(written.ok_or_else(|| wrong::clause(reading.words, number, word, &clause))?);
        }
        Ok(rule.join(" && "))
    }

    fn moment(&self, reading: &Reading<'_>) -> Result<When, Wrong> {
        let words = reading.words;
        let days = |name: &str, label: String| {
            let said = self.get(name);
            if said.trim().is_empty() { Ok(0) } else { number(words, said, label) }
        };
        Ok(match self.get("when") {
            "once" => When::Once { at: self.instant("at", reading)? },
            "date" => When::Date {
                fact: self.fact(),
                days_before: days("date_before", words.plays_field_before())?,
            },
            "holiday" => When::Holiday {
                holiday: self.get("holiday").to_owned(),
                days_before: days("holiday_before", words.plays_field_before())?,
            },
            "silence" => {
                let rhythms = self.number("rhythms", words.plays_field_rhythms(), words)?;
                When::Silence { rhythms }
            }
            "order" => When::Order {
                nth: self.maybe("nth", words.plays_field_nth(), words)?,
                after_days: days("order_after", words.plays_field_after())?,
            },
            "product" => When::Product {
                sku: self.get("sku").trim().to_owned(),
                after_days: days("product_after", words.plays_field_after())?,
            },
            "score" => self.score(reading)?,
            _ => When::RuleHolds,
        })
    }

    /// The kind of fact, and the words it has to hold one of.
    fn fact(&self) -> String {
        match (self.get("fact"), self.get("fact_words").trim()) {
            (kind, "") => kind.to_owned(),
            (kind, words) => format!("{kind}:{words}"),
        }
    }

    fn score(&self, reading: &Reading<'_>) -> Result<When, Wrong> {
        let words = reading.words;
        let (of, said) = (score_of(self.get("score")), self.get("line"));
        let line: f64 = number(words, said, words.plays_field_line())?;
        let line = match of {
            Score::PAlive => line / 100.0,
            Score::ValueAtStake | Score::ExpectedValue => {
                (line * reading.currency.minor_per_major() as f64).round()
            }
            Score::Orders => line,
        };
        Ok(When::Score { of, line, above: !self.is("above", "below") })
    }

    fn instant(&self, name: &str, reading: &Reading<'_>) -> Result<Instant, Wrong> {
        let said = self.get(name);
        let at = said.parse::<DateTime>().ok().and_then(|at| at.to_zoned(reading.zone.clone()).ok());
        let words = reading.words;
        at.map(|at| Instant(at.timestamp().as_microsecond()))
            .ok_or_else(|| Wrong::said(words.plays_wrong_number(said, words.plays_field_at())))
    }

    /// When the last day is over.
    fn until(&self, reading: &Reading<'_>) -> Result<Option<Instant>, Wrong> {
        let said = self.get("until").trim();
        if said.is_empty() {
            return Ok(None);
        }
        let wrong = |_| Problem::NotADate(said.chars().take(60).collect());
        let day: Day = said
            .parse()
            .map_err(wrong)
            .map_err(|why| Wrong::said(crate::memory::problem(reading.words, &why)))?;
        Ok(Some(Day(day.0 + 1).start_in(reading.zone)))
    }

    fn hours(&self, words: Words) -> Result<Option<QuietHours>, Wrong> {
        let minute = |name: &str, label: String| {
            let said = self.get(name);
            if said.is_empty() {
                return Ok(0);
            }
            let parts = said.split_once(':').and_then(|(hour, minute)| {
                Some(hour.parse::<u16>().ok()? * 60 + minute.get(..2)?.parse::<u16>().ok()?)
            });
            parts.ok_or_else(|| Wrong::said(words.plays_wrong_number(said, label)))
        };
        let weekdays = (0..7usize).filter(|day| self.quiet_on(day)).fold(0u8, |mask, day| mask | 1 << day);
        let hours = QuietHours {
            from: minute("quiet_from", words.plays_field_quiet_from())?,
            to: minute("quiet_to", words.plays_field_quiet_to())?,
            weekdays,
        };
        Ok((hours != NO_HOURS).then_some(hours))
    }

    /// A number that has to be said.
    pub(crate) fn number<T: FromStr>(&self, name: &str, label: String, words: Words) -> Result<T, Wrong> {
        number(words, self.get(name), label)
    }

    fn maybe(&self, name: &str, label: String, words: Words) -> Result<Option<u32>, Wrong> {
        let said = self.get(name);
        if said.trim().is_empty() { Ok(None) } else { number(words, said, label).map(Some) }
    }
}

fn number<T: FromStr>(words: Words, said: &str, label: String) -> Result<T, Wrong> {
    let plain = latin_digits(said.trim()).replace([',', '\u{66b}'], ".");
    plain.parse().map_err(|_| Wrong::said(words.plays_wrong_number(said, label)))
}

fn amount(reading: &Reading<'_>, said: &str, label: String) -> Result<i64, Wrong> {
    if said.trim().is_empty() {
        return Ok(0);
    }
    let typed = Money::typed(said, reading.currency).map(|money| money.minor);
    typed.ok_or_else(|| Wrong::said(reading.words.plays_wrong_number(said, label)))
}

/// The name of a goal in the form.
pub(crate) fn goal_name(goal: Goal) -> &'static str {
    match goal {
        Goal::Return => "return",
        Goal::Revenue => "revenue",
        Goal::Visit => "visit",
        Goal::Answer => "answer",
    }
}

fn goal_of(name: &str) -> Goal {
    let all = [Goal::Revenue, Goal::Visit, Goal::Answer];
    all.into_iter().find(|goal| goal_name(*goal) == name).unwrap_or(Goal::Return)
}

/// The name of a figure in the form.
pub(crate) fn score_name(score: Score) -> &'static str {
    match score {
        Score::PAlive => "p_alive",
        Score::ValueAtStake => "value_at_stake",
        Score::ExpectedValue => "expected_value",
        Score::Orders => "orders",
    }
}

/// Every figure a moment can wait for.
pub(crate) const SCORES: [Score; 4] =
    [Score::PAlive, Score::ValueAtStake, Score::ExpectedValue, Score::Orders];

fn score_of(name: &str) -> Score {
    SCORES.into_iter().find(|score| score_name(*score) == name).unwrap_or(Score::PAlive)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ready_play_survives_its_own_form() {
        let words = Words::of(locales::Language::En);
        let reading = Reading { words, currency: Currency::EUR, zone: &TimeZone::UTC };
        for ready in super::super::ready::Ready::ALL {
            let letter = domain::ids::LetterId(uuid::Uuid::nil());
            let play = ready.definition(words, Some(letter));
            assert_eq!(play.check(), Ok(()), "{ready:?}");
            let fields = Fields::write("A play", 1, &play, &reading);
            assert_eq!(fields.read(&reading).unwrap(), play, "{ready:?}");
        }
    }

    #[test]
    fn what_is_no_number_is_said_with_its_field_and_kept() {
        let words = Words::of(locales::Language::En);
        let reading = Reading { words, currency: Currency::EUR, zone: &TimeZone::UTC };
        let fields = |name: &str, value: &str| {
            let play = super::super::ready::Ready::Silent.definition(words, None);
            let mut fields = Fields::write("A play", 1, &play, &reading);
            fields.0.retain(|(known, _)| known != name);
            fields.0.push((name.into(), value.into()));
            fields.read(&reading)
        };
        for (name, value) in [("within", "soon"), ("holdout", "many"), ("s0_cost", "1.505"), ("rhythms", "")]
        {
            assert!(fields(name, value).unwrap_err().say.contains(value), "{name}");
        }
        assert_eq!(fields("holdout", "12,5").unwrap().holdout.mille, 125);
        assert_eq!(fields("within", "۶۰").unwrap().success.within_days, 60);
    }
}
