//! Where somebody may be named in what is no row of theirs: rows of files that were set aside, answers
//! kept for programs, messages to programs, notes of costs.

use std::collections::HashSet;

use sea_orm::{ConnectionTrait, Value};
use uuid::Uuid;

use crate::tables::{Pages, TABLES};
use crate::{Result, sql};

/// Shorter words would be found everywhere.
const WORD_MIN: usize = 4;
/// The length of an id as text.
const ID: usize = 36;

/// What somebody is recognised by.
pub(super) struct Traces {
    ids: HashSet<Uuid>,
    words: Vec<String>,
}

/// Tables with texts that may name anybody, and what becomes of a row that does; $1 and on are its key.
const TEXTS: [(&str, &str); 5] = [
    ("import_refusals", "update import_refusals set value = '' where import_id = $1 and seq = $2"),
    // What was asked stays answered: only the answer goes.
    ("answers", "update answers set headers = '[]', body = null where owner = $1 and idempotency_key = $2"),
    ("attempts", "update attempts set answer = '' where message_id = $1 and attempt = $2"),
    ("messages", "delete from messages where id = $1"),
    ("costs", "update costs set note = '' where id = $1"),
];

impl Traces {
    pub(super) fn new(ids: HashSet<Uuid>, words: impl Iterator<Item = String>) -> Self {
        let words = words.map(|word| word.trim().to_lowercase());
        Self { ids, words: words.filter(|word| word.chars().count() >= WORD_MIN).collect() }
    }

    /// Whether a text names them, or a row of theirs.
    fn are_in(&self, text: &str) -> bool {
        let lower = text.to_lowercase();
        let named = self.words.iter().any(|word| lower.contains(word.as_str()));
        let parts = || lower.split(|letter: char| !letter.is_ascii_hexdigit() && letter != '-');
        named
            || parts()
                .map(|part| part.trim_matches('-'))
                .filter(|part| part.len() == ID)
                .filter_map(|part| part.parse().ok())
                .any(|id: Uuid| self.ids.contains(&id))
    }

    fn are_in_value(&self, value: &Value) -> bool {
        match value {
            Value::String(Some(text)) => self.are_in(text),
            Value::Bytes(Some(bytes)) => self.are_in(&String::from_utf8_lossy(bytes)),
            _ => false,
        }
    }

    /// Takes them out of every such text.
    pub(super) async fn remove(&self, on: &impl ConnectionTrait) -> Result<()> {
        for (name, statement) in TEXTS {
            let keys = statement.matches('$').count();
            for table in TABLES.iter().filter(|table| table.name == name) {
                let mut pages = Pages::new(on, table);
                while let rows @ [_, ..] = pages.next().await?.as_slice() {
                    for row in rows {
                        let (key, said) = row.split_at(keys.min(row.len()));
                        if said.iter().any(|value| self.are_in_value(value)) {
                            sql::run(on, statement, key.iter().cloned()).await?;
                        }
                    }
                }
            }
        }
        Ok(())
    }
}
