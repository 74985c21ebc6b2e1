//! The clicks of *who*: clauses of a name, a comparison and a value, and the CEL underneath them.

use act::rule::Rule;
use act::rule::vocabulary::{NONE, Type, VOCABULARY, Word, find};
use domain::leaving::Reason;
use domain::memory::FactKind;
use domain::party::PartyKind;
use domain::{Currency, Money};
use locales::Words;

use super::sentence::Names;

/// How a clause compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Is {
    AtLeast,
    Over,
    AtMost,
    Under,
    Equal,
    Other,
    With,
    Without,
}

impl Is {
    pub(crate) const ALL: [Self; 8] = [
        Self::AtLeast,
        Self::Over,
        Self::AtMost,
        Self::Under,
        Self::Equal,
        Self::Other,
        Self::With,
        Self::Without,
    ];

    /// As CEL has it; where something is in a list, the name of the list comes last.
    pub(crate) fn sign(self) -> &'static str {
        match self {
            Self::AtLeast => ">=",
            Self::Over => ">",
            Self::AtMost => "<=",
            Self::Under => "<",
            Self::Equal => "==",
            Self::Other => "!=",
            Self::With => "in",
            Self::Without => "!in",
        }
    }

    pub(crate) fn of_sign(sign: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|is| is.sign() == sign)
    }

    /// What it can compare: several of `number`, `text` and `texts`.
    pub(crate) fn compares(self) -> &'static str {
        match self {
            Self::Equal | Self::Other => "number text",
            Self::With | Self::Without => "texts",
            _ => "number",
        }
    }

    pub(crate) fn name(self, words: Words) -> String {
        match self {
            Self::AtLeast => words.plays_choose_at_least(),
            Self::Over => words.plays_choose_over(),
            Self::AtMost => words.plays_choose_at_most(),
            Self::Under => words.plays_choose_under(),
            Self::Equal => words.plays_choose_equal(),
            Self::Other => words.plays_choose_other(),
            Self::With => words.plays_choose_with(),
            Self::Without => words.plays_choose_without(),
        }
    }
}

/// What the value of a name is counted in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Whole,
    Number,
    Share,
    Money,
    Text,
}

fn unit(word: &Word) -> Unit {
    match (word.name, word.of) {
        ("standing.p_alive", _) => Unit::Share,
        ("standing.spend" | "standing.expected_value" | "standing.value_at_stake", _) => Unit::Money,
        (_, Type::Count) => Unit::Whole,
        (_, Type::Figure) => Unit::Number,
        (_, Type::Text | Type::Texts) => Unit::Text,
    }
}

/// A clause somebody can click together; the value as they type it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Clause {
    pub word: &'static str,
    pub is: Is,
    pub value: String,
}

impl Clause {
    /// A clause as CEL has it.
    pub(crate) fn read(text: &str, currency: Currency) -> Option<Self> {
        let text = text.trim();
        if let Some(inner) = text.strip_prefix("!(").and_then(|rest| rest.strip_suffix(')')) {
            let clause = Self::read(inner, currency)?;
            return (clause.is == Is::With).then_some(Self { is: Is::Without, ..clause });
        }
        if text.starts_with('"') {
            let (value, name) = text.rsplit_once(" in ")?;
            let (_, word) = find(name.trim())?;
            let value = serde_json::from_str(value.trim()).ok()?;
            return (word.of == Type::Texts).then_some(Self { word: word.name, is: Is::With, value });
        }
        let mut parts = text.splitn(3, ' ');
        let (name, sign, value) = (parts.next()?, parts.next()?, parts.next()?.trim());
        let (_, word) = find(name)?;
        let is = Is::of_sign(sign)?;
        let number = || value.parse::<f64>().ok().filter(|number| number.is_finite());
        let value = match unit(word) {
            Unit::Text => serde_json::from_str(value).ok()?,
            Unit::Whole | Unit::Number => number().map(|_| trimmed(value))?,
            Unit::Share => trimmed(&format!("{:.4}", number()? * 100.0)),
            Unit::Money => Money { minor: number()? as i64, currency }.plain(),
        };
        Some(Self { word: word.name, is, value })
    }

    /// The clause in CEL; `None` where the value or the comparison does not go with the name.
    pub(crate) fn cel(&self, currency: Currency) -> Option<String> {
        let (_, word) = find(self.word)?;
        let (name, sign, typed) =
            (word.name, self.is.sign(), domain::memory::latin_digits(self.value.trim()));
        let number = || typed.replace([',', '\u{66b}'], ".").parse::<f64>().ok().filter(|it| it.is_finite());
        let quoted = || serde_json::to_string(Some(self.value.trim()).filter(|said| !said.is_empty())?).ok();
        if !goes_with(word, self.is) {
            return None;
        }
        match (word.of, self.is) {
            (Type::Texts, Is::With) => Some(format!("{} in {name}", quoted()?)),
            (Type::Texts, _) => Some(format!("!({} in {name})", quoted()?)),
            (Type::Text, _) => Some(format!("{name} {sign} {}", quoted()?)),
            (Type::Count, _) => Some(format!("{name} {sign} {}", typed.parse::<i64>().ok()?)),
            (Type::Figure, _) => {
                let figure = match unit(word) {
                    Unit::Share => number()? / 100.0,
                    Unit::Money => Money::typed(&typed, currency)?.minor as f64,
                    _ => number()?,
                };
                Some(format!("{name} {sign} {figure:?}"))
            }
        }
    }

    /// The clause in words.
    pub(crate) fn said(&self, names: &Names) -> String {
        let (words, currency) = (names.words, names.currency);
        let name = find(self.word).map_or_else(String::new, |(_, word)| named(words, word));
        let number = self.value.parse::<f64>().unwrap_or_default();
        let value = match find(self.word).map(|(_, word)| unit(word)) {
            Some(Unit::Share) => words.percent(number / 100.0),
            Some(Unit::Money) => words.money_about(number, currency),
            Some(Unit::Whole) => words.plain(number as i64),
            Some(Unit::Number) => words.decimal(number, usize::from(number.fract() != 0.0)),
            Some(Unit::Text) | None => value(names, self.word, &self.value),
        };
        match self.is {
            Is::AtLeast => words.plays_is_at_least(name, value),
            Is::Over => words.plays_is_over(name, value),
            Is::AtMost => words.plays_is_at_most(name, value),
            Is::Under => words.plays_is_under(name, value),
            Is::Equal => words.plays_is_equal(name, value),
            Is::Other => words.plays_is_other(name, value),
            Is::With => words.plays_is_with(value, name),
            Is::Without => words.plays_is_without(value, name),
        }
    }
}

/// A figure in what its name is counted in.
pub(crate) fn figure(words: Words, name: &str, figure: f64, currency: Currency) -> String {
    match find(name).map(|(_, word)| unit(word)) {
        Some(Unit::Share) => words.odds(figure),
        Some(Unit::Money) => words.money_about(figure / currency.minor_per_major() as f64, currency),
        _ => words.decimal(figure, 1),
    }
}

fn trimmed(number: &str) -> String {
    if number.contains('.') {
        number.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        number.to_owned()
    }
}

/// A rule as clauses to click; `None` where it says more than clicking can.
pub(crate) fn clicked(rule: &str, currency: Currency) -> Option<Vec<Clause>> {
    let read = Rule::read(rule).ok()?;
    let clauses: Option<Vec<Clause>> = read.clauses().map(|clause| Clause::read(clause, currency)).collect();
    clauses.filter(|clauses| clauses.len() <= super::form::CLAUSES)
}

/// A clause of a rule in words, where clicking can say it; else as it is written.
pub(crate) fn said(names: &Names, clause: &str) -> String {
    Clause::read(clause, names.currency).map_or_else(|| clause.to_owned(), |clause| clause.said(names))
}

/// What a text of a rule is called.
pub(crate) fn value(names: &Names, word: &str, value: &str) -> String {
    let words = names.words;
    let known = match Values::of(word) {
        Some(Values::Topics) => names.topics.get(value).cloned(),
        Some(Values::Facts) => FactKind::from_name(value).map(|kind| crate::memory::fact_kind(words, kind)),
        Some(Values::Kinds) => {
            PartyKind::from_name(value).map(|kind| crate::pages::party::party_kind(words, kind))
        }
        Some(Values::Languages) => Some(crate::pages::people::language_name(value)),
        Some(Values::Stakes) => Some(crate::pages::people::stake_name(words, value)),
        Some(Values::Reasons) if value == NONE => Some(words.leaving_unanswered()),
        Some(Values::Reasons) => Reason::from_name(value).map(|why| crate::leaving::reason(words, why)),
        None => None,
    };
    known.unwrap_or_else(|| value.to_owned())
}

/// A list of what can stand as the value of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Values {
    Topics,
    Facts,
    Kinds,
    Languages,
    Stakes,
    Reasons,
}

impl Values {
    pub(crate) fn of(word: &str) -> Option<Self> {
        match word {
            "consent.given" | "consent.refused" => Some(Self::Topics),
            "facts.kinds" | "private_facts.kinds" | "special_facts.kinds" => Some(Self::Facts),
            "kind" => Some(Self::Kinds),
            "language" => Some(Self::Languages),
            "stakes" => Some(Self::Stakes),
            "left_reason" => Some(Self::Reasons),
            _ => None,
        }
    }

    /// The name of its list on the page.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Topics => "topics",
            Self::Facts => "facts",
            Self::Kinds => "kinds",
            Self::Languages => "languages",
            Self::Stakes => "stakes",
            Self::Reasons => "reasons",
        }
    }
}

/// A name as the builder offers it.
pub(crate) struct Name {
    pub(crate) name: &'static str,
    pub(crate) title: String,
    /// What it is compared as: `number`, `text` or `texts`.
    pub(crate) of: &'static str,
    /// The list its values come from, where there is one.
    pub(crate) values: &'static str,
    /// What its value is counted in, where that isn't plain.
    pub(crate) unit: String,
}

/// Every name, and how it is said.
pub(crate) fn names(words: Words, currency: Currency) -> Vec<Name> {
    let name = |word: &Word| Name {
        name: word.name,
        title: named(words, word),
        of: compared_as(word),
        values: Values::of(word.name).map_or("", Values::name),
        unit: match unit(word) {
            Unit::Share => "%".to_owned(),
            Unit::Money => currency.code().to_owned(),
            Unit::Whole | Unit::Number | Unit::Text => String::new(),
        },
    };
    VOCABULARY.iter().map(name).collect()
}

fn compared_as(word: &Word) -> &'static str {
    match word.of {
        Type::Count | Type::Figure => "number",
        Type::Text => "text",
        Type::Texts => "texts",
    }
}

/// Whether a comparison can be asked of a name.
pub(crate) fn goes_with(word: &Word, is: Is) -> bool {
    is.compares().split(' ').any(|of| of == compared_as(word))
}

/// How a name of the vocabulary is said.
pub(crate) fn named(words: Words, word: &Word) -> String {
    match word.message {
        "plays-word-orders" => words.plays_word_orders(),
        "plays-word-spend" => words.plays_word_spend(),
        "plays-word-p-alive" => words.plays_word_p_alive(),
        "plays-word-expected-orders" => words.plays_word_expected_orders(),
        "plays-word-expected-value" => words.plays_word_expected_value(),
        "plays-word-at-stake" => words.plays_word_at_stake(),
        "plays-word-rhythm" => words.plays_word_rhythm(),
        "plays-word-overdue" => words.plays_word_overdue(),
        "plays-word-silent-days" => words.plays_word_silent_days(),
        "plays-word-silent-rhythms" => words.plays_word_silent_rhythms(),
        "plays-word-known-days" => words.plays_word_known_days(),
        "plays-word-products" => words.plays_word_products(),
        "plays-word-fact-kinds" => words.plays_word_fact_kinds(),
        "plays-word-fact-texts" => words.plays_word_fact_texts(),
        "plays-word-private-kinds" => words.plays_word_private_kinds(),
        "plays-word-private-texts" => words.plays_word_private_texts(),
        "plays-word-special-kinds" => words.plays_word_special_kinds(),
        "plays-word-special-texts" => words.plays_word_special_texts(),
        "plays-word-consent-given" => words.plays_word_consent_given(),
        "plays-word-consent-refused" => words.plays_word_consent_refused(),
        "plays-word-tier" => words.plays_word_tier(),
        "plays-word-left-reason" => words.plays_word_left_reason(),
        "plays-word-stakes" => words.plays_word_stakes(),
        "plays-word-kind" => words.plays_word_kind(),
        "plays-word-language" => words.plays_word_language(),
        "plays-word-city" => words.plays_word_city(),
        "plays-word-country" => words.plays_word_country(),
        _ => word.name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_clicked_is_written_and_read_again() {
        for (cel, value) in [
            ("standing.orders >= 3", "3"),
            ("standing.p_alive > 0.2", "20"),
            ("standing.value_at_stake >= 12050.0", "120.50"),
            ("standing.silent_rhythms < 2.5", "2.5"),
            ("language == \"fa\"", "fa"),
            ("\"news\" in consent.given", "news"),
            ("!(\"say \\\"so\\\"\" in facts.texts)", "say \"so\""),
        ] {
            let clause = Clause::read(cel, Currency::EUR).unwrap();
            assert_eq!(clause.value, value);
            assert_eq!(clause.cel(Currency::EUR).as_deref(), Some(cel));
            assert!(Rule::read(cel).is_ok(), "{cel}");
        }
        assert_eq!(clicked("standing.orders >= 3 && city != \"Riga\"", Currency::EUR).unwrap().len(), 2);
        let several = "\"care\" in consent.given && !(\"tea\" in facts.texts) && language == \"fa\"";
        assert_eq!(clicked(several, Currency::EUR).unwrap().len(), 3);
        assert_eq!(clicked("standing.orders >= 3 || city == \"Riga\"", Currency::EUR), None);
    }

    #[test]
    fn a_value_that_does_not_go_with_its_name_writes_no_rule() {
        let clause = |word, is, value: &str| Clause { word, is, value: value.into() }.cel(Currency::EUR);
        assert_eq!(clause("standing.orders", Is::AtLeast, "many"), None);
        assert_eq!(clause("language", Is::Over, "fa"), None);
        assert_eq!(clause("standing.p_alive", Is::Over, "۲۰").as_deref(), Some("standing.p_alive > 0.2"));
    }

    #[test]
    fn every_name_of_a_rule_has_its_words_in_the_builder() {
        let words = Words::of(locales::Language::En);
        assert!(VOCABULARY.iter().all(|word| named(words, word) != word.name));
    }
}
