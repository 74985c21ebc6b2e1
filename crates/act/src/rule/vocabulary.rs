//! Every name a rule may say: its type, the columns it is read from, and its words in the builder.

use domain::Day;
use domain::memory::Level;
use store::audience::{Column, Value};

/// What a reason is called that nobody gave.
pub const NONE: &str = "none";

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// A whole number.
    Count,
    /// A number with decimals.
    Figure,
    /// A text.
    Text,
    /// Several texts.
    Texts,
}

impl Type {
    /// The name CEL has for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Count => "int",
            Self::Figure => "double",
            Self::Text => "string",
            Self::Texts => "list",
        }
    }
}

/// What holds for everybody a rule is asked about.
#[derive(Clone, Copy, Debug)]
pub struct World {
    /// Today, where the company is.
    pub today: Day,
    /// Minor units in a major one of the company's currency.
    pub minor_per_major: f64,
}

/// A name a rule may say.
pub struct Word {
    /// As a rule says it.
    pub name: &'static str,
    /// What it stands for.
    pub of: Type,
    /// What it is read from.
    pub columns: &'static [Column],
    /// The message that says it in the builder.
    pub message: &'static str,
    /// How it is read from those columns.
    pub(super) reading: Reading,
}

/// How a name is read from its columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// As its column has it.
    Same,
    /// In minor units, where its column is in major ones.
    Minor,
    /// How many days ago the day of its column was.
    DaysSince,
    /// How many of their own rhythms they are silent.
    Rhythms,
    /// What they are to us, a customer included.
    Stakes,
    /// The first of several; a person has one at most.
    First,
    /// The same; [`NONE`] where there is none.
    FirstOrNone,
}

impl Word {
    /// What the name stands for, from the columns it is read from, in their order.
    #[must_use]
    pub fn read(&self, values: &[&Value], world: &World) -> Value {
        match self.reading {
            Reading::Same => values.first().map_or(Value::Absent, |value| (*value).clone()),
            Reading::Minor => minor(values, world),
            Reading::DaysSince => days_since(values, world),
            Reading::Rhythms => rhythms(values, world),
            Reading::Stakes => stakes(values),
            Reading::First => first(values),
            Reading::FirstOrNone => match first(values) {
                Value::Text(text) if text.is_empty() => Value::Text(NONE.into()),
                said => said,
            },
        }
    }

    /// The most sensitive level of facts it speaks of.
    #[must_use]
    pub fn level(&self) -> Level {
        let level = |column: &Column| match column {
            Column::FactKinds(level) | Column::FactTexts(level) => *level,
            _ => Level::Ordinary,
        };
        self.columns.iter().map(level).max().unwrap_or(Level::Ordinary)
    }
}

fn minor(values: &[&Value], world: &World) -> Value {
    match values.first() {
        Some(Value::Figure(major)) => Value::Figure((major * world.minor_per_major).round()),
        _ => Value::Absent,
    }
}

fn days_since(values: &[&Value], world: &World) -> Value {
    match values.first() {
        Some(Value::Count(day)) => Value::Count(i64::from(world.today.0) - day),
        _ => Value::Absent,
    }
}

fn rhythms(values: &[&Value], world: &World) -> Value {
    match values {
        [Value::Count(last), Value::Figure(rhythm)] if *rhythm > 0.0 => {
            Value::Figure((i64::from(world.today.0) - last) as f64 / rhythm)
        }
        _ => Value::Absent,
    }
}

fn stakes(values: &[&Value]) -> Value {
    let mut stakes = match values.first() {
        Some(Value::Texts(texts)) => texts.clone(),
        _ => Vec::new(),
    };
    if matches!(values.get(1), Some(Value::Count(1..))) {
        stakes.push("customer".into());
    }
    Value::Texts(stakes)
}

fn first(values: &[&Value]) -> Value {
    match values.first() {
        Some(Value::Texts(texts)) => Value::Text(texts.first().cloned().unwrap_or_default()),
        _ => Value::Absent,
    }
}

const fn word(name: &'static str, of: Type, columns: &'static [Column], message: &'static str) -> Word {
    Word { name, of, columns, message, reading: Reading::Same }
}

const fn worked(
    name: &'static str,
    of: Type,
    columns: &'static [Column],
    message: &'static str,
    reading: Reading,
) -> Word {
    Word { name, of, columns, message, reading }
}

/// Every name there is.
pub static VOCABULARY: &[Word] = &[
    word("standing.orders", Type::Count, &[Column::Orders], "plays-word-orders"),
    worked("standing.spend", Type::Figure, &[Column::Spend], "plays-word-spend", Reading::Minor),
    word("standing.p_alive", Type::Figure, &[Column::PAlive], "plays-word-p-alive"),
    word("standing.expected_orders", Type::Figure, &[Column::ExpectedOrders], "plays-word-expected-orders"),
    worked(
        "standing.expected_value",
        Type::Figure,
        &[Column::ExpectedValue],
        "plays-word-expected-value",
        Reading::Minor,
    ),
    worked(
        "standing.value_at_stake",
        Type::Figure,
        &[Column::ValueAtStake],
        "plays-word-at-stake",
        Reading::Minor,
    ),
    word("standing.rhythm_days", Type::Figure, &[Column::RhythmDays], "plays-word-rhythm"),
    word("standing.overdue_days", Type::Figure, &[Column::OverdueDays], "plays-word-overdue"),
    worked(
        "standing.silent_days",
        Type::Count,
        &[Column::LastDay],
        "plays-word-silent-days",
        Reading::DaysSince,
    ),
    worked(
        "standing.silent_rhythms",
        Type::Figure,
        &[Column::LastDay, Column::RhythmDays],
        "plays-word-silent-rhythms",
        Reading::Rhythms,
    ),
    worked(
        "standing.known_days",
        Type::Count,
        &[Column::FirstDay],
        "plays-word-known-days",
        Reading::DaysSince,
    ),
    word("orders.products", Type::Texts, &[Column::Products], "plays-word-products"),
    word("facts.kinds", Type::Texts, &[Column::FactKinds(Level::Ordinary)], "plays-word-fact-kinds"),
    word("facts.texts", Type::Texts, &[Column::FactTexts(Level::Ordinary)], "plays-word-fact-texts"),
    word(
        "private_facts.kinds",
        Type::Texts,
        &[Column::FactKinds(Level::Private)],
        "plays-word-private-kinds",
    ),
    word(
        "private_facts.texts",
        Type::Texts,
        &[Column::FactTexts(Level::Private)],
        "plays-word-private-texts",
    ),
    word(
        "special_facts.kinds",
        Type::Texts,
        &[Column::FactKinds(Level::Special)],
        "plays-word-special-kinds",
    ),
    word(
        "special_facts.texts",
        Type::Texts,
        &[Column::FactTexts(Level::Special)],
        "plays-word-special-texts",
    ),
    word("consent.given", Type::Texts, &[Column::Given], "plays-word-consent-given"),
    word("consent.refused", Type::Texts, &[Column::Refused], "plays-word-consent-refused"),
    worked("tier", Type::Text, &[Column::Tier], "plays-word-tier", Reading::First),
    worked("left_reason", Type::Text, &[Column::LeftReason], "plays-word-left-reason", Reading::FirstOrNone),
    worked("stakes", Type::Texts, &[Column::Stakes, Column::Orders], "plays-word-stakes", Reading::Stakes),
    word("kind", Type::Text, &[Column::Kind], "plays-word-kind"),
    word("language", Type::Text, &[Column::Language], "plays-word-language"),
    word("city", Type::Text, &[Column::City], "plays-word-city"),
    word("country", Type::Text, &[Column::Country], "plays-word-country"),
];

/// The word of a name, and its place.
#[must_use]
pub fn find(name: &str) -> Option<(usize, &'static Word)> {
    VOCABULARY.iter().enumerate().find(|(_, word)| word.name == name)
}

/// The known name nearest to one that isn't, if any is near.
#[must_use]
pub fn nearest(name: &str) -> Option<&'static str> {
    let names = VOCABULARY.iter().map(|word| word.name);
    let far = |known: &&str| strsim::normalized_damerau_levenshtein(name, known);
    let last = name.rsplit('.').next().unwrap_or(name);
    // `p_alive` for `standing.p_alive` is far by letters and near by sense.
    let by_end = names.clone().find(|known| known.rsplit('.').next() == Some(last));
    by_end.or_else(|| names.max_by(|a, b| far(a).total_cmp(&far(b))).filter(|known| far(known) >= 0.5))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_is_said_twice_and_a_slip_of_the_pen_is_understood() {
        for (at, word) in VOCABULARY.iter().enumerate() {
            assert_eq!(find(word.name).map(|(at, _)| at), Some(at));
            assert!(!word.columns.is_empty() && word.message.starts_with("plays-word-"));
        }
        assert_eq!(nearest("standing.p_alvie"), Some("standing.p_alive"));
        assert_eq!(nearest("p_alive"), Some("standing.p_alive"));
        assert_eq!(nearest("zodiac"), None);
    }
}
