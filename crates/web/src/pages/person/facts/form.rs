//! The fields in which a fact is given, and what they say.

use domain::access::may;
use domain::memory::{Basis, Calendar, Draft, FactKind, LeapRule, Level, Problem, Source, When, known};
use locales::Words;
use serde::Deserialize;
use store::facts::{Fact, Selected};
use store::timeline::Place;

use super::Choice;
use crate::access::SignedIn;
use crate::memory;
use crate::pages::person::{read_day, read_number};

/// What a form says of a fact; empty where nothing was filled in.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct FactForm {
    pub kind: String,
    pub text: String,
    pub calendar: String,
    pub day: String,
    pub month: String,
    pub year: String,
    pub leap: String,
    pub source: String,
    pub source_note: String,
    pub basis: String,
    pub level: String,
    pub expires_on: String,
    pub entry: String,
    pub phrase: String,
    pub version: i64,
}

fn or<'a>(value: &'a str, otherwise: &'a str) -> &'a str {
    if value.is_empty() { otherwise } else { value }
}

impl FactForm {
    pub(super) fn of(fact: &Fact) -> Self {
        let draft = &fact.draft;
        let mut form = Self {
            kind: draft.kind.name().to_owned(),
            text: draft.text.clone(),
            source: draft.source.name().to_owned(),
            source_note: draft.source_note.clone(),
            basis: draft.basis.name().to_owned(),
            level: draft.level.name().to_owned(),
            expires_on: draft.expires_on.map(|day| day.to_string()).unwrap_or_default(),
            version: fact.version,
            ..Self::default()
        };
        match draft.when {
            Some(When::Yearly(date)) => {
                form.calendar = date.calendar().name().to_owned();
                form.day = date.day().to_string();
                form.month = date.month().to_string();
                form.year = date.year().map(|year| year.to_string()).unwrap_or_default();
                form.leap = date.leap().map_or("", LeapRule::name).to_owned();
            }
            Some(When::Once(day)) => {
                let (year, month, day) = Calendar::Gregorian.date(day);
                (form.year, form.month, form.day) = (year.to_string(), month.to_string(), day.to_string());
            }
            None => {}
        }
        form
    }

    /// What it says, as the fact to keep.
    pub(super) fn draft(&self) -> Result<Draft, Problem> {
        let kind = known("kind", or(&self.kind, FactKind::Other.name()), FactKind::from_name)?;
        Ok(Draft {
            kind,
            text: self.text.clone(),
            when: self.when(kind)?,
            source: known("source", or(&self.source, Source::Said.name()), Source::from_name)?,
            source_note: self.source_note.clone(),
            basis: known("basis", or(&self.basis, Basis::LegitimateInterests.name()), Basis::from_name)?,
            level: known("level", or(&self.level, Level::Ordinary.name()), Level::from_name)?,
            expires_on: read_day(&self.expires_on)?,
        })
    }

    /// The date of the fields, or of the line where they are empty.
    fn when(&self, kind: FactKind) -> Result<Option<When>, Problem> {
        let (day, month) = (read_number(&self.day)?, read_number(&self.month)?);
        let year: Option<i32> = read_number(&self.year)?;
        let (day, month) = match (day, month) {
            (None, None) if year.is_none() => return When::in_line(kind, &self.text),
            (Some(day), Some(month)) => (day, month),
            _ => return Err(Problem::HalfDate),
        };
        let calendar = known("calendar", or(&self.calendar, "gregorian"), Calendar::from_name)?;
        let leap = (!self.leap.is_empty()).then(|| known("leap rule", &self.leap, LeapRule::from_name));
        When::of(kind, calendar, year, month, day, leap.transpose()?).map(Some)
    }

    pub(super) fn selected(&self) -> Result<Option<Selected>, Problem> {
        if self.entry.is_empty() {
            return Ok(None);
        }
        let place: Place = self.entry.parse()?;
        Ok(Some(Selected { kind: place.kind, id: place.id, phrase: self.phrase.clone() }))
    }
}

/// The fields of a fact, in a form of its own or folded under a line.
pub(in super::super) struct Fields {
    pub form: FactForm,
    pub kinds: Vec<Choice>,
    pub calendars: Vec<Choice>,
    pub leaps: Vec<Choice>,
    pub sources: Vec<Choice>,
    pub bases: Vec<Choice>,
    pub levels: Vec<Choice>,
}

impl Fields {
    pub(in super::super) fn new(words: Words, signed_in: &SignedIn, form: FactForm) -> Self {
        fn choices<T: Copy>(
            all: &[T],
            name: fn(T) -> &'static str,
            say: impl Fn(T) -> String,
            chosen: &str,
        ) -> Vec<Choice> {
            all.iter().map(|&one| (name(one), say(one), name(one) == chosen)).collect()
        }
        let seen: Vec<Level> =
            Level::ALL.iter().copied().filter(|level| may(signed_in.actor, level.action())).collect();
        let own = if words.language() == locales::Language::Fa { "jalali" } else { "gregorian" };
        Self {
            kinds: choices(
                FactKind::ALL,
                FactKind::name,
                |kind| memory::fact_kind(words, kind),
                or(&form.kind, "interest"),
            ),
            calendars: choices(
                &Calendar::ALL,
                Calendar::name,
                |one| memory::calendar(words, one),
                or(&form.calendar, own),
            ),
            leaps: choices(
                &LeapRule::ALL,
                LeapRule::name,
                |rule| memory::leap(words, rule),
                or(&form.leap, "before"),
            ),
            sources: choices(
                Source::ALL,
                Source::name,
                |one| memory::source(words, one),
                or(&form.source, "said"),
            ),
            bases: choices(
                Basis::ALL,
                Basis::name,
                |one| memory::basis(words, one),
                or(&form.basis, "legitimate_interests"),
            ),
            levels: choices(
                &seen,
                Level::name,
                |level| memory::level(words, level),
                or(&form.level, "ordinary"),
            ),
            form,
        }
    }
}
