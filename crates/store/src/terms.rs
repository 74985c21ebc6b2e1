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
/// A phone number as it is dialled at home; it refers to the identity.
pub(crate) const PHONE: &str = "phone";

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

/// A word by which somebody is found.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Term {
    level: i64,
    term: String,
    person: Uuid,
    origin: &'static str,
    refers_to: Uuid,
}

/// Adds the words of a new person's name.
pub(crate) fn push_name(terms: &mut Vec<Term>, person: Uuid, name: &str) {
    let term = |term| Term { level: 0, term, person, origin: NAME, refers_to: person };
    terms.extend(words_within(name).map(term));
}

/// Adds how an international phone number is dialled at home.
pub(crate) fn push_phone(terms: &mut Vec<Term>, person: Uuid, identity: Uuid, number: &str) {
    let term =
        |term: &str| Term { level: 0, term: term.to_owned(), person, origin: PHONE, refers_to: identity };
    terms.extend(domain::party::national(number).map(term));
}

/// Writes new terms.
pub(crate) async fn write(on: &impl ConnectionTrait, mut terms: Vec<Term>) -> Result<()> {
    // In the order of the index: neighbours stand on one page of it.
    terms.sort_unstable();
    let values = |Term { level, term, person, origin, refers_to }: Term| {
        [Value::from(level), term.into(), person.into(), origin.into(), refers_to.into()]
    };
    let insert = "insert into terms (level, term, person_id, origin, ref_id) values ";
    bulk::run(on, insert, 5, "", terms.into_iter().flat_map(values).collect()).await?;
    Ok(())
}

/// Writes the words of a person's name, in place of those of the name before.
pub(crate) async fn of_name(on: &impl ConnectionTrait, person: Uuid, name: &str) -> Result<()> {
    forget(on, person, person).await?;
    let mut terms = Vec::new();
    push_name(&mut terms, person, name);
    write(on, terms).await
}

/// Writes how a new phone number is dialled at home.
pub(crate) async fn of_phone(
    on: &impl ConnectionTrait,
    person: Uuid,
    identity: Uuid,
    number: &str,
) -> Result<()> {
    let mut terms = Vec::new();
    push_phone(&mut terms, person, identity, number);
    write(on, terms).await
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
    let term = |term| Term { level, term, person, origin: FACT, refers_to: fact };
    write(on, spellings(text).into_iter().map(term).collect()).await
}

/// Takes away the words that refer to a fact, to an identity, or to the person: those of their name.
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
