//! Lists, and the order of names.

use std::cell::OnceCell;
use std::cmp::Ordering;

use icu::collator::options::CollatorOptions;
use icu::collator::{Collator, CollatorBorrowed};
use icu::list::ListFormatter;
use icu::list::options::ListFormatterOptions;
use icu::locale::Locale;

use crate::Words;
use crate::language::Language;

// ICU4X's formatters stay on their thread.
thread_local! {
    static FORMATTERS: [OnceCell<Option<Formatters>>; 5] = const { [const { OnceCell::new() }; 5] };
}

struct Formatters {
    list: ListFormatter,
    order: CollatorBorrowed<'static>,
}

impl Formatters {
    fn new(language: Language) -> Option<Self> {
        let locale: Locale = language.locale().parse().ok()?;
        Some(Self {
            list: ListFormatter::try_new_and((&locale).into(), ListFormatterOptions::default()).ok()?,
            order: Collator::try_new((&locale).into(), CollatorOptions::default()).ok()?,
        })
    }
}

impl Words {
    fn formatted<T>(self, with: impl Fn(&Formatters) -> T, without: impl Fn() -> T) -> T {
        FORMATTERS.with(|formatters| {
            let formatters =
                formatters[self.language() as usize].get_or_init(|| Formatters::new(self.language()));
            formatters.as_ref().map_or_else(without, with)
        })
    }

    /// `a, b and c`.
    #[must_use]
    pub fn list(self, items: &[String]) -> String {
        self.formatted(|formatters| formatters.list.format_to_string(items.iter()), || items.join(", "))
    }

    /// Which of two names a reader of this language looks for first (Unicode collation, CLDR).
    #[must_use]
    pub fn compare(self, a: &str, b: &str) -> Ordering {
        self.formatted(|formatters| formatters.order.compare(a, b), || a.cmp(b))
    }

    /// Bytes that sort as [`compare`](Self::compare) does.
    #[must_use]
    pub fn sort_key(self, name: &str) -> Vec<u8> {
        self.formatted(
            |formatters| {
                let mut key = Vec::new();
                match formatters.order.write_sort_key_to(name, &mut key) {
                    Ok(()) => key,
                    Err(never) => match never {},
                }
            },
            || name.as_bytes().to_vec(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_of_a_list_is_joined_by_a_word() {
        let items = ["a", "b", "c"].map(str::to_owned);
        let said = Language::ALL.map(|language| Words::of(language).list(&items));
        assert_eq!(said, ["a, b and c", "a, b un c", "a،\u{200f} b، و c", "a, b и c", "a, b ja c"]);
    }

    #[test]
    fn names_are_sorted_as_their_readers_would_look_for_them() {
        let sorted = |language, names: &[&'static str]| {
            let words = Words::of(language);
            let mut by_key = names.to_vec();
            by_key.sort_by_key(|name| words.sort_key(name));
            let mut names = names.to_vec();
            names.sort_by(|a, b| words.compare(a, b));
            assert_eq!(names, by_key);
            names
        };
        assert_eq!(
            sorted(Language::Lv, &["Čakste", "Dārta", "Cēsis", "Cukurs"]),
            ["Cēsis", "Cukurs", "Čakste", "Dārta"]
        );
        assert_eq!(
            sorted(Language::Fi, &["Ärling", "Zetterberg", "Öhman", "Åberg"]),
            ["Zetterberg", "Åberg", "Ärling", "Öhman"]
        );
        assert_eq!(sorted(Language::Ru, &["Ёлкин", "Жуков", "Егоров"]), ["Егоров", "Ёлкин", "Жуков"]);
        assert_eq!(
            sorted(Language::Fa, &["یاس", "پروین", "آرش", "گلی", "بهار"]),
            ["آرش", "بهار", "پروین", "گلی", "یاس"]
        );
    }
}
