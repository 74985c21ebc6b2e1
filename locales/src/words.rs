//! Messages in one language, ready to be said.

use std::borrow::Cow;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::language::{Direction, Language};
use crate::numbers;

include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// Everything we say in one language: a method a message, and the formats of the locale. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Words(&'static Inner);

struct Inner {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Words").field(&self.language()).finish()
    }
}

impl Words {
    /// The words of a language.
    #[must_use]
    pub fn of(language: Language) -> Self {
        static ALL: [OnceLock<Inner>; 5] = [const { OnceLock::new() }; 5];
        Self(ALL[language as usize].get_or_init(|| Inner::new(language)))
    }

    /// The language spoken.
    #[must_use]
    pub fn language(self) -> Language {
        self.0.language
    }

    /// As `<html lang>` has it.
    #[must_use]
    pub fn tag(self) -> &'static str {
        self.language().tag()
    }

    /// As `<html dir>` has it.
    #[must_use]
    pub fn direction(self) -> Direction {
        self.language().direction()
    }

    /// The message of this name. The build knows that every language has it, with these variables.
    fn say<const N: usize>(self, id: &str, values: [(&'static str, FluentValue<'_>); N]) -> String {
        let mut arguments = FluentArgs::with_capacity(N);
        for (name, value) in values {
            arguments.set(name, self.isolated(value));
        }
        let pattern = self.0.bundle.get_message(id).and_then(|message| message.value());
        let Some(pattern) = pattern else { return id.to_owned() };
        self.0.bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned()
    }

    /// Text that may run against the language's direction, set apart from what stands round it. Fluent
    /// would mark whatever is inserted; marks where nothing can go wrong only hinder search and copying.
    fn isolated<'a>(self, value: FluentValue<'a>) -> FluentValue<'a> {
        match value {
            FluentValue::String(text) if self.runs_otherwise(&text) => {
                FluentValue::String(Cow::Owned(format!("\u{2068}{text}\u{2069}")))
            }
            other => other,
        }
    }

    fn runs_otherwise(self, text: &str) -> bool {
        let from_right = |c: char| matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}' | '\u{200F}' | '\u{202A}'..='\u{202E}');
        match self.direction() {
            Direction::Ltr => text.chars().any(from_right),
            Direction::Rtl => {
                !text.chars().all(|c| from_right(c) || matches!(c, ' ' | '\u{a0}' | '\u{200c}' | ':' | '/'))
            }
        }
    }
}

impl Inner {
    fn new(language: Language) -> Self {
        let locale = language.tag().parse::<LanguageIdentifier>().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match language {
            Language::En => |value, _| number(value, Language::En),
            Language::Lv => |value, _| number(value, Language::Lv),
            Language::Fa => |value, _| number(value, Language::Fa),
            Language::Ru => |value, _| number(value, Language::Ru),
            Language::Fi => |value, _| number(value, Language::Fi),
        }));
        for text in TEXTS[language as usize] {
            // The build has parsed it before, and let through no name twice.
            let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(read, _)| read);
            bundle.add_resource_overriding(resource);
        }
        Self { language, bundle }
    }
}

/// A number within a message, in the language's digits.
fn number(value: &FluentValue<'_>, language: Language) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let decimals = if number.value.fract() == 0.0 { 0 } else { 2 };
    Some(numbers::decimal(language, number.value, decimals))
}
