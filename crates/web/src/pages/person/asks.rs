//! What we don't know yet and could ask: one line a question, by what is missing. Nothing here leads
//! to the special categories: what is sensitive is theirs to bring up.

use domain::memory::{FactKind, RelationKind};
use domain::profile::Profile;
use locales::Words;
use store::facts::Fact;
use store::relations::{Bond, Relation};

/// What is known of somebody.
pub(crate) struct Known<'a> {
    pub profile: &'a Profile,
    pub facts: &'a [Fact],
    pub relations: &'a [Relation],
    pub is_organisation: bool,
    pub is_bereaved: bool,
}

impl Known<'_> {
    fn has(&self, kind: FactKind) -> bool {
        self.facts.iter().any(|fact| fact.draft.kind == kind)
    }

    fn is_related(&self, kind: RelationKind) -> bool {
        self.relations.iter().any(|relation| relation.bond == Bond::Known(kind))
    }
}

/// A question, and the kind of fact its answer is; none where it belongs among the particulars.
pub(crate) struct Ask {
    /// Its name, for programs.
    pub name: &'static str,
    pub say: fn(Words) -> String,
    pub kind: Option<FactKind>,
    is_open: fn(&Known) -> bool,
}

const ASKS: [Ask; 8] = [
    Ask {
        name: "says",
        say: Words::memory_ask_says,
        kind: None,
        is_open: |known| !known.is_organisation && known.profile.says.is_empty(),
    },
    Ask {
        name: "birthday",
        say: Words::memory_ask_birthday,
        kind: Some(FactKind::Date),
        is_open: |known| !known.is_organisation && !known.is_bereaved && !known.has(FactKind::Date),
    },
    Ask {
        name: "preference",
        say: Words::memory_ask_preference,
        kind: Some(FactKind::Preference),
        is_open: |known| !known.has(FactKind::Preference),
    },
    Ask {
        name: "decides",
        say: Words::memory_ask_decides,
        kind: None,
        is_open: |known| known.is_organisation && !known.is_related(RelationKind::WorksAt),
    },
    Ask {
        name: "brought",
        say: Words::memory_ask_brought,
        kind: Some(FactKind::Other),
        is_open: |known| !known.is_related(RelationKind::IntroducedBy) && !known.has(FactKind::Other),
    },
    Ask {
        name: "interest",
        say: Words::memory_ask_interest,
        kind: Some(FactKind::Interest),
        is_open: |known| !known.is_organisation && !known.has(FactKind::Interest),
    },
    Ask {
        name: "work",
        say: Words::memory_ask_work,
        kind: Some(FactKind::Work),
        is_open: |known| !known.has(FactKind::Work) && known.profile.title.is_empty(),
    },
    Ask {
        name: "language",
        say: Words::memory_ask_language,
        kind: None,
        is_open: |known| known.profile.language.is_empty(),
    },
];

/// Questions at once: more are an interrogation.
const SHOWN: usize = 4;

/// The next questions.
pub(crate) fn open(known: &Known) -> Vec<&'static Ask> {
    ASKS.iter().filter(|ask| (ask.is_open)(known)).take(SHOWN).collect()
}
