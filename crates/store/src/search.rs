//! One box for everybody: name, e-mail, phone, order number, a word from a fact.
//!
//! Every step reads an index from one end and stops at a number written here, so that no question
//! reads more than some tens of thousands of short rows, however many people there are. What one
//! word of a question finds is held against the others; where every word is too common to be read
//! out, its first [`SCAN`] rows are, and the answer says that there may be more.

mod explain;
mod question;
mod ways;

use std::collections::HashMap;

use domain::Actor;
use domain::ids::PersonId;
use sea_orm::{QueryResult, Value};
use uuid::Uuid;

use crate::people::{KNOWN_BY, PersonLine, line, prefix_end};
use crate::{Result, Store, facts, leave, sql, standings};

pub use question::{CHARS_MAX, WORDS_MAX};
use question::{Question, Word};
use ways::{Asked, Way, ways};

/// Rows read of one index for a single word.
const FIRST: u32 = 60;
/// A word with fewer rows than this in each index is read out.
const FEW: u32 = 200;
/// Rows read of each index where every word is more common than that.
const SCAN: u32 = 1_000;
/// People looked at to be put in order.
const CANDIDATES: u32 = 100;
/// Sources whose order numbers are looked through.
const SOURCES: u32 = 32;
/// Orders read of each.
const ORDERS: u32 = 10;
/// Most people one answer has.
pub const HITS_MAX: usize = 50;

/// Why somebody is in the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matched {
    /// Their name.
    Name,
    /// An e-mail address of theirs.
    Email(String),
    /// A phone number of theirs.
    Phone(String),
    /// The number of an order of theirs.
    Order(String),
    /// The text of a fact that anybody who reads customers may see.
    Fact(String),
    /// A private or special fact that the actor may see; to look at it one opens the person, which
    /// leaves its trace.
    PrivateFact,
}

/// Somebody found.
#[derive(Clone, Debug)]
pub struct Hit {
    /// Who.
    pub line: PersonLine,
    /// Whether they are an organisation.
    pub organisation: bool,
    /// By what.
    pub matched: Matched,
}

/// An answer.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The people found: whole words before beginnings, then the most worth, then by name.
    pub hits: Vec<Hit>,
    /// Whether there may be more.
    pub more: bool,
}

/// People gathered, in the order found, and what of theirs was found where that was no word.
#[derive(Default)]
struct Candidates {
    order: Vec<Uuid>,
    by: HashMap<Uuid, Option<Matched>>,
    /// Whether some index had more.
    more: bool,
}

impl Candidates {
    fn add(&mut self, person: Uuid, matched: Option<Matched>) {
        let known = self.by.entry(person).or_insert_with(|| {
            self.order.push(person);
            None
        });
        if known.is_none() {
            *known = matched;
        }
    }

    fn add_all(&mut self, people: Vec<Uuid>, limit: u32) {
        self.more |= people.len() >= limit as usize;
        people.into_iter().for_each(|person| self.add(person, None));
    }
}

/// Somebody to be looked at.
struct Candidate {
    line: PersonLine,
    organisation: bool,
    /// Where they stand in the list.
    key: String,
}

impl Store {
    /// Finds people and organisations by what was typed so far: the beginning of a name, of any word
    /// of it, in any of the scripts it may be written in; of an e-mail address, a phone number, an
    /// order number; a word of a fact the actor may see. Of several words each must be found.
    ///
    /// # Errors
    /// Where the actor may not read customers, or the database fails.
    pub async fn search(&self, actor: Actor, text: &str, limit: usize) -> Result<Found> {
        leave::to_read_customers(actor)?;
        let Some(question) = Question::of(text) else { return Ok(Found::default()) };
        let levels: Vec<i64> = (0..=facts::ceiling(actor)).collect();
        let mut found = Candidates::default();
        self.by_order(&question, &mut found).await?;
        for number in &question.phones {
            self.by_address("phone", number, Matched::Phone, &mut found).await?;
        }
        if let Some(number) = &question.at_home {
            self.by_number_at_home(number, &mut found).await?;
        }
        if let Some(address) = &question.address {
            self.by_address("email", address, Matched::Email, &mut found).await?;
        }
        self.by_phrase(&question, &mut found).await?;
        match question.words.as_slice() {
            [] => {}
            [one] => self.by_word(one, &levels, &mut found).await?,
            // Names and addresses that begin with all that was typed fill the answer.
            _ if found.order.len() >= FIRST as usize => found.more = true,
            words => self.by_words(words, &levels, &mut found).await?,
        }
        found.more |= found.order.len() > CANDIDATES as usize;
        found.order.truncate(CANDIDATES as usize);
        let candidates = self.candidates(&found.order).await?;
        let mut hits = self.explained(&question, &levels, candidates, &found).await?;
        let limit = limit.min(HITS_MAX);
        found.more |= hits.len() > limit;
        hits.truncate(limit);
        Ok(Found { hits, more: found.more })
    }

    /// The sources orders came from, one step down the index for each.
    async fn sources(&self) -> Result<Vec<String>> {
        let sql = format!(
            "with recursive source (name, place) as (
                 select min(source), 1 from orders
                 union all
                 select (select min(source) from orders where source > name), place + 1
                 from source where name is not null and place < {SOURCES})
             select name from source where name is not null"
        );
        sql::column(self.read(), &sql, []).await
    }

    async fn by_order(&self, question: &Question, found: &mut Candidates) -> Result<()> {
        if question.orders.is_empty() {
            return Ok(());
        }
        for source in self.sources().await? {
            for number in &question.orders {
                let sql = "select i.person_id, o.source_id from (
                               select source_id, identity_id from orders
                               where source = $1 and source_id >= $2 and source_id < $3
                               order by source_id limit $4) o
                           join identities i on i.id = o.identity_id order by o.source_id";
                let end = prefix_end(number);
                let values =
                    [Value::from(source.as_str()), number.as_str().into(), end.into(), ORDERS.into()];
                for row in sql::results(self.read(), sql, values).await? {
                    found.add(sql::at(&row, 0)?, Some(Matched::Order(sql::at(&row, 1)?)));
                }
            }
        }
        Ok(())
    }

    async fn by_address(
        &self,
        kind: &str,
        beginning: &str,
        matched: fn(String) -> Matched,
        found: &mut Candidates,
    ) -> Result<()> {
        let sql = "select person_id, value from identities where kind = $1 and source = ''
                   and value >= $2 and value < $3 order by value limit $4";
        let values = [kind.into(), beginning.into(), prefix_end(beginning).into(), FIRST.into()];
        let rows = sql::results(self.read(), sql, values).await?;
        found.more |= rows.len() >= FIRST as usize;
        for row in rows {
            found.add(sql::at(&row, 0)?, Some(matched(sql::at(&row, 1)?)));
        }
        Ok(())
    }

    async fn by_number_at_home(&self, number: &str, found: &mut Candidates) -> Result<()> {
        let sql = "select i.person_id, i.value from (
                       select ref_id from terms where level = 0 and term >= $1 and term < $2
                       order by term, person_id limit $3) t
                   join identities i on i.id = t.ref_id";
        let values = [number.into(), prefix_end(number).into(), FIRST.into()];
        for row in sql::results(self.read(), sql, values).await? {
            found.add(sql::at(&row, 0)?, Some(Matched::Phone(sql::at(&row, 1)?)));
        }
        Ok(())
    }

    async fn by_phrase(&self, question: &Question, found: &mut Candidates) -> Result<()> {
        for range in &question.phrases {
            let mut asked = Asked::default();
            let sql = asked.led_to(&Way::Named(range), FIRST);
            found.add_all(sql::column(self.read(), &sql, asked.values).await?, FIRST);
        }
        Ok(())
    }

    async fn by_word(&self, word: &Word, levels: &[i64], found: &mut Candidates) -> Result<()> {
        for way in ways(word, levels) {
            let mut asked = Asked::default();
            let sql = asked.led_to(&way, FIRST);
            found.add_all(sql::column(self.read(), &sql, asked.values).await?, FIRST);
        }
        Ok(())
    }

    /// Reads out the rarest word and holds it against the others.
    async fn by_words(&self, words: &[Word], levels: &[i64], found: &mut Candidates) -> Result<()> {
        let mut rarest = (i64::MAX, 0);
        for (place, word) in words.iter().enumerate() {
            rarest = rarest.min((self.most_rows(word, levels).await?, place));
        }
        let (rows, place) = rarest;
        let limit = if rows < i64::from(FEW) { FEW } else { SCAN };
        let (sql, values) = held_together(words, place, levels, limit);
        found.more |= rows >= i64::from(FEW);
        found.add_all(sql::column(self.read(), &sql, values).await?, CANDIDATES);
        Ok(())
    }

    /// The most rows a word has in one index, counted up to [`FEW`].
    async fn most_rows(&self, word: &Word, levels: &[i64]) -> Result<i64> {
        let mut asked = Asked::default();
        let counts: Vec<String> = ways(word, levels)
            .map(|way| format!("select count(*) as size from ({}) counted", asked.led_to(&way, FEW)))
            .collect();
        let sql = format!("select max(size) from ({}) counts", counts.join(" union all "));
        sql::value(self.read(), &sql, asked.values).await
    }

    /// These people, in no order.
    async fn candidates(&self, people: &[Uuid]) -> Result<Vec<Candidate>> {
        if people.is_empty() {
            return Ok(Vec::new());
        }
        let mut asked = Asked::default();
        let places = asked.people(people.iter().copied());
        let columns = standings::COLUMNS;
        let sql = format!(
            "select p.id, p.name, {KNOWN_BY}, {columns}, p.kind as person_kind, p.sort_key as person_key
             from people p left join standings on person_id = p.id
             where p.kind not in ('visitor', 'erased') and p.id in ({places})"
        );
        let after = 3 + standings::WIDTH;
        let candidate = |row: &QueryResult| {
            let organisation = sql::at::<String>(row, after)? == "organisation";
            Ok(Candidate { line: line(row)?, organisation, key: sql::at(row, after + 1)? })
        };
        sql::results(self.read(), &sql, asked.values).await?.iter().map(candidate).collect()
    }
}

/// The people the word at `place` leads to, `limit` rows of each index, who have every other word too.
fn held_together(words: &[Word], place: usize, levels: &[i64], limit: u32) -> (String, Vec<Value>) {
    let mut asked = Asked::default();
    let ways: Vec<String> = ways(&words[place], levels).map(|way| asked.led_to(&way, limit)).collect();
    let others = words.iter().enumerate().filter(|(other, _)| *other != place);
    let also: Vec<String> = others.map(|(_, word)| asked.also(word, levels)).collect();
    let sql = format!(
        "select p.id from ({}) c join people p on p.id = c.id
         where p.kind not in ('visitor', 'erased') and {} limit {CANDIDATES}",
        ways.join(" union "),
        also.join(" and ")
    );
    (sql, asked.values)
}

/// Whom a list names, by id.
fn id_of(line: &PersonLine) -> Uuid {
    let PersonId(id) = line.id;
    id
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::still::Still;

    #[tokio::test]
    async fn no_question_reads_a_table_from_end_to_end() {
        let folder = tempfile::tempdir().unwrap();
        let store =
            Store::open(folder.path().join("house.db"), Arc::new(Still), Arc::new(Still)).await.unwrap();
        for text in
            ["a", "an a", "maria", "Мария Ив", "زهرا", "ilze.o", "%", "12", "anna maria berzina x y z"]
        {
            let question = Question::of(text).unwrap();
            let mut statements = Vec::new();
            for word in &question.words {
                for way in ways(word, &[0, 1, 2]) {
                    let mut asked = Asked::default();
                    statements.push((asked.led_to(&way, FIRST), asked.values));
                }
            }
            for place in 0..question.words.len().saturating_sub(1) {
                statements.push(held_together(&question.words, place, &[0, 1, 2], SCAN));
            }
            for (sql, values) in statements {
                let plan =
                    sql::results(store.read(), &format!("explain query plan {sql}"), values).await.unwrap();
                for line in plan.iter().map(|row| sql::at::<String>(row, 3).unwrap()) {
                    let whole = ["people", "p", "terms", "identities"].map(|table| format!("SCAN {table}"));
                    assert!(
                        !whole.iter().any(|scan| line == *scan || line.starts_with(&format!("{scan} "))),
                        "{text}: {line}"
                    );
                }
            }
        }
    }
}
