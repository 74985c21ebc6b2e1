//! The words people are found by, beside the beginning of their name, which the order of the list
//! finds. Written in the commit that writes the name or the fact.

use std::collections::HashSet;

use domain::{collation, names};
use sea_orm::{ConnectionTrait, Value};
use uuid::Uuid;

use crate::people::sort_key;
use crate::{Result, bulk, sql};

/// A word of a name; it refers to the person.
pub(crate) const NAME: &str = "name";
/// A word of a fact; it refers to the fact.
pub(crate) const FACT: &str = "fact";

const INSERT: &str = "insert into terms (level, term, person_id, origin, ref_id) values ";

/// The spellings a text is found by. What is not in Latin letters is found romanised too, also
/// where people disagree on y, j and i: `Мария` by `mariya` and `maria`.
pub(crate) fn spellings(text: &str) -> Vec<String> {
    let mut all = names::terms(text);
    for word in text.split_whitespace().take(names::WORDS_MAX) {
        let of_word = names::terms(word);
        if of_word.iter().any(|term| !term.is_ascii()) {
            all.extend(of_word.iter().filter(|term| term.is_ascii()).map(|term| one_i(term)));
        }
    }
    let mut seen = HashSet::with_capacity(all.len());
    all.retain(|term| seen.insert(term.clone()));
    all
}

/// A romanised word with one letter for y, j and i, and once for a run of them.
pub(crate) fn one_i(word: &str) -> String {
    let mut simple = String::with_capacity(word.len());
    for letter in word.chars() {
        let letter = if matches!(letter, 'y' | 'j') { 'i' } else { letter };
        if !(letter == 'i' && simple.ends_with('i')) {
            simple.push(letter);
        }
    }
    simple
}

/// The words of a name that its beginning does not find.
fn words_within(name: &str) -> impl Iterator<Item = String> {
    let key = sort_key(name, "");
    let found_first = move |term: &String| collation::beginning(term).is_some_and(|it| it.contains(&key));
    spellings(name).into_iter().filter(move |term| !found_first(term))
}

/// Adds the words of a new person's name, as rows for [`write`].
pub(crate) fn push_name(rows: &mut Vec<(String, Uuid)>, person: Uuid, name: &str) {
    rows.extend(words_within(name).map(|term| (term, person)));
}

/// Writes what [`push_name`] gathered.
pub(crate) async fn write(on: &impl ConnectionTrait, mut rows: Vec<(String, Uuid)>) -> Result<()> {
    // In the order of the index: neighbours stand on one page of it.
    rows.sort_unstable();
    let row = |(term, person): (String, Uuid)| {
        [Value::from(0), term.into(), person.into(), NAME.into(), person.into()]
    };
    bulk::run(on, INSERT, 5, "", rows.into_iter().flat_map(row).collect()).await?;
    Ok(())
}

/// Writes the words of a person's name, in place of those of the name before.
pub(crate) async fn of_name(on: &impl ConnectionTrait, person: Uuid, name: &str) -> Result<()> {
    forget(on, person, person).await?;
    let mut rows = Vec::new();
    push_name(&mut rows, person, name);
    write(on, rows).await
}

/// Writes the words of a fact, in place of those of its text before. `level` is its sensitivity: who
/// may not see the fact is not led to it.
pub(crate) async fn of_fact(
    on: &impl ConnectionTrait,
    person: Uuid,
    fact: Uuid,
    text: &str,
    level: i64,
) -> Result<()> {
    forget(on, person, fact).await?;
    let row = |term: String| [Value::from(level), term.into(), person.into(), FACT.into(), fact.into()];
    bulk::run(on, INSERT, 5, "", spellings(text).into_iter().flat_map(row).collect()).await?;
    Ok(())
}

/// Takes away the words that refer to a fact, or to the person: those of their name.
pub(crate) async fn forget(on: &impl ConnectionTrait, person: Uuid, of: Uuid) -> Result<()> {
    let delete = "delete from terms where person_id = $1 and ref_id = $2";
    sql::run(on, delete, [person.into(), of.into()]).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_written_by_the_words_its_beginning_does_not_find() {
        let words = |name| words_within(name).collect::<Vec<_>>();
        assert_eq!(words("Ilze Ozola"), ["ozola"]);
        assert_eq!(words("Ābols"), [""; 0]);
        assert_eq!(words("Ольга Иванова"), ["olga", "ivanova", "иванова"]);
        assert_eq!(words("Мария"), ["mariya", "maria"]);
        assert_eq!(words(""), [""; 0]);
    }
}
