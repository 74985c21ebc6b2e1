//! The ways a word leads to people, each along one index.

use std::ops::Range;

use sea_orm::Value;
use uuid::Uuid;

use super::question::Word;

/// Lists of people are filled up to these lengths with the last of them, so that few statements are
/// prepared, and kept, for lists of every length.
const LENGTHS: [usize; 3] = [8, 32, 100];

/// One way a word leads to people.
pub(super) enum Way<'a> {
    /// By the beginning of a name.
    Named(&'a Range<String>),
    /// By a word of a name or of a fact of this sensitivity.
    Term(i64, &'a Range<String>),
    /// By the beginning of an e-mail address.
    Addressed(&'a Range<String>),
}

pub(super) fn ways<'a>(word: &'a Word, levels: &'a [i64]) -> impl Iterator<Item = Way<'a>> {
    let terms = word.terms.iter().flat_map(|range| levels.iter().map(|level| Way::Term(*level, range)));
    let named = word.beginnings.iter().map(Way::Named);
    named.chain(terms).chain([Way::Addressed(&word.address)])
}

/// A statement under construction and its values.
#[derive(Default)]
pub(super) struct Asked {
    pub(super) values: Vec<Value>,
}

impl Asked {
    pub(super) fn place(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    /// The places of these people in a list.
    pub(super) fn people(&mut self, people: impl IntoIterator<Item = Uuid>) -> String {
        let mut ids: Vec<Uuid> = people.into_iter().collect();
        let length = LENGTHS.into_iter().find(|length| *length >= ids.len()).unwrap_or(ids.len());
        if let Some(&last) = ids.last() {
            ids.resize(length, last);
        }
        ids.into_iter().map(|id| self.place(id)).collect::<Vec<_>>().join(", ")
    }

    pub(super) fn between(&mut self, column: &str, range: &Range<String>) -> String {
        let (from, until) = (self.place(range.start.as_str()), self.place(range.end.as_str()));
        format!("{column} >= {from} and {column} < {until}")
    }

    /// The people one way leads to, as `id`, the first `limit` rows of its index.
    pub(super) fn led_to(&mut self, way: &Way<'_>, limit: u32) -> String {
        match way {
            Way::Named(range) => {
                let within = self.between("sort_key", range);
                format!(
                    "select id from (select id from people where kind not in ('visitor', 'erased') and {within}
                     order by sort_key, id limit {limit}) named"
                )
            }
            Way::Term(level, range) => {
                let (level, within) = (self.place(*level), self.between("term", range));
                format!(
                    "select person_id as id from (select person_id from terms
                     where level = {level} and {within} order by term, person_id limit {limit}) worded"
                )
            }
            Way::Addressed(range) => {
                let within = self.between("value", range);
                format!(
                    "select person_id as id from (select person_id from identities
                     where kind = 'email' and source = '' and {within} order by value limit {limit}) addressed"
                )
            }
        }
    }

    /// That the person `p` has this word too.
    pub(super) fn also(&mut self, word: &Word, levels: &[i64]) -> String {
        let mut ways: Vec<String> =
            word.beginnings.iter().map(|range| self.between("p.sort_key", range)).collect();
        let levels = levels.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
        for range in &word.terms {
            let within = self.between("term", range);
            ways.push(format!(
                "exists (select 1 from terms where person_id = p.id and {within} and level in ({levels}))"
            ));
        }
        let within = self.between("value", &word.address);
        ways.push(format!(
            "exists (select 1 from identities where person_id = p.id and kind = 'email' and {within})"
        ));
        format!("({})", ways.join(" or "))
    }
}
